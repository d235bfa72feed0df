"""Notebook cells in; the story that is told of them out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from autograd_core.trace import Trace
from tests.viz_app.programs import trace_of
from viz_app.graph.build import build
from viz_app.graph.hiding import hide
from viz_app.graph.layout import arrange
from viz_app.graph.sizes import measure
from viz_app.graph.views import Views
from viz_app.story import state_at
from viz_app.story.book import Book
from viz_app.story.words import plain

SNIPPETS = Path(__file__).parents[1] / "recorded" / "snippets"


def book_of(trace: Trace, language: str = "en") -> Book:
    views = Views(trace.values, language)
    graph = hide(build(trace), trace)
    measure(graph, views)
    return Book(graph, arrange(graph), trace, language, views)


def story_of_trace(trace: Trace, language: str = "en") -> dict[str, Any]:
    return book_of(trace, language).complete()


def story_of(
    *cells: str, order: Sequence[int] | None = None, language: str = "en"
) -> dict[str, Any]:
    return story_of_trace(trace_of(*cells, order=order), language)


@cache
def snippet_story(name: str, language: str = "en") -> dict[str, Any]:
    """The story of one of the recorded teaching snippets."""
    return story_of((SNIPPETS / f"{name}.py").read_text(encoding="utf-8"), language=language)


def state_after(story: dict[str, Any], step: int) -> dict[str, Any]:
    """All that is visible after a step; counted from the end if it is negative."""
    return state_at(story, range(len(story["steps"]))[step])


def shown(story: dict[str, Any], name: str, field: str, step: int = -1) -> Any:
    """A field of the last live card with a name, else of the one with that source text."""
    state = state_after(story, step)
    cards = [card["id"] for card in story["cards"]]
    live = [card for card in cards if state[f"card/{card}/phase"] == "live"]
    found = (
        [card for card in some if name == state[f"card/{card}/{key}"]]
        for key in ("names", "source")
        for some in (live, cards)
    )
    card = next(filter(None, found))[-1]
    value = state[f"card/{card}/{field}"]
    if field in ("value", "grad", "inbox_grad") and value is not None:
        return story["views"][value]["rows"]
    return value


def step_of(story: dict[str, Any], kind: str, text: str = "", after: int = -1) -> int:
    """The first step of a kind, after another one, whose sentence holds a text."""
    for number, step in enumerate(story["steps"]):
        if number > after and step["kind"] == kind and text in plain(step["sentence"]):
            return number
    raise AssertionError(f"no {kind} says {text!r}: {sentences(story, kind)}")


def sentences(story: dict[str, Any], kind: str | None = None) -> list[str]:
    return [plain(s["sentence"]) for s in story["steps"] if kind in (None, s["kind"])]
