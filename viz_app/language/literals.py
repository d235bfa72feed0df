"""Constants, containers and `:=`."""

from __future__ import annotations

import ast
from typing import Any

from viz_app.language.calls import pairs_of
from viz_app.language.classes import UserClass
from viz_app.language.errors import STOPS, made
from viz_app.language.iteration import iterate
from viz_app.language.machine import Machine
from viz_app.language.spots import Spot
from viz_app.language.unit import Unit, expression
from viz_app.language.values import Code, Frame, Hint, TypeValue, Value


@expression(ast.Constant)
def constant(unit: Unit, node: ast.Constant) -> Code:
    value = node.value
    return lambda frame: value


@expression(ast.Tuple)
def tuple_of(unit: Unit, node: ast.Tuple) -> Code:
    """`a, b`"""
    if not any(isinstance(each, ast.Starred) for each in node.elts):
        codes = unit.expressions(node.elts)
        if len(codes) == 2:
            first, second = codes
            return lambda frame: (first(frame), second(frame))
        return lambda frame: tuple([code(frame) for code in codes])
    items = items_of(unit, node.elts)
    return lambda frame: tuple(items(frame))


@expression(ast.List)
def list_of(unit: Unit, node: ast.List) -> Code:
    """`[a, b]`"""
    return items_of(unit, node.elts)


@expression(ast.Set)
def set_of(unit: Unit, node: ast.Set) -> Code:
    """`{a, b}`"""
    machine, spot = unit.machine, unit.spot(node)
    if any(isinstance(each, ast.Starred) for each in node.elts):
        return set_of_parts(unit, node)
    items = items_of(unit, node.elts)

    def build(frame: Frame) -> Value:
        try:
            return set(items(frame))
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return build


def set_of_parts(unit: Unit, node: ast.Set) -> Code:
    """`{a, *b}`: Python adds the items one after the other as soon as there is a star."""
    machine, spot = unit.machine, unit.spot(node)
    parts = [items_of(unit, [each], list_like=False) for each in node.elts]

    def build(frame: Frame) -> Value:
        result: set[Value] = set()
        for part in parts:
            items = part(frame)
            try:
                result.update(items)
            except STOPS as error:
                raise machine.blame(error, spot) from None
        return result

    return build


def items_of(unit: Unit, nodes: list[ast.expr], *, list_like: bool = True) -> Code:
    """The values of several expressions as a new list; starred ones are unpacked."""
    if not any(isinstance(node, ast.Starred) for node in nodes):
        codes = unit.expressions(nodes)
        return lambda frame: [code(frame) for code in codes]
    machine = unit.machine
    parts = [
        (unit.expression(node.value if isinstance(node, ast.Starred) else node), unit.spot(node))
        for node in nodes
    ]
    starred = [isinstance(node, ast.Starred) for node in nodes]

    def unpacked(value: Value, spot: Spot) -> Any:
        if list_like and not has_items(value):
            text = f"Value after * must be an iterable, not {type(value).__name__}"
            raise machine.blame(made("TypeError", text), spot)
        return iterate(machine, machine.charge_items(value), spot)

    def build(frame: Frame) -> list[Value]:
        made_items: list[Value] = []
        for (code, spot), star in zip(parts, starred, strict=True):
            value = code(frame)
            if star:
                made_items.extend(unpacked(value, spot))
            else:
                made_items.append(value)
        return made_items

    return build


def has_items(value: Value) -> bool:
    """Whether a value can be walked over or asked for its items, whatever that says then."""
    kind = type(value)
    if isinstance(value, TypeValue) or kind in (Hint, UserClass):
        return False
    return hasattr(kind, "__iter__") or hasattr(kind, "__getitem__")


@expression(ast.Starred)
def starred_alone(unit: Unit, node: ast.Starred) -> Code:
    """`*a` where Python's compiler allows it only inside something else, as in `x[*a]`."""
    return tuple_of(unit, ast.Tuple(elts=[node]))


@expression(ast.Dict)
def dict_of(unit: Unit, node: ast.Dict) -> Code:
    """`{a: b, **c}`"""
    machine, spot = unit.machine, unit.spot(node)
    pairs = [
        (unit.optional(key), unit.expression(value))
        for key, value in zip(node.keys, node.values, strict=True)
    ]

    def build(frame: Frame) -> Value:
        result: dict[Value, Value] = {}
        for key, value in pairs:
            if key is not None:
                name = key(frame)
                try:
                    result[name] = value(frame)
                except STOPS as error:
                    raise machine.blame(error, spot) from None
                continue
            more = value(frame)
            try:
                if not isinstance(more, dict):
                    more = mapping(machine, more)
                result |= machine.charge_items(more)
            except STOPS as error:
                raise machine.blame(error, spot) from None
        return result

    return build


def mapping(machine: Machine, value: Value) -> dict[Value, Value]:
    """What `{**value}` adds where that is no dict."""
    found = pairs_of(machine, value)
    if found is None:
        raise made("TypeError", f"'{type(value).__name__}' object is not a mapping")
    return found


@expression(ast.NamedExpr)
def walrus(unit: Unit, node: ast.NamedExpr) -> Code:
    """`(x := f())`"""
    value, store = unit.expression(node.value), unit.target(node.target)

    def run(frame: Frame) -> Value:
        result = value(frame)
        store(frame, result)
        return result

    return run
