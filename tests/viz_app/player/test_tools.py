"""Jumps, breakpoints, levels, themes, selection, lecture view: by keyboard and by pointer."""

from typing import TYPE_CHECKING

import pytest

from tests.viz_app.player.test_walk import player, step

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = ((800, 600), (1024, 768), (1280, 720), (1920, 1080))
SHOWN = ".gradstep-player button, .gs-sentence, .gs-lecture-line"
CUT = """(shown) => [...document.querySelectorAll(shown)]
  .filter((one) => one.checkVisibility())
  .filter((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const scrolls = one.closest(".gs-cells, .gs-inspector");
    const beyond = !scrolls && (top < 0 || bottom > innerHeight);
    return beyond || left < 0 || right > innerWidth || one.scrollWidth > one.clientWidth + 1;
  })
  .map((one) => `${one.className}: ${one.textContent}`)"""
OVERLAP = """() => {
  const names = [".gs-code", ".gs-stage", ".gs-inspector", ".gs-foot"];
  const boxes = names.map((name) => document.querySelector(name).getBoundingClientRect());
  return names.flatMap((name, i) => names.slice(i + 1).filter((_, j) => {
    const [a, b] = [boxes[i], boxes[i + 1 + j]];
    const across = a.left < b.right - 1 && b.left < a.right - 1;
    return across && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  }).map((other) => `${name} ${other}`));
}"""


def steps_where(page: "Page", test: str) -> list[int]:
    """The steps of the story that fulfil a JavaScript condition on `one`."""
    return page.evaluate(
        f"""() => JSON.parse(shown.story).steps.flatMap((one, k) => ({test}) ? [k] : [])"""
    )


def test_g_goes_to_each_addition_to_a_grad_and_back(page: "Page") -> None:
    ticks = page.evaluate("JSON.parse(shown.story).ticks")
    for tick in ticks:
        page.keyboard.press("g")
        assert step(page) == tick
    page.keyboard.press("g")
    assert step(page) == ticks[-1], "there is none ahead: one stays"
    assert page.get_by_role("alert").inner_text() == "Nothing of that kind ahead."
    for tick in reversed(ticks[:-1]):
        page.keyboard.press("Shift+G")
        assert step(page) == tick


def test_d_goes_to_the_first_gradient_where_none_was(page: "Page") -> None:
    wanted = steps_where(
        page,
        "k && one.changes.some(([key, a, b]) => /\\/grad$/.test(key) && a === null && b !== null)",
    )
    page.keyboard.press("d")
    assert step(page) == wanted[0]


def test_a_program_without_error_says_so(page: "Page") -> None:
    page.keyboard.press("e")
    assert page.get_by_role("alert").inner_text() == "There is no error."
    assert step(page) == 0


def test_a_click_in_the_gutter_is_a_breakpoint(page: "Page") -> None:
    on_line = steps_where(page, "one.at && one.at.cell === 1 && one.at.line === 2")
    page.locator("[data-cell='1'] .cm-lineNumbers .cm-gutterElement", has_text="2").click()
    assert page.locator(".gs-line-break").count() == 1
    page.keyboard.press(".")
    assert step(page) == on_line[0]
    page.keyboard.press("b")
    assert page.locator(".gs-line-break").count() == 0, "b takes it away, on the line that runs"


def test_playing_stops_at_a_breakpoint_on_a_card(page: "Page") -> None:
    focused = steps_where(page, "one.focus.includes('w')")
    player(page, f"goTo({focused[0]})")
    player(page, "select('w')")
    page.keyboard.press("b")
    page.keyboard.press("Home")
    for _ in range(2):
        page.keyboard.press("+")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Play", exact=True).wait_for(timeout=10_000)
    assert step(page) == focused[0]


def test_a_selected_card_is_lit_in_code_and_table(page: "Page") -> None:
    player(page, "goTo(4)")
    page.keyboard.press("]")
    page.keyboard.press("t")
    chosen = page.locator(".gs-table tr[data-selected] th")
    assert chosen.count() == 1
    assert page.locator(".gs-line-lit").count() == 1
    name = chosen.inner_text().split(" ")[0]
    heading = page.get_by_role("complementary").get_by_role("heading").first
    assert heading.inner_text() == name


def test_a_name_in_the_text_lights_its_card(page: "Page") -> None:
    player(page, "goTo(4)")
    page.locator("[data-cell='0'] .cm-line span, [data-cell='0'] .cm-line").first.click(
        position={"x": 22, "y": 8}
    )
    heading = page.get_by_role("complementary").get_by_role("heading").first
    assert heading.inner_text() == "w"


def test_a_first_lesson_hides_what_a_beginner_need_not_see(page: "Page") -> None:
    player(page, "goTo(4)")
    page.keyboard.press("s")
    page.get_by_role("button", name="A first lesson").click()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("t")
    assert not page.get_by_role("columnheader", name="node").is_visible()
    assert page.get_by_role("columnheader", name="value").is_visible()
    page.reload()
    page.wait_for_selector(".gradstep-player[data-step]")
    assert "node" in (page.locator(".gradstep-player").get_attribute("data-hidden") or "")


def test_a_theme_is_chosen_and_kept(page: "Page") -> None:
    page.keyboard.press("s")
    page.get_by_label("projector").check()
    assert page.locator(".gradstep-player").get_attribute("data-theme") == "projector"
    page.reload()
    page.wait_for_selector(".gradstep-player[data-theme='projector']")


def test_the_sheet_of_keys_names_every_key_that_acts(page: "Page") -> None:
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    assert sheet.is_visible()
    named = set("".join(sheet.locator("kbd").all_inner_texts()).replace("Space", ""))
    assert named >= set("gGdDeb.,jJ[]lst0?+")
    page.keyboard.press("Escape")
    assert not sheet.is_visible()


def test_lecture_view_is_picture_line_and_sentence(page: "Page") -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    player(page, "goTo(4)")
    page.keyboard.press("l")
    page.wait_for_timeout(200)
    for name in (".gs-code", ".gs-inspector", ".gs-bar", ".gs-views"):
        assert not page.locator(name).first.is_visible()
    for name in (".gs-lecture-line", ".gs-sentence"):
        size = page.locator(name).evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")
        assert size >= 20
    places = player(page, "positions()")
    assert places["y"]["x"] - places["w"]["x"] > 0
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.keyboard.press("PageDown")
    assert step(page) == 5, "a presenter's clicker sends PageDown"
    page.keyboard.press("l")
    assert page.locator(".gs-code").is_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lecture", [False, True])
def test_every_size_holds(page: "Page", size: tuple[int, int], lecture: bool) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    player(page, "goTo(4)")
    if lecture:
        page.keyboard.press("l")
    else:
        assert page.evaluate(OVERLAP) == []
    page.wait_for_timeout(100)
    assert page.evaluate(CUT, SHOWN) == []


def test_an_edit_marks_all_that_came_from_the_old_text(page: "Page") -> None:
    player(page, "goTo(4)")
    page.get_by_role("textbox", name="Cell 1").click()
    page.keyboard.type("x")
    assert page.locator(".gradstep-player[data-old]").count() == 1
    for name in (".gs-sentence", ".gs-panel"):
        style = page.locator(name).evaluate("(one) => getComputedStyle(one).textDecorationLine")
        assert style == "line-through"
