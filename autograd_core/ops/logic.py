"""Logic and bits: truth values and whole numbers; nothing here has a gradient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core.dispatch import Array, Op, apply
from autograd_core.inplace import apply_inplace, check_result
from autograd_core.ops.offering import Number, named, operand, refuse, wrong_arguments
from autograd_core.ops.registry import FUNCTIONS, METHODS, op, required
from autograd_core.out import into
from autograd_core.tensor import Tensor

LOGICAL = {
    "and": (np.logical_and, "Whether both elements are true.", "两个元素是否都为真。"),
    "or": (np.logical_or, "Whether one of two elements is true.", "两个元素中是否有一个为真。"),
    "xor": (np.logical_xor, "Whether just one of two elements is true.", "是否恰有一个元素为真。"),
}
BITWISE = {
    "bitwise_and": ("&", np.bitwise_and, "The bits that both have.", "两者共有的二进制位。"),
    "bitwise_or": (
        "|",
        np.bitwise_or,
        "The bits that one of both has.",
        "任一方具有的二进制位。",
    ),
    "bitwise_xor": ("^", np.bitwise_xor, "The bits that just one has.", "恰有一方具有的二进制位。"),
}


def two_of_logic(name: str, ufunc: Callable[..., Any], en: str, zh: str) -> None:
    def forward(self: Array, other: Array) -> Array:
        return ufunc(self, other)

    forward.__module__ = __name__
    entry = op(
        f"logical_{name}",
        symbol=name,
        pointwise=True,
        samples=(
            f"torch.logical_{name}(x(3) > 0, x(2, 3) > 0)",
            f"torch.logical_{name}(x(3), x(3))",
        ),
        formula=f"self {name} other",
        en=en,
        zh=zh,
    )(forward)

    def function(input: Tensor, other: Tensor, *, out: Tensor | None = None) -> Any:
        required(entry.name, "input", 1, input)
        required(entry.name, "other", 2, other)
        if out is not None:
            return into(entry.name, out, (input, other), lambda: apply(entry, (input, other), {}))
        return apply(entry, (input, other), {})

    def method_(self: Tensor, other: Tensor) -> Tensor:
        required(f"{entry.name}_", "other", 1, other)
        return apply_inplace(entry, (self, other), {})

    FUNCTIONS[entry.name] = METHODS[entry.name] = named(function, entry.name, entry)
    METHODS[f"{entry.name}_"] = named(method_, f"{entry.name}_", entry)


for _name, _logic in LOGICAL.items():
    two_of_logic(_name, *_logic)


@op(
    "logical_not",
    symbol="not",
    samples=("torch.logical_not(x(3) > 0)", "x(3).logical_not()"),
    formula="not self",
    en="Whether elements are not true.",
    zh="元素是否不为真。",
)
def logical_not(self: Array) -> Array:
    return np.logical_not(self)


@op(
    "bitwise_not",
    symbol="~",
    samples=("~(x(3) > 0)", "~i(5, 3)", "torch.bitwise_not(i(5, 3))"),
    formula="~self",
    en="All bits the other way round.",
    zh="把每个二进制位取反。",
)
def bitwise_not(self: Array) -> Array:
    return np.invert(self)


SIGNATURES = (
    "(Tensor input, Tensor other, *, Tensor out = None)",
    "(Number self, Tensor other)",
    "(Tensor input, Number other, *, Tensor out = None)",
)


def two_of_bits(name: str, kernel: str, forward: Callable[..., Any], entry: Op) -> None:
    """Offer an operation on whole numbers; either argument may be a number."""
    check = refuse(kernel, "fcb" if "shift" in kernel else "fc")

    def function(input: Any, other: Any, *, out: Tensor | None = None) -> Any:
        if isinstance(other, np.generic):
            other = other.item()
        tensors = isinstance(input, Tensor) or isinstance(other, Tensor)
        if not (tensors and all(isinstance(each, (Tensor, *Number)) for each in (input, other))):
            raise wrong_arguments(name, (input, other), *SIGNATURES)
        check(input, other)
        if out is not None:
            return into(name, out, (input, other), lambda: apply(entry, (input, other), {}))
        return apply(entry, (input, other), {})

    def method_(self: Tensor, other: Any) -> Tensor:
        if not isinstance(other, Tensor):
            other = operand(f"{name}_", other, position=1)
        check_result(self, other)
        check(self, other)
        return apply_inplace(entry, (self, other), {})

    FUNCTIONS[name] = METHODS[name] = named(function, name, entry)
    METHODS[f"{name}_"] = named(method_, f"{name}_", entry)


def bitwise(name: str, sign: str, ufunc: Callable[..., Any], en: str, zh: str) -> None:
    def forward(self: Array, other: Array) -> Array:
        return ufunc(self, other)

    forward.__module__ = __name__
    entry = op(
        f"{name}.Tensor",
        symbol=sign,
        pointwise=True,
        samples=(
            f"i(8, 3) {sign} i(8, 2, 3)",
            f"i(8, 3) {sign} 3",
            f"(x(3) > 0) {sign} (x(3) > 0)",
        ),
        formula=f"self {sign} other",
        en=en,
        zh=zh,
    )(forward)
    two_of_bits(name, f"{name}_cpu", forward, entry)


for _name, _bits in BITWISE.items():
    bitwise(_name, *_bits)


def left_shift(self: Any, other: Any) -> Any:
    return shifted(np.left_shift, self, other, 0)


def right_shift(self: Any, other: Any) -> Any:
    return shifted(np.right_shift, self, other, -1)


def shifted(ufunc: Callable[..., Any], array: Any, steps: Any, negative: int) -> Any:
    """Bits moved; all of them moved out if the number of steps is negative or too large."""
    width = array.dtype.itemsize * 8
    beyond = (steps < 0) | (steps >= width)
    moved = ufunc(array, np.where(beyond, 0, steps).astype(array.dtype))
    rest = np.where(array < 0, negative, 0).astype(array.dtype)
    return np.where(beyond, rest, moved).astype(array.dtype)[()]


def shift(name: str, sign: str, forward: Callable[..., Any], en: str, zh: str) -> None:
    entry = op(
        f"{name}.Tensor",
        symbol=sign,
        pointwise=True,
        samples=(f"i(8, 3) {sign} 1", f"i(8, 3) {sign} i(3, 2, 3)", f"1 {sign} i(3, 3)"),
        formula=f"self {sign} other",
        en=en,
        zh=zh,
    )(forward)
    short = "lshift" if sign == "<<" else "rshift"
    two_of_bits(f"__{short}__", f"{short}_cpu", forward, entry)
    two_of_bits(name, f"{short}_cpu", forward, entry)
    del FUNCTIONS[f"__{short}__"]
    METHODS[f"__i{short}__"] = METHODS.pop(f"__{short}___")


shift("bitwise_left_shift", "<<", left_shift, "Moves the bits to the left.", "把二进制位左移。")
shift("bitwise_right_shift", ">>", right_shift, "Moves the bits to the right.", "把二进制位右移。")


def not_of(entry: Op, kernel: str | None) -> None:
    check = refuse(kernel, "fc") if kernel else None

    def function(input: Tensor, *, out: Tensor | None = None) -> Any:
        required(entry.name, "input", 1, input)
        if check:
            check(input)
        if out is not None:
            return into(entry.name, out, (input,), lambda: apply(entry, (input,), {}))
        return apply(entry, (input,), {})

    def method_(self: Tensor) -> Tensor:
        if check:
            check(self)
        return apply_inplace(entry, (self,), {})

    FUNCTIONS[entry.name] = METHODS[entry.name] = named(function, entry.name, entry)
    METHODS[f"{entry.name}_"] = named(method_, f"{entry.name}_", entry)


not_of(logical_not, None)
not_of(bitwise_not, "bitwise_not_cpu")


def invert(self: Tensor) -> Any:
    """`~tensor`."""
    if self._a.dtype.kind not in "biu":
        raise TypeError(
            "~ (operator.invert) is only implemented on integer and Boolean-type tensors"
        )
    return apply(bitwise_not, (self,), {})


METHODS["__invert__"] = invert
