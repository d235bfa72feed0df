"""A folder goes in; pictures of the app in both themes, two sizes and at chosen steps come out.

python -m tests.screenshots OUT [--steps 0,26,last] [--lang en,zh_cn]
"""

import argparse
from itertools import product
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.conftest import CHROMIUM_FLAGS, chromium
from tests.running import running_app

SIZES = ((1280, 720), (1920, 1080))
THEMES = ("light", "dark")
SETTLED = 400


def shoot(page: Page, out: Path, name: str, steps: list[str]) -> None:
    """One picture for each step; "last" is the last one."""
    for step in steps:
        goal = "player.steps" if step == "last" else step
        script = (
            f"const {{ player }} = document.querySelector('.gradstep-player'); player.goTo({goal})"
        )
        page.evaluate(f"{{ {script} }}")
        page.wait_for_timeout(SETTLED)
        page.screenshot(path=out / f"{name}-{step}.png")


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", default="0,10,26,last")
    parser.add_argument("--lang", default="en")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with running_app() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for theme, (width, height), lang in product(THEMES, SIZES, given.lang.split(",")):
            viewport = {"width": width, "height": height}
            page = browser.new_page(viewport=viewport, color_scheme=theme)
            page.goto(f"{address}/?lang={lang}")
            page.wait_for_selector(".gradstep-player[data-step]")
            shoot(page, given.out, f"{theme}-{width}x{height}-{lang}", given.steps.split(","))
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
