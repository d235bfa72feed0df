"""`enum` and `abc`: classes whose names are their only instances, classes that cannot be made."""

from __future__ import annotations

from collections.abc import Iterator as HostIterator

from viz_app.language.classes import MISSING, Instance, UserClass
from viz_app.language.errors import made
from viz_app.language.facades.python import abstract_types
from viz_app.language.facades.registry import module
from viz_app.language.functions import Function
from viz_app.language.kinds import no_maker
from viz_app.language.machine import Machine
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

    __slots__ = ()

    def __repr__(self) -> str:
        own = self.cls.find("__repr__")
        if own is not MISSING:
            return str(own(self))
        return f"<{self.cls.name}.{self.names['name']}: {self.names['value']!r}>"

    def __str__(self) -> str:
        own = self.cls.find("__str__")
        return str(own(self)) if own is not MISSING else f"{self.cls.name}.{self.names['name']}"

    def __hash__(self) -> int:
        return hash(self.names["name"])


class EnumClass(UserClass):
    """A class that derives from Enum: its names are its members, in their order."""

    __slots__ = ("members",)
    members: dict[str, Instance]

    def derive(
        self, name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
    ) -> Value:
        if any(isinstance(base, EnumClass) and base.members for base in bases):
            base = next(base for base in bases if isinstance(base, EnumClass) and base.members)
            raise made("TypeError", f"<enum {name!r}> cannot extend <enum {base.name!r}>")
        return made_enum(name, qualname, bases, names)

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        if len(args) != 1 or kwargs:
            raise made("TypeError", f"{self.name}() takes one value")
        for member in self.members.values():
            if member is args[0] or member.names["value"] == args[0]:
                return member
        raise made("ValueError", f"{args[0]!r} is not a valid {self.qualname}")

    def __getitem__(self, name: Value) -> Value:
        if name not in self.members:
            raise made("KeyError", name)
        return self.members[name]

    def __iter__(self) -> HostIterator[Value]:
        return iter(dict.fromkeys(self.members.values()))

    def __len__(self) -> int:
        return len(dict.fromkeys(self.members.values()))

    def __contains__(self, value: Value) -> bool:
        if not isinstance(value, Member):
            text = (
                "unsupported operand type(s) for 'in': "
                f"'{type(value).__name__}' and '{type(self).__name__}'"
            )
            raise made("TypeError", text)
        return any(value is member for member in self.members.values())

    def __repr__(self) -> str:
        return f"<enum {self.name!r}>"


EnumClass.__name__ = "EnumType"


def made_enum(
    name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
) -> EnumClass:
    cls = EnumClass(name, qualname, bases, names)
    cls.members = {}
    highest = 0
    for key, value in list(names.items()):
        if key.startswith("_") or isinstance(value, NO_MEMBER):
            continue
        if isinstance(value, Auto):
            value = highest + 1
        if type(value) is int:
            highest = max(highest, value)
        known = (each for each in cls.members.values() if each.names["value"] == value)
        member = next(known, None) or new_member(cls, key, value)
        cls.members[key] = names[key] = member
    return cls


def new_member(cls: EnumClass, name: str, value: Value) -> Instance:
    member = cls.new()
    member.names.update({"name": name, "_name_": name, "value": value, "_value_": value})
    init = cls.find("__init__")
    if init is not MISSING:
        init(member, *(value if type(value) is tuple else (value,)))
    return member


@module("enum")
def enum_(machine: Machine) -> dict[str, Value]:
    root = EnumClass("Enum", "Enum", (), {}, module="enum", host=Member)
    root.members = {}

    def unique(cls: Value, /) -> Value:
        for key, member in cls.members.items():
            if member.names["name"] != key:
                text = f"duplicate values found in {cls!r}: {key} -> {member.names['name']}"
                raise made("ValueError", text)
        return cls

    return {
        "Enum": root,
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
