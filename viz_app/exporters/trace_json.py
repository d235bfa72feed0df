"""A run in; its trace as JSON, the product's own format, out."""

from __future__ import annotations

from viz_app.exporters.document import Document, Exporter


def write(document: Document) -> str:
    """Everything that happened; `Trace.from_json` and `gradstep` open it again."""
    return document.trace.to_json()


EXPORTER = Exporter("trace", ".json", "application/json", write, order=80)
