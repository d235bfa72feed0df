"""`where`: the elements of one tensor or of another, as a condition says."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.dispatch import Array, apply
from autograd_core.ops.calls import where
from autograd_core.ops.copying import as_dtype
from autograd_core.ops.offering import Number, wrong_arguments
from autograd_core.ops.registry import METHODS, op, public, required
from autograd_core.out import into
from autograd_core.promotion import operand as weight
from autograd_core.tensor import Tensor


@op(
    "where.self",
    node="WhereBackward0",
    symbol="where",
    broadcast=True,
    samples=(
        "torch.where(x(3) > 0, x(3), x(3))",
        "torch.where(x(2, 3) > 0, x(3), x())",
        "torch.where(x(3) > 0, x(3), 0.0)",
        "torch.where(x(3) > 0, 1, x(3))",
        "x(3).where(x(3) > 0, 2)",
    ),
    formula="self where condition, else other",
    en="Picks from one tensor where a condition holds, from another where not.",
    zh="条件成立处取一个张量的元素，否则取另一个张量的元素。",
)
def where_self(condition: Array, self: Array, other: Array) -> Array:
    left, right = same_dtype(self, other)
    return np.where(condition, left, right)[()]


@where_self.gradient("self", formula="grad where condition, else 0")
def _(grad: Array, condition: Array) -> Array:
    return where(condition, grad, 0)


@where_self.gradient("other", formula="0 where condition, else grad")
def _(grad: Array, condition: Array) -> Array:
    return where(condition, 0, grad)


def same_dtype(left: Any, right: Any) -> list[Any]:
    """Two values as arrays of the dtype that they have together."""
    dtype = dtypes.result_type(weight(left), weight(right)).numpy
    return [as_dtype(each, dtype) for each in (left, right)]


SIGNATURES = (
    "(Tensor condition)",
    "(Tensor condition, Tensor input, Tensor other, *, Tensor out = None)",
    "(Tensor condition, Number self, Tensor other)",
    "(Tensor condition, Tensor input, Number other)",
    "(Tensor condition, Number self, Number other)",
)
MISSING: Any = object()


@public("where", method=False)
def torch_where(
    condition: Tensor,
    input: Any = MISSING,
    other: Any = MISSING,
    *,
    out: Any = None,
    self: Any = MISSING,
) -> Any:
    """`input` where the condition holds, else `other`; alone: the indices (torch.where)."""
    required("where", "condition", 1, condition)
    input = self if input is MISSING else input
    if input is MISSING and other is MISSING:
        return METHODS["nonzero"](condition, as_tuple=True)
    values = [each for each in (input, other) if each is not MISSING]
    values = [each.item() if isinstance(each, np.generic) else each for each in values]
    if len(values) < 2 or not all(isinstance(each, (Tensor, *Number)) for each in values):
        raise wrong_arguments("where", (condition, *values), *SIGNATURES)
    if condition._a.dtype != bool and condition._a.dtype != np.uint8:
        raise RuntimeError(
            "where expected condition to be a boolean tensor, but got a tensor with dtype "
            f"{condition.dtype.scalar_name}"
        )
    if out is not None:
        args = (condition, *values)
        return into("where", out, args, lambda: apply(where_self, args, {}))
    return apply(where_self, (condition, *values), {})


@public("where", function=False)
def tensor_where(self: Tensor, condition: Tensor, other: Any) -> Any:
    """The tensor where the condition holds, else `other` (torch.Tensor.where)."""
    required("where", "condition", 1, condition)
    return torch_where(condition, self, other)
