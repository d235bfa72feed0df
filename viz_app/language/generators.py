"""Generators of the program: values that run a little further each time somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Generator as HostGenerator
from collections.abc import Iterator as HostIterator
from typing import Any

from viz_app.language.attributes import TABLES, Method
from viz_app.language.classes import ExceptionInstance, UserClass
from viz_app.language.errors import LimitReached, Raised, made
from viz_app.language.machine import Machine
from viz_app.language.values import Iterator, Value, address, shown_as


@shown_as("generator")
class Generator(Iterator):
    """A generator expression, or the call of a function with `yield`.

    The loops that it counts and the exceptions that it handles are its own; they wait with it.
    """

    __slots__ = ("done", "handling", "loops", "name", "running")

    def __init__(self, machine: Machine, name: str, items: HostIterator[Value]) -> None:
        super().__init__(machine, items)
        self.name = name
        self.loops: list[int] | None = None
        self.handling: list[Raised] = []
        self.running = False
        self.done = False

    def __next__(self) -> Value:
        return self.step(self.items.__next__)

    def resume(self, sent: Value) -> Value:
        """Run to the next `yield`, which gives `sent` to the program."""
        if sent is None:
            return self.step(self.items.__next__)
        if self.loops is None:
            raise made("TypeError", "can't send non-None value to a just-started generator")
        items: HostGenerator[Value, Value, None] = self.items  # type: ignore[assignment]
        return self.step(lambda: items.send(sent))

    def throw(self, problem: Raised) -> Value:
        """Run on with an exception at the `yield` where it waits."""
        items: HostGenerator[Value, Value, None] = self.items  # type: ignore[assignment]
        return self.step(lambda: items.throw(problem))

    def close(self) -> None:
        """Let it end where it waits: its `finally` blocks run, it gives nothing any more."""
        if self.loops is None or self.done:
            self.done = True
            items: HostGenerator[Value, Value, None] = self.items  # type: ignore[assignment]
            items.close()
            return
        try:
            self.throw(made("GeneratorExit"))
        except StopIteration:
            return
        except Raised as error:
            if is_a(error, "GeneratorExit") or is_a(error, "StopIteration"):
                return
            raise
        raise made("RuntimeError", "generator ignored GeneratorExit")

    def step(self, advance: Callable[[], Value]) -> Value:
        machine, outer = self.machine, self.machine.loops[:]
        if self.running:
            raise made("ValueError", "generator already executing")
        machine.enter()
        machine.loops[:] = outer if self.loops is None else self.loops
        handled = len(machine.handling)
        machine.handling += self.handling
        self.running, self.done = True, True
        try:
            item = advance()
            self.done = False
            return item
        except Raised as error:
            if is_a(error, "StopIteration"):
                raise made("RuntimeError", "generator raised StopIteration") from None
            raise
        finally:
            self.running = False
            self.loops = machine.loops[:]
            self.handling = machine.handling[handled:]
            del machine.handling[handled:]
            machine.loops[:] = outer
            machine.depth -= 1

    def __del__(self) -> None:
        """As in CPython, nobody holds it any more: what it has begun is ended."""
        if self.loops is None or self.done or self.running or self.machine.stopped:
            return
        try:
            self.close()
        except LimitReached as limit:
            self.machine.late = limit
        except BaseException:
            return

    def __repr__(self) -> str:
        return f"<generator object {self.name} at {address(self)}>"


def is_a(error: Raised, name: str) -> bool:
    """Whether an exception is of one of Python's classes, by its name."""
    return any(kind.name == name and kind.module == "builtins" for kind in error.value.cls.mro)


def thrown(self: Generator, kind: Value, value: Value = None, traceback: None = None) -> Value:
    """`generator.throw(E)`, `generator.throw(E("text"))`"""
    if isinstance(kind, UserClass) and issubclass(kind.host, ExceptionInstance):
        kind = kind() if value is None else kind(value)
    if not isinstance(kind, ExceptionInstance):
        text = "exceptions must be classes or instances deriving from BaseException, not "
        raise made("TypeError", text + type(kind).__name__)
    return self.throw(Raised(kind))


def stepped(self: Any) -> Value:
    return self.__next__()


TABLES[Generator] = {
    "send": Method("send", Generator.resume),
    "throw": Method("throw", thrown),
    "close": Method("close", Generator.close),
    "__next__": Method("__next__", stepped),
    "__iter__": Method("__iter__", lambda self: self),
}
