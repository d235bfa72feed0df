"""The form of an event in; what each of its numbers means, and how numbers become events, out.

An event is written as a row of whole numbers: references, sizes, yes and no as they are, -1 for
null, and for a text or a list of the program the place in a table of them. What a row cannot say is
its form: `(kind, choice, …)` with the length of each list, and 1 or 0 for each record that is there
or null, in the order of the tables in schema.py. Few forms are enough for many events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from autograd_core.trace.schema import EVENTS, RECORDS

Form = tuple[Any, ...]
"""A kind of event and its choices."""
Columns = Iterator[list[int]]
"""Per number of a row: that number of each event of one form."""
Builder = Callable[["Tables", Columns, int], list[Any]]

INPUT = {"op": {"inputs": "[input]"}}
"""Fields whose form says more than the table of the format does."""
LISTED = ("any", "[int]")
"""What stands in the table of lists."""
NUMBERS = (
    *("at", "cell", "int", "bool", "text", "tensor", "node", "value", "earlier"),
    *("new tensor", "new node", *LISTED),
)
"""What one number says; with a `?`, -1 says null."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What numbers refer to: texts, and lists or objects that are the same in many events."""

    texts: Sequence[str]
    lists: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """A form, understood: what each number of a row is, how rows become events, their weight.

    weight  characters of such an event as JSON, without its numbers and texts
    """

    rules: tuple[str, ...]
    build: Builder
    weight: int


def plan(form: Form, most: int) -> Plan:
    """Understand a form; ValueError when it is none, or when its rows would exceed `most`."""
    kind, *choices = form
    if kind not in EVENTS or not all(type(each) is int and each >= 0 for each in choices):
        raise ValueError("not a form")
    return Reader(iter(choices), most).plan(kind)


class Reader:
    """Walks the format's tables with the choices of one form."""

    def __init__(self, choices: Iterator[int], most: int) -> None:
        self.choices = choices
        self.most = most
        self.rules: list[str] = []
        self.weight = 0

    def plan(self, kind: str) -> Plan:
        fields = {"at": "at?", **EVENTS[kind], **INPUT.get(kind, {})}
        build = self.record(fields, kind)
        if next(self.choices, None) is not None:
            raise ValueError("a form with more choices than there are to make")
        return Plan(tuple(self.rules), build, self.weight)

    def choice(self) -> int:
        made = next(self.choices, None)
        if made is None or made + len(self.rules) > self.most:
            raise ValueError("a form with too few choices, or one that is too long")
        return made

    def part(self, how: str) -> Builder:
        """How one field is built; its numbers are appended to the rules."""
        if how.removesuffix("?") in NUMBERS:
            self.rules.append(how)
            self.weight += 2
            return CONVERTED.get(how, same)
        if how.endswith("?"):
            return self.part(how[:-1]) if self.choice() else nothing
        if how == "edge":
            return partial(listed, [self.part("node"), self.part("int")])
        if how == "input":
            return self.record({"tensor": "tensor"} if self.choice() else {"const": "text"})
        if how in RECORDS:
            return self.record(RECORDS[how])
        self.weight += 2
        return partial(listed, [self.part(how[1:-1]) for _ in range(self.choice())])

    def record(self, fields: dict[str, str], kind: str | None = None) -> Builder:
        parts = [self.part(how) for how in fields.values()]
        names = tuple(fields)
        self.weight += sum(map(len, names)) + 4 * len(names)
        if kind is None:
            return partial(recorded, names, parts)
        self.weight += len(kind) + 10
        return partial(recorded, ("kind", *names), [partial(always, kind), *parts])


# Builders: tables, columns and a count in, so many parts of events out ----------------------------


def same(tables: Tables, columns: Columns, count: int) -> list[Any]:
    return next(columns)


def or_none(tables: Tables, columns: Columns, count: int) -> list[Any]:
    return [None if number < 0 else number for number in next(columns)]


def yes_or_no(tables: Tables, columns: Columns, count: int) -> list[Any]:
    return list(map(bool, next(columns)))


def text(tables: Tables, columns: Columns, count: int) -> list[Any]:
    return list(map(tables.texts.__getitem__, next(columns)))


def text_or_none(tables: Tables, columns: Columns, count: int) -> list[Any]:
    return [None if number < 0 else tables.texts[number] for number in next(columns)]


def from_lists(tables: Tables, columns: Columns, count: int) -> list[Any]:
    return list(map(tables.lists.__getitem__, next(columns)))


def nothing(tables: Tables, columns: Columns, count: int) -> list[Any]:
    return [None] * count


def always(thing: Any, tables: Tables, columns: Columns, count: int) -> list[Any]:
    return [thing] * count


def listed(
    parts: Sequence[Builder], tables: Tables, columns: Columns, count: int
) -> list[list[Any]]:
    if not parts:
        return [[] for _ in range(count)]
    return list(map(list, zip(*[part(tables, columns, count) for part in parts], strict=True)))


def recorded(
    names: Sequence[str], parts: Sequence[Builder], tables: Tables, columns: Columns, count: int
) -> list[dict[str, Any]]:
    rows = zip(*[part(tables, columns, count) for part in parts], strict=True)
    return maker(tuple(names))(rows)


@cache
def maker(names: tuple[str, ...]) -> Callable[[Iterator[tuple[Any, ...]]], list[dict[str, Any]]]:
    """What makes records with these keys: written out, it takes a third of `dict(zip(…))`.

    The keys are those of the tables in schema.py, never a person's.
    """
    if not names:
        return lambda rows: [{} for _ in rows]
    values = [f"_{number}" for number in range(len(names))]
    pairs = ", ".join(f"{name!r}: {value}" for name, value in zip(names, values, strict=True))
    made: Callable[[Iterator[tuple[Any, ...]]], list[dict[str, Any]]] = eval(
        f"lambda rows: [{{{pairs}}} for {', '.join(values)}, in rows]"
    )
    return made


CONVERTED: dict[str, Builder] = {
    **{f"{how}?": or_none for how in NUMBERS},
    "bool": yes_or_no,
    "text": text,
    "text?": text_or_none,
    **dict.fromkeys(LISTED, from_lists),
}
