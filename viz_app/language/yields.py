"""Functions with `yield`: their statements become generators of the host, so that they can wait.

Only the statements that contain a `yield` are compiled in this way; a `yield` stands alone, or is
the whole right side of an assignment or of `return`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from collections.abc import Generator as HostGenerator
from typing import Any

from viz_app.language.errors import LimitReached, Raised
from viz_app.language.iteration import cost, iterate
from viz_app.language.operators import condition
from viz_app.language.scopes import own_nodes
from viz_app.language.statements import call, enter, handler
from viz_app.language.unit import (
    BREAK,
    CONTINUE,
    YIELDING,
    Unit,
    expression,
    yielding,
)
from viz_app.language.values import Code, Frame, Value

Steps = HostGenerator[Value, Value, Any]
Waiting = Callable[[Frame], Steps]


def has_yield(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Yield | ast.YieldFrom) for each in own_nodes([node]))


def yielding_block(unit: Unit, body: list[ast.stmt]) -> Waiting:
    """Statements of which some wait; the generator's value is the signal that ended them."""
    parts: list[tuple[bool, Any]] = []
    for node in body:
        if has_yield(node):
            handle = YIELDING.get(type(node), misplaced_statement)
            parts.append((True, handle(unit, node)))
        else:
            parts.append((False, unit.statement(node)))

    def run(frame: Frame) -> Steps:
        for waits, action in parts:
            signal = (yield from action(frame)) if waits else action(frame)
            if signal is not None:
                return signal
        return None

    return run


def yielding_body(unit: Unit, body: list[ast.stmt]) -> Waiting:
    """The body of a generator function; what it returns is the generator's value."""
    run = yielding_block(unit, body)

    def ends(frame: Frame) -> Steps:
        signal = yield from run(frame)
        return None if signal is None else signal[0]

    return ends


def waiting_value(unit: Unit, node: ast.expr) -> Waiting:
    """`yield x`, `yield from x`, or an expression without either."""
    machine, spot = unit.machine, unit.spot(node)
    if isinstance(node, ast.Yield):
        given = unit.optional(node.value)

        def give(frame: Frame) -> Steps:
            return (yield None if given is None else given(frame))

        return give
    if isinstance(node, ast.YieldFrom):
        source = unit.expression(node.value)

        def delegate(frame: Frame) -> Steps:
            walk = iterate(machine, source(frame), spot)
            while True:
                try:
                    item = next(walk)
                except StopIteration as stop:
                    return stop.value
                yield item

        return delegate
    if has_yield(node):
        return refused_yield(unit, node)
    value = unit.expression(node)

    def compute(frame: Frame) -> Steps:
        return value(frame)
        yield

    return compute


def refused_yield(unit: Unit, node: ast.expr) -> Waiting:
    """A `yield` deep inside an expression; it is rare, and says so when it is reached."""
    machine, spot = unit.machine, unit.spot(node)

    def refuse(frame: Frame) -> Steps:
        raise machine.blame(LimitReached("absent_yield"), spot)
        yield

    return refuse


@yielding(ast.Expr, ast.Return)
def alone(unit: Unit, node: ast.Expr | ast.Return) -> Waiting:
    """`yield x`, `return (yield x)`"""
    assert node.value is not None
    value, returns = waiting_value(unit, node.value), isinstance(node, ast.Return)

    def run(frame: Frame) -> Steps:
        result = yield from value(frame)
        return (result,) if returns else None

    return run


@yielding(ast.Assign)
def assigned(unit: Unit, node: ast.Assign) -> Waiting:
    """`x = yield y`"""
    value, stores = waiting_value(unit, node.value), [unit.target(each) for each in node.targets]

    def run(frame: Frame) -> Steps:
        result = yield from value(frame)
        for store in stores:
            store(frame, result)

    return run


@yielding(ast.If)
def if_(unit: Unit, node: ast.If) -> Waiting:
    test = condition(unit, node.test)
    body, otherwise = yielding_block(unit, node.body), yielding_block(unit, node.orelse)

    def run(frame: Frame) -> Steps:
        return (yield from (body(frame) if test(frame) else otherwise(frame)))

    return run


@yielding(ast.For)
def for_(unit: Unit, node: ast.For) -> Waiting:
    machine, spot = unit.machine, unit.spot(node.iter)
    items, assign = unit.expression(node.iter), unit.target(node.target)
    body, otherwise = yielding_block(unit, node.body), yielding_block(unit, node.orelse)
    price, loops = cost(node.body), machine.loops

    def run(frame: Frame) -> Steps:
        walk = iterate(machine, items(frame), spot)
        depth = len(loops)
        loops.append(-1)
        while True:
            try:
                item = next(walk)
            except StopIteration:
                break
            except Exception as error:
                raise machine.blame(error, spot) from None
            machine.charge(price)
            loops[depth] += 1
            assign(frame, item)
            signal = yield from body(frame)
            if signal is not None and signal is not CONTINUE:
                del loops[depth:]
                return None if signal is BREAK else signal
        del loops[depth:]
        return (yield from otherwise(frame))

    return run


@yielding(ast.While)
def while_(unit: Unit, node: ast.While) -> Waiting:
    machine, loops = unit.machine, unit.machine.loops
    test, price = condition(unit, node.test), cost(node.body)
    body, otherwise = yielding_block(unit, node.body), yielding_block(unit, node.orelse)

    def run(frame: Frame) -> Steps:
        depth = len(loops)
        loops.append(0)
        while test(frame):
            machine.charge(price)
            signal = yield from body(frame)
            if signal is not None and signal is not CONTINUE:
                del loops[depth:]
                return None if signal is BREAK else signal
            loops[depth] += 1
        del loops[depth:]
        return (yield from otherwise(frame))

    return run


@yielding(ast.With)
def with_(unit: Unit, node: ast.With) -> Waiting:
    run = yielding_block(unit, node.body)
    for item in reversed(node.items):
        run = one_with(unit, item, run)
    return run


def one_with(unit: Unit, item: ast.withitem, body: Waiting) -> Waiting:
    machine, spot = unit.machine, unit.spot(item.context_expr)
    manager = unit.expression(item.context_expr)
    store = unit.target(item.optional_vars) if item.optional_vars else None

    def run(frame: Frame) -> Steps:
        entered, leave = enter(machine, manager(frame), spot)
        try:
            if store is not None:
                store(frame, entered)
            signal = yield from body(frame)
        except Exception as error:
            problem = machine.caught(error, spot)
            if call(machine, leave, (problem.value.cls, problem.value, None), spot):
                return None
            raise problem from None
        call(machine, leave, (None, None, None), spot)
        return signal

    return run


@yielding(ast.Try)
def try_(unit: Unit, node: ast.Try) -> Waiting:
    """`try` around a `yield`; a `yield` inside `except` bodies is not there yet"""
    machine, spot = unit.machine, unit.spot(node)
    body, otherwise = yielding_block(unit, node.body), yielding_block(unit, node.orelse)
    last = yielding_block(unit, node.finalbody)
    handlers = [handler(unit, each) for each in node.handlers]

    def attempt(frame: Frame) -> Steps:
        rounds = len(machine.loops)
        try:
            signal = yield from body(frame)
        except Exception as error:
            problem = machine.caught(error, spot)
        else:
            return (yield from otherwise(frame)) if signal is None else signal
        del machine.loops[rounds:]
        for handle in handlers:
            caught, signal = handle(frame, problem)
            if caught:
                return signal
        raise problem

    def run(frame: Frame) -> Steps:
        try:
            signal = yield from attempt(frame)
        except Raised:
            ending = yield from last(frame)
            if ending is None:
                raise
            return ending
        ending = yield from last(frame)
        return signal if ending is None else ending

    return run


def misplaced_statement(unit: Unit, node: ast.stmt) -> Waiting:
    """A statement of another kind with a `yield` somewhere inside it."""
    action = unit.statement(node)

    def run(frame: Frame) -> Steps:
        return action(frame)
        yield

    return run


@expression(ast.Yield, ast.YieldFrom)
def misplaced(unit: Unit, node: ast.Yield | ast.YieldFrom) -> Code:
    """A `yield` inside a larger expression of a statement that does not wait."""
    machine, spot = unit.machine, unit.spot(node)

    def refuse(frame: Frame) -> Value:
        raise machine.blame(LimitReached("absent_yield"), spot)

    return refuse
