"""Ordered columns in; the height of every point out, with straight chains (after Brandes and Köpf).

Four drafts are made: aligned to the left or the right neighbours, packed upwards or downwards. In
each, points that are aligned form a block with one common height. The draft with the least bent
links is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from viz_app.graph.layers import Columns

Heights = list[float]


def heights(found: Columns, gap: int) -> Heights:
    """The height of each point's middle; neighbours of a column are at least `gap` apart."""
    if all(len(column) < 2 for column in found.order):
        return [0.0] * len(found.column)
    marked = inner_conflicts(found)
    drafts: list[Heights] = []
    for leftwards in (True, False):
        for upwards in (True, False):
            drafts.append(draft(found, marked, gap, leftwards=leftwards, upwards=upwards))
    drafts.append(middle(found, drafts))
    return min(drafts, key=lambda own: cost(found, own))


def cost(found: Columns, own: Heights) -> float:
    """How bent the links are (round cards most, in a chain more) and how tall all is."""
    bent = 0.0
    for point, near in enumerate(found.after):
        for q, _ in near:
            rise = abs(own[point] - own[q])
            if rise > 0.5:
                chain = 3 if found.before[point] and not found.is_bend(point) else 1
                weight = 8 if found.is_bend(point) and found.is_bend(q) else chain
                bent += weight * (100 + rise / 8)
    return round(bent + 2 * (max(own) - min(own)), 3)


def middle(found: Columns, drafts: Sequence[Heights]) -> Heights:
    """The mean of the two middle drafts at every point, after all have been moved together."""
    spans = [(min(own), max(own)) for own in drafts]
    least = min(range(len(drafts)), key=lambda i: (spans[i][1] - spans[i][0], i))
    moved = []
    for i, own in enumerate(drafts):
        end = i % 2  # packed upwards: compare the tops; packed downwards: the bottoms
        shift = spans[least][end] - spans[i][end]
        moved.append([y + shift for y in own])
    result = []
    for point in range(len(found.column)):
        four = sorted(own[point] for own in moved)
        result.append((four[1] + four[2]) / 2)
    return result


def inner_conflicts(found: Columns) -> set[tuple[int, int]]:
    """Links that cross a link between two way points: those give way."""
    marked: set[tuple[int, int]] = set()
    for index in range(1, len(found.order)):
        above, column = found.order[index - 1], found.order[index]
        place = {point: i for i, point in enumerate(above)}
        done, low = 0, 0
        for i, point in enumerate(column):
            inner = inner_neighbour(found, point)
            if inner is None and i != len(column) - 1:
                continue
            high = len(above) - 1 if inner is None else place[inner]
            for other in column[done : i + 1]:
                for q, _ in found.before[other]:
                    crossing = not low <= place[q] <= high
                    if crossing and not (found.is_bend(q) and found.is_bend(other)):
                        marked.add((q, other))
            done, low = i + 1, high
    return marked


def inner_neighbour(found: Columns, point: int) -> int | None:
    """The way point before a way point."""
    if found.is_bend(point):
        for q, _ in found.before[point]:
            if found.is_bend(q):
                return q
    return None


def draft(
    found: Columns, marked: set[tuple[int, int]], gap: int, *, leftwards: bool, upwards: bool
) -> Heights:
    """One of the four drafts."""
    order = found.order if leftwards else found.order[::-1]
    if not upwards:
        order = [column[::-1] for column in order]
    near = found.before if leftwards else found.after
    root = aligned(found, order, near, marked)
    packed = pack(found, order, root, gap)
    return packed if upwards else [-y for y in packed]


def aligned(
    found: Columns,
    order: Sequence[Sequence[int]],
    near: Sequence[Sequence[tuple[int, float]]],
    marked: set[tuple[int, int]],
) -> list[int]:
    """Per point the root of its block: each takes its median neighbour, if no block is crossed."""
    count = len(found.column)
    root, align = list(range(count)), list(range(count))
    place = [0] * count
    for column in order:
        for index, point in enumerate(column):
            place[point] = index
    for column in order:
        reached = -1
        for point in column:
            ends = sorted({q for q, _ in near[point]}, key=lambda q: place[q])
            if not ends:
                continue
            for middle_end in {(len(ends) - 1) // 2: 0, len(ends) // 2: 0}:
                q = ends[middle_end]
                crossed = (q, point) in marked or (point, q) in marked
                if align[point] == point and reached < place[q] and not crossed:
                    align[q] = point
                    align[point] = root[point] = root[q]
                    reached = place[q]
    return root


def pack(found: Columns, order: Sequence[Sequence[int]], root: Sequence[int], gap: int) -> Heights:
    """The heights of the blocks: as far up as they can be, then down to what keeps them apart."""
    apart: dict[tuple[int, int], float] = {}
    for column in order:
        for upper, lower in pairwise(column):
            pair = (root[upper], root[lower])
            space = gap // 2 if found.is_bend(upper) or found.is_bend(lower) else gap
            need = (found.height[upper] + found.height[lower]) / 2 + space
            apart[pair] = max(apart.get(pair, 0.0), need)
    above: dict[int, list[tuple[int, float]]] = {}
    below: dict[int, list[tuple[int, float]]] = {}
    for (upper, lower), need in apart.items():
        below.setdefault(upper, []).append((lower, need))
        above.setdefault(lower, []).append((upper, need))
    blocks = list(dict.fromkeys(root))
    waiting = {block: len(above.get(block, ())) for block in blocks}
    ready = [block for block in blocks if not waiting[block]]
    y: dict[int, float] = {}
    for block in ready:
        y[block] = max((y[q] + need for q, need in above.get(block, ())), default=0.0)
        for lower, _ in below.get(block, ()):
            waiting[lower] -= 1
            if not waiting[lower]:
                ready.append(lower)
    for block in reversed(ready):
        room = min((y[q] - need for q, need in below.get(block, ())), default=y[block])
        y[block] = max(y[block], room)
    return [y[root[point]] for point in range(len(found.column))]
