"""One rounding is one rounding: checked with fractions; the polynomials, by their error."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd_core import exact_math


def numbers(width: int) -> st.SearchStrategy[float]:
    """Sizes at which neither the product nor its error leaves the range of the type."""
    reach = 2.0**27 if width == 32 else 2.0**200
    positive = st.floats(1 / reach, reach, width=32 if width == 32 else 64)
    return positive | positive.map(lambda value: -value) | st.integers(-9, 9).map(float)


def nearest32(exact: Fraction) -> np.float32:
    """The float nearest to a fraction, the even one when two are."""
    around = np.float32(float(exact))
    below, above = np.nextafter(around, -np.inf), np.nextafter(around, np.inf)
    return min(
        (around, below, above),
        key=lambda near: (abs(Fraction(float(near)) - exact), int(near.view(np.int32)) & 1),
    )


@settings(max_examples=2000, deadline=None)
@given(numbers(64), numbers(64), numbers(64))
def test_doubles_are_rounded_once(value: float, scale: float, shift: float) -> None:
    exact = Fraction(value) * Fraction(scale) + Fraction(shift)
    ours = exact_math.scale_and_shift(np.array([value]), scale, shift)
    assert ours[0] == float(exact)


@settings(max_examples=2000, deadline=None)
@given(numbers(32), numbers(32), numbers(32))
def test_floats_are_rounded_once(value: float, scale: float, shift: float) -> None:
    exact = Fraction(value) * Fraction(scale) + Fraction(shift)
    ours = exact_math.scale_and_shift(np.array([value], np.float32), scale, shift)
    assert ours[0] == nearest32(exact)


def test_two_roundings_would_differ() -> None:
    """1 + 2**-24 lies midway between two floats; the tiny rest of the product decides."""
    value = np.array([1 + 2.0**-12], np.float32)
    scale, shift = float(np.float32(2.0**-24 * (1 - 2.0**-12) * (1 + 2.0**-23))), 1.0
    exact = Fraction(float(value[0])) * Fraction(scale) + 1
    assert exact_math.scale_and_shift(value, scale, shift)[0] == nearest32(exact)


def test_polynomials_are_close() -> None:
    rng = np.random.default_rng(0)
    x = rng.random(100_000, np.float32) + np.float32(2.0**-25)
    assert np.allclose(exact_math.log32(x), np.log(x.astype(float)), rtol=2e-7, atol=1e-7)
    turn = x * np.float32(2 * math.pi)
    sine, cosine = exact_math.sin_cos32(turn)
    assert np.abs(sine - np.sin(turn.astype(float))).max() < 1.5e-7
    assert np.abs(cosine - np.cos(turn.astype(float))).max() < 1.5e-7


def test_c_gives_infinity_where_python_raises() -> None:
    assert exact_math.safe_log(0.0) == -math.inf
    assert exact_math.safe_exp(1000.0) == math.inf
    assert exact_math.libm(math.log1p, np.array([0.0, 1.0])).tolist() == [
        0,
        pytest.approx(0.6931, 1e-3),
    ]
