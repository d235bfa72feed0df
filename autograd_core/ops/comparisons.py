"""Comparisons: two tensors in, truth values out; nothing here has a gradient."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import Array, Op, apply
from autograd_core.ops.offering import Number, named, offer_unary, wrong_arguments
from autograd_core.ops.registry import FUNCTIONS, METHODS, op, public, required
from autograd_core.out import into
from autograd_core.tensor import Tensor

WORDS = {
    "eq": ("==", np.equal, "Whether elements are equal.", "元素是否相等。"),
    "ne": ("!=", np.not_equal, "Whether elements differ.", "元素是否不相等。"),
    "lt": ("<", np.less, "Whether elements are smaller.", "元素是否更小。"),
    "le": ("<=", np.less_equal, "Whether elements are smaller or equal.", "是否更小或相等。"),
    "gt": (">", np.greater, "Whether elements are greater.", "元素是否更大。"),
    "ge": (
        ">=",
        np.greater_equal,
        "Whether elements are greater or equal.",
        "是否更大或相等。",
    ),
}
ALIASES = {
    "ne": ("not_equal",),
    "lt": ("less",),
    "le": ("less_equal",),
    "gt": ("greater",),
    "ge": ("greater_equal",),
}


def comparison(name: str, sign: str, ufunc: Callable[..., Any], en: str, zh: str) -> Op:
    """Enter and offer one comparison."""

    ordered = name not in ("eq", "ne")

    def forward(self: Array, other: Array) -> Array:
        if ordered:
            refuse_complex(f"{name}_cpu", self)
        return ufunc(self, other)

    forward.__module__ = __name__
    entry = op(
        f"{name}.Tensor",
        symbol=sign,
        pointwise=True,
        samples=(f"x(3) {sign} x(2, 3)", f"x(3) {sign} 0", f"torch.{name}(x(3), x(3))"),
        formula=f"self {sign} other",
        en=en,
        zh=zh,
    )(forward)
    for title in (name, *ALIASES.get(name, ())):
        offer_comparison(entry, title)
    return entry


def refuse_complex(kernel: str, array: Any) -> None:
    """PyTorch's error: complex numbers have no order."""
    if array.dtype.kind == "c":
        kind = dtypes.from_numpy(array.dtype).scalar_name
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{kind}'")


def offer_comparison(entry: Op, title: str) -> None:
    def function(input: Tensor, other: Any, *, out: Tensor | None = None) -> Any:
        other = compared(title, input, other)
        if out is not None:
            return into(title, out, (input, other), lambda: apply(entry, (input, other), {}))
        return apply(entry, (input, other), {})

    def method_(self: Tensor, other: Any) -> Tensor:
        from autograd_core.inplace import apply_inplace

        return apply_inplace(IN_PLACE[entry.public], (self, of_method(title, other)), {})

    def method(self: Tensor, other: Any) -> Any:
        return apply(entry, (self, of_method(title, other)), {})

    FUNCTIONS[title] = named(function, title, entry)
    METHODS[title] = named(method, title, entry)
    METHODS[f"{title}_"] = named(method_, f"{title}_", entry)


def of_method(title: str, other: Any) -> Any:
    """The argument of a method that compares."""
    if isinstance(other, np.generic):
        return other.item()
    if not isinstance(other, (Tensor, *Number)):
        raise wrong_arguments(title, (other,), "(Tensor other)", "(Number other)")
    return other


def compared(title: str, input: Any, other: Any) -> Any:
    """The right side of a comparison; PyTorch's TypeError unless it is a tensor or a number."""
    if isinstance(input, Tensor):
        if isinstance(other, (Tensor, *Number)):
            return other
        if isinstance(other, np.generic):
            return other.item()
    raise wrong_arguments(
        title,
        (input, other),
        "(Tensor input, Tensor other, *, Tensor out = None)",
        "(Tensor input, Number other, *, Tensor out = None)",
    )


IN_PLACE: dict[str, Op] = {}


def in_place(name: str, sign: str, ufunc: Callable[..., Any], en: str, zh: str) -> Op:
    """A comparison that overwrites its first argument with ones and zeros: a node of its own."""

    ordered = name not in ("eq", "ne")

    def forward(self: Array, other: Array) -> Array:
        if ordered:
            refuse_complex(f"{name}_cpu", self)
        return ufunc(self, other)

    forward.__module__ = __name__
    entry = op(
        f"{name}_.Tensor",
        node=f"{name.capitalize()}Backward1",
        symbol=sign,
        pointwise=True,
        samples=(f"(x(3) * 2).{name}_(x(3))",),
        formula=f"self {sign} other",
        en=en,
        zh=zh,
    )(forward)
    entry.gradient("self", "other", formula="0")(vanishing)
    return entry


def vanishing(grad: Array) -> Array:
    from autograd_core.ops.copying import zeros_like

    return zeros_like(grad)


for _name, _words in WORDS.items():
    comparison(_name, *_words)
    IN_PLACE[_name] = in_place(_name, *_words)


@op("isnan", samples=("x(3).isnan()",), en="Whether elements are nan.", zh="元素是否为 nan。")
def isnan(self: Array) -> Array:
    return np.isnan(self)


@op("isinf", samples=("x(3).isinf()",), en="Whether elements are infinite.", zh="元素是否为无穷。")
def isinf(self: Array) -> Array:
    return np.isinf(self)


@op(
    "isfinite", samples=("x(3).isfinite()",), en="Whether elements are finite.", zh="元素是否有限。"
)
def isfinite(self: Array) -> Array:
    return np.isfinite(self)


@op(
    "isposinf",
    samples=("x(3).isposinf()",),
    en="Whether elements are plus infinity.",
    zh="元素是否为正无穷。",
)
def isposinf(self: Array) -> Array:
    return np.equal(self, math.inf)


@op(
    "isneginf",
    samples=("x(3).isneginf()",),
    en="Whether elements are minus infinity.",
    zh="元素是否为负无穷。",
)
def isneginf(self: Array) -> Array:
    return np.equal(self, -math.inf)


@op(
    "isreal",
    samples=("x(3).isreal()",),
    formula="imag(self) == 0",
    en="Whether elements have no imaginary part.",
    zh="元素是否没有虚部。",
)
def isreal(self: Array) -> Array:
    return np.equal(self.imag, 0)


@op(
    "signbit",
    samples=("x(3).signbit()",),
    formula="self < 0",
    en="Whether elements have a minus sign.",
    zh="元素是否带负号。",
)
def signbit(self: Array) -> Array:
    return np.signbit(self) if self.dtype.kind == "f" else np.less(self, 0)


for _entry in (isnan, isinf, isfinite, isposinf, isneginf, isreal, signbit):
    offer_unary(_entry, inplace=False)


@op(
    "isclose",
    samples=("x(3).isclose(x(3))", "torch.isclose(v(1.0, 2.0), v(1.0, 2.1), atol=0.2)"),
    pointwise=True,
    formula="abs(self - other) <= atol + rtol * abs(other)",
    en="Whether elements agree up to a tolerance.",
    zh="元素在容差范围内是否一致。",
)
def isclose(self: Array, other: Array, *, rtol: float, atol: float, equal_nan: bool) -> Array:
    close = np.equal(self, other)
    if self.dtype.kind in "fc":
        if equal_nan:
            close = close | (np.isnan(self) & np.isnan(other))
        if rtol == 0 and atol == 0:
            return close
        allowed = atol + np.abs(other * np.asarray(rtol, self.dtype)[()])
        error = np.abs(self - other)
    else:
        if rtol == 0 and atol == 0:
            return close
        allowed = atol + np.abs(np.multiply(other, rtol, dtype=np.float32))
        error = np.abs(self - other) if self.dtype.kind != "b" else np.not_equal(self, other)
    return close | (np.isfinite(error) & (error <= allowed))


@public("isclose")
def torch_isclose(
    input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> Any:
    """Whether elements agree up to `atol + rtol * |other|` (torch.isclose)."""
    return apply(*closeness("isclose", input, other, rtol, atol, equal_nan))


def closeness(
    name: str, input: Tensor, other: Tensor, rtol: float, atol: float, equal_nan: bool
) -> tuple[Op, tuple[Tensor, Tensor], dict[str, Any]]:
    required(name, "input", 1, input)
    required(name, "other", 2, other)
    if input._a.dtype != other._a.dtype:
        raise RuntimeError(f"{input.dtype.scalar_name} did not match {other.dtype.scalar_name}")
    for title, value in (("rtol", rtol), ("atol", atol)):
        if value < 0:
            raise RuntimeError(f"{title} must be greater than or equal to zero, but got {value:g}")
    mismatch = errors.broadcast_mismatch(input._a.shape, other._a.shape)
    if mismatch is not None:
        raise mismatch
    return isclose, (input, other), {"rtol": rtol, "atol": atol, "equal_nan": equal_nan}


@public("allclose")
def allclose(
    input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> bool:
    """Whether all elements agree up to `atol + rtol * |other|` (torch.allclose)."""
    entry, args, values = closeness("allclose", input, other, rtol, atol, equal_nan)
    return bool(np.all(apply(entry, args, values)._a))


@public("equal")
def equal(input: Tensor, other: Tensor) -> bool:
    """Whether two tensors have the same shape and elements (torch.equal)."""
    required("equal", "input", 1, input)
    required("equal", "other", 2, other)
    return bool(np.array_equal(input._a, other._a))
