"""Resizing: images and a size in, images of that size out, by repeating or interpolating."""

from __future__ import annotations

import inspect
import math
from functools import lru_cache
from typing import Any

import numpy as np

from autograd_core.dispatch import Array, Op
from autograd_core.ops.registry import op

Dims = tuple[int, ...]
Scales = tuple[float | None, ...]

SCALES = {1: ("scales",), 2: ("scales_h", "scales_w"), 3: ("scales_d", "scales_h", "scales_w")}
"""How PyTorch calls the factors of the dimensions."""
CUBIC = -0.75
"""The coefficient of the cubic through four neighbours; -0.5 where it is widened (antialias)."""


def step(size: int, out: int, scale: float | None, align: bool) -> float:
    """How far apart in the input neighbours of the output lie."""
    if align:
        return (size - 1) / (out - 1) if out > 1 else 0.0
    return 1.0 / scale if scale is not None and scale > 0 else size / out


def cubic(distance: Any, a: float) -> Any:
    """The weight of a neighbour at a distance, in a cubic interpolation."""
    x = np.abs(distance)
    near = ((a + 2) * x - (a + 3)) * x * x + 1
    far = (((x - 5) * x + 8) * x - 4) * a
    return np.where(x < 1, near, np.where(x < 2, far, 0.0))


@lru_cache(maxsize=512)
def weights(kind: str, size: int, out: int, scale: float | None, align: bool) -> Any:
    """The matrix (out, size) that resizes one dimension."""
    place = np.arange(out)
    matrix = np.zeros((out, size))
    if kind.startswith("nearest"):
        reach = np.float32(step(size, out, scale, False))
        shift = np.float32(0.5) if kind == "nearest_exact" else np.float32(0)
        source = np.floor((place.astype(np.float32) + shift) * reach).astype(np.int64)
        matrix[place, np.minimum(source, size - 1)] = 1.0
        return matrix
    apart = step(size, out, scale, align)
    if kind.endswith("_aa"):
        return widened(kind, size, out, apart)
    source = place * apart if align else (place + 0.5) * apart - 0.5
    if kind == "linear":
        source = np.maximum(source, 0.0)
        below = np.minimum(np.floor(source).astype(np.int64), size - 1)
        part = np.clip(source - below, 0.0, 1.0)
        np.add.at(matrix, (place, below), 1 - part)
        np.add.at(matrix, (place, np.minimum(below + 1, size - 1)), part)
        return matrix
    below = np.floor(source).astype(np.int64)
    for neighbour in range(-1, 3):
        share = cubic(source - below - neighbour, CUBIC)
        np.add.at(matrix, (place, np.clip(below + neighbour, 0, size - 1)), share)
    return matrix


def widened(kind: str, size: int, out: int, apart: float) -> Any:
    """The same when shrinking averages over all that falls away (antialias)."""
    reach, wide = (1.0 if kind == "linear_aa" else 2.0), max(apart, 1.0)
    matrix = np.zeros((out, size))
    for row in range(out):
        centre = apart * (row + 0.5)
        first = max(int(centre - reach * wide + 0.5), 0)
        last = min(int(centre + reach * wide + 0.5), size)
        distance = (np.arange(first, last) - centre + 0.5) / wide
        if kind == "linear_aa":
            share = np.maximum(1 - np.abs(distance), 0.0)
        else:
            share = cubic(distance, -0.5)
        matrix[row, first:last] = share / share.sum()
    return matrix


def along(array: Any, matrices: list[Any]) -> Any:
    """The array with one matrix applied to each of its last dimensions."""
    wide = np.asarray(array, np.float64)
    first = wide.ndim - len(matrices)
    for number, matrix in enumerate(matrices):
        wide = np.moveaxis(np.moveaxis(wide, first + number, -1) @ matrix.T, -1, first + number)
    return np.ascontiguousarray(wide).astype(array.dtype)


def resizing(kind: str, dims: int, name: str, node: str, mode: str) -> Op:
    """The entry of one way of resizing in `dims` dimensions, and that of its gradient."""
    aligned = () if kind.startswith("nearest") else ("align_corners",)
    numbers = ("output_size", *aligned, *SCALES[dims])

    def matrices(sizes: Dims, values: dict[str, Any]) -> list[Any]:
        scales = [values[each] for each in SCALES[dims]]
        align = values.get("align_corners", False)
        pairs = zip(sizes[-dims:], values["output_size"], scales, strict=True)
        return [weights(kind, size, out, scale, align) for size, out, scale in pairs]

    def forward(self: Array, **values: Any) -> Array:
        return along(self, matrices(self.shape, values))

    def spread(grad_output: Array, *, input_size: Dims, **values: Any) -> Array:
        return along(grad_output, [each.T for each in matrices(input_size, values)])

    def back(grad: Array, *, self_sizes: Dims, **values: Any) -> Array:
        return backward(grad, input_size=self_sizes, **values)

    def again(grad: Array, *, input_size: Dims, **values: Any) -> Array:
        return entry(grad, **values)

    forward.__module__ = spread.__module__ = __name__
    shape = (1, 2, *(2, 3, 2)[:dims])
    size = (3, 5, 4)[:dims]
    own = f"F.interpolate(x{shape}, {size}, mode='{mode}'"
    sample = own + (", antialias=True)" if kind.endswith("_aa") else ")")
    factors = f"F.interpolate(x{shape}, scale_factor=1.5, mode='{mode}'"
    entry = op(
        name,
        node=f"{node}Backward0",
        symbol=mode,
        samples=(sample, factors + (", antialias=True)" if kind.endswith("_aa") else ")")),
        formula="weights @ self",
        en="Makes images larger or smaller.",
        zh="放大或缩小图像。",
    )(signed(forward, "self", numbers))
    backward = op(
        f"{name}_backward",
        node=f"{node}BackwardBackward0",
        symbol=f"{mode}′",
        samples=(f"{sample} * 2",),
        formula="weights.T @ grad_output",
        en="Brings gradients of resized images back to the size before.",
        zh="把缩放后图像的梯度还原到原来的大小。",
    )(signed(spread, "grad_output", (*numbers, "input_size")))
    entry.gradient("self", formula="weights.T @ grad")(
        signed(back, "grad", (*numbers, "self_sizes"))
    )
    rule = signed(again, "grad", (*numbers, "input_size"))
    backward.gradient("grad_output", formula="weights @ grad")(rule)
    return entry


def signed(function: Any, tensor: str, numbers: tuple[str, ...]) -> Any:
    """A function that takes numbers by keyword, with their names in its signature."""
    kinds = inspect.Parameter
    parameters = [kinds(tensor, kinds.POSITIONAL_OR_KEYWORD)]
    parameters += [kinds(number, kinds.KEYWORD_ONLY) for number in numbers]
    function.__signature__ = inspect.Signature(parameters)
    return function


RESIZING: dict[tuple[str, int], Op] = {}
"""The entries by kind and number of dimensions."""

for _dims in (1, 2, 3):
    RESIZING["nearest", _dims] = resizing(
        "nearest", _dims, f"upsample_nearest{_dims}d", f"UpsampleNearest{_dims}D", "nearest"
    )
    RESIZING["nearest_exact", _dims] = resizing(
        "nearest_exact",
        _dims,
        f"_upsample_nearest_exact{_dims}d",
        f"UpsampleNearestExact{_dims}D",
        "nearest-exact",
    )
for _kind, _dims, _mode in (
    ("linear", 1, "linear"),
    ("linear", 2, "bilinear"),
    ("linear", 3, "trilinear"),
    ("cubic", 2, "bicubic"),
):
    RESIZING[_kind, _dims] = resizing(
        _kind, _dims, f"upsample_{_mode}{_dims}d", f"Upsample{_mode.capitalize()}{_dims}D", _mode
    )
for _kind, _mode in (("linear_aa", "bilinear"), ("cubic_aa", "bicubic")):
    RESIZING[_kind, 2] = resizing(
        _kind, 2, f"_upsample_{_mode}2d_aa", f"Upsample{_mode.capitalize()}2DAa", _mode
    )


def scaled_sizes(spatial: Dims, scales: tuple[float, ...]) -> Dims:
    """The size that factors give, rounded down as PyTorch does."""
    return tuple(math.floor(float(n) * s) for n, s in zip(spatial, scales, strict=True))
