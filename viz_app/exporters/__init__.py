"""A run with its story in, a file's content out; a format is one module here, found by folder."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from viz_app.exporters.document import Document, Exporter, Player, TooMuch

__all__ = ["Document", "Exporter", "Player", "TooMuch", "exporter_for", "formats"]


@cache
def formats() -> dict[str, Exporter]:
    """Every format by the ending of its files; looked for when first asked, for some are large."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    exporters = [module.EXPORTER for module in modules if hasattr(module, "EXPORTER")]
    exporters.sort(key=lambda exporter: exporter.order)
    return {exporter.ending: exporter for exporter in exporters}


def exporter_for(name: str) -> Exporter | None:
    """The format of a file, by its ending; the longest that fits (`.worksheet.html`)."""
    fitting = [ending for ending in formats() if name.lower().endswith(ending)]
    return formats()[max(fitting, key=len)] if fitting else None
