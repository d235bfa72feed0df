"""Chances, choices and waiting times: weights or a rate in, what torch would draw out."""

from __future__ import annotations

import math

import numpy as np

from autograd_core import dtypes
from autograd_core.exact_math import libm, safe_exp, safe_log, scale_and_shift
from autograd_core.random import Generator
from autograd_core.sampling import Array, Shape, normal_one_by_one, shaped, units, use


def bernoulli(
    p: Array, dtype: dtypes.dtype | None = None, *, generator: Generator | None = None
) -> Array:
    """`bernoulli(p)` and `bernoulli_(p)` with a tensor of probabilities: 1 with probability p."""
    p_dtype = dtypes.from_numpy(p.dtype)
    if not p_dtype.is_floating_point:
        raise NotImplementedError(
            f"\"bernoulli_tensor_cpu_p_\" not implemented for '{p_dtype.scalar_name}'"
        )
    if not np.all((p >= 0) & (p <= 1)):
        raise RuntimeError(
            "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message "
            "be improved?  If so, please report an enhancement request to PyTorch.)"
        )
    drawn = units(use(generator), p.size, p_dtype).reshape(p.shape)
    return (drawn < p).astype((dtype or p_dtype).numpy)


def bernoulli_scalar(
    p: float, shape: Shape, dtype: dtypes.dtype, *, generator: Generator | None = None
) -> Array:
    """`bernoulli_(p)` with one number for all."""
    if not 0 <= p <= 1:
        raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}")
    drawn = units(use(generator), math.prod(shape))
    return (drawn < p).astype(dtype.numpy).reshape(shape)


def dropout_mask(
    shape: Shape, dtype: dtypes.dtype, p: float, *, generator: Generator | None = None
) -> Array:
    """What dropout multiplies by: 0 with probability `p`, else 1 / (1 - p)."""
    if p == 1:  # torch draws nothing then
        return np.zeros(shape, dtype.numpy)
    kept = bernoulli_scalar(1 - p, shape, dtype, generator=generator)
    share = np.asarray(1 - p, np.float32 if dtype is dtypes.float16 else dtype.numpy)
    return (kept / share).astype(dtype.numpy)


def multinomial(
    p: Array, samples: int, replacement: bool = False, *, generator: Generator | None = None
) -> Array:
    """Places drawn by weight, from one row of weights or from each of several.

    Without replacement each place runs a race of weight over waiting time. Where two of weight 0
    (or two halves that rounded alike) tie, the first wins; torch's sort settles it otherwise.
    """
    _check_multinomial(p, samples, replacement)
    if replacement and samples > 1:
        rows = [_with_replacement(row, samples, use(generator)) for row in np.atleast_2d(p)]
        return np.array(rows).reshape(*p.shape[:-1], samples)
    if not np.all((p < np.inf) & (p >= 0)):
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    if np.any(p.sum(-1) == 0):
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")
    waits = exponential(p.shape, dtypes.from_numpy(p.dtype), generator=generator)
    with np.errstate(divide="ignore", invalid="ignore"):
        race = p / waits
    return np.argsort(-race, axis=-1, kind="stable")[..., :samples]


def _check_multinomial(p: Array, samples: int, replacement: bool) -> None:
    p_dtype = dtypes.from_numpy(p.dtype)
    if not p_dtype.is_floating_point:
        raise RuntimeError(
            f"multinomial only supports floating-point dtypes for input, got: {p_dtype.scalar_name}"
        )
    if p.ndim not in (1, 2):
        raise RuntimeError("prob_dist must be 1 or 2 dim")
    if samples <= 0:
        raise RuntimeError("cannot sample n_sample <= 0 samples")
    if not replacement and samples > p.shape[-1]:
        raise RuntimeError(
            "cannot sample n_sample > prob_dist.size(-1) samples without replacement"
        )


def _with_replacement(weights: Array, samples: int, generator: Generator) -> Array:
    for bad, what in ((weights < 0, "< 0"), (~np.isfinite(weights), "= infinity or NaN")):
        if np.any(bad):
            raise RuntimeError(
                f"invalid multinomial distribution (encountering probability entry {what})"
            )
    sums = np.cumsum(weights.astype(np.float32) if weights.dtype == np.float16 else weights)
    if not sums[-1] > 0:
        raise RuntimeError("invalid multinomial distribution (sum of probabilities <= 0)")
    shares = (sums / sums[-1]).astype(np.float64)
    shares[-1] = 1
    return np.searchsorted(shares, units(generator, samples))


def exponential(
    shape: Shape, dtype: dtypes.dtype, rate: float = 1.0, *, generator: Generator | None = None
) -> Array:
    """`exponential_`."""
    if not rate > 0:
        raise RuntimeError(f"exponential_ expects lambda > 0.0, but found lambda={rate:g}")
    _check_continuous("Exponential", dtype, dtype.scalar_name)
    drawn = units(use(generator), math.prod(shape))
    return shaped(-1.0 / rate * libm(math.log1p, -drawn), dtype, shape)


def geometric(
    shape: Shape, dtype: dtypes.dtype, p: float, *, generator: Generator | None = None
) -> Array:
    """`geometric_`: how many tries until the first success."""
    if not 0 < p < 1:
        raise RuntimeError(f"geometric_ expects p to be in (0, 1), but got p={p:g}")
    drawn = units(use(generator), math.prod(shape))
    return shaped(np.ceil(libm(safe_log, drawn) / math.log1p(-p)), dtype, shape)


def cauchy(
    shape: Shape,
    dtype: dtypes.dtype,
    median: float = 0.0,
    sigma: float = 1.0,
    *,
    generator: Generator | None = None,
) -> Array:
    """`cauchy_`."""
    if not sigma > 0:
        raise RuntimeError(f"cauchy_ expects sigma > 0.0, but found sigma={sigma:g}")
    _check_continuous("Cauchy", dtype, dtype.c_name)
    drawn = units(use(generator), math.prod(shape))
    slopes = libm(math.tan, math.pi * (drawn - 0.5))
    return shaped(scale_and_shift(slopes, sigma, median), dtype, shape)


def log_normal(
    shape: Shape,
    dtype: dtypes.dtype,
    mean: float = 1.0,
    std: float = 2.0,
    *,
    generator: Generator | None = None,
) -> Array:
    """`log_normal_`: e to the power of a normal number."""
    if not std > 0:
        raise RuntimeError(f"log_normal_ expects std > 0.0, but found std={std:g}")
    powers = normal_one_by_one(use(generator), math.prod(shape), mean, std)
    return shaped(libm(safe_exp, powers), dtype, shape)


def _check_continuous(name: str, dtype: dtypes.dtype, shown: str) -> None:
    if not dtype.is_floating_point:
        raise RuntimeError(
            f"{name} distribution is a continuous probability distribution. dtype must be a "
            f"floating point but you specified {shown}"
        )
