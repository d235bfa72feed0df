"""A long story comes in chapters: those that are missing are asked for, and it is the same walk."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.viz_app.player.conftest import data
from tests.viz_app.programs import trace_of
from viz_app import pipeline
from viz_app.story import Book
from viz_app.story.wire import WHOLE, book_text, chapter_text

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PROGRAM = """import torch
w = torch.tensor(2.0, requires_grad=True)
for step in range(90):
    y = torch.tanh(w * 3)
    loss = (y - 1) ** 2
    loss.backward()
    w.grad = None
v = w
for step in range(150):
    v = v * w
v.backward()
"""
SHOW = """([message, chapters]) => {
  window.asked = [];
  const calls = {
    run: () => {},
    here: () => {},
    tell: (wanted) => {
      asked.push(wanted);
      const text = chapters[wanted.number][wanted.state ? 1 : 0];
      setTimeout(() => modules.mount.deliver({ id: message.id, text }), 20);
    },
  };
  takeDown();
  window.takeDown = modules.mount.mount(document.getElementById("host"), message, calls);
}"""
VISIT = """async (steps) => {
  const { player } = document.querySelector(".gradstep-player");
  const states = {};
  for (const step of steps) {
    await player.goTo(step);
    states[step] = player.state();
  }
  return states;
}"""


@pytest.fixture(scope="module")
def book() -> Book:
    return pipeline.book(trace_of(PROGRAM))


def message(book: Book, numbers: list[int], document: str) -> dict[str, Any]:
    cells = [{"kind": "code", "source": PROGRAM}]
    shown = {"document": document, "cells": cells, "executions": [(0, PROGRAM)]}
    return {**data(**shown), "story": book_text(book, numbers)}


def test_missing_chapters_are_asked_for_and_the_walk_is_the_same(page: "Page", book: Book) -> None:
    last = len(book.groups) - 1
    assert last > WHOLE
    chapters = [
        [chapter_text(book, number, state=state) for state in (False, True)]
        for number in range(book.chapters)
    ]
    steps = [0, last, 1, last // 2, last // 2 + 1, 499, 500, 501, last - 1, last // 3]
    page.evaluate(SHOW, [message(book, list(range(book.chapters)), "whole"), chapters])
    walked = page.evaluate(VISIT, list(range(last + 1)))
    assert page.evaluate("asked") == []
    page.evaluate(SHOW, [message(book, [0], "parts"), chapters])
    jumped = page.evaluate(VISIT, steps)
    assert {json.loads(state)["step"] for state in jumped.values()} == set(steps)
    assert jumped == {step: walked[step] for step in jumped}
    assert page.evaluate("asked.length") >= 3


def test_next_walks_from_chapter_to_chapter(page: "Page", book: Book) -> None:
    chapters = [[chapter_text(book, n, state=False)] * 2 for n in range(book.chapters)]
    page.evaluate(SHOW, [message(book, [0], "next"), chapters])
    page.evaluate(VISIT, [498])
    page.wait_for_function("asked.length > 0 && document.querySelector('.gradstep-player').player")
    for _ in range(4):
        page.get_by_role("button", name="Next", exact=True).click()
    page.wait_for_selector(".gradstep-player[data-step='502']")
    assert page.locator(".gradstep-player").get_attribute("data-steps") == str(len(book.groups) - 1)


def test_a_picture_larger_than_the_window_follows_the_step(page: "Page", book: Book) -> None:
    every = list(range(book.chapters))
    page.evaluate(SHOW, [message(book, every, "large"), []])
    page.evaluate(VISIT, [len(book.groups) - 320])
    seen = page.evaluate(
        """() => {
      const { player } = document.querySelector(".gradstep-player");
      const box = document.querySelector(".gs-canvas").getBoundingClientRect();
      const at = player.positions();
      return JSON.parse(player.state()).focus.filter((id) => at[id]).every((id) => {
        const { x, y } = at[id];
        return x > box.left && x < box.right && y > box.top && y < box.bottom;
      });
    }"""
    )
    assert seen


def test_a_loop_is_walked_round_by_round(page: "Page", book: Book) -> None:
    first, second = book.opening()["loops"]
    page.evaluate(SHOW, [message(book, list(range(book.chapters)), "rounds"), []])
    page.evaluate(VISIT, [first["starts"][40] + 2])
    assert page.get_by_text("round 41 of 90").is_visible()
    page.get_by_role("button", name="Next round").click()
    page.wait_for_selector(f".gradstep-player[data-step='{first['starts'][41]}']")
    page.get_by_role("button", name="Previous round").click()
    page.wait_for_selector(f".gradstep-player[data-step='{first['starts'][40]}']")
    page.evaluate(VISIT, [second["starts"][0]])
    assert page.get_by_role("button", name="Previous round").is_disabled()
    page.evaluate(VISIT, [first["last"] + 1])
    assert not page.get_by_text("round").is_visible()
