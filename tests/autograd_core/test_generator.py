"""The generator is torch's: the seeds it takes, the states it hands out, what it refuses."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograd_core import chance, dtypes, sampling
from autograd_core import random as rng
from autograd_core.dtypes import float16, float32, float64, int64
from autograd_core.random import Generator


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    yield
    rng.manual_seed(0)


def assert_same(ours: np.ndarray[Any, Any], theirs: Any) -> None:
    judge = theirs.detach().numpy()
    assert ours.dtype == judge.dtype
    assert ours.shape == judge.shape
    assert ours.tobytes() == judge.tobytes(), (ours != judge).sum()


# Seeds and states ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "seed", [0, -1, 2**32 + 5, 2**64 - 1, -(2**63), 2**64, -(2**63) - 1, True, 1.5, "a", None]
)
def test_seeds_are_taken_as_torch_takes_them(torch: Any, seed: Any) -> None:
    def outcome(call: Callable[[Any], Any]) -> str:
        try:
            return str(call(seed).initial_seed())
        except (TypeError, ValueError, RuntimeError) as error:
            return f"{type(error).__name__}: {error}"

    assert outcome(rng.manual_seed) == outcome(torch.manual_seed)
    assert outcome(Generator().manual_seed) == outcome(torch.Generator().manual_seed)


def test_a_generator_nobody_seeded(torch: Any) -> None:
    generator, judge = Generator(), torch.Generator()
    assert generator.initial_seed() == judge.initial_seed()
    assert_same(
        sampling.normal((5,), float32, generator=generator), torch.randn(5, generator=judge)
    )


def test_torch_goes_on_from_our_state_and_we_from_its(torch: Any) -> None:
    rng.manual_seed(9)
    sampling.normal((700,), float64)
    sampling.normal((3,), float32)  # leaves a spare one
    torch.set_rng_state(torch.from_numpy(rng.get_rng_state()))
    assert_same(sampling.normal((4,), float32), torch.randn(4))
    rng.set_rng_state(torch.get_rng_state().numpy())
    assert_same(sampling.uniform((2000,), float32), torch.rand(2000))
    torch.manual_seed(4)
    rng.set_rng_state(torch.get_rng_state().numpy())
    assert rng.get_rng_state().tobytes() == torch.get_rng_state().numpy().tobytes()
    assert_same(sampling.normal((4,), float32), torch.randn(4))


def test_state_comes_back() -> None:
    rng.manual_seed(1)
    sampling.normal((3,), float32)
    state = rng.get_rng_state()
    first = sampling.normal((5,), float32)
    rng.set_rng_state(state)
    assert (sampling.normal((5,), float32) == first).all()


def test_a_clone_goes_its_own_way() -> None:
    generator = Generator().manual_seed(1)
    clone = generator.clone_state()
    first = sampling.uniform((5,), float32, generator=generator)
    assert (sampling.uniform((5,), float32, generator=clone) == first).all()


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (np.zeros(3, np.uint8), "Expected a CPUGeneratorImplState of size 5056 but found"),
        (np.zeros(5056, np.uint8), "Invalid mt19937 state"),
        (np.zeros(5056, np.float32), r"RNG state must be a torch\.ByteTensor"),
    ],
)
def test_broken_states_are_refused(state: np.ndarray[Any, Any], says: str) -> None:
    with pytest.raises((RuntimeError, TypeError), match=says):
        rng.set_rng_state(state)


def test_fork_leaves_no_trace() -> None:
    rng.manual_seed(2)
    expected = sampling.uniform((3,), float32)
    rng.manual_seed(2)
    with rng.fork_rng():
        sampling.normal((7,), float32)
    assert (sampling.uniform((3,), float32) == expected).all()


def test_a_run_is_a_function_of_its_seed() -> None:
    def unseeded() -> tuple[list[float], int]:
        return sampling.uniform((2,), float32).tolist(), Generator().seed()

    rng.start(7)
    first = unseeded()
    rng.start(7)
    assert unseeded() == first
    rng.start(8)
    assert unseeded() != first
    rng.start()
    assert unseeded() != first


# Refusals -----------------------------------------------------------------------------------------

p32 = np.array([1, 2], "float32")
REFUSALS: dict[str, Callable[[], Any]] = {
    "torch.randint(5, 3, (2,))": lambda: sampling.randint(5, 3, (2,)),
    "torch.randint(0, 300, (2,), dtype=torch.uint8)": lambda: sampling.randint(
        0, 300, (2,), dtypes.uint8
    ),
    "torch.randint(-1, 3, (2,), dtype=torch.uint8)": lambda: sampling.randint(
        -1, 3, (2,), dtypes.uint8
    ),
    "torch.randint(0, 3, (2,), dtype=torch.bool)": lambda: sampling.randint(
        0, 3, (2,), dtypes.bool_
    ),
    "torch.randint(3, (2,), dtype=torch.complex64)": lambda: sampling.randint(
        0, 3, (2,), dtypes.complex64
    ),
    "torch.empty(2).uniform_(3, 1)": lambda: sampling.uniform((2,), float32, 3, 1),
    "torch.empty(2).uniform_(-3e38, 3e38)": lambda: sampling.uniform((2,), float32, -3e38, 3e38),
    "torch.empty(2, dtype=torch.half).uniform_(0, 1e6)": lambda: sampling.uniform(
        (2,), float16, 0, 1e6
    ),
    "torch.rand(2, dtype=torch.long)": lambda: sampling.uniform((2,), int64),
    "torch.randn(2, dtype=torch.long)": lambda: sampling.normal((2,), int64),
    "torch.empty(2).normal_(0, -1)": lambda: sampling.normal((2,), float32, 0, -1),
    "torch.normal(torch.ones(2), -torch.ones(2))": lambda: sampling.normal_around(p32, -p32),
    "torch.normal(torch.ones(2), -1.)": lambda: sampling.normal_around(p32, -1.0),
    "torch.empty(2).exponential_(0)": lambda: chance.exponential((2,), float32, 0),
    "torch.empty(2, dtype=torch.long).exponential_()": lambda: chance.exponential((2,), int64),
    "torch.empty(2).geometric_(1.5)": lambda: chance.geometric((2,), float32, 1.5),
    "torch.empty(2).cauchy_(0, -1)": lambda: chance.cauchy((2,), float32, 0, -1),
    "torch.empty(2, dtype=torch.long).cauchy_()": lambda: chance.cauchy((2,), int64),
    "torch.empty(2).log_normal_(0, 0)": lambda: chance.log_normal((2,), float32, 0, 0),
    "torch.bernoulli(torch.tensor([2.]))": lambda: chance.bernoulli(p32[1:]),
    "torch.bernoulli(torch.tensor([1]))": lambda: chance.bernoulli(np.array([1])),
    "torch.empty(2).bernoulli_(1.5)": lambda: chance.bernoulli_scalar(1.5, (2,), float32),
    "torch.randperm(5, dtype=torch.bool)": lambda: sampling.randperm(5, dtypes.bool_),
    "torch.randperm(5000, dtype=torch.half)": lambda: sampling.randperm(5000, float16),
    "torch.multinomial(torch.tensor([1., 2]), 3)": lambda: chance.multinomial(p32, 3),
    "torch.multinomial(torch.tensor([1., 2]), 0)": lambda: chance.multinomial(p32, 0),
    "torch.multinomial(torch.tensor([1, 2]), 1)": lambda: chance.multinomial(np.array([1, 2]), 1),
    "torch.multinomial(torch.tensor([0., 0]), 1)": lambda: chance.multinomial(p32 * 0, 1),
    "torch.multinomial(torch.tensor([-1., -2]), 1)": lambda: chance.multinomial(-p32, 1),
    "torch.multinomial(torch.tensor([-1., -2]), 2, True)": lambda: chance.multinomial(
        -p32, 2, True
    ),
    "torch.multinomial(torch.tensor([0., 0]), 2, True)": lambda: chance.multinomial(
        p32 * 0, 2, True
    ),
    "torch.multinomial(torch.ones(1, 1, 1), 1)": lambda: chance.multinomial(
        np.ones((1, 1, 1), "float32"), 1
    ),
}


@pytest.mark.parametrize("code", REFUSALS)
def test_refusals_in_torchs_words(torch: Any, code: str) -> None:
    def failure(call: Callable[[], Any]) -> str:
        with pytest.raises((RuntimeError, NotImplementedError)) as caught:
            call()
        return f"{caught.type.__name__}: {caught.value}"

    assert failure(REFUSALS[code]) == failure(lambda: eval(code, {"torch": torch}))
