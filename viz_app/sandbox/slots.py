"""A request in, an answer out: at most as many runs at once as the machine has cores."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Callable

from viz_app.sandbox.answer import Answer, believed
from viz_app.sandbox.process import Broken, OneShot, Raw, Zygote, new_process
from viz_app.sandbox.request import Request

RECYCLED_AFTER = 500
"""Runs after which a zygote is replaced, because all its children share one layout of memory."""

Process = Zygote | OneShot


class Slots:
    """Processes waiting for work; a broken one is replaced by the next run that comes."""

    def __init__(self, count: int, start: Callable[[], Process] = new_process) -> None:
        self.start = start
        self.free = threading.Semaphore(count)
        self.lock = threading.Lock()
        self.idle: list[Process] = []
        self.owner = os.getpid()

    def run(self, request: Request) -> Answer:
        """Run a program when a slot is free."""
        with self.free:
            return believed(request, self.attempt(request))

    def attempt(self, request: Request) -> Raw:
        """One run; when an idle process turns out to be dead, a second one in a fresh process."""
        data = request.to_bytes()
        for fresh in (False, True):
            process = self.take(fresh=fresh)
            try:
                raw = process.run(data, request.limits)
            except Broken:
                process.close()
                if process.served > 1 or fresh:
                    return Raw(b"", "broken")
                continue
            except BaseException:
                process.close()
                raise
            self.give_back(process, raw)
            return raw
        raise AssertionError("the second attempt always returns")

    def check(self) -> dict[str, list[str]]:
        """The self-test of a process, which is then used for runs."""
        process = self.start()
        try:
            report = process.check()
        except BaseException:
            process.close()
            raise
        with self.lock:
            self.idle.append(process)
        return report

    def take(self, *, fresh: bool) -> Process:
        with self.lock:
            if os.getpid() != self.owner:  # a fork of the app must not share its pipes
                self.idle, self.owner = [], os.getpid()
            if self.idle and not fresh:
                return self.idle.pop()
        return self.start()

    def give_back(self, process: Process, raw: Raw) -> None:
        if process.served < RECYCLED_AFTER and raw.how != "flood":
            with self.lock:
                self.idle.append(process)
            return
        process.close()
        self.warm()

    def warm(self) -> None:
        """Start a process ahead, so that the next run does not wait for it."""
        process = self.start()
        with self.lock:
            self.idle.append(process)

    def close(self) -> None:
        """End every waiting process."""
        with self.lock:
            processes, self.idle = self.idle, []
        for process in processes:
            process.close()


_slots = Slots(max(1, os.cpu_count() or 1))
atexit.register(_slots.close)


def run(request: Request) -> Answer:
    """Run a program in a process of its own."""
    return _slots.run(request)


def check() -> dict[str, list[str]]:
    """Which walls stand around a run, and what they held back."""
    return _slots.check()
