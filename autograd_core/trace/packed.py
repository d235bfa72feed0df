"""Whole numbers in; their bytes as Base64 text, and from it the numbers again, out."""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[Any]]
Row = Sequence[int]
NULL = -1
"""What stands in a row for null."""


def numbers_of(found: Sequence[int]) -> Numbers:
    """A list of whole numbers as one array."""
    return np.frombuffer(array("q", found), np.int64) if found else np.zeros(0, np.int64)


def packed(numbers: Numbers) -> list[str]:
    """Whole numbers as the size of each and their bytes."""
    small = not len(numbers) or (numbers.max() < 2**31 and numbers.min() >= -(2**31))
    size = "i4" if small else "i8"
    return [size, b64encode(numbers.astype(f"<{size}").tobytes()).decode()]


def unpacked(found: Any) -> Numbers:
    """Numbers that were packed; ValueError or TypeError when they were not."""
    size, text = found
    if size not in ("i4", "i8"):
        raise ValueError("numbers of an unknown size")
    return np.frombuffer(b64decode(text, validate=True), f"<{size}").astype(np.int64)
