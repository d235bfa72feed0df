"""Channels of images: moved into space, out of it, or among each other."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array, Op, apply
from autograd_core.ops.registry import op, public, required
from autograd_core.tensor import Tensor


@op(
    "pixel_shuffle",
    node="PixelShuffleBackward0",
    samples=("F.pixel_shuffle(x(2, 8, 2, 3), 2)", "F.pixel_shuffle(x(9, 1, 2), 3)"),
    formula="self with channels laid out in space",
    en="Turns groups of channels into larger images.",
    zh="把若干通道排成更大的图像。",
)
def pixel_shuffle(self: Array, *, upscale_factor: int) -> Array:
    *lead, channels, height, width = self.shape
    r = upscale_factor
    parts = np.asarray(self).reshape(*lead, channels // (r * r), r, r, height, width)
    n = len(lead)
    order = (*range(n + 1), n + 3, n + 1, n + 4, n + 2)
    return np.ascontiguousarray(parts.transpose(order)).reshape(
        *lead, channels // (r * r), height * r, width * r
    )


@pixel_shuffle.gradient("self", formula="pixel_unshuffle(grad)")
def _(grad: Array, *, upscale_factor: int) -> Array:
    return pixel_unshuffle(grad, downscale_factor=upscale_factor)


@op(
    "pixel_unshuffle",
    node="PixelUnshuffleBackward0",
    samples=("F.pixel_unshuffle(x(2, 2, 4, 6), 2)", "F.pixel_unshuffle(x(1, 3, 6), 3)"),
    formula="self with space laid out in channels",
    en="Turns images into smaller ones with more channels.",
    zh="把图像变成通道更多的小图像。",
)
def pixel_unshuffle(self: Array, *, downscale_factor: int) -> Array:
    *lead, channels, height, width = self.shape
    r = downscale_factor
    parts = np.asarray(self).reshape(*lead, channels, height // r, r, width // r, r)
    n = len(lead)
    order = (*range(n + 1), n + 2, n + 4, n + 1, n + 3)
    return np.ascontiguousarray(parts.transpose(order)).reshape(
        *lead, channels * r * r, height // r, width // r
    )


@pixel_unshuffle.gradient("self", formula="pixel_shuffle(grad)")
def _(grad: Array, *, downscale_factor: int) -> Array:
    return pixel_shuffle(grad, upscale_factor=downscale_factor)


@op(
    "channel_shuffle",
    node="ChannelShuffleBackward0",
    samples=("F.channel_shuffle(x(2, 4, 2, 2), 2)", "F.channel_shuffle(x(1, 6, 2), 3)"),
    formula="self with its channels in another order",
    en="Mixes the channels of several groups.",
    zh="打乱各组的通道。",
)
def channel_shuffle(self: Array, *, groups: int) -> Array:
    batch, channels, *rest = self.shape
    parts = np.asarray(self).reshape(batch, groups, channels // groups, *rest)
    return np.ascontiguousarray(np.swapaxes(parts, 1, 2)).reshape(self.shape)


@channel_shuffle.gradient("self", formula="channel_shuffle(grad, channels / groups)")
def _(grad: Array, *, self_sizes: tuple[int, ...], groups: int) -> Array:
    return channel_shuffle(grad, groups=self_sizes[1] // groups)


def checked(entry: Op, input: Any, least: int) -> tuple[int, ...]:
    """The sizes of images; PyTorch's error for too few dimensions."""
    array = required(entry.name, "input", 1, input)._a
    if array.ndim < least:
        raise RuntimeError(
            f"{entry.name} expects input to have at least {least} dimensions, but got input with "
            f"{array.ndim} dimension(s)"
        )
    return tuple(array.shape)


@public("pixel_shuffle", method=False, functional=True)
def torch_pixel_shuffle(input: Tensor, upscale_factor: int) -> Any:
    """(*, C·r², H, W) as (*, C, H·r, W·r) (torch.nn.functional.pixel_shuffle).

    Raises RuntimeError when the channels cannot be divided by r².
    """
    channels = checked(pixel_shuffle, input, 3)[-3]
    if upscale_factor <= 0:
        raise RuntimeError(
            f"pixel_shuffle expects a positive upscale_factor, but got {upscale_factor}"
        )
    if channels % upscale_factor**2:
        raise RuntimeError(
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square "
            f"of upscale_factor, but input.size(-3)={channels} is not divisible by "
            f"{upscale_factor**2}"
        )
    return apply(pixel_shuffle, (input,), {"upscale_factor": upscale_factor})


@public("pixel_unshuffle", method=False, functional=True)
def torch_pixel_unshuffle(input: Tensor, downscale_factor: int) -> Any:
    """(*, C, H·r, W·r) as (*, C·r², H, W) (torch.nn.functional.pixel_unshuffle).

    Raises RuntimeError when height or width cannot be divided by r.
    """
    shape = checked(pixel_unshuffle, input, 3)
    if downscale_factor <= 0:
        raise RuntimeError(
            f"pixel_unshuffle expects a positive downscale_factor, but got {downscale_factor}"
        )
    for name, place in (("height", -2), ("width", -1)):
        if shape[place] % downscale_factor:
            raise RuntimeError(
                f"pixel_unshuffle expects {name} to be divisible by downscale_factor, but "
                f"input.size({place})={shape[place]} is not divisible by {downscale_factor}"
            )
    return apply(pixel_unshuffle, (input,), {"downscale_factor": downscale_factor})


@public("channel_shuffle", method=False, functional=True)
def torch_channel_shuffle(input: Tensor, groups: int) -> Any:
    """Channels of (N, C, *) in turn from each group (torch.nn.functional.channel_shuffle).

    Raises RuntimeError when the channels cannot be divided by the groups.
    """
    array = required("channel_shuffle", "input", 1, input)._a
    if array.ndim < 3:
        raise RuntimeError(
            "channel_shuffle expects input with > 2 dims, but got input with sizes "
            f"{errors.size_text(array.shape)}"
        )
    if groups <= 0:
        raise RuntimeError(
            f"Number of groups to divide channels in must be positive. Value of groups:{groups}"
        )
    if array.shape[1] % groups:
        raise RuntimeError(
            "Number of channels must be divisible by groups. Got "
            f"{array.shape[1]} channels and {groups} groups."
        )
    return apply(channel_shuffle, (input,), {"groups": groups})
