"""The state of a telling: what is known of tensors and nodes, and the fields that are visible."""

from __future__ import annotations

import copy
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from autograd_core.trace import Trace
from viz_app.graph.build import Card, Edge, Graph, cards_of, edge_of, edges_of, regions_of
from viz_app.graph.hiding import hidden_of
from viz_app.graph.source import Sources
from viz_app.graph.views import Views
from viz_app.story.ledger import Ledger
from viz_app.story.words import Words

Event = dict[str, Any]

LONGEST_LETTER = 14
"""What is longer is no letter of a formula."""


@dataclass(slots=True)
class Tensor:
    """A tensor: its record, its card, its names now, its tray and that tray's history."""

    record: dict[str, Any]
    card: str
    names: dict[tuple[str, str], None] = field(default_factory=dict)
    last_name: str = ""
    tray: int | None = None
    history: list[tuple[str, int, int | None]] = field(default_factory=list)
    stale: bool = False

    def copy(self) -> Tensor:
        return Tensor(
            self.record,
            self.card,
            dict(self.names),
            self.last_name,
            self.tray,
            list(self.history),
            self.stale,
        )


@dataclass(slots=True)
class Node:
    """A grad_fn: its record, the event that made it, its tensors; for a leaf's tray, that leaf."""

    record: dict[str, Any]
    made: int | None
    outputs: list[int] = field(default_factory=list)
    leaf: int | None = None
    saved: list[list[str]] = field(default_factory=list)
    seed: int | None = None
    arrived: int | None = None

    def copy(self) -> Node:
        saved = [list(chip) for chip in self.saved]
        return Node(self.record, self.made, self.outputs, self.leaf, saved, self.seed, self.arrived)


def saved_tensor(saved: dict[str, Any], outputs: list[int]) -> int | None:
    """The tensor that a node has saved; a saved result is the node's own output."""
    if saved["tensor"] is None and saved["name"].startswith("result") and outputs:
        return outputs[0]
    tensor: int | None = saved["tensor"]
    return tensor


class Stage:
    """What is so now: `happenings` lets events change it, the tellers speak of it."""

    def __init__(self, trace: Trace, graph: Graph, views: Views, words: Words) -> None:
        self.trace, self.graph, self.views, self.words = trace, graph, views, words
        self.index = graph.graph["index"]
        hidden, links = hidden_of(graph)
        self.cards: dict[str, Card] = cards_of(graph) | hidden
        self.edges: dict[str, Edge] = edges_of(graph) | links
        self.regions = regions_of(graph)
        self.sources = Sources(trace)
        self.ledger = Ledger()
        self.tensors: dict[int, Tensor] = {}
        self.nodes: dict[int, Node] = {}
        self.occupants: dict[str, int] = {}
        self.savers: dict[int, dict[int, None]] = {}
        self.flowing: dict[str, None] = {}
        self.inboxes: dict[str, None] = {}
        self.full_trays: dict[int, None] = {}
        self.bound: dict[tuple[str, str], int] = {}
        self.modes: list[str] = []
        self.mode = ""
        self.number = 0
        self.within_pass = False
        self.grad_before = self.grad = True
        self.switched: int | None = None
        self.create_graph = False
        self.dropped: dict[int, None] = {}
        self.run = -1
        self.reached = 0

    def copy(self) -> Stage:
        """The same moment again, to go on from it another time."""
        other = copy.copy(self)
        other.sources, other.ledger = self.sources.copy(), self.ledger.copy()
        other.tensors = {key: tensor.copy() for key, tensor in self.tensors.items()}
        other.nodes = {key: node.copy() for key, node in self.nodes.items()}
        other.savers = {key: dict(nodes) for key, nodes in self.savers.items()}
        other.occupants, other.bound = dict(self.occupants), dict(self.bound)
        other.flowing, other.inboxes = dict(self.flowing), dict(self.inboxes)
        other.full_trays, other.modes = dict(self.full_trays), list(self.modes)
        other.dropped = dict(self.dropped)
        return other

    @cached_property
    def makers(self) -> dict[int, list[int]]:
        """The numbers of the events that made or changed each tensor, in order."""
        found: dict[int, list[int]] = {}
        for index, event in enumerate(self.trace.events):
            if event["kind"] == "create":
                found.setdefault(event["tensor"]["id"], []).append(index)
            elif event["kind"] == "op":
                for output in event["outputs"]:
                    found.setdefault(output["id"], []).append(index)
        return found

    def value_before(self, tensor: int, position: int) -> int | None:
        """The value that a tensor had when an event ran: what it was made or overwritten with."""
        places = self.makers.get(tensor, [])
        number = bisect_left(places, position)
        if not number:
            return None
        event = self.trace.events[places[number - 1]]
        records = [event["tensor"]] if event["kind"] == "create" else event["outputs"]
        return next((record["value"] for record in records if record["id"] == tensor), None)

    @cached_property
    def first_names(self) -> dict[int, str]:
        """The first name of each tensor, such as a parameter's in its model."""
        found: dict[int, str] = {}
        for event in self.trace.events:
            if event["kind"] == "name" and event["tensor"] is not None and not event["scope"]:
                found.setdefault(event["tensor"], event["name"])
        return found

    # Visible fields -------------------------------------------------------------------------------

    def show(self, card: str, **fields: Any) -> None:
        """Fields of a card look like this from now on."""
        for name, value in fields.items():
            self.ledger.set(f"card/{card}/{name}", value)

    def visible(self, tensor: int | None) -> str | None:
        """The card on which a tensor stands now, None if another tensor has taken its place."""
        known = self.tensors.get(tensor or 0)
        if known is None or self.occupants.get(known.card) != tensor:
            return None
        return known.card

    def card_of_event(self, index: int) -> str | None:
        """The card that an event fills; of one that is not drawn, the card of what it changed."""
        card: str | None = self.index.shown.get(index)
        if card is None or self.cards[card].scene:
            return card
        outputs = self.trace.events[index].get("outputs", ())
        return self.visible(outputs[0]["id"]) if outputs else None

    def card_of_node(self, node: int) -> str | None:
        """The card of a node: the operation that it records, or its leaf."""
        known = self.nodes.get(node)
        if known is None:
            return None
        if known.leaf is not None:
            leaf = self.tensors.get(known.leaf)
            return None if leaf is None else leaf.card
        return None if known.made is None else self.index.shown.get(known.made)

    def edge(self, node: int, number: int) -> str | None:
        """The edge of the picture on which a node's contribution travels."""
        return edge_of(self.index, self.trace, node, number)

    # Names ----------------------------------------------------------------------------------------

    def tensor_of_node(self, node: int, output: int = 0) -> int | None:
        known = self.nodes.get(node)
        if known is None:
            return None
        if known.leaf is not None:
            return known.leaf
        return known.outputs[output] if output < len(known.outputs) else None

    def source_of(self, tensor: int) -> str:
        """The source text of what made a tensor."""
        return self.cards[self.tensors[tensor].card].source

    def label(self, tensor: int | None) -> str:
        """How a sentence calls a tensor: its name now, else its last one, else its source text."""
        known = self.tensors.get(tensor or 0)
        if known is None:
            return self.words.text("part.not_drawn")
        name = self.shown_names(known).rpartition(", ")[2]
        if name:
            return name
        if known.last_name and ("", known.last_name) in self.bound:
            return self.earlier(tensor or 0, known.last_name)
        if not known.last_name and known.record["is_leaf"] and known.record["requires_grad"]:
            return self.first_names.get(tensor or 0) or self.cards[known.card].source
        return known.last_name or self.cards[known.card].source

    def letter(self, tensor: int | None) -> str:
        """How a formula calls a tensor: by its name, whichever round it is of.

        One without a name by its text if that is short, else by the operation that made it.
        """
        known = self.tensors.get(tensor or 0)
        name = "" if known is None else self.shown_names(known).rpartition(", ")[2]
        name = name or (known.last_name if known is not None else "")
        text = name or self.label(tensor)
        places = self.makers.get(tensor or 0)
        if name or not places or len(text) <= LONGEST_LETTER:
            return text
        return str(self.trace.events[places[0]]["op"]).partition(".")[0]

    def earlier(self, tensor: int, name: str) -> str:
        """A tensor whose name means another one now: by its round of the loop, if it has one."""
        own, other = self.loop_of(tensor), self.loop_of(self.bound["", name])
        if own and own != other:
            number = ".".join(str(each + 1) for each in own)
            return self.words.text("part.round", name=name, number=number)
        return self.words.text("part.earlier", name=name)

    def loop_of(self, tensor: int) -> list[int]:
        """In which rounds of the loops around it a tensor was made."""
        places = self.makers.get(tensor)
        at = self.trace.events[places[0]]["at"] if places else None
        loop: list[int] = [] if at is None else self.trace.sites[at]["loop"]
        return loop

    def label_of_node(self, node: int, output: int = 0) -> str:
        """What a node made: a tensor, or one as it was before a change in place."""
        tensor, known = self.tensor_of_node(node, output), self.nodes.get(node)
        text, own = self.label(tensor), self.tensors.get(tensor or 0)
        if known is None or known.made is None or own is None:
            return text
        if own.record["node"] in (None, node):
            return text
        made = self.trace.events[known.made]["outputs"]
        version = made[output]["version"] if output < len(made) else 0
        return self.words.text("part.version", name=text, version=version)

    def has_name(self, tensor: int | None) -> bool:
        """Whether the person has a name for a tensor."""
        known = self.tensors.get(tensor or 0)
        return known is not None and bool(known.names or known.last_name)

    def shown_names(self, tensor: Tensor) -> str:
        """The names on a card: the notebook's, or a function's while it has only these."""
        names = [name for scope, name in tensor.names if not scope]
        return ", ".join(names or [name for _, name in tensor.names])

    def made_text(self, tensor: int) -> str:
        """`y = w * a`, or the source text alone for a tensor without a name of its own."""
        known = self.tensors[tensor]
        source = self.cards[known.card].source
        name = self.label(tensor) if self.has_name(tensor) else ""
        return f"{name} = {source}" if name and name != source else source
