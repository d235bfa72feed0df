"""A file in, the cells in it out: a script is one cell, a notebook has several."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viz_app.i18n import text

LARGEST = 8 << 20
"""Bytes of a file that are read; notebooks with stored pictures may be large."""


class Unreadable(Exception):
    """A file that is not what it should be; its text is one clear sentence."""


@dataclass(frozen=True)
class Source:
    """The code cells of a file, and all its parts: (kind, source), "code" or "markdown".

    `notebook`: a cell's last expression is shown when it has run.
    """

    name: str
    cells: tuple[str, ...]
    notebook: bool
    parts: tuple[tuple[str, str], ...]


def script(name: str, content: str) -> Source:
    """A script: one cell."""
    return Source(name, (content,), notebook=False, parts=(("code", content),))


def notebook(name: str, content: str) -> Source:
    """A notebook: its code cells, and the texts between them."""
    parts = tuple(part for part in all_cells(name, content) if part[0] != "raw")
    cells = tuple(source for kind, source in parts if kind == "code")
    return Source(name, cells, notebook=True, parts=parts)


def recorded(name: str, executions: Sequence[tuple[int, str]]) -> Source:
    """The notebook of which a saved trace is the record: each cell with its last text."""
    cells = tuple(source for _, source in sorted(dict(executions).items()))
    return Source(name, cells, notebook=True, parts=tuple(("code", cell) for cell in cells))


def read_source(name: str) -> Source:
    """The code cells of a .py or .ipynb file, or of standard input (`-`)."""
    if name == "-":
        return source_of("-", decoded(name, sys.stdin.buffer.read(LARGEST)))
    ending = Path(name).suffix.lower()
    if ending not in (".py", ".ipynb"):
        raise Unreadable(text("en", "command.wrong_kind", file=name))
    return (script if ending == ".py" else notebook)(name, read_text(name))


def read_text(name: str) -> str:
    """The text of a file, as much of it as is read at all."""
    try:
        with Path(name).open("rb") as file:
            return decoded(name, file.read(LARGEST))
    except OSError:
        raise Unreadable(text("en", "command.no_file", file=name)) from None


def source_of(name: str, content: str) -> Source:
    """Text of an unknown kind: a notebook if it looks like one, else a script."""
    if content.lstrip().startswith("{") and '"cells"' in content:
        return notebook(name, content)
    return script(name, content)


def decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(text("en", "command.not_text", file=name)) from None


def all_cells(name: str, content: str) -> tuple[tuple[str, str], ...]:
    """The (kind, source) of every cell of a notebook: "code", "markdown" or "raw"."""

    def refuse(reason: str) -> Unreadable:
        return Unreadable(text("en", "command.not_notebook", file=name, reason=reason))

    try:
        notebook = json.loads(content)
    except ValueError as error:
        raise refuse(f"not JSON: {error}") from None
    except RecursionError:
        raise refuse("nested too deeply") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise refuse("it has no list of cells")
    found = []
    for number, cell in enumerate(cells, 1):
        read = cell_of(cell)
        if read is None:
            raise refuse(f"cell {number} is not a cell")
        found.append(read)
    return tuple(found)


def cell_of(cell: Any) -> tuple[str, str] | None:
    """The kind and the source of a cell, None for what is no cell."""
    if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
        return None
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    return (cell["cell_type"], source) if isinstance(source, str) else None


def chosen(source: Source, cells: str | None) -> Sequence[tuple[int, str]]:
    """The cells to run as (number from 0, text); `cells` as on the command line: "2,3,3"."""
    if cells is None:
        return list(enumerate(source.cells))
    try:
        numbers = [int(number) for number in cells.split(",")]
    except ValueError:
        raise Unreadable(text("en", "command.bad_cells", given=cells)) from None
    count = len(source.cells)
    for number in numbers:
        if not 1 <= number <= count:
            raise Unreadable(
                text("en", "command.no_cell", file=source.name, number=number, count=count)
            )
    return [(number - 1, source.cells[number - 1]) for number in numbers]
