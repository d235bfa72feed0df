"""A request in, an answer out: as many runs at once as there are cores, the others in line."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Callable

from viz_app.cache import Cache
from viz_app.sandbox.answer import Answer, believed, turned_away
from viz_app.sandbox.line import Full, Line, Waiting
from viz_app.sandbox.process import Beat, Broken, NotStarted, OneShot, Raw, Zygote, new_process
from viz_app.sandbox.request import Request
from viz_app.settings import KEPT_ANSWERS, KEPT_BYTES, QUEUE

RECYCLED_AFTER = 500
"""Runs after which a zygote is replaced, because all its children share one layout of memory."""

Process = Zygote | OneShot


def patient(before: int) -> None:
    """What a run does while it waits, when nobody wants to know."""


Pause = Callable[[], None]
"""Called before a run joins the line: it takes as long as the person has to pause."""


def no_pause() -> None:
    """A person who may run as much as they like."""


class Slots:
    """Processes waiting for work; a broken one is replaced by the next run that comes."""

    def __init__(self, count: int, start: Callable[[], Process] = new_process) -> None:
        self.start = start
        self.line = Line(count, QUEUE)
        self.answers: Cache[Answer] = Cache(KEPT_ANSWERS, KEPT_BYTES)
        self.lock = threading.Lock()
        self.idle: list[Process] = []
        self.owner = os.getpid()

    def run(self, request: Request, waiting: Waiting = patient, pause: Pause = no_pause) -> Answer:
        """Run a program when it is its turn; the answer may be one that was given before."""
        if known := self.answers.get(request):
            return known
        pause()
        try:
            with self.line.place(waiting):
                if known := self.answers.get(request):
                    return known
                raw = self.attempt(request, lambda: waiting(0))
        except Full:
            return turned_away(request)
        answer = believed(request, raw)
        if answer.repeatable:
            self.answers.put(request, answer, len(raw.data))
        return answer

    def attempt(self, request: Request, beat: Beat) -> Raw:
        """One run; when an idle process turns out to be dead, a second one in a fresh process."""
        data = request.to_bytes()
        for fresh in (False, True):
            process = self.take(fresh=fresh)
            try:
                raw = process.run(data, request.limits, beat)
            except NotStarted:
                process.close()
            except Broken:
                process.close()
                break
            except BaseException:
                self.give_back(process, reusable=process.cancelled)
                raise
            else:
                self.give_back(process, reusable=raw.how != "flood")
                return raw
        return Raw(b"", "broken")

    def check(self) -> dict[str, list[str]]:
        """The self-test of a process, which is then used for runs."""
        process = self.take(fresh=False)
        try:
            report = process.check()
        except BaseException:
            process.close()
            raise
        self.give_back(process, reusable=True)
        return report

    def take(self, *, fresh: bool) -> Process:
        with self.lock:
            if os.getpid() != self.owner:  # a fork of the app must not share its pipes
                self.idle, self.owner = [], os.getpid()
            if self.idle and not fresh:
                return self.idle.pop()
        return self.start()

    def give_back(self, process: Process, *, reusable: bool) -> None:
        if reusable and process.served < RECYCLED_AFTER:
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


def run(request: Request, waiting: Waiting = patient, pause: Pause = no_pause) -> Answer:
    """Run a program in a process of its own; `waiting` is told of the line before it."""
    return _slots.run(request, waiting, pause)


def check() -> dict[str, list[str]]:
    """Which walls stand around a run, and what they held back."""
    return _slots.check()
