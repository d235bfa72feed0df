"""`matplotlib` and `tqdm`: every call is accepted, nothing is drawn, and that is said once."""

from __future__ import annotations

from collections.abc import Iterator as HostIterator

from viz_app.language.attributes import FALLBACKS, OPEN, TABLES, Method
from viz_app.language.facades.registry import MAKERS, module
from viz_app.language.machine import Machine
from viz_app.language.texts import text_of
from viz_app.language.values import (
    Builtin,
    Namespace,
    TypeValue,
    Value,
    address,
    iterator_kind,
    shown_as,
)

NOT_DRAWN = "matplotlib draws nothing here; the program runs on without its pictures"
NO_BAR = "tqdm draws no progress bar here; the loop runs on without it"


@shown_as("Figure")
class Drawing:
    """Whatever a call of matplotlib gives: it takes every call, every index and every loop."""

    __slots__ = ("path", "place")

    def __init__(self, path: str) -> None:
        self.path = path

    def __call__(self, *args: Value, **kwargs: Value) -> Drawing | None:
        return None if self.path.rpartition(".")[2] in SILENT else Drawing(self.path)

    def __getitem__(self, key: Value) -> Drawing:
        return Drawing(self.path)

    def __setitem__(self, key: Value, value: Value) -> None:
        return None

    def __iter__(self) -> HostIterator[Drawing]:
        count = 3 if self.path.endswith((".hist", ".hist2d")) else 2
        return iter([Drawing(self.path) for _ in range(count)])

    def __repr__(self) -> str:
        return f"<{self.path} object at {address(self)}>"


SILENT = frozenset({"show", "close", "savefig", "tight_layout", "pause", "draw", "clf", "cla"})
"""Calls that give None."""


def part(value: Value, name: str) -> Value:
    return Drawing(f"{value.path}.{name}")


FALLBACKS[Drawing] = part
TABLES[Drawing] = {
    "__enter__": Method("__enter__", lambda self: self),
    "__exit__": Method("__exit__", lambda self, *args: False),
}


OPEN[Drawing] = lambda value: {}


class Everything(dict[str, Value]):
    """The names of a module that has every name."""

    def __init__(self, machine: Machine, path: str) -> None:
        super().__init__({"__name__": path})
        self.machine = machine
        self.path = path
        self.told = False

    def __missing__(self, name: str) -> Value:
        if not self.told:
            self.told = True
            self.machine.warn("Note", NOT_DRAWN)
        return Drawing(f"{self.path}.{name}")


def plotting(path: str) -> None:
    MAKERS[path] = lambda machine: Namespace(path, Everything(machine, path))


plotting("matplotlib")
plotting("matplotlib.pyplot")


# Progress bars ------------------------------------------------------------------------------------


Bar = iterator_kind("tqdm")
QUIET = "close refresh reset set_description set_postfix set_postfix_str update clear"
TABLES[Bar] = {
    **{name: Method(name, lambda self, *args, **kwargs: None) for name in QUIET.split()},
    "__enter__": Method("__enter__", lambda self: self),
    "__exit__": Method("__exit__", lambda self, *args: False),
    "__next__": Method("__next__", Bar.__next__),
}


def progress(machine: Machine) -> dict[str, Value]:
    def bar(iterable: Value = (), *args: Value, **kwargs: Value) -> Value:
        machine.warn("Note", NO_BAR)
        return Bar(machine, iter(iterable))

    def write(text: Value, file: Value = None, end: str = "\n") -> None:
        machine.write("stdout", text_of(machine, text) + str(end))

    kind = TypeValue(
        "tqdm", Bar, bar, "tqdm", quick=False, statics={"write": Builtin("write", write)}
    )
    return {
        "tqdm": kind,
        "trange": Builtin("trange", lambda *bounds, **kwargs: bar(range(*bounds))),
    }


for _path in ("tqdm", "tqdm.auto", "tqdm.notebook"):
    module(_path)(progress)

VALUE_TYPES = (Drawing,)
