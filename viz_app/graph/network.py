"""Placed cards and edges in; pyvis's network as plain JSON, and vis-network's own files, out."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import pyvis
from pyvis.edge import Edge as VisEdge
from pyvis.network import Network
from pyvis.node import Node as VisNode

from viz_app.graph.build import Card, Edge

VERSION = "9.1.2"
"""The vis-network that pyvis brings along."""
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"physics": False, "chosen": False},
    "edges": {
        "physics": False,
        "chosen": False,
        "smooth": {
            "enabled": True,
            "type": "cubicBezier",
            "forceDirection": "horizontal",
            "roundness": 0.5,
        },
    },
    "interaction": {
        "dragNodes": False,
        "dragView": True,
        "zoomView": True,
        "hover": True,
        "multiselect": False,
        "tooltipDelay": 200,
        "hideEdgesOnDrag": False,
    },
}


def network(cards: list[Card], edges: list[Edge]) -> dict[str, Any]:
    """The network of a story: `nodes`, `edges` and `options` for vis-network.

    pyvis's `add_node` and `add_edge` look every id up in a list, which takes too long for thousands
    of cards: its Node and Edge are made here.
    """
    net = Network(directed=True)
    for card in cards:
        own = VisNode(card.id, "custom", "", x=card.x, y=card.y, fixed=True)
        net.nodes.append(own.options)
    for edge in edges:
        ends = VisEdge(edge.source, edge.target, directed=True, id=edge.id)
        net.edges.append(ends.options)
    net.options = copy.deepcopy(OPTIONS)
    nodes, links, *_ = net.get_network_data()
    return {"nodes": nodes, "edges": links, "options": net.options}


def vis_network_files() -> tuple[Path, Path]:
    """Where vis-network's script and style sheet lie in the installed pyvis."""
    folder = Path(pyvis.__file__).parent / "templates" / "lib" / f"vis-{VERSION}"
    return folder / "vis-network.min.js", folder / "vis-network.css"


@cache
def vis_network_source() -> str:
    """vis-network's script, to be shown without any request to the network."""
    return vis_network_files()[0].read_text(encoding="utf-8")
