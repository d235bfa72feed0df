"""Columns in; the same columns with their points ordered so that few links cross out."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence

from viz_app.graph.layers import Columns

WORK = 400_000
"""How many points and links all sweeps together may touch."""
SWEEPS = (3, 24)
SMALL = 800
"""Up to so many points and links, more first orders are tried."""
SHUFFLED = 2_400
"""How many points and links all shuffled first orders together may have."""
SHUFFLES = 8
SIFTS = 12
SWAPPED = 600
"""Beyond so many points, neighbours are not tried in exchanged order."""

Neighbours = list[list[tuple[int, float]]]


def arrange(found: Columns) -> int:
    """Order every column: sweeps and exchanges from several first orders; how many links cross."""
    if all(len(column) < 2 for column in found.order):
        return 0
    size = size_of(found)
    starts = [found.order, traversed(found)]
    if size <= SMALL:
        starts.append([column[::-1] for column in found.order])
        count = min(SHUFFLES, SHUFFLED // max(1, size))
        starts += [shuffled(found, seed) for seed in range(1, count + 1)]
    best: int | None = None
    kept = found.order
    for start in starts:
        found.order = [list(column) for column in start]
        now, order = improved(found, min(SWEEPS[1], max(SWEEPS[0], WORK // max(1, size))))
        if best is None or now < best:
            best, kept = now, order
        if not best:
            break
    found.order = kept
    return best or 0


def size_of(found: Columns) -> int:
    """How many points and links there are."""
    return len(found.column) + sum(map(len, found.after))


def traversed(found: Columns) -> list[list[int]]:
    """The columns in the order in which one meets the points from the results back, depth first."""
    order: list[list[int]] = [[] for _ in found.order]
    seen = [False] * len(found.column)
    ends = [point for column in reversed(found.order) for point in column if not found.after[point]]
    stack = ends[::-1]
    while stack:
        point = stack.pop()
        if seen[point]:
            continue
        seen[point] = True
        order[found.column[point]].append(point)
        near = sorted(found.before[point], key=lambda entry: entry[1])
        stack.extend(q for q, _ in reversed(near))
    return order


def shuffled(found: Columns, seed: int) -> list[list[int]]:
    """The columns in an arbitrary order that is the same every time."""
    return [
        sorted(column, key=lambda point: (point * 7919 + seed * 104729) * 31 % 65521)
        for column in found.order
    ]


def improved(found: Columns, sweeps: int) -> tuple[int, list[list[int]]]:
    """Sweeps by the mean place of the neighbours, and exchanges: the fewest crossings met."""
    place = places(found)
    best, kept = crossings(found, place), [list(column) for column in found.order]
    idle = 0
    for sweep in range(sweeps):
        if sweep % 2 == 0:
            for column in reversed(found.order[:-1]):
                settle(column, found.after, found.before, place, inputs=True)
        else:
            for column in found.order[1:]:
                settle(column, found.before, found.after, place, inputs=False)
        if len(found.column) <= SWAPPED:
            exchange(found, place)
        now = crossings(found, place)
        idle += 1
        if now < best or (now == best and sweep == 0):
            best, kept, idle = now, [list(column) for column in found.order], 0
        if not best or idle > 5:
            break
    found.order = kept
    if best and size_of(found) <= SMALL:
        place = places(found)
        sift(found, place)
        best = crossings(found, place)
    return best, found.order


def places(found: Columns) -> list[int]:
    """Per point: its place in its column."""
    place = [0] * len(found.column)
    for column in found.order:
        for index, point in enumerate(column):
            place[point] = index
    return place


def settle(
    column: list[int], towards: Neighbours, other: Neighbours, place: list[int], *, inputs: bool
) -> None:
    """Order one column by the mean place of each point's neighbours; without any it stays.

    The inputs of one item come in the order in which it takes them: the share at which a link
    enters it counts as a small part of a place.
    """
    if len(column) < 2:
        return
    goal: dict[int, float] = {}
    for point in column:
        near = towards[point]
        if not near:
            goal[point] = place[point]
        elif inputs:
            entries = [place[q] + 0.8 * entry_of(q, point, other_side=other) for q, _ in near]
            goal[point] = sum(entries) / len(entries)
        else:
            goal[point] = sum(place[q] + 0.01 * share for q, share in near) / len(near)
    column.sort(key=lambda point: (goal[point], place[point]))
    for index, point in enumerate(column):
        place[point] = index


def entry_of(target: int, source: int, *, other_side: Neighbours) -> float:
    """The share at which the link from `source` enters `target`."""
    for point, share in other_side[target]:
        if point == source:
            return share
    return 0.0


def crossings(found: Columns, place: Sequence[int]) -> int:
    """How many pairs of links cross, over all neighbouring columns."""
    total = 0
    for column in found.order[:-1]:
        seen: list[int] = []
        for point in column:
            ends = sorted(place[q] for q, _ in found.after[point])
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def exchange(found: Columns, place: list[int]) -> None:
    """Exchange neighbours of a column while that takes crossings away."""
    for _ in range(4):
        better = False
        for column in found.order:
            for i in range(len(column) - 1):
                upper, lower = column[i], column[i + 1]
                if crossed(found, place, lower, upper) < crossed(found, place, upper, lower):
                    column[i], column[i + 1] = lower, upper
                    place[lower], place[upper] = i, i + 1
                    better = True
        if not better:
            return


def sift(found: Columns, place: list[int]) -> None:
    """Move each point to the place of its column at which it crosses least, while that helps."""
    for _ in range(SIFTS):
        better = False
        for column in found.order:
            for point in list(column) if len(column) > 1 else ():
                better |= sifted(found, column, point, place)
        if not better:
            return


def sifted(found: Columns, column: list[int], point: int, place: list[int]) -> bool:
    """Whether a point has found a better place in its column."""
    others = [other for other in column if other != point]
    here = place[point]
    costs = [0]
    for other in others:  # one place further down: below `other` in place of above it
        change = crossed(found, place, other, point) - crossed(found, place, point, other)
        costs.append(costs[-1] + change)
    best = min(range(len(costs)), key=lambda at: (costs[at], abs(at - here)))
    if costs[best] >= costs[here]:
        return False
    column[:] = [*others[:best], point, *others[best:]]
    for at, other in enumerate(column):
        place[other] = at
    return True


def crossed(found: Columns, place: Sequence[int], upper: int, lower: int) -> int:
    """Crossings between the links of two points if `upper` stands above `lower`."""
    total = 0
    for side in (found.before, found.after):
        below = sorted(place[q] for q, _ in side[lower])
        if below:
            for q, _ in side[upper]:
                here = place[q]
                total += sum(1 for other in below if other < here)
    return total
