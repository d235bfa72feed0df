"""`functools.singledispatch` and `partialmethod`; what annotations tell about a function."""

from __future__ import annotations

from typing import Any

from viz_app.language.attributes import TABLES, Field, Method
from viz_app.language.classes import BoundMethod, UserClass
from viz_app.language.errors import LimitReached, made
from viz_app.language.facades.calling import Partial
from viz_app.language.facades.registry import addition
from viz_app.language.functions import Function
from viz_app.language.kinds import is_instance, is_subclass
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, Descriptor, Hint, TypeValue, Value, shown_as


@shown_as("function")
class Dispatched(Descriptor):
    """A function with a version for each of several types of its first argument."""

    __slots__ = ("function", "place", "versions")

    def __init__(self, function: Value) -> None:
        self.function = function
        self.versions: list[tuple[Value, Value]] = []

    @property
    def name(self) -> str:
        return str(getattr(self.function, "name", "function"))

    def register(self, kind: Value, function: Value = None) -> Value:
        if type(kind) is Function:
            hints = list(annotations_of(kind).values())
            if not hints:
                text = (
                    f"Invalid first argument to `register()`: {kind!r}. Use either "
                    "`@register(some_class)` or plain `@register` on an annotated function."
                )
                raise made("TypeError", text)
            return self.register(hints[0], kind)
        if function is None:
            return Builtin("register", lambda function, /: self.register(kind, function))
        kinds = kind.kinds if isinstance(kind, Hint) and kind.kinds else (kind,)
        self.versions += [(each, function) for each in kinds]
        return function

    def version(self, value: Value) -> Value:
        """The function for the nearest type; of two for the same, the later."""
        best: tuple[Value, Value] | None = None
        for kind, function in self.versions:
            if is_instance(value, kind) and (best is None or is_subclass(kind, best[0])):
                best = (kind, function)
        return self.function if best is None else best[1]

    def __call__(self, *args: Value, **words: Value) -> Value:
        if not args:
            raise TypeError(f"{self.name} requires at least 1 positional argument")
        return self.version(args[0])(*args, **words)

    def bound(self, instance: Value, cls: Value) -> Value:
        return BoundMethod(self, instance)

    def __repr__(self) -> str:
        return repr(self.function)


TABLES[Dispatched] = {
    "register": Method("register", Dispatched.register),
    "__name__": Field(lambda self: self.name),
    "__doc__": Field(lambda self: getattr(self.function, "doc", None)),
    "__wrapped__": Field(lambda self: self.function),
}


@shown_as("partialmethod")
class PartialMethod(Descriptor):
    """A method with some of its arguments given already."""

    __slots__ = ("args", "function", "place", "words")

    def __init__(self, function: Value, /, *args: Value, **words: Value) -> None:
        self.function = function
        self.args = args
        self.words = words

    def bound(self, instance: Value, cls: Value) -> Value:
        return Partial(self.function, instance, *self.args, **self.words)


def annotations_of(function: Function) -> dict[str, Value]:
    """What stands after the colons of the parameters and after `->`."""
    return {} if function.hints is None else function.hints()


TABLES[Function]["__annotations__"] = Field(annotations_of)


@addition("functools")
def dispatch(machine: Machine, names: dict[str, Value]) -> None:
    names["singledispatch"] = Builtin("singledispatch", Dispatched)
    names["partialmethod"] = TypeValue(
        "partialmethod", PartialMethod, PartialMethod, "functools", quick=False
    )


@addition("typing")
def more_typing(machine: Machine, names: dict[str, Value]) -> None:
    def hints(obj: Value, *args: Value, **words: Value) -> dict[str, Value]:
        if not isinstance(obj, Function):
            raise LimitReached("absent", name="typing.get_type_hints of a class")
        return annotations_of(obj)

    def new_type(name: Value, tp: Value) -> Value:
        return Builtin(str(name), lambda value, /: value)

    told: dict[str, Value] = {"__init_subclass__": Builtin("__init_subclass__", accept)}
    typed = DictBase("TypedDict", "TypedDict", (), told, module="typing")
    typed.fixed = True
    names |= {
        "get_type_hints": Builtin("get_type_hints", hints),
        "NewType": Builtin("NewType", new_type),
        "TypedDict": typed,
    }


class DictBase(UserClass):
    """`typing.TypedDict`: what derives from it makes plain dicts."""

    __slots__ = ()

    def derive(
        self, name: str, qualname: str, bases: tuple[UserClass, ...], names: dict[str, Value]
    ) -> Value:
        return DictBase(name, qualname, bases, names)

    def __call__(self, *args: Value, **words: Value) -> Value:
        return dict(*args, **words)


def accept(cls: Any, **options: Value) -> None:
    """`class Movie(TypedDict, total=False)`"""


VALUE_TYPES = (Dispatched, PartialMethod)
