"""`torch.distributions`: distributions of probability, their samples, logarithms, divergences."""

from autograd_core.absent import getattr_of
from autograd_core.distributions import (
    bernoulli,
    binomial,
    categorical,
    constraints,
    exponential,
    independent,
    kl,
    laplace,
    log_normal,
    multinomial,
    multivariate_normal,
    normal,
    uniform,
)
from autograd_core.distributions.continuous import (
    Exponential,
    Laplace,
    LogNormal,
    Normal,
    Uniform,
)
from autograd_core.distributions.counts import Binomial, Multinomial, Poisson
from autograd_core.distributions.discrete import (
    Bernoulli,
    Categorical,
    Geometric,
    OneHotCategorical,
    OneHotCategoricalStraightThrough,
)
from autograd_core.distributions.distribution import Distribution
from autograd_core.distributions.joint import Independent, MultivariateNormal
from autograd_core.distributions.kl import kl_divergence, register_kl

__getattr__ = getattr_of("torch.distributions")

__all__ = [
    "Bernoulli",
    "Binomial",
    "Categorical",
    "Distribution",
    "Exponential",
    "Geometric",
    "Independent",
    "Laplace",
    "LogNormal",
    "Multinomial",
    "MultivariateNormal",
    "Normal",
    "OneHotCategorical",
    "OneHotCategoricalStraightThrough",
    "Poisson",
    "Uniform",
    "bernoulli",
    "binomial",
    "categorical",
    "constraints",
    "exponential",
    "independent",
    "kl",
    "kl_divergence",
    "laplace",
    "log_normal",
    "multinomial",
    "multivariate_normal",
    "normal",
    "register_kl",
    "uniform",
]
