"""Shapes: the same elements in another shape, and dimensions repeated without a copy."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.arguments import Dims, inferred, input_text, view_arguments, whole
from autograd_core.broadcast import spread_axes, sum_to
from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import op, public, required
from autograd_core.strides import overlaps_itself, restrided, stride_of, view_stride
from autograd_core.tensor import Tensor


@op(
    "expand",
    node="ExpandBackward0",
    view=True,
    samples=("x(3).expand(2, 3)", "x(2, 1).expand(2, 3)", "x(3).expand(2, -1)", "x().expand(2)"),
    formula="expand(self, size)",
    en="Repeats along dimensions without copying.",
    zh="沿维度重复而不复制。",
)
def expand(self: Array, *, size: Dims, implicit: bool = False) -> Array:
    array = np.asarray(self)
    own, steps, width = array.shape, array.strides, array.itemsize
    new = len(size) - len(own)
    spread = [0] * len(size)
    for axis, length in enumerate(own):
        if size[new + axis] == length:
            spread[new + axis] = steps[axis] // width
    return restrided(array, size, spread)


@expand.gradient("self", formula="sum_to(grad, self_sizes)")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    shape = grad.shape
    if not self_sizes and isinstance(grad, Tensor):
        return sum_to(grad, (), ())  # PyTorch sums what was 0-dim, even if nothing was spread
    return grad if shape == self_sizes else sum_to(grad, self_sizes, spread_axes(self_sizes, shape))


@op(
    "view",
    node="ViewBackward0",
    view=True,
    samples=("x(2, 3).view(3, 2)", "x(2, 3).reshape(-1)", "x(6).unflatten(0, (2, 3))"),
    formula="view(self, size)",
    en="The same elements in another shape.",
    zh="以另一种形状查看相同的元素。",
)
def view(self: Array, *, size: Dims) -> Array:
    array = np.asarray(self)
    if array.flags.c_contiguous:
        return array.reshape(size)
    steps = view_stride(array.shape, stride_of(array), size)
    if steps is None:
        raise RuntimeError(errors.VIEW_INCOMPATIBLE)
    return restrided(array, size, steps)


@view.gradient("self")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    return grad.reshape(self_sizes)


@op(
    "_unsafe_view",
    node="UnsafeViewBackward0",
    symbol="view",
    samples=("x(2, 3).t().reshape(6)",),
    formula="view(self, size)",
    en="A fresh copy in another shape.",
    zh="以另一种形状查看刚刚复制的元素。",
)
def unsafe_view(self: Array, *, size: Dims) -> Array:
    return np.asarray(self).reshape(size)


@unsafe_view.gradient("self")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    return grad.reshape(self_sizes)


@op(
    "_reshape_alias",
    node="ReshapeAliasBackward0",
    symbol="view",
    view=True,
    formula="view(self, size)",
    en="The same elements in another shape.",
    zh="以另一种形状查看相同的元素。",
)
def reshape_alias(self: Array, *, size: Dims, stride: Dims) -> Array:
    return restrided(np.asarray(self), size, stride)


@reshape_alias.gradient("self")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    return grad.reshape(self_sizes)


@op(
    "clone",
    node="CloneBackward0",
    samples=("x(3).clone()", "x(2, 3).t().clone()"),
    formula="self",
    en="A copy with a history.",
    zh="带有计算历史的副本。",
)
def clone(self: Array) -> Array:
    if isinstance(self, np.ndarray) and overlaps_itself(self):
        return np.array(self, order="C")
    return np.array(self)[()]


@clone.gradient("self")
def _(grad: Array) -> Array:
    return grad


@public("clone")
def torch_clone(input: Tensor, *, memory_format: Any = None) -> Any:
    """A copy with a history (torch.clone)."""
    return apply(clone, (required("clone", "input", 1, input),), {})


def unsqueezed(grad: Array, dims: Dims, keepdim: bool, ndim: int) -> Array:
    """A gradient with the reduced dimensions put back as size 1."""
    if keepdim or ndim == 0:
        return grad
    if isinstance(grad, Tensor):
        restored: Any = grad
        for dim in sorted(dims):
            restored = restored.unsqueeze(dim)
        return restored
    shape = list(grad.shape)
    for dim in sorted(dims):
        shape.insert(dim, 1)
    return grad.reshape(tuple(shape))


@public("view", function=False)
def tensor_view(input: Tensor, *shape: Any, size: Any = None) -> Any:
    """The same memory in another shape (torch.Tensor.view)."""
    if size is not None:
        shape = (size,)
    if len(shape) == 1 and hasattr(shape[0], "itemsize") and hasattr(shape[0], "scalar_name"):
        return view_dtype(input, shape[0])
    flat = shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape
    if shape and (not flat or hasattr(flat[0], "__index__")):
        wanted = inferred(whole("view", "size", shape), input._a.size)
        return apply(view, (input,), {"size": wanted})
    raise TypeError(view_arguments(shape))


def view_dtype(input: Tensor, wanted: Any) -> Any:
    """The same bytes as another dtype of the same width."""
    if wanted is input.dtype:
        return apply(view, (input,), {"size": input._a.shape})
    if wanted.itemsize != input.dtype.itemsize:
        raise RuntimeError(
            f"view(): a dtype of another width ({input.dtype} as {wanted}) is not offered here; "
            "convert with .to() instead"
        )
    from autograd_core.ops.detaching import viewed_as

    return apply(viewed_as, (input,), {"dtype": wanted.numpy})


@public("reshape", function=False)
def tensor_reshape(input: Tensor, *shape: Any) -> Any:
    """The elements in another shape; a view where strides allow it (torch.Tensor.reshape)."""
    return reshaped(input, whole("reshape", "shape", shape))


@public("reshape", method=False)
def torch_reshape(input: Tensor, shape: Any) -> Any:
    """The elements in another shape (torch.reshape)."""
    required("reshape", "input", 1, input)
    if isinstance(shape, int):
        raise TypeError("reshape(): argument 'shape' (position 2) must be tuple of ints, not int")
    return reshaped(input, whole("reshape", "shape", (tuple(shape),), 2))


def reshaped(input: Tensor, shape: Dims) -> Any:
    """A view if the memory allows it, otherwise a clone in the new shape."""
    array = input._a
    size = inferred(shape, array.size)
    if isinstance(array, np.generic) or array.flags.c_contiguous:
        return apply(view, (input,), {"size": size})
    steps = view_stride(array.shape, stride_of(array), size)
    if steps is not None:
        return apply(reshape_alias, (input,), {"size": size, "stride": steps})
    return apply(unsafe_view, (contiguous_clone(input),), {"size": size})


def contiguous_clone(input: Tensor) -> Any:
    """A clone whose elements lie in order."""
    return apply(clone_contiguous, (input,), {})


@op(
    "clone.contiguous",
    node="CloneBackward0",
    symbol="clone",
    samples=("x(2, 3).t().contiguous()",),
    formula="self",
    en="A copy with a history whose elements lie in order.",
    zh="带有计算历史、元素按顺序排列的副本。",
)
def clone_contiguous(self: Array) -> Array:
    return np.array(self, order="C")[()]


@clone_contiguous.gradient("self")
def _(grad: Array) -> Array:
    return grad


@public("contiguous", function=False)
def contiguous(self: Tensor, memory_format: Any = None) -> Any:
    """The tensor itself if its elements lie in order, else a copy (torch.Tensor.contiguous)."""
    array = self._a
    if isinstance(array, np.generic) or array.flags.c_contiguous:
        return self
    return contiguous_clone(self)


@public("view_as", function=False)
def view_as(input: Tensor, other: Tensor) -> Any:
    """A view in the shape of `other` (torch.Tensor.view_as)."""
    return tensor_view(input, required("view_as", "other", 1, other)._a.shape)


@public("reshape_as", function=False)
def reshape_as(input: Tensor, other: Tensor) -> Any:
    """The elements in the shape of `other` (torch.Tensor.reshape_as)."""
    return reshaped(input, required("reshape_as", "other", 1, other)._a.shape)


@public("ravel")
def ravel(input: Tensor) -> Any:
    """One dimension (torch.ravel)."""
    required("ravel", "input", 1, input)
    return reshaped(contiguous(input), (-1,))


@public("flatten")
def flatten(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Any:
    """Some dimensions joined into one (torch.flatten)."""
    ndim = required("flatten", "input", 1, input)._a.ndim
    start, end = errors.dimension(start_dim, ndim), errors.dimension(end_dim, ndim)
    if start > end:
        raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
    shape = input._a.shape
    if ndim == 0:
        return reshaped(input, (1,))
    if start == end:
        return input
    joined = math.prod(shape[start : end + 1])
    return reshaped(input, (*shape[:start], joined, *shape[end + 1 :]))


@public("unflatten")
def unflatten(input: Tensor, dim: int, sizes: Any) -> Any:
    """One dimension split into several (torch.unflatten)."""
    required("unflatten", "input", 1, input)
    shape = input._a.shape
    place = errors.dimension(dim, len(shape))
    given = whole("unflatten", "sizes", (tuple(sizes),), 2)
    if not given:
        raise RuntimeError("unflatten: sizes must be non-empty")
    known = math.prod(size for size in given if size != -1)
    length = shape[place]
    fits = known == length if -1 not in given else known != 0 and length % known == 0
    if not fits:
        raise RuntimeError(
            f"unflatten: Provided sizes {errors.size_text(given)} don't multiply up to the size of "
            f"dim {place} ({shape[place]}) in the input tensor"
        )
    parts = inferred(given, shape[place])
    return apply(view, (input,), {"size": (*shape[:place], *parts, *shape[place + 1 :])})


@public("expand", function=False)
def tensor_expand(input: Tensor, *sizes: Any, size: Any = None, implicit: bool = False) -> Any:
    """Repeated without copying; -1 keeps a dimension (torch.Tensor.expand)."""
    return expanded(input, whole("expand", "size", sizes if size is None else (size,)))


def expanded(input: Tensor, size: Dims) -> Any:
    """The tensor seen in a larger shape, or PyTorch's error."""
    own = input._a.shape
    new = len(size) - len(own)
    text = f"expand({input_text(input)}, size={errors.size_text(size)})"
    if new < 0:
        raise RuntimeError(
            f"{text}: the number of sizes provided ({len(size)}) must be greater or equal to the "
            f"number of dimensions in the tensor ({len(own)})"
        )
    wanted = list(size)
    for index in reversed(range(len(size))):
        want = size[index]
        if index < new:
            if want < 0 and not own:
                raise RuntimeError("numel: integer multiplication overflow")
            if want < 0:
                raise RuntimeError(
                    f"The expanded size of the tensor ({want}) isn't allowed in a leading, "
                    f"non-existing dimension {index}"
                )
            continue
        have = own[index - new]
        wanted[index] = want = have if want == -1 else want
        if have not in (want, 1):
            raise RuntimeError(
                f"The expanded size of the tensor ({want}) must match the existing size ({have}) "
                f"at non-singleton dimension {index}.  Target sizes: {errors.size_text(size)}.  "
                f"Tensor sizes: {errors.size_text(own)}"
            )
    return apply(expand, (input,), {"size": tuple(wanted)})


@public("expand_as", function=False)
def expand_as(input: Tensor, other: Tensor) -> Any:
    """Repeated to the shape of `other` without copying (torch.Tensor.expand_as)."""
    return expanded(input, required("expand_as", "other", 1, other)._a.shape)


@public("broadcast_to")
def broadcast_to(input: Tensor, size: Any) -> Any:
    """Repeated to `size` without copying (torch.broadcast_to)."""
    required("broadcast_to", "input", 1, input)
    return expanded(input, whole("broadcast_to", "size", (tuple(size),), 2))
