"""Running sums, products and extremes along a dimension."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import Array, Op, apply
from autograd_core.ops.along import scatter_add
from autograd_core.ops.calls import absolute, bare, exp, greater, less, like, log, where, zeros
from autograd_core.ops.offering import refuse
from autograd_core.ops.rearranging import flip
from autograd_core.ops.registry import FUNCTIONS, METHODS, op, public, required
from autograd_core.return_types import TYPES
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def running(plain: Any, array: Any, dim: int) -> Any:
    """A running reduction of a bare array."""
    array = np.ascontiguousarray(array) if np.ndim(array) else np.asarray(array)
    return plain.accumulate(array, axis=dim) if array.ndim else array[()]


def backwards(array: Array, dim: int) -> Array:
    """The running sum from the end."""
    if array.ndim == 0 or array.shape[dim] == 1:
        return array
    return flip(cumsum(flip(array, dims=(dim,)), dim=dim), dims=(dim,))


@op(
    "cumsum",
    node="CumsumBackward0",
    samples=("x(3).cumsum(0)", "x(2, 3).cumsum(-1)", "x().cumsum(0)", "x(1, 2).cumsum(0)"),
    formula="cumsum(self, dim)",
    en="The running sum along a dimension.",
    zh="沿某一维度的累积和。",
)
def cumsum(self: Array, *, dim: int) -> Array:
    return running(np.add, self, dim)


@cumsum.gradient("self", formula="reversed cumsum(grad, dim)")
def _(grad: Array, *, dim: int) -> Array:
    return backwards(grad, dim)


@op(
    "cumprod",
    node="CumprodBackward0",
    samples=(
        "p(3).cumprod(0)",
        "x(2, 3).cumprod(-1)",
        "x().cumprod(0)",
    ),
    formula="cumprod(self, dim)",
    en="The running product along a dimension.",
    zh="沿某一维度的累积乘积。",
)
def cumprod(self: Array, *, dim: int) -> Array:
    return running(np.multiply, self, dim)


@cumprod.gradient("self", formula="reversed cumsum(grad * result, dim) / self")
def _(grad: Array, self: Array, result: Array, *, dim: int) -> Array:
    if self.ndim == 0 or self.shape[dim] == 1 or bare(self).size < 2:
        return grad
    if np.all(bare(self) != 0):
        return backwards(result * grad, dim) / self
    return with_zeros(grad, self, dim % self.ndim)


def part(array: Array, dim: int, start: int, end: int) -> Array:
    """A stretch along a dimension, of an array or a tensor."""
    if isinstance(array, Tensor):
        return METHODS["narrow"](array, dim, start, end - start)
    return array[(slice(None),) * dim + (slice(start, end),)]


def product(array: Array, dim: int) -> Array:
    """The product along a dimension, kept."""
    if isinstance(array, Tensor):
        return METHODS["prod"](array, dim, True)
    reduce: Any = np.multiply.reduce
    return reduce(array, axis=dim, keepdims=True)


def with_zeros(grad: Array, self: Array, dim: int) -> Array:
    """The gradient of cumprod without a division: all products with one factor left out."""
    size = self.shape[dim]
    ones = like(self, np.ones_like(bare(part(self, dim, 0, 1))))
    found = []
    for k in range(size):
        after = cumprod(part(self, dim, k + 1, size), dim=dim) if k + 1 < size else None
        before = product(part(self, dim, 0, k), dim) if k else ones
        left_out = before if after is None else joined(before, before * after, dim)
        found.append((part(grad, dim, k, size) * left_out).sum(dim))
    if isinstance(found[0], Tensor):
        result = like(grad, np.zeros(self.shape, bare(grad).dtype))
        for k, each in enumerate(found):
            METHODS["copy_"](METHODS["select"](result, dim, k), each)
        return result
    return np.stack(found, axis=dim)


def joined(first: Array, second: Array, dim: int) -> Array:
    """Two arrays or tensors one after the other."""
    if isinstance(first, Tensor) or isinstance(second, Tensor):
        return FUNCTIONS["cat"]((first, second), dim)
    return np.concatenate((first, second), axis=dim)


@op(
    "logcumsumexp",
    node="LogcumsumexpBackward0",
    samples=("x(3).logcumsumexp(0)", "x(2, 3).logcumsumexp(1)"),
    formula="log(cumsum(exp(self), dim))",
    en="The logarithm of the running sum of exponentials.",
    zh="指数的累积和的对数。",
)
def logcumsumexp(self: Array, *, dim: int) -> Array:
    return running(np.logaddexp, self, dim)


@logcumsumexp.gradient("self", formula="reversed cumsum(grad * exp(self - result), dim)")
def _(grad: Array, self: Array, result: Array, *, dim: int) -> Array:
    if grad.ndim == 0 or not bare(grad).size:
        return grad
    lowest = like(grad, np.asarray(np.finfo(bare(grad).dtype).min, bare(grad).dtype)[()])
    sizes = log(absolute(grad))
    upper = where(greater(grad, 0), sizes, lowest)
    lower = where(less(grad, 0), sizes, lowest)

    def spread(array: Array) -> Array:
        turned = flip(array - result, dims=(dim,))
        return exp(flip(logcumsumexp(turned, dim=dim), dims=(dim,)) + self)

    return spread(upper) - spread(lower)


def running_extreme(name: str, node: str, plain: Any, words: tuple[str, str]) -> Op:
    """`cummax` or `cummin`."""

    @op(
        name,
        node=node,
        results=("values", "indices"),
        samples=(f"tuple(x(4).{name}(0))", f"x(2, 3).{name}(1).values", f"tuple(x().{name}(0))"),
        formula=f"{name}(self, dim)",
        en=words[0],
        zh=words[1],
    )
    def entry(self: Array, *, dim: int) -> tuple[Array, Array]:
        if not np.ndim(self):
            return np.array(self)[()], np.int64(0)
        array = np.ascontiguousarray(self)
        values = plain.accumulate(array, axis=dim)
        shape = [-1 if axis == dim % array.ndim else 1 for axis in range(array.ndim)]
        place = np.arange(array.shape[dim]).reshape(shape)
        found = (array == values) | np.isnan(array) if array.dtype.kind == "f" else array == values
        return values, np.maximum.accumulate(np.where(found, place, 0), axis=dim)

    @entry.gradient("self", formula="zeros.scatter_add(dim, indices, grad)")
    def _(grad: Array, self: Array, indices: Array, *, dim: int) -> Array:
        return scatter_add(zeros(grad, self.shape), indices, grad, dim=dim)

    def function(input: Tensor, dim: int) -> Any:
        required(name, "input", 1, input)
        if not input._a.ndim and dim not in (0, -1):
            raise IndexError(f"{name}(): Expected reduction dim -1 or 0 for scalar but got {dim}")
        if input._a.size:
            errors.dimension(dim, input._a.ndim)
        else:
            dim = 0
        return TYPES[name](apply(entry, (input,), {"dim": dim}))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{entry.en} With indices; the last on ties (torch.{name})."
    public(name)(function)
    return entry


cummax = running_extreme(
    "cummax",
    "CummaxBackward0",
    np.maximum,
    ("The largest element so far along a dimension.", "沿某一维度到目前为止的最大值。"),
)
cummin = running_extreme(
    "cummin",
    "CumminBackward0",
    np.minimum,
    ("The smallest element so far along a dimension.", "沿某一维度到目前为止的最小值。"),
)


def offered(name: str, entry: Op, whole: bool) -> None:
    """Offer a running sum or product; integers accumulate as int64."""

    def function(input: Tensor, dim: int, *, dtype: dtypes.dtype | None = None) -> Any:
        source: Any = required(name, "input", 1, input)
        errors.dimension(dim, input._a.ndim)
        if dtype is not None:
            source = METHODS["to"](source, dtype)
        elif source._a.dtype.kind in "biu":
            source = METHODS["to"](source, dtypes.int64)
        return apply(entry, (source,), {"dim": dim})

    def function_of_floats(input: Tensor, dim: int) -> Any:
        errors.dimension(dim, required(name, "input", 1, input)._a.ndim)
        refuse(f"{name}_out_cpu", "biu")(input)
        return apply(entry, (input,), {"dim": dim})

    own = function if whole else function_of_floats
    own.__name__ = own.__qualname__ = name
    own.__doc__ = f"{entry.en} (torch.{name})"
    public(name)(own)


offered("cumsum", cumsum, True)
offered("cumprod", cumprod, True)
offered("logcumsumexp", logcumsumexp, False)
