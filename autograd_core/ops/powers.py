"""Powers and remainders: tensors and numbers raised to each other, and what a division leaves."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.ops.activations import zeros_like
from autograd_core.ops.arithmetic import checked, torch_pow
from autograd_core.ops.comparisons import eq, ge, where
from autograd_core.ops.elementwise import log
from autograd_core.ops.registry import Number, op, public, required
from autograd_core.tensor import Tensor


@op(
    "pow.Tensor_Tensor",
    node="PowBackward1",
    symbol="pow",
    pointwise=True,
    samples=("p(3) ** x(3)", "p(2, 1) ** x(3)", "v(0.0, 2.0) ** v(0.0, 2.0)"),
    formula="self ** exponent",
    en="Raises each element to the power of another.",
    zh="逐元素以另一张量为指数求幂。",
)
def pow_tensor(self: Array, exponent: Array) -> Array:
    return np.power(self, exponent)


@pow_tensor.gradient("self", formula="grad * (exponent * self ** (exponent - 1))")
def _(grad: Array, self: Array, exponent: Array) -> Array:
    slope = grad * (exponent * self ** (exponent - 1))
    return where(eq(exponent, 0.0), zeros_like(slope), slope)


@pow_tensor.gradient("exponent", formula="grad * (result * log(self))")
def _(grad: Array, self: Array, exponent: Array, result: Array) -> Array:
    slope = result * log(self)
    return grad * where(eq(self, 0) * ge(exponent, 0), zeros_like(slope), slope)


@op(
    "pow.Scalar",
    node="PowBackward2",
    symbol="pow",
    pointwise=True,
    samples=("2 ** x(3)", "0.5 ** x(2, 3)"),
    formula="self ** exponent",
    en="Raises a number to the power of each element.",
    zh="以每个元素为指数对一个数求幂。",
)
def pow_base(exponent: Array, *, self: Any) -> Array:
    return np.power(np.asarray(self, dtype=exponent.dtype), exponent)[()]


@pow_base.gradient("exponent", formula="grad * (result * log(self))")
def _(grad: Array, result: Array, *, self: Any) -> Array:
    return grad * (result * math.log(self)) if self > 0 else grad * 0


@op(
    "remainder.Scalar",
    node="RemainderBackward0",
    symbol="mod",
    pointwise=True,
    samples=("x(3) % 2", "torch.remainder(x(3), 1.5)"),
    formula="self % other",
    en="What a division by a number leaves.",
    zh="除以一个数所得的余数。",
)
def remainder(self: Array, *, other: Any) -> Array:
    return np.remainder(self, other)


@remainder.gradient("self")
def _(grad: Array) -> Array:
    return grad


@op(
    "floor_divide",
    node="NotImplemented",
    symbol="//",
    pointwise=True,
    samples=("c(3) // 2",),
    formula="self // other",
    en="Divides and rounds down; PyTorch has no gradient for it.",
    zh="相除并向下取整；PyTorch 没有为它定义梯度。",
)
def floor_divide(self: Array, other: Array) -> Array:
    return np.floor_divide(self, other)


@floor_divide.gradient("self", "other", formula="0")
def _(grad: Array) -> Array:
    raise RuntimeError("derivative for aten::floor_divide is not implemented")


@public("pow")
def torch_power(input: Any, exponent: Any) -> Any:
    """`input ** exponent`; one of the two may be a Python number (torch.pow)."""
    if isinstance(input, Tensor) and isinstance(exponent, Tensor):
        return apply(pow_tensor, (input, exponent), {})
    if isinstance(exponent, Tensor) and isinstance(input, Number):
        return apply(pow_base, (exponent,), {"self": input})
    return torch_pow(input, exponent)


@public("square")
def torch_square(input: Tensor) -> Any:
    """Each element times itself: `pow(2)` (torch.square)."""
    return torch_pow(required("square", "input", 1, input), 2)


@public("floor_divide")
def torch_floor_divide(input: Tensor, other: Any) -> Any:
    """`input / other` rounded down (torch.floor_divide)."""
    checked("floor_divide", input, other)
    return apply(floor_divide, (input, other), {})


@public("remainder")
def torch_remainder(input: Tensor, other: Any) -> Any:
    """What `input / other` leaves, with the sign of `other`, a number (torch.remainder)."""
    required("remainder", "input", 1, input)
    if isinstance(other, Tensor):
        return input - other * torch_floor_divide(input, other)
    return apply(remainder, (input,), {"other": other})
