"""Batch normalisation: each channel brought to mean 0 and variance 1 over the batch."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core.dispatch import Array
from autograd_core.ops.calls import same_kind
from autograd_core.ops.normalization import (
    again,
    batch_plan,
    gradients,
    needed,
    normalised,
    plain,
    statistics,
    three,
)
from autograd_core.ops.registry import op

Dims = tuple[int, ...]


@op(
    "native_batch_norm",
    seen=1,
    node="NativeBatchNormBackward0",
    symbol="batch_norm",
    constant=("running_mean", "running_var"),
    samples=(
        "F.batch_norm(x(4, 3), None, None, training=True)",
        "F.batch_norm(x(4, 3), None, None, x(3), x(3), training=True)",
        "F.batch_norm(x(2, 3, 2, 2), None, None, x(3), training=True)",
        "F.batch_norm(x(4, 3), c(3), p(3).detach(), x(3), x(3))",
    ),
    formula="(input - mean(input)) / sqrt(var(input) + eps) * weight + bias",
    en="Gives each channel mean 0 and variance 1 over the batch, then scales and shifts.",
    zh="使每个通道在批次上的均值为 0、方差为 1，再缩放和平移。",
)
def batch_norm(
    input: Array,
    weight: Array,
    bias: Array,
    running_mean: Array,
    running_var: Array,
    *,
    training: bool,
    momentum: float,
    eps: float,
) -> tuple[Array, Array, Array]:
    plan = batch_plan(tuple(input.shape))
    if training:
        mean, _, rstd = statistics(input, plan.axes, eps)
        mean, rstd = mean.astype(input.dtype), rstd.astype(input.dtype)
        result = normalised(input, weight, bias, mean, rstd, plan)
        return result, mean.reshape(-1), rstd.reshape(-1)
    mean, rstd = running_mean, deviation(running_var, eps)
    shape = plan.weights
    result = normalised(input, weight, bias, mean.reshape(shape), rstd.reshape(shape), plan)
    return result, np.zeros(0, input.dtype), np.zeros(0, input.dtype)


def deviation(variance: Any, eps: float) -> Any:
    """1 / sqrt(variance + eps)."""
    return (1 / np.sqrt(np.asarray(variance, np.float64) + eps)).astype(variance.dtype)


def updated(input: Any, running_mean: Any, running_var: Any, momentum: float) -> tuple[Any, Any]:
    """The running statistics after another batch."""
    axes = (0, *range(2, input.ndim))
    mean, variance, _ = statistics(input, axes, 0.0)
    count = math.prod(input.shape[axis] for axis in axes)
    unbiased = variance * (count / (count - 1)) if count > 1 else variance * np.nan
    new: list[Any] = []
    for old, seen in ((running_mean, mean), (running_var, unbiased)):
        if old is None:
            new.append(None)
            continue
        step = old.dtype.type(momentum)
        new.append(step * seen.reshape(-1).astype(old.dtype) + (1 - step) * old)
    return new[0], new[1]


@batch_norm.gradients
def _(
    grads: Any,
    input: Array,
    weight: Array,
    running_mean: Array,
    running_var: Array,
    result1: Array,
    result2: Array,
    *,
    training: bool,
    eps: float,
    needs: tuple[bool, ...],
) -> list[Any]:
    same_kind(input, weight, "mixed dtype (CPU): expect parameter to have scalar type of {}")
    values = {"train": training, "eps": eps}
    found = batch_norm_backward(
        grads[0], input, weight, running_mean, running_var, result1, result2, **values
    )
    return needed(found, needs)


@op(
    "native_batch_norm_backward",
    node="NativeBatchNormBackwardBackward0",
    symbol="batch_norm′",
    constant=("running_mean", "running_var", "save_mean", "save_invstd"),
    samples=("F.batch_norm(x(4, 3), None, None, x(3), x(3), training=True) * 2",),
    formula="(grad_input, grad_weight, grad_bias)",
    en="The gradients of batch_norm.",
    zh="batch_norm 的梯度。",
)
def batch_norm_backward(
    grad_out: Array,
    input: Array,
    weight: Array,
    running_mean: Array,
    running_var: Array,
    save_mean: Array,
    save_invstd: Array,
    *,
    train: bool,
    eps: float,
) -> tuple[Array, Array, Array]:
    plan = batch_plan(tuple(input.shape))
    mean = save_mean if train else running_mean
    rstd = save_invstd if train else deviation(running_var, eps)
    if weight is None:
        weight = np.ones(input.shape[1], input.dtype)
    shape = plan.weights
    found = gradients(
        grad_out, input, weight, mean.reshape(shape), rstd.reshape(shape), plan, not train
    )
    return three(found, input)


@batch_norm_backward.gradients
def _(
    grads: Any,
    grad_out: Array,
    input: Array,
    weight: Array,
    running_mean: Array,
    running_var: Array,
    save_mean: Array,
    save_invstd: Array,
    *,
    train: bool,
    eps: float,
    needs: tuple[bool, ...],
) -> list[Any]:
    plan = batch_plan(tuple(input.shape))
    shape = plan.weights
    if train:
        mean, rstd = (plain(each, grad_out).reshape(shape) for each in (save_mean, save_invstd))
    else:
        from autograd_core.ops.calls import bare, like

        mean = plain(running_mean, grad_out).reshape(shape)
        rstd = like(grad_out, deviation(bare(running_var), eps)).reshape(shape)
    return needed(again(grads, grad_out, input, weight, mean, rstd, plan, not train), needs)
