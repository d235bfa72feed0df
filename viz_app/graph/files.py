"""Nodes and edges with their attributes in; a GraphML text, as networkx writes it, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

Attributes = Mapping[str, Any]


def graphml(
    nodes: Sequence[tuple[str, Attributes]], edges: Sequence[tuple[str, str, Attributes]]
) -> str:
    """The graph as one XML document; letters that XML forbids become a sign that is seen."""
    graph = nx.MultiDiGraph()
    for name, attributes in nodes:
        graph.add_node(name, **_clean(attributes))
    for source, target, attributes in edges:
        graph.add_edge(source, target, **_clean(attributes))
    return "\n".join(["<?xml version='1.0' encoding='utf-8'?>", *nx.generate_graphml(graph), ""])


def _clean(attributes: Attributes) -> dict[str, Any]:
    return {
        name: legal(value) if isinstance(value, str) else value
        for name, value in attributes.items()
    }


def legal(text: str) -> str:
    """A text as XML may hold it: letters that XML forbids become a sign that is seen."""
    return "".join(c if _allowed(c) else "\N{REPLACEMENT CHARACTER}" for c in text)


def _allowed(c: str) -> bool:
    return c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
