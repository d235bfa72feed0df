"""Activations without a kink: the elu family, gelu, silu, mish, softplus, logsigmoid."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core import special_numeric
from autograd_core.dispatch import Array
from autograd_core.numeric import wide
from autograd_core.ops.by_number import minus, number_minus, number_over, plus, times
from autograd_core.ops.exponentials import exp, log1p
from autograd_core.ops.logits import sigmoid, sigmoid_array, sigmoid_backward
from autograd_core.ops.powers import pow_scalar
from autograd_core.ops.registry import op
from autograd_core.ops.trigonometry import cosh, tanh
from autograd_core.tensor import Tensor


def elu_of(self: Any, alpha: Any, scale: Any, input_scale: Any) -> Any:
    def curve(array: Any) -> Any:
        negative = np.expm1(np.minimum(array, 0) * input_scale) * (alpha * scale)
        return np.where(array <= 0, negative, array * scale)

    return wide(curve)(self)[()]


@op(
    "elu",
    node="EluBackward0",
    samples=(
        "F.elu(x(3))",
        "F.elu(v(-1.0, 0.0, 2.0), 2.0)",
        "F.selu(x(3))",
        "F.selu(v(-1.0, 0.0, 2.0))",
    ),
    formula="scale * self where self > 0, else scale * alpha * (exp(self) - 1)",
    en="Lets negative elements fade out smoothly.",
    zh="让负元素平滑地趋于常数。",
)
def elu(self: Array, *, alpha: Any, scale: Any, input_scale: Any) -> Array:
    return elu_of(self, alpha, scale, input_scale)


@elu.gradient("self", formula="grad * scale where self > 0, else grad * scale * alpha * exp(self)")
def _(grad: Array, self: Array, *, alpha: Any, scale: Any, input_scale: Any) -> Array:
    shape = {"alpha": alpha, "scale": scale, "input_scale": input_scale}
    return elu_backward(grad, self, is_result=False, **shape)


@op(
    "elu_",
    node="EluBackward1",
    symbol="elu",
    samples=("F.elu(x(3) * 2, inplace=True)", "F.selu(x(3) * 2, inplace=True)"),
    formula="scale * self where self > 0, else scale * alpha * (exp(self) - 1)",
    en="Overwrites negative elements so that they fade out smoothly.",
    zh="覆盖负元素，使其平滑地趋于常数。",
)
def elu_in(self: Array, *, alpha: Any, scale: Any, input_scale: Any) -> Array:
    return elu_of(self, alpha, scale, input_scale)


@elu_in.gradient("self", formula="grad * scale where result > 0, else grad * (result + alpha)")
def _(grad: Array, result: Array, *, alpha: Any, scale: Any, input_scale: Any) -> Array:
    shape = {"alpha": alpha, "scale": scale, "input_scale": input_scale}
    return elu_backward(grad, result, is_result=True, **shape)


@op(
    "celu",
    node="CeluBackward0",
    samples=("F.celu(x(3))", "torch.celu(v(-1.0, 0.0, 2.0), 1.5)"),
    formula="self where self > 0, else alpha * (exp(self / alpha) - 1)",
    en="Lets negative elements fade out smoothly, whatever alpha is.",
    zh="让负元素平滑地趋于常数，对任意 alpha 都可导。",
)
def celu(self: Array, *, alpha: Any) -> Array:
    return elu_of(self, alpha, 1.0, 1.0 / alpha)


@celu.gradient("self", formula="grad where self > 0, else grad * exp(self / alpha)")
def _(grad: Array, self: Array, *, alpha: Any) -> Array:
    return elu_backward(grad, self, alpha=alpha, scale=1, input_scale=1.0 / alpha, is_result=False)


@op(
    "celu_",
    node="CeluBackward1",
    symbol="celu",
    samples=("F.celu(x(3) * 2, inplace=True)",),
    formula="self where self > 0, else alpha * (exp(self / alpha) - 1)",
    en="Overwrites negative elements so that they fade out, whatever alpha is.",
    zh="覆盖负元素，使其平滑地趋于常数，对任意 alpha 都可导。",
)
def celu_in(self: Array, *, alpha: Any) -> Array:
    return elu_of(self, alpha, 1.0, 1.0 / alpha)


@celu_in.gradient("self", formula="grad where result > 0, else grad * (result + alpha) / alpha")
def _(grad: Array, result: Array, *, alpha: Any) -> Array:
    return elu_backward(grad, result, alpha=alpha, scale=1, input_scale=1.0 / alpha, is_result=True)


@op(
    "elu_backward",
    node="EluBackwardBackward0",
    samples=("F.elu(x(3)) * 2",),
    formula="grad_output * scale where self > 0, else grad_output * scale * alpha * exp(self)",
    en="What elu hands back.",
    zh="elu 传回的梯度。",
)
def elu_backward(
    grad_output: Array,
    self_or_result: Array,
    *,
    alpha: Any,
    scale: Any,
    input_scale: Any,
    is_result: bool,
) -> Array:
    factor = alpha * scale

    def slope(grad: Any, x: Any) -> Any:
        if is_result:
            negative = grad * input_scale * (x + factor)
        else:
            negative = grad * (input_scale * factor) * np.exp(np.minimum(x, 0) * input_scale)
        return np.where(x <= 0, negative, grad * scale)

    return wide(slope)(grad_output, self_or_result)[()]


@elu_backward.gradient("grad_output", formula="elu_backward(grad, self)")
def _(
    grad: Array,
    self_or_result: Array,
    *,
    alpha: Any,
    scale: Any,
    input_scale: Any,
    is_result: bool,
) -> Array:
    shape = {"alpha": alpha, "scale": scale, "input_scale": input_scale}
    return elu_backward(grad, self_or_result, is_result=is_result, **shape)


@elu_backward.gradient("self_or_result", formula="elu_backward(grad * grad_output, self) below 0")
def _(
    grad: Array,
    grad_output: Array,
    self_or_result: Array,
    *,
    alpha: Any,
    scale: Any,
    input_scale: Any,
    is_result: bool,
) -> Array:
    product = times(grad * grad_output, input_scale)
    if not is_result:
        shape = {"alpha": alpha, "scale": scale, "input_scale": input_scale}
        product = elu_backward(product, self_or_result, is_result=False, **shape)
    return product * as_numbers(self_or_result < 0, grad)


def as_numbers(condition: Any, like: Any) -> Any:
    """Truth values as zeros and ones in the dtype of another array."""
    if isinstance(condition, Tensor):
        tensor: Any = condition
        return tensor.to(like.dtype)
    return condition.astype(like.dtype)


BELL, KAPPA = math.sqrt(2 / math.pi), 0.044715
"""Of the approximation of gelu by tanh."""


@op(
    "gelu",
    node="GeluBackward0",
    samples=("F.gelu(x(3))", "F.gelu(x(3), approximate='tanh')", "F.gelu(v(0.0, 3.0, -3.0))"),
    formula="self * 0.5 * (1 + erf(self / sqrt(2)))",
    en="Weighs each element with the share of a bell curve below it.",
    zh="用钟形曲线在其左侧的面积给每个元素加权。",
)
def gelu(self: Array, *, approximate: str) -> Array:
    return wide(gelu_tanh if approximate == "tanh" else gelu_exact)(self)


def share(array: Any) -> Any:
    """The share of a bell curve below each element."""
    return 0.5 * (1 + special_numeric.erf(np.asarray(array, np.float64) * math.sqrt(0.5)))


def gelu_exact(array: Any) -> Any:
    return array * share(array)


def gelu_tanh(array: Any) -> Any:
    return 0.5 * array * (1 + np.tanh(BELL * (array + KAPPA * array**3)))


@gelu.gradient("self", formula="grad * (0.5 * (1 + erf(self / sqrt(2))) + self * bell(self))")
def _(grad: Array, self: Array, *, approximate: str) -> Array:
    return gelu_backward(grad, self, approximate=approximate)


@op(
    "gelu_backward",
    node="GeluBackwardBackward0",
    samples=("F.gelu(x(3)) * 2", "F.gelu(x(3), approximate='tanh') * 2"),
    formula="grad_output * gelu'(self)",
    en="What gelu hands back.",
    zh="gelu 传回的梯度。",
)
def gelu_backward(grad_output: Array, self: Array, *, approximate: str) -> Array:
    slope = tanh_slope if approximate == "tanh" else exact_slope
    return wide(lambda grad, x: grad * slope(x))(grad_output, self)


def exact_slope(x: Any) -> Any:
    return share(x) + x * np.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)


def tanh_slope(x: Any) -> Any:
    inner = np.tanh(BELL * (x + KAPPA * x**3))
    return 0.5 * (1 + inner) + 0.5 * x * (1 - inner * inner) * BELL * (1 + 3 * KAPPA * x * x)


@gelu_backward.gradient("grad_output", formula="gelu_backward(grad, self)")
def _(grad: Array, self: Array, *, approximate: str) -> Array:
    return gelu_backward(grad, self, approximate=approximate)


@gelu_backward.gradient("self", formula="grad * grad_output * gelu''(self)")
def _(grad: Array, grad_output: Array, self: Array, *, approximate: str) -> Array:
    if approximate != "tanh":
        square = self * self
        bell = times(exp(times(square, -0.5)), 1 / math.sqrt(2 * math.pi))
        return grad * grad_output * bell * number_minus(2, square)
    inner = times(plus_scaled(self, pow_scalar(self, exponent=3), KAPPA), BELL)
    curve = tanh(inner)
    narrow = number_over(1, cosh(inner))
    half = times(self, 0.5)
    rest = number_minus(1, curve * curve)
    slope = times(plus(times(self * self, 3 * KAPPA), 1), BELL)
    first = times(rest, 0.5) * slope
    second = times(narrow, 2) * (-narrow * curve) * slope * half * slope
    third = times(self, 6 * KAPPA * BELL) * half * rest
    return grad * grad_output * (times(first, 2) + second + third)


def plus_scaled(array: Any, other: Any, factor: float) -> Any:
    return array + times(other, factor)


@op(
    "silu",
    node="SiluBackward0",
    samples=("F.silu(x(3))", "F.silu(x(3) * 2, inplace=True)"),
    formula="self * sigmoid(self)",
    en="Weighs each element with its own logistic function.",
    zh="用自身的逻辑斯谛函数给每个元素加权。",
)
def silu(self: Array) -> Array:
    return wide(lambda array: array * sigmoid_array(array))(self)


@silu.gradient("self", formula="grad * sigmoid(self) * (1 + self * (1 - sigmoid(self)))")
def _(grad: Array, self: Array) -> Array:
    share = sigmoid(self)
    return grad * share * plus(self * number_minus(1, share), 1)


@op(
    "mish",
    node="MishBackward0",
    samples=("F.mish(x(3))", "F.mish(x(3) * 2, inplace=True)"),
    formula="self * tanh(log(1 + exp(self)))",
    en="Weighs each element with tanh of its softplus.",
    zh="用 softplus 的双曲正切给每个元素加权。",
)
def mish(self: Array) -> Array:
    return wide(lambda array: array * np.tanh(np.logaddexp(array, 0)))(self)


@mish.gradient("self", formula="grad * (tanh(softplus) + self * sigmoid * (1 - tanh ** 2))")
def _(grad: Array, self: Array) -> Array:
    share = sigmoid(self)
    curve = tanh(log1p(exp(self)))
    return grad * (curve + self * share * number_minus(1, curve * curve))


@op(
    "softplus",
    node="SoftplusBackward0",
    samples=(
        "F.softplus(x(3))",
        "F.softplus(x(3) * 20, beta=2, threshold=10)",
        "F.softplus(v(-100.0, 0.0, 30.0))",
    ),
    formula="log(1 + exp(beta * self)) / beta",
    en="A smooth form of relu.",
    zh="relu 的光滑形式。",
)
def softplus(self: Array, *, beta: Any, threshold: Any) -> Array:
    def curve(array: Any) -> Any:
        scaled = array * beta
        soft = np.log1p(np.exp(np.minimum(scaled, threshold))) / beta
        return np.where(scaled > threshold, array, soft)

    return wide(curve)(self)[()]


@softplus.gradient("self", formula="grad * sigmoid(beta * self)")
def _(grad: Array, self: Array, *, beta: Any, threshold: Any) -> Array:
    return softplus_backward(grad, self, beta=beta, threshold=threshold)


@op(
    "softplus_backward",
    node="SoftplusBackwardBackward0",
    samples=("F.softplus(x(3)) * 2",),
    formula="grad_output * sigmoid(beta * self)",
    en="What softplus hands back.",
    zh="softplus 传回的梯度。",
)
def softplus_backward(grad_output: Array, self: Array, *, beta: Any, threshold: Any) -> Array:
    def slope(grad: Any, array: Any) -> Any:
        power = np.exp(np.minimum(array * beta, threshold))
        return np.where(array * beta > threshold, grad, grad * power / (power + 1))

    return wide(slope)(grad_output, self)[()]


@softplus_backward.gradient("grad_output", formula="softplus_backward(grad, self)")
def _(grad: Array, self: Array, *, beta: Any, threshold: Any) -> Array:
    return softplus_backward(grad, self, beta=beta, threshold=threshold)


@softplus_backward.gradient("self", formula="grad * grad_output * beta * sigmoid'(beta * self)")
def _(grad: Array, grad_output: Array, self: Array, *, beta: Any, threshold: Any) -> Array:
    scaled = times(self, beta)
    slope = sigmoid_backward(grad * grad_output, sigmoid(scaled))
    return times(slope * as_numbers(scaled < threshold, grad), beta)


@op(
    "log_sigmoid_forward",
    node="LogSigmoidBackward0",
    symbol="logsigmoid",
    samples=("F.logsigmoid(x(3))", "F.logsigmoid(v(-100.0, 0.0, 30.0))"),
    formula="log(sigmoid(self))",
    en="The logarithm of the logistic function.",
    zh="逻辑斯谛函数的对数。",
)
def log_sigmoid(self: Array) -> Array:
    return wide(lambda array: -np.logaddexp(-array, 0))(self)


@log_sigmoid.gradient("self", formula="grad * (1 - sigmoid(self))")
def _(grad: Array, self: Array) -> Array:
    return log_sigmoid_backward(grad, self)


@op(
    "log_sigmoid_backward",
    node="LogSigmoidBackwardBackward0",
    samples=("F.logsigmoid(x(3)) * 2",),
    formula="grad_output * (1 - sigmoid(self))",
    en="What logsigmoid hands back.",
    zh="logsigmoid 传回的梯度。",
)
def log_sigmoid_backward(grad_output: Array, self: Array) -> Array:
    return wide(lambda grad, array: grad * sigmoid_array(-array))(grad_output, self)


@log_sigmoid_backward.gradient("grad_output", formula="log_sigmoid_backward(grad, self)")
def _(grad: Array, self: Array) -> Array:
    return log_sigmoid_backward(grad, self)


@log_sigmoid_backward.gradient("self", formula="grad * grad_output * (z - 1) * z")
def _(grad: Array, grad_output: Array, self: Array) -> Array:
    z = sigmoid(self)
    return grad * grad_output * minus(z, 1) * z
