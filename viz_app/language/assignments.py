"""Assignment in all its forms."""

from __future__ import annotations

import ast
from itertools import islice
from typing import Any

from autograd_core.tensor import Tensor
from viz_app.language.access import updater
from viz_app.language.arithmetic import INTO_NAME
from viz_app.language.errors import made
from viz_app.language.iteration import iterate
from viz_app.language.machine import Machine
from viz_app.language.names import TOLD
from viz_app.language.operators import (
    INPLACE,
    QUICK,
    applier,
    combined,
    operands,
    own_name,
)
from viz_app.language.spots import Spot
from viz_app.language.unit import Action, Store, Unit, statement, target
from viz_app.language.values import Code, Frame, Value


@statement(ast.Assign)
def assign(unit: Unit, node: ast.Assign) -> Action:
    """`a = b = value`"""
    value = unit.expression(node.value)
    stores = [unit.target(each) for each in node.targets]
    if len(stores) == 1 and isinstance(node.targets[0], ast.Name):
        return assign_name(unit, node.targets[0], value, stores[0], node.value)
    if len(stores) == 1:
        store = stores[0]

        def run_one(frame: Frame) -> None:
            store(frame, value(frame))

        return run_one

    def run(frame: Frame) -> None:
        result = value(frame)
        for store in stores:
            store(frame, result)

    return run


def assign_name(
    unit: Unit, target: ast.Name, value: Code, store: Store, source: ast.expr
) -> Action:
    """`a = value`, the most frequent statement: plain values go straight into the frame."""
    name = own_name(unit, target)
    if name is None:
        return lambda frame: store(frame, value(frame))
    fused = INTO_NAME.get(type(source.op)) if isinstance(source, ast.BinOp) else None
    names = operands(unit, source.left, source.right) if isinstance(source, ast.BinOp) else None
    if fused is not None and names is not None:
        return fused(name, names, value, store)

    def run(frame: Frame) -> None:
        result = value(frame)
        if isinstance(result, TOLD) or isinstance(frame.get(name), Tensor):
            store(frame, result)
        else:
            frame[name] = result

    return run


@statement(ast.AnnAssign)
def annotated(unit: Unit, node: ast.AnnAssign) -> Action:
    """`x: int = 1`; the annotation is for the reader, and in a class for `dataclass`"""
    value = ast.Assign(targets=[node.target], value=node.value) if node.value else None
    store = assign(unit, value) if value is not None else None
    if unit.scope.kind != "class" or not isinstance(node.target, ast.Name):
        return store or (lambda frame: None)
    name, text = node.target.id, ast.unparse(node.annotation)

    def run(frame: Frame) -> None:
        if store is not None:
            store(frame)
        frame.setdefault("__annotations__", {})[name] = text

    return run


@statement(ast.AugAssign)
def augmented(unit: Unit, node: ast.AugAssign) -> Action:
    """`a += b`"""
    machine, spot = unit.machine, unit.spot(node)
    apply = applier(machine, INPLACE[type(node.op)], type(node.op), spot)
    value = unit.expression(node.value)
    if isinstance(node.target, ast.Name):
        operate = INPLACE[type(node.op)] if type(node.op) in QUICK else None
        result = combined(unit, reading(node.target), node.value, operate, apply)
        whole = ast.BinOp(left=reading(node.target), op=node.op, right=node.value)
        return assign_name(unit, node.target, result, unit.target(node.target), whole)
    owner, get, put = updater(unit, node.target)

    def run(frame: Frame) -> None:
        where = owner(frame)
        try:
            old = get(where)
        except Exception as error:
            raise machine.blame(error, spot) from None
        new = apply(old, value(frame))
        try:
            put(where, new)
        except Exception as error:
            raise machine.blame(error, spot) from None

    return run


def reading(node: ast.Name) -> ast.Name:
    """The target of `+=` as the expression that is read first."""
    return ast.copy_location(ast.Name(id=node.id, ctx=ast.Load()), node)


@target(ast.Tuple, ast.List)
def unpack(unit: Unit, node: ast.Tuple | ast.List) -> Store:
    """`a, *b = …`"""
    machine, spot = unit.machine, unit.spot(node)
    places = [each.value if isinstance(each, ast.Starred) else each for each in node.elts]
    stores = [unit.target(each) for each in places]
    star = next((i for i, each in enumerate(node.elts) if isinstance(each, ast.Starred)), None)

    def store(frame: Frame, value: Value) -> None:
        if star is None:
            items = exactly(machine, value, len(stores), spot)
        else:
            items = at_least(machine, value, star, len(stores) - star - 1, spot)
        for each, item in zip(stores, items, strict=True):
            each(frame, item)

    return store


def walked(machine: Machine, value: Value, spot: Spot) -> Any:
    try:
        return iterate(machine, value, spot)
    except Exception as error:
        problem = machine.caught(error, spot)
        if str(problem.value).endswith("object is not iterable"):
            text = f"cannot unpack non-iterable {type(value).__name__} object"
            raise machine.blame(made("TypeError", text), spot) from None
        raise problem from None


def exactly(machine: Machine, value: Value, count: int, spot: Spot) -> list[Value]:
    """The items of a value that must have `count` of them."""
    walk = walked(machine, value, spot)
    try:
        items = list(islice(walk, count + 1))
        if len(items) == count:
            return items
        if len(items) < count:
            text = f"not enough values to unpack (expected {count}, got {len(items)})"
        else:
            text = f"too many values to unpack (expected {count})"
        raise made("ValueError", text)
    except Exception as error:
        raise machine.blame(error, spot) from None


def at_least(machine: Machine, value: Value, before: int, after: int, spot: Spot) -> list[Value]:
    """The items of a value for `before` targets, a starred one, and `after` targets."""
    try:
        items = list(machine.charge_items(walked(machine, machine.charge_items(value), spot)))
        if len(items) < before + after:
            least = before + after
            text = f"not enough values to unpack (expected at least {least}, got {len(items)})"
            raise made("ValueError", text)
        end = len(items) - after
        return [*items[:before], items[before:end], *items[end:]]
    except Exception as error:
        raise machine.blame(error, spot) from None
