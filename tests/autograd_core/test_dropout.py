"""Dropout: what is dropped is PyTorch's choice, bit by bit."""

import warnings
from types import ModuleType

import pytest

import autograd_core
from tests.autograd_core.alike import assert_alike

NOTHING_RANDOM = """
F.dropout(x(3),0.0)
F.dropout(x(3),1.0)
F.dropout(x(3),1.5)
F.dropout(x(3),0.5,False)
F.dropout2d(x(2,3),0.0)
F.dropout1d(x(3),0.0)
F.dropout(x(3) * 2,1.0, inplace=True)
""".strip().splitlines()
KINDS = ["dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout"]


@pytest.mark.parametrize("source", NOTHING_RANDOM)
def test_dropout_answers_as_in_pytorch(torch: ModuleType, source: str) -> None:
    """Nothing to drop, everything to drop, and wrong probabilities."""
    assert_alike(torch, source)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_elements_are_dropped(torch: ModuleType, kind: str) -> None:
    """With the same seed the results are the same bits."""
    found = []
    for engine in (autograd_core, torch):
        engine.manual_seed(3)
        shape = (1, 3, 4, 5) if kind in ("dropout2d", "dropout3d") else (3, 4, 5)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            drop = getattr(engine.nn.functional, kind)
            found.append(drop(engine.arange(60.0).reshape(shape), 0.4, True).tolist())
    assert found[0] == found[1]
