"""The picture: cards where Python put them, one camera, selection, colours."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.viz_app.player import sample
from tests.viz_app.player.conftest import data
from tests.viz_app.player.test_walk import player, press

if TYPE_CHECKING:
    from playwright.sync_api import Page

INSIDE = 40


def pixel(page: "Page", x: float, y: float) -> list[int]:
    """The colour of the canvas at a point of the window."""
    return page.evaluate(
        """async ([x, y]) => {
          await new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame));
          const canvas = document.querySelector("canvas");
          const frame = canvas.getBoundingClientRect();
          const scale = canvas.width / frame.width;
          const at = [(x - frame.x) * scale, (y - frame.y) * scale];
          return [...canvas.getContext("2d").getImageData(...at, 1, 1).data];
        }""",
        [x, y],
    )


def test_every_card_of_the_story_has_its_place_inside_the_stage(page: "Page") -> None:
    stage = page.locator(".gs-stage").bounding_box()
    assert stage
    places = player(page, "positions()")
    for place in places.values():
        assert stage["x"] + INSIDE < place["x"] < stage["x"] + stage["width"] - INSIDE
        assert stage["y"] + INSIDE < place["y"] < stage["y"] + stage["height"] - INSIDE
    assert places["m"] == places["y"], "scenes share their origin"


def test_a_hidden_card_is_not_drawn_and_a_live_one_is(page: "Page") -> None:
    place = player(page, "positions()")["w"]
    empty = pixel(page, place["x"], place["y"])
    player(page, "goTo(1)")
    assert pixel(page, place["x"], place["y"]) != empty


def test_a_click_selects_the_card_and_the_inspector_tells_of_it(page: "Page") -> None:
    player(page, "goTo(4)")
    place = player(page, "positions()")["w"]
    page.mouse.click(place["x"], place["y"])
    panel = page.get_by_role("complementary")
    assert panel.get_by_role("heading", name="w", exact=True).count() == 1
    page.mouse.click(place["x"], place["y"] + 150)
    assert panel.get_by_role("heading", name="w.grad grows").count() == 1


def test_a_card_can_be_clicked_at_its_corner(page: "Page") -> None:
    player(page, "goTo(4)")
    place = player(page, "positions()")["w"]
    page.mouse.click(place["x"] + 50, place["y"] - 40)
    assert page.get_by_role("heading", name="w", exact=True).count() == 1


def test_a_card_is_drawn_while_its_middle_is_out_of_the_window(page: "Page") -> None:
    player(page, "goTo(4)")
    stage, place = page.locator(".gs-canvas").bounding_box(), player(page, "positions()")["w"]
    assert stage
    page.mouse.move(stage["x"] + 4, stage["y"] + 4)
    page.mouse.down()
    page.mouse.move(stage["x"] + 4 - (place["x"] - stage["x"] + 80), stage["y"] + 4, steps=3)
    page.mouse.up()
    moved = player(page, "positions()")["w"]
    assert moved["x"] < stage["x"] - 70
    pixels = [pixel(page, stage["x"] + 2, moved["y"] + step) for step in range(-30, 30, 3)]
    assert len({tuple(each) for each in pixels}) > 1


def test_a_card_of_another_scene_cannot_be_clicked(page: "Page") -> None:
    place = player(page, "positions()")["m"]
    player(page, "goTo(11)")
    page.mouse.click(place["x"], place["y"])
    assert page.get_by_role("heading", name="y", exact=True).count() == 1
    player(page, "goTo(12)")
    page.mouse.click(place["x"], place["y"])
    assert page.get_by_role("heading", name="w + 1", exact=True).count() == 1


def test_the_rule_is_mathml_from_a_closed_list(page: "Page") -> None:
    player(page, "goTo(4)")
    rule = page.locator(".gs-rule")
    assert rule.locator("math mi").all_text_contents() == ["w"]
    assert rule.locator("script").count() == 0
    assert rule.text_content() == "w=2"


def test_zoom_and_pan_stay_while_stepping_and_when_python_runs_again(page: "Page") -> None:
    place = player(page, "positions()")["w"]
    page.mouse.move(place["x"], place["y"])
    page.mouse.wheel(0, -240)
    page.mouse.move(700, 420)
    page.mouse.down()
    page.mouse.move(740, 440)
    page.mouse.up()
    moved = player(page, "positions()")
    assert moved["w"] != place
    player(page, "goTo(12)")
    page.evaluate("void show(structuredClone(shown))")
    assert player(page, "positions()") == moved
    assert player(page, "step") == 12


def test_the_lamp_is_lit_where_nothing_is_recorded(page: "Page") -> None:
    lamp = page.get_by_text("no_grad: nothing is recorded")
    player(page, "goTo(11)")
    assert not lamp.is_visible()
    player(page, "goTo(12)")
    assert lamp.is_visible()


def test_the_table_says_the_same_row_by_row(page: "Page") -> None:
    press(page, "Table")
    player(page, "goTo(4)")
    rows = page.get_by_role("row")
    assert rows.count() == 4  # the head, two cards and the edge on which a gradient has come
    assert rows.nth(1).all_inner_texts() == ["w (leaf)\t\tscalar\t2\t\t\tpass 1\n3\t"]
    rows.nth(1).click()
    assert page.get_by_role("heading", name="w", exact=True).count() == 1


def test_fit_brings_everything_back(page: "Page") -> None:
    before = player(page, "positions()")
    page.mouse.move(700, 300)
    page.mouse.wheel(0, 400)
    page.get_by_role("button", name="Fit").click()
    assert player(page, "positions()") == before


def test_another_language_keeps_the_step_and_the_camera(page: "Page") -> None:
    page.mouse.move(700, 300)
    page.mouse.wheel(0, -240)
    player(page, "goTo(5)")
    before = player(page, "positions()")
    page.evaluate("(chinese) => void show(chinese)", data(document="sample", language="zh_cn"))
    assert page.get_by_role("button", name="下一步", exact=True).count() == 1
    assert player(page, "step") == 5
    assert player(page, "positions()") == before


def test_another_language_keeps_breakpoints_and_what_is_selected(page: "Page") -> None:
    page.locator("[data-cell='1'] .cm-lineNumbers .cm-gutterElement", has_text="2").click()
    player(page, "goTo(4)")
    player(page, "select('w')")
    page.evaluate("(chinese) => void show(chinese)", data(document="sample", language="zh_cn"))
    assert page.locator(".gs-line-break").count() == 1
    assert page.locator(".gs-inspector h2").inner_text() == "w"


@pytest.mark.parametrize(
    ("colour", "theme"), [("#14171d", "dark"), ("#fbfaf7", "light"), ("transparent", "light")]
)
def test_colours_follow_the_page_around(page: "Page", colour: str, theme: str) -> None:
    page.evaluate(f"document.body.style.backgroundColor = '{colour}'; void show(shown)")
    assert page.locator(".gradstep-player").get_attribute("data-theme") == theme


def test_taken_down_and_put_up_again_it_remembers_step_and_camera(page: "Page") -> None:
    page.mouse.move(700, 300)
    page.mouse.wheel(0, -240)
    player(page, "goTo(6)")
    before = player(page, "positions()")
    page.evaluate("takeDown(); window.takeDown = show(shown); null")
    assert (player(page, "step"), player(page, "positions()")) == (6, before)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768), (800, 600)])
def test_nothing_overflows(page: "Page", size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    player(page, "goTo(4)")
    overflow: Any = page.evaluate(
        """() => [...document.querySelectorAll(
            ".gradstep-player :is(section, aside, footer, p, h2, h3, li, button)"
          )]
          .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
          .map((part) => part.className || part.tagName)"""
    )
    assert overflow == []
    assert page.evaluate("document.documentElement.scrollHeight") == size[1]


def test_a_layout_that_is_simpler_than_usual_says_so(page: "Page") -> None:
    page.evaluate("(data) => show(data)", data(story=sample.story() | {"direct": 3}, document="d"))
    page.get_by_role("note").get_by_text("Simpler layout: 3 long edges run straight").wait_for()
