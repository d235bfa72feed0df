"""Indexing with tensors: elements picked by lists of positions or by masks, and put back."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array, apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops.registry import op, public, required
from autograd_core.tensor import Tensor, wrap

Indices = tuple[Any, ...]
"""Per dimension a tensor of positions, a mask (over as many dimensions as it has), or None."""


def key_of(indices: Indices) -> tuple[Any, ...]:
    """The indices as numpy takes them."""
    return tuple(slice(None) if each is None else array_of(each) for each in indices)


def array_of(index: Any) -> Any:
    array = index._a if isinstance(index, Tensor) else index
    return np.asarray(array).astype(bool) if array.dtype == np.uint8 else np.asarray(array)


def picked(array: Any, indices: Indices) -> Any:
    """`array[indices]` as a fresh array, with PyTorch's errors."""
    key = key_of(indices)
    try:
        found = np.asarray(array)[key]
        return found.copy() if 1 in found.shape else np.ascontiguousarray(found)
    except IndexError:
        check(np.shape(array), key)
        raise


def check(shape: tuple[int, ...], key: tuple[Any, ...]) -> None:
    """Raise PyTorch's IndexError for indices that do not fit a shape."""
    dim = 0
    expanded: list[Any] = []
    wrongs: list[tuple[int, int, str]] = []
    for each in key:
        if isinstance(each, slice):
            dim += 1
        elif each.dtype == bool:
            for own in range(each.ndim):
                if dim + own >= len(shape) or each.shape[own] != shape[dim + own]:
                    raise IndexError(
                        f"The shape of the mask {errors.size_text(each.shape)} at index {own} does "
                        f"not match the shape of the indexed tensor {errors.size_text(shape)} at "
                        f"index {dim + own}"
                    )
            expanded.extend([np.empty(int(each.sum()))] * each.ndim)
            dim += each.ndim
        else:
            if dim >= len(shape):
                raise IndexError(
                    f"too many indices for tensor of dimension {len(shape)} (got {len(key)})"
                )
            wrong = np.flatnonzero((each < -shape[dim]) | (each >= shape[dim]))
            if wrong.size:
                if not shape[dim]:
                    text = "index is out of bounds for dimension with size 0"
                else:
                    text = (
                        f"index {int(each.flat[wrong[0]])} is out of bounds for dimension "
                        f"{len(expanded)} with size {shape[dim]}"
                    )
                wrongs.append((int(wrong[0]), len(expanded), text))
            expanded.append(each)
            dim += 1
    if any_mismatch(expanded):
        shapes = ", ".join(errors.size_text(each.shape) for each in expanded)
        raise IndexError(
            f"shape mismatch: indexing tensors could not be broadcast together with shapes {shapes}"
        )
    if wrongs:  # PyTorch goes from element to element, and there from dimension to dimension
        raise IndexError(min(wrongs)[2])


def any_mismatch(arrays: list[Any]) -> bool:
    try:
        np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        return True
    return False


@op(
    "index.Tensor",
    node="IndexBackward0",
    samples=(
        "x(4)[[0, 2, 0]]",
        "x(2, 3)[:, [0, 1]]",
        "x(2, 3)[[0, 1], [1, 2]]",
        "x(2, 3)[torch.tensor([[True, False, True], [False, True, True]])]",
        "x(2, 3)[True]",
        "x(4)[i(4, 2, 2)]",
        "x(2, 3, 4)[[0, 1], :, [1, 2]]",
    ),
    formula="self[indices]",
    en="Picks the elements at some positions.",
    zh="取出若干位置上的元素。",
)
def index(self: Array, indices: Indices) -> Array:
    return picked(self, indices)


@index.gradient("self", formula="zeros.index_put(indices, grad, accumulate=True)")
def _(grad: Array, indices: Indices, *, self_sizes: tuple[int, ...]) -> Array:
    return index_backward(grad, indices, self_sizes)


def index_backward(grad: Any, indices: Indices, sizes: tuple[int, ...]) -> Any:
    """Zeros to which a gradient is added where its elements were picked."""
    if isinstance(grad, Tensor):
        zeros = wrap(np.zeros(sizes, grad._a.dtype))
        return apply(index_put_impl, (zeros, indices, grad), {"accumulate": True})
    return put(np.zeros(sizes, grad.dtype), indices, grad, True)


def put(array: Any, indices: Indices, values: Any, accumulate: bool) -> Any:
    """A copy of `array` with `values` written (or added) at `indices`."""
    result = np.array(array)
    key = key_of(indices)
    try:
        if accumulate:
            np.add.at(result, key, values)
        else:
            result[key] = values
    except IndexError:
        check(result.shape, key)
        raise
    except (TypeError, ValueError):
        target = errors.size_text(result[key].shape)
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {errors.size_text(np.shape(values))} cannot "
            f"be broadcast to indexing result of shape {target}"
        ) from None
    return result


@op(
    "index_put",
    node="IndexPutBackward0",
    samples=(
        "torch.index_put(x(4), (torch.tensor([0, 2]),), x(2))",
        "torch.index_put(x(4), (torch.tensor([0, 0]),), x(2), accumulate=True)",
        "torch.index_put(x(2, 3), (torch.tensor([1]),), x())",
    ),
    formula="self with values at indices",
    en="Writes values at some positions.",
    zh="把若干值写到指定位置。",
)
def index_put(self: Array, indices: Indices, values: Array, *, accumulate: bool = False) -> Array:
    return put(self, indices, values, accumulate)


@index_put.gradient("self", formula="grad with zeros at indices")
def _(grad: Array, indices: Indices, *, accumulate: bool) -> Array:
    if accumulate:
        return grad
    return overwritten(grad, indices)


@index_put.gradient("values", formula="grad[indices]")
def _(grad: Array, indices: Indices, *, values_sizes: tuple[int, ...]) -> Array:
    return summed_to(index(grad, indices), values_sizes)


def overwritten(grad: Any, indices: Indices) -> Any:
    """A gradient with zeros where something else was written."""
    zero = np.zeros((), (grad._a if isinstance(grad, Tensor) else grad).dtype)
    if isinstance(grad, Tensor):
        return apply(index_put, (grad, indices, wrap(zero[()])), {"accumulate": False})
    return put(grad, indices, zero, False)


def summed_to(grad: Any, sizes: tuple[int, ...]) -> Any:
    """A gradient summed over the dimensions along which the values were broadcast."""
    from autograd_core.broadcast import spread_axes, sum_to

    return grad if grad.shape == sizes else sum_to(grad, sizes, spread_axes(sizes, grad.shape))


@op(
    "_index_put_impl_",
    node="IndexPutImplBackward0",
    symbol="index_put",
    formula="self with values at indices",
    en="Adds values at some positions.",
    zh="把若干值加到指定位置。",
)
def index_put_impl(self: Array, indices: Indices, values: Array, *, accumulate: bool) -> Array:
    return put(self, indices, values, accumulate)


@index_put_impl.gradient("self", formula="grad")
def _(grad: Array, indices: Indices, *, accumulate: bool) -> Array:
    return grad if accumulate else overwritten(grad, indices)


@index_put_impl.gradient("values", formula="grad[indices]")
def _(grad: Array, indices: Indices, *, values_sizes: tuple[int, ...]) -> Array:
    return summed_to(index(grad, indices), values_sizes)


def checked_indices(name: str, given: Any) -> Indices:
    """The indices that a person gives to `index_put`."""
    for each in given:
        if each is not None and not (isinstance(each, Tensor) and each._a.dtype.kind in "iub"):
            raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
    return tuple(given)


def check_put(input: Tensor, values: Tensor) -> None:
    if input._a.dtype != values._a.dtype:
        raise RuntimeError(
            "Index put requires the source and destination dtypes match, got "
            f"{input.dtype.scalar_name} for the destination and {values.dtype.scalar_name} for "
            "the source."
        )


@public("index_put")
def torch_index_put(input: Tensor, indices: Any, values: Tensor, accumulate: bool = False) -> Any:
    """A copy with `values` written or added at `indices` (torch.index_put)."""
    required("index_put", "input", 1, input)
    check_put(input, required("index_put", "values", 3, values))
    chosen = checked_indices("index_put", indices)
    return apply(index_put, (input, chosen, values), {"accumulate": accumulate})


@public("index_put_")
def torch_index_put_(
    input: Tensor, indices: Any, values: Tensor, accumulate: bool = False
) -> Tensor:
    """Write or add `values` at `indices` in place (torch.Tensor.index_put_)."""
    check_put(input, required("index_put_", "values", 2, values))
    chosen = checked_indices("index_put_", indices)
    return apply_inplace(index_put, (input, chosen, values), {"accumulate": accumulate})


def scalar_for(input: Tensor, value: Any) -> Tensor:
    """A Python number as a 0-dim tensor of the dtype of `input`."""
    from autograd_core.ops.copying import cast

    return wrap(input._a.dtype.type(cast(value, input._a.dtype)))
