"""One card of a frame in; its ink out, drawn by the measures that the player draws by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from viz_app.exporters.ink import Box, Curve, Ink, Text, fit, hatch, text_width

Fields = dict[str, Any]
CELL = 6.6
"""The width of a character in a cell."""
ALPHA = {"future": 0.62, "live": 1.0, "past": 0.55}


@dataclass(frozen=True)
class Pen:
    """What all cards of a picture share."""

    views: list[Fields]
    metrics: dict[str, int]
    palette: dict[str, str]
    words: dict[str, str]


@dataclass(frozen=True)
class Look:
    """The colours of a grid; `line` marks what is not recorded, `hatched` what is stale."""

    fill: str | None
    ink: str
    line: str | None = None
    hatched: bool = False


def draw_card(card: Fields, now: Fields, pen: Pen, focus: bool) -> Iterator[Ink]:
    """Everything on one card."""
    alpha = ALPHA[now["phase"]]
    for ink in _card(card, now, pen, focus):
        yield replace(ink, opacity=ink.opacity * alpha)


def _card(card: Fields, now: Fields, pen: Pen, focus: bool) -> Iterator[Ink]:
    yield from _rim(card, now, pen, focus)
    y, head = _head(card, now, pen)
    yield from head
    if now["phase"] != "future":
        yield from _foot(card, now, pen, y)


def _rim(card: Fields, now: Fields, pen: Pen, focus: bool) -> Iterator[Ink]:
    palette = pen.palette
    x, y = card["x"] - card["width"] / 2, card["y"] - card["height"] / 2
    width, height = card["width"], card["height"]
    if focus:
        halo = Box(x - 3, y - 3, width + 6, height + 6, 12, fill=palette["now"], opacity=0.45)
        yield halo
    line = palette["line"]
    if now["leaf"] and card["kind"] == "leaf" and now["grad_sign"] != "absent":
        line = palette["leaf_line"]
    if not now["recorded"]:
        line = palette["cut"]
    yield Box(
        x,
        y,
        width,
        height,
        10,
        fill=palette["panel"] if now["recorded"] else palette["bg"],
        line=palette["now"] if focus else line,
        thick=1.5,
        dashed=not now["recorded"],
    )


def _head(card: Fields, now: Fields, pen: Pen) -> tuple[float, list[Ink]]:
    """Name, leaf badge, shape, source and value; and where the foot begins."""
    metrics, palette = pen.metrics, pen.palette
    left = card["x"] - card["width"] / 2 + metrics["pad"]
    width = card["width"] - 2 * metrics["pad"]
    y = card["y"] - card["height"] / 2 + metrics["top"]
    bare = card["kind"] == "op" and card.get("bare", False)
    middle = y + (metrics["name"] + (metrics["source"] if bare else 0)) / 2
    ink: list[Ink] = []
    shape = fit(now["shape"], "mono", 10, width * 0.6)
    shape_width = text_width(shape, "mono", 10)
    ink.append(Text(left + width, middle + 1, shape, 10, palette["faint"], "mono", "end"))
    named = now["names"] != ""
    badge = now["leaf"] and card["kind"] == "leaf" and named
    tag = text_width(pen.words["leaf"], "sans", 10) + 12 if badge else 0
    face, size = ("bold", 14) if named else ("mono", 11)
    room = width - shape_width - 6 - (tag + 6 if badge else 0)
    name = fit(now["names"] if named else now["source"], face, size, room)
    ink.append(Text(left, middle, name, size, palette["ink"], face))
    if badge:
        at = left + text_width(name, face, size) + 6
        ink.append(Box(at, middle - 7.5, tag, 15, 7.5, line=palette["leaf_line"]))
        ink.append(Text(at + 6, middle, pen.words["leaf"], 10, palette["grad"]))
    y += metrics["name"]
    if card["kind"] == "op":
        if named and not bare:
            source = fit(now["source"], "mono", 11, width)
            middle = y + metrics["source"] / 2 - 1
            ink.append(Text(left, middle, source, 11, palette["soft"], "mono"))
        y += metrics["source"]
    if now["value"] is None:
        return y, ink
    y += metrics["value_top"]
    look = (
        Look(palette["value_bg"], palette["value"])
        if now["recorded"]
        else Look(None, palette["cut"], palette["line"])
    )
    height, cells = grid(pen.views[now["value"]], left, y, width, metrics, look)
    return y + height + metrics["value_bottom"], [*ink, *cells]


def _foot(card: Fields, now: Fields, pen: Pen, end: float) -> Iterator[Ink]:
    """A leaf's tray right under its value, a node at the bottom of its card."""
    metrics = pen.metrics
    is_leaf = card["kind"] == "leaf" and now["grad_sign"] != "absent"
    is_node = card["kind"] == "op" and (now["node"] != "" or not now["recorded"])
    if not is_leaf and not is_node:
        return
    lines = 2 if now["recorded"] or now["grad_sign"] != "absent" else 1
    size = metrics["foot_top"] + metrics["line"] * lines + metrics["foot_bottom"]
    y = end if is_leaf else card["y"] + card["height"] / 2 - size
    if is_leaf:
        yield from _tray(card, now, pen, y)
    left = card["x"] - card["width"] / 2 + 0.75
    yield Box(left, y, card["width"] - 1.5, 1, fill=pen.palette["line"])
    if is_node:
        yield from _node(card, now, pen, y)


def _tray(card: Fields, now: Fields, pen: Pen, y: float) -> Iterator[Ink]:
    """The leaf's .grad, and the sum that made it."""
    metrics, palette = pen.metrics, pen.palette
    left = card["x"] - card["width"] / 2
    bottom = card["y"] + card["height"] / 2
    yield Box(left + 0.75, y, card["width"] - 1.5, bottom - y - 0.75, 9, fill=palette["tray"])
    width = card["width"] - 2 * metrics["pad"]
    middle = y + metrics["foot_top"] + metrics["line"] / 2
    left += metrics["pad"]
    if now["grad_sign"] == "blank":
        yield Text(left, middle, ".grad", 10.5, palette["soft"])
        return
    if now["grad_sign"] == "none" or now["grad"] is None:
        yield Text(left, middle, pen.words["grad_none"], 10.5, palette["faint"])
        note = fit(now["grad_note"], "sans", 10.5, width)
        yield Text(left, middle + metrics["line"], note, 10.5, palette["faint"])
        return
    yield from _pair(left, middle, width, (".grad", palette["soft"]), now["grad_note"], pen)
    look = Look(palette["grad_bg"], palette["grad"], None, now["grad_sign"] == "stale")
    top = y + metrics["foot_top"] + metrics["line"] + metrics["grad_top"]
    yield from grid(pen.views[now["grad"]], left, top, width, metrics, look)[1]


def _node(card: Fields, now: Fields, pen: Pen, y: float) -> Iterator[Ink]:
    """PyTorch's name, the inbox, and the gradient that is in it now."""
    metrics, palette = pen.metrics, pen.palette
    left = card["x"] - card["width"] / 2 + metrics["pad"]
    width = card["width"] - 2 * metrics["pad"]
    middle = y + metrics["foot_top"] + metrics["line"] / 2
    if now["recorded"]:
        yield from _pair(left, middle, width, (now["node"], palette["soft"]), now["inbox"], pen)
    else:
        yield Text(left, middle, pen.words["not_recorded"], 10.5, palette["faint"])
    has_grad = now["grad_sign"] not in ("none", "absent")
    held = now["inbox_grad"] if now["inbox_grad"] is not None or not has_grad else now["grad"]
    if held is None:
        if now["grad_sign"] == "none":
            note = f": {now['grad_note']}" if now["grad_note"] else ""
            text = fit(pen.words["grad_none"] + note, "sans", 10, width)
            yield Text(left, middle + metrics["line"], text, 10, palette["faint"])
        return
    view = pen.views[held]
    row = {**view, "kind": "grid", "rows": [_in_row(view, width)]}
    look = Look(palette["grad_bg"], palette["grad"], None, now["grad_sign"] == "stale")
    top = middle + metrics["line"] / 2 + 0.5
    yield from grid(row, left, top, width, {**metrics, "row": 16}, look)[1]


def _in_row(view: Fields, width: float) -> list[str]:
    """A value in one row of cells that can be read: one number if all are equal, or what fits."""
    numbers: list[str] = [text for row in view["rows"] for text in row]
    if len(set(numbers)) < 2:
        return numbers[:1] or [view["shape"]]
    room = int(width / (CELL * max(map(len, numbers)) + 6))
    return numbers if len(numbers) <= room else [*numbers[: max(1, room - 1)], "…"]


def _pair(
    left: float, y: float, width: float, text: tuple[str, str], note: str, pen: Pen
) -> Iterator[Ink]:
    """Two texts on one line, the right one faint and never over the left one."""
    beside = width - text_width(text[0], "sans", 10.5) - 6
    note = fit(note, "mono", 9.5, max(beside, width * 0.62))
    room = width - (text_width(note, "mono", 9.5) + 5 if note else 0)
    yield Text(left + width, y, note, 9.5, pen.palette["faint"], "mono", "end")
    size = 10.5
    while size > 8.5 and text_width(text[0], "sans", size) > room:
        size -= 0.5
    yield Text(left, y, fit(text[0], "sans", size, room), size, text[1])


def grid(
    view: Fields, x: float, y: float, width: float, metrics: dict[str, int], look: Look
) -> tuple[float, list[Ink]]:
    """A value as cells, or as a heat map where the numbers are too many; and its height."""
    row, gap = metrics["row"], metrics["row_gap"]
    rows = 3 if view["kind"] == "heat" else max(1, len(view["rows"]))
    height = rows * row + (rows - 1) * gap
    if view["kind"] == "heat":
        return height, _heat(view["levels"], (x, y, width, height), look)
    ink: list[Ink] = []
    for r, texts in enumerate(view["rows"]):
        wide = (width - (len(texts) - 1) * gap) / max(1, len(texts))
        for c, text in enumerate(texts):
            ink += _cell(text, (x + c * (wide + gap), y + r * (row + gap), wide, row), look)
    return height, ink


def _heat(
    levels: list[list[float]], box: tuple[float, float, float, float], look: Look
) -> list[Ink]:
    x, y, width, height = box
    high = height / max(1, len(levels))
    ink: list[Ink] = []
    for r, strip in enumerate(levels):
        wide = width / max(1, len(strip))
        ink += [
            Box(x + c * wide, y + r * high, wide, high, fill=look.ink, opacity=0.08 + 0.87 * level)
            for c, level in enumerate(strip)
        ]
    return ink


def _cell(text: str, box: tuple[float, float, float, float], look: Look) -> list[Ink]:
    x, y, width, height = box
    ink: list[Ink] = [
        Box(x, y, width, height, 3, fill=look.fill, line=look.line, dashed=look.line is not None)
    ]
    if look.hatched:
        ink += [Curve(line, look.ink, 1, opacity=0.3) for line in hatch(box, 5)]
    size = 11.5
    while size > 8 and text_width(text, "mono", size) > width - 2:
        size -= 0.5
    shown = fit(text, "mono", size, width - 1)
    ink.append(Text(x + width / 2, y + height / 2, shown, size, look.ink, "mono", "middle"))
    return ink
