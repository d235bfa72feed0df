"""A JSON document in, whether it keeps every rule of the trace's format out: fast, without words.

A trace is checked each time that one arrives, and nearly always it is sound. The rules are those of
schema.py's tables, each turned into one small function; schema.check says in words what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

from autograd_core.trace.schema import EVENTS, RECORDS, SITE

Test = Callable[[Any], bool]


PARTS = ("cells", "sites", "values", "events")


def is_trace(document: Any, name: str, version: int) -> bool:
    """Whether a JSON document is a trace of this format and version."""
    return (
        type(document) is dict
        and document.get("format") == name
        and document.get("version") == version
        and all(type(document.get(part)) is list for part in PARTS)
        and sound(document)
    )


def sound(document: dict[str, Any]) -> bool:
    """Whether the parts of a document are those of a trace."""
    seen: dict[str, set[int]] = {"tensor": set(), "node": set()}
    sizes = {
        "value": len(document["values"]),
        "cell": len(document["cells"]),
        "at": len(document["sites"]),
    }
    rules = Rules(seen, sizes)
    if not all(type(cell) is str for cell in document["cells"]):
        return False
    if not all(map(sound_value, document["values"])):
        return False
    if not all(map(rules.record(SITE), document["sites"])):
        return False
    events = {
        kind: rules.record({**fields, "at": "at?"}, {"kind"}) for kind, fields in EVENTS.items()
    }
    try:
        return all(events[event["kind"]](event) for event in document["events"])
    except (KeyError, TypeError):
        return False


class Rules:
    """Tests for the kinds of fields, for one document: what it has named so far, its sizes."""

    def __init__(self, seen: dict[str, set[int]], sizes: dict[str, int]) -> None:
        self.seen = seen
        self.sizes = sizes
        self.made: dict[str, Test] = {}

    def record(
        self, fields: dict[str, str], extra: frozenset[str] | set[str] = frozenset()
    ) -> Test:
        """A dictionary with these fields and no others; in their order, which names things."""
        names = fields.keys() | extra
        tests = [(name, self.test(kind)) for name, kind in fields.items()]

        def test(value: Any) -> bool:
            if type(value) is not dict or value.keys() != names:
                return False
            for name, own in tests:  # noqa: SIM110  (all() would cost as much as the tests)
                if not own(value[name]):
                    return False
            return True

        return test

    def test(self, kind: str) -> Test:
        if kind not in self.made:
            self.made[kind] = self.build(kind)
        return self.made[kind]

    def build(self, kind: str) -> Test:
        if kind.endswith("?"):
            inner = self.test(kind[:-1])
            return lambda value: value is None or inner(value)
        if kind.startswith("["):
            return every(self.test(kind[1:-1]))
        if kind in RECORDS:
            return self.record(RECORDS[kind])
        if kind in PLAIN:
            return PLAIN[kind]
        if kind.startswith("new "):
            return naming(self.seen[kind.removeprefix("new ")])
        if kind in self.seen:
            known = self.seen[kind]
            return lambda value: type(value) is int and value in known
        size = self.sizes["value" if kind == "earlier" else kind]
        return lambda value: type(value) is int and 0 <= value < size


def every(test: Test) -> Test:
    return lambda value: type(value) is list and all(map(test, value))


def naming(seen: set[int]) -> Test:
    """A number that later events may refer to."""

    def test(value: Any) -> bool:
        if type(value) is not int or value < 0:
            return False
        seen.add(value)
        return True

    return test


def is_size(value: Any) -> bool:
    return type(value) is int and value >= 0


def is_sizes(value: Any) -> bool:
    return type(value) is list and all(map(is_size, value))


def sound_part(kind: str, value: Any) -> bool:
    """Whether something is a plain part of an event, or a list of such, of this kind."""
    return is_sizes(value) if kind == "[int]" else PLAIN[kind](value)


def sound_statistics(value: Any) -> bool:
    """Whether something may stand for the elements of a large array."""
    return type(value) is dict


def sound_value(value: Any) -> bool:
    """An entry of `values`: a shape and as many elements, or statistics."""
    if type(value) is not dict or type(value.get("dtype")) is not str:
        return False
    shape, data = value.get("shape"), value.get("data")
    if type(shape) is not list or not all(map(is_size, shape)):
        return False
    if "data" not in value:
        return "stats" in value
    return "stats" not in value and type(data) is list and len(data) == prod(shape)


PLAIN: dict[str, Test] = {
    "int": is_size,
    "bool": lambda value: value is True or value is False,
    "text": lambda value: type(value) is str,
    "any": lambda value: type(value) is list or type(value) is dict,
    "edge": lambda value: type(value) is list and len(value) == 2,
}
