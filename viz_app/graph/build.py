"""A trace in; a networkx.MultiDiGraph of cards out, one edge for every use of a tensor.

A card is a slot of the picture: what the same place of the program makes from the same cards. A
cell that runs again, or a round of a loop, fills the same cards with new content; a chain that
grows with every round (`x = x * w`) gets a card a round, since its input is another card each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import networkx as nx

from autograd_core.trace import Trace
from viz_app.graph.regions import Region, Regions
from viz_app.graph.source import Sources, TextKey, computation

Event = dict[str, Any]


SHORT = 14
"""Longer texts are left out of what a pass computes with them."""


@dataclass(slots=True)
class Card:
    """A slot of the picture with all that it will ever hold, so that its size is known."""

    id: str
    kind: str  # "leaf", "op" or "constant"
    op: str
    source: str
    text: TextKey | None
    region: str | None
    scene: str = ""
    recorded: bool = False
    tray: bool = False
    named: bool = False
    renamed: bool = False  # its name has moved to another card, and its own text stands alone
    nodes: set[str] = field(default_factory=set)
    names: dict[str, None] = field(default_factory=dict)
    values: set[int] = field(default_factory=set)
    grads: set[int] = field(default_factory=set)
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Edge:
    """One use of a card's tensor by another card."""

    id: str
    source: str
    target: str
    slot: int
    recorded: bool = False
    contributions: set[int] = field(default_factory=set)
    lost: str = ""  # how Python took the numbers out: then it is no use, and no gradient flows
    label: float = 0.0
    points: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Index:
    """From the trace to the picture: which event filled which card, which node has which edges.

    shown     per event (create, op): its card
    uses      per event (op): the edge of each of its inputs, None where there is none
    ghosts    per event (lost): the edge that shows where the numbers came from
    regions   per event (mode, entered): the regions in which that stay ran something
    maker     per node: the event that recorded it
    """

    shown: dict[int, str] = field(default_factory=dict)
    uses: dict[int, list[str | None]] = field(default_factory=dict)
    ghosts: dict[int, str] = field(default_factory=dict)
    regions: dict[int, set[str]] = field(default_factory=dict)
    maker: dict[int, int] = field(default_factory=dict)


Graph: TypeAlias = nx.MultiDiGraph
"""What the later rooms call it: they need not know where it comes from."""


def build(trace: Trace) -> Graph:
    """The graph of a trace: nodes carry `card`, edges `edge`, the graph `index` and `regions`."""
    return Builder(trace).run()


def stays(event: Event) -> bool:
    """Whether an in-place operation leaves its tensor on the card that it was on."""
    return event["inplace"] is not None and not event["recorded"]


class Builder:
    """Walks the events once; every handler is a few dictionary look-ups."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.sources = Sources(trace)
        self.regions = Regions(self.sources)
        self.index = Index()
        self.cards: dict[str, Card] = {}
        self.edges: dict[str, Edge] = {}
        self.slots: dict[Any, str] = {}
        self.at: int | None = None
        self.creations = 0
        self.uses: dict[tuple[str, str, int], str] = {}
        self.tensor_card: dict[int, str] = {}
        self.looked: dict[int | None, int | None] = {}
        self.outside = 0
        self.within_pass = False
        self.position = 0

    def run(self) -> nx.MultiDiGraph:
        handlers = {
            "cell": self.sources.started,
            "mode": self.mode,
            "create": self.create,
            "op": self.operation,
            "name": self.name,
            "lost": self.lost,
            "flag": self.flag,
            "look": self.look,
            "grad": self.grad,
            "retain": self.look,
            "accumulate": self.grad,
            "contribution": self.contribution,
            "backward": self.backward,
            "backward_end": self.backward_end,
        }
        for position, event in enumerate(self.trace.events):
            self.position = position
            if event["at"] != self.at:
                self.at, self.creations = event["at"], 0
            handler = handlers.get(event["kind"])
            if handler is not None:
                handler(event)
        graph = nx.MultiDiGraph(index=self.index, regions=self.regions.all)
        for card in self.cards.values():
            if card.kind == "leaf" and not card.tray:
                card.kind = "constant"
            graph.add_node(card.id, card=card)
        for edge in self.edges.values():
            graph.add_edge(edge.source, edge.target, key=edge.id, edge=edge)
        return graph

    def mode(self, event: Event) -> None:
        self.regions.mode(event, self.position, self.index.regions)

    def slot(self, key: Any, kind: str, op: str, at: int | None) -> Card:
        """The card of a slot, made when the slot is first filled."""
        key = (*key, self.regions.key())
        found = self.slots.get(key)
        if found is None:
            region = self.regions.inside()
            cell = None if at is None else self.trace.sites[at]["cell"]
            text = None if cell is None else self.sources.text_key(cell)
            found = self.slots[key] = f"c{len(self.cards) + 1}"
            own = "" if self.within_pass else self.sources.text(at)
            source = own or ("grad" if op == "outside" else op.partition(".")[0])
            self.cards[found] = Card(found, kind, op, source, text, region)
        card = self.cards[found]
        self.regions.touch(card.region)
        self.index.shown[self.position] = found
        return card

    def create(self, event: Event) -> None:
        tensor, at = event["tensor"], event["at"]
        which: Any = tensor["id"] if at is None else None
        if event["op"] == "outside":
            # A tensor that no event made, such as a `w.grad` that the program computes with: it
            # was looked at just before, and that place is its source text.
            self.outside += 1
            which = self.outside
            at = self.looked.get(tensor["value"], at)
        elif at is not None:
            # One call may make several tensors: the weight and the bias of a layer.
            which = self.creations
            self.creations += 1
        key = ("create", self.sources.key(at), event["op"], which)
        self.hold(self.slot(key, "leaf", event["op"], at), tensor)

    def hold(self, card: Card, tensor: dict[str, Any]) -> None:
        self.tensor_card[tensor["id"]] = card.id
        card.values.add(tensor["value"])
        if card.kind == "leaf" and tensor["requires_grad"]:
            card.tray = True

    def operation(self, event: Event) -> None:
        inputs = [self.tensor_card.get(each.get("tensor")) for each in event["inputs"]]
        self.looked, self.outside = {}, 0
        key = ("op", self.sources.key(event["at"]), event["op"], tuple(inputs))
        card = self.slot(key, "op", event["op"], event["at"])
        if self.within_pass and not card.values:
            card.source = self.computed(event, inputs)
        node = event["node"]
        live = set()
        if node is not None:
            live = {s for s, edge in zip(node["inputs"], node["edges"], strict=False) if edge}
        self.index.uses[self.position] = [
            None if source is None else self.use(source, card.id, slot, slot in live)
            for slot, source in enumerate(inputs)
        ]
        if node is not None:
            card.recorded = True
            card.nodes.add(node["name"])
            self.index.maker[node["id"]] = self.position
        for tensor in event["outputs"]:
            card.values.add(tensor["value"])
            if stays(event):
                self.hold(self.cards[self.tensor_card[tensor["id"]]], tensor)
            else:
                self.tensor_card[tensor["id"]] = card.id

    def computed(self, event: Event, inputs: Sequence[str | None]) -> str:
        """What an operation of a pass computes: no text of the person says it."""
        cards = [None if name is None else self.cards[name] for name in inputs]
        parts = [
            each["const"] if card is None and "const" in each else called(card)
            for each, card in zip(event["inputs"], cards, strict=True)
        ]
        return computation(event["op"], parts, event["params"])

    def use(self, source: str, target: str, slot: int, recorded: bool) -> str:
        key = (source, target, slot)
        found = self.uses.get(key)
        if found is None:
            found = self.uses[key] = f"e{len(self.edges) + 1}"
            self.edges[found] = Edge(found, source, target, slot)
        self.edges[found].recorded |= recorded
        return found

    def lost(self, event: Event) -> None:
        """A line without a gradient from where the numbers came to what was made of them."""
        source, target = (self.tensor_card.get(event[end]) for end in ("tensor", "into"))
        if source is None or target is None or int(source[1:]) >= int(target[1:]):
            return
        slot = 1 if self.cards[target].kind == "op" else 0
        key = (source, target, -1)
        found = self.uses.get(key)
        if found is None:
            found = self.uses[key] = f"e{len(self.edges) + 1}"
            self.edges[found] = Edge(found, source, target, slot, lost=event["how"])
        self.index.ghosts[self.position] = found

    def name(self, event: Event) -> None:
        card = self.cards.get(self.tensor_card.get(event["tensor"], ""))
        before = self.cards.get(self.tensor_card.get(event["old"], ""))
        if before is not None and before is not card:
            before.renamed = True
        if card is None:
            return
        card.named = True
        if not event["scope"]:
            card.names[event["name"]] = None

    def flag(self, event: Event) -> None:
        card = self.cards.get(self.tensor_card.get(event["tensor"], ""))
        if card is not None and event["requires_grad"]:
            card.tray = True

    def look(self, event: Event) -> None:
        self.looked[event["value"]] = event["at"]
        self.may_hold(event["tensor"], event["value"])

    def grad(self, event: Event) -> None:
        self.may_hold(event["tensor"], event["new"])

    def may_hold(self, tensor: int, grad: int | None) -> None:
        """A card's tray will once hold this gradient."""
        card = self.cards.get(self.tensor_card.get(tensor, ""))
        if card is not None and grad is not None:
            card.grads.add(grad)

    def backward(self, event: Event) -> None:
        """What runs until the end of the pass is the pass's own arithmetic (`create_graph`)."""
        self.within_pass = True

    def backward_end(self, event: Event) -> None:
        self.within_pass = False

    def contribution(self, event: Event) -> None:
        edge = self.index.maker.get(event["node"])
        if edge is None or event["value"] is None:
            return
        found = edge_of(self.index, self.trace, event["node"], event["edge"])
        if found is not None:
            self.edges[found].contributions.add(event["value"])


def called(card: Card | None) -> str:
    """A card as part of a longer text: its name, or its own text where that is short."""
    if card is None:
        return "…"
    return next(iter(card.names), card.source if len(card.source) <= SHORT else "…")


def edge_of(index: Index, trace: Trace, node: int, edge: int) -> str | None:
    """The edge of the picture on which a node's contribution number `edge` travels."""
    made = index.maker.get(node)
    if made is None:
        return None
    record = trace.events[made]["node"]
    uses = index.uses[made]
    slot = record["inputs"][edge] if edge < len(record["inputs"]) else -1
    return uses[slot] if 0 <= slot < len(uses) else None


def cards_of(graph: nx.MultiDiGraph) -> dict[str, Card]:
    """Every card by its id, in order of appearance."""
    return {name: data["card"] for name, data in graph.nodes(data=True)}


def edges_of(graph: nx.MultiDiGraph) -> dict[str, Edge]:
    """Every edge by its id, in order of appearance."""
    found = {key: data["edge"] for _, _, key, data in graph.edges(keys=True, data=True)}
    return dict(sorted(found.items(), key=lambda item: int(item[0][1:])))


def regions_of(graph: nx.MultiDiGraph) -> dict[str, Region]:
    """Every region by its id, outer ones before inner ones."""
    regions: dict[str, Region] = graph.graph["regions"]
    return regions
