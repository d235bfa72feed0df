"""`dataclasses`: a class with annotated names in, the same class with its methods made out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from viz_app.language.attributes import TABLES, Field
from viz_app.language.classes import BRIDGES, MISSING, Instance, UserClass
from viz_app.language.errors import made
from viz_app.language.facades.registry import module
from viz_app.language.functions import Function, Signature
from viz_app.language.machine import Machine
from viz_app.language.texts import repr_of
from viz_app.language.values import Builtin, Frame, Hint, TypeValue, Value, hint_text, shown_as


@shown_as("Field")
class DataField:
    """`field(…)`: what is special about one name of a dataclass."""

    __slots__ = (
        "compare",
        "default",
        "factory",
        "hash",
        "init",
        "kw_only",
        "name",
        "passed",
        "place",
        "repr",
        "type",
    )

    def __init__(
        self,
        *,
        default: Value = MISSING,
        default_factory: Value = MISSING,
        init: bool = True,
        repr: bool = True,
        hash: Value = None,
        compare: bool = True,
        metadata: Value = None,
        kw_only: bool = False,
    ) -> None:
        if default is not MISSING and default_factory is not MISSING:
            raise ValueError("cannot specify both default and default_factory")
        self.default = default
        self.factory = default_factory
        self.init = bool(init)
        self.repr = bool(repr)
        self.compare = bool(compare)
        self.kw_only = bool(kw_only)
        self.hash = self.compare if hash is None else bool(hash)
        self.passed = False  # to `__post_init__` instead of being kept: an InitVar
        self.name = self.type = ""

    def __repr__(self) -> str:
        return f"Field(name={self.name!r},type={self.type!r})"


def shown_default(value: Value) -> Value:
    return ABSENT_DEFAULT if value is MISSING else value


ABSENT_DEFAULT = Hint("<dataclasses._MISSING_TYPE object>")
"""`dataclasses.MISSING`"""
TABLES[DataField] = {
    **{name: Field(attrgetter(name)) for name in ("name", "type", "init", "repr", "compare")},
    "default": Field(lambda self: shown_default(self.default)),
    "default_factory": Field(lambda self: shown_default(self.factory)),
}


@dataclass(frozen=True)
class Options:
    """The arguments of `@dataclass`."""

    init: bool = True
    repr: bool = True
    eq: bool = True
    order: bool = False
    unsafe_hash: bool = False
    frozen: bool = False
    match_args: bool = True
    kw_only: bool = False
    slots: bool = False
    weakref_slot: bool = False


@module("dataclasses")
def dataclasses_(machine: Machine) -> dict[str, Value]:
    frozen = UserClass(
        "FrozenInstanceError",
        "FrozenInstanceError",
        (machine.builtins["AttributeError"],),
        {},
        module="dataclasses",
    )

    def decorate(cls: Value = None, /, **options: Value) -> Value:
        chosen = Options(**options)
        if cls is None:
            return Builtin("wrap", lambda cls, /: make(machine, cls, chosen, frozen))
        return make(machine, cls, chosen, frozen)

    def as_dict(obj: Value, *, dict_factory: Value = dict) -> Value:
        return unpacked(machine, obj, lambda pairs: dict_factory(list(pairs)))

    def as_tuple(obj: Value) -> Value:
        return unpacked(machine, obj, lambda pairs: tuple([value for _, value in pairs]))

    def replace(obj: Value, /, **changes: Value) -> Value:
        for each in fields_of(obj):
            if each.init:
                changes.setdefault(each.name, obj.names[each.name])
        return obj.cls(**changes)

    def make_class(
        cls_name: str,
        fields: Value,
        *,
        bases: Value = (),
        namespace: Value = None,
        **options: Value,
    ) -> Value:
        names: dict[str, Value] = dict(namespace or {})
        annotations = names["__annotations__"] = {}
        for given in machine.charge_items(fields):
            name, kind, *default = (given, "Any") if isinstance(given, str) else given
            annotations[name] = hint_text(kind)
            if default:
                names[name] = default[0]
        cls = UserClass(cls_name, cls_name, tuple(bases), names, module="types")
        return make(machine, cls, Options(**options), frozen)

    return {
        "dataclass": Builtin("dataclass", decorate),
        "field": Builtin("field", DataField),
        "KW_ONLY": Hint("dataclasses.KW_ONLY"),
        "InitVar": Hint("dataclasses.InitVar"),
        "MISSING": ABSENT_DEFAULT,
        "make_dataclass": Builtin("make_dataclass", make_class),
        "Field": TypeValue("Field", DataField, DataField, "dataclasses"),
        "fields": Builtin("fields", lambda value, /: tuple(fields_of(value))),
        "asdict": Builtin("asdict", as_dict),
        "astuple": Builtin("astuple", as_tuple),
        "replace": Builtin("replace", replace),
        "is_dataclass": Builtin("is_dataclass", is_dataclass),
        "FrozenInstanceError": frozen,
    }


FIELDS = "__dataclass_fields__"


def is_dataclass(value: Value, /) -> bool:
    cls = value.cls if isinstance(value, Instance) else value
    return isinstance(cls, UserClass) and cls.find(FIELDS) is not MISSING


def fields_of(value: Value) -> list[DataField]:
    if not is_dataclass(value):
        raise made("TypeError", "must be called with a dataclass type or instance")
    cls = value.cls if isinstance(value, Instance) else value
    return list(cls.find(FIELDS).values())


def unpacked(machine: Machine, value: Value, build: Callable[[Any], Value]) -> Value:
    """A dataclass and everything inside it as plain containers."""
    machine.charge(1)
    if isinstance(value, Instance) and is_dataclass(value):
        names = [each.name for each in fields_of(value)]
        return build((name, unpacked(machine, value.names[name], build)) for name in names)
    if type(value) in (list, tuple):
        return type(value)([unpacked(machine, each, build) for each in value])
    if type(value) is dict:
        return {key: unpacked(machine, each, build) for key, each in value.items()}
    return value


# Making the class ---------------------------------------------------------------------------------


def make(machine: Machine, cls: Value, options: Options, frozen: UserClass) -> Value:
    if not isinstance(cls, UserClass) or cls.fixed:
        raise made("TypeError", "dataclass() decorates a class of this program")
    fields: dict[str, DataField] = {}
    for above in reversed(cls.mro[1:]):
        fields |= above.names.get(FIELDS, {})
    by_word = options.kw_only
    for name, text in cls.names.get("__annotations__", {}).items():
        if text in ("KW_ONLY", "dataclasses.KW_ONLY"):
            by_word = True
        elif not text.startswith(("ClassVar", "typing.ClassVar")):
            fields[name] = field_of(cls, name, text, by_word)
    if options.match_args:
        names = tuple(each.name for each in fields.values() if each.init and not each.kw_only)
        cls.names.setdefault("__match_args__", names)
    given = list(fields.values())
    listed = [each for each in given if not each.passed]
    cls.names[FIELDS] = {each.name: each for each in listed}
    own: dict[str, Callable[..., Value]] = {}
    if options.init and "__init__" not in cls.names:
        cls.names["__init__"] = init_of(machine, cls, given)
    if options.repr and "__repr__" not in cls.names:
        own["__repr__"] = lambda self: repr_text(machine, self, listed)
    if options.eq and "__eq__" not in cls.names:
        own["__eq__"] = lambda self, other: same(self, other, listed)
        if options.frozen or options.unsafe_hash:
            own.setdefault("__hash__", lambda self: hash(hashed(self, listed)))
        elif "__hash__" not in cls.names:
            cls.names["__hash__"] = None
            cls.host.__hash__ = None  # type: ignore[assignment]
    if options.order:
        own |= {name: orderer(compare, listed) for name, compare in ORDER.items()}
    if options.frozen:
        own |= {
            "__setattr__": refuser(frozen, "assign to"),
            "__delattr__": refuser(frozen, "delete"),
        }
    for name, call in own.items():
        cls.names[name] = Builtin(name, call)
        if name in BRIDGES:
            setattr(cls.host, name, BRIDGES[name])
    return cls


def field_of(cls: UserClass, name: str, text: str, by_word: bool) -> DataField:
    given = cls.names.get(name, MISSING)
    found = given if type(given) is DataField else DataField(default=given)
    if type(found.default) in (list, dict, set):
        kind = type(found.default).__name__
        text = (
            f"mutable default <class '{kind}'> for field {name} is not allowed: use default_factory"
        )
        raise made("ValueError", text)
    if type(given) is DataField:
        if found.default is MISSING:
            del cls.names[name]
        else:
            cls.names[name] = found.default
    found.name, found.type = name, text
    found.kw_only = found.kw_only or by_word
    found.passed = text.startswith(("InitVar", "dataclasses.InitVar"))
    return found


LATER = object()
"""The default of a parameter whose value a factory makes when the object is made."""


def init_of(machine: Machine, cls: UserClass, fields: list[DataField]) -> Function:
    """`__init__`, as a function of the program, so that its errors read as Python's do."""
    taken = [each for each in fields if each.init and not each.kw_only]
    words = [each for each in fields if each.init and each.kw_only]
    defaults: list[Value] = []
    for each in taken:
        if has_default(each):
            defaults.append(default_of(each))
        elif defaults:
            text = f"non-default argument '{each.name}' follows default argument"
            raise made("TypeError", text)
    names = ("self", *(each.name for each in taken))
    signature = Signature(names, words=tuple(each.name for each in words), simple=not words)

    def body(frame: Frame) -> Any:
        this = frame["self"]
        passed = [frame[each.name] for each in fields if each.passed]
        for each in fields:
            if each.passed:
                continue
            value = frame.get(each.name, LATER)
            if value is LATER:
                if each.factory is MISSING and each.default is MISSING:
                    continue
                value = each.default if each.factory is MISSING else each.factory()
            this.names[each.name] = value
        after = cls.find("__post_init__")
        if after is not MISSING:
            this.cls.find("__post_init__")(this, *passed)
        return None

    init = Function(machine, "__init__", f"{cls.qualname}.__init__", signature, body, {})
    init.defaults = tuple(defaults)
    init.word_defaults = {each.name: default_of(each) for each in words if has_default(each)}
    return init


def has_default(each: DataField) -> bool:
    return each.default is not MISSING or each.factory is not MISSING


def default_of(each: DataField) -> Value:
    return LATER if each.default is MISSING else each.default


def repr_text(machine: Machine, value: Instance, fields: list[DataField]) -> str:
    shown = (
        f"{each.name}={repr_of(machine, value.names.get(each.name))}"
        for each in fields
        if each.repr
    )
    return f"{value.cls.qualname}({', '.join(shown)})"


def compared(value: Instance, fields: list[DataField]) -> tuple[Value, ...]:
    return tuple([value.names[each.name] for each in fields if each.compare])


def hashed(value: Instance, fields: list[DataField]) -> tuple[Value, ...]:
    return tuple([value.names[each.name] for each in fields if each.hash])


def same(value: Instance, other: Value, fields: list[DataField]) -> Value:
    if not isinstance(other, Instance) or other.cls is not value.cls:
        return NotImplemented
    return compared(value, fields) == compared(other, fields)


ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "__lt__": lambda a, b: a < b,
    "__le__": lambda a, b: a <= b,
    "__gt__": lambda a, b: a > b,
    "__ge__": lambda a, b: a >= b,
}


def orderer(compare: Callable[[Any, Any], bool], fields: list[DataField]) -> Callable[..., Value]:
    def ordered(self: Instance, other: Value) -> Value:
        if not isinstance(other, Instance) or other.cls is not self.cls:
            return NotImplemented
        return compare(compared(self, fields), compared(other, fields))

    return ordered


def refuser(frozen: UserClass, doing: str) -> Callable[..., Value]:
    from viz_app.language.errors import Raised

    def refuse(self: Value, name: str, *value: Value) -> None:
        raise Raised(frozen(f"cannot {doing} field '{name}'"))

    return refuse
