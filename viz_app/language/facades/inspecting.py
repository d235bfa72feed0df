"""`inspect`: what a program asks about its functions and classes, and about the core's."""

from __future__ import annotations

import inspect
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from viz_app.language.classes import MISSING, BoundMethod, Instance, UserClass
from viz_app.language.errors import made
from viz_app.language.facades.dispatching import annotations_of
from viz_app.language.facades.registry import module
from viz_app.language.functions import Function
from viz_app.language.generators import Generator
from viz_app.language.machine import Machine
from viz_app.language.texts import repr_of
from viz_app.language.values import (
    BoundBuiltin,
    Builtin,
    Namespace,
    StaticMethod,
    TypeValue,
    Value,
)

KINDS = tuple(inspect._ParameterKind)
EMPTY = UserClass("_empty", "_empty", (), {}, module="inspect")
EMPTY.fixed = True
Told = tuple[str, int, Value, Value]
"""A parameter: its name, its kind, its default and what stands after its colon, or EMPTY."""
TESTS: dict[str, Callable[[Value], bool]] = {
    "isfunction": lambda value: type(value) is Function,
    "isclass": lambda value: isinstance(value, UserClass | TypeValue),
    "ismethod": lambda value: type(value) is BoundMethod,
    "isbuiltin": lambda value: isinstance(value, Builtin | BoundBuiltin),
    "ismodule": lambda value: type(value) is Namespace,
    "isgenerator": lambda value: isinstance(value, Generator),
    "isgeneratorfunction": lambda value: type(value) is Function and value.generator,
    "isroutine": lambda value: isinstance(value, Function | BoundMethod | Builtin | BoundBuiltin),
}


@module("inspect")
def inspect_(machine: Machine) -> dict[str, Value]:
    kind_class = plain_class(
        "_ParameterKind",
        lambda kind: kind.names["name"],
        lambda kind: f"<_ParameterKind.{kind.names['name']}: {kind.names['value']}>",
    )
    kinds = [
        instance(kind_class, name=kind.name, value=int(kind), description=kind.description)
        for kind in KINDS
    ]
    named = {kind.name: value for kind, value in zip(KINDS, kinds, strict=True)}

    def shown(told: Told) -> str:
        name, kind, default, hint = told
        text = ("", "", "*", "", "**")[kind] + name
        if hint is not EMPTY:
            text += f": {hint_text(machine, hint)}"
        if default is not EMPTY:
            text += (
                f" = {repr_of(machine, default)}"
                if hint is not EMPTY
                else (f"={repr_of(machine, default)}")
            )
        return text

    def parameter(told: Told) -> Instance:
        name, kind, default, hint = told
        return instance(
            parameter_class,
            name=name,
            kind=kinds[kind],
            default=default,
            annotation=hint,
            _text=shown(told),
        )

    def signature(callable: Value, /) -> Value:
        told = list(parameters_of(callable))
        function = function_of(callable)
        hints = annotations_of(function) if isinstance(function, Function) else {}
        back = hints.get("return", EMPTY)
        parts = with_marks(told, shown)
        text = f"({', '.join(parts)})"
        if back is not EMPTY:
            text += f" -> {hint_text(machine, back)}"
        parameters = OrderedDict((each[0], parameter(each)) for each in told)
        return instance(signature_class, parameters=parameters, return_annotation=back, _text=text)

    parameter_class = plain_class(
        "Parameter", text_of, lambda self: f'<Parameter "{text_of(self)}">'
    )
    parameter_class.names |= {**named, "empty": EMPTY}
    signature_class = plain_class("Signature", text_of, lambda self: f"<Signature {text_of(self)}>")
    signature_class.names["empty"] = EMPTY
    return {
        **{name: Builtin(name, test) for name, test in TESTS.items()},
        "signature": Builtin("signature", signature),
        "getdoc": Builtin("getdoc", doc_of),
        "getmro": Builtin("getmro", lambda cls, /: cls.mro),
        "Signature": signature_class,
        "Parameter": parameter_class,
        "_empty": EMPTY,
    }


def plain_class(name: str, text: Callable[[Any], str], shown: Callable[[Any], str]) -> UserClass:
    """A class of this module whose values say `text`, and show themselves as `shown`."""
    methods = {"__str__": Builtin("__str__", text), "__repr__": Builtin("__repr__", shown)}
    found = UserClass(name, name, (), methods, module="inspect")
    found.fixed = True
    return found


def text_of(value: Any) -> str:
    text: str = value.names["_text"]
    return text


def instance(kind: UserClass, /, **names: Value) -> Instance:
    found = kind.new()
    found.names.update(names)
    return found


def function_of(value: Value) -> Value:
    """What runs when a value is called."""
    if isinstance(value, UserClass):
        found = value.find("__init__")
        return value.host if found is MISSING else found
    if type(value) is BoundMethod:
        return value.function
    if isinstance(value, Instance):
        return value.cls.find("__call__")
    return value.function if type(value) is StaticMethod else value


def parameters_of(value: Value) -> Iterator[Told]:
    """The parameters with which a value is called; TypeError and ValueError as CPython's."""
    function = function_of(value)
    bound = type(value) is BoundMethod or isinstance(value, UserClass | Instance)
    if isinstance(function, Function):
        own = list(own_parameters(function))
        yield from own[1:] if bound else own
        return
    host = getattr(function, "call", None) or getattr(function, "host", function)
    if not callable(host) or isinstance(value, Instance):
        raise made("TypeError", f"{value!r} is not a callable object")
    try:
        found = inspect.signature(host)
    except (TypeError, ValueError):
        raise made("ValueError", f"no signature found for builtin {value!r}") from None
    for each in found.parameters.values():
        if not (bound and each.name == "self"):
            default = EMPTY if each.default is inspect.Parameter.empty else plain(each.default)
            yield each.name, int(each.kind), default, EMPTY


def plain(default: Any) -> Value:
    """A default of the core's, if it is a plain value of the language; None stands for others."""
    if isinstance(default, tuple):
        return tuple(map(plain, default))
    return default if isinstance(default, bool | int | float | str) else None


def own_parameters(function: Function) -> Iterator[Told]:
    signature, hints = function.signature, annotations_of(function)
    required = len(signature.names) - len(function.defaults)
    for place, name in enumerate(signature.names):
        default = EMPTY if place < required else function.defaults[place - required]
        yield name, int(place >= signature.place_only), default, hints.get(name, EMPTY)
    if signature.rest:
        yield signature.rest, 2, EMPTY, hints.get(signature.rest, EMPTY)
    for name in signature.words:
        yield name, 3, function.word_defaults.get(name, EMPTY), hints.get(name, EMPTY)
    if signature.more_words:
        yield signature.more_words, 4, EMPTY, hints.get(signature.more_words, EMPTY)


def with_marks(told: list[Told], shown: Callable[[Told], str]) -> Iterator[str]:
    """The parameters as texts, with `/` and `*` between them."""
    before = None
    for each in told:
        kind = each[1]
        if before == 0 and kind > 0:
            yield "/"
        if kind == 3 and before not in (2, 3):
            yield "*"
        yield shown(each)
        before = kind
    if before == 0:
        yield "/"


def hint_text(machine: Machine, hint: Value) -> str:
    """What stands after a colon, as `inspect.formatannotation` writes it."""
    if isinstance(hint, TypeValue) and hint.module in ("", "builtins"):
        return hint.name
    if isinstance(hint, UserClass):
        return hint.qualname if hint.module == "builtins" else f"{hint.module}.{hint.qualname}"
    return repr_of(machine, hint).removeprefix("typing.")


def doc_of(value: Value, /) -> Value:
    """The documentation of a function of the program, its indentation removed."""
    doc = value.doc if isinstance(value, Function) else None
    if isinstance(value, UserClass):
        found = value.names.get("__doc__")
        doc = found if isinstance(found, str) else None
    return None if doc is None else inspect.cleandoc(doc)
