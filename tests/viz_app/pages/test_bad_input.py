"""Bad input through the real browser: said under the cell, nothing lost, nobody else disturbed."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.running import running_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.slow
ENDLESS = "print('so far')\nx = 0\nwhile True:\n    x = len(str(x ** 9)) + x"
RUDE = """import torch
evil = torch.ones(2, requires_grad=True)
text = '<img src=x onerror="window.hit=1"></script><script>window.hit=1</script>'
print(text, ']]>', '"onmouseover=', '![x](http://example.org/x.png)', ':red[x]', '$x$')
raise ValueError(text)"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.fixture
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    """A browser in which nothing may go wrong, open a dialog or leave the machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    problems: list[str] = []
    context.on("dialog", lambda dialog: problems.append(dialog.message))
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on(
        "request",
        lambda sent: problems.append(sent.url) if "example.org" in sent.url else None,
    )
    yield context
    context.close()
    assert problems == []


def opened(context: "BrowserContext", address: str, language: str = "en") -> "Page":
    page = context.new_page()
    page.goto(f"{address}/?lang={language}")
    page.wait_for_selector(".gradstep-player[data-step]")
    return page


def runs(page: "Page", text: str, language: str = "en") -> None:
    """A new notebook with this one cell, and Run."""
    notebook, new = {
        "en": ("Notebook", "New"),
        "zh_cn": ("笔记本", "新建"),
    }[language]
    page.get_by_role("button", name=notebook).click()
    page.get_by_role("button", name=new, exact=True).click()
    page.wait_for_function("document.querySelectorAll('.gs-cell').length === 1")
    page.locator(".cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Shift+Enter")


def error_under_the_cell(page: "Page") -> str:
    page.locator("[data-cell='0'] .gs-error").first.wait_for(timeout=20_000)
    return page.locator("[data-cell='0']").text_content() or ""


def test_a_loop_without_an_end_keeps_what_was_printed_and_the_text(
    context: "BrowserContext", address: str
) -> None:
    page = opened(context, address)
    runs(page, ENDLESS)
    shown = error_under_the_cell(page)
    assert "so far" in shown
    assert "while True:" in shown
    assert "line 3" in shown or "line 4" in shown
    assert "Traceback" not in shown


def test_a_refusal_is_in_chinese_in_the_chinese_app(
    context: "BrowserContext", address: str
) -> None:
    page = opened(context, address, "zh_cn")
    runs(page, "import os\nopen('x')", "zh_cn")
    shown = error_under_the_cell(page)
    assert "这里没有 `os`" in shown
    assert "not available" not in shown


def test_a_limit_of_size_is_in_chinese_in_the_chinese_app(
    context: "BrowserContext", address: str
) -> None:
    page = opened(context, address, "zh_cn")
    runs(page, "import torch\nx = torch.zeros(10**9)", "zh_cn")
    assert "这个张量会有 1,000,000,000 个元素" in error_under_the_cell(page)


def test_markup_is_shown_and_not_obeyed(context: "BrowserContext", address: str) -> None:
    page = opened(context, address)
    runs(page, RUDE)
    shown = error_under_the_cell(page)
    assert '<img src=x onerror="window.hit=1">' in shown
    assert "![x](http://example.org/x.png)" in shown
    page.get_by_role("button", name="Last", exact=True).click()
    assert page.evaluate("window.hit") is None
    assert page.locator("img[src='x']").count() == 0


def test_one_person_s_loop_does_not_hold_up_another(
    context: "BrowserContext", browser: "Browser", address: str
) -> None:
    page = opened(context, address)
    with browser.new_context() as other:
        beside = opened(other, address)
        runs(page, ENDLESS)
        begun = time.monotonic()
        runs(beside, "print('mine', 6 * 7)")
        beside.get_by_text("mine 42").first.wait_for(timeout=10_000)
        assert time.monotonic() - begun < 10
        assert "so far" not in (beside.locator("[data-cell='0']").text_content() or "")
    assert "so far" in error_under_the_cell(page)


def test_the_newest_run_wins(context: "BrowserContext", address: str) -> None:
    page = opened(context, address)
    runs(page, ENDLESS)
    page.get_by_text("Running").wait_for(timeout=5_000)
    page.locator(".cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("print('the newer one')")
    page.keyboard.press("Shift+Enter")
    page.locator("[data-cell='0'] .gs-outputs", has_text="the newer one").wait_for(timeout=8_000)
    assert page.locator("[data-cell='0'] .gs-error").count() == 0
    assert page.get_by_text("Running").count() == 0


def test_the_app_says_how_well_programs_are_isolated(
    context: "BrowserContext", address: str
) -> None:
    page = opened(context, address)
    page.get_by_role("button", name="Notebook").click()
    page.get_by_text("Programs run").wait_for()
