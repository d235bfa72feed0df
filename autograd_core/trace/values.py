"""Arrays in; a table of them by dtype and shape out, and from it the values of a trace."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from math import prod
from typing import Any

import numpy as np

from autograd_core.trace.packed import Numbers, numbers_of, packed

Kind = tuple[str, tuple[int, ...], bool]
"""The dtype, the shape, and whether each element is kept (else there are statistics)."""

BLOCK = 1 << 15
"""Elements that are looked at together: a large array is never copied as a whole, which would take
the time and the memory of a run that has used up its own."""


@dataclass
class Values:
    """Values in the order of their numbers: of which kind each is, and those of each kind.

    Of arrays that are kept whole all elements stand one after the other in one array; of the
    others there is a list of their statistics.
    """

    kinds: list[Kind] = field(default_factory=list)
    which: Numbers = field(default_factory=lambda: numbers_of(()))
    data: list[Any] = field(default_factory=list)

    def document(self) -> list[Any]:
        """As JSON."""
        data = [
            b64encode(own.tobytes()).decode() if whole else own
            for (_, _, whole), own in zip(self.kinds, self.data, strict=True)
        ]
        return [self.kinds, packed(self.which), data]

    def weight(self) -> int:
        """About how many characters they have as JSON."""
        total = 40 * len(self.which)
        for (_, shape, whole), own in zip(self.kinds, self.data, strict=True):
            total += own.nbytes + 5 * own.size if whole else 150 * len(own)
            total += 3 * len(shape)
        return total

    def spelled(self) -> list[dict[str, Any]]:
        """As a trace has them."""
        each = [spelled(*kind, own) for kind, own in zip(self.kinds, self.data, strict=True)]
        return [next(each[kind]) for kind in self.which.tolist()]


def together(arrays: Sequence[Any]) -> Any:
    """The elements of arrays of one kind, one after the other."""
    return np.concatenate([np.ravel(each) for each in arrays])


def spelled(name: str, shape: tuple[int, ...], whole: bool, own: Any) -> Iterator[dict[str, Any]]:
    """The values of one kind."""
    fields: dict[str, Any] = {"dtype": name, "shape": list(shape)}
    if not whole:
        yield from ({**fields, "stats": each} for each in own)
        return
    size = prod(shape)
    rows: Iterable[list[Any]] = own.reshape(-1, size).tolist() if size else repeat([])
    if own.dtype.kind == "c" or (own.dtype.kind == "f" and not np.isfinite(own).all()):
        rows = (list(map(finite, row)) for row in rows)
    yield from ({**fields, "data": row} for row in rows)


def statistics(array: Any) -> dict[str, Any]:
    """Least, greatest, mean and deviation of the finite elements, and how many are nan or infinite.

    Of complex numbers it is the sizes that count. Without a finite element the four are nan.
    """
    real = np.abs(array) if array.dtype.kind == "c" else array
    flat = real.reshape(-1)
    parts = [flat[start : start + BLOCK] for start in range(0, flat.size, BLOCK)]
    nans = infinities = 0
    for place, part in enumerate(parts):
        if part.dtype.kind == "f" and not (sound := np.isfinite(part)).all():
            lost = int(np.isnan(part).sum())
            nans, infinities = nans + lost, infinities + len(part) - int(sound.sum()) - lost
            parts[place] = part[sound]
    parts = [part for part in parts if part.size] or [np.full(1, np.nan)]
    mean, deviation = moments(parts)
    least, greatest = (min(part.min() for part in parts), max(part.max() for part in parts))
    found = {"min": least, "max": greatest, "mean": mean, "std": deviation}
    told = {name: finite(float(number)) for name, number in found.items()}
    return {**told, "nan": nans, "inf": infinities}


def moments(parts: Sequence[Any]) -> tuple[float, float]:
    """Mean and deviation, in float64, of all elements."""
    count = sum(part.size for part in parts)
    mean = sum(np.asarray(part, np.float64).sum() for part in parts) / count
    squares = 0.0
    for part in parts:
        apart = np.asarray(part, np.float64) - mean
        squares += np.multiply(apart, apart, out=apart).sum()
    return float(mean), float(np.sqrt(squares / count))


def finite(number: Any) -> Any:
    """A number as JSON can hold it: nan and the infinities as texts, complex as a pair."""
    if isinstance(number, complex):
        return [finite(number.real), finite(number.imag)]
    if isinstance(number, float) and not math.isfinite(number):
        return str(number)
    return number
