"""A file, or nothing, goes in; a notebook's cells, as the player shows them, come out."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import Self

from viz_app.assets import asset
from viz_app.player.component import Execution

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
        """Every code cell once, in order."""
        sources = [cell["source"] for cell in self.cells if cell["kind"] == "code"]
        return tuple(enumerate(sources))


def opened(name: str, content: bytes) -> Notebook:
    """A .py file is one cell, a .ipynb file its cells; ValueError says why it is neither."""
    source = content.decode("utf-8")
    if not name.endswith(".ipynb"):
        return Notebook.of([{"kind": "code", "source": source}])
    try:
        found = json.loads(source)["cells"]
        return Notebook.of([_cell(cell) for cell in found if cell["cell_type"] in _KINDS])
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"not a notebook ({problem})") from problem


@cache
def examples() -> dict[str, Notebook]:
    """The notebooks in assets/notebooks, by name."""
    paths = sorted(asset("notebooks").glob("*.ipynb"))
    return {path.stem: opened(path.name, path.read_bytes()) for path in paths}


_KINDS = ("code", "markdown")


def _cell(cell: dict[str, object]) -> Cell:
    source = cell["source"]
    text = "".join(source) if isinstance(source, list) else str(source)
    return {"kind": str(cell["cell_type"]), "source": text}
