"""Dropout: elements, or whole channels, set to 0 at random while training."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import chance, dtypes, errors
from autograd_core.ops.filling import in_memory_order
from autograd_core.ops.registry import METHODS, functional, public, required
from autograd_core.tensor import Tensor, wrap

ALPHA = 1.7580993408473766
"""Minus the lowest value of SELU, which alpha dropout puts in the place of what it drops."""


def check_probability(p: float) -> None:
    if p < 0 or p > 1:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def multiplied(input: Any, mask: Any, inplace: bool) -> Any:
    return METHODS["mul_" if inplace else "mul"](input, wrap(mask))


def dropped(input: Any, p: float, train: bool, inplace: bool, channels: bool, name: str) -> Any:
    """The input with elements (or channels) dropped; itself when there is nothing to drop."""
    required(name, "input", 1, input)
    if not 0 <= p <= 1:
        raise RuntimeError(f"dropout probability has to be between 0 and 1, but got {p:g}")
    array = input._a
    if p == 0 or not train or array.size == 0:
        return input
    shape = spread_shape(array.shape) if channels else array.shape
    dtype = dtypes.from_numpy(array.dtype)
    if p == 1:
        return multiplied(input, np.zeros((), array.dtype)[()], inplace)
    if array.dtype.kind in "iub":
        raise RuntimeError(
            f"result type Float can't be cast to the desired output type {dtype.scalar_name}"
        )
    draw: Callable[..., Any] = lambda size: chance.dropout_mask(size, dtype, p)  # noqa: E731
    mask = draw(shape) if channels else in_memory_order(array, draw)
    return multiplied(input, mask, inplace)


def spread_shape(shape: tuple[int, ...]) -> tuple[int, ...]:
    """One number for each channel of each example."""
    if len(shape) < 2:
        raise RuntimeError("Feature dropout requires at least 2 dimensions in the input")
    return (*shape[:2], *(1,) * (len(shape) - 2))


def alpha_dropped(input: Any, p: float, train: bool, inplace: bool, channels: bool) -> Any:
    """Dropout that keeps mean and variance of SELU's results."""
    required("alpha_dropout", "input", 1, input)
    array = input._a
    if p == 0 or not train or array.size == 0:
        return input
    if p == 1:
        return multiplied(input, np.zeros((), array.dtype)[()], inplace)
    shape = spread_shape(array.shape) if channels else array.shape
    kept = chance.bernoulli_scalar(1 - p, shape, dtypes.from_numpy(array.dtype))
    scale = 1 / np.sqrt((ALPHA * ALPHA * p + 1) * (1 - p))
    one = kept.dtype.type
    shift = (kept - one(1)) * one(ALPHA * scale) + one(ALPHA * scale * p)
    result = multiplied(input, kept * one(scale), inplace)
    return METHODS["add_" if inplace else "add"](result, wrap(shift))


@functional("dropout")
def dropout(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    """Each element 0 with probability `p`, else times 1/(1-p) (torch.nn.functional.dropout)."""
    check_probability(p)
    return dropped(input, p, training, inplace, False, "dropout")


@public("dropout", method=False)
def torch_dropout(input: Tensor, p: float, train: bool) -> Any:
    """Each element 0 with probability `p` while training (torch.dropout)."""
    return dropped(input, p, train, False, False, "dropout")


@public("dropout_", method=False)
def torch_dropout_(input: Tensor, p: float, train: bool) -> Any:
    """In place: each element 0 with probability `p` while training (torch.dropout_)."""
    return dropped(input, p, train, True, False, "dropout_")


@functional("alpha_dropout")
def alpha_dropout(
    input: Tensor, p: float = 0.5, training: bool = False, inplace: bool = False
) -> Any:
    """Dropout for networks with SELU (torch.nn.functional.alpha_dropout)."""
    check_probability(p)
    return alpha_dropped(input, p, training, inplace, False)


@functional("feature_alpha_dropout")
def feature_alpha_dropout(
    input: Tensor, p: float = 0.5, training: bool = False, inplace: bool = False
) -> Any:
    """alpha_dropout of whole channels (torch.nn.functional.feature_alpha_dropout)."""
    check_probability(p)
    return alpha_dropped(input, p, training, inplace, True)


@functional("dropout1d")
def dropout1d(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    """Whole channels (C, L) dropped (torch.nn.functional.dropout1d)."""
    check_probability(p)
    ndim = input._a.ndim
    if ndim not in (2, 3):
        raise RuntimeError(
            f"dropout1d: Expected 2D or 3D input, but received a {ndim}D input. Note that "
            "dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, "
            "a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs)."
        )
    return batched(input, ndim == 3, p, training, inplace)


def batched(input: Any, is_batched: bool, p: float, training: bool, inplace: bool) -> Any:
    """Channel-wise dropout with a batch dimension put in and taken out where there is none."""
    end = "_" if inplace else ""
    if not is_batched:
        input = METHODS[f"unsqueeze{end}"](input, 0)
    result = dropped(input, p, training, inplace, True, "feature_dropout")
    return result if is_batched else METHODS[f"squeeze{end}"](result, 0)


@functional("dropout2d")
def dropout2d(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    """Whole channels (N, C, H, W) dropped (torch.nn.functional.dropout2d)."""
    check_probability(p)
    ndim = input._a.ndim
    if ndim not in (3, 4):
        errors.warn(
            f"dropout2d: Received a {ndim}-D input to dropout2d, which is deprecated and will "
            "result in an error in a future release. To retain the behavior and silence this "
            "warning, please use dropout instead. Note that dropout2d exists to provide "
            "channel-wise dropout on inputs with 2 spatial dimensions, a channel dimension, and an "
            "optional batch dimension (i.e. 3D or 4D inputs)."
        )
    if ndim == 3:
        errors.warn(
            "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout "
            "behavior is desired - input is interpreted as shape (N, C, L), where C is the channel "
            "dim. This behavior will change in a future release to interpret the input as one "
            "without a batch dimension, i.e. shape (C, H, W). To maintain the 1D channel-wise "
            "dropout behavior, please switch to using dropout1d instead."
        )
    return dropped(input, p, training, inplace, True, "feature_dropout")


@functional("dropout3d")
def dropout3d(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    """Whole channels (N, C, D, H, W) dropped (torch.nn.functional.dropout3d)."""
    check_probability(p)
    ndim = input._a.ndim
    if ndim not in (4, 5):
        errors.warn(
            f"dropout3d: Received a {ndim}-D input to dropout3d, which is deprecated and will "
            "result in an error in a future release. To retain the behavior and silence this "
            "warning, please use dropout instead. Note that dropout3d exists to provide "
            "channel-wise dropout on inputs with 3 spatial dimensions, a channel dimension, and an "
            "optional batch dimension (i.e. 4D or 5D inputs)."
        )
    return batched(input, ndim == 5, p, training, inplace)
