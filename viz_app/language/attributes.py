"""Attributes: a value and a name in, what a table says out; the host is never asked by that name.

A machine's `tables` map the exact type of a value to its table: `TABLES` below, and what
`methods.py` makes for the limits of the run. A class of the program keeps its own names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograd_core.devices import device
from autograd_core.dtypes import dtype
from autograd_core.size import Size
from viz_app.language.classes import (
    BRIDGES,
    MISSING,
    BoundMethod,
    ExceptionInstance,
    Instance,
    Super,
    UserClass,
    bind,
    call_special,
)
from viz_app.language.errors import LimitReached, made, raised
from viz_app.language.machine import Machine
from viz_app.language.values import (
    BoundBuiltin,
    Builtin,
    ClassMethod,
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


OPEN: dict[type, Callable[[Value], dict[str, Value]]] = {}
"""Types besides the program's own whose values take any attribute: where they keep them."""
Member = Method | Field
TABLES: dict[type, dict[str, Member]] = {}
ABSENT: dict[type, frozenset[str]] = {}
"""Names that the real type has and ours does not have yet."""
SETTERS: dict[type, Callable[[Value, str, Value], None]] = {}
"""For families, too: how an attribute of an object of the core is set."""
DELETERS: dict[type, Callable[[Value, str], None]] = {}
"""And how it is deleted."""
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
        return instance_attribute(machine, value, name)
    if isinstance(value, UserClass):
        return class_attribute(machine, value, name)
    if isinstance(value, Namespace):
        return namespace_attribute(value, name)
    if isinstance(value, TypeValue):
        return type_attribute(machine, value, name)
    if isinstance(value, Super):
        inherited = value.find(name)
        if inherited is not MISSING:
            return inherited
        if name in OBJECT_METHODS:
            own = OBJECT_METHODS[name]
            return own if name == "__new__" else BoundMethod(own, value.owner)
    if type(value) in OPEN and name in OPEN[type(value)](value):
        return OPEN[type(value)](value)[name]
    ask = nearest(FALLBACKS, type(value))
    if ask is not None:
        try:
            return ask(value, name)
        except AttributeError as error:
            raise made("AttributeError", str(error)) from None
    raise missing(value, name)


ancestors: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
"""The true order of a type's ancestors: the core's nodes show the one that PyTorch's have."""


def nearest(families: dict[type, Callable[..., Any]], kind: type) -> Callable[..., Any] | None:
    """The entry of a type of the core, or of the nearest above it."""
    return next((families[each] for each in ancestors(kind) if each in families), None)


def instance_attribute(machine: Machine, value: Instance, name: str) -> Value:
    of_class = value.cls.find(name)
    if type(of_class) is Property or (isinstance(of_class, Instance) and sets(of_class)):
        if value.cls.find("__getattr__") is MISSING:
            return bind(of_class, value, value.cls)
        return found_or_asked(machine, of_class, value, name)
    if name in value.names:
        return value.names[name]
    if of_class is not MISSING:
        return bind(of_class, value, value.cls)
    if name in INSTANCE_FIELDS:
        return INSTANCE_FIELDS[name](value)
    if value.cls.find("__getattr__") is not MISSING:
        return call_special(value, "__getattr__", name)
    if name in OBJECT_METHODS:
        return BoundMethod(OBJECT_METHODS[name], value)
    raise missing(value, name)


INSTANCE_FIELDS: dict[str, Callable[[Instance], Value]] = {
    "__doc__": lambda value: None,
    "__module__": lambda value: value.cls.module,
    "__dict__": lambda value: (
        {name: each for name, each in value.names.items() if name not in ("args", "__cause__")}
        if isinstance(value, ExceptionInstance)
        else value.names
    ),
}


def sets(descriptor: Instance) -> bool:
    """Whether a descriptor of the program also decides what assigning does."""
    return descriptor.cls.find("__set__") is not MISSING


def found_or_asked(machine: Machine, of_class: Value, value: Instance, name: str) -> Value:
    """A property of a class with `__getattr__`, which is asked when the property has no answer."""
    rounds = len(machine.loops)
    try:
        return bind(of_class, value, value.cls)
    except Exception as error:
        if not any(kind.name == "AttributeError" for kind in raised(error).value.cls.mro):
            raise
    del machine.loops[rounds:]
    return call_special(value, "__getattr__", name)


def class_attribute(machine: Machine, value: UserClass, name: str) -> Value:
    if name in CLASS_FIELDS:
        return CLASS_FIELDS[name](value)
    if name == "__members__" and hasattr(value, "members"):
        return dict(value.members)
    if name in ("__mro__", "__bases__", "mro"):
        above = value.mro if name != "__bases__" else value.bases
        whole = (*above, machine.builtins["object"]) if name != "__bases__" or not above else above
        return whole if name != "mro" else Builtin("mro", lambda: list(whole))
    found = value.find(name)
    if found is not MISSING:
        if name in ("__init_subclass__", "__class_getitem__") and type(found) is not ClassMethod:
            return BoundMethod(found, value)
        return bind(found, None, value)
    if name in OBJECT_METHODS:
        return OBJECT_METHODS[name]
    raise missing(value, name)


CLASS_FIELDS: dict[str, Callable[[UserClass], Value]] = {
    "__name__": lambda value: value.name,
    "__qualname__": lambda value: value.qualname,
    "__module__": lambda value: value.module,
    "__dict__": lambda value: dict(value.names),
}


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


def new_object(cls: Value, *args: Value, **kwargs: Value) -> Value:
    """`object.__new__`"""
    if not isinstance(cls, UserClass):
        raise made("TypeError", "object.__new__(X): X is not a class of this program")
    return cls.new(*args)


def no_keywords(self: Value, **kwargs: Value) -> None:
    """`object.__init_subclass__`"""
    if kwargs:
        name = getattr(self, "name", "")
        raise made("TypeError", f"{name}.__init_subclass__() takes no keyword arguments")


def plain_set(self: Value, name: Value, new: Value) -> None:
    """`object.__setattr__`"""
    if not isinstance(self, Instance) or type(name) is not str:
        raise made("TypeError", "object.__setattr__ needs an object of this program and a name")
    set_on_instance(self, name, new)


def plain_delete(self: Value, name: Value) -> None:
    """`object.__delattr__`"""
    if not isinstance(self, Instance) or type(name) is not str:
        raise made("TypeError", "object.__delattr__ needs an object of this program and a name")
    delete_from_instance(self, name)


OF_OBJECT: dict[str, Callable[..., Value]] = {
    "__init__": lambda self: None,
    "__new__": new_object,
    "__repr__": Instance.__repr__,
    "__str__": repr,
    "__eq__": lambda self, other: True if self is other else NotImplemented,
    "__ne__": lambda self, other: False if self is other else NotImplemented,
    "__hash__": lambda self: object.__hash__(self),
    "__setattr__": plain_set,
    "__delattr__": plain_delete,
    "__init_subclass__": no_keywords,
}
OBJECT_METHODS: dict[str, Value] = {
    name: Builtin(name, call, quick=True) for name, call in OF_OBJECT.items()
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
    shown = f"torch.{kind.__name__}" if kind in (Size, dtype, device) else kind.__name__
    return made("AttributeError", f"'{shown}' object has no attribute '{name}'")


def set_attribute(machine: Machine, value: Value, name: str, new: Value) -> None:
    """`value.name = new`"""
    if isinstance(value, Instance):
        if value.cls.find("__setattr__") is not MISSING:
            call_special(value, "__setattr__", name, new)
        else:
            set_on_instance(value, name, new)
        return
    if isinstance(value, UserClass) and not value.fixed:
        if name in getattr(value, "members", ()):
            raise made("AttributeError", f"cannot reassign member {name!r}")
        value.names[name] = new
        if name in BRIDGES:
            setattr(value.host, name, BRIDGES[name])
        return
    put = nearest(SETTERS, type(value))
    if put is not None:
        put(value, name, new)
        return
    found = member(machine, value, name)
    if isinstance(found, Field) and found.put is not None:
        found.put(value, new)
        return
    if found is None and type(value) in OPEN:
        OPEN[type(value)](value)[name] = new
        return
    raise not_settable(value, name, found)


def set_on_instance(value: Instance, name: str, new: Value) -> None:
    of_class = value.cls.find(name)
    if type(of_class) is Property:
        if of_class.setter is None:
            text = f"property '{name}' of '{value.cls.name}' object has no setter"
            raise made("AttributeError", text)
        of_class.setter(value, new)
    elif isinstance(of_class, Instance) and sets(of_class):
        call_special(of_class, "__set__", value, new)
    elif name == "__dict__":
        if not isinstance(new, dict):
            kind = type(new).__name__
            raise made("TypeError", f"__dict__ must be set to a dictionary, not a '{kind}'")
        value.names = new
    elif value.cls.slots is not None and name not in value.cls.slots:
        raise missing(value, name)
    else:
        value.names[name] = tuple(new) if is_args(value, name) else new


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
    if isinstance(value, Instance):
        if value.cls.find("__delattr__") is not MISSING:
            call_special(value, "__delattr__", name)
        else:
            delete_from_instance(value, name)
        return
    if isinstance(value, UserClass) and not value.fixed and name in value.names:
        del value.names[name]
        return
    if type(value) in OPEN and name in OPEN[type(value)](value):
        del OPEN[type(value)](value)[name]
        return
    if isinstance(value, TypeValue) or (isinstance(value, UserClass) and value.fixed):
        raise not_settable(value, name, None)
    found = member(machine, value, name)
    delete = nearest(DELETERS, type(value))
    if delete is not None:
        delete(value, name)
    elif isinstance(found, Field) and found.put is not None:
        found.put(value, None)
    else:
        raise missing(value, name)


def delete_from_instance(value: Instance, name: str) -> None:
    of_class = value.cls.find(name)
    if type(of_class) is Property:
        if of_class.deleter is None:
            text = f"property '{name}' of '{value.cls.name}' object has no deleter"
            raise made("AttributeError", text)
        of_class.deleter(value)
    elif isinstance(of_class, Instance) and of_class.cls.find("__delete__") is not MISSING:
        call_special(of_class, "__delete__", value)
    elif name in value.names:
        del value.names[name]
    else:
        raise missing(value, name)
