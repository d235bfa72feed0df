"""`re`: Python's own engine behind a pattern and a match of ours; patterns and texts are bounded.

A pattern that goes back and forth for ever cannot be seen before it does: the clock of the process
ends such a run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from viz_app.language.attributes import TABLES, Field, Method
from viz_app.language.builtins import PlainIterator
from viz_app.language.errors import LimitReached, Raised
from viz_app.language.exceptions import EXCEPTIONS, exception_of
from viz_app.language.facades.registry import module
from viz_app.language.kinds import no_maker
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, TypeValue, Value, shown_as

FLAGS = "ASCII A DOTALL S IGNORECASE I MULTILINE M UNICODE U VERBOSE X"
PATTERN_LENGTH = 1_000
ERROR = exception_of("error", "re", EXCEPTIONS["Exception"])


@shown_as("re.Pattern")
class Pattern:
    """A compiled pattern."""

    __slots__ = ("host", "machine", "place")

    def __init__(self, machine: Machine, host: re.Pattern[Any]) -> None:
        self.machine = machine
        self.host = host

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and self.host == other.host

    def __hash__(self) -> int:
        return hash(self.host)

    def __repr__(self) -> str:
        return repr(self.host)


@shown_as("re.Match")
class Match:
    """Where a pattern was found."""

    __slots__ = ("host", "pattern", "place")

    def __init__(self, pattern: Pattern, host: re.Match[Any]) -> None:
        self.pattern = pattern
        self.host = host

    def __getitem__(self, key: Value) -> Value:
        return self.host[key]

    def __repr__(self) -> str:
        return repr(self.host)


def compiled(machine: Machine, pattern: Value, flags: int = 0) -> Pattern:
    """A pattern, or the text of one, as a pattern."""
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if isinstance(pattern, str | bytes) and len(pattern) > PATTERN_LENGTH:
        count, limit = f"{len(pattern):,}", f"{PATTERN_LENGTH:,}"
        raise LimitReached("text", count=count, limit=limit)
    try:
        return Pattern(machine, re.compile(pattern, flags))
    except re.error as problem:
        value = ERROR(str(problem))
        told = {name: getattr(problem, name) for name in ("msg", "pattern", "pos")}
        value.names.update(told)
        raise Raised(value) from None


def found(pattern: Pattern, match: re.Match[Any] | None) -> Match | None:
    return None if match is None else Match(pattern, match)


def seeking(name: str) -> Callable[..., Match | None]:
    """`match`, `search`, `fullmatch`"""

    def seek(self: Pattern, string: Value, *limits: int) -> Match | None:
        self.machine.charge_items(string)
        return found(self, getattr(self.host, name)(string, *limits))

    return seek


def find_iter(self: Pattern, string: Value, *limits: int) -> Value:
    matches = (Match(self, each) for each in self.host.finditer(string, *limits))
    return PlainIterator(self.machine, matches)


def find_all(self: Pattern, string: Value, *limits: int) -> Value:
    self.machine.charge_items(string)
    return self.host.findall(string, *limits)


def split(self: Pattern, string: Value, maxsplit: int = 0) -> Value:
    self.machine.charge_items(string)
    return self.host.split(string, maxsplit)


def substituted(self: Pattern, repl: Value, string: Value, count: int = 0) -> tuple[Value, int]:
    """The text with what was found replaced, and how often; its length is looked at on the way."""
    self.machine.charge_items(string)
    empty: Any = b"" if isinstance(string, bytes) else ""
    pieces: list[Any] = []
    length = at = times = 0
    for match in self.host.finditer(string):
        new = repl(Match(self, match)) if callable(repl) else expanded(match, repl)
        if not isinstance(new, type(empty)):
            kind = type(new).__name__
            wanted = type(empty).__name__
            raise TypeError(
                f"sequence item {len(pieces) + 1}: expected {wanted} instance, {kind} found"
            )
        pieces += [string[at : match.start()], new]
        length += len(new)
        if length > self.machine.limits.text:
            limit = f"{self.machine.limits.text:,}"
            raise LimitReached("text", count=f"{length:,}", limit=limit)
        at, times = match.end(), times + 1
        if times == count:
            break
    return empty.join([*pieces, string[at:]]), times


def expanded(match: re.Match[Any], template: Value) -> Value:
    try:
        return match.expand(template)
    except re.error as problem:
        raise Raised(ERROR(str(problem))) from None


OF_PATTERN: dict[str, Callable[..., Value]] = {
    **{name: seeking(name) for name in ("match", "search", "fullmatch")},
    "finditer": find_iter,
    "findall": find_all,
    "split": split,
    "sub": lambda self, repl, string, count=0: substituted(self, repl, string, count)[0],
    "subn": substituted,
}
TABLES[Pattern] = {
    **{name: Method(name, call) for name, call in OF_PATTERN.items()},
    "pattern": Field(lambda self: self.host.pattern),
    "flags": Field(lambda self: self.host.flags),
    "groups": Field(lambda self: self.host.groups),
    "groupindex": Field(lambda self: dict(self.host.groupindex)),
}


def asking(name: str) -> Callable[..., Value]:
    def ask(self: Match, *args: Value, **options: Value) -> Value:
        return getattr(self.host, name)(*args, **options)

    return ask


TABLES[Match] = {
    **{
        name: Method(name, asking(name))
        for name in ("group", "groups", "groupdict", "start", "end", "span")
    },
    "expand": Method("expand", lambda self, template: expanded(self.host, template)),
    "re": Field(lambda self: self.pattern),
    **{
        name: Field(attrgetter(f"host.{name}"))
        for name in ("string", "pos", "endpos", "lastgroup", "lastindex")
    },
}


@module("re")
def re_(machine: Machine) -> dict[str, Value]:
    def at_once(name: str) -> Value:
        """`re.search(pattern, text)`: the pattern's method, the pattern made first."""
        call = OF_PATTERN[name]
        before = 1 if name in ("sub", "subn") else 0

        def run(pattern: Value, *args: Value, flags: int = 0, **options: Value) -> Value:
            most = before + (2 if name in ("sub", "subn", "split") else 1)
            if len(args) > most:
                args, flags = args[:most], args[most]
            return call(compiled(machine, pattern, flags), *args, **options)

        return Builtin(name, run)

    return {
        **{name: at_once(name) for name in OF_PATTERN},
        **{name: int(getattr(re, name)) for name in FLAGS.split()},
        "compile": Builtin("compile", lambda pattern, flags=0: compiled(machine, pattern, flags)),
        "escape": Builtin("escape", lambda text, /: re.escape(machine.charge_items(text))),
        "error": ERROR,
        "Pattern": TypeValue("Pattern", Pattern, no_maker("re.Pattern"), "re"),
        "Match": TypeValue("Match", Match, no_maker("re.Match"), "re"),
    }


VALUE_TYPES = (Pattern, Match)
