"""The steps of a trace in; the same with the library's own work folded into the calls, out.

Trays that one call empties are emptied in one step. How a layer fills its parameters happens
silently when they are made. Of an optimizer's step each writing of a parameter stays a step; the
buffers and modes that it needs for that happen silently.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograd_core.trace import Trace
from viz_app.graph.inner import inner_events
from viz_app.story.steps import Group


def folded(groups: Sequence[Group], trace: Trace) -> list[Group]:
    """The steps that are walked."""
    inner = inner_events(trace)
    found: list[Group] = []
    for group in groups:
        owner = None if group.lead is None else inner.get(group.lead)
        if found and emptied_together(trace, found[-1], group):
            found[-1].events += group.all
        elif owner is None or updates(trace, group, owner):
            found.append(group)
        else:
            found[-1].silent += group.all
    return found


def updates(trace: Trace, group: Group, owner: int) -> bool:
    """Whether a step writes a parameter that an optimizer moves."""
    event = trace.events[group.lead or 0]
    moved = trace.events[owner].get("tensors", ())
    return event["kind"] == "op" and event["inplace"] in moved


def emptied_together(trace: Trace, one: Group, other: Group) -> bool:
    """Whether the same call has emptied two trays, as `optimizer.zero_grad()` does."""
    if not one.kind == other.kind == "grad" or one.lead is None or other.lead is None:
        return False
    first, second = trace.events[one.lead], trace.events[other.lead]
    if first["at"] is None or first["at"] != second["at"]:
        return False
    return bool(first["how"] == second["how"] == "none")
