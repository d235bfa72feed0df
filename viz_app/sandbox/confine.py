"""What the process of one program may not do: set from inside before it runs, never undone."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType

from viz_app.sandbox import landlock, seccomp
from viz_app.sandbox.kernel import LINUX, SET_DEATH_SIGNAL, prctl
from viz_app.settings import Limits

resource: ModuleType | None
try:
    import resource  # before any wall stands: a module is a file
except ImportError:
    resource = None  # Windows

OUTPUT = 1
"""The one descriptor that a run keeps: the pipe to the app."""
DESCRIPTORS = 1 << 16

LIMITS, LANDLOCK, SECCOMP = "limits", "landlock", "seccomp"
LAYERS = (LIMITS, LANDLOCK, SECCOMP)


def confine(limits: Limits) -> list[str]:
    """Bind this process to its limits; the names of the layers that hold on this system."""
    if LINUX:
        with suppress(OSError):
            prctl(SET_DEATH_SIGNAL, int(signal.SIGKILL))  # the kernel ends it with the zygote
    close_descriptors()
    walls: dict[str, Callable[[], None]] = {
        LANDLOCK: landlock.deny_everything,
        LIMITS: lambda: limit_resources(limits),
        SECCOMP: seccomp.refuse_everything_else,
    }
    held: list[str] = []
    for name, build in walls.items():
        with suppress(OSError, ValueError, AttributeError):
            build()
            held.append(name)
    return held


def close_descriptors(*kept: int) -> None:
    """Keep nothing open but the output, and what else is to be kept."""
    first = 0
    for descriptor in sorted((OUTPUT, *kept)):
        os.closerange(first, descriptor)
        first = descriptor + 1
    os.closerange(first, DESCRIPTORS)


def limit_resources(limits: Limits) -> None:
    """The kernel's own limits; OSError when the system does not know one of them."""
    if resource is None:
        raise OSError("no limits of resources here")
    wanted = {
        "RLIMIT_CPU": limits.cpu_seconds,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": 0,
        "RLIMIT_NOFILE": 0,
        "RLIMIT_AS": limits.memory,  # the last, because it is the one that macOS does not keep
    }
    for name, amount in wanted.items():
        resource.setrlimit(getattr(resource, name), (amount, amount))
