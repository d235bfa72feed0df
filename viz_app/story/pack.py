"""Plain data in; the same data in which equal parts stand once, as a table, out.

    {"shapes": [[key, …], …], "parts": [part, …]}

A part is a text, a number, true, false or null; or a list: [0, …] is a list and [n, …] is an object
with the keys of shape n (counted from 1), whose entries are the numbers of other parts, which stand
before it. The last part is the whole. Rules, reasons and sentences, which say the same again and
again, cost a few digits each; and in the browser, where nobody changes them, one copy each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, compress, pairwise
from operator import is_not, methodcaller, ne, or_
from typing import Any

Packed = dict[str, Any]
NESTED = (dict, list, tuple)


def pack(value: Any) -> Packed:
    """The table of a value."""
    shapes: dict[tuple[str, ...], int] = {}
    known: dict[Any, int] = {}

    def part(value: Any) -> int:
        kind = type(value)
        if kind not in NESTED:
            return known.setdefault((kind, value), len(known))
        shape, entries = 0, value
        if kind is dict:
            shape = shapes.setdefault(tuple(value), len(shapes) + 1)
            entries = value.values()
        own = [shape]
        for entry in entries:
            kind = type(entry)
            plain = kind not in NESTED
            own.append(known.setdefault((kind, entry), len(known)) if plain else part(entry))
        return known.setdefault(tuple(own), len(known))

    part(value)
    parts = [own[1] if isinstance(own[0], type) else own for own in known]
    return {"shapes": list(map(list, shapes)), "parts": parts}


def unpack(packed: Mapping[str, Any]) -> Any:
    """The value of a table."""
    shapes = packed["shapes"]
    found: list[Any] = []
    for part in packed["parts"]:
        if isinstance(part, (list, tuple)):
            entries = [found[number] for number in part[1:]]
            shape = part[0]
            found.append(dict(zip(shapes[shape - 1], entries, strict=True)) if shape else entries)
        else:
            found.append(part)
    return found[-1]


def columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows with nearly the same keys, key by key; a key that a row lacks is null there.

    A column is `[3, "op", 1, "leaf"]`, how often and then what; or, where that would not be
    shorter, 0 and all its values.
    """
    keys = dict.fromkeys(chain.from_iterable(rows))
    found = {key: column(list(map(methodcaller("get", key), rows))) for key in keys}
    return {"count": len(rows), "columns": found}


def column(values: Sequence[Any]) -> list[Any]:
    """Values one under another, in runs of equal ones."""
    if not values:
        return []
    kinds = list(map(type, values))
    changed = map(or_, map(ne, values[1:], values), map(is_not, kinds[1:], kinds))
    starts = [0, *compress(range(1, len(values)), changed)]
    if 2 * len(starts) > len(values):
        return [0, *values]
    found: list[Any] = []
    for start, end in pairwise([*starts, len(values)]):
        found += [end - start, values[start]]
    return found


def rows(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table of columns."""
    count = table["count"]
    made: list[dict[str, Any]] = [{} for _ in range(count)]
    for key, own in table["columns"].items():
        for row, value in zip(made, spread(own), strict=True):
            row[key] = value
    return made


def spread(column: Sequence[Any]) -> list[Any]:
    """A column's values one by one."""
    if column[:1] == [0]:
        return list(column[1:])
    values: list[Any] = []
    for at in range(0, len(column), 2):
        values += [column[at + 1]] * column[at]
    return values
