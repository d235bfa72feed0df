"""A self-test's report in, one honest word out: how well a program is kept away from the machine.

"full"     the kernel refused everything that was tried
"process"  a process of its own and a clock; the language is what keeps it from the files
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import cache

from viz_app.sandbox.confine import LIMITS, SECCOMP
from viz_app.sandbox.process import Broken
from viz_app.sandbox.slots import check

FULL, PROCESS = "full", "process"


@dataclass(frozen=True)
class Isolation:
    """Which layers hold, what was contained when it was tried, and what was not."""

    layers: tuple[str, ...] = ()
    contained: tuple[str, ...] = ()
    escaped: tuple[str, ...] = ()
    system: str = platform.system()

    @property
    def level(self) -> str:
        """Landlock may be missing: the filter of system calls refuses the same by itself."""
        walls = {LIMITS, SECCOMP} <= set(self.layers)
        return FULL if walls and self.contained and not self.escaped else PROCESS


@cache
def isolation() -> Isolation:
    """What the self-test found on this machine; it is made once."""
    try:
        report = check()
    except (Broken, OSError):
        return Isolation()
    layers, contained, escaped = (
        tuple(report[name]) for name in ("layers", "contained", "escaped")
    )
    return Isolation(layers, contained, escaped)
