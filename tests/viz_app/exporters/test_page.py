"""The exported pages, opened from disk in a real Chromium without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import NOTEBOOK
from tests.viz_app.exporters.documents import HOSTILE, SQUARE, TITLE, document
from viz_app.exporters import exporter_for
from viz_app.files import read_source

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LARGEST = 1_000_000
STATE = "document.querySelector('.gradstep-player').player.state()"
GO = "k => document.querySelector('.gradstep-player').player.goTo(k)"


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page written by an exporter; any problem on it fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    problems: list[str] = []

    def open_(name: str, *cells: str, fragment: str = "", **given: object) -> Page:
        exporter = exporter_for(name)
        assert exporter is not None
        content = exporter.write(document(*cells, **given))
        path = tmp_path / name
        path.write_text(str(content), encoding="utf-8")
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and problems.append(said.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.on("request", lambda sent: sent.url.startswith("http") and problems.append(sent.url))
        page.goto(path.as_uri() + fragment)
        return page

    yield open_
    context.close()
    assert problems == []


def test_the_page_walks_there_and_back_as_the_app_does(opened: Callable[..., Page]) -> None:
    page = opened("a.html", SQUARE)
    page.wait_for_selector(".gradstep-player[data-step='0']")
    steps = int(page.get_attribute(".gradstep-player", "data-steps") or 0)
    there = []
    for _ in range(steps):
        there.append(page.evaluate(STATE))
        page.get_by_role("button", name="Next").click()
    there.append(page.evaluate(STATE))
    for state in reversed(there[:-1]):
        page.get_by_role("button", name="Previous").click()
        assert page.evaluate(STATE) == state
    for k in (steps, 1, steps // 2):
        page.evaluate(GO, k)
        assert page.evaluate(STATE) == there[k]


def test_the_page_opens_at_the_step_that_its_address_asks_for(
    opened: Callable[..., Page],
) -> None:
    opened("a.html", SQUARE, fragment="#step=4").wait_for_selector("[data-step='4']")


def test_language_and_theme_are_changed_on_the_page_without_losing_the_step(
    opened: Callable[..., Page],
) -> None:
    page = opened("a.html", SQUARE, fragment="#step=3")
    page.wait_for_selector(".gradstep-player[data-theme='light']")
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="主题").click()
    page.wait_for_selector(".gradstep-player[data-step='3'][data-theme='dark'][lang='zh-CN']")


def test_the_theme_button_goes_on_from_what_was_chosen_under_show(
    opened: Callable[..., Page],
) -> None:
    page = opened("a.html", SQUARE)
    page.wait_for_selector(".gradstep-player[data-theme='light']")
    page.keyboard.press("s")
    page.locator("input[value='dark']").check()
    page.wait_for_selector(".gradstep-player[data-theme='dark']")
    page.locator("dialog[open] .gs-close").click()
    page.get_by_role("button", name="Theme").click()
    page.wait_for_selector(".gradstep-player[data-theme='projector']")


def test_the_page_of_the_example_notebook_is_small() -> None:
    exporter = exporter_for("a.html")
    assert exporter is not None
    cells = read_source(str(NOTEBOOK)).cells
    assert len(exporter.write(document(*cells))) <= LARGEST


@pytest.mark.parametrize("name", ["a.html", "a.worksheet.html"])
def test_nothing_from_the_program_runs_as_script(name: str, opened: Callable[..., Page]) -> None:
    page = opened(name, HOSTILE, title=TITLE)
    page.wait_for_selector("h1")
    assert page.title() == TITLE
    if name == "a.html":
        page.wait_for_selector(".gradstep-player")
        for k in range(int(page.get_attribute(".gradstep-player", "data-steps") or 0) + 1):
            page.evaluate(GO, k)
    assert page.locator("script").count() == (3 if name == "a.html" else 0)


def test_the_worksheet_asks_and_its_key_answers(opened: Callable[..., Page]) -> None:
    page = opened("a.worksheet.html", SQUARE)
    sheet, key = page.locator("section").all()
    assert "[2 4 6]" not in sheet.inner_text()
    assert key.locator("tbody tr").all_inner_texts() == [
        "1\ty\tSumBackward0\t1",
        "2\tx * x\tMulBackward0\t[1 1 1]",
        "x\t[2 4 6]",
    ]
