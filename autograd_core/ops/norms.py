"""Norms of vectors: how long they are, measured by any power."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.calls import absolute, bare, equal, isnan, like, sign
from autograd_core.ops.masks import masked_fill
from autograd_core.ops.reductions import dimensions
from autograd_core.ops.registry import METHODS, op, public, required
from autograd_core.ops.shapes import unsqueezed
from autograd_core.promotion import promoted
from autograd_core.summation import along
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def length(array: Any, power: float, dim: Dims | None, keepdim: bool) -> Any:
    """The norm of a bare array, computed in double and rounded once."""
    wide = np.abs(np.asarray(array, np.complex128 if array.dtype.kind == "c" else np.float64))
    reduce: Any = np.add.reduce
    found: Any
    axes = tuple(range(wide.ndim)) if dim is None else dim if wide.ndim else ()
    if power == math.inf:
        found = np.max(wide, axis=axes, keepdims=keepdim)
    elif power == -math.inf:
        found = np.min(wide, axis=axes, keepdims=keepdim)
    elif power == 0:
        found = reduce(wide != 0, axis=axes, keepdims=keepdim)
    elif power == 1:
        found = along(wide, axes, keepdim) if axes else wide
    elif power == 2:
        found = np.sqrt(reduce(wide * wide, axis=axes, keepdims=keepdim))
    else:
        found = reduce(wide**power, axis=axes, keepdims=keepdim) ** (1 / power)
    return np.asarray(found).astype(array.real.dtype)[()]


def norm_gradient(
    grad: Array, self: Array, power: float, norm: Array, dim: Dims | None, keepdim: bool
) -> Array:
    """PyTorch's norm_backward; None for the count of elements that are not 0."""
    ndim = self.ndim
    if not keepdim and dim is not None:
        grad, norm = unsqueezed(grad, dim, False, ndim), unsqueezed(norm, dim, False, ndim)
    if power == 0:
        return None
    if power == 1:
        return sign(self) * grad
    still = like(grad, bare(norm) == 0)
    if power == 2:
        return grad * masked_fill(self / norm, still, value=0)
    if math.isinf(power):
        size = absolute(self)
        mask = np.asarray(bare(equal(size, norm)) | bare(isnan(size)))
        axes = tuple(range(ndim)) if dim is None else dim
        count = mask.sum(axis=axes, keepdims=True) if ndim else np.int64(mask)
        count = count.astype(bare(grad).dtype)  # numpy would divide float32 by int64 in float64
        return sign(self) * ((grad / like(grad, count)) * like(grad, mask))
    if power < 1:
        inner = sign(self) * absolute(self) ** (power - 1)
        nothing = like(grad, bare(self) == 0)
        return masked_fill(inner, nothing, value=0) * grad * norm ** (1 - power)
    if power < 2:
        inner = sign(self) * absolute(self) ** (power - 1)
    else:
        inner = self * absolute(self) ** (power - 2)
    return inner * masked_fill(grad / norm ** (power - 1), still, value=0)


@op(
    "linalg_vector_norm",
    node="LinalgVectorNormBackward0",
    symbol="norm",
    samples=(
        "x(3).norm()",
        "x(2, 3).norm(dim=1)",
        "x(2, 3).norm(1)",
        "x(2, 3).norm(3, 0, keepdim=True)",
        "x(2, 3).norm(1.5, 1)",
        "x(2, 3).norm(float('inf'), 1)",
        "p(2, 3).norm(0.5)",
        "v(0.0, 0.0).norm()",
        "x().norm()",
    ),
    formula="sum(abs(self) ** ord, dim) ** (1 / ord)",
    en="The length of a vector.",
    zh="向量的范数（长度）。",
)
def vector_norm(
    self: Array, *, ord: float = 2, dim: Dims | None = None, keepdim: bool = False
) -> Array:
    return length(self, ord, dim, keepdim)


@vector_norm.gradient("self", formula="grad * self / result")
def _(
    grad: Array, self: Array, result: Array, *, ord: float, dim: Dims | None, keepdim: bool
) -> Array:
    return norm_gradient(grad, self, ord, result, dim, keepdim)


@op(
    "norm.ScalarOpt_dim",
    node="NormBackward1",
    symbol="norm",
    samples=("F.pairwise_distance(x(2, 3), x(2, 3))", "F.pairwise_distance(x(3), x(3), p=1)"),
    formula="sum(abs(self) ** p, dim) ** (1 / p)",
    en="The length of vectors along dimensions.",
    zh="沿若干维度的向量范数。",
)
def norm_dims(self: Array, *, p: float, dim: Dims, keepdim: bool = False) -> Array:
    return length(self, p, dim, keepdim)


@norm_dims.gradient("self", formula="grad * self / result")
def _(grad: Array, self: Array, result: Array, *, p: float, dim: Dims, keepdim: bool) -> Array:
    return norm_gradient(grad, self, p, result, dim, keepdim)


@op(
    "dist",
    node="DistBackward0",
    samples=("torch.dist(x(3), x(3))", "torch.dist(x(2, 3), x(3), p=1)"),
    formula="norm(self - other, p)",
    en="The norm of a difference.",
    zh="两者之差的范数。",
)
def dist(self: Array, other: Array, *, p: float) -> Array:
    left, right = promoted([self, other])
    return length(np.subtract(left, right), p, None, False)


@dist.gradient("self", formula="grad * (self - other) / result")
def _(grad: Array, self: Array, other: Array, result: Array, *, p: float) -> Array:
    return brought(norm_gradient(grad, self - other, p, result, None, False), tuple(self.shape))


@dist.gradient("other", formula="-grad * (self - other) / result")
def _(grad: Array, self: Array, other: Array, result: Array, *, p: float) -> Array:
    return brought(-norm_gradient(grad, self - other, p, result, None, False), tuple(other.shape))


def brought(grad: Array, shape: Dims) -> Array:
    """A gradient summed to the shape of an argument that was broadcast."""
    from autograd_core.broadcast import spread_axes, sum_to

    own = tuple(grad.shape)
    return grad if own == shape else sum_to(grad, shape, spread_axes(shape, own))


def of_vectors(
    name: str, input: Any, power: Any, dim: Any, keepdim: bool, dtype: Any = None
) -> Any:
    """`linalg.vector_norm` with PyTorch's errors."""
    source = required(name, "input", 1, input)
    if dtype is not None:
        source = METHODS["to"](source, dtype)
    if source._a.dtype.kind not in "fc":
        raise RuntimeError(
            f"{name}: Expected a floating point or complex tensor as input. Got "
            + source.dtype.scalar_name
        )
    dims = None if dim is None else dimensions(dim, source._a.ndim)
    if not source._a.size and (power < 0 or power == math.inf):
        shape = source._a.shape
        empty = [] if dims is None else [each for each in dims if shape[each] == 0]
        if dims is None or empty:
            where = "an empty tensor" if dims is None else f"the dimension {empty[0]}"
            because = " because the" if dims is None else "because this dimension is empty and the"
            raise RuntimeError(
                f"{name} cannot compute the {shown(power)} norm on {where}{because} operation does "
                "not have an identity"
            )
    values = {"ord": power, "dim": dims, "keepdim": keepdim}
    return apply(vector_norm, (source,), values)


def shown(power: float) -> str:
    return f"{power:g}" if math.isfinite(power) else f"{power}"


@public("norm")
def norm(
    input: Tensor,
    p: Any = "fro",
    dim: Any = None,
    keepdim: bool = False,
    out: Any = None,
    dtype: dtypes.dtype | None = None,
) -> Any:
    """The norm of a vector, or of a matrix for p "nuc" (torch.norm)."""
    required("norm", "input", 1, input)
    dims = dim
    if isinstance(p, str):
        if p == "fro" and (dims is None or isinstance(dims, int) or len(dims) <= 2):
            return of_vectors("linalg.vector_norm", input, 2, dims, keepdim, dtype)
        from autograd_core.ops.matrix_norms import matrix_norm

        dims = tuple(range(input._a.ndim)) if dims is None else dims
        dims = (dims,) if isinstance(dims, int) else dims
        return matrix_norm(input, p, dims, keepdim, dtype=dtype)
    power = 2.0 if p is None else p
    return of_vectors("linalg.vector_norm", input, power, dims, keepdim, dtype)


@public("dist")
def torch_dist(input: Tensor, other: Tensor, p: float = 2) -> Any:
    """The norm of `input - other` (torch.dist)."""
    required("dist", "input", 1, input)
    required("dist", "other", 2, other)
    error = errors.broadcast_mismatch(input._a.shape, other._a.shape)
    if error is not None:
        raise error
    return apply(dist, (input, other), {"p": p})


@public("pairwise_distance", method=False, functional=True)
def pairwise_distance(
    x1: Tensor, x2: Tensor, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False
) -> Any:
    """The distance of vectors pair by pair (torch.nn.functional.pairwise_distance)."""
    from autograd_core.ops.by_number import plus

    apart = plus(METHODS["sub"](x1, x2), eps)
    last = max(x1._a.ndim, x2._a.ndim) - 1
    return apply(norm_dims, (apart,), {"p": p, "dim": (last,), "keepdim": keepdim})
