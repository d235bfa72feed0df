"""A request in, frames out: what happens inside the process that runs one program and then ends."""

from __future__ import annotations

import gc
import json
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import autograd_core
from autograd_core.trace import Recorder
from viz_app.language import parse, run
from viz_app.language.errors import LimitReached
from viz_app.language.run import Ending
from viz_app.sandbox.frames import ENDING, TRACE, frame
from viz_app.sandbox.request import Request
from viz_app.settings import Limits

Send = Callable[[bytes], None]
Progress = Callable[[int, int, int], None]

FIRST_CHECKPOINT = 0.25
"""Seconds after which a run sends its trace so far, in case that it must be killed."""
GRACE = 0.2
"""Seconds that a run gets to notice by itself that its time is over."""


def execute(
    request: Request, send: Send, progress: Progress = lambda cell, line, steps: None
) -> None:
    """Run a program and send its trace and its ending; a mistake of ours ends it without either."""
    gc.disable()  # the process ends with the run; looking for cycles would cost a third of it
    limits = request.limits
    program = parse([text for _, text in request.executions], limits)
    seed_generators(request.seed)
    with autograd_core.record() as recorder:
        beat = Checkpoints(recorder, limits, send, progress)
        with alarm(limits.seconds + GRACE):
            ending = run(
                program,
                recorder,
                numbers=[number for number, _ in request.executions],
                limits=limits,
                seed=request.seed,
                display=request.display,
                beat=beat,
            )
    finish(recorder, ending, limits, send, [finding.to_json() for finding in program.findings])


def seed_generators(seed: int) -> None:
    """What torch would draw unseeded is drawn from the seed of the run."""
    manual_seed = autograd_core.NAMES.get("manual_seed")
    if manual_seed is not None:
        manual_seed(seed)


def finish(
    recorder: Recorder, ending: Ending, limits: Limits, send: Send, findings: list[Any]
) -> None:
    """Send the whole trace, or as much of it as may be sent."""
    text = encoded(recorder)
    while len(text) > limits.answer - 10_000:
        kept = int(len(recorder.events) * (limits.answer - 10_000) / len(text) * 0.9)
        del recorder.events[kept:]
        recorder.at = recorder.events[-1][1]
        limit = LimitReached("answer")
        recorder.error(limit.key, limit.say(), "limit")
        ending = Ending("limit", ending.cell, ending.line)
        text = encoded(recorder)
    send(frame(TRACE, text))
    ended = [ending.status, ending.cell, ending.line, findings]
    send(frame(ENDING, json.dumps(ended).encode()))


def encoded(recorder: Recorder) -> bytes:
    """The trace as bytes; half of a surrogate pair, which no file can hold, becomes a `?`."""
    return recorder.to_json().encode("utf-8", "replace")


class Checkpoints:
    """Called now and then while a program runs: says where it is, sends the trace of a long run."""

    def __init__(self, recorder: Recorder, limits: Limits, send: Send, progress: Progress) -> None:
        self.recorder = recorder
        self.limits = limits
        self.send = send
        self.progress = progress
        self.next = time.monotonic() + FIRST_CHECKPOINT
        self.events = 0
        self.sent = 0

    def __call__(self, line: int, steps: int) -> None:
        cell = max(self.recorder._cell, 0)
        self.progress(cell, line, steps)
        if time.monotonic() < self.next:
            return
        begun = time.monotonic()
        if len(self.recorder.events) > self.events and self.sent < self.limits.answer // 2:
            self.events = len(self.recorder.events)
            data = frame(TRACE, encoded(self.recorder))
            if self.sent + len(data) < self.limits.answer // 2:
                self.sent += len(data)
                self.send(data)
        taken = time.monotonic() - begun
        self.next = time.monotonic() + max(FIRST_CHECKPOINT, 5 * taken)


class alarm:
    """Within it, a limit is reached after so many seconds, even in the middle of the core."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        main = threading.current_thread() is threading.main_thread()
        self.possible = main and hasattr(signal, "setitimer")

    def __enter__(self) -> None:
        if self.possible:
            signal.signal(signal.SIGALRM, self.ring)
            signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_: object) -> None:
        if self.possible:
            with suppress(ValueError):
                signal.setitimer(signal.ITIMER_REAL, 0)

    def ring(self, *_: object) -> None:
        raise LimitReached("seconds", limit=f"{self.seconds - GRACE:g}")
