"""From top to bottom in the real browser: chosen, remembered, asked for, folded, walked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.viz_app.player.conftest import data
from tests.viz_app.player.test_fold import PROGRAM, WALK, cards, places
from tests.viz_app.player.test_walk import player, step
from viz_app import pipeline
from viz_app.story.wire import down_text

if TYPE_CHECKING:
    from playwright.sync_api import Page


def shown(**given: Any) -> dict[str, Any]:
    """What Python sends to a reader who reads from top to bottom."""
    run = pipeline.run(((0, PROGRAM),))
    book = pipeline.book(run.trace)
    cells = [{"kind": "code", "source": PROGRAM}]
    sent = {"down": down_text(book), **given}
    told = pipeline.story(run.trace)
    return data(story=told, cells=cells, executions=[(0, PROGRAM)], document="down", **sent)


@pytest.fixture
def directed(page: Page) -> Page:
    page.evaluate("(data) => void show(data)", shown())
    return page


def choose(page: Page, direction: str) -> None:
    page.keyboard.press("s")
    page.locator(f"dialog[open] input[name=gs-direction][value={direction}]").check()
    page.locator("dialog[open] .gs-close").click()


def along(page: Page, axis: str) -> bool:
    """Whether every card stands behind all that it uses, along an axis."""
    at = places(page)
    edges = pipeline.story(pipeline.run(((0, PROGRAM),)).trace)["edges"]
    return all(at[edge["from"]][axis] < at[edge["to"]][axis] for edge in edges)


def test_every_card_stands_below_what_it_uses(directed: Page) -> None:
    before = places(directed)
    assert along(directed, "x")
    choose(directed, "down")
    assert along(directed, "y")
    choose(directed, "right")
    assert places(directed) == before


def test_the_walk_is_the_same_in_both_directions_and_nothing_moves(directed: Page) -> None:
    across = directed.evaluate(WALK)
    choose(directed, "down")
    directed.keyboard.press("Home")
    still = places(directed)
    assert directed.evaluate(WALK) == across
    directed.keyboard.press("Home")
    directed.keyboard.press("ArrowRight")
    assert step(directed) == 1, "the arrow keys step, whichever way the picture runs"
    assert places(directed) == still


def test_a_folded_call_keeps_the_rest_in_its_order(directed: Page) -> None:
    choose(directed, "down")
    whole = places(directed)
    directed.keyboard.press("f")
    folded = places(directed)
    assert set(folded) < set(whole)
    for one in folded:
        for other in folded:
            if whole[one]["y"] < whole[other]["y"] - 1:
                assert folded[one]["y"] <= folded[other]["y"]
    directed.keyboard.press("f")
    assert places(directed).keys() == whole.keys()


def test_the_choice_is_remembered_and_the_address_says_it(directed: Page) -> None:
    choose(directed, "down")
    kept = json.loads(directed.evaluate("() => localStorage.getItem('gradstep.choices')"))
    assert kept["direction"] == "down"
    assert directed.evaluate("() => heard.at(-1)") == "down"
    directed.reload()
    directed.evaluate("(data) => void show(data)", shown())
    assert along(directed, "y")


def test_a_link_may_ask_for_it(page: Page) -> None:
    page.evaluate("(data) => void show(data)", {**shown(), "view": "table-down"})
    assert along(page, "y")
    assert page.locator(".gs-table").is_visible()


def test_python_is_asked_for_places_that_are_not_there(page: Page) -> None:
    page.evaluate("(data) => void show(data)", shown(down=""))
    before = places(page)
    choose(page, "down")
    assert "places" in page.evaluate("() => heard")
    assert places(page) == before, "until they come, the picture stays as it is"
    page.evaluate("(data) => void show(data)", shown())
    assert places(page) != before
    assert cards(page)
    assert player(page, "step") == 0


def test_the_keyboard_alone_is_enough(directed: Page) -> None:
    directed.keyboard.press("s")
    focused = "document.activeElement.name + ' ' + document.activeElement.value"
    for _ in range(30):
        directed.keyboard.press("Tab")
        if directed.evaluate(focused) == "gs-direction right":
            break
    directed.keyboard.press("ArrowDown")
    assert directed.evaluate(focused) == "gs-direction down"
    directed.keyboard.press("Escape")
    assert along(directed, "y")
    directed.keyboard.press("ArrowRight")
    assert step(directed) == 1
