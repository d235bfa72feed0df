import torch
from torch.distributions import (
    Bernoulli,
    Binomial,
    Categorical,
    Exponential,
    Geometric,
    Independent,
    Laplace,
    LogNormal,
    Multinomial,
    MultivariateNormal,
    Normal,
    OneHotCategorical,
    OneHotCategoricalStraightThrough,
    Poisson,
    Uniform,
    kl_divergence,
)

torch.manual_seed(3)
t = torch.tensor


def see(*sources):
    for source in sources:
        try:
            value = eval(source, globals())
        except Exception as error:
            value = f"{type(error).__name__}: {error}"
        print(source, "->", value)


def slope(function, *inputs):
    leaves = [each.clone().requires_grad_() for each in inputs]
    function(*leaves).sum().backward()
    return [leaf.grad for leaf in leaves]


KINDS = [
    "Normal(0., 1.)",
    "Normal(t([0., 2.]), t([1., 0.5]))",
    "Normal(1, t([[2.], [3.]]))",
    "LogNormal(t([0., 0.2]), t([1., 0.5]))",
    "Laplace(0., 2.)",
    "Laplace(t([1., -1.]), 1.5)",
    "Exponential(t([0.5, 2.]))",
    "Uniform(0., 2.)",
    "Uniform(t([0., 1.]), t([1., 4.]))",
    "Bernoulli(0.3)",
    "Bernoulli(t([0.2, 0.9]))",
    "Bernoulli(logits=t([-1., 2.]))",
    "Geometric(t([0.2, 0.5]))",
    "Categorical(t([0.2, 0.3, 0.5]))",
    "Categorical(t([[1., 3.], [2., 2.]]))",
    "Categorical(logits=t([0.1, -1., 2.]))",
    "OneHotCategorical(t([0.2, 0.3, 0.5]))",
    "OneHotCategoricalStraightThrough(logits=t([0.1, -1., 2.]))",
    "Multinomial(5, t([0.2, 0.3, 0.5]))",
    "Independent(Normal(torch.zeros(2, 3), torch.ones(2, 3)), 1)",
    "MultivariateNormal(torch.zeros(2), torch.eye(2) * 2)",
    "MultivariateNormal(torch.zeros(3, 2), scale_tril=t([[1., 0.], [0.5, 2.]]))",
    "MultivariateNormal(torch.ones(2), precision_matrix=t([[2., 0.5], [0.5, 1.]]))",
]
for kind in KINDS:
    d = eval(kind)
    print(kind, d, d.batch_shape, d.event_shape, d.has_rsample)
    see(
        "d.mean",
        "d.variance",
        "d.stddev",
        "d.mode",
        "d.entropy()",
        "d.sample()",
        "d.sample((2,))",
        "d.rsample().shape",
        "d.log_prob(d.sample())",
        "d.expand((2, 2)).sample().shape" if not d.batch_shape else "d.batch_shape",
        "d.support",
        "d.enumerate_support()",
    )
for kind in ("Binomial(4, t([0.2, 0.5]))", "Poisson(t([0.5, 3.]))"):
    d = eval(kind)
    see("d", "d.mean", "d.variance", "d.log_prob(t(2.))")
see(
    "Normal(0., 1.).cdf(t([0., 1.5]))",
    "Normal(0., 1.).icdf(t([0.5, 0.9]))",
    "Laplace(0., 1.).cdf(t([0., 1.5]))",
    "Uniform(0., 2.).cdf(t([0.5, 3.]))",
    "Uniform(0., 2.).cdf(t([0.5, 1.]))",
    "Exponential(1.).icdf(t([0.5]))",
    "slope(lambda m, s: Normal(m, s).log_prob(t([0.3, 1.])), t([0., 1.]), t([1., 2.]))",
    "slope(lambda m, s: Normal(m, s).rsample((3,)), t([0., 1.]), t([1., 2.]))",
    "slope(lambda p: Bernoulli(p).log_prob(t([1., 0.])), t([0.3, 0.6]))",
    "slope(lambda p: Categorical(p).log_prob(t(1)), t([0.3, 0.6, 0.1]))",
    "slope(lambda p: Categorical(logits=p).entropy(), t([0.3, 0.6, 0.1]))",
    "slope(lambda p: OneHotCategoricalStraightThrough(p).rsample()[0], t([0.3, 0.6, 0.1]))",
    "slope(lambda a, b: kl_divergence(Normal(a, b), Normal(0., 1.)), t([0.3]), t([0.5]))",
    "slope(lambda a, b: kl_divergence(Bernoulli(a), Bernoulli(b)), t([0.3]), t([0.5]))",
    "kl_divergence(Normal(0., 1.), Normal(1., 2.))",
    "kl_divergence(Categorical(t([0.3, 0.7])), Categorical(t([0.5, 0.5])))",
    "kl_divergence(Exponential(1.), Exponential(2.))",
    "kl_divergence(Laplace(0., 1.), Laplace(1., 2.))",
    "kl_divergence(Uniform(0., 1.), Uniform(-1., 2.))",
    "kl_divergence(Uniform(0., 3.), Uniform(-1., 2.))",
    "kl_divergence(Poisson(2.), Poisson(3.))",
    "kl_divergence(Geometric(0.2), Geometric(0.3))",
    "kl_divergence(*[MultivariateNormal(torch.zeros(2), torch.eye(2) * k) for k in (1, 2)])",
    "kl_divergence(*[Independent(Normal(torch.zeros(2), k), 1) for k in (1, 2)])",
    "kl_divergence(Categorical(t([0.3, 0.7])), Normal(0., 1.))",
    "Normal(0., -1.)",
    "Normal(t([0., float('nan')]), 1.)",
    "Bernoulli(1.5)",
    "Bernoulli()",
    "Bernoulli(0.5, logits=0.)",
    "Categorical(t(0.5))",
    "Categorical(t([-0.5, 1.]))",
    "Uniform(2., 1.)",
    "Exponential(0.)",
    "Normal('a', 1.)",
    "Normal(0., 1.).log_prob(1.)",
    "Bernoulli(0.5).log_prob(t(0.5))",
    "Categorical(t([0.5, 0.5])).log_prob(t(2))",
    "Categorical(t([0.5, 0.5])).log_prob(t([0, 1]))",
    "Normal(torch.zeros(2), 1.).log_prob(torch.zeros(3))",
    "MultivariateNormal(torch.zeros(2))",
    "MultivariateNormal(torch.zeros(2), t([[1., 2.], [2., 1.]]))",
    "Independent(Normal(0., 1.), 1)",
    "Normal(0., 1.).enumerate_support()",
    "Normal(0., 1., validate_args=False).log_prob(1.)",
    "Uniform(0., 1.).log_prob(t(2.))",
    "Bernoulli(t([0.5, 0.1])).probs, Bernoulli(t([0.5, 0.1])).logits",
    "Normal(t([0., 1.]), 1.).log_prob(t(0.)).sum().exp()",
    "isinstance(Normal(0., 1.), torch.distributions.Distribution)",
    "torch.distributions.normal.Normal is Normal",
)
