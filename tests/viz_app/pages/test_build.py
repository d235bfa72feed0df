"""The notebook that the project grew from, built from nothing with forms and clicks alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.running import running_app
from tests.viz_app.pages.builder import Builder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.fixture
def builder(browser: Browser, address: str) -> Iterator[Builder]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    page.wait_for_selector(".gradstep-player[data-step]")
    page.get_by_role("link", name="Build").click()
    page.get_by_role("textbox", name="Values").wait_for()
    yield Builder(page)
    context.close()
    assert problems == []


def agrees(builder: Builder, torch: Any, names: str) -> None:
    """Real PyTorch, given the builder's code, has the numbers that the app shows."""
    scope: dict[str, Any] = {}
    exec(builder.code(), scope)
    shown = builder.table()
    for name in names.split():
        tensor = scope[name]
        value, grad = shown[name]
        assert numbers(value) == tensor.detach().flatten().tolist()
        if tensor.is_leaf:
            assert numbers(grad.split("\n", 1)[-1]) == tensor.grad.flatten().tolist()


def numbers(text: str) -> list[float]:
    return [float(part.replace("−", "-")) for part in text.split()]


def test_the_first_example_a_sum(builder: Builder, torch: Any) -> None:
    builder.leaf("a", "1.", "3, 3")
    builder.leaf("b", "2.", "3, 3")
    builder.operation("input + other", ["a", "b"], "t")
    builder.operation("torch.sum(input)", ["t"], "y")
    builder.then("y", "y.backward()")
    assert builder.code().splitlines()[-3:] == ["t = a + b", "y = torch.sum(t)", "y.backward()"]
    agrees(builder, torch, "a b t y")


def test_the_second_example_a_product_and_a_sum(builder: Builder, torch: Any) -> None:
    for name, value in (("a", "1."), ("b", "2."), ("w", "2.")):
        builder.leaf(name, value, "2, 2")
    builder.operation("input * other", ["w", "a"], "y")
    builder.operation("input + other", ["y", "b"], "t")
    builder.operation("torch.sum(input)", ["t"], "z")
    builder.then("z", "z.backward()")
    assert builder.code().splitlines()[-4:-1] == ["y = w * a", "t = y + b", "z = torch.sum(t)"]
    agrees(builder, torch, "a b w y t z")


def test_the_third_example_gradients_add_up_until_they_are_cleared(
    builder: Builder, torch: Any
) -> None:
    builder.leaf("a", "1.", "2, 2")
    builder.leaf("b", "2.", "2, 2")
    for _ in range(2):
        builder.operation("input + other", ["a", "b"], "c")
        builder.operation("torch.sum(input)", ["c"], "t")
        builder.then("t", "t.backward()")
    agrees(builder, torch, "a b c t")
    builder.then("a", "a.grad = None")
    builder.operation("input + other", ["a", "b"], "c")
    builder.operation("torch.sum(input)", ["c"], "t")
    builder.then("t", "t.backward()")
    assert builder.table()["a"][1].split("\n", 1)[-1] == "1 1\n1 1"
    agrees(builder, torch, "a b c t")


def test_one_tensor_clicked_twice_is_used_twice(builder: Builder, torch: Any) -> None:
    builder.leaf("x", "3.")
    builder.operation("input * other", ["x", "x"], "y")
    builder.then("y", "y.backward()")
    agrees(builder, torch, "x y")


def test_a_field_that_is_armed_by_hand_takes_the_next_click(builder: Builder) -> None:
    builder.leaf("a", "3.")
    builder.leaf("b", "4.")
    builder.opened("An operation", builder.field("Result"))
    builder.page.get_by_role("button", name="○ other").click()
    builder.page.get_by_role("button", name="● other").wait_for()
    builder.click("a")
    builder.click("b")
    builder.changes(builder.page.locator(".st-key-add-operation button"))
    assert builder.code().splitlines()[-1].endswith("= b + a")


def test_a_wrong_connection_is_refused_in_pytorch_s_words_and_nothing_changes(
    builder: Builder,
) -> None:
    builder.leaf("a", "1.", "2, 3")
    builder.leaf("b", "1.", "2, 3")
    before = builder.code()
    builder.opened("An operation", builder.field("Result"))
    builder.choose("Which", "input @ other")
    builder.click("a")
    builder.click("b")
    builder.page.locator(".st-key-add-operation button").click()
    builder.page.get_by_text("mat1 and mat2 shapes cannot be multiplied").wait_for()
    assert builder.code() == before


def test_undo_goes_back_to_nothing_and_redo_to_where_one_was(builder: Builder) -> None:
    for name in "abc":
        builder.leaf(name, "2.", "2, 2")
    built = builder.code()
    for _ in range(3):
        builder.changes(builder.page.get_by_role("button", name="Undo"))
    assert builder.code() == ""
    for _ in range(3):
        builder.changes(builder.page.get_by_role("button", name="Redo"))
    assert builder.code() == built
