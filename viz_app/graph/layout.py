"""A graph of measured cards in; places for its cards, regions and edges out, in scenes.

A scene is what must be seen together: cards that use each other, and cards that one text made. Each
scene is laid out in columns from inputs to outputs. A region is arranged on its own, innermost ones
first, and then takes part as one item, so that no other card can come to lie in it. From top to
bottom the same is done with x and y exchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import networkx as nx

from viz_app.graph.build import Card, Edge, cards_of, edges_of, regions_of
from viz_app.graph.flat import Flat, Named, flat
from viz_app.graph.layers import Item
from viz_app.graph.regions import Region
from viz_app.graph.style import SPACING


@dataclass(slots=True)
class Scene:
    """A picture of its own: its cards from the corner (0, 0) to (width, height)."""

    id: str
    width: int = 0
    height: int = 0
    cards: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """The scenes; the places themselves are written into the cards, regions and edges.

    `direct` edges are not led round the cards between their ends: that would be too much work.
    """

    scenes: list[Scene]
    direct: int = 0


INDENT = (SPACING["region_side"], SPACING["region_top"])
"""How far the inside of a region begins from its left and from its top, where its label stands."""


def arrange(graph: nx.MultiDiGraph, indent: tuple[int, int] = INDENT) -> Layout:
    """Give every card, region and edge its place."""
    cards, edges, regions = cards_of(graph), edges_of(graph), regions_of(graph)
    scenes = split(cards, edges)
    for region in regions.values():
        region.scene = ""
    for scene in scenes:
        for name in scene.cards:
            cards[name].scene = scene.id
            inside = cards[name].region
            while inside is not None and not regions[inside].scene:
                regions[inside].scene = scene.id
                scene.regions.append(inside)
                inside = regions[inside].parent
    by_id = {scene.id: scene for scene in scenes}
    for edge in edges.values():
        by_id[cards[edge.source].scene].edges.append(edge.id)
    direct = sum(SceneLayout(scene, cards, edges, regions, indent).run() for scene in scenes)
    return Layout(scenes, direct)


def arrange_down(graph: nx.MultiDiGraph) -> tuple[nx.MultiDiGraph, Layout]:
    """The same cards, regions and edges from top to bottom; the graph given stays as it is."""
    down = turned(graph)
    layout = arrange(down, INDENT[::-1])
    down = turned(down)
    for scene in layout.scenes:
        scene.width, scene.height = scene.height, scene.width
    return down, layout


def turned(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A copy with x and y exchanged; a text beside a steep edge takes no room along it."""
    regions = {name: exchanged(region) for name, region in regions_of(graph).items()}
    found = nx.MultiDiGraph(**{**graph.graph, "regions": regions})
    for name, card in cards_of(graph).items():
        found.add_node(name, card=exchanged(card))
    for name, edge in edges_of(graph).items():
        own = replace(edge, label=0.0, points=[(y, x) for x, y in edge.points])
        found.add_edge(edge.source, edge.target, key=name, edge=own)
    return found


Thing = TypeVar("Thing", Card, Region)


def exchanged(thing: Thing) -> Thing:
    return replace(thing, x=thing.y, y=thing.x, width=thing.height, height=thing.width)


def split(cards: dict[str, Card], edges: dict[str, Edge]) -> list[Scene]:
    """Groups of cards that use each other, were made by one text, or share a region."""
    leader = {name: name for name in cards}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    def join(one: str, other: str) -> None:
        first, second = sorted((find(one), find(other)), key=lambda name: int(name[1:]))
        leader[second] = first

    for edge in edges.values():
        join(edge.source, edge.target)
    first_of: dict[object, str] = {}
    for card in cards.values():
        for group in (("text", card.text), ("region", card.region)):
            if group[1] is not None:
                join(first_of.setdefault(group, card.id), card.id)
    scenes: dict[str, Scene] = {}
    for name in cards:
        scene = scenes.setdefault(find(name), Scene(f"s{len(scenes) + 1}"))
        scene.cards.append(name)
    return list(scenes.values())


class SceneLayout:
    """Arranges one scene: `home` says in which region an item lies, None is the scene itself."""

    def __init__(
        self,
        scene: Scene,
        cards: dict[str, Card],
        edges: dict[str, Edge],
        regions: dict[str, Region],
        indent: tuple[int, int],
    ) -> None:
        self.indent = indent
        self.scene, self.cards, self.edges, self.regions = scene, cards, edges, regions
        self.home: dict[str, str | None] = {name: cards[name].region for name in scene.cards}
        self.home |= {name: regions[name].parent for name in scene.regions}
        self.flats: dict[str | None, Flat] = {}
        self.corner: dict[str | None, tuple[int, int]] = {None: (0, 0)}

    def run(self) -> int:
        """Place everything; how many edges run straight."""
        inner = sorted(
            self.scene.regions, key=lambda name: (-self.regions[name].depth, int(name[1:]))
        )
        members: dict[str | None, list[str]] = {}
        for name, home in self.home.items():
            members.setdefault(home, []).append(name)
        links = self.links()
        for box in [*inner, None]:
            own = flat(self.items(members.get(box, [])), links.get(box, []), self.last(links, box))
            self.flats[box] = own
            if box is not None:
                region = self.regions[box]
                region.width = own.width + self.indent[0] + SPACING["region_side"]
                region.height = own.height + self.indent[1] + SPACING["region_side"]
        self.scene.width, self.scene.height = self.flats[None].width, self.flats[None].height
        for box in [None, *reversed(inner)]:
            self.settle(box, members.get(box, []))
        return sum(own.direct for own in self.flats.values())

    def items(self, names: Iterable[str]) -> list[Item]:
        things: list[Item] = []
        for name in sorted(names, key=self.age):
            thing: Card | Region = self.cards[name] if name in self.cards else self.regions[name]
            things.append(Item(name, thing.width, thing.height))
        return things

    def age(self, name: str) -> tuple[int, str]:
        """Items in order of appearance; a region is as old as its first card."""
        if name in self.cards:
            return int(name[1:]), ""
        first = [card for card in self.scene.cards if self.inside(card, name)]
        return int(first[0][1:]), name

    def inside(self, card: str, region: str) -> bool:
        return region in self.chain(card)

    def chain(self, name: str) -> list[str | None]:
        """The boxes around a thing, innermost first, the scene (None) last."""
        found: list[str | None] = []
        home = self.home[name]
        while home is not None:
            found.append(home)
            home = self.regions[home].parent
        return [*found, None]

    def links(self) -> dict[str | None, list[Named]]:
        """Per box its links: an edge in the box where its ends part, and its way out of the
        source's boxes ("e1<") and into the target's boxes ("e1>")."""
        found: dict[str | None, list[Named]] = {}
        for name in self.scene.edges:
            edge = self.edges[name]
            edge.points = []
            if not self.scene.regions:
                own: Named = (name, edge.source, edge.target, edge.slot, edge.label)
                found.setdefault(None, []).append(own)
                continue
            sources = [edge.source, *self.chain(edge.source)]
            targets = [edge.target, *self.chain(edge.target)]
            box = next(home for home in sources[1:] if home in targets[1:])
            out, into = sources.index(box), targets.index(box)
            own = (name, sources[out - 1], targets[into - 1], edge.slot, edge.label)
            found.setdefault(box, []).append(own)
            for i in range(1, out):
                found.setdefault(sources[i], []).append((f"{name}<", sources[i - 1], None, 0, 0.0))
            for i in range(1, into):
                way: Named = (f"{name}>", None, targets[i - 1], edge.slot, 0.0)
                found.setdefault(targets[i], []).append(way)
        return found

    def last(self, links: dict[str | None, list[Named]], box: str | None) -> set[str]:
        """The regions in a box on which nothing in it depends."""
        inside = {name for name in self.scene.regions if self.home[name] == box}
        return inside - {source for _, source, *_ in links.get(box, []) if source is not None}

    def settle(self, box: str | None, names: Sequence[str]) -> None:
        """Turn places inside a box into places in the scene."""
        own = self.flats[box]
        left, top = self.corner[box]
        for name in names:
            x, y = own.places[name]
            thing: Card | Region = self.cards[name] if name in self.cards else self.regions[name]
            thing.x, thing.y = left + x, top + y
            if name in self.regions:
                self.corner[name] = (
                    thing.x - thing.width // 2 + self.indent[0],
                    thing.y - thing.height // 2 + self.indent[1],
                )
        for name, points in own.bends.items():
            edge = self.edges[name.rstrip("<>")]
            placed = [(left + x, top + y) for x, y in points]
            edge.points = placed + edge.points if name.endswith("<") else edge.points + placed
