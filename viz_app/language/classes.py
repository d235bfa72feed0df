"""Classes of the program and their instances: a name in, what Python's method resolution finds out.

Each class has a host type for its instances, made here with exactly the operator methods that the
class defines, so that Python's own dispatch (reflected operators, truth, iteration, hashing) and
its error texts hold. Every such method is a fixed function that calls the program's method; the
host type itself is never a value of the program.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from viz_app.language.grammar import DUNDER_METHODS
from viz_app.language.values import (
    Builtin,
    ClassMethod,
    Descriptor,
    Property,
    StaticMethod,
    Value,
    address,
    either,
    shown_as,
)


class Instance:
    """An object of a class of the program: its class and its own names."""

    of_program = True
    cls: UserClass
    names: dict[str, Value]

    def __deepcopy__(self, memo: dict[int, Any]) -> Instance:
        """A copy for the core, which copies layers; a program's `copy` has its own way."""
        made = memo[id(self)] = self.cls.new()
        made.names.update({name: deepcopy(each, memo) for name, each in self.names.items()})
        return made

    def __repr__(self) -> str:
        return f"<{self.cls.module}.{self.cls.qualname} object at {address(self)}>"


@shown_as("type")
class UserClass:
    """A class of the program, or one of Python's exceptions (`fixed`: it cannot be changed)."""

    __slots__ = (
        *("bases", "fixed", "host", "module", "mro", "name", "names", "place", "qualname"),
        "slots",
    )

    def __init__(
        self,
        name: str,
        qualname: str,
        bases: tuple[UserClass, ...],
        names: dict[str, Value],
        *,
        module: str = "__main__",
        host: type[Instance] | None = None,
    ) -> None:
        self.name = name
        self.qualname = qualname
        self.bases = bases
        self.names = names
        self.module = module
        self.fixed = host is not None
        hosts: tuple[type, ...] = tuple(base.host for base in bases) or (Instance,)
        self.host: type[Instance] = host or type(name, hosts, special_methods(names))
        by_host = {ancestor.host: ancestor for base in bases for ancestor in base.mro}
        known = (by_host.get(kind) for kind in self.host.__mro__[1:])
        self.mro: tuple[UserClass, ...] = (self, *(kind for kind in known if kind is not None))
        self.slots = slots_of(names, bases)

    def __deepcopy__(self, memo: dict[int, Any]) -> UserClass:
        return self

    def derive(
        self, name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
    ) -> Value:
        """The class that `class Name(…, self, …)` makes."""
        return UserClass(name, qualname, bases, names)

    def holds(self, value: Value) -> bool:
        """`isinstance(value, self)`"""
        return isinstance(value, Instance) and self in value.cls.mro

    def find(self, name: str) -> Value:
        """What the class or the nearest of its ancestors calls `name`, else MISSING."""
        for kind in self.mro:
            if name in kind.names:
                return kind.names[name]
        return MISSING

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        new = self.find("__new__")
        made = self.new(*args) if new is MISSING else bind(new, None, self)(self, *args, **kwargs)
        if new is not MISSING and not (isinstance(made, Instance) and self in made.cls.mro):
            return made
        init = made.cls.find("__init__")
        if init is MISSING:
            if (args or kwargs) and new is MISSING:
                raise TypeError(f"{self.name}() takes no arguments")
            return made
        result = init(made, *args, **kwargs)
        if result is not None:
            kind = type(result).__name__
            raise TypeError(f"__init__() should return None, not '{kind}'")
        return made

    __iter__: Any = None

    def __getitem__(self, inside: Value) -> Value:
        found = self.find("__class_getitem__")
        if found is MISSING:
            raise TypeError(f"type '{self.name}' is not subscriptable")
        return (found.function if type(found) is ClassMethod else found)(self, inside)

    def __or__(self, other: Value) -> Any:
        return either(self, other)

    def __ror__(self, other: Value) -> Any:
        return either(other, self)

    def new(self, *args: Value) -> Instance:
        """An instance on which nothing has been set yet."""
        made = self.host.__new__(self.host)
        made.cls = self
        made.names = {}
        if issubclass(self.host, ExceptionInstance):
            made.names["args"] = args
        return made

    def __repr__(self) -> str:
        path = "" if self.module == "builtins" else f"{self.module}."
        return f"<class '{path}{self.qualname}'>"


def slots_of(names: dict[str, Value], bases: tuple[UserClass, ...]) -> frozenset[str] | None:
    """The names that instances may have when every class above says `__slots__`, else None."""
    own = names.get("__slots__")
    if own is None or any(base.slots is None for base in bases):
        return None
    listed = (own,) if isinstance(own, str) else own
    inherited = (name for base in bases for name in base.slots or ())
    return frozenset((*(name for name in listed if isinstance(name, str)), *inherited))


class _Missing:
    """The sign that a name was not found."""


MISSING = _Missing()


def bind(value: Value, instance: Value, cls: UserClass) -> Value:
    """What an attribute of a class becomes when read through an instance, or (None) the class."""
    kind = type(value)
    if kind is StaticMethod:
        return value.function
    if kind is ClassMethod:
        return BoundMethod(value.function, cls)
    if instance is None:
        if isinstance(value, Instance) and value.cls.find("__get__") is not MISSING:
            return call_special(value, "__get__", None, cls)
        return value
    if kind is Property:
        if value.getter is None:
            raise AttributeError(f"property of '{cls.name}' object has no getter")
        return value.getter(instance)
    if kind.__name__ == "function" or kind is Builtin:
        return BoundMethod(value, instance)
    if isinstance(value, Instance) and value.cls.find("__get__") is not MISSING:
        return call_special(value, "__get__", instance, cls)
    return value.bound(instance, cls) if isinstance(value, Descriptor) else value


@shown_as("method")
class BoundMethod:
    """A function of a class, taken through one of its instances."""

    __slots__ = ("function", "owner", "place")

    def __init__(self, function: Value, owner: Value) -> None:
        self.function = function
        self.owner = owner

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        return self.function(self.owner, *args, **kwargs)

    def __repr__(self) -> str:
        name = getattr(self.function, "qualname", getattr(self.function, "name", "?"))
        return f"<bound method {name} of {self.owner!r}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BoundMethod):
            return False
        return self.function is other.function and self.owner is other.owner

    def __hash__(self) -> int:
        return hash((id(self.function), id(self.owner)))


@shown_as("super")
class Super:
    """`super()`: the attributes that come after `cls` in the order of the owner's classes."""

    __slots__ = ("cls", "owner", "place")

    def __init__(self, cls: UserClass, owner: Value) -> None:
        self.cls = cls
        self.owner = owner

    def find(self, name: str) -> Value:
        """The attribute, bound to the owner; MISSING when no later class has it."""
        of_class = isinstance(self.owner, UserClass)
        mro = self.owner.mro if of_class else self.owner.cls.mro
        for kind in mro[mro.index(self.cls) + 1 :]:
            if name in kind.names:
                instance = None if of_class else self.owner
                return bind(kind.names[name], instance, mro[0])
        if name == "__init__":
            return Builtin("__init__", nothing_to_do, quick=True)
        return MISSING

    def __repr__(self) -> str:
        return f"<super: {self.cls!r}, {self.owner!r}>"


def nothing_to_do(*args: Value, **kwargs: Value) -> None:
    """`object.__init__`."""
    if args or kwargs:
        text = "object.__init__() takes exactly one argument (the instance to initialize)"
        raise TypeError(text)


# The bridge from Python's operators to methods of the program -------------------------------------


def special_methods(names: dict[str, Value]) -> dict[str, Any]:
    """The host methods for the operator methods among a class's names."""
    made: dict[str, Any] = {"__slots__": ()}
    for name in names.keys() & BRIDGES.keys():
        made[name] = None if names[name] is None else BRIDGES[name]
    return made


def call_special(instance: Instance, name: str, *args: Value) -> Value:
    """Call an operator method of an instance; it is looked up in the class, as Python does."""
    return bind(instance.cls.find(name), instance, instance.cls)(*args)


def bridge(name: str) -> Callable[..., Value]:
    """The host method that calls the program's method of the same name."""

    def method(self: Instance, *args: Value, **kwargs: Value) -> Value:
        return bind(self.cls.find(name), self, self.cls)(*args, **kwargs)

    method.__name__ = name
    return method


def ending_bridge(name: str, ending: str, host: type[Exception]) -> Callable[..., Value]:
    """Like `bridge`, for a method whose exception `ending` tells Python that there is no more."""

    def method(self: Instance, *args: Value) -> Value:
        from viz_app.language.errors import Raised

        try:
            return call_special(self, name, *args)
        except Raised as error:
            if any(kind.name == ending for kind in error.value.cls.mro):
                raise host(*error.value.names["args"]) from error
            raise

    return method


BRIDGES: dict[str, Callable[..., Value]] = {
    name: bridge(name) for name in DUNDER_METHODS - {"__init__", "__enter__", "__exit__"}
}
BRIDGES["__next__"] = ending_bridge("__next__", "StopIteration", StopIteration)
BRIDGES["__getitem__"] = ending_bridge("__getitem__", "IndexError", IndexError)


# Exceptions: instances whose class descends from BaseException ------------------------------------


class ExceptionInstance(Instance):
    """An exception object of the program: a type name and its arguments, nothing of the host."""

    __slots__ = ()

    def __str__(self) -> str:
        args = self.names["args"]
        if any(kind.name == "KeyError" for kind in self.cls.mro) and len(args) == 1:
            return repr(args[0])
        return "" if not args else str(args[0]) if len(args) == 1 else str(args)

    def __repr__(self) -> str:
        args = self.names["args"]
        inside = repr(args[0]) if len(args) == 1 else repr(args)[1:-1]
        return f"{self.cls.name}({inside})"
