"""A trace in; which events, nodes and cards are not shown, out.

Not shown are the lines that a text's directives hide, and the library's own work inside of a call.
Cards of hidden events are taken out of the graph. What led into one leads to the first card that
used it, what came out of it comes from the first card that led into it: the picture stays whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from autograd_core.trace import Trace
from viz_app.directives import directives
from viz_app.graph.build import Card, Edge, cards_of
from viz_app.graph.inner import inner_events

Span = tuple[int, int]


class Hidden:
    """What of a trace is hidden: places, events, and the nodes that hidden events have made."""

    def __init__(self, trace: Trace) -> None:
        spans: dict[int, list[Span]] = {}
        for cell, text in enumerate(trace.cells):
            found = [
                (each.first, each.last)
                for each in directives(text)
                if each.kind == "hide" and not each.problem
            ]
            if found:
                spans[cell] = found
        self.sites: set[int] = set()
        if spans:
            self.sites = {number for number, site in enumerate(trace.sites) if inside(site, spans)}
        self.nodes: set[int] = set()
        self.events: set[int] = set()
        self.inner = inner_events(trace)
        if self.sites or self.inner:
            self.collect(trace)

    def collect(self, trace: Trace) -> None:
        tensors: set[int] = set()
        for number, event in enumerate(trace.events):
            hidden = event["at"] in self.sites or number in self.inner
            if event["kind"] in ("op", "create") and hidden:
                self.events.add(number)
                made = event["outputs"] if event["kind"] == "op" else [event["tensor"]]
                tensors.update(tensor["id"] for tensor in made)
                if event.get("node"):
                    self.nodes.add(event["node"]["id"])
            for accumulator in event.get("accumulators", ()):
                if accumulator["tensor"] in tensors:
                    self.nodes.add(accumulator["id"])

    def step(self, trace: Trace, lead: int | None) -> bool:
        """Whether a step is about something hidden."""
        event: dict[str, Any] = {} if lead is None else trace.events[lead]
        node = event.get("node")
        return event.get("at") in self.sites or (isinstance(node, int) and node in self.nodes)


def inside(site: dict[str, Any], spans: dict[int, list[Span]]) -> bool:
    """Whether a place, or a call that led there, lies in hidden lines."""
    found = spans.get(site["cell"], ())
    lines = (site["line"], *(line for _, line in site["path"]))
    return any(first <= line <= last for first, last in found for line in lines)


def hide(graph: nx.MultiDiGraph, trace: Trace) -> nx.MultiDiGraph:
    """The graph without the hidden cards; they stay known, for nothing has to be told of them."""
    events = Hidden(trace).events
    shown = graph.graph["index"].shown
    names = {shown[number] for number in events if number in shown}
    names -= {card for number, card in shown.items() if number not in events}
    graph.graph["hidden"] = {}, {}
    if names:
        take_out(graph, names)
    tell_apart(cards_of(graph).values())
    return graph


def tell_apart(cards: Iterable[Card]) -> None:
    """Where one call made several cards (`t` and `addmm` of a layer), the last one is its result;
    those before it are also called by their operation."""
    last: dict[Any, Card] = {}
    for card in cards:
        before = last.get((card.text, card.source, card.region))
        if card.kind == "op":
            last[card.text, card.source, card.region] = card
        if card.kind == "op" and before is not None and before.op != card.op:
            before.source = f"{before.op.partition('.')[0]} · {before.source}"


def take_out(graph: nx.MultiDiGraph, names: set[str]) -> None:
    """Take cards out of the graph, in the order in which they came, and lead their edges on."""
    cards: dict[str, Card] = {}
    edges: dict[str, Edge] = {}
    for name in [name for name in cards_of(graph) if name in names]:
        arriving = [data["edge"] for *_, data in graph.in_edges(name, data=True)]
        leaving = [data["edge"] for *_, data in graph.out_edges(name, data=True)]
        cards[name] = cards_of(graph)[name]
        graph.remove_node(name)
        kept = led_on(arriving, leaving)
        for edge in kept:
            graph.add_edge(edge.source, edge.target, key=edge.id, edge=edge)
        gone = {edge.id for edge in [*arriving, *leaving]} - {edge.id for edge in kept}
        edges |= {edge.id: edge for edge in [*arriving, *leaving] if edge.id in gone}
    graph.graph["hidden"] = cards, edges


def led_on(arriving: list[Edge], leaving: list[Edge]) -> list[Edge]:
    """The edges of a card that is taken out, as far as they lead from somewhere to somewhere."""
    if not arriving or not leaving:
        return []
    source, target = arriving[0].source, leaving[0].target
    for edge in arriving:
        edge.target, edge.slot = target, leaving[0].slot
    others = [edge for edge in leaving if edge.target != target]
    for edge in others:
        edge.source = source
    return [*arriving, *others]


def hidden_of(graph: nx.MultiDiGraph) -> tuple[dict[str, Card], dict[str, Edge]]:
    """The cards and edges that were taken out."""
    found: tuple[dict[str, Card], dict[str, Edge]] = graph.graph.get("hidden", ({}, {}))
    return found
