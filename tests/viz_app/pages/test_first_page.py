"""Whatever page a server is first asked for, the whole app answers."""

from typing import TYPE_CHECKING

import pytest

from tests.running import running_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("page", ["playground", "build", "compare"])
def test_the_first_session_may_open_any_page(browser: "Browser", page: str) -> None:
    with running_app() as address:
        tab = browser.new_page()
        tab.goto(f"{address}/{page}")
        tab.wait_for_selector(".gradstep-player[data-step]")
        assert tab.get_by_role("link", name="Playground").count() == 1
        top = "(name) => document.querySelector(name).getBoundingClientRect().top"
        below = "header[data-testid=stHeader]"
        bottom = "(name) => document.querySelector(name).getBoundingClientRect().bottom"
        first = ".gradstep-player, .gradstep-pair"
        assert tab.evaluate(top, first) - tab.evaluate(bottom, below) < 4, "nothing in between"
