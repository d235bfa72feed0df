"""What was executed goes in, its story comes out; meanwhile the page says what it waits for."""

import json
import time
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from viz_app import pipeline
from viz_app.cache import Cache
from viz_app.i18n import text
from viz_app.player.message import Execution
from viz_app.sandbox import Waiting, patient
from viz_app.settings import MEGABYTE, Limits, chosen

STORIES: Final[Cache[str]] = Cache(64, 128 * MEGABYTE)
SILENT_SECONDS: Final = 0.3
"""Most runs are over by then; a notice that only flashes would disturb."""


class Superseded(Exception):
    """The person has asked for another run meanwhile; the newest wins."""


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
        return str(shown[1])
    found = made(*key, Notice(place, language).show)
    place.empty()
    st.session_state["told"] = key, found
    st.session_state["shown"] = found, executions
    return found


def made(
    executions: tuple[Execution, ...], seed: int, limits: Limits, language: str, waiting: Waiting
) -> str:
    """A story as JSON, from what is known or from a run."""
    key = (executions, seed, limits, language)
    found = STORIES.get(key)
    if found is None:
        ran = pipeline.run(executions, seed=seed, limits=limits, waiting=waiting)
        spoken = pipeline.story(ran.trace, language=language)
        found = json.dumps(spoken, ensure_ascii=False, separators=(",", ":"))
        if ran.repeatable:
            STORIES.put(key, found, len(found))
    return found


def run(executions: tuple[Execution, ...], seed: int) -> pipeline.Run:
    """A run is a pure function of what was executed and of the seed; the same is not run twice."""
    return pipeline.run(executions, seed=seed, limits=chosen())


def story(executions: tuple[Execution, ...], seed: int, language: str) -> str:
    """The same as `told` where nothing takes long enough to be waited for."""
    return made(executions, seed, chosen(), language, patient)


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
