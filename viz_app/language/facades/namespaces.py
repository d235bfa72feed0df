"""`types`, `numbers`, `gc`, `collections.ChainMap`, `io.StringIO`: small things, mostly to hold."""

from __future__ import annotations

import collections
import io
from collections.abc import Callable
from typing import Any

from viz_app.language.attributes import TABLES, Field, Method
from viz_app.language.builtins import PlainIterator
from viz_app.language.classes import BoundMethod, Instance, UserClass
from viz_app.language.errors import LimitReached, made
from viz_app.language.facades.registry import addition, module
from viz_app.language.functions import Function
from viz_app.language.generators import Generator
from viz_app.language.kinds import no_maker
from viz_app.language.machine import Machine
from viz_app.language.texts import WRITERS, Output, repr_of
from viz_app.language.values import (
    Builtin,
    Hint,
    Iterator,
    Namespace,
    TypeValue,
    Value,
    address,
    shown_as,
)


@module("types")
def types_(machine: Machine) -> dict[str, Value]:
    def init(self: Instance, *args: Value, **names: Value) -> None:
        if args:
            raise made("TypeError", "no positional arguments expected")
        self.names.update(names)

    def text(self: Instance) -> str:
        shown = (f"{name}={repr_of(machine, value)}" for name, value in self.names.items())
        kind = "namespace" if self.cls is simple else self.cls.name
        return f"{kind}({', '.join(shown)})"

    def same(self: Instance, other: Value) -> Value:
        alike = isinstance(other, Instance) and simple in other.cls.mro
        return self.names == other.names if alike else NotImplemented

    calls: dict[str, Callable[..., Value]] = {"__init__": init, "__repr__": text, "__eq__": same}
    names: dict[str, Value] = {name: Builtin(name, call) for name, call in calls.items()}
    simple = UserClass("SimpleNamespace", "SimpleNamespace", (), names, module="types")
    simple.fixed = True
    kinds: dict[str, tuple[str, type]] = {
        **dict.fromkeys(("FunctionType", "LambdaType"), ("function", Function)),
        **dict.fromkeys(("BuiltinFunctionType",), ("builtin_function_or_method", Builtin)),
        "GeneratorType": ("generator", Generator),
        "MethodType": ("method", BoundMethod),
        "ModuleType": ("module", Namespace),
        "NoneType": ("NoneType", type(None)),
    }
    return {
        "SimpleNamespace": simple,
        **{name: named_kind(machine, *kind) for name, kind in kinds.items()},
    }


def named_kind(machine: Machine, name: str, host: type) -> Value:
    return machine.types.setdefault(host, TypeValue(name, host, no_maker(name)))


@module("numbers")
def numbers_(machine: Machine) -> dict[str, Value]:
    kinds = {
        "Number": (int, float, complex),
        "Complex": (int, float, complex),
        "Real": (int, float),
        "Rational": (int,),
        "Integral": (int,),
    }

    def accepting(kind: tuple[type, ...]) -> Callable[[Value], bool]:
        return lambda value: isinstance(value, kind)

    return {name: Hint(f"numbers.{name}", accepts=accepting(each)) for name, each in kinds.items()}


@module("gc")
def gc_(machine: Machine) -> dict[str, Value]:
    """What is not needed any more is freed by itself; that is all there is to say here."""
    return {
        "collect": Builtin("collect", lambda generation=2: 0),
        "enable": Builtin("enable", lambda: None),
        "disable": Builtin("disable", lambda: None),
        "isenabled": Builtin("isenabled", lambda: True),
    }


# collections.ChainMap -----------------------------------------------------------------------------


def write_chain(output: Output, value: Any) -> None:
    output.text("ChainMap(")
    output.separated(value.maps, output.value)
    output.text(")")


WRITERS[collections.ChainMap] = write_chain
OF_CHAIN = "get pop popitem setdefault update clear copy new_child"


@addition("collections")
def chain_map(machine: Machine, names: dict[str, Value]) -> None:
    host = collections.ChainMap

    def merged(name: str) -> Callable[[Any], Value]:
        return lambda self: getattr(dict(self), name)()

    def chain(*maps: Value) -> Value:
        for each in maps:
            if not isinstance(each, dict | host):
                kind = type(each).__name__
                raise made("TypeError", f"a ChainMap is made of dicts here, not of '{kind}'")
        return host(*maps)

    machine.tables[host] = {
        **{name: Method(name, getattr(host, name)) for name in OF_CHAIN.split()},
        **{name: Method(name, merged(name)) for name in ("keys", "values", "items")},
        "maps": Field(lambda self: self.maps),
        "parents": Field(lambda self: self.parents),
    }
    names["ChainMap"] = TypeValue("ChainMap", host, chain, "collections", quick=False)
    machine.types[host] = names["ChainMap"]


# io.StringIO --------------------------------------------------------------------------------------


@shown_as("StringIO")
class TextBuffer:
    """`io.StringIO()`: a text that is written and read piece by piece."""

    __slots__ = ("host", "machine", "place")

    def __init__(self, machine: Machine, initial: str = "") -> None:
        self.machine = machine
        self.host = io.StringIO(initial)

    def write(self, text: Value, /) -> int:
        length = len(self.host.getvalue()) + (len(text) if isinstance(text, str) else 0)
        if length > self.machine.limits.printed:
            limit = f"{self.machine.limits.printed:,}"
            raise LimitReached("text", count=f"{length:,}", limit=limit)
        self.machine.charge(1)
        return self.host.write(text)

    def write_lines(self, lines: Value, /) -> None:
        for line in lines:
            self.write(line)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self.host.seek(min(offset, len(self.host.getvalue())), whence)

    def __iter__(self) -> Iterator:
        return PlainIterator(self.machine, iter(self.host))

    def __repr__(self) -> str:
        return f"<_io.StringIO object at {address(self)}>"


def asking(name: str) -> Method:
    return Method(name, lambda self, *args: getattr(self.host, name)(*args))


TABLES[TextBuffer] = {
    **{name: asking(name) for name in ("read", "readline", "readlines", "getvalue", "tell")},
    **{name: asking(name) for name in ("close", "flush")},
    "write": Method("write", TextBuffer.write),
    "writelines": Method("writelines", TextBuffer.write_lines),
    "seek": Method("seek", TextBuffer.seek),
    "closed": Field(lambda self: self.host.closed),
    "__enter__": Method("__enter__", lambda self: self),
    "__exit__": Method("__exit__", lambda self, *args: self.host.close()),
}


@addition("io")
def string_io(machine: Machine, names: dict[str, Value]) -> None:
    def make(initial_value: Value = "", newline: Value = "\n") -> TextBuffer:
        return TextBuffer(machine, initial_value)

    names["StringIO"] = TypeValue("StringIO", TextBuffer, make, "_io", quick=False)


VALUE_TYPES = (collections.ChainMap, TextBuffer)
