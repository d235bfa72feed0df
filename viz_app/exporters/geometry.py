"""Cards and edges in; the curves between them, as the player draws them, out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from viz_app.exporters.ink import Piece, Point

LANE = 9.0
"""How far the value runs above the middle of an edge, and the gradient below."""
VALUE_HEAD, GRAD_HEAD = 8.0, 11.0

Thing = dict[str, Any]


@dataclass(frozen=True)
class Route:
    """An edge: the value's curve to the right, the gradient's back to the left, their tips."""

    value: tuple[Piece, ...]
    grad: tuple[Piece, ...]
    to: Point
    back: Point
    middle: Point


def routes(cards: Sequence[Thing], edges: Sequence[Thing]) -> dict[str, Route]:
    """The curves of all edges, by the edge's id."""
    card = {one["id"]: one for one in cards}
    known = [edge for edge in edges if edge["from"] in card and edge["to"] in card]
    leaving = _grouped(known, "from", "to", card)
    meeting = _grouped(known, "to", "from", card)
    found = {}
    for edge in known:
        source, target = card[edge["from"]], card[edge["to"]]
        start, start_lane = _port(source, leaving[edge["from"]], edge)
        end, end_lane = _port(target, meeting[edge["to"]], edge)
        right = source["x"] + source["width"] / 2
        left = target["x"] - target["width"] / 2
        way: list[Point] = [(x, y) for x, y in edge.get("points", [])]
        side = -1 if edge["recorded"] else 0
        thin: list[Point] = [
            (right, start + side * start_lane),
            *((x, y + side * LANE) for x, y in way),
            (left - VALUE_HEAD + 1, end + side * end_lane),
        ]
        thick: list[Point] = [
            (right + GRAD_HEAD - 1, start + start_lane),
            *((x, y + LANE) for x, y in way),
            (left, end + end_lane),
        ]
        grad = _pieces(thick, LANE)
        found[edge["id"]] = Route(
            value=_pieces(thin, side * LANE),
            grad=grad,
            to=(left, thin[-1][1]),
            back=(right, thick[0][1]),
            middle=_middle(grad),
        )
    return found


def _grouped(
    edges: Sequence[Thing], near: str, far: str, card: dict[str, Thing]
) -> dict[str, list[str]]:
    """The ids of the edges at each card, in the order of the heights to which they go from it."""
    groups: dict[str, list[Thing]] = {}
    for edge in edges:
        groups.setdefault(edge[near], []).append(edge)
    next_point = 0 if near == "from" else -1

    def aim(edge: Thing) -> tuple[float, int]:
        points = edge.get("points")
        return points[next_point][1] if points else card[edge[far]]["y"], edge["slot"]

    return {name: [one["id"] for one in sorted(group, key=aim)] for name, group in groups.items()}


def _port(card: Thing, group: Sequence[str], edge: Thing) -> tuple[float, float]:
    """The height at which an edge meets a card, and how far apart its two lanes are there."""
    places = len(group)
    widest = 4 * LANE
    gap = min(widest, (card["height"] - widest) / (places - 1)) if places > 1 else widest
    y = card["y"] + (group.index(edge["id"]) - (places - 1) / 2) * gap
    return y, min(LANE, gap / 4)


def _pieces(points: Sequence[Point], lane: float) -> tuple[Piece, ...]:
    """Cubic pieces, level at both ends; steep ones keep to one side, as in the player."""
    forward = 1.0 if points[-1][0] >= points[0][0] else -1.0
    pieces = []
    for i, (start, end) in enumerate(itertools.pairwise(points)):
        dx, dy = abs(end[0] - start[0]), end[1] - start[1]
        aside = (-1.3 * lane * dy) / (dx + abs(dy) + 1)
        reach = max(14.0, dx / 2, min(dx, abs(dy) / 5))
        way = 1.0 if end[0] >= start[0] else -1.0
        first = forward if i == 0 else way
        a = (start[0] + first * reach + aside, start[1])
        b = (end[0] - way * reach + aside, end[1])
        pieces.append((start, a, b, end))
    return tuple(pieces)


def _middle(pieces: Sequence[Piece]) -> Point:
    """The point half way along."""
    half = len(pieces) / 2
    index = min(len(pieces) - 1, int(half))
    t = half - index
    s = 1 - t
    p, a, b, q = pieces[index]
    weights = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    x, y = (
        sum(w * point[axis] for w, point in zip(weights, (p, a, b, q), strict=True))
        for axis in (0, 1)
    )
    return x, y
