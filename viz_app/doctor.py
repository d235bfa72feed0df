"""The self-test's findings in, what `gradstep doctor` prints out."""

from __future__ import annotations

import os
from collections.abc import Iterator

from viz_app.i18n import text
from viz_app.sandbox import FULL, LAYERS, Isolation, isolation


def doctor() -> int:
    """Say how well programs are isolated here; 0 when fully."""
    found = isolation()
    for line in lines(found):
        print(line)
    return 0 if found.level == FULL else 1


def as_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def lines(found: Isolation) -> Iterator[str]:
    """The verdict, every layer, every attempt."""
    yield text("en", f"doctor.{found.level}", system=found.system)
    for layer in LAYERS:
        state = "holds" if layer in found.layers else "missing"
        yield text("en", f"doctor.{state}", layer=text("en", f"layer.{layer}"))
    if as_root():
        yield text("en", "doctor.root")
    for outcome, attempts in (("contained", found.contained), ("escaped", found.escaped)):
        for attempt in attempts:
            yield text("en", f"doctor.{outcome}", attempt=attempt.replace("_", " "))
