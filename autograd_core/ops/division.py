"""Division: exact, rounded towards zero, rounded down, and of 1."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops.by_number import number_over
from autograd_core.ops.copying import zeros_like
from autograd_core.ops.offering import by_kind, offer_unary, operand, sides
from autograd_core.ops.registry import op, public
from autograd_core.out import into
from autograd_core.tensor import Tensor


@op(
    "div.Tensor",
    node="DivBackward0",
    symbol="÷",
    floating=True,
    samples=("x(3) / p(3)", "x(2, 1) / p(3)", "x(3) / 2.0", "1 / p(3)"),
    en="Divides element by element.",
    zh="逐元素相除。",
    formula="self / other",
)
def div(self: Array, other: Array) -> Array:
    return np.true_divide(self, other)


@div.gradient("self")
def _(grad: Array, other: Array) -> Array:
    return grad / other


@div.gradient("other", formula="-grad * ((self / other) / other)")
def _(grad: Array, self: Array, other: Array) -> Array:
    if isinstance(self, (int, float)):
        return -grad * (number_over(self, other) / other)
    return -grad * ((self / other) / other)


@op(
    "div.Tensor_mode",
    node="DivBackward2",
    symbol="÷",
    samples=(
        "torch.div(x(3) * 3, p(3), rounding_mode='trunc')",
        "torch.div(x(3) * 3, p(2, 3), rounding_mode='floor')",
        "torch.div(x(3), p(3), rounding_mode=None)",
        "torch.div(x(3), 2, rounding_mode='floor')",
    ),
    pointwise=True,
    formula="round(self / other)",
    en="Divides and rounds towards zero or down.",
    zh="相除后向零或向下取整。",
)
def div_mode(self: Array, other: Array, *, rounding_mode: str | None) -> Array:
    if rounding_mode is None:
        return np.true_divide(self, other)
    return floored(self, other) if rounding_mode == "floor" else truncated(self, other)


@div_mode.gradient("self", formula="0 (rounded), grad / other (not rounded)")
def _(grad: Array, other: Array, *, rounding_mode: str | None) -> Array:
    return grad / other if rounding_mode is None else zeros_like(grad)


@div_mode.gradient("other", formula="0 (rounded), -grad * self / other ** 2 (not rounded)")
def _(grad: Array, self: Array, other: Array, *, rounding_mode: str | None) -> Array:
    return -grad * ((self / other) / other) if rounding_mode is None else zeros_like(grad)


def floored(left: Any, right: Any) -> Any:
    """The quotient rounded down."""
    check_whole(left, right, "div_floor_cpu")
    return np.floor_divide(left, right)


def truncated(left: Any, right: Any) -> Any:
    """The quotient rounded towards zero."""
    check_whole(left, right, "div_trunc_cpu")
    if np.result_type(left, right).kind in "iu":
        quotient = np.floor_divide(left, right)
        return quotient + ((quotient < 0) & (quotient * right != left))
    return np.trunc(left / right)


def check_whole(left: Any, right: Any, kernel: str) -> None:
    """PyTorch's errors for truth values, and for a whole number divided by 0."""
    kind = np.result_type(left, right).kind
    if kind == "b":
        raise NotImplementedError(f"\"{kernel}\" not implemented for 'Bool'")
    if kind in "iu" and not np.all(right):
        raise RuntimeError("ZeroDivisionError")


def no_derivative(name: str) -> RuntimeError:
    """What the backward of an operation says that PyTorch has no formula for."""
    return RuntimeError(f"derivative for aten::{name} is not implemented")


@op(
    "floor_divide",
    node="NotImplemented",
    symbol="//",
    pointwise=True,
    formula="floor(self / other)",
    en="Divides and rounds down; it has no derivative.",
    zh="相除后向下取整；没有导数。",
    samples=("x(3).detach() // p(3).detach()",),
)
def floor_divide(self: Array, other: Array) -> Array:
    return floored(self, other)


@floor_divide.gradient("self", "other", formula="undefined")
def _(grad: Array) -> Array:
    raise no_derivative("floor_divide")


@op(
    "floor_divide.Scalar",
    node="NotImplemented",
    symbol="//",
    formula="floor(self / other)",
    en="Divides by a number and rounds down; it has no derivative.",
    zh="除以一个数并向下取整；没有导数。",
    samples=("x(3).detach() // 2",),
)
def floor_divide_number(self: Array, *, other: Any) -> Array:
    return floored(*with_number(self, other))


@floor_divide_number.gradient("self", formula="undefined")
def _(grad: Array) -> Array:
    raise no_derivative("floor_divide")


@op(
    "floor_divide.Scalar_Tensor",
    node="NotImplemented",
    symbol="//",
    formula="floor(self / other)",
    en="Divides a number and rounds down; it has no derivative.",
    zh="用一个数除以张量并向下取整；没有导数。",
    samples=("2 // p(3).detach()",),
)
def floor_divide_of_number(other: Array, *, self: Any) -> Array:
    right, left = with_number(other, self)
    return floored(left, right)


@floor_divide_of_number.gradient("other", formula="undefined")
def _(grad: Array) -> Array:
    raise no_derivative("floor_divide")


def with_number(array: Any, number: Any) -> list[Any]:
    """An array and a number in the dtype that they have together."""
    from autograd_core.promotion import promoted

    return promoted([array, number])


@op(
    "reciprocal",
    node="ReciprocalBackward0",
    floating=True,
    samples=("p(3).reciprocal()", "(p(3) * 2).reciprocal_()"),
    formula="1 / self",
    en="Divides 1 by each element.",
    zh="取倒数。",
)
def reciprocal(self: Array) -> Array:
    return 1 / self


@reciprocal.gradient("self")
def _(grad: Array, result: Array) -> Array:
    return -grad * (result * result)


MODES = (None, "trunc", "floor")
NO_MODE: Any = object()


def prepared_div(name: str, other: Any, rounding_mode: Any) -> tuple[Any, Any, dict[str, Any]]:
    """The operation, the divisor and the numbers of a division."""
    if not isinstance(other, Tensor):
        other = operand(name, other, position=1 if name.endswith("_") else 2)
    if rounding_mode is NO_MODE:
        return div, other, {}
    if rounding_mode not in MODES:
        raise RuntimeError(
            "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found "
            f"'{rounding_mode}'"
        )
    return div_mode, other, {"rounding_mode": rounding_mode}


@public("div", "divide")
def torch_div(
    input: Tensor, other: Any, *, rounding_mode: Any = NO_MODE, out: Tensor | None = None
) -> Any:
    """`input / other`, rounded if asked: "trunc" or "floor" (torch.div)."""
    input, other = sides("div", input, other)
    entry, other, values = prepared_div("div", other, rounding_mode)
    if entry is div_mode and rounding_mode is None:
        input, other = as_floats(input, other)
    if out is not None:
        return into("div", out, (input, other), lambda: apply(entry, (input, other), values))
    return apply(entry, (input, other), values)


def as_floats(input: Tensor, other: Any) -> tuple[Tensor, Any]:
    """Whole numbers become floating point, as a division that does not round wants them."""
    from autograd_core import dtypes
    from autograd_core.promotion import operand as weight

    parts = (weight(each._a if isinstance(each, Tensor) else each) for each in (input, other))
    kind = dtypes.result_type(*parts)
    if kind.is_floating_point or kind.is_complex:
        return input, other
    wanted: Any = input
    return wanted.to(dtypes.get_default_dtype()), other


@public("true_divide")
def true_divide(input: Tensor, other: Any, *, out: Tensor | None = None) -> Any:
    """`input / other` (torch.true_divide)."""
    return torch_div(input, other, out=out)


@public("div_", "divide_", function=False)
def div_(self: Tensor, other: Any, *, rounding_mode: Any = NO_MODE) -> Tensor:
    """In place: `self / other` (torch.Tensor.div_)."""
    entry, other, values = prepared_div("div_", other, rounding_mode)
    return apply_inplace(entry, (self, other), values)


@public("true_divide_", function=False)
def true_divide_(self: Tensor, other: Any) -> Tensor:
    """In place: `self / other` (torch.Tensor.true_divide_)."""
    return div_(self, other)


by_kind("floor_divide", floor_divide, floor_divide_number, floor_divide_of_number)
offer_unary(reciprocal)
