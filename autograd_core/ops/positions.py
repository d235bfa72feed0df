"""Positions: slices chosen, added, copied or filled by a list of positions along a dimension."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.along import zeros_for
from autograd_core.ops.by_number import times
from autograd_core.ops.copying import cast
from autograd_core.ops.registry import op, public, required, with_inplace
from autograd_core.ops.shapes import expand
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def at(dim: int, index: Any) -> tuple[Any, ...]:
    """The key of the positions `index` along `dim`."""
    return (slice(None),) * dim + (np.atleast_1d(index),)


def changed(array: Any, dim: int, index: Any, values: Any, add: bool = False) -> Any:
    """A copy of an array with slices overwritten (or added to)."""
    result = np.array(array)
    view = result if result.ndim else result.reshape(1)
    key = at(dim % view.ndim, index)
    if np.ndim(values) == 0:
        values = np.asarray(values)
    if add:
        np.add.at(view, key, values)
    else:
        view[key] = values
    return result


@op(
    "index_select",
    node="IndexSelectBackward0",
    samples=(
        "x(3, 2).index_select(0, torch.tensor([2, 0, 2]))",
        "x(2, 3).index_select(1, torch.tensor([1]))",
        "x(2, 2).repeat_interleave(torch.tensor([1, 2]), dim=0)",
    ),
    formula="self[index]",
    en="Picks slices along a dimension.",
    zh="沿某一维度取出若干切片。",
)
def index_select(self: Array, index: Array, *, dim: int) -> Array:
    array = np.asarray(self)
    if not array.ndim:
        return array.copy()[()]
    return np.ascontiguousarray(array[at(dim % array.ndim, index)])


@index_select.gradient("self", formula="zeros.index_add(dim, index, grad)")
def _(grad: Array, index: Array, *, dim: int, self_sizes: Dims) -> Array:
    return index_add(zeros_for(grad, self_sizes), index, grad, dim=dim, alpha=1)


@op(
    "index_add",
    node="IndexAddBackward0",
    samples=(
        "x(3, 2).index_add(0, torch.tensor([2, 0, 2]), x(3, 2))",
        "x(2, 3).index_add(1, torch.tensor([1]), x(2, 1), alpha=2)",
    ),
    formula="self with alpha * source added at index",
    en="Adds slices at some positions along a dimension.",
    zh="沿某一维度把切片加到若干位置上。",
)
def index_add(self: Array, index: Array, source: Array, *, dim: int, alpha: Any = 1) -> Array:
    return changed(self, dim, index, source if alpha == 1 else source * alpha, add=True)


@index_add.gradient("self")
def _(grad: Array) -> Array:
    return grad


@index_add.gradient("source", formula="index_select(grad, dim, index) * alpha")
def _(grad: Array, index: Array, source: Array, *, dim: int, source_dim: int, alpha: Any) -> Array:
    chosen = expand(index_select(grad, index, dim=dim), size=source.shape)
    return chosen if alpha == 1 else times(chosen, alpha)


@op(
    "index_copy",
    node="IndexCopyBackward0",
    samples=("x(3, 2).index_copy(0, torch.tensor([2, 0]), x(2, 2))",),
    formula="self with source at index",
    en="Overwrites slices at some positions along a dimension.",
    zh="沿某一维度用切片覆盖若干位置。",
)
def index_copy(self: Array, index: Array, source: Array, *, dim: int) -> Array:
    return changed(self, dim, index, source)


@index_copy.gradient("self", formula="index_fill(grad, dim, index, 0)")
def _(grad: Array, index: Array, *, dim: int) -> Array:
    return index_fill(grad, index, dim=dim, value=0)


@index_copy.gradient("source", formula="index_select(grad, dim, index)")
def _(grad: Array, index: Array, source: Array, *, dim: int, source_dim: int) -> Array:
    return expand(index_select(grad, index, dim=dim), size=tuple(source.shape))


@op(
    "index_fill.int_Scalar",
    node="IndexFillBackward0",
    samples=("x(3, 2).index_fill(0, torch.tensor([2, 0]), 5.0)",),
    formula="self with value at index",
    en="Fills slices at some positions along a dimension with a number.",
    zh="沿某一维度用一个数填充若干切片。",
)
def index_fill(self: Array, index: Array, *, dim: int, value: Any) -> Array:
    return changed(self, dim, index, cast(value, self.dtype))


@index_fill.gradient("self", formula="index_fill(grad, dim, index, 0)")
def _(grad: Array, index: Array, *, dim: int) -> Array:
    return index_fill(grad, index, dim=dim, value=0)


@op(
    "index_fill.int_Tensor",
    node="IndexFillBackward1",
    samples=("x(3, 2).index_fill(0, torch.tensor([2, 0]), x())",),
    formula="self with value at index",
    en="Fills slices at some positions with the number of a 0-dim tensor.",
    zh="用某个零维张量的数填充若干切片。",
)
def index_fill_tensor(self: Array, index: Array, value: Array, *, dim: int) -> Array:
    return changed(self, dim, index, value)


@index_fill_tensor.gradient("self", formula="index_fill(grad, dim, index, 0)")
def _(grad: Array, index: Array, *, dim: int) -> Array:
    return index_fill(grad, index, dim=dim, value=0)


@index_fill_tensor.gradient("value", formula="sum(index_select(grad, dim, index))")
def _(grad: Array, index: Array, *, dim: int) -> Array:
    return index_select(grad, index, dim=dim).sum()


@op(
    "take",
    node="TakeBackward0",
    samples=("x(2, 3).take(torch.tensor([0, 5, 0]))", "x(4).take(i(4, 2, 2))"),
    formula="self[index], counted flat",
    en="Picks elements by their number in the flattened tensor.",
    zh="按展平后的序号取出元素。",
)
def take(self: Array, index: Array) -> Array:
    return np.asarray(self).reshape(-1)[index]


@take.gradient("self", formula="zeros.put(index, grad, accumulate=True)")
def _(grad: Array, self: Array, index: Array) -> Array:
    return put(zeros_for(grad, self.shape), index, grad, accumulate=True)


@op(
    "put",
    node="PutBackward0",
    samples=(
        "torch.put(x(2, 3), torch.tensor([0, 5]), x(2))",
        "(x(2, 3) * 2).put_(torch.tensor([1, 1]), x(2), accumulate=True)",
    ),
    formula="self with source at index, counted flat",
    en="Writes elements by their number in the flattened tensor.",
    zh="按展平后的序号写入元素。",
)
def put(self: Array, index: Array, source: Array, *, accumulate: bool = False) -> Array:
    result = np.array(self, order="C")
    flat = result.reshape(-1)
    if accumulate:
        np.add.at(flat, np.reshape(index, -1), np.reshape(source, -1))
    else:
        flat[np.reshape(index, -1)] = np.reshape(source, -1)
    return result


@put.gradient("self", formula="grad with 0 at index")
def _(grad: Array, index: Array, *, accumulate: bool) -> Array:
    if accumulate:
        return grad
    shape = (index._a if isinstance(index, Tensor) else index).shape
    return put(grad, index, zeros_for(grad, shape), accumulate=False)


@put.gradient("source", formula="take(grad, index)")
def _(grad: Array, index: Array, source: Array) -> Array:
    return take(grad, index).reshape(source.shape)


def check_vector(name: str, input: Any, dim: int, index: Any) -> int:
    """The dimension counted from 0, after PyTorch's checks of an index vector."""
    ndim = required(name, "input", 1, input)._a.ndim
    place = errors.dimension(dim, ndim)
    required(name, "index", 3, index)
    return place


def check_within(input: Tensor, place: int, index: Tensor, text: str, kind: type) -> None:
    size = input._a.shape[place] if input._a.ndim else 1
    values = np.asarray(index._a)
    wrong = values[(values < 0) | (values >= size)]
    if wrong.size:
        number = int(wrong.flat[0])
        raise kind(text.format(number=number, dim=place, size=size))


BOUNDS = "index {number} is out of bounds for dimension {dim} with size {size}"


@public("index_select")
def torch_index_select(input: Tensor, dim: int, index: Tensor) -> Any:
    """The slices at the positions `index` along `dim` (torch.index_select)."""
    place = check_vector("index_select", input, dim, index)
    if index._a.ndim > 1:
        raise IndexError("index_select(): Index is supposed to be a vector")
    if not input._a.ndim and index._a.size != 1:
        raise RuntimeError(
            f"index_select(): Index to scalar can have only 1 value, got {index._a.size} value(s)"
        )
    if index._a.dtype not in (np.int64, np.int32):
        raise RuntimeError("index_select(): Expected dtype int32 or int64 for index")
    if input._a.ndim > 1 and not input._a.shape[place] and index._a.size:
        raise RuntimeError("index_select(): self indexing axis dim should be positive")
    if place == 1:
        text = "INDICES element is out of DATA bounds, id={number} axis_dim={size}"
        check_within(input, place, index, text, RuntimeError)
    else:
        check_within(input, place, index, "index out of range in self", IndexError)
    return apply(index_select, (input, index), {"dim": dim})


@with_inplace("index_add")
def torch_index_add(
    run: Any, input: Tensor, dim: int, index: Tensor, source: Tensor, *, alpha: Any = 1
) -> Any:
    """With slices added at the positions `index` along `dim` (torch.index_add)."""
    place = check_vector("index_add", input, dim, index)
    if index._a.ndim > 1:
        raise IndexError("index_add_(): Index is supposed to be a vector, but got dim: 2")
    if index._a.dtype not in (np.int64, np.int32):
        raise RuntimeError(
            f"index_add_(): Expected dtype int32/int64 for index but got: {index.dtype.scalar_name}"
        )
    if input._a.dtype != source._a.dtype:
        raise RuntimeError(
            "index_add_(): self and source expected to have the same dtype, but got (self) "
            f"{input.dtype.scalar_name} and (source) {source.dtype.scalar_name}"
        )
    length = source._a.shape[place] if place < source._a.ndim else 1
    if input._a.ndim and source._a.ndim:
        rest = [without(each._a.shape, place) for each in (input, source)]
        if rest[0] != rest[1] or source._a.ndim != input._a.ndim:
            raise RuntimeError(
                "source tensor shape must match self tensor shape, excluding the specified "
                f"dimension. Got self.shape = {errors.size_text(input._a.shape)} source.shape = "
                f"{errors.size_text(source._a.shape)}"
            )
    if index._a.size != length:
        raise RuntimeError(
            f"index_add_(): Number of indices ({index._a.size}) should be equal to "
            f"source.size(dim): ({length}), for dim: {place}"
        )
    if input._a.ndim < 2:  # PyTorch adds number by number there, and says it differently
        check_within(input, place, index, "index out of range in self", IndexError)
    check_within(input, place, index, BOUNDS, RuntimeError)
    return run(index_add, (input, index, source), {"dim": dim, "alpha": alpha})


def without(shape: tuple[int, ...], place: int) -> tuple[int, ...]:
    """A shape without one of its dimensions."""
    return (*shape[:place], *shape[place + 1 :])


@with_inplace("index_copy")
def torch_index_copy(run: Any, input: Tensor, dim: int, index: Tensor, source: Tensor) -> Any:
    """With slices overwritten at the positions `index` along `dim` (torch.index_copy)."""
    place = check_vector("index_copy", input, dim, index)
    length = source._a.shape[place] if source._a.ndim else 1
    if index._a.size != length:
        raise IndexError(
            f"index_copy_(): Number of indices ({index._a.size}) should be equal to "
            f"source.size(dim) ({length})"
        )
    if index._a.dtype != np.int64:
        raise RuntimeError(
            f"index_copy_(): Expected a long tensor for index, but got {index.dtype.scalar_name}"
        )
    if input._a.dtype != source._a.dtype:
        raise RuntimeError(
            "index_copy_(): self and source expected to have the same dtype, but got (self) "
            f"{input.dtype.scalar_name} and (source) {source.dtype.scalar_name}"
        )
    check_within(input, place, index, f"index_copy_(): {BOUNDS}", IndexError)
    return run(index_copy, (input, index, source), {"dim": dim})


@with_inplace("index_fill")
def torch_index_fill(run: Any, input: Tensor, dim: int, index: Tensor, value: Any) -> Any:
    """With slices at the positions `index` along `dim` filled (torch.index_fill)."""
    place = check_vector("index_fill", input, dim, index)
    if index._a.dtype != np.int64:
        raise IndexError("index_fill_(): Expected dtype int64 for index.")
    if isinstance(value, Tensor) and value._a.ndim:
        raise RuntimeError(
            "index_fill_ only supports a 0-dimensional value tensor, but got tensor with "
            f"{value._a.ndim} dimension(s)."
        )
    size = input._a.shape[place] if input._a.ndim else 1
    values = np.asarray(index._a)
    wrong = values[(values < -size) | (values >= size)]
    if wrong.size:
        raise IndexError(BOUNDS.format(number=int(wrong.flat[0]), dim=place, size=size))
    if isinstance(value, Tensor):
        return run(index_fill_tensor, (input, index, value), {"dim": dim})
    return run(index_fill, (input, index), {"dim": dim, "value": value})


def check_flat(name: str, input: Tensor, index: Any, position: int) -> None:
    required(name, "index", position, index)
    if index._a.dtype != np.int64:
        raise RuntimeError(
            f"{name}(): Expected a long tensor for index, but got {index.dtype.scalar_name}"
        )
    count = input._a.size
    values = np.asarray(index._a)
    if not count and values.size:
        raise IndexError(f"{name}(): tried to {name} from an empty tensor")
    wrong = values[(values < -count) | (values >= count)]
    if wrong.size:
        raise IndexError(
            f"out of range: tried to access index {int(wrong.flat[0])} on a tensor of {count} "
            "elements."
        )


@public("take")
def torch_take(input: Tensor, index: Tensor) -> Any:
    """The elements with the flat numbers `index` (torch.take)."""
    check_flat("take", required("take", "input", 1, input), index, 2)
    return apply(take, (input, index), {})


@with_inplace("put")
def torch_put(
    run: Any, input: Tensor, index: Tensor, source: Tensor, accumulate: bool = False
) -> Any:
    """With elements written at the flat numbers `index` (torch.put)."""
    required("put", "input", 1, input)
    if source._a.dtype != input._a.dtype:
        raise RuntimeError(
            "put_(): self and source expected to have the same dtype, but got self.dtype = "
            f"{input.dtype.scalar_name} and source.dtype = {source.dtype.scalar_name}"
        )
    if source._a.size != index._a.size:
        raise IndexError(
            "put_(): Expected source and index to have the same number of elements, but got "
            f"source.numel() = {source._a.size}, index.numel() = {index._a.size}"
        )
    check_flat("put_", input, index, 2)
    return run(put, (input, index, source), {"accumulate": accumulate})
