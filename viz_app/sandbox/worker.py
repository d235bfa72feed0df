"""A request in, frames out: what happens inside the process that runs one program and then ends."""

from __future__ import annotations

import gc
import json
import mmap
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import autograd_core
from autograd_core import dtypes
from autograd_core.state import STATE
from autograd_core.trace import Recorder
from viz_app.language import Program, parse, run
from viz_app.language.errors import LimitReached
from viz_app.language.probing import Reached, born, compare
from viz_app.language.run import Ending
from viz_app.sandbox.frames import ENDING, TRACE, frame
from viz_app.sandbox.request import Request
from viz_app.settings import MEGABYTE, Limits

Send = Callable[[bytes], None]
Progress = Callable[[int, int, int], None]

FIRST_CHECKPOINT = 0.5
"""Seconds after which a run sends its trace so far, in case that it must be killed."""
BALLAST = 128 * MEGABYTE
"""Memory that is set aside, untouched, so that a run that used up its own can still tell of it."""
GRACE = 0.2
"""Seconds that a run gets to notice by itself that its time is over."""


def execute(
    request: Request, send: Send, progress: Progress = lambda cell, line, steps: None
) -> None:
    """Run a program and send its trace and its ending; a mistake of ours ends it without either."""
    gc.disable()  # the process ends with the run; looking for cycles would cost a third of it
    limits = request.limits
    program = parse([text for _, text in request.executions], limits)
    prepare(request.seed)
    ballast = mmap.mmap(-1, min(BALLAST, limits.memory // 4))
    with autograd_core.record() as recorder:
        beat = Checkpoints(recorder, limits, send, progress)
        try:
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
        except MemoryError:  # there was none left even for saying so
            ballast.close()
            ending = out_of_memory(recorder)
    ballast.close()
    progress(ending.cell, ending.line, 0)  # writing it all down may take long, too
    if request.check and ending.status in ("ok", "error"):
        check(request, program, recorder)
    finish(recorder, ending, limits, send, [finding.to_json() for finding in program.findings])


def check(request: Request, program: Program, recorder: Recorder) -> None:
    """Note each leaf's gradient beside its central differences, for which the program runs again.

    It takes half as long as a run may; what is not done by then is not checked. That the program
    failed stays the last that is noted.
    """

    def again(watching: Recorder) -> None:
        prepare(request.seed)
        STATE.recorder = watching
        with suppress(Reached):
            run(
                program,
                watching,
                limits=request.limits,
                seed=request.seed,
                display=request.display,
            )
        gc.collect(0)

    recorder.at = None
    failures = recorder.cut(-1) if recorder.events[-1][0] == "error" else []
    for found in compare(again, request.limits.seconds / 2):
        leaf = born(recorder.events[found.leaf.position])[found.leaf.output]
        values = found.gradient, found.difference, found.doubt
        recorder.note("check", found.number, leaf, found.of, found.checked, *values, found.kinks)
    recorder.events += failures


def prepare(seed: int) -> None:
    """A run begins as if nothing had run before; torch's unseeded numbers come from its seed."""
    dtypes.set_default_dtype(dtypes.float32)
    STATE.careful, STATE.anomaly, STATE.check_nan = False, False, True
    STATE.packing, STATE.unpacked, STATE.walk, STATE.node, STATE.passes = (), None, None, None, 0
    manual_seed = autograd_core.NAMES.get("manual_seed")
    if manual_seed is not None:
        manual_seed(seed)


def out_of_memory(recorder: Recorder) -> Ending:
    limit = LimitReached("memory")
    recorder.error(limit.key, limit.say(), "limit")
    return Ending("limit", max(recorder._cell, 0))


def finish(
    recorder: Recorder, ending: Ending, limits: Limits, send: Send, findings: list[Any]
) -> None:
    """Send the whole trace, or as much of it as may be sent."""
    data, weight = encoded(recorder)
    while weight > limits.answer - 10_000:
        kept = int(len(recorder.events) * (limits.answer - 10_000) / weight * 0.9)
        recorder.cut(kept)
        recorder.at = recorder.events[-1][1]
        limit = LimitReached("answer")
        recorder.error(limit.key, limit.say(), "limit", limit.values)
        ending = Ending("limit", ending.cell, ending.line)
        data, weight = encoded(recorder)
    send(frame(TRACE, data))
    ended = [ending.status, ending.cell, ending.line, findings]
    send(frame(ENDING, json.dumps(ended).encode()))


def encoded(recorder: Recorder) -> tuple[bytes, int]:
    """The trace in short as bytes, and how much of the limit on an answer it takes.

    Half of a surrogate pair, which no file can hold, becomes a `?`.
    """
    shorthand = recorder.shorthand()
    data = shorthand.to_bytes()
    return data, max(len(data), shorthand.weight())


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
            data = frame(TRACE, encoded(self.recorder)[0])
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
