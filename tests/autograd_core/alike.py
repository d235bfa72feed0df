"""One expression in, the assertion that both engines answer it alike: values, nodes or errors."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

import autograd_core
from tests.autograd_core.samples import Outcome, outcome

TOLERANCE = {"float32": 1e-5, "float64": 1e-9}
REMARK = re.compile(r" \(Triggered internally at .*?\)", re.DOTALL)


@dataclass
class Answer:
    """What an engine says to an expression: an outcome or an error, and the warnings on the way."""

    outcome: Outcome | None = None
    error: str = ""
    warnings: list[str] = field(default_factory=list)


def answer(torch: ModuleType, source: str, dtype: str) -> Answer:
    """Evaluate an expression of the samples' language (see samples.Leaves) in one engine."""
    found = Answer()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            found.outcome = outcome(torch, source, dtype)
        except Exception as error:
            found.error = f"{type(error).__name__}: {error}"
    found.warnings = [REMARK.sub("", str(each.message)) for each in said]
    return found


def assert_alike(torch: ModuleType, source: str, dtype: str = "float64") -> None:
    """Both engines give the same error, or the same values, nodes and first two gradients."""
    expected, found = answer(torch, source, dtype), answer(autograd_core, source, dtype)
    assert found.error == expected.error
    if expected.outcome is None or found.outcome is None:
        return
    ours, theirs = found.outcome, expected.outcome
    assert ours.dtypes == theirs.dtypes
    assert ours.chains == theirs.chains
    assert ours.gradient_nodes == theirs.gradient_nodes
    assert found.warnings == expected.warnings
    near(ours, theirs, TOLERANCE[dtype])
    assert ours.refusal == theirs.refusal


def near(ours: Outcome, theirs: Outcome, tolerance: float) -> None:
    """Values and gradients agree in shape and, nearly, in value."""
    for part, factor in (("values", 1), ("gradients", 1), ("second", 10)):
        mine: list[Any] = getattr(ours, part)
        other: list[Any] = getattr(theirs, part)
        assert [each is None for each in mine] == [each is None for each in other], part
        for one, two in zip(mine, other, strict=True):
            if one is not None:
                assert one.shape == two.shape, part
                near_to = factor * tolerance
                np.testing.assert_allclose(one, two, near_to, near_to, err_msg=part)
