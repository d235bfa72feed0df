"""Python's own types as bases: `list`, `dict`, `str` … in, a class to derive from out.

Such a class is a fixed UserClass whose names are the methods that the type's table lists. The host
type of its instances is below both the plain type, whose operators and contents it has, and
Instance, so that the language knows it as an object of the program.
"""

from __future__ import annotations

import collections
from collections.abc import Callable
from typing import Any

from viz_app.language.attributes import Field, Method
from viz_app.language.classes import Instance, UserClass
from viz_app.language.errors import made
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, Property, TypeValue, Value

FILLED = (list, dict, set, collections.deque)
"""Types whose instances are made empty and filled by `__init__`; so are those below them."""
WHOLE = (str, bytes, int, float, complex, tuple, frozenset)
"""Types whose instances are made with all that they will ever hold."""
NOTES = "plain bases"


def plain_type(kind: type) -> type | None:
    """The plain type that a host type is below, if there is one."""
    types = (each for each in kind.__mro__ if each not in (kind, object))
    return next((each for each in types if each in (*FILLED, *WHOLE)), None)


def plain_base(machine: Machine, given: Value) -> Value:
    """What a class derives from when its text names one of Python's types; others as they are."""
    if not isinstance(given, TypeValue) or given.host is bool:
        return given
    if not issubclass(given.host, (*FILLED, *WHOLE)) or given.host not in machine.tables:
        return given
    known: dict[type, UserClass] = machine.notes.setdefault(NOTES, {})
    if given.host not in known:
        known[given.host] = made_base(machine, given)
    return known[given.host]


def made_base(machine: Machine, given: TypeValue) -> UserClass:
    names: dict[str, Value] = {}
    for name, member in machine.tables[given.host].items():
        if isinstance(member, Method):
            names[name] = Builtin(name, member.call)
        elif isinstance(member, Field):
            names[name] = Property(Builtin(name, member.get))
    names.update(given.statics)
    names |= makers_of(given)
    host = type(given.name, (given.host, Instance), {"__deepcopy__": Instance.__deepcopy__})
    return UserClass(
        given.name, given.name, (), names, module=given.module or "builtins", host=host
    )


def makers_of(given: TypeValue) -> dict[str, Value]:
    """`__new__` and `__init__` of a plain type, for classes below it."""
    host: Any = given.host
    if issubclass(host, FILLED):
        return {
            "__new__": Builtin("__new__", lambda cls, *args, **words: instance(host, cls)),
            "__init__": Builtin("__init__", filler(given)),
        }

    def new(cls: Value, *args: Value, **words: Value) -> Value:
        return instance(host, cls, given.make(*args, **words))

    return {"__new__": Builtin("__new__", new)}


def filler(given: TypeValue) -> Callable[..., None]:
    """`list.__init__` and its like; what it is given, the type's own maker looks at first."""
    host: Any = given.host

    def fill(self: Any, *args: Value, **words: Value) -> None:
        made_value = given.make(*args, **words)
        if issubclass(host, collections.defaultdict):
            host.__init__(self, made_value.default_factory, made_value)
        elif issubclass(host, collections.deque):
            host.__init__(self, made_value, made_value.maxlen)
        else:
            host.__init__(self, made_value)

    return fill


def instance(host: Any, cls: Value, *content: Value) -> Value:
    """An instance of a class below `host`."""
    if not isinstance(cls, UserClass) or not issubclass(cls.host, host):
        kind = host.__name__
        raise made("TypeError", f"{kind}.__new__(X): X is not a subtype of {kind}")
    plain = plain_type(cls.host) or host
    new: Any = plain.__new__(cls.host, *content)
    new.cls = cls
    new.names = {}
    return new


def remade(value: Any, inner: Callable[[Value], Value]) -> Value:
    """A copy of an instance of such a class, without its names."""
    plain: Any = plain_type(type(value))
    if plain is None:
        return value.cls.new()
    if plain not in FILLED:
        return instance(plain, value.cls, value)
    new = instance(plain, value.cls)
    if plain is dict:
        dict.update(new, {inner(key): inner(each) for key, each in dict.items(value)})
    elif plain is set:
        set.update(new, map(inner, set.__iter__(value)))
    else:
        plain.extend(new, map(inner, plain.__iter__(value)))
    return new
