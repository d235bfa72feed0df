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
    samples=("x(3).expand(2, 3)", "x(2, 1).expand(2, 3)", "x(3).expand(2, -1)"),
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
    samples=("x(2, 3).view(3, 2)", "x(2, 3).reshape(-1)"),
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
    samples=("x(3).clone()",),
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


def size_of(given: tuple[Any, ...]) -> tuple[int, ...]:
    """The sizes of `view(2, 3)` or `view((2, 3))`."""
    return tuple(given[0]) if len(given) == 1 and isinstance(given[0], (tuple, list)) else given


@public("view", function=False)
@public("reshape", function=False)
def tensor_reshape(input: Tensor, *shape: Any) -> Any:
    """The elements in another shape (torch.Tensor.reshape)."""
    return apply(view, (input,), {"size": size_of(shape)})


@public("reshape", method=False)
def torch_reshape(input: Tensor, shape: Any) -> Any:
    """The elements in another shape (torch.reshape)."""
    return tensor_reshape(required("reshape", "input", 1, input), shape)


@public("expand", function=False)
def tensor_expand(input: Tensor, *sizes: Any) -> Any:
    """Repeated without copying; -1 keeps a dimension (torch.Tensor.expand)."""
    size = size_of(sizes)
    own = (1,) * (len(size) - input._a.ndim) + input._a.shape
    wanted = tuple(have if want == -1 else want for have, want in zip(own, size, strict=True))
    return apply(expand, (input,), {"size": wanted})


@op(
    "detach",
    view=True,
    cut="detached",
    samples=("x(3).detach() * x(3)",),
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
