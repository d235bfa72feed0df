"""Python's operators on tensors: the table that ties `a + b` and its like to operations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core.autograd import walks
from autograd_core.dispatch import Op, apply
from autograd_core.hooks import register_post_accumulate_hook, register_tensor_hook, retain_grad
from autograd_core.ops import METHODS, OPS
from autograd_core.ops.arithmetic import check_sub
from autograd_core.quick import of_two
from autograd_core.tensor import Tensor

NUMBERS = (int, float, complex)
Operator = Callable[[Tensor, Any], Any]


def operand(value: Any) -> Any:
    """The other side of an operator as tensor or Python number; NotImplemented if it is neither."""
    if isinstance(value, (Tensor, *NUMBERS)):
        return value
    return value.item() if isinstance(value, np.generic) else NotImplemented


def direct(entry: Op, check: Callable[..., None] | None = None) -> Operator:
    """`self <op> other` straight to the one operation: the most frequent operators."""
    numbers = entry.usual or {}

    def run(self: Tensor, other: Any) -> Any:
        other = operand(other)
        if other is NotImplemented:
            return NotImplemented
        if check is not None:
            check(self, other)
        return apply(entry, (self, other), numbers)

    return of_two(entry, run)


def operator(method: str) -> Operator:
    """`self <op> other` by the method of that name; NotImplemented for a foreign operand."""
    own = METHODS[method]

    def run(self: Tensor, other: Any) -> Any:
        other = operand(other)
        return NotImplemented if other is NotImplemented else own(self, other)

    return run


def reflected(name: str) -> Operator:
    """`number <op> self`, by a function that takes the number first."""
    own = METHODS[name]

    def run(self: Tensor, other: Any) -> Any:
        other = operand(other)
        return NotImplemented if other is NotImplemented else own(other, self)

    return run


def reflected_sub(self: Tensor, other: Any) -> Any:
    """`number - tensor`, one node of its own in PyTorch (RsubBackward1)."""
    other = operand(other)
    if other is NotImplemented:
        return NotImplemented
    check_sub(self, other)
    return apply(OPS["rsub.Scalar"], (self,), {"other": other, "alpha": 1})


def reflected_div(self: Tensor, other: Any) -> Any:
    """`number / tensor`: PyTorch multiplies with the reciprocal."""
    other = operand(other)
    if other is NotImplemented:
        return NotImplemented
    return METHODS["reciprocal"](self) * other


def by_number(name: str) -> Operator:
    """`number <op> tensor` by an operation whose number is called `self`."""
    entry = OPS[name]

    def run(self: Tensor, other: Any) -> Any:
        other = operand(other)
        return NotImplemented if other is NotImplemented else apply(entry, (self,), {"self": other})

    return run


def matrix_product(self: Tensor, other: Any) -> Any:
    """`self @ other`; nothing but a tensor will do."""
    return METHODS["matmul"](self, other) if isinstance(other, Tensor) else NotImplemented


OPERATORS = {
    "__add__": direct(OPS["add.Tensor"]),
    "__radd__": direct(OPS["add.Tensor"]),
    "__sub__": direct(OPS["sub.Tensor"], check_sub),
    "__rsub__": reflected_sub,
    "__mul__": direct(OPS["mul.Tensor"]),
    "__rmul__": direct(OPS["mul.Tensor"]),
    "__matmul__": matrix_product,
    "__truediv__": direct(OPS["div.Tensor"]),
    "__rtruediv__": reflected_div,
    "__floordiv__": operator("floor_divide"),
    "__rfloordiv__": by_number("floor_divide.Scalar_Tensor"),
    "__mod__": operator("remainder"),
    "__rmod__": by_number("remainder.Scalar_Tensor"),
    "__pow__": operator("pow"),
    "__rpow__": by_number("pow.Scalar"),
    "__and__": operator("bitwise_and"),
    "__rand__": operator("bitwise_and"),
    "__or__": operator("bitwise_or"),
    "__ror__": operator("bitwise_or"),
    "__xor__": operator("bitwise_xor"),
    "__rxor__": operator("bitwise_xor"),
    "__lshift__": operator("__lshift__"),
    "__rlshift__": reflected("bitwise_left_shift"),
    "__rshift__": operator("__rshift__"),
    "__rrshift__": reflected("bitwise_right_shift"),
    "__iadd__": operator("add_"),
    "__isub__": operator("sub_"),
    "__imul__": operator("mul_"),
    "__itruediv__": operator("div_"),
    "__ifloordiv__": operator("floor_divide_"),
    "__imod__": operator("remainder_"),
    "__ipow__": operator("pow_"),
    "__iand__": operator("bitwise_and_"),
    "__ior__": operator("bitwise_or_"),
    "__ixor__": operator("bitwise_xor_"),
    "__ilshift__": operator("bitwise_left_shift_"),
    "__irshift__": operator("bitwise_right_shift_"),
    "__eq__": operator("eq"),
    "__ne__": operator("ne"),
    "__lt__": operator("lt"),
    "__le__": operator("le"),
    "__gt__": operator("gt"),
    "__ge__": operator("ge"),
    "__neg__": METHODS["neg"],
    "__pos__": METHODS["positive"],
    "__abs__": METHODS["abs"],
}

METHODS["register_hook"] = register_tensor_hook
METHODS["register_post_accumulate_grad_hook"] = register_post_accumulate_hook
METHODS["retain_grad"] = retain_grad
METHODS["backward"] = walks.tensor_backward


def attach() -> None:
    """Give the Tensor class the methods and operators of all operations."""
    for name, function in {**METHODS, **OPERATORS}.items():
        setattr(Tensor, name, function)
    Tensor.__array_priority__ = 1000  # type: ignore[attr-defined]  # numpy leaves `np.float64(2) * x` to us
