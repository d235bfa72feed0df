"""Measures of data: integrals, covariances, histograms, and common divisors."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array
from autograd_core.ops.by_number import over, times
from autograd_core.ops.calls import bare, like, where, zeros
from autograd_core.ops.registry import FUNCTIONS, METHODS, offer, op, public, required
from autograd_core.return_types import TYPES
from autograd_core.tensor import Tensor, wrap


@public("isin", method=False)
def isin(
    elements: Any, test_elements: Any, *, assume_unique: bool = False, invert: bool = False
) -> Any:
    """Which elements are among others, as bools in the shape of `elements` (torch.isin)."""
    parts = [each._a if isinstance(each, Tensor) else each for each in (elements, test_elements)]
    return wrap(np.isin(parts[0], parts[1], invert=invert)[()])


def sliced(tensor: Any, dim: int, start: int | None, stop: int | None) -> Any:
    """`tensor[…, start:stop, …]` along one dimension."""
    return tensor[(slice(None),) * dim + (slice(start, stop),)]


def widths(name: str, y: Tensor, x: Any, dim: int) -> Any:
    """The distances of neighbouring places, so that they fit beside the values."""
    ndim, shape = y._a.ndim, x._a.shape
    if len(shape) == 1:
        if shape[0] != y._a.shape[dim]:
            raise RuntimeError(f"{name}: There must be one `x` value for each sample point")
        x = METHODS["view"](x, (*(1,) * dim, shape[0], *(1,) * (ndim - dim - 1)))
    elif len(shape) < ndim:
        x = METHODS["view"](x, (*(1,) * (ndim - len(shape)), *shape))
    return sliced(x, dim, 1, None) - sliced(x, dim, None, -1)


@public("trapezoid", "trapz", method=False)
def trapezoid(y: Tensor, x: Any = None, *, dx: float = 1, dim: int = -1) -> Any:
    """The area under a line through points, along a dimension (torch.trapezoid).

    y   the heights; x  their places, or `dx`, the distance of all neighbours
    """
    place = errors.dimension(dim, required("trapezoid", "y", 1, y)._a.ndim)
    if not y._a.ndim:
        named = dim if x is None else place
        raise IndexError(f"Dimension specified as {named} but tensor has no dimensions")
    if x is None:
        ends = METHODS["select"](y, place, 0) + METHODS["select"](y, place, -1)
        return times(METHODS["sum"](y, place) - times(ends, 0.5), dx)
    both = sliced(y, place, None, -1) + sliced(y, place, 1, None)
    return over(METHODS["sum"](both * widths("trapezoid", y, x, place), place), 2.0)


@public("cumulative_trapezoid", method=False)
def cumulative_trapezoid(y: Tensor, x: Any = None, *, dx: float = 1, dim: int = -1) -> Any:
    """The area up to each point (torch.cumulative_trapezoid); one element fewer than `y`."""
    place = errors.dimension(dim, required("cumulative_trapezoid", "y", 1, y)._a.ndim)
    if not y._a.ndim:
        raise IndexError("slice() cannot be applied to a 0-dim tensor.")
    right, left = sliced(y, place, 1, None), sliced(y, place, None, -1)
    if x is None:
        return METHODS["cumsum"](times(right + left, dx / 2.0), place)
    apart = widths("cumulative_trapezoid", y, x, place)
    return over(METHODS["cumsum"]((right + left) * apart, place), 2.0)


@public("cov")
def cov(input: Tensor, *, correction: int = 1, fweights: Any = None, aweights: Any = None) -> Any:
    """Covariances of the rows of (variables, observations) (torch.cov).

    Raises RuntimeError for more than two dimensions.
    """
    dims = required("cov", "input", 1, input)._a.ndim
    if dims > 2:
        raise RuntimeError(
            f"cov(): expected input to have two or fewer dimensions but got an input with {dims} "
            "dimensions"
        )
    if fweights is not None or aweights is not None:
        raise NotImplementedError("cov: weights are not part of Gradstep")
    rows: Any = METHODS["view"](input, (1, -1)) if dims < 2 else input
    count = rows._a.shape[1]
    mean = METHODS["sum"](rows, 1) / wrap(np.asarray(count)[()])
    apart = rows - METHODS["unsqueeze"](mean, 1)
    norm = max(count - correction, 0)
    if not norm:
        errors.warn(
            "cov(): degrees of freedom is <= 0. Correction should be strictly less than the number "
            "of observations."
        )
    found = FUNCTIONS["mm"](apart, METHODS["t"](apart)) / wrap(np.asarray(norm)[()])
    return METHODS["squeeze"](found)


@public("corrcoef")
def corrcoef(input: Tensor) -> Any:
    """Correlations of the rows of (variables, observations) (torch.corrcoef)."""
    dims = required("corrcoef", "input", 1, input)._a.ndim
    if dims > 2:
        raise RuntimeError(
            "corrcoef(): expected input to have two or fewer dimensions but got an input with "
            f"{dims} dimensions"
        )
    found = cov(input)
    if not found._a.ndim:
        return found / found
    deviation = METHODS["sqrt"](METHODS["diagonal"](found))
    found = found / METHODS["view"](deviation, (-1, 1))
    return METHODS["clamp"](found / METHODS["view"](deviation, (1, -1)), -1, 1)


@public("histc")
def histc(input: Tensor, bins: int = 100, min: float = 0, max: float = 0) -> Any:
    """How many elements lie in each of equal bins, as floats (torch.histc).

    Raises RuntimeError for no bins, or a maximum below the minimum.
    """
    array = np.asarray(required("histc", "input", 1, input)._a)
    if bins <= 0:
        raise RuntimeError(f"torch.histogram(): bins must be > 0, but got {bins}")
    low, high = float(min), float(max)
    if low == high and array.size:
        low, high = float(array.min()), float(array.max())
    if not (math.isfinite(low) and math.isfinite(high)):
        raise RuntimeError(f"torch.histc: range of [{low}, {high}] is not finite")
    if low == high:
        low, high = low - 1, high + 1
    if low > high:
        raise RuntimeError("torch.histc: max must be larger than min")
    return wrap(np.histogram(array, bins, (low, high))[0].astype(array.dtype))


@public("histogram")
def histogram(
    input: Tensor,
    bins: Any,
    *,
    range: Any = None,
    weight: Tensor | None = None,
    density: bool = False,
) -> Any:
    """How many elements lie in each bin, and the edges of the bins (torch.histogram).

    bins    their number, equal between `range` (or the least and the largest element); or all edges
    weight  what each element counts; density: divided so that the area is 1
    Raises RuntimeError for no bins, or a range that ends before it begins.
    """
    array = np.asarray(required("histogram", "input", 1, input)._a)
    if isinstance(bins, Tensor):
        edges = np.asarray(bins._a)
    else:
        if bins <= 0:
            raise RuntimeError(f"torch.histogram(): bins must be > 0, but got {bins}")
        low, high = range or ((array.min(), array.max()) if array.size else (0, 0))
        if low > high:
            raise RuntimeError("torch.histogram(): min should not exceed max")
        if low == high:
            low, high = low - 0.5, high + 0.5
        edges = np.linspace(low, high, bins + 1).astype(array.dtype)
    counts = None if weight is None else np.asarray(weight._a).reshape(-1)
    found, _ = np.histogram(array.reshape(-1), edges, weights=counts, density=density)
    return TYPES["histogram"]((wrap(found.astype(array.dtype)), wrap(edges)))


def of_whole_numbers(name: str, function: Callable[..., Any], told: str) -> None:
    """Offer a function of two tensors of whole numbers."""

    def offered(input: Tensor, other: Tensor) -> Any:
        required(name, "input", 1, input)
        required(name, "other", 2, other)
        kinds = {input._a.dtype.kind, other._a.dtype.kind}
        if not kinds <= {"i", "u"}:
            bad = input if input._a.dtype.kind not in "iu" else other
            raise NotImplementedError(
                f"\"{name}_cpu\" not implemented for '{bad.dtype.scalar_name}'"
            )
        return wrap(function(input._a, other._a))

    offered.__doc__ = f"{told} (torch.{name}). Shapes broadcast; whole numbers only."
    public(name)(offered)


of_whole_numbers("gcd", np.gcd, "The greatest common divisor of each pair")
of_whole_numbers("lcm", np.lcm, "The least common multiple of each pair")


@op(
    "nextafter",
    node="NextafterBackward0",
    pointwise=True,
    formula="nextafter(self, other)",
    en="The next number of the dtype towards another.",
    zh="朝另一个数方向的下一个可表示的数。",
    samples=("torch.nextafter(x(3), c(3))", "torch.nextafter(v(1.0, 2.0), v(1.0, 3.0))"),
)
def nextafter(self: Array, other: Array) -> Array:
    return np.nextafter(self, other)


@nextafter.gradient("self", formula="where(self == other, 0, grad)")
def _(grad: Array, self: Array, other: Array) -> Array:
    return where(like(self, np.not_equal(bare(self), bare(other))), grad, 0)


@nextafter.gradient("other", formula="zeros")
def _(grad: Array, self: Array, other: Array) -> Array:
    return zeros(grad, grad.shape)


offer(nextafter)
