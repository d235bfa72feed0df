"""A run in; its graph at the last step as GraphML, which networkx, Gephi and yEd read, out."""

from __future__ import annotations

from dataclasses import asdict

from viz_app.exporters.document import Document, Exporter
from viz_app.exporters.labels import graph_of
from viz_app.graph.files import graphml


def write(document: Document) -> str:
    """Every card with its texts as attributes, every use of a tensor as an edge of its own."""
    vertices, arcs = graph_of(document)
    nodes = [(f"n{v.number}", asdict(v) | {"label": "\n".join(v.lines())}) for v in vertices]
    edges = [
        (f"n{a.source}", f"n{a.target}", {"recorded": a.recorded, "flow": a.flow}) for a in arcs
    ]
    return graphml(nodes, edges)


EXPORTER = Exporter("graphml", ".graphml", "application/graphml+xml", write, order=100)
