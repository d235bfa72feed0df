"""Arithmetic, element by element: +, −, × and the sign."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.exact_math import add_multiple
from autograd_core.inplace import apply_inplace, check_leaf
from autograd_core.ops.by_number import scaled
from autograd_core.ops.offering import Number, offer_binary, offer_unary, operand, sides
from autograd_core.ops.registry import op, public, required
from autograd_core.out import into
from autograd_core.tensor import Tensor


@op(
    "add.Tensor",
    node="AddBackward0",
    symbol="+",
    pointwise=True,
    samples=("x(3) + x(3)", "x(2, 3) + x(3)", "x(3) + 2.0", "torch.add(x(3), x(3), alpha=2)"),
    formula="self + other",
    en="Adds element by element.",
    zh="逐元素相加。",
)
def add(self: Array, other: Array, *, alpha: Any = 1) -> Array:
    return self + other if alpha == 1 else with_multiple(self, other, alpha)


@add.gradient("self")
def _(grad: Array) -> Array:
    return grad


@add.gradient("other", formula="grad")
def _(grad: Array, *, alpha: Any) -> Array:
    return scaled(grad, alpha)


@op(
    "sub.Tensor",
    node="SubBackward0",
    symbol="−",
    pointwise=True,
    samples=("x(3) - x(3)", "x(2, 3) - x(3)", "x(3) - 2.0", "torch.sub(x(3), x(3), alpha=2)"),
    formula="self - other",
    en="Subtracts element by element.",
    zh="逐元素相减。",
)
def sub(self: Array, other: Array, *, alpha: Any = 1) -> Array:
    return self - other if alpha == 1 else with_multiple(self, other, -alpha)


@sub.gradient("self")
def _(grad: Array) -> Array:
    return grad


@sub.gradient("other", formula="-grad")
def _(grad: Array, *, alpha: Any) -> Array:
    return scaled(-grad, alpha)


@op(
    "rsub.Tensor",
    node="RsubBackward0",
    symbol="−",
    pointwise=True,
    samples=("torch.rsub(x(3), x(2, 3))", "torch.rsub(x(3), x(3), alpha=2)"),
    formula="other - self",
    en="Subtracts a tensor from another.",
    zh="用另一个张量减去本张量。",
)
def rsub_tensor(self: Array, other: Array, *, alpha: Any = 1) -> Array:
    return other - self if alpha == 1 else with_multiple(other, self, -alpha)


@rsub_tensor.gradient("self", formula="-grad")
def _(grad: Array, *, alpha: Any) -> Array:
    return scaled(-grad, alpha)


@rsub_tensor.gradient("other")
def _(grad: Array) -> Array:
    return grad


@op(
    "rsub.Scalar",
    node="RsubBackward1",
    symbol="−",
    samples=("2.0 - x(3)", "torch.rsub(x(3), 2, alpha=3)"),
    formula="other - self",
    en="Subtracts a tensor from a number.",
    zh="用一个数减去张量。",
)
def rsub(self: Array, *, other: Any, alpha: Any = 1) -> Array:
    from autograd_core.promotion import promoted

    self, number = promoted([self, other])
    return number - self if alpha == 1 else with_multiple(number, self, -alpha)


@rsub.gradient("self", formula="-grad")
def _(grad: Array, *, alpha: Any) -> Array:
    return scaled(-grad, alpha)


@op(
    "mul.Tensor",
    node="MulBackward0",
    symbol="×",
    pointwise=True,
    samples=("x(3) * x(3)", "x(2, 1) * x(3)", "x(3) * 2.0", "x() * x()"),
    en="Multiplies element by element.",
    zh="逐元素相乘。",
)
def mul(self: Array, other: Array) -> Array:
    return self * other


@mul.gradient("self")
def _(grad: Array, other: Array) -> Array:
    return grad * other


@mul.gradient("other")
def _(grad: Array, self: Array) -> Array:
    return grad * self


@op(
    "neg",
    node="NegBackward0",
    symbol="−",
    samples=("-x(3)", "(x(3) * 2).neg_()"),
    en="Changes the sign.",
    zh="取相反数。",
)
def neg(self: Array) -> Array:
    return -self


@neg.gradient("self")
def _(grad: Array) -> Array:
    return -grad


def with_multiple(base: Any, array: Any, alpha: Any) -> Any:
    """`base + alpha * array`; whole numbers wrap around, floats are rounded as PyTorch does."""
    if isinstance(array, Number):
        array = np.asarray(array).astype(base.dtype)[()]
    if array.dtype.kind in "iub":
        return base + array * np.asarray(alpha).astype(array.dtype)[()]
    return add_multiple(array.dtype.type(base) if isinstance(base, Number) else base, array, alpha)


def check_sub(input: Any, other: Any) -> None:
    """PyTorch's refusal to subtract truth values."""
    kinds = [truth(input), truth(other)]
    if all(kinds):
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. "
            "Use the `^` or `logical_xor()` operator instead."
        )
    if any(kinds):
        raise RuntimeError(
            "Subtraction, the `-` operator, with a bool tensor is not supported. If you are "
            "trying to invert a mask, use the `~` or `logical_not()` operator instead."
        )


def check_neg(input: Any) -> None:
    """PyTorch's refusal to negate truth values."""
    if truth(input):
        raise RuntimeError(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to "
            "invert a mask, use the `~` or `logical_not()` operator instead."
        )


def truth(value: Any) -> bool:
    """Whether a tensor or a number is a truth value."""
    if isinstance(value, Tensor):
        return bool(value._a.dtype.kind == "b")
    return isinstance(value, bool)


def check_alpha(input: Any, other: Any, alpha: Any) -> None:
    """PyTorch's refusal of a factor that the result's dtype has no place for."""
    if alpha == 1 and not isinstance(alpha, (bool, float)):
        return
    from autograd_core.dtypes import result_type
    from autograd_core.promotion import operand as weight

    parts = (weight(each._a if isinstance(each, Tensor) else each) for each in (input, other))
    kind = result_type(*parts)
    if isinstance(alpha, bool) and kind.name != "bool":
        raise RuntimeError("Boolean alpha only supported for Boolean results.")
    if isinstance(alpha, float) and not (kind.is_floating_point or kind.is_complex):
        raise RuntimeError(
            "For integral input tensors, argument alpha must not be a floating point number."
        )
    if isinstance(alpha, complex) and not kind.is_complex:
        raise RuntimeError(
            "For non-complex input tensors, argument alpha must not be a complex number."
        )


@public("add", method=False)
def torch_add(input: Tensor, other: Any, *, alpha: Any = 1, out: Tensor | None = None) -> Any:
    """`input + alpha * other` (torch.add)."""
    input, other = sides("add", input, other)
    check_alpha(input, other, alpha)
    if out is not None:
        return into(
            "add", out, (input, other), lambda: apply(add, (input, other), {"alpha": alpha})
        )
    return apply(add, (input, other), {"alpha": alpha})


@public("add", function=False)
def tensor_add(self: Tensor, other: Any, *, alpha: Any = 1) -> Any:
    """`self + alpha * other` (torch.Tensor.add)."""
    if not isinstance(other, Tensor):
        other = operand("add", other, position=1)
    check_alpha(self, other, alpha)
    return apply(add, (self, other), {"alpha": alpha})


@public("sub", "subtract", function=False)
def tensor_sub(self: Tensor, other: Any, *, alpha: Any = 1) -> Any:
    """`self - alpha * other` (torch.Tensor.sub)."""
    if not isinstance(other, Tensor):
        other = operand("sub", other, position=1)
    check_sub(self, other)
    check_alpha(self, other, alpha)
    return apply(sub, (self, other), {"alpha": alpha})


@public("sub", "subtract", method=False)
def torch_sub(input: Tensor, other: Any, *, alpha: Any = 1, out: Tensor | None = None) -> Any:
    """`input - alpha * other` (torch.sub)."""
    input, other = sides("sub", input, other)
    check_sub(input, other)
    check_alpha(input, other, alpha)
    if out is not None:
        return into(
            "sub", out, (input, other), lambda: apply(sub, (input, other), {"alpha": alpha})
        )
    return apply(sub, (input, other), {"alpha": alpha})


@public("add_", function=False)
def add_(self: Tensor, other: Any, *, alpha: Any = 1) -> Tensor:
    """In place: `self + alpha * other` (torch.Tensor.add_)."""
    if not isinstance(other, Tensor):
        other = operand("add_", other, position=1)
    check_alpha(self, other, alpha)
    return apply_inplace(add, (self, other), {"alpha": alpha})


@public("sub_", "subtract_", function=False)
def sub_(self: Tensor, other: Any, *, alpha: Any = 1) -> Tensor:
    """In place: `self - alpha * other` (torch.Tensor.sub_)."""
    if not isinstance(other, Tensor):
        other = operand("sub_", other, position=1)
    check_leaf(self, other)
    check_sub(self, other)
    check_alpha(self, other, alpha)
    return apply_inplace(sub, (self, other), {"alpha": alpha})


@public("rsub", method=False)
def torch_rsub(input: Tensor, other: Any, *, alpha: Any = 1) -> Any:
    """`other - alpha * input` (torch.rsub)."""
    required("rsub", "input", 1, input)
    check_sub(input, other)
    if isinstance(other, Tensor):
        return apply(rsub_tensor, (input, other), {"alpha": alpha})
    return apply(rsub, (input,), {"other": operand("rsub", other), "alpha": alpha})


@public("positive")
def torch_positive(input: Tensor) -> Tensor:
    """The tensor itself (torch.positive)."""
    if truth(required("positive", "input", 1, input)):
        raise RuntimeError("The `+` operator, on a bool tensor is not supported.")
    return input


offer_binary(mul, "multiply")
offer_unary(neg, "negative", check=check_neg)
