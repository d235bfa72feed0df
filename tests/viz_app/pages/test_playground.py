"""The app end to end, in a real browser: it opens, walks, runs, and talks to nobody else."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.running import running_app
from viz_app import pipeline

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOME = {"127.0.0.1", "localhost"}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.fixture
def page(browser: "Browser", address: str) -> Iterator["Page"]:
    """The open app; the test fails on a console error, or a request that leaves the machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: message.type == "error" and problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda sent: _leaves(sent.url) and problems.append(sent.url))
    page.on("websocket", lambda socket: _leaves(socket.url) and problems.append(socket.url))
    page.goto(address)
    page.wait_for_selector(".gradstep-player[data-step]")
    yield page
    context.close()
    assert problems == []


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in HOME


def player(page: "Page", call: str) -> Any:
    return page.evaluate(f"document.querySelector('.gradstep-player').player.{call}")


def press(page: "Page", name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def ran(page: "Page", press: str) -> None:
    """Press something that runs, and wait until its picture is there."""
    before = page.locator(".gradstep-player").get_attribute("data-steps")
    page.get_by_role("button", name=press, exact=True).click()
    page.wait_for_function(
        "(before) => document.querySelector('.gradstep-player').dataset.steps !== before",
        arg=before,
    )


def test_it_opens_on_the_notebook_before_its_first_step(page: "Page") -> None:
    assert player(page, "step") == 0
    assert player(page, "steps") > 20
    assert page.get_by_role("textbox", name="Cell 12").count() == 1
    assert player(page, "positions()") != {}


def test_the_whole_walk_and_back(page: "Page") -> None:
    steps = player(page, "steps")
    places = player(page, "positions()")
    states = [player(page, "state()")]
    for _ in range(steps):
        press(page, "Next")
        states.append(player(page, "state()"))
    assert player(page, "step") == steps
    assert player(page, "positions()") == places
    for k in range(steps - 1, -1, -1):
        page.keyboard.press("ArrowLeft")
        assert player(page, "state()") == states[k]
    for k in (steps // 2, steps, 1):
        player(page, f"goTo({k})")
        assert player(page, "state()") == states[k]
    assert player(page, "positions()") == places


def test_run_cell_again_adds_a_pass_and_keeps_zoom_and_pan(page: "Page") -> None:
    press(page, "Restart")
    page.wait_for_function("document.querySelector('.gradstep-player').dataset.steps === '0'")
    for name in ("Run cell 1", "Run cell 6", "Run cell 7"):
        ran(page, name)
    page.mouse.move(650, 300)
    page.mouse.wheel(0, -200)
    places = player(page, "positions()")
    for _ in range(4):
        ran(page, "Run cell 7")
    assert player(page, "positions()") == places
    press(page, "Last")
    assert "[[10., 10.]" in (page.locator("[data-cell='6'] .gs-outputs").text_content() or "")
    assert "run 5 of 5" in (page.locator("[data-cell='6'] .gs-cell-bar").text_content() or "")


def test_the_player_survives_a_rerun_of_the_script(page: "Page") -> None:
    page.evaluate("document.querySelector('.gradstep-player').mark = 'the same element'")
    player(page, "goTo(9)")
    page.mouse.move(650, 300)
    page.mouse.wheel(0, -200)
    places = player(page, "positions()")
    press(page, "Notebook")
    press(page, "Autograd basics")
    page.get_by_test_id("stPopoverBody").wait_for(state="hidden")
    assert (player(page, "step"), player(page, "positions()")) == (9, places)
    page.wait_for_selector("[data-test-script-state=notRunning]")
    press(page, "中文")
    page.get_by_role("button", name="下一步", exact=True).wait_for()
    assert player(page, "step") == 9
    assert page.evaluate("document.querySelector('.gradstep-player').mark") == "the same element"


def test_the_code_is_sent_once_and_not_with_each_run(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    large: list[int] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda data: large.append(len(data))),
    )
    page.goto(address)
    page.wait_for_selector(".gradstep-player[data-step]")
    assert max(large) > 500_000
    large.clear()
    press(page, "Restart")
    page.wait_for_function("document.querySelector('.gradstep-player').dataset.steps === '0'")
    assert max(large) < 200_000
    page.close()


def test_an_error_is_shown_under_its_cell_and_the_rest_is_drawn(page: "Page") -> None:
    page.get_by_role("textbox", name="Cell 1", exact=True).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("import torch\na = torch.ones(2, requires_grad=True)\n(a * 2).backward()")
    press(page, "Restart")
    page.wait_for_function("document.querySelector('.gradstep-player').dataset.steps === '0'")
    ran(page, "Run cell 1")
    error = page.locator("[data-cell='0'] .gs-error").text_content() or ""
    assert "grad can be implicitly created only for scalar outputs" in error
    assert "Traceback" not in error


def test_new_gives_an_empty_notebook_to_paste_into(page: "Page") -> None:
    press(page, "Notebook")
    press(page, "New")
    page.wait_for_function("document.querySelectorAll('.gs-cell').length === 1")
    page.get_by_role("textbox", name="Cell 1").click()
    page.keyboard.insert_text(
        "import torch\nx = torch.ones(2, requires_grad=True)\nx.sum().backward()"
    )
    ran(page, "Run cell 1")
    assert player(page, "steps") > 3


def opens(page: "Page", name: str, content: str) -> None:
    """Choose a file in the menu."""
    press(page, "Notebook")
    file = {"name": name, "mimeType": "text/plain", "buffer": content.encode()}
    page.locator("input[type=file]").set_input_files(file)


def test_a_script_is_opened_as_one_cell_and_runs(page: "Page") -> None:
    opens(page, "mine.py", "import torch\nx = torch.full((2,), 3., requires_grad=True)\nprint(x)")
    page.wait_for_function("document.querySelectorAll('.gs-cell').length === 1")
    press(page, "Last")
    printed = page.locator("[data-cell='0'] .gs-outputs").text_content()
    assert printed == "tensor([3., 3.], requires_grad=True)"


def test_a_saved_trace_shows_what_it_records_and_nothing_runs(page: "Page") -> None:
    recorded = pipeline.run(((0, "import torch\ntorch.tensor(2.) * 3"),)).trace.to_json()
    foreign = recorded.replace("tensor(6.)", "never printed here")
    opens(page, "walk.json", foreign)
    page.wait_for_function("document.querySelectorAll('.gs-cell').length === 1")
    press(page, "Last")
    outputs = page.locator("[data-cell='0'] .gs-outputs")
    assert outputs.text_content() == "never printed here"
    press(page, "中文")
    page.get_by_role("button", name="最后一步", exact=True).wait_for()
    assert outputs.text_content() == "never printed here"


def test_a_file_that_is_no_trace_is_refused_in_a_sentence(page: "Page") -> None:
    opens(page, "other.json", '{"format": "other"}')
    page.get_by_text("other.json: not a trace").wait_for()


def test_a_broken_notebook_is_refused_in_a_sentence_and_the_old_one_stays(page: "Page") -> None:
    opens(page, "broken.ipynb", '{"cells": 3}')
    page.get_by_text("broken.ipynb").get_by_text("no list of cells").wait_for()
    assert page.locator(".gs-cell").count() == 12


def test_no_chrome_of_streamlit_is_seen(page: "Page") -> None:
    for name in ("stMainMenu", "stAppDeployButton", "stDecoration", "stStatusWidget"):
        assert not page.get_by_test_id(name).is_visible()
    box = page.locator(".gradstep-player").bounding_box()
    assert box == {"x": 0, "y": 48, "width": 1280, "height": 672}
    assert page.evaluate("document.documentElement.scrollHeight") == 720


def test_typing_r_and_c_in_an_editor_is_only_typing(page: "Page") -> None:
    page.get_by_role("textbox", name="Cell 1", exact=True).click()
    page.keyboard.type("rc")
    assert page.get_by_role("dialog").count() == 0
    assert "rc" in (page.get_by_role("textbox", name="Cell 1", exact=True).text_content() or "")
