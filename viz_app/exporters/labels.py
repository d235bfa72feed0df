"""A frame in; its graph in words, for formats that draw it in their own way, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from viz_app import i18n
from viz_app.exporters.document import Document
from viz_app.exporters.frame import frame

Fields = dict[str, Any]


@dataclass(frozen=True)
class Vertex:
    """A card: `number` from 0 in the order of the picture, and its texts, line by line.

    `name` is the person's name or expression, `value` and `grad` rows of numbers ("" if there is
    none), `node` PyTorch's name of the node.
    """

    number: int
    kind: str
    name: str
    source: str
    shape: str
    value: str
    node: str
    grad: str
    recorded: bool

    def lines(self) -> list[str]:
        """All that is to be read on it, from top to bottom."""
        first = f"{self.name} = {self.source}" if self.is_named_result() else self.name
        grad = f".grad = {self.grad}" if self.grad else ""
        return [line for line in (first, self.value, self.node, grad) if line]

    def is_named_result(self) -> bool:
        return self.kind == "op" and bool(self.source) and self.name != self.source


@dataclass(frozen=True)
class Arc:
    """One use of a tensor; `flow` is the gradient that has come back over it, if one has."""

    source: int
    target: int
    recorded: bool
    flow: str
    lost: str = ""  # the call that took the numbers out: no gradient comes back


def graph_of(document: Document) -> tuple[list[Vertex], list[Arc]]:
    """The graph at the last step that is wanted."""
    shown = frame(document.story, document.steps[1])
    numbers = {card["id"]: i for i, (card, _) in enumerate(shown.cards)}
    vertices = [_vertex(numbers[card["id"]], card, now, document) for card, now in shown.cards]
    arcs = [
        Arc(
            numbers[edge["from"]],
            numbers[edge["to"]],
            edge["recorded"],
            now["flow_text"],
            i18n.text("en", f"lost.{edge['lost']}") if edge.get("lost") else "",
        )
        for edge, now in shown.edges
        if edge["from"] in numbers and edge["to"] in numbers
    ]
    return vertices, arcs


def _vertex(number: int, card: Fields, now: Fields, document: Document) -> Vertex:
    views = document.story["views"]
    node = now["node"]
    if card["kind"] == "op" and not now["recorded"]:
        node = i18n.text(document.language, "player.not_recorded")
    return Vertex(
        number=number,
        kind=card["kind"],
        name=now["names"] or now["source"],
        source=now["source"],
        shape=now["shape"],
        value=one_line(views, now["value"]),
        node=node,
        grad=one_line(views, now["grad"]) if card["kind"] == "leaf" else "",
        recorded=now["recorded"],
    )


def one_line(views: list[Fields], index: int | None) -> str:
    """A value on one line: `[1 1; 1 1]`, or its statistics where it is large."""
    if index is None:
        return ""
    view = views[index]
    if view["kind"] == "heat":
        return f"{view['shape']}: {view['more']}"
    rows = [" ".join(row) for row in view["rows"]]
    return rows[0] if view["kind"] == "scalar" else f"[{'; '.join(rows)}]"
