"""The Trace: JSON text in or out, lists of plain dictionaries in between, checked on arrival."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Any

from autograd_core.trace.schema import check

FORMAT = "gradstep-trace"
VERSION = 1
SHOWN_BY = "autograd_core.show"
"""Who shows a trace in a notebook: the entry point `trace` of this group."""

Event = dict[str, Any]


class TraceError(ValueError):
    """A text that is not a trace, or a trace that breaks a rule: the place, the rule."""


@dataclass(repr=False)
class Trace:
    """The flat record of a run; `FORMAT.md` beside this file says what each event holds.

    cells   the texts that ran; `cell` numbers elsewhere count them from 0
    sites   places in those texts; an event's `at` is an index here
    values  arrays as dtype, shape and a flat list; every `value` is an index here
    events  what happened, in order, forward and backward in one list
    """

    cells: list[str] = field(default_factory=list)
    sites: list[dict[str, Any]] = field(default_factory=list)
    values: list[dict[str, Any]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def to_json(self) -> str:
        """The trace as JSON text: the same run gives the same bytes."""
        document = {
            "format": FORMAT,
            "version": VERSION,
            "cells": self.cells,
            "sites": self.sites,
            "values": self.values,
            "events": self.events,
        }
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Trace:
        """The trace of a JSON text; TraceError says which rule a broken one breaks, and where."""
        try:
            document = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise TraceError(f"not JSON: {error}") from None
        findings = check(document, FORMAT, VERSION)
        if findings:
            raise TraceError(findings[0])
        return cls(document["cells"], document["sites"], document["values"], document["events"])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """What a notebook shows: the player where one is installed, else one line."""
        for found in entry_points(group=SHOWN_BY, name="trace"):
            bundle: dict[str, str] = found.load()(self)
            return bundle
        return {"text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<Trace of {len(self.events)} events>"
