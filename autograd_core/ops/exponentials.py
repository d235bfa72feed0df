"""Exponentials, logarithms and roots, element by element."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core.dispatch import Array
from autograd_core.numeric import wide
from autograd_core.ops.by_number import plus, times
from autograd_core.ops.offering import elementwise, offer_binary, refuse
from autograd_core.ops.powers import pow_scalar, power_of_two
from autograd_core.ops.registry import op

LN2, LN10 = 0.6931471805599453, 2.3025850929940456


@elementwise(
    "exp",
    math.exp,
    np.exp,
    samples=("x(3).exp()", "torch.exp(x(2, 3))", "(x(3) * 2).exp_()"),
    en="e to the power of each element.",
    zh="以 e 为底的逐元素指数函数。",
)
def exp(grad: Array, result: Array) -> Array:
    return grad * result


@elementwise(
    "exp2",
    math.exp2,
    np.exp2,
    aliases=("special_exp2",),
    samples=("x(3).exp2()",),
    en="2 to the power of each element.",
    zh="以 2 为底的逐元素指数函数。",
)
def exp2(grad: Array, result: Array) -> Array:
    return times(grad * result, LN2)


@elementwise(
    "expm1",
    math.expm1,
    np.expm1,
    aliases=("special_expm1",),
    samples=("x(3).expm1()",),
    en="e to the power of each element, minus 1, exact near 0.",
    zh="e 的逐元素幂减 1，在 0 附近保持精确。",
)
def expm1(grad: Array, result: Array) -> Array:
    return grad * plus(result, 1)


@elementwise(
    "log",
    math.log,
    np.log,
    samples=("p(3).log()", "torch.log(p(2, 3))", "v(0.0, 1.0).log()"),
    en="The natural logarithm of each element.",
    zh="逐元素自然对数。",
)
def log(grad: Array, self: Array) -> Array:
    return grad / self


@elementwise(
    "log2",
    math.log2,
    np.log2,
    samples=("p(3).log2()",),
    en="The logarithm to base 2 of each element.",
    zh="逐元素以 2 为底的对数。",
)
def log2(grad: Array, self: Array) -> Array:
    return grad / times(self, LN2)


@elementwise(
    "log10",
    math.log10,
    np.log10,
    samples=("p(3).log10()",),
    en="The logarithm to base 10 of each element.",
    zh="逐元素以 10 为底的对数。",
)
def log10(grad: Array, self: Array) -> Array:
    return grad / times(self, LN10)


@elementwise(
    "log1p",
    math.log1p,
    np.log1p,
    node="Log1PBackward0",
    aliases=("special_log1p",),
    samples=("p(3).log1p()",),
    en="The natural logarithm of each element plus 1, exact near 0.",
    zh="各元素加 1 后取自然对数，在 0 附近保持精确。",
)
def log1p(grad: Array, self: Array) -> Array:
    return grad / plus(self, 1)


@elementwise(
    "sqrt",
    math.sqrt,
    np.sqrt,
    samples=("p(3).sqrt()", "v(0.0, 4.0).sqrt()"),
    en="The square root of each element.",
    zh="逐元素平方根。",
)
def sqrt(grad: Array, result: Array) -> Array:
    return grad / times(result, 2)


def inverse_root(array: Any) -> Any:
    return 1 / np.sqrt(array)


@elementwise(
    "rsqrt",
    lambda value: 1 / math.sqrt(value) if value else math.copysign(math.inf, value),
    inverse_root,
    samples=("p(3).rsqrt()",),
    en="1 over the square root of each element.",
    zh="逐元素平方根的倒数。",
)
def rsqrt(grad: Array, result: Array) -> Array:
    return times(grad, -0.5) * pow_scalar(result, exponent=3)


@op(
    "logaddexp",
    node="LogaddexpBackward0",
    pointwise=True,
    samples=("torch.logaddexp(x(3), x(2, 3))", "torch.logaddexp(v(1.0), v(1.0))"),
    formula="log(exp(self) + exp(other))",
    en="The logarithm of the sum of the exponentials of two tensors.",
    zh="两个张量的指数之和的对数。",
)
def logaddexp(self: Array, other: Array) -> Array:
    return wide(np.logaddexp)(self, other)


@logaddexp.gradient("self")
def _(grad: Array, self: Array, other: Array) -> Array:
    return grad / plus(exp(other - self), 1)


@logaddexp.gradient("other")
def _(grad: Array, self: Array, other: Array) -> Array:
    return grad / plus(exp(self - other), 1)


@op(
    "logaddexp2",
    node="Logaddexp2Backward0",
    pointwise=True,
    samples=("torch.logaddexp2(x(3), x(2, 3))",),
    formula="log2(2 ** self + 2 ** other)",
    en="The logarithm to base 2 of the sum of the powers of 2 of two tensors.",
    zh="两个张量作为 2 的幂次求和后，以 2 为底的对数。",
)
def logaddexp2(self: Array, other: Array) -> Array:
    return wide(np.logaddexp2)(self, other)


@logaddexp2.gradient("self", formula="grad / (1 + 2 ** (other - self))")
def _(grad: Array, self: Array, other: Array) -> Array:
    return grad / plus(power_of_two(other - self), 1)


@logaddexp2.gradient("other", formula="grad / (1 + 2 ** (self - other))")
def _(grad: Array, self: Array, other: Array) -> Array:
    return grad / plus(power_of_two(self - other), 1)


offer_binary(logaddexp, inplace=False, numbers=False, check=refuse("logaddexp_cpu", "biu"))
offer_binary(logaddexp2, inplace=False, numbers=False, check=refuse("logaddexp2_cpu", "biu"))
