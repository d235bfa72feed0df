"""Random numbers are torch's to the bit, and so is the generator's state after drawing them."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograd_core import chance, dtypes, sampling
from autograd_core import random as rng
from autograd_core.dtypes import float16, float32, float64, int64
from autograd_core.random import Generator

SEEDS = [0, 1, 42, 2**31 - 1, 2**40 + 7]
SIZES = [1, 2, 15, 16, 17, 31, 32, 33, 100, 1000, 100_000]
FLOATS = [float16, float32, float64]
WHOLE = [dtypes.uint8, dtypes.int8, dtypes.int16, dtypes.int32, int64]
KEPT = [*FLOATS, *WHOLE, dtypes.bool_]


@pytest.fixture
def torch(torch: Any) -> Any:
    """torch where it is exact to the bit: without AVX2 it rounds otherwise than we do."""
    if torch.backends.cpu.get_cpu_capability() not in ("AVX2", "AVX512"):
        pytest.skip("this processor makes torch round otherwise")
    return torch


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    yield
    rng.manual_seed(0)


def digits(array: np.ndarray[Any, Any]) -> list[Any]:
    return [round(number, 4) for number in array.ravel().tolist()]


# Recorded from torch 2.13 -------------------------------------------------------------------------


def test_recorded_sequence() -> None:
    rng.manual_seed(0)
    assert digits(sampling.uniform((3,), float32)) == [0.4963, 0.7682, 0.0885]
    assert digits(sampling.normal((3,), float32)) == [0.3643, 0.1344, 0.1642]
    assert sampling.randint(0, 10, (5,)).tolist() == [6, 6, 9, 8, 6]
    assert sampling.randperm(5).tolist() == [1, 0, 4, 2, 3]
    assert sampling.uniform((), float32).item() == 0.6816085577011108
    assert sampling.normal((), float32).item() == 0.3057610094547272


def test_recorded_normals_change_from_16_on() -> None:
    rng.manual_seed(0)
    assert digits(sampling.normal((16,), float32)) == [
        *[-1.1258, -1.1524, -0.2506, -0.4339, 0.8487, 0.6920, -0.3160, -2.1152],
        *[0.3223, -1.2633, 0.3500, 0.3081, 0.1198, 1.2377, 1.1168, -0.2473],
    ]
    rng.manual_seed(0)
    assert digits(sampling.normal((15,), float32)) == [
        *[1.5410, -0.2934, -2.1788, 0.5684, -1.0845, -1.3986, 0.4033, 0.8380],
        *[-0.7193, -0.4033, -0.5966, 0.1820, -0.8567, 1.1006, -1.0712],
    ]


def test_recorded_doubles() -> None:
    rng.manual_seed(42)
    assert digits(sampling.uniform((4,), float64)) == [0.0582, 0.0629, 0.1236, 0.0526]
    assert digits(sampling.normal((2,), float64)) == [-1.1229, -0.1863]


def test_recorded_choices() -> None:
    rng.manual_seed(1)
    assert chance.bernoulli(np.full(5, 0.5, "float32")).tolist() == [0, 1, 1, 0, 1]
    weights = np.array([0.1, 0.2, 0.7], "float32")
    assert chance.multinomial(weights, 3, replacement=True).tolist() == [2, 0, 2]
    assert digits(sampling.normal((2,), float32)) == [0.3506, 1.0203]
    assert digits(sampling.uniform((2,), float32, -1, 1)) == [-0.0900, 0.1449]
    assert digits(sampling.normal((2,), float32)) == [0.7455, -0.0751]
    assert digits(chance.exponential((2,), float32)) == [0.8774, 0.3211]


def test_recorded_dropout() -> None:
    rng.manual_seed(0)
    assert chance.dropout_mask((8,), float32, 0.5).tolist() == [0, 0, 2, 0, 0, 0, 2, 2]


def test_recorded_generator() -> None:
    generator = Generator().manual_seed(2147483647)
    assert digits(sampling.normal((2,), float32, generator=generator)) == [-0.9800, -1.6578]


# Against torch ------------------------------------------------------------------------------------

Ours = Callable[[int, Generator], np.ndarray[Any, Any]]
Theirs = Callable[[Any, Any], Any]  # (an empty tensor of the dtype, a torch generator)
Law = tuple[list[dtypes.dtype], Callable[..., np.ndarray[Any, Any]], Theirs]

LAWS: dict[str, Law] = {
    "uniform": (
        FLOATS,
        lambda n, d, g: sampling.uniform((n,), d, generator=g),
        lambda t, g: t.uniform_(generator=g),
    ),
    "uniform between": (
        FLOATS,
        lambda n, d, g: sampling.uniform((n,), d, -0.3, 1.7, generator=g),
        lambda t, g: t.uniform_(-0.3, 1.7, generator=g),
    ),
    "normal": (
        FLOATS,
        lambda n, d, g: sampling.normal((n,), d, generator=g),
        lambda t, g: t.normal_(generator=g),
    ),
    "normal around": (
        FLOATS,
        lambda n, d, g: sampling.normal((n,), d, 2.3, 0.7, generator=g),
        lambda t, g: t.normal_(2.3, 0.7, generator=g),
    ),
    "normal, complex": (
        [dtypes.complex64, dtypes.complex128],
        lambda n, d, g: sampling.normal((n,), d, generator=g),
        lambda t, g: t.normal_(generator=g),
    ),
    "randint": (
        KEPT,
        lambda n, d, g: sampling.randint(0, 2, (n,), d, generator=g),
        lambda t, g: t.random_(0, 2, generator=g),
    ),
    "randint, negative": (
        [*FLOATS, dtypes.int8, dtypes.int16, dtypes.int32, int64],
        lambda n, d, g: sampling.randint(-7, 100, (n,), d, generator=g),
        lambda t, g: t.random_(-7, 100, generator=g),
    ),
    "randint, widest narrow": (
        [dtypes.int32, int64],
        lambda n, d, g: sampling.randint(0, 2**28 - 1, (n,), d, generator=g),
        lambda t, g: t.random_(0, 2**28 - 1, generator=g),
    ),
    "randint, wide": (
        [dtypes.int32, int64],
        lambda n, d, g: sampling.randint(-5, 2**28 - 5, (n,), d, generator=g),
        lambda t, g: t.random_(-5, 2**28 - 5, generator=g),
    ),
    "randint, widest": (
        [int64],
        lambda n, d, g: sampling.randint(-(2**63), 2**63 - 1, (n,), d, generator=g),
        lambda t, g: t.random_(-(2**63), 2**63 - 1, generator=g),
    ),
    "random": (
        KEPT,
        lambda n, d, g: sampling.random((n,), d, generator=g),
        lambda t, g: t.random_(generator=g),
    ),
    "bernoulli": (
        KEPT,
        lambda n, d, g: chance.bernoulli_scalar(0.3, (n,), d, generator=g),
        lambda t, g: t.bernoulli_(0.3, generator=g),
    ),
    "exponential": (
        FLOATS,
        lambda n, d, g: chance.exponential((n,), d, generator=g),
        lambda t, g: t.exponential_(generator=g),
    ),
    "exponential, slow": (
        FLOATS,
        lambda n, d, g: chance.exponential((n,), d, 0.3, generator=g),
        lambda t, g: t.exponential_(0.3, generator=g),
    ),
    "geometric": (
        [*FLOATS, dtypes.int32, int64],
        lambda n, d, g: chance.geometric((n,), d, 0.3, generator=g),
        lambda t, g: t.geometric_(0.3, generator=g),
    ),
    "cauchy": (
        FLOATS,
        lambda n, d, g: chance.cauchy((n,), d, 0.5, 1.3, generator=g),
        lambda t, g: t.cauchy_(0.5, 1.3, generator=g),
    ),
    "log normal": (
        FLOATS,
        lambda n, d, g: chance.log_normal((n,), d, generator=g),
        lambda t, g: t.log_normal_(generator=g),
    ),
}


def assert_same(ours: np.ndarray[Any, Any], theirs: Any) -> None:
    judge = theirs.detach().numpy()
    assert ours.dtype == judge.dtype
    assert ours.shape == judge.shape
    assert ours.tobytes() == judge.tobytes(), (ours != judge).sum()


def assert_same_state(generator: Generator, judge: Any) -> None:
    assert generator.state_bytes().tobytes() == judge.get_state().numpy().tobytes()


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.filterwarnings("ignore:to - 1 is out of bounds")
def test_laws_draw_the_same_bits(torch: Any, law: str) -> None:
    kept, draw, judge_draws = LAWS[law]
    for dtype in kept:
        for seed in SEEDS:
            for size in SIZES if seed < 2 else SIZES[:-1]:
                generator, judge = Generator(), torch.Generator()
                generator.manual_seed(seed)
                judge.manual_seed(seed)
                empty = torch.empty(size, dtype=getattr(torch, dtype.name))
                with np.errstate(over="ignore"):
                    ours = draw(size, dtype, generator)
                assert_same(ours, judge_draws(empty, judge))
                assert_same_state(generator, judge)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # it gives one and the same torch
)
@given(
    seed=st.integers(0, 2**64 - 1),
    calls=st.lists(
        st.tuples(st.sampled_from(sorted(LAWS)), st.integers(0, 40), st.integers(0, 9)),
        max_size=12,
    ),
)
def test_any_sequence_of_calls_draws_the_same_bits(torch: Any, seed: int, calls: Any) -> None:
    generator, judge = Generator().manual_seed(seed), torch.Generator().manual_seed(seed)
    for law, size, which in calls:
        kept, draw, judge_draws = LAWS[law]
        dtype = kept[which % len(kept)]
        empty = torch.empty(size, dtype=getattr(torch, dtype.name))
        with np.errstate(over="ignore"):
            ours = draw(size, dtype, generator)
        assert_same(ours, judge_draws(empty, judge))
        assert_same_state(generator, judge)


@pytest.mark.parametrize("size", [0, 1, 2, 10, 1000, 50_000])
def test_permutations(torch: Any, size: int) -> None:
    for dtype in (int64, dtypes.int32, float32, float64):
        for seed in SEEDS:
            rng.manual_seed(seed)
            torch.manual_seed(seed)
            judge = torch.randperm(size, dtype=getattr(torch, dtype.name))
            assert_same(sampling.randperm(size, dtype), judge)
            assert rng.get_rng_state().tobytes() == torch.get_rng_state().numpy().tobytes()


def test_chances_given_by_a_tensor(torch: Any) -> None:
    for seed in SEEDS:
        for dtype in FLOATS:
            p = np.random.default_rng(seed).random((100, 7)).astype(dtype.numpy)
            rng.manual_seed(seed)
            torch.manual_seed(seed)
            assert_same(chance.bernoulli(p), torch.bernoulli(torch.from_numpy(p)))
            judge = torch.empty(100, 7, dtype=torch.int64).bernoulli_(torch.from_numpy(p))
            assert_same(chance.bernoulli(p, int64), judge)


def test_complex_uniform(torch: Any) -> None:
    rng.manual_seed(3)
    torch.manual_seed(3)
    for dtype in (dtypes.complex64, dtypes.complex128):
        judge = torch.rand(4, 5, dtype=getattr(torch, dtype.name))
        assert_same(sampling.uniform((4, 5), dtype), judge)


def test_filling_with_gaps_goes_number_by_number(torch: Any) -> None:
    rng.manual_seed(5)
    torch.manual_seed(5)
    strided = torch.empty(40, 2)[:, 0].normal_(1, 2)
    assert_same(sampling.normal((40,), float32, 1, 2, contiguous=False), strided)


def test_normal_around_a_tensor(torch: Any) -> None:
    for dtype in (float32, float64):
        for size in (3, 20, 100):
            means = np.linspace(-1, 2, size).astype(dtype.numpy)
            spreads = np.linspace(0, 3, size).astype("float32")
            for mean, std in ((means, spreads), (means, 0.7), (0.3, spreads)):
                theirs = [
                    torch.from_numpy(v) if isinstance(v, np.ndarray) else v for v in (mean, std)
                ]
                rng.manual_seed(size)
                torch.manual_seed(size)
                assert_same(sampling.normal_around(mean, std), torch.normal(*theirs))


@pytest.mark.parametrize("p", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_dropout(torch: Any, p: float) -> None:
    for dtype in FLOATS:
        for seed in SEEDS:
            rng.manual_seed(seed)
            torch.manual_seed(seed)
            ones = torch.ones(1000, dtype=getattr(torch, dtype.name))
            ours = chance.dropout_mask((1000,), dtype, p) if p else np.ones(1000, dtype.numpy)
            assert_same(ours, torch.nn.functional.dropout(ones, p))
            assert rng.get_rng_state().tobytes() == torch.get_rng_state().numpy().tobytes()


@pytest.mark.parametrize("replacement", [False, True])
@pytest.mark.parametrize("shape", [(2,), (10,), (3, 50)])
def test_multinomial(torch: Any, replacement: bool, shape: tuple[int, ...]) -> None:
    # Halves often tie, and only torch's sort knows which of them goes first.
    for dtype in FLOATS if replacement else (float32, float64):
        for seed in SEEDS:
            weights = np.random.default_rng(seed).random(shape).astype(dtype.numpy)
            for samples in (1, 2, shape[-1]):
                rng.manual_seed(seed)
                torch.manual_seed(seed)
                judge = torch.multinomial(torch.from_numpy(weights), samples, replacement)
                assert_same(chance.multinomial(weights, samples, replacement), judge)
