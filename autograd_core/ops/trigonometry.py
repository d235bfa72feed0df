"""Circular and hyperbolic functions and their inverses, element by element."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core.dispatch import Array
from autograd_core.numeric import wide
from autograd_core.ops.by_number import minus, number_minus, plus, times
from autograd_core.ops.calls import both, where
from autograd_core.ops.exponentials import rsqrt
from autograd_core.ops.masks import masked_fill
from autograd_core.ops.offering import elementwise, offer_binary, offer_unary, refuse
from autograd_core.ops.powers import pow_scalar
from autograd_core.ops.registry import op


@elementwise(
    "sin",
    math.sin,
    np.sin,
    samples=("x(3).sin()", "torch.sin(x(2, 3))", "(x(3) * 2).sin_()"),
    en="The sine of each element, an angle in radians.",
    zh="逐元素正弦（弧度）。",
)
def sin(grad: Array, self: Array) -> Array:
    return grad * cos(self)


@elementwise(
    "cos",
    math.cos,
    np.cos,
    samples=("x(3).cos()", "torch.cos(x(2, 3))"),
    en="The cosine of each element, an angle in radians.",
    zh="逐元素余弦（弧度）。",
)
def cos(grad: Array, self: Array) -> Array:
    return grad * -sin(self)


@elementwise(
    "tan",
    math.tan,
    np.tan,
    samples=("x(3).tan()",),
    en="The tangent of each element, an angle in radians.",
    zh="逐元素正切（弧度）。",
)
def tan(grad: Array, result: Array) -> Array:
    return grad * plus(pow_scalar(result, exponent=2), 1)


@elementwise(
    "asin",
    math.asin,
    np.arcsin,
    aliases=("arcsin",),
    samples=("u(3).asin()", "torch.arcsin(u(3))"),
    en="The angle whose sine each element is.",
    zh="逐元素反正弦。",
)
def asin(grad: Array, self: Array) -> Array:
    return grad * rsqrt(plus(-self * self, 1))


@elementwise(
    "acos",
    math.acos,
    np.arccos,
    aliases=("arccos",),
    samples=("u(3).acos()",),
    en="The angle whose cosine each element is.",
    zh="逐元素反余弦。",
)
def acos(grad: Array, self: Array) -> Array:
    return grad * -rsqrt(plus(-self * self, 1))


@elementwise(
    "atan",
    math.atan,
    np.arctan,
    aliases=("arctan",),
    samples=("x(3).atan()",),
    en="The angle whose tangent each element is.",
    zh="逐元素反正切。",
)
def atan(grad: Array, self: Array) -> Array:
    return grad / plus(self * self, 1)


@elementwise(
    "sinh",
    math.sinh,
    np.sinh,
    samples=("x(3).sinh()",),
    en="The hyperbolic sine of each element.",
    zh="逐元素双曲正弦。",
)
def sinh(grad: Array, self: Array) -> Array:
    return grad * cosh(self)


@elementwise(
    "cosh",
    math.cosh,
    np.cosh,
    samples=("x(3).cosh()",),
    en="The hyperbolic cosine of each element.",
    zh="逐元素双曲余弦。",
)
def cosh(grad: Array, self: Array) -> Array:
    return grad * sinh(self)


@elementwise(
    "tanh",
    math.tanh,
    np.tanh,
    samples=("x(3).tanh()", "torch.tanh(x(2, 3))", "(x(3) * 2).tanh_()"),
    en="The hyperbolic tangent of each element, between -1 and 1.",
    zh="逐元素双曲正切，值在 -1 与 1 之间。",
)
def tanh(grad: Array, result: Array) -> Array:
    return tanh_backward(grad, result)


@op(
    "tanh_backward",
    node="TanhBackwardBackward0",
    pointwise=True,
    samples=("x(3).tanh() * 2",),
    en="What the hyperbolic tangent hands back.",
    zh="双曲正切传回的梯度。",
    formula="grad_output * (1 - output * output)",
)
def tanh_backward(grad_output: Array, output: Array) -> Array:
    slope = 1 - output * output
    slope *= grad_output  # in the memory of the slope: a third less to allocate
    return slope


@tanh_backward.gradient("grad_output")
def _(grad: Array, output: Array) -> Array:
    return tanh_backward(grad, output)


@tanh_backward.gradient("output")
def _(grad: Array, grad_output: Array, output: Array) -> Array:
    return grad * (times(output, -2) * grad_output)


def no_inplace(name: str) -> Any:
    """The rule of an in-place form that PyTorch has no derivative for."""

    def rule(grad: Array) -> Array:
        raise NotImplementedError(
            f"the derivative for 'inplace version of {name}' is not implemented."
        )

    return rule


@elementwise(
    "asinh",
    math.asinh,
    np.arcsinh,
    aliases=("arcsinh",),
    samples=("x(3).asinh()",),
    en="The inverse of the hyperbolic sine.",
    zh="逐元素反双曲正弦。",
)
def asinh(grad: Array, self: Array) -> Array:
    return grad * rsqrt(plus(pow_scalar(self, exponent=2), 1))


@elementwise(
    "acosh",
    math.acosh,
    np.arccosh,
    aliases=("arccosh",),
    samples=("(p(3) + 1).acosh()",),
    en="The inverse of the hyperbolic cosine.",
    zh="逐元素反双曲余弦。",
)
def acosh(grad: Array, self: Array) -> Array:
    return grad * rsqrt(minus(self * self, 1))


@elementwise(
    "atanh",
    math.atanh,
    np.arctanh,
    aliases=("arctanh",),
    samples=("u(3).atanh()",),
    en="The inverse of the hyperbolic tangent.",
    zh="逐元素反双曲正切。",
)
def atanh(grad: Array, self: Array) -> Array:
    return times(grad, 1) / number_minus(1, pow_scalar(self, exponent=2))


@op(
    "atan2",
    node="Atan2Backward0",
    floating=True,
    samples=("torch.atan2(x(3), x(2, 3))", "torch.atan2(v(0.0), v(0.0))"),
    formula="atan2(self, other)",
    en="The angle of the point (other, self).",
    zh="点 (other, self) 的辐角。",
)
def atan2(self: Array, other: Array) -> Array:
    return wide(np.arctan2)(self, other)


@atan2.gradient("self", formula="grad * other / (self ** 2 + other ** 2)")
def _(grad: Array, self: Array, other: Array) -> Array:
    return grad * other * inverse_square(self, other)


@atan2.gradient("other", formula="grad * -self / (self ** 2 + other ** 2)")
def _(grad: Array, self: Array, other: Array) -> Array:
    return grad * -self * inverse_square(self, other)


def inverse_square(self: Any, other: Any) -> Any:
    """1 over the squared distance from the origin; 0 at the origin."""
    from autograd_core.ops.division import reciprocal

    origin = both(self == 0, other == 0)
    return masked_fill(reciprocal(self * self + other * other), origin, value=0)


@op(
    "hypot",
    node="HypotBackward0",
    pointwise=True,
    samples=("torch.hypot(x(3), x(2, 3))",),
    formula="sqrt(self ** 2 + other ** 2)",
    en="The length of the hypotenuse of a right triangle.",
    zh="直角三角形斜边的长度。",
)
def hypot(self: Array, other: Array) -> Array:
    return wide(np.hypot)(self, other)


@hypot.gradient("self")
def _(grad: Array, self: Array, result: Array) -> Array:
    return grad * self / result


@hypot.gradient("other")
def _(grad: Array, other: Array, result: Array) -> Array:
    return grad * other / result


@op(
    "sinc",
    node="SincBackward0",
    floating=True,
    samples=("x(3).sinc()", "v(0.0, 1.0).sinc()"),
    formula="sin(pi * self) / (pi * self)",
    en="sin(πx) / (πx), 1 at 0.",
    zh="sin(πx) / (πx)，在 0 处为 1。",
)
def sinc(self: Array) -> Array:
    angle = self * math.pi  # in single precision, too: sinc(1) is as far from 0 as in PyTorch
    return np.where(self == 0, self.dtype.type(1), sin.forward(angle) / angle)[()]


@sinc.gradient("self", formula="grad * (cos(pi * self) - result) / self")
def _(grad: Array, self: Array) -> Array:
    angle = times(self, math.pi)
    square = times(self * self, math.pi)
    return where(square == 0.0, 0.0, grad * ((angle * cos(angle) - sin(angle)) / square))


@op(
    "deg2rad",
    node="Deg2RadBackward0",
    floating=True,
    samples=("x(3).deg2rad()",),
    formula="self * pi / 180",
    en="Degrees as radians.",
    zh="把角度换算为弧度。",
)
def deg2rad(self: Array) -> Array:
    return self * 0.017453292519943295


@deg2rad.gradient("self", formula="grad * pi / 180")
def _(grad: Array) -> Array:
    return times(grad, 0.017453292519943295)


@op(
    "rad2deg",
    node="Rad2DegBackward0",
    floating=True,
    samples=("x(3).rad2deg()",),
    formula="self * 180 / pi",
    en="Radians as degrees.",
    zh="把弧度换算为角度。",
)
def rad2deg(self: Array) -> Array:
    return self * 57.29577951308232


@rad2deg.gradient("self", formula="grad * 180 / pi")
def _(grad: Array) -> Array:
    return times(grad, 57.29577951308232)


offer_unary(sinc, "special_sinc")
offer_unary(deg2rad)
offer_unary(rad2deg)
offer_binary(atan2, "arctan2", numbers=False)
offer_binary(hypot, numbers=False, check=refuse("hypot_cpu", "biu"))
