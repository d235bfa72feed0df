"""Slices: views of a part of a tensor's memory, and the gradients put back into their place."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.arguments import Dims, whole
from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import op, public, required
from autograd_core.strides import (
    Geometry,
    offset_of,
    owner,
    restrided,
    stride_of,
    strided,
)
from autograd_core.tensor import Tensor, memory, wrap

END = 2**63 - 1
"""An open end of a slice, as PyTorch saves it."""


def part(array: Any, dim: int, key: Any) -> Any:
    """`array[:, …, key]` with the key at dimension `dim`, always a view."""
    if not dim:
        return np.asarray(array)[key, ...]
    return np.asarray(array)[(slice(None),) * dim + (key, ...)]


@op(
    "alias",
    node="AliasBackward0",
    view=True,
    samples=("x(3)[...]",),
    formula="self",
    en="The same tensor under another name.",
    zh="同一张量的另一个名字。",
)
def alias(self: Array) -> Array:
    return np.asarray(self)[...]


@alias.gradient("self")
def _(grad: Array) -> Array:
    return grad


@op(
    "select.int",
    node="SelectBackward0",
    view=True,
    samples=("x(3)[0]", "x(2, 3)[1]", "x(2, 3)[:, -1]", "x(2, 3).select(1, 2)", "x(2, 3)[0, 1]"),
    formula="self[index]",
    en="One slice along a dimension.",
    zh="沿某一维度取一个切片。",
)
def select(self: Array, *, dim: int, index: int) -> Array:
    return part(self, dim % self.ndim, index)


@select.gradient("self")
def _(grad: Array, *, self_sizes: Dims, dim: int, index: int) -> Array:
    return select_backward(grad, input_sizes=self_sizes, dim=dim, index=index)


@op(
    "select_backward",
    node="SelectBackwardBackward0",
    samples=("x(2, 3)[1] * 2",),
    formula="zeros with grad_output at index",
    en="Zeros with a gradient in the place of one slice.",
    zh="全零，只在一个切片的位置放入梯度。",
)
def select_backward(grad_output: Array, *, input_sizes: Dims, dim: int, index: int) -> Array:
    whole_grad = np.zeros(input_sizes, grad_output.dtype)
    whole_grad[(slice(None),) * (dim % len(input_sizes)) + (index,)] = grad_output
    return whole_grad


@select_backward.gradient("grad_output")
def _(grad: Array, *, dim: int, index: int) -> Array:
    return select(grad, dim=dim, index=index)


@op(
    "slice.Tensor",
    node="SliceBackward0",
    view=True,
    samples=("x(4)[1:3]", "x(3)[:]", "x(2, 5)[:, ::2]", "x(4)[-2:]", "x(3)[3:]"),
    formula="self[start:end:step]",
    en="A range along a dimension.",
    zh="沿某一维度取一段范围。",
)
def slices(self: Array, *, dim: int, start: int, end: int, step: int) -> Array:
    return part(self, dim % self.ndim, slice(start, end, step))


@slices.gradient("self")
def _(grad: Array, *, self_sizes: Dims, dim: int, start: int, end: int, step: int) -> Array:
    return slice_backward(grad, input_sizes=self_sizes, dim=dim, start=start, end=end, step=step)


@op(
    "slice_backward",
    node="SliceBackwardBackward0",
    samples=("x(4)[1:3] * 2",),
    formula="zeros with grad_output at start:end:step",
    en="Zeros with a gradient in the place of a range.",
    zh="全零，只在一段范围的位置放入梯度。",
)
def slice_backward(
    grad_output: Array, *, input_sizes: Dims, dim: int, start: int, end: int, step: int
) -> Array:
    whole_grad = np.zeros(input_sizes, grad_output.dtype)
    part(whole_grad, dim % len(input_sizes), slice(start, end, step))[...] = grad_output
    return whole_grad


@slice_backward.gradient("grad_output")
def _(grad: Array, *, dim: int, start: int, end: int, step: int) -> Array:
    return slices(grad, dim=dim, start=start, end=end, step=step)


@op(
    "as_strided",
    node="AsStridedBackward0",
    view=True,
    samples=("x(2, 3).as_strided((2,), (1,))", "x(4).as_strided((2, 2), (2, 1), 0)"),
    formula="as_strided(self, size, stride, storage_offset)",
    en="Looks at the memory with any shape and strides.",
    zh="以任意形状和步长查看同一块内存。",
)
def as_strided(
    self: Array, *, size: Dims, stride: Dims, storage_offset: int | None = None
) -> Array:
    array = np.asarray(self)
    offset = offset_of(array) if storage_offset is None else storage_offset
    return strided(array, Geometry(size, stride, offset), offset)


@as_strided.gradient("self", formula="grad put back where the elements lay")
def _(
    grad: Array, *, self_geometry: Geometry, size: Dims, stride: Dims, storage_offset: int | None
) -> Array:
    offset = self_geometry.offset if storage_offset is None else storage_offset
    return put_back(grad, self_geometry, Geometry(size, stride, offset))


def put_back(grad: Any, own: Geometry, looked: Geometry) -> Any:
    """The gradient of memory laid out as `own` from that of a look `looked` into it."""
    first = min(own.offset, looked.offset)
    last = max(end_of(own), end_of(looked))
    flat = Geometry((last - first,), (1,), 0)
    if isinstance(grad, Tensor):
        storage: Any = wrap(np.zeros(flat.size, grad._a.dtype))
        there = storage.as_strided(looked.size, looked.stride, looked.offset - first)
        there.copy_(grad)
        return storage.as_strided(own.size, own.stride, own.offset - first)
    memory_ = np.zeros(flat.size, grad.dtype)
    places = strided(np.arange(last - first), looked, looked.offset - first)
    np.add.at(memory_, places, grad)
    result = strided(memory_, own, own.offset - first)
    if any(n > 1 and not step for n, step in zip(own.size, own.stride, strict=True)):
        count = np.zeros(flat.size, grad.dtype)
        np.add.at(count, strided(np.arange(last - first), own, own.offset - first), 1)
        result = result / strided(count, own, own.offset - first)
    return result


def end_of(shape: Geometry) -> int:
    """One past the last element that a layout reaches."""
    if 0 in shape.size:
        return shape.offset
    reach = sum((n - 1) * step for n, step in zip(shape.size, shape.stride, strict=True))
    return shape.offset + reach + 1


@op(
    "diagonal",
    node="DiagonalBackward0",
    view=True,
    samples=("x(3, 3).diagonal()", "x(2, 3).diagonal(1)", "x(2, 3, 4).diagonal(-1, 0, 2)"),
    formula="diagonal(self)",
    en="The elements on a diagonal.",
    zh="对角线上的元素。",
)
def diagonal(self: Array, *, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Array:
    array = np.asarray(self)
    view = array.diagonal(offset, dim1, dim2)
    view.flags.writeable = array.flags.writeable
    return view


@diagonal.gradient("self")
def _(grad: Array, *, self_sizes: Dims, offset: int, dim1: int, dim2: int) -> Array:
    return diagonal_backward(grad, input_sizes=self_sizes, offset=offset, dim1=dim1, dim2=dim2)


@op(
    "diagonal_backward",
    node="DiagonalBackwardBackward0",
    samples=("x(3, 3).diagonal() * 2",),
    formula="zeros with grad_output on the diagonal",
    en="Zeros with a gradient on a diagonal.",
    zh="全零，只在对角线上放入梯度。",
)
def diagonal_backward(
    grad_output: Array, *, input_sizes: Dims, offset: int, dim1: int, dim2: int
) -> Array:
    whole_grad = np.zeros(input_sizes, grad_output.dtype)
    diagonal.forward(whole_grad, offset=offset, dim1=dim1, dim2=dim2)[...] = grad_output
    return whole_grad


@diagonal_backward.gradient("grad_output")
def _(grad: Array, *, offset: int, dim1: int, dim2: int) -> Array:
    return diagonal(grad, offset=offset, dim1=dim1, dim2=dim2)


@op(
    "unfold",
    node="UnfoldBackward0",
    view=True,
    samples=("x(5).unfold(0, 2, 1)", "x(2, 6).unfold(1, 3, 2)", "x(4).unfold(0, 2, 2)"),
    formula="windows of self",
    en="All windows of some size along a dimension.",
    zh="沿某一维度取出所有给定大小的窗口。",
)
def unfold(self: Array, *, dimension: int, size: int, step: int) -> Array:
    array = np.asarray(self)
    dim = dimension % max(array.ndim, 1)
    if array.ndim == 0:
        return restrided(array, (size,), (1,))
    count = (array.shape[dim] - size) // step + 1
    steps = stride_of(array)
    shape = (*array.shape[:dim], count, *array.shape[dim + 1 :], size)
    return restrided(array, shape, (*steps[:dim], steps[dim] * step, *steps[dim + 1 :], steps[dim]))


@unfold.gradient("self")
def _(grad: Array, *, self_sizes: Dims, dimension: int, size: int, step: int) -> Array:
    return unfold_backward(grad, input_sizes=self_sizes, dim=dimension, size=size, step=step)


@op(
    "unfold_backward",
    node="UnfoldBackwardBackward0",
    samples=("x(5).unfold(0, 2, 1) * 2",),
    formula="grad_in summed where the windows overlap",
    en="Adds the gradients of overlapping windows up.",
    zh="把重叠窗口的梯度相加。",
)
def unfold_backward(grad_in: Array, *, input_sizes: Dims, dim: int, size: int, step: int) -> Array:
    whole_grad = np.zeros(input_sizes, grad_in.dtype)
    count = int(np.prod(input_sizes))
    places = np.arange(count).reshape(input_sizes)
    where = unfold.forward(places, dimension=dim, size=size, step=step)
    np.add.at(whole_grad.reshape(-1), where, grad_in)
    return whole_grad


@unfold_backward.gradient("grad_in")
def _(grad: Array, *, dim: int, size: int, step: int) -> Array:
    return unfold(grad, dimension=dim, size=size, step=step)


@public("select")
def torch_select(input: Tensor, dim: int, index: int) -> Any:
    """One slice along `dim` (torch.select)."""
    array = required("select", "input", 1, input)._a
    if array.ndim == 0:
        raise IndexError("select() cannot be applied to a 0-dim tensor.")
    place = errors.dimension(dim, array.ndim)
    size = array.shape[place]
    if not -size <= index < size:
        raise IndexError(
            f"select(): index {index} out of range for tensor of size "
            f"{errors.size_text(array.shape)} at dimension {place}"
        )
    return apply(select, (input,), {"dim": dim, "index": index})


@public("narrow")
def narrow(input: Tensor, dim: int, start: Any, length: int) -> Any:
    """The range of `length` from `start` along `dim` (torch.narrow)."""
    array = required("narrow", "input", 1, input)._a
    if array.ndim == 0:
        raise RuntimeError("narrow() cannot be applied to a 0-dim tensor.")
    if length < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    size = array.shape[errors.dimension(dim, array.ndim)]
    start = int(start)
    if not -size <= start <= size:
        raise IndexError(
            f"start out of range (expected to be in range of [-{size}, {size}], but got {start})"
        )
    start = start + size if start < 0 else start
    if start + length > size:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({size}).")
    numbers = {"dim": dim, "start": start, "end": start + length, "step": 1}
    return apply(slices, (input,), numbers)


@public("as_strided")
def torch_as_strided(
    input: Tensor, size: Any, stride: Any, storage_offset: int | None = None
) -> Any:
    """The tensor's memory with any shape and strides (torch.as_strided)."""
    required("as_strided", "input", 1, input)
    shape = whole("as_strided", "size", (tuple(size),), 2)
    steps = whole("as_strided", "stride", (tuple(stride),), 3)
    if len(shape) != len(steps):
        raise RuntimeError("mismatch in length of strides and shape")
    if any(step < 0 for step in steps):
        raise RuntimeError(
            "as_strided: Negative strides are not supported at the moment, got strides: "
            f"{errors.size_text(steps)}"
        )
    array = memory(input)
    offset = offset_of(array) if storage_offset is None else storage_offset
    layout = Geometry(shape, steps, offset)
    if 0 not in shape and end_of(layout) > owner(array).size:
        size_bytes = owner(array).nbytes
        raise RuntimeError(
            f"setStorage: sizes {errors.size_text(shape)}, strides {errors.size_text(steps)}, "
            f"storage offset {offset}, and itemsize {array.itemsize} requiring a storage size of "
            f"{end_of(layout) * array.itemsize} are out of bounds for storage of size {size_bytes}"
        )
    numbers = {"size": shape, "stride": steps, "storage_offset": storage_offset}
    return apply(as_strided, (input,), numbers)


@public("diagonal")
def torch_diagonal(input: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Any:
    """The elements on a diagonal of two dimensions (torch.diagonal)."""
    ndim = required("diagonal", "input", 1, input)._a.ndim
    one, two = errors.dimension(dim1, ndim), errors.dimension(dim2, ndim)
    if one == two:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    return apply(diagonal, (input,), {"offset": offset, "dim1": dim1, "dim2": dim2})


@public("unfold", function=False)
def torch_unfold(input: Tensor, dimension: int, size: int, step: int) -> Any:
    """All windows of `size` along `dimension`, `step` apart (torch.Tensor.unfold)."""
    array = input._a
    place = errors.dimension(dimension, array.ndim)
    length = array.shape[place] if array.ndim else 1
    if size < 0:
        raise RuntimeError(f"size is {size} but must be >= 0")
    if size > length:
        raise RuntimeError(
            f"maximum size for tensor at dimension {place} is {length} but size is {size}"
        )
    if step <= 0:
        raise RuntimeError(f"step is {step} but must be > 0")
    return apply(unfold, (input,), {"dimension": dimension, "size": size, "step": step})
