"""A request's bytes in, raw bytes and an outcome out: the app's end of a process."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import autograd_core
import viz_app
from viz_app.sandbox.frames import (
    CANCEL,
    CHECK,
    CHECKED,
    DONE,
    ENDING,
    HEAD,
    READY,
    REQUEST,
    frame,
    write_all,
)
from viz_app.settings import Limits

BOOT = "import sys; sys.path += {paths!r}; from viz_app.sandbox.zygote import main; main()"
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",  # the order of a set of texts is the same in every run
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",  # with more, a product of matrices after fork waits for ever
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "LC_ALL": "C.UTF-8",
}
START_SECONDS = 30.0
BEAT_SECONDS = 0.1
"""How often a run that takes its time is asked whether anybody still waits for it."""
CHUNK = 1 << 16


Beat = Callable[[], None]


def quiet() -> None:
    """A beat that has nothing to say."""


class Broken(Exception):
    """The process is not there any more, or does not keep to the protocol."""


class NotStarted(Broken):
    """The process was gone before it took the request: nothing ran."""


@dataclass(frozen=True)
class Raw:
    """What came back, not yet believed: bytes, how the process ended, where it was last seen."""

    data: bytes
    how: str
    cell: int = 0
    line: int = 0


def command(last: str) -> list[str]:
    """A Python that sees the libraries and nothing of the working directory or of the person."""
    packages = (viz_app, autograd_core, np)
    homes = {str(Path(package.__path__[0]).resolve().parent): None for package in packages}
    options = ["-s", "-P", "-X", "utf8", "-W", "ignore"]
    return [sys.executable, *options, "-c", BOOT.format(paths=list(homes)), last]


def environment() -> dict[str, str]:
    needed = ("SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    return ENVIRONMENT | {name: os.environ[name] for name in needed if name in os.environ}


class Zygote:
    """A running zygote; it serves one request at a time. Linux.

    leaving  the last run has told how it ended; whether its process is gone was not looked at yet
    """

    def __init__(self) -> None:
        control, far_end = os.pipe()
        try:
            self.process = subprocess.Popen(
                command(str(far_end)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
                cwd=os.sep,
                pass_fds=(far_end,),
                start_new_session=True,
                bufsize=0,
            )
        except BaseException:
            os.close(control)
            raise
        finally:
            os.close(far_end)
        self.control = control
        assert self.process.stdout is not None
        self.output = self.process.stdout.fileno()
        self.served = 0
        self.ready = False
        self.leaving = False
        self.cancelled = False

    def run(self, request: bytes, limits: Limits, beat: Beat = quiet) -> Raw:
        """Serve one request; Broken when the zygote is not to be used again.

        `beat` is called while the run is under way; what it raises ends the run.
        """
        self.say(frame(REQUEST, request))
        self.served += 1
        try:
            return self.collect(limits, beat)
        except Broken:
            raise
        except BaseException:
            with suppress(Broken):
                self.cancel(limits)
                self.cancelled = True
            raise

    def check(self) -> dict[str, list[str]]:
        """Which walls stand, as the zygote found by trying."""
        self.say(frame(CHECK))
        kind, payload = self.control_frame(time.monotonic() + START_SECONDS)
        if kind != CHECKED:
            raise Broken
        report: dict[str, list[str]] = json.loads(payload)
        return report

    def say(self, data: bytes) -> None:
        """Send to the zygote, when it is ready."""
        assert self.process.stdin is not None
        try:
            if not self.ready:
                if self.control_frame(time.monotonic() + START_SECONDS) != (READY, b""):
                    raise Broken
                self.ready = True
            if self.leaving:
                self.settle()
            write_all(self.process.stdin.fileno(), data)
        except (OSError, Broken):
            raise NotStarted from None

    def cancel(self, limits: Limits) -> None:
        """End the run that is under way; what it still sends is thrown away."""
        self.say(frame(CANCEL))
        self.collect(limits, quiet)

    def collect(self, limits: Limits, beat: Beat) -> Raw:
        """Read what the child writes until it tells how it ended, or is gone; bounded in both."""
        end = time.monotonic() + limits.patience
        data, place = bytearray(), 0
        while True:
            if not left(end):
                raise Broken
            patience = min(left(end), BEAT_SECONDS)
            ready = select.select([self.output, self.control], [], [], patience)[0]
            if not ready:
                beat()
            elif self.output in ready:
                data += self.read_some()
                if len(data) > 2 * limits.answer:
                    self.close()
                    return Raw(b"", "flood")
                place, self.leaving = walked(data, place)
                if self.leaving:  # to take a process down takes as long as a short run
                    return Raw(bytes(data), "exit 0")
            else:
                kind, payload = self.control_frame(end)
                if kind != DONE:
                    raise Broken
                how, cell, line, _ = json.loads(payload)
                return Raw(bytes(data), how, cell, line)

    def settle(self) -> None:
        """See the last run off: its process ends, and what it may still have written is lost."""
        end = time.monotonic() + START_SECONDS
        self.leaving = False
        if not select.select([self.control], [], [], 0)[0]:
            assert self.process.stdin is not None
            write_all(self.process.stdin.fileno(), frame(CANCEL))
        while ready := select.select([self.output, self.control], [], [], left(end))[0]:
            if self.output in ready:
                self.read_some()
            elif self.control_frame(end)[0] == DONE:
                return
            else:
                break
        raise Broken

    def read_some(self) -> bytes:
        data = os.read(self.output, CHUNK)
        if not data:
            raise Broken
        return data

    def control_frame(self, end: float) -> tuple[bytes, bytes]:
        """The next word of the zygote itself."""
        head = self.control_bytes(HEAD.size, end)
        kind, length = HEAD.unpack(head)
        return kind, self.control_bytes(length, end)

    def control_bytes(self, count: int, end: float) -> bytes:
        data = b""
        while len(data) < count:
            if not select.select([self.control], [], [], left(end))[0]:
                raise Broken
            piece = os.read(self.control, count - len(data))
            if not piece:
                raise Broken
            data += piece
        return data

    def close(self) -> None:
        """End the zygote and a child that may still run; both are in one session."""
        if self.process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        if self.control >= 0:
            os.close(self.control)
            self.control = -1


def left(end: float) -> float:
    return max(end - time.monotonic(), 0)


def walked(data: bytearray, place: int) -> tuple[int, bool]:
    """How far complete frames reach, and whether one of them tells how the run ended."""
    while place + HEAD.size <= len(data):
        kind, length = HEAD.unpack_from(data, place)
        if place + HEAD.size + length > len(data):
            break
        if kind == ENDING:
            return place, True
        place += HEAD.size + length
    return place, False


class OneShot:
    """A process that was started ahead, runs one request and ends. Where there is no clean fork."""

    served = 1_000_000
    cancelled = False

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            command("once"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            cwd=os.sep,
            bufsize=0,
        )

    def check(self) -> dict[str, list[str]]:
        """No walls but the process itself were tried."""
        return {"layers": [], "contained": [], "escaped": []}

    def run(self, request: bytes, limits: Limits, beat: Beat = quiet) -> Raw:
        """Serve the one request; killed by this clock, or when it writes too much.

        The clock begins when the process is ready: to start one takes as long as the system likes.
        """
        assert self.process.stdin is not None
        data, over, ready = bytearray(), threading.Event(), threading.Event()

        def drain() -> None:
            assert self.process.stdout is not None
            while piece := self.process.stdout.read(CHUNK):
                data.extend(piece)
                ready.set()
                if len(data) > 2 * limits.answer:
                    over.set()
                    return

        reader = threading.Thread(target=drain, daemon=True)
        reader.start()
        begun = time.monotonic()
        while reader.is_alive() and not ready.wait(BEAT_SECONDS):
            beat()
            if time.monotonic() > begun + START_SECONDS:
                raise Broken
        try:
            self.process.stdin.write(frame(REQUEST, request))
            self.process.stdin.close()
        except OSError:
            raise Broken from None
        end = time.monotonic() + limits.patience
        while reader.is_alive() and time.monotonic() < end:
            reader.join(BEAT_SECONDS)
            beat()
        killed = reader.is_alive()
        if killed or over.is_set():
            self.process.kill()
        code = self.process.wait()
        reader.join()
        if over.is_set():
            return Raw(b"", "flood")
        how = "killed" if killed else f"exit {code}" if code >= 0 else f"signal {-code}"
        return Raw(bytes(data[HEAD.size :]), how)

    def close(self) -> None:
        with suppress(OSError):
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


def new_process() -> Zygote | OneShot:
    """The kind of process that suits the system."""
    return Zygote() if sys.platform == "linux" else OneShot()
