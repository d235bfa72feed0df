"""The built-in types that a program can name; what `type`, `isinstance`, `issubclass` answer."""

from __future__ import annotations

from collections.abc import Callable

from viz_app.language.attributes import OBJECT_METHODS
from viz_app.language.classes import Instance, Super, UserClass
from viz_app.language.errors import LimitReached, made
from viz_app.language.machine import Machine
from viz_app.language.plain_bases import FILLED, WHOLE, makers_of
from viz_app.language.texts import text_of
from viz_app.language.values import (
    Builtin,
    ClassMethod,
    Hint,
    Property,
    StaticMethod,
    TypeValue,
    Value,
    shown_as,
)

SLOW = "bool int float complex str list tuple set frozenset dict"  # making one may ask a tensor


def builtin_types(machine: Machine) -> dict[str, Value]:
    """The types that a program can name; calling one makes a value of it."""
    charged = machine.charge_items

    def filled(kind: Callable[..., Value]) -> Callable[..., Value]:
        def fill(*args: Value, **kwargs: Value) -> Value:
            for each in args:
                charged(each)
            return kind(*args, **kwargs)

        return fill

    def text(*args: Value) -> str:
        return text_of(machine, args[0]) if len(args) == 1 else str(*args)

    def whole(*args: Value, **base: Value) -> int:
        if args and type(args[0]) is str and len(args[0]) > machine.limits.bits:
            raise LimitReached("bits", limit=machine.limits.bits)
        return int(*args, **base)

    def octets(*args: Value, **options: Value) -> bytes:
        if args and isinstance(args[0], int) and args[0] > machine.limits.text:
            limit = f"{machine.limits.text:,}"
            raise LimitReached("text", count=f"{args[0]:,}", limit=limit)
        for each in args:
            charged(each)
        return bytes(*args, **options)

    makers: dict[str, tuple[type, Callable[..., Value]]] = {
        **{kind.__name__: (kind, kind) for kind in (bool, float, complex, range, slice)},
        "int": (int, whole),
        "str": (str, text),
        "bytes": (bytes, octets),
        **{kind.__name__: (kind, filled(kind)) for kind in (list, tuple, dict, set, frozenset)},
        "property": (Property, Property),
        "staticmethod": (StaticMethod, StaticMethod),
        "classmethod": (ClassMethod, ClassMethod),
        "super": (Super, super_of),
        "object": (object, plain_object),
    }
    made_types: dict[str, Value] = {
        name: TypeValue(name, kind, make) for name, (kind, make) in makers.items()
    }
    for name in SLOW.split():
        made_types[name].quick = False
    for each in made_types.values():
        if each.host is not bool and issubclass(each.host, (*FILLED, *WHOLE)):
            each.statics.update(makers_of(each))
    made_types["dict"].statics["fromkeys"] = Builtin(
        "fromkeys", lambda keys, value=None, /: dict.fromkeys(charged(keys), value)
    )
    made_types["bytes"].statics["fromhex"] = Builtin("fromhex", bytes.fromhex)
    made_types["int"].statics["from_bytes"] = Builtin("from_bytes", whole_of_bytes(machine))
    made_types["object"].statics.update(OBJECT_METHODS)
    made_types["str"].statics["maketrans"] = Builtin("maketrans", str.maketrans)
    made_types["float"].statics["fromhex"] = Builtin("fromhex", float.fromhex)
    by_host = machine.types
    by_host.update({value.host: value for value in made_types.values()})
    made_types["type"] = TypeValue("type", TypeValue, type_of(by_host))
    by_host[TypeValue] = by_host[UserClass] = made_types["type"]
    return made_types


@shown_as("object")
class PlainObject(Instance):
    """What `object()` makes."""

    __slots__ = ()


OBJECT = UserClass("object", "object", (), {}, module="builtins", host=PlainObject)


def whole_of_bytes(machine: Machine) -> Callable[..., int]:
    def from_bytes(data: Value, byteorder: str = "big", *, signed: bool = False) -> int:
        if isinstance(data, bytes) and len(data) * 8 > machine.limits.bits:
            raise LimitReached("bits", limit=machine.limits.bits)
        return int.from_bytes(machine.charge_items(data), byteorder, signed=signed)  # type: ignore[arg-type]

    return from_bytes


def super_of(cls: Value, owner: Value = None) -> Value:
    """`super(cls, owner)`"""
    if not isinstance(cls, UserClass):
        if not isinstance(cls, TypeValue):
            shown = type(cls).__name__
            raise TypeError(f"super() argument 1 must be a type, not {shown}")
        raise TypeError("super(type, obj): obj must be an instance or subtype of type")
    return Super(cls, owner)


def plain_object(*args: Value) -> Value:
    """`object()`: good for nothing but being itself."""
    if args:
        raise TypeError("object() takes no arguments")
    return OBJECT()


def type_of(by_host: dict[type, Value]) -> Callable[..., Value]:
    """`type(value)`: the type as a value of the program."""

    def ask(*args: Value) -> Value:
        if len(args) != 1:
            raise made("TypeError", "type() takes 1 argument here")
        value = args[0]
        if isinstance(value, Instance):
            return value.cls
        kind = type(value)
        if kind not in by_host:
            by_host[kind] = TypeValue(kind.__name__, kind, no_maker(kind.__name__))
        return by_host[kind]

    return ask


def no_maker(name: str) -> Callable[..., Value]:
    def refuse(*args: Value, **kwargs: Value) -> Value:
        raise TypeError(f"cannot create '{name}' instances")

    return refuse


def is_instance(value: Value, kind: Value) -> bool:
    """`isinstance(value, kind)`"""
    if type(kind) is tuple:
        return any(is_instance(value, each) for each in kind)
    if kind is None:
        return value is None
    if isinstance(kind, Hint) and kind.kinds:
        return is_instance(value, kind.kinds)
    if isinstance(kind, Hint) and kind.accepts is not None:
        return kind.accepts(value)
    if isinstance(kind, UserClass):
        return kind.holds(value)
    if isinstance(kind, TypeValue):
        if kind.host is TypeValue:
            return isinstance(value, TypeValue | UserClass)
        return isinstance(value, kind.host)
    text = "isinstance() arg 2 must be a type, a tuple of types, or a union"
    raise made("TypeError", text)


def is_subclass(kind: Value, wanted: Value, /) -> bool:
    """`issubclass(kind, wanted)`"""
    if type(wanted) is tuple:
        return any(is_subclass(kind, each) for each in wanted)
    if isinstance(kind, UserClass):
        if isinstance(wanted, TypeValue):
            return wanted.host is object or issubclass(kind.host, wanted.host)
        return isinstance(wanted, UserClass) and wanted in kind.mro
    if isinstance(kind, TypeValue) and isinstance(wanted, TypeValue):
        return issubclass(kind.host, wanted.host)
    if not isinstance(kind, UserClass | TypeValue):
        raise made("TypeError", "issubclass() arg 1 must be a class")
    text = "issubclass() arg 2 must be a class, a tuple of classes, or a union"
    raise made("TypeError", text)
