"""Layout: shapes, strides and offsets counted in elements, as PyTorch counts them, in and out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

Memory = np.ndarray[Any, Any]


class Geometry(NamedTuple):
    """How a tensor lies in its memory; strides and offset count elements."""

    size: tuple[int, ...]
    stride: tuple[int, ...]
    offset: int


def owner(array: Memory) -> Memory:
    """The array that owns the memory behind a view."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


def address(array: Memory) -> int:
    """Where the first element lies."""
    return int(array.__array_interface__["data"][0])


def offset_of(array: Memory) -> int:
    """How many elements lie before the first one in the memory that `array` looks into."""
    root = owner(array)
    if root is array or not array.size:
        return 0
    return (address(array) - address(root)) // (array.itemsize or 1)


def stride_of(array: Any) -> tuple[int, ...]:
    """Per dimension how many elements apart neighbours lie (torch.Tensor.stride)."""
    if not array.size:
        return contiguous_stride(array.shape)
    size = array.itemsize
    return tuple(step // size for step in array.strides)


def contiguous_stride(shape: Sequence[int]) -> tuple[int, ...]:
    """The strides of a fresh tensor."""
    steps: list[int] = []
    step = 1
    for size in reversed(shape):
        steps.append(step)
        step *= max(size, 1)
    return tuple(reversed(steps))


def geometry(array: Any) -> Geometry:
    """The layout of an array."""
    return Geometry(array.shape, stride_of(array), offset_of(array))


def by_columns(array: Any) -> bool:
    """Whether a matrix lies in memory column after column, as a transposed one does."""
    first, second = array.strides if array.size else contiguous_stride(array.shape)
    itemsize = array.itemsize if array.size else 1
    return bool(first == itemsize and second == array.shape[0] * itemsize)


def strided(array: Memory, shape: Geometry, offset: int) -> Memory:
    """A view of the memory behind `array` with another layout, `offset` elements into it."""
    size = array.itemsize
    if 0 in shape.size:
        return np.empty(shape.size, array.dtype)
    steps = tuple(step * size for step in shape.stride)
    return np.ndarray(shape.size, array.dtype, flat_memory(array), offset * size, steps)


def restrided(array: Memory, size: Sequence[int], stride: Sequence[int]) -> Memory:
    """A view that starts where `array` starts, with another shape and strides."""
    if array.flags.c_contiguous and array.size:
        steps = tuple(step * array.itemsize for step in stride)
        if 0 in size:
            return np.empty(size, array.dtype)
        return np.ndarray(tuple(size), array.dtype, array, 0, steps)
    return strided(array, Geometry(tuple(size), tuple(stride), 0), offset_of(array))


def flat_memory(array: Memory) -> Memory:
    """The memory behind an array as something that numpy lays views into: C-contiguous."""
    root = owner(array)
    if root.flags.c_contiguous:
        return root
    order = sorted(range(root.ndim), key=lambda axis: -abs(root.strides[axis]))
    return root.transpose(order)


def laid_out(shape: Geometry, dtype: Any) -> Memory:
    """Fresh memory in a given layout (torch.empty_strided)."""
    extent = 1 + sum((n - 1) * step for n, step in zip(shape.size, shape.stride, strict=True))
    if 0 in shape.size:
        return np.empty(shape.size, dtype)
    return strided(np.empty(extent, dtype), shape, 0)


def overlaps_itself(array: Memory) -> bool:
    """Whether several elements lie in one place, as after `expand`."""
    if array.flags.c_contiguous:
        return False
    return any(n > 1 and not step for n, step in zip(array.shape, array.strides, strict=True))


def view_stride(
    shape: Sequence[int], stride: Sequence[int], new: Sequence[int]
) -> tuple[int, ...] | None:
    """The strides by which the same memory has the shape `new`; None: it would need a copy.

    The rule of PyTorch's `computeStride` (aten/src/ATen/TensorUtils.cpp): dimensions that lie
    closely in memory are taken together, and each such chunk must be cut up evenly.
    """
    if not shape:
        return (1,) * len(new)
    if 0 in shape:
        return tuple(stride) if tuple(new) == tuple(shape) else contiguous_stride(new)
    found = [0] * len(new)
    place = len(new) - 1
    base, chunk, cut = stride[-1], 1, 1
    for axis in range(len(shape) - 1, -1, -1):
        chunk *= shape[axis]
        if axis == 0 or (shape[axis - 1] != 1 and stride[axis - 1] != chunk * base):
            while place >= 0 and (cut < chunk or new[place] == 1):
                found[place] = cut * base
                cut *= new[place]
                place -= 1
            if cut != chunk:
                return None
            if axis > 0:
                base, chunk, cut = stride[axis - 1], 1, 1
    return tuple(found) if place == -1 else None
