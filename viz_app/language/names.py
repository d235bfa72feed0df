"""Names: reading, binding, deleting; each is tied to its frame when the code is compiled."""

from __future__ import annotations

import ast
from typing import Any

from autograd_core.nn import Module
from autograd_core.tensor import Tensor
from viz_app.language.errors import made
from viz_app.language.machine import Machine
from viz_app.language.spots import Spot
from viz_app.language.unit import (
    DELETIONS,
    Action,
    Store,
    Unit,
    deletion,
    expression,
    statement,
    target,
)
from viz_app.language.values import Code, Frame, Value

TOLD = (Tensor, Module)
"""What the trace is to know the names of."""


@expression(ast.Name)
def read(unit: Unit, node: ast.Name) -> Code:
    """`x`"""
    name, scope = node.id, unit.scope
    steps = scope.steps(name)
    if steps is None:
        return read_global(unit, name, unit.spot(node))
    if scope.kind == "class" and steps == 0:
        return read_in_class(unit, name, unit.spot(node))
    if steps == 0:
        return read_local(unit, name, unit.spot(node))
    return read_outer(unit, name, steps, unit.spot(node))


def read_global(unit: Unit, name: str, spot: Spot) -> Code:
    machine, names, builtins = unit.machine, unit.machine.globals, unit.machine.builtins
    if name in builtins and name not in machine.bound:
        value = builtins[name]
        return lambda frame: value

    def load(frame: Frame) -> Value:
        try:
            return names[name]
        except KeyError:
            if name in builtins:
                return builtins[name]
            raise machine.blame(not_defined(name), spot) from None

    return load


def read_local(unit: Unit, name: str, spot: Spot) -> Code:
    machine = unit.machine

    def load(frame: Frame) -> Value:
        try:
            return frame[name]
        except KeyError:
            raise machine.blame(unbound(name), spot) from None

    return load


def read_outer(unit: Unit, name: str, steps: int, spot: Spot) -> Code:
    machine = unit.machine

    def load(frame: Frame) -> Value:
        for _ in range(steps):
            frame = frame[None]
        try:
            return frame[name]
        except KeyError:
            text = (
                f"cannot access free variable '{name}' where it is not associated with a value "
                "in enclosing scope"
            )
            raise machine.blame(made("NameError", text), spot) from None

    return load


def read_in_class(unit: Unit, name: str, spot: Spot) -> Code:
    everywhere = read_global(unit, name, spot)
    return lambda frame: frame[name] if name in frame else everywhere(frame)


def unbound(name: str) -> Exception:
    text = f"cannot access local variable '{name}' where it is not associated with a value"
    return made("UnboundLocalError", text)


def not_defined(name: str) -> Exception:
    return made("NameError", f"name '{name}' is not defined")


@target(ast.Name)
def bind(unit: Unit, node: ast.Name) -> Store:
    """`x = …`"""
    return binder(unit, node.id, unit.spot(node))


def binder(unit: Unit, name: str, spot: Spot) -> Store:
    """Bind a name; the trace is told when it means, or no longer means, a tensor."""
    machine, scope = unit.machine, unit.scope
    steps = scope.steps(name)
    label = "" if steps is None or scope.kind == "module" else scope_name(unit, steps)
    if steps is None:
        names = machine.globals

        def store_global(frame: Frame, value: Value) -> None:
            old = names.get(name)
            names[name] = value
            if isinstance(value, TOLD) or isinstance(old, TOLD):
                tell(machine, name, value, spot, "")

        return store_global
    if steps == 0:

        def store_local(frame: Frame, value: Value) -> None:
            old = frame.get(name)
            frame[name] = value
            if isinstance(value, TOLD) or isinstance(old, TOLD):
                tell(machine, name, value, spot, label)

        return store_local

    def store_outer(frame: Frame, value: Value) -> None:
        for _ in range(steps):
            frame = frame[None]
        old = frame.get(name)
        frame[name] = value
        if isinstance(value, TOLD) or isinstance(old, TOLD):
            tell(machine, name, value, spot, label)

    return store_outer


def scope_name(unit: Unit, steps: int) -> str:
    """The name of the function in whose frame a name lives."""
    scope = unit.scope
    for _ in range(steps):
        assert scope.parent is not None
        scope = scope.parent
    return scope.name


def tell(machine: Machine, name: str, value: Value, spot: Spot, scope: str) -> None:
    """Report what a name means now; of a module, what its parameters are called through it."""
    machine.point(spot)
    if isinstance(value, Module) and "_parameters" in vars(value):  # else super() was forgotten
        for path, parameter in value.named_parameters():
            machine.recorder.name(f"{name}.{path}", parameter, scope)
        return
    machine.recorder.name(name, value if isinstance(value, Tensor) else None, scope)


@deletion(ast.Name)
def forget(unit: Unit, node: ast.Name) -> Action:
    """`del x`"""
    machine, name, spot = unit.machine, node.id, unit.spot(node)
    steps = unit.scope.steps(name)
    label = "" if steps is None else scope_name(unit, steps)

    def delete(frame: Frame) -> None:
        if steps is None:
            frame = machine.globals
        for _ in range(steps or 0):
            frame = frame[None]
        if name not in frame:
            raise machine.blame(not_defined(name) if steps is None else unbound(name), spot)
        if isinstance(frame.pop(name), Tensor):
            tell(machine, name, None, spot, label)

    return delete


@statement(ast.Delete)
def delete_all(unit: Unit, node: ast.Delete) -> Action:
    """`del a, b[0]`"""
    actions = [DELETIONS[type(each)](unit, each) for each in node.targets]

    def delete(frame: Frame) -> None:
        for action in actions:
            action(frame)

    return delete


@deletion(ast.Tuple, ast.List)
def delete_several(unit: Unit, node: ast.Tuple | ast.List) -> Action:
    return delete_all(unit, ast.Delete(targets=node.elts))


@statement(ast.Global, ast.Nonlocal, ast.Pass)
def nothing(unit: Unit, node: Any) -> Action:
    """`global x`, `nonlocal x`, `pass`: known to the scopes, nothing to run."""
    return lambda frame: None
