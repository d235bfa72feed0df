"""Rearranging: fresh tensors whose elements are repeated, mirrored, rolled or set to zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.arguments import whole
from autograd_core.dispatch import Array, apply
from autograd_core.ops.dimensions import distinct
from autograd_core.ops.registry import op, public, required, with_inplace
from autograd_core.ops.shapes import contiguous_clone, expanded, reshaped
from autograd_core.tensor import Tensor, wrap

Dims = tuple[int, ...]


@op(
    "repeat",
    node="RepeatBackward0",
    samples=("x(2, 3).repeat(2, 1)", "x(3).repeat(2, 2)", "x(2, 1).repeat(1, 3)", "x(2).tile(2)"),
    formula="repeat(self, repeats)",
    en="Repeats the whole tensor along its dimensions, in a copy.",
    zh="沿各维度重复整个张量（复制）。",
)
def repeat(self: Array, *, repeats: Dims) -> Array:
    return np.tile(self, repeats)


@repeat.gradient("self", formula="sum of grad over the repetitions")
def _(grad: Array, *, repeats: Dims, self_sizes: Dims) -> Array:
    if 0 in repeats:
        zeros = np.zeros(self_sizes, (grad._a if isinstance(grad, Tensor) else grad).dtype)
        return wrap(zeros) if isinstance(grad, Tensor) else zeros
    for _ in range(len(repeats) - len(self_sizes)):
        grad = grad.sum(0)
    shape: list[int] = []
    folded: list[int] = []
    for count, size in zip(repeats[len(repeats) - len(self_sizes) :], self_sizes, strict=True):
        if count != 1:
            folded.append(len(shape))
            shape.append(count)
        shape.append(size)
    return grad.reshape(tuple(shape)).sum(tuple(folded)) if folded else grad


@op(
    "flip",
    node="FlipBackward0",
    samples=("x(2, 3).flip(0)", "x(2, 3).flip((0, 1))", "x(2, 3).fliplr()", "x(3).flipud()"),
    formula="flip(self, dims)",
    en="Reverses the order along dimensions.",
    zh="沿指定维度颠倒顺序。",
)
def flip(self: Array, *, dims: Dims) -> Array:
    return np.flip(self, dims).copy() if dims and self.ndim else np.array(self)


@flip.gradient("self")
def _(grad: Array, *, dims: Dims) -> Array:
    return flip(grad, dims=dims)


@op(
    "roll",
    node="RollBackward0",
    samples=("x(4).roll(1)", "x(2, 3).roll(1)", "x(2, 3).roll((1, -1), (0, 1))"),
    formula="roll(self, shifts, dims)",
    en="Shifts the elements round in a circle.",
    zh="将元素循环移位。",
)
def roll(self: Array, *, shifts: Dims, dims: Dims) -> Array:
    return np.roll(self, shifts, dims) if dims else np.roll(self, shifts)


@roll.gradient("self", formula="roll(grad, -shifts, dims)")
def _(grad: Array, *, shifts: Dims, dims: Dims) -> Array:
    return roll(grad, shifts=tuple(-shift for shift in shifts), dims=dims)


@op(
    "rot90",
    node="Rot90Backward0",
    samples=("x(2, 3).rot90()", "x(2, 3).rot90(2)", "x(2, 3).rot90(-1, (1, 0))"),
    formula="rot90(self, k, dims)",
    en="Turns by right angles in the plane of two dimensions.",
    zh="在两个维度构成的平面内旋转若干个直角。",
)
def rot90(self: Array, *, k: int, dims: Dims) -> Array:
    turns = k % 4
    one, two = dims
    if turns == 1:
        return np.flip(self, two).copy().swapaxes(one, two)
    if turns == 2:
        return np.flip(self, dims).copy()
    if turns == 3:
        return np.flip(self, one).copy().swapaxes(one, two)
    return np.array(self)


@rot90.gradient("self")
def _(grad: Array, *, k: int, dims: Dims) -> Array:
    return rot90(grad, k=-k, dims=dims)


@op(
    "tril",
    node="TrilBackward0",
    samples=("x(3, 3).tril()", "x(2, 3).tril(-1)", "(x(3, 3) * 2).tril_()"),
    formula="tril(self, diagonal)",
    en="Keeps the lower triangle and sets the rest to 0.",
    zh="保留下三角，其余置为 0。",
)
def tril(self: Array, *, diagonal: int = 0) -> Array:
    return np.tril(self, diagonal)


@tril.gradient("self")
def _(grad: Array, *, diagonal: int) -> Array:
    return tril(grad, diagonal=diagonal)


@op(
    "triu",
    node="TriuBackward0",
    samples=("x(3, 3).triu()", "x(2, 3).triu(1)", "(x(3, 3) * 2).triu_()"),
    formula="triu(self, diagonal)",
    en="Keeps the upper triangle and sets the rest to 0.",
    zh="保留上三角，其余置为 0。",
)
def triu(self: Array, *, diagonal: int = 0) -> Array:
    return np.triu(self, diagonal)


@triu.gradient("self")
def _(grad: Array, *, diagonal: int) -> Array:
    return triu(grad, diagonal=diagonal)


@op(
    "diag_embed",
    node="DiagEmbedBackward0",
    samples=("x(3).diag()", "x(2, 3).diag_embed()", "x(2).diag_embed(1)", "x(4).diagflat(-1)"),
    formula="diag_embed(self)",
    en="Puts the elements on a diagonal of a larger tensor of zeros.",
    zh="把元素放在一个更大的全零张量的对角线上。",
)
def diag_embed(self: Array, *, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Array:
    array = np.asarray(self)
    ndim = array.ndim + 1
    side = array.shape[-1] + abs(offset)
    shape = list(array.shape[:-1])
    for dim in sorted((dim1 % ndim, dim2 % ndim)):
        shape.insert(dim, side)
    result = np.zeros(shape, array.dtype)
    view = result.diagonal(offset, dim1, dim2)
    view.flags.writeable = True
    view[...] = array
    return result


@diag_embed.gradient("self")
def _(grad: Array, *, offset: int, dim1: int, dim2: int) -> Array:
    from autograd_core.ops.slicing import diagonal

    return diagonal(grad, offset=offset, dim1=dim1, dim2=dim2)


@op(
    "diagonal_copy",
    node="DiagonalBackward0_copy",
    symbol="diagonal",
    samples=("x(3, 3).diag()", "x(2, 3).diag(1)"),
    formula="diagonal(self)",
    en="A copy of the elements on a diagonal.",
    zh="对角线上元素的副本。",
)
def diagonal_copy(self: Array, *, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Array:
    return np.asarray(self).diagonal(offset, dim1, dim2).copy()


@diagonal_copy.gradient("self")
def _(grad: Array, *, self_sizes: Dims, offset: int, dim1: int, dim2: int) -> Array:
    from autograd_core.ops.slicing import diagonal_backward

    return diagonal_backward(grad, input_sizes=self_sizes, offset=offset, dim1=dim1, dim2=dim2)


def missing(name: str, given: tuple[Any, ...], argument: str) -> None:
    if not given:
        raise TypeError(f'{name}() missing 1 required positional arguments: "{argument}"')


@public("repeat", function=False)
def tensor_repeat(self: Tensor, *repeats: Any) -> Any:
    """The whole tensor several times along its dimensions (torch.Tensor.repeat)."""
    missing("repeat", repeats, "repeats")
    counts = whole("repeat", "repeats", repeats)
    if len(counts) < self._a.ndim:
        raise RuntimeError(
            "Number of dimensions of repeat dims can not be smaller than number of dimensions of "
            "tensor"
        )
    if any(count < 0 for count in counts):
        raise RuntimeError(f"Trying to create tensor with negative dimension {min(counts)}")
    return apply(repeat, (self,), {"repeats": counts})


@public("tile")
def tile(input: Tensor, *dims: Any) -> Any:
    """As `repeat`, with ones put before too few counts (torch.tile)."""
    missing("tile", dims, "dims")
    counts = whole("tile", "dims", dims)
    return tensor_repeat(input, (1,) * (input._a.ndim - len(counts)) + counts)


@public("flip")
def torch_flip(input: Tensor, *dims: Any) -> Any:
    """Reversed along `dims` (torch.flip)."""
    missing("flip", dims, "dims")
    order = whole("flip", "dims", dims)
    distinct(order, required("flip", "input", 1, input)._a.ndim)
    return apply(flip, (input,), {"dims": order})


@public("fliplr")
def fliplr(input: Tensor) -> Any:
    """Left and right exchanged (torch.fliplr)."""
    if required("fliplr", "input", 1, input)._a.ndim < 2:
        raise RuntimeError("Input must be >= 2-d.")
    return apply(flip, (input,), {"dims": (1,)})


@public("flipud")
def flipud(input: Tensor) -> Any:
    """Up and down exchanged (torch.flipud)."""
    if required("flipud", "input", 1, input)._a.ndim < 1:
        raise RuntimeError("Input must be >= 1-d.")
    return apply(flip, (input,), {"dims": (0,)})


@public("__reversed__", function=False)
def reverse(self: Tensor) -> Any:
    """Reversed along the first dimension, as `reversed(x)` asks."""
    return self if self._a.ndim == 0 else apply(flip, (self,), {"dims": (0,)})


@public("roll")
def torch_roll(input: Tensor, shifts: Any, dims: Any = ()) -> Any:
    """Shifted round in a circle, flattened first without `dims` (torch.roll)."""
    ndim = required("roll", "input", 1, input)._a.ndim
    steps = tuple(shifts) if isinstance(shifts, (tuple, list)) else (shifts,)
    axes = tuple(dims) if isinstance(dims, (tuple, list)) else (dims,)
    if not steps:
        raise RuntimeError("`shifts` required")
    if len(steps) != len(axes) and not (len(steps) == 1 and not axes):
        raise RuntimeError(
            f"shifts and dimensions must align. shifts: {len(steps)}, dims:{len(axes)}"
        )
    for axis in axes:
        if not ndim:
            raise IndexError(f"Dimension specified as {axis} but tensor has no dimensions")
        errors.dimension(axis, ndim)
    return apply(roll, (input,), {"shifts": steps, "dims": axes})


@public("rot90")
def torch_rot90(input: Tensor, k: int = 1, dims: Sequence[int] = (0, 1)) -> Any:
    """Turned by `k` right angles (torch.rot90)."""
    ndim = required("rot90", "input", 1, input)._a.ndim
    if len(dims) != 2:
        raise RuntimeError(f"expected total rotation dims == 2, but got dims = {len(dims)}")
    if ndim < 2:
        raise RuntimeError(f"expected total dims >= 2, but got total dims = {ndim}")
    one, two = dims
    if one == two or abs(one - two) == ndim:
        raise RuntimeError(
            f"expected rotation dims to be different, but got dim0 = {one} and dim1 = {two}"
        )
    for dim, name in ((one, "dim0"), (two, "dim1")):
        if not -ndim <= dim < ndim:
            raise RuntimeError(f"Rotation {name} out of range, {name} = {dim}")
    return apply(rot90, (input,), {"k": k, "dims": (one, two)})


def triangle(name: str, entry: Any) -> None:
    """Offer tril or triu, and its in-place form."""

    def function(run: Any, input: Tensor, diagonal: int = 0) -> Any:
        if required(name, "input", 1, input)._a.ndim < 2:
            raise RuntimeError(f"{name}: input tensor must have at least 2 dimensions")
        return run(entry, (input,), {"diagonal": diagonal})

    function.__doc__ = f"{entry.en} (torch.{name})"
    with_inplace(name)(function)


triangle("tril", tril)
triangle("triu", triu)


@public("diag_embed")
def torch_diag_embed(input: Tensor, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Any:
    """The last dimension as a diagonal of two new ones (torch.diag_embed)."""
    ndim = required("diag_embed", "input", 1, input)._a.ndim + 1
    one, two = errors.dimension(dim1, ndim), errors.dimension(dim2, ndim)
    if one == two:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    return apply(diag_embed, (input,), {"offset": offset, "dim1": dim1, "dim2": dim2})


@public("diag")
def torch_diag(input: Tensor, diagonal: int = 0) -> Any:
    """A vector on a diagonal, or the diagonal of a matrix (torch.diag)."""
    ndim = required("diag", "input", 1, input)._a.ndim
    if ndim == 1:
        return apply(diag_embed, (input,), {"offset": diagonal, "dim1": -2, "dim2": -1})
    if ndim != 2:
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {ndim}D")
    return apply(diagonal_copy, (input,), {"offset": diagonal, "dim1": 0, "dim2": 1})


@public("diagflat")
def diagflat(input: Tensor, offset: int = 0) -> Any:
    """All elements on the diagonal of a matrix (torch.diagflat)."""
    flat = reshaped(required("diagflat", "input", 1, input), (-1,))
    return apply(diag_embed, (flat,), {"offset": offset, "dim1": -2, "dim2": -1})


@public("fill_diagonal_", function=False)
def fill_diagonal_(self: Tensor, fill_value: Any, wrap: bool = False) -> Tensor:
    """Overwrite the main diagonal with a number (torch.Tensor.fill_diagonal_)."""
    if self._a.ndim < 2:
        raise RuntimeError("dimensions must larger than 1")
    if self._a.ndim > 2 and len(set(self._a.shape)) > 1:
        raise RuntimeError("all dimensions of input must be of equal length")
    from autograd_core.ops.slicing import torch_as_strided
    from autograd_core.strides import stride_of

    length = min(self._a.shape)
    step = sum(stride_of(self._a))
    rows, columns = self._a.shape[0], self._a.shape[-1]
    if wrap and self._a.ndim == 2 and rows > columns + 1:
        length = (rows * columns + columns) // (columns + 1)
    torch_as_strided(self, (length,), (step,)).fill_(fill_value)
    return self


@public("repeat_interleave")
def repeat_interleave(
    input: Tensor, repeats: Any = None, dim: int | None = None, *, output_size: int | None = None
) -> Any:
    """Each element several times in a row (torch.repeat_interleave)."""
    required("repeat_interleave", "input", 1, input)
    if repeats is None:
        return wrap(np.repeat(np.arange(input._a.size), input._a))
    source: Any = input
    if dim is None:
        source, dim = (input if input._a.ndim == 1 else reshaped(input, (-1,))), 0
    place = errors.dimension(dim, source._a.ndim)
    if isinstance(repeats, int):
        return in_a_row(source, repeats, place)
    counts = repeats._a
    length = source._a.shape[place]
    if counts.ndim > 1:
        raise RuntimeError("repeats must be 0-dim or 1-dim tensor")
    if counts.ndim == 0 or counts.size == 1:
        counts = np.full(length, int(counts.reshape(-1)[0]))
    elif counts.size != length:
        raise RuntimeError(
            "repeats must have the same size as input along dim, but got repeats.size(0) = "
            f"{counts.size} and input.size({place}) = {length}"
        )
    if (counts < 0).any():
        raise RuntimeError("repeats can not be negative")
    return source.index_select(place, wrap(np.repeat(np.arange(length), counts)))


def in_a_row(source: Any, count: int, dim: int) -> Any:
    """Every slice `count` times in a row: an expanded dimension, copied and joined."""
    if count < 0:
        raise RuntimeError("Repeats must be non-negative")
    shape = source._a.shape
    wide = expanded(source.unsqueeze(dim + 1), (*shape[: dim + 1], count, *shape[dim + 1 :]))
    flat = (*shape[:dim], shape[dim] * count, *shape[dim + 1 :])
    return reshaped(contiguous_clone(wide), flat)
