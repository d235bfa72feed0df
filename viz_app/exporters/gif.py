"""A run in; an animated GIF out, one picture a step, which begins again at its end."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import Any

from PIL import Image

from viz_app.exporters.document import Document, Exporter
from viz_app.exporters.png import png
from viz_app.exporters.slides import slides

MOST = 300
"""Steps of one film; more could neither be watched nor sent."""
STEP, END = 1200, 3000
"""Milliseconds that a step, and the last one, is shown."""
COLOURS = 256
"""All that a GIF can hold."""
SAMPLES = 6


def write(document: Document) -> bytes:
    """The steps that are wanted, as a film of 1280 by 720 pixels."""
    pictures = [_opened(png(slide, zoom=1.0)) for slide in slides(document, MOST)]
    colours = _colours(pictures)
    first, *others = [
        picture.quantize(palette=colours, dither=Image.Dither.NONE) for picture in pictures
    ]
    file = BytesIO()
    first.save(
        file,
        "GIF",
        save_all=True,
        append_images=others,
        duration=[*[STEP] * len(others), END],
        loop=0,
        optimize=False,
    )
    return file.getvalue()


def _opened(image: bytes) -> Image.Image:
    return Image.open(BytesIO(image)).convert("RGB")


def _colours(pictures: list[Image.Image]) -> Image.Image:
    """The colours that pictures throughout the film use most: flat drawings keep theirs exactly."""
    chosen = pictures[:: max(1, len(pictures) // SAMPLES)]
    counts: Counter[Any] = Counter()
    for picture in chosen:
        for count, colour in picture.getcolors(picture.width * picture.height) or ():
            counts[colour] += count
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour, _ in counts.most_common(COLOURS) for part in colour])
    return palette


EXPORTER = Exporter("gif", ".gif", "image/gif", write, order=40)
