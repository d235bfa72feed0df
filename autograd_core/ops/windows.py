"""Which elements each place of a pooling looks at: sizes and kernels in, positions out."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

Dims = tuple[int, ...]


class Windows(NamedTuple):
    """Windows over the spatial dimensions of a tensor, one row per place of the result.

    out      the spatial size of the result
    index    (places, most elements) positions in the flattened spatial dimensions
    inside   whether there is an element at that position at all
    divisor  what an average divides by, per place, as whole numbers
    """

    out: Dims
    index: Any
    inside: Any
    divisor: Any


def pooled_size(size: int, k: int, s: int, p: int, d: int, ceil_mode: bool) -> int:
    """How many windows of one dimension there are."""
    room = size + 2 * p - d * (k - 1) - 1 + (s - 1 if ceil_mode else 0)
    out = room // s + 1
    if ceil_mode and (out - 1) * s >= size + p:
        out -= 1
    return out


@lru_cache(maxsize=256)
def sliding(
    spatial: Dims,
    kernel: Dims,
    stride: Dims,
    padding: Dims,
    dilation: Dims,
    ceil_mode: bool,
    count_include_pad: bool = True,
) -> Windows:
    """Windows of one size at regular steps."""
    axes, counts = [], []
    for size, k, s, p, d in zip(spatial, kernel, stride, padding, dilation, strict=True):
        out = pooled_size(size, k, s, p, d, ceil_mode)
        start = np.arange(out) * s - p
        axes.append(start[:, None] + np.arange(k) * d)
        end = np.minimum(start + k, size + p)
        whole = end - start
        clipped = np.minimum(end, size) - np.maximum(start, 0)
        counts.append(whole if count_include_pad else clipped)
    return combined(spatial, axes, counts)


@lru_cache(maxsize=256)
def adaptive(spatial: Dims, out: Dims) -> Windows:
    """Windows that divide each dimension into as many parts as the result has."""
    axes, counts = [], []
    for size, parts in zip(spatial, out, strict=True):
        place = np.arange(parts)
        start = place * size // parts
        end = -((-(place + 1) * size) // parts)
        longest = int((end - start).max(initial=0))
        each = start[:, None] + np.arange(longest)
        axes.append(np.where(each < end[:, None], each, -1))
        counts.append(end - start)
    return combined(spatial, axes, counts)


def combined(spatial: Dims, axes: list[Any], counts: list[Any]) -> Windows:
    """The windows of several dimensions from those of each."""
    out = tuple(len(axis) for axis in axes)
    index: Any = np.zeros((1, 1), np.int64)
    inside: Any = np.ones((1, 1), bool)
    divisor: Any = np.ones(1, np.int64)
    for size, axis, count in zip(spatial, axes, counts, strict=True):
        there = (axis >= 0) & (axis < size)
        flat = index[:, None, :, None] * size + np.where(there, axis, 0)[None, :, None, :]
        both = inside[:, None, :, None] & there[None, :, None, :]
        shape = (index.shape[0] * axis.shape[0], index.shape[1] * axis.shape[1])
        index, inside = flat.reshape(shape), both.reshape(shape)
        divisor = (divisor[:, None] * count[None, :]).reshape(-1)
    return Windows(out, index, inside, divisor)


def flattened(array: Any, dims: int) -> Any:
    """An array with its spatial dimensions joined into one."""
    array = np.asarray(array)
    return array.reshape(*array.shape[:-dims], math.prod(array.shape[-dims:]))


def largest(array: Any, windows: Windows) -> tuple[Any, Any]:
    """The largest element of each window and its position in the flattened dimensions."""
    dims = len(windows.out)
    flat = flattened(array, dims)
    low = -np.inf if flat.dtype.kind == "f" else np.iinfo(flat.dtype).min
    seen = np.where(windows.inside, flat[..., windows.index], flat.dtype.type(low))
    chosen = np.argmax(seen, axis=-1)
    values = np.take_along_axis(seen, chosen[..., None], -1)[..., 0]
    places = np.take_along_axis(windows.index, chosen.reshape(-1, chosen.shape[-1]).T, 1).T
    shape = (*array.shape[:-dims], *windows.out)
    return np.ascontiguousarray(values.reshape(shape)), places.reshape(shape).astype(np.int64)


def put_at(grad: Any, positions: Any, spatial: Dims) -> Any:
    """Zeros of a spatial size with a gradient added at positions of the flattened dimensions."""
    dims = len(spatial)
    values, places = flattened(grad, dims), flattened(positions, dims)
    rows = values.reshape(-1, values.shape[-1])
    result = np.zeros((rows.shape[0], math.prod(spatial)), values.dtype)
    line = np.arange(rows.shape[0])[:, None]
    np.add.at(result, (line, places.reshape(rows.shape)), rows)
    return result.reshape(*np.shape(grad)[:-dims], *spatial)


def averaged(array: Any, windows: Windows, divisor: int | None) -> Any:
    """The mean of each window."""
    dims = len(windows.out)
    flat = flattened(array, dims)
    seen = np.where(windows.inside, flat[..., windows.index], flat.dtype.type(0))
    added = np.add.accumulate(seen, axis=-1)[..., -1]
    by = (windows.divisor if divisor is None else np.asarray(divisor)).astype(flat.dtype)
    means = added / by
    means = np.trunc(means).astype(flat.dtype) if flat.dtype.kind in "iu" else means
    return np.ascontiguousarray(means.reshape(*array.shape[:-dims], *windows.out))


def spread_back(grad: Any, windows: Windows, divisor: int | None, spatial: Dims) -> Any:
    """The gradient of `averaged`: every element gets its part from each window it is in."""
    dims = len(spatial)
    flat = flattened(grad, dims)
    by = (windows.divisor if divisor is None else np.asarray(divisor)).astype(flat.dtype)
    parts = np.where(windows.inside, (flat / by)[..., None], flat.dtype.type(0))
    rows = parts.reshape(-1, *windows.index.shape)
    result = np.zeros((rows.shape[0], math.prod(spatial)), flat.dtype)
    line = np.arange(rows.shape[0])[:, None, None]
    np.add.at(result, (line, windows.index[None]), rows)
    return result.reshape(*np.shape(grad)[:-dims], *spatial)
