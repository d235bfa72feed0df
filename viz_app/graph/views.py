"""Values of a trace in; how they are shown (a number, a small grid, a heat map) out, each once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from viz_app import i18n

View = dict[str, Any]
Value = dict[str, Any]

GRID_LIMIT = 4
"""Rows and columns of the largest matrix whose every number is shown."""
ROW_LIMIT = 6
"""Elements of the longest vector whose every number is shown."""
HEAT_ROWS, HEAT_COLUMNS = 6, 16


def number(x: Any, digits: int = 4) -> str:
    """A number as a person writes it: `2`, not `2.0000`; four significant digits; a true minus."""
    if isinstance(x, bool):
        return str(x)
    if isinstance(x, list):
        real, imaginary = x
        sign = "−" if isinstance(imaginary, (int, float)) and imaginary < 0 else "+"
        size = abs(imaginary) if isinstance(imaginary, (int, float)) else imaginary
        return f"{number(real, digits)} {sign} {number(size, digits)}i"
    if isinstance(x, str):
        return x.replace("-", "−")
    if isinstance(x, int) or (x.is_integer() and abs(x) < 1e6):
        return str(int(x)).replace("-", "−")
    text = f"{x:.{digits}g}"
    if "e" in text:
        mantissa, _, power = text.partition("e")
        text = f"{mantissa}e{int(power)}"
    return text.replace("-", "−")


def shape_text(shape: Sequence[int], language: str = "en") -> str:
    """`2×3`, or the word for a scalar."""
    return "×".join(map(str, shape)) if shape else i18n.template(language, "view.scalar")


class Views:
    """The rendered values of one story; `of` gives the number of a value's view.

    Views are numbered by the first appearance of their content in the trace, before anything is
    rendered: so a number means the same whichever part of a story is told first.
    """

    def __init__(self, values: Sequence[Value], language: str = "en") -> None:
        self.values = values
        self.language = language
        self._first: list[int] = []
        self._number: list[int] = []
        known: dict[Any, int] = {}
        for index, value in enumerate(values):
            number = known.setdefault(content(value), len(self._first))
            if number == len(self._first):
                self._first.append(index)
            self._number.append(number)
        self._rendered: list[View | None] = [None] * len(self._first)
        self._short: dict[tuple[int, int], str | None] = {}

    def of(self, value: int | None) -> int | None:
        """The number of the view of the trace's value number `value`; None stays None."""
        return None if value is None else self._number[value]

    def numbered(self, number: int) -> View:
        """The view with a number."""
        known = self._rendered[number]
        if known is None:
            value = self.values[self._first[number]]
            known = self._rendered[number] = rendered(value, self.language)
        return known

    def all(self) -> list[View]:
        """Every view of the story, in the order of their numbers."""
        return [self.numbered(number) for number in range(len(self._first))]

    def view(self, value: int) -> View:
        """The view of the trace's value number `value`."""
        return self.numbered(self._number[value])

    def short(self, value: int, longest: int = 30) -> str | None:
        """A value in one line: one number if all are equal, or a few in brackets; else None."""
        key = (self._number[value], longest)
        if key not in self._short:
            self._short[key] = one_line(self.values[value], longest)
        return self._short[key]

    def brief(self, value: int, longest: int = 30) -> str:
        """A value in a few characters, or its shape."""
        return self.short(value, longest) or shape_text(self.values[value]["shape"], self.language)

    def flow(self, value: int) -> str:
        """What is written on an edge."""
        return self.brief(value, 12)


def content(value: Value) -> Any:
    """What two values have in common that look the same."""
    held = value.get("data")
    if held is None:
        held = value["stats"].values()
    try:
        found = (value["dtype"], tuple(value["shape"]), tuple(held))
        hash(found)
    except TypeError:  # a complex number is a list of two
        return (value["dtype"], tuple(value["shape"]), repr(held))
    return found


def one_line(value: Value, longest: int) -> str | None:
    """A value in one line, if it fits."""
    data = value.get("data")
    if not data:
        return None
    if all(x == data[0] for x in data):
        return number(data[0])
    if len(data) > ROW_LIMIT or len(value["shape"]) > 2:
        return None
    texts = [number(x, 3) for x in data]
    rows = [f"[{', '.join(row)}]" for row in rows_of(texts, value["shape"][-1])]
    text = rows[0] if len(value["shape"]) == 1 else f"[{', '.join(rows)}]"
    return text if len(text) <= longest else None


def rendered(value: Value, language: str = "en") -> View:
    """How a value is shown."""
    shape: list[int] = value["shape"]
    data = value.get("data")
    view: View = {
        "kind": "grid",
        "rows": [],
        "shape": shape_text(shape, language),
        "more": "",
        "levels": [],
    }
    if data is None:
        view |= {"kind": "heat", "levels": [[0.5]], "more": statistics(value["stats"], language)}
    elif not shape:
        view["kind"], view["rows"] = "scalar", [[number(data[0])]]
    elif not data:
        view |= {"rows": [[i18n.text(language, "view.empty")]]}
    elif fits(shape):
        digits = 4 if shape[-1] <= 2 else 3
        view |= {"rows": [[number(x, digits) for x in row] for row in rows_of(data, shape[-1])]}
    else:
        view |= heat(data, shape, language)
    return view


def fits(shape: Sequence[int]) -> bool:
    """Whether every number of such a tensor can be shown."""
    if len(shape) == 1:
        return shape[0] <= ROW_LIMIT
    return math.prod(shape[:-1]) <= GRID_LIMIT and shape[-1] <= GRID_LIMIT


def rows_of(data: Sequence[Any], width: int) -> list[Sequence[Any]]:
    """The flat data of a tensor, cut into rows."""
    return [data[start : start + width] for start in range(0, len(data), width)]


def heat(data: Sequence[Any], shape: Sequence[int], language: str) -> View:
    """The numbers as levels from 0 to 1, averaged down to a few blocks, with their statistics."""
    real = [magnitude(x) for x in data]
    finite = [x for x in real if math.isfinite(x)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 0.0)
    span = (high - low) or 1.0
    rows = rows_of(real, shape[-1])
    levels = [
        [round((mean(block, low) - low) / span, 2) for block in blocks(strip)]
        for strip in strips(rows)
    ]
    average = sum(finite) / len(finite) if finite else math.nan
    stats = {"min": low, "max": high, "mean": average}
    return {"kind": "heat", "levels": levels, "more": statistics(stats, language)}


def magnitude(x: Any) -> float:
    """One element as a real number."""
    return math.hypot(*map(float, x)) if isinstance(x, list) else float(x)


def mean(block: Sequence[float], low: float) -> float:
    """The mean of a block; what is not finite counts as the least."""
    numbers = [x if math.isfinite(x) else low for x in block]
    return sum(numbers) / len(numbers)


def strips(rows: Sequence[Sequence[float]]) -> list[Sequence[Sequence[float]]]:
    """The rows in at most HEAT_ROWS neighbouring groups."""
    count = min(HEAT_ROWS, len(rows))
    return [rows[len(rows) * i // count : len(rows) * (i + 1) // count] for i in range(count)]


def blocks(strip: Sequence[Sequence[float]]) -> list[list[float]]:
    """A strip of rows in at most HEAT_COLUMNS blocks."""
    width = len(strip[0])
    count = min(HEAT_COLUMNS, width)
    cuts = [width * i // count for i in range(count + 1)]
    return [[x for row in strip for x in row[cuts[i] : cuts[i + 1]]] for i in range(count)]


def statistics(stats: dict[str, Any], language: str) -> str:
    """The least, the mean and the greatest number, in one line."""
    numbers = {name: number(stats[name], 3) for name in ("min", "mean", "max")}
    return i18n.text(language, "view.statistics", **numbers)
