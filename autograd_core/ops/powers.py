"""Powers: the base, the exponent or both a tensor."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.dispatch import Array, apply
from autograd_core.inplace import apply_inplace, check_result
from autograd_core.numeric import wide
from autograd_core.ops.by_number import minus, times
from autograd_core.ops.calls import where
from autograd_core.ops.copying import cast, zeros_like
from autograd_core.ops.offering import Number, wrong_arguments
from autograd_core.ops.registry import FUNCTIONS, OPS, op, public, required
from autograd_core.out import into
from autograd_core.promotion import promoted
from autograd_core.tensor import Tensor

NEGATIVE = "Integers to negative integer powers are not allowed."


@op(
    "pow.Tensor_Scalar",
    node="PowBackward0",
    symbol="pow",
    samples=(
        "x(3) ** 2",
        "p(3) ** 0.5",
        "x(3) ** 3",
        "x(3) ** 0",
        "p(2, 2) ** -1",
        "p(3) ** -0.5",
        "p(3) ** 2.7",
        "x(3) ** 1",
        "v(0.0, -1.0) ** 2",
        "(x(3) * 2).pow_(2)",
    ),
    formula="self ** exponent",
    en="Raises each element to a power.",
    zh="逐元素求幂。",
)
def pow_scalar(self: Array, *, exponent: Any) -> Array:
    return power(self, exponent)


@pow_scalar.gradient("self", formula="grad * (exponent * self ** (exponent - 1))")
def _(grad: Array, self: Array, *, exponent: Any) -> Array:
    if exponent == 0:
        return zeros_like(self)
    return grad * times(pow_scalar(self, exponent=exponent - 1), exponent)


def power(base: Array, exponent: Any) -> Array:
    """`base ** exponent`, the frequent exponents as PyTorch computes them."""
    kind = base.dtype.kind
    if kind in "iub":
        base = converted_base(base, exponent)
        kind = base.dtype.kind
        if kind == "b":
            return base.copy() if exponent else np.ones_like(base)
    if exponent == 2:
        return base * base
    if kind == "f":
        if exponent in ROOTS and base.dtype.char != "e":
            return ROOTS[exponent](base)
        if exponent == 1:
            return base * base.dtype.type(1)
        if exponent == 3:
            return base * base * base
        return wide(np.power)(base, exponent)
    if kind in "iu":
        return np.power(base, base.dtype.type(cast(exponent, base.dtype)))
    return base**exponent


ROOTS: dict[Any, Callable[[Any], Any]] = {
    0.5: np.sqrt,
    -0.5: lambda base: wide(lambda each: 1 / np.sqrt(each))(base),
    -1: lambda base: 1 / base,
    -2: lambda base: 1 / (base * base),
}


def converted_base(base: Any, exponent: Any) -> Any:
    """Whole numbers in the dtype that the result has."""
    kind = "dim" if base.ndim else "zero"
    own = dtypes.from_numpy(base.dtype)
    common = dtypes.result_type((own, kind), (dtypes.scalar_dtype(exponent), "scalar"))
    return base.astype(common.numpy)


@op(
    "pow.Tensor_Tensor",
    node="PowBackward1",
    symbol="pow",
    pointwise=True,
    samples=("p(3) ** x(3)", "p(2, 1) ** x(3)", "v(0.0, 0.0, 2.0) ** v(2.0, 0.0, 0.0)"),
    formula="self ** exponent",
    en="Raises one tensor to the power of another, element by element.",
    zh="逐元素以一个张量为底、另一个张量为指数求幂。",
)
def pow_tensor(self: Array, exponent: Array) -> Array:
    if self.dtype.kind == "b":
        raise NotImplementedError("\"pow\" not implemented for 'Bool'")
    if self.dtype.kind in "iu":
        return whole_power(self, exponent)
    return wide(np.power)(self, exponent)


@pow_tensor.gradient("self", formula="grad * (exponent * self ** (exponent - 1))")
def _(grad: Array, self: Array, exponent: Array) -> Array:
    return where(exponent == 0.0, 0.0, grad * (exponent * raised(self, minus(exponent, 1))))


@pow_tensor.gradient("exponent", formula="grad * (result * log(self))")
def _(grad: Array, self: Array, exponent: Array, result: Array) -> Array:
    settled = FUNCTIONS["logical_and"] if isinstance(self, Tensor) else np.logical_and
    base = same_dtype(self, result)
    return grad * where(settled(self == 0, exponent >= 0), 0.0, result * OPS["log"](base))


def raised(base: Any, exponent: Any) -> Any:
    """`base ** exponent` in a rule; the base may be a saved number."""
    if isinstance(base, Tensor) or isinstance(exponent, Tensor):
        return FUNCTIONS["pow"](base, exponent)
    return pow_tensor.forward(*promoted([base, exponent]))


def same_dtype(array: Any, like: Any) -> Any:
    """`array` in the dtype of another one."""
    if isinstance(array, Tensor):
        found: Any = array
        return found.to(like.dtype)
    return array.astype(like.dtype, copy=False)


def whole_power(base: Any, exponent: Any) -> Any:
    """Whole numbers: a negative power of anything but 1 and -1 is 0."""
    positive = np.power(base, np.maximum(exponent, 0))
    if np.all(exponent >= 0):
        return positive
    odd = np.where(exponent % 2 == 0, 1, -1).astype(base.dtype)
    inverse = np.where(base == 1, 1, np.where(base == -1, odd, 0)).astype(base.dtype)
    return np.where(exponent < 0, inverse, positive)[()]


@op(
    "pow.Scalar",
    node="PowBackward2",
    symbol="pow",
    samples=("2 ** x(3)", "torch.pow(0.5, x(3))", "torch.pow(0.0, v(0.0, 1.0))", "1 ** x(3)"),
    formula="self ** exponent",
    en="Raises a number to the power of each element.",
    zh="以一个数为底，逐元素求幂。",
)
def pow_number(exponent: Array, *, self: Any) -> Array:
    kind = "dim" if exponent.ndim else "zero"
    own = dtypes.from_numpy(exponent.dtype)
    common = dtypes.result_type((own, kind), (dtypes.scalar_dtype(self), "scalar")).numpy
    base, exponent = np.asarray(self).astype(common)[()], exponent.astype(common)
    if common.kind in "iu":
        return whole_power(base, exponent)
    if common.kind == "b":
        raise NotImplementedError("\"pow\" not implemented for 'Bool'")
    return wide(np.power)(base, exponent)


UNKNOWN_TAG = (
    'false INTERNAL ASSERT FAILED at "/__w/pytorch/pytorch/c10/core/Scalar.cpp":42, please report '
    "a bug to PyTorch. unknown ivalue tag 4"
)
"""What PyTorch says to the gradient of `True ** x`."""


@pow_number.gradient("exponent", formula="grad * (result * log(self))")
def _(grad: Array, exponent: Array, result: Array, *, self: Any) -> Array:
    if isinstance(self, bool):
        raise RuntimeError(UNKNOWN_TAG)
    if self == 0:
        return grad * where(exponent >= 0, 0.0, times(result, -math.inf))
    if isinstance(self, complex) or (self < 0 and result.dtype.kind == "c"):
        return grad * times(result, cmath.log(self))
    return grad * times(result, math.log(self) if self > 0 else math.nan)


def power_of_two(exponent: Any) -> Any:
    """2 to the power of each element, as rules need it."""
    return pow_number(exponent, self=2)


SIGNATURES = (
    "(Tensor input, Tensor exponent, *, Tensor out = None)",
    "(Number self, Tensor exponent, *, Tensor out = None)",
    "(Tensor input, Number exponent, *, Tensor out = None)",
)


def prepared(name: str, input: Any, exponent: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
    """The operation that a power is, with its arguments."""
    if isinstance(input, Tensor):
        if isinstance(exponent, Tensor):
            return pow_tensor, (input, exponent), {}
        if isinstance(exponent, np.generic):
            exponent = exponent.item()
        if not isinstance(exponent, Number):
            raise wrong_arguments(name, (input, exponent), *SIGNATURES)
        if input._a.dtype.kind in "iub" and isinstance(exponent, int) and exponent < 0:
            raise RuntimeError(NEGATIVE)
        return pow_scalar, (input,), {"exponent": exponent}
    if isinstance(exponent, Tensor) and isinstance(input, Number):
        return pow_number, (exponent,), {"self": input}
    raise wrong_arguments(name, (input, exponent), *SIGNATURES)


@public("pow")
def torch_pow(input: Any, exponent: Any, *, out: Tensor | None = None) -> Any:
    """`input ** exponent`; either may be a number (torch.pow)."""
    entry, args, values = prepared("pow", input, exponent)
    if out is not None:
        return into("pow", out, (input, exponent), lambda: apply(entry, args, values))
    return apply(entry, args, values)


@public("pow_", function=False)
def pow_(self: Tensor, exponent: Any) -> Tensor:
    """In place: `self ** exponent` (torch.Tensor.pow_)."""
    call = prepared("pow_", self, exponent)
    if isinstance(exponent, Tensor):
        check_result(self, exponent)
    return apply_inplace(*call)


@public("square")
def square(input: Tensor, *, out: Tensor | None = None) -> Any:
    """Each element times itself (torch.square)."""
    return torch_pow(required("square", "input", 1, input), 2, out=out)


@public("square_")
def square_(input: Tensor) -> Tensor:
    """In place: each element times itself (torch.Tensor.square_)."""
    return pow_(input, 2)


@public("float_power")
def float_power(input: Any, exponent: Any) -> Any:
    """`input ** exponent` in double precision (torch.float_power)."""
    return torch_pow(as_double(input), as_double(exponent))


def as_double(value: Any) -> Any:
    """A tensor in double precision, a number as a float."""
    if not isinstance(value, Tensor):
        return value if isinstance(value, complex) else float(value)
    found: Any = value
    return found.to(dtypes.complex128 if value._a.dtype.kind == "c" else dtypes.float64)


@public("float_power_", function=False)
def float_power_(self: Tensor, exponent: Any) -> Tensor:
    """In place: a power of doubles (torch.Tensor.float_power_)."""
    if self._a.dtype.kind != "c" and self._a.dtype != np.float64:
        raise RuntimeError(
            "the base given to float_power_ has dtype "
            f"{self.dtype.scalar_name} but the operation's result requires dtype Double"
        )
    return pow_(self, as_double(exponent))
