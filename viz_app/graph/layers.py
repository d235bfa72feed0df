"""Items and links in; the same in columns, with way points where links pass columns, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

NEAR = 4
"""An item without inputs stands in the first column unless its first use is farther away."""


class Item(NamedTuple):
    """A thing to be placed: a card, or a region that is arranged already."""

    id: str
    width: int
    height: int


class Link(NamedTuple):
    """An edge between two items by their numbers; `label` is the room its text needs.

    An edge of a card inside a box with a card outside has its own end only: the other is None.
    """

    id: str
    source: int | None
    target: int | None
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
    direct           how many long links have none, because that would be too much work
    """

    items: int
    column: list[int]
    height: list[int]
    before: list[list[tuple[int, float]]] = field(default_factory=list)
    after: list[list[tuple[int, float]]] = field(default_factory=list)
    order: list[list[int]] = field(default_factory=list)
    bends: dict[str, list[int]] = field(default_factory=dict)
    direct: int = 0

    def is_bend(self, point: int) -> bool:
        return point >= self.items


def columns(items: Sequence[Item], links: Sequence[Link], lane: int, near: int = NEAR) -> Columns:
    """Columns by the longest path from the inputs; `lane` is the height of a passing link."""
    column = longest_paths(len(items), links, near)
    found = Columns(len(items), column, [item.height for item in items])
    bend(found, links, lane)
    count = len(found.column)
    found.before = [[] for _ in range(count)]
    found.after = [[] for _ in range(count)]
    slots = [0] * len(items)
    for link in links:
        if link.target is not None:
            slots[link.target] = max(slots[link.target], link.slot + 1)
    for link in links:
        ends = [end for end in (link.source, link.target) if end is not None]
        bends = found.bends.get(link.id, [])
        if len(ends) == 2 and not bends and found.column[ends[1]] - found.column[ends[0]] > 1:
            found.direct += 1  # too many long links to lead each one round the cards
            continue
        path = [*ends[:1], *bends, *ends[1:]] if link.source is not None else [*bends, *ends]
        for left, right in pairwise(path):
            share = (link.slot + 0.5) / slots[right] - 0.5 if right == link.target else 0.0
            found.after[left].append((right, 0.0))
            found.before[right].append((left, share))
    found.order = [[] for _ in range(max(found.column, default=-1) + 1)]
    for point, where in enumerate(found.column):
        found.order[where].append(point)
    return found


def longest_paths(count: int, links: Sequence[Link], near: int) -> list[int]:
    """The column of each item: one after its last input; a lone input waits near its first use."""
    after: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for link in links:
        if link.source is not None and link.target is not None:
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
        if first > near:
            column[item] = first - 1
    return column


def bend(found: Columns, links: Sequence[Link], lane: int) -> None:
    """Way points for long links, shorter ones first, as many as a layout of this size can bear."""
    budget = 2_000 + 4 * found.items
    end = max(found.column, default=0) + 1
    passed: list[tuple[int, int, int]] = []
    for index, link in enumerate(links):
        first = 0 if link.source is None else found.column[link.source] + 1
        last = end if link.target is None else found.column[link.target]
        passed.append((last - first, index, first))
    for count, index, first in sorted(passed):
        budget -= count
        if count <= 0 or budget < 0:
            continue
        points = list(range(len(found.column), len(found.column) + count))
        found.bends[links[index].id] = points
        found.column += range(first, first + count)
        found.height += [lane] * count
