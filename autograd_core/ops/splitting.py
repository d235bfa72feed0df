"""Splitting: a tensor cut along a dimension into several views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.arguments import whole
from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import op, public, required
from autograd_core.ops.slicing import part, slices
from autograd_core.tensor import Tensor, wrap

Sizes = tuple[int, ...]


def pieces(array: Any, sizes: Sequence[int], dim: int) -> tuple[Any, ...]:
    """Views of consecutive parts of the given sizes."""
    start = 0
    found = []
    for size in sizes:
        found.append(part(array, dim, slice(start, start + size)))
        start += size
    return tuple(found)


def filled(grads: Sequence[Any], shapes: Sequence[Any]) -> list[Any]:
    """The gradients of all parts, zeros for parts that were not used."""
    model = next(grad for grad in grads if grad is not None)
    tensor = isinstance(model, Tensor)
    kind = (model._a if isinstance(model, Tensor) else model).dtype
    found = []
    for grad, shape in zip(grads, shapes, strict=True):
        if grad is None:
            zeros = np.zeros(shape, kind)
            grad = wrap(zeros) if tensor else zeros
        found.append(grad)
    return found


def joined_again(grads: Sequence[Any], sizes: Sizes, cuts: Sequence[int], dim: int) -> Any:
    """The gradient of the whole from those of its parts."""
    from autograd_core.ops.joining import joined

    place = dim % len(sizes)
    shapes = [(*sizes[:place], cut, *sizes[place + 1 :]) for cut in cuts]
    if all(grad is None for grad in grads):
        return None
    parts = filled(grads, shapes)
    if isinstance(parts[0], Tensor):
        return joined(parts, dim)
    return np.concatenate(parts, axis=dim)


def equal_cuts(length: int, size: int) -> list[int]:
    """The sizes of parts of `size` each, the last one possibly smaller."""
    if size == 0:
        return [0]
    count = max((length + size - 1) // size, 1)
    return [min(size, length - index * size) for index in range(count)]


@op(
    "split.Tensor",
    node="SplitBackward0",
    view=True,
    several=True,
    samples=("x(4).split(2)", "x(2, 5).split(2, dim=1)", "x(4).split(3)[0]", "x(5).chunk(2)[1]"),
    formula="parts of split_size",
    en="Cuts into parts of one size.",
    zh="切成大小相同的若干部分。",
)
def split(self: Array, *, split_size: int, dim: int) -> tuple[Array, ...]:
    return pieces(self, equal_cuts(self.shape[dim], split_size), dim % self.ndim)


@split.gradients
def _(grads: Any, *, self_sizes: Sizes, split_size: int, dim: int) -> list[Any]:
    given = grads if isinstance(grads, (list, tuple)) else [grads]
    return [joined_again(given, self_sizes, equal_cuts(self_sizes[dim], split_size), dim)]


@op(
    "split_with_sizes",
    node="SplitWithSizesBackward0",
    symbol="split",
    view=True,
    several=True,
    samples=("x(4).split([1, 3])", "x(2, 3).split([1, 2], 1)[1]"),
    formula="parts of split_sizes",
    en="Cuts into parts of given sizes.",
    zh="切成给定大小的若干部分。",
)
def split_with_sizes(self: Array, *, split_sizes: Sizes, dim: int) -> tuple[Array, ...]:
    return pieces(self, split_sizes, dim % self.ndim)


@split_with_sizes.gradients
def _(grads: Any, *, self_sizes: Sizes, split_sizes: Sizes, dim: int) -> list[Any]:
    given = grads if isinstance(grads, (list, tuple)) else [grads]
    return [joined_again(given, self_sizes, split_sizes, dim)]


@op(
    "unbind.int",
    node="UnbindBackward0",
    view=True,
    several=True,
    samples=("x(2, 3).unbind()", "x(2, 3).unbind(1)[2]", "sum(x(3))", "list(x(2, 2))"),
    formula="slices of self along dim",
    en="Takes apart into its slices along a dimension.",
    zh="沿某一维度拆成各个切片。",
)
def unbind(self: Array, *, dim: int) -> tuple[Array, ...]:
    place = dim % self.ndim
    return tuple(part(self, place, index) for index in range(self.shape[place]))


@unbind.gradients
def _(grads: Any, *, self_sizes: Sizes, dim: int) -> list[Any]:
    from autograd_core.ops.joining import torch_stack

    given = grads if isinstance(grads, (list, tuple)) else [grads]
    place = dim % len(self_sizes)
    shape = (*self_sizes[:place], *self_sizes[place + 1 :])
    parts = filled(given, [shape] * len(given))
    if isinstance(parts[0], Tensor):
        return [torch_stack(parts, dim)]
    return [np.stack(parts, axis=dim)]


@public("split")
def torch_split(tensor: Tensor, split_size: Any, dim: int = 0) -> Any:
    """Views of parts of one size, or of the sizes in a list (torch.split)."""
    array = required("split", "tensor", 1, tensor)._a
    if isinstance(split_size, (list, tuple)):
        return by_sizes(tensor, whole("split", "split_size", (tuple(split_size),), 2), dim)
    if array.ndim == 0:
        raise RuntimeError("split expects at least a 1-dimensional tensor")
    if split_size < 0:
        raise RuntimeError(
            f"split expects split_size be non-negative, but got split_size={split_size}"
        )
    length = array.shape[errors.dimension(dim, array.ndim)]
    if split_size == 0 and length:
        raise RuntimeError(
            f"split_size can only be 0 if dimension size is 0, but got dimension size of {length}"
        )
    return apply(split, (tensor,), {"split_size": split_size, "dim": dim})


@public("split_with_sizes")
def torch_split_with_sizes(input: Tensor, split_sizes: Any, dim: int = 0) -> Any:
    """Views of parts of the given sizes (torch.split_with_sizes)."""
    return by_sizes(required("split_with_sizes", "input", 1, input), tuple(split_sizes), dim)


def by_sizes(tensor: Tensor, sizes: Sizes, dim: int) -> Any:
    array = tensor._a
    if array.ndim == 0:
        raise RuntimeError("split expects at least a 1-dimensional tensor")
    place = errors.dimension(dim, array.ndim)
    for size in sizes:
        if size < 0:
            raise RuntimeError(
                "split_with_sizes expects split_sizes have only non-negative entries, but got "
                f"split_sizes={errors.size_text(sizes)}"
            )
    length = array.shape[place]
    if sum(sizes) != length:
        raise RuntimeError(
            f"split_with_sizes expects split_sizes to sum exactly to {length} (input tensor's size "
            f"at dimension {dim}), but got split_sizes={errors.size_text(sizes)}"
        )
    return apply(split_with_sizes, (tensor,), {"split_sizes": sizes, "dim": dim})


@public("chunk")
def torch_chunk(input: Tensor, chunks: int, dim: int = 0) -> Any:
    """Views of at most `chunks` parts of about one size (torch.chunk)."""
    array = required("chunk", "input", 1, input)._a
    if array.ndim == 0:
        raise RuntimeError("chunk expects at least a 1-dimensional tensor")
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    length = array.shape[errors.dimension(dim, array.ndim)]
    size = (length + chunks - 1) // chunks
    if size == 0:
        return by_sizes(input, (0,) * chunks, dim)
    return torch_split(input, size, dim)


@public("unbind")
def torch_unbind(input: Tensor, dim: int = 0) -> Any:
    """The slices along a dimension, as views (torch.unbind)."""
    ndim = required("unbind", "input", 1, input)._a.ndim
    errors.dimension(dim, ndim)
    if ndim == 0:
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    errors.dimension(dim, ndim)
    if not input._a.shape[dim]:
        return ()
    return apply(unbind, (input,), {"dim": dim})


def ranges(input: Tensor, ends: Sequence[int], dim: int) -> tuple[Any, ...]:
    """Slices between consecutive ends, each a node of its own."""
    found = []
    start = 0
    for end in ends:
        numbers = {"dim": dim, "start": start, "end": end, "step": 1}
        found.append(apply(slices, (input,), numbers))
        start = end
    return tuple(found)


@public("tensor_split")
def tensor_split(input: Tensor, indices_or_sections: Any, dim: int = 0) -> Any:
    """Parts of nearly one size, or cut at given positions (torch.tensor_split)."""
    array = required("tensor_split", "input", 1, input)._a
    if array.ndim == 0:
        raise RuntimeError(
            "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims"
        )
    length = array.shape[errors.dimension(dim, array.ndim)]
    given = indices_or_sections
    if isinstance(given, Tensor):
        given = given.tolist()
    if isinstance(given, int):
        if given <= 0:
            raise RuntimeError(f"number of sections must be larger than 0, got {given}")
        small, extra = divmod(length, given)
        sizes = [small + (index < extra) for index in range(given)]
        return ranges(input, np.cumsum(sizes).tolist(), dim)
    return ranges(input, [*given, length], dim)


def directional(name: str, least: int, dim_of: Any) -> None:
    """Offer hsplit, vsplit or dsplit."""

    def function(input: Tensor, indices_or_sections: Any) -> Any:
        ndim = required(name, "input", 1, input)._a.ndim
        if ndim < least:
            raise RuntimeError(
                f"torch.{name} requires a tensor with at least {least} dimension"
                f", but got a tensor with {ndim} dimensions!"
            )
        dim = dim_of(ndim)
        given = indices_or_sections
        length = input._a.shape[dim]
        if isinstance(given, int) and (given == 0 or length % given):
            raise RuntimeError(
                f"torch.{name} attempted to split along dimension {dim}, but the size of the "
                f"dimension {length} is not divisible by the split_size {given}!"
            )
        return tensor_split(input, given, dim)

    function.__name__ = name
    function.__doc__ = f"Parts along one direction (torch.{name})."
    public(name)(function)


directional("hsplit", 1, lambda ndim: 0 if ndim == 1 else 1)
directional("vsplit", 2, lambda ndim: 0)
directional("dsplit", 3, lambda ndim: 2)
