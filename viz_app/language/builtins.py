"""The built-in functions and types that a program is given; each one is listed here by name."""

from __future__ import annotations

import builtins as host
from collections.abc import Callable
from typing import Any

from autograd_core.tensor import Tensor
from viz_app.language.attributes import (
    TABLES,
    Method,
    delete_attribute,
    get_attribute,
    set_attribute,
)
from viz_app.language.classes import (
    MISSING,
    BoundMethod,
    Instance,
    Super,
    UserClass,
    call_special,
)
from viz_app.language.errors import LimitReached, Raised, made
from viz_app.language.exceptions import EXCEPTIONS
from viz_app.language.functions import Function
from viz_app.language.generators import Generator
from viz_app.language.kinds import builtin_types, is_instance, is_subclass
from viz_app.language.looking import looking_functions
from viz_app.language.machine import Machine
from viz_app.language.operators import check_bits
from viz_app.language.strings import ascii_text, formatted
from viz_app.language.texts import repr_of, text_of
from viz_app.language.values import (
    BoundBuiltin,
    Builtin,
    ClassMethod,
    Hint,
    Iterator,
    Namespace,
    Property,
    StaticMethod,
    Stream,
    Traceback,
    TypeValue,
    Value,
    iterator_kind,
)

Zip, Map, Filter = iterator_kind("zip"), iterator_kind("map"), iterator_kind("filter")
Enumerate, Reversed = iterator_kind("enumerate"), iterator_kind("reversed")
PlainIterator = iterator_kind("iterator")
for _kind in (Zip, Map, Filter, Enumerate, Reversed, PlainIterator):
    TABLES[_kind] = {"__next__": Method("__next__", Iterator.__next__)}

HOST = "abs chr divmod hash hex bin oct len ord"
"""Functions that are the host's own: their work and result are small, their errors Python's."""

CALLABLE = (Function, BoundMethod, BoundBuiltin, Builtin, TypeValue, UserClass, StaticMethod)


def rounded(machine: Machine) -> Callable[..., Value]:
    """`round`: 10 to the power of the digits is computed for whole numbers and fractions."""

    def call(*args: Value, **options: Value) -> Value:
        digits = args[1] if len(args) == 2 else options.get("ndigits")
        if isinstance(digits, int) and abs(digits) > machine.limits.bits:
            whole = args and isinstance(args[0], int)
            if args and not isinstance(args[0], float) and not (whole and digits > 0):
                raise LimitReached("bits", limit=machine.limits.bits)
        return round(*args, **options)

    return call


def builtin_values(machine: Machine) -> dict[str, Value]:
    """Every built-in name and its value for one run."""
    values: dict[str, Value] = {
        **{name: Builtin(name, getattr(host, name), quick=name != "abs") for name in HOST.split()},
        "round": Builtin("round", rounded(machine), quick=True),
        **{name: Builtin(name, counted(name, call)) for name, call in functions(machine).items()},
        **{name: Builtin(name, call) for name, call in looking_functions(machine).items()},
        **builtin_types(machine),
        **EXCEPTIONS,
        "NotImplemented": NotImplemented,
        "Ellipsis": ...,
    }
    for name in QUICK:
        values[name].quick = True
    return values


ARITY = {
    **{"setattr": (3, 3), "getattr": (2, 3), "hasattr": (2, 2), "delattr": (2, 2)},
    **{"isinstance": (2, 2), "issubclass": (2, 2), "iter": (1, 2), "next": (1, 2)},
    **{"format": (1, 2), "reversed": (1, 1)},
}
"""How many arguments these take, for Python's sentence about a wrong number of them."""


def counted(name: str, call: Callable[..., Value]) -> Callable[..., Value]:
    if name not in ARITY:
        return call
    least, most = ARITY[name]

    def checked(*args: Value) -> Value:
        given = len(args)
        if least <= given <= most:
            return call(*args)
        bound = "" if least == most else "at least " if given < least else "at most "
        wanted = least if given < least else most
        plural = "" if wanted == 1 else "s"
        raise TypeError(f"{name} expected {bound}{wanted} argument{plural}, got {given}")

    return checked


QUICK = ("callable", "hasattr", "isinstance", "issubclass", "repr", "iter")


def functions(machine: Machine) -> dict[str, Callable[..., Value]]:
    """Functions that need the run: to pay for their work, to write, or to ask a table."""

    def format_value(value: Value, spec: Value = "", /) -> str:
        if type(spec) is not str:
            raise TypeError(f"format() argument 2 must be str, not {type(spec).__name__}")
        return formatted(machine, value, spec)

    return {
        **walking_functions(machine),
        **iterator_functions(machine),
        **attribute_functions(machine),
        "print": printer(machine),
        "repr": lambda value, /: repr_of(machine, value),
        "ascii": lambda value, /: ascii_text(repr_of(machine, value)),
        "format": format_value,
        "pow": power(machine),
        "callable": lambda value, /: (
            isinstance(value, CALLABLE) or (isinstance(value, Instance) and callable(value))
        ),
        "isinstance": lambda value, kind, /: is_instance(value, kind),
        "issubclass": is_subclass,
    }


REDIRECTED = "redirected"
"""Among the notes of the run: what takes the output of a stream instead, the last first asked."""


def printer(machine: Machine) -> Callable[..., None]:
    def print(
        *values: Value,
        sep: str | None = " ",
        end: str | None = "\n",
        file: Value = None,
        flush: bool = False,
    ) -> None:
        for name, given in (("sep", sep), ("end", end)):
            if given is not None and type(given) is not str:
                kind = type(given).__name__
                raise TypeError(f"{name} must be None or a string, not {kind}")
        between, last = " " if sep is None else sep, "\n" if end is None else end
        texts: list[str] = []
        try:
            texts += (text_of(machine, value) for value in values)
        except Exception:
            if texts:
                put(file, between.join([*texts, ""]))
            raise
        put(file, between.join(texts) + last)

    def put(file: Value, text: str) -> None:
        if file is None or type(file) is Stream:
            name = "stdout" if file is None else file.name
            instead = machine.notes.get(REDIRECTED, {}).get(name)
            if instead:
                put_into(instead[-1], text)
            else:
                machine.write(name, text)
        else:
            put_into(file, text)

    def put_into(file: Value, text: str) -> None:
        if type(file) is Stream:
            machine.write(file.name, text)
        else:
            get_attribute(machine, file, "write")(text)

    return print


def power(machine: Machine) -> Callable[..., Value]:
    def power(base: Value, exp: Value, mod: Value = None) -> Value:
        if mod is None and isinstance(base, int) and isinstance(exp, int) and exp > 0:
            check_bits(machine, max(base.bit_length() - 1, 0) * exp if abs(base) > 1 else 0)
        return pow(base, exp) if mod is None else pow(base, exp, mod)

    return power


# Walking over items: every step is paid for -------------------------------------------------------


def walking_functions(machine: Machine) -> dict[str, Callable[..., Value]]:
    charged = machine.charge_items

    def walking(function: Callable[..., Value]) -> Callable[..., Value]:
        def call(*args: Value, **kwargs: Value) -> Value:
            for each in args[:1]:
                charged(each)
            return function(*args, **kwargs)

        return call

    def total(items: Value, /, start: Value = 0) -> Value:
        charged(items)
        if isinstance(items, range) and type(start) is int:
            return sum(items, start)
        if isinstance(start, list | tuple):
            return joined(machine, items, start)
        return sum(items, start)

    return {
        **{name: walking(getattr(host, name)) for name in ("all", "any", "max", "min")},
        "sorted": walking(sorted),
        "sum": total,
    }


def joined(machine: Machine, items: Value, start: Value) -> Value:
    """`sum` of lists, whose length is looked at on the way."""
    result = start
    for item in items:
        if isinstance(item, list | tuple) and len(result) + len(item) > machine.limits.items:
            limit = f"{machine.limits.items:,}"
            raise LimitReached("items", count=f"{len(result) + len(item):,}", limit=limit)
        result = result + item
    return result


def iterator_functions(machine: Machine) -> dict[str, Callable[..., Value]]:
    def iterate(value: Value, /, *sentinel: Value) -> Value:
        if sentinel:
            return PlainIterator(machine, iter(value, *sentinel))
        if isinstance(value, Iterator):
            return value
        if isinstance(value, Instance):
            own: Any = value
            return iter(own)
        return PlainIterator(machine, iter(value))

    def advance(iterator: Value, /, *default: Value) -> Value:
        if not isinstance(iterator, Iterator | Instance):
            raise TypeError(f"'{type(iterator).__name__}' object is not an iterator")
        given: Any = iterator
        return next(given, *default)

    def enumerated(iterable: Value, start: int = 0) -> Value:
        return Enumerate(machine, enumerate(iterable, start))

    def backwards(items: Value) -> Value:
        if type(items) in (TypeValue, UserClass, Hint):
            raise TypeError("'type' object is not reversible")
        if isinstance(items, Instance) and items.cls.find("__reversed__") is not MISSING:
            return call_special(items, "__reversed__")
        return Reversed(machine, reversed(items))

    def zipped(*iterables: Value, strict: bool = False) -> Value:
        return Zip(machine, zip(*iterables, strict=strict))

    return {
        "iter": iterate,
        "next": advance,
        "enumerate": enumerated,
        "zip": zipped,
        "map": lambda function, /, *items: Map(machine, map(function, *items)),
        "filter": lambda function, items, /: Filter(machine, filter(function, items)),
        "reversed": backwards,
    }


# Attributes by name -------------------------------------------------------------------------------


def attribute_functions(machine: Machine) -> dict[str, Callable[..., Value]]:
    def checked(name: Value) -> str:
        if type(name) is not str:
            raise TypeError("attribute name must be string, not '" + type(name).__name__ + "'")
        return name

    def get(value: Value, name: Value, /, *default: Value) -> Value:
        rounds = len(machine.loops)
        try:
            return get_attribute(machine, value, checked(name))
        except Raised as error:
            if default and any(kind.name == "AttributeError" for kind in error.value.cls.mro):
                del machine.loops[rounds:]
                return default[0]
            raise

    def has(value: Value, name: Value, /) -> bool:
        return get(value, name, MARK) is not MARK

    def put(value: Value, name: Value, new: Value, /) -> None:
        if checked(name).startswith("__"):
            raise made("AttributeError", f"'{name}' cannot be set here")
        set_attribute(machine, value, name, new)

    def remove(value: Value, name: Value, /) -> None:
        delete_attribute(machine, value, checked(name))

    return {"getattr": get, "hasattr": has, "setattr": put, "delattr": remove}


MARK = object()


CLOSED: tuple[Any, ...] = (
    *(type(None), bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset),
    *(range, slice),
    *(type(...), type(NotImplemented), type({}.keys()), type({}.values()), type({}.items())),
    *(Function, BoundMethod, BoundBuiltin, Builtin, TypeValue, UserClass, Instance, Super),
    *(Namespace, Iterator, Generator, Property, StaticMethod, ClassMethod, Tensor, Hint),
    *(Stream, Traceback),
)
"""The closed set of values, but for the small types of the core (`facades` adds them)."""
