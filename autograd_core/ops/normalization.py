"""Normalisation over a batch, a layer or a group: one way forward and back, three operations."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array
from autograd_core.ops.calls import bare, divided, like, same_kind
from autograd_core.ops.registry import METHODS, op
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


class Plan(NamedTuple):
    """How a tensor is normalised.

    shape     the shape in which it is seen (channels split into groups)
    axes      over which mean and variance are taken there
    weights   the shape of weight and bias there
    rest      over which the gradients of weight and bias are summed there
    """

    shape: Dims
    axes: Dims
    weights: Dims
    rest: Dims


def batch_plan(sizes: Dims) -> Plan:
    rest = (0, *range(2, len(sizes)))
    return Plan(sizes, rest, (1, sizes[1], *(1,) * (len(sizes) - 2)), rest)


def layer_plan(sizes: Dims, last: int) -> Plan:
    cut = len(sizes) - last
    return Plan(sizes, tuple(range(cut, len(sizes))), sizes[cut:], tuple(range(cut)))


def group_plan(sizes: Dims, groups: int) -> Plan:
    n, c, *rest = sizes
    shape = (n, groups, c // groups, math.prod(rest))
    return Plan(shape, (2, 3), (1, groups, c // groups, 1), (0, 3))


def summed(array: Array, axes: Dims) -> Array:
    """The sum over axes, which stay as size 1."""
    if isinstance(array, Tensor):
        return METHODS["sum"](array, axes, True)
    return np.add.reduce(array, axis=axes, keepdims=True)


def averaged(array: Array, axes: Dims) -> Array:
    """The mean over axes, which stay as size 1."""
    return divided(summed(array, axes), math.prod(array.shape[axis] for axis in axes))


def statistics(array: Any, axes: Dims, eps: float) -> tuple[Any, Any, Any]:
    """Mean, variance and 1 / deviation over axes, computed in double."""
    wide = np.asarray(array, np.float64)
    mean = wide.mean(axis=axes, keepdims=True)
    variance = ((wide - mean) ** 2).mean(axis=axes, keepdims=True)
    return mean, variance, 1 / np.sqrt(variance + eps)


def normalised(self: Any, weight: Any, bias: Any, mean: Any, rstd: Any, plan: Plan) -> Any:
    """`(self - mean) * rstd * weight + bias`, in the dtype and shape of `self`."""
    result = (np.ascontiguousarray(self).reshape(plan.shape) - mean) * rstd
    if weight is not None:
        result = result * weight.reshape(plan.weights)
    if bias is not None:
        result = result + bias.reshape(plan.weights)
    return result.astype(self.dtype, copy=False).reshape(self.shape)


def centred(array: Array, apart: Array, axes: Dims) -> Array:
    """`array` less what a change of mean and deviation takes back: normalisation's derivative."""
    return array - averaged(array, axes) - apart * averaged(array * apart, axes)


def gradients(
    grad: Array, self: Array, weight: Array, mean: Array, rstd: Array, plan: Plan, fixed: bool
) -> tuple[Any, Any, Any]:
    """The gradients of input, weight and bias; `fixed`: mean and deviation were given."""
    shape = tuple(self.shape)
    seen, arrived = self.reshape(plan.shape), grad.reshape(plan.shape)
    apart = (seen - mean) * rstd
    weighted = arrived if weight is None else arrived * weight.reshape(plan.weights)
    inner = weighted if fixed else centred(weighted, apart, plan.axes)
    if weight is None:
        by_weight = by_bias = None
    else:
        own = tuple(weight.shape)
        by_weight = summed_to(arrived * apart, plan, own)
        by_bias = summed_to(arrived, plan, own)
    return (inner * rstd).reshape(shape), by_weight, by_bias


def summed_to(array: Array, plan: Plan, shape: Dims) -> Array:
    """The sum of a gradient over all places that share a weight."""
    return (summed(array, plan.rest) if plan.rest else array).reshape(shape)


def again(
    grads: Any,
    grad_output: Array,
    self: Array,
    weight: Array,
    mean: Array,
    rstd: Array,
    plan: Plan,
    fixed: bool,
) -> list[Any]:
    """The gradients of `gradients`: of the gradient that arrived, of the input, of the weight."""
    by_input, by_weight, by_bias = grads
    shape = tuple(self.shape)
    seen, arrived = self.reshape(plan.shape), grad_output.reshape(plan.shape)
    apart = (seen - mean) * rstd
    scale = None if weight is None else weight.reshape(plan.weights)
    found: list[Any] = [None, None, None]
    if by_input is not None:
        wanted = by_input.reshape(plan.shape)
        weighted = arrived if scale is None else arrived * scale
        back = wanted if fixed else centred(wanted, apart, plan.axes)
        back = back * rstd
        collect(found, 0, back if scale is None else back * scale)
        if scale is not None:
            collect(found, 2, summed_to(arrived * back, plan, tuple(weight.shape)))
        if not fixed:
            collect(found, 1, bent(wanted, weighted, apart, rstd, plan.axes))
    if by_weight is not None:
        wanted = by_weight.reshape(plan.weights)
        collect(found, 0, wanted * apart)
        part = wanted * arrived
        collect(found, 1, (part if fixed else centred(part, apart, plan.axes)) * rstd)
    if by_bias is not None:
        collect(found, 0, by_bias.reshape(plan.weights) + zeros(arrived))
    for place in (0, 1):
        if found[place] is not None:
            found[place] = found[place].reshape(shape)
    return found


def bent(wanted: Array, weighted: Array, apart: Array, rstd: Array, axes: Dims) -> Array:
    """How the input gradient changes with the input, against `wanted`."""
    one, two = averaged(wanted * apart, axes), averaged(weighted * apart, axes)
    whole = averaged(wanted * weighted, axes)
    whole = whole - averaged(wanted, axes) * averaged(weighted, axes) - one * two
    cross = wanted * two + weighted * one
    return -(apart * whole + centred(cross, apart, axes)) * (rstd * rstd)


def collect(found: list[Any], place: int, part: Any) -> None:
    found[place] = part if found[place] is None else found[place] + part


def zeros(array: Array) -> Array:
    return like(array, np.zeros(bare(array).shape, bare(array).dtype))


def three(parts: Any, self: Any) -> tuple[Any, Any, Any]:
    """Three outputs; where there is no weight its gradients are empty."""
    first, by_weight, by_bias = parts
    nothing = np.zeros(0, self.dtype)
    return (
        first,
        nothing if by_weight is None else by_weight,
        nothing if by_bias is None else by_bias,
    )


def needed(parts: Any, needs: Any) -> list[Any]:
    return [part if need else None for part, need in zip(parts, needs, strict=True)]


@op(
    "native_layer_norm",
    seen=1,
    node="NativeLayerNormBackward0",
    symbol="layer_norm",
    samples=(
        "F.layer_norm(x(2, 3), (3,))",
        "F.layer_norm(x(2, 3), (3,), x(3), x(3))",
        "F.layer_norm(x(2, 3, 4), (3, 4), x(3, 4))",
    ),
    formula="(input - mean(input)) / sqrt(var(input) + eps) * weight + bias",
    en="Gives the last dimensions mean 0 and variance 1, then scales and shifts.",
    zh="使最后若干维的均值为 0、方差为 1，再缩放和平移。",
)
def layer_norm(
    input: Array, weight: Array, bias: Array, *, normalized_shape: Dims, eps: float
) -> tuple[Array, Array, Array]:
    plan = layer_plan(tuple(input.shape), len(normalized_shape))
    mean, _, rstd = statistics(input, plan.axes, eps)
    mean, rstd = mean.astype(input.dtype), rstd.astype(input.dtype)
    result = normalised(input, weight, bias, mean, rstd, plan)
    return np.ascontiguousarray(result), mean, rstd


@layer_norm.gradients
def _(
    grads: Any,
    input: Array,
    weight: Array,
    bias: Array,
    result1: Array,
    result2: Array,
    *,
    normalized_shape: Dims,
    needs: tuple[bool, ...],
) -> list[Any]:
    same_kind(input, weight, errors.SCALAR_TYPES)
    found = layer_norm_backward(
        grads[0], input, result1, result2, weight, normalized_shape=normalized_shape
    )
    return needed(found, needs)


@op(
    "native_layer_norm_backward",
    node="NativeLayerNormBackwardBackward0",
    symbol="layer_norm′",
    samples=("F.layer_norm(x(2, 3), (3,), x(3), x(3)) * 2",),
    constant=("mean", "rstd"),
    formula="(grad_input, grad_weight, grad_bias)",
    en="The gradients of layer_norm.",
    zh="layer_norm 的梯度。",
)
def layer_norm_backward(
    grad_out: Array,
    input: Array,
    mean: Array,
    rstd: Array,
    weight: Array,
    *,
    normalized_shape: Dims,
) -> tuple[Array, Array, Array]:
    plan = layer_plan(tuple(input.shape), len(normalized_shape))
    if weight is None:
        weight = np.ones(normalized_shape, input.dtype)
    return three(gradients(grad_out, input, weight, mean, rstd, plan, False), input)


@layer_norm_backward.gradients
def _(
    grads: Any,
    grad_out: Array,
    input: Array,
    mean: Array,
    rstd: Array,
    weight: Array,
    *,
    normalized_shape: Dims,
    needs: tuple[bool, ...],
) -> list[Any]:
    plan = layer_plan(tuple(input.shape), len(normalized_shape))
    mean, rstd = plain(mean, grad_out), plain(rstd, grad_out)
    return needed(again(grads, grad_out, input, weight, mean, rstd, plan, False), needs)


def plain(array: Array, grad: Array) -> Array:
    """A statistic as a constant."""
    return like(grad, bare(array))


@op(
    "native_group_norm",
    node="NativeGroupNormBackward0",
    symbol="group_norm",
    samples=(
        "F.group_norm(x(2, 4, 3), 2)",
        "F.group_norm(x(2, 4, 3), 2, x(4), x(4))",
        "F.group_norm(x(2, 2, 2, 2), 1, x(2))",
    ),
    formula="(input - mean(input)) / sqrt(var(input) + eps) * weight + bias",
    en="Gives groups of channels mean 0 and variance 1, then scales and shifts.",
    zh="使每组通道的均值为 0、方差为 1，再缩放和平移。",
)
def group_norm(
    input: Array, weight: Array, bias: Array, *, group: int, eps: float
) -> tuple[Array, Array, Array]:
    plan = group_plan(tuple(input.shape), group)
    mean, _, rstd = statistics(np.asarray(input).reshape(plan.shape), plan.axes, eps)
    mean, rstd = mean.astype(input.dtype), rstd.astype(input.dtype)
    result = normalised(input, weight, bias, mean, rstd, plan)
    return result, mean.reshape(-1, group), rstd.reshape(-1, group)


@group_norm.gradients
def _(
    grads: Any,
    input: Array,
    weight: Array,
    result1: Array,
    result2: Array,
    *,
    group: int,
    needs: tuple[bool, ...],
) -> list[Any]:
    found = group_norm_backward(grads[0], input, result1, result2, weight, group=group)
    if isinstance(input, Tensor):  # PyTorch then computes them in parts that end in views
        plan = group_plan(tuple(input.shape), group)
        arrived = grads[0].reshape(plan.shape)
        shapes = tuple(input.shape), (input.shape[1],)
        found = (
            found[0].reshape(shapes[0]),
            found[1].reshape(shapes[1]) if needs[1] else None,
            summed_to(arrived, plan, shapes[1]) if needs[2] else None,
        )
    return needed(found, needs)


@op(
    "native_group_norm_backward",
    node="NativeGroupNormBackwardBackward0",
    symbol="group_norm′",
    samples=("F.group_norm(x(2, 4, 3), 2, x(4), x(4)) * 2",),
    constant=("mean", "rstd"),
    formula="(grad_input, grad_weight, grad_bias)",
    en="The gradients of group_norm.",
    zh="group_norm 的梯度。",
)
def group_norm_backward(
    grad_out: Array, input: Array, mean: Array, rstd: Array, weight: Array, *, group: int
) -> tuple[Array, Array, Array]:
    plan = group_plan(tuple(input.shape), group)
    shape = (-1, group, 1, 1)
    if weight is None:
        weight = np.ones(input.shape[1], input.dtype)
    found = gradients(
        grad_out, input, weight, mean.reshape(shape), rstd.reshape(shape), plan, False
    )
    return three(found, input)


@group_norm_backward.gradients
def _(
    grads: Any,
    grad_out: Array,
    input: Array,
    mean: Array,
    rstd: Array,
    weight: Array,
    *,
    group: int,
    needs: tuple[bool, ...],
) -> list[Any]:
    plan = group_plan(tuple(input.shape), group)
    mean, rstd = (plain(each, grad_out).reshape((-1, group, 1, 1)) for each in (mean, rstd))
    return needed(again(grads, grad_out, input, weight, mean, rstd, plan, False), needs)
