"""Division, with its remainders: what is left when whole parts are taken away."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops.by_number import number_over
from autograd_core.ops.copying import zeros_like
from autograd_core.ops.offering import offer_unary, operand
from autograd_core.ops.registry import op, public, required
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
    check_whole(left, right)
    return np.floor_divide(left, right)


def truncated(left: Any, right: Any) -> Any:
    """The quotient rounded towards zero."""
    check_whole(left, right)
    if np.result_type(left, right).kind in "iu":
        quotient = np.floor_divide(left, right)
        return quotient + ((quotient < 0) & (quotient * right != left))
    return np.trunc(left / right)


def check_whole(left: Any, right: Any) -> None:
    """PyTorch's error for a whole number divided by 0."""
    if np.result_type(left, right).kind in "iu" and not np.all(right):
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
    "remainder.Scalar",
    node="RemainderBackward0",
    symbol="%",
    samples=("(x(3) * 3) % 2", "torch.remainder(x(3), -1.5)"),
    formula="self % other",
    en="What is left of a division rounded down by a number.",
    zh="除以一个数（商向下取整）后的余数。",
)
def remainder_number(self: Array, *, other: Any) -> Array:
    return rest(*with_number(self, other))


@remainder_number.gradient("self")
def _(grad: Array) -> Array:
    return grad


@op(
    "remainder.Tensor",
    node="RemainderBackward1",
    symbol="%",
    pointwise=True,
    samples=("(x(3) * 3) % p(2, 3)",),
    formula="self % other",
    en="What is left of a division rounded down.",
    zh="相除（商向下取整）后的余数。",
)
def remainder(self: Array, other: Array) -> Array:
    return rest(self, other)


@remainder.gradient("self")
def _(grad: Array) -> Array:
    return grad


@remainder.gradient("other", formula="-grad * floor(self / other)")
def _(grad: Array, self: Array, other: Array) -> Array:
    return -grad * div_mode(self, other, rounding_mode="floor")


def rest(left: Any, right: Any) -> Any:
    """The remainder that has the sign of the divisor."""
    check_whole(left, right)
    if np.result_type(left, right).kind in "iub":
        return np.remainder(left, right)
    found = np.fmod(left, right)
    return np.where((found != 0) & ((right < 0) != (found < 0)), found + right, found)[()]


@op(
    "remainder.Scalar_Tensor",
    node="NotImplemented",
    symbol="%",
    samples=("2 % p(3).detach()",),
    formula="self % other",
    en="What is left of a number divided by a tensor; it has no derivative.",
    zh="一个数除以张量后的余数；没有导数。",
)
def remainder_of_number(other: Array, *, self: Any) -> Array:
    right, left = with_number(other, self)
    return rest(left, right)


@remainder_of_number.gradient("other", formula="undefined")
def _(grad: Array) -> Array:
    raise no_derivative("remainder")


@op(
    "fmod.Scalar",
    node="FmodBackward0",
    symbol="fmod",
    samples=("(x(3) * 3).fmod(2)", "torch.fmod(x(3), -1.5)"),
    formula="fmod(self, other)",
    en="What is left of a division by a number, with the sign of the dividend.",
    zh="除以一个数后的余数，符号与被除数相同。",
)
def fmod_number(self: Array, *, other: Any) -> Array:
    return fmod_of(*with_number(self, other))


@fmod_number.gradient("self")
def _(grad: Array) -> Array:
    return grad


@op(
    "fmod.Tensor",
    node="FmodBackward1",
    symbol="fmod",
    pointwise=True,
    samples=("(x(3) * 3).fmod(p(2, 3))",),
    formula="fmod(self, other)",
    en="What is left of a division, with the sign of the dividend.",
    zh="相除后的余数，符号与被除数相同。",
)
def fmod(self: Array, other: Array) -> Array:
    return fmod_of(self, other)


@fmod.gradient("self")
def _(grad: Array) -> Array:
    return grad


@fmod.gradient("other", formula="-grad * trunc(self / other)")
def _(grad: Array, self: Array, other: Array) -> Array:
    return -grad * div_mode(self, other, rounding_mode="trunc")


def fmod_of(left: Any, right: Any) -> Any:
    check_whole(left, right)
    return np.fmod(left, right)


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
    required("div", "input", 1, input)
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


def by_kind(name: str, of_tensor: Any, of_number: Any) -> None:
    """Offer an operation that is another one for a number than for a tensor."""

    def prepared(title: str, input: Any, other: Any, place: int) -> tuple[Any, Any, Any]:
        if isinstance(other, Tensor):
            return of_tensor, (input, other), {}
        return of_number, (input,), {"other": operand(title, other, position=place)}

    def function(input: Tensor, other: Any, *, out: Tensor | None = None) -> Any:
        required(name, "input", 1, input)
        entry, args, values = prepared(name, input, other, 2)
        if out is not None:
            return into(name, out, (input, other), lambda: apply(entry, args, values))
        return apply(entry, args, values)

    def method_(self: Tensor, other: Any) -> Tensor:
        return apply_inplace(*prepared(f"{name}_", self, other, 1))

    function.__name__, method_.__name__ = name, f"{name}_"
    function.__doc__ = f"{of_tensor.en} (torch.{name})"
    method_.__doc__ = f"In place: {of_tensor.en} (torch.Tensor.{name}_)"
    public(name)(function)
    public(f"{name}_", function=False)(method_)


by_kind("floor_divide", floor_divide, floor_divide_number)
by_kind("remainder", remainder, remainder_number)
by_kind("fmod", fmod, fmod_number)
offer_unary(reciprocal)
