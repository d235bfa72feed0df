"""A page with nothing but the player: most of what it does needs no server."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.viz_app.player import sample
from viz_app import pipeline
from viz_app.player.bundle import module, style
from viz_app.player.message import payload

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = """<!doctype html><meta charset="utf-8"><title>player</title>
<style>body { margin: 0 } %(style)s</style><div id="host"></div>
<script type="module">
%(module)s
window.told = [];
window.heard = [];
window.modules = modules;
window.show = (data) => modules.mount.mount(document.getElementById("host"), data, {
  run: (executions) => told.push(executions),
  here: (step, view) => heard.push(view),
  down: () => heard.push("places"),
});
window.shown = %(data)s;
window.takeDown = show(shown);
</script>"""


def data(**changes: Any) -> dict[str, Any]:
    """What Python would send for the sample story."""
    given: dict[str, Any] = {"cells": sample.CELLS, "executions": sample.EXECUTIONS}
    story = changes.pop("story", None) or sample.story()
    return payload(json.dumps(story), **{**given, **changes})


def play(page: "Page", program: str) -> dict[str, Any]:
    """Show a program of one cell that has run, in the page of a player; its story."""
    story = pipeline.story(pipeline.run(((0, program),)).trace)
    cells = [{"kind": "code", "source": program}]
    sent = data(story=story, cells=cells, executions=[(0, program)], document=program)
    page.evaluate("(data) => void show(data)", sent)
    return dict(story)


@pytest.fixture(scope="session")
def player_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("player") / "index.html"
    shown = json.dumps(data(document="sample")).replace("<", "\\u003c")
    code = module().replace("</script", "<\\/script")
    html = PAGE % {"style": style(), "module": code, "data": shown}
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture
def page(browser: "Browser", player_page: Path) -> Iterator["Page"]:
    """The player at 1280×720; the test fails on any error in the console or request elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: message.type == "error" and problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda sent: sent.url.startswith("http") and problems.append(sent.url))
    page.goto(player_page.as_uri())
    page.wait_for_selector(".gradstep-player[data-step]")
    yield page
    context.close()
    assert problems == []
