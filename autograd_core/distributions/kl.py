"""How far one distribution is from another: two distributions in, their divergence out."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from autograd_core import linalg
from autograd_core.distributions.continuous import Exponential, Laplace, Normal, Uniform, call
from autograd_core.distributions.counts import Poisson
from autograd_core.distributions.discrete import (
    Bernoulli,
    Categorical,
    Geometric,
    OneHotCategorical,
)
from autograd_core.distributions.distribution import sum_rightmost
from autograd_core.distributions.joint import Independent, MultivariateNormal, mahalanobis
from autograd_core.ops import FUNCTIONAL

Divergence = Callable[[Any, Any], Any]
KNOWN: dict[tuple[type, type], Divergence] = {}


def register_kl(type_p: type, type_q: type) -> Callable[[Divergence], Divergence]:
    """Decorator: the divergence of two kinds (torch.distributions.kl.register_kl)."""

    def enter(function: Divergence) -> Divergence:
        KNOWN[type_p, type_q] = function
        return function

    return enter


def kl_divergence(p: Any, q: Any) -> Any:
    """The Kullback-Leibler divergence of p from q (torch.distributions.kl_divergence).

    Raises NotImplementedError for kinds that have none.
    """
    for own in type(p).__mro__:
        for other in type(q).__mro__:
            if (own, other) in KNOWN:
                return KNOWN[own, other](p, q)
    raise NotImplementedError(
        f"No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}"
    )


@register_kl(Normal, Normal)
def of_normals(p: Any, q: Any) -> Any:
    ratio = (p.scale / q.scale).pow(2)
    apart = ((p.loc - q.loc) / q.scale).pow(2)
    return 0.5 * (ratio + apart - 1 - ratio.log())


@register_kl(Bernoulli, Bernoulli)
def of_coins(p: Any, q: Any) -> Any:
    softplus = FUNCTIONAL["softplus"]
    yes = p.probs * (softplus(-q.logits) - softplus(-p.logits))
    yes[q.probs == 0] = math.inf
    yes[p.probs == 0] = 0
    no = (1 - p.probs) * (softplus(q.logits) - softplus(p.logits))
    no[q.probs == 1] = math.inf
    no[p.probs == 1] = 0
    return yes + no


@register_kl(Categorical, Categorical)
def of_choices(p: Any, q: Any) -> Any:
    parts = p.probs * (p.logits - q.logits)
    parts[(q.probs == 0).expand_as(parts)] = math.inf
    parts[(p.probs == 0).expand_as(parts)] = 0
    return parts.sum(-1)


@register_kl(OneHotCategorical, OneHotCategorical)
def of_vectors(p: Any, q: Any) -> Any:
    return of_choices(p._categorical, q._categorical)


@register_kl(Exponential, Exponential)
def of_exponentials(p: Any, q: Any) -> Any:
    ratio = q.rate / p.rate
    return -ratio.log() + ratio - 1


@register_kl(Geometric, Geometric)
def of_geometrics(p: Any, q: Any) -> Any:
    return -p.entropy() - call("log1p", -q.probs) / p.probs - q.logits


@register_kl(Laplace, Laplace)
def of_laplaces(p: Any, q: Any) -> Any:
    ratio = p.scale / q.scale
    apart = (p.loc - q.loc).abs()
    return -ratio.log() + apart / q.scale + ratio * call("exp", -apart / p.scale) - 1


@register_kl(Poisson, Poisson)
def of_poissons(p: Any, q: Any) -> Any:
    return p.rate * (p.rate.log() - q.rate.log()) - (p.rate - q.rate)


@register_kl(Uniform, Uniform)
def of_uniforms(p: Any, q: Any) -> Any:
    result = ((q.high - q.low) / (p.high - p.low)).log()
    result[(q.low > p.low) | (q.high < p.high)] = math.inf
    return result


@register_kl(Independent, Independent)
def of_independents(p: Any, q: Any) -> Any:
    if p.reinterpreted_batch_ndims != q.reinterpreted_batch_ndims:
        raise NotImplementedError
    result = kl_divergence(p.base_dist, q.base_dist)
    return sum_rightmost(result, p.reinterpreted_batch_ndims)


@register_kl(MultivariateNormal, MultivariateNormal)
def of_multivariate(p: Any, q: Any) -> Any:
    if p.event_shape != q.event_shape:
        raise ValueError(
            "KL-divergence between two Multivariate Normals with different event shapes cannot be "
            "computed"
        )
    size = p.event_shape[0]
    logs = [each._lower.diagonal(dim1=-2, dim2=-1).log().sum(-1) for each in (q, p)]
    shape = call("broadcast_shapes", q._lower.shape[:-2], p._lower.shape[:-2])
    lower = [each._lower.expand((*shape, size, size)) for each in (q, p)]
    solved = linalg.solve_triangular(lower[0], lower[1], upper=False)
    trace = solved.pow(2).sum((-2, -1))
    apart = mahalanobis(q._lower, q.loc - p.loc)
    return logs[0] - logs[1] + 0.5 * (trace + apart - size)


__all__ = ["kl_divergence", "register_kl"]
