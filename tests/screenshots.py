"""A folder goes in; pictures of ten programs in three themes and two languages come out.

python -m tests.screenshots OUT [--only NAME,…] [--size 1920x1080] [--lecture]
"""

import argparse
from itertools import product
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tests.conftest import CHROMIUM_FLAGS, chromium
from tests.viz_app.exporters.documents import document
from viz_app.exporters.html import page as exported

SETTLED: Final = 400
THEMES: Final = ("light", "dark", "projector")
LANGUAGES: Final = ("en", "zh_cn")
SHARE: Final = 0.75
"""How far into the walk: most of it has happened, and something still happens."""

HEAD: Final = "import torch\n"
W: Final = "w = torch.tensor(2., requires_grad=True)\n"
PROGRAMS: Final = {
    "square": W + "y = w * w\ny.backward()\nprint(w.grad)\n",
    "twice": W + "for i in range(2):\n    y = w * 3\n    y.backward()\nprint(w.grad)\n",
    "none": W + "y = w * 3\nz = y.detach() * 2\ny.backward()\nprint(y.grad, z.requires_grad)\n",
    "no_grad": W + "with torch.no_grad():\n    m = w * 10\ny = w * 3 + m\ny.backward()\n",
    "broadcast": "a = torch.ones(2, 3, requires_grad=True)\nb = torch.ones(3, requires_grad=True)\n"
    "s = (a * b).sum()\ns.backward()\nprint(b.grad)\n",
    "in_place": W + "y = w.exp()\ny += 1\ny.backward()\n",
    "freed": W + "y = w ** 2\ny.backward()\ny.backward()\n",
    "diamond": W + "a = w * 3\nb = a + w\nc = a * b\nc.backward()\nprint(w.grad)\n",
    "second": W + "y = w ** 3\ng, = torch.autograd.grad(y, w, create_graph=True)\ng.backward()\n",
    "training": "torch.manual_seed(0)\nnet = torch.nn.Linear(2, 1)\n"
    "opt = torch.optim.SGD(net.parameters(), lr=0.1)\nx = torch.ones(4, 2)\n"
    "for step in range(2):\n    loss = (net(x) - 1).pow(2).mean()\n    opt.zero_grad()\n"
    "    loss.backward()\n    opt.step()\nprint(loss)\n",
}
"""What a course shows in its first weeks, each with another state that has to be seen."""


def shoot(page: Page, file: Path, out: Path, *, lecture: bool) -> None:
    """One program in one language, in every theme."""
    page.goto(file.as_uri())
    page.wait_for_selector(".gradstep-player[data-step]")
    page.evaluate(
        "(share) => { const { player } = document.querySelector('.gradstep-player');"
        " return player.goTo(Math.round(player.steps * share)); }",
        SHARE,
    )
    for theme in THEMES:
        page.locator("[data-action=show]").click()
        page.locator(f"input[name=gs-theme][value={theme}]").check()
        page.locator("dialog[open] .gs-close").click()
        if lecture:
            page.keyboard.press("l")
        page.wait_for_timeout(SETTLED)
        page.screenshot(path=out / f"{file.stem}-{theme}.png")
        if lecture:
            page.keyboard.press("l")


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default=",".join(PROGRAMS))
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--lecture", action="store_true")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    width, height = (int(side) for side in given.size.split("x"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height})
        for name, language in product(given.only.split(","), LANGUAGES):
            source = HEAD + PROGRAMS[name]
            file = given.out / f"{name}-{language}.html"
            told = document(source, title=name, language=language)
            file.write_text(exported(told), encoding="utf-8")
            shoot(page, file, given.out, lecture=given.lecture)
        browser.close()


if __name__ == "__main__":
    main()
