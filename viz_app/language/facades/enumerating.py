"""`enum` and `abc`: classes whose names are their only instances, classes that cannot be made."""

from __future__ import annotations

import operator
from collections.abc import Callable
from collections.abc import Iterator as HostIterator
from typing import Any

from viz_app.language.classes import MISSING, Instance, UserClass
from viz_app.language.errors import made
from viz_app.language.facades.python import abstract_types
from viz_app.language.facades.registry import module
from viz_app.language.functions import Function
from viz_app.language.kinds import no_maker
from viz_app.language.machine import Machine
from viz_app.language.plain_bases import instance, plain_base, plain_type
from viz_app.language.values import (
    Builtin,
    ClassMethod,
    Descriptor,
    Property,
    StaticMethod,
    TypeValue,
    Value,
    address,
)

NO_MEMBER = (Function, Property, StaticMethod, ClassMethod, Descriptor, Builtin, UserClass)


class Auto:
    """`auto()`: the next number."""

    __slots__ = ("place",)

    def __repr__(self) -> str:
        return f"<enum.auto object at {address(self)}>"


class Member(Instance):
    """One of the values of an Enum."""

    def __repr__(self) -> str:
        own = defined(self.cls, "__repr__")
        if own is not MISSING:
            return str(own(self))
        name = "" if self.names["name"] is None else f".{self.names['name']}"
        return f"<{self.cls.name}{name}: {self.names['value']!r}>"

    def __str__(self) -> str:
        own = defined(self.cls, "__str__")
        if own is not MISSING:
            return str(own(self))
        inside = self.names["name"]
        return (
            f"{self.cls.name}({self.names['value']})"
            if inside is None
            else f"{self.cls.name}.{inside}"
        )

    def __hash__(self) -> int:
        return hash(self.names["name"])


def defined(cls: UserClass, name: str) -> Value:
    """What the class of a program says itself, not the plain type that it is below."""
    own = (kind.names for kind in cls.mro if kind.module != "builtins")
    return next((names[name] for names in own if name in names), MISSING)


class EnumClass(UserClass):
    """A class that derives from Enum: its names are its members, in their order.

    composites  the members of a Flag that are made of others, by their value
    plainly     its members are shown as the plain values that they are, as in an IntEnum
    """

    __slots__ = ("composites", "members", "plainly")
    members: dict[str, Instance]
    composites: dict[int, Instance]
    plainly: bool

    def derive(
        self, name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
    ) -> Value:
        if any(isinstance(base, EnumClass) and base.members for base in bases):
            base = next(base for base in bases if isinstance(base, EnumClass) and base.members)
            raise made("TypeError", f"<enum {name!r}> cannot extend <enum {base.name!r}>")
        return made_enum(name, qualname, bases, names)

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        if not self.members and len(args) >= 2:
            return self.listed(*args[:2])
        if len(args) != 1 or kwargs:
            raise made("TypeError", f"{self.name}() takes one value")
        for member in self.members.values():
            if member is args[0] or member.names["value"] == args[0]:
                return member
        if is_flag(self) and isinstance(args[0], int) and not args[0] & ~every_bit(self):
            return composite(self, int(args[0]))
        raise made("ValueError", f"{args[0]!r} is not a valid {self.qualname}")

    def listed(self, name: Value, members: Value) -> Value:
        """`Enum("Animal", "CAT DOG")`"""
        if isinstance(members, str):
            members = members.replace(",", " ").split()
        pairs = members.items() if isinstance(members, dict) else enumerate(members, 1)
        by_name = members if isinstance(members, dict) else {each: at for at, each in pairs}
        return made_enum(str(name), str(name), (self,), dict(by_name))

    def __getitem__(self, name: Value) -> Value:
        if name not in self.members:
            raise made("KeyError", name)
        return self.members[name]

    def __iter__(self) -> HostIterator[Value]:
        members: list[Value] = list({id(each): each for each in self.members.values()}.values())
        return iter(members)

    def __len__(self) -> int:
        return len({id(each) for each in self.members.values()})

    def __reversed__(self) -> HostIterator[Value]:
        members: list[Value] = list(self)
        return reversed(members)

    def __contains__(self, value: Value) -> bool:
        if not isinstance(value, Member):
            text = (
                "unsupported operand type(s) for 'in': "
                f"'{type(value).__name__}' and '{type(self).__name__}'"
            )
            raise made("TypeError", text)
        return value.cls is self

    def __repr__(self) -> str:
        kind = "flag" if is_flag(self) and self.module == "__main__" else "enum"
        return f"<{kind} {self.name!r}>"


EnumClass.__name__ = "EnumType"


def enum_class(
    name: str,
    qualname: str,
    bases: tuple[UserClass, ...],
    names: dict[str, Value],
    host: type[Instance] | None = None,
) -> EnumClass:
    """An Enum without members yet, whose members are shown as an Enum's are."""
    module = "__main__" if host is None and bases and bases[-1].module != "builtins" else "enum"
    cls = EnumClass(name, qualname, bases, names, module=module, host=host)
    cls.members, cls.composites = {}, {}
    cls.plainly = any(isinstance(base, EnumClass) and base.plainly for base in bases)
    plain = plain_type(cls.host)
    if plain is not None:
        shown: Any = cls.host
        shown.__repr__ = Member.__repr__
        if defined(cls, "__str__") is MISSING:
            plainly = str.__str__ if plain is str else plain.__repr__
            shown.__str__ = plainly if cls.plainly else Member.__str__
            shown.__format__ = plain.__format__ if cls.plainly else format_of_text
    return cls


def format_of_text(self: Member, spec: str) -> str:
    return format(str(self), spec)


def made_enum(
    name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
) -> EnumClass:
    cls = enum_class(name, qualname, bases, names)
    highest: Any = 0
    for key, value in list(names.items()):
        if key.startswith("_") or isinstance(value, NO_MEMBER):
            continue
        if isinstance(value, Auto):
            value = next_value(cls, key, highest)
        if isinstance(value, int):
            highest = max(highest, value)
        known = (each for each in cls.members.values() if each.names["value"] == value)
        member = next(known, None) or new_member(cls, key, value)
        cls.members[key] = names[key] = member
    return cls


def next_value(cls: EnumClass, name: str, highest: int) -> Value:
    """What `auto()` stands for: the next number, the next bit, or the name in small letters."""
    own = cls.find("_generate_next_value_")
    if own is not MISSING:
        function = own.function if isinstance(own, StaticMethod) else own
        values = [each.names["value"] for each in cls.members.values()]
        return function(name, 1, len(values), values)
    if plain_type(cls.host) is str and cls.plainly:
        return name.lower()
    return 1 << int(highest).bit_length() if is_flag(cls) else highest + 1


def new_member(cls: EnumClass, name: str | None, value: Value) -> Instance:
    plain = plain_type(cls.host)
    content = value if isinstance(value, tuple) else (value,)
    member: Instance = cls.new() if plain is None else instance(plain, cls, *content)
    member.names.update({"name": name, "_name_": name, "value": value, "_value_": value})
    init = cls.find("__init__")
    if init is not MISSING and plain is None:
        init(member, *content)
    return member


# Flags --------------------------------------------------------------------------------------------


def is_flag(cls: UserClass) -> bool:
    return any(kind.name == "Flag" and kind.module == "enum" for kind in cls.mro)


def every_bit(cls: EnumClass) -> int:
    bits = 0
    for member in cls.members.values():
        bits |= member.names["value"]
    return bits


def composite(cls: EnumClass, value: int) -> Instance:
    """The member of a Flag with these bits: a named one, or one made of several."""
    for member in cls.members.values():
        if member.names["value"] == value:
            return member
    if value not in cls.composites:
        parts = [each for each in cls if each.names["value"] & value]
        name = "|".join(each.names["name"] for each in parts) or None
        cls.composites[value] = new_member(cls, name, value)
    return cls.composites[value]


def combining(operate: Callable[[int, int], int]) -> Callable[..., Value]:
    def combine(self: Instance, other: Value) -> Value:
        both = isinstance(other, Member) and other.cls is self.cls
        if not both and not (isinstance(other, int) and isinstance(self, int)):
            return NotImplemented
        bits = other.names["value"] if isinstance(other, Member) else int(other)
        cls: Any = self.cls
        return composite(cls, operate(self.names["value"], bits) & every_bit(cls))

    return combine


def parts(self: Any) -> list[Instance]:
    return [each for each in self.cls if each.names["value"] & self.names["value"]]


def holds(self: Any, other: Value) -> bool:
    if not isinstance(other, Member) or other.cls is not self.cls:
        kind, own = type(other).__name__, self.cls.name
        text = f"unsupported operand type(s) for 'in': '{kind}' and '{own}'"
        raise made("TypeError", text)
    bits: int = other.names["value"]
    return bits & int(self.names["value"]) == bits


OF_FLAG: dict[str, Callable[..., Value]] = {
    **{name: combining(operator.or_) for name in ("__or__", "__ror__")},
    **{name: combining(operator.and_) for name in ("__and__", "__rand__")},
    **{name: combining(operator.xor) for name in ("__xor__", "__rxor__")},
    "__invert__": lambda self: composite(self.cls, every_bit(self.cls) & ~self.names["value"]),
    "__contains__": holds,
    "__bool__": lambda self: bool(self.names["value"]),
    "__iter__": lambda self: iter(parts(self)),
    "__len__": lambda self: len(parts(self)),
}


@module("enum")
def enum_(machine: Machine) -> dict[str, Value]:
    def of_flag() -> dict[str, Value]:
        return {name: Builtin(name, call) for name, call in OF_FLAG.items()}

    def plain(name: str) -> UserClass:
        base: UserClass = plain_base(machine, machine.builtins[name])
        return base

    root = enum_class("Enum", "Enum", (), {}, Member)
    flag = enum_class("Flag", "Flag", (root,), of_flag())
    whole = enum_class("IntEnum", "IntEnum", (plain("int"), root), {})
    text = enum_class("StrEnum", "StrEnum", (plain("str"), root), {})
    bits = enum_class("IntFlag", "IntFlag", (plain("int"), flag), of_flag())
    for each in (flag, whole, text, bits):
        each.module = "enum"
    for each in (whole, text, bits):
        each.plainly = True

    def unique(cls: Value, /) -> Value:
        for key, member in cls.members.items():
            if member.names["name"] != key:
                text = f"duplicate values found in {cls!r}: {key} -> {member.names['name']}"
                raise made("ValueError", text)
        return cls

    return {
        **{each.name: each for each in (root, flag, whole, text, bits)},
        "auto": TypeValue("auto", Auto, Auto, "enum"),
        "unique": Builtin("unique", unique),
    }


# abc ----------------------------------------------------------------------------------------------


class AbstractBase(UserClass):
    """A class that derives from ABC: with abstract methods left, it makes no instances."""

    __slots__ = ()

    def derive(
        self, name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
    ) -> Value:
        return AbstractBase(name, qualname, bases, names)

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        left = abstract_names(self)
        if left:
            plural = "s" if len(left) > 1 else ""
            text = f"with abstract method{plural} {', '.join(left)}"
            raise made("TypeError", f"Can't instantiate abstract class {self.name} {text}")
        return super().__call__(*args, **kwargs)


AbstractBase.__name__ = "ABCMeta"


def abstract_names(cls: UserClass) -> list[str]:
    names = {name for kind in cls.mro for name in kind.names}
    return sorted(name for name in names if is_abstract(cls.find(name)))


def is_abstract(value: Value) -> bool:
    if isinstance(value, Property):
        value = value.getter
    elif isinstance(value, StaticMethod | ClassMethod):
        value = value.function
    return type(value) is Function and bool((value.names or {}).get("__isabstractmethod__"))


def abstract_method(function: Value, /) -> Value:
    if type(function) is Function:
        function.names = {**(function.names or {}), "__isabstractmethod__": True}
    return function


@module("abc")
def abc_(machine: Machine) -> dict[str, Value]:
    return {
        "ABC": AbstractBase("ABC", "ABC", (), {}, module="abc", host=Instance),
        "ABCMeta": TypeValue("ABCMeta", AbstractBase, no_maker("ABCMeta"), "abc"),
        "abstractmethod": Builtin("abstractmethod", abstract_method),
        "abstractproperty": Builtin("abstractproperty", lambda f, /: Property(abstract_method(f))),
    }


@module("collections.abc")
def collections_abc(machine: Machine) -> dict[str, Value]:
    """For annotations, and for `isinstance(x, Iterable)`."""
    return abstract_types("collections.abc")


VALUE_TYPES = (Auto,)
