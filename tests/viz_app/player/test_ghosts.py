"""Ghost lines in the real browser: seen, chosen, and in the table; and in the drawn exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.viz_app.exporters.documents import document
from tests.viz_app.player.conftest import play
from tests.viz_app.player.test_walk import player
from viz_app.exporters import exporter_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROGRAM = """\
import torch
w = torch.tensor(2., requires_grad=True)
y = w * 3
z = w * y.item()
z.backward()
"""


@pytest.fixture
def ghosts(page: Page) -> Page:
    story = play(page, PROGRAM)
    player(page, f"goTo({len(story['steps']) - 1})")
    return page


def test_the_table_has_a_row_for_it_and_the_inspector_says_why(ghosts: Page) -> None:
    ghosts.keyboard.press("t")
    row = ghosts.locator(".gs-table tr", has_text="y ⇢ z")
    assert ".item(): Python took plain numbers out of the tensor" in row.inner_text()
    row.click()
    assert "No gradient flows back along this line." in ghosts.locator(".gs-why").inner_text()


def test_there_is_no_row_before_it_happens(ghosts: Page) -> None:
    ghosts.keyboard.press("t")
    player(ghosts, "goTo(2)")
    assert ghosts.locator(".gs-table tr", has_text="⇢").count() == 0


@pytest.mark.parametrize(
    ("ending", "expected"),
    [(".svg", "// .item()"), (".dot", 'label=".item()", style=dotted'), (".mmd", "-.->")],
)
def test_the_pictures_that_one_takes_along_show_it_too(ending: str, expected: str) -> None:
    exporter = exporter_for(ending)
    assert exporter is not None
    assert expected in str(exporter.write(document(PROGRAM)))
