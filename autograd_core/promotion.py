"""Type promotion: the arguments of a pointwise operation in, arrays of their common dtype out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.dtypes import Kind, dtype

FLOATS = frozenset((np.float32, np.float64, np.float16))


def promoted(arrays: list[Any]) -> list[Any]:
    """Arrays and Python numbers brought to the dtype that PyTorch's rules give them together.

    Arrays of one dtype, alone or with numbers that do not outrank them, come back as they are.
    """
    first = arrays[0]
    kind = type(first)
    if kind in FLOATS:  # the quick way: 0-dim floats of one type, and numbers
        for array in arrays:
            each = type(array)
            if each is not kind and each is not float and each is not int:
                break
        else:
            return arrays
    common = getattr(first, "dtype", None)
    for array in arrays:
        other = getattr(array, "dtype", None)
        if other is None:
            if common is None or not (
                common.kind == "f"
                or (common.kind == "i" and type(array) is int and -128 <= array < 128)
            ):
                return converted(arrays)
        elif other != common:
            return converted(arrays)
    return arrays


def floated(arrays: list[Any]) -> list[Any]:
    """As `promoted`, and integers become the default float: `1 / 2` is 0.5."""
    first = arrays[0]
    if type(first) in FLOATS or (hasattr(first, "dtype") and first.dtype.kind in "fc"):
        return arrays if len(arrays) == 1 else promoted(arrays)
    kind = dtypes.result_type(*map(operand, arrays))
    if not (kind.is_floating_point or kind.is_complex):
        kind = dtypes.get_default_dtype()
    return [np.asarray(array).astype(kind.numpy, copy=False)[()] for array in arrays]


def converted(arrays: Sequence[Any]) -> list[Any]:
    """Every array and number as an array of `result_type`."""
    common = dtypes.result_type(*map(operand, arrays)).numpy
    return [np.asarray(array).astype(common, copy=False)[()] for array in arrays]


def operand(value: Any) -> tuple[dtype, Kind]:
    """How a value counts in promotion: an array with dimensions, a 0-dim one, a number."""
    if isinstance(value, (np.ndarray, np.generic)):
        return dtypes.from_numpy(value.dtype), "dim" if value.ndim else "zero"
    return dtypes.scalar_dtype(value), "scalar"
