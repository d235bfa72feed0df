"""Functions of one number, applied to each element: exponentials, roots and trigonometry."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core.dispatch import Array, Op
from autograd_core.inplace import apply_inplace
from autograd_core.ops.registry import offer, op, public
from autograd_core.tensor import Tensor


def through_double(function: Callable[..., Any]) -> Callable[[Array], Array]:
    """A numpy function whose float32 results are computed in float64 and rounded once.

    That agrees with PyTorch's vectorised functions more often than numpy's own float32 code.
    """

    def forward(self: Array) -> Array:
        if self.dtype == np.float32:
            return function(self, dtype=np.float64).astype(np.float32)
        return function(self)

    forward.__module__ = __name__
    return forward


def elementwise(
    name: str, function: Callable[..., Any], node: str, samples: tuple[str, ...], en: str, zh: str
) -> Op:
    """The entry of a numpy function, offered as `torch.<name>`, `Tensor.<name>` and in place."""
    entry = op(
        name,
        node=node,
        floating=True,
        samples=samples,
        formula=f"{name}(self)",
        en=en,
        zh=zh,
    )(through_double(function))
    offer(entry)
    offer_inplace(entry)
    return entry


def offer_inplace(entry: Op) -> None:
    """Offer `Tensor.<op>_()` and `torch.<op>_(tensor)`, the function written into its argument."""
    name = f"{entry.public}_"

    def method(self: Tensor) -> Tensor:
        return apply_inplace(entry, (self,), {})

    method.__name__ = method.__qualname__ = name
    method.__doc__ = f"In place: {entry.en} (torch.Tensor.{name})"
    public(name)(method)


exp = elementwise(
    "exp", np.exp, "ExpBackward0", ("x(3).exp()", "x().exp()"),
    "e to the power of each element.", "对每个元素取 e 的幂。",
)  # fmt: skip
log = elementwise(
    "log", np.log, "LogBackward0", ("p(3).log()",),
    "The natural logarithm of each element.", "对每个元素取自然对数。",
)  # fmt: skip
log2 = elementwise(
    "log2", np.log2, "Log2Backward0", ("p(3).log2()",),
    "The logarithm to base 2 of each element.", "对每个元素取以 2 为底的对数。",
)  # fmt: skip
log10 = elementwise(
    "log10", np.log10, "Log10Backward0", ("p(3).log10()",),
    "The logarithm to base 10 of each element.", "对每个元素取以 10 为底的对数。",
)  # fmt: skip
log1p = elementwise(
    "log1p", np.log1p, "Log1PBackward0", ("p(3).log1p()",),
    "The natural logarithm of 1 plus each element.", "对每个元素加 1 后取自然对数。",
)  # fmt: skip
expm1 = elementwise(
    "expm1", np.expm1, "Expm1Backward0", ("x(3).expm1()",),
    "e to the power of each element, minus 1.", "对每个元素取 e 的幂再减 1。",
)  # fmt: skip
sqrt = elementwise(
    "sqrt", np.sqrt, "SqrtBackward0", ("p(3).sqrt()", "v(0.0, 4.0).sqrt()"),
    "The square root of each element.", "对每个元素取平方根。",
)  # fmt: skip
sin = elementwise(
    "sin", np.sin, "SinBackward0", ("x(3).sin()",),
    "The sine of each element.", "对每个元素取正弦。",
)  # fmt: skip
cos = elementwise(
    "cos", np.cos, "CosBackward0", ("x(3).cos()",),
    "The cosine of each element.", "对每个元素取余弦。",
)  # fmt: skip
tan = elementwise(
    "tan", np.tan, "TanBackward0", ("u(3).tan()",),
    "The tangent of each element.", "对每个元素取正切。",
)  # fmt: skip
asin = elementwise(
    "asin", np.arcsin, "AsinBackward0", ("u(3).asin()",),
    "The angle whose sine each element is.", "对每个元素取反正弦。",
)  # fmt: skip
acos = elementwise(
    "acos", np.arccos, "AcosBackward0", ("u(3).acos()",),
    "The angle whose cosine each element is.", "对每个元素取反余弦。",
)  # fmt: skip
atan = elementwise(
    "atan", np.arctan, "AtanBackward0", ("x(3).atan()",),
    "The angle whose tangent each element is.", "对每个元素取反正切。",
)  # fmt: skip
sinh = elementwise(
    "sinh", np.sinh, "SinhBackward0", ("x(3).sinh()",),
    "The hyperbolic sine of each element.", "对每个元素取双曲正弦。",
)  # fmt: skip
cosh = elementwise(
    "cosh", np.cosh, "CoshBackward0", ("x(3).cosh()",),
    "The hyperbolic cosine of each element.", "对每个元素取双曲余弦。",
)  # fmt: skip
tanh = elementwise(
    "tanh", np.tanh, "TanhBackward0", ("x(3).tanh()", "x(2, 3).tanh().sum()"),
    "Squashes each element into -1 to 1.", "把每个元素压缩到 -1 与 1 之间。",
)  # fmt: skip


@op(
    "rsqrt",
    node="RsqrtBackward0",
    floating=True,
    samples=("p(3).rsqrt()",),
    formula="1 / sqrt(self)",
    en="1 divided by the square root of each element.",
    zh="对每个元素取平方根的倒数。",
)
def rsqrt(self: Array) -> Array:
    return (1 / np.sqrt(self)).astype(self.dtype)


offer(rsqrt)
offer_inplace(rsqrt)


@op(
    "tanh_backward",
    node="TanhBackwardBackward0",
    formula="grad_output * (1 - output ** 2)",
    samples=("x(3).tanh()",),
    en="The gradient of tanh from its result.",
    zh="由 tanh 的结果求其梯度。",
)
def tanh_backward(grad_output: Array, output: Array) -> Array:
    return grad_output * (1 - output * output)


@tanh_backward.gradient("grad_output", formula="grad * (1 - output ** 2)")
def _(grad: Array, output: Array) -> Array:
    return tanh_backward(grad, output)


@tanh_backward.gradient("output")
def _(grad: Array, grad_output: Array, output: Array) -> Array:
    return grad * (-2 * output * grad_output)


@exp.gradient("self")
def _(grad: Array, result: Array) -> Array:
    return grad * result


@log.gradient("self")
def _(grad: Array, self: Array) -> Array:
    return grad / self


@log2.gradient("self", formula="grad / (self * log(2))")
def _(grad: Array, self: Array) -> Array:
    return grad / (self * math.log(2))


@log10.gradient("self", formula="grad / (self * log(10))")
def _(grad: Array, self: Array) -> Array:
    return grad / (self * math.log(10))


@log1p.gradient("self")
def _(grad: Array, self: Array) -> Array:
    return grad / (self + 1)


@expm1.gradient("self")
def _(grad: Array, result: Array) -> Array:
    return grad * (result + 1)


@sqrt.gradient("self")
def _(grad: Array, result: Array) -> Array:
    return grad / (2 * result)


@rsqrt.gradient("self")
def _(grad: Array, result: Array) -> Array:
    return -0.5 * grad * result**3


@sin.gradient("self")
def _(grad: Array, self: Array) -> Array:
    return grad * cos(self)


@cos.gradient("self")
def _(grad: Array, self: Array) -> Array:
    return grad * -sin(self)


@tan.gradient("self")
def _(grad: Array, result: Array) -> Array:
    return grad * (1 + result**2)


@asin.gradient("self")
def _(grad: Array, self: Array) -> Array:
    return grad * rsqrt(-self * self + 1)


@acos.gradient("self")
def _(grad: Array, self: Array) -> Array:
    return grad * -rsqrt(-self * self + 1)


@atan.gradient("self")
def _(grad: Array, self: Array) -> Array:
    return grad / (self * self + 1)


@sinh.gradient("self")
def _(grad: Array, self: Array) -> Array:
    return grad * cosh(self)


@cosh.gradient("self")
def _(grad: Array, self: Array) -> Array:
    return grad * sinh(self)


@tanh.gradient("self", formula="grad * (1 - result ** 2)")
def _(grad: Array, result: Array) -> Array:
    return tanh_backward(grad, result)
