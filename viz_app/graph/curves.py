"""Two ends of an edge and a card in; whether the edge's soft curve would run over the card out."""

from __future__ import annotations

Point = tuple[int, int]

SAMPLES = 24
CLEAR = 26
"""How far a curve stays from a card: its two lanes, and some air."""


def passes(start: Point, end: Point, middle: Point, size: Point) -> bool:
    """Whether the curve from `start` to `end`, level at both, comes too near to a card."""
    half_width, half_height = size[0] / 2 + 4, size[1] / 2 + CLEAR
    reach = max(14.0, (end[0] - start[0]) / 2)
    for i in range(SAMPLES + 1):
        t = i / SAMPLES
        u = 1 - t
        x = (
            u**3 * start[0]
            + 3 * u * u * t * (start[0] + reach)
            + 3 * u * t * t * (end[0] - reach)
            + t**3 * end[0]
        )
        y = (u**3 + 3 * u * u * t) * start[1] + (3 * u * t * t + t**3) * end[1]
        if abs(x - middle[0]) < half_width and abs(y - middle[1]) < half_height:
            return True
    return False
