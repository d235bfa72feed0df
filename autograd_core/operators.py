"""Python's operators on tensors: the table that ties `a + b` and its like to operations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograd_core.autograd import walks
from autograd_core.dispatch import apply
from autograd_core.hooks import register_post_accumulate_hook, register_tensor_hook, retain_grad
from autograd_core.ops import FUNCTIONS, METHODS, OPS
from autograd_core.tensor import Tensor

NUMBERS = (int, float, complex)


def operator(method: str) -> Callable[[Tensor, Any], Any]:
    """`self <op> other` by the method of that name; NotImplemented for a foreign operand."""
    own = METHODS[method]

    def run(self: Tensor, other: Any) -> Any:
        if not isinstance(other, (Tensor, *NUMBERS)):
            return NotImplemented
        return own(self, other)

    return run


def reflected_sub(self: Tensor, other: Any) -> Any:
    """`number - tensor`, one node of its own in PyTorch (RsubBackward1)."""
    if not isinstance(other, NUMBERS):
        return NotImplemented
    return apply(OPS["rsub.Scalar"], (self,), {"other": other, "alpha": 1})


def reflected_div(self: Tensor, other: Any) -> Any:
    """`number / tensor`: PyTorch multiplies with the reciprocal."""
    if not isinstance(other, NUMBERS):
        return NotImplemented
    return METHODS["reciprocal"](self) * other


def matrix_product(self: Tensor, other: Any) -> Any:
    """`self @ other`; nothing but a tensor will do."""
    return METHODS["matmul"](self, other) if isinstance(other, Tensor) else NotImplemented


def reflected(function: str) -> Callable[[Tensor, Any], Any]:
    """`number <op> self` by the function of that name."""
    own = FUNCTIONS[function]

    def run(self: Tensor, other: Any) -> Any:
        return own(other, self) if isinstance(other, NUMBERS) else NotImplemented

    return run


def positive(self: Tensor) -> Tensor:
    """`+tensor` is the tensor itself."""
    return self


OPERATORS = {
    "__add__": operator("add"),
    "__radd__": operator("add"),
    "__sub__": operator("sub"),
    "__rsub__": reflected_sub,
    "__mul__": operator("mul"),
    "__rmul__": operator("mul"),
    "__matmul__": matrix_product,
    "__truediv__": operator("div"),
    "__rtruediv__": reflected_div,
    "__pow__": operator("pow"),
    "__rpow__": reflected("pow"),
    "__mod__": operator("remainder"),
    "__floordiv__": operator("floor_divide"),
    "__iadd__": operator("add_"),
    "__isub__": operator("sub_"),
    "__imul__": operator("mul_"),
    "__itruediv__": operator("div_"),
    "__eq__": operator("eq"),
    "__ne__": operator("ne"),
    "__lt__": operator("lt"),
    "__le__": operator("le"),
    "__gt__": operator("gt"),
    "__ge__": operator("ge"),
    "__abs__": METHODS["abs"],
    "__neg__": METHODS["neg"],
    "__pos__": positive,
}

METHODS["register_hook"] = register_tensor_hook
METHODS["register_post_accumulate_grad_hook"] = register_post_accumulate_hook
METHODS["retain_grad"] = retain_grad
METHODS["backward"] = walks.tensor_backward


def attach() -> None:
    """Give the Tensor class the methods and operators of all operations."""
    for name, function in {**METHODS, **OPERATORS}.items():
        setattr(Tensor, name, function)
