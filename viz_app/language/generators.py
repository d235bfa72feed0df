"""Generators of the program: values that run a little further each time somebody asks."""

from __future__ import annotations

from collections.abc import Generator as HostGenerator
from collections.abc import Iterator as HostIterator
from contextlib import suppress
from typing import Any

from viz_app.language.attributes import TABLES, Method
from viz_app.language.errors import Raised, made
from viz_app.language.machine import Machine
from viz_app.language.values import Iterator, Value, address, shown_as


@shown_as("generator")
class Generator(Iterator):
    """A generator expression, or the call of a function with `yield`; it counts its own loops."""

    __slots__ = ("loops", "name", "running")

    def __init__(self, machine: Machine, name: str, items: HostIterator[Value]) -> None:
        super().__init__(machine, items)
        self.name = name
        self.loops: list[int] | None = None
        self.running = False

    def __next__(self) -> Value:
        return self.resume(None)

    def resume(self, sent: Value) -> Value:
        """Run to the next `yield`; the loops that are counted meanwhile are the generator's own."""
        machine, outer = self.machine, self.machine.loops[:]
        if self.running:
            raise made("ValueError", "generator already executing")
        if sent is not None and self.loops is None:
            raise made("TypeError", "can't send non-None value to a just-started generator")
        machine.enter()
        machine.loops[:] = outer if self.loops is None else self.loops
        self.running = True
        try:
            if sent is None:
                return next(self.items)
            assert isinstance(self.items, HostGenerator)
            return self.items.send(sent)
        except Raised as error:
            if any(kind.name == "StopIteration" for kind in error.value.cls.mro):
                raise made("RuntimeError", "generator raised StopIteration") from None
            raise
        finally:
            self.running = False
            self.loops = machine.loops[:]
            machine.loops[:] = outer
            machine.depth -= 1

    def __repr__(self) -> str:
        return f"<generator object {self.name} at {address(self)}>"


def send(self: Generator, value: Value) -> Value:
    """`generator.send(value)`"""
    return self.resume(value)


def close(self: Generator) -> None:
    """`generator.close()`: it gives nothing any more."""
    items: Any = self.items
    with suppress(AttributeError, ValueError):
        items.close()


TABLES[Generator] = {
    "send": Method("send", send),
    "close": Method("close", close),
    "__next__": Method("__next__", Generator.__next__),
}
