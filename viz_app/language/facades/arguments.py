"""`argparse`: a parser of the arguments that a program names itself; nobody gives it others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from viz_app.language.attributes import TABLES, Method
from viz_app.language.classes import Instance, UserClass
from viz_app.language.errors import Raised, made
from viz_app.language.facades.registry import module
from viz_app.language.machine import Machine
from viz_app.language.texts import repr_of
from viz_app.language.values import Builtin, TypeValue, Value, address, shown_as

NUMBER = re.compile(r"-\d+$|-\d*\.\d+$")
STORED = {"store_true": (False, True), "store_false": (True, False)}


class Option:
    """One argument: how it is written, where its value goes, and how that is made."""

    def __init__(self, flags: tuple[str, ...], wanted: dict[str, Value]) -> None:
        longest = next((flag for flag in flags if flag.startswith("--")), flags[0])
        self.flags = flags if flags[0].startswith("-") else ()
        self.dest: str = wanted.get("dest") or longest.lstrip("-").replace("-", "_")
        self.shown = "/".join(flags) if self.flags else wanted.get("metavar") or flags[0]
        self.action: str = wanted.get("action", "store")
        self.count: Value = wanted.get("nargs")
        self.type: Value = wanted.get("type")
        self.choices: Value = wanted.get("choices")
        self.constant: Value = wanted.get("const")
        self.required = bool(wanted.get("required")) or (
            not self.flags and self.count not in ("?", "*")
        )
        usual = STORED[self.action][0] if self.action in STORED else None
        self.default: Value = wanted.get("default", usual)

    @property
    def alone(self) -> bool:
        """Whether it takes no value."""
        return self.action in (*STORED, "count", "store_const")


@shown_as("argparse.ArgumentParser")
class Parser:
    """`argparse.ArgumentParser()`, and each group of arguments in it."""

    __slots__ = ("defaults", "options", "place")

    def __init__(self) -> None:
        self.options: list[Option] = []
        self.defaults: dict[str, Value] = {}

    def __repr__(self) -> str:
        return f"<argparse.ArgumentParser object at {address(self)}>"


KNOWN = "action nargs const default type choices required help metavar dest"


def add_argument(self: Parser, *flags: str, **wanted: Value) -> None:
    for name in wanted:
        if name not in KNOWN.split():
            raise TypeError(f"__init__() got an unexpected keyword argument '{name}'")
    option = Option(flags or (wanted.get("dest", ""),), wanted)
    if option.action not in ("store", "append", "count", "store_const", *STORED):
        raise made("ValueError", f'unknown action "{option.action}"')
    self.options.append(option)


def set_defaults(self: Parser, **defaults: Value) -> None:
    self.defaults.update(defaults)
    for option in self.options:
        if option.dest in defaults:
            option.default = defaults[option.dest]


@module("argparse")
def argparse_(machine: Machine) -> dict[str, Value]:
    def fill(self: Instance, **names: Value) -> None:
        self.names.update(names)

    def text(self: Instance) -> str:
        shown = (f"{name}={repr_of(machine, value)}" for name, value in self.names.items())
        return f"Namespace({', '.join(shown)})"

    def same(self: Instance, other: Value) -> Value:
        alike = isinstance(other, Instance) and self.cls is other.cls
        return self.names == other.names if alike else NotImplemented

    calls: dict[str, Callable[..., Value]] = {
        "__init__": fill,
        "__repr__": text,
        "__eq__": same,
        "__contains__": lambda self, name: name in self.names,
    }
    inside: dict[str, Value] = {name: Builtin(name, call) for name, call in calls.items()}
    spaces = UserClass("Namespace", "Namespace", (), inside, module="argparse")
    spaces.fixed = True

    def refused(message: str) -> Raised:
        machine.write("stderr", f"error: {message}\n")
        return made("SystemExit", 2)

    def known(self: Parser, args: Value = None, namespace: Value = None) -> tuple[Value, Value]:
        given = [] if args is None else list(machine.charge_items(args))
        values, rest = Reading(self, given, refused).read()
        space = spaces() if namespace is None else namespace
        space.names.update(values)
        return space, rest

    def whole(self: Parser, args: Value = None, namespace: Value = None) -> Value:
        space, rest = known(self, args, namespace)
        if rest:
            raise refused(f"unrecognized arguments: {' '.join(rest)}")
        return space

    machine.tables[Parser] = {
        **TABLES[Parser],
        "parse_args": Method("parse_args", whole),
        "parse_known_args": Method("parse_known_args", known),
    }
    return {
        "ArgumentParser": TypeValue(
            "ArgumentParser", Parser, lambda *args, **kw: Parser(), "argparse", quick=False
        ),
        "Namespace": spaces,
    }


TABLES[Parser] = {
    "add_argument": Method("add_argument", add_argument),
    "set_defaults": Method("set_defaults", set_defaults),
    "add_argument_group": Method("add_argument_group", lambda self, *args, **kw: self),
    "add_mutually_exclusive_group": Method("add_mutually_exclusive_group", lambda self, **kw: self),
}


class Reading:
    """The arguments of one call, from left to right."""

    def __init__(self, parser: Parser, given: list[str], refused: Callable[[str], Raised]) -> None:
        self.parser = parser
        self.given = given
        self.refused = refused
        self.places = [option for option in parser.options if not option.flags]
        self.found: dict[str, Value] = {}
        self.rest: list[str] = []

    def read(self) -> tuple[dict[str, Value], list[str]]:
        while self.given:
            word = self.given.pop(0)
            if word.startswith("-") and not NUMBER.match(word):
                self.flag(word)
            elif self.places:
                self.given.insert(0, word)
                option = self.places.pop(0)
                self.take(option, option.shown, self.words(option))
            else:
                self.rest.append(word)
        options = self.parser.options
        missing = [each.shown for each in options if each.required and each.dest not in self.found]
        if missing:
            raise self.refused(f"the following arguments are required: {', '.join(missing)}")
        values = {option.dest: self.usual(option) for option in options}
        return {**values, **self.parser.defaults, **self.found}, self.rest

    def usual(self, option: Option) -> Value:
        text = isinstance(option.default, str) and option.dest not in self.found
        return self.made(option, option.shown, option.default) if text else option.default

    def flag(self, word: str) -> None:
        name, equals, value = word.partition("=")
        option = self.option(name)
        short = len(word) > 2 and word[1] != "-"
        if option is None and short and (first := self.option(word[:2])) is not None:
            option, name = first, word[:2]
            self.given.insert(0, f"-{word[2:]}" if first.alone else word[2:])
        elif option is None:
            self.rest.append(word)
            return
        elif equals:
            self.given.insert(0, value)
        assert option is not None
        if option.alone:
            self.note(option)
        else:
            self.take(option, "/".join(option.flags), self.words(option))

    def option(self, name: str) -> Option | None:
        options = self.parser.options
        exact = [each for each in options if name in each.flags]
        begun = [
            each
            for each in options
            if name.startswith("--") and any(flag.startswith(name) for flag in each.flags)
        ]
        return next(iter(exact or begun), None)

    def note(self, option: Option) -> None:
        if option.action == "count":
            before: Any = self.found.get(option.dest, option.default or 0)
            self.found[option.dest] = before + 1
        elif option.action == "store_const":
            self.found[option.dest] = option.constant
        else:
            self.found[option.dest] = STORED[option.action][1]

    def words(self, option: Option) -> list[str]:
        """As many of the words that follow as the argument takes."""
        endless = option.count in ("*", "+")
        most: int = 1 if endless or option.count in (None, "?") else option.count
        taken: list[str] = []
        while self.given and (endless or len(taken) < most):
            if self.given[0].startswith("-") and not NUMBER.match(self.given[0]):
                break
            taken.append(self.given.pop(0))
        return taken

    def take(self, option: Option, shown: str, words: list[str]) -> None:
        fewest: dict[Value, int] = {None: 1, "+": 1, "?": 0, "*": 0}
        least: Any = fewest.get(option.count, option.count)
        if len(words) < least:
            wanted = {None: "one argument", "+": "at least one argument"}.get(option.count)
            wanted = wanted or f"{least} argument{'s' if least > 1 else ''}"
            raise self.refused(f"argument {shown}: expected {wanted}")
        values: Any = [self.made(option, shown, word, chosen=True) for word in words]
        if option.count in (None, "?"):
            empty = option.constant if option.flags else option.default
            values = values[0] if values else empty
        if option.action == "append":
            values = [*(self.found.get(option.dest, option.default) or []), values]
        self.found[option.dest] = values

    def made(self, option: Option, shown: str, word: str, *, chosen: bool = False) -> Value:
        """The value of a word, by the type of the argument."""
        value: Value = word
        if option.type is not None:
            try:
                value = option.type(word)
            except (TypeError, ValueError, Raised):
                kind = getattr(option.type, "name", "value")
                text = f"argument {shown}: invalid {kind} value: {word!r}"
                raise self.refused(text) from None
        if chosen and option.choices is not None and value not in option.choices:
            among = ", ".join(map(repr, option.choices))
            text = f"argument {shown}: invalid choice: {value!r} (choose from {among})"
            raise self.refused(text)
        return value


VALUE_TYPES = (Parser,)
