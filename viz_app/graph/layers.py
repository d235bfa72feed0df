"""Items and links in; the same in columns, with way points where links pass columns, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

NEAR = 4
"""An item without inputs stands in the first column unless its first use is farther away."""


class Item(NamedTuple):
    """A thing to be placed: a card, or a region that is arranged already."""

    id: str
    width: int
    height: int


class Link(NamedTuple):
    """An edge between two items by their numbers; `label` is the room its text needs."""

    id: str
    source: int
    target: int
    slot: int
    label: float = 0.0


@dataclass(slots=True)
class Columns:
    """Points in columns: first the items, then the way points of long links.

    column, height   per point
    before, after    per point: its neighbours in the column before and after, with the height at
                     which the link meets this point, in shares from −0.5 (top) to 0.5 (bottom)
    order            per column: its points from top to bottom
    bends            per link: its way points
    """

    items: int
    column: list[int]
    height: list[int]
    before: list[list[tuple[int, float]]] = field(default_factory=list)
    after: list[list[tuple[int, float]]] = field(default_factory=list)
    order: list[list[int]] = field(default_factory=list)
    bends: dict[str, list[int]] = field(default_factory=dict)

    def is_bend(self, point: int) -> bool:
        return point >= self.items


def columns(items: Sequence[Item], links: Sequence[Link], lane: int) -> Columns:
    """Columns by the longest path from the inputs; `lane` is the height of a passing link."""
    column = longest_paths(len(items), links)
    found = Columns(len(items), column, [item.height for item in items])
    bend(found, links, lane)
    count = len(found.column)
    found.before = [[] for _ in range(count)]
    found.after = [[] for _ in range(count)]
    slots = [0] * len(items)
    for link in links:
        slots[link.target] = max(slots[link.target], link.slot + 1)
    for link in links:
        share = (link.slot + 0.5) / slots[link.target] - 0.5
        path = [link.source, *found.bends.get(link.id, ()), link.target]
        if len(path) == 2 and found.column[link.target] - found.column[link.source] > 1:
            continue  # too many long links to lead each one round the cards
        for i in range(len(path) - 1):
            left, right = path[i], path[i + 1]
            entry = share if right == link.target else 0.0
            found.after[left].append((right, 0.0))
            found.before[right].append((left, entry))
    found.order = [[] for _ in range(max(found.column, default=-1) + 1)]
    for point, where in enumerate(found.column):
        found.order[where].append(point)
    return found


def longest_paths(count: int, links: Sequence[Link]) -> list[int]:
    """The column of each item: one after its last input; a lone input waits near its first use."""
    after: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for link in links:
        after[link.source].append(link.target)
        waiting[link.target] += 1
    inputs = [item for item in range(count) if not waiting[item]]
    column = [0] * count
    ready = list(inputs)
    for item in ready:
        for target in after[item]:
            column[target] = max(column[target], column[item] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    for item in inputs:
        first = min((column[target] for target in after[item]), default=0)
        if first > NEAR:
            column[item] = first - 1
    return column


def bend(found: Columns, links: Sequence[Link], lane: int) -> None:
    """Way points for long links, shorter ones first, as many as a layout of this size can bear."""
    budget = 2_000 + 4 * found.items
    long = [(found.column[k.target] - found.column[k.source], i) for i, k in enumerate(links)]
    for span, index in sorted(long):
        link = links[index]
        budget -= span - 1
        if span <= 1 or budget < 0:
            continue
        start = found.column[link.source] + 1
        points = list(range(len(found.column), len(found.column) + span - 1))
        found.bends[link.id] = points
        found.column += range(start, start + span - 1)
        found.height += [lane] * len(points)
