"""Runs that want a place in; one after the other, first come first served, they get one."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Waiting = Callable[[int], None]
"""Told again and again how many runs are before this one; 0: it is under way. What it raises ends
the wait, or the run."""

LOOK_SECONDS = 0.1


class Full(Exception):
    """More runs wait already than may."""


class Line:
    """So many places, and a line of bounded length before them."""

    def __init__(self, places: int, length: int) -> None:
        self.free = places
        self.length = length
        self.waiting: deque[object] = deque()
        self.changed = threading.Condition()

    @contextmanager
    def place(self, waiting: Waiting) -> Iterator[None]:
        """Hold a place within the block; Full when the line is too long to join."""
        ticket = object()
        with self.changed:
            if len(self.waiting) >= self.length + self.free:
                raise Full
            self.waiting.append(ticket)
        try:
            while (before := self.before(ticket)) > 0:
                waiting(before)
        except BaseException:
            with self.changed:
                if ticket in self.waiting:
                    self.waiting.remove(ticket)
                else:
                    self.free += 1
                self.changed.notify_all()
            raise
        try:
            yield
        finally:
            with self.changed:
                self.free += 1
                self.changed.notify_all()

    def before(self, ticket: object) -> int:
        """Wait a moment for a place: 0 when it is taken, otherwise how many are before."""
        with self.changed:
            self.changed.wait_for(lambda: self.turn(ticket), LOOK_SECONDS)
            if not self.turn(ticket):
                return self.waiting.index(ticket) + 1
            self.waiting.popleft()
            self.free -= 1
            self.changed.notify_all()
            return 0

    def turn(self, ticket: object) -> bool:
        return self.free > 0 and self.waiting[0] is ticket
