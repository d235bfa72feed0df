"""Special functions on arrays of doubles, without scipy: accurate to about 1e-15 (relative)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core.numeric import by_element, total

BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)
"""B2, B4, … of the asymptotic series."""
FAR = 10.0
"""From here on the asymptotic series are exact to the last bit."""

erf = by_element(math.erf)
erfc = by_element(math.erfc)
lgamma = by_element(total(math.lgamma, lambda value: math.inf))


def shifted(array: Any, steps: int = int(FAR)) -> tuple[Any, Any]:
    """For every element how often 1 must be added to pass FAR, and where that leads."""
    count = np.clip(np.ceil(FAR - array), 0, steps)
    return count, array + count


def digamma(array: Any) -> Any:
    """The derivative of lgamma: reflection below 0, recurrence up to FAR, then the series."""
    array = np.asarray(array, np.float64)
    below = array < 0
    mirrored = np.where(below, 1 - array, array)
    far = mirrored.copy()
    result = np.zeros_like(far)
    for _ in range(int(FAR)):
        near = far < FAR
        result -= np.where(near, 1 / np.where(near, far, 1.0), 0.0)
        far += near
    inverse = 1 / (far * far)
    series = sum_series(inverse, [b / (2 * k) for k, b in enumerate(BERNOULLI, 1)])
    result += np.log(far) - 0.5 / far - series
    fraction = array - np.trunc(array)
    result = np.where(below, result - math.pi / np.tan(math.pi * fraction), result)
    result = np.where(below & (fraction == 0), np.nan, result)
    return np.where(array == 0, np.copysign(np.inf, -array), result)[()]


def trigamma(array: Any) -> Any:
    """The derivative of digamma, with as many terms as PyTorch takes."""
    array = np.asarray(array, np.float64)
    low = array < 0.5
    x = np.where(low, 1 - array, array)
    result = np.where(low, -((math.pi / np.sin(math.pi * array)) ** 2), 0.0)
    for _ in range(6):
        result += 1 / (x * x)
        x += 1
    inverse = 1 / (x * x)
    series = 1 + 1 / (2 * x) + inverse * (1 / 6 - inverse * (1 / 30 - inverse * (1 / 42)))
    return np.where(low, -1.0, 1.0) * (result + series / x)


def sum_series(ratio: Any, factors: list[float]) -> Any:
    """factors[0] * ratio + factors[1] * ratio ** 2 + …"""
    total = np.zeros_like(ratio)
    for factor in reversed(factors):
        total = (total + factor) * ratio
    return total


def polygamma(order: int, array: Any) -> Any:
    """The derivative of digamma of a positive order, by the Hurwitz zeta function."""
    if order < 2:
        return trigamma(array) if order else digamma(array)
    sign = 1.0 if order % 2 else -1.0
    return sign * math.factorial(order) * zeta(float(order + 1), array)


def zeta(power: float, array: Any) -> Any:
    """Hurwitz' zeta function: the sum of 1 / (array + k) ** power over k = 0, 1, …"""
    array = np.asarray(array, np.float64)
    far = array.copy()
    result = np.zeros_like(far)
    for _ in range(64):
        near = far < FAR
        if not near.any():
            break
        result += np.where(near, np.power(np.where(near, far, 1.0), -power), 0.0)
        far += near
    result += np.power(far, 1 - power) / (power - 1) + 0.5 * np.power(far, -power)
    factor, term = power, np.power(far, -power - 1)
    for k, bernoulli in enumerate(BERNOULLI, 1):
        result += bernoulli / math.factorial(2 * k) * factor * term
        factor *= (power + 2 * k - 1) * (power + 2 * k)
        term = term / (far * far)
    return np.where((array <= 0) & (array == np.floor(array)), np.inf, result)[()]


def erfinv(array: Any) -> Any:
    """The inverse of erf: a rational guess and three steps of Halley's method."""
    array = np.asarray(array, np.float64)
    inside = np.abs(array) < 1
    y = np.where(inside, array, 0.0)
    log = np.log1p(-y * y)
    half = 2 / (math.pi * 0.147) + log / 2
    guess = np.copysign(np.sqrt(np.sqrt(half * half - log / 0.147) - half), y)
    for _ in range(3):
        error = np.where(np.abs(guess) < 1, erf(guess) - y, tail_error(guess, y))
        step = error / (2 / math.sqrt(math.pi) * np.exp(-guess * guess))
        guess = guess - step / (1 + guess * step)
    ends = np.where(np.abs(array) == 1, np.copysign(np.inf, array), np.nan)
    return np.where(inside, guess, ends)[()]


def tail_error(guess: Any, y: Any) -> Any:
    """erf(guess) - y where both are near 1 or -1: by erfc, which keeps its digits there."""
    return np.copysign((1 - np.abs(y)) - erfc(np.abs(guess)), y)


def bessel_i(order: int, array: Any, *, scaled: bool = False) -> Any:
    """The modified Bessel function I of order 0 or 1: power series, from 30 on the asymptotic one.

    `scaled`: times exp(-|array|).
    """
    array = np.asarray(array, np.float64)
    size = np.abs(array)
    near = size < 30
    x = np.where(near, size, 0.0)
    quarter, term = x * x / 4, np.ones_like(x) if order == 0 else x / 2
    result = term.copy()
    for k in range(1, 80):
        term = term * quarter / (k * (k + order))
        result += term
    far = np.where(near, 30.0, size)
    series, part = np.ones_like(far), np.ones_like(far)
    for k in range(1, 20):
        part = part * -(4 * order * order - (2 * k - 1) ** 2) / (k * 8 * far)
        series += part
    large = series / np.sqrt(2 * math.pi * far)
    if scaled:
        found = np.where(near, result * np.exp(-x), large)
    else:
        found = np.where(near, result, large * np.exp(far))
    found = np.where(np.isnan(array), np.nan, found)
    return (np.copysign(found, array) if order else found)[()]
