"""Two traces in; the pairs in which their steps are walked together, and the first difference, out.

Steps belong together that are of the same kind, do the same thing, and stand on lines that belong
together, in the same round of their loops. What is left is tried again without the lines. A step
without a partner is walked alone, while the other side waits.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from autograd_core.trace import Trace
from viz_app.comparing.lines import Place, numbered
from viz_app.graph.views import content
from viz_app.story.directing import walked_steps
from viz_app.story.steps import Group

Event = dict[str, Any]
LARGEST = 2_000
"""So many steps of either side are matched freely; longer walks are walked in step."""


@dataclass(frozen=True)
class Pair:
    """The step that each side shows; `lone` is "left" or "right" where that side walks alone."""

    left: int
    right: int
    lone: str = ""


@dataclass(frozen=True)
class Step:
    """What is compared of a step.

    where  its kind, what it does, and its line and rounds: the same for steps that go together
    what   the same without the place
    told   the values, texts and flags that it brings: different where something happened
    """

    where: Hashable
    what: Hashable
    told: Hashable


@dataclass(frozen=True)
class Alignment:
    """Pairs in the order of the walk; `first` is the number of the first one that differs."""

    pairs: tuple[Pair, ...]
    first: int | None


def align(left: Trace, right: Trace) -> Alignment:
    """The walk of two traces together."""
    ours, theirs = numbered(left.cells, right.cells)
    one, other = steps(left, ours), steps(right, theirs)
    pairs = list(walked(matched(one, other), len(one), len(other)))
    first = next(
        (k for k, pair in enumerate(pairs) if differs(pair, one[pair.left], other[pair.right])),
        None,
    )
    return Alignment(tuple(pairs), first)


def differs(pair: Pair, one: Step, other: Step) -> bool:
    return bool(pair.lone) or one.told != other.told


def walked(matches: Sequence[tuple[int, int]], ours: int, theirs: int) -> Iterator[Pair]:
    """Every step of both sides once, in order; the partners together."""
    here = there = -1
    for left, right in [*matches, (ours, theirs)]:
        for step in range(here + 1, left):
            yield Pair(step, max(there, 0), "left")
        for step in range(there + 1, right):
            yield Pair(max(left - 1, 0), step, "right")
        if (left, right) != (ours, theirs):
            yield Pair(left, right)
        here, there = left, right


def matched(one: Sequence[Step], other: Sequence[Step]) -> list[tuple[int, int]]:
    """The steps that belong together, in order on both sides; the starts always do."""
    if max(len(one), len(other)) > LARGEST:
        return [(step, step) for step in range(min(len(one), len(other)))]
    found: list[tuple[int, int]] = []
    ours, theirs = [step.where for step in one], [step.where for step in other]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            found += zip(range(start, end), range(begin, stop), strict=True)
        elif kind == "replace":
            what = [step.what for step in one[start:end]], [step.what for step in other[begin:stop]]
            for block in SequenceMatcher(None, *what, autojunk=False).get_matching_blocks():
                found += [(start + block.a + k, begin + block.b + k) for k in range(block.size)]
    return found


def steps(trace: Trace, lines: dict[Place, int]) -> list[Step]:
    """What is compared of every step of a trace."""
    nodes, names = nodes_of(trace), dict[int, str]()
    return [step(trace, group, lines, nodes, names) for group in walked_steps(trace)]


def step(
    trace: Trace,
    group: Group,
    lines: dict[Place, int],
    nodes: dict[int, str],
    names: dict[int, str],
) -> Step:
    events = [trace.events[index] for index in group.all]
    for event in events:
        if event["kind"] == "name" and event["tensor"] is not None:
            names[event["tensor"]] = event["name"]
    lead: Event = {} if group.lead is None else trace.events[group.lead]
    what = (group.kind, *deed(lead, nodes, names))
    return Step((*what, *place(trace, lead.get("at"), lines)), what, told(trace, events))


def nodes_of(trace: Trace) -> dict[int, str]:
    """What every node is called."""
    found: dict[int, str] = {}
    for event in trace.events:
        node = event.get("node")
        if isinstance(node, dict):
            found[node["id"]] = node["name"]
        for accumulator in event.get("accumulators", ()):
            found[accumulator["id"]] = "AccumulateGrad"
    return found


def deed(lead: Event, nodes: dict[int, str], names: dict[int, str]) -> tuple[Hashable, ...]:
    """What a step does: which operation, along which edge, to whose tray."""
    node = lead.get("node")
    found: list[Hashable] = [lead.get("op"), lead.get("stream"), lead.get("enter"), lead.get("how")]
    if isinstance(node, int):
        found += [nodes.get(node), lead.get("edge"), nodes.get(lead.get("to", 0))]
    if isinstance(lead.get("tensor"), int):
        found.append(names.get(lead["tensor"], ""))
    return tuple(found)


def place(trace: Trace, at: int | None, lines: dict[Place, int]) -> tuple[Hashable, ...]:
    """The number of the line, the functions that led there, and the rounds of the loops."""
    if at is None:
        return ()
    site = trace.sites[at]
    path = tuple(name for name, _ in site["path"])
    return lines.get((site["cell"], site["line"])), path, tuple(site["loop"])


def told(trace: Trace, events: Sequence[Event]) -> Hashable:
    """The values, texts and flags that a step brings, exactly."""
    return tuple(part for event in events for part in brought(trace, event))


def brought(trace: Trace, event: Event) -> Iterator[Hashable]:
    made = event.get("outputs", [])
    if event["kind"] == "create":
        made = [event["tensor"]]
    for tensor in made:
        yield content(trace.values[tensor["value"]]), tensor["requires_grad"], tensor["dtype"]
    for field in ("value", "new"):
        if field in event:
            index = event[field]
            yield None if index is None else content(trace.values[index])
    for field in ("text", "recorded", "requires_grad"):
        if field in event:
            yield event[field]
