"""A graph with its layout in; the parts of a story that never change, as plain data, out."""

from __future__ import annotations

from typing import Any

from viz_app.graph.build import Card, Edge, Graph, cards_of, edges_of, regions_of
from viz_app.graph.layout import Layout
from viz_app.graph.network import network
from viz_app.graph.style import METRICS


def statics(graph: Graph, layout: Layout) -> dict[str, Any]:
    """Scenes, cards, edges and regions with their places; the network; the player's measures."""
    cards, edges = cards_of(graph), edges_of(graph)
    return {
        "scenes": [
            {"id": scene.id, "width": scene.width, "height": scene.height}
            for scene in layout.scenes
        ],
        "cards": [card_data(card) for card in cards.values()],
        "edges": [edge_data(edge, cards[edge.source].scene) for edge in edges.values()],
        "regions": [
            {"id": region.id, "scene": region.scene, "label": region.label, **box(region)}
            for region in regions_of(graph).values()
            if region.scene
        ],
        "network": network(list(cards.values()), list(edges.values())),
        "metrics": METRICS,
        "direct": layout.direct,
    }


def places(graph: Graph, layout: Layout) -> dict[str, Any]:
    """The places of another layout of the same graph, in the order of the story's lists."""
    return {
        "scenes": [
            {"id": scene.id, "width": scene.width, "height": scene.height}
            for scene in layout.scenes
        ],
        "cards": [[card.x, card.y] for card in cards_of(graph).values()],
        "regions": [box(region) for region in regions_of(graph).values() if region.scene],
        "points": {
            edge.id: [list(point) for point in edge.points]
            for edge in edges_of(graph).values()
            if edge.points
        },
        "direct": layout.direct,
    }


def box(thing: Any) -> dict[str, int]:
    return {"x": thing.x, "y": thing.y, "width": thing.width, "height": thing.height}


def card_data(card: Card) -> dict[str, Any]:
    own = {"id": card.id, "scene": card.scene, "kind": card.kind, **box(card)}
    return own if card.named else own | {"bare": True}


def edge_data(edge: Edge, scene: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": edge.id,
        "scene": scene,
        "from": edge.source,
        "to": edge.target,
        "slot": edge.slot,
        "recorded": edge.recorded,
    }
    if edge.lost:
        found["lost"] = edge.lost
    if edge.points:
        found["points"] = [list(point) for point in edge.points]
    return found
