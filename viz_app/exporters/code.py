"""A run in; the cells as one plain PyTorch program, in the order in which they ran, out."""

from __future__ import annotations

from viz_app.exporters.document import Document, Exporter


def write(document: Document) -> str:
    """One cell: its text as it stands. Several: each under a comment that says which it was."""
    sources = [source for _, source in document.executions]
    if len(sources) == 1:
        return sources[0].rstrip("\n") + "\n"
    parts = [
        f"# In [{count}]:\n{source.rstrip()}\n"
        for count, (_, source) in enumerate(document.executions, start=1)
    ]
    return "\n".join(parts)


EXPORTER = Exporter("code", ".py", "text/x-python", write, order=70)
