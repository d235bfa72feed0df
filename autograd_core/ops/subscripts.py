"""Subscripts: `x[…]`, `x[…] = v`, `for … in x` and `v in x`, as chains of view operations."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops.copying import copy, fill_in_tensor
from autograd_core.ops.dimensions import unsqueeze
from autograd_core.ops.indexing import check_put, index, index_put, scalar_for
from autograd_core.ops.registry import Number, public
from autograd_core.ops.shapes import expanded
from autograd_core.ops.shapes import view as view_op
from autograd_core.ops.slicing import END, alias, select, slices
from autograd_core.tensor import Tensor, wrap

NOT_AN_INDEX = (
    "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid "
    "indices (got {0})"
)
NOT_A_TUPLE = (
    "Using a non-tuple sequence for multidimensional indexing is deprecated and will be changed in "
    "pytorch 2.9; use x[tuple(seq)] instead of x[seq]. In pytorch 2.9 this will be interpreted as "
    "tensor index, x[torch.tensor(seq)], which will result either in an error or a different result"
)
BYTE_MASK = (
    "indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead."
)


@public("__getitem__", function=False)
def getitem(self: Tensor, key: Any) -> Any:
    """`tensor[key]`: views for ints, slices, None and `...`; a copy for lists and tensors."""
    kind = type(key)
    if kind is int:
        return selected(self, 0, key, 0)
    if kind is slice:
        return sliced(self, 0, key, optimise=False)
    if key is Ellipsis:
        return apply(alias, (self,), {})
    if key is None:
        return apply(unsqueeze, (self,), {"dim": 0})
    result, indices = walked(self, as_tuple(key))
    if any(each is not None for each in indices):
        return apply(index, (result, tuple(indices)), {})
    return apply(alias, (self,), {}) if result is self else result


@public("__setitem__", function=False)
def setitem(self: Tensor, key: Any, value: Any) -> None:
    """`tensor[key] = value`: written through a view, or at the positions of index tensors."""
    if isinstance(value, Number):
        value = scalar_for(self, value)
    elif not isinstance(value, Tensor):
        kind = type(value)
        name = f"numpy.{kind.__name__}" if kind.__module__ == "numpy" else kind.__name__
        raise TypeError(f"can't assign a {name} to a {self.dtype.tensor_type}")
    if key is False:
        return
    if type(key) is int:
        assign(selected(self, 0, key, 0), value)
        return
    if type(key) is slice:
        assign(sliced(self, 0, key, optimise=True), value)
        return
    target, indices = walked(self, as_tuple(key))
    if not any(each is not None for each in indices):
        assign(target, value)
        return
    cut = without_leading_ones(value)
    if cut._a.dtype != target._a.dtype:
        check_put(target, cut)
    apply_inplace(index_put, (target, tuple(indices), cut), {"accumulate": False})


def assign(target: Tensor, value: Tensor) -> None:
    """Copy `value` over `target`, as `at::indexing::copy_to` does."""
    shape = target._a.shape
    if value._a.shape == shape:
        apply_inplace(copy, (target, value), {})
    elif value._a.ndim == 0:
        apply_inplace(fill_in_tensor, (target, value), {})
    else:
        first = leading_ones(value._a.shape)
        cut: Any = apply(view_op, (value,), {"size": value._a.shape[first:]})
        if cut._a.shape != shape:
            cut = expanded(cut, shape)
        apply_inplace(copy, (target, cut), {})


def without_leading_ones(value: Tensor) -> Any:
    """A value without its leading dimensions of size 1."""
    shape = value._a.shape
    first = leading_ones(shape)
    return apply(view_op, (value,), {"size": shape[first:]}) if first else value


def leading_ones(shape: tuple[int, ...]) -> int:
    """How many dimensions of size 1 come first."""
    return next((i for i, size in enumerate(shape) if size != 1), len(shape))


def as_tuple(key: Any) -> tuple[Any, ...]:
    """The parts of a key; a list that holds sequences, slices or tensors counts as a tuple."""
    if isinstance(key, tuple):
        return key
    if isinstance(key, (list, range, str)) and len(key) < 32:
        for each in key:
            if each is Ellipsis or each is None or isinstance(each, (slice, *SEQUENCES, Tensor)):
                errors.warn_once(NOT_A_TUPLE)
                if isinstance(key, str):
                    raise TypeError("new(): invalid data type 'str'")
                return tuple(key)
    return (key,)


SEQUENCES = (list, tuple, range, str, np.ndarray)


def walked(tensor: Tensor, parts: tuple[Any, ...]) -> tuple[Any, list[Any]]:
    """Apply the parts of a key from left to right; returns the view and the indices left over."""
    parts = tuple(map(index_like, parts))
    own = tensor._a.ndim
    named = sum(map(dims_taken, parts))
    if named > own:
        raise IndexError(f"too many indices for tensor of dimension {own}")
    result: Any = tensor
    indices: list[Any] = []
    dim = 0
    for place, part in enumerate(parts):
        if part is None:
            result = apply(unsqueeze, (result,), {"dim": dim})
            dim += 1
        elif part is Ellipsis:
            dim += own - named
        elif isinstance(part, slice):
            result = sliced(result, dim, part, optimise=True)
            dim += 1
        elif isinstance(part, bool):
            result = apply(unsqueeze, (result,), {"dim": dim})
            noted(indices, dim, wrap(np.zeros(int(part), np.int64)))
            dim += 1
        elif isinstance(part, int):
            result = selected(result, dim, part, place)
        else:
            noted(indices, dim, part)
            dim += part._a.ndim if part._a.dtype.kind == "b" else 1
    return result, indices


def noted(indices: list[Any], dim: int, tensor: Tensor) -> None:
    """Enter an index tensor for a dimension."""
    indices.extend([None] * (dim - len(indices)))
    indices.append(tensor)


def dims_taken(part: Any) -> int:
    """How many dimensions of the tensor a part of the key stands for."""
    if part is None or part is Ellipsis or isinstance(part, bool):
        return 0
    if isinstance(part, Tensor) and part._a.dtype.kind == "b":
        return int(part._a.ndim)
    return 1


def index_like(part: Any) -> Any:
    """One part of a key as None, `...`, a slice, a bool, an int or an index tensor."""
    if part is None or part is Ellipsis or type(part) in (int, slice, bool):
        return part
    if isinstance(part, (list, tuple, range, np.ndarray, str)):
        part = tensor_of(part)
    if isinstance(part, Tensor):
        return tensor_index(part)
    if isinstance(part, np.bool_):
        return bool(part)
    if not isinstance(part, (int, np.integer)):
        raise IndexError(NOT_AN_INDEX.format(type(part).__name__))
    return int(part)


def tensor_of(part: Any) -> Tensor:
    """A list of positions or of truth values as a tensor."""
    if isinstance(part, str):
        raise TypeError("new(): invalid data type 'str'")
    if isinstance(part, np.ndarray):
        return wrap(part)
    array = np.array([each.item() if isinstance(each, Tensor) else each for each in part])
    return wrap(array if array.dtype == bool else array.astype(np.int64))


REFUSED = (np.int8, np.int16, np.uint16, np.uint32, np.uint64)
"""Whole numbers that PyTorch does not index with."""


def tensor_index(part: Tensor) -> Any:
    """An index tensor; a 0-dim one is an int or a bool."""
    kind = part._a.dtype.kind
    if kind not in "iub" or part._a.dtype in REFUSED:
        raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
    byte = part._a.dtype == np.uint8
    if part._a.ndim == 0:
        return bool(part._a) if kind == "b" or byte else int(part._a)
    if byte:
        errors.warn_once(BYTE_MASK)
        return wrap(part._a.astype(bool))
    return part


def selected(tensor: Any, dim: int, place: int, shown: int) -> Any:
    """`select`, with the errors of indexing, which call the dimension `shown`."""
    shape = tensor._a.shape
    if not shape and not place:
        raise IndexError(
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` "
            "in C++ to convert a 0-dim tensor to a number"
        )
    size = shape[dim] if shape else 0
    if not -size <= place < size:
        raise IndexError(f"index {place} is out of bounds for dimension {shown} with size {size}")
    return apply(select, (tensor,), {"dim": dim, "index": place})


def sliced(tensor: Any, dim: int, part: slice, *, optimise: bool) -> Any:
    """A slice of one dimension; one that keeps everything is left out inside a longer key."""
    if not tensor._a.ndim:
        raise IndexError("slice() cannot be applied to a 0-dim tensor.")
    size = tensor._a.shape[dim]
    step = 1 if part.step is None else whole_number(part.step)
    if step == 0:
        raise ValueError("slice step cannot be zero")
    if step < 0:
        raise ValueError("step must be greater than zero")
    start = 0 if part.start is None else whole_number(part.start)
    end = END if part.stop is None else whole_number(part.stop)
    if optimise and start == 0 and step == 1 and (end == END or end >= size):
        return tensor
    return apply(slices, (tensor,), {"dim": dim, "start": start, "end": end, "step": step})


def whole_number(value: Any) -> int:
    """A bound of a slice; Python's own error for what is not whole."""
    if type(value) is int:
        return value
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(
            "slice indices must be integers or None or have an __index__ method"
        ) from None


@public("__iter__", function=False)
def iterate(self: Tensor) -> Iterator[Any]:
    """The slices along the first dimension, all made by one `unbind`."""
    if self._a.ndim == 0:
        raise TypeError("iteration over a 0-d tensor")
    parts: Any = self
    return iter(parts.unbind(0))


@public("__contains__", function=False)
def contains(self: Tensor, element: Any) -> bool:
    """Whether any element equals a number or (broadcast) a tensor (torch.Tensor.__contains__)."""
    if not isinstance(element, (Tensor, *Number)):
        raise RuntimeError(
            "Tensor.__contains__ only supports Tensor or scalar, but you passed in a "
            f"{type(element)}."
        )
    other = element._a if isinstance(element, Tensor) else element
    return bool(np.any(np.asarray(self._a) == other))
