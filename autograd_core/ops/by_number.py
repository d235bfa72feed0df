"""Arithmetic with a plain number, as PyTorch's own formulas do it: nodes without a second edge.

Where Python's `x * 2` wraps the number into a tensor (MulBackward0), PyTorch's C++ has overloads
for numbers of their own (MulBackward1), and a gradient rule's nodes are theirs.
"""

from __future__ import annotations

from typing import Any

from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import OPS, op
from autograd_core.tensor import Tensor


@op(
    "add.Scalar",
    node="AddBackward1",
    symbol="+",
    pointwise=True,
    samples=("torch.log1p(p(3))",),
    en="Adds a number.",
    zh="加上一个数。",
)
def add_scalar(self: Array, *, other: Any) -> Array:
    return self + other


@add_scalar.gradient("self")
def _(grad: Array) -> Array:
    return grad


@op(
    "sub.Scalar",
    node="SubBackward1",
    symbol="−",
    pointwise=True,
    samples=("p(3) ** p(3)",),
    en="Subtracts a number.",
    zh="减去一个数。",
)
def sub_scalar(self: Array, *, other: Any) -> Array:
    return self - other


@sub_scalar.gradient("self")
def _(grad: Array) -> Array:
    return grad


@op(
    "mul.Scalar",
    node="MulBackward1",
    symbol="×",
    pointwise=True,
    samples=("x(3) ** 3",),
    en="Multiplies with a number.",
    zh="乘以一个数。",
)
def mul_scalar(self: Array, *, other: Any) -> Array:
    return self * other


@mul_scalar.gradient("self")
def _(grad: Array, *, other: Any) -> Array:
    return times(grad, other)


@op(
    "div.Scalar",
    node="DivBackward1",
    symbol="÷",
    floating=True,
    samples=("torch.maximum(x(3), x(3))",),
    en="Divides by a number.",
    zh="除以一个数。",
)
def div_scalar(self: Array, *, other: Any) -> Array:
    return self / other


@div_scalar.gradient("self")
def _(grad: Array, *, other: Any) -> Array:
    return over(grad, other)


def times(array: Array, number: Any) -> Any:
    """`array * number` (MulBackward1)."""
    if isinstance(array, Tensor):
        return apply(mul_scalar, (array,), {"other": number})
    return array * number


def plus(array: Array, number: Any) -> Any:
    """`array + number` (AddBackward1)."""
    if isinstance(array, Tensor):
        return apply(add_scalar, (array,), {"other": number})
    return array + number


def minus(array: Array, number: Any) -> Any:
    """`array - number` (SubBackward1)."""
    if isinstance(array, Tensor):
        return apply(sub_scalar, (array,), {"other": number})
    return array - number


def over(array: Array, number: Any) -> Any:
    """`array / number` (DivBackward1)."""
    if isinstance(array, Tensor):
        return apply(div_scalar, (array,), {"other": number})
    return array / number


def number_minus(number: Any, array: Array) -> Any:
    """`number - array`: a number as first argument (SubBackward0(None, …))."""
    if isinstance(array, Tensor):
        return apply(OPS["sub.Tensor"], (number, array), {"alpha": 1})
    return number - array


def number_over(number: Any, array: Array) -> Any:
    """`number / array`: a number as first argument (DivBackward0(None, …))."""
    if isinstance(array, Tensor):
        return apply(OPS["div.Tensor"], (number, array), {})
    return number / array


def scaled(array: Array, number: Any) -> Any:
    """`array * number`, the array itself for 1 (PyTorch's maybe_multiply)."""
    return array if number == 1 else times(array, number)
