"""Distributions of vectors: several dimensions as one event, and the normal one with covariance."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from autograd_core import linalg
from autograd_core.distributions import constraints
from autograd_core.distributions.continuous import call, standard_normal
from autograd_core.distributions.distribution import Distribution, Later, sum_rightmost
from autograd_core.size import Size


class Independent(Distribution):
    """Batch dimensions of a distribution as dimensions of its event.

    Source: torch.distributions.Independent.
    """

    __module__ = "torch.distributions.independent"

    def __init__(
        self,
        base_distribution: Any,
        reinterpreted_batch_ndims: int,
        validate_args: bool | None = None,
    ) -> None:
        own = base_distribution.batch_shape
        if reinterpreted_batch_ndims > len(own):
            raise ValueError(
                "Expected reinterpreted_batch_ndims <= len(base_distribution.batch_shape), actual "
                f"{reinterpreted_batch_ndims} vs {len(own)}"
            )
        shape = Size((*own, *base_distribution.event_shape))
        cut = len(own) - reinterpreted_batch_ndims
        self.base_dist = base_distribution
        self.reinterpreted_batch_ndims = reinterpreted_batch_ndims
        self.has_rsample = base_distribution.has_rsample
        super().__init__(shape[:cut], shape[cut:], validate_args)

    def expand(self, batch_shape: Any, _instance: Any = None) -> Any:
        inner = self._event_shape[: self.reinterpreted_batch_ndims]
        base = self.base_dist.expand((*batch_shape, *inner))
        return Independent(base, self.reinterpreted_batch_ndims, validate_args=False)

    @property
    def support(self) -> constraints.Constraint:
        if not self.reinterpreted_batch_ndims:
            own: constraints.Constraint = self.base_dist.support
            return own
        return constraints.independent(self.base_dist.support, self.reinterpreted_batch_ndims)

    @property
    def mean(self) -> Any:
        return self.base_dist.mean

    @property
    def mode(self) -> Any:
        return self.base_dist.mode

    @property
    def variance(self) -> Any:
        return self.base_dist.variance

    def sample(self, sample_shape: Any = ()) -> Any:
        return self.base_dist.sample(sample_shape)

    def rsample(self, sample_shape: Any = ()) -> Any:
        return self.base_dist.rsample(sample_shape)

    def log_prob(self, value: Any) -> Any:
        return sum_rightmost(self.base_dist.log_prob(value), self.reinterpreted_batch_ndims)

    def entropy(self) -> Any:
        return sum_rightmost(self.base_dist.entropy(), self.reinterpreted_batch_ndims)

    def enumerate_support(self, expand: bool = True) -> Any:
        if self.reinterpreted_batch_ndims > 0:
            raise NotImplementedError("Enumeration over cartesian product is not implemented")
        return self.base_dist.enumerate_support(expand)

    def __repr__(self) -> str:
        return f"Independent({self.base_dist}, {self.reinterpreted_batch_ndims})"


FORMS = ("covariance_matrix", "precision_matrix", "scale_tril")


class MultivariateNormal(Distribution):
    """The normal distribution of vectors (torch.distributions.MultivariateNormal).

    loc (*, D); one of covariance_matrix, precision_matrix, scale_tril, each (*, D, D)
    """

    __module__ = "torch.distributions.multivariate_normal"
    has_rsample = True
    _names: ClassVar[Any] = {
        "loc": constraints.real_vector,
        "covariance_matrix": constraints.positive_definite,
        "precision_matrix": constraints.positive_definite,
        "scale_tril": constraints.lower_cholesky,
    }

    def __init__(
        self,
        loc: Any,
        covariance_matrix: Any = None,
        precision_matrix: Any = None,
        scale_tril: Any = None,
        validate_args: bool | None = None,
    ) -> None:
        if loc.dim() < 1:
            raise ValueError("loc must be at least one-dimensional.")
        given = dict(zip(FORMS, (covariance_matrix, precision_matrix, scale_tril), strict=True))
        found = {name: value for name, value in given.items() if value is not None}
        if len(found) != 1:
            raise ValueError(
                "Exactly one of covariance_matrix or precision_matrix or scale_tril may be "
                "specified."
            )
        ((name, matrix),) = found.items()
        if matrix.dim() < 2:
            raise ValueError(
                f"{name} must be at least two-dimensional, with optional leading batch dimensions"
                if name != "scale_tril"
                else "scale_tril matrix must be at least two-dimensional, with optional leading "
                "batch dimensions"
            )
        shape = call("broadcast_shapes", matrix.shape[:-2], loc.shape[:-1])
        setattr(self, name, matrix.expand((*shape, -1, -1)))
        self.loc = loc.expand((*shape, -1))
        super().__init__(shape, self.loc.shape[-1:], validate_args)
        self._lower = factor_of(name, matrix)

    def _also_expand(self, new: Any, shape: Any) -> None:
        new._lower = self._lower

    def _square(self, matrix: Any) -> Any:
        return matrix.expand((*self._batch_shape, *self._event_shape, *self._event_shape))

    scale_tril = Later(lambda self: self._square(self._lower))
    covariance_matrix = Later(
        lambda self: self._square(call("matmul", self._lower, self._lower.mT))
    )
    precision_matrix = Later(lambda self: self._square(call("cholesky_inverse", self._lower)))

    @property
    def support(self) -> constraints.Constraint:
        return constraints.real_vector

    @property
    def mean(self) -> Any:
        return self.loc

    @property
    def mode(self) -> Any:
        return self.loc

    @property
    def variance(self) -> Any:
        squares = self._lower.pow(2).sum(-1)
        return squares.expand((*self._batch_shape, *self._event_shape))

    def rsample(self, sample_shape: Any = ()) -> Any:
        eps = standard_normal(self._extended_shape(sample_shape), self.loc.dtype)
        return self.loc + call("matmul", self._lower, eps.unsqueeze(-1)).squeeze(-1)

    def _half_log_det(self) -> Any:
        return self._lower.diagonal(dim1=-2, dim2=-1).log().sum(-1)

    def log_prob(self, value: Any) -> Any:
        self._validate_sample(value)
        squared = mahalanobis(self._lower, value - self.loc)
        size = self._event_shape[0]
        return -0.5 * (size * math.log(2 * math.pi) + squared) - self._half_log_det()

    def entropy(self) -> Any:
        size = self._event_shape[0]
        found = 0.5 * size * (1.0 + math.log(2 * math.pi)) + self._half_log_det()
        return found if not self._batch_shape else found.expand(self._batch_shape)


def factor_of(name: str, matrix: Any) -> Any:
    """The lower triangular factor of the covariance."""
    if name == "scale_tril":
        return matrix
    if name == "covariance_matrix":
        return linalg.cholesky(matrix)
    turned = linalg.cholesky(call("flip", matrix, (-2, -1)))
    inverse = call("transpose", call("flip", turned, (-2, -1)), -2, -1)
    one = call("eye", matrix.shape[-1], dtype=matrix.dtype)
    return linalg.solve_triangular(inverse, one, upper=False)


def mahalanobis(lower: Any, away: Any) -> Any:
    """The squared length of vectors in units of the deviation that `lower` describes."""
    size = away.size(-1)
    batch = away.shape[:-1]
    inner = lower.dim() - 2
    outer = len(batch) - inner
    shape = [*away.shape[:outer]]
    for own, other in zip(lower.shape[:-2], away.shape[outer:-1], strict=True):
        shape += [other // own, own]
    away = away.reshape((*shape, size))
    last = outer + 2 * inner
    order = [*range(outer), *range(outer, last, 2), *range(outer + 1, last, 2), last]
    away = away.permute(order)
    flat = lower.reshape(-1, size, size)
    rows = away.reshape(-1, flat.size(0), size).permute(1, 2, 0)
    squares = linalg.solve_triangular(flat, rows, upper=False).pow(2).sum(-2)
    found = squares.t().reshape(away.shape[:-1])
    back = [*range(outer)]
    for index in range(inner):
        back += [outer + index, outer + inner + index]
    return found.permute(back).reshape(batch)
