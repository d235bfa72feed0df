"""Reductions at positions: `scatter_reduce` and `index_reduce`, each with its five or four ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array
from autograd_core.ops.along import (
    at_least_1d,
    check_scatter,
    gather,
    key_along,
    scatter_add,
    scatter_value,
    zeros_for,
)
from autograd_core.ops.calls import bare, like, where
from autograd_core.ops.masks import masked_fill
from autograd_core.ops.positions import (
    at,
    check_within,
    index_add,
    index_fill,
    index_select,
    without,
)
from autograd_core.ops.registry import op, required, with_inplace
from autograd_core.tensor import Tensor

COMBINE: dict[str, Any] = {
    "sum": np.add,
    "prod": np.multiply,
    "mean": np.add,
    "amax": np.maximum,
    "amin": np.minimum,
}


def reduced(array: Any, key: Any, values: Any, reduce: str, include_self: bool) -> Any:
    """A copy of an array in which the values at a key are combined with what is there."""
    result = np.array(array, order="C")
    view = at_least_1d(result)
    if not include_self:
        view[key] = start(reduce, view.dtype)
    COMBINE[reduce].at(view, key, values)
    if reduce == "mean":
        count = np.full(view.shape, int(include_self))
        np.add.at(count, key, 1)
        count[count == 0] = 1
        whole = view.dtype.kind not in "fc"
        view[...] = view // count if whole else view / count.astype(view.dtype)
    return result


def start(reduce: str, dtype: Any) -> Any:
    """What a reduction begins with where the old element does not count."""
    if reduce in ("sum", "mean"):
        return 0
    if reduce == "prod":
        return 1
    if dtype.kind == "f":
        return -np.inf if reduce == "amax" else np.inf
    limits = np.iinfo(dtype) if dtype.kind in "iu" else None
    low, high = (limits.min, limits.max) if limits else (False, True)
    return low if reduce == "amax" else high


INDEX = "torch.tensor([[2, 0, 2], [1, 1, 1]])"
SAMPLE = f"{{0}}(2, 3).scatter_reduce(1, {INDEX}, {{0}}(2, 3), '{{1}}'{{2}})"


@op(
    "scatter_reduce.two",
    node="ScatterReduceBackward0",
    samples=(
        SAMPLE.format("x", "sum", ""),
        SAMPLE.format("x", "sum", ", include_self=False"),
        SAMPLE.format("p", "prod", ""),
        SAMPLE.format("p", "prod", ", include_self=False"),
        SAMPLE.format("x", "mean", ""),
        SAMPLE.format("x", "mean", ", include_self=False"),
        SAMPLE.format("x", "amax", ""),
        SAMPLE.format("x", "amin", ", include_self=False"),
        "v(1.0, 0.0, 2.0).scatter_reduce(0, torch.tensor([0, 0, 2]), v(0.0, 3.0, 2.0), 'prod')",
        "v(1.0, 0.0, 2.0).scatter_reduce(0, torch.tensor([0, 0, 2]), v(1.0, 1.0, 2.0), 'amax')",
    ),
    symbol="scatter_reduce",
    formula="self combined with src at index",
    en="Combines each value with what is at the named position: sum, product, mean or extreme.",
    zh="把每个值与指定下标处的值合并：求和、求积、求平均或取最值。",
)
def scatter_reduce(
    self: Array, index: Array, src: Array, *, dim: int, reduce: str, include_self: bool = True
) -> Array:
    shape = np.shape(index)
    values = np.asarray(src)[tuple(slice(size) for size in shape)]
    key = key_along(index, dim)
    return reduced(
        self, key, values.reshape(np.broadcast_shapes(shape, (1,))), reduce, include_self
    )


@scatter_reduce.gradient("self", formula="gradient of the elements that were there")
def _(
    grad: Array,
    self: Array,
    index: Array,
    src: Array,
    result: Array,
    *,
    dim: int,
    reduce: str,
    include_self: bool,
) -> Array:
    places = scattered(index, dim)
    return of_self(places, grad, self, src, result, reduce, include_self)


@scatter_reduce.gradient("src", formula="gradient of the values that were brought")
def _(
    grad: Array,
    self: Array,
    index: Array,
    src: Array,
    result: Array,
    *,
    dim: int,
    reduce: str,
    include_self: bool,
) -> Array:
    return of_source(scattered(index, dim), grad, self, src, result, reduce, include_self)


INDEX_SAMPLE = "{0}(3, 2).index_reduce(0, torch.tensor([2, 0, 2]), {0}(3, 2), '{1}'{2})"


@op(
    "index_reduce",
    node="IndexReduceBackward0",
    samples=(
        INDEX_SAMPLE.format("p", "prod", ""),
        INDEX_SAMPLE.format("p", "prod", ", include_self=False"),
        INDEX_SAMPLE.format("x", "mean", ""),
        INDEX_SAMPLE.format("x", "mean", ", include_self=False"),
        INDEX_SAMPLE.format("x", "amax", ""),
        INDEX_SAMPLE.format("x", "amin", ", include_self=False"),
        "v(1.0, 0.0, 2.0).index_reduce(0, torch.tensor([0, 0, 2]), v(0.0, 3.0, 2.0), 'prod')",
    ),
    formula="self combined with source at index",
    en="Combines slices with those at some positions: product, mean or extreme.",
    zh="沿某一维度把切片与若干位置上的切片合并：求积、求平均或取最值。",
)
def index_reduce(
    self: Array, index: Array, source: Array, *, dim: int, reduce: str, include_self: bool = True
) -> Array:
    key = at(dim % max(np.ndim(self), 1), index)
    return reduced(self, key, at_least_1d(source), reduce, include_self)


@index_reduce.gradient("self", formula="gradient of the elements that were there")
def _(
    grad: Array,
    self: Array,
    index: Array,
    source: Array,
    result: Array,
    *,
    dim: int,
    reduce: str,
    include_self: bool,
) -> Array:
    places = indexed(index, dim)
    return of_self(places, grad, self, source, result, reduce, include_self)


@index_reduce.gradient("source", formula="gradient of the slices that were brought")
def _(
    grad: Array,
    self: Array,
    index: Array,
    source: Array,
    result: Array,
    *,
    dim: int,
    reduce: str,
    include_self: bool,
) -> Array:
    return of_source(indexed(index, dim), grad, self, source, result, reduce, include_self)


@dataclass(frozen=True)
class Places:
    """What a gradient does at the positions that a call named: four functions of tensors."""

    pick: Callable[[Any], Any]
    add: Callable[[Any, Any], Any]
    fill: Callable[[Any], Any]
    reduce: Callable[[Any, Any, bool], Any]


def scattered(index: Any, dim: int) -> Places:
    """Positions given per element."""
    return Places(
        pick=lambda each: gather(each, index, dim=dim, sparse_grad=False),
        add=lambda each, values: scatter_add(each, index, values, dim=dim),
        fill=lambda each: scatter_value(each, index, dim=dim, value=0),
        reduce=lambda each, values, include_self: scatter_reduce(
            each, index, values, dim=dim, reduce="prod", include_self=include_self
        ),
    )


def indexed(index: Any, dim: int) -> Places:
    """Positions given per slice."""
    return Places(
        pick=lambda each: index_select(each, index, dim=dim),
        add=lambda each, values: index_add(each, index, values, dim=dim, alpha=1),
        fill=lambda each: index_fill(each, index, dim=dim, value=0),
        reduce=lambda each, values, include_self: index_reduce(
            each, index, values, dim=dim, reduce="prod", include_self=include_self
        ),
    )


def of_self(
    places: Places,
    grad: Array,
    self: Array,
    src: Array,
    result: Array,
    reduce: str,
    include_self: bool,
) -> Array:
    """The gradient of the elements that were there; 0 where they did not count."""
    if reduce == "prod":
        masked = masked_fill(self, is_zero(self), value=1)
        own = (grad * places.reduce(masked, src, include_self)) / masked
    elif reduce == "mean":
        own = grad / how_many(places, grad, src, include_self)
    elif reduce == "sum":
        own = grad
    else:
        own = as_factor(grad, self, result) * shared(places, grad, self, src, result)
    return own if include_self else places.fill(own)


def of_source(
    places: Places,
    grad: Array,
    self: Array,
    src: Array,
    result: Array,
    reduce: str,
    include_self: bool,
) -> Array:
    """The gradient of the values that were brought."""
    if reduce == "sum":
        return places.pick(grad)
    if reduce == "mean":
        return places.pick(grad) / places.pick(how_many(places, grad, src, include_self))
    if reduce == "prod":
        return of_factors(places, grad, self, src, result, include_self)
    chosen = as_factor(grad, src, places.pick(like(grad, bare(result))))
    return chosen * places.pick(shared(places, grad, self, src, result))


def of_factors(
    places: Places, grad: Array, self: Array, src: Array, result: Array, include_self: bool
) -> Array:
    """The gradient of values that were multiplied in: one zero among them is left out."""
    zero = is_zero(src)
    factor = like(src, bare(zero).astype(bare(src).dtype))
    count = bare(places.pick(places.add(zeros_for(grad, self.shape), factor)))
    single = like(src, bare(zero) & (count == 1))
    without_zero = places.reduce(self, masked_fill(src, single, value=1), include_self)
    usual = places.pick(grad * result) / masked_fill(src, zero, value=1)
    return where(single, places.pick(grad * without_zero), usual)


def is_zero(array: Array) -> Array:
    """Where a tensor is 0, without history."""
    return like(array, np.asarray(bare(array) == 0))


def how_many(places: Places, grad: Array, src: Array, include_self: bool) -> Array:
    """How many elements each mean was taken of; 1 where there was none."""
    before = np.full(grad.shape, int(include_self), bare(grad).dtype)
    brought = np.ones(src.shape, bare(grad).dtype)
    count = np.array(bare(places.add(like(grad, before), like(grad, brought))))
    count[count == 0] = 1
    return like(grad, count)


def as_factor(grad: Array, array: Array, result: Array) -> Array:
    """1 where elements are the extreme, else 0."""
    return like(grad, np.asarray(bare(array) == bare(result)).astype(bare(grad).dtype))


def shared(places: Places, grad: Array, self: Array, src: Array, result: Array) -> Array:
    """The gradient of an extreme, divided among all that reach it."""
    plain = like(grad, bare(result))
    brought = as_factor(grad, src, places.pick(plain))
    return grad / places.add(as_factor(grad, self, plain), brought)


REDUCTIONS = ("sum", "prod", "mean", "amax", "amin")


@with_inplace("scatter_reduce")
def torch_scatter_reduce(
    run: Any,
    input: Tensor,
    dim: int,
    index: Tensor,
    src: Tensor,
    reduce: str,
    *,
    include_self: bool = True,
) -> Any:
    """A copy with values combined at the positions `index` along `dim` (torch.scatter_reduce)."""
    required("scatter_reduce", "src", 3, src)
    if reduce not in REDUCTIONS:
        raise RuntimeError(
            f"reduce argument must be either sum, prod, mean, amax or amin, got {reduce}"
        )
    check_scatter("scatter", input, dim, index, src)
    numbers = {"dim": dim, "reduce": reduce, "include_self": include_self}
    return run(scatter_reduce, (input, index, src), numbers)


BETA = "index_reduce() is in beta and the API may change at any time."


@with_inplace("index_reduce")
def torch_index_reduce(
    run: Any,
    input: Tensor,
    dim: int,
    index: Tensor,
    source: Tensor,
    reduce: str,
    *,
    include_self: bool = True,
) -> Any:
    """With slices combined at the positions `index` along `dim` (torch.index_reduce)."""
    place = errors.dimension(dim, required("index_reduce", "input", 1, input)._a.ndim)
    required("index_reduce", "source", 3, source)
    if reduce not in REDUCTIONS[1:]:
        raise RuntimeError(
            "index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got "
            f"{reduce}."
        )
    check_slices(input, place, index, source)
    errors.warn_once(BETA)
    numbers = {"dim": dim, "reduce": reduce, "include_self": include_self}
    return run(index_reduce, (input, index, source), numbers)


def check_slices(input: Tensor, place: int, index: Tensor, source: Tensor) -> None:
    """PyTorch's checks of slices to combine and of the positions they go to."""
    if index._a.ndim > 1:
        raise IndexError(
            "index_reduce_(): Index is supposed to be a vector, but got dim: "
            f"{index._a.ndim} with type: {index.dtype.scalar_name} and size: "
            f"{errors.size_text(index._a.shape)}"
        )
    if index._a.dtype not in (np.int64, np.int32):
        raise RuntimeError(
            "index_reduce_(): Expected dtype int32/int64 for index but got: "
            f"{index.dtype.scalar_name}"
        )
    if input._a.dtype != source._a.dtype:
        raise RuntimeError(
            f"index_reduce_(): self ({input.dtype.scalar_name}) and source "
            f"({source.dtype.scalar_name}) must have the same scalar type"
        )
    length = source._a.shape[place] if place < source._a.ndim else 1
    if index._a.size != length:
        raise RuntimeError(
            f"index_reduce_(): Number of indices ({index._a.size}) should be equal to "
            f"source.size(dim): ({length}), for dim: {place}"
        )
    if without(input._a.shape, place) != without(source._a.shape, place):
        raise RuntimeError(
            "source tensor shape must match self tensor shape, excluding the specified "
            f"dimension. Got self.shape = {errors.size_text(input._a.shape)} source.shape = "
            f"{errors.size_text(source._a.shape)}"
        )
    check_within(input, place, index, "index out of range in self", IndexError)
