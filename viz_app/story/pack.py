"""Plain data in; the same data in which equal parts stand once, as a table, out.

    {"shapes": [[key, …], …], "parts": [part, …]}

A part is a text, a number, true, false or null; or a list: [0, …] is a list and [n, …] is an object
with the keys of shape n (counted from 1), whose entries are the numbers of other parts, which stand
before it. The last part is the whole. Rules, reasons and sentences, which say the same again and
again, cost a few digits each; and in the browser, where nobody changes them, one copy each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, compress, count, pairwise
from operator import is_not, itemgetter, methodcaller, ne, or_
from typing import Any

Packed = dict[str, Any]
NESTED = (dict, list, tuple)
LONG = 16
"""Longer lists are worth a look at whether they can be packed faster."""


def pack(value: Any) -> Packed:
    """The table of a value."""
    table = Table()
    table.part(value)
    return {"shapes": list(map(list, table.shapes)), "parts": table.parts}


class Table:
    """The parts so far; what is equal and of the same type is one part."""

    def __init__(self) -> None:
        self.shapes: dict[tuple[str, ...], int] = {}
        self.parts: list[Any] = []
        self.plain: dict[type, dict[Any, int]] = {}
        self.nested: dict[tuple[int, ...], int] = {}

    def part(self, value: Any) -> int:
        """The number of a value."""
        kind = type(value)
        if kind not in NESTED:
            known = self.plain.setdefault(kind, {})
            found = known.get(value)
            if found is None:
                found = known[value] = self.new(value)
            return found
        if kind is dict:
            shape = self.shapes.setdefault(tuple(value), len(self.shapes) + 1)
            own = (shape, *map(self.part, value.values()))
        elif len(value) > LONG:  # the first of a column says how it is written
            own = (0, self.part(value[0]), *self.several(value[1:]))
        else:
            own = (0, *map(self.part, value))
        found = self.nested.get(own)
        if found is None:
            found = self.nested[own] = self.new(own)
        return found

    def several(self, values: Sequence[Any]) -> Iterable[int]:
        """The numbers of many values; those of one plain type are looked up all at once."""
        kinds = set(map(type, values))
        kind = next(iter(kinds))
        if len(kinds) > 1 or kind in NESTED:
            return map(self.part, values)
        known = self.plain.setdefault(kind, {})
        new = [value for value in dict.fromkeys(values) if value not in known]
        known.update(zip(new, count(len(self.parts))))
        self.parts += new
        return map(known.__getitem__, values)

    def new(self, part: Any) -> int:
        self.parts.append(part)
        return len(self.parts) - 1


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
    shapes = dict.fromkeys(map(tuple, rows))
    keys = dict.fromkeys(chain.from_iterable(shapes))
    one = itemgetter if len(shapes) == 1 else partial(methodcaller, "get")
    found = {key: column(list(map(one(key), rows))) for key in keys}
    return {"count": len(rows), "columns": found}


def column(values: Sequence[Any]) -> list[Any]:
    """Values one under another, in runs of equal ones."""
    if not values:
        return []
    kinds = list(map(type, values))
    changed = map(ne, values[1:], values)
    if len(set(kinds)) > 1:
        changed = map(or_, changed, map(is_not, kinds[1:], kinds))
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
