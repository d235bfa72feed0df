"""Random edits in the browser (form, click, editor, undo, field): code, graph and numbers agree."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.running import running_app
from tests.viz_app.pages.builder import Builder
from viz_app import pipeline

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow
SEQUENCES, PARTS, EDITS = 20, 4, 4
VALUES = ("2.", "[1., 2.]", "[[1., 2.], [3., 4.]]")
LINES = ("z = {0} * {0}", "{0}.sum().backward()", "print({0})", "{0} = {0} + 1", "z = {0} @ {0}")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.mark.parametrize("part", range(PARTS))
def test_code_graph_and_numbers_agree_whatever_was_done(
    part: int, browser: Browser, address: str
) -> None:
    for seed in range(part, SEQUENCES, PARTS):
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
        )
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error, found=problems: found.append(str(error)))
        page.goto(address)
        page.wait_for_selector(".gradstep-player[data-step]")
        page.get_by_role("link", name="Build").click()
        builder = Builder(page)
        builder.field("Values").wait_for()
        draw = random.Random(seed)
        builder.leaf("a", draw.choice(VALUES))
        for _ in range(EDITS):
            draw.choice(EDITORS)(draw, builder)
            agree(builder)
        context.close()
        assert problems == []


def names(builder: Builder) -> list[str]:
    return list(builder.table())


def leaf(draw: random.Random, builder: Builder) -> None:
    builder.opened("A new leaf", builder.field("Values"))
    builder.field("Values").fill(draw.choice(VALUES))
    builder.press(builder.page.get_by_test_id("stFormSubmitButton").get_by_role("button"))


def operation(draw: random.Random, builder: Builder) -> None:
    """Two clicks, and often a connection that PyTorch refuses."""
    known = names(builder)
    if not known:  # the first leaf is undone
        return
    builder.opened("An operation", builder.field("Result"))
    builder.choose("Which", draw.choice(["input + other", "input * other", "input @ other"]))
    for _ in range(2):
        builder.click(draw.choice(known))
    builder.press(builder.page.locator(".st-key-add-operation button"))


def typed(draw: random.Random, builder: Builder) -> None:
    """One more line in the editor."""
    line = draw.choice(LINES).format(draw.choice(names(builder) or ["a"]))
    builder.page.locator(".gs-code .cm-content").click()
    builder.page.keyboard.press("Control+End")
    builder.page.keyboard.insert_text(f"\n{line}")
    builder.page.keyboard.press("Shift+Enter")
    builder.idle()


def undone(draw: random.Random, builder: Builder) -> None:
    button = builder.page.get_by_role("button", name=draw.choice(["Undo", "Redo"]))
    if button.is_enabled():
        builder.press(button)


def turned(draw: random.Random, builder: Builder) -> None:
    """A number of the program, in its field."""
    field = builder.page.locator("[data-testid=stNumberInput] input")
    if field.count() == 0:
        return
    builder.opened("Numbers to play with", field.first)
    field.first.fill(str(draw.choice([0.5, 5, -3])))
    field.first.press("Enter")
    builder.idle()


EDITORS: tuple[Callable[[random.Random, Builder], None], ...] = (
    leaf,
    operation,
    operation,
    typed,
    undone,
    turned,
)


def agree(builder: Builder) -> None:
    """The app's table is what the program in its editor really makes, once all has arrived."""
    for _ in range(10):
        code, shown = builder.code(), builder.table()
        wanted = {name: both for name, both in expected(code).items() if name in shown}
        held = {name: shown[name] for name in wanted}
        if held == wanted and code == builder.code():
            return
        builder.idle()
    assert held == wanted, code


def expected(code: str) -> dict[str, tuple[str, str]]:
    """Value and gradient of every name at the end, told without a browser."""
    told = pipeline.story(pipeline.run(((0, code),)).trace)
    state = dict(told["initial"])
    for step in told["steps"]:
        state |= {key: new for key, _, new in step["changes"]}

    def text(view: int | None) -> str:
        rows = [] if view is None else told["views"][view]["rows"]
        return "\n".join(" ".join(row) for row in rows)

    found = {}
    for card in told["cards"]:
        field = {
            name: state[f"card/{card['id']}/{name}"]
            for name in ("names", "value", "grad", "grad_note", "grad_sign", "inbox_grad")
        }
        held = field["grad"] if field["grad"] is not None else field["inbox_grad"]
        note = field["grad_note"] if field["grad"] is not None else ""
        none = f"None: {field['grad_note']}" if field["grad_sign"] == "none" else ""
        grad = none if held is None else text(held)
        for name in filter(None, field["names"].split(", ")):
            found[name] = (text(field["value"]), "\n".join(filter(None, [note, grad])))
    return found
