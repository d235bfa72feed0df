"""A program that stops, in the real browser: its error is found, and its words are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.viz_app.player.conftest import play
from tests.viz_app.player.test_walk import player

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROGRAM = """\
import torch
w = torch.tensor([1., 2.], requires_grad=True)
y = w * 3
y.backward()
"""


def test_e_shows_what_the_error_means_and_not_the_card_that_was_selected(page: Page) -> None:
    story = play(page, PROGRAM)
    player(page, f"goTo({len(story['steps']) - 2})")
    player(page, f"select({next(card['id'] for card in story['cards'])!r})")
    assert page.locator(".gs-panel h2").inner_text() == "w"
    page.keyboard.press("e")
    assert "only you know which" in page.locator(".gs-why").inner_text()
