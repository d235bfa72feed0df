"""Distributions of real numbers: Normal, LogNormal, Uniform, Exponential, Laplace."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from autograd_core import dtypes
from autograd_core.distributions import constraints
from autograd_core.distributions.distribution import Distribution, batch_of, broadcast_all
from autograd_core.grad_mode import no_grad
from autograd_core.ops import FUNCTIONS, METHODS


def call(name: str, *args: Any, **kwargs: Any) -> Any:
    """`torch.<name>(…)`."""
    return FUNCTIONS[name](*args, **kwargs)


def standard_normal(shape: Any, dtype: Any) -> Any:
    """Numbers around 0 with deviation 1."""
    return call("normal", call("zeros", shape, dtype=dtype), call("ones", shape, dtype=dtype))


class LocationScale(Distribution):
    """A distribution with a place and a width."""

    has_rsample = True
    _names = {"loc": constraints.real, "scale": constraints.positive}  # noqa: RUF012
    loc: Any
    scale: Any

    def __init__(self, loc: Any, scale: Any, validate_args: bool | None = None) -> None:
        self.loc, self.scale = broadcast_all(loc, scale)
        super().__init__(batch_of(self.loc, loc, scale), validate_args=validate_args)

    @property
    def support(self) -> constraints.Constraint:
        return constraints.real

    @property
    def mean(self) -> Any:
        return self.loc

    @property
    def mode(self) -> Any:
        return self.loc


class Normal(LocationScale):
    """The bell curve (torch.distributions.Normal)."""

    __module__ = "torch.distributions.normal"

    @property
    def stddev(self) -> Any:
        return self.scale

    @property
    def variance(self) -> Any:
        return self.stddev.pow(2)

    def sample(self, sample_shape: Any = ()) -> Any:
        shape = self._extended_shape(sample_shape)
        with no_grad():
            return call("normal", self.loc.expand(shape), self.scale.expand(shape))

    def rsample(self, sample_shape: Any = ()) -> Any:
        eps = standard_normal(self._extended_shape(sample_shape), self.loc.dtype)
        return self.loc + eps * self.scale

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        var = self.scale**2
        away = -((value - self.loc) ** 2) / (2 * var)
        return away - self.scale.log() - math.log(math.sqrt(2 * math.pi))

    def cdf(self, value: Any) -> Any:
        self._validate_sample(value)
        steps = (value - self.loc) * self.scale.reciprocal() / math.sqrt(2)
        return 0.5 * (1 + call("erf", steps))

    def icdf(self, value: Any) -> Any:
        return self.loc + self.scale * call("erfinv", 2 * value - 1) * math.sqrt(2)

    def entropy(self) -> Any:
        return 0.5 + 0.5 * math.log(2 * math.pi) + call("log", self.scale)


class LogNormal(Distribution):
    """exp of a normal variable (torch.distributions.LogNormal)."""

    __module__ = "torch.distributions.log_normal"
    has_rsample = True
    _names: ClassVar[Any] = {"loc": constraints.real, "scale": constraints.positive}

    def __init__(self, loc: Any, scale: Any, validate_args: bool | None = None) -> None:
        self.base_dist = Normal(loc, scale, validate_args=validate_args)
        super().__init__(self.base_dist.batch_shape, validate_args=validate_args)

    def _also_expand(self, new: Any, shape: Any) -> None:
        new.base_dist = self.base_dist.expand(shape)

    @property
    def support(self) -> constraints.Constraint:
        return constraints.positive

    @property
    def loc(self) -> Any:
        """The mean of the logarithm."""
        return self.base_dist.loc

    @property
    def scale(self) -> Any:
        """The deviation of the logarithm."""
        return self.base_dist.scale

    @property
    def mean(self) -> Any:
        return (self.loc + self.scale.pow(2) / 2).exp()

    @property
    def mode(self) -> Any:
        return (self.loc - self.scale.square()).exp()

    @property
    def variance(self) -> Any:
        squared = self.scale.pow(2)
        return squared.expm1() * (2 * self.loc + squared).exp()

    def sample(self, sample_shape: Any = ()) -> Any:
        with no_grad():
            return self.base_dist.sample(sample_shape).exp()

    def rsample(self, sample_shape: Any = ()) -> Any:
        return self.base_dist.rsample(sample_shape).exp()

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        logs = value.log()
        return 0.0 - logs + self.base_dist.log_prob(logs)

    def cdf(self, value: Any) -> Any:
        self._validate_sample(value)
        return self.base_dist.cdf(value.log())

    def icdf(self, value: Any) -> Any:
        return self.base_dist.icdf(value).exp()

    def entropy(self) -> Any:
        return self.base_dist.entropy() + self.loc

    def __repr__(self) -> str:
        return "LogNormal()"


class Laplace(LocationScale):
    """Two exponentials back to back (torch.distributions.Laplace)."""

    __module__ = "torch.distributions.laplace"

    @property
    def variance(self) -> Any:
        return 2 * self.scale.pow(2)

    @property
    def stddev(self) -> Any:
        return 2**0.5 * self.scale

    def rsample(self, sample_shape: Any = ()) -> Any:
        shape = self._extended_shape(sample_shape)
        eps = dtypes.finfo(self.loc.dtype).eps
        u = METHODS["uniform_"](call("empty", shape, dtype=self.loc.dtype), eps - 1, 1)
        return self.loc - self.scale * u.sign() * call("log1p", -u.abs())

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        return -call("log", 2 * self.scale) - call("abs", value - self.loc) / self.scale

    def cdf(self, value: Any) -> Any:
        self._validate_sample(value)
        away = value - self.loc
        steps = -(value - self.loc).abs() / self.scale
        return 0.5 - 0.5 * away.sign() * call("expm1", steps)

    def icdf(self, value: Any) -> Any:
        term = value - 0.5
        return self.loc - self.scale * term.sign() * call("log1p", -2 * term.abs())

    def entropy(self) -> Any:
        return 1 + call("log", 2 * self.scale)


class Exponential(Distribution):
    """The time between events (torch.distributions.Exponential)."""

    __module__ = "torch.distributions.exponential"
    has_rsample = True
    _names: ClassVar[Any] = {"rate": constraints.positive}

    def __init__(self, rate: Any, validate_args: bool | None = None) -> None:
        (self.rate,) = broadcast_all(rate)
        super().__init__(batch_of(self.rate, rate), validate_args=validate_args)

    @property
    def support(self) -> constraints.Constraint:
        return constraints.nonnegative

    @property
    def mean(self) -> Any:
        return self.rate.reciprocal()

    @property
    def mode(self) -> Any:
        return call("zeros_like", self.rate)

    @property
    def stddev(self) -> Any:
        return self.rate.reciprocal()

    @property
    def variance(self) -> Any:
        return self.rate.pow(-2)

    def rsample(self, sample_shape: Any = ()) -> Any:
        shape = self._extended_shape(sample_shape)
        return METHODS["exponential_"](call("empty", shape, dtype=self.rate.dtype)) / self.rate

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        return self.rate.log() - self.rate * value

    def cdf(self, value: Any) -> Any:
        self._validate_sample(value)
        return 1 - call("exp", -self.rate * value)

    def icdf(self, value: Any) -> Any:
        return -call("log1p", -value) / self.rate

    def entropy(self) -> Any:
        return 1.0 - call("log", self.rate)


class Uniform(Distribution):
    """All values between two bounds alike (torch.distributions.Uniform)."""

    __module__ = "torch.distributions.uniform"
    has_rsample = True

    def __init__(self, low: Any, high: Any, validate_args: bool | None = None) -> None:
        self.low, self.high = broadcast_all(low, high)
        super().__init__(batch_of(self.low, low, high), validate_args=validate_args)

    @property
    def arg_constraints(self) -> Any:
        return {
            "low": constraints.less_than(self.high),
            "high": constraints.greater_than(self.low),
        }

    @property
    def support(self) -> constraints.Constraint:
        return constraints.interval(self.low, self.high)

    @property
    def mean(self) -> Any:
        return (self.high + self.low) / 2

    @property
    def mode(self) -> Any:
        return math.nan * self.high

    @property
    def stddev(self) -> Any:
        return (self.high - self.low) / 12**0.5

    @property
    def variance(self) -> Any:
        return (self.high - self.low).pow(2) / 12

    def rsample(self, sample_shape: Any = ()) -> Any:
        drawn = call("rand", self._extended_shape(sample_shape), dtype=self.low.dtype)
        return self.low + drawn * (self.high - self.low)

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        above = self.low.le(value).type_as(self.low)
        below = self.high.gt(value).type_as(self.low)
        return call("log", above.mul(below)) - call("log", self.high - self.low)

    def cdf(self, value: Any) -> Any:
        self._validate_sample(value)
        return ((value - self.low) / (self.high - self.low)).clamp(min=0, max=1)

    def icdf(self, value: Any) -> Any:
        return value * (self.high - self.low) + self.low

    def entropy(self) -> Any:
        return call("log", self.high - self.low)
