"""Activations with something more than one tensor: glu's halves, prelu's slope, rrelu's chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes, errors, sampling
from autograd_core.dispatch import Array, apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops.activations import leaky_relu_backward
from autograd_core.ops.by_number import number_minus
from autograd_core.ops.calls import where
from autograd_core.ops.copying import zeros_like
from autograd_core.ops.logits import sigmoid
from autograd_core.ops.offering import refuse
from autograd_core.ops.registry import FUNCTIONS, METHODS, offer_all, op, public, required
from autograd_core.random import Generator
from autograd_core.tensor import Tensor, wrap


def halves(array: Any, dim: int) -> tuple[Any, Any]:
    """The first and the second half along a dimension."""
    if isinstance(array, Tensor):
        half = array.shape[dim] // 2
        narrow = METHODS["narrow"]
        return narrow(array, dim, 0, half), narrow(array, dim, half, half)
    first, second = np.split(array, 2, axis=dim)
    return first, second


def joined(parts: Sequence[Any], dim: int) -> Any:
    if isinstance(parts[0], Tensor):
        return FUNCTIONS["cat"](parts, dim)
    return np.concatenate(parts, axis=dim)


@op(
    "glu",
    node="GluBackward0",
    samples=("F.glu(x(4))", "F.glu(x(2, 4))", "F.glu(x(4, 3), dim=0)"),
    formula="first half * sigmoid(second half)",
    en="Lets one half of a tensor through as far as the other half opens the gate.",
    zh="张量的一半按另一半（门）的开合程度通过。",
)
def glu(self: Array, *, dim: int) -> Array:
    first, second = halves(self, dim)
    return first * sigmoid(second)


@glu.gradient("self", formula="glu_backward(grad, self)")
def _(grad: Array, self: Array, *, dim: int) -> Array:
    return glu_backward(grad, self, dim=dim)


@op(
    "glu_backward",
    node="GluBackwardBackward0",
    samples=("F.glu(x(4)) * 2",),
    formula="grad_output * sigmoid(second half), grad_output * first half * sigmoid'(second half)",
    en="What glu hands back.",
    zh="glu 传回的梯度。",
)
def glu_backward(grad_output: Array, self: Array, *, dim: int) -> Array:
    first, second = halves(self, dim)
    gate = sigmoid(second)
    return joined([gate * grad_output, (1 - gate) * gate * grad_output * first], dim)


@glu_backward.gradient("grad_output", formula="the sum of both halves of grad * glu'(self)")
def _(grad: Array, self: Array, *, dim: int) -> Array:
    first, second = halves(grad * glu_backward(ones_for(self, dim), self, dim=dim), dim)
    return first + second


def ones_for(array: Any, dim: int) -> Any:
    """Ones in the shape of a half."""
    plain = array._a if isinstance(array, Tensor) else array
    ones = np.ones_like(halves(plain, dim)[0])
    return wrap(ones) if isinstance(array, Tensor) else ones


@glu_backward.gradient("self", formula="the gate's second derivative, from both halves")
def _(grad: Array, grad_output: Array, self: Array, *, dim: int) -> Array:
    first, second = halves(self, dim)
    gate = sigmoid(second)
    rest = number_minus(1, gate)
    slope = gate * rest
    grad_first, grad_second = halves(grad, dim)
    bend = slope * rest - gate * slope
    own = grad_second * first * grad_output * bend + grad_first * grad_output * slope
    return joined([grad_second * grad_output * slope, own], dim)


def functional_glu(input: Tensor, dim: int = -1) -> Any:
    """One half times the logistic function of the other (torch.nn.functional.glu)."""
    required("glu", "input", 1, input)
    if input._a.ndim == 0:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    errors.dimension(dim, input._a.ndim)
    size = input.shape[dim]
    if size % 2:
        place = dim % input._a.ndim
        raise RuntimeError(f"Halving dimension must be even, but dimension {place} is size {size}")
    refuse("glu_cpu", "biu")(input)
    return apply(glu, (input,), {"dim": dim})


@op(
    "_prelu_kernel",
    node="PreluKernelBackward0",
    symbol="prelu",
    broadcast=True,
    samples=(
        "F.prelu(x(3), p(1))",
        "F.prelu(x(2, 3), p(3))",
        "F.prelu(x(2, 3, 2), p(3))",
        "F.prelu(x(3), p())",
        "F.prelu(v(-1.0, 0.0, 2.0), p(1))",
    ),
    formula="self where self > 0, else self * weight",
    en="Flattens negative elements to a slope that is learned.",
    zh="负元素保留可学习的斜率。",
)
def prelu_kernel(self: Array, weight: Array) -> Array:
    return np.where(self > 0, self, self * weight)[()]


@prelu_kernel.gradients
def _(grad: Array, self: Array, weight: Array) -> Any:
    return prelu_kernel_backward(grad, self, weight)


@op(
    "_prelu_kernel_backward",
    node="PreluKernelBackwardBackward0",
    symbol="prelu_backward",
    broadcast=True,
    samples=("F.prelu(x(3), p(1)) * 2",),
    formula="(grad_output where self > 0, else grad_output * weight; 0, else self * grad_output)",
    en="What prelu hands back, to the tensor and to the slope.",
    zh="prelu 传回给张量与斜率的梯度。",
)
def prelu_kernel_backward(grad_output: Array, self: Array, weight: Array) -> tuple[Array, Array]:
    above = self > 0
    zero = grad_output.dtype.type(0)
    slope = np.where(above, zero, self * grad_output)[()]
    return np.where(above, grad_output, grad_output * weight)[()], slope


@prelu_kernel_backward.gradients
def _(grads: Any, grad_output: Array, self: Array, weight: Array) -> Any:
    to_self, to_weight = grads
    above = self >= 0
    none = zeros_like(self)
    if to_self is None:
        onward, bend = where(above, 0.0, to_weight * self), none
    else:
        slanted = to_self * weight
        if to_weight is not None:
            slanted = slanted + to_weight * self
        onward = where(above, to_self, slanted)
        bend = where(above, 0.0, grad_output * to_self)
    turned = none if to_weight is None else where(above, 0.0, grad_output * to_weight)
    return onward, turned, bend


@public("prelu", functional=True)
def prelu(input: Tensor, weight: Tensor) -> Any:
    """A slope below 0 that is learned, one or one per channel (torch.nn.functional.prelu)."""
    required("prelu", "input", 1, input)
    required("prelu", "weight", 2, weight)
    if input._a.dtype != weight._a.dtype:
        raise RuntimeError(
            "prelu: Type promoting not supported. Got "
            f"{input.dtype.scalar_name} and {weight.dtype.scalar_name}"
        )
    refuse("prelu_cpu", "biu")(input)
    ndim, count = input._a.ndim, weight._a.size
    if weight._a.ndim > 1:
        raise RuntimeError(
            "prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = "
            f"{weight._a.ndim}"
        )
    if count != 1:
        if ndim == 0:
            raise RuntimeError("Not allow zero-dim input tensor.")
        channels = input.shape[1] if ndim > 1 else 1
        if channels != count:
            raise RuntimeError(
                "Mismatch of parameter numbers and input channel size. Found parameter numbers = "
                f"{count} and channel size = {channels}."
            )
    if weight._a.ndim != ndim:
        sizes = [1] * ndim
        if ndim > 1:
            sizes[1] = count
        weight = METHODS["view"](weight, tuple(sizes))
    return apply(prelu_kernel, (input, weight), {})


@op(
    "rrelu_with_noise",
    node="RreluWithNoiseBackward0",
    samples=("F.rrelu(x(3))", "F.rrelu(v(-1.0, 0.0, 2.0), 0.1, 0.3)"),
    formula="self where self > 0, else self * slope",
    en="Flattens negative elements, in training to slopes drawn by chance.",
    zh="负元素保留斜率，训练时斜率随机抽取。",
)
def rrelu(self: Array, noise: Array, *, lower: Any, upper: Any, training: bool) -> Array:
    slope = noise if training else self.dtype.type((lower + upper) / 2)
    return np.where(self > 0, self, self * slope)[()]


@rrelu.gradient("self", formula="grad where self > 0, else grad * slope")
def _(grad: Array, self: Array, noise: Array, *, lower: Any, upper: Any, training: bool) -> Array:
    return rrelu_backward(grad, self, noise, lower=lower, upper=upper, training=training)


@op(
    "rrelu_with_noise_",
    node="RreluWithNoiseBackward1",
    symbol="rrelu_with_noise",
    samples=("F.rrelu(x(3) * 2, inplace=True)",),
    formula="self where self > 0, else self * slope",
    en="Overwrites negative elements with parts of them, in training drawn by chance.",
    zh="把负元素覆盖为其一部分，训练时比例随机抽取。",
)
def rrelu_in(self: Array, noise: Array, *, lower: Any, upper: Any, training: bool) -> Array:
    return rrelu.forward(self, noise, lower=lower, upper=upper, training=training)


@rrelu_in.gradient("self", formula="grad where result > 0, else grad * slope")
def _(grad: Array, result: Array, noise: Array, *, lower: Any, upper: Any, training: bool) -> Array:
    return rrelu_backward(grad, result, noise, lower=lower, upper=upper, training=training)


@op(
    "rrelu_with_noise_backward",
    node="RreluWithNoiseBackwardBackward0",
    samples=("F.rrelu(x(3)) * 2",),
    formula="grad_output where self > 0, else grad_output * slope",
    en="What rrelu hands back.",
    zh="rrelu 传回的梯度。",
)
def rrelu_backward(
    grad_output: Array, self: Array, noise: Array, *, lower: Any, upper: Any, training: bool
) -> Array:
    if training and upper - lower > 1e-6:
        return grad_output * noise
    return leaky_relu_backward.forward(grad_output, self, negative_slope=(lower + upper) / 2)


@rrelu_backward.gradient("grad_output", formula="rrelu_backward(grad, self)")
def _(grad: Array, self: Array, noise: Array, *, lower: Any, upper: Any, training: bool) -> Array:
    return rrelu_backward(grad, self, noise, lower=lower, upper=upper, training=training)


@rrelu_backward.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


def drawn(input: Tensor, lower: float, upper: float, generator: Generator | None) -> Tensor:
    """A slope per negative element, 1 for the others."""
    array = np.asarray(input._a)
    noise = np.ones_like(array)
    negative = array <= 0
    count = int(np.count_nonzero(negative))
    unit = sampling.units(sampling.use(generator), count, dtypes.float64)
    noise[negative] = unit * (upper - lower) + lower
    return wrap(noise[()])


def functional_rrelu(
    input: Tensor,
    lower: float = 1.0 / 8,
    upper: float = 1.0 / 3,
    training: bool = False,
    inplace: bool = False,
    generator: Generator | None = None,
) -> Any:
    """Negative elements with slopes drawn by chance in training (torch.nn.functional.rrelu)."""
    required("rrelu", "input", 1, input)
    refuse("leaky_relu_cpu", "biu")(input)
    noise = drawn(input, lower, upper, generator) if training else wrap(np.zeros_like(input._a)[()])
    values = {"lower": lower, "upper": upper, "training": training}
    if inplace:
        return apply_inplace(rrelu_in, (input, noise), values)
    return apply(rrelu, (input, noise), values)


def torch_rrelu(
    input: Tensor,
    lower: float = 1.0 / 8,
    upper: float = 1.0 / 3,
    training: bool = False,
    generator: Generator | None = None,
) -> Any:
    """Negative elements with slopes drawn by chance in training (torch.rrelu)."""
    return functional_rrelu(input, lower, upper, training, generator=generator)


def rrelu_(
    input: Tensor,
    lower: float = 1.0 / 8,
    upper: float = 1.0 / 3,
    training: bool = False,
    generator: Generator | None = None,
) -> Any:
    """In place: negative elements with slopes drawn by chance (torch.rrelu_)."""
    return functional_rrelu(input, lower, upper, training, True, generator)


offer_all(False, {"rrelu": torch_rrelu, "rrelu_": rrelu_})
offer_all(True, {"glu": functional_glu, "rrelu": functional_rrelu, "rrelu_": rrelu_})
