"""A run in; an animated GIF out, one picture a step, which begins again at its end."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from viz_app.exporters.document import Document, Exporter
from viz_app.exporters.png import png
from viz_app.exporters.slides import slides

MOST = 300
"""Steps of one film; more could neither be watched nor sent."""
STEP, END = 1200, 3000
"""Milliseconds that a step, and the last one, is shown."""
COLOURS = 128


def write(document: Document) -> bytes:
    """The steps that are wanted, as a film of 1280 by 720 pixels."""
    pictures = [_frame(png(slide, zoom=1.0)) for slide in slides(document, MOST)]
    file = BytesIO()
    pictures[0].save(
        file,
        "GIF",
        save_all=True,
        append_images=pictures[1:],
        duration=[*[STEP] * (len(pictures) - 1), END],
        loop=0,
        optimize=False,
    )
    return file.getvalue()


def _frame(image: bytes) -> Image.Image:
    """One picture in few colours: all that flat drawings need."""
    picture = Image.open(BytesIO(image)).convert("RGB")
    return picture.quantize(COLOURS, dither=Image.Dither.NONE)


EXPORTER = Exporter("gif", ".gif", "image/gif", write)
