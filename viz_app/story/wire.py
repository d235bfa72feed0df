"""A book in; its opening and any of its chapters, as the text that the browser is sent, out.

    {"format": "gradstep-packed", "version": 1, "opening": PACKED, "chapters": [PACKED, …]}

The opening is `Book.opening()` with `count` (steps in all), `chapter` (steps of one) and with its
long lists as columns; `initial` is {kind: columns}, a row for each card, edge, … with its `id`. A
chapter is {"number", "steps", "views": [[number, view], …], "state"}: `state`, which may be null,
is what is visible before its first step and was not so in the beginning, field by field, as
[[kind, field, ids, values], …] with ids and values as columns. Chapters that are not here are asked
for; one of them travels alone, as {"format": "gradstep-chapter", "number", "chapter": PACKED}.
The places from top to bottom travel alone, too, as plain JSON: nobody who reads from left to right
needs them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from viz_app import collector
from viz_app.story.book import Book, Step
from viz_app.story.pack import Packed, column, columns, pack

WHOLE = 1_000
"""A story of up to so many steps is sent at once."""
SMALL_STATE = 1_000
"""A chapter whose state has up to so many fields always brings it."""
VIEWS = ("value", "grad", "inbox_grad", "flow")
"""The fields that hold the number of a view."""
LISTS = ("cards", "edges", "regions", "segments")


def book_text(book: Book, numbers: Iterable[int] | None = None) -> str:
    """The opening with some chapters; by default with all that are to be there at once."""
    with collector.paused():
        return text_of(book, numbers)


def text_of(book: Book, numbers: Iterable[int] | None) -> str:
    if numbers is None:
        small = len(book.groups) <= WHOLE
        last = book.runs[-1]["first"] // book.size if book.runs else 0
        numbers = range(book.chapters) if small else sorted({0, last})
    found = {
        "format": "gradstep-packed",
        "version": 1,
        "opening": opening(book),
        "chapters": [chapter(book, number) for number in numbers],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def chapter_text(book: Book, number: int, *, state: bool) -> str:
    """One chapter; with its state, if the browser cannot walk there."""
    own = chapter(book, number, state=state)
    found = {"format": "gradstep-chapter", "number": number, "chapter": own}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def down_text(book: Book) -> str:
    """Where everything stands when the picture runs from top to bottom."""
    return json.dumps(book.down(), separators=(",", ":"))


def opening(book: Book) -> Packed:
    story = book.opening()
    network = story["network"]
    lists = {name: columns(story[name]) for name in LISTS}
    things = {name: columns(network[name]) for name in ("nodes", "edges")}
    return pack(
        {
            **story,
            **lists,
            "count": len(book.groups),
            "chapter": book.size,
            "network": {**network, **things},
            "initial": by_kind(book.first),
        }
    )


def by_kind(first: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Fields by kind: a row for each thing, with its `id`."""
    kinds: dict[str, tuple[list[str], list[Mapping[str, Any]]]] = {}
    for place, fields in first.items():
        kind, _, thing = place.partition("/")
        ids, rows = kinds.setdefault(kind, ([], []))
        ids.append(thing)
        rows.append(fields)
    return {kind: with_ids(ids, columns(rows)) for kind, (ids, rows) in kinds.items()}


def with_ids(ids: list[str], table: dict[str, Any]) -> dict[str, Any]:
    return {**table, "columns": {"id": column(ids), **table["columns"]}}


def by_field(state: Mapping[str, Any]) -> list[list[Any]]:
    """Per kind and field: the things whose field is not as in the beginning, and what it is."""
    fields: dict[tuple[str, str], dict[str, Any]] = {}
    for key, value in state.items():
        kind, _, rest = key.partition("/")
        thing, _, field = rest.rpartition("/")
        fields.setdefault((kind, field), {})[thing] = value
    return [
        [kind, field, column(list(found)), column(list(found.values()))]
        for (kind, field), found in fields.items()
    ]


def chapter(book: Book, number: int, *, state: bool = False) -> Packed:
    before = book.state(number)
    steps = book.chapter(number)
    wanted = state or len(before) <= SMALL_STATE
    used = {*views_of_steps(steps), *(views_of_state(before) if wanted else ())}
    return pack(
        {
            "number": number,
            "steps": steps,
            "views": [[view, book.views.numbered(view)] for view in sorted(used)],
            "state": by_field(before) if wanted else None,
        }
    )


def views_of_steps(steps: Iterable[Step]) -> Iterator[int]:
    """The numbers of the views that some steps show."""
    for step in steps:
        for row in step["panel"]["numbers"]:
            if row.get("view") is not None:
                yield row["view"]
        for key, old, new in step["changes"]:
            if key.rpartition("/")[2] in VIEWS:
                yield from (view for view in (old, new) if view is not None)


def views_of_state(state: Mapping[str, Any]) -> Iterator[int]:
    for key, value in state.items():
        if value is not None and key.rpartition("/")[2] in VIEWS:
            yield value
