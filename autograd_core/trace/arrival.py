"""Bytes that anybody may have sent in; the Shorthand that they are out, every rule of it checked.

What is let through here spells out as a trace that keeps to schema.py: each reference names what an
earlier event has made, each number lies in its range, each list is of its kind. Nothing is spelled
out for that: the rules of all numbers are looked at together.
"""

from __future__ import annotations

import json
from base64 import b64decode
from math import prod
from typing import Any

import numpy as np

from autograd_core.dtypes import DTYPES
from autograd_core.trace.forms import LISTED, NUMBERS, Plan
from autograd_core.trace.packed import Numbers, unpacked
from autograd_core.trace.shorthand import FORMAT, VERSION, Shorthand
from autograd_core.trace.sound import is_size, is_sizes, sound_part, sound_statistics
from autograd_core.trace.trace import TraceError
from autograd_core.trace.values import Kind, Values

FIELDS = {
    *("format", "version", "cells", "sites", "texts", "lists", "values", "forms"),
    *("which", "numbers"),
}
RULES = {rule: place for place, rule in enumerate([*NUMBERS, *(f"{rule}?" for rule in NUMBERS)])}


def arrived(data: bytes) -> Shorthand:
    """The shorthand of these bytes; TraceError if they are none."""
    try:
        document = json.loads(data)
        if type(document) is not dict or document.keys() != FIELDS:
            raise TraceError("not a shorthand")
        if document["format"] != FORMAT or type(document["version"]) is not int:
            raise TraceError("not a shorthand")
        if document["version"] != VERSION:
            raise TraceError("a shorthand of another version")
        return checked(document)
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError) as error:
        raise TraceError(f"not a shorthand: {error}") from None


def checked(document: dict[str, Any]) -> Shorthand:
    """The parts of a document, each of its type and in its range."""
    for part in ("cells", "texts"):
        every(document[part], str)
    for part in ("sites", "lists", "forms"):
        every(document[part], list, dict)
    for site in document["sites"]:
        check_site(site, len(document["cells"]))
    shorthand = Shorthand(
        cells=document["cells"],
        sites=document["sites"],
        texts=document["texts"],
        lists=document["lists"],
        values=values_of(*document["values"]),
        forms=[tuple(form) for form in document["forms"]],
        which=unpacked(document["which"]),
        numbers=unpacked(document["numbers"]),
    )
    check_numbers(shorthand)
    return shorthand


def every(found: Any, *kinds: type) -> None:
    if type(found) is not list or not all(type(each) in kinds for each in found):
        raise TraceError("a list of something else")


def check_site(found: Any, cells: int) -> None:
    cell, line, col, end_line, end_col, path, loop = found
    numbers = (cell, line, col, end_line, end_col)
    if not (all(map(is_size, numbers)) and cell < cells and is_sizes(loop)):
        raise TraceError("not a place")
    if type(path) is not list or not all(type(call) is list for call in path):
        raise TraceError("not a path")


def values_of(kinds: Any, which: Any, data: Any) -> Values:
    """The values, as many of each kind as there are bytes for."""
    own: list[Kind] = []
    for name, shape, whole in kinds:
        if not (name in DTYPES and is_sizes(shape) and type(whole) is bool):
            raise TraceError("not a kind of value")
        own.append((name, tuple(shape), whole))
    numbers = unpacked(which)
    if len(numbers) and not (numbers.min() >= 0 and numbers.max() < len(own)):
        raise TraceError("a value of no kind")
    counts = np.bincount(numbers, minlength=len(own)).tolist()
    arrays = [
        content(kind, part, count) for kind, part, count in zip(own, data, counts, strict=True)
    ]
    return Values(own, numbers, arrays)


def content(kind: Kind, part: Any, count: int) -> Any:
    """All elements of one kind, or the statistics of its arrays."""
    name, shape, whole = kind
    if whole:
        array = np.frombuffer(b64decode(part, validate=True), DTYPES[name].numpy)
        if len(array) != count * prod(shape):
            raise TraceError("more or fewer elements than values")
        return array
    if type(part) is not list or len(part) != count or not all(map(sound_statistics, part)):
        raise TraceError("not statistics")
    return part


# Rows ---------------------------------------------------------------------------------------------


def check_numbers(found: Shorthand) -> None:
    """Each number of each row keeps to its rule."""
    which, numbers = found.which, found.numbers
    plans = found.plans()
    if len(which) and not (which.min() >= 0 and which.max() < len(plans)):
        raise TraceError("an event of no form")
    if not np.bincount(which, minlength=len(plans)).all():
        raise TraceError("a form without an event")
    rules = rules_of(plans, which)
    if len(rules) != len(numbers):
        raise TraceError("more or fewer numbers than the events have")
    lows, highs = ranges(found, rules)
    if not ((lows[rules] <= numbers) & (numbers < highs[rules])).all():
        raise TraceError("a number out of its range")
    for rule in LISTED:
        for place in np.unique(numbers[rules == RULES[rule]]).tolist():
            if not sound_part(rule, found.lists[place]):
                raise TraceError("a list of another kind")
    for rule in ("tensor", "node"):
        check_references(rule, numbers, rules)


def rules_of(plans: list[Plan], which: Numbers) -> Numbers:
    """The rule of every number, by its place in RULES."""
    widths = np.array([len(plan.rules) for plan in plans], dtype=np.int64)
    table = np.array([RULES[rule] for plan in plans for rule in plan.rules], np.uint8)
    first = (np.cumsum(widths) - widths)[which]
    own = widths[which]
    starts = np.cumsum(own) - own
    places: Numbers = np.repeat(first - starts, own) + np.arange(own.sum())
    return np.asarray(table[places])


def ranges(found: Shorthand, rules: Numbers) -> tuple[Numbers, Numbers]:
    """The least number that each rule allows, and the first that it does not."""
    high = dict.fromkeys(NUMBERS, 2**63 - 1)
    high |= {"at": len(found.sites), "cell": len(found.cells), "text": len(found.texts), "bool": 2}
    high |= dict.fromkeys(("value", "earlier"), len(found.values.which))
    high |= dict.fromkeys(LISTED, len(found.lists))
    for rule in ("tensor", "node"):
        made = int(np.count_nonzero(rules == RULES[f"new {rule}"]))
        high |= dict.fromkeys((rule, f"new {rule}"), made + 1)
    lows = np.array([-1 if rule.endswith("?") else 0 for rule in RULES])
    highs = np.array([high[rule.removesuffix("?")] for rule in RULES])
    return lows, highs


def check_references(rule: str, numbers: Numbers, rules: Numbers) -> None:
    """What a number names, a number before it has introduced."""
    new = np.flatnonzero(rules == RULES[f"new {rule}"])
    first = np.full(len(new) + 1, len(numbers))
    np.minimum.at(first, numbers[new], new)
    asked = np.flatnonzero((rules == RULES[rule]) | (rules == RULES[f"{rule}?"]))
    named = numbers[asked]
    there = named >= 0
    if not (first[named[there]] < asked[there]).all():
        raise TraceError(f"a {rule} that no earlier event has made")
