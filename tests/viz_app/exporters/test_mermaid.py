"""The Mermaid file is read by Mermaid itself, as its authors publish it, in a real Chromium."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import unavailable
from tests.viz_app.exporters.documents import HOSTILE, SQUARE, document
from viz_app.exporters import exporter_for
from viz_app.exporters.labels import graph_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RENDER = """async ([text, level]) => {
  mermaid.initialize({ startOnLoad: false, securityLevel: level });
  const { svg, bindFunctions } = await mermaid.render("drawn", text);
  document.body.innerHTML = svg;
  bindFunctions?.(document.body);
  const texts = (which) => [...document.querySelectorAll(which)].map((one) => one.textContent);
  return {
    nodes: texts(".node"),
    edges: document.querySelectorAll(".flowchart-link").length,
    links: document.body.querySelectorAll("a, script, img, .clickable").length,
  };
}"""


def bundle() -> Path:
    """mermaid.min.js of the npm package, beside the type checker or among the global packages."""
    tsc, npm = shutil.which("tsc"), shutil.which("npm")
    folders = [Path(tsc).parent.parent] if tsc else []
    if npm:
        root = subprocess.run([npm, "root", "--global"], capture_output=True, encoding="utf-8")
        folders.append(Path(root.stdout.strip()))
    for folder in folders:
        found = folder / "mermaid" / "dist" / "mermaid.min.js"
        if found.exists():
            return found
    unavailable("mermaid is not installed (npm install --global mermaid)")


@pytest.fixture
def drawn(browser: Browser) -> Iterator[Callable[..., dict[str, Any]]]:
    """Draws a Mermaid text; a dialog, an error or a request fails the test."""
    context = browser.new_context(offline=True)
    problems: list[str] = []

    def draw(text: str, level: str = "strict") -> dict[str, Any]:
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.on("request", lambda sent: sent.url.startswith("http") and problems.append(sent.url))
        page.add_script_tag(path=bundle())
        found: dict[str, Any] = page.evaluate(RENDER, [text, level])
        return found

    yield draw
    context.close()
    assert problems == []


def written(*cells: str) -> str:
    exporter = exporter_for("a.mmd")
    assert exporter is not None
    return str(exporter.write(document(*cells)))


def test_mermaid_draws_the_graph_that_was_meant(drawn: Callable[..., dict[str, Any]]) -> None:
    found = drawn(written(SQUARE))
    vertices, arcs = graph_of(document(SQUARE))
    assert (len(found["nodes"]), found["edges"]) == (len(vertices), len(arcs)) == (3, 3)
    for vertex, text in zip(vertices, found["nodes"], strict=True):
        assert all(line.replace(" ", "") in text.replace(" ", "") for line in vertex.lines())


@pytest.mark.parametrize("level", ["strict", "loose"])
def test_hostile_texts_stay_texts_in_mermaid(
    level: str, drawn: Callable[..., dict[str, Any]]
) -> None:
    found = drawn(written(HOSTILE), level)
    assert found["links"] == 0
    assert any("名" in text for text in found["nodes"])


def test_what_is_no_mermaid_would_be_noticed(browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(path=bundle())
    with pytest.raises(Exception, match="Parse error"):
        page.evaluate(RENDER, ["flowchart LR\n a[ --> b", "strict"])
    page.close()
