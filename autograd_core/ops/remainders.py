"""Remainders: what is left when whole multiples are taken away, as `%` and as fmod see it."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array
from autograd_core.ops.division import check_whole, div_mode, no_derivative, with_number
from autograd_core.ops.offering import by_kind
from autograd_core.ops.registry import op


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
    check_whole(left, right, "remainder_cpu")
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
    check_whole(left, right, "fmod_cpu")
    return np.fmod(left, right)


by_kind("remainder", remainder, remainder_number, remainder_of_number)
by_kind("fmod", fmod, fmod_number)
