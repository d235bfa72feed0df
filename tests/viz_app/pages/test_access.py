"""Every page for everybody: axe-core finds nothing serious; the last row sees one thing."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.running import running_app
from tests.support import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

PAGES = ("/", "/build", "/compare", "/?embed=1", "/?lang=zh_cn")
KEYS = {"as it opens": "", "lecture": "l", "table": "t", "keys": "?", "what is shown": "s"}
OURS = ".gradstep-player, .gradstep-pair"
FILES = {"page": "a.html", "worksheet": "a.worksheet.html"}
CORNERS = """() => [[4, 4], [innerWidth - 4, 4], [innerWidth / 2, 20], [4, innerHeight - 4]]
  .map(([x, y]) => document.elementFromPoint(x, y)?.closest(".gradstep-player") !== null)"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.fixture(params=["light", "dark"])
def page(browser: "Browser", request: pytest.FixtureRequest) -> Iterator["Page"]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, color_scheme=request.param, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def found(page: "Page") -> list[str]:
    """What axe-core calls serious or critical, and where."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    violations: list[dict[str, Any]] = axe.run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]}"
        for one in violations
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def opened(page: "Page", url: str) -> None:
    page.goto(url)
    page.wait_for_selector(OURS)
    page.wait_for_timeout(500)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_nobody_out(page: "Page", address: str, path: str) -> None:
    opened(page, address + path)
    assert found(page) == []


@pytest.mark.parametrize("state", KEYS)
def test_every_state_of_the_workbench_keeps_nobody_out(
    page: "Page", address: str, state: str
) -> None:
    opened(page, address)
    page.evaluate("document.querySelector('.gradstep-player').player.goTo(10)")
    if KEYS[state]:
        page.keyboard.press(KEYS[state])
    assert found(page) == []


def test_an_old_result_can_still_be_read(page: "Page", address: str) -> None:
    opened(page, address)
    page.get_by_role("textbox", name="Cell 1", exact=True).click()
    page.keyboard.type("1")
    page.wait_for_selector(".gradstep-player[data-old]")
    assert found(page) == []


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    source = folder / "a.py"
    source.write_text(
        "import torch\nw = torch.tensor(2., requires_grad=True)\ny = w * w\ny.backward()\n",
        encoding="utf-8",
    )
    for name in FILES.values():
        command = [sys.executable, "-m", "viz_app", "export", str(source), "-o", str(folder / name)]
        subprocess.run(command, cwd=ROOT, check=True)
    return folder


@pytest.mark.parametrize("kind", FILES)
def test_an_exported_file_keeps_nobody_out(page: "Page", files: Path, kind: str) -> None:
    page.goto((files / FILES[kind]).as_uri())
    if kind == "page":
        page.wait_for_selector(OURS)
    assert found(page) == []


def test_lecture_view_leaves_nothing_of_the_app_around_it(page: "Page", address: str) -> None:
    opened(page, address)
    page.keyboard.press("l")
    page.wait_for_timeout(300)
    assert page.evaluate(CORNERS) == [True] * 4
    page.keyboard.press("l")
    assert page.get_by_role("link", name="Playground").is_visible()
