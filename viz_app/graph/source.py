"""Texts and places of a trace in; the person's source text of a place, and its identity, out."""

from __future__ import annotations

from typing import Any

from autograd_core.trace import Trace

TextKey = tuple[int, str]
"""A text: which code cell of the notebook, and what it said when it ran."""
SiteKey = tuple[Any, ...]
"""A place without the run and the round of a loop: equal whenever the same text runs again."""

LONGEST_SOURCE = 30


class Sources:
    """Which cell of the notebook each text of the trace belongs to, while the events are walked."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.lines = [text.split("\n") for text in trace.cells]
        self.numbers: dict[int, int] = {}

    def copy(self) -> Sources:
        """The same as known by now."""
        other = Sources(self.trace)
        other.numbers = dict(self.numbers)
        return other

    def started(self, event: dict[str, Any]) -> None:
        """A cell begins to run."""
        self.numbers[event["cell"]] = event["number"]

    def text_key(self, cell: int) -> TextKey:
        return self.numbers.get(cell, -1), self.trace.cells[cell]

    def key(self, at: int | None) -> SiteKey:
        """The identity of a place."""
        if at is None:
            return ()
        site = self.trace.sites[at]
        span = (site["line"], site["col"], site["end_line"], site["end_col"])
        calls = tuple((name, line) for name, line in site["path"])
        return (self.numbers.get(site["cell"], -1), site["cell"], span, calls)

    def text(self, at: int | None) -> str:
        """The source text of a place, on one line and not too long."""
        return shortened(self.whole(at))

    def whole(self, at: int | None) -> str:
        """The source text of a place, on one line."""
        if at is None:
            return ""
        site = self.trace.sites[at]
        lines = self.lines[site["cell"]][site["line"] - 1 : site["end_line"]]
        if not lines:
            return ""
        lines[-1] = lines[-1][: site["end_col"]]
        lines[0] = lines[0][site["col"] :]
        return " ".join(" ".join(lines).split())

    def line(self, at: int | None) -> str:
        """The whole line in which a place begins, not too long."""
        if at is None:
            return ""
        site = self.trace.sites[at]
        lines = self.lines[site["cell"]]
        inside = 0 < site["line"] <= len(lines)
        return shortened(lines[site["line"] - 1].strip()) if inside else ""


def shortened(text: str, longest: int = LONGEST_SOURCE) -> str:
    """A text, or its beginning with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
