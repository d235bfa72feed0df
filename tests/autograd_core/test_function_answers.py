"""Functions of layers, losses, distances and data: each expression is answered as PyTorch does."""

from pathlib import Path
from types import ModuleType

import pytest

from tests.autograd_core.alike import assert_alike

TABLE = Path(__file__).with_name("expressions_functions.txt")
EXPRESSIONS = TABLE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("source", EXPRESSIONS)
def test_an_expression_answers_as_in_pytorch(torch: ModuleType, source: str, dtype: str) -> None:
    """Value, graph and two gradients, or the error, are PyTorch's."""
    assert_alike(torch, source, dtype)
