"""A run in; a sheet to print out: fill in the values, the order and the gradients; then the key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from viz_app import i18n
from viz_app.exporters.document import Document, Exporter, Story
from viz_app.exporters.drawing import bounds, draw, easel
from viz_app.exporters.frame import Frame, frames
from viz_app.exporters.labels import one_line
from viz_app.exporters.svg import svg

Fields = dict[str, Any]
Row = tuple[str, ...]
THEME = "light"
"""Paper is white."""
SHEET, KEY = "export.sheet", "export.key"
PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="generator" content="Gradstep">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 11pt/1.45 "DejaVu Sans", "Noto Sans CJK SC", Verdana, sans-serif; color: #1d2330;
  max-width: 190mm; margin: 10mm auto; }}
h1 {{ font-size: 16pt; }} h2 {{ font-size: 12pt; margin: 6mm 0 2mm; }}
pre {{ font: 9.5pt/1.5 "DejaVu Sans Mono", monospace; border: 1px solid #bbb; border-radius: 2mm;
  padding: 3mm; white-space: pre-wrap; }}
svg {{ width: 100%; height: auto; max-height: 120mm; }}
table {{ border-collapse: collapse; width: 100%; break-inside: avoid; }}
th, td {{ border: 1px solid #999; padding: 1.6mm 2.4mm; text-align: left; height: 5mm; }}
th {{ font-size: 9pt; }} td {{ font-family: "DejaVu Sans Mono", monospace; font-size: 9.5pt; }}
section + section {{ break-before: page; }}
@page {{ size: A4; margin: 12mm; }}
</style>
</head>
<body>
{sheets}</body>
</html>
"""


@dataclass(frozen=True)
class Lesson:
    """What is asked: the frame at the end of a backward, and what its nodes did, in their order.

    visits  (expression, node, gradient that arrived) of each node
    trays   (leaf, .grad after the pass) of each leaf
    """

    shown: Frame
    visits: tuple[Row, ...]
    trays: tuple[Row, ...]


def write(document: Document) -> str:
    """The sheet and, on a page of its own, the key."""
    lesson = lesson_of(document)
    blank = Lesson(
        _blank(lesson.shown),
        tuple(sorted((name, node, "") for name, node, _ in lesson.visits)),
        tuple((leaf, "") for leaf, _ in lesson.trays),
    )
    sheets = _sheet(document, blank, SHEET) + _sheet(document, lesson, KEY)
    lang = i18n.text(document.language, "player.lang")
    return PAGE.format(lang=lang, title=escape(document.title), sheets=sheets)


def lesson_of(document: Document) -> Lesson:
    """The last backward among the steps that are wanted; without one, only values are asked."""
    story, last = document.story, document.steps[1]
    steps = story["steps"]
    begun = max((i for i in range(last + 1) if steps[i]["kind"] == "backward"), default=last)
    visits: list[Row] = []
    trays: dict[str, Row] = {}
    shown = None
    for shown in frames(story, begun, last):
        step = steps[shown.step]
        cards = {card["id"]: now for card, now in shown.cards}
        now = cards.get(step["focus"][0]) if step["focus"] else None
        if now is None:
            continue
        if step["kind"] == "contribution" and not _visited(visits, now):
            arrived = one_line(story["views"], now["inbox_grad"])
            visits.append((now["names"] or now["source"], now["node"], arrived))
        if step["kind"] == "accumulate":
            trays[now["names"]] = (now["names"], one_line(story["views"], now["grad"]))
    assert shown is not None
    return Lesson(shown, tuple(visits), tuple(trays.values()))


def _visited(visits: Sequence[Row], now: Fields) -> bool:
    return any(
        (name, node) == (now["names"] or now["source"], now["node"]) for name, node, _ in visits
    )


def code_of(story: Story, shown: Frame) -> str:
    """The texts that made the picture: those that ran in its scene, up to its step."""
    scenes = [step["scene"] for step in story["steps"][: shown.step + 1]]
    texts = [
        story["texts"][run["cell"]].rstrip()
        for run in story["runs"]
        if shown.scene in scenes[run["first"] : run["last"] + 1]
    ]
    return "\n\n".join(dict.fromkeys(texts))


def _blank(shown: Frame) -> Frame:
    """The same picture with room to write in: no results, no gradients."""
    cards = tuple((card, _emptied(card, now)) for card, now in shown.cards)
    edges = tuple((edge, now | {"flow": None, "flow_text": ""}) for edge, now in shown.edges)
    return replace(shown, cards=cards, edges=edges, focus=frozenset())


def _emptied(card: Fields, now: Fields) -> Fields:
    kept = now["value"] if card["kind"] != "op" else None
    gone = {"value": kept, "grad": None, "inbox": "", "inbox_grad": None, "grad_note": ""}
    tray = card["kind"] == "leaf" and now["grad_sign"] != "absent"
    return now | gone | {"grad_sign": "blank" if tray else "absent"}


def _sheet(document: Document, lesson: Lesson, title: str) -> str:
    def words(key: str) -> str:
        return escape(i18n.text(document.language, key))

    tools = easel(document.story, THEME, document.language)
    shown = replace(lesson.shown, focus=frozenset())
    things = [thing for thing, _ in (*shown.cards, *shown.regions)]
    box = bounds(things, [edge for edge, _ in shown.edges], tools.routes)
    picture = svg(draw(tools, shown, box))
    order = [
        (str(place), *row) if title == KEY else ("", *row)
        for place, row in enumerate(lesson.visits, start=1)
    ]
    parts = [
        f"<section><h1>{escape(document.title)}: {words(title)}</h1>",
        *(
            [f"<pre>{escape(code_of(document.story, lesson.shown))}</pre>"]
            if title == SHEET
            else []
        ),
        f"<h2>1. {words('export.ask_values')}</h2>{picture}",
    ]
    if order:
        heads = ("export.order", "export.expression", "export.node", "export.arrives")
        parts.append(f"<h2>2. {words('export.ask_order')}</h2>")
        parts.append(_table([words(head) for head in heads], order))
    if lesson.trays:
        parts.append(f"<h2>3. {words('export.ask_trays')}</h2>")
        parts.append(_table([words("export.leaf"), ".grad"], lesson.trays))
    return "\n".join([*parts, "</section>", ""])


def _table(heads: Sequence[str], rows: Sequence[Row]) -> str:
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


EXPORTER = Exporter("worksheet", ".worksheet.html", "text/html", write, order=60)
