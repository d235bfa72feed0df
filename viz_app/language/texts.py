"""Values in, the text that Python would print out, its length bounded while it is being made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from viz_app.language.errors import LimitReached
from viz_app.language.machine import Machine
from viz_app.language.values import Value

SCALARS = frozenset({int, float, bool, str, type(None), type(...)})
BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    dict: ("{", "}"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
}


Writer = Callable[[Any, list[Value]], Iterator[str]]
WRITERS: dict[type, Writer] = {}
"""Other containers, by their exact type or by the one that it is derived from."""


def writer_of(kind: type) -> Writer | None:
    return WRITERS.get(kind) or WRITERS.get(kind.__base__ or object)


def text_of(machine: Machine, value: Value) -> str:
    """`str(value)`"""
    if type(value) is str:
        return value
    if type(value) in BRACKETS or writer_of(type(value)) is not None:
        return repr_of(machine, value)
    return str(value)


def repr_of(machine: Machine, value: Value) -> str:
    """`repr(value)`; containers are walked here, so that one of endless length is stopped."""
    if type(value) not in BRACKETS and writer_of(type(value)) is None:
        return repr(value)
    left = machine.limits.printed
    pieces: list[str] = []
    for piece in pieces_of(value, []):
        pieces.append(piece)
        left -= len(piece)
        machine.charge(1)
        if left < 0:
            raise LimitReached("printed_once", limit=f"{machine.limits.printed:,}")
    return "".join(pieces)


def pieces_of(value: Value, around: list[Value]) -> Iterator[str]:
    """The representation of a value in pieces; `around` holds the containers being written."""
    kind = type(value)
    writer = None if kind in BRACKETS else writer_of(kind)
    if kind not in BRACKETS and writer is None:
        yield repr(value)
        return
    if any(value is outer for outer in around):
        yield "..." if writer else f"{BRACKETS[kind][0]}...{BRACKETS[kind][1]}"
        return
    if writer is not None:
        around.append(value)
        yield from writer(value, around)
        around.pop()
        return
    if not value and kind in (set, frozenset):
        yield f"{kind.__name__}()"
        return
    start, end = BRACKETS[kind]
    around.append(value)
    yield start
    if kind is dict:
        yield from separated(value.items(), lambda pair: pair_pieces(pair, around))
    else:
        yield from separated(value, lambda item: pieces_of(item, around))
    around.pop()
    yield ",)" if kind is tuple and len(value) == 1 else end


def pair_pieces(pair: tuple[Value, Value], around: list[Value]) -> Iterator[str]:
    yield from pieces_of(pair[0], around)
    yield ": "
    yield from pieces_of(pair[1], around)


def separated(items: Iterable[Any], pieces: Callable[[Any], Iterator[str]]) -> Iterator[str]:
    for place, item in enumerate(items):
        if place:
            yield ", "
        yield from pieces(item)
