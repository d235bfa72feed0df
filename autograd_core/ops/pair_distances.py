"""Distances between all pairs of vectors."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.ops.calls import bare, like
from autograd_core.ops.registry import METHODS, functional, op, public, required
from autograd_core.tensor import Tensor


def lengths(apart: Any, p: float) -> Any:
    """The p-norm of the last dimension."""
    sizes = np.abs(apart)
    if p == 0:
        return (sizes != 0).sum(-1).astype(apart.dtype)
    if math.isinf(p):
        return sizes.max(-1, initial=0)
    return (sizes**p).sum(-1) ** (1 / p)


def steepness(apart: Any, length: Any, p: float) -> Any:
    """How the p-norm changes with each element; 0 where the length is 0."""
    sizes, signs = np.abs(apart), np.sign(apart)
    length = np.asarray(length)[..., None]
    with np.errstate(all="ignore"):
        if p == 0:
            found = np.zeros_like(apart)
        elif p == 1:
            found = signs
        elif math.isinf(p):
            found = signs * (sizes == length)
        else:
            found = signs * (sizes / length) ** (p - 1)
    return np.where(length == 0, 0, found).astype(apart.dtype)


@op(
    "_cdist_forward",
    node="CdistBackward0",
    symbol="cdist",
    samples=(
        "torch.cdist(x(3, 2), x(4, 2)).detach()",
        "torch.cdist(x(2, 3, 2), x(2, 4, 2), p=1).detach()",
    ),
    formula="norm(x1[:, None] - x2[None, :], p)",
    en="The distances between each vector of one set and each of another.",
    zh="一组向量与另一组向量两两之间的距离。",
)
def cdist(x1: Array, x2: Array, *, p: float) -> Array:
    wide = (np.asarray(each, np.float64) for each in (x1, x2))
    one, two = wide
    return lengths(one[..., :, None, :] - two[..., None, :, :], p).astype(x1.dtype)


@cdist.gradient("x1", formula="sum(grad * (x1 - x2) / result)")
def _(grad: Array, x1: Array, x2: Array, result: Array, *, p: float) -> Array:
    return pulled(grad, x1, x2, result, p, -2)


@cdist.gradient("x2", formula="sum(grad * (x2 - x1) / result)")
def _(grad: Array, x1: Array, x2: Array, result: Array, *, p: float) -> Array:
    return pulled(grad, x1, x2, result, p, -3)


def pulled(grad: Array, x1: Array, x2: Array, result: Array, p: float, axis: int) -> Array:
    """The gradient of one side: what each pair asks for, summed over the other side."""
    one, two = np.asarray(bare(x1)), np.asarray(bare(x2))
    apart = one[..., :, None, :] - two[..., None, :, :]
    asked = np.asarray(bare(grad))[..., None] * steepness(apart, bare(result), p)
    own = (one if axis == -2 else -two).shape
    summed = asked.sum(axis) if axis == -2 else -asked.sum(axis)
    while summed.ndim > len(own):
        summed = summed.sum(0)
    return like(grad, summed.astype(one.dtype))


@op(
    "_pdist_forward",
    node="PdistBackward0",
    symbol="pdist",
    samples=("F.pdist(x(4, 2)).detach()", "F.pdist(x(3, 2), p=1).detach()"),
    formula="norm(self[i] - self[j], p) for i < j",
    en="The distances between all pairs of vectors of a set.",
    zh="一组向量中两两之间的距离。",
)
def pdist(self: Array, *, p: float) -> Array:
    first, second = np.triu_indices(self.shape[0], 1)
    wide = np.asarray(self, np.float64)
    return lengths(wide[first] - wide[second], p).astype(self.dtype)


@pdist.gradient("self", formula="sum(grad * (self[i] - self[j]) / result)")
def _(grad: Array, self: Array, result: Array, *, p: float) -> Array:
    array = np.asarray(bare(self))
    first, second = np.triu_indices(array.shape[0], 1)
    steep = steepness(array[first] - array[second], bare(result), p)
    asked = np.asarray(bare(grad))[:, None] * steep
    found = np.zeros_like(array)
    np.add.at(found, first, asked)
    np.add.at(found, second, -asked)
    return like(grad, found)


@public("cdist", method=False)
def torch_cdist(x1: Tensor, x2: Tensor, p: float = 2.0, compute_mode: Any = None) -> Any:
    """Distances (*, P, R) between vectors (*, P, M) and (*, R, M) (torch.cdist).

    Raises RuntimeError for tensors of fewer than two dimensions or other lengths of vectors.
    """
    for place, (name, each) in enumerate((("x1", x1), ("x2", x2))):
        if required("cdist", name, place + 1, each)._a.ndim < 2:
            ordinal = "X1" if place == 0 else "X2"
            raise RuntimeError(
                f"cdist only supports at least 2D tensors, {ordinal} got: {each._a.ndim}D"
            )
    if x1._a.shape[-1] != x2._a.shape[-1]:
        raise RuntimeError(
            f"X1 and X2 must have the same number of columns. X1: {x1._a.shape[-1]} X2: "
            f"{x2._a.shape[-1]}"
        )
    if p < 0:
        raise RuntimeError("cdist only supports non-negative p values")
    return apply(cdist, (x1, x2), {"p": float(p)})


@public("pdist", method=False)
@functional("pdist")
def torch_pdist(input: Tensor, p: float = 2) -> Any:
    """Distances between the rows of (N, M), N * (N - 1) / 2 of them (torch.nn.functional.pdist).

    Raises RuntimeError for anything but a matrix.
    """
    dims = required("pdist", "input", 1, input)._a.ndim
    if dims != 2:
        raise RuntimeError(f"pdist only supports 2D tensors, got: {dims}D")
    return apply(pdist, (METHODS["contiguous"](input),), {"p": float(p)})
