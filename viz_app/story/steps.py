"""A trace's events in; the same events in groups, one group for each step that a person takes, out.

What is one step: the making of a leaf with its naming; an operation with its naming; a grad
mode entered or left; each reading of `.grad`, with its warning and its output; a backward with its
seed; each contribution, with its arrival in the inbox; each `+=` of a tray. Leaving a node (its
gradient dropped, its saved values freed) is a step of its own: were it folded into the node's last
contribution, the gradient would vanish in the very picture in which it is used, and nobody would
see that non-leaf gradients are not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograd_core.trace import Trace

Event = dict[str, Any]

PASS = ("backward", "visit", "contribution", "accumulate", "leave", "retain", "capture", "hook")
"""The kinds of steps that are part of a backward."""
NEUTRAL = (
    *("start", "cell", "look", "output", "warning", "error", "name", "grad", "flag", "step"),
    *("memory", "check", "training", "ask"),
)
"""The kinds that belong to whatever goes on around them."""


@dataclass(slots=True)
class Group:
    """One step: its kind, its events by number, and the one it is about (None: the start).

    What directives add: `silent` events happen along with it and nothing is said of them; `notes`
    are remarks beside it; `text` and `at` are the question and its place, where it asks one; the
    walk opens here if it `opens`.
    """

    kind: str
    events: list[int] = field(default_factory=list)
    lead: int | None = None
    silent: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    text: str = ""
    at: int | None = None
    opens: bool = False

    @property
    def all(self) -> list[int]:
        """Every event that happens at this step."""
        return self.events + self.silent if self.silent else self.events


def groups(trace: Trace) -> list[Group]:
    """The steps of a trace, the start first."""
    return Grouper(trace.events, trace.sites).run()


class Grouper:
    """Collects events: some open a step, some join the open one, some wait for the next one."""

    def __init__(self, events: Sequence[Event], sites: Sequence[dict[str, Any]]) -> None:
        self.events = events
        self.sites = sites
        self.found: list[Group] = [Group("start")]
        self.waiting: list[int] = []
        self.named: dict[int, int] = {}

    def run(self) -> list[Group]:
        for index, event in enumerate(self.events):
            HANDLERS[event["kind"]](self, index, event)
        self.flush()
        return self.found

    @property
    def last(self) -> Group:
        return self.found[-1]

    def open(self, kind: str, index: int) -> None:
        self.found.append(Group(kind, [*self.waiting, index], index))
        self.waiting = []

    def join(self, index: int) -> None:
        (self.waiting if self.waiting else self.last.events).append(index)

    def wait(self, index: int) -> None:
        self.waiting.append(index)

    def flush(self, but: Sequence[str] = ()) -> None:
        """What waited in vain becomes a step of its own: a warning, a visit, a cell."""
        if not self.waiting:
            return
        for kind in ("warning", "visit", "cell"):
            own = [i for i in self.waiting if self.events[i]["kind"] == kind]
            if own and kind not in but:
                self.found.append(Group(kind, self.waiting, own[-1]))
                self.waiting = []
                return
        if self.waiting and not but:
            self.last.events += self.waiting
            self.waiting = []

    # One method per way of joining ----------------------------------------------------------------

    def cell(self, index: int, event: Event) -> None:
        self.flush()
        self.wait(index)

    def step(self, index: int, event: Event) -> None:
        self.flush(but=("cell",))
        self.open(event["kind"], index)

    def create(self, index: int, event: Event) -> None:
        if event["op"] == "outside":
            self.wait(index)
        else:
            self.step(index, event)

    def join_open(self, index: int, event: Event) -> None:
        self.join(index)

    def name(self, index: int, event: Event) -> None:
        tensor = event["tensor"]
        if event["old"] is not None:
            self.named[event["old"]] = self.named.get(event["old"], 1) - 1
        again = tensor is not None and self.named.get(tensor, 0) > 0 and not event["scope"]
        if tensor is not None and not event["scope"]:
            self.named[tensor] = self.named.get(tensor, 0) + 1
        if again and not self.within(self.last.lead, event["at"]):
            self.step(index, event)
        else:
            self.join(index)

    def output(self, index: int, event: Event) -> None:
        looked = not self.waiting and self.last.kind == "look"
        if looked and self.within(self.last.lead, event["at"]):
            self.last.events.append(index)
            return
        self.step(index, event)

    def within(self, lead: int | None, outer: int | None) -> bool:
        """Whether a step's event happened in the lines of a place, such as its statement."""
        inner = None if lead is None else self.events[lead]["at"]
        if inner is None or outer is None:
            return False
        one, other = self.sites[inner], self.sites[outer]
        same = one["cell"] == other["cell"] and one["loop"] == other["loop"]
        return bool(same and other["line"] <= one["line"] <= other["end_line"])

    def warning(self, index: int, event: Event) -> None:
        self.flush(but=("cell",))
        self.wait(index)

    def look(self, index: int, event: Event) -> None:
        self.flush(but=("cell", "warning"))
        self.open("look", index)

    def training(self, index: int, event: Event) -> None:
        """`eval()` of a module tells all modules within it: one step."""
        told = self.last.lead if not self.waiting and self.last.kind == "training" else None
        if told is not None and self.events[told]["at"] == event["at"]:
            self.last.events.append(index)
            return
        self.step(index, event)

    def visit(self, index: int, event: Event) -> None:
        self.flush(but=("cell",))
        self.wait(index)

    def inside_pass(self, index: int, event: Event) -> None:
        self.open(event["kind"], index)

    def leave(self, index: int, event: Event) -> None:
        if self.waiting or self.last.kind != "leave":
            self.open("leave", index)
        else:
            self.last.events.append(index)

    def check(self, index: int, event: Event) -> None:
        """What was found of one pass is one step."""
        lead = self.last.lead
        before = None if lead is None else self.events[lead]
        if before and before["kind"] == "check" and before["pass"] == event["pass"]:
            self.last.events.append(index)
        else:
            self.step(index, event)

    def end(self, index: int, event: Event) -> None:
        self.flush()
        self.last.events.append(index)


HANDLERS: dict[str, Callable[[Grouper, int, Event], None]] = {
    "cell": Grouper.cell,
    "mode": Grouper.step,
    "create": Grouper.create,
    "op": Grouper.step,
    "node": Grouper.join_open,
    "name": Grouper.name,
    "lost": Grouper.join_open,
    "output": Grouper.output,
    "warning": Grouper.warning,
    "error": Grouper.step,
    "flag": Grouper.step,
    "memory": Grouper.step,
    "step": Grouper.step,
    "training": Grouper.training,
    "look": Grouper.look,
    "grad": Grouper.step,
    "backward": Grouper.step,
    "seed": Grouper.join_open,
    "visit": Grouper.visit,
    "unbroadcast": lambda own, index, event: own.wait(index),
    "contribution": Grouper.inside_pass,
    "inbox": Grouper.join_open,
    "hook": Grouper.inside_pass,
    "retain": Grouper.inside_pass,
    "capture": Grouper.inside_pass,
    "accumulate": Grouper.inside_pass,
    "drop": Grouper.leave,
    "free": Grouper.leave,
    "backward_end": Grouper.end,
    "check": Grouper.check,
}
"""How each kind of event takes part in a step."""
