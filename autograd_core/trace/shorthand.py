"""A run's record in short: rows of numbers with the tables they refer to; a Trace, or bytes, out.

The events of a run are thousands of small objects with the same few shapes. Between the process
that ran a program and the one that shows it they travel as rows (see forms.py), the values as the
bytes of their arrays; nobody makes an object before somebody wants to look at it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any

import numpy as np

from autograd_core.trace.forms import Form, Plan, Tables, plan
from autograd_core.trace.packed import Numbers, packed
from autograd_core.trace.recorder import Site
from autograd_core.trace.trace import Trace
from autograd_core.trace.values import Values

FORMAT = "gradstep-shorthand"
VERSION = 1


@dataclass(frozen=True)
class Shorthand:
    """A trace before it is spelled out.

    cells, sites   the texts, and places in them as `Site` has their parts
    texts, lists   what numbers in rows refer to
    values         the values
    forms          the forms of the events
    which          per event: its form
    numbers        the rows of all events, one after the other
    """

    cells: Sequence[str]
    sites: Sequence[Sequence[Any]]
    texts: Sequence[str]
    lists: Sequence[Any]
    values: Values
    forms: Sequence[Form]
    which: Numbers
    numbers: Numbers

    def __len__(self) -> int:
        return len(self.which)

    def to_bytes(self) -> bytes:
        """As JSON text, with numbers and values in Base64."""
        document = {
            "format": FORMAT,
            "version": VERSION,
            "cells": self.cells,
            "sites": self.sites,
            "texts": self.texts,
            "lists": self.lists,
            "values": self.values.document(),
            "forms": self.forms,
            "which": packed(self.which),
            "numbers": packed(self.numbers),
        }
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode("utf-8", "replace")

    def plans(self) -> list[Plan]:
        """The forms, understood. Together they cannot be longer than all rows are."""
        found, room = [], len(self.numbers)
        for form in self.forms:
            found.append(plan(form, room))
            room -= len(found[-1].rules)
        return found

    def weight(self) -> int:
        """About how many characters the trace has as JSON text."""
        uses = np.bincount(self.which, minlength=len(self.forms)).tolist()
        events = sum(use * each.weight for use, each in zip(uses, self.plans(), strict=True))
        texts = sum(map(len, self.cells)) + sum(map(len, self.texts))
        sites = 100 * len(self.sites)
        return int(events + texts + sites + self.values.weight() + 2 * len(self.numbers))

    def trace(self) -> Trace:
        """Spelled out."""
        plans = self.plans()
        widths = np.array([len(each.rules) for each in plans], dtype=np.int64)[self.which]
        starts = np.cumsum(widths) - widths
        tables = Tables(self.texts, self.lists)
        events: list[Any] = [None] * len(self.which)
        order = np.argsort(self.which, kind="stable")
        ends = np.cumsum(np.bincount(self.which, minlength=len(plans)))
        for each, own in zip(plans, np.split(order, ends), strict=False):
            rows = self.numbers[starts[own][:, None] + np.arange(len(each.rules))]
            made = each.build(tables, iter(rows.T.tolist()), len(own))
            for place, event in zip(own.tolist(), made, strict=True):
                events[place] = event
        sites = list(starmap(site, self.sites))
        return Trace(list(self.cells), sites, self.values.spelled(), events)


def site(*parts: Any) -> dict[str, Any]:
    """A place as a trace has it."""
    found = dict(zip(Site._fields, parts, strict=True))
    found["path"] = [list(call) for call in found["path"]]
    found["loop"] = list(found["loop"])
    return found
