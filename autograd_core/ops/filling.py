"""Drawing: tensors overwritten with random numbers, and tensors drawn around others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograd_core import chance, counts, dtypes, sampling
from autograd_core.dispatch import Array, Op, apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops.copying import zeros_like
from autograd_core.ops.offering import refuse
from autograd_core.ops.registry import op, public, required
from autograd_core.strides import stride_of
from autograd_core.tensor import Tensor

Draw = Callable[..., Any]


def in_memory_order(array: Any, draw: Callable[[tuple[int, ...]], Any]) -> Any:
    """Numbers drawn in the order in which the elements lie in memory, in the array's shape."""
    if isinstance(array, np.generic) or array.flags.c_contiguous:
        return draw(array.shape)
    steps = stride_of(array)
    order = sorted(range(array.ndim), key=lambda axis: -steps[axis])
    drawn = draw(tuple(array.shape[axis] for axis in order))
    return drawn.transpose([order.index(axis) for axis in range(array.ndim)])


def filler(name: str, node: str, en: str, zh: str, draw: Draw, sample: str, formula: str) -> Op:
    """The entry of an operation that overwrites its tensor with what `draw` gives."""

    def forward(self: Array, *, generator: Any = None, **numbers: Any) -> Array:
        kind = dtypes.from_numpy(self.dtype)
        return in_memory_order(
            self, lambda shape: draw(self, shape, kind, generator=generator, **numbers)
        )

    entry = op(
        name,
        node=node,
        symbol=name.partition(".")[0].rstrip("_"),
        en=en,
        zh=zh,
        formula=formula,
        samples=(sample,) if sample else (),
    )(forward)

    @entry.gradient("self", formula="0")
    def _(grad: Array) -> Array:
        return zeros_like(grad)

    return entry


def drawn_normal(self: Any, shape: Any, kind: Any, *, generator: Any, mean: Any, std: Any) -> Any:
    whole = isinstance(self, np.generic) or self.flags.c_contiguous
    return sampling.normal(shape, kind, mean, std, generator=generator, contiguous=bool(whole))


ENTRIES = {
    "uniform_": filler(
        "uniform_",
        "UniformBackward0",
        "Overwrites with numbers drawn evenly from a range.",
        "用某一区间内均匀抽取的数覆盖。",
        lambda self, shape, kind, **numbers: sampling.uniform(shape, kind, **numbers),
        "(x(3) * 2).uniform_()",
        "uniform(low, high)",
    ),
    "normal_": filler(
        "normal_",
        "NormalBackward0",
        "Overwrites with normally distributed numbers.",
        "用正态分布的随机数覆盖。",
        drawn_normal,
        "(x(3) * 2).normal_()",
        "normal(mean, std)",
    ),
    "random_.from": filler(
        "random_.from",
        "RandomBackward0",
        "Overwrites with whole numbers drawn from a range.",
        "用某一区间内抽取的整数覆盖。",
        lambda self, shape, kind, low, high, generator: sampling.randint(
            low, high, shape, kind, generator=generator
        ),
        "(x(3) * 2).random_(2, 5)",
        "randint(low, high)",
    ),
    "random_.to": filler(
        "random_.to",
        "RandomBackward1",
        "Overwrites with whole numbers below a bound.",
        "用小于某上界的整数覆盖。",
        lambda self, shape, kind, high, generator: sampling.randint(
            0, high, shape, kind, generator=generator
        ),
        "(x(3) * 2).random_(5)",
        "randint(high)",
    ),
    "random_": filler(
        "random_",
        "RandomBackward2",
        "Overwrites with whole numbers that the dtype can hold.",
        "用该数据类型能表示的整数覆盖。",
        lambda self, shape, kind, generator: sampling.random(shape, kind, generator=generator),
        "(x(3) * 2).random_()",
        "random whole numbers",
    ),
    "bernoulli_.float": filler(
        "bernoulli_.float",
        "BernoulliBackward2",
        "Overwrites with ones (by some chance) and zeros.",
        "按给定概率用 1、否则用 0 覆盖。",
        lambda self, shape, kind, p, generator: chance.bernoulli_scalar(
            p, shape, kind, generator=generator
        ),
        "(x(3) * 2).bernoulli_(0.5)",
        "1 with probability p",
    ),
    "exponential_": filler(
        "exponential_",
        "ExponentialBackward0",
        "Overwrites with waiting times of a given rate.",
        "用给定速率的指数分布随机数覆盖。",
        lambda self, shape, kind, **numbers: chance.exponential(shape, kind, **numbers),
        "(x(3) * 2).exponential_()",
        "exponential(rate)",
    ),
    "geometric_": filler(
        "geometric_",
        "GeometricBackward0",
        "Overwrites with numbers of tries until the first success.",
        "用首次成功所需的次数覆盖。",
        lambda self, shape, kind, **numbers: chance.geometric(shape, kind, **numbers),
        "(x(3) * 2).geometric_(0.5)",
        "geometric(p)",
    ),
    "cauchy_": filler(
        "cauchy_",
        "CauchyBackward0",
        "Overwrites with numbers of the Cauchy distribution.",
        "用柯西分布的随机数覆盖。",
        lambda self, shape, kind, **numbers: chance.cauchy(shape, kind, **numbers),
        "(x(3) * 2).cauchy_()",
        "cauchy(median, sigma)",
    ),
    "log_normal_": filler(
        "log_normal_",
        "LogNormalBackward0",
        "Overwrites with e to the power of normal numbers.",
        "用对数正态分布的随机数覆盖。",
        lambda self, shape, kind, **numbers: chance.log_normal(shape, kind, **numbers),
        "(x(3) * 2).log_normal_()",
        "exp(normal(mean, std))",
    ),
}


@public("uniform_", function=False)
def uniform_(
    self: Tensor, from_: float = 0.0, to: float = 1.0, *, generator: Any = None, **more: Any
) -> Tensor:
    """Overwrite with numbers drawn evenly from `from` to `to` (torch.Tensor.uniform_)."""
    low = more.get("from", from_)
    numbers = {"low": low, "high": to, "generator": generator}
    return apply_inplace(ENTRIES["uniform_"], (self,), numbers)


@public("normal_", function=False)
def normal_(self: Tensor, mean: float = 0.0, std: float = 1.0, *, generator: Any = None) -> Tensor:
    """Overwrite with normally distributed numbers (torch.Tensor.normal_)."""
    numbers = {"mean": mean, "std": std, "generator": generator}
    return apply_inplace(ENTRIES["normal_"], (self,), numbers)


@public("random_", function=False)
def random_(
    self: Tensor, from_: Any = None, to: Any = None, *, generator: Any = None, **more: Any
) -> Tensor:
    """Overwrite with whole numbers (torch.Tensor.random_)."""
    low = more.get("from", from_)
    if low is None and to is None:
        return apply_inplace(ENTRIES["random_"], (self,), {"generator": generator})
    if low is None or to is None:
        bound = low if to is None else to
        numbers = {"high": bound, "generator": generator}
        return apply_inplace(ENTRIES["random_.to"], (self,), numbers)
    numbers = {"low": low, "high": to, "generator": generator}
    return apply_inplace(ENTRIES["random_.from"], (self,), numbers)


@public("exponential_", function=False)
def exponential_(self: Tensor, lambd: float = 1.0, *, generator: Any = None) -> Tensor:
    """Overwrite with waiting times of the rate `lambd` (torch.Tensor.exponential_)."""
    numbers = {"rate": lambd, "generator": generator}
    return apply_inplace(ENTRIES["exponential_"], (self,), numbers)


@public("geometric_", function=False)
def geometric_(self: Tensor, p: float, *, generator: Any = None) -> Tensor:
    """Overwrite with tries until the first success (torch.Tensor.geometric_)."""
    return apply_inplace(ENTRIES["geometric_"], (self,), {"p": p, "generator": generator})


@public("cauchy_", function=False)
def cauchy_(
    self: Tensor, median: float = 0.0, sigma: float = 1.0, *, generator: Any = None
) -> Tensor:
    """Overwrite with Cauchy numbers (torch.Tensor.cauchy_)."""
    numbers = {"median": median, "sigma": sigma, "generator": generator}
    return apply_inplace(ENTRIES["cauchy_"], (self,), numbers)


@public("log_normal_", function=False)
def log_normal_(
    self: Tensor, mean: float = 1.0, std: float = 2.0, *, generator: Any = None
) -> Tensor:
    """Overwrite with e to the power of normal numbers (torch.Tensor.log_normal_)."""
    numbers = {"mean": mean, "std": std, "generator": generator}
    return apply_inplace(ENTRIES["log_normal_"], (self,), numbers)


def without_gradient(entry: Op, *args: str) -> None:
    """The rule of what is drawn: nothing flows back, zeros do."""

    @entry.gradient(*args, formula="0")
    def _(grad: Array) -> Array:
        return zeros_like(grad)


@op(
    "bernoulli",
    node="BernoulliBackward0",
    samples=("torch.bernoulli(u(3) * u(3) * 0)",),
    formula="1 with probability self",
    en="Draws 1 with the chance that each element gives, else 0.",
    zh="以每个元素给出的概率取 1，否则取 0。",
)
def bernoulli(self: Array, *, generator: Any = None) -> Array:
    return chance.bernoulli(np.asarray(self), generator=generator)[()]


without_gradient(bernoulli, "self")


@op(
    "poisson",
    node="PoissonBackward0",
    samples=("torch.poisson(u(3) * 0)",),
    formula="a count whose mean is self",
    en="Draws a count of events for each rate.",
    zh="按每个速率抽取事件数。",
)
def poisson(self: Array, *, generator: Any = None) -> Array:
    return counts.poisson(np.asarray(self), generator=generator)[()]


without_gradient(poisson, "self")


@public("poisson", method=False)
def torch_poisson(input: Tensor, generator: Any = None) -> Any:
    """Counts of events whose means are the elements (torch.poisson).

    Raises RuntimeError for a rate below 0, NotImplementedError for whole numbers.
    """
    required("poisson", "input", 1, input)
    refuse("poisson_cpu", "biu")(input)
    return apply(poisson, (input,), {"generator": generator})


@op(
    "bernoulli_.Tensor",
    node="BernoulliBackward1",
    symbol="bernoulli",
    samples=("(x(3) * 2).bernoulli_(torch.tensor([0.2, 0.5, 0.9]))",),
    formula="1 with probability p",
    en="Overwrites with 1 by the chance that a tensor gives, else 0.",
    zh="按某张量给出的概率用 1、否则用 0 覆盖。",
)
def bernoulli_tensor(self: Array, p: Array, *, generator: Any = None) -> Array:
    chances = np.broadcast_to(p, self.shape)
    return chance.bernoulli(chances, dtypes.from_numpy(self.dtype), generator=generator)


without_gradient(bernoulli_tensor, "self", "p")


@public("bernoulli")
def torch_bernoulli(input: Tensor, p: float | None = None, *, generator: Any = None) -> Any:
    """1 with the probability that each element gives, or `p`, else 0 (torch.bernoulli)."""
    required("bernoulli", "input", 1, input)
    if p is None:
        return apply(bernoulli, (input,), {"generator": generator})
    numbers = {"p": p, "generator": generator}
    return apply(ENTRIES["bernoulli_.float"], (input,), numbers)


@public("bernoulli_", function=False)
def bernoulli_(self: Tensor, p: Any = 0.5, *, generator: Any = None) -> Tensor:
    """Overwrite with ones by the chance `p` and zeros (torch.Tensor.bernoulli_)."""
    if isinstance(p, Tensor):
        return apply_inplace(bernoulli_tensor, (self, p), {"generator": generator})
    numbers = {"p": p, "generator": generator}
    return apply_inplace(ENTRIES["bernoulli_.float"], (self,), numbers)


@op(
    "multinomial",
    samples=("torch.manual_seed(0).initial_seed() or torch.multinomial(p(4), 2)",),
    formula="places drawn by weight",
    en="Draws places, each with the chance that its weight gives.",
    zh="按权重抽取位置。",
)
def multinomial(
    self: Array, *, num_samples: int, replacement: bool, generator: Any = None
) -> Array:
    found = chance.multinomial(np.asarray(self), num_samples, replacement, generator=generator)
    return np.ascontiguousarray(found)


@public("multinomial")
def torch_multinomial(
    input: Tensor, num_samples: int, replacement: bool = False, *, generator: Any = None
) -> Any:
    """Places drawn by the weights in a row (torch.multinomial)."""
    required("multinomial", "input", 1, input)
    numbers = {"num_samples": num_samples, "replacement": replacement, "generator": generator}
    return apply(multinomial, (input,), numbers)


def normal_around(name: str, node: str, args: Sequence[str]) -> Op:
    """`torch.normal` with tensors for the mean, the deviation or both."""

    def around(mean: Array, std: Array, *, generator: Any = None) -> Array:
        return sampling.normal_around(mean, std, generator=generator)

    entry = op(
        name,
        node=node,
        symbol="normal",
        formula="normal(mean, std)",
        en="Draws normal numbers, each around its own mean.",
        zh="以各自的均值抽取正态分布的数。",
        samples=(),
    )(around)
    without_gradient(entry, *args)
    return entry


NORMALS = {
    (True, False): normal_around("_normal.Tensor_float", "NormalBackward1", ("mean",)),
    (False, True): normal_around("_normal.float_Tensor", "NormalBackward2", ("std",)),
    (True, True): normal_around("_normal.Tensor_Tensor", "NormalBackward3", ("mean", "std")),
}
