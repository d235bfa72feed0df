"""Keys: arrows, Home, End and Space walk; never while a person types."""

from typing import TYPE_CHECKING

import pytest

from tests.viz_app.player.test_walk import LAST, step

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.parametrize(
    ("keys", "reached"),
    [
        (["ArrowRight"], 1),
        (["ArrowRight", "ArrowRight", "ArrowLeft"], 1),
        (["End"], LAST),
        (["End", "Home"], 0),
        (["Control+ArrowRight"], 0),
        (["r", "c", "Escape"], 0),
    ],
)
def test_keys_walk(page: "Page", keys: list[str], reached: int) -> None:
    for key in keys:
        page.keyboard.press(key)
    assert step(page) == reached


def test_space_plays_and_pauses(page: "Page") -> None:
    page.keyboard.press("Space")
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Play", exact=True).wait_for()


def test_the_slider_steps_once_for_one_key(page: "Page") -> None:
    page.get_by_role("slider", name="Step").focus()
    page.keyboard.press("ArrowRight")
    assert step(page) == 1


def test_a_focused_button_keeps_space_for_itself(page: "Page") -> None:
    page.get_by_role("button", name="Next", exact=True).focus()
    page.keyboard.press("Space")
    assert step(page) == 1
    assert page.get_by_role("button", name="Play", exact=True).count() == 1


def test_typing_does_not_walk(page: "Page") -> None:
    page.get_by_role("textbox", name="Cell 1").click()
    page.keyboard.type("a b")
    for key in ("ArrowRight", "Home", "End"):
        page.keyboard.press(key)
    assert step(page) == 0
