"""Every operation against PyTorch: the values, graphs and two gradients of its samples."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest

import autograd_core
from autograd_core import OPS
from tests.autograd_core.samples import Outcome, outcome

SAMPLES = [
    pytest.param(sample, id=f"{name}: {sample}")
    for name, op in OPS.items()
    for sample in op.samples
]
TOLERANCE = {"float32": 1e-5, "float64": 1e-9}


@pytest.mark.filterwarnings("ignore:index_reduce.. is in beta")
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_answers_as_in_torch(torch: ModuleType, sample: str, dtype: str) -> None:
    """Value, dtype, graph, gradient and second gradient of an op's sample are PyTorch's."""
    expected = outcome(torch, sample, dtype)
    found = outcome(autograd_core, sample, dtype)
    assert found.dtypes == expected.dtypes
    assert found.chains == expected.chains
    same(found, expected, "values", TOLERANCE[dtype])
    same(found, expected, "gradients", TOLERANCE[dtype])
    assert found.gradient_nodes == expected.gradient_nodes
    same(found, expected, "second", 10 * TOLERANCE[dtype])
    assert found.refusal == expected.refusal


@pytest.mark.parametrize("op", OPS.values(), ids=list(OPS))
def test_an_op_has_words_and_samples(op: Any) -> None:
    """Every entry says what it does in both languages and shows how it is called."""
    assert op.en.endswith(".")
    assert op.zh.endswith("。")
    assert op.samples or op.name.startswith("_")
    assert op.formula


@pytest.mark.parametrize(
    ("op", "arg"), [(op, arg) for op in OPS.values() for arg in op.grads], ids=lambda v: str(v)[:40]
)
def test_a_gradient_rule_has_a_formula(op: Any, arg: str) -> None:
    """Every rule of one argument can be written down as an expression."""
    assert op.grads[arg].formula


def test_the_comparison_notices_a_wrong_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that is off by a factor is found: the samples' test can fail."""
    right = outcome(autograd_core, "x(3) * x(3)", "float64")
    rule = OPS["mul.Tensor"].rules[0]
    assert rule is not None
    monkeypatch.setattr(rule, "usual", lambda grad, other: grad * other * 2.001)
    wrong = outcome(autograd_core, "x(3) * x(3)", "float64")
    with pytest.raises(AssertionError):
        same(wrong, right, "gradients", TOLERANCE["float64"])


def same(found: Outcome, expected: Outcome, part: str, tolerance: float) -> None:
    """Assert that two lists of arrays (or None) agree in shape and, nearly, in value."""
    ours, theirs = getattr(found, part), getattr(expected, part)
    assert [a is None for a in ours] == [a is None for a in theirs], part
    for mine, other in zip(ours, theirs, strict=True):
        if mine is not None:
            assert mine.shape == other.shape, part
            np.testing.assert_allclose(mine, other, tolerance, tolerance, err_msg=part)
