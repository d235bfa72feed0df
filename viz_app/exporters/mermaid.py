"""A run in; its graph at the last step as a Mermaid flowchart out."""

from __future__ import annotations

from viz_app.exporters.document import Document, Exporter
from viz_app.exporters.labels import Arc, Vertex, graph_of

PLAIN = frozenset(" .,=+-*/_")
"""Signs that mean nothing to Mermaid inside of quotes."""


def write(document: Document) -> str:
    """A flowchart from left to right; what is not recorded is dashed."""
    vertices, arcs = graph_of(document)
    unrecorded = [f"n{vertex.number}" for vertex in vertices if not vertex.recorded]
    lines = ["flowchart LR", *(_node(vertex) for vertex in vertices), *map(_edge, arcs)]
    if unrecorded:
        lines += [
            "  classDef unrecorded stroke-dasharray: 5 4",
            f"  class {','.join(unrecorded)} unrecorded",
        ]
    return "\n".join([*lines, ""])


def _node(vertex: Vertex) -> str:
    label = "<br/>".join(quoted(line) for line in vertex.lines())
    start, end = ('(["', '"])') if vertex.kind == "leaf" else ('["', '"]')
    return f"  n{vertex.number}{start}{label}{end}"


def _edge(arc: Arc) -> str:
    line = "-->" if arc.recorded else "-.->"
    text = arc.flow or arc.lost
    label = f'|"{quoted(text)}"|' if text else ""
    return f"  n{arc.source} {line}{label} n{arc.target}"


def quoted(text: str) -> str:
    """A text inside of quotes: whatever Mermaid could take for its own is an entity code."""
    return "".join(_sign(c) for c in text)


def _sign(c: str) -> str:
    if c.isalnum() or c in PLAIN:
        return c
    return f"#{ord(c)};" if c.isprintable() else " "


EXPORTER = Exporter("mermaid", ".mmd", "text/vnd.mermaid", write, order=110)
