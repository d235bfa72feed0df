"""What one person hands on, another opens: links and files out of the running app."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.running import running_app
from viz_app.exporters import formats
from viz_app.i18n import text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
STATE = "document.querySelector('.gradstep-player').player.state()"
POSITIONS = "document.querySelector('.gradstep-player').player.positions()"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app() as address:
        yield address


def opened(browser: "Browser", address: str) -> "Page":
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(address)
    page.wait_for_selector(".gradstep-player[data-step]")
    return page


def link(page: "Page", step: int) -> str:
    """The link to a step, from the Share menu."""
    page.evaluate(f"document.querySelector('.gradstep-player').player.goTo({step})")
    page.wait_for_timeout(1500)  # the app is told where one is when one has rested there
    page.get_by_role("button", name="Share").click()
    return page.locator(".stCode code").inner_text().replace("\n", "")


def test_a_link_opens_the_same_step_and_the_same_picture(browser: "Browser", address: str) -> None:
    page = opened(browser, address)
    written = link(page, 40)
    page.keyboard.press("Escape")
    other = opened(browser, written)
    other.wait_for_selector(".gradstep-player[data-step='40']")
    assert other.evaluate(STATE) == page.evaluate(STATE)
    assert other.evaluate(POSITIONS) == page.evaluate(POSITIONS)


def test_the_address_bar_is_a_link_to_program_step_view_and_language(
    browser: "Browser", address: str
) -> None:
    page = opened(browser, address)
    page.locator(".cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("import torch\nx = torch.tensor(3., requires_grad=True)\ny = x * x")
    page.get_by_role("button", name="Restart").click()
    page.wait_for_selector(".gradstep-player[data-steps='0']")
    page.get_by_role("button", name="Run cell 1", exact=True).click()
    page.wait_for_selector(".gradstep-player[data-steps='2']")
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="下一步", exact=True).wait_for()
    page.get_by_role("button", name="表格", exact=True).click()
    page.get_by_role("button", name="最后一步", exact=True).click()
    page.wait_for_url("**step=2**")
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["step"], asked["view"], asked["lang"]) == (["2"], ["table"], ["zh_cn"])
    other = opened(browser, page.url)
    other.wait_for_selector(".gradstep-player[data-step='2']")
    assert other.evaluate(STATE) == page.evaluate(STATE)
    assert other.locator(".gs-table").is_visible()


def test_the_usual_program_leaves_the_address_short(browser: "Browser", address: str) -> None:
    page = opened(browser, f"{address}/?step=7")
    page.wait_for_selector(".gradstep-player[data-step='7']")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**step=8**")
    assert "p" not in parse_qs(urlsplit(page.url).query)


def test_a_broken_link_says_so_and_shows_the_example(browser: "Browser", address: str) -> None:
    page = opened(browser, f"{address}?p=1.abc")
    page.get_by_text(text("en", "link.broken")).wait_for()


def test_every_format_can_be_saved_from_the_menu(browser: "Browser", address: str) -> None:
    page = opened(browser, address)
    link(page, 5)
    for ending, exporter in formats().items():
        with page.expect_download(timeout=120_000) as download:
            page.get_by_role("button", name=text("en", f"export.{exporter.key}")).click()
        assert download.value.suggested_filename == f"gradstep{ending}"
        assert download.value.path().stat().st_size > 50
