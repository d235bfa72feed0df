"""A drawing in, a PNG image out: the SVG, rasterised with the fonts that come along."""

from __future__ import annotations

import resvg_py

from viz_app.exporters.document import Document, Exporter
from viz_app.exporters.drawing import picture
from viz_app.exporters.ink import FONTS, Drawing, Text, font_file, is_wide
from viz_app.exporters.svg import svg

SHARP = 2.0
"""Pixels for each unit of a drawing: sharp on a projector and in print."""
LARGEST = 8000
"""Pixels of the longer side; a larger picture is drawn smaller."""


def png(drawing: Drawing, zoom: float = SHARP) -> bytes:
    """The drawing as a PNG file."""
    longest = max(drawing.width, drawing.height)
    image: bytes = resvg_py.svg_to_bytes(
        svg_string=svg(drawing),
        zoom=min(zoom, LARGEST / longest),
        # Reading the system's fonts takes longer than the drawing; only Chinese letters need them.
        skip_system_fonts=not any(
            is_wide(c) for ink in drawing.ink if isinstance(ink, Text) for c in ink.text
        ),
        font_files=[font_file(face) for face in FONTS],
    )
    return image


def write(document: Document) -> bytes:
    """The picture of the last step that is wanted."""
    return png(picture(document.story, document.steps[1], document.theme, document.language))


EXPORTER = Exporter("png", ".png", "image/png", write, order=20)
