"""The size of what is about to be made in; whoever watches over memory may refuse it, before.

Numpy takes the memory for a result first and computes then. A program that must not take more than
its share is stopped here, where the size is known and nothing has been taken yet. Nobody watches
unless `STATE.guard` is set.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import TYPE_CHECKING, Any, Protocol

from autograd_core.state import STATE

if TYPE_CHECKING:
    from autograd_core.dispatch import Op


class Guard(Protocol):
    """Raises what it likes when something is too large."""

    def reserve(self, elements: int) -> None:
        """An array of so many elements is about to be made."""

    def operation(self, op: Op, arrays: list[Any], values: dict[str, Any]) -> None:
        """An operation is about to be computed on these arrays and numbers."""


def reserve(elements: int) -> None:
    """Say that so many elements are about to be made."""
    guard = STATE.guard
    if guard is not None:
        guard.reserve(int(elements))


def reserve_shape(shape: Iterable[int]) -> None:
    if STATE.guard is not None:
        reserve(prod(map(int, shape)))
