"""Cards and the views of all that they will ever hold in; each card's width and height out."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

import networkx as nx

from viz_app import i18n
from viz_app.graph.build import Card, cards_of, edges_of
from viz_app.graph.style import CHARACTER, METRICS, SPACING
from viz_app.graph.views import View, Views

HEAT_HEIGHT_ROWS = 3
BADGE = 46
"""The leaf's badge beside its name."""
AROUND_LOST = 56
"""The same for a text in a frame, with the sign of a cut."""
AROUND_LABEL = 36
"""What an edge's curve and arrow need beside its text."""


def measure(graph: nx.MultiDiGraph, views: Views) -> None:
    """Give every card the size, and every edge the room, that its largest content needs."""
    for card in cards_of(graph).values():
        values = [views.view(value) for value in card.values]
        grads = [views.view(value) for value in card.grads]
        card.width = width(card, [*values, *grads], views.language)
        card.height = height(card, values, grads)
    for edge in edges_of(graph).values():
        texts = map(views.flow, edge.contributions)
        edge.label = max((wide(text, "flow") + AROUND_LABEL for text in texts), default=0.0)
        if edge.lost:
            own = i18n.template(views.language, f"lost.{edge.lost}")
            edge.label = wide(own, "flow") + AROUND_LOST


def on_grid(length: float) -> int:
    """A length rounded up to the grid."""
    step = SPACING["grid"]
    return int(-(-length // step)) * step


def wide(text: str, font: str) -> float:
    """The width of a text in a font of the style; wide characters count as two."""
    return (len(text) if text.isascii() else columns(text)) * CHARACTER[font]


@lru_cache(1 << 14)
def columns(text: str) -> int:
    """How many narrow characters are as wide as a text."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def width(card: Card, held: Sequence[View], language: str) -> int:
    """The width of a card that will hold some values."""
    name = max((wide(name, "name") for name in card.names), default=0.0)
    shape = max((wide(view["shape"], "note") for view in held), default=0.0)
    needs = [name + 6 + shape + (BADGE if card.kind == "leaf" else 0)]
    needs += map(grid_width, held)
    alone = not card.names or card.renamed
    if card.kind == "op" or alone:
        needs.append(wide(card.source, "source") + (6 + shape if alone else 0))
    if card.kind == "op":
        note = inbox_width(language)
        needs += [wide(node, "foot") + 6 + note for node in card.nodes]
    inner = max(needs)
    total = on_grid(inner + 2 * METRICS["pad"])
    return min(max(total, SPACING["narrowest"]), SPACING["widest"])


@cache
def inbox_width(language: str) -> float:
    """How wide the count of an inbox is."""
    return wide(i18n.text(language, "inbox.count", count=1, of=1), "note")


def grid_width(view: View) -> float:
    """How wide a grid must be for its longest number to fit in every column."""
    if view["kind"] == "scalar":
        return wide(view["rows"][0][0], "cell") + 4
    if view["kind"] == "heat":
        return 0.0
    count = max(map(len, view["rows"]), default=1)
    longest = max((wide(text, "cell") for row in view["rows"] for text in row), default=0.0)
    return count * (longest + 4) + (count - 1) * METRICS["row_gap"]


def grid_height(views: Sequence[View]) -> int:
    """The height of the tallest of some grids."""
    if len(views) == 1 and views[0]["kind"] == "scalar":
        return METRICS["row"]
    rows = [HEAT_HEIGHT_ROWS if v["kind"] == "heat" else max(1, len(v["rows"])) for v in views]
    tallest = max(rows, default=1)
    return tallest * METRICS["row"] + (tallest - 1) * METRICS["row_gap"]


def height(card: Card, values: Sequence[View], grads: Sequence[View]) -> int:
    """The height of a card: the sum that METRICS describes."""
    total = METRICS["top"] + METRICS["name"]
    total += METRICS["source"] if card.kind == "op" else 0
    total += METRICS["value_top"] + grid_height(values) + METRICS["value_bottom"]
    foot = METRICS["foot_top"] + METRICS["foot_bottom"] + METRICS["line"]
    if card.kind == "op":
        total += foot + (METRICS["line"] if card.recorded or card.tray else 0)
    elif card.tray:
        total += foot + METRICS["grad_top"] + grid_height(grads or values)
    return on_grid(total)
