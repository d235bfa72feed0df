"""Stepping: there and back is the same, and nothing moves."""

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

LAST = 12


def player(page: "Page", call: str) -> Any:
    return page.evaluate(f"document.querySelector('.gradstep-player').player.{call}")


def step(page: "Page") -> int:
    return int(page.locator(".gradstep-player").get_attribute("data-step") or -1)


def press(page: "Page", name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_it_starts_before_the_first_step(page: "Page") -> None:
    assert (step(page), player(page, "step"), player(page, "steps")) == (0, 0, LAST)
    assert page.locator(".gradstep-player").get_attribute("data-steps") == str(LAST)


def test_there_and_back_shows_the_same(page: "Page") -> None:
    there = [player(page, "state()")]
    for _ in range(LAST):
        press(page, "Next")
        there.append(player(page, "state()"))
    back = [player(page, "state()")]
    for _ in range(LAST):
        press(page, "Previous")
        back.append(player(page, "state()"))
    assert len(set(there)) == LAST + 1
    assert back == there[::-1]


def test_a_jump_shows_what_walking_there_shows(page: "Page") -> None:
    walked = [player(page, "state()")]
    for _ in range(LAST):
        press(page, "Next")
        walked.append(player(page, "state()"))
    for k in (7, 0, LAST, 3, 9, 4):
        player(page, f"goTo({k})")
        assert player(page, "state()") == walked[k]


def test_the_state_is_the_initial_state_with_the_changes_applied(page: "Page") -> None:
    player(page, "goTo(4)")
    state = json.loads(player(page, "state()"))
    assert state["step"] == 4
    assert state["now"]["card"]["w"]["grad"] == 3
    assert state["now"]["edge"]["e"]["flow_text"] == "3"
    assert list(state) == sorted(state)


def test_no_card_moves_while_stepping_and_hidden_cards_have_a_place(page: "Page") -> None:
    places = player(page, "positions()")
    assert sorted(places) == ["m", "w", "y"]
    for _ in range(LAST):
        press(page, "Next")
        assert player(page, "positions()") == places


def test_no_part_of_the_page_moves_while_stepping(page: "Page") -> None:
    names = "section[aria-label], aside, footer, .gs-sentence, .gs-bar, .gs-bar *, canvas"
    parts = f"[...document.querySelectorAll('{names}')]"
    boxes = f"{parts}.map((part) => JSON.stringify(part.getBoundingClientRect())).join()"
    before = page.evaluate(boxes)
    for _ in range(LAST):
        press(page, "Next")
        assert page.evaluate(boxes) == before


def test_out_of_range_stops_at_the_ends(page: "Page") -> None:
    for asked, reached in ((99, LAST), (-5, 0)):
        player(page, f"goTo({asked})")
        assert step(page) == reached


def test_buttons_first_and_last(page: "Page") -> None:
    press(page, "Last")
    assert step(page) == LAST
    press(page, "Next")
    assert step(page) == LAST
    press(page, "First")
    assert step(page) == 0


def test_play_walks_by_itself_until_the_end_or_a_pause(page: "Page") -> None:
    player(page, f"goTo({LAST - 1})")
    press(page, "Play")
    page.wait_for_selector(f"[data-step='{LAST}']")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    player(page, "goTo(1)")
    press(page, "Play")
    press(page, "Pause")
    assert step(page) == 1


def test_the_slider_is_named_step_and_steps(page: "Page") -> None:
    slider = page.get_by_role("slider", name="Step")
    slider.fill("5")
    assert step(page) == 5
    assert "5" in (slider.get_attribute("aria-valuetext") or "")


def test_every_control_carries_its_action(page: "Page") -> None:
    for action in ("first", "previous", "next", "last", "play", "step"):
        assert page.locator(f"[data-action='{action}']").count() == 1


def test_the_live_region_says_the_sentence(page: "Page") -> None:
    press(page, "Next")
    live = page.locator("[aria-live='polite']")
    assert live.count() == 1
    assert live.text_content() == "w is a leaf"
