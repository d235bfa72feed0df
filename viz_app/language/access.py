"""`value.name` and `value[index]`: reading, assigning and deleting them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from autograd_core.tensor import Tensor
from viz_app.language.attributes import delete_attribute, get_attribute, set_attribute
from viz_app.language.classes import ExceptionInstance
from viz_app.language.errors import STOPS, LimitReached, made
from viz_app.language.unit import Action, Store, Unit, deletion, expression, target
from viz_app.language.values import Code, Frame, Value, own


@expression(ast.Attribute)
def read_attribute(unit: Unit, node: ast.Attribute) -> Code:
    """`a.b`"""
    machine, spot = unit.machine, unit.spot(node)
    owner, name = unit.expression(node.value), node.attr
    if name == "__class__":
        type_of = machine.builtins["type"]
        return lambda frame: type_of(owner(frame))
    tables = machine.tables

    def read(frame: Frame) -> Value:
        value = owner(frame)
        try:
            table = tables.get(type(value))
            if table is not None:
                found = table.get(name)
                if found is not None:
                    if found.reach:
                        machine.mark(spot)
                    return found.get(value)
            return get_attribute(machine, value, name)
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return read


@target(ast.Attribute)
def write_attribute(unit: Unit, node: ast.Attribute) -> Store:
    """`a.b = …`"""
    machine, spot = unit.machine, unit.spot(node)
    owner, name = unit.expression(node.value), node.attr

    def write(frame: Frame, new: Value) -> None:
        value = owner(frame)
        put_attribute(value, new)

    def put_attribute(value: Value, new: Value) -> None:
        try:
            if isinstance(value, Tensor):
                machine.mark(spot)
            set_attribute(machine, value, name, new)
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return write


@deletion(ast.Attribute)
def remove_attribute(unit: Unit, node: ast.Attribute) -> Action:
    """`del a.b`"""
    machine, spot = unit.machine, unit.spot(node)
    owner, name = unit.expression(node.value), node.attr

    def remove(frame: Frame) -> None:
        value = owner(frame)
        try:
            if isinstance(value, Tensor):
                machine.mark(spot)
            delete_attribute(machine, value, name)
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return remove


@expression(ast.Subscript)
def read_item(unit: Unit, node: ast.Subscript) -> Code:
    """`a[i]`"""
    machine, spot = unit.machine, unit.spot(node)
    owner, index = unit.expression(node.value), unit.expression(node.slice)

    def read(frame: Frame) -> Value:
        value = owner(frame)
        key = index(frame)
        try:
            if isinstance(value, Tensor):
                machine.mark(spot)
            return value[key]
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return read


@target(ast.Subscript)
def write_item(unit: Unit, node: ast.Subscript) -> Store:
    """`a[i] = …`"""
    machine, spot = unit.machine, unit.spot(node)
    owner, index = unit.expression(node.value), unit.expression(node.slice)

    def write(frame: Frame, new: Value) -> None:
        value = owner(frame)
        key = index(frame)
        try:
            if isinstance(value, Tensor):
                machine.mark(spot)
            elif type(value) is list and type(key) is slice:
                grown = (
                    len(value) + len(machine.charge_items(new)) if hasattr(new, "__len__") else 0
                )
                if grown > machine.limits.items:
                    limit = f"{machine.limits.items:,}"
                    raise LimitReached("items", count=f"{grown:,}", limit=limit)
            value[key] = new
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return write


@deletion(ast.Subscript)
def remove_item(unit: Unit, node: ast.Subscript) -> Action:
    """`del a[i]`"""
    machine, spot = unit.machine, unit.spot(node)
    owner, index = unit.expression(node.value), unit.expression(node.slice)

    def remove(frame: Frame) -> None:
        value = owner(frame)
        key = index(frame)
        try:
            if not hasattr(type(value), "__delitem__") and (
                own(value) or isinstance(value, ExceptionInstance)
            ):
                kind = type(value).__name__
                raise made("TypeError", f"'{kind}' object does not support item deletion")
            del value[key]
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return remove


@expression(ast.Slice)
def slice_of(unit: Unit, node: ast.Slice) -> Code:
    """`a:b:c`"""
    parts = [unit.optional(part) for part in (node.lower, node.upper, node.step)]
    lower, upper, step = (part or nothing for part in parts)
    return lambda frame: slice(lower(frame), upper(frame), step(frame))


def sized(value: Value) -> bool:
    return isinstance(value, list | tuple | str | dict | set | range)


def nothing(frame: Frame) -> None:
    return None


def updater(unit: Unit, node: ast.expr) -> tuple[Callable[[Frame], Any], Any, Any]:
    """A target of `+=`: evaluate its parts once, then read and write with them."""
    machine, spot = unit.machine, unit.spot(node)
    if isinstance(node, ast.Attribute):
        owner, name = unit.expression(node.value), node.attr

        def get(value: Value) -> Value:
            if isinstance(value, Tensor):
                machine.mark(spot)
            return get_attribute(machine, value, name)

        def put(value: Value, new: Value) -> None:
            if isinstance(value, Tensor):
                machine.mark(spot)
            set_attribute(machine, value, name, new)

        return owner, get, put
    assert isinstance(node, ast.Subscript)
    whole, index = unit.expression(node.value), unit.expression(node.slice)

    def get_item(pair: tuple[Value, Value]) -> Value:
        if isinstance(pair[0], Tensor):
            machine.mark(spot)
        return pair[0][pair[1]]

    def put_item(pair: tuple[Value, Value], new: Value) -> None:
        if isinstance(pair[0], Tensor):
            machine.mark(spot)
        pair[0][pair[1]] = new

    return (lambda frame: (whole(frame), index(frame))), get_item, put_item
