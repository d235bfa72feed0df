"""Two traces and their pairs of steps in; one table of values and gradients, pair by pair, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from autograd_core.trace import Trace
from autograd_core.trace.replay import advance, empty
from viz_app.comparing.align import Pair
from viz_app.graph.views import Views, content
from viz_app.story.directing import walked_steps

MOST_ROWS = 60
"""Names that a table holds, those that come first."""
NOTHING = ""
NONE = "None"

Row = tuple[str, str, str, str, bool, bool]
"""Value left and right, gradient left and right, and whether the values and the gradients differ.

"" is nothing: the name does not mean a tensor there, or none that has a gradient."""
EMPTY: Row = ("", "", "", "", False, False)
"""How every row begins."""


@dataclass(frozen=True)
class Table:
    """The names, and for every pair the rows that are not as they were at the pair before."""

    names: list[str]
    changes: list[list[tuple[int, Row, Row]]]


class Side:
    """One trace, walked step by step: what every name means now."""

    def __init__(self, trace: Trace, language: str) -> None:
        self.trace, self.views = trace, Views(trace.values, language)
        self.groups = walked_steps(trace)
        self.state = empty()
        self.reached = -1
        self.locals: set[str] = set()

    def reach(self, step: int) -> None:
        """Let the steps happen up to this one."""
        while self.reached < step:
            self.reached += 1
            for index in self.groups[self.reached].all:
                event = self.trace.events[index]
                advance(self.state, event)

    def held(self, name: str) -> tuple[int | None, int | None, bool]:
        """The numbers of a name's value and gradient, and whether it can have one."""
        tensor = self.state["tensors"].get(self.state["names"].get(name))
        if tensor is None:
            return None, None, False
        return tensor["value"], tensor["grad"], tensor["requires_grad"]

    def text(self, value: int | None) -> str:
        """A value as the table shows it."""
        if value is None:
            return NOTHING
        view = self.views.view(value)
        lines = [" ".join(row) for row in view["rows"]]
        if view["kind"] == "heat":
            lines = [view["shape"]]
        return "\n".join([*lines, *([view["more"]] if view["more"] else [])])

    def exact(self, value: int | None) -> Any:
        return None if value is None else content(self.trace.values[value])


@dataclass
class Rows:
    """Every row as it is now."""

    left: Side
    right: Side
    now: dict[str, Row] = field(default_factory=dict)

    def row(self, name: str) -> Row:
        value, grad, wants = self.left.held(name)
        other, other_grad, other_wants = self.right.held(name)
        return (
            self.left.text(value),
            self.right.text(other),
            self.left.text(grad) or (NONE if wants else NOTHING),
            self.right.text(other_grad) or (NONE if other_wants else NOTHING),
            self.left.exact(value) != self.right.exact(other),
            (self.left.exact(grad), wants) != (self.right.exact(other_grad), other_wants),
        )


def table(left: Trace, right: Trace, pairs: Sequence[Pair], language: str) -> Table:
    """The table along the walk."""
    names = names_of(left, right)[:MOST_ROWS]
    rows = Rows(Side(left, language), Side(right, language))
    changes = []
    for pair in pairs:
        rows.left.reach(pair.left)
        rows.right.reach(pair.right)
        changed: list[tuple[int, Row, Row]] = []
        for number, name in enumerate(names):
            before, after = rows.now.get(name, EMPTY), rows.row(name)
            if before != after:
                changed.append((number, before, after))
                rows.now[name] = after
        changes.append(changed)
    return Table(names, changes)


def names_of(*traces: Trace) -> list[str]:
    """The names of the program's own level, in the order in which they appear."""
    return list(
        dict.fromkeys(
            event["name"]
            for trace in traces
            for event in trace.events
            if event["kind"] == "name" and event["tensor"] is not None and not event["scope"]
        )
    )
