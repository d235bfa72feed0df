"""A drawing in, an SVG file out: shapes and texts only, nothing that could run."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from viz_app.exporters.document import Document, Exporter
from viz_app.exporters.drawing import picture
from viz_app.exporters.ink import Box, Curve, Drawing, Ink, Shape, Text
from viz_app.graph.files import legal

FAMILY = {
    "sans": "'DejaVu Sans','Noto Sans CJK SC','Noto Sans SC',Verdana,sans-serif",
    "bold": "'DejaVu Sans','Noto Sans CJK SC','Noto Sans SC',Verdana,sans-serif",
    "mono": "'DejaVu Sans Mono','Noto Sans Mono CJK SC',Menlo,Consolas,monospace",
}


def svg(drawing: Drawing) -> str:
    """The drawing as one `<svg>` element."""
    size = f'width="{_n(drawing.width)}" height="{_n(drawing.height)}"'
    corner = f"{_n(drawing.left)} {_n(drawing.top)}"
    box = f'viewBox="{corner} {_n(drawing.width)} {_n(drawing.height)}"'
    ground = Box(drawing.left, drawing.top, drawing.width, drawing.height, fill=drawing.background)
    lines = [_element(ink) for ink in (ground, *drawing.ink)]
    title = f"<title>{_text(drawing.title)}</title>"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img">'
    return "\n".join([head, title, *lines, "</svg>", ""])


def _element(ink: Ink) -> str:
    return WRITERS[type(ink)](ink)


def _box(box: Box) -> str:
    place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
    round_ = f' rx="{_n(box.radius)}"' if box.radius else ""
    fill = f' fill="{box.fill or "none"}"'
    return f"<rect {place}{round_}{fill}{_stroke(box.line, box.thick, box.dashed)}{_o(box)}/>"


def _curve(curve: Curve) -> str:
    x, y = curve.pieces[0][0]
    path = [f"M{_n(x)} {_n(y)}"]
    for start, a, b, end in curve.pieces:
        if start == a and b == end:
            path.append(f"L{_n(end[0])} {_n(end[1])}")
        else:
            path.append("C" + " ".join(f"{_n(px)} {_n(py)}" for px, py in (a, b, end)))
    stroke = _stroke(curve.line, curve.thick, curve.dashed)
    return f'<path d="{"".join(path)}" fill="none"{stroke}{_o(curve)}/>'


def _shape(shape: Shape) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
    return f'<polygon points="{points}" fill="{shape.fill}"{_o(shape)}/>'


def _text_element(text: Text) -> str:
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    weight = ' font-weight="700"' if text.face == "bold" else ""
    # The middle of the letters' height: not every program knows dominant-baseline.
    y = text.y + 0.36 * text.size
    font = f'font-family="{FAMILY[text.face]}" font-size="{_n(text.size)}"{weight}'
    keep = 'xml:space="preserve"'
    place = f'x="{_n(text.x)}" y="{_n(y)}"{anchor}'
    return f'<text {place} {font} fill="{text.fill}" {keep}{_o(text)}>{_text(text.text)}</text>'


def _stroke(line: str | None, thick: float, dashed: bool) -> str:
    if line is None:
        return ""
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return f' stroke="{line}" stroke-width="{_n(thick)}"{dash}'


def _o(ink: Ink) -> str:
    """How much shows through; not `opacity`, for which a whole layer is made and then mixed."""
    if ink.opacity == 1:
        return ""
    amount = _n(ink.opacity)
    fill = "" if isinstance(ink, Curve) else f' fill-opacity="{amount}"'
    line = f' stroke-opacity="{amount}"' if isinstance(ink, Box | Curve) and ink.line else ""
    return fill + line


def _text(text: str) -> str:
    """A text as XML."""
    return escape(legal(text))


def _n(x: float) -> str:
    """A number, as short as a hundredth allows."""
    return f"{x:.2f}".rstrip("0").rstrip(".") or "0"


WRITERS: dict[type[Ink], Callable[[Any], str]] = {
    Box: _box,
    Curve: _curve,
    Shape: _shape,
    Text: _text_element,
}


def write(document: Document) -> str:
    """The picture of the last step that is wanted."""
    return svg(picture(document.story, document.steps[1], document.theme, document.language))


EXPORTER = Exporter("svg", ".svg", "image/svg+xml", write, order=30)
