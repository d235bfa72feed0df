"""Notebook cells in; the story that is told of them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograd_core.trace import Trace
from tests.viz_app.programs import trace_of
from viz_app.graph.build import build
from viz_app.graph.hiding import hide
from viz_app.graph.layout import arrange
from viz_app.graph.sizes import measure
from viz_app.graph.views import Views
from viz_app.story.book import Book
from viz_app.story.words import plain


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


def sentences(story: dict[str, Any], kind: str | None = None) -> list[str]:
    return [plain(s["sentence"]) for s in story["steps"] if kind in (None, s["kind"])]
