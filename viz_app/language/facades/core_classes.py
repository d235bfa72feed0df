"""Classes of the core in; classes of the program, which it can call and derive from, out.

A class of the core is a fixed UserClass whose names are the public functions and properties of the
host class, listed once. A class of the program that derives from one has a host type below the
core's, so that the core finds what the program defines: `forward`, `extra_repr`, `__getitem__`.
Whatever is read from an object is looked up in those lists and in what the object itself holds.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from collections.abc import Iterator as HostIterator
from functools import partial
from typing import Any

from autograd_core.autograd import Function
from autograd_core.nn import Module
from autograd_core.node import Node
from autograd_core.optim.optimizer import Optimizer, with_hooks
from autograd_core.tensor import Tensor
from viz_app.language.attributes import DELETERS, FALLBACKS, SETTERS, missing
from viz_app.language.classes import (
    BRIDGES,
    MISSING,
    Instance,
    UserClass,
    bind,
    special_methods,
)
from viz_app.language.errors import made
from viz_app.language.values import (
    Builtin,
    ClassMethod,
    Iterator,
    Property,
    StaticMethod,
    Value,
    address,
    shown_as,
)

CORE = "autograd_core"
ROOTS = (CORE, "torch")
"""How the modules of the core's classes begin: many bear the name that PyTorch shows."""
SPECIAL = frozenset(BRIDGES) | {
    *("__init__", "__enter__", "__exit__", "__getattr__", "__setattr__", "__delattr__"),
    "_get_name",
}
"""Operator methods of the core's classes that a program may name, as in `super().__init__()`."""
HOOKS = frozenset({"_forward_hooks", "_forward_pre_hooks", "_backward_hooks"})
REGISTERS = HOOKS | {"_parameters", "_buffers", "_modules"}
"""Where a module keeps its members: read, never replaced."""
FUNCTIONS = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, partial)
PLAIN = (bool, int, float, complex, str, type(None), tuple)
SLOTS = frozenset({"cls", "names", "place"})
"""The names that an Instance of the language needs for itself on the host object."""

CLASSES: dict[type, CoreClass] = {}
"""The class of the program for each class of the core that has been met."""


@shown_as("generator")
class CoreIterator(Iterator):
    """What a generator of the core gives, one after the other: `model.parameters()`."""

    __slots__ = ("name",)

    def __init__(self, name: str, items: HostIterator[Value]) -> None:
        self.name = name
        self.items = items

    def __next__(self) -> Value:
        return next(self.items)

    def __repr__(self) -> str:
        return f"<generator object {self.name} at {address(self)}>"


class Slotted(Instance):
    """An Instance whose own names are not among those that the core keeps on the object."""

    __slots__ = tuple(SLOTS)


@shown_as("type")
class CoreClass(UserClass):
    """A class of the core as a value: called, it makes the core's own objects."""

    __slots__ = ()

    def __init__(self, host: type) -> None:
        above = tuple(core_class(base) for base in host.__bases__ if of_core(base))
        path = host.__module__.replace(CORE, "torch", 1)
        super().__init__(
            host.__name__, host.__qualname__, above, members(host), module=path, host=host
        )
        CLASSES[host] = self
        if issubclass(host, Optimizer):
            self.names["step"] = Builtin("step", hooked_step(host))
        FALLBACKS.setdefault(host, attribute)
        SETTERS.setdefault(host, set_attribute)
        DELETERS.setdefault(host, delete_attribute)

    def derive(
        self, name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
    ) -> Value:
        return DerivedClass(name, qualname, bases, names)

    def holds(self, value: Value) -> bool:
        return isinstance(value, self.host)

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        host: Any = self.host
        return host(*args, **kwargs)


@shown_as("type")
class DerivedClass(UserClass):
    """A class of the program below one of the core: its instances are objects of both."""

    __slots__ = ()

    def __init__(
        self, name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
    ) -> None:
        if "step" in names and any(issubclass(base.host, Optimizer) for base in bases):
            names["step"] = Builtin("step", with_hooks(names["step"]))
        hosts: tuple[Any, ...] = (*dict.fromkeys(base.host for base in bases), Slotted)
        methods = special_methods(names) | bridged(names)
        if any(issubclass(base.host, Function) for base in bases):
            methods |= called_on_the_class(names)
        methods.pop("__slots__", None)
        methods["__module__"] = "__main__"
        host: type[Instance] = types.new_class(name, hosts, {}, lambda space: space.update(methods))
        super().__init__(name, qualname, bases, names, host=host)
        self.fixed = False

    def derive(
        self, name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
    ) -> Value:
        return DerivedClass(name, qualname, bases, names)

    def new(self, *args: Value) -> Instance:
        made = self.host.__new__(self.host)
        made.cls = self
        made.names = vars(made)  # the core's own registers are there, too
        return made


def hooked_step(host: Any) -> Callable[..., Value]:
    """`step` of an optimizer's class, which the first optimizer that is made puts between hooks."""
    return lambda *args, **kwargs: host.step(*args, **kwargs)


def core_class(host: type) -> CoreClass:
    """The one value for a class of the core."""
    known = CLASSES.get(host)
    return CoreClass(host) if known is None else known


def of_core(host: type) -> bool:
    """Whether a class is one of the core that programs call; tensors and nodes have own tables."""
    own = host.__module__.partition(".")[0] in ROOTS
    return own and not issubclass(host, Tensor | Node | BaseException)


def members(host: type) -> dict[str, Value]:
    """The public functions, properties and plain values that a class itself defines."""
    found: dict[str, Value] = {}
    for name, value in vars(host).items():
        if name.startswith("_") and name not in SPECIAL:
            continue
        member = member_of(name, value)
        if member is not MISSING:
            found[name] = member
    return found


def member_of(name: str, value: Any) -> Value:
    """One name of a core class as a value of the language; MISSING for what is not for programs."""
    if isinstance(value, staticmethod):
        return StaticMethod(function_of(name, value.__func__))
    if isinstance(value, classmethod):
        return ClassMethod(Builtin(name, of_class(value.__func__)))
    if isinstance(value, property) and value.fget is not None:
        return Property(Builtin(name, value.fget), value.fset and Builtin(name, value.fset))
    if isinstance(value, types.MemberDescriptorType):
        return Property(Builtin(name, value.__get__), None)
    if isinstance(value, types.FunctionType):
        return function_of(name, SETTING if name == "__setattr__" else value)
    return value if isinstance(value, PLAIN) else MISSING


def function_of(name: str, host: Callable[..., Any]) -> Builtin:
    """A function of the core; what it yields, if it does, comes out of an iterator of ours."""
    if not inspect.isgeneratorfunction(host):
        return Builtin(name, host)

    def walk(*args: Value, **kwargs: Value) -> Value:
        return CoreIterator(host.__qualname__, host(*args, **kwargs))

    return Builtin(name, walk)


def of_class(function: Callable[..., Any]) -> Callable[..., Value]:
    """A class method of the core, called with a class of the program."""
    return lambda cls, *args, **kwargs: function(cls.host, *args, **kwargs)


def SETTING(self: Any, name: str, value: Value) -> None:
    """`self.name = value` in a class below the core's: the core registers what it must know of."""
    of_class = self.cls.find(name)
    if type(of_class) is Property and of_class.setter is not None:
        of_class.setter(self, value)
    elif name in SLOTS and not isinstance(value, Module):
        self.names[name] = value
    else:
        object_setter(type(self))(self, name, value)


def object_setter(host: type) -> Callable[[Any, str, Value], None]:
    """The `__setattr__` of the core's nearest class, not the program's."""
    for kind in host.__mro__:
        if of_core(kind) and "__setattr__" in vars(kind):
            setter: Callable[[Any, str, Value], None] = vars(kind)["__setattr__"]
            return setter
    return object.__setattr__


def bridged(names: dict[str, Value]) -> dict[str, Any]:
    """What the core shall find on the host type: the functions that the program defines."""
    found: dict[str, Any] = {}
    for name, value in names.items():
        if name.startswith("__"):
            continue
        if isinstance(value, StaticMethod):
            found[name] = staticmethod(value.function)
        elif isinstance(value, bool | int | float | str):
            found[name] = value
        elif callable(value) and not isinstance(value, UserClass | Instance):
            found[name] = bridge(name)
    return found


def called_on_the_class(names: dict[str, Value]) -> dict[str, Any]:
    """The functions of an `autograd.Function`: without `@staticmethod` they are static, too."""
    plain = {name: value for name, value in names.items() if type(value).__name__ == "function"}
    return {name: staticmethod(value) for name, value in plain.items()}


def bridge(name: str) -> Callable[..., Value]:
    def method(self: Any, *args: Value, **kwargs: Value) -> Value:
        return bind(self.cls.find(name), self, self.cls)(*args, **kwargs)

    method.__name__ = name
    return method


# Attributes of the core's own objects -------------------------------------------------------------


def attribute(value: Any, name: str) -> Value:
    """`layer.weight`, `optimizer.param_groups`: listed by the class, or held by the object."""
    cls = core_class(type(value))
    of_class = cls.find(name)
    if type(of_class) is Property:
        return bind(of_class, value, cls)
    held = getattr(value, "__dict__", {})
    if name in held and (not name.startswith("_") or name in REGISTERS):
        return admitted(value, name, held[name])
    if of_class is not MISSING:
        return bind(of_class, value, cls)
    asked = cls.find("__getattr__")
    if asked is MISSING or name.startswith("__"):
        raise missing(value, name)
    return asked(value, name)


def admitted(owner: Any, name: str, value: Any) -> Value:
    """What an object of the core holds, if a program may hold it too."""
    if isinstance(value, FUNCTIONS):
        return Builtin(name, value)
    if isinstance(value, type):
        if of_core(value):
            return core_class(value)
        raise missing(owner, name)
    if isinstance(value, types.ModuleType):
        raise missing(owner, name)
    return value


def set_attribute(value: Any, name: str, new: Value) -> None:
    """`layer.weight = …` on one of the core's own objects."""
    cls = core_class(type(value))
    of_class = cls.find(name)
    if type(of_class) is Property:
        if of_class.setter is None:
            text = f"property '{name}' of '{cls.name}' object has no setter"
            raise made("AttributeError", text)
        of_class.setter(value, new)
        return
    if name.startswith("_") or not hasattr(value, "__dict__"):
        raise missing(value, name)
    object_setter(type(value))(value, name, new)


def delete_attribute(value: Any, name: str) -> None:
    """`del model.head`: what the object holds under a public name."""
    if name.startswith("_") or not hasattr(value, "__dict__") or not hasattr(value, name):
        raise missing(value, name)
    delattr(value, name)
