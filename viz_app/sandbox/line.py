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


class Ticket:
    """One who waits, and who alone is woken when it is their turn."""

    def __init__(self, lock: threading.Lock) -> None:
        self.turn = threading.Condition(lock)


class Line:
    """So many places, and a line of bounded length before them."""

    def __init__(self, places: int, length: int) -> None:
        self.free = places
        self.length = length
        self.waiting: deque[Ticket] = deque()
        self.lock = threading.Lock()

    @contextmanager
    def place(self, waiting: Waiting) -> Iterator[None]:
        """Hold a place within the block; Full when the line is too long to join."""
        with self.lock:
            if len(self.waiting) >= self.length + self.free:
                raise Full
            ticket = Ticket(self.lock)
            self.waiting.append(ticket)
        try:
            while (before := self.before(ticket)) > 0:
                waiting(before)
        except BaseException:
            with self.lock:
                if ticket in self.waiting:
                    self.waiting.remove(ticket)
                    self.call_next()
                else:
                    self.leave()
            raise
        try:
            yield
        finally:
            with self.lock:
                self.leave()

    def before(self, ticket: Ticket) -> int:
        """Wait a moment for a place: 0 when it is taken, otherwise how many are before."""
        with self.lock:
            ticket.turn.wait_for(lambda: self.first(ticket), LOOK_SECONDS)
            if not self.first(ticket):
                return self.waiting.index(ticket) + 1
            self.waiting.popleft()
            self.free -= 1
            self.call_next()
            return 0

    def first(self, ticket: Ticket) -> bool:
        return self.free > 0 and self.waiting[0] is ticket

    def leave(self) -> None:
        self.free += 1
        self.call_next()

    def call_next(self) -> None:
        """Wake the one whose turn it is, and nobody else: hundreds may wait."""
        if self.free > 0 and self.waiting:
            self.waiting[0].turn.notify()
