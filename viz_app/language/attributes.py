"""Attributes: a value and a name in, what a table says out; the host is never asked by that name.

A machine's `tables` map the exact type of a value to its table: `TABLES` below, and what
`methods.py` makes for the limits of the run. A class of the program keeps its own names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from viz_app.language.classes import (
    BRIDGES,
    MISSING,
    BoundMethod,
    ExceptionInstance,
    Instance,
    Super,
    UserClass,
    bind,
)
from viz_app.language.errors import LimitReached, made
from viz_app.language.machine import Machine
from viz_app.language.values import (
    BoundBuiltin,
    Builtin,
    Namespace,
    Property,
    TypeValue,
    Value,
)


class Method:
    """A method that a value has: a function that takes the value first."""

    __slots__ = ("call", "name", "reach")

    def __init__(self, name: str, call: Callable[..., Value], *, reach: bool = False) -> None:
        self.name = name
        self.call = call
        self.reach = reach

    def get(self, owner: Value) -> Value:
        return BoundBuiltin(self.name, self.call, owner)


class Field:
    """An attribute that is computed when it is read. `reach`: the trace is to know who read it."""

    __slots__ = ("get", "put", "reach")

    def __init__(
        self,
        get: Callable[[Value], Value],
        put: Callable[[Value, Value], None] | None = None,
        *,
        reach: bool = False,
    ) -> None:
        self.get = get
        self.put = put
        self.reach = reach


Member = Method | Field
TABLES: dict[type, dict[str, Member]] = {}
ABSENT: dict[type, frozenset[str]] = {}
"""Names that the real type has and ours does not have yet."""
FALLBACKS: dict[type, Callable[[Value, str], Value]] = {}
"""For families with a type per member (the nodes of the graph): a function of value and name."""


def member(machine: Machine, value: Value, name: str) -> Member | None:
    """The entry of a plain value's attribute, if there is one."""
    table = machine.tables.get(type(value))
    return None if table is None else table.get(name)


def get_attribute(machine: Machine, value: Value, name: str) -> Value:
    """`value.name`"""
    found = member(machine, value, name)
    if found is not None:
        return found.get(value)
    if isinstance(value, Instance):
        return instance_attribute(value, name)
    if isinstance(value, UserClass):
        return class_attribute(value, name)
    if isinstance(value, Namespace):
        return namespace_attribute(value, name)
    if isinstance(value, TypeValue):
        return type_attribute(machine, value, name)
    if isinstance(value, Super):
        inherited = value.find(name)
        if inherited is not MISSING:
            return inherited
    for family, ask in FALLBACKS.items():
        if isinstance(value, family):
            return ask(value, name)
    raise missing(value, name)


def instance_attribute(value: Instance, name: str) -> Value:
    of_class = value.cls.find(name)
    if type(of_class) is Property:
        return bind(of_class, value, value.cls)
    if name in value.names:
        return value.names[name]
    if of_class is not MISSING:
        return bind(of_class, value, value.cls)
    if name == "__doc__":
        return None
    raise missing(value, name)


def class_attribute(value: UserClass, name: str) -> Value:
    if name == "__name__":
        return value.name
    found = value.find(name)
    if found is not MISSING:
        return bind(found, None, value)
    if name in OBJECT_METHODS:
        return OBJECT_METHODS[name]
    raise missing(value, name)


def namespace_attribute(value: Namespace, name: str) -> Value:
    try:
        return value.names[name]
    except KeyError:
        raise missing(value, name) from None


def type_attribute(machine: Machine, value: TypeValue, name: str) -> Value:
    if name == "__name__":
        return value.name
    found = machine.tables.get(value.host, {}).get(name)
    if isinstance(found, Method):
        return Builtin(name, found.call)
    if name in value.statics:
        return value.statics[name]
    raise missing(value, name)


OBJECT_METHODS: dict[str, Value] = {
    "__init__": Builtin("__init__", lambda self: None, quick=True),
    "__repr__": Builtin("__repr__", Instance.__repr__, quick=True),
}


def missing(value: Value, name: str) -> BaseException:
    """Python's sentence for an attribute that is not there; ours, which no `except` of the program
    can hide, for one that only the real torch has."""
    if isinstance(value, Namespace):
        if name in value.absent:
            return LimitReached("absent", name=f"{value.name}.{name}")
        return made("AttributeError", f"module '{value.name}' has no attribute '{name}'")
    is_type = isinstance(value, UserClass | TypeValue)
    kind = value.host if is_type else type(value)
    if name in ABSENT.get(kind, ()):
        return LimitReached("absent", name=f"{kind.__name__}.{name}")
    if is_type:
        return made("AttributeError", f"type object '{value.name}' has no attribute '{name}'")
    return made("AttributeError", f"'{kind.__name__}' object has no attribute '{name}'")


def set_attribute(machine: Machine, value: Value, name: str, new: Value) -> None:
    """`value.name = new`"""
    if isinstance(value, Instance):
        of_class = value.cls.find(name)
        if type(of_class) is Property:
            if of_class.setter is None:
                text = f"property '{name}' of '{value.cls.name}' object has no setter"
                raise made("AttributeError", text)
            of_class.setter(value, new)
        else:
            value.names[name] = tuple(new) if is_args(value, name) else new
        return
    if isinstance(value, UserClass) and not value.fixed:
        value.names[name] = new
        if name in BRIDGES:
            setattr(value.host, name, BRIDGES[name])
        return
    found = member(machine, value, name)
    if isinstance(found, Field) and found.put is not None:
        found.put(value, new)
        return
    raise not_settable(value, name, found)


def is_args(value: Instance, name: str) -> bool:
    return name == "args" and isinstance(value, ExceptionInstance)


def not_settable(value: Value, name: str, found: Any) -> BaseException:
    """Python's sentence for an attribute that cannot be assigned; modules here are fixed, too."""
    kind = type(value).__name__
    if isinstance(value, Namespace):
        return made("AttributeError", f"'{value.name}.{name}' cannot be replaced here")
    if isinstance(value, UserClass | TypeValue):
        text = f"cannot set '{name}' attribute of immutable type '{value.name}'"
        return made("TypeError", text)
    if isinstance(found, Field):
        return made("AttributeError", f"attribute '{name}' of '{kind}' objects is not writable")
    if isinstance(found, Method):
        return made("AttributeError", f"'{kind}' object attribute '{name}' is read-only")
    return missing(value, name)


def delete_attribute(machine: Machine, value: Value, name: str) -> None:
    """`del value.name`"""
    changeable = isinstance(value, Instance) or (isinstance(value, UserClass) and not value.fixed)
    if changeable and name in value.names:
        del value.names[name]
        return
    found = member(machine, value, name)
    if not isinstance(found, Field) or found.put is None:
        raise missing(value, name)
    found.put(value, None)


def function_name(value: Value) -> Value:
    return getattr(value, "name", "")


NAMED: dict[str, Member] = {
    "__name__": Field(function_name),
    "__doc__": Field(lambda value: getattr(value, "doc", None)),
}
TABLES[Builtin] = TABLES[BoundBuiltin] = NAMED
TABLES[BoundMethod] = {
    "__name__": Field(lambda value: function_name(value.function)),
    "__doc__": Field(lambda value: getattr(value.function, "doc", None)),
}
TABLES[Property] = {
    "setter": Method("setter", lambda self, setter: Property(self.getter, setter)),
    "getter": Method("getter", lambda self, getter: Property(getter, self.setter)),
}
