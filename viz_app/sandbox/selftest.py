"""Nothing in; which walls stand, and which forbidden things were tried and held back, out.

Every attempt is made in a process of its own, confined as a run is: some attempts end it.
"""

from __future__ import annotations

import ctypes
import json
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from viz_app.sandbox.confine import OUTPUT, confine
from viz_app.sandbox.kernel import LIBC
from viz_app.settings import CLASS

CONTAINED, ESCAPED = 0, 7
WORKING = b"working"


def read_a_file() -> None:
    open(os.devnull, "rb").close()


def write_a_file() -> None:
    path = f"/tmp/gradstep-{os.getpid()}"
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY)
    os.close(descriptor)
    os.unlink(path)


def look_at_a_file() -> None:
    os.stat(os.sep)


def open_a_socket() -> None:
    socket.socket().close()


def start_a_process() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def start_a_program() -> None:
    os.execv("/bin/sh", ["sh", "-c", f"exit {ESCAPED}"])


def signal_the_parent() -> None:
    os.kill(os.getppid(), 0)


def trace_the_parent() -> None:
    seize = 0x4206  # PTRACE_SEIZE of linux/ptrace.h
    ctypes.set_errno(0)
    if LIBC.ptrace(seize, os.getppid(), 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def look_at_the_parent() -> None:
    open(f"/proc/{os.getppid()}/environ", "rb").close()


ATTEMPTS: dict[str, Callable[[], None]] = {
    attempt.__name__: attempt
    for attempt in (
        read_a_file,
        write_a_file,
        look_at_a_file,
        open_a_socket,
        start_a_process,
        start_a_program,
        signal_the_parent,
        trace_the_parent,
        look_at_the_parent,
    )
}


def report() -> dict[str, list[str]]:
    """The layers that hold, the attempts that were contained and those that were not."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        say_layers(write)
    os.close(write)
    with open(read, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    outcomes = {name: attempted(attempt) for name, attempt in ATTEMPTS.items()}
    return {
        "layers": json.loads(told or b"[]"),
        "contained": [name for name, held in outcomes.items() if held],
        "escaped": [name for name, held in outcomes.items() if not held],
    }


def say_layers(write: int) -> NoReturn:
    """In a child: be confined, and say how."""
    with suppress(BaseException):
        os.dup2(write, OUTPUT)
        held = confine(CLASS)
        os.write(OUTPUT, json.dumps(held).encode())
    os._exit(0)


def attempted(attempt: Callable[[], None]) -> bool:
    """Whether a confined process works, and an attempt was refused or was the end of it."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try_it(attempt, write)
    os.close(write)
    with open(read, "rb") as pipe:
        working = pipe.read() == WORKING
    _, status = os.waitpid(child, 0)
    return working and os.waitstatus_to_exitcode(status) != ESCAPED


def try_it(attempt: Callable[[], None], write: int) -> NoReturn:
    """In a child: be confined, say so, and try."""
    code = CONTAINED
    with suppress(BaseException):
        os.dup2(write, OUTPUT)
        confine(CLASS)
        os.write(OUTPUT, WORKING)
        attempt()
        code = ESCAPED
    os._exit(code)
