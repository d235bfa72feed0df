"""`json`: values in, text out, and back; what would become too long is stopped while it is made."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from viz_app.language.attributes import get_attribute
from viz_app.language.classes import MISSING, UserClass
from viz_app.language.errors import LimitReached, Raised
from viz_app.language.exceptions import EXCEPTIONS, exception_of
from viz_app.language.facades.registry import module
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, Value

DECODE_ERROR = exception_of("JSONDecodeError", "json.decoder", EXCEPTIONS["ValueError"])
PLACES = ("msg", "doc", "pos", "lineno", "colno")


def not_serializable(self: Value, o: Value) -> Value:
    """`JSONEncoder.default`"""
    kind = type(o).__name__
    raise TypeError(f"Object of type {kind} is not JSON serializable")


@module("json")
def json_(machine: Machine) -> dict[str, Value]:
    encoder = UserClass("JSONEncoder", "JSONEncoder", (), {}, module="json.encoder")
    encoder.fixed = True
    encoder.names["default"] = Builtin("default", not_serializable)

    def dumps(obj: Value, **options: Value) -> str:
        cls: Any = options.pop("cls", None)
        if isinstance(cls, UserClass) and cls.find("default") is not MISSING:
            own: Any = cls()
            options["default"] = get_attribute(machine, own, "default")
        check_layout(machine, options)
        options.setdefault("default", lambda o: not_serializable(None, o))
        pieces: list[str] = []
        length = 0
        for piece in json.JSONEncoder(**encoding(options)).iterencode(obj):
            pieces.append(piece)
            length += len(piece)
            machine.charge(1)
            if length > machine.limits.printed:
                limit = f"{machine.limits.printed:,}"
                raise LimitReached("text", count=f"{length:,}", limit=limit)
        return "".join(pieces)

    def loads(s: Value, **options: Value) -> Value:
        machine.charge_items(s)
        try:
            return json.loads(s, **hooks(options))
        except json.JSONDecodeError as problem:
            value = DECODE_ERROR(str(problem))
            value.names.update({name: getattr(problem, name) for name in PLACES})
            raise Raised(value) from None

    def dump(obj: Value, fp: Value, **options: Value) -> None:
        get_attribute(machine, fp, "write")(dumps(obj, **options))

    def load(fp: Value, **options: Value) -> Value:
        return loads(get_attribute(machine, fp, "read")(), **options)

    calls: dict[str, Callable[..., Value]] = {
        "dumps": dumps,
        "loads": loads,
        "dump": dump,
        "load": load,
    }
    return {
        **{name: Builtin(name, call) for name, call in calls.items()},
        "JSONDecodeError": DECODE_ERROR,
        "JSONEncoder": encoder,
    }


def check_layout(machine: Machine, options: dict[str, Value]) -> None:
    """Refuse what would put much between any two values."""
    between = [options.get("indent"), *(options.get("separators") or ())]
    for each in between:
        width = len(each) if isinstance(each, str) else each
        if isinstance(width, int) and width > machine.limits.width:
            raise LimitReached("width", count=width, limit=machine.limits.width)


def encoding(options: dict[str, Value]) -> dict[str, Value]:
    """The options of `dumps` as the encoder has them: no space ends a line."""
    indent = options.get("indent")
    if options.get("separators") is None and indent is not None:
        options["separators"] = (",", ": ")
    return options


def hooks(options: dict[str, Value]) -> dict[str, Value]:
    """The options of `loads` that are functions of the program."""
    known = ("object_hook", "parse_float", "parse_int", "parse_constant", "object_pairs_hook")
    for name in options:
        if name not in known:
            raise TypeError(f"JSONDecoder.__init__() got an unexpected keyword argument '{name}'")
    return options
