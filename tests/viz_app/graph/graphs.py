"""Made-up graphs for tests of the layout: a list of each item's inputs in, a measured graph out."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx

from viz_app.graph.build import Card, Edge, Index
from viz_app.graph.regions import Region

Inputs = Sequence[Sequence[int]]


def graph_of(
    inputs: Inputs,
    sizes: Sequence[tuple[int, int]] | None = None,
    region_of: Sequence[str | None] | None = None,
) -> nx.MultiDiGraph:
    """Card number i uses the cards `inputs[i]`; cards of one region come one after another."""
    regions: dict[str, Region] = {}
    graph = nx.MultiDiGraph(index=Index(), regions=regions)
    edges = 0
    for number, uses in enumerate(inputs):
        region = region_of[number] if region_of else None
        if region is not None:
            regions.setdefault(region, Region(region, "no_grad", False, None, 0))
        card = Card(f"c{number + 1}", "op" if uses else "leaf", "op", "", (0, "text"), region)
        card.width, card.height = sizes[number] if sizes else (140, 128)
        graph.add_node(card.id, card=card)
        for slot, source in enumerate(uses):
            edges += 1
            edge = Edge(f"e{edges}", f"c{source + 1}", card.id, slot, recorded=True)
            graph.add_edge(edge.source, edge.target, key=edge.id, edge=edge)
    return graph
