"""Absolute values, signs and rounding, element by element: mostly flat, so their gradient is 0."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, Op, apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops.calls import bare, isfinite, like
from autograd_core.ops.complex_numbers import part
from autograd_core.ops.copying import zeros_like
from autograd_core.ops.masks import masked_fill
from autograd_core.ops.offering import Number, offer_unary, refuse, wrong_arguments
from autograd_core.ops.registry import SPECIAL, op, public, required
from autograd_core.out import into
from autograd_core.tensor import Tensor


@op(
    "abs",
    node="AbsBackward0",
    samples=("x(3).abs()", "v(0.0, -2.0, 2.0).abs()", "torch.absolute(x(3))"),
    formula="abs(self)",
    en="The size of each element without its sign.",
    zh="逐元素绝对值。",
)
def absolute(self: Array) -> Array:
    return np.abs(self)


@absolute.gradient("self", formula="grad * sign(self)")
def _(grad: Array, self: Array) -> Array:
    return grad * sgn(self)


def sign_of(array: Any) -> Any:
    """-1, 0 or 1; 0 for nan, as in PyTorch."""
    if array.dtype.kind == "b":
        return array
    if array.dtype.kind == "c":
        size = np.abs(array)
        return np.where(size == 0, 0, array / np.where(size == 0, 1, size)).astype(array.dtype)[()]
    return ((array > 0) * array.dtype.type(1) - (array < 0) * array.dtype.type(1)).astype(
        array.dtype
    )


@op(
    "sign",
    node="SignBackward0",
    samples=("x(3).sign()", "v(0.0, -2.0, 2.0).sign()"),
    formula="sign(self)",
    en="-1, 0 or 1: the sign of each element.",
    zh="逐元素的符号：-1、0 或 1。",
)
def sign(self: Array) -> Array:
    return sign_of(self)


@op(
    "sgn",
    node="SgnBackward0",
    conjugates=True,
    samples=("x(3).sgn()", "x(3).abs() * 2"),
    formula="sign(self)",
    en="The sign of each element; of a complex number its direction.",
    zh="逐元素的符号；复数时为其方向。",
)
def sgn(self: Array) -> Array:
    return sign_of(self)


@op(
    "floor",
    node="FloorBackward0",
    samples=("x(3).floor()",),
    formula="floor(self)",
    en="Rounds down to whole numbers.",
    zh="向下取整。",
)
def floor(self: Array) -> Array:
    return np.floor(self) if self.dtype.kind == "f" else self.copy()


@op(
    "ceil",
    node="CeilBackward0",
    samples=("x(3).ceil()",),
    formula="ceil(self)",
    en="Rounds up to whole numbers.",
    zh="向上取整。",
)
def ceil(self: Array) -> Array:
    return np.ceil(self) if self.dtype.kind == "f" else self.copy()


@op(
    "trunc",
    node="TruncBackward0",
    samples=("x(3).trunc()", "torch.fix(x(3))"),
    formula="trunc(self)",
    en="Cuts the fraction off.",
    zh="截去小数部分。",
)
def trunc(self: Array) -> Array:
    return np.trunc(self) if self.dtype.kind == "f" else self.copy()


@op(
    "round",
    node="RoundBackward0",
    samples=("x(3).round()", "v(0.5, 1.5, 2.5).round()"),
    formula="round(self)",
    en="Rounds to the nearest whole number, halves to the even one.",
    zh="四舍五入到最近的整数，恰为一半时取偶数。",
)
def round_whole(self: Array) -> Array:
    return np.rint(self) if self.dtype.kind == "f" else self.copy()


@op(
    "round.decimals",
    node="RoundBackward1",
    symbol="round",
    samples=("torch.round(x(3), decimals=2)", "(x(3) * 100).round(decimals=-1)"),
    formula="round(self, decimals)",
    en="Rounds to a number of decimals.",
    zh="四舍五入到指定的小数位数。",
)
def round_decimals(self: Array, *, decimals: int) -> Array:
    ten = self.dtype.type(10.0 ** abs(decimals))
    return np.rint(self * ten) / ten if decimals >= 0 else np.rint(self / ten) * ten


@sgn.gradient("self", formula="(grad - real(grad / result) * result) / abs(self)")
def _(grad: Array, self: Array, result: Array) -> Array:
    if bare(self).dtype.kind != "c":
        return zeros_like(grad)
    length = absolute(self)
    with np.errstate(all="ignore"):
        along = (grad - part(grad / result, 0) * result) / length
    return masked_fill(along, like(grad, bare(length) == 0), value=0)


for _flat in (sign, floor, ceil, trunc, round_whole, round_decimals):

    @_flat.gradient("self", formula="0")
    def _(grad: Array) -> Array:
        return zeros_like(grad)


@op(
    "frac",
    node="FracBackward0",
    samples=("x(3).frac()",),
    formula="self - trunc(self)",
    en="The fraction of each element.",
    zh="逐元素的小数部分。",
)
def frac(self: Array) -> Array:
    return self - np.trunc(self)


@frac.gradient("self")
def _(grad: Array) -> Array:
    return grad


@op(
    "nan_to_num",
    node="NanToNumBackward0",
    samples=(
        "v(1.0, float('nan'), float('inf'), -float('inf')).nan_to_num()",
        "v(1.0, float('nan'), float('inf')).nan_to_num(2.0, posinf=5.0, neginf=-5.0)",
    ),
    formula="self, with numbers for nan and infinities",
    en="Puts numbers in the place of nan and infinities.",
    zh="用给定的数替换 nan 与无穷。",
)
def nan_to_num(self: Array, *, nan: Any, posinf: Any, neginf: Any) -> Array:
    if self.dtype.kind not in "fc":
        return self.copy()
    limits = np.finfo(self.dtype)
    array = np.where(np.isnan(self), self.dtype.type(0 if nan is None else nan), self)
    array = np.where(self == np.inf, limits.max if posinf is None else posinf, array)
    array = np.where(self == -np.inf, limits.min if neginf is None else neginf, array)
    return array.astype(self.dtype)[()]


@nan_to_num.gradient("self", formula="grad * isfinite(self)")
def _(grad: Array, self: Array) -> Array:
    return grad * isfinite(self)


@op(
    "copysign.Tensor",
    node="CopysignBackward0",
    floating=True,
    samples=("torch.copysign(x(3), x(2, 3))", "torch.copysign(v(0.0, 1.0), v(1.0, -1.0))"),
    en="The size of one element with the sign of another.",
    zh="取一个元素的大小与另一个元素的符号。",
)
def copysign(self: Array, other: Array) -> Array:
    return np.copysign(self, other)


@copysign.gradient("self", formula="grad * result / self")
def _(grad: Array, self: Array, result: Array) -> Array:
    return grad * masked_fill(result / self, self == 0, value=0)


@copysign.gradient("other", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


@op(
    "copysign.Scalar",
    node="CopysignBackward1",
    symbol="copysign",
    floating=True,
    samples=("torch.copysign(x(3), -1)", "x(3).copysign(2.0)"),
    formula="copysign(self, other)",
    en="The size of each element with the sign of a number.",
    zh="取每个元素的大小与给定数的符号。",
)
def copysign_number(self: Array, *, other: Any) -> Array:
    return np.copysign(self, self.dtype.type(other))


@copysign_number.gradient("self", formula="grad * result / self")
def _(grad: Array, self: Array, result: Array) -> Array:
    return grad * masked_fill(result / self, self == 0, value=0)


@op(
    "heaviside",
    node="NotImplemented",
    pointwise=True,
    samples=("torch.heaviside(v(-1.0, 0.0, 2.0).detach(), p(3).detach())",),
    formula="0, values or 1",
    en="0 for negative elements, 1 for positive ones, a given value for 0.",
    zh="负数为 0，正数为 1，零处取给定的值。",
)
def heaviside(self: Array, values: Array) -> Array:
    return np.where(self == 0, values, (self > 0).astype(self.dtype))[()]


@heaviside.gradient("self", "values", formula="undefined")
def _(grad: Array) -> Array:
    raise RuntimeError("derivative for aten::heaviside is not implemented")


def offer_rounding() -> None:
    """Offer what takes no further argument; PyTorch has no code for some dtypes."""
    offer_unary(absolute, "absolute", check=refuse("abs_cpu", "b"))
    offer_unary(sign)
    offer_unary(sgn)
    offer_unary(floor, check=refuse("floor_vml_cpu", "b"))
    offer_unary(ceil, check=refuse("ceil_vml_cpu", "b"))
    offer_unary(trunc, "fix", check=refuse("trunc_vml_cpu", "b"))
    offer_unary(frac, check=refuse("frac_cpu", "biu"))


offer_rounding()


def rounding(input: Tensor, decimals: int) -> tuple[Op, tuple[Tensor], dict[str, Any]]:
    if decimals == 0:
        refuse("round_vml_cpu", "b")(input)
        return round_whole, (input,), {}
    refuse("round_cpu", "biu")(input)
    return round_decimals, (input,), {"decimals": decimals}


@public("round")
def torch_round(input: Tensor, *, decimals: int = 0, out: Tensor | None = None) -> Any:
    """Round to whole numbers or to `decimals` (torch.round)."""
    call = rounding(required("round", "input", 1, input), decimals)
    if out is not None:
        return into("round", out, (input,), lambda: apply(*call))
    return apply(*call)


SPECIAL["round"] = torch_round


@public("round_")
def round_(input: Tensor, *, decimals: int = 0) -> Tensor:
    """In place: round (torch.Tensor.round_)."""
    return apply_inplace(*rounding(input, decimals))


@public("nan_to_num")
def torch_nan_to_num(
    input: Tensor,
    nan: float | None = None,
    posinf: float | None = None,
    neginf: float | None = None,
    *,
    out: Tensor | None = None,
) -> Any:
    """Numbers in the place of nan (0) and infinities (the largest) (torch.nan_to_num)."""
    required("nan_to_num", "input", 1, input)
    values = {"nan": nan, "posinf": posinf, "neginf": neginf}
    if out is not None:
        return into("nan_to_num", out, (input,), lambda: apply(nan_to_num, (input,), values))
    return apply(nan_to_num, (input,), values)


@public("nan_to_num_")
def nan_to_num_(
    input: Tensor,
    nan: float | None = None,
    posinf: float | None = None,
    neginf: float | None = None,
) -> Tensor:
    """In place: numbers for nan and infinities (torch.Tensor.nan_to_num_)."""
    return apply_inplace(nan_to_num, (input,), {"nan": nan, "posinf": posinf, "neginf": neginf})


@public("heaviside")
def torch_heaviside(input: Tensor, values: Tensor, *, out: Tensor | None = None) -> Any:
    """0, 1, or `values` where the input is 0 (torch.heaviside)."""
    check_heaviside(input, values)
    if out is not None:
        return into(
            "heaviside", out, (input, values), lambda: apply(heaviside, (input, values), {})
        )
    return apply(heaviside, (input, values), {})


@public("heaviside_", function=False)
def heaviside_(self: Tensor, values: Tensor) -> Tensor:
    """In place: 0, 1, or `values` (torch.Tensor.heaviside_)."""
    check_heaviside(self, values)
    return apply_inplace(heaviside, (self, values), {})


def check_heaviside(input: Tensor, values: Tensor) -> None:
    required("heaviside", "input", 1, input)
    required("heaviside", "values", 2, values)
    if input._a.dtype != values._a.dtype:
        raise RuntimeError("heaviside is not yet implemented for tensors with different dtypes.")


def signed(name: str, input: Tensor, other: Any) -> tuple[Op, bool, Any]:
    """The operation that takes the sign of a tensor, or of a number."""
    if isinstance(other, Tensor):
        return copysign, True, other
    if not isinstance(other, Number):
        raise wrong_arguments(
            name,
            (input, other),
            "(Tensor input, Tensor other, *, Tensor out = None)",
            "(Tensor input, Number other, *, Tensor out = None)",
        )
    return copysign_number, False, other


@public("copysign")
def torch_copysign(input: Tensor, other: Any, *, out: Tensor | None = None) -> Any:
    """The size of `input` with the sign of `other` (torch.copysign)."""
    required("copysign", "input", 1, input)
    entry, several, other = signed("copysign", input, other)
    args, values = ((input, other), {}) if several else ((input,), {"other": other})
    if out is not None:
        return into("copysign", out, (input, other), lambda: apply(entry, args, values))
    return apply(entry, args, values)


@public("copysign_", function=False)
def copysign_(self: Tensor, other: Any) -> Tensor:
    """In place: the size with another sign (torch.Tensor.copysign_)."""
    entry, several, other = signed("copysign_", self, other)
    return apply_inplace(entry, *(((self, other), {}) if several else ((self,), {"other": other})))
