"""Differences along dimensions: samples of a function in, estimates of its slopes out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.ops.by_number import over, times
from autograd_core.ops.registry import FUNCTIONS, METHODS, public, required
from autograd_core.tensor import Tensor, wrap


@public("gradient", method=False)
def gradient(
    input: Tensor, *, spacing: Any = None, dim: Any = None, edge_order: int = 1
) -> tuple[Any, ...]:
    """The slopes of a sampled function along some (or all) dimensions (torch.gradient).

    spacing     how far samples are apart: one number, one per dimension, or tensors of coordinates
    edge_order  whether the slope at an edge takes two (1) or three (2) samples
    Raises RuntimeError for a dimension that is too short, or a spacing that fits not.
    """
    required("gradient", "input", 1, input)
    axes = axes_of(input, dim)
    apart = [1.0] * len(axes) if spacing is None else spacing
    if not isinstance(apart, (list, tuple)):
        apart = [apart] * len(axes)
    if len(apart) != len(axes):
        raise RuntimeError(
            "torch.gradient expected spacing to be unspecified, a scalar, or a list of length "
            f"equal to 'self.dim() = {input._a.ndim}', since dim argument was not given, but got a "
            f"list of length {len(apart)}"
        )
    if edge_order not in (1, 2):
        raise RuntimeError("torch.gradient only supports edge_order=1 and edge_order=2.")
    if any(input._a.shape[axis] < edge_order + 1 for axis in axes):
        raise RuntimeError(
            "torch.gradient expected each dimension size to be at least edge_order+1"
        )
    return tuple(
        along_coordinates(input, axis, each, edge_order)
        if isinstance(each, Tensor)
        else along(input, axis, each, edge_order)
        for axis, each in zip(axes, apart, strict=True)
    )


def axes_of(input: Tensor, dim: Any) -> list[int]:
    if dim is None:
        return list(range(input._a.ndim))
    given = dim if isinstance(dim, (list, tuple)) else [dim]
    return [errors.dimension(each, input._a.ndim) for each in given]


def part(input: Any, axis: int, start: int, length: int = 1) -> Any:
    """Some samples along a dimension; a negative start counts from the end."""
    return METHODS["narrow"](input, axis, start % input._a.shape[axis], length)


def along(input: Any, axis: int, apart: float, order: int) -> Any:
    """The slopes between samples that are equally far apart."""
    if order == 1:
        first = over(part(input, axis, 1) - part(input, axis, 0), apart)
        last = over(part(input, axis, -1) - part(input, axis, -2), apart)
    else:
        near, middle, far = (part(input, axis, place) for place in (0, 1, 2))
        first = over(times(near, -1.5) + times(middle, 2.0) - times(far, 0.5), apart)
        near, middle, far = (part(input, axis, place) for place in (-1, -2, -3))
        last = over(times(far, 0.5) - times(middle, 2.0) + times(near, 1.5), apart)
    inner = input._a.shape[axis] - 2
    between = over(part(input, axis, 2, inner) - part(input, axis, 0, inner), apart)
    return FUNCTIONS["cat"]([first, over(between, 2), last], axis)


def along_coordinates(input: Any, axis: int, places: Tensor, order: int) -> Any:
    """The slopes between samples at given coordinates."""
    steps = np.diff(np.asarray(places._a))
    shape = [-1 if each == axis else 1 for each in range(input._a.ndim)]

    def factor(values: Any) -> Any:
        return wrap(np.asarray(values, steps.dtype).reshape(shape))

    before, after = steps[:-1], steps[1:]
    inner = input._a.shape[axis] - 2
    low, mid, high = (part(input, axis, start, inner) for start in (0, 1, 2))
    between = (
        low * factor(-after / (before * (before + after)))
        + mid * factor((after - before) / (before * after))
        + high * factor(before / (after * (before + after)))
    )
    if order == 1:
        first = (part(input, axis, 1) - part(input, axis, 0)) / factor(steps[:1])
        last = (part(input, axis, -1) - part(input, axis, -2)) / factor(steps[-1:])
    else:
        first = at_edge(input, axis, (0, 1, 2), float(steps[0]), float(steps[1]))
        last = at_edge(input, axis, (-1, -2, -3), -float(steps[-1]), -float(steps[-2]))
    return FUNCTIONS["cat"]([first, between, last], axis)


def at_edge(input: Any, axis: int, places: tuple[int, int, int], one: float, two: float) -> Any:
    """The slope at an edge from three samples that are `one` and then `two` apart."""
    near, middle, far = (part(input, axis, place) for place in places)
    weights = (
        -(2 * one + two) / (one * (one + two)),
        (one + two) / (one * two),
        -one / (two * (one + two)),
    )
    return times(near, weights[0]) + times(middle, weights[1]) + times(far, weights[2])


@public("vander", method=False)
def vander(x: Tensor, N: int | None = None, increasing: bool = False) -> Any:
    """The powers of each number of a vector, a row for each (torch.vander).

    N  how many columns; increasing  from the power 0 up. Raises RuntimeError for other than 1-D.
    """
    required("vander", "x", 1, x)
    if x._a.ndim != 1:
        raise RuntimeError("x must be a one-dimensional tensor.")
    count = x._a.shape[0] if N is None else N
    exponents = np.arange(count) if increasing else np.arange(count)[::-1]
    column = METHODS["unsqueeze"](x, 1)
    return METHODS["pow"](column, wrap(np.ascontiguousarray(exponents)))
