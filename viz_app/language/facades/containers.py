"""`collections`: Python's own containers, each with a table of its methods, and named tuples."""

from __future__ import annotations

import collections
from collections.abc import Callable
from keyword import iskeyword
from operator import itemgetter
from typing import Any

from autograd_core.nn.modules.state import StateDict
from viz_app.language.attributes import Field, Member, Method
from viz_app.language.builtins import PlainIterator
from viz_app.language.classes import Instance, UserClass
from viz_app.language.errors import made
from viz_app.language.facades.registry import module
from viz_app.language.functions import Function
from viz_app.language.machine import Machine
from viz_app.language.methods import direct_methods
from viz_app.language.texts import WRITERS, Output
from viz_app.language.values import Builtin, Property, TypeValue, Value

DEQUE = """
    append appendleft clear copy count index insert pop popleft remove reverse rotate
"""


@module("collections")
def collections_(machine: Machine) -> dict[str, Value]:
    make_tables(machine)
    charged = machine.charge_items

    def filled(kind: Callable[..., Value], first: int = 0) -> Callable[..., Value]:
        def fill(*args: Value, **kwargs: Value) -> Value:
            for each in args[first : first + 1]:
                charged(each)
            return kind(*args, **kwargs)

        return fill

    makers: dict[str, tuple[type, Callable[..., Value]]] = {
        "defaultdict": (collections.defaultdict, filled(collections.defaultdict, 1)),
        "OrderedDict": (collections.OrderedDict, filled(collections.OrderedDict)),
        "Counter": (collections.Counter, filled(collections.Counter)),
        "deque": (collections.deque, filled(collections.deque)),
    }
    names: dict[str, Value] = {
        name: TypeValue(name, host, make, "collections", quick=False)
        for name, (host, make) in makers.items()
    }
    machine.types.update({value.host: value for value in names.values()})
    names["namedtuple"] = Builtin("namedtuple", named_tuples(machine))
    return names


def make_tables(machine: Machine) -> None:
    """The methods of the containers, by exact type."""
    tables, charged = machine.tables, machine.charge_items
    mapping = tables[dict]

    def own(kind: type, names: str) -> dict[str, Member]:
        return {name: Method(name, getattr(kind, name)) for name in names.split()}

    def walking(kind: type, name: str) -> Member:
        host: Callable[..., Value] = getattr(kind, name)

        def call(self: Value, *args: Value, **kwargs: Value) -> Value:
            for each in args:
                charged(each)
            return host(self, *args, **kwargs)

        return Method(name, call)

    def elements(self: Any) -> Value:
        return PlainIterator(machine, self.elements())

    tables[collections.defaultdict] = {
        **mapping,
        **direct_methods(machine, collections.defaultdict),
        **own(collections.defaultdict, "copy"),
        "default_factory": Field(lambda self: self.default_factory),
    }
    tables[StateDict] = tables[collections.OrderedDict] = {
        **mapping,
        **direct_methods(machine, collections.OrderedDict),
        **own(collections.OrderedDict, "copy move_to_end popitem pop keys values items clear"),
        "update": walking(collections.OrderedDict, "update"),
    }
    tables[collections.Counter] = {
        **mapping,
        **direct_methods(machine, collections.Counter),
        **own(collections.Counter, "copy most_common total"),
        "update": walking(collections.Counter, "update"),
        "subtract": walking(collections.Counter, "subtract"),
        "elements": Method("elements", elements),
    }
    tables[collections.deque] = {
        **direct_methods(machine, collections.deque),
        **own(collections.deque, DEQUE),
        "extend": walking(collections.deque, "extend"),
        "extendleft": walking(collections.deque, "extendleft"),
        "maxlen": Field(lambda self: self.maxlen),
    }


# How they are printed -----------------------------------------------------------------------------


def shown_name(value: Any, usual: str) -> str:
    """The name of a class of the program below the container, or the container's own."""
    return type(value).__name__ if isinstance(value, Instance) else usual


def write_default(output: Output, value: Any) -> None:
    output.text(f"{shown_name(value, 'defaultdict')}({value.default_factory!r}, ")
    output.value(dict(value))
    output.text(")")


def write_ordered(output: Output, value: Any) -> None:
    output.text(f"{shown_name(value, 'OrderedDict')}(")
    if value:
        output.value(list(value.items()))
    output.text(")")


def write_counter(output: Output, value: Any) -> None:
    output.text(f"{shown_name(value, 'Counter')}(")
    if value:
        try:
            shown = dict(value.most_common())
        except TypeError:
            shown = dict(value)
        output.value(shown)
    output.text(")")


def write_deque(output: Output, value: Any) -> None:
    output.text(f"{shown_name(value, 'deque')}(")
    output.value(list(value))
    output.text(")" if value.maxlen is None else f", maxlen={value.maxlen})")


# Named tuples -------------------------------------------------------------------------------------


class Record(tuple[Value, ...]):
    """An instance of a class that `namedtuple` made; each such class has a host type of its own."""

    __slots__ = ()
    fields: tuple[str, ...] = ()


def write_record(output: Output, value: Any) -> None:
    def field(place: int) -> None:
        output.text(f"{value.fields[place]}=")
        output.value(value[place])

    output.text(f"{type(value).__name__}(")
    output.separated(range(len(value)), field)
    output.text(")")


WRITERS.update(
    {
        collections.defaultdict: write_default,
        collections.OrderedDict: write_ordered,
        collections.Counter: write_counter,
        collections.deque: write_deque,
        Record: write_record,
    }
)


def named_tuples(machine: Machine) -> Callable[..., Value]:
    """`namedtuple`"""

    def named_tuple(
        typename: str,
        field_names: Value,
        *,
        rename: bool = False,
        defaults: Value = None,
        module: Value = None,
    ) -> Value:
        if isinstance(field_names, str):
            field_names = field_names.replace(",", " ").split()
        fields = [str(name) for name in machine.charge_items(field_names)]
        if rename:
            fields = [
                name if is_field(name, fields[:place]) else f"_{place}"
                for place, name in enumerate(fields)
            ]
        check_fields([typename, *fields], fields)
        given = tuple(defaults or ())
        if len(given) > len(fields):
            raise made("TypeError", "Got more default values than field names")
        return record_class(machine, typename, tuple(fields), given, "__main__")

    return named_tuple


def is_field(name: str, before: list[str]) -> bool:
    plain = name.isidentifier() and not iskeyword(name) and not name.startswith("_")
    return plain and name not in before


def check_fields(names: list[str], fields: list[str]) -> None:
    for name in names:
        if not name.isidentifier():
            text = f"Type names and field names must be valid identifiers: {name!r}"
            raise made("ValueError", text)
        if iskeyword(name):
            raise made("ValueError", f"Type names and field names cannot be a keyword: {name!r}")
    for place, name in enumerate(fields):
        if name.startswith("_"):
            raise made("ValueError", f"Field names cannot start with an underscore: {name!r}")
        if name in fields[:place]:
            raise made("ValueError", f"Encountered duplicate field name: {name!r}")


def record_class(
    machine: Machine, name: str, fields: tuple[str, ...], defaults: tuple[Value, ...], path: str
) -> TypeValue:
    """A class of named tuples with its host type and its table."""
    host = type(name, (Record,), {"__slots__": (), "fields": fields})
    by_name = dict(zip(fields[len(fields) - len(defaults) :], defaults, strict=True))

    def make(*args: Value, **kwargs: Value) -> Value:
        bound = dict(zip(fields, args, strict=False))
        if len(args) > len(fields):
            given, takes = len(args) + 1, len(fields) + 1
            least = takes - len(defaults)
            allowed = f"from {least} to {takes}" if defaults else str(takes)
            text = f"takes {allowed} positional arguments but {given} were given"
            raise made("TypeError", f"{name}.__new__() {text}")
        for word, value in kwargs.items():
            if word not in fields:
                text = f"got an unexpected keyword argument '{word}'"
                raise made("TypeError", f"{name}.__new__() {text}")
            if word in bound:
                text = f"got multiple values for argument '{word}'"
                raise made("TypeError", f"{name}.__new__() {text}")
            bound[word] = value
        bound = {**by_name, **bound}
        missing = [f"'{field}'" for field in fields if field not in bound]
        if missing:
            listed = missing[0] if len(missing) == 1 else " and ".join(missing)
            if len(missing) > 2:
                listed = f"{', '.join(missing[:-1])}, and {missing[-1]}"
            plural = "s" if len(missing) > 1 else ""
            text = f"missing {len(missing)} required positional argument{plural}: {listed}"
            raise made("TypeError", f"{name}.__new__() {text}")
        return host(bound[field] for field in fields)

    def from_items(items: Value) -> Value:
        return make(*machine.charge_items(items))

    def replaced(self: Any, /, **kwargs: Value) -> Value:
        unknown = [word for word in kwargs if word not in fields]
        if unknown:
            raise made("ValueError", f"Got unexpected field names: {unknown!r}")
        return make(**{**dict(zip(fields, self, strict=True)), **kwargs})

    machine.tables[host] = {
        **machine.tables[tuple],
        **{field: Field(itemgetter(place), fixed) for place, field in enumerate(fields)},
        "_fields": Field(lambda self: fields),
        "_replace": Method("_replace", replaced),
        "_asdict": Method("_asdict", lambda self: dict(zip(fields, self, strict=True))),
    }
    statics = {
        "_fields": fields,
        "_field_defaults": by_name,
        "_make": Builtin("_make", from_items),
    }
    value = TypeValue(name, host, make, path, quick=False, statics=statics)
    machine.types[host] = value
    return value


def fixed(self: Value, value: Value) -> None:
    raise made("AttributeError", "can't set attribute")


class RecordBase(UserClass):
    """`typing.NamedTuple`: what derives from it is a class of named tuples."""

    __slots__ = ("machine",)

    def __init__(self, machine: Machine) -> None:
        super().__init__("NamedTuple", "NamedTuple", (), {}, module="typing")
        self.fixed = True
        self.machine = machine

    def derive(
        self, name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
    ) -> Value:
        fields = tuple(names.get("__annotations__", ()))
        check_fields(list(fields), list(fields))
        late = [field for field in fields if field in names]
        if late and fields[len(fields) - len(late) :] != tuple(late):
            first = next(f for f in fields[fields.index(late[0]) :] if f not in names)
            text = f"Non-default namedtuple field {first} cannot follow default field {late[0]}"
            raise made("TypeError", text)
        defaults = tuple(names[field] for field in late)
        value = record_class(self.machine, name, fields, defaults, "__main__")
        table = self.machine.tables[value.host]
        for key, each in names.items():
            if type(each) is Function:
                table[key] = Method(key, each)
            elif type(each) is Property:
                table[key] = Field(each.getter)
        return value


VALUE_TYPES = (
    *(collections.defaultdict, collections.OrderedDict, collections.Counter, collections.deque),
    Record,
)
