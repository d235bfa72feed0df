"""Products, logarithms of sums of exponentials, and yes-or-no questions about all elements."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.along import zeros_for
from autograd_core.ops.calls import bare, exp, like
from autograd_core.ops.cumulative import cumprod, joined, part
from autograd_core.ops.offering import refuse
from autograd_core.ops.positions import index_fill_tensor
from autograd_core.ops.rearranging import flip
from autograd_core.ops.reductions import dimensions
from autograd_core.ops.registry import METHODS, op, public, required
from autograd_core.ops.shapes import unsqueezed
from autograd_core.summation import along
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def others(self: Array, dim: int) -> Array:
    """For each element the product of all others along a dimension, without dividing."""
    size = self.shape[dim]
    ones = like(self, np.ones_like(bare(part(self, dim, 0, 1))))
    before = cumprod(joined(ones, part(self, dim, 0, size - 1), dim), dim=dim)
    after = flip(part(self, dim, 1, size), dims=(dim,))
    return before * flip(cumprod(joined(ones, after, dim), dim=dim), dims=(dim,))


@op(
    "prod",
    node="ProdBackward0",
    samples=("p(3).prod()", "x(2, 3).prod()", "v(0.0, 2.0, 3.0).prod()", "x().prod()"),
    formula="prod(self)",
    en="The product of all elements.",
    zh="所有元素的乘积。",
)
def prod_all(self: Array) -> Array:
    return np.multiply.reduce(np.asarray(self), axis=None)


@prod_all.gradient("self", formula="grad * result / self")
def _(grad: Array, self: Array, result: Array) -> Array:
    array = np.asarray(bare(self))
    if array.ndim == 0:
        return grad
    none = int((array == 0).sum())
    if none == 0:
        return grad * (result / self)
    if array.size == 1:
        return grad.reshape(array.shape)
    flat = self.reshape((-1,))
    return (grad * others(flat, 0)).reshape(array.shape)


@op(
    "prod.dim_int",
    node="ProdBackward1",
    symbol="prod",
    samples=(
        "p(2, 3).prod(0)",
        "x(2, 3).prod(1, keepdim=True)",
        "v([0.0, 2.0, 3.0], [1.0, 2.0, 3.0]).prod(1)",
    ),
    formula="prod(self, dim)",
    en="The product along a dimension.",
    zh="沿某一维度的乘积。",
)
def prod_dim(self: Array, *, dim: int, keepdim: bool = False) -> Array:
    array = np.asarray(self)
    if not array.ndim:
        return array[()]
    reduce: Any = np.multiply.reduce
    return reduce(array, axis=dim, keepdims=keepdim)


@prod_dim.gradient("self", formula="grad * result / self")
def _(grad: Array, self: Array, result: Array, *, dim: int, keepdim: bool) -> Array:
    array = np.asarray(bare(self))
    if array.ndim == 0:
        return grad
    place = dim % array.ndim
    if not keepdim:
        grad = unsqueezed(grad, (place,), False, array.ndim)
        result = unsqueezed(result, (place,), False, array.ndim)
    if np.all(array != 0):
        return grad * (result / self)
    return grad if array.shape[place] == 1 else grad * others(self, place)


@op(
    "logsumexp",
    node="LogsumexpBackward0",
    conjugates=True,
    samples=(
        "x(3).logsumexp(0)",
        "x(2, 3).logsumexp(-1, keepdim=True)",
        "x(2, 3).logsumexp((0, 1))",
        "x().logsumexp(0)",
    ),
    formula="log(sum(exp(self), dim))",
    en="The logarithm of the sum of the exponentials, without overflow.",
    zh="指数之和的对数，不会溢出。",
)
def logsumexp(self: Array, *, dim: Dims, keepdim: bool = False) -> Array:
    wide = np.asarray(self, np.complex128 if self.dtype.kind == "c" else np.float64)
    if not wide.ndim:
        return np.array(self)[()]
    largest = np.max(wide.real, axis=dim, keepdims=True, initial=-np.inf)
    largest = np.where(np.isinf(largest), 0.0, largest)
    found = np.log(along(np.exp(wide - largest), dim, True)) + largest
    result = found.astype(self.dtype)
    return result if keepdim else result.squeeze(dim)[()]


@logsumexp.gradient("self", formula="grad * exp(self - result)")
def _(grad: Array, self: Array, result: Array, *, dim: Dims, keepdim: bool) -> Array:
    if not keepdim and self.ndim:
        grad = unsqueezed(grad, dim, False, self.ndim)
        result = unsqueezed(result, dim, False, self.ndim)
    return grad * exp(self - result)


@op(
    "trace",
    node="TraceBackward0",
    samples=("x(3, 3).trace()", "x(2, 3).trace()", "x(3, 2).trace()"),
    formula="sum(diagonal(self))",
    en="The sum of a matrix's diagonal.",
    zh="矩阵对角线之和。",
)
def trace(self: Array) -> Array:
    return np.add.accumulate(np.diagonal(self))[-1] if self.size else self.dtype.type(0)


@trace.gradient("self", formula="grad on the diagonal, else 0")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    rows, columns = self_sizes
    places = np.arange(0, rows * columns, columns + 1)[: min(rows, columns)]
    flat = zeros_for(grad, (rows * columns,))
    return index_fill_tensor(flat, like(grad, places), grad, dim=0).reshape(self_sizes)


def question(name: str, plain: Any, words: tuple[str, str]) -> None:
    """Enter and offer `any` or `all`."""

    @op(
        name,
        samples=(f"(i(2, 2, 3) == 1).{name}()", f"(i(2, 2, 3) == 1).{name}(1)"),
        formula=f"{name}(self)",
        en=words[0],
        zh=words[1],
    )
    def entry(self: Array, *, dim: Dims | None = None, keepdim: bool = False) -> Array:
        found = plain(self, axis=dim if np.ndim(self) else None, keepdims=keepdim)
        return found.astype(np.uint8) if self.dtype == np.uint8 else found

    def function(input: Tensor, dim: Any = None, keepdim: bool = False) -> Any:
        required(name, "input", 1, input)
        dims = None if dim is None else dimensions(dim, input._a.ndim)
        return apply(entry, (input,), {"dim": dims, "keepdim": keepdim})

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{words[0]} (torch.{name})"
    public(name)(function)


question("any", np.any, ("Whether any element is true, or not 0.", "是否有元素为真（非零）。"))
question("all", np.all, ("Whether all elements are true, or not 0.", "是否所有元素为真（非零）。"))


@op(
    "count_nonzero",
    samples=("i(3, 2, 3).count_nonzero()", "i(3, 2, 3).count_nonzero(1)"),
    formula="sum(self != 0)",
    en="How many elements are not 0.",
    zh="非零元素的个数。",
)
def count_nonzero(self: Array, *, dim: Dims | None = None) -> Array:
    reduce: Any = np.add.reduce
    counted = np.asarray(self) != 0
    return reduce(counted, axis=dim if counted.ndim else None, dtype=np.int64)


@public("count_nonzero")
def torch_count_nonzero(input: Tensor, dim: Any = None) -> Any:
    """How many elements are not 0 (torch.count_nonzero)."""
    required("count_nonzero", "input", 1, input)
    dims = None if dim is None else dimensions(dim, input._a.ndim)
    return apply(count_nonzero, (input,), {"dim": dims})


@public("prod")
def torch_prod(
    input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: dtypes.dtype | None = None
) -> Any:
    """The product of all elements, or along `dim` (torch.prod). Integers as int64."""
    source: Any = required("prod", "input", 1, input)
    if dtype is not None:
        source = METHODS["to"](source, dtype)
    elif source._a.dtype.kind in "biu":
        source = METHODS["to"](source, dtypes.int64)
    if dim is None:
        return apply(prod_all, (source,), {})
    errors.dimension(dim, input._a.ndim)
    return apply(prod_dim, (source,), {"dim": dim, "keepdim": keepdim})


@public("logsumexp")
def torch_logsumexp(input: Tensor, dim: Any, keepdim: bool = False) -> Any:
    """log(sum(exp(input))) along `dim` (torch.logsumexp)."""
    source: Any = required("logsumexp", "input", 1, input)
    if source._a.dtype.kind in "biu":
        source = METHODS["to"](source, dtypes.get_default_dtype())
    dims = dimensions(dim, source._a.ndim)
    return apply(logsumexp, (source,), {"dim": dims, "keepdim": keepdim})


@public("trace")
def torch_trace(input: Tensor) -> Any:
    """The sum of a matrix's diagonal (torch.trace)."""
    ndim = required("trace", "input", 1, input)._a.ndim
    if ndim != 2:
        raise RuntimeError(f"trace: expected a matrix, but got tensor with dim {ndim}")
    refuse("trace", "b")(input)
    return apply(trace, (input,), {})


@public("diff")
def diff(input: Tensor, n: int = 1, dim: int = -1, prepend: Any = None, append: Any = None) -> Any:
    """The differences of neighbours along `dim`, `n` times (torch.diff)."""
    from autograd_core.ops.registry import FUNCTIONS

    result: Any = required("diff", "input", 1, input)
    if result._a.ndim == 0:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    errors.dimension(dim, result._a.ndim)
    if n < 0:
        raise RuntimeError(f"order must be non-negative but got {n}")
    parts = [each for each in (prepend, result, append) if each is not None]
    if len(parts) > 1:
        result = FUNCTIONS["cat"](parts, dim)
    whole = "logical_xor" if result._a.dtype == bool else "sub"
    for _ in range(min(n, result._a.shape[dim])):
        size = result._a.shape[dim]
        later = METHODS["narrow"](result, dim, 1, size - 1)
        result = METHODS[whole](later, METHODS["narrow"](result, dim, 0, size - 1))
    return result
