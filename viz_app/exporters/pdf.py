"""A run in; a PDF out, one step a page, drawn with lines and letters that stay sharp."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

from fpdf import FPDF

from viz_app.exporters.document import Document, Exporter
from viz_app.exporters.ink import (
    FONTS,
    Box,
    Curve,
    Drawing,
    Ink,
    Shape,
    Text,
    font_file,
    is_wide,
    text_width,
)
from viz_app.exporters.slides import HEIGHT, WIDTH, slides

MOST = 400
"""Pages of one file."""
CHINESE = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
"""Where systems keep a face with Chinese letters; the faces that come along have none."""
SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}


def pdf(drawings: list[Drawing], title: str) -> bytes:
    """Drawings of one size, each on a page of its own."""
    page = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    page.set_title(title)
    page.set_creator("Gradstep")
    # A run is a pure function of its program, and so is its file.
    page.set_creation_date(datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC))
    page.set_auto_page_break(False)
    for face in FONTS:
        page.add_font(face, fname=font_file(face))
    if chinese := next((path for path in CHINESE if Path(path).exists()), None):
        page.add_font("chinese", fname=chinese)
    for drawing in drawings:
        page.add_page()
        _put(page, Box(0, 0, drawing.width, drawing.height, fill=drawing.background))
        for ink in drawing.ink:
            _put(page, ink)
    return bytes(page.output())


def _put(page: FPDF, ink: Ink) -> None:
    put = PUT[type(ink)]
    if ink.opacity == 1:
        put(page, ink)
        return
    with page.local_context(fill_opacity=ink.opacity, stroke_opacity=ink.opacity):
        put(page, ink)


def _box(page: FPDF, box: Box) -> None:
    style = ("D" if box.line else "") + ("F" if box.fill else "")
    if not style:
        return
    if box.fill:
        page.set_fill_color(box.fill)
    if box.line:
        _line(page, box.line, box.thick, box.dashed)
    # A radius of exactly half the height would be taken for too large.
    radius = min(box.radius, 0.49 * box.width, 0.49 * box.height)
    page.rect(
        box.x,
        box.y,
        box.width,
        box.height,
        style,
        round_corners=radius > 0,
        corner_radius=radius,
    )


def _curve(page: FPDF, curve: Curve) -> None:
    _line(page, curve.line, curve.thick, curve.dashed)
    for piece in curve.pieces:
        page.bezier(piece, style="D")


def _shape(page: FPDF, shape: Shape) -> None:
    page.set_fill_color(shape.fill)
    page.polygon(shape.points, style="F")


def _text(page: FPDF, text: Text) -> None:
    page.set_text_color(text.fill)
    x = text.x - SHIFT[text.anchor] * text_width(text.text, text.face, text.size)
    for wide, letters in groupby(text.text, is_wide):
        run = "".join(letters)
        known = not wide or "chinese" in page.fonts
        page.set_font("chinese" if wide and known else text.face, size=text.size)
        page.text(x, text.y + 0.36 * text.size, run if known else "?" * len(run))
        x += text_width(run, text.face, text.size)


def _line(page: FPDF, colour: str, thick: float, dashed: bool) -> None:
    page.set_draw_color(colour)
    page.set_line_width(thick)
    page.set_dash_pattern(*((5, 4) if dashed else (0, 0)))


PUT: dict[type[Ink], Callable[[FPDF, Any], None]] = {
    Box: _box,
    Curve: _curve,
    Shape: _shape,
    Text: _text,
}


def write(document: Document) -> bytes:
    """The steps that are wanted, one a page."""
    return pdf(list(slides(document, MOST)), document.title)


EXPORTER = Exporter("pdf", ".pdf", "application/pdf", write, order=50)
