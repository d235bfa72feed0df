"""Reductions: sums and means, of everything or along dimensions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.calls import bare, divided, like
from autograd_core.ops.registry import op, public, required
from autograd_core.ops.shapes import expand, unsqueezed
from autograd_core.summation import along, total
from autograd_core.tensor import Tensor, wrap

Dims = tuple[int, ...]


@op(
    "sum",
    node="SumBackward0",
    samples=("x(3).sum()", "x(2, 3).sum()", "x().sum()"),
    formula="sum(self)",
    en="Adds all elements up.",
    zh="对所有元素求和。",
)
def sum_all(self: Array) -> Array:
    return total(self)


@sum_all.gradient("self")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    return expand(grad, size=self_sizes)


@op(
    "sum.dim_IntList",
    node="SumBackward1",
    symbol="sum",
    samples=("x(2, 3).sum(0)", "x(2, 3).sum((0, 1), keepdim=True)", "x(2, 3).sum(dim=-1)"),
    formula="sum(self, dim)",
    en="Adds up along dimensions.",
    zh="沿指定维度求和。",
)
def sum_dims(self: Array, *, dim: Dims, keepdim: bool = False) -> Array:
    return along(self, dim, keepdim)


@sum_dims.gradient("self", formula="expand(grad, self_sizes)")
def _(grad: Array, *, self_sizes: Dims, dim: Dims, keepdim: bool) -> Array:
    return expand(unsqueezed(grad, dim, keepdim, len(self_sizes)), size=self_sizes)


@op(
    "mean",
    node="MeanBackward0",
    samples=("x(3).mean()", "x(2, 3).mean()"),
    formula="mean(self)",
    en="The mean of all elements.",
    zh="所有元素的平均值。",
)
def mean_all(self: Array) -> Array:
    return total(self) / self.dtype.type(self.size)


@mean_all.gradient("self", formula="expand(grad, self_sizes) / numel")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    return divided(expand(grad, size=self_sizes), math.prod(self_sizes))


@op(
    "mean.dim",
    node="MeanBackward1",
    symbol="mean",
    samples=("x(2, 3).mean(0)", "x(2, 3).mean(1, keepdim=True)", "x(2, 3).mean((0, 1))"),
    formula="mean(self, dim)",
    en="The mean along dimensions.",
    zh="沿指定维度求平均值。",
)
def mean_dims(self: Array, *, dim: Dims, keepdim: bool = False) -> Array:
    count = counted(self.shape, dim)
    return along(self, dim, keepdim) / self.dtype.type(count)


@mean_dims.gradient("self", formula="expand(grad, self_sizes) / numel")
def _(grad: Array, *, self_sizes: Dims, dim: Dims, keepdim: bool) -> Array:
    count = counted(self_sizes, dim)
    spread = expand(unsqueezed(grad, dim, keepdim, len(self_sizes)), size=self_sizes)
    return divided(spread, count)


def counted(sizes: Dims, dim: Dims) -> int:
    """How many elements make one sum along dimensions."""
    return math.prod(sizes[d] for d in dim) if sizes else 1


@op(
    "nansum",
    node="NansumBackward0",
    samples=(
        "v(1.0, float('nan'), 3.0).nansum()",
        "x(2, 3).nansum(1)",
        "x(2, 3).nansum((0, 1), True)",
    ),
    formula="sum(self without nan)",
    en="Adds up, and takes nan for 0.",
    zh="求和，把 nan 当作 0。",
)
def nansum(self: Array, *, dim: Dims | None, keepdim: bool = False) -> Array:
    numbers = np.where(np.isnan(self), self.dtype.type(0), self)
    return total(numbers) if dim is None else along(numbers, dim, keepdim)


@nansum.gradient("self", formula="where(isnan(self), 0, grad)")
def _(grad: Array, self: Array, *, dim: Dims | None, keepdim: bool) -> Array:
    dims = dim if dim is not None else tuple(range(self.ndim))
    shape = tuple(self.shape)
    spread = expand(unsqueezed(grad, dims, keepdim, len(shape)), size=shape)
    return spread * like(self, ~np.isnan(bare(self)))


def refuse_text(name: str, dim: Any) -> None:
    """PyTorch's error for a dimension that is a text."""
    if isinstance(dim, str):
        raise TypeError(
            f"{name}() received an invalid combination of arguments - got (dim=str, ), but "
            "expected one of:\n * (*, torch.dtype dtype = None)\n * (tuple of ints dim, bool "
            "keepdim = False, *, torch.dtype dtype = None)\n"
        )


@public("sum")
def torch_sum(
    input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: dtypes.dtype | None = None
) -> Any:
    """The sum of all elements, or along `dim` (torch.sum). Integers and bools sum as int64."""
    required("sum", "input", 1, input)
    refuse_text("sum", dim)
    source: Any = input
    if dtype is not None:
        source = source.to(dtype)
    elif input._a.dtype.kind in "biu":
        source = source.to(dtypes.int64)
    if dim is None and not keepdim:
        return apply(sum_all, (source,), {})
    dims = dimensions(dim, input._a.ndim)
    return apply(sum_dims, (source,), {"dim": dims, "keepdim": keepdim})


@public("mean")
def torch_mean(
    input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: dtypes.dtype | None = None
) -> Any:
    """The mean of all elements, or along `dim` (torch.mean); floating point only."""
    required("mean", "input", 1, input)
    refuse_text("mean", dim)
    source: Any = input if dtype is None else input.to(dtype)  # type: ignore[attr-defined]
    if source._a.dtype.kind not in "fc":
        raise RuntimeError(
            "mean(): could not infer output dtype. Input dtype must be either a floating point "
            f"or complex dtype. Got: {source.dtype.scalar_name}"
        )
    if dim is None and not keepdim:
        return apply(mean_all, (source,), {})
    dims = dimensions(dim, input._a.ndim)
    return apply(mean_dims, (source,), {"dim": dims, "keepdim": keepdim})


def dimensions(dim: Any, ndim: int) -> Dims:
    """`dim` as a tuple of dimensions counted from 0; None or (): all of them."""
    if dim is None or dim in ((), []):
        return tuple(range(ndim))
    found: list[int] = []
    for each in dim if isinstance(dim, (tuple, list)) else (dim,):
        place = errors.dimension(each, ndim)
        if place in found:
            raise RuntimeError(f"dim {place} appears multiple times in the list of dims")
        found.append(place)
    return tuple(found)


@public("nansum")
def torch_nansum(
    input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: dtypes.dtype | None = None
) -> Any:
    """The sum, nan taken for 0 (torch.nansum)."""
    source: Any = required("nansum", "input", 1, input)
    if dtype is not None:
        source = source.to(dtype)
    if source._a.dtype.kind in "biu":
        return torch_sum(source, dim, keepdim)
    dims = None if dim is None else dimensions(dim, input._a.ndim)
    return apply(nansum, (source,), {"dim": dims, "keepdim": keepdim})


@public("nanmean")
def torch_nanmean(
    input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: dtypes.dtype | None = None
) -> Any:
    """The mean of what is not nan (torch.nanmean)."""
    required("nanmean", "input", 1, input)
    if input._a.dtype.kind not in "fc":
        raise RuntimeError(
            "nanmean(): expected input to have floating point or complex dtype but got "
            f"{input.dtype.scalar_name}"
        )
    count = torch_sum(wrap(~np.isnan(input._a)), dim, keepdim)
    return torch_nansum(input, dim, keepdim, dtype=dtype) / count
