"""Error functions, the gamma family and Bessel functions, element by element."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import special_numeric as numbers
from autograd_core.dispatch import Array, apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops.by_number import times
from autograd_core.ops.calls import where
from autograd_core.ops.division import reciprocal
from autograd_core.ops.exponentials import exp
from autograd_core.ops.offering import elementwise, offer_unary
from autograd_core.ops.powers import pow_scalar
from autograd_core.ops.registry import op, public, required
from autograd_core.out import into
from autograd_core.tensor import Tensor

ROOT_PI = math.sqrt(math.pi)


def one(vector: Callable[[Any], Any]) -> Callable[[float], float]:
    """A function of arrays for one number."""
    return lambda value: float(vector(np.float64(value)))


@elementwise(
    "erf",
    math.erf,
    numbers.erf,
    aliases=("special_erf",),
    samples=("x(3).erf()", "(x(3) * 2).erf_()"),
    en="The error function: the area under the bell curve.",
    zh="误差函数：钟形曲线下的面积。",
)
def erf(grad: Array, self: Array) -> Array:
    return times(exp(-pow_scalar(self, exponent=2)), 2 / ROOT_PI) * grad


@elementwise(
    "erfc",
    math.erfc,
    numbers.erfc,
    aliases=("special_erfc",),
    samples=("x(3).erfc()",),
    en="1 minus the error function.",
    zh="1 减误差函数。",
)
def erfc(grad: Array, self: Array) -> Array:
    return times(exp(-pow_scalar(self, exponent=2)), -2 / ROOT_PI) * grad


@elementwise(
    "erfinv",
    one(numbers.erfinv),
    numbers.erfinv,
    aliases=("special_erfinv",),
    samples=("u(3).erfinv()",),
    en="The inverse of the error function.",
    zh="误差函数的反函数。",
)
def erfinv(grad: Array, self: Array) -> Array:
    return times(exp(pow_scalar(erfinv(self), exponent=2)), 0.5 * ROOT_PI) * grad


@elementwise(
    "lgamma",
    math.lgamma,
    numbers.lgamma,
    aliases=("special_gammaln",),
    samples=("p(3).lgamma()", "u(3).lgamma()"),
    en="The logarithm of the size of the gamma function.",
    zh="伽马函数绝对值的对数。",
)
def lgamma(grad: Array, self: Array) -> Array:
    return grad * digamma(self)


@elementwise(
    "digamma",
    one(numbers.digamma),
    numbers.digamma,
    aliases=("special_digamma", "special_psi"),
    samples=("p(3).digamma()",),
    en="The derivative of lgamma.",
    zh="lgamma 的导数。",
)
def digamma(grad: Array, self: Array) -> Array:
    return grad * polygamma(self, n=1)


@op(
    "polygamma",
    node="PolygammaBackward0",
    floating=True,
    samples=("torch.polygamma(1, p(3))", "p(3).polygamma(2)"),
    formula="polygamma(n, self)",
    en="The derivative of digamma, of a given order.",
    zh="digamma 的指定阶导数。",
)
def polygamma(self: Array, *, n: int) -> Array:
    return numbers.polygamma(n, np.asarray(self, np.float64)).astype(self.dtype)


@polygamma.gradient("self", formula="grad * polygamma(n + 1, self)")
def _(grad: Array, self: Array, *, n: int) -> Array:
    return grad * polygamma(self, n=n + 1)


@elementwise(
    "i0",
    one(lambda array: numbers.bessel_i(0, array)),
    lambda array: numbers.bessel_i(0, array),
    aliases=("special_i0",),
    samples=("x(3).i0()",),
    en="The modified Bessel function of order 0.",
    zh="零阶修正贝塞尔函数。",
)
def i0(grad: Array, self: Array) -> Array:
    return grad * special_i1(self)


@op(
    "special_i1",
    node="SpecialI1Backward0",
    symbol="i1",
    floating=True,
    samples=("torch.special.i1(x(3))",),
    formula="i1(self)",
    en="The modified Bessel function of order 1.",
    zh="一阶修正贝塞尔函数。",
)
def special_i1(self: Array) -> Array:
    return numbers.bessel_i(1, np.asarray(self, np.float64)).astype(self.dtype)


@special_i1.gradient("self", formula="grad * (i0(self) - result / self)")
def _(grad: Array, self: Array, result: Array) -> Array:
    large = abs(self) > np.finfo(np.asarray(getattr(self, "_a", self)).dtype).eps
    safe = where(large, self, 1.0)
    slope = i0(safe) - result * reciprocal(safe)
    return grad * where(large, slope, 0.5)


offer_unary(special_i1, inplace=False)


@public("polygamma", method=False)
def torch_polygamma(n: int, input: Tensor, *, out: Tensor | None = None) -> Any:
    """The n-th derivative of digamma (torch.polygamma)."""
    required("polygamma", "input", 2, input)
    check_order(n)
    if out is not None:
        return into("polygamma", out, (input,), lambda: apply(polygamma, (input,), {"n": n}))
    return apply(polygamma, (input,), {"n": n})


@public("polygamma", function=False)
def tensor_polygamma(self: Tensor, n: int) -> Any:
    """The n-th derivative of digamma (torch.Tensor.polygamma)."""
    return torch_polygamma(n, self)


@public("polygamma_", function=False)
def polygamma_(self: Tensor, n: int) -> Tensor:
    """In place: the n-th derivative of digamma (torch.Tensor.polygamma_)."""
    check_order(n)
    return apply_inplace(polygamma, (self,), {"n": n})


def check_order(n: int) -> None:
    if n < 0:
        raise RuntimeError("polygamma(n, x) does not support negative n.")
