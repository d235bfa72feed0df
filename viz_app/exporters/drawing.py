"""A story and a step in; the picture of that step as a drawing out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from viz_app import i18n
from viz_app.exporters.cards import ALPHA, Pen, draw_card
from viz_app.exporters.document import Story
from viz_app.exporters.frame import Frame, frame
from viz_app.exporters.geometry import GRAD_HEAD, VALUE_HEAD, Route, routes
from viz_app.exporters.ink import Box, Curve, Drawing, Ink, Point, Shape, Text, hatch, text_width
from viz_app.graph.style import PALETTE

MARGIN = 24
EDGE_ALPHA = {"future": 0.5, "live": 1.0, "past": 0.4}
REGION_ALPHA = {"future": 0.4, "live": 1.0, "past": 0.7}
EMPTY = (320.0, 120.0)
"""The size of a picture that shows nothing yet."""

Fields = dict[str, Any]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Easel:
    """What the pictures of one story share: places that never move, and the pen."""

    story: Story
    pen: Pen
    routes: dict[str, Route]


def easel(story: Story, theme: str, language: str) -> Easel:
    """Everything set up to draw any step of a story."""
    names = ("leaf", "grad_none", "not_recorded")
    words = {name: i18n.text(language, f"player.{name}") for name in names}
    pen = Pen(story["views"], story["metrics"], PALETTE[theme], words)
    return Easel(story, pen, routes(story["cards"], story["edges"]))


def picture(story: Story, step: int, theme: str, language: str) -> Drawing:
    """The picture of one step, as large as its cards and edges need."""
    shown, tools = frame(story, step), easel(story, theme, language)
    things = [thing for thing, _ in (*shown.cards, *shown.regions)]
    return draw(tools, shown, bounds(things, [edge for edge, _ in shown.edges], tools.routes))


def draw(tools: Easel, shown: Frame, box: Bounds) -> Drawing:
    """A frame, with the margin around `box`."""
    left, top, right, bottom = box
    return Drawing(
        left=left - MARGIN,
        top=top - MARGIN,
        width=right - left + 2 * MARGIN,
        height=bottom - top + 2 * MARGIN,
        background=tools.pen.palette["bg"],
        ink=tuple(_ink(shown, tools)),
        title=shown.sentence,
    )


def bounds(things: Sequence[Fields], edges: Sequence[Fields], ways: Mapping[str, Route]) -> Bounds:
    """The box around some cards, regions and edges: left, top, right, bottom."""
    if not things:
        return (0.0, 0.0, *EMPTY)
    drawn = [ways[edge["id"]] for edge in edges if edge["id"] in ways]
    points = [point for way in drawn for piece in (*way.value, *way.grad) for point in piece]
    for thing in things:
        right, down = thing["width"] / 2, thing["height"] / 2
        points += [
            (thing["x"] - right, thing["y"] - down),
            (thing["x"] + right, thing["y"] + down),
        ]
    across, along = zip(*points, strict=True)
    return min(across), min(along), max(across), max(along)


def _ink(shown: Frame, tools: Easel) -> Iterator[Ink]:
    palette, ways = tools.pen.palette, tools.routes
    edges = [(edge, now, ways[edge["id"]]) for edge, now in shown.edges if edge["id"] in ways]
    for region, now in shown.regions:
        yield from _region(region, now, palette)
    for edge, now, route in edges:
        yield from _edge(edge, now, route, palette, edge["id"] in shown.focus)
    for card, now in shown.cards:
        yield from draw_card(card, now, tools.pen, card["id"] in shown.focus)
    for edge, now, route in edges:
        yield from _flow(now, route, palette)
        if edge.get("lost"):
            yield from _lost(i18n.text("en", f"lost.{edge['lost']}"), now, route, palette)


def _region(region: Fields, now: Fields, palette: dict[str, str]) -> Iterator[Ink]:
    """A shaded box around what runs under no_grad or the like."""
    alpha = REGION_ALPHA[now["phase"]]
    x, y = region["x"] - region["width"] / 2, region["y"] - region["height"] / 2
    box = (x, y, region["width"], region["height"])
    for line in hatch(box, 20):
        yield Curve(line, palette["cut"], 7, opacity=0.07 * alpha)
    yield Box(*box, 12, line=palette["cut"], thick=1.5, dashed=True, opacity=alpha)
    width = text_width(region["label"], "mono", 10.5)
    yield Box(x + 14, y - 8, width + 12, 16, fill=palette["bg"])
    yield Text(x + 20, y, region["label"], 10.5, palette["cut"], "mono", opacity=alpha)


def _edge(
    edge: Fields, now: Fields, route: Route, palette: dict[str, str], focus: bool
) -> Iterator[Ink]:
    """The value's thin line to the right; the gradient's thick one back to the left."""
    alpha = EDGE_ALPHA[now["phase"]]
    flowing = now["flow"] is not None or now["flow_text"] != ""
    if focus:
        way = route.grad if flowing else route.value
        yield Curve(way, palette["now"], 8, opacity=0.45 * alpha)
    colour = palette["edge"] if edge["recorded"] else palette["cut"]
    yield Curve(route.value, colour, 1.5, dashed=not edge["recorded"], opacity=alpha)
    yield _arrow(route.to, 1, VALUE_HEAD, colour, alpha)
    if flowing:
        yield Curve(route.grad, palette["grad_edge"], 2.6, opacity=alpha)
        yield _arrow(route.back, -1, GRAD_HEAD, palette["grad_edge"], alpha)


def _arrow(tip: Point, way: int, size: float, colour: str, alpha: float) -> Shape:
    x, y = tip
    points = ((x, y), (x - way * size, y - size * 0.45), (x - way * size, y + size * 0.45))
    return Shape(points, colour, alpha)


def _lost(how: str, now: Fields, route: Route, palette: dict[str, str]) -> Iterator[Ink]:
    """The call by which a history was lost, on the line that shows where the numbers came from."""
    alpha, (x, y) = EDGE_ALPHA[now["phase"]], route.middle
    text = f"// {how}"
    width = text_width(text, "mono", 10.5) + 12
    left, ground, line = x - width / 2, palette["bg"], palette["cut"]
    yield Box(left, y - 9, width, 18, 9, fill=ground, line=line, dashed=True, opacity=alpha)
    yield Text(x, y, text, 10.5, palette["cut"], "mono", "middle", alpha)


def _flow(now: Fields, route: Route, palette: dict[str, str]) -> Iterator[Ink]:
    """What an edge brings, on the middle of its curve."""
    if now["flow_text"] == "":
        return
    alpha = ALPHA[now["phase"]]
    width = text_width(now["flow_text"], "mono", 10.5) + 8
    x, y = route.middle
    yield Box(x - width / 2, y - 8, width, 16, 4, fill=palette["bg"])
    yield Text(x, y, now["flow_text"], 10.5, palette["grad"], "mono", "middle", alpha)
