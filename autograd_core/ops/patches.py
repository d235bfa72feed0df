"""Patches of images: images in, their sliding blocks as columns out, and back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import functional, op, required
from autograd_core.ops.windows import sliding
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def blocks_of(sizes: Dims, kernel: Dims, stride: Dims, padding: Dims, dilation: Dims) -> Any:
    """Which elements each block holds."""
    return sliding(sizes, kernel, stride, padding, dilation, False)


@op(
    "im2col",
    node="Im2ColBackward0",
    symbol="unfold",
    samples=(
        "F.unfold(x(2, 2, 4, 3), 2)",
        "F.unfold(x(2, 4, 4), (2, 3), padding=1, stride=2)",
        "F.unfold(x(1, 1, 5, 5), 2, dilation=2)",
    ),
    formula="columns(blocks of self)",
    en="Writes each sliding block of an image as a column.",
    zh="把图像的每个滑动块写成一列。",
)
def im2col(self: Array, *, kernel_size: Dims, dilation: Dims, padding: Dims, stride: Dims) -> Array:
    windows = blocks_of(self.shape[-2:], kernel_size, stride, padding, dilation)
    flat = np.asarray(self).reshape(*self.shape[:-2], -1)
    taken = np.where(windows.inside, flat[..., windows.index], self.dtype.type(0))
    channels = self.shape[-3] * math.prod(kernel_size)
    return np.swapaxes(taken, -1, -2).reshape(*self.shape[:-3], channels, len(windows.index))


@im2col.gradient("self", formula="fold(grad)")
def _(
    grad: Array,
    *,
    self_sizes: Dims,
    kernel_size: Dims,
    dilation: Dims,
    padding: Dims,
    stride: Dims,
) -> Array:
    values = {"kernel_size": kernel_size, "dilation": dilation, "padding": padding}
    return col2im(grad, output_size=self_sizes[-2:], stride=stride, **values)


@op(
    "col2im",
    node="Col2ImBackward0",
    symbol="fold",
    samples=(
        "F.fold(x(2, 8, 6), (4, 3), 2)",
        "F.fold(x(4, 4), (3, 3), 2)",
        "F.fold(x(1, 4, 9), (4, 4), 2, padding=1, stride=2)",
    ),
    formula="image(sum of blocks in self)",
    en="Adds columns up to an image, each as a block in its place.",
    zh="把各列作为块加回图像的相应位置。",
)
def col2im(
    self: Array,
    *,
    output_size: Dims,
    kernel_size: Dims,
    dilation: Dims,
    padding: Dims,
    stride: Dims,
) -> Array:
    windows = blocks_of(output_size, kernel_size, stride, padding, dilation)
    channels = self.shape[-2] // math.prod(kernel_size)
    columns = np.asarray(self).reshape(-1, math.prod(kernel_size), self.shape[-1])
    image = np.zeros((columns.shape[0], math.prod(output_size)), self.dtype)
    parts = np.where(windows.inside, np.swapaxes(columns, -1, -2), self.dtype.type(0))
    places: Any = (slice(None), windows.index)
    np.add.at(image, places, parts)
    return image.reshape(*self.shape[:-2], channels, *output_size)


@col2im.gradient("self", formula="unfold(grad)")
def _(grad: Array, *, kernel_size: Dims, dilation: Dims, padding: Dims, stride: Dims) -> Array:
    values = {"kernel_size": kernel_size, "dilation": dilation, "padding": padding}
    return im2col(grad, stride=stride, **values)


def pair(value: Any) -> Dims:
    """Two numbers, given as one or as two."""
    return (value, value) if isinstance(value, int) else tuple(value)


@functional("unfold")
def unfold(
    input: Tensor,
    kernel_size: Any,
    dilation: Any = 1,
    padding: Any = 0,
    stride: Any = 1,
) -> Any:
    """The sliding blocks of images as columns (torch.nn.functional.unfold).

    input  (N, C, H, W) or (C, H, W); the result is (N, C * kernel elements, blocks)
    Raises RuntimeError for another number of dimensions, or when no block fits.
    """
    array = required("im2col", "self", 1, input)._a
    if array.ndim < 3:
        errors.dimension(2, array.ndim)
    if array.ndim > 4 or 0 in array.shape[-3:]:
        raise RuntimeError(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero "
            f"dimensions for input, but got: {errors.size_text(array.shape)}"
        )
    values = {
        "kernel_size": pair(kernel_size),
        "dilation": pair(dilation),
        "padding": pair(padding),
        "stride": pair(stride),
    }
    blocks = block_counts(array.shape[-2:], values)
    if min(blocks) < 1:
        text = {name: f"({value[0]}, {value[1]})" for name, value in values.items()}
        height, width = array.shape[-2:]
        raise RuntimeError(
            f"Given input with spatial size ({height}, {width}), kernel_size="
            f"{text['kernel_size']}, dilation={text['dilation']}, padding={text['padding']}, "
            f"calculated shape of the array of sliding blocks as "
            f"({blocks[0]}, {blocks[1]}), but its components must be at least one."
        )
    return apply(im2col, (input,), values)


def block_counts(spatial: Dims, values: dict[str, Dims]) -> Dims:
    """How many blocks lie below and beside each other."""
    numbers = zip(
        spatial,
        values["kernel_size"],
        values["dilation"],
        values["padding"],
        values["stride"],
        strict=True,
    )
    return tuple((size + 2 * p - d * (k - 1) - 1) // s + 1 for size, k, d, p, s in numbers)


@functional("fold")
def fold(
    input: Tensor,
    output_size: Any,
    kernel_size: Any,
    dilation: Any = 1,
    padding: Any = 0,
    stride: Any = 1,
) -> Any:
    """Columns added up to images (torch.nn.functional.fold).

    input  (N, C * kernel elements, blocks) or without N; the result is (N, C, *output_size)
    Raises RuntimeError when the columns are not as long or as many as the blocks.
    """
    array = required("col2im", "self", 1, input)._a
    values = {
        "output_size": pair(output_size),
        "kernel_size": pair(kernel_size),
        "dilation": pair(dilation),
        "padding": pair(padding),
        "stride": pair(stride),
    }
    if array.ndim not in (2, 3) or 0 in array.shape[-2:]:
        raise RuntimeError(
            "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and "
            f"non-zero dimensions for input, but got: {errors.size_text(array.shape)}"
        )
    size, kernel = array.shape[-2], values["kernel_size"]
    if size % math.prod(kernel):
        raise RuntimeError(
            "Expected size of input's dimension 1 to be divisible by the product of kernel_size, "
            f"but got input.size(1)={size} and kernel_size=({kernel[0]}, {kernel[1]})."
        )
    blocks = block_counts(values["output_size"], values)
    if math.prod(blocks) != array.shape[-1]:
        shown = {name: f"({value[0]}, {value[1]})" for name, value in values.items()}
        raise RuntimeError(
            f"Given output_size={shown['output_size']}, kernel_size={shown['kernel_size']}, "
            f"dilation={shown['dilation']}, padding={shown['padding']}, stride={shown['stride']}, "
            f"expected size of input's dimension 2 to match the calculated number of sliding "
            f"blocks {blocks[0]} * {blocks[1]} = {math.prod(blocks)}, but got input.size(2)="
            f"{array.shape[-1]}."
        )
    return apply(col2im, (input,), values)
