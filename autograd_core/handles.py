"""Handles: a table of hooks and a function in, the means to take that function out again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

Hooks = dict[int, Callable[..., Any]]
"""Hooks by the number of the handle that removes them, in the order of their registration."""

_numbers = count()


class RemovableHandle:
    """What registering a hook returns: `remove()` takes the hook away again."""

    __module__ = "torch.utils.hooks"

    def __init__(self, table: Hooks, function: Callable[..., Any]) -> None:
        self.table = table
        self.id = next(_numbers)
        table[self.id] = function

    def remove(self) -> None:
        """Unregister the hook; a second call does nothing."""
        self.table.pop(self.id, None)

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()
