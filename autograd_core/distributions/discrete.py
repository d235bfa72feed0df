"""Distributions of choices: Bernoulli, Geometric, Categorical and one-hot vectors."""

from __future__ import annotations

import math
from typing import Any

from autograd_core import dtypes
from autograd_core.distributions import constraints
from autograd_core.distributions.continuous import call
from autograd_core.distributions.distribution import (
    EITHER,
    Distribution,
    batch_of,
    broadcast_all,
    of_classes,
    of_yes_no,
)
from autograd_core.grad_mode import no_grad
from autograd_core.ops import FUNCTIONAL, METHODS

YES_NO = {"probs": constraints.unit_interval, "logits": constraints.real}
CLASSES = {"probs": constraints.simplex, "logits": constraints.real_vector}


def surprise(logits: Any, probs: Any) -> Any:
    """The cross entropy of yes-or-no answers, element by element."""
    function = FUNCTIONAL["binary_cross_entropy_with_logits"]
    return function(logits, probs, reduction="none")


class YesNo(Distribution):
    """What is given by the probability of a yes, or by its logit."""

    _names = YES_NO
    probs = of_yes_no("probs")
    logits = of_yes_no("logits")

    def __init__(
        self, probs: Any = None, logits: Any = None, validate_args: bool | None = None
    ) -> None:
        if (probs is None) == (logits is None):
            raise ValueError(EITHER)
        given = logits if probs is None else probs
        (value,) = broadcast_all(given)
        setattr(self, "logits" if probs is None else "probs", value)
        super().__init__(batch_of(value, given), validate_args=validate_args)

    @property
    def param_shape(self) -> Any:
        """The shape of the parameter."""
        return (self.probs if "probs" in self.__dict__ else self.logits).size()


class Bernoulli(YesNo):
    """One toss of a coin (torch.distributions.Bernoulli)."""

    __module__ = "torch.distributions.bernoulli"
    has_enumerate_support = True

    @property
    def support(self) -> constraints.Constraint:
        return constraints.boolean

    @property
    def mean(self) -> Any:
        return self.probs

    @property
    def mode(self) -> Any:
        mode = (self.probs >= 0.5).to(self.probs)
        mode[self.probs == 0.5] = math.nan
        return mode

    @property
    def variance(self) -> Any:
        return self.probs * (1 - self.probs)

    def sample(self, sample_shape: Any = ()) -> Any:
        shape = self._extended_shape(sample_shape)
        with no_grad():
            return call("bernoulli", self.probs.expand(shape))

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        logits, value = broadcast_all(self.logits, value)
        return -surprise(logits, value)

    def entropy(self) -> Any:
        return surprise(self.logits, self.probs)

    def enumerate_support(self, expand: bool = True) -> Any:
        own = self.probs if "probs" in self.__dict__ else self.logits
        return self._along_first(call("arange", 2, dtype=own.dtype), expand)


class Geometric(YesNo):
    """How many tosses fail before one succeeds (torch.distributions.Geometric)."""

    __module__ = "torch.distributions.geometric"

    @property
    def support(self) -> constraints.Constraint:
        return constraints.nonnegative_integer

    @property
    def mean(self) -> Any:
        return 1.0 / self.probs - 1.0

    @property
    def mode(self) -> Any:
        return call("zeros_like", self.probs)

    @property
    def variance(self) -> Any:
        return (1.0 / self.probs - 1.0) / self.probs

    def sample(self, sample_shape: Any = ()) -> Any:
        shape = self._extended_shape(sample_shape)
        tiny = dtypes.finfo(self.probs.dtype).tiny
        with no_grad():
            u = METHODS["uniform_"](call("empty", shape, dtype=self.probs.dtype), tiny, 1)
            return (u.log() / (-self.probs).log1p()).floor()

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        value, probs = broadcast_all(value, self.probs)
        probs = probs.clone()
        probs[(probs == 1) & (value == 0)] = 0
        return value * (-probs).log1p() + self.probs.log()

    def entropy(self) -> Any:
        return surprise(self.logits, self.probs) / self.probs


class Categorical(Distribution):
    """One of several classes (torch.distributions.Categorical)."""

    __module__ = "torch.distributions.categorical"
    has_enumerate_support = True
    _names = CLASSES
    probs = of_classes("probs")
    logits = of_classes("logits")

    def __init__(
        self, probs: Any = None, logits: Any = None, validate_args: bool | None = None
    ) -> None:
        if (probs is None) == (logits is None):
            raise ValueError(EITHER)
        name, given = ("logits", logits) if probs is None else ("probs", probs)
        if given.dim() < 1:
            raise ValueError(f"`{name}` parameter must be at least one-dimensional.")
        if probs is not None:
            self.probs = given / given.sum(-1, keepdim=True)
        else:
            self.logits = given - given.logsumexp(dim=-1, keepdim=True)
        self._num_events = given.size()[-1]
        super().__init__(given.size()[:-1], validate_args=validate_args)

    def _also_expand(self, new: Any, shape: Any) -> None:
        new._num_events = self._num_events

    @property
    def _param(self) -> Any:
        return self.__dict__["probs" if "probs" in self.__dict__ else "logits"]

    @property
    def param_shape(self) -> Any:
        """The shape of the parameter."""
        return self._param.size()

    @property
    def support(self) -> constraints.Constraint:
        return constraints.integer_interval(0, self._num_events - 1)

    @property
    def mean(self) -> Any:
        return call("full", self._extended_shape(), math.nan, dtype=self.probs.dtype)

    @property
    def mode(self) -> Any:
        return self.probs.argmax(dim=-1)

    @property
    def variance(self) -> Any:
        return self.mean

    def sample(self, sample_shape: Any = ()) -> Any:
        rows = self.probs.reshape(-1, self._num_events)
        drawn = call("multinomial", rows, math.prod(sample_shape), True).T
        return drawn.reshape(self._extended_shape(sample_shape))

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        value = value.long().unsqueeze(-1)
        value, scores = call("broadcast_tensors", value, self.logits)
        return scores.gather(-1, value[..., :1]).squeeze(-1)

    def entropy(self) -> Any:
        logits = call("clamp", self.logits, min=dtypes.finfo(self.logits.dtype).min)
        return -(logits * self.probs).sum(-1)

    def enumerate_support(self, expand: bool = True) -> Any:
        return self._along_first(call("arange", self._num_events), expand)


class OfClasses(Distribution):
    """What is made of a Categorical, with one number per class."""

    _names = CLASSES
    _categorical: Categorical

    def _open(self, probs: Any, logits: Any, validate_args: bool | None) -> None:
        self._categorical = Categorical(probs, logits)
        shape = self._categorical.param_shape
        Distribution.__init__(self, shape[:-1], shape[-1:], validate_args)

    def _also_expand(self, new: Any, shape: Any) -> None:
        new._categorical = self._categorical.expand(shape)

    @property
    def probs(self) -> Any:
        """The probability of each class."""
        return self._categorical.probs

    @property
    def logits(self) -> Any:
        """The logarithm of each probability."""
        return self._categorical.logits

    @property
    def param_shape(self) -> Any:
        """The shape of the parameter."""
        return self._categorical.param_shape

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class OneHotCategorical(OfClasses):
    """A class as a vector with a single 1 (torch.distributions.OneHotCategorical)."""

    __module__ = "torch.distributions.one_hot_categorical"
    has_enumerate_support = True

    def __init__(
        self, probs: Any = None, logits: Any = None, validate_args: bool | None = None
    ) -> None:
        self._open(probs, logits, validate_args)

    @property
    def support(self) -> constraints.Constraint:
        return constraints.one_hot

    @property
    def mean(self) -> Any:
        return self.probs

    @property
    def mode(self) -> Any:
        return self._as_vectors(self.probs.argmax(dim=-1))

    @property
    def variance(self) -> Any:
        return self.probs * (1 - self.probs)

    def _as_vectors(self, classes: Any) -> Any:
        return FUNCTIONAL["one_hot"](classes, self.probs.shape[-1]).to(self.probs)

    def sample(self, sample_shape: Any = ()) -> Any:
        return self._as_vectors(self._categorical.sample(sample_shape))

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        return self._categorical.log_prob(value.max(-1)[1])

    def entropy(self) -> Any:
        return self._categorical.entropy()

    def enumerate_support(self, expand: bool = True) -> Any:
        count = self._event_shape[0]
        values = call("eye", count, dtype=self.probs.dtype)
        values = values.view((count, *(1 for _ in self._batch_shape), count))
        return values.expand((count, *self._batch_shape, count)) if expand else values


class OneHotCategoricalStraightThrough(OneHotCategorical):
    """The same, whose samples hand gradients to the probabilities."""

    __module__ = "torch.distributions.one_hot_categorical"
    has_rsample = True

    def rsample(self, sample_shape: Any = ()) -> Any:
        return self.sample(sample_shape) + (self.probs - self.probs.detach())
