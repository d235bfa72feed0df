"""The one path: cells in, a run, its trace and its story out. Only this module knows the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from autograd_core.trace import Trace, TraceError
from viz_app import collector, sandbox
from viz_app.comparing.compare import compare
from viz_app.exporters import Document, Player
from viz_app.files import Unreadable
from viz_app.graph.build import build
from viz_app.graph.hiding import hide
from viz_app.graph.layout import arrange
from viz_app.graph.sizes import measure
from viz_app.graph.views import Views
from viz_app.i18n import text
from viz_app.language.finding import Finding
from viz_app.player.bundle import module, style
from viz_app.player.message import payload
from viz_app.settings import CLASS, Limits
from viz_app.story import Book, Story
from viz_app.story.wire import book_text, down_text

Execution = tuple[int, str]
"""Which code cell of the notebook, counted from 0, and its text at the time it ran."""


@dataclass(frozen=True)
class Run:
    """What a program did: all output, warnings and errors are events of the trace.

    status    "ok", "error" (its own), "refused" (before anything ran) or "limit"
    findings  why it was refused; each unpacks as `line, text`
    cell, line  where it stopped, if it did: index into the trace's cells, line from 1
    repeatable  the same again gives the same; not so when a limit of time was met
    """

    trace: Trace
    status: str
    findings: tuple[Finding, ...] = ()
    cell: int = 0
    line: int = 0
    repeatable: bool = True


def run(
    executions: Sequence[Execution],
    *,
    seed: int = 0,
    limits: Limits = CLASS,
    display: bool = True,
    check: bool = False,
    waiting: sandbox.Waiting = sandbox.patient,
    pause: sandbox.Pause = sandbox.no_pause,
) -> Run:
    """Parse, check and interpret cells in the order given, in a process of their own.

    The same arguments give the same run. `display`: a cell's last expression is shown, as Jupyter
    does; a plain script has none. `check`: afterwards each leaf's gradient is compared with central
    differences, as events of the trace. `waiting` is told, several times a second, how many runs
    are before this one (0: it is under way); what it raises ends the run. `pause` is called before
    a run that was not made before, and takes as long as the person has to wait with it.
    """
    request = sandbox.Request(tuple(executions), seed, limits, display, check)
    with collector.paused():
        answer = sandbox.run(request, waiting, pause)
        ended = answer.findings, answer.cell, answer.line, answer.repeatable
        return Run(answer.trace, answer.status, *ended)


def book(trace: Trace, *, language: str = "en") -> Book:
    """Build the graph of a trace and lay it out: the story, to be told chapter by chapter."""
    with collector.paused():
        views = Views(trace.values, language)
        graph = hide(build(trace), trace)
        measure(graph, views)
        return Book(graph, arrange(graph), trace, language, views)


def story(trace: Trace, *, language: str = "en") -> Story:
    """The whole story of a trace: what the player plays, with every step told."""
    with collector.paused():
        return book(trace, language=language).complete()


def compared(
    left: Run, right: Run, *, language: str = "en", most: int
) -> dict[str, Any] | tuple[int, int]:
    """Two runs to be walked side by side: "left" and "right", told in full, and "comparison".

    "left_down" and "right_down" say where everything stands from top to bottom.

    Where a side has more steps than `most`, only their numbers come back.
    """
    books = [book(each.trace, language=language) for each in (left, right)]
    ours, theirs = (len(each.groups) - 1 for each in books)
    if max(ours, theirs) > most:
        return ours, theirs
    told = [book_text(each, range(each.chapters)) for each in books]
    downs = [down_text(each) for each in books]
    comparison = compare(left.trace, right.trace, language)
    sides = {"left": told[0], "right": told[1], "left_down": downs[0], "right_down": downs[1]}
    return {**sides, "comparison": comparison}


def saved(name: str, content: str, *, most: int | None = None) -> tuple[Run, tuple[Execution, ...]]:
    """A saved trace as the run that it is the record of, and the executions of that run.

    `most` is how many events it may have.

    Unreadable says why a text is none. A trace may come from anybody: one that keeps to the schema
    and still contradicts itself cannot be told, and is refused as well.
    """
    try:
        trace = Trace.from_json(content)
    except TraceError as problem:
        said = text("en", "command.not_trace", file=name, reason=problem)
        raise Unreadable(said) from None
    if most is not None and len(trace.events) > most:
        given = {"file": name, "count": len(trace.events), "most": most}
        raise Unreadable(text("en", "command.trace_long", **given))
    try:
        story(trace)
    except (LookupError, TypeError, ValueError, AttributeError, AssertionError, RecursionError):
        reason = text("en", "command.trace_contradicts")
        said = text("en", "command.not_trace", file=name, reason=reason)
        raise Unreadable(said) from None
    executions = tuple(
        (event["number"], trace.cells[event["cell"]])
        for event in trace.events
        if event["kind"] == "cell"
    )
    return ended(trace), executions


def ended(trace: Trace) -> Run:
    """How a run ended of which only the trace is left."""
    if not trace.events or trace.events[-1]["kind"] != "error":
        return Run(trace, "ok")
    last = trace.events[-1]
    status = {"run": "error", "refused": "refused", "limit": "limit"}[last["stage"]]
    site = None if last["at"] is None else trace.sites[last["at"]]
    if site is None:
        return Run(trace, status)
    return Run(trace, status, cell=site["cell"], line=site["line"])


def document(
    result: Run,
    executions: Sequence[Execution],
    cells: Sequence[Mapping[str, str]],
    *,
    title: str,
    language: str = "en",
    theme: Literal["light", "dark"] = "light",
    steps: tuple[int, int | None] = (0, None),
) -> Document:
    """A run, told and ready for any exporter; `steps` beyond the last mean the last."""
    told = story(result.trace, language=language)
    last = len(told["steps"]) - 1
    first, end = min(steps[0], last), min(last if steps[1] is None else steps[1], last)

    def player(language: str) -> Player:
        spoken = book(result.trace, language=language)
        shown = payload(
            book_text(spoken, range(spoken.chapters)),
            cells=cells,
            executions=executions,
            language=language,
            document=title,
            theme=theme,
            editable=False,
            down=down_text(spoken),
        )
        return Player(module(), style(), shown)

    return Document(
        title=title,
        cells=cells,
        executions=executions,
        trace=result.trace,
        story=told,
        language=language,
        theme=theme,
        steps=(first, max(first, end)),
        player=player,
    )
