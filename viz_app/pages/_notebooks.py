"""A file, or nothing, goes in; a notebook's cells, as the player shows them, come out."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

from viz_app.assets import asset
from viz_app.files import all_cells, decoded
from viz_app.player.message import Execution

Cell = dict[str, str]


@dataclass(frozen=True)
class Notebook:
    """Cells of kind "code" or "markdown" with their source; `id` says which document this is."""

    id: str
    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, cells: list[Cell]) -> Self:
        """These cells; the same cells are the same document."""
        return cls(hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:16], tuple(cells))

    @classmethod
    def empty(cls) -> Self:
        """One empty cell, to paste into."""
        return cls.of([{"kind": "code", "source": ""}])

    def executions(self) -> tuple[Execution, ...]:
        """Every code cell that holds anything, once, in order."""
        sources = [cell["source"] for cell in self.cells if cell["kind"] == "code"]
        return tuple((number, source) for number, source in enumerate(sources) if source.strip())


def opened(name: str, content: bytes) -> Notebook:
    """A .py file is one cell, a .ipynb file its cells; Unreadable says why it is neither."""
    source = decoded(name, content)
    if not name.endswith(".ipynb"):
        return Notebook.of([{"kind": "code", "source": source}])
    cells = [
        {"kind": kind, "source": source}
        for kind, source in all_cells(name, source)
        if kind != "raw"
    ]
    return Notebook.of(cells)


def rewritten(cells: Iterable[Cell], latest: Mapping[int, str]) -> tuple[Cell, ...]:
    """The cells, those of code with the texts with which they ran last; added ones at the end."""
    number, found = -1, list[Cell]()
    for cell in cells:
        number += cell["kind"] == "code"
        source = latest.get(number, cell["source"]) if cell["kind"] == "code" else cell["source"]
        found.append({"kind": cell["kind"], "source": source})
    added = [latest[extra] for extra in sorted(latest) if extra > number]
    return (*found, *({"kind": "code", "source": source} for source in added))


@cache
def examples() -> dict[str, Notebook]:
    """The notebooks and scripts in assets/notebooks, by name."""
    paths = sorted(
        path for kind in ("ipynb", "py") for path in asset("notebooks").glob(f"*.{kind}")
    )
    return {path.stem: opened(path.name, path.read_bytes()) for path in paths}
