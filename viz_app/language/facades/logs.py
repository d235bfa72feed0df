"""`logging`: loggers, levels and formats; what is logged is written to stderr or stdout."""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import count
from typing import Any

from viz_app.language.attributes import TABLES, Field, Method
from viz_app.language.errors import made
from viz_app.language.facades.registry import module
from viz_app.language.machine import Machine
from viz_app.language.strings import format_method, percent_format
from viz_app.language.texts import text_of
from viz_app.language.values import Builtin, Stream, TypeValue, Value, address, shown_as

LEVELS = {
    **{"NOTSET": 0, "DEBUG": 10, "INFO": 20, "WARNING": 30, "WARN": 30},
    **{"ERROR": 40, "CRITICAL": 50, "FATAL": 50},
}
NAMES = {number: name for name, number in LEVELS.items() if name not in ("WARN", "FATAL")}
SAYING = {"debug": 10, "info": 20, "warning": 30, "warn": 30, "error": 40, "critical": 50}
USUAL = "%(levelname)s:%(name)s:%(message)s"
CLOCK = "1970-01-01 00:00:00,000"


@shown_as("Formatter")
class Formatter:
    """`logging.Formatter("%(levelname)s %(message)s")`"""

    __slots__ = ("datefmt", "place", "style", "template")

    def __init__(self, fmt: Value = None, datefmt: Value = None, style: str = "%") -> None:
        self.template = "%(message)s" if fmt is None else fmt
        self.datefmt = datefmt
        self.style = style


@shown_as("StreamHandler")
class Handler:
    """Where records go: a stream of the program, from a level on, in a format."""

    __slots__ = ("formatter", "level", "place", "stream")

    def __init__(self, stream: Value = None) -> None:
        self.stream = Stream("stderr") if stream is None else stream
        self.level = 0
        self.formatter: Formatter | None = None

    def __repr__(self) -> str:
        return f"<StreamHandler at {address(self)}>"


@shown_as("Logger")
class Logger:
    """A logger: what it does not print itself goes to the one above it."""

    __slots__ = ("above", "disabled", "handlers", "level", "name", "place", "propagate")

    def __init__(self, name: str, above: Logger | None, level: int = 0) -> None:
        self.name = name
        self.above = above
        self.level = level
        self.handlers: list[Value] = []
        self.propagate = True
        self.disabled = False

    def __repr__(self) -> str:
        kind = "Logger" if self.above else "RootLogger"
        level = effective(self)
        return f"<{kind} {self.name} ({NAMES.get(level, f'Level {level}')})>"


def effective(logger: Logger) -> int:
    """The level that holds for a logger: its own, or the nearest above it."""
    at: Logger | None = logger
    while at is not None:
        if at.level:
            return at.level
        at = at.above
    return 0


def number_of(level: Value) -> int:
    if isinstance(level, str):
        if level not in LEVELS:
            raise made("ValueError", f"Unknown level: {level!r}")
        return LEVELS[level]
    if not isinstance(level, int):
        raise made("TypeError", f"Level not an integer or a valid string: {level!r}")
    return level


def set_level(self: Any, level: Value) -> None:
    self.level = number_of(level)


def add_handler(self: Logger, handler: Value) -> None:
    if not isinstance(handler, Handler):
        raise made("AttributeError", f"'{type(handler).__name__}' object has no attribute 'level'")
    if handler not in self.handlers:
        self.handlers.append(handler)


def remove_handler(self: Logger, handler: Value) -> None:
    if handler in self.handlers:
        self.handlers.remove(handler)


def set_formatter(self: Handler, formatter: Formatter) -> None:
    self.formatter = formatter


def fields_of(logger: Logger, level: int, message: str, number: int) -> dict[str, Value]:
    """What a format may name; the clock of a program begins at 1970."""
    return {
        **{"name": logger.name, "levelno": level, "levelname": NAMES.get(level, f"Level {level}")},
        **{"message": message, "asctime": CLOCK, "created": 0.0, "msecs": 0.0},
        **{"relativeCreated": float(number), "process": 1, "processName": "MainProcess"},
        **{"thread": 1, "threadName": "MainThread", "filename": "program.py"},
        **{"pathname": "program.py", "module": "program", "funcName": "<module>", "lineno": 0},
    }


def plain(name: str) -> Field:
    def put(self: Any, value: Value) -> None:
        setattr(self, name, value)

    return Field(lambda self: getattr(self, name), put)


TABLES[Formatter] = {}
TABLES[Handler] = {
    "level": plain("level"),
    "setLevel": Method("setLevel", set_level),
    "setFormatter": Method("setFormatter", set_formatter),
    "flush": Method("flush", lambda self: None),
    "close": Method("close", lambda self: None),
}


@module("logging")
def logging_(machine: Machine) -> dict[str, Value]:
    root = Logger("root", None, logging.WARNING)
    loggers: dict[str, Logger] = {}
    numbers = count()

    def get_logger(name: Value = None) -> Logger:
        if not name or name == "root":
            return root
        if name not in loggers:
            above = name.rpartition(".")[0]
            loggers[name] = Logger(name, get_logger(above) if above else root)
        return loggers[name]

    def said(formatter: Formatter, fields: dict[str, Value]) -> str:
        if formatter.style == "{":
            return format_method(machine, formatter.template, **fields)
        text: str = percent_format(machine, formatter.template, fields)
        return text

    def emit(handler: Handler, text: str) -> None:
        stream = handler.stream
        if isinstance(stream, Stream):
            machine.write(stream.name, text + "\n")
        else:
            machine.tables[type(stream)]["write"].call(stream, text + "\n")

    def log(logger: Logger, level: int, message: Value, *args: Value, **options: Value) -> None:
        machine.charge(1)
        if logger.disabled or level < effective(logger):
            return
        text = text_of(machine, message)
        if args:
            named = len(args) == 1 and isinstance(args[0], dict) and args[0]
            text = percent_format(machine, text, args[0] if named else args)
        fields = fields_of(logger, level, text, next(numbers))
        heard, at = False, logger
        while at is not None:
            for handler in at.handlers:
                heard = True
                if level >= handler.level:
                    emit(handler, said(handler.formatter or Formatter(), fields))
            if not at.propagate or at.above is None:
                break
            at = at.above
        if not heard and level >= logging.WARNING:
            machine.write("stderr", text + "\n")

    def configure(**options: Value) -> None:
        if root.handlers and not options.get("force"):
            return
        if options.get("filename") is not None:
            raise made("OSError", "a log cannot be written to a file here; leave `filename` out")
        root.handlers[:] = options.get("handlers") or [Handler(options.get("stream"))]
        style = options.get("style", "%")
        usual = USUAL if style == "%" else "{levelname}:{name}:{message}"
        formatter = Formatter(options.get("format", usual), options.get("datefmt"), style)
        for handler in root.handlers:
            handler.formatter = handler.formatter or formatter
        if options.get("level") is not None:
            set_level(root, options["level"])

    def saying(level: int) -> Callable[..., None]:
        return lambda self, message, *args, **options: log(self, level, message, *args, **options)

    def of_root(level: int) -> Callable[..., None]:
        def say(message: Value, *args: Value, **options: Value) -> None:
            if not root.handlers:
                configure()
            log(root, level, message, *args, **options)

        return say

    def disable(level: int = 50) -> None:
        for each in (root, *loggers.values()):
            each.disabled = level >= logging.CRITICAL

    machine.tables[Logger] = {
        **{name: plain(name) for name in ("name", "level", "handlers", "propagate", "disabled")},
        **{name: Method(name, saying(level)) for name, level in SAYING.items()},
        "exception": Method("exception", saying(40)),
        "log": Method("log", log),
        "setLevel": Method("setLevel", set_level),
        "addHandler": Method("addHandler", add_handler),
        "removeHandler": Method("removeHandler", remove_handler),
        "getEffectiveLevel": Method("getEffectiveLevel", effective),
        "isEnabledFor": Method("isEnabledFor", lambda self, level: level >= effective(self)),
        "hasHandlers": Method("hasHandlers", lambda self: bool(self.handlers or root.handlers)),
    }
    return {
        **LEVELS,
        **{name: Builtin(name, of_root(level)) for name, level in SAYING.items()},
        "exception": Builtin("exception", of_root(40)),
        "log": Builtin("log", lambda level, message, *args: of_root(level)(message, *args)),
        "basicConfig": Builtin("basicConfig", configure),
        "disable": Builtin("disable", disable),
        "getLogger": Builtin("getLogger", get_logger),
        "getLevelName": Builtin("getLevelName", lambda level: NAMES.get(level, f"Level {level}")),
        "Formatter": TypeValue("Formatter", Formatter, Formatter, "logging", quick=False),
        "StreamHandler": TypeValue("StreamHandler", Handler, Handler, "logging", quick=False),
        "Logger": TypeValue("Logger", Logger, get_logger, "logging", quick=False),
    }


VALUE_TYPES = (Formatter, Handler, Logger)
