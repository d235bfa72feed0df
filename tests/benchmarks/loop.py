"""A training loop of 2,000 rounds goes in; how long Run and a step take in the browser comes out.

python -m tests.benchmarks.loop [ROUNDS]
"""

import sys
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.classroom import TRAINING
from tests.benchmarks.player import NEXT, summary
from tests.conftest import CHROMIUM_FLAGS, chromium
from tests.running import running_app

FRAME = 1000 / 60
LIMIT = 3_000
STEPS = 100
OPENINGS = 3

# From pressing Run to the first frame that draws the new run.
RUN = """async () => {
  const root = document.querySelector(".gradstep-player");
  const before = root.dataset.steps;
  const begun = performance.now();
  root.querySelector("[data-action=run-cell]").click();
  while (root.dataset.steps === before) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}"""


def opened(page: Page, address: str, rounds: int, start: float) -> float:
    """Milliseconds from Run to the picture of a loop that nobody has run before."""
    page.goto(address)
    page.wait_for_selector(".gradstep-player[data-step]")
    page.get_by_role("button", name="Notebook").click()
    page.get_by_role("button", name="New", exact=True).click()
    page.wait_for_function("document.querySelectorAll('.gs-cell').length === 1")
    page.locator(".cm-content").first.click()
    page.keyboard.insert_text(
        TRAINING.format(start=start).replace("range(100)", f"range({rounds})").strip()
    )
    page.wait_for_timeout(500)
    spent: float = page.evaluate(RUN)
    return spent


def measure(page: Page, address: str, rounds: int) -> dict[str, Any]:
    """A short loop first, then the long one, opened anew a few times; then steps through it."""
    opened(page, address, 2, 0.5)
    times = [opened(page, address, rounds, 1.0 + number) for number in range(OPENINGS)]
    page.evaluate(NEXT, 20)
    return {"opened": times, "steps": page.evaluate(NEXT, STEPS)}


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with running_app() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        found = measure(page, address, rounds)
        steps = page.locator(".gradstep-player").first.get_attribute("data-steps")
        print(f"{rounds} rounds, {steps} steps")
        print(summary("Run to picture", found["opened"], LIMIT))
        print(summary("Next to repaint", found["steps"], FRAME))
        browser.close()


if __name__ == "__main__":
    main()
