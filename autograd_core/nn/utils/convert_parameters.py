"""Parameters in, one vector of all their numbers out, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograd_core.nn.parameter import typename
from autograd_core.ops import FUNCTIONS
from autograd_core.tensor import Tensor


def parameters_to_vector(parameters: Iterable[Any]) -> Any:
    """All parameters in one row (torch.nn.utils.parameters_to_vector)."""
    return FUNCTIONS["cat"]([parameter.view(-1) for parameter in parameters])


def vector_to_parameters(vec: Any, parameters: Iterable[Any]) -> None:
    """Let the parameters look at the parts of a vector (torch.nn.utils.vector_to_parameters)."""
    if not isinstance(vec, Tensor):
        raise TypeError(f"expected torch.Tensor, but got: {typename(vec)}")
    whole: Any = vec
    start = 0
    for parameter in parameters:
        end = start + parameter.numel()
        parameter.data = whole[start:end].view_as(parameter).data
        start = end
