"""Distributions of counts: Multinomial, Binomial, Poisson."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from autograd_core import dtypes
from autograd_core.distributions import constraints
from autograd_core.distributions.continuous import call
from autograd_core.distributions.discrete import YES_NO, OfClasses
from autograd_core.distributions.distribution import (
    EITHER,
    Distribution,
    batch_of,
    broadcast_all,
    of_yes_no,
)
from autograd_core.grad_mode import no_grad


class Multinomial(OfClasses):
    """How often each class comes in a number of draws (torch.distributions.Multinomial)."""

    __module__ = "torch.distributions.multinomial"

    def __init__(
        self,
        total_count: int = 1,
        probs: Any = None,
        logits: Any = None,
        validate_args: bool | None = None,
    ) -> None:
        if not isinstance(total_count, int):
            raise NotImplementedError("inhomogeneous total_count is not supported")
        self.total_count = total_count
        self._open(probs, logits, validate_args)

    def _also_expand(self, new: Any, shape: Any) -> None:
        super()._also_expand(new, shape)
        new.total_count = self.total_count

    @property
    def support(self) -> constraints.Constraint:
        return constraints.multinomial(self.total_count)

    @property
    def mean(self) -> Any:
        return self.probs * self.total_count

    @property
    def variance(self) -> Any:
        return self.total_count * self.probs * (1 - self.probs)

    def sample(self, sample_shape: Any = ()) -> Any:
        drawn = self._categorical.sample((self.total_count, *sample_shape))
        drawn = drawn.permute(*range(1, drawn.dim()), 0)
        counts = call("zeros", self._extended_shape(sample_shape), dtype=dtypes.int64)
        counts.scatter_add_(-1, drawn, call("ones_like", drawn))
        return counts.type_as(self.probs)

    def entropy(self) -> Any:
        count = call("tensor", self.total_count)
        whole = count * self._categorical.entropy() - call("lgamma", count + 1)
        binomial = Binomial(self.total_count, self.probs)
        each = binomial.enumerate_support(expand=False)[1:]
        weights = call("lgamma", each + 1)
        return whole + (call("exp", binomial.log_prob(each)) * weights).sum([0, -1])

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        logits, value = broadcast_all(self.logits, value)
        logits = logits.clone()
        orders = call("lgamma", value.sum(-1) + 1)
        same = call("lgamma", value + 1).sum(-1)
        logits[(value == 0) & (logits == -math.inf)] = 0
        return orders - same + (logits * value).sum(-1)


class Binomial(Distribution):
    """How often a yes comes in a number of tosses (torch.distributions.Binomial).

    Samples are not offered: PyTorch's way to draw them is not part of this engine.
    """

    __module__ = "torch.distributions.binomial"
    has_enumerate_support = True
    _names = {"total_count": constraints.nonnegative_integer, **YES_NO}  # noqa: RUF012
    probs = of_yes_no("probs")
    logits = of_yes_no("logits")

    def __init__(
        self,
        total_count: Any = 1,
        probs: Any = None,
        logits: Any = None,
        validate_args: bool | None = None,
    ) -> None:
        if (probs is None) == (logits is None):
            raise ValueError(EITHER)
        count, value = broadcast_all(total_count, logits if probs is None else probs)
        self.total_count = count.type_as(value)
        setattr(self, "logits" if probs is None else "probs", value)
        super().__init__(value.size(), validate_args=validate_args)

    @property
    def support(self) -> constraints.Constraint:
        return constraints.integer_interval(0, self.total_count)

    @property
    def mean(self) -> Any:
        return self.total_count * self.probs

    @property
    def mode(self) -> Any:
        return ((self.total_count + 1) * self.probs).floor().clamp(max=self.total_count)

    @property
    def variance(self) -> Any:
        return self.total_count * self.probs * (1 - self.probs)

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        count, logits = self.total_count, self.logits
        parts = [call("lgamma", each + 1) for each in (count, value, count - value)]
        positive = (logits.clamp(min=0) + logits - logits.clamp(max=0)) / 2
        spread = count * call("log1p", call("exp", -call("abs", logits)))
        scale = count * positive + spread - parts[0]
        return value * logits - parts[1] - parts[2] - scale

    def entropy(self) -> Any:
        log_prob = self.log_prob(self.enumerate_support(False))
        return -(call("exp", log_prob) * log_prob).sum(0)

    def enumerate_support(self, expand: bool = True) -> Any:
        count = int(self.total_count.max())
        if self.total_count.min() != count:
            raise NotImplementedError(
                "Inhomogeneous total count not supported by `enumerate_support`."
            )
        values = call("arange", 1 + count, dtype=self.total_count.dtype)
        return self._along_first(values, expand)


class Poisson(Distribution):
    """How many events there are in a time (torch.distributions.Poisson)."""

    __module__ = "torch.distributions.poisson"
    _names: ClassVar[Any] = {"rate": constraints.nonnegative}

    def __init__(self, rate: Any, validate_args: bool | None = None) -> None:
        (self.rate,) = broadcast_all(rate)
        super().__init__(batch_of(self.rate, rate), validate_args=validate_args)

    @property
    def support(self) -> constraints.Constraint:
        return constraints.nonnegative_integer

    @property
    def mean(self) -> Any:
        return self.rate

    @property
    def mode(self) -> Any:
        return self.rate.floor()

    @property
    def variance(self) -> Any:
        return self.rate

    def sample(self, sample_shape: Any = ()) -> Any:
        with no_grad():
            return call("poisson", self.rate.expand(self._extended_shape(sample_shape)))

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        rate, value = broadcast_all(self.rate, value)
        return value.xlogy(rate) - rate - (value + 1).lgamma()
