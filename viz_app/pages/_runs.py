"""Executions and a seed in; the run, and the story of it as text, out: each is made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from viz_app import pipeline
from viz_app.player.message import Execution
from viz_app.story import Book
from viz_app.story.wire import book_text, chapter_text

KEPT: Final = 16


@lru_cache(maxsize=KEPT)
def run(executions: tuple[Execution, ...], seed: int) -> pipeline.Run:
    """A run is a pure function of what was executed and of the seed, so it need not run twice."""
    return pipeline.run(executions, seed=seed)


@lru_cache(maxsize=KEPT)
def book(executions: tuple[Execution, ...], seed: int, language: str) -> Book:
    """A run's story, to be told chapter by chapter; another language tells the same run."""
    return pipeline.book(run(executions, seed).trace, language=language)


@lru_cache(maxsize=KEPT)
def story(executions: tuple[Execution, ...], seed: int, language: str) -> str:
    """What the player plays, as text: the opening, and the chapters that are there at once."""
    return book_text(book(executions, seed, language))


def teller(
    executions: tuple[Execution, ...], seed: int, language: str
) -> Callable[[int, bool], str]:
    """What tells the other chapters when the player asks for them."""
    return lambda number, state: chapter_text(book(executions, seed, language), number, state=state)
