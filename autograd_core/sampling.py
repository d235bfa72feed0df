"""Uniform, normal and whole random numbers: a shape and a dtype in, what torch would draw out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core import random as rng
from autograd_core.exact_math import libm, log32, scale_and_shift, sin_cos32
from autograd_core.random import Generator

Shape = Sequence[int]
Array = np.ndarray[Any, Any]

_BLOCK = 16  # normal_ works on blocks of this many numbers, and one by one below it


def use(generator: Generator | None) -> Generator:
    return rng.default_generator if generator is None else generator


def units(generator: Generator, count: int, dtype: dtypes.dtype = dtypes.float64) -> Array:
    """Numbers from 0 up to 1: doubles for float64, floats for the shorter types."""
    if dtype is dtypes.float64:
        return (generator.longs(count) & np.uint64(2**53 - 1)) * 2.0**-53
    whole = (generator.words(count) & np.uint32(2**24 - 1)).astype(np.float32)
    return whole * np.float32(2.0**-24)


def shaped(values: Array, dtype: dtypes.dtype, shape: Shape) -> Array:
    """The values in their dtype; half goes by way of float, as in torch."""
    if dtype is dtypes.float16:
        values = values.astype(np.float32)
    return values.astype(dtype.numpy).reshape(shape)


# Uniform ------------------------------------------------------------------------------------------


def uniform(
    shape: Shape,
    dtype: dtypes.dtype,
    low: float = 0.0,
    high: float = 1.0,
    *,
    generator: Generator | None = None,
) -> Array:
    """`rand` and `uniform_`: from `low` up to, not including, `high`."""
    count = math.prod(shape)
    if dtype.is_complex:
        pairs = uniform((2 * count,), dtype.to_real(), low, high, generator=generator)
        return pairs.view(dtype.numpy).reshape(shape)
    _check_uniform(dtype, low, high)
    width = high - low if dtype is dtypes.float64 else float(np.float32(high) - np.float32(low))
    drawn = scale_and_shift(units(use(generator), count, dtype), width, low).astype(dtype.numpy)
    bottom, top = (np.asarray(end).astype(dtype.numpy) for end in (low, high))
    return np.where(drawn == top, bottom, drawn).reshape(shape)


def _check_uniform(dtype: dtypes.dtype, low: float, high: float) -> None:
    if not dtype.is_floating_point:
        raise NotImplementedError(
            f"\"check_uniform_bounds\" not implemented for '{dtype.scalar_name}'"
        )
    limits = dtypes.finfo(dtype)
    for name, end in (("from", low), ("to", high)):
        if not limits.min <= end <= limits.max:
            raise RuntimeError(f"{name} is out of bounds for {dtype.c_name}")
    if low > high:
        raise RuntimeError(
            f"uniform_ expects to return a [from, to) range, but found from={low:g} > to={high:g}"
        )
    if high - low > limits.max:
        raise RuntimeError(
            f"uniform_ expects to-from <= std::numeric_limits<{dtype.scalar_name}>::max(), but "
            f"found to={high:g} and from={low:g} which result in to-from to exceed the limit"
        )


# Normal -------------------------------------------------------------------------------------------


def normal(
    shape: Shape,
    dtype: dtypes.dtype,
    mean: float = 0.0,
    std: float = 1.0,
    *,
    generator: Generator | None = None,
    contiguous: bool = True,
) -> Array:
    """`randn` and `normal_`. Filling a tensor that is not contiguous goes number by number."""
    if not std >= 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
    count = math.prod(shape)
    if dtype.is_complex:
        half_std = std / math.sqrt(2)
        parts = normal((2 * count,), dtype.to_real(), mean, half_std, generator=generator)
        return parts.view(dtype.numpy).reshape(shape)
    if not dtype.is_floating_point:
        raise NotImplementedError(
            f"\"normal_kernel_cpu\" not implemented for '{dtype.scalar_name}'"
        )
    if count < _BLOCK or not contiguous:
        return shaped(normal_one_by_one(use(generator), count, mean, std), dtype, shape)
    return _normal_blocks(use(generator), count, dtype, mean, std).reshape(shape)


def normal_around(
    mean: Array | float, std: Array | float, *, generator: Generator | None = None
) -> Array:
    """`torch.normal` with a tensor for the mean, the deviation or both: one number around each."""
    held = mean if isinstance(mean, np.ndarray) else np.asarray(std)
    dtype = dtypes.from_numpy(held.dtype)
    if isinstance(std, np.ndarray) and not np.all(std >= 0):
        raise RuntimeError("normal expects all elements of std >= 0.0")
    shape = np.broadcast_shapes(np.shape(mean), np.shape(std))
    if isinstance(std, np.ndarray):
        spread = (normal(shape, dtype, generator=generator) * std).astype(held.dtype)
    else:
        spread = normal(shape, dtype, 0.0, std, generator=generator)
    return (spread + mean).astype(held.dtype)


def normal_one_by_one(generator: Generator, count: int, mean: float, std: float) -> Array:
    """Box-Muller in double, pair by pair; the generator keeps a spare one for the next call."""
    standard: list[float] = []
    if count and generator.spare_normal is not None:
        standard.append(generator.spare_normal)
        generator.spare_normal = None
    missing = count - len(standard)
    pairs = units(generator, 2 * math.ceil(missing / 2)).tolist()
    for angle, distance in zip(pairs[0::2], pairs[1::2], strict=True):
        radius = math.sqrt(-2.0 * math.log1p(-distance))
        turn = 2.0 * math.pi * angle
        standard += [radius * math.cos(turn), radius * math.sin(turn)]
    if missing % 2:
        generator.spare_normal = standard.pop()
    return scale_and_shift(np.array(standard, np.float64), std, mean)


def _normal_blocks(
    generator: Generator, count: int, dtype: dtypes.dtype, mean: float, std: float
) -> Array:
    """Blocks of 16; a rest that fills no block is met by drawing the last 16 again."""
    whole = count - count % _BLOCK
    # Half draws nothing for the rest at first; float and double draw it and throw it away.
    drawn = units(generator, whole if dtype is dtypes.float16 else count, dtype)
    result = np.empty(count, dtype.numpy)
    result[:whole] = _box_muller(drawn[:whole], mean, std)
    if whole != count:
        result[-_BLOCK:] = _box_muller(units(generator, _BLOCK, dtype), mean, std)
    return result


def _box_muller(drawn: Array, mean: float, std: float) -> Array:
    """In each block the first 8 uniforms give the distances, the last 8 the angles."""
    blocks = drawn.reshape(-1, 2, _BLOCK // 2)
    sine: Array
    cosine: Array
    distance, angle = 1 - blocks[:, 0].ravel(), blocks[:, 1].ravel()
    if drawn.dtype == np.float32:
        radius = np.sqrt(np.float32(-2) * log32(distance))
        sine, cosine = sin_cos32(np.float32(2 * math.pi) * angle)
    else:
        radius = np.sqrt(-2 * libm(math.log, distance))
        turn = 2 * math.pi * angle
        sine, cosine = libm(math.sin, turn), libm(math.cos, turn)
    pairs = np.stack([(radius * part).reshape(-1, _BLOCK // 2) for part in (cosine, sine)], 1)
    return scale_and_shift(pairs.ravel(), std, mean)


# Whole numbers ------------------------------------------------------------------------------------


def randint(
    low: int,
    high: int,
    shape: Shape,
    dtype: dtypes.dtype = dtypes.int64,
    *,
    generator: Generator | None = None,
) -> Array:
    """`randint` and `random_(low, high)`: from `low` up to, not including, `high`."""
    if low >= high:
        raise RuntimeError(
            f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}"
        )
    _check_bounds(low, high, dtype)
    count, span = math.prod(shape), high - low
    source = use(generator)
    if span >= 2**28:  # beyond it 32 bits would favour some numbers too much
        drawn = source.longs(count) % np.uint64(span)
    else:
        drawn = (source.words(count) % np.uint32(span)).astype(np.uint64)
    return shaped((drawn + np.uint64(low % 2**64)).view(np.int64), dtype, shape)


def _check_bounds(low: int, high: int, dtype: dtypes.dtype) -> None:
    if dtype.is_complex:
        raise RuntimeError(
            "check_random_bounds handles only integral, floating-point and boolean types"
        )
    if dtype is dtypes.bool_:
        least, most = 0.0, 1.0
    elif dtype.is_floating_point:
        least, most = dtypes.finfo(dtype).min, dtypes.finfo(dtype).max
    else:
        least, most = dtypes.iinfo(dtype).min, dtypes.iinfo(dtype).max
    for name, end in (("from", low), ("to - 1", high - 1)):
        if not least <= end <= most:
            raise RuntimeError(f"{name} is out of bounds for {dtype.c_name}")


def random(shape: Shape, dtype: dtypes.dtype, *, generator: Generator | None = None) -> Array:
    """`random_()` without bounds: as far as the dtype counts without gaps, from 0."""
    count, source = math.prod(shape), use(generator)
    if dtype is dtypes.bool_:
        return (source.words(count) & np.uint32(1)).astype(np.bool_).reshape(shape)
    if dtype.is_complex or dtype in (dtypes.uint16, dtypes.uint32, dtypes.uint64):
        raise NotImplementedError(
            f"\"random_kernel_cpu\" not implemented for '{dtype.scalar_name}'"
        )
    if dtype.is_floating_point:
        digits = {dtypes.float16: 11, dtypes.float32: 24, dtypes.float64: 53}[dtype]
        kinds = 2**digits + 1
    else:
        kinds = dtypes.iinfo(dtype).max + 1
    wide = dtype in (dtypes.float64, dtypes.int64)
    bits = source.longs(count) if wide else source.words(count).astype(np.uint64)
    return shaped((bits % np.uint64(kinds)).view(np.int64), dtype, shape)


def randperm(
    n: int, dtype: dtypes.dtype = dtypes.int64, *, generator: Generator | None = None
) -> Array:
    """The numbers below `n` in random order: each place swaps with one at or after it."""
    if dtype is dtypes.bool_ or dtype.is_complex:
        raise NotImplementedError(f"\"randperm\" not implemented for '{dtype.scalar_name}'")
    if dtype.is_floating_point:
        most = {dtypes.float16: 2**11, dtypes.float32: 2**24, dtypes.float64: 2**53}[dtype] + 1
        if n > most:
            raise RuntimeError(f"n cannot be greater than {most} for {dtype.scalar_name} type.")
    order = list(range(n))
    steps = use(generator).words(max(n - 1, 0)) % np.arange(n, 1, -1, dtype=np.int64)
    for place, step in enumerate(steps.tolist()):
        other = place + step
        order[place], order[other] = order[other], order[place]
    return np.array(order, dtype.numpy)
