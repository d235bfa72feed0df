"""The example notebook is a valid one, says what it always said, and stores no output."""

import nbformat
import pytest

from tests.support import NOTEBOOK, recorded


@pytest.fixture(scope="module")
def notebook() -> nbformat.NotebookNode:
    return nbformat.reads(NOTEBOOK.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)


def test_it_is_valid(notebook: nbformat.NotebookNode) -> None:
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


def test_its_cells_are_the_recorded_ones_in_order_and_to_the_letter(
    notebook: nbformat.NotebookNode,
) -> None:
    cells = [{"cell_type": cell.cell_type, "source": cell.source} for cell in notebook.cells]
    assert cells == recorded("autograd_basics_cells")


def test_it_stores_no_output(notebook: nbformat.NotebookNode) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_its_ids_do_not_change_when_it_is_written_again(notebook: nbformat.NotebookNode) -> None:
    ids = [cell.id for cell in notebook.cells]
    assert ids == [f"cell-{number:02d}" for number in range(1, len(ids) + 1)]
