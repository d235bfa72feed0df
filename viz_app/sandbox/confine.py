"""What the process of one program may not do: set from inside before it runs, never undone."""

from __future__ import annotations

import sys

from viz_app.settings import Limits


def confine(limits: Limits) -> list[str]:
    """Bind this process to its limits; the names of those that hold on this system."""
    held: list[str] = []
    if sys.platform == "win32":
        return held
    import resource

    wanted = {
        "RLIMIT_AS": limits.memory,
        "RLIMIT_CPU": limits.cpu_seconds,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": 0,
        "RLIMIT_NOFILE": 0,
    }
    for name, amount in wanted.items():
        try:
            resource.setrlimit(getattr(resource, name), (amount, amount))
        except (AttributeError, ValueError, OSError):
            continue
        held.append(name)
    if sys.platform == "linux":
        die_with_parent()
    return held


def die_with_parent() -> None:
    """Let the kernel end this process when the zygote is gone."""
    import ctypes
    import signal

    set_death_signal = 1  # PR_SET_PDEATHSIG of linux/prctl.h
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(set_death_signal, int(signal.SIGKILL), 0, 0, 0)
