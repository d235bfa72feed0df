"""In a notebook a run shows itself: executed by Jupyter's own client, in a kernel of its own."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

import autograd_core
from autograd_core.trace import Trace
from tests.support import ROOT, unavailable
from viz_app.notebook import mimebundle, show

PROGRAM = "import torch\nx = torch.tensor(2., requires_grad=True)\n(x ** 3).backward()\nx.grad"
SESSION = """\
import autograd_core as torch
with torch.record() as recorder:
    a = torch.ones(2, requires_grad=True)
    (a * 2).sum().backward()
recorder.trace()"""


def executed(*cells: str) -> list[dict[str, Any]]:
    """The data of each cell's result, after Jupyter has run them."""
    book = nbformat.v4.new_notebook()
    book.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    nbformat.validate(book)
    return [cell.outputs[-1]["data"] if cell.outputs else {} for cell in book.cells]


@pytest.mark.slow
def test_a_cell_under_the_magic_shows_the_player() -> None:
    _, shown = executed("%load_ext viz_app.notebook", f"%%gradstep\n{PROGRAM}")
    assert shown["text/html"].startswith('<iframe title="Gradstep" sandbox="allow-scripts"')
    assert shown["text/plain"].startswith("tensor(12.)\n")


@pytest.mark.slow
def test_a_trace_of_a_session_shows_itself() -> None:
    if not entry_points(group="autograd_core.show"):
        unavailable('Gradstep is not installed (pip install -e ".[test]")')
    (shown,) = executed(SESSION)
    assert "srcdoc=" in shown["text/html"]


def test_a_trace_is_shown_with_the_cells_that_it_holds() -> None:
    trace = show(PROGRAM).run.trace
    again = show(Trace.from_json(trace.to_json()))
    assert again.executions == ((0, PROGRAM),)
    assert mimebundle(trace)["text/html"] == show(trace)._repr_mimebundle_()["text/html"]


def test_without_a_player_a_trace_is_one_line() -> None:
    with autograd_core.record() as recorder:
        autograd_core.ones(1)
    assert repr(recorder.trace()) == "<Trace of 1 events>"
