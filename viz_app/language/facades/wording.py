"""`textwrap`, `pprint`, `string.Template`: texts made of texts, their length looked at first."""

from __future__ import annotations

import pprint
import re
import textwrap
from collections.abc import Callable
from typing import Any

from viz_app.language.attributes import TABLES, Field, Method
from viz_app.language.errors import LimitReached, made
from viz_app.language.facades.registry import addition, module
from viz_app.language.machine import Machine
from viz_app.language.texts import repr_of, text_of
from viz_app.language.values import Builtin, TypeValue, Value, address, shown_as


def fits(machine: Machine, length: int) -> None:
    if length > machine.limits.text:
        limit = f"{machine.limits.text:,}"
        raise LimitReached("text", count=f"{length:,}", limit=limit)


@module("textwrap")
def textwrap_(machine: Machine) -> dict[str, Value]:
    def wrapping(name: str) -> Callable[..., Value]:
        host: Callable[..., Value] = getattr(textwrap, name)

        def call(text: str, width: int = 70, **options: Value) -> Value:
            added = sum(len(each) for each in options.values() if isinstance(each, str))
            fits(machine, (len(text) + 1) * (added + 1))
            return host(text, width, **options)

        return call

    def indent(text: str, prefix: str, predicate: Value = None) -> str:
        fits(machine, len(text) + (text.count("\n") + 1) * len(prefix))
        return textwrap.indent(text, prefix, predicate)

    calls = {name: wrapping(name) for name in ("wrap", "fill", "shorten")}
    calls |= {"indent": indent, "dedent": lambda text: textwrap.dedent(text)}
    return {name: Builtin(name, call) for name, call in calls.items()}


@module("pprint")
def pprint_(machine: Machine) -> dict[str, Value]:
    def text(object: Value, indent: int = 1, width: int = 80, **options: Value) -> str:
        """Python's own layout; what is too long to be said at all is refused before."""
        repr_of(machine, object)
        if indent > machine.limits.width or width > machine.limits.text:
            raise LimitReached("width", count=max(indent, width), limit=machine.limits.width)
        return pprint.pformat(object, indent, width, **options)

    def show(object: Value, stream: Value = None, *args: int, **options: Value) -> None:
        machine.write("stdout", text(object, *args, **options) + "\n")

    calls: dict[str, Callable[..., Value]] = {"pprint": show, "pp": show, "pformat": text}
    return {name: Builtin(name, call) for name, call in calls.items()}


PLACEHOLDER = re.compile(r"\$(?:(\$)|([_a-zA-Z][_a-zA-Z0-9]*)|\{([_a-zA-Z][_a-zA-Z0-9]*)\}|())")


@shown_as("Template")
class Template:
    """`string.Template("$who likes ${what}")`"""

    __slots__ = ("machine", "place", "template")

    def __init__(self, machine: Machine, template: Value) -> None:
        self.machine = machine
        self.template = template

    def filled(self, values: dict[str, Value], *, safe: bool) -> str:
        pieces: list[str] = []
        length = at = 0
        for match in PLACEHOLDER.finditer(self.template):
            name = match[2] or match[3]
            if match[4] is not None and not safe:
                raise made("ValueError", invalid_place(self.template, match.start()))
            if name is None:
                new = "$"
            elif safe and name not in values:
                new = match[0]
            else:
                new = text_of(self.machine, values[name])
            pieces += [self.template[at : match.start()], new]
            at, length = match.end(), length + len(new)
            fits(self.machine, length)
        return "".join([*pieces, self.template[at:]])

    def __repr__(self) -> str:
        return f"<string.Template object at {address(self)}>"


def invalid_place(template: str, start: int) -> str:
    before = template[:start].splitlines(keepends=True) or [""]
    col = start - len("".join(before[:-1])) + 1
    return f"Invalid placeholder in string: line {len(before)}, col {col}"


def filling(*, safe: bool) -> Callable[..., str]:
    def fill(self: Template, mapping: Any = None, /, **words: Value) -> str:
        return self.filled({**(mapping or {}), **words}, safe=safe)

    return fill


TABLES[Template] = {
    "substitute": Method("substitute", filling(safe=False)),
    "safe_substitute": Method("safe_substitute", filling(safe=True)),
    "template": Field(lambda self: self.template),
}


@addition("string")
def template(machine: Machine, names: dict[str, Value]) -> None:
    def make(template: Value) -> Template:
        if not isinstance(template, str):
            kind = type(template).__name__
            raise made("TypeError", f"a Template is made of a str, not of '{kind}'")
        return Template(machine, template)

    names["Template"] = TypeValue("Template", Template, make, "string", quick=False)


VALUE_TYPES = (Template,)
