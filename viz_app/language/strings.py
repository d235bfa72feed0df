"""Formatting: f-strings, `format`, `str.format` and `%`; every width is checked before the work."""

from __future__ import annotations

import ast
import re
from _string import formatter_field_name_split  # type: ignore[import-not-found]
from string import Formatter
from typing import Any

from autograd_core.tensor import Tensor
from viz_app.language.attributes import get_attribute
from viz_app.language.classes import Instance
from viz_app.language.errors import STOPS, LimitReached
from viz_app.language.machine import Machine
from viz_app.language.texts import SCALARS, repr_of, text_of
from viz_app.language.unit import Unit, expression
from viz_app.language.values import Code, Frame, TypeValue, Value

NUMBER = re.compile(r"\d+")
PERCENT = re.compile(r"%(?:\(([^)]*)\))?[-+ #0]*(\*|\d+)?(?:\.(\*|\d+))?[hlL]?(.)?", re.DOTALL)


@expression(ast.JoinedStr)
def joined(unit: Unit, node: ast.JoinedStr) -> Code:
    """`f"{x:.2f}"`"""
    machine, spot = unit.machine, unit.spot(node)
    parts = [part(unit, each) for each in node.values]

    def join(frame: Frame) -> str:
        text = "".join([each(frame) for each in parts])
        if len(text) > machine.limits.text:
            raise LimitReached("text", count=f"{len(text):,}", limit=f"{machine.limits.text:,}")
        machine.spot = spot
        return text

    return join


def part(unit: Unit, node: ast.expr) -> Code:
    """The constant text or the field of an f-string."""
    if isinstance(node, ast.Constant):
        text = node.value
        return lambda frame: text
    assert isinstance(node, ast.FormattedValue)
    machine, spot = unit.machine, unit.spot(node.value)
    value = unit.expression(node.value)
    spec = unit.optional(node.format_spec)
    convert = CONVERSIONS[node.conversion]

    def field(frame: Frame) -> str:
        shown = value(frame)
        wanted = "" if spec is None else spec(frame)
        try:
            if isinstance(shown, Tensor):
                machine.mark(spot)
            return formatted(machine, convert(machine, shown), wanted)
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return field


CONVERSIONS: dict[int, Any] = {
    -1: lambda machine, value: value,
    ord("s"): text_of,
    ord("r"): repr_of,
    ord("a"): lambda machine, value: ascii_text(repr_of(machine, value)),
}


def ascii_text(text: str) -> str:
    """A representation with everything that is not ASCII as an escape."""
    return text.encode("ascii", "backslashreplace").decode("ascii")


def formatted(machine: Machine, value: Value, spec: str) -> str:
    """`format(value, spec)`"""
    if not spec and type(value) not in SCALARS and not isinstance(value, Instance | Tensor):
        return text_of(machine, value)
    check_widths(machine, spec)
    return format(value, spec)


def check_widths(machine: Machine, spec: str) -> None:
    """Refuse a field so wide that only its padding would fill the memory."""
    for number in NUMBER.findall(spec):
        if len(number) > 6 or int(number) > machine.limits.width:
            raise LimitReached("width", count=number[:20], limit=machine.limits.width)


def format_method(machine: Machine, template: str, *args: Value, **kwargs: Value) -> str:
    """`"{} and {name:.2f}".format(…)`; what a field names inside an argument, a table answers."""
    made_text: list[str] = []
    automatic = 0
    for literal, name, spec, conversion in Formatter().parse(template):
        made_text.append(literal)
        if name is None:
            continue
        first, inside = formatter_field_name_split(name)
        if first == "":
            first, automatic = automatic, automatic + 1
        value = argument(first, args, kwargs)
        for by_attribute, key in inside:
            value = get_attribute(machine, value, key) if by_attribute else value[key]
        if conversion:
            value = CONVERSIONS[ord(conversion)](machine, value)
        if spec and "{" in spec:
            spec = format_method(machine, spec, *args[automatic:], **kwargs)
        made_text.append(formatted(machine, value, spec or ""))
    return "".join(made_text)


def argument(name: str | int, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    """The argument that a replacement field names."""
    if isinstance(name, str):
        return kwargs[name]
    if name >= len(args):
        text = f"Replacement index {name} out of range for positional args tuple"
        raise IndexError(text)
    return args[name]


def percent_format(machine: Machine, template: Any, values: Value) -> Any:
    """`"%d of %s" % (…)`, also with bytes on the left"""
    shown = template.decode("latin-1") if isinstance(template, bytes) else template
    given = iter(values if type(values) is tuple else (values,))
    for match in PERCENT.finditer(shown):
        widths = [next(given, "") if width == "*" else width for width in (match[2], match[3])]
        check_widths(machine, " ".join(str(width) for width in widths if width))
        if match[4] != "%":
            next(given, None)
    return template % printable(machine, values)


def printable(machine: Machine, values: Value) -> Value:
    """The values of a `%` format; containers wrapped, so that their length is bounded."""
    if type(values) is tuple:
        return tuple(printable_one(machine, value) for value in values)
    if type(values) is dict:
        return {key: printable_one(machine, value) for key, value in values.items()}
    return printable_one(machine, values)


def printable_one(machine: Machine, value: Value) -> Value:
    kind = type(value)
    return SHOWN[kind](machine, value) if kind in SHOWN else value


class Shown:
    """A container on its way into a `%s` or `%r`."""

    def __init__(self, machine: Machine, value: Value) -> None:
        self.machine = machine
        self.value = value

    def __repr__(self) -> str:
        return repr_of(self.machine, self.value)


class ShownItems(Shown):
    """A list, whose items a `%(name)s` would ask for."""

    def __getitem__(self, key: Value) -> Value:
        return self.value[key]


SHOWN: dict[type, Any] = {
    **{kind: type(kind.__name__, (Shown,), {}) for kind in (tuple, set, frozenset, TypeValue)},
    **{kind: type(kind.__name__, (ShownItems,), {}) for kind in (list, dict)},
}
"""What stands for a value of some type in a `%`: it has the type's name, for Python's messages."""
