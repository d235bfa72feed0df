"""Shapes and texts as plain data: what a drawing is made of, whatever file it becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from PIL import ImageFont

from viz_app.assets import asset

Point = tuple[float, float]
Piece = tuple[Point, Point, Point, Point]
"""One cubic curve: from, two handles, to."""

FONTS = {"sans": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf", "mono": "DejaVuSansMono.ttf"}
"""The faces of a drawing; they come along, so that a drawing is the same on every machine."""


@dataclass(frozen=True)
class Box:
    """A rectangle with round corners: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0
    fill: str | None = None
    line: str | None = None
    thick: float = 1.0
    dashed: bool = False
    opacity: float = 1.0


@dataclass(frozen=True)
class Curve:
    """Cubic curves, end to end, drawn as one line."""

    pieces: tuple[Piece, ...]
    line: str
    thick: float = 1.0
    dashed: bool = False
    opacity: float = 1.0


@dataclass(frozen=True)
class Shape:
    """A filled polygon."""

    points: tuple[Point, ...]
    fill: str
    opacity: float = 1.0


@dataclass(frozen=True)
class Text:
    """One line of text; `y` is the middle of its height, `anchor` where `x` lies in it."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    face: str = "sans"
    anchor: str = "start"
    opacity: float = 1.0


Ink = Box | Curve | Shape | Text


@dataclass(frozen=True)
class Drawing:
    """Ink on a sheet: what it shows begins at (left, top) and is width by height."""

    left: float
    top: float
    width: float
    height: float
    background: str
    ink: tuple[Ink, ...]
    title: str = ""


def font_file(face: str) -> str:
    """Where a face lies on the disk."""
    return str(asset(f"third_party/dejavu/{FONTS[face]}"))


@cache
def _font(face: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(face), 100)


@cache
def text_width(text: str, face: str, size: float) -> float:
    """How wide a line of text is; a Chinese letter is as wide as it is high."""
    known = "".join(c for c in text if not is_wide(c))
    return _font(face).getlength(known) * size / 100 + (len(text) - len(known)) * size


def is_wide(c: str) -> bool:
    """Whether a letter is one of those that the faces here do not have: Chinese and its like."""
    return c >= "\u2e80"


def fit(text: str, face: str, size: float, width: float) -> str:
    """The text, cut with an ellipsis where the width ends."""
    if text_width(text, face, size) <= width:
        return text
    shown = text
    while len(shown) > 1 and text_width(f"{shown}…", face, size) > width:
        shown = shown[:-1]
    return f"{shown.rstrip()}…"


def straight(start: Point, end: Point) -> Piece:
    """A straight line as a curve."""
    return (start, start, end, end)


def hatch(box: tuple[float, float, float, float], gap: float) -> tuple[tuple[Piece, ...], ...]:
    """Slanted lines across a box (x, y, width, height), cut at its sides."""
    x, y, width, height = box
    lines = []
    start = x - height
    while start < x + width:
        low, high = max(start, x), min(start + height, x + width)
        if high > low:
            lines.append(
                (straight((low, y + height - (low - start)), (high, y + height - (high - start))),)
            )
        start += gap
    return tuple(lines)


def moved(ink: Ink, dx: float, dy: float, scale: float) -> Ink:
    """The same, `scale` times as large and then moved by (dx, dy)."""

    def point(at: Point) -> Point:
        return (at[0] * scale + dx, at[1] * scale + dy)

    if isinstance(ink, Shape):
        return replace(ink, points=tuple(map(point, ink.points)))
    if isinstance(ink, Curve):
        pieces = tuple((point(p), point(a), point(b), point(q)) for p, a, b, q in ink.pieces)
        return replace(ink, pieces=pieces, thick=ink.thick * scale)
    x, y = point((ink.x, ink.y))
    if isinstance(ink, Text):
        return replace(ink, x=x, y=y, size=ink.size * scale)
    return replace(
        ink,
        x=x,
        y=y,
        width=ink.width * scale,
        height=ink.height * scale,
        radius=ink.radius * scale,
        thick=ink.thick * scale,
    )
