"""The running app goes in; how long Next and Run take comes out, in milliseconds.

Next also at 100 and at 1,000 nodes, in an exported page: as it opens, and with the whole in sight.

python -m tests.benchmarks.player
"""

from itertools import product
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.story import PROGRAMS
from tests.conftest import CHROMIUM_FLAGS, chromium
from tests.running import running_app
from tests.viz_app.exporters.documents import document
from viz_app.exporters.html import page as exported

FRAME = 1000 / 60
STEPS = 100
RUNS = 10
WALKED = {name: program for name, program in PROGRAMS.items() if name.endswith("back")}
LIMITS = {100: 33, 1_000: 50}
"""Nodes of a picture, and the milliseconds that 95 of 100 steps may take at most."""
MIDDLE = """() => {
  const { player } = document.querySelector(".gradstep-player");
  return player.goTo(Math.round(player.steps * 0.6));
}"""

# The work of a step from the click to the end of the drawing: Next, then the canvas drawn again in
# the next frame. The wait for that frame itself is the display's, and is not counted.
NEXT = """async (steps) => {
  const root = document.querySelector(".gradstep-player");
  const next = root.querySelector("[data-action=next]");
  const spent = [];
  for (let i = 0; i < steps; i += 1) {
    if (root.player.step === root.player.steps) root.player.goTo(0);
    await new Promise(requestAnimationFrame);
    const begun = performance.now();
    next.click();
    document.body.getBoundingClientRect();
    const clicked = performance.now() - begun;
    const drawn = await new Promise((done) => {
      requestAnimationFrame((frame) => setTimeout(() => done(performance.now() - frame)));
    });
    spent.push(clicked + drawn);
  }
  return spent;
}"""

# From pressing Run cell to the first frame that draws the new run.
RUN = """async () => {
  const root = document.querySelector(".gradstep-player");
  const before = root.dataset.steps;
  const begun = performance.now();
  [...root.querySelectorAll("[data-action=run-cell]")].at(4).click();
  while (root.dataset.steps === before) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}"""


def summary(name: str, times: list[float], limit: float) -> str:
    """One line: median, 95th percentile, and the median as a share of the limit."""
    p95 = quantiles(times, n=20)[-1]
    middle = median(times)
    share = f"{middle / limit:.2f} of the limit of {limit:.0f}"
    return f"{name:28} median {middle:6.1f}  p95 {p95:6.1f}  median is {share}"


def measure(page: Page) -> dict[str, Any]:
    """Steps first, then runs of the same cell, each of which adds a pass."""
    page.evaluate(NEXT, 20)
    steps = page.evaluate(NEXT, STEPS)
    page.evaluate(RUN)
    return {"steps": steps, "runs": [page.evaluate(RUN) for _ in range(RUNS)]}


def walked(page: Page, file: Path, *, whole: bool) -> list[float]:
    """Steps in the middle of a walk, where the gradients are on their way."""
    page.goto(file.as_uri())
    page.wait_for_selector(".gradstep-player[data-step]")
    page.evaluate(MIDDLE)
    if whole:
        page.locator("[data-action=fit]").click()
    page.evaluate(NEXT, 20)
    times: list[float] = page.evaluate(NEXT, STEPS)
    return times


def large(page: Page, folder: Path) -> None:
    """Measure and print the steps of large pictures."""
    for (name, program), (nodes, p95) in product(WALKED.items(), LIMITS.items()):
        file = folder / f"{nodes}.html"
        told = document(program.format(n=nodes), title=name)
        file.write_text(exported(told), encoding="utf-8")
        for whole in (False, True):
            title = f"{name} {nodes}{' whole' if whole else ''}"
            times = walked(page, file, whole=whole)
            print(summary(title, times, FRAME), f"(p95 at most {p95})", flush=True)


def main() -> None:
    """Measure and print."""
    with running_app() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(address)
        page.wait_for_selector(".gradstep-player[data-step]")
        times = measure(page)
        print(summary("Next to repaint", times["steps"], FRAME))
        print(summary("Run to picture", times["runs"], 300))
        with TemporaryDirectory() as folder:
            large(page, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
