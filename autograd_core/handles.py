"""Handles: a table of hooks and a function in, the means to take that function out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

Hooks = dict[int, Callable[..., Any]]
"""Hooks by the number of the handle that removes them, in the order of their registration."""

_numbers = count()


class RemovableHandle:
    """What registering a hook returns: `remove()` takes the hook away again."""

    __module__ = "torch.utils.hooks"

    def __init__(
        self,
        table: Hooks,
        function: Callable[..., Any],
        *,
        flags: Sequence[set[int]] = (),
        prepend: bool = False,
    ) -> None:
        """`flags` are sets that say something of a hook by its number, and forget it with it."""
        self.table = table
        self.flags = flags
        self.id = next(_numbers)
        later = dict(table) if prepend else {}
        for each in later:
            del table[each]
        table[self.id] = function
        table.update(later)

    def remove(self) -> None:
        """Unregister the hook; a second call does nothing."""
        self.table.pop(self.id, None)
        for flag in self.flags:
            flag.discard(self.id)

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()
