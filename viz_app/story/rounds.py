"""The steps of a story in; its loops, each with the step at which every round begins, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograd_core.trace import Trace
from viz_app.story.steps import Group


@dataclass(slots=True)
class Loop:
    """An outermost loop: where its rounds begin, and the last step of the last one."""

    starts: list[int]
    last: int


def loops(groups: Sequence[Group], trace: Trace) -> list[dict[str, Any]]:
    """Every loop of at least two rounds, in order: {"starts", "last"}."""
    found: list[Loop] = []
    before: int | None = None
    for step, group in enumerate(groups):
        at = None if group.lead is None else trace.events[group.lead]["at"]
        if at is None:
            continue
        rounds = trace.sites[at]["loop"]
        if not rounds:
            before = None
            continue
        if before is None or rounds[0] < before:
            found.append(Loop([], step))
        if rounds[0] != before:
            found[-1].starts.append(step)
        found[-1].last = step
        before = rounds[0]
    return [{"starts": each.starts, "last": each.last} for each in found if len(each.starts) > 1]
