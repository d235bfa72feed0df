"""Comparisons and choices: truth values out of numbers, and the larger, the smaller, the chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core.dispatch import Array, Op, apply
from autograd_core.ops.activations import zeros_like
from autograd_core.ops.masks import masked_fill
from autograd_core.ops.registry import offer, op, public, required
from autograd_core.tensor import Tensor


def comparison(name: str, function: Callable[..., Any], symbol: str, en: str, zh: str) -> Op:
    """The entry of a comparison: a bool tensor, without a gradient."""
    entry = op(
        f"{name}.Tensor",
        symbol=symbol,
        pointwise=True,
        samples=(f"torch.{name}(x(3), c(3))", f"x(2, 3).{name}(0)"),
        formula=f"{name}(self, other)",
        en=en,
        zh=zh,
    )(forward_of(function))
    offer(entry)
    return entry


def forward_of(function: Callable[..., Any]) -> Callable[..., Any]:
    def forward(self: Array, other: Array) -> Array:
        return function(self, other)

    forward.__module__ = __name__
    return forward


eq = comparison("eq", np.equal, "=", "Where two are equal.", "两者相等之处为真。")
ne = comparison("ne", np.not_equal, "≠", "Where two differ.", "两者不等之处为真。")
lt = comparison("lt", np.less, "<", "Where the first is less.", "前者较小之处为真。")
le = comparison("le", np.less_equal, "≤", "Where the first is not greater.", "前者不大之处为真。")
gt = comparison("gt", np.greater, ">", "Where the first is greater.", "前者较大之处为真。")
ge = comparison("ge", np.greater_equal, "≥", "Where the first is not less.", "前者不小之处为真。")


@op(
    "where.self",
    node="WhereBackward0",
    symbol="where",
    broadcast=True,
    samples=(
        "torch.where(c(3) > 0, x(3), x(3))",
        "torch.where(c(2, 3) > 0, x(3), x(2, 1))",
        "torch.where(c(3) > 0, x(3), 0.0)",
    ),
    formula="self where condition, else other",
    en="Takes one of two, as a condition says.",
    zh="按条件在两者中取其一。",
)
def where(condition: Array, self: Array, other: Array) -> Array:
    chosen: Any = np.where(condition, self, other)
    return chosen.astype(np.result_type(self, other))[()]


@where.gradient("self", formula="grad where condition, else 0")
def _(grad: Array, condition: Array) -> Array:
    return where(condition, grad, zeros_like(grad))


@where.gradient("other", formula="0 where condition, else grad")
def _(grad: Array, condition: Array) -> Array:
    return where(condition, zeros_like(grad), grad)


@public("where", method=False)
def torch_where(condition: Tensor, input: Any = None, other: Any = None) -> Any:
    """`input` where the condition is true, else `other`; alone: where it is true (torch.where)."""
    required("where", "condition", 1, condition)
    if input is None and other is None:
        found: Any = condition
        return found.nonzero(as_tuple=True)
    if condition._a.dtype != np.bool_:
        raise RuntimeError(
            "where expected condition to be a boolean tensor, but got a tensor with dtype "
            f"{condition.dtype.scalar_name}"
        )
    return apply(where, (condition, input, other), {})


@public("where", function=False)
def tensor_where(self: Tensor, condition: Tensor, other: Any) -> Any:
    """The tensor where the condition is true, else `other` (torch.Tensor.where)."""
    return torch_where(condition, self, other)


def extreme(name: str, function: Callable[..., Any], node: str, en: str, zh: str) -> Op:
    """The entry of `maximum` or `minimum`."""
    entry = op(
        name,
        node=node,
        pointwise=True,
        samples=(f"torch.{name}(x(3), x(3))", f"torch.{name}(v(1.0, 2.0), v(1.0, 3.0))"),
        formula=f"{name}(self, other)",
        en=en,
        zh=zh,
    )(forward_of(function))
    offer(entry)
    return entry


maximum = extreme(
    "maximum", np.maximum, "MaximumBackward0",
    "The larger of two, element by element.", "逐元素取较大者。",
)  # fmt: skip
minimum = extreme(
    "minimum", np.minimum, "MinimumBackward0",
    "The smaller of two, element by element.", "逐元素取较小者。",
)  # fmt: skip


def shared(grad: Array, self: Array, other: Array, lost: Array) -> Array:
    """The gradient of the winner; at a tie both get half of it."""
    return masked_fill(where(eq(self, other), grad / 2, grad), lost, value=0)


@maximum.gradient("self", formula="grad where self > other, grad / 2 at a tie, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return shared(grad, self, other, lt(self, other))


@maximum.gradient("other", formula="grad where other > self, grad / 2 at a tie, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return shared(grad, self, other, gt(self, other))


@minimum.gradient("self", formula="grad where self < other, grad / 2 at a tie, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return shared(grad, self, other, gt(self, other))


@minimum.gradient("other", formula="grad where other < self, grad / 2 at a tie, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return shared(grad, self, other, lt(self, other))


@op(
    "clamp",
    node="ClampBackward1",
    samples=("x(3).clamp(-0.5, 0.5)", "v(0.0, 1.0, 2.0).clamp(0, 1)", "x(3).clamp(min=0)"),
    formula="clamp(self, min, max)",
    en="Keeps each element between two bounds.",
    zh="把每个元素限制在上下界之间。",
)
def clamp(self: Array, *, min: Any, max: Any) -> Array:
    return np.clip(self, min, max).astype(self.dtype)[()]


@clamp.gradient("self", formula="grad where min <= self <= max, else 0")
def _(grad: Array, self: Array, *, min: Any, max: Any) -> Array:
    inside = ge(self, min) if max is None else le(self, max)
    if min is not None and max is not None:
        inside = ge(self, min) * le(self, max)
    return where(inside, grad, zeros_like(grad))


@public("clamp", "clip")
def torch_clamp(input: Tensor, min: Any = None, max: Any = None) -> Any:
    """Each element kept between `min` and `max` (torch.clamp)."""
    required("clamp", "input", 1, input)
    if min is None and max is None:
        raise ValueError("torch.clamp: At least one of 'min' or 'max' must not be None")
    return apply(clamp, (input,), {"min": min, "max": max})


def step_function(name: str, function: Callable[..., Any], node: str, en: str, zh: str) -> Op:
    """The entry of a function that is flat wherever it is smooth: its gradient is 0."""

    def forward(self: Array) -> Array:
        return function(self)

    forward.__module__ = __name__
    samples = (f"x(3).{name}()", f"v(0.0, 1.5, -2.5).{name}()")
    words = {"node": node, "samples": samples, "formula": f"{name}(self)", "en": en, "zh": zh}
    entry = op(name, **words)(forward)  # type: ignore[arg-type]
    entry.gradient("self", formula="0")(lambda grad: zeros_like(grad))
    offer(entry)
    return entry


sign = step_function(
    "sign", np.sign, "SignBackward0", "−1, 0 or 1, as the sign is.", "按符号取 −1、0 或 1。"
)
floor = step_function(
    "floor", np.floor, "FloorBackward0", "Rounds down.", "向下取整。"
)  # fmt: skip
ceil = step_function("ceil", np.ceil, "CeilBackward0", "Rounds up.", "向上取整。")
trunc = step_function(
    "trunc", np.trunc, "TruncBackward0", "Cuts the fraction off.", "舍去小数部分。"
)
rounded = step_function(
    "round", np.round, "RoundBackward0", "Rounds to the nearest integer.", "四舍五入到最近的整数。"
)


@op(
    "abs",
    node="AbsBackward0",
    samples=("x(3).abs()", "v(0.0, -1.0).abs()", "abs(x())"),
    formula="abs(self)",
    en="The distance of each element from 0.",
    zh="对每个元素取绝对值。",
)
def absolute(self: Array) -> Array:
    return np.abs(self)


@absolute.gradient("self")
def _(grad: Array, self: Array) -> Array:
    return grad * sign(self)


offer(absolute, "absolute")


def test_of(name: str, function: Callable[..., Any], en: str, zh: str) -> None:
    """Offer a question about each element, such as `isnan`."""

    def forward(self: Array) -> Array:
        return function(self)

    forward.__module__ = __name__
    samples = (f"torch.{name}(x(3))",)
    offer(op(name, samples=samples, formula=f"{name}(self)", en=en, zh=zh)(forward))


test_of("isnan", np.isnan, "Where an element is not a number.", "元素不是数之处为真。")
test_of("isinf", np.isinf, "Where an element is infinite.", "元素为无穷大之处为真。")
test_of("isfinite", np.isfinite, "Where an element is finite.", "元素有限之处为真。")


@public("equal")
def torch_equal(input: Tensor, other: Tensor) -> bool:
    """Whether two tensors have the same shape and the same elements (torch.equal)."""
    return bool(np.array_equal(input._a, required("equal", "other", 2, other)._a))


@public("allclose")
def torch_allclose(
    input: Tensor, other: Tensor, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> bool:
    """Whether all elements agree up to `atol + rtol × |other|` (torch.allclose)."""
    left, right = required("allclose", "input", 1, input), required("allclose", "other", 2, other)
    if left._a.dtype != right._a.dtype:
        raise RuntimeError(f"{left.dtype.scalar_name} did not match {right.dtype.scalar_name}")
    return bool(np.allclose(left._a, right._a, rtol, atol, equal_nan))
