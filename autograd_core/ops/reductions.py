"""Reductions: sums and means, of everything or along dimensions."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import op, public, required
from autograd_core.ops.shapes import expand, unsqueezed
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


@op(
    "sum",
    node="SumBackward0",
    samples=("randn(3)", "randn(2, 3)", "randn(())"),
    formula="sum(self)",
    en="Adds all elements up.",
    zh="对所有元素求和。",
)
def sum_all(self: Array) -> Array:
    return np.add.reduce(np.asarray(self), axis=None)


@sum_all.gradient("self")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    return expand(grad, size=self_sizes)


@op(
    "sum.dim_IntList",
    node="SumBackward1",
    symbol="sum",
    samples=("randn(2, 3), dim=(0,)", "randn(2, 3), dim=(0, 1), keepdim=True"),
    formula="sum(self, dim)",
    en="Adds up along dimensions.",
    zh="沿指定维度求和。",
)
def sum_dims(self: Array, *, dim: Dims, keepdim: bool = False) -> Array:
    return np.add.reduce(np.asarray(self), axis=dim, keepdims=keepdim)


@sum_dims.gradient("self", formula="expand(grad, self_sizes)")
def _(grad: Array, *, self_sizes: Dims, dim: Dims, keepdim: bool) -> Array:
    return expand(unsqueezed(grad, dim, keepdim, len(self_sizes)), size=self_sizes)


@op(
    "mean",
    node="MeanBackward0",
    samples=("randn(3)", "randn(2, 3)"),
    formula="mean(self)",
    en="The mean of all elements.",
    zh="所有元素的平均值。",
)
def mean_all(self: Array) -> Array:
    return np.add.reduce(np.asarray(self), axis=None) / self.dtype.type(self.size)


@mean_all.gradient("self", formula="expand(grad, self_sizes) / numel")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    return expand(grad, size=self_sizes) / int(np.prod(self_sizes))


@op(
    "mean.dim",
    node="MeanBackward1",
    symbol="mean",
    samples=("randn(2, 3), dim=(0,)", "randn(2, 3), dim=(1,), keepdim=True"),
    formula="mean(self, dim)",
    en="The mean along dimensions.",
    zh="沿指定维度求平均值。",
)
def mean_dims(self: Array, *, dim: Dims, keepdim: bool = False) -> Array:
    array = np.asarray(self)
    count = int(np.prod([array.shape[d] for d in dim]))
    return np.add.reduce(array, axis=dim, keepdims=keepdim) / array.dtype.type(count)


@mean_dims.gradient("self", formula="expand(grad, self_sizes) / numel")
def _(grad: Array, *, self_sizes: Dims, dim: Dims, keepdim: bool) -> Array:
    count = int(np.prod([self_sizes[d] for d in dim]))
    return expand(unsqueezed(grad, dim, keepdim, len(self_sizes)), size=self_sizes) / count


@public("sum")
def torch_sum(
    input: Tensor, dim: Any = None, keepdim: bool = False, *, dtype: dtypes.dtype | None = None
) -> Any:
    """The sum of all elements, or along `dim` (torch.sum). Integers and bools sum as int64."""
    required("sum", "input", 1, input)
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
    if dim is None or dim == ():
        return tuple(range(ndim))
    given = dim if isinstance(dim, (tuple, list)) else (dim,)
    return tuple(errors.dimension(d, ndim) for d in given)
