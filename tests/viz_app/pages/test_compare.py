"""Two runs side by side in the real browser: one walk, one table, the first difference, an edit."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.running import running_app
from viz_app.i18n import text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.fixture
def page(browser: "Browser", address: str) -> Iterator["Page"]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    page.wait_for_selector(".gradstep-player[data-step]")
    page.get_by_role("link", name="Compare").click()
    page.wait_for_selector(".gradstep-pair[data-step]")
    yield page
    context.close()
    assert problems == []


def steps(page: "Page") -> list[int]:
    """Where both sides are."""
    players = "[...document.querySelectorAll('.gradstep-pair .gradstep-player')]"
    return list(page.evaluate(f"{players}.map(({{ player }}) => player.step)"))


def row(page: "Page", name: str) -> str:
    return page.locator(".gs-difference tbody tr", has_text=name).first.inner_text()


def choose(page: "Page", name: str) -> None:
    before = page.locator(".gradstep-pair").get_attribute("data-steps")
    page.get_by_role("button", name="Pairs").click()
    page.get_by_role("button", name=name).click()
    page.wait_for_function(
        "(before) => document.querySelector('.gradstep-pair').dataset.steps !== before", arg=before
    )


def test_a_link_opens_the_same_two_programs_at_the_same_step(page: "Page") -> None:
    choose(page, "detach")
    page.locator(".gs-pair-foot").get_by_role("button", name="Next").click()
    page.wait_for_function("new URL(location.href).searchParams.get('step') === '1'")
    page.get_by_role("button", name="Share").click()
    shared = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")
    shared.get_by_text("step=1").wait_for()
    assert shared.inner_text() == page.url
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector(".gradstep-pair[data-step='1']")
    for shows in (other, page):
        assert "detach" in editors(shows)[1]
    assert editors(other) == editors(page)


def test_a_broken_link_says_so_and_shows_the_first_pair(page: "Page", address: str) -> None:
    page.goto(f"{address}/compare?p=1.xx&q=1.yy")
    page.get_by_text(text("en", "link.broken")).wait_for()
    page.wait_for_selector(".gradstep-pair[data-step]")


def editors(page: "Page") -> list[str]:
    return page.locator(".gradstep-pair .cm-content").all_inner_texts()


def test_both_sides_walk_together_with_one_set_of_buttons_and_keys(page: "Page") -> None:
    bar = page.locator(".gs-pair-foot")
    for _ in range(5):
        bar.get_by_role("button", name="Next").click()
    assert steps(page) == [5, 5]
    page.keyboard.press("ArrowLeft")
    assert steps(page) == [4, 4]
    page.keyboard.press("End")
    assert page.locator(".gradstep-pair").get_attribute("data-step") == "34"
    page.keyboard.press("Home")
    assert steps(page) == [0, 0]


def test_the_first_difference_is_marked_and_the_other_side_waits(page: "Page") -> None:
    page.get_by_role("button", name="First difference").click()
    assert steps(page) == [11, 12]
    page.get_by_text("Here is the first difference").wait_for()
    page.get_by_text("Only the right side does this").wait_for()
    assert "≠" in row(page, ".grad")


def test_another_pair_and_its_counts(page: "Page") -> None:
    choose(page, "Backward: recursion and topological order")
    page.locator(".gs-costs", has_text="operations run").wait_for()
    assert page.locator(".gs-costs tr").first.inner_text().split() == [
        *("operations", "run", "≠", "65", "20")
    ]


def test_one_side_is_edited_and_the_other_one_is_what_was_before(page: "Page") -> None:
    choose(page, "Without and with detach")
    editor = page.locator(".gs-side").first.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(
        "import torch\nx = torch.tensor(3., requires_grad=True)\ny = x.detach()\n"
    )
    page.keyboard.press("Shift+Enter")
    page.wait_for_function("document.querySelector('.gradstep-player').player.steps === 2")
    page.get_by_role("button", name="Last", exact=True).last.click()
    assert steps(page)[0] == 2


def test_the_playground_s_program_can_be_held_against_itself(page: "Page") -> None:
    choose(page, "The playground's program")
    page.get_by_role("button", name="No difference").wait_for()
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="没有不同").wait_for()
