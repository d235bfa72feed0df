"""Gradients of complex results: what a rule takes in, its complex conjugate out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core.tensor import Tensor

if TYPE_CHECKING:
    from autograd_core.node import Node
    from autograd_core.rule import Rule


def mirrored(own: Rule, node: Node, grad: Any, unpack: Callable[[Node, Any], Any]) -> Any:
    """What a rule gives for a node with a complex result: what it takes is conjugated.

    Source: "Autograd for Complex Numbers"; the gradient is that of the conjugate, and of a function
    that has a complex derivative it is `grad * derivative.conj()`.
    """
    tensors = [mirror(unpack(node, node.saved[slot])) for slot in own.slots]
    numbers = node.values or node.op.usual or {}
    return own.function(grad, *tensors, **{name: mirror(numbers[name]) for name in own.values})


def mirror(value: Any) -> Any:
    """The complex conjugate of a tensor, an array or a number; anything else as it is."""
    if isinstance(value, Tensor):
        if value._a.dtype.kind == "c":
            from autograd_core.ops.complex_numbers import torch_conj

            return torch_conj(value)
        return value
    if isinstance(value, complex) or getattr(value, "dtype", np.dtype(bool)).kind == "c":
        return np.conj(value)
    return value
