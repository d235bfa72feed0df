"""A run in; its graph at the last step in the language of graphviz out."""

from __future__ import annotations

from viz_app.exporters.document import Document, Exporter
from viz_app.exporters.labels import Arc, Vertex, graph_of
from viz_app.graph.style import PALETTE


def write(document: Document) -> str:
    """A digraph from left to right; gradients stand on the edges over which they came."""
    vertices, arcs = graph_of(document)
    palette = PALETTE[document.theme]
    head = [
        f"digraph {quoted(document.title)} {{",
        f'  graph [rankdir=LR, bgcolor="{palette["bg"]}"];',
        f'  node [shape=box, style="rounded,filled", fontname="DejaVu Sans", fontsize=11,'
        f' color="{palette["line"]}", fillcolor="{palette["panel"]}",'
        f' fontcolor="{palette["ink"]}"];',
        f'  edge [fontname="DejaVu Sans Mono", fontsize=10, color="{palette["edge"]}",'
        f' fontcolor="{palette["grad"]}"];',
    ]
    nodes = [_node(vertex, palette) for vertex in vertices]
    return "\n".join([*head, *nodes, *(_edge(arc) for arc in arcs), "}", ""])


def _node(vertex: Vertex, palette: dict[str, str]) -> str:
    label = "\\n".join(_escaped(line) for line in vertex.lines())
    look = ""
    if not vertex.recorded:
        look = f', style="rounded,dashed", color="{palette["cut"]}"'
    elif vertex.kind == "leaf" and vertex.grad:
        look = f', color="{palette["leaf_line"]}"'
    return f'  n{vertex.number} [label="{label}"{look}];'


def _edge(arc: Arc) -> str:
    parts = []
    if arc.flow or arc.lost:
        parts.append(f"label={quoted(arc.flow or arc.lost)}")
    if not arc.recorded:
        parts.append("style=dotted" if arc.lost else "style=dashed")
    look = f" [{', '.join(parts)}]" if parts else ""
    return f"  n{arc.source} -> n{arc.target}{look};"


def quoted(text: str) -> str:
    """A text as graphviz reads it: as it stands, never as an escape."""
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return plain.replace("\\", "\\\\").replace('"', '\\"')


EXPORTER = Exporter("dot", ".dot", "text/vnd.graphviz", write, order=90)
