"""`Size`: whole numbers in, the tuple by which a tensor tells its shape out."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from typing import Any, SupportsIndex, overload


class Size(tuple[int, ...]):
    """A tuple of whole numbers; what is cut from it or joined to it is one again (torch.Size)."""

    __module__ = "torch"
    __slots__ = ()

    def __new__(cls, sizes: Iterable[Any] = (), /) -> Size:
        return super().__new__(cls, [_whole(item, place) for place, item in enumerate(sizes)])

    def __repr__(self) -> str:
        return f"torch.Size([{', '.join(map(str, self))}])"

    def __reduce__(self) -> tuple[Callable[..., Size], tuple[tuple[int, ...]]]:
        return sized, (tuple(self),)

    def numel(self) -> int:
        """How many elements a tensor of this shape has."""
        return math.prod(self)

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> int: ...
    @overload
    def __getitem__(self, key: slice[Any, Any, Any], /) -> Size: ...
    def __getitem__(self, key: SupportsIndex | slice[Any, Any, Any], /) -> int | Size:
        found = super().__getitem__(key)
        return Size(found) if isinstance(found, tuple) else found

    def __add__(self, other: object, /) -> Size:
        if not isinstance(other, tuple):
            kind = type(other).__name__
            raise TypeError(f"can only concatenate tuple (not {kind}) to torch.Size")
        return Size((*self, *other))

    def __radd__(self, other: object, /) -> Size:
        if isinstance(other, list):
            raise TypeError('can only concatenate list (not "torch.Size") to list')
        if not isinstance(other, tuple):
            return NotImplemented
        return Size((*other, *self))

    def __mul__(self, times: SupportsIndex, /) -> Size:
        return Size(tuple(self) * times)

    __rmul__ = __mul__


def sized(sizes: Iterable[Any]) -> Size:
    """What a pickle calls: the class says that it comes from torch, where none may be."""
    return Size(sizes)


def _whole(item: Any, place: int) -> int:
    try:
        number = operator.index(item)
    except TypeError:
        kind = type(item).__name__
        raise TypeError(
            f"torch.Size() takes an iterable of 'int' (item {place} is '{kind}')"
        ) from None
    if not -(2**63) <= number < 2**63:
        raise ValueError("Overflow when unpacking long long")
    return number
