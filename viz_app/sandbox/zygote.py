"""The process from which runs are born: small, clean, warm, and without anything of anybody's.

Requests come in on standard input. For each one there is a child, forked ahead: it has run a few
lines to have memory of its own, and waits. It is handed the one request, writes its frames to
standard output and ends; the zygote watches the clock, kills the child when its time is over, and
says on a channel of its own when it is gone. It never reads what the child writes.

On a system without `fork` the process itself runs one request and ends.
"""

from __future__ import annotations

import gc
import importlib
import json
import mmap
import os
import pkgutil
import select
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import NoReturn

import autograd_core
from viz_app.language.run import make_ready
from viz_app.sandbox import selftest, worker
from viz_app.sandbox.confine import OUTPUT, close_descriptors, confine
from viz_app.sandbox.frames import (
    CHECK,
    CHECKED,
    DONE,
    PROGRESS,
    PROGRESS_SIZE,
    READY,
    REQUEST,
    frame,
    read_frame,
    write_all,
)
from viz_app.sandbox.request import Request
from viz_app.sandbox.worker import execute
from viz_app.settings import Limits

REQUESTS = 0
"""Read without a buffer, so that `select` knows whether there is a word of the app."""
WARM_UP = """
import torch, math, random, time
a = torch.full((2, 2), 1.0, requires_grad=True)
b = (a * a + 2).sum()
b.backward()
with torch.no_grad():
    c = [f"{x:.2f}" for x in range(3)]
print(a.grad, c)
try:
    undefined
except NameError as error:
    print(error)
w = torch.tensor([1.0, 2.0], requires_grad=True)
s = torch.tensor(0.5, requires_grad=True)
for step in range(30):
    loss = ((w * s - torch.tensor([1.0, 0.0])) ** 2).mean() / 2
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        s -= 0.1 * s.grad
    w.grad = s.grad = None
a, b, {"c": c}
é = "é"
"""
REHEARSAL = """
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x * x + 2).sum().backward()
with torch.no_grad():
    x -= 0.1 * x.grad
print(x.grad)
"""
"""What a child runs while it waits: the memory that every run writes to becomes its own."""
REHEARSE_AFTER = 0.005
"""Seconds for which it looks for a request first: where many wait, there is no time for it."""
WARM_UP_ENDINGS = (
    "1 / 0",
    "while True: pass",
    "import os\nx = [",
    "!pip install x",
    "async def f(): pass",
)


def main() -> None:
    """Serve: `zygote.py CONTROL` forks for each request; `zygote.py once` runs a single one."""
    warm_up()
    if sys.argv[-1] == "once":
        run_here()
        return
    control = int(sys.argv[-1])
    gc.collect()
    gc.freeze()  # what exists now is shared by all children and never looked at again
    child = born()
    write_all(control, frame(READY))
    while asked := read_frame(REQUESTS):
        kind, payload = asked
        if kind == REQUEST:
            done = run_in_child(child, payload)
            write_all(control, frame(DONE, json.dumps(done).encode()))
            child = born()
        elif kind == CHECK:
            write_all(control, frame(CHECKED, json.dumps(selftest.report()).encode()))


def warm_up() -> None:
    """Import and compute everything once that a run would otherwise do again, or may not do."""
    import_all(autograd_core)
    for text in (WARM_UP, *WARM_UP_ENDINGS):
        rehearse(text)
    make_ready(2)  # for the rehearsal of a child, and for its request
    gc.enable()


def rehearse(text: str) -> None:
    """Run a program of our own, and throw away what comes of it."""
    request = Request(executions=((0, text),), limits=Limits(steps=5_000))
    worker.execute(request, lambda data: None)


def import_all(package: ModuleType) -> None:
    """Every module below a package: a confined child can read no file, so it can import nothing."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(found.name)


def run_here() -> None:
    write_all(OUTPUT, frame(READY))
    request = read_frame(REQUESTS)
    if request is not None:
        asked = Request.from_bytes(request[1])
        confine(asked.limits)
        execute(asked, lambda data: write_all(OUTPUT, data))


@dataclass(frozen=True)
class Child:
    """A process that waits for its one request, the way to it, and what it tells of its place."""

    pid: int
    requests: int
    shared: mmap.mmap


def born() -> Child:
    """Fork a child, ahead of its request."""
    shared = mmap.mmap(-1, PROGRESS_SIZE)
    requests, way = os.pipe()
    pid = os.fork()
    if pid == 0:
        be_the_child(requests, shared)
    os.close(requests)
    return Child(pid, way, shared)


def run_in_child(child: Child, payload: bytes) -> list[object]:
    """Hand over, wait, kill if need be: how the child ended, where (cell, line, steps) it was."""
    try:
        write_all(child.requests, frame(REQUEST, payload))
    except OSError:  # it ended while it waited
        end(child)
        child = born()
        write_all(child.requests, frame(REQUEST, payload))
    how = watch(child.pid, Request.from_bytes(payload).limits.wall_seconds)
    cell, line, steps = PROGRESS.unpack(child.shared[:])
    child.shared.close()
    os.close(child.requests)
    return [how, cell, line, steps]


def end(child: Child) -> None:
    """Take leave of a child that is gone."""
    os.waitpid(child.pid, 0)
    child.shared.close()
    os.close(child.requests)


def be_the_child(requests: int, shared: mmap.mmap) -> NoReturn:
    """Wait, run one program and end, whatever happens."""
    status = 1
    try:

        def progress(cell: int, line: int, steps: int) -> None:
            shared[:] = PROGRESS.pack(cell, line, steps)

        close_descriptors(requests)  # it ends when the zygote does, and does not stand in for it
        if not select.select([requests], [], [], REHEARSE_AFTER)[0]:
            rehearse(REHEARSAL)
        asked = read_frame(requests)
        if asked is not None:
            request = Request.from_bytes(asked[1])
            confine(request.limits)
            execute(request, lambda data: write_all(OUTPUT, data), progress)
            status = 0
    finally:
        os._exit(status)


def watch(child: int, seconds: float) -> str:
    """Wait for a child no longer than that: "exit 0", "signal 9", or "killed" by this clock.

    A word of the app ends it at once; that word is read by whoever reads requests.
    """
    killed = not gone_within(child, seconds)
    if killed:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if killed:
        return "killed"
    code = os.waitstatus_to_exitcode(status)
    return f"signal {-code}" if code < 0 else f"exit {code}"


def gone_within(child: int, seconds: float) -> bool:
    """Whether a child ends by itself in this time, and before the app takes its request back."""
    try:
        descriptor = os.pidfd_open(child)
    except (AttributeError, OSError):
        return gone_within_polled(child, seconds)
    try:
        return descriptor in select.select([descriptor, REQUESTS], [], [], seconds)[0]
    finally:
        os.close(descriptor)


def gone_within_polled(child: int, seconds: float) -> bool:
    """The same where the kernel has no descriptors for processes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not select.select([REQUESTS], [], [], 0)[0]:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return True
        time.sleep(0.002)
    return False
