"""Searching and counting: integer answers about where and how often elements occur."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import Number, op, public, required
from autograd_core.tensor import Tensor, wrap


@op(
    "nonzero",
    samples=("torch.tensor([[0, 1], [2, 0]]).nonzero()",),
    formula="positions where self != 0",
    en="The positions of the elements that are not 0.",
    zh="非零元素的位置。",
)
def nonzero(self: Array) -> Array:
    array = np.asarray(self)
    if not array.ndim:
        return np.zeros((int(bool(array)), 0), np.int64)
    found = np.array(np.nonzero(array), dtype=np.int64)
    return found.T


@public("nonzero")
def torch_nonzero(input: Tensor, *, as_tuple: bool = False) -> Any:
    """The positions of the elements that are not 0, one per row (torch.nonzero)."""
    required("nonzero", "input", 1, input)
    if as_tuple:
        source: Any = input if input._a.ndim else wrap(np.asarray(input._a).reshape(1))
        return apply(nonzero, (source,), {}).unbind(1)
    return apply(nonzero, (input,), {})


@public("argwhere")
def argwhere(input: Tensor) -> Any:
    """The positions of the elements that are not 0 (torch.argwhere)."""
    return apply(nonzero, (required("argwhere", "input", 1, input),), {})


@op(
    "one_hot",
    samples=("F.one_hot(torch.tensor([0, 2]), 3)",),
    formula="1 at the position self, else 0",
    en="A vector of zeros with a 1 at the position that each number names.",
    zh="把每个数变成在该位置为 1、其余为 0 的向量。",
)
def one_hot(self: Array, *, num_classes: int) -> Array:
    return (np.asarray(self)[..., None] == np.arange(num_classes)).astype(np.int64)


@public("one_hot", function=False, method=False, functional=True)
def torch_one_hot(tensor: Tensor, num_classes: int = -1) -> Any:
    """A vector with a single 1 for each class number (torch.nn.functional.one_hot)."""
    array = required("one_hot", "tensor", 1, tensor)._a
    if array.dtype != np.int64:
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    if not array.size:
        if num_classes <= 0:
            raise RuntimeError("Can not infer total number of classes from empty tensor.")
    elif array.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    elif num_classes != -1:
        if num_classes < 1:
            raise RuntimeError("num_classes should be positive")
        if array.max() >= num_classes:
            raise RuntimeError("Class values must be smaller than num_classes.")
    count = int(array.max()) + 1 if num_classes == -1 else num_classes
    return apply(one_hot, (tensor,), {"num_classes": count})


@op(
    "_unique2",
    node="Unique2Backward0",
    symbol="unique",
    formula="distinct elements of self",
    en="The distinct elements in ascending order.",
    zh="按升序排列的互不相同的元素。",
)
def unique(self: Array) -> tuple[Array, Array, Array]:
    values, inverse, counts = np.unique(self, return_inverse=True, return_counts=True)
    shape = np.shape(self)
    return values, inverse.reshape(shape).astype(np.int64), counts.astype(np.int64)


@unique.gradients
def _(grad: Array) -> list[Array]:
    raise NotImplementedError("the derivative for '_unique2' is not implemented.")


@op(
    "unique_dim",
    node="UniqueDimBackward0",
    symbol="unique",
    formula="distinct slices of self",
    en="The distinct slices along a dimension in ascending order.",
    zh="沿某一维度按升序排列的互不相同的切片。",
    samples=("torch.unique(torch.tensor([[3, 1], [3, 1]]), dim=0)",),
)
def unique_dim(self: Array, *, dim: int) -> tuple[Array, Array, Array]:
    values, inverse, counts = np.unique(self, return_inverse=True, return_counts=True, axis=dim)
    return values, inverse.reshape(-1).astype(np.int64), counts.astype(np.int64)


@unique_dim.gradients
def _(grad: Array) -> list[Array]:
    raise RuntimeError("the derivative for 'unique_dim' is not implemented.")


@op(
    "unique_consecutive",
    node="UniqueConsecutiveBackward0",
    symbol="unique_consecutive",
    formula="self without repetitions in a row",
    en="The elements without those that repeat the one before.",
    zh="去掉与前一个元素相同的元素。",
    samples=("torch.unique_consecutive(torch.tensor([1, 1, 2, 1]))",),
)
def unique_consecutive(self: Array) -> tuple[Array, Array, Array]:
    flat = np.asarray(self).reshape(-1)
    fresh = np.ones(flat.size, bool)
    fresh[1:] = flat[1:] != flat[:-1]
    inverse = np.cumsum(fresh).astype(np.int64) - 1
    counts = np.bincount(inverse, minlength=0).astype(np.int64)
    return flat[fresh], inverse.reshape(np.shape(self)), counts


@unique_consecutive.gradients
def _(grad: Array) -> list[Array]:
    raise NotImplementedError("the derivative for 'unique_consecutive' is not implemented.")


def asked_for(found: Any, inverse: bool, counts: bool) -> Any:
    """The parts that were asked for, a lone one as itself."""
    chosen = (found[0], *((found[1],) if inverse else ()), *((found[2],) if counts else ()))
    return chosen if len(chosen) > 1 else chosen[0]


@public("unique")
def torch_unique(
    input: Tensor,
    sorted: bool = True,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Any:
    """The distinct elements in ascending order (torch.unique)."""
    ndim = required("unique", "input", 1, input)._a.ndim
    if dim is None:
        found = apply(unique, (input,), {})
    else:
        found = apply(unique_dim, (input,), {"dim": errors.dimension(dim, ndim)})
    return asked_for(found, return_inverse, return_counts)


@public("unique_consecutive")
def torch_unique_consecutive(
    input: Tensor, return_inverse: bool = False, return_counts: bool = False, dim: Any = None
) -> Any:
    """The elements without repetitions in a row (torch.unique_consecutive)."""
    required("unique_consecutive", "input", 1, input)
    if dim is not None and input._a.ndim != 1:
        raise RuntimeError("unique_consecutive(): dim is offered here for vectors only")
    return asked_for(apply(unique_consecutive, (input,), {}), return_inverse, return_counts)


@op(
    "bincount",
    samples=("torch.bincount(torch.tensor([0, 2, 2]))",),
    formula="how often each number occurs in self",
    en="Counts how often each whole number occurs.",
    zh="统计每个整数出现的次数。",
)
def bincount(self: Array, weights: Any = None, *, minlength: int = 0) -> Array:
    if weights is None:
        return np.bincount(self, minlength=minlength).astype(np.int64)
    kind = weights.dtype if weights.dtype == np.float32 else np.dtype(np.float64)
    return np.bincount(self, weights, minlength=minlength).astype(kind)


@public("bincount")
def torch_bincount(input: Tensor, weights: Tensor | None = None, minlength: int = 0) -> Any:
    """How often each whole number occurs, or the sum of its weights (torch.bincount)."""
    array = required("bincount", "input", 1, input)._a
    if array.dtype.kind not in "iu":
        raise NotImplementedError(
            f"\"bincount_cpu\" not implemented for '{input.dtype.scalar_name}'"
        )
    if minlength < 0:
        raise RuntimeError("minlength should be >= 0")
    if array.ndim != 1 or (array.size and array.min() < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if weights is not None and weights._a.shape != array.shape:
        raise RuntimeError("weights should be 1-d and have the same length as input")
    return apply(bincount, (input, weights), {"minlength": minlength})


@op(
    "searchsorted.Tensor",
    samples=("torch.searchsorted(torch.tensor([1, 3, 5]), torch.tensor([0, 3, 6]))",),
    formula="positions of self in sorted_sequence",
    en="Where each element would be inserted into a sorted sequence.",
    zh="每个元素插入有序序列时应在的位置。",
)
def searchsorted(sorted_sequence: Array, self: Array, *, right: bool, out_int32: bool) -> Array:
    side: Any = "right" if right else "left"
    kind = np.int32 if out_int32 else np.int64
    bounds, values = np.asarray(sorted_sequence), np.asarray(self)
    if bounds.ndim <= 1:
        return np.searchsorted(bounds, values, side).astype(kind)[()]
    rows = bounds.reshape(-1, bounds.shape[-1])
    parts = values.reshape(rows.shape[0], -1)
    pairs = zip(rows, parts, strict=True)
    found = [np.searchsorted(row, part, side) for row, part in pairs]
    return np.array(found).reshape(values.shape).astype(kind)


@public("searchsorted", method=False)
def torch_searchsorted(
    sorted_sequence: Tensor,
    input: Any,
    *,
    out_int32: bool = False,
    right: bool = False,
    side: str | None = None,
) -> Any:
    """Where elements would be inserted into a sorted sequence (torch.searchsorted)."""
    required("searchsorted", "sorted_sequence", 1, sorted_sequence)
    values = as_tensor("searchsorted", input, sorted_sequence)
    bounds, shape = sorted_sequence._a.shape, values._a.shape
    if side not in (None, "left", "right"):
        raise RuntimeError(
            f"torch.searchsorted(): side can only be 'left' or 'right' but got {side}"
        )
    if side == "left" and right:
        raise RuntimeError(
            "torch.searchsorted(): side and right can't be set to opposites, got side of left "
            "while right was True"
        )
    if len(bounds) > 1 and (len(shape) != len(bounds) or bounds[:-1] != shape[:-1]):
        raise RuntimeError(
            "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 "
            "dimensions of boundaries tensor and input value tensor must match, but we got "
            f"boundaries tensor {errors.size_text(bounds)} and input value tensor "
            f"{errors.size_text(shape)}"
        )
    numbers = {"right": right or side == "right", "out_int32": out_int32}
    return apply(searchsorted, (sorted_sequence, values), numbers)


def as_tensor(name: str, value: Any, like: Tensor) -> Tensor:
    """A number as a 0-dim tensor of its natural dtype."""
    if isinstance(value, Number):
        return wrap(dtypes.scalar_dtype(value).numpy.type(value))
    return required(name, "input", 2, value)


@public("bucketize", method=False)
def bucketize(
    input: Any, boundaries: Tensor, *, out_int32: bool = False, right: bool = False
) -> Any:
    """In which bucket between `boundaries` each element lies (torch.bucketize)."""
    required("bucketize", "boundaries", 2, boundaries)
    if boundaries._a.ndim != 1:
        raise RuntimeError(
            f"bucketize(): boundaries tensor must be 1 dimension, but got dim({boundaries._a.ndim})"
        )
    return torch_searchsorted(boundaries, input, out_int32=out_int32, right=right)
