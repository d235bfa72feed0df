"""Functions of single precision as good as PyTorch's: a double function in, a forward out.

numpy's own single-precision functions are off by up to 3 units in the last place where PyTorch's
are off by less than one. Computed in double and rounded once, more than 95 % of all values are
the very same bits (tests/benchmarks/closeness.py measures it). A 0-dim tensor is a numpy scalar;
Python's `math` answers for it ten times faster than numpy.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

Forward = Callable[[Any], Any]
NARROW = "fe"
"""The letters of the dtypes that are computed in double and rounded."""


def precise(scalar: Callable[[float], float], vector: Callable[..., Any]) -> Forward:
    """The forward of a function given for one number and, in numpy, for arrays of doubles."""

    def run(self: Any) -> Any:
        kind = type(self)
        if kind is np.float32 or kind is np.float64:
            try:
                return kind(scalar(self))
            except (ValueError, OverflowError):  # where `math` refuses, numpy says inf or nan
                return kind(vector(np.float64(self)))
        if self.dtype.char in NARROW:
            if self.ndim and isinstance(
                vector, np.ufunc
            ):  # converts in small pieces, which stay in the cache
                out = np.empty_like(self)
                return vector(self, out=out, dtype=np.float64, casting="same_kind")
            return vector(self.astype(np.float64)).astype(self.dtype)
        return vector(self)

    return run


def wide(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of several arrays of one dtype, computed in double and rounded once."""

    def run(*arrays: Any) -> Any:
        dtype = next(array.dtype for array in arrays if hasattr(array, "dtype"))
        if dtype.char not in NARROW:
            return function(*arrays)
        doubles = [np.float64(a) if np.ndim(a) == 0 else a.astype(np.float64) for a in arrays]
        return function(*doubles).astype(dtype)

    return run


def by_element(scalar: Callable[[float], float]) -> Callable[[Any], Any]:
    """A function of Python floats on an array of doubles, for what numpy does not have."""

    def run(array: Any) -> Any:
        flat = np.fromiter(map(scalar, array.reshape(-1).tolist()), np.float64, array.size)
        return flat.reshape(array.shape)[()]

    return run


def total(scalar: Callable[[float], float], outside: Callable[[float], float]) -> Any:
    """`scalar`, and `outside` where it refuses."""

    def run(value: float) -> float:
        try:
            return scalar(value)
        except (ValueError, OverflowError):
            return outside(value)

    return run


lgamma_of = total(math.lgamma, lambda value: math.inf)
