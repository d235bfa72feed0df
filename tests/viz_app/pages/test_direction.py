"""From top to bottom in the app: asked for, kept over a run, in the address; and an empty desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.running import running_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

READY = ".gradstep-player[data-step]"
DOWN = "() => document.querySelector('.gs-canvas').hasAttribute('data-down')"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert problems == []


def choose(page: Page, direction: str) -> None:
    page.locator("[data-action=show]").click()
    page.locator(f"input[name=gs-direction][value={direction}]").check()
    page.locator("dialog[open] .gs-close").click()


def test_the_server_lays_it_out_when_it_is_chosen_and_the_address_keeps_it(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.wait_for_selector(READY)
    choose(page, "down")
    page.wait_for_function(DOWN)
    page.wait_for_url("**/*view=down*")
    page.get_by_role("textbox", name="Cell 1", exact=True).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nq = a * 2")
    page.keyboard.press("Shift+Enter")
    page.wait_for_function("() => !document.querySelector('.gradstep-player[data-old]')")
    page.wait_for_function(DOWN)
    link = page.url
    page.evaluate("localStorage.clear()")
    page.goto(link)
    page.wait_for_selector(READY)
    page.wait_for_function(DOWN)
    choose(page, "right")
    page.wait_for_function(f"() => !({DOWN})()")
    assert "view=" not in page.url


def test_an_empty_desk_says_what_to_do_first(page: Page, address: str) -> None:
    page.goto(f"{address}/build")
    page.wait_for_selector(READY)
    said = page.locator(".gs-sentence")
    assert said.inner_text().startswith("Make a leaf first: at the left")
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    page.wait_for_function("() => document.querySelector('.gradstep-player').player.steps > 0")
    assert "Make a leaf" not in said.inner_text()
