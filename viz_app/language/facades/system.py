"""`sys`, `warnings`, `string`, `statistics`, `timeit` and the like: the harmless part of each."""

from __future__ import annotations

import statistics
import string
import sys
import unicodedata
from collections.abc import Callable
from itertools import count
from typing import Any

from viz_app.language.attributes import TABLES, Field, Method
from viz_app.language.classes import ExceptionInstance, UserClass
from viz_app.language.display import shown
from viz_app.language.errors import Raised, made
from viz_app.language.exceptions import EXCEPTIONS
from viz_app.language.facades.containers import record_class
from viz_app.language.facades.registry import module
from viz_app.language.machine import Machine
from viz_app.language.texts import text_of
from viz_app.language.values import Builtin, Stream, Value, shown_as

FLOAT_INFO = "max min epsilon dig mant_dig max_exp min_exp radix"


def write(machine: Machine) -> Callable[..., Value]:
    def write(self: Stream, text: Value, /) -> int:
        if type(text) is not str:
            kind = type(text).__name__
            raise made("TypeError", f"write() argument must be str, not {kind}")
        machine.write(self.name, text)
        return len(text)

    return write


@module("sys")
def sys_(machine: Machine) -> dict[str, Value]:
    machine.tables[Stream] = {
        "write": Method("write", write(machine)),
        "flush": Method("flush", lambda self: None),
        "isatty": Method("isatty", lambda self: False),
        "name": Field(lambda self: f"<{self.name}>"),
    }
    floats = record_class(machine, "float_info", tuple(FLOAT_INFO.split()), (), "sys")
    version = record_class(
        machine, "version_info", ("major", "minor", "micro", "releaselevel", "serial"), (), "sys"
    )

    def leave(status: Value = None, /) -> None:
        raise made("SystemExit", *(() if status is None else (status,)))

    return {
        "stdout": Stream("stdout"),
        "stderr": Stream("stderr"),
        "version": sys.version.partition("(")[0].strip(),
        "version_info": version(*sys.version_info),
        "float_info": floats(*(getattr(sys.float_info, name) for name in FLOAT_INFO.split())),
        "maxsize": sys.maxsize,
        "byteorder": "little",
        "platform": "linux",
        "argv": [""],
        "exit": Builtin("exit", leave),
        "getrecursionlimit": Builtin("getrecursionlimit", lambda: machine.limits.recursion),
        "setrecursionlimit": Builtin("setrecursionlimit", lambda limit, /: None),
        "intern": Builtin("intern", lambda text, /: text),
    }


# warnings -----------------------------------------------------------------------------------------


@shown_as("WarningMessage")
class Message:
    """A warning that `catch_warnings(record=True)` has kept."""

    __slots__ = ("category", "message", "place")

    def __init__(self, category: Value, message: Value) -> None:
        self.category = category
        self.message = message


@shown_as("catch_warnings")
class Catching:
    """`with warnings.catch_warnings():` the filters are afterwards what they were before."""

    __slots__ = ("before", "filters", "keeps", "place")

    def __init__(self, filters: Filters, keeps: bool) -> None:
        self.filters = filters
        self.keeps = keeps
        self.before: Any = None

    def enter(self) -> Value:
        filters = self.filters
        self.before = (filters.rules, filters.kept)
        filters.rules = list(filters.rules)
        if not self.keeps:
            return None
        filters.kept = []
        return filters.kept

    def leave(self, *args: Value) -> bool:
        self.filters.rules, self.filters.kept = self.before
        return False


TABLES[Message] = {
    "category": Field(lambda self: self.category),
    "message": Field(lambda self: self.message),
}
TABLES[Catching] = {
    "__enter__": Method("__enter__", Catching.enter),
    "__exit__": Method("__exit__", Catching.leave),
}

ACTIONS = ("default", "error", "ignore", "always", "module", "once")


class Filters:
    """What is done with which warning: the rule that was made last is asked first."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.rules: list[tuple[str, str, UserClass]] = []
        self.kept: list[Value] | None = None
        machine.recorder.on_warning = self.warned

    def warned(self, category: str, text: str) -> None:
        """A warning of the core, or of the program: shown, kept, raised or dropped."""
        kind = EXCEPTIONS.get(category, EXCEPTIONS["UserWarning"])
        self.decide(kind(text), category, text)

    def decide(self, warning: Any, category: str, text: str) -> None:
        kind = warning.cls
        action = next((a for a, t, k in self.rules if k in kind.mro and text.startswith(t)), "")
        if action == "error":
            raise Raised(warning)
        if action == "ignore" or (not action and kind.name in HIDDEN):
            return
        if self.kept is not None:
            self.kept.append(Message(kind, warning))
            return
        if action == "always":
            self.machine.said.clear()
        self.machine.warn(category, text)


HIDDEN = ("PendingDeprecationWarning", "ImportWarning", "ResourceWarning")


@module("warnings")
def warnings_(machine: Machine) -> dict[str, Value]:
    filters = Filters(machine)

    def rule(action: Value, message: Value, category: Value, *, last: bool) -> None:
        if action not in ACTIONS:
            raise made("AssertionError", f"invalid action: {action!r}")
        if not isinstance(category, UserClass):
            raise made("AssertionError", "category must be a Warning subclass")
        text = str(message).removeprefix(".*").partition(".*")[0]
        entry = (str(action), text, category)
        filters.rules = [*filters.rules, entry] if last else [entry, *filters.rules]
        machine.said.clear()

    def filterwarnings(
        action: Value,
        message: Value = "",
        category: Value = EXCEPTIONS["Warning"],
        module: Value = "",
        lineno: int = 0,
        append: bool = False,
    ) -> None:
        rule(action, message, category, last=bool(append))

    def simplefilter(
        action: Value,
        category: Value = EXCEPTIONS["Warning"],
        lineno: int = 0,
        append: bool = False,
    ) -> None:
        rule(action, "", category, last=bool(append))

    def warn(
        message: Value, category: Value = None, stacklevel: int = 1, source: Value = None
    ) -> None:
        if isinstance(message, ExceptionInstance):
            warning: Any = message
        else:
            kind = EXCEPTIONS["UserWarning"] if category is None else category
            if not (isinstance(kind, UserClass) and EXCEPTIONS["Warning"] in kind.mro):
                shown = getattr(category, "name", type(category).__name__)
                text = f"category must be a Warning subclass, not '{shown}'"
                raise made("TypeError", text)
            warning = kind(message)
        filters.decide(warning, warning.cls.name, text_of(machine, warning))

    def reset() -> None:
        filters.rules = []

    return {
        "warn": Builtin("warn", warn),
        "filterwarnings": Builtin("filterwarnings", filterwarnings),
        "simplefilter": Builtin("simplefilter", simplefilter),
        "resetwarnings": Builtin("resetwarnings", reset),
        "catch_warnings": Builtin(
            "catch_warnings", lambda *, record=False, **_: Catching(filters, bool(record))
        ),
    }


# Small modules ------------------------------------------------------------------------------------

LETTERS = """
    ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits printable punctuation
    whitespace
"""
STATISTICS = """
    fmean geometric_mean harmonic_mean mean median median_high median_low mode multimode pstdev
    pvariance quantiles stdev variance correlation covariance median_grouped
"""


@module("string")
def string_(machine: Machine) -> dict[str, Value]:
    return {
        **{name: getattr(string, name) for name in LETTERS.split()},
        "capwords": Builtin("capwords", string.capwords),
    }


CHARACTERS = """
    bidirectional category combining decimal decomposition digit east_asian_width is_normalized
    lookup mirrored name normalize numeric
"""


@module("unicodedata")
def unicodedata_(machine: Machine) -> dict[str, Value]:
    def paid(name: str) -> Value:
        host: Callable[..., Any] = getattr(unicodedata, name)

        def call(*args: Value) -> Value:
            machine.charge(sum(len(arg) for arg in args if type(arg) is str))
            return host(*args)

        return Builtin(name, call)

    return {name: paid(name) for name in CHARACTERS.split()}


@module("statistics")
def statistics_(machine: Machine) -> dict[str, Value]:
    error = UserClass(
        "StatisticsError", "StatisticsError", (EXCEPTIONS["ValueError"],), {}, module="statistics"
    )

    def walking(name: str) -> Value:
        host: Callable[..., Any] = getattr(statistics, name)

        def call(*args: Value, **kwargs: Value) -> Value:
            for each in (*args, *kwargs.values()):
                if isinstance(each, int):
                    machine.charge(each)
            held = [list(machine.charge_items(arg)) if sized(arg) else arg for arg in args]
            try:
                return host(*held, **kwargs)
            except statistics.StatisticsError as problem:
                raise Raised(error(str(problem))) from None

        return Builtin(name, call)

    return {**{name: walking(name) for name in STATISTICS.split()}, "StatisticsError": error}


def sized(value: Value) -> bool:
    return hasattr(type(value), "__iter__") and type(value) is not str


@module("timeit")
def timeit_(machine: Machine) -> dict[str, Value]:
    clock = count()
    return {"default_timer": Builtin("perf_counter", lambda: next(clock) / 1000)}


@module("IPython.display")
def ipython_display_(machine: Machine) -> dict[str, Value]:
    def display(*objects: Value, **options: Value) -> None:
        for each in objects:
            machine.write("stdout", shown(machine, each) + "\n")

    return {
        "display": Builtin("display", display),
        "clear_output": Builtin("clear_output", lambda wait=False: None),
    }


@module("IPython")
def ipython_(machine: Machine) -> dict[str, Value]:
    return {}


VALUE_TYPES = (Stream, Message, Catching)
