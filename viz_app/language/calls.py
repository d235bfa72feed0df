"""Calls: the callee, then the arguments, then the place is marked and the callee runs."""

from __future__ import annotations

import ast
from typing import Any

from viz_app.language.attributes import Method, get_attribute
from viz_app.language.classes import BoundMethod, Super, UserClass
from viz_app.language.errors import STOPS, Raised, made
from viz_app.language.functions import Function
from viz_app.language.iteration import iterate
from viz_app.language.machine import Machine
from viz_app.language.spots import Spot
from viz_app.language.unit import Unit, expression
from viz_app.language.values import Builtin, Code, Frame, TypeValue, Value

OURS = frozenset({Function, BoundMethod, UserClass})
"""Callees that mark the places inside them themselves."""


@expression(ast.Call)
def call(unit: Unit, node: ast.Call) -> Code:
    """`f(a, b=c)`"""
    if is_zero_super(node):
        return zero_super(unit, node)
    if isinstance(node.func, ast.Attribute) and node.func.attr != "__class__":
        return method_call(unit, node, node.func)
    return plain_call(unit, node)


def plain_call(unit: Unit, node: ast.Call) -> Code:
    machine, spot = unit.machine, unit.spot(node)
    callee, arguments = unit.expression(node.func), Arguments(unit, node)
    one = arguments.only

    def run(frame: Frame) -> Value:
        function = callee(frame)
        kind = type(function)
        if kind is Function and one is not None:
            argument = one(frame)
            machine.calling = spot
            try:
                return invoke(function, argument)
            except STOPS as error:
                raise machine.blame(error, spot) from None
        quick = (kind is Builtin or kind is TypeValue) and function.quick
        if one is not None:
            argument = one(frame)
            args: Any = (argument,)
            kwargs: Any = None
        else:
            args, kwargs = arguments.evaluate(frame, function)
        try:
            if not quick:
                aim(machine, function, spot)
            return function(*args, **kwargs) if kwargs else function(*args)
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return run


invoke = Function.__call__


def method_call(unit: Unit, node: ast.Call, func: ast.Attribute) -> Code:
    """`a.f(b)`: the method is found in a table and called without being made a value first."""
    machine, spot, attribute_spot = unit.machine, unit.spot(node), unit.spot(func)
    owner, name = unit.expression(func.value), func.attr
    arguments = Arguments(unit, node)
    tables = machine.tables

    def run(frame: Frame) -> Value:
        value = owner(frame)
        table = tables.get(type(value))
        found = None if table is None else table.get(name)
        if type(found) is Method:
            args, kwargs = arguments.evaluate(frame, found)
            try:
                if found.reach:
                    machine.mark(spot)
                return found.call(value, *args, **kwargs) if kwargs else found.call(value, *args)
            except STOPS as error:
                raise machine.blame(error, spot) from None
        try:
            function = get_attribute(machine, value, name)
        except STOPS as error:
            raise machine.blame(error, attribute_spot) from None
        args, kwargs = arguments.evaluate(frame, function)
        try:
            aim(machine, function, spot)
            return function(*args, **kwargs) if kwargs else function(*args)
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return run


def aim(machine: Machine, function: Value, spot: Spot) -> None:
    """Say where the call is: a function of ours tells the places inside it itself."""
    kind = type(function)
    if kind in OURS and not (kind is BoundMethod and type(function.function) is Builtin):
        machine.calling = spot
    elif kind is Builtin and function.core:
        machine.mark(spot)
    else:
        machine.calling = spot  # the core may call back
        machine.point(spot)


class Arguments:
    """The compiled arguments of one call."""

    def __init__(self, unit: Unit, node: ast.Call) -> None:
        self.machine = unit.machine
        self.spot: Spot = unit.spot(node)
        self.positional = [
            (unit.expression(arg.value if isinstance(arg, ast.Starred) else arg), unit.spot(arg))
            for arg in node.args
        ]
        self.starred = [isinstance(arg, ast.Starred) for arg in node.args]
        self.named = [(word.arg, unit.expression(word.value)) for word in node.keywords]
        self.plain = not any(self.starred) and all(name is not None for name, _ in self.named)
        self.codes = [code for code, _ in self.positional]
        single = len(self.codes) == 1 and self.plain and not self.named
        self.only = self.codes[0] if single else None

    def evaluate(self, frame: Frame, callee: Value) -> tuple[Any, dict[str, Value] | None]:
        """The values of the arguments, in the order in which they are written."""
        if self.plain:
            args = [code(frame) for code in self.codes]
            if not self.named:
                return args, None
            return args, {name: code(frame) for name, code in self.named if name is not None}
        if self.starred == [True]:
            code, spot = self.positional[0]
            value = code(frame)
            words = self.keywords(frame, callee)
            return self.unpacked(value, f"{label(callee)} argument", spot), words
        args = []
        for (code, spot), star in zip(self.positional, self.starred, strict=True):
            value = code(frame)
            if star:
                args.extend(self.unpacked(value, "Value", spot))
            else:
                args.append(value)
        return args, self.keywords(frame, callee)

    def unpacked(self, value: Value, what: str, spot: Spot) -> list[Value]:
        try:
            return list(iterate(self.machine, value, spot))
        except Exception as error:
            problem = self.machine.caught(error, spot)
            if str(problem.value).endswith("object is not iterable"):
                text = f"{what} after * must be an iterable, not {type(value).__name__}"
                raise self.machine.blame(made("TypeError", text), self.spot) from None
            raise problem from None

    def mapping(self, value: Value, callee: Value) -> dict[Value, Value]:
        """What `**value` gives: a dict, or anything that has `keys` and items."""
        if isinstance(value, dict):
            return dict(self.machine.charge_items(value))
        try:
            keys = pairs_of(self.machine, value)
        except STOPS as error:
            raise self.machine.blame(error, self.spot) from None
        if keys is None:
            kind = type(value).__name__
            text = f"{label(callee)} argument after ** must be a mapping, not {kind}"
            raise self.machine.blame(made("TypeError", text), self.spot)
        return keys

    def keywords(self, frame: Frame, callee: Value) -> dict[str, Value]:
        words: dict[str, Value] = {}
        for name, code in self.named:
            value = code(frame)
            found = self.mapping(value, callee) if name is None else {name: value}
            for key in found:
                if type(key) is not str:
                    text = "keywords must be strings"
                elif key in words:
                    text = f"{label(callee)} got multiple values for keyword argument '{key}'"
                else:
                    continue
                raise self.machine.blame(made("TypeError", text), self.spot)
            words |= found
        return words


def pairs_of(machine: Machine, value: Value) -> dict[Value, Value] | None:
    """A mapping that is no dict as one; None for what is no mapping."""
    try:
        keys = get_attribute(machine, value, "keys")
    except Raised:
        return None
    return {key: value[key] for key in keys()}


def label(callee: Value) -> str:
    """How Python's messages call a function."""
    if isinstance(callee, Function):
        return f"__main__.{callee.qualname}()"
    if isinstance(callee, BoundMethod):
        return label(callee.function)
    if isinstance(callee, UserClass):
        return f"__main__.{callee.qualname}()"
    return f"{getattr(callee, 'name', type(callee).__name__)}()"


def is_zero_super(node: ast.Call) -> bool:
    return (
        isinstance(node.func, ast.Name)
        and node.func.id == "super"
        and not node.args
        and not node.keywords
    )


def zero_super(unit: Unit, node: ast.Call) -> Code:
    """`super()`: the class around the method, and the method's first argument."""
    machine, spot, scope = unit.machine, unit.spot(node), unit.scope
    steps = scope.steps("__class__")
    first = scope.first
    if steps is None or not first:
        text = "super(): no arguments" if steps is not None else "super(): __class__ cell not found"

        def refuse(frame: Frame) -> Value:
            raise machine.blame(made("RuntimeError", text), spot)

        return refuse

    def make(frame: Frame) -> Value:
        around = frame
        for _ in range(steps):
            around = around[None]
        return Super(around["__class__"], frame[first])

    return make
