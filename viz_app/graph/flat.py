"""Items and links without boxes in; a place for each item and way points for each link out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from viz_app.graph.layers import Columns, Item, Link, columns
from viz_app.graph.order import arrange
from viz_app.graph.place import heights
from viz_app.graph.style import SPACING

Place = tuple[int, int]
Named = tuple[str, str, str, int, float]
"""A link by names: its id, source, target, slot and the room for its text."""

ROW_WIDTH = 900
"""Items that nothing connects stand in rows of about this width."""


@dataclass(slots=True)
class Flat:
    """Middles of the items and way points of the links, from the corner (0, 0)."""

    width: int = 0
    height: int = 0
    places: dict[str, Place] = field(default_factory=dict)
    bends: dict[str, list[Place]] = field(default_factory=dict)


def flat(items: Sequence[Item], links: Sequence[Named]) -> Flat:
    """Each connected part in columns, one under another, lone items in rows at the end."""
    result = Flat()
    lone: list[Item] = []
    for part, own_links in parts(items, links):
        if len(part) == 1:
            lone += part
        else:
            put(result, connected(part, own_links))
    if lone:
        put(result, rows(lone))
    return result


def put(result: Flat, part: Flat) -> None:
    """Set a part under what is there already."""
    top = result.height + SPACING["part"] if result.height else 0
    result.places |= {name: (x, y + top) for name, (x, y) in part.places.items()}
    for name, points in part.bends.items():
        result.bends[name] = [(x, y + top) for x, y in points]
    result.width = max(result.width, part.width)
    result.height = top + part.height


def parts(items: Sequence[Item], links: Sequence[Named]) -> list[tuple[list[Item], list[Named]]]:
    """The connected parts, in the order of their first items."""
    near: dict[str, list[str]] = {item.id: [] for item in items}
    for _, source, target, _, _ in links:
        near[source].append(target)
        near[target].append(source)
    part_of: dict[str, int] = {}
    count = 0
    for item in items:
        if item.id in part_of:
            continue
        stack = [item.id]
        part_of[item.id] = count
        while stack:
            for other in near[stack.pop()]:
                if other not in part_of:
                    part_of[other] = count
                    stack.append(other)
        count += 1
    found: list[tuple[list[Item], list[Named]]] = [([], []) for _ in range(count)]
    for item in items:
        found[part_of[item.id]][0].append(item)
    for link in links:
        found[part_of[link[1]]][1].append(link)
    return found


def rows(items: Sequence[Item]) -> Flat:
    """Items side by side, in as many rows as it takes."""
    result = Flat()
    x = y = tallest = 0
    for item in items:
        if x and x + item.width > ROW_WIDTH:
            x, y, tallest = 0, y + tallest + SPACING["row"], 0
        result.places[item.id] = (x + item.width // 2, y + item.height // 2)
        result.width = max(result.width, x + item.width)
        tallest = max(tallest, item.height)
        result.height = y + tallest
        x += item.width + SPACING["column"]
    return result


def connected(items: Sequence[Item], links: Sequence[Named]) -> Flat:
    """One connected part in columns."""
    number = {item.id: index for index, item in enumerate(items)}
    numbered = [Link(name, number[s], number[t], slot, label) for name, s, t, slot, label in links]
    found = columns(items, numbered, SPACING["lane"])
    arrange(found)
    middles = heights(found, SPACING["row"])
    step = SPACING["grid"]
    top = min(y - h / 2 for y, h in zip(middles, found.height, strict=True))
    down = [round((y - top) / step) * step for y in middles]
    lefts, rights = across(items, numbered, found)
    result = Flat(width=rights[-1])
    for index, item in enumerate(items):
        left = lefts[found.column[index]]
        result.places[item.id] = (left + item.width // 2, down[index])
        result.height = max(result.height, down[index] + item.height // 2)
    for name, points in found.bends.items():
        ends: list[Place] = []
        for point in points:
            where = found.column[point]
            ends += [(lefts[where], down[point]), (rights[where], down[point])]
            result.height = max(result.height, down[point] + found.height[point] // 2)
        result.bends[name] = straightened(ends)
    return result


def straightened(points: Sequence[Place]) -> list[Place]:
    """Way points without those that lie on the straight line between their neighbours."""
    kept: list[Place] = []
    for i, point in enumerate(points):
        inside = 0 < i < len(points) - 1
        if inside and points[i - 1][1] == point[1] == points[i + 1][1]:
            continue
        kept.append(point)
    return kept


def across(
    items: Sequence[Item], links: Sequence[Link], found: Columns
) -> tuple[list[int], list[int]]:
    """The left and right side of every column; the gap after it holds the texts of its links."""
    count = len(found.order)
    width = [0] * count
    for index, item in enumerate(items):
        width[found.column[index]] = max(width[found.column[index]], item.width)
    gap = [SPACING["column"]] * count
    step = SPACING["grid"]
    for link in links:
        where = found.column[link.source]
        gap[where] = max(gap[where], int(-(-link.label // step)) * step)
    lefts, rights = [], []
    x = 0
    for where in range(count):
        lefts.append(x)
        rights.append(x + width[where])
        x += width[where] + gap[where]
    return lefts, rights
