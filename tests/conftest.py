"""Fixtures for every test: the browser, the oracle, and the rule that CI skips neither."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import unavailable
from tests.table import misconceptions, probes_by_section

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No GPU and no sandbox: it runs as root in CI. Nothing of its own goes out to the network.
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
MARK_OF_FIXTURE = {"browser": "browser", "torch": "oracle"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask for the browser or for torch; one worker takes all of the former."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in MARK_OF_FIXTURE:
                item.add_marker(MARK_OF_FIXTURE[fixture])
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many semantics probes pass, and which misconceptions have a story that shows them."""
    for title, table in (
        ("semantics probes", probes_by_section),
        ("misconceptions of learners", misconceptions),
    ):
        lines = table(terminalreporter.stats)
        if lines:
            terminalreporter.section(title)
            terminalreporter.write_line("\n".join(lines))


@pytest.fixture(scope="session")
def torch() -> Any:
    """PyTorch itself, in the one version that the engine mirrors."""
    try:
        import torch
    except ImportError:
        unavailable("torch is not installed (pip install torch==2.13.0)")
    if torch.__version__.split("+")[0] != "2.13.0":
        unavailable(f"the oracle is torch 2.13.0; installed is {torch.__version__}")
    return torch


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One headless Chromium of the machine, for all browser tests; open a context per test."""
    executable = chromium()
    if executable is None:
        unavailable("Chromium is not installed (on Debian: apt-get install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        unavailable("playwright is not installed (pip install playwright)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    return found or ("/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else None)
