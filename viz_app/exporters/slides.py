"""A run and some of its steps in; a drawing for each out, of one size: line, picture, sentence."""

from __future__ import annotations

from collections.abc import Iterator

from viz_app import i18n
from viz_app.exporters.document import Document, Story, TooMuch
from viz_app.exporters.drawing import Bounds, Easel, bounds, draw, easel
from viz_app.exporters.frame import Frame, frames
from viz_app.exporters.ink import Box, Drawing, Ink, Text, fit, moved, text_width

WIDTH, HEIGHT = 1280.0, 720.0
TOP, BOTTOM, SIDE = 84.0, 112.0, 40.0
"""What is kept free for the line above, the sentence below, and at both sides."""
LARGEST_SCALE = 1.5
LETTERS = 24.0
LEADING = 34.0
SENTENCE_LINES = 2


def slides(document: Document, most: int) -> Iterator[Drawing]:
    """One slide a step; while they go by, the picture of a scene stands still.

    TooMuch says that there are more than `most` steps, and how to ask for fewer.
    """
    first, last = document.steps
    count = last - first + 1
    if count > most:
        said = i18n.text(document.language, "export.too_many_steps", steps=count, most=most)
        raise TooMuch(said)
    story = document.story
    tools = easel(story, document.theme, document.language)
    boxes = {scene["id"]: scene_box(story, scene["id"], tools) for scene in story["scenes"]}
    for shown in frames(story, first, last):
        picture = draw(tools, shown, boxes.get(shown.scene, bounds([], [], {})))
        palette = tools.pen.palette
        ink = (*_placed(picture), *_line(shown, palette), *_sentence(shown, palette))
        ink += tuple(_count(shown, last, document.language, palette))
        yield Drawing(0, 0, WIDTH, HEIGHT, palette["bg"], ink, shown.sentence)


def scene_box(story: Story, scene: str, tools: Easel) -> Bounds:
    """The box around everything that a scene ever shows."""
    things, edges = (
        [thing for kind in kinds for thing in story[kind] if thing["scene"] == scene]
        for kinds in (("cards", "regions"), ("edges",))
    )
    return bounds(things, edges, tools.routes)


def _placed(picture: Drawing) -> Iterator[Ink]:
    """The picture in the middle of the room that a slide has for it."""
    width, height = WIDTH - 2 * SIDE, HEIGHT - TOP - BOTTOM
    scale = min(width / picture.width, height / picture.height, LARGEST_SCALE)
    x = (WIDTH - scale * picture.width) / 2 - scale * picture.left
    y = TOP + (height - scale * picture.height) / 2 - scale * picture.top
    return (moved(ink, x, y, scale) for ink in picture.ink)


def _line(shown: Frame, palette: dict[str, str]) -> Iterator[Ink]:
    """The line that runs, with the part of it that is happening marked."""
    if shown.line is None:
        return
    line, start, end = shown.line
    indent = len(line) - len(line.lstrip())
    text = fit(line.strip(), "mono", LETTERS, WIDTH - 2 * SIDE - 40)
    before = text_width(line[indent:start], "mono", LETTERS)
    width = min(text_width(line[start:end], "mono", LETTERS), WIDTH - 2 * SIDE - 40 - before)
    if width > 0:
        yield Box(SIDE + before - 3, 26, width + 6, 36, 6, fill=palette["now"], opacity=0.35)
    yield Text(SIDE, 44, text, LETTERS, palette["ink"], "mono")


def _sentence(shown: Frame, palette: dict[str, str]) -> Iterator[Ink]:
    """The step's sentence, below the picture."""
    for number, line in enumerate(wrapped(shown.sentence, "sans", LETTERS, WIDTH - 2 * SIDE)):
        y = HEIGHT - BOTTOM + 30 + number * LEADING
        yield Text(SIDE, y, line, LETTERS, palette["ink"])


def _count(shown: Frame, last: int, language: str, palette: dict[str, str]) -> Iterator[Ink]:
    words = i18n.text(language, "player.step_of", step=shown.step, steps=last)
    yield Text(WIDTH - SIDE, HEIGHT - 16, words, 13, palette["faint"], anchor="end")


def wrapped(text: str, face: str, size: float, width: float) -> list[str]:
    """A text in lines that fit; the last is cut where there are too many."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < SENTENCE_LINES - 1 and text_width(rest, face, size) > width:
        cut = len(rest)
        while cut > 1 and text_width(rest[:cut], face, size) > width:
            space = rest.rfind(" ", 0, cut)
            cut = space if space > 0 else cut - 1
        lines.append(rest[:cut])
        rest = rest[cut:].lstrip()
    return [*lines, fit(rest, face, size, width)]
