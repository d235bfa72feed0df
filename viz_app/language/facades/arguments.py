"""`argparse`: the options that a script describes, read from a list; without one there are none."""

from __future__ import annotations

import argparse
import keyword
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

from viz_app.language.attributes import TABLES, Method
from viz_app.language.builtins import printer
from viz_app.language.classes import Instance, UserClass
from viz_app.language.errors import LimitReached, Raised, made
from viz_app.language.exceptions import EXCEPTIONS
from viz_app.language.facades.registry import module
from viz_app.language.kinds import no_maker
from viz_app.language.machine import Machine
from viz_app.language.texts import repr_of
from viz_app.language.values import Builtin, Stream, TypeValue, Value, address, shown_as

MANY = 1_000
"""More values for one option, or more arguments, no program for a lesson has."""
COST = 500
"""Steps for which each argument and each option is paid."""
ACTIONS = (
    *("store", "store_const", "store_true", "store_false", "append", "append_const", "count"),
    *("help", "version", "extend"),
)
FORMATTERS = {
    name: getattr(argparse, name)
    for name in (
        *("HelpFormatter", "ArgumentDefaultsHelpFormatter", "RawTextHelpFormatter"),
        *("RawDescriptionHelpFormatter", "MetavarTypeHelpFormatter"),
    )
}
OF_PARSER = """
    prog usage description epilog prefix_chars argument_default conflict_handler add_help
    allow_abbrev exit_on_error formatter_class
"""
OF_ARGUMENT = "action nargs const default type choices required help metavar dest version"
OF_SUBPARSERS = "title description dest required help metavar prog"
WIDTH = 78


class Reader(argparse.ArgumentParser):
    """A parser that writes to the program's streams, and leaves with the program's SystemExit."""

    def __init__(self, machine: Machine, **options: Any) -> None:
        self.machine = machine
        formatter = options.pop("formatter_class", argparse.HelpFormatter)
        options.setdefault("prog", "main.py")
        super().__init__(**options, formatter_class=partial(formatter, width=WIDTH))

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        if message:
            self._print_message(message, sys.stderr)
        raise made("SystemExit", status)

    def _print_message(self, message: str, file: Any = None) -> None:
        stream = Stream("stderr" if file is sys.stderr else "stdout")
        printer(self.machine)(message, end="", file=stream)


@shown_as("ArgumentParser")
class Parser:
    """A parser, a group of one or its subparsers, as a value of the program."""

    __slots__ = ("host", "machine", "place", "space")

    def __init__(self, machine: Machine, host: Any, space: UserClass) -> None:
        self.machine = machine
        self.host = host
        self.space = space

    def inner(self, host: Any) -> Parser:
        return Parser(self.machine, host, self.space)

    def __repr__(self) -> str:
        return f"<argparse.{type(self.host).__name__} object at {address(self)}>"


def add_argument(self: Parser, *names: Value, **options: Value) -> None:
    given = checked("add_argument", options, OF_ARGUMENT)
    if given.get("action", "store") not in (*ACTIONS, argparse.BooleanOptionalAction):
        raise LimitReached("absent", name="argparse with actions of one's own")
    if isinstance(given.get("nargs"), int) and given["nargs"] > MANY:
        raise LimitReached("absent", name=f"argparse with more than {MANY} values")
    if "type" in given:
        given["type"] = converting(given["type"])
    self.machine.charge(COST)
    self.host.add_argument(*map(plain_text, names), **given)


def converting(kind: Value) -> Value:
    """What turns a text into a value; an error of the program's own reads as one of Python's."""
    if not callable(kind):
        return kind

    def convert(text: str) -> Value:
        try:
            return kind(text)
        except Raised as problem:
            if any(base.name == "ArgumentTypeError" for base in problem.value.cls.mro):
                raise argparse.ArgumentTypeError(str(problem.value)) from None
            if {EXCEPTIONS["ValueError"], EXCEPTIONS["TypeError"]} & {*problem.value.cls.mro}:
                raise ValueError from None
            raise

    convert.__name__ = str(getattr(kind, "name", "value"))
    return convert


def parse_args(self: Parser, args: Value = None, namespace: Value = None) -> Value:
    found, rest = parse_known_args(self, args, namespace)
    if rest:
        self.host.error(f"unrecognized arguments: {' '.join(rest)}")
    return found


def parse_known_args(self: Parser, args: Value = None, namespace: Value = None) -> Value:
    given = [] if args is None else [plain_text(arg) for arg in self.machine.charge_items(args)]
    if len(given) > MANY:
        raise LimitReached("absent", name=f"argparse with more than {MANY} arguments")
    self.machine.charge(COST * (1 + len(given)))
    found, rest = self.host.parse_known_args(given)
    space = self.space.new() if namespace is None else namespace
    space.names.update(vars(found))
    return space, rest


def add_subparsers(self: Parser, **options: Value) -> Parser:
    given = checked("add_subparsers", options, OF_SUBPARSERS)
    return self.inner(self.host.add_subparsers(**given, parser_class=partial(Reader, self.machine)))


def add_parser(self: Parser, name: Value, **options: Value) -> Parser:
    given = checked("add_parser", options, f"{OF_PARSER} help aliases")
    return self.inner(self.host.add_parser(plain_text(name), **given))


def checked(function: str, options: dict[str, Value], allowed: str) -> dict[str, Any]:
    """The options of a call, those that are known here; formatters as argparse has them."""
    for name in options:
        if name not in allowed.split():
            raise LimitReached("absent", name=f"argparse: {function}({name}=…)")
    return {
        name: value.host if isinstance(value, TypeValue) and name != "type" else value
        for name, value in options.items()
    }


def plain_text(value: Value) -> str:
    if type(value) is not str:
        raise made("TypeError", f"expected str, not {type(value).__name__}")
    return value


def printing(name: str) -> Callable[..., None]:
    def call(self: Parser, file: Value = None) -> None:
        printer(self.machine)(getattr(self.host, name)(), end="", file=file)

    return call


METHODS: dict[str, Callable[..., Value]] = {
    "add_argument": add_argument,
    "parse_args": parse_args,
    "parse_known_args": parse_known_args,
    "add_subparsers": add_subparsers,
    "add_parser": add_parser,
    "add_argument_group": lambda self, title=None, description=None: self.inner(
        self.host.add_argument_group(title, description)
    ),
    "add_mutually_exclusive_group": lambda self, required=False: self.inner(
        self.host.add_mutually_exclusive_group(required=bool(required))
    ),
    "set_defaults": lambda self, **values: self.host.set_defaults(**values),
    "get_default": lambda self, dest: self.host.get_default(plain_text(dest)),
    "format_help": lambda self: self.host.format_help(),
    "format_usage": lambda self: self.host.format_usage(),
    "print_help": printing("format_help"),
    "print_usage": printing("format_usage"),
    "error": lambda self, message: self.host.error(plain_text(message)),
}
TABLES[Parser] = {name: Method(name, call) for name, call in METHODS.items()}


@module("argparse")
def argparse_(machine: Machine) -> dict[str, Value]:
    def init(self: Instance, **names: Value) -> None:
        self.names.update(names)

    def shown(self: Instance) -> str:
        named = {name: repr_of(machine, value) for name, value in self.names.items()}
        plain = [f"{name}={text}" for name, text in named.items() if is_name(name)]
        rest = [f"{name!r}: {text}" for name, text in named.items() if not is_name(name)]
        return (
            f"Namespace({', '.join([*plain, *(['**{' + ', '.join(rest) + '}'] if rest else [])])})"
        )

    calls: dict[str, Callable[..., Value]] = {
        "__init__": init,
        "__repr__": shown,
        "__eq__": lambda self, other: isinstance(other, Instance) and self.names == other.names,
        "__contains__": lambda self, name: name in self.names,
    }
    names: dict[str, Value] = {name: Builtin(name, call) for name, call in calls.items()}
    space = UserClass("Namespace", "Namespace", (), names, module="argparse")
    space.fixed = True

    def parser(description: Value = None, **options: Value) -> Parser:
        given = checked("ArgumentParser", options, OF_PARSER)
        return Parser(machine, Reader(machine, description=description, **given), space)

    formatters = {
        name: TypeValue(name, host, no_maker(name), "argparse") for name, host in FORMATTERS.items()
    }
    switch = argparse.BooleanOptionalAction
    wrong = UserClass(
        "ArgumentTypeError", "ArgumentTypeError", (EXCEPTIONS["Exception"],), {}, module="argparse"
    )
    return {
        "ArgumentParser": TypeValue("ArgumentParser", Parser, parser, "argparse", quick=False),
        "Namespace": space,
        "ArgumentTypeError": wrong,
        "BooleanOptionalAction": TypeValue(
            "BooleanOptionalAction", switch, no_maker("BooleanOptionalAction"), "argparse"
        ),
        **formatters,
        "SUPPRESS": argparse.SUPPRESS,
        "REMAINDER": argparse.REMAINDER,
        "OPTIONAL": argparse.OPTIONAL,
        "ZERO_OR_MORE": argparse.ZERO_OR_MORE,
        "ONE_OR_MORE": argparse.ONE_OR_MORE,
    }


def is_name(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text)


VALUE_TYPES = (Parser,)
