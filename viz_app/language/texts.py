"""Values in, the text that Python would print out, its length bounded while it is being made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from viz_app.language.errors import LimitReached
from viz_app.language.machine import Machine
from viz_app.language.values import Value

SCALARS = frozenset({int, float, bool, complex, str, bytes, type(None), type(...)})
BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    dict: ("{", "}"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
}


WRITERS: dict[type, Callable[[Output, Any], None]] = {}
"""Other containers, by their exact type or by the one that it is derived from."""


def shape_of(kind: type) -> type | None:
    """The container that a value is written as; None for one that says itself how it is shown."""
    for each in kind.__mro__:
        if each in BRACKETS or each in WRITERS:
            return each
        if "__repr__" in vars(each):
            return None
    return None


def text_of(machine: Machine, value: Value) -> str:
    """`str(value)`"""
    if type(value) is str:
        return value
    kind = type(value)
    if kind in BRACKETS or (kind not in SCALARS and shape_of(kind) and says_nothing(kind)):
        return repr_of(machine, value)
    return str(value)


def says_nothing(kind: type) -> bool:
    """Whether `str` of a value of the kind is its representation."""
    return getattr(kind, "__str__", None) is object.__str__


def repr_of(machine: Machine, value: Value) -> str:
    """`repr(value)`; containers are walked here, so that one of endless length is stopped."""
    kind = type(value)
    if kind in SCALARS or (kind not in BRACKETS and shape_of(kind) is None):
        return repr(value)
    output = Output(machine)
    output.value(value)
    return "".join(output.pieces)


class Output:
    """The pieces of a text so far, how much may still come, and the containers being written."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.pieces: list[str] = []
        self.left = machine.limits.printed
        self.around: list[Value] = []

    def text(self, piece: str) -> None:
        self.pieces.append(piece)
        self.left -= len(piece)
        self.machine.charge(1)
        if self.left < 0:
            raise LimitReached("printed_once", limit=f"{self.machine.limits.printed:,}")

    def value(self, value: Value) -> None:
        """Write the representation of a value."""
        kind = None if type(value) in SCALARS else shape_of(type(value))
        writer = None if kind is None else WRITERS.get(kind)
        if kind is None:
            self.text(repr(value))
        elif any(value is outer for outer in self.around):
            self.text("..." if writer else f"{BRACKETS[kind][0]}...{BRACKETS[kind][1]}")
        else:
            self.around.append(value)
            if writer is not None:
                writer(self, value)
            else:
                self.container(value, kind)
            self.around.pop()

    def container(self, value: Value, kind: type) -> None:
        name = type(value).__name__
        host: Any = kind  # a class of the program may say otherwise what it holds
        if not host.__len__(value) and kind in (set, frozenset):
            self.text(f"{name}()")
            return
        start, end = BRACKETS[kind]
        if kind is not type(value) and kind in (set, frozenset):
            start, end = f"{name}({{", "})"
        self.text(start)
        if kind is dict:
            self.separated(dict.items(value), self.pair)
        else:
            self.separated(host.__iter__(value), self.value)
        self.text(",)" if kind is tuple and tuple.__len__(value) == 1 else end)

    def pair(self, pair: tuple[Value, Value]) -> None:
        self.value(pair[0])
        self.text(": ")
        self.value(pair[1])

    def separated(self, items: Iterable[Any], write: Callable[[Any], None]) -> None:
        for place, item in enumerate(items):
            if place:
                self.text(", ")
            write(item)
