"""The steps of a trace in; the same as the directives in its texts want them, out.

A hidden line's events happen silently with the step before; a question is a step of its own before
the line that answers it; a remark goes along with the steps of its line.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograd_core.trace import Trace
from viz_app.directives import Directive, directives
from viz_app.graph.hiding import Hidden
from viz_app.story.folding import folded
from viz_app.story.steps import Group, groups

NEVER_HIDDEN = ("start", "error", "check")
BACKWARD = ("visit", "contribution", "accumulate", "leave", "retain", "capture", "hook")
"""What a line of `backward()` does much later: no question is asked there."""


def walked_steps(trace: Trace) -> list[Group]:
    """The steps of a trace that are walked: folded, and as its directives want them."""
    return directed(folded(groups(trace), trace), trace)


def directed(steps: Sequence[Group], trace: Trace) -> list[Group]:
    """The steps that are walked."""
    if not any(map(directives, trace.cells)):
        return list(steps)
    hidden = Hidden(trace)
    found: list[Group] = []
    asked: set[tuple[int, Directive]] = set()
    run = 0
    for group in steps:
        run += sum(trace.events[index]["kind"] == "cell" for index in group.events)
        if group.kind not in NEVER_HIDDEN and hidden.step(trace, group.lead):
            found[-1].silent += group.events
            continue
        for each in about(trace, group):
            if each.kind == "note":
                group.notes.append(each.text)
            elif each.kind == "start":
                group.opens = True
            elif each.kind == "ask" and (run, each) not in asked:
                asked.add((run, each))
                found.append(question(trace, group, each))
        found.append(group)
    return found


def about(trace: Trace, group: Group) -> list[Directive]:
    """The directives of the line of a step."""
    at = None if group.lead is None else trace.events[group.lead]["at"]
    if at is None or group.kind in BACKWARD:
        return []
    site = trace.sites[at]
    return [
        each
        for each in directives(trace.cells[site["cell"]])
        if not each.problem and each.first <= site["line"] <= each.last
    ]


def question(trace: Trace, group: Group, directive: Directive) -> Group:
    """The step that asks; a cell that begins with the answer begins with the question."""
    cells = [index for index in group.events if trace.events[index]["kind"] == "cell"]
    group.events = [index for index in group.events if index not in cells]
    lead = group.lead
    assert lead is not None
    return Group("ask", cells, text=directive.text, at=trace.events[lead]["at"])


def opening_step(groups: Sequence[Group]) -> int:
    """The first step that a directive wants to open with, with the question before it; else 0."""
    for number, group in enumerate(groups):
        if group.opens:
            asked = number > 0 and groups[number - 1].kind == "ask"
            return number - 1 if asked else number
    return 0
