"""Untrusted bytes and an outcome in, a checked answer out; a killed run keeps what it sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from autograd_core.trace import Trace, TraceError
from autograd_core.trace.arrival import arrived
from autograd_core.trace.shorthand import Shorthand
from viz_app.language.errors import LimitReached
from viz_app.language.finding import Finding
from viz_app.language.source import lines_of, normalised
from viz_app.sandbox.frames import ENDING, TRACE, frames
from viz_app.sandbox.process import Raw
from viz_app.sandbox.request import Request
from viz_app.settings import Limits

BY_CHANCE = ("seconds", "wall", "memory", "unexpected", "busy", "lost")
"""Limits that depend on more than the program."""
STATUSES = ("ok", "error", "refused", "limit")


@dataclass(frozen=True)
class Answer:
    """How a run ended ("ok", "error", "refused", "limit"), at which cell and line; its record."""

    status: str
    record: Trace | Shorthand
    findings: tuple[Finding, ...] = ()
    cell: int = 0
    line: int = 0

    @property
    def trace(self) -> Trace:
        """The record, spelled out anew each time that somebody asks: kept in short, it is small."""
        return self.record.trace() if isinstance(self.record, Shorthand) else self.record

    @property
    def repeatable(self) -> bool:
        """Whether the same request gives the same answer again, however busy the machine is."""
        return self.status != "limit" or self.trace.events[-1]["type"] not in BY_CHANCE


def turned_away(request: Request) -> Answer:
    """The answer when so many wait that nobody else may."""
    return stopped(request, Raw(b"", "full"), None)


def believed(request: Request, raw: Raw) -> Answer:
    """The answer that the bytes give if they keep to the protocol, and to the schema of a trace."""
    trace, ending = None, None
    for kind, payload in frames(raw.data):
        if kind == TRACE and len(payload) <= request.limits.answer:
            trace, ending = payload, None
        elif kind == ENDING:
            ending = payload
    try:
        if trace is not None and ending is not None:
            status, cell, line, findings = checked_ending(ending)
            record = checked_record(trace, request.limits)
            return Answer(status, record, findings, cell, line)
    except (ValueError, TypeError, RecursionError):
        trace = None
    return stopped(request, raw, trace)


def checked_record(payload: bytes, limits: Limits) -> Shorthand:
    """What is sent in short keeps to the limit when it is spelled out, too."""
    record = arrived(payload)
    if record.weight() > limits.answer:
        raise TraceError("more than an answer may hold")
    return record


def checked_ending(payload: bytes) -> tuple[str, int, int, tuple[Finding, ...]]:
    """The ending, its types and ranges checked; ValueError when anything is amiss."""
    status, cell, line, findings = json.loads(payload)
    if status not in STATUSES or not small(cell) or not small(line) or len(findings) > 1000:
        raise ValueError("not an ending")
    return status, cell, line, tuple(map(checked_finding, findings))


def checked_finding(data: Any) -> Finding:
    cell, line, col, end_col, key, values = data
    numbers_ok = all(map(small, (cell, line, col, end_col)))
    values_ok = isinstance(values, dict) and all(
        isinstance(value, str | int) and len(str(value)) < 2000 for value in values.values()
    )
    finding = Finding(cell, line, col, end_col, key, values)
    if not (numbers_ok and values_ok and isinstance(key, str) and key.startswith("refused.")):
        raise ValueError("not a finding")
    try:
        finding.say()
    except (KeyError, IndexError, AttributeError):
        raise ValueError("not a finding") from None
    return finding


def small(number: Any) -> bool:
    return type(number) is int and 0 <= number < 1_000_000


def stopped(request: Request, raw: Raw, partial: bytes | None) -> Answer:
    """The answer of a run that could not end by itself: the last trace it sent, why it stopped."""
    limit = LimitReached(reason(raw))
    trace = None
    if partial is not None:
        try:
            trace = checked_record(partial, request.limits).trace()
        except (TraceError, ValueError, RecursionError):
            limit = LimitReached("unexpected")
    cell = raw.cell if 0 <= raw.cell < len(request.executions) else 0
    if trace is None:
        trace = bare_trace(request, cell)
    cell = min(cell, len(trace.cells) - 1)
    at = site_of_line(trace, cell, raw.line)
    line = raw.line if at is not None else 0
    ended = {"type": limit.key, "text": limit.say(), "stage": "limit", "values": {}}
    trace.events.append({"kind": "error", "at": at, **ended})
    return Answer("limit", trace, (), cell, line)


def reason(raw: Raw) -> str:
    """Why a process was stopped, as the key of a sentence."""
    if raw.how == "flood":
        return "answer"
    if raw.how in ("full", "broken"):
        return {"full": "busy", "broken": "lost"}[raw.how]
    if raw.how in ("killed", "signal 24"):  # our clock, or the kernel's count of processor time
        return "wall"
    return "unexpected"


def bare_trace(request: Request, cell: int) -> Trace:
    """A trace that knows only which texts were to run, up to the one that did."""
    trace = Trace()
    for run, (number, text) in enumerate(request.executions):
        source = normalised(text)
        if source not in trace.cells:
            trace.cells.append(source)
        index = trace.cells.index(source)
        if index <= cell:
            started = {"kind": "cell", "at": None, "cell": index, "run": run, "number": number}
            trace.events.append(started)
    return trace


def site_of_line(trace: Trace, cell: int, line: int) -> int | None:
    """The site of a whole line, added to the trace; None when the text has no such line."""
    if not trace.cells:
        return None
    lines = lines_of(trace.cells[cell])
    if not 1 <= line <= len(lines):
        return None
    whole = {
        "cell": cell,
        "line": line,
        "col": 0,
        "end_line": line,
        "end_col": len(lines[line - 1]),
    }
    trace.sites.append({**whole, "path": [], "loop": []})
    return len(trace.sites) - 1
