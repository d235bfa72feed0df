"""What was executed goes in, its story comes out; meanwhile the page says what it waits for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from typing import Any, Final

from streamlit.runtime.scriptrunner import get_script_run_ctx

from viz_app import pipeline
from viz_app.cache import Cache
from viz_app.i18n import text
from viz_app.pages._session import own
from viz_app.player.message import Execution
from viz_app.sandbox import Pace, Waiting, patient
from viz_app.sandbox.line import LOOK_SECONDS
from viz_app.settings import MEGABYTE, Limits, chosen
from viz_app.story import Book
from viz_app.story.wire import book_text, chapter_text, down_text

WEIGHT: Final = 2_000
"""Bytes that a book keeps for each event of its trace, about."""
SILENT_SECONDS: Final = 0.3
"""Most runs are over by then; a notice that only flashes would disturb."""


Pausing = Callable[[float], None]
"""Told how many seconds a person has to wait who has run much lately."""


@dataclass(frozen=True)
class Order:
    """What is to be run and told.

    check   with a numeric check of its gradients
    opened  which saved trace is told, in the place of a run ("": none)
    """

    executions: tuple[Execution, ...]
    seed: int
    limits: Limits
    language: str
    check: bool = False
    opened: str = ""


@dataclass(frozen=True)
class Told:
    """A story: the book that tells its chapters, and the text with which the player opens."""

    book: Book
    text: str
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def checked(self) -> int | None:
        """The step that begins to tell of the numeric check; None without one."""
        kinds = [group.kind for group in self.book.groups]
        return kinds.index("check") if "check" in kinds else None

    @cached_property
    def down(self) -> str:
        """Where everything stands from top to bottom; made when somebody reads that way."""
        return down_text(self.book)

    def chapter(self, number: int, *, state: bool) -> str:
        """One chapter; a book is walked by one reader at a time."""
        with self.lock:
            return chapter_text(self.book, number, state=state)


@dataclass(frozen=True)
class Opened:
    """A saved trace that this session shows: the digest of the file, and the run it records."""

    id: str
    run: pipeline.Run


class Superseded(Exception):
    """The person has asked for another run meanwhile; the newest wins."""


STORIES: Final[Cache[Told]] = Cache(32, 256 * MEGABYTE)
"""What has been told lately, in any session."""
TELLING: Final = tuple(threading.Lock() for _ in range(64))
"""Held while a story is told; a class that opens the same program is told it once."""


def told(order: Order, place: Any) -> Told:
    """What the player plays; the same is not run and not told twice.

    The session keeps what it shows, so that only asking again repeats a run that met a limit of
    time. While it waits, `place` shows the line before it; Streamlit ends the wait when the session
    ends or wants to show something else, and `newest` when the person has pressed Run again.
    """
    shown = own().get("told")
    if shown is not None and shown[0] == order:
        kept: Told = shown[1]
        return kept
    notice = Notice(place, order.language)
    found = made(order, notice.show, notice.pause)
    place.empty()
    own()["told"] = order, found
    own()["shown"] = found, order
    return found


def unmoved(seconds: float) -> None:
    """What is said to a person who has to pause, where there is no place to say it."""


def made(order: Order, waiting: Waiting, pausing: Pausing = unmoved) -> Told:
    """A story, from what is known or from a run."""
    shown = own().get("told")
    if shown is not None and shown[0] == order:
        kept: Told = shown[1]
        return kept
    found = STORIES.get(order)
    if found is None:
        ran = own()["opened"].run if order.opened else ran_now(order, waiting, pausing)
        found = told_once(order, ran)
    return found


def told_once(order: Order, ran: pipeline.Run) -> Told:
    """The story of a run; of those who asked for the same at once, only the first tells it."""
    with TELLING[hash(order) % len(TELLING)]:
        found = STORIES.get(order)
        if found is None:
            book = pipeline.book(ran.trace, language=order.language)
            found = Told(book, book_text(book))
            if ran.repeatable:
                STORIES.put(order, found, WEIGHT * len(ran.trace.events) + len(found.text))
        return found


def ran_now(order: Order, waiting: Waiting, pausing: Pausing) -> pipeline.Run:
    return pipeline.run(
        order.executions,
        seed=order.seed,
        limits=order.limits,
        check=order.check,
        waiting=waiting,
        pause=lambda: keep_pace(order.limits, pausing),
    )


def run(executions: tuple[Execution, ...], seed: int) -> pipeline.Run:
    """A run is a pure function of what was executed and of the seed; the same is not run twice."""
    limits = chosen()
    return pipeline.run(
        executions, seed=seed, limits=limits, pause=lambda: keep_pace(limits, unmoved)
    )


def keep_pace(limits: Limits, pausing: Pausing) -> None:
    """Wait until this session may begin one more run, before it joins the line of all.

    `pausing` is told again and again how many seconds are left; what it raises ends the wait.
    """
    pace: Pace = own().setdefault("pace", Pace())
    while (left := pace.wait(limits)) > 0:
        pausing(left)
        time.sleep(min(left, LOOK_SECONDS))


def story(executions: tuple[Execution, ...], seed: int, language: str) -> Told:
    """The same as `told` where nothing takes long enough to be waited for."""
    return made(Order(executions, seed, chosen(), language), patient)


def teller(order: Order) -> Callable[[int, bool], str]:
    """What tells the other chapters when the player asks for them."""

    def tell(number: int, state: bool) -> str:
        return made(order, patient).chapter(number, state=state)

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

    def pause(self, seconds: float) -> None:
        """Say that this session has run much lately, and when the next run begins."""
        if asked_again():
            raise Superseded
        self.place.text(text(self.language, "app.pausing", seconds=ceil(seconds)))


def asked_again() -> bool:
    """Whether the workbench has sent another order, which waits until this one is done.

    Streamlit lets a fragment finish before it runs again, and has no public way to ask.
    """
    requests: Any = getattr(get_script_run_ctx(), "script_requests", None)
    waiting: Any = getattr(getattr(requests, "_rerun_data", None), "widget_states", None)
    if waiting is None or getattr(getattr(requests, "_state", None), "name", "") != "RERUN":
        return False
    return any(one.WhichOneof("value") == "json_trigger_value" for one in waiting.widgets)
