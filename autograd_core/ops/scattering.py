"""A view's part replaced in a copy: `select_scatter`, `slice_scatter` and `diagonal_scatter`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.arguments import Dims
from autograd_core.dispatch import Array, apply
from autograd_core.ops.along import zeros_for
from autograd_core.ops.registry import op, public, required
from autograd_core.ops.slicing import diagonal, part, select, slices
from autograd_core.tensor import Tensor


@op(
    "select_scatter",
    node="SelectScatterBackward0",
    samples=("x(2, 3).select_scatter(x(2), 1, -1)", "x(2, 3).select_scatter(x(3), 0, 1)"),
    formula="self with src at index",
    en="A copy in which another tensor replaces one slice along a dimension.",
    zh="复制一份，其中沿某一维度的一个切片换成另一个张量。",
)
def select_scatter(self: Array, src: Array, *, dim: int, index: int) -> Array:
    result = np.array(self, order="C")
    part(result, dim % result.ndim, index)[...] = src
    return result


@select_scatter.gradient("self", formula="select_scatter(grad, 0, dim, index)")
def _(grad: Array, *, src_sizes: Dims, dim: int, index: int) -> Array:
    return select_scatter(grad, zeros_for(grad, src_sizes), dim=dim, index=index)


@select_scatter.gradient("src", formula="select(grad, dim, index)")
def _(grad: Array, *, dim: int, index: int) -> Array:
    return select(grad, dim=dim, index=index)


@op(
    "slice_scatter",
    node="SliceScatterBackward0",
    samples=(
        "x(4).slice_scatter(x(2), 0, 1, 3)",
        "x(2, 5).slice_scatter(x(2, 3), 1, step=2)",
        "x(2, 3).slice_scatter(x(2, 3))",
    ),
    formula="self with src at start:end:step",
    en="A copy in which another tensor replaces a range along a dimension.",
    zh="复制一份，其中沿某一维度的一段范围换成另一个张量。",
)
def slice_scatter(
    self: Array,
    src: Array,
    *,
    dim: int = 0,
    start: int | None = None,
    end: int | None = None,
    step: int = 1,
) -> Array:
    result = np.array(self, order="C")
    part(result, dim % result.ndim, slice(start, end, step))[...] = src
    return result


@slice_scatter.gradient("self", formula="slice_scatter(grad, 0, dim, start, end, step)")
def _(
    grad: Array, *, src_sizes: Dims, dim: int, start: int | None, end: int | None, step: int
) -> Array:
    zeros = zeros_for(grad, src_sizes)
    return slice_scatter(grad, zeros, dim=dim, start=start, end=end, step=step)


@slice_scatter.gradient("src", formula="grad[start:end:step]")
def _(grad: Array, *, dim: int, start: int | None, end: int | None, step: int) -> Array:
    size = grad.shape[dim]
    first, last, _ = slice(start, end).indices(size)
    return slices(grad, dim=dim, start=first, end=last, step=step)


@op(
    "diagonal_scatter",
    node="DiagonalScatterBackward0",
    samples=(
        "x(3, 3).diagonal_scatter(x(3))",
        "x(2, 3).diagonal_scatter(x(2), 1)",
        "x(2, 3, 4).diagonal_scatter(x(3, 1), -1, 0, 2)",
    ),
    formula="self with src on the diagonal",
    en="A copy in which another tensor replaces a diagonal.",
    zh="复制一份，其中一条对角线换成另一个张量。",
)
def diagonal_scatter(
    self: Array, src: Array, *, offset: int = 0, dim1: int = 0, dim2: int = 1
) -> Array:
    result = np.array(self, order="C")
    diagonal.forward(result, offset=offset, dim1=dim1, dim2=dim2)[...] = src
    return result


@diagonal_scatter.gradient("self", formula="diagonal_scatter(grad, 0, offset, dim1, dim2)")
def _(grad: Array, *, src_sizes: Dims, offset: int, dim1: int, dim2: int) -> Array:
    zeros = zeros_for(grad, src_sizes)
    return diagonal_scatter(grad, zeros, offset=offset, dim1=dim1, dim2=dim2)


@diagonal_scatter.gradient("src", formula="diagonal(grad, offset, dim1, dim2)")
def _(grad: Array, *, offset: int, dim1: int, dim2: int) -> Array:
    return diagonal(grad, offset=offset, dim1=dim1, dim2=dim2)


def check_part(src: Tensor, looked_at: Any) -> None:
    """PyTorch's error for a source of another shape than the part that it replaces."""
    if src._a.shape != looked_at.shape:
        raise RuntimeError(
            "expected src to have a size equal to the slice of self. "
            f"src size = {errors.size_text(src._a.shape)}, "
            f"slice size = {errors.size_text(looked_at.shape)}"
        )


@public("select_scatter")
def torch_select_scatter(input: Tensor, src: Tensor, dim: int, index: int) -> Any:
    """A copy with one slice along `dim` replaced (torch.select_scatter)."""
    array = required("select_scatter", "input", 1, input)._a
    required("select_scatter", "src", 1, src)
    if not array.ndim:
        raise IndexError("select() cannot be applied to a 0-dim tensor.")
    place = errors.dimension(dim, array.ndim)
    if not -array.shape[place] <= index < array.shape[place]:
        raise IndexError(
            f"select(): index {index} out of range for tensor of size "
            f"{errors.size_text(array.shape)} at dimension {place}"
        )
    check_part(src, part(array, place, index))
    return apply(select_scatter, (input, src), {"dim": dim, "index": index})


@public("slice_scatter")
def torch_slice_scatter(
    input: Tensor,
    src: Tensor,
    dim: int = 0,
    start: int | None = None,
    end: int | None = None,
    step: int = 1,
) -> Any:
    """A copy with a range along `dim` replaced (torch.slice_scatter)."""
    array = required("slice_scatter", "input", 1, input)._a
    required("slice_scatter", "src", 1, src)
    if not array.ndim:
        raise IndexError("slice() cannot be applied to a 0-dim tensor.")
    place = errors.dimension(dim, array.ndim)
    if step <= 0:
        raise RuntimeError("slice step must be positive")
    check_part(src, part(array, place, slice(start, end, step)))
    numbers = {"dim": dim, "start": start, "end": end, "step": step}
    return apply(slice_scatter, (input, src), numbers)


@public("diagonal_scatter")
def torch_diagonal_scatter(
    input: Tensor, src: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1
) -> Any:
    """A copy with a diagonal replaced (torch.diagonal_scatter)."""
    array = required("diagonal_scatter", "input", 1, input)._a
    required("diagonal_scatter", "src", 1, src)
    one, two = errors.dimension(dim1, array.ndim), errors.dimension(dim2, array.ndim)
    if one == two:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    numbers = {"offset": offset, "dim1": dim1, "dim2": dim2}
    check_part(src, diagonal.forward(array, **numbers))
    return apply(diagonal_scatter, (input, src), numbers)
