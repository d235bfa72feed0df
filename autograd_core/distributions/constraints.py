"""What parameters and values of distributions must be: a tensor in, truth values out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.ops import FUNCTIONS

Check = Callable[[Any], Any]


class Constraint:
    """A rule for tensors, and how errors name it (torch.distributions.constraints.Constraint)."""

    __module__ = "torch.distributions.constraints"

    def __init__(self, text: str, check: Check, *, event_dim: int = 0, discrete: bool = False):
        self._text = text
        self._check = check
        self.event_dim = event_dim
        self.is_discrete = discrete

    def check(self, value: Any) -> Any:
        """Whether each value keeps the rule."""
        return self._check(value)

    def __repr__(self) -> str:
        return self._text


def greater_than(lower_bound: Any) -> Constraint:
    """Above a bound."""
    return Constraint(f"GreaterThan(lower_bound={lower_bound})", lambda x: lower_bound < x)


def greater_than_eq(lower_bound: Any) -> Constraint:
    """At or above a bound."""
    return Constraint(f"GreaterThanEq(lower_bound={lower_bound})", lambda x: lower_bound <= x)


def less_than(upper_bound: Any) -> Constraint:
    """Below a bound."""
    return Constraint(f"LessThan(upper_bound={upper_bound})", lambda x: x < upper_bound)


def interval(lower_bound: Any, upper_bound: Any) -> Constraint:
    """Between two bounds, which belong to it."""
    return Constraint(
        f"Interval(lower_bound={lower_bound}, upper_bound={upper_bound})",
        lambda x: (lower_bound <= x) & (x <= upper_bound),
    )


def integer_interval(lower_bound: Any, upper_bound: Any) -> Constraint:
    """Whole numbers between two bounds, which belong to it."""
    return Constraint(
        f"IntegerInterval(lower_bound={lower_bound}, upper_bound={upper_bound})",
        lambda x: (x % 1 == 0) & (lower_bound <= x) & (x <= upper_bound),
        discrete=True,
    )


def independent(base: Constraint, dims: int) -> Constraint:
    """A rule that the last `dims` dimensions keep together."""

    def check(value: Any) -> Any:
        result = base.check(value)
        if result.dim() < dims:
            expected = base.event_dim + dims
            raise ValueError(f"Expected value.dim() >= {expected} but got {value.dim()}")
        return result.reshape((*result.shape[: result.dim() - dims], -1)).all(-1)

    text = f"IndependentConstraint({base!r}, {dims})"
    return Constraint(text, check, event_dim=base.event_dim + dims, discrete=base.is_discrete)


def multinomial(upper_bound: int) -> Constraint:
    """Counts that are together at most a bound."""
    return Constraint(
        "Multinomial()",
        lambda x: (x >= 0).all(-1) & (x.sum(-1) <= upper_bound),
        event_dim=1,
        discrete=True,
    )


def lower_triangular(value: Any) -> Any:
    same = (value.tril() == value).view((*value.shape[:-2], -1)).min(-1)[0]
    return same & (value.diagonal(dim1=-2, dim2=-1) > 0).min(-1)[0]


def definite(value: Any) -> Any:
    """Whether matrices are symmetric with positive eigenvalues."""
    even = FUNCTIONS["isclose"](value, value.mT, atol=1e-6).all(-2).all(-1)
    if not even.all():
        return even
    from autograd_core import linalg

    return linalg.cholesky_ex(value).info.eq(0)


real = Constraint("Real()", lambda x: x == x)
positive = greater_than(0.0)
nonnegative = greater_than_eq(0.0)
unit_interval = interval(0.0, 1.0)
boolean = Constraint("Boolean()", lambda x: (x == 0) | (x == 1), discrete=True)
nonnegative_integer = Constraint(
    "IntegerGreaterThan(lower_bound=0)", lambda x: (x % 1 == 0) & (x >= 0), discrete=True
)
positive_integer = Constraint(
    "IntegerGreaterThan(lower_bound=1)", lambda x: (x % 1 == 0) & (x >= 1), discrete=True
)
simplex = Constraint(
    "Simplex()",
    lambda x: (x >= 0).all(-1) & ((x.sum(-1) - 1).abs() < 1e-6),
    event_dim=1,
)
one_hot = Constraint(
    "OneHot()",
    lambda x: ((x == 0) | (x == 1)).all(-1) & x.sum(-1).eq(1),
    event_dim=1,
    discrete=True,
)
real_vector = independent(real, 1)
lower_cholesky = Constraint("LowerCholesky()", lower_triangular, event_dim=2)
positive_definite = Constraint("PositiveDefinite()", definite, event_dim=2)

__getattr__ = getattr_of("torch.distributions.constraints")

__all__ = [
    "Constraint",
    "boolean",
    "greater_than",
    "greater_than_eq",
    "independent",
    "integer_interval",
    "interval",
    "less_than",
    "lower_cholesky",
    "multinomial",
    "nonnegative",
    "nonnegative_integer",
    "one_hot",
    "positive",
    "positive_definite",
    "positive_integer",
    "real",
    "real_vector",
    "simplex",
    "unit_interval",
]
