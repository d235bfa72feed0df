"""The logistic function, its inverse, and products with logarithms, element by element."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core.dispatch import Array, Op, apply
from autograd_core.inplace import apply_inplace
from autograd_core.numeric import wide
from autograd_core.ops.by_number import number_minus, plus, times
from autograd_core.ops.calls import both, either, where
from autograd_core.ops.exponentials import log
from autograd_core.ops.masks import masked_fill
from autograd_core.ops.offering import Number, elementwise, offer_unary, wrong_arguments
from autograd_core.ops.registry import SPECIAL, op, public, required
from autograd_core.out import into
from autograd_core.tensor import Tensor


def sigmoid_of(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def sigmoid_array(array: Any) -> Any:
    return 1 / (1 + np.exp(-array))


@elementwise(
    "sigmoid",
    sigmoid_of,
    sigmoid_array,
    aliases=("special_expit",),
    samples=("x(3).sigmoid()", "torch.sigmoid(x(2, 3))", "(x(3) * 2).sigmoid_()"),
    en="The logistic function, between 0 and 1.",
    zh="逻辑斯谛函数，值在 0 与 1 之间。",
)
def sigmoid(grad: Array, result: Array) -> Array:
    return sigmoid_backward(grad, result)


@op(
    "sigmoid_backward",
    node="SigmoidBackwardBackward0",
    pointwise=True,
    samples=("x(3).sigmoid() * 2",),
    en="What the logistic function hands back.",
    zh="逻辑斯谛函数传回的梯度。",
)
def sigmoid_backward(grad_output: Array, output: Array) -> Array:
    return grad_output * ((1 - output) * output)


@sigmoid_backward.gradient("grad_output")
def _(grad: Array, output: Array) -> Array:
    return sigmoid_backward(grad, output)


@sigmoid_backward.gradient("output")
def _(grad: Array, grad_output: Array, output: Array) -> Array:
    return grad * grad_output * plus(times(output, -2), 1)


@op(
    "logit",
    node="LogitBackward0",
    floating=True,
    samples=("abs(u(3)).logit()", "torch.logit(u(3), eps=0.1)", "torch.special.logit(p(3), 0.2)"),
    formula="log(self / (1 - self))",
    en="The inverse of the logistic function.",
    zh="逻辑斯谛函数的反函数。",
)
def logit(self: Array, *, eps: float | None) -> Array:
    return wide(logit_of)(self) if eps is None else wide(logit_of)(np.clip(self, eps, 1 - eps))


def logit_of(array: Any) -> Any:
    return np.log(array / (1 - array))


@logit.gradient("self", formula="grad / (self * (1 - self)) inside the bounds")
def _(grad: Array, self: Array, *, eps: float | None) -> Array:
    low = 0.0 if eps is None else eps
    beyond = either(self < low, self > 1 - low)
    outside = math.nan if eps is None else 0.0
    return where(beyond, outside, grad / (self * number_minus(1, self)))


@op(
    "xlogy.Tensor",
    node="XlogyBackward0",
    floating=True,
    samples=("torch.xlogy(x(3), p(2, 3))", "torch.xlogy(v(0.0, 0.0, 1.0), v(0.0, 1.0, 2.0))"),
    formula="self * log(other)",
    en="A product with a logarithm, 0 where the factor is 0.",
    zh="与对数的乘积；因子为 0 处取 0。",
)
def xlogy(self: Array, other: Array) -> Array:
    return product_with_log(self, other)


def product_with_log(factor: Any, other: Any) -> Any:
    product = wide(lambda left, right: left * np.log(right))(factor, other)
    zero = np.where(np.isnan(other), np.nan, 0.0).astype(product.dtype)
    return np.where(np.equal(factor, 0), zero, product)[()]


@xlogy.gradient("self", formula="grad * log(other)")
def _(grad: Array, self: Array, other: Array) -> Array:
    return masked_fill(xlogy(grad, other), both(self == 0.0, other <= 0.0), value=0.0)


@xlogy.gradient("other")
def _(grad: Array, self: Array, other: Array) -> Array:
    return grad * self / other


@op(
    "xlogy.Scalar_Self",
    node="XlogyBackward1",
    symbol="xlogy",
    floating=True,
    samples=("torch.xlogy(2, p(3))", "torch.xlogy(0, v(0.0, 1.0))"),
    formula="self * log(other)",
    en="A number times a logarithm.",
    zh="一个数与对数的乘积。",
)
def xlogy_of_number(other: Array, *, self: Any) -> Array:
    return product_with_log(other.dtype.type(self), other)


@xlogy_of_number.gradient("other", formula="grad * self / other")
def _(grad: Array, other: Array, *, self: Any) -> Array:
    return times(grad, self) / other


@op(
    "xlogy.Scalar_Other",
    node="XlogyBackward2",
    symbol="xlogy",
    floating=True,
    samples=("torch.xlogy(x(3), 2)", "torch.xlogy(v(0.0, 1.0), 0.5)"),
    formula="self * log(other)",
    en="A product with the logarithm of a number.",
    zh="与一个数的对数的乘积。",
)
def xlogy_with_number(self: Array, *, other: Any) -> Array:
    return product_with_log(self, self.dtype.type(other))


@xlogy_with_number.gradient("self", formula="grad * log(other)")
def _(grad: Array, self: Array, *, other: Any) -> Array:
    product = xlogy_with_number(grad, other=other)
    return product if other > 0 else masked_fill(product, self == 0.0, value=0.0)


@op(
    "special_entr",
    node="SpecialEntrBackward0",
    symbol="entr",
    floating=True,
    samples=("torch.special.entr(p(3))", "torch.special.entr(v(0.0, -1.0))"),
    formula="-self * log(self)",
    en="What each probability adds to the entropy.",
    zh="每个概率对熵的贡献。",
)
def entr(self: Array) -> Array:
    inner = np.where(self > 0, self, 1)
    found = np.where(self > 0, -inner * np.log(inner), np.where(self == 0, 0, -np.inf))
    return np.where(np.isnan(self), self, found).astype(self.dtype)[()]


@entr.gradient("self")
def _(grad: Array, self: Array) -> Array:
    return grad * -plus(log(self), 1)


offer_unary(entr, inplace=False)


@public("logit")
def torch_logit(input: Tensor, eps: float | None = None, *, out: Tensor | None = None) -> Any:
    """`log(input / (1 - input))`, the input kept `eps` away from 0 and 1 (torch.logit)."""
    required("logit", "input", 1, input)
    if out is not None:
        return into("logit", out, (input,), lambda: apply(logit, (input,), {"eps": eps}))
    return apply(logit, (input,), {"eps": eps})


SPECIAL["logit"] = torch_logit


@public("logit_")
def logit_(input: Tensor, eps: float | None = None) -> Tensor:
    """In place: the inverse of the logistic function (torch.Tensor.logit_)."""
    return apply_inplace(logit, (input,), {"eps": eps})


SIGNATURES = (
    "(Tensor input, Tensor other, *, Tensor out = None)",
    "(Number self, Tensor other, *, Tensor out = None)",
    "(Tensor input, Number other, *, Tensor out = None)",
)


def logarithmic(name: str, input: Any, other: Any) -> tuple[Op, tuple[Any, ...], dict[str, Any]]:
    """The operation that a call of `xlogy` means."""
    if isinstance(input, Tensor) and isinstance(other, Tensor):
        return xlogy, (input, other), {}
    if isinstance(input, Tensor) and isinstance(other, Number):
        return xlogy_with_number, (input,), {"other": other}
    if isinstance(input, Number) and isinstance(other, Tensor):
        return xlogy_of_number, (other,), {"self": input}
    raise wrong_arguments(name, (input, other), *SIGNATURES)


@public("xlogy")
def torch_xlogy(input: Any, other: Any, *, out: Tensor | None = None) -> Any:
    """`input * log(other)`, 0 where `input` is 0 (torch.xlogy)."""
    call = logarithmic("xlogy", input, other)
    if out is not None:
        return into("xlogy", out, (input, other), lambda: apply(*call))
    return apply(*call)


SPECIAL["xlogy"] = torch_xlogy


@public("xlogy_")
def xlogy_(self: Tensor, other: Any) -> Tensor:
    """In place: a product with a logarithm (torch.Tensor.xlogy_)."""
    return apply_inplace(*logarithmic("xlogy_", self, other))
