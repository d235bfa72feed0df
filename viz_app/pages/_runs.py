"""What was executed goes in, its story comes out; meanwhile the page says what it waits for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from viz_app import pipeline
from viz_app.cache import Cache
from viz_app.i18n import text
from viz_app.player.message import Execution
from viz_app.sandbox import Waiting, patient
from viz_app.settings import MEGABYTE, Limits, chosen
from viz_app.story import Book
from viz_app.story.wire import book_text, chapter_text

WEIGHT: Final = 2_000
"""Bytes that a book keeps for each event of its trace, about."""
SILENT_SECONDS: Final = 0.3
"""Most runs are over by then; a notice that only flashes would disturb."""


@dataclass(frozen=True)
class Told:
    """A story: the book that tells its chapters, and the text with which the player opens."""

    book: Book
    text: str
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def chapter(self, number: int, *, state: bool) -> str:
        """One chapter; a book is walked by one reader at a time."""
        with self.lock:
            return chapter_text(self.book, number, state=state)


class Superseded(Exception):
    """The person has asked for another run meanwhile; the newest wins."""


STORIES: Final[Cache[Told]] = Cache(32, 256 * MEGABYTE)
"""What has been told lately, in any session."""


def told(
    executions: tuple[Execution, ...], seed: int, limits: Limits, language: str, place: Any
) -> str:
    """What the player plays, as JSON; the same is not run and not told twice.

    The session keeps what it shows, so that only asking again repeats a run that met a limit of
    time. While it waits, `place` shows the line before it; Streamlit ends the wait when the session
    ends or wants to show something else, and `newest` when the person has pressed Run again.
    """
    key = (executions, seed, limits, language)
    shown = st.session_state.get("told")
    if shown is not None and shown[0] == key:
        return str(shown[1].text)
    found = made(*key, Notice(place, language).show)
    place.empty()
    st.session_state["told"] = key, found
    st.session_state["shown"] = found.text, executions
    return found.text


def made(
    executions: tuple[Execution, ...], seed: int, limits: Limits, language: str, waiting: Waiting
) -> Told:
    """A story, from what is known or from a run."""
    key = (executions, seed, limits, language)
    shown = st.session_state.get("told")
    if shown is not None and shown[0] == key:
        kept: Told = shown[1]
        return kept
    found = STORIES.get(key)
    if found is None:
        ran = pipeline.run(executions, seed=seed, limits=limits, waiting=waiting)
        book = pipeline.book(ran.trace, language=language)
        found = Told(book, book_text(book))
        if ran.repeatable:
            STORIES.put(key, found, WEIGHT * len(ran.trace.events) + len(found.text))
    return found


def run(executions: tuple[Execution, ...], seed: int) -> pipeline.Run:
    """A run is a pure function of what was executed and of the seed; the same is not run twice."""
    return pipeline.run(executions, seed=seed, limits=chosen())


def story(executions: tuple[Execution, ...], seed: int, language: str) -> str:
    """The same as `told` where nothing takes long enough to be waited for."""
    return made(executions, seed, chosen(), language, patient).text


def told_of(run: pipeline.Run, language: str) -> Told:
    """The story of a trace that was opened, kept by the session as long as it is shown."""
    shown = st.session_state.get("told")
    key = (id(run), language)
    if shown is not None and shown[0] == key:
        kept: Told = shown[1]
        return kept
    book = pipeline.book(run.trace, language=language)
    found = Told(book, book_text(book))
    st.session_state["told"] = key, found
    return found


def teller(
    executions: tuple[Execution, ...],
    seed: int,
    limits: Limits,
    language: str,
    trace: pipeline.Run | None = None,
) -> Callable[[int, bool], str]:
    """What tells the other chapters when the player asks for them; of a run, or an opened trace."""

    def tell(number: int, state: bool) -> str:
        if trace is not None:
            return told_of(trace, language).chapter(number, state=state)
        return made(executions, seed, limits, language, patient).chapter(number, state=state)

    return tell


@dataclass
class Notice:
    """Where the page says that a run is under way, or how many are before it."""

    place: Any
    language: str

    def __post_init__(self) -> None:
        self.begun = time.monotonic()

    def show(self, before: int) -> None:
        """Say it; every word sent is also where Streamlit may end the wait."""
        if asked_again():
            raise Superseded
        if time.monotonic() - self.begun < SILENT_SECONDS:
            self.place.empty()
            return
        key = "app.running" if before == 0 else "app.waiting"
        self.place.text(text(self.language, key, before=before))


def asked_again() -> bool:
    """Whether the workbench has sent another order, which waits until this one is done.

    Streamlit lets a fragment finish before it runs again, and has no public way to ask.
    """
    requests: Any = getattr(get_script_run_ctx(), "script_requests", None)
    waiting: Any = getattr(getattr(requests, "_rerun_data", None), "widget_states", None)
    if waiting is None or getattr(getattr(requests, "_state", None), "name", "") != "RERUN":
        return False
    return any(one.WhichOneof("value") == "json_trigger_value" for one in waiting.widgets)
