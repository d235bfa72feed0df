"""Masks: elements filled, selected or overwritten where a tensor of truth values says so."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.along import zeros_for
from autograd_core.ops.copying import cast
from autograd_core.ops.registry import op, public, required, with_inplace
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def together(array: Any, mask: Any) -> tuple[Any, Any]:
    """An array and a mask broadcast to one shape; PyTorch's error if they do not fit."""
    error = errors.broadcast_mismatch(mask.shape, array.shape)
    if error is not None:
        raise error
    shape = np.broadcast_shapes(array.shape, mask.shape)
    return np.broadcast_to(array, shape), np.broadcast_to(mask, shape)


@op(
    "masked_fill.Scalar",
    node="MaskedFillBackward0",
    broadcast=True,
    samples=(
        "x(2, 3).masked_fill(i(2, 2, 3).bool(), 5.0)",
        "x(3).masked_fill(i(2, 2, 3).bool(), 0)",
    ),
    formula="value where mask, else self",
    en="Puts a number where a mask is true.",
    zh="在掩码为真处填入一个数。",
)
def masked_fill(self: Array, mask: Array, *, value: Any) -> Array:
    array, where = together(self, mask)
    result = np.array(array, order="C")
    result[where] = cast(value, result.dtype)
    return result[()]


@masked_fill.gradient("self", formula="masked_fill(grad, mask, 0)")
def _(grad: Array, mask: Array) -> Array:
    return masked_fill(grad, mask, value=0)


@op(
    "masked_fill.Tensor",
    node="MaskedFillBackward1",
    broadcast=False,
    samples=("x(2, 3).masked_fill(i(2, 2, 3).bool(), x())",),
    formula="value where mask, else self",
    en="Puts the number of a 0-dim tensor where a mask is true.",
    zh="在掩码为真处填入某个零维张量的数。",
)
def masked_fill_tensor(self: Array, mask: Array, value: Array) -> Array:
    array, where = together(self, mask)
    result = np.array(array, order="C")
    result[where] = value
    return result[()]


@masked_fill_tensor.gradient("self", formula="masked_fill(grad, mask, 0)")
def _(grad: Array, mask: Array, *, self_sizes: Dims) -> Array:
    return folded(masked_fill(grad, mask, value=0), self_sizes)


@masked_fill_tensor.gradient("value", formula="sum(masked_select(grad, mask))")
def _(grad: Array, mask: Array) -> Array:
    return masked_select(grad, mask).sum()


@op(
    "masked_select",
    node="MaskedSelectBackward0",
    samples=("x(2, 3).masked_select(i(2, 2, 3).bool())", "x(3).masked_select(i(2, 2, 3).bool())"),
    formula="self[mask]",
    en="Picks the elements where a mask is true.",
    zh="取出掩码为真处的元素。",
)
def masked_select(self: Array, mask: Array) -> Array:
    array, where = together(self, mask)
    return array[where].reshape(-1)


@masked_select.gradient("self", formula="zeros.masked_scatter(mask, grad)")
def _(grad: Array, self: Array, mask: Array) -> Array:
    shape = np.broadcast_shapes(shape_of(self), shape_of(mask))
    return folded(masked_scatter(zeros_for(grad, shape), mask, grad), shape_of(self))


def shape_of(value: Any) -> Dims:
    shape: Dims = (value._a if isinstance(value, Tensor) else value).shape
    return shape


def folded(grad: Any, sizes: Dims) -> Any:
    """A gradient summed over the dimensions along which an argument was broadcast."""
    from autograd_core.broadcast import spread_axes, sum_to

    shape = shape_of(grad)
    return grad if shape == sizes else sum_to(grad, sizes, spread_axes(sizes, shape))


@op(
    "masked_scatter",
    node="MaskedScatterBackward0",
    samples=("x(2, 3).masked_scatter(i(2, 2, 3).bool(), x(6))",),
    formula="source where mask, else self",
    en="Puts the elements of another tensor, in order, where a mask is true.",
    zh="在掩码为真处依次填入另一个张量的元素。",
)
def masked_scatter(self: Array, mask: Array, source: Array) -> Array:
    array, where = together(self, mask)
    result = np.array(array, order="C")
    count = int(np.count_nonzero(where))
    if np.size(source) < count:
        raise RuntimeError("Number of elements of source < number of ones in mask")
    result[where] = np.reshape(source, -1)[:count]
    return result


@masked_scatter.gradient("self", formula="masked_fill(grad, mask, 0)")
def _(grad: Array, mask: Array, *, self_sizes: Dims) -> Array:
    return folded(masked_fill(grad, mask, value=0), self_sizes)


@masked_scatter.gradient("source", formula="grad[mask], then zeros")
def _(grad: Array, mask: Array, *, source_sizes: Dims) -> Array:
    return masked_scatter_backward(grad, mask, sizes=source_sizes)


@op(
    "masked_scatter_backward",
    node="MaskedScatterBackwardBackward0",
    samples=("x(2, 3).masked_scatter(i(2, 2, 3).bool(), x(6)) * 2",),
    formula="grad_output[mask], then zeros",
    en="Takes the gradients where a mask is true, in order, and fills up with zeros.",
    zh="依次取出掩码为真处的梯度，其余补零。",
)
def masked_scatter_backward(grad_output: Array, mask: Array, *, sizes: Dims) -> Array:
    array, where = together(grad_output, mask)
    chosen = array[where].reshape(-1)
    flat = np.zeros(int(np.prod(sizes)), array.dtype)
    flat[: chosen.size] = chosen
    return flat.reshape(sizes)


@masked_scatter_backward.gradient("grad_output", formula="zeros.masked_scatter(mask, grad)")
def _(grad: Array, mask: Array, *, grad_output_sizes: Dims) -> Array:
    return masked_scatter(zeros_for(grad, grad_output_sizes), mask, grad)


def boolean(name: str, mask: Any, shown: str) -> None:
    if mask._a.dtype != bool:
        raise RuntimeError(f"{name} only supports boolean masks, but got mask with dtype {shown}")


@with_inplace("masked_fill")
def torch_masked_fill(run: Any, input: Tensor, mask: Tensor, value: Any) -> Any:
    """With a number put where `mask` is true (torch.masked_fill)."""
    required("masked_fill", "input", 1, input)
    required("masked_fill", "mask", 2, mask)
    boolean("masked_fill_", mask, mask.dtype.c_name)
    if not isinstance(value, Tensor):
        return run(masked_fill, (input, mask), {"value": value})
    if value._a.ndim:
        raise RuntimeError(
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
            f"{value._a.ndim} dimension(s)."
        )
    return run(masked_fill_tensor, (input, mask, value), {})


@public("masked_select")
def torch_masked_select(input: Tensor, mask: Tensor) -> Any:
    """The elements where `mask` is true, as a vector (torch.masked_select)."""
    required("masked_select", "input", 1, input)
    required("masked_select", "mask", 2, mask)
    if mask._a.dtype != bool:
        raise RuntimeError("masked_select: expected BoolTensor for mask")
    return apply(masked_select, (input, mask), {})


@with_inplace("masked_scatter")
def torch_masked_scatter(run: Any, input: Tensor, mask: Tensor, source: Tensor) -> Any:
    """With the elements of `source` put where `mask` is true (torch.masked_scatter)."""
    required("masked_scatter", "input", 1, input)
    boolean("masked_scatter_", mask, mask.dtype.scalar_name)
    if source._a.dtype != input._a.dtype:
        raise RuntimeError(
            "masked_scatter: expected self and source to have same dtypes but got"
            f"{input.dtype.scalar_name} and {source.dtype.scalar_name}"
        )
    return run(masked_scatter, (input, mask, source), {})
