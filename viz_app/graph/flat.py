"""Items and links without boxes in; a place for each item and way points for each link out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from viz_app.graph.curves import passes
from viz_app.graph.layers import Columns, Item, Link, columns
from viz_app.graph.order import arrange, places
from viz_app.graph.place import heights
from viz_app.graph.style import SPACING

Place = tuple[int, int]
Named = tuple[str, str | None, str | None, int, float]
"""A link by names: its id, source, target (None: outside of here), slot, room for its text."""

ROW_WIDTH = 900
"""Items that nothing connects stand in rows of about this width."""


@dataclass(slots=True)
class Flat:
    """Middles of the items and way points of the links, from the corner (0, 0).

    `direct` links run straight to their ends, whatever stands between.
    """

    width: int = 0
    height: int = 0
    places: dict[str, Place] = field(default_factory=dict)
    bends: dict[str, list[Place]] = field(default_factory=dict)
    direct: int = 0


def flat(items: Sequence[Item], links: Sequence[Named], last: Collection[str] = ()) -> Flat:
    """Connected parts in columns, one under another; lone items in rows at the end.

    The items in `last` (regions on which nothing depends) are set below what they use: they are
    wide, and would drive the columns apart.
    """
    result = Flat()
    lone: list[Item] = []
    for part, own in parts(items, links):
        core = [item for item in part if item.id not in last]
        if len(part) == 1 or not core:
            lone += part
            continue
        below = [item for item in part if item.id in last]
        put(result, with_bands(core, below, own) if below else connected(part, own))
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
    result.direct += part.direct


def parts(items: Sequence[Item], links: Sequence[Named]) -> list[tuple[list[Item], list[Named]]]:
    """The connected parts, in the order of their first items."""
    near: dict[str, list[str]] = {item.id: [] for item in items}
    for _, source, target, _, _ in links:
        if source is not None and target is not None:
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
        end = link[1] if link[1] is not None else link[2]
        if end is not None:
            found[part_of[end]][1].append(link)
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


def with_bands(core: Sequence[Item], below: Sequence[Item], links: Sequence[Named]) -> Flat:
    """A part whose last regions stand below it, right of what they use, each in its own band."""
    names = {item.id for item in core}
    inner = [k for k in links if all(end is None or end in names for end in k[1:3])]
    result = flat(core, inner)
    size = {item.id: item for item in [*core, *below]}
    for item in below:
        uses = [k for k in links if k[2] == item.id and k[1] is not None]
        rights = {k[0]: right_of_column(result, size, k[1]) for k in uses if k[1] is not None}
        left = max(rights.values()) + SPACING["column"]
        start = min(rights.values()) + SPACING["column"]
        wanted = [result.places[k[1]][1] for k in uses if k[1] in result.places]
        top = max(
            ground(result, size, start, left + item.width) + SPACING["row"],
            sum(wanted) // max(1, len(wanted)) - item.height // 2,
        )
        step = SPACING["grid"]
        top = -(-max(0, top) // step) * step
        result.places[item.id] = (left + item.width // 2, top + item.height // 2)
        for name, right in rights.items():
            if right + SPACING["column"] < left:
                level = top + item.height // 2
                result.bends[name] = [(right + SPACING["column"], level), (left - 24, level)]
        result.width = max(result.width, left + item.width)
        result.height = max(result.height, top + item.height)
    return result


def right_of_column(result: Flat, size: dict[str, Item], name: str) -> int:
    """The right side of the column in which an item stands."""
    left = result.places[name][0] - size[name].width // 2
    same = [n for n, (x, _) in result.places.items() if x - size[n].width // 2 == left]
    return max(result.places[n][0] - size[n].width // 2 + size[n].width for n in same)


def ground(result: Flat, size: dict[str, Item], left: int, right: int) -> int:
    """How far down anything reaches between two sides."""
    lowest = -SPACING["row"]
    for name, (x, y) in result.places.items():
        own = size[name]
        if x - own.width // 2 < right and left < x - own.width // 2 + own.width:
            lowest = max(lowest, y + own.height // 2)
    for points in result.bends.values():
        for i, (x, y) in enumerate(points):
            nearby = (
                points[max(0, i - 1)][0] < right and left < points[min(i + 1, len(points) - 1)][0]
            )
            if nearby or left < x < right:
                lowest = max(lowest, y + SPACING["lane"] // 2)
    return lowest


def connected(items: Sequence[Item], links: Sequence[Named]) -> Flat:
    """One connected part in columns."""
    number = {item.id: index for index, item in enumerate(items)}
    numbered = [
        Link(name, None if s is None else number[s], None if t is None else number[t], slot, label)
        for name, s, t, slot, label in links
    ]
    found = columns(items, numbered, SPACING["lane"])
    crossed = arrange(found)
    if crossed and len(items) <= TRIED:
        closer = columns(items, numbered, SPACING["lane"], near=1)
        if arrange(closer) < crossed:
            found = closer
    middles = heights(found, SPACING["row"])
    step = SPACING["grid"]
    top = min(y - h / 2 for y, h in zip(middles, found.height, strict=True))
    down = [round((y - top) / step) * step for y in middles]
    if any(2 * y < h for y, h in zip(down, found.height, strict=True)):
        down = [y + step for y in down]  # rounding has brought something above the rim
    lefts, rights = across(items, numbered, found)
    result = Flat(width=rights[-1], direct=found.direct)
    for index, item in enumerate(items):
        left = lefts[found.column[index]]
        result.places[item.id] = (left + item.width // 2, down[index])
        result.height = max(result.height, down[index] + item.height // 2)
    for name, points in found.bends.items():
        ends: list[Place] = []
        for point in points:
            where = found.column[point]
            ends += [(lefts[where], down[point]), (rights[where], down[point])]
        result.bends[name] = straightened(ends)
    unbend(result, items, numbered, found, down)
    levels = [level for points in result.bends.values() for _, level in points]
    result.height = max(result.height, max(levels, default=0) + SPACING["lane"] // 2)
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


def unbend(
    result: Flat,
    items: Sequence[Item],
    links: Sequence[Link],
    found: Columns,
    down: Sequence[int],
) -> None:
    """Take away way points without which a link meets no card: one soft curve is calmer.

    It has to pass between the same neighbours as before, or it would cross other links.
    """
    place = places(found)
    in_column: list[list[Item]] = [[] for _ in found.order]
    for index, item in enumerate(items):
        in_column[found.column[index]].append(item)
    for link in links:
        if link.id not in result.bends or link.source is None or link.target is None:
            continue
        source, target = items[link.source], items[link.target]
        (x1, y1), (x2, y2) = result.places[source.id], result.places[target.id]
        start, end = (x1 + source.width // 2, y1), (x2 - target.width // 2, y2)
        between = in_column[found.column[link.source] : found.column[link.target] + 1]
        others = [item for column in between for item in column if item not in (source, target)]
        if len(others) > FEW or any(
            passes(start, end, result.places[item.id], (item.width, item.height)) for item in others
        ):
            continue
        way = found.bends[link.id]
        if all(
            stays_between(found, place, down, point, height_of(i, way, start, end))
            for i, point in enumerate(way)
        ):
            del result.bends[link.id]


def height_of(i: int, way: Sequence[int], start: Place, end: Place) -> float:
    """The height of the soft curve about where its way point number `i` is."""
    t = (i + 1) / (len(way) + 1)
    return start[1] + (end[1] - start[1]) * t * t * (3 - 2 * t)


def stays_between(
    found: Columns, place: Sequence[int], down: Sequence[int], point: int, height: float
) -> bool:
    """Whether a height lies between the neighbours of a point in its column."""
    column, at = found.order[found.column[point]], place[point]
    above = down[column[at - 1]] if at else height - 1
    below = down[column[at + 1]] if at + 1 < len(column) else height + 1
    return above < height < below


FEW = 40
"""How many cards may stand in the columns of a link that is tried without way points."""
TRIED = 100
"""Up to so many cards, inputs are tried beside their first use, if that may spare crossings."""


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
        if link.source is not None:
            where = found.column[link.source]
            gap[where] = max(gap[where], int(-(-link.label // step)) * step)
    lefts, rights = [], []
    x = 0
    for where in range(count):
        lefts.append(x)
        rights.append(x + width[where])
        x += width[where] + gap[where]
    return lefts, rights
