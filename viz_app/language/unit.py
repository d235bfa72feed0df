"""The compiler's table of handlers, and what a handler is told: scope, cell and machine.

A syntax node becomes a Python closure once; running the program is calling closures. An
expression's closure takes the frame and gives the value. A statement's closure takes the frame and
gives None, or what ends the block around it: BREAK, CONTINUE, or a tuple holding the value that is
returned.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from viz_app.language.machine import Machine
from viz_app.language.scopes import Scope
from viz_app.language.spots import Places, Spot
from viz_app.language.values import Code, Frame, Value


class Signal:
    """What a statement gives when the next one is not to run."""


BREAK = Signal()
CONTINUE = Signal()

Action = Callable[[Frame], Any]
"""A compiled statement."""
Store = Callable[[Frame, Value], None]
"""A compiled assignment target."""


@dataclass(frozen=True)
class Unit:
    """What the handlers of one scope of one cell share."""

    machine: Machine
    scope: Scope
    places: Places

    def within(self, scope: Scope) -> Unit:
        return replace(self, scope=scope)

    def spot(self, node: ast.stmt | ast.expr | ast.ExceptHandler) -> Spot:
        return self.places.spot(node)

    def expression(self, node: ast.expr) -> Code:
        """The closure that computes an expression."""
        return EXPRESSIONS[type(node)](self, node)

    def optional(self, node: ast.expr | None) -> Code | None:
        return None if node is None else self.expression(node)

    def expressions(self, nodes: list[ast.expr]) -> list[Code]:
        return [self.expression(node) for node in nodes]

    def statement(self, node: ast.stmt) -> Action:
        """The closure that runs a statement."""
        return STATEMENTS[type(node)](self, node)

    def statements(self, body: list[ast.stmt]) -> list[Action]:
        """The closures of several statements."""
        return [self.statement(node) for node in body if not isinstance(node, ast.Pass)]

    def target(self, node: ast.expr) -> Store:
        """The closure that assigns a value to a target."""
        return TARGETS[type(node)](self, node)


Handler = Callable[[Unit, Any], Callable[..., Any]]
H = TypeVar("H", bound=Handler)

EXPRESSIONS: dict[type[ast.AST], Handler] = {}
STATEMENTS: dict[type[ast.AST], Handler] = {}
TARGETS: dict[type[ast.AST], Handler] = {}
DELETIONS: dict[type[ast.AST], Handler] = {}
YIELDING: dict[type[ast.AST], Handler] = {}
"""Statements that contain a `yield`: their closures are generators of the host."""


def expression(*kinds: type[ast.AST]) -> Callable[[H], H]:
    return register(EXPRESSIONS, *kinds)


def statement(*kinds: type[ast.AST]) -> Callable[[H], H]:
    return register(STATEMENTS, *kinds)


def target(*kinds: type[ast.AST]) -> Callable[[H], H]:
    return register(TARGETS, *kinds)


def deletion(*kinds: type[ast.AST]) -> Callable[[H], H]:
    return register(DELETIONS, *kinds)


def yielding(*kinds: type[ast.AST]) -> Callable[[H], H]:
    return register(YIELDING, *kinds)


def register(table: dict[type[ast.AST], Handler], *kinds: type[ast.AST]) -> Callable[[H], H]:
    """Enter a handler into a table under the kinds of nodes that it handles."""

    def enter(handler: H) -> H:
        for kind in kinds:
            table[kind] = handler
        return handler

    return enter


def block(unit: Unit, body: list[ast.stmt]) -> Action:
    """Several statements as one; short blocks, the usual ones, run without a loop."""
    return sequence(unit.statements(body))


def sequence(actions: list[Action]) -> Action:
    if not actions:
        return lambda frame: None
    if len(actions) == 1:
        return actions[0]
    if len(actions) == 2:
        first, second = actions

        def two(frame: Frame) -> Any:
            signal = first(frame)
            return second(frame) if signal is None else signal

        return two

    def many(frame: Frame) -> Any:
        for action in actions:
            signal = action(frame)
            if signal is not None:
                return signal
        return None

    return many
