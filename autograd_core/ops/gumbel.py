"""Samples of categories with a gradient, and scaling by the root of the mean square."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.ops.by_number import plus
from autograd_core.ops.registry import FUNCTIONS, METHODS, functional, public, required
from autograd_core.tensor import Tensor


@functional("gumbel_softmax")
def gumbel_softmax(
    logits: Tensor, tau: float = 1, hard: bool = False, eps: float = 1e-10, dim: int = -1
) -> Any:
    """Random weights of categories, `hard`: one of them (torch.nn.functional.gumbel_softmax).

    logits  (*, C), not normalised; tau  the temperature; the result has the shape of logits
    """
    if eps != 1e-10:
        errors.warn("`eps` parameter is deprecated and has no effect.")
    noise = METHODS["exponential_"](FUNCTIONS["empty_like"](logits))
    noise = METHODS["neg"](METHODS["log"](noise))
    soft = METHODS["softmax"]((logits + noise) / tau, dim)
    if not hard:
        return soft
    index = METHODS["max"](soft, dim, keepdim=True)[1]
    chosen = METHODS["scatter_"](FUNCTIONS["zeros_like"](logits), dim, index, 1.0)
    return chosen - METHODS["detach"](soft) + soft


@public("rms_norm", method=False, functional=True)
def rms_norm(
    input: Tensor,
    normalized_shape: Any,
    weight: Tensor | None = None,
    eps: float | None = None,
) -> Any:
    """The input over the root of its mean square (torch.nn.functional.rms_norm).

    input             (*, *normalized_shape); weight  of the shape normalized_shape
    Raises RuntimeError when the last dimensions are not `normalized_shape`.
    """
    shape = tuple(required("rms_norm", "input", 1, input)._a.shape)
    own = (normalized_shape,) if isinstance(normalized_shape, int) else tuple(normalized_shape)
    if not own:
        raise RuntimeError(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one "
            "element, but got normalized_shape = []"
        )
    if weight is not None and tuple(weight._a.shape) != own:
        raise RuntimeError(
            "Expected weight to be of same shape as normalized_shape, but got weight of shape "
            f"{errors.size_text(weight._a.shape)} and normalized_shape = {errors.size_text(own)}"
        )
    if shape[-len(own) :] != own or len(shape) < len(own):
        wanted = "*" + ", ".join(map(str, own))
        raise RuntimeError(
            f"Given normalized_shape={errors.size_text(own)}, expected input with shape [{wanted}],"
            f" but got input of size{errors.size_text(shape)}"
        )
    axes = tuple(range(len(shape) - len(own), len(shape)))
    small = float(np.finfo(input._a.dtype).eps) if eps is None else eps
    square = METHODS["mean"](METHODS["pow"](input, 2), axes, True)
    result = input * METHODS["rsqrt"](plus(square, small))
    return result if weight is None else result * weight
