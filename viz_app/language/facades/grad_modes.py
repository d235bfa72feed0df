"""`torch.no_grad` and its like: a mode in, regions and decorated functions of the program out."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Generator as HostGenerator
from functools import partial
from typing import Any

from autograd_core import errors
from autograd_core.grad_mode import CLASS_DECORATED, GradMode, set_grad_enabled
from autograd_core.state import STATE
from viz_app.language.attributes import TABLES, Field, Method
from viz_app.language.classes import BoundMethod, UserClass
from viz_app.language.errors import Raised
from viz_app.language.functions import Function
from viz_app.language.generators import Generator, is_a
from viz_app.language.values import BoundBuiltin, Builtin, TypeValue, Value, address, shown_as

MODES = ("no_grad", "enable_grad", "set_grad_enabled", "inference_mode")
"""Grad modes: types in torch, used as context managers and as decorators."""


@shown_as("no_grad")
class Mode:
    """A grad mode as a value: `with torch.no_grad():` and `@torch.no_grad()`."""

    __slots__ = ("place", "region")

    def __init__(self, region: GradMode) -> None:
        self.region = region

    def __call__(self, function: Value) -> Value:
        if isinstance(function, UserClass):
            errors.warn(CLASS_DECORATED, FutureWarning)
        if not callable(function):
            kind = type(function).__name__
            raise AttributeError(f"'{kind}' object has no attribute '__name__'")
        if isinstance(self.region, set_grad_enabled):  # it was switched when it was made
            STATE.grad_enabled, STATE.inference = self.region.before
        return Decorated(self.region, function)

    def __repr__(self) -> str:
        if isinstance(self.region, set_grad_enabled):
            return repr(self.region)
        kind = type(self.region).__name__
        return f"<torch.autograd.grad_mode.{kind} object at {address(self)}>"


@shown_as("function")
class Decorated:
    """A function of the program that runs in a grad mode."""

    __slots__ = ("function", "place", "region")

    def __init__(self, region: GradMode, function: Value) -> None:
        self.function: Any = function
        self.region = region

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        if generates(self.function):
            inner = self.function(*args, **kwargs)
            return Generator(inner.machine, self.qualname, in_mode(inner, self.region))
        with self.region.clone():
            return self.function(*args, **kwargs)

    @property
    def name(self) -> str:
        return str(getattr(self.function, "name", ""))

    @property
    def qualname(self) -> str:
        return str(getattr(self.function, "qualname", self.name))

    def __repr__(self) -> str:
        return f"<function {self.qualname} at {address(self)}>"


def generates(function: Value) -> bool:
    """Whether a call of the function gives a generator."""
    if isinstance(function, BoundMethod | Decorated):
        return generates(function.function)
    return isinstance(function, Function) and function.generator


def in_mode(inner: Generator, region: GradMode) -> HostGenerator[Value, Value, Value]:
    """What a generator gives, each of its parts run in the mode, which waits outside of it."""
    step: Callable[[], Value] = inner.__next__
    while True:
        try:
            with region.clone():
                value = step()
        except StopIteration as stop:
            return stop.value
        try:
            sent = yield value
            step = partial(inner.resume, sent)
        except GeneratorExit:
            with region.clone():
                inner.close()
            raise
        except Raised as problem:
            if is_a(problem, "GeneratorExit"):
                with region.clone():
                    inner.close()
                raise
            step = partial(inner.throw, problem)


def mode_type(name: str, kind: Callable[..., GradMode]) -> TypeValue:
    """`torch.no_grad` and its like: called with a function, it decorates it at once."""

    def make(*args: Value, **kwargs: Value) -> Value:
        if args and name != "set_grad_enabled" and isinstance(args[0], DECORATES):
            return Mode(kind())(args[0])
        return Mode(kind(*args, **kwargs))

    return TypeValue(name, Mode, make, "torch.autograd.grad_mode", quick=False)


DECORATES = (Function, Decorated, UserClass, BoundMethod, BoundBuiltin, Builtin)


def leave(self: Mode, *args: Value) -> bool:
    return self.region.__exit__(None, None, None)


def enter(self: Mode) -> None:
    self.region.__enter__()


def documentation(self: Decorated) -> Value:
    return getattr(self.function, "doc", None)


TABLES[Decorated] = {
    "__name__": Field(lambda self: self.name),
    "__qualname__": Field(lambda self: self.qualname),
    "__doc__": Field(documentation),
    "__wrapped__": Field(lambda self: self.function),
}
TABLES[Mode] = {
    "__enter__": Method("__enter__", enter, reach=True),
    "__exit__": Method("__exit__", leave, reach=True),
}
