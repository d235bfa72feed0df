"""The closed set of values: everything that a name in a program can mean.

    None bool int float str list tuple dict set frozenset range slice ...   Python's, as they are
    Tensor Size dtype Node …                                                autograd_core's
    Function BoundMethod UserClass Instance Super                           what the program defines
    Builtin BoundBuiltin TypeValue Namespace                                what it is given
    Iterator Generator Property StaticMethod ClassMethod

No function, module, type, frame, array or exception of the host is ever among them. Python itself
applies operators to these values, so its errors name types: each class here is shown under the name
that the learner knows.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator as HostIterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from viz_app.language.machine import Machine

Value = Any
Frame = dict[Any, Any]
"""The local names of one call; under the key None, the frame of the function around it."""
Code = Callable[[Frame], Value]
"""A compiled expression."""

Class = TypeVar("Class", bound=type)


def shown_as(name: str) -> Callable[[Class], Class]:
    """Let Python's own messages call a class by its name in the language."""

    def rename(kind: Class) -> Class:
        kind.__name__ = name
        return kind

    return rename


_addresses = 0x7F3A_5C00_0000


def address(value: Any) -> str:
    """Where Python would say that an object lives: the same in every run of the same program."""
    global _addresses
    known = getattr(value, "place", None)
    if known is None:
        _addresses += 0x40
        known = _addresses
        with suppress(AttributeError):
            value.place = known
    return f"0x{known:012x}"


@shown_as("builtin_function_or_method")
class Builtin:
    """A function that the program is given.

    quick  nothing that it does is told to the recorder, so that nobody need know where it is called
    core   it is a tensor operation
    """

    __slots__ = ("call", "core", "name", "place", "quick")

    def __init__(
        self, name: str, call: Callable[..., Value], *, quick: bool = False, core: bool = False
    ) -> None:
        if "<locals>" in getattr(call, "__qualname__", ""):
            call.__qualname__ = name  # as Python's messages about wrong arguments call it
        self.name = name
        self.call = call
        self.quick = quick
        self.core = core

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        return self.call(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<built-in function {self.name}>"


@shown_as("builtin_function_or_method")
class BoundBuiltin:
    """A method of a plain value or a tensor, taken without being called: `f = items.append`."""

    __slots__ = ("call", "name", "owner", "place")

    def __init__(self, name: str, call: Callable[..., Value], owner: Value) -> None:
        self.name = name
        self.call = call
        self.owner = owner

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        return self.call(self.owner, *args, **kwargs)

    def __repr__(self) -> str:
        kind = type(self.owner).__name__
        return f"<built-in method {self.name} of {kind} object at {address(self)}>"


GENERIC = frozenset({"list", "tuple", "dict", "set", "frozenset", "type", "enumerate"})
"""The built-in types that take what is inside them in brackets."""


@shown_as("type")
class TypeValue:
    """A type that the program is given, such as `int` or `torch.Tensor`."""

    __slots__ = ("host", "make", "module", "name", "quick", "statics")

    def __init__(
        self,
        name: str,
        host: type,
        make: Callable[..., Value],
        module: str = "",
        *,
        quick: bool = True,
        statics: dict[str, Value] | None = None,
    ) -> None:
        self.name = name
        self.host = host
        self.make = make
        self.module = module
        self.quick = quick
        self.statics = statics or {}

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        return self.make(*args, **kwargs)

    __iter__ = None

    def __getitem__(self, inside: Value) -> Hint:
        if not self.module and self.name not in GENERIC:
            raise TypeError(f"type '{self.name}' is not subscriptable")
        return Alias(self.name)[inside]

    def __or__(self, other: Value) -> Any:
        return either(self, other)

    def __ror__(self, other: Value) -> Any:
        return either(other, self)

    def __repr__(self) -> str:
        return f"<class '{self.module + '.' if self.module else ''}{self.name}'>"


@shown_as("type")
class Hint:
    """A type hint such as `List[int]` or `int | None`: something to read, and a base of no effect.

    kinds    the types that `isinstance` tries, where there are any
    accepts  or what it asks, as for `Iterable`
    """

    __slots__ = ("accepts", "kinds", "place", "text")

    def __init__(
        self,
        text: str,
        kinds: tuple[Value, ...] = (),
        accepts: Callable[[Value], bool] | None = None,
    ) -> None:
        self.text = text
        self.kinds = kinds
        self.accepts = accepts

    __iter__ = None

    def __getitem__(self, inside: Value) -> Hint:
        parts = inside if type(inside) is tuple else (inside,)
        return type(self)(f"{self.text}[{', '.join(map(hint_text, parts))}]")

    def __or__(self, other: Value) -> Any:
        return either(self, other)

    def __ror__(self, other: Value) -> Any:
        return either(other, self)

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        raise TypeError(f"Type {self.text} cannot be instantiated")

    def __repr__(self) -> str:
        return self.text


@shown_as("types.GenericAlias")
class Alias(Hint):
    """`list[int]`"""

    __slots__ = ()


def hint_text(value: Value) -> str:
    """How a type is spelled inside a hint."""
    if type(value) is list:
        return f"[{', '.join(map(hint_text, value))}]"
    if isinstance(value, Hint):
        return value.text
    if value is None or value is ...:
        return "None" if value is None else "..."
    name = getattr(value, "name", None)
    return name if isinstance(name, str) else repr(value)


def either(left: Value, right: Value) -> Any:
    """`int | str`"""
    kinds: list[Value] = []
    for each in (left, right):
        known = each is None or isinstance(each, TypeValue | Hint)
        if not known and type(each).__name__ not in ("type", "ABCMeta", "EnumType"):
            return NotImplemented
        kinds += each.kinds if isinstance(each, Hint) and each.kinds else [each]
    return Hint(f"{hint_text(left)} | {hint_text(right)}", tuple(kinds))


@shown_as("module")
class Namespace:
    """A module: a fixed table of names. `absent` holds names that only the real one has."""

    __slots__ = ("absent", "name", "names")

    def __init__(
        self, name: str, names: dict[str, Value], absent: frozenset[str] = frozenset()
    ) -> None:
        self.name = name
        self.names = names
        self.absent = absent

    def __repr__(self) -> str:
        return f"<module '{self.name}'>"


class Iterator:
    """An iterator that the interpreter made; every item it gives costs the run a step."""

    __slots__ = ("items", "machine", "place")

    def __init__(self, machine: Machine, items: HostIterator[Value]) -> None:
        self.machine = machine
        self.items = items

    def __iter__(self) -> Iterator:
        return self

    def __next__(self) -> Value:
        self.machine.charge(1)
        return next(self.items)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object at {address(self)}>"


def iterator_kind(name: str) -> type[Iterator]:
    """A kind of iterator under its own name, such as `zip` or `list_iterator`."""
    return type(name, (Iterator,), {"__slots__": ()})


@shown_as("traceback")
class Traceback:
    """The third argument of `__exit__`: there is one, and nothing to be learned from it."""

    __slots__ = ("place",)

    def __repr__(self) -> str:
        return f"<traceback object at {address(self)}>"


def own(value: Value) -> bool:
    """Whether a value is of a kind that the language adds: a function, a module, an iterator …"""
    kind = type(value)
    inside = kind.__module__.startswith("viz_app.language.") and "facades" not in kind.__module__
    return inside and not hasattr(kind, "of_program")


class HostNumber:
    """A number of numpy's; with a tensor it counts as Python's number of the same value."""

    __slots__ = ()

    def plain(self) -> int | float:
        raise NotImplementedError


class Descriptor:
    """Something in a class of the program that says itself what it is for an instance."""

    __slots__ = ()

    def bound(self, instance: Value, cls: Value) -> Value:
        raise NotImplementedError


@shown_as("TextIOWrapper")
class Stream:
    """`sys.stdout` or `sys.stderr`: something to write to."""

    __slots__ = ("name", "place")

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<_io.TextIOWrapper name='<{self.name}>' mode='w' encoding='utf-8'>"


@shown_as("property")
class Property:
    """`@property` in a class of the program."""

    __slots__ = ("deleter", "getter", "place", "setter")

    def __init__(
        self, fget: Value = None, fset: Value = None, fdel: Value = None, doc: Value = None
    ) -> None:
        self.getter = fget
        self.setter = fset
        self.deleter = fdel

    def __repr__(self) -> str:
        return f"<property object at {address(self)}>"


@shown_as("staticmethod")
class StaticMethod:
    """`@staticmethod` in a class of the program."""

    __slots__ = ("function",)

    def __init__(self, function: Value) -> None:
        self.function = function

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        return self.function(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<staticmethod({self.function!r})>"


@shown_as("classmethod")
class ClassMethod:
    """`@classmethod` in a class of the program."""

    __slots__ = ("function",)

    def __init__(self, function: Value) -> None:
        self.function = function

    def __repr__(self) -> str:
        return f"<classmethod({self.function!r})>"
