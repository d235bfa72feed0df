"""Variance and standard deviation, of everything or along dimensions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array, Op, apply
from autograd_core.ops.by_number import times
from autograd_core.ops.calls import bare, divided, like
from autograd_core.ops.masks import masked_fill
from autograd_core.ops.reductions import counted, dimensions, mean_all, mean_dims
from autograd_core.ops.registry import op, public, required
from autograd_core.ops.shapes import expand, unsqueezed
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def spread_of(array: Any, dim: Dims | None, correction: float | None, keepdim: bool) -> Any:
    """The variance, computed in double and rounded once, as PyTorch's is."""
    wide = np.asarray(array, np.complex128 if array.dtype.kind == "c" else np.float64)
    axes = tuple(range(wide.ndim)) if dim is None else dim if wide.ndim else ()
    reduce: Any = np.add.reduce
    count = math.prod(wide.shape[axis] for axis in axes)
    away = wide - np.true_divide(reduce(wide, axis=axes, keepdims=True), count)
    squares = away * away if wide.dtype.kind == "f" else (away * np.conj(away)).real
    added = reduce(squares, axis=axes, keepdims=keepdim and dim is not None)
    freedom = count - freed(correction)
    return np.true_divide(added, max(freedom, 0.0))


def freed(correction: float | None) -> float:
    return 1.0 if correction is None else float(correction)


def variance_gradient(
    grad: Array, self: Array, dim: Dims | None, correction: float | None, keepdim: bool
) -> Array:
    """PyTorch's var_backward."""
    ndim = self.ndim
    if ndim == 0 or dim is None:
        freedom = math.prod(self.shape) - freed(correction)
        if freedom <= 0:
            array = np.asarray(bare(self))
            middle = array.sum() / max(array.size, 1)
            ends = np.where(array == middle, np.nan, np.inf).astype(array.dtype)
            return grad * like(grad, ends)
        return times(grad, 2.0 / freedom) * (self - mean_all(self))
    if not keepdim and ndim > 1:
        grad = unsqueezed(grad, dim, False, ndim)
    freedom = counted(tuple(self.shape), dim) - freed(correction)
    factor = 2.0 / freedom if freedom else math.inf
    return times(grad, factor) * (self - mean_dims(self, dim=dim, keepdim=True))


def deviation_gradient(
    result: Array,
    grad: Array,
    self: Array,
    dim: Dims | None,
    correction: float | None,
    keepdim: bool,
) -> Array:
    """PyTorch's std_backward."""
    zero = like(grad, bare(result) == 0)
    inner = masked_fill(grad / times(result, 2), zero, value=0)
    return variance_gradient(inner, self, dim, correction, keepdim)


@op(
    "var.correction",
    node="VarBackward0",
    samples=(
        "x(3).var()",
        "x(2, 3).var(0)",
        "x(2, 3).var(1, keepdim=True, correction=0)",
        "x(2, 3).var((0, 1))",
        "x(2, 3).var(unbiased=False)",
    ),
    formula="sum((self - mean(self)) ** 2) / (numel - correction)",
    en="The variance.",
    zh="方差。",
)
def var(self: Array, *, dim: Dims | None, correction: float | None, keepdim: bool = False) -> Array:
    return spread_of(self, dim, correction, keepdim).astype(self.real.dtype)


@var.gradient("self", formula="grad * 2 / (numel - correction) * (self - mean(self))")
def _(
    grad: Array, self: Array, *, dim: Dims | None, correction: float | None, keepdim: bool
) -> Array:
    return variance_gradient(grad, self, dim, correction, keepdim)


@op(
    "std.correction",
    node="StdBackward0",
    samples=(
        "x(3).std()",
        "x(2, 3).std(0)",
        "x(2, 3).std(1, keepdim=True, correction=0)",
        "x(2, 3).std(unbiased=False)",
        "v(1.0, 1.0).std()",
    ),
    formula="sqrt(sum((self - mean(self)) ** 2) / (numel - correction))",
    en="The standard deviation.",
    zh="标准差。",
)
def std(self: Array, *, dim: Dims | None, correction: float | None, keepdim: bool = False) -> Array:
    return np.sqrt(spread_of(self, dim, correction, keepdim)).astype(self.real.dtype)


@std.gradient("self", formula="grad * (self - mean(self)) / (result * (numel - correction))")
def _(
    grad: Array,
    self: Array,
    result: Array,
    *,
    dim: Dims | None,
    correction: float | None,
    keepdim: bool,
) -> Array:
    return deviation_gradient(result, grad, self, dim, correction, keepdim)


def mean_gradient(grad: Array, self: Array, dim: Dims | None, keepdim: bool) -> Array:
    """PyTorch's mean_backward."""
    shape = tuple(self.shape)
    dims = tuple(range(len(shape))) if dim is None else dim
    kept = keepdim and dim is not None
    spread = expand(unsqueezed(grad, dims, kept, len(shape)), size=shape)
    return divided(spread, counted(shape, dims))


def with_mean(name: str, node: str, deviation: bool, words: tuple[str, str]) -> Op:
    """`var_mean` or `std_mean`."""

    @op(
        name,
        node=node,
        samples=(f"torch.{name}(x(2, 3))", f"torch.{name}(x(2, 3), 1, correction=0)"),
        formula=f"({'std' if deviation else 'var'}(self), mean(self))",
        en=words[0],
        zh=words[1],
    )
    def entry(
        self: Array, *, dim: Dims | None, correction: float | None, keepdim: bool = False
    ) -> tuple[Array, Array]:
        spread = spread_of(self, dim, correction, keepdim)
        spread = np.sqrt(spread) if deviation else spread
        axes = tuple(range(self.ndim)) if dim is None else dim if self.ndim else ()
        mean = np.asarray(self, np.float64).mean(axis=axes, keepdims=keepdim and dim is not None)
        return spread.astype(self.dtype), mean.astype(self.dtype)

    def of_deviation(
        grads: Any,
        self: Array,
        result0: Array,
        *,
        dim: Dims | None,
        correction: float | None,
        keepdim: bool,
    ) -> list[Any]:
        by_spread, by_mean = grads
        found = None
        if by_spread is not None:
            found = deviation_gradient(result0, by_spread, self, dim, correction, keepdim)
        return [with_mean_part(found, by_mean, self, dim, keepdim)]

    def of_variance(
        grads: Any, self: Array, *, dim: Dims | None, correction: float | None, keepdim: bool
    ) -> list[Any]:
        by_spread, by_mean = grads
        found = None
        if by_spread is not None:
            found = variance_gradient(by_spread, self, dim, correction, keepdim)
        return [with_mean_part(found, by_mean, self, dim, keepdim)]

    entry.gradients(of_deviation if deviation else of_variance)
    return entry


def with_mean_part(found: Any, grad: Any, self: Array, dim: Dims | None, keepdim: bool) -> Any:
    """A gradient with that of the mean added, where there are such."""
    if grad is None:
        return found
    part = mean_gradient(grad, self, dim, keepdim)
    return part if found is None else found + part


var_mean = with_mean(
    "var_mean", "VarMeanBackward0", False, ("Variance and mean.", "方差与平均值。")
)
std_mean = with_mean(
    "std_mean",
    "StdMeanBackward0",
    True,
    ("Standard deviation and mean.", "标准差与平均值。"),
)


def offered(name: str, entry: Op) -> None:
    """Offer a function of `dim`, `correction` (or the older `unbiased`) and `keepdim`."""

    def function(
        input: Tensor,
        dim: Any = None,
        unbiased: Any = None,
        keepdim: bool = False,
        *,
        correction: float | None = None,
    ) -> Any:
        required(name, "input", 1, input)
        if isinstance(dim, bool):
            dim, unbiased = None, dim
        if unbiased is not None:
            correction = 1 if unbiased else 0
        if input._a.dtype.kind not in "fc":
            raise RuntimeError(
                f"{name} only support floating point and complex dtypes"
                if name.endswith("_mean")
                else "std and var only support floating point and complex dtypes"
            )
        dims = None if dim in (None, (), []) else dimensions(dim, input._a.ndim)
        warn_of_freedom(name, input._a.shape, dims, correction)
        values = {"dim": dims, "correction": correction, "keepdim": keepdim}
        if keepdim and dims is None:
            values["dim"] = tuple(range(input._a.ndim))
        return apply(entry, (input,), values)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{entry.en} `correction` is taken from the divisor (torch.{name})."
    public(name, method=not name.endswith("_mean"))(function)


def warn_of_freedom(name: str, shape: Dims, dim: Dims | None, correction: float | None) -> None:
    """PyTorch's warning when the correction eats all elements up."""
    count = math.prod(shape) if dim is None else counted(shape, dim)
    if 0 in shape and (dim is not None and 0 in np.delete(shape, dim)):
        count = 0  # there is nothing to be computed
    if count - freed(correction) <= 0:
        errors.warn(
            f"{name}(): degrees of freedom is <= 0. Correction should be strictly less than the "
            "reduction factor (input numel divided by output numel)."
        )


for _name, _entry in (("var", var), ("std", std), ("var_mean", var_mean), ("std_mean", std_mean)):
    offered(_name, _entry)
