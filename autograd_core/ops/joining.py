"""Joining: several tensors put together along a dimension that exists, or along a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import op, public, required
from autograd_core.ops.shapes import reshaped
from autograd_core.tensor import Tensor

Grads = list[Any]


@op(
    "cat",
    node="CatBackward0",
    samples=(
        "torch.cat([x(2, 3), x(1, 3)])",
        "torch.cat([x(2, 1), x(2, 2)], dim=-1)",
        "torch.cat([x(2), c(1), x(3)])",
        "torch.hstack([x(), x()])",
        "torch.vstack([x(2), x(2)])",
    ),
    formula="cat(tensors, dim)",
    en="Puts tensors one after the other along a dimension.",
    zh="沿某一维度把若干张量首尾相接。",
)
def cat(*tensors: Array, dim: int, shapes: Sequence[Any], kinds: Sequence[Any]) -> Array:
    common = dtypes.result_type(*((dtypes.from_numpy(kind), "dim") for kind in kinds)).numpy
    parts = [np.asarray(each) for each in tensors if each.shape != (0,)]
    if not parts:
        return np.empty((0,), common)
    return np.ascontiguousarray(np.concatenate(parts, axis=dim, dtype=common))


@cat.gradients
def _(
    grad: Array, *, dim: int, shapes: Sequence[Any], kinds: Sequence[Any], needs: Sequence[bool]
) -> Grads:
    results: Grads = []
    place = dim % grad.ndim
    start = 0
    for shape, kind, needed in zip(shapes, kinds, needs, strict=True):
        length = 0 if shape == (0,) and grad.ndim != 1 else shape[place]
        part = cut(grad, place, start, length, shape) if needed else None
        if part is not None and part.dtype not in (kind, dtypes.from_numpy(kind)):
            part = part.astype(kind) if not isinstance(part, Tensor) else to_dtype(part, kind)
        results.append(part)
        start += length
    return results


def cut(grad: Any, dim: int, start: int, length: int, shape: Any) -> Any:
    """The part of a gradient that belongs to one of the joined tensors."""
    from autograd_core.ops.slicing import slices

    if shape == (0,) and grad.ndim != 1:
        return np.zeros((0,), grad.dtype) if not isinstance(grad, Tensor) else None
    return slices(grad, dim=dim, start=start, end=start + length, step=1)


def to_dtype(tensor: Any, kind: Any) -> Any:
    return tensor.to(dtypes.from_numpy(kind))


@op(
    "stack",
    node="StackBackward0",
    samples=(
        "torch.stack([x(2), x(2)])",
        "torch.stack([x(2, 3), c(2, 3)], dim=-1)",
        "torch.stack([x(), x(), x()])",
    ),
    formula="stack(tensors, dim)",
    en="Puts tensors of one shape together along a new dimension.",
    zh="沿一个新维度把形状相同的张量叠在一起。",
)
def stack(*tensors: Array, dim: int, kinds: Sequence[Any]) -> Array:
    common = dtypes.result_type(*((dtypes.from_numpy(kind), "dim") for kind in kinds)).numpy
    stacked = np.stack([np.asarray(each) for each in tensors], axis=dim, dtype=common)
    return np.ascontiguousarray(stacked)


@stack.gradients
def _(grad: Array, *, dim: int, kinds: Sequence[Any], needs: Sequence[bool]) -> Grads:
    from autograd_core.ops.slicing import select

    own = dim % grad.ndim
    parts = [
        select(grad, dim=own, index=index) if needed else None for index, needed in enumerate(needs)
    ]
    results: Grads = []
    for part, kind, needed in zip(parts, kinds, needs, strict=True):
        if not needed:
            results.append(None)
        elif isinstance(part, Tensor):
            results.append(part if part._a.dtype == kind else to_dtype(part, kind))
        else:
            results.append(np.asarray(part).astype(kind, copy=False))
    return results


def tensors_of(name: str, given: Any) -> list[Any]:
    """A list or tuple of tensors, or PyTorch's TypeError."""
    if not isinstance(given, (list, tuple)):
        raise TypeError(
            f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, "
            f"not {type(given).__name__}"
        )
    for place, each in enumerate(given):
        if not isinstance(each, Tensor):
            raise TypeError(
                f"expected Tensor as element {place} in argument 0, but got {type(each).__name__}"
            )
    return list(given)


@public("cat", "concat", "concatenate", method=False)
def torch_cat(tensors: Any, dim: int = 0, *, axis: int | None = None) -> Any:
    """Tensors one after the other along `dim` (torch.cat)."""
    return joined(tensors_of("cat", tensors), dim if axis is None else axis)


def joined(parts: list[Any], dim: int) -> Any:
    """`cat` of a list of tensors, checked with PyTorch's errors."""
    if not parts:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    shapes = [part._a.shape for part in parts]
    for place, shape in enumerate(shapes):
        if not shape:
            raise RuntimeError(
                f"zero-dimensional tensor (at position {place}) cannot be concatenated"
            )
    model = next((shape for shape in shapes if shape != (0,)), (0,))
    place = errors.dimension(dim, len(model))
    for number, shape in enumerate(shapes):
        if shape != (0,):
            check_joint(model, shape, place, number)
    kinds = tuple(part._a.dtype for part in parts)
    return apply(cat, parts, {"dim": dim, "shapes": tuple(shapes), "kinds": kinds})


def check_joint(model: Any, shape: Any, dim: int, number: int) -> None:
    """PyTorch's error for the tensor `number` that does not fit the first."""
    if len(shape) != len(model):
        raise RuntimeError(
            f"Tensors must have same number of dimensions: got {len(model)} and {len(shape)}"
        )
    for axis, (expected, size) in enumerate(zip(model, shape, strict=True)):
        if axis != dim and expected != size:
            raise RuntimeError(
                f"Sizes of tensors must match except in dimension {dim}. Expected size {expected} "
                f"but got size {size} for tensor number {number} in the list."
            )


@public("stack", method=False)
def torch_stack(tensors: Any, dim: int = 0) -> Any:
    """Tensors of one shape along a new dimension (torch.stack)."""
    parts = tensors_of("stack", tensors)
    if not parts:
        raise RuntimeError("stack expects a non-empty TensorList")
    first = parts[0]._a.shape
    errors.dimension(dim, len(first) + 1)
    for place, part in enumerate(parts):
        if part._a.shape != first:
            raise RuntimeError(
                "stack expects each tensor to be equal size, but got "
                f"{errors.size_text(first)} at entry 0 and {errors.size_text(part._a.shape)} "
                f"at entry {place}"
            )
    kinds = tuple(part._a.dtype for part in parts)
    return apply(stack, parts, {"dim": dim, "kinds": kinds})


def at_least(tensor: Any, ndim: int) -> Any:
    """A tensor with at least `ndim` dimensions, as atleast_1d, _2d and _3d add them."""
    own = tensor._a.ndim
    if own == 0:
        return reshaped(tensor, (1,) * ndim)
    if own == 1 and ndim > 1:
        row = tensor.unsqueeze(0)
        return row.unsqueeze(-1) if ndim == 3 else row
    if own == 2 and ndim == 3:
        return tensor.unsqueeze(-1)
    return tensor


def at_least_function(ndim: int) -> None:
    """Offer torch.atleast_<ndim>d."""
    name = f"atleast_{ndim}d"

    def function(*tensors: Any) -> Any:
        given = tensors
        if len(tensors) == 1:
            if isinstance(tensors[0], Tensor):
                return at_least(tensors[0], ndim)
            given = tensors[0]
        return tuple(at_least(each, ndim) for each in tensors_of(name, tuple(given)))

    function.__name__ = name
    function.__doc__ = f"With at least {ndim} dimensions (torch.{name})."
    public(name, method=False)(function)


for _ndim in (1, 2, 3):
    at_least_function(_ndim)


def named_list(name: str, given: Any) -> list[Any]:
    parts = tensors_of(name, given)
    if not parts:
        raise RuntimeError(f"{name} expects a non-empty TensorList")
    return parts


@public("hstack", method=False)
def hstack(tensors: Any) -> Any:
    """Side by side: along dimension 1, vectors along 0 (torch.hstack)."""
    parts = [at_least(each, 1) for each in named_list("hstack", tensors)]
    return joined(parts, 0 if parts[0]._a.ndim == 1 else 1)


@public("vstack", "row_stack", method=False)
def vstack(tensors: Any) -> Any:
    """One above the other (torch.vstack)."""
    return joined([at_least(each, 2) for each in named_list("vstack", tensors)], 0)


@public("dstack", method=False)
def dstack(tensors: Any) -> Any:
    """One behind the other: along dimension 2 (torch.dstack)."""
    return joined([at_least(each, 3) for each in named_list("dstack", tensors)], 2)


@public("column_stack", method=False)
def column_stack(tensors: Any) -> Any:
    """Vectors as columns, matrices side by side (torch.column_stack)."""
    parts = []
    for each in named_list("column_stack", tensors):
        if each._a.ndim <= 1:
            each = reshaped(each, (each._a.size, 1))
        parts.append(each)
    return joined(parts, 1)


@op(
    "block_diag",
    node="BlockDiagBackward0",
    samples=(
        "torch.block_diag(x(2, 2), x(1, 3))",
        "torch.block_diag(x(2), c(1, 1), x())",
    ),
    formula="matrices on the diagonal, else 0",
    en="Puts matrices along the diagonal of a larger one.",
    zh="把若干矩阵沿对角线拼成一个更大的矩阵。",
)
def block_diag(*tensors: Array, shapes: Sequence[Any], kinds: Sequence[Any]) -> Array:
    common = dtypes.result_type(*((dtypes.from_numpy(kind), "dim") for kind in kinds)).numpy
    blocks = [np.atleast_2d(each) for each in tensors]
    result = np.zeros([sum(each.shape[axis] for each in blocks) for axis in (0, 1)], common)
    row = column = 0
    for block in blocks:
        height, width = block.shape
        result[row : row + height, column : column + width] = block
        row, column = row + height, column + width
    return result


@block_diag.gradients
def _(grad: Array, *, shapes: Sequence[Any], kinds: Sequence[Any], needs: Sequence[bool]) -> Grads:
    from autograd_core.ops.dimensions import squeeze_dim
    from autograd_core.ops.slicing import slices

    results: Grads = []
    row = column = 0
    for shape, needed in zip(shapes, needs, strict=True):
        height, width = (1, 1, *shape)[-2:]
        part: Any = None
        if needed:
            rows = slices(grad, dim=0, start=row, end=row + height, step=1)
            part = slices(rows, dim=1, start=column, end=column + width, step=1)
            for _ in range(2 - len(shape)):
                part = squeeze_dim(part, dim=0)
        results.append(part)
        row, column = row + height, column + width
    return results


@public("block_diag", method=False)
def torch_block_diag(*tensors: Any) -> Any:
    """Matrices along the diagonal of a larger one (torch.block_diag)."""
    for place, each in enumerate(tensors):
        ndim = required("block_diag", "tensors", 1, each)._a.ndim
        if ndim > 2:
            raise RuntimeError(
                "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input "
                f"{place} has {ndim} dimensions"
            )
    shapes, kinds = [each._a.shape for each in tensors], [each._a.dtype for each in tensors]
    return apply(block_diag, tensors, {"shapes": shapes, "kinds": kinds})
