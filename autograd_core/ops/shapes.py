"""Shapes: views that look at the same memory with another shape, and copies."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.broadcast import spread_axes, sum_to
from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import offer, op, public, required
from autograd_core.tensor import Tensor, memory

Dims = tuple[int, ...]


@op(
    "expand",
    node="ExpandBackward0",
    view=True,
    samples=("randn(3), size=(2, 3)", "randn(2, 1), size=(2, 3)"),
    formula="expand(self, size)",
    en="Repeats along dimensions without copying.",
    zh="沿维度重复而不复制。",
)
def expand(self: Array, *, size: Dims) -> Array:
    return np.broadcast_to(self, size)


@expand.gradient("self", formula="sum_to(grad, self_sizes)")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    shape = grad.shape
    return grad if shape == self_sizes else sum_to(grad, self_sizes, spread_axes(self_sizes, shape))


@op(
    "view",
    node="ViewBackward0",
    view=True,
    samples=("randn(2, 3), size=(3, 2)",),
    formula="view(self, size)",
    en="The same elements in another shape.",
    zh="以另一种形状查看相同的元素。",
)
def view(self: Array, *, size: Dims) -> Array:
    return np.asarray(self).reshape(size)


@view.gradient("self")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    return grad.reshape(self_sizes)


@op(
    "clone",
    node="CloneBackward0",
    samples=("randn(3)",),
    formula="self",
    en="A copy with a history.",
    zh="带有计算历史的副本。",
)
def clone(self: Array) -> Array:
    return np.array(self)[()]


@clone.gradient("self")
def _(grad: Array) -> Array:
    return grad


offer(clone)


def unsqueezed(grad: Array, dims: Dims, keepdim: bool, ndim: int) -> Array:
    """A gradient with the reduced dimensions put back as size 1."""
    if keepdim or ndim == 0:
        return grad
    shape = list(grad.shape)
    for dim in sorted(dims):
        shape.insert(dim, 1)
    return grad.reshape(tuple(shape))


@public("reshape")
def torch_reshape(input: Tensor, *shape: Any) -> Any:
    """The elements in another shape (torch.reshape)."""
    required("reshape", "input", 1, input)
    size = shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape
    return apply(view, (input,), {"size": tuple(size)})


public("view", function=False)(torch_reshape)


@op(
    "detach",
    view=True,
    cut="detached",
    samples=("randn(3)",),
    formula="self",
    en="The same memory without a history.",
    zh="同一块内存，但没有计算历史。",
)
def detach(self: Array) -> Array:
    return np.asarray(self).view()


@public("detach")
def torch_detach(input: Tensor) -> Tensor:
    """The same memory without history; no view for autograd (torch.Tensor.detach)."""
    memory(required("detach", "input", 1, input))
    result: Tensor = apply(detach, (input,), {})
    result._base = None
    return result
