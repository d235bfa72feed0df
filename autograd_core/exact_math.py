"""Arithmetic that rounds as torch's compiled code does: arrays in, the same bits as in C++ out.

numpy has no fused multiply-add, and its logarithms, sines and cosines are not those of the C
library, so their last bits differ. Random numbers must not, therefore they are computed here.
The measure is torch on x86 with AVX2 or AVX-512; without them torch itself rounds otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = np.ndarray[Any, Any]
F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]


def libm(function: Callable[[float], float], values: Array) -> F64:
    """A function of Python's `math`, hence of the C library, on each element."""
    return np.array([function(value) for value in values.tolist()], np.float64)


def safe_log(value: float) -> float:
    """C's log: no error at zero."""
    return math.log(value) if value else -math.inf


def safe_exp(value: float) -> float:
    """C's exp: no error where it overflows."""
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def scale_and_shift(values: Array, scale: float, shift: float) -> Array:
    """values * scale + shift, rounded once, in the values' own precision."""
    if scale == 1 and shift == 0:
        return values
    if values.dtype == np.float32:
        return _fma32(values, np.float32(scale), np.float32(shift))
    return _fma64(values, scale, shift)


def add_multiple(base: Any, other: Any, factor: Any) -> Any:
    """base + factor * other; two floats are rounded once, as torch's vectorised `add` does.

    The sum is rounded to double on the way: one result in half a milliard may differ.
    """
    if getattr(base, "dtype", None) == np.float32 and getattr(other, "dtype", None) == np.float32:
        return (other * np.float64(np.float32(factor)) + base).astype(np.float32)
    return base + factor * other


_BELOW_F32 = np.int64(2**29 - 1)
_MIDWAY = np.int64(2**28)
"""The bits of a double that a float has no room for, and how they stand midway between two."""


def _fma32(a: F32, b: Any, c: Any) -> F32:
    """The product is exact in double; the sum is rounded there, then again to float.

    Two roundings differ from one only where the first ends midway between two floats.
    """
    product = a.astype(np.float64) * np.asarray(b, np.float64)
    total: F64 = product + c
    if ((total.view(np.int64) & _BELOW_F32) == _MIDWAY).any():
        total = _sum_to_odd(product, np.asarray(c, np.float64))
    return total.astype(np.float32)


def _fma64(a: Array, b: float, c: float) -> F64:
    """Boldo and Melquiond's emulation: exact product, exact sums, one of them rounded to odd."""
    high, low = _exact_product(a, b)
    t_high, t_low = _exact_sum(np.full_like(a, c), low)
    v_high, v_low = _exact_sum(high, t_high)
    fused: F64 = v_high + _sum_to_odd(t_low, v_low)
    return fused


def _exact_sum(a: F64, b: F64) -> tuple[F64, F64]:
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def _exact_product(a: F64, b: float) -> tuple[F64, F64]:
    a_high, a_low = _halves(a)
    b_high, b_low = _halves(np.float64(b))
    product = a * b
    error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    return product, error


def _halves(value: Any) -> tuple[Any, Any]:
    scaled = value * 134217729.0  # 2**27 + 1
    high = scaled - (scaled - value)
    return high, value - high


def _sum_to_odd(a: F64, b: F64) -> F64:
    """a + b; when that is not exact, the neighbour whose last bit is 1."""
    total, error = _exact_sum(a, b)
    bits = total.view(np.int64)
    step = np.where((error > 0) == (total > 0), 1, -1)
    adjust = (error != 0) & ((bits & 1) == 0)
    return (bits + np.where(adjust, step, 0)).view(np.float64)


# The polynomials of Cephes, which torch's vectorised normal_ uses for float32 ---------------------

_LOG = (
    7.0376836292e-2,
    -1.1514610310e-1,
    1.1676998740e-1,
    -1.2420140846e-1,
    1.4249322787e-1,
    -1.6668057665e-1,
    2.0000714765e-1,
    -2.4999993993e-1,
    3.3333331174e-1,
)
_LN2_HIGH, _LN2_LOW = np.float32(0.693359375), np.float32(-2.12194440e-4)
_SINE = (-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1)
_COSINE = (2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2)
_QUARTER_PI = (0.78515625, 2.4187564849853515625e-4, 3.77489497744594108e-8)
_HALF = np.float32(0.5)


def _polynomial(coefficients: tuple[float, ...], x: F32) -> F32:
    result = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        result = _fma32(result, x, np.float32(coefficient))
    return result


def log32(x: F32) -> F32:
    """Natural logarithm of normal positive floats."""
    bits = x.view(np.int32)
    mantissa = ((bits & 0x7FFFFF) | 0x3F000000).view(np.float32)
    exponent = ((bits >> 23) - 126).astype(np.float32)
    small = mantissa < np.float32(math.sqrt(0.5))
    exponent = exponent - small
    m = mantissa - np.float32(1) + np.where(small, mantissa, np.float32(0))
    square = m * m
    tail = _fma32(_polynomial(_LOG, m) * m, square, exponent * _LN2_LOW) - square * _HALF
    return _fma32(exponent.astype(np.float32), _LN2_HIGH, m + tail)


def sin_cos32(x: F32) -> tuple[F32, F32]:
    """Sine and cosine of non-negative floats of moderate size."""
    octant = ((x * np.float32(4 / math.pi)).astype(np.int32) + 1) & ~1
    reduced = x
    for part in _QUARTER_PI:
        reduced = _fma32(octant.astype(np.float32), np.float32(-part), reduced)
    square = reduced * reduced
    near_one = _polynomial(_COSINE, square) * square
    near_one = _fma32(near_one, square, -(square * _HALF)) + np.float32(1)
    near_zero = _fma32(_polynomial(_SINE, square) * square, reduced, reduced)
    swapped = (octant & 2) != 0
    sine = np.where(swapped, near_one, near_zero)
    cosine = np.where(swapped, near_zero, near_one)
    sine = np.where(octant & 4, -sine, sine)
    return sine, np.where((octant - 2) & 4, cosine, -cosine)
