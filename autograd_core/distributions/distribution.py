"""What all distributions have in common: parameters in, shapes, checks, samples and text out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from numbers import Number
from typing import Any, ClassVar

from autograd_core import dtypes, errors
from autograd_core.distributions.constraints import Constraint
from autograd_core.grad_mode import enable_grad, no_grad
from autograd_core.ops import FUNCTIONS
from autograd_core.size import Size
from autograd_core.tensor import Tensor

EITHER = "Either `probs` or `logits` must be specified, but not both."


class Later:
    """A parameter that is computed from another one when it is first asked for, and then kept."""

    def __init__(self, compute: Callable[[Any], Any]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        with enable_grad():
            value = self.compute(instance)
        setattr(instance, self.name, value)
        return value


class Distribution:
    """A distribution of probability (torch.distributions.Distribution).

    batch_shape  the shape of its parameters: so many distributions beside each other
    event_shape  the shape of one sample of one of them
    """

    __module__ = "torch.distributions.distribution"

    has_rsample = False
    has_enumerate_support = False
    _validate_args = True
    _names: ClassVar[Mapping[str, Constraint]] = {}

    @staticmethod
    def set_default_validate_args(value: bool) -> None:
        """Whether parameters and values are checked, if nothing else is said."""
        if value not in (True, False):
            raise ValueError
        Distribution._validate_args = value

    def __init__(
        self,
        batch_shape: Any = (),
        event_shape: Any = (),
        validate_args: bool | None = None,
    ) -> None:
        self._batch_shape = Size(batch_shape)
        self._event_shape = Size(event_shape)
        if validate_args is not None:
            self._validate_args = validate_args
        if not self._validate_args:
            return
        for name, constraint in self.arg_constraints.items():
            if name not in self.__dict__:
                continue
            value = getattr(self, name)
            if not bool(constraint.check(value).all()):
                raise ValueError(
                    f"Expected parameter {name} ({type(value).__name__} of shape "
                    f"{tuple(value.shape)}) of distribution {self!r} to satisfy the constraint "
                    f"{constraint!r}, but found invalid values:\n{value}"
                )

    @property
    def arg_constraints(self) -> Mapping[str, Constraint]:
        """The rule for each parameter."""
        return self._names

    @property
    def batch_shape(self) -> Size:
        """The shape of the parameters."""
        return self._batch_shape

    @property
    def event_shape(self) -> Size:
        """The shape of one sample."""
        return self._event_shape

    @property
    def support(self) -> Constraint:
        """Where the distribution has probability."""
        raise NotImplementedError

    @property
    def mean(self) -> Any:
        """The expected value."""
        raise NotImplementedError

    @property
    def mode(self) -> Any:
        """The most probable value."""
        raise NotImplementedError(f"{self.__class__} does not implement mode")

    @property
    def variance(self) -> Any:
        """The variance."""
        raise NotImplementedError

    @property
    def stddev(self) -> Any:
        """The standard deviation."""
        return self.variance.sqrt()

    def expand(self, batch_shape: Any, _instance: Any = None) -> Any:
        """The same distribution with its parameters expanded to a batch shape."""
        new = self.__new__(type(self))
        shape = Size(batch_shape)
        for name, constraint in self.arg_constraints.items():
            if name in self.__dict__:
                value = self.__dict__[name]
                own = value.shape[value.dim() - constraint.event_dim :]
                new.__dict__[name] = value.expand((*shape, *own))
        self._also_expand(new, shape)
        Distribution.__init__(new, shape, self._event_shape, validate_args=False)
        new._validate_args = self._validate_args
        return new

    def _also_expand(self, new: Any, shape: Size) -> None:
        """What else an expanded distribution needs."""

    def sample(self, sample_shape: Any = ()) -> Any:
        """Random values of shape sample_shape + batch_shape + event_shape, without gradient."""
        with no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape: Any = ()) -> Any:
        """The same with gradients for the parameters."""
        raise NotImplementedError

    def sample_n(self, n: int) -> Any:
        """`n` samples."""
        errors.warn("`sample_n(n)` will be deprecated. Use `sample((n,))` instead.", FutureWarning)
        return self.sample((n,))

    def log_prob(self, value: Any) -> Any:
        """The logarithm of the density, or the probability, at a value."""
        raise NotImplementedError

    def cdf(self, value: Any) -> Any:
        """The probability of at most a value."""
        raise NotImplementedError

    def icdf(self, value: Any) -> Any:
        """The value that is not exceeded with a probability."""
        raise NotImplementedError

    def entropy(self) -> Any:
        """The expected surprise."""
        raise NotImplementedError

    def enumerate_support(self, expand: bool = True) -> Any:
        """All values that can occur, along a new first dimension."""
        raise NotImplementedError

    def perplexity(self) -> Any:
        """exp(entropy)."""
        return FUNCTIONS["exp"](self.entropy())

    def _extended_shape(self, sample_shape: Any = ()) -> Size:
        return Size((*sample_shape, *self._batch_shape, *self._event_shape))

    def _along_first(self, values: Any, expand: bool) -> Any:
        """Values along a first dimension, beside the batch."""
        values = values.view((-1, *(1 for _ in self._batch_shape)))
        return values.expand((-1, *self._batch_shape)) if expand else values

    def _validate_sample(self, value: Any) -> None:
        """PyTorch's errors for a value that does not fit."""
        if not self._validate_args:
            return
        if not isinstance(value, Tensor):
            raise ValueError("The value argument to log_prob must be a Tensor")
        shape, event = value.shape, self._event_shape
        if shape[len(shape) - len(event) :] != event:
            raise ValueError(
                f"The right-most size of value must match event_shape: {shape} vs {event}."
            )
        expected = Size((*self._batch_shape, *event))
        for own, other in zip(reversed(shape), reversed(expected), strict=False):
            if own != 1 and other != 1 and own != other:
                raise ValueError(
                    "Value is not broadcastable with batch_shape+event_shape: "
                    f"{shape} vs {expected}."
                )
        support = self.support
        if not bool(support.check(value).all()):
            raise ValueError(
                f"Expected value argument ({type(value).__name__} of shape {tuple(shape)}) to be "
                f"within the support ({support!r}) of the distribution {self!r}, but found "
                f"invalid values:\n{value}"
            )

    def __repr__(self) -> str:
        own = {name: self.__dict__[name] for name in self.arg_constraints if name in self.__dict__}
        parts = [f"{n}: {v if v.numel() == 1 else v.size()}" for n, v in own.items()]
        return f"{type(self).__name__}({', '.join(parts)})"


def broadcast_all(*values: Any) -> Any:
    """Numbers and tensors as tensors of one shape; numbers get the dtype of a tensor."""
    if not all(isinstance(each, (Tensor, Number)) for each in values):
        raise ValueError(
            "Input arguments must all be instances of Number, torch.Tensor or objects "
            "implementing __torch_function__."
        )
    kinds = [each.dtype for each in values if isinstance(each, Tensor)]
    kind = kinds[0] if kinds else dtypes.get_default_dtype()
    tensors = [
        each if isinstance(each, Tensor) else FUNCTIONS["tensor"](each, dtype=kind)
        for each in values
    ]
    return FUNCTIONS["broadcast_tensors"](*tensors)


def batch_of(result: Any, *values: Any) -> Any:
    """The batch shape: none if all parameters were given as numbers."""
    return () if all(isinstance(each, Number) for each in values) else result.size()


def clamped(probs: Any) -> Any:
    """Probabilities as far from 0 and 1 as their dtype can tell."""
    eps = dtypes.finfo(probs.dtype).eps
    return probs.clamp(min=eps, max=1 - eps)


def of_yes_no(name: str) -> Later:
    """`probs` or `logits` of a yes or no, from the other."""
    if name == "probs":
        return Later(lambda self: FUNCTIONS["sigmoid"](self.logits))

    def scores(self: Any) -> Any:
        probs = clamped(self.probs)
        return FUNCTIONS["log"](probs) - FUNCTIONS["log1p"](-probs)

    return Later(scores)


def of_classes(name: str) -> Later:
    """`probs` or `logits` of classes, from the other."""
    if name == "probs":
        return Later(lambda self: FUNCTIONS["softmax"](self.logits, dim=-1))
    return Later(lambda self: FUNCTIONS["log"](clamped(self.probs)))


def sum_rightmost(value: Any, dims: int) -> Any:
    """The sum over the last `dims` dimensions."""
    if dims == 0:
        return value
    return value.reshape((*value.shape[: value.dim() - dims], -1)).sum(-1)
