"""Random counts: rates in, the Poisson numbers that torch draws for the same seed out."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core.random import Generator
from autograd_core.sampling import units, use

Array = np.ndarray[Any, Any]


def poisson(rates: Array, *, generator: Generator | None = None) -> Array:
    """One number for each rate, in the rates' dtype (`torch.poisson`).

    Raises RuntimeError for a rate below 0.
    """
    source = use(generator)
    drawn = [one(float(rate), source) for rate in rates.reshape(-1)]
    return np.array(drawn, rates.dtype).reshape(rates.shape)


def one(rate: float, generator: Generator) -> int:
    """As ATen's sample_poisson: products of uniform numbers, or Hörmann's rejection from 10 on."""
    if not rate >= 0:
        raise RuntimeError("invalid Poisson rate, expected rate to be non-negative")
    if rate >= 10:
        return rejected(rate, generator)
    if rate == 0:
        return 0
    limit, count, product = math.exp(-rate), 0, 1.0
    while True:
        product *= unit(generator)
        if not product > limit:
            return count
        count += 1


def unit(generator: Generator) -> float:
    return float(units(generator, 1)[0])


def rejected(rate: float, generator: Generator) -> int:
    """The transformed rejection of W. Hörmann (1993), as numpy and ATen write it."""
    root, logarithm = math.sqrt(rate), math.log(rate)
    b = 0.931 + 2.53 * root
    a = -0.059 + 0.02483 * b
    inverse = 1.1239 + 1.1328 / (b - 3.4)
    bound = 0.9277 - 3.6224 / (b - 2)
    while True:
        across = unit(generator) - 0.5
        up = unit(generator)
        rest = 0.5 - abs(across)
        count = math.floor((2 * a / rest + b) * across + rate + 0.43)
        if rest >= 0.07 and up <= bound:
            return count
        if count < 0 or (rest < 0.013 and up > rest):
            continue
        height = math.log(up) + math.log(inverse) - math.log(a / (rest * rest) + b)
        if height <= -rate + count * logarithm - math.lgamma(count + 1):
            return count
