"""Arithmetic, element by element: +, -, ×, ÷, powers and their like."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.exact_math import add_multiple
from autograd_core.inplace import apply_inplace
from autograd_core.ops.registry import Number, offer, op, public, required
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
    return self + other if alpha == 1 else add_multiple(self, other, alpha)


@add.gradient("self")
def _(grad: Array) -> Array:
    return grad


@add.gradient("other", formula="grad")
def _(grad: Array, *, alpha: Any) -> Array:
    return grad if alpha == 1 else grad * alpha


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
    return self - other if alpha == 1 else add_multiple(self, other, -alpha)


@sub.gradient("self")
def _(grad: Array) -> Array:
    return grad


@sub.gradient("other", formula="-grad")
def _(grad: Array, *, alpha: Any) -> Array:
    return -grad if alpha == 1 else -grad * alpha


@op(
    "rsub.Scalar",
    node="RsubBackward1",
    symbol="−",
    pointwise=True,
    samples=("2.0 - x(3)",),
    formula="other - self",
    en="Subtracts a tensor from a number.",
    zh="用一个数减去张量。",
)
def rsub(self: Array, *, other: Any, alpha: Any = 1) -> Array:
    return other - self if alpha == 1 else other - alpha * self


@rsub.gradient("self", formula="-grad")
def _(grad: Array, *, alpha: Any) -> Array:
    return -grad if alpha == 1 else -grad * alpha


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
    "div.Tensor",
    node="DivBackward0",
    symbol="÷",
    floating=True,
    samples=("x(3) / p(3)", "x(2, 1) / p(3)", "x(3) / 2.0", "1 / p(3)"),
    en="Divides element by element.",
    zh="逐元素相除。",
)
def div(self: Array, other: Array) -> Array:
    return np.true_divide(self, other)


@div.gradient("self")
def _(grad: Array, other: Array) -> Array:
    return grad / other


@div.gradient("other")
def _(grad: Array, self: Array, other: Array) -> Array:
    return -grad * ((self / other) / other)


@op(
    "neg",
    node="NegBackward0",
    symbol="−",
    samples=("-x(3)",),
    en="Changes the sign.",
    zh="取相反数。",
)
def neg(self: Array) -> Array:
    if self.dtype == np.bool_:
        raise RuntimeError(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to "
            "invert a mask, use the `~` or `logical_not()` operator instead."
        )
    return -self


@neg.gradient("self")
def _(grad: Array) -> Array:
    return -grad


@op(
    "reciprocal",
    node="ReciprocalBackward0",
    floating=True,
    samples=("p(3).reciprocal()",),
    formula="1 / self",
    en="Divides 1 by each element.",
    zh="取倒数。",
)
def reciprocal(self: Array) -> Array:
    return 1 / self


@reciprocal.gradient("self")
def _(grad: Array, result: Array) -> Array:
    return -grad * (result * result)


@op(
    "pow.Tensor_Scalar",
    node="PowBackward0",
    symbol="pow",
    pointwise=True,
    samples=("x(3) ** 2", "p(3) ** 0.5", "x(3) ** 3", "x(3) ** 0", "p(2, 2) ** -1"),
    formula="self ** exponent",
    en="Raises each element to a power.",
    zh="逐元素求幂。",
)
def pow_scalar(self: Array, *, exponent: Any) -> Array:
    return power(self, exponent)


@pow_scalar.gradient("self", formula="grad * (exponent * self ** (exponent - 1))")
def _(grad: Array, self: Array, *, exponent: Any) -> Array:
    if exponent == 0:
        return grad * 0
    return grad * (exponent * self ** (exponent - 1))


def power(base: Array, exponent: Any) -> Array:
    """`base ** exponent`, small whole powers as PyTorch multiplies them."""
    if exponent == 2:
        return base * base
    if exponent == 3:
        return base * base * base
    return base**exponent


for _entry in (neg, reciprocal):
    offer(_entry)
offer(mul, "multiply")


@public("add")
def torch_add(input: Tensor, other: Any, *, alpha: Any = 1) -> Any:
    """`input + alpha * other` (torch.add)."""
    checked("add", input, other)
    return apply(add, (input, other), {"alpha": alpha})


@public("sub", "subtract")
def torch_sub(input: Tensor, other: Any, *, alpha: Any = 1) -> Any:
    """`input - alpha * other` (torch.sub)."""
    checked("sub", input, other)
    if {kind_of(input), kind_of(other)} == {"b"}:
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. "
            "Use the `^` or `logical_xor()` operator instead."
        )
    return apply(sub, (input, other), {"alpha": alpha})


@public("div", "divide", "true_divide")
def torch_div(input: Tensor, other: Any) -> Any:
    """`input / other` (torch.div)."""
    checked("div", input, other)
    return apply(div, (input, other), {})


def torch_pow(input: Tensor, exponent: Any) -> Any:
    """`input ** exponent` for a Python number as the exponent."""
    required("pow", "input", 1, input)
    whole = input._a.dtype.kind in "iu" and isinstance(exponent, int)
    if whole and exponent < 0:
        raise RuntimeError("Integers to negative integer powers are not allowed.")
    return apply(pow_scalar, (input,), {"exponent": exponent})


def checked(name: str, input: Any, other: Any) -> None:
    """PyTorch's TypeError unless `input` is a tensor and `other` a tensor or a number."""
    required(name, "input", 1, input)
    if not isinstance(other, (Tensor, *Number)):
        required(name, "other", 2, other)


def kind_of(value: Any) -> str:
    """numpy's letter for the kind of a tensor's elements or of a number."""
    return str(value._a.dtype.kind) if isinstance(value, Tensor) else np.asarray(value).dtype.kind


def inplace_method(entry: Any, name: str) -> None:
    """Offer `Tensor.<name>_(other)`, the operation written into its first argument."""

    def method(self: Tensor, other: Any, *, alpha: Any = 1) -> Tensor:
        values = {"alpha": alpha} if "alpha" in entry.values else {}
        return apply_inplace(entry, (self, other), values)

    method.__name__ = f"{name}_"
    method.__doc__ = f"In place: {entry.en} (torch.Tensor.{name}_)"
    public(f"{name}_", function=False)(method)


for _entry, _name in ((add, "add"), (sub, "sub"), (mul, "mul"), (div, "div")):
    inplace_method(_entry, _name)
