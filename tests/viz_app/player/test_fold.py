"""Folding in the real browser: a call as one card, the rest in its order, the same steps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.viz_app.player.conftest import data
from tests.viz_app.player.test_walk import player
from viz_app import pipeline

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROGRAM = """\
import torch
def block(a):
    return torch.relu(a * 2) + a
x = torch.tensor([1., -2.], requires_grad=True)
y = block(x)
z = (block(y) * 3).sum()
z.backward()
"""
WALK = """async () => {
  const { player } = document.querySelector(".gradstep-player");
  const said = [];
  for (let k = 0; k <= player.steps; k += 1) {
    await player.goTo(k);
    said.push(player.state());
  }
  return said;
}"""


def shown(language: str = "en") -> dict[str, Any]:
    """What Python would send for a program that calls a function twice."""
    run = pipeline.run(((0, PROGRAM),))
    told = pipeline.story(run.trace, language=language)
    cells = [{"kind": "code", "source": PROGRAM}]
    ran = [(0, PROGRAM)]
    return data(story=told, cells=cells, executions=ran, document="f", language=language)


@pytest.fixture
def folding(page: Page) -> Page:
    page.evaluate("(data) => void show(data)", shown())
    return page


def places(page: Page) -> dict[str, Any]:
    """Where the cards are that are drawn."""
    return dict(player(page, "positions()"))


def cards(page: Page) -> dict[str, Any]:
    """All cards of the story."""
    return dict(json.loads(player(page, "state()"))["now"]["card"])


def calls() -> list[dict[str, Any]]:
    return list(pipeline.story(pipeline.run(((0, PROGRAM),)).trace)["calls"])


def test_the_button_folds_every_call_to_one_card_and_back(folding: Page) -> None:
    before = places(folding)
    folding.get_by_role("button", name="Fold calls").click()
    assert len(places(folding)) == len(before) - 4, "of three operations each, one card is left"
    folding.get_by_role("button", name="Unfold", exact=True).click()
    assert places(folding) == before


def test_what_is_left_keeps_its_order_and_nothing_overlaps(folding: Page) -> None:
    before = places(folding)
    folding.get_by_role("button", name="Fold calls").click()
    after = places(folding)
    order = sorted(after, key=lambda name: (before[name]["x"], name))
    lefts = [after[name]["x"] for name in order]
    assert lefts == sorted(lefts)
    width = max(lefts) - min(lefts)
    assert width < max(one["x"] for one in before.values()) - min(
        one["x"] for one in before.values()
    )


def test_a_double_click_folds_the_call_around_a_card_which_stays_where_it_is(folding: Page) -> None:
    result = calls()[0]["result"]
    at = places(folding)[result]
    folding.mouse.dblclick(at["x"], at["y"])
    folded = places(folding)
    assert len(folded) == len(cards(folding)) - 2
    assert folded[result] == pytest.approx(at, abs=1)
    folding.mouse.dblclick(at["x"], at["y"])
    assert len(places(folding)) == len(cards(folding))


def test_the_steps_say_the_same_folded_and_unfolded(folding: Page) -> None:
    unfolded = folding.evaluate(WALK)
    folding.keyboard.press("f")
    assert folding.evaluate(WALK) == unfolded


def test_the_inspector_offers_the_calls_around_the_selected_card(folding: Page) -> None:
    result = calls()[0]["result"]
    folding.evaluate(f"document.querySelector('.gradstep-player').player.select('{result}')")
    folding.get_by_role("button", name="Fold block(x)").click()
    assert len(places(folding)) == len(cards(folding)) - 2
    folding.get_by_role("button", name="Unfold block(x)").click()
    assert len(places(folding)) == len(cards(folding))


def test_another_language_and_another_run_keep_what_is_folded(folding: Page) -> None:
    folding.get_by_role("button", name="Fold calls").click()
    folded = set(places(folding))
    again = shown("zh_cn")
    folding.evaluate("(data) => void show(data)", again)
    assert set(places(folding)) == folded
    folding.get_by_role("button", name="展开", exact=True).wait_for()
