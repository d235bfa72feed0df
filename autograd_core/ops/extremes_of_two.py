"""The greater and the smaller of two tensors, element by element."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array
from autograd_core.ops.by_number import over
from autograd_core.ops.calls import isnan, where
from autograd_core.ops.masks import masked_fill
from autograd_core.ops.offering import offer_binary
from autograd_core.ops.registry import FUNCTIONS, op
from autograd_core.tensor import Tensor


@op(
    "maximum",
    node="MaximumBackward0",
    symbol="max",
    pointwise=True,
    samples=("torch.maximum(x(3), x(2, 3))", "torch.maximum(v(1.0, 2.0), v(1.0, 3.0))"),
    formula="maximum(self, other)",
    en="The greater of two elements.",
    zh="两个元素中较大者。",
)
def maximum(self: Array, other: Array) -> Array:
    return np.maximum(self, other)


@maximum.gradient("self", formula="grad where self > other, grad / 2 where equal, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return masked_fill(shared(grad, self, other), self < other, value=0)


@maximum.gradient("other", formula="grad where other > self, grad / 2 where equal, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return masked_fill(shared(grad, self, other), self > other, value=0)


def shared(grad: Any, self: Any, other: Any) -> Any:
    """Half of the gradient where there is a tie."""
    return where(self == other, over(grad, 2), grad)


@op(
    "minimum",
    node="MinimumBackward0",
    symbol="min",
    pointwise=True,
    samples=("torch.minimum(x(3), x(2, 3))", "torch.minimum(v(1.0, 2.0), v(1.0, 3.0))"),
    formula="minimum(self, other)",
    en="The smaller of two elements.",
    zh="两个元素中较小者。",
)
def minimum(self: Array, other: Array) -> Array:
    return np.minimum(self, other)


@minimum.gradient("self", formula="grad where self < other, grad / 2 where equal, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return masked_fill(shared(grad, self, other), self > other, value=0)


@minimum.gradient("other", formula="grad where other < self, grad / 2 where equal, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return masked_fill(shared(grad, self, other), self < other, value=0)


def either(left: Any, right: Any) -> Any:
    """Where one of two conditions holds."""
    if isinstance(left, Tensor):
        return FUNCTIONS["logical_or"](left, right)
    return np.logical_or(left, right)


def negated(condition: Any) -> Any:
    if isinstance(condition, Tensor):
        return FUNCTIONS["logical_not"](condition)
    return np.logical_not(condition)


@op(
    "fmax",
    node="FmaxBackward0",
    pointwise=True,
    samples=("torch.fmax(x(3), x(2, 3))", "torch.fmax(v(1.0, 2.0), v(1.0, float('nan')))"),
    formula="fmax(self, other)",
    en="The greater of two elements; a number rather than nan.",
    zh="两个元素中较大者；有 nan 时取另一个数。",
)
def fmax(self: Array, other: Array) -> Array:
    return np.fmax(self, other)


@fmax.gradient("self", formula="grad where self >= other, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return masked_fill(grad, negated(either(self >= other, isnan(other))), value=0)


@fmax.gradient("other", formula="grad where self < other, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return masked_fill(grad, either(self >= other, isnan(other)), value=0)


@op(
    "fmin",
    node="FminBackward0",
    pointwise=True,
    samples=("torch.fmin(x(3), x(2, 3))", "torch.fmin(v(1.0, 2.0), v(1.0, float('nan')))"),
    formula="fmin(self, other)",
    en="The smaller of two elements; a number rather than nan.",
    zh="两个元素中较小者；有 nan 时取另一个数。",
)
def fmin(self: Array, other: Array) -> Array:
    return np.fmin(self, other)


@fmin.gradient("self", formula="grad where self <= other, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return masked_fill(grad, negated(either(self <= other, isnan(other))), value=0)


@fmin.gradient("other", formula="grad where self > other, else 0")
def _(grad: Array, self: Array, other: Array) -> Array:
    return masked_fill(grad, either(self <= other, isnan(other)), value=0)


for _entry in (maximum, minimum, fmax, fmin):
    offer_binary(_entry, inplace=False, numbers=False)
