"""Functions with `yield`: their statements become generators of the host, so that they can wait.

Only the statements that contain a `yield` are compiled in this way.
"""

from __future__ import annotations

import ast
from typing import Any

from viz_app.language.access import updater
from viz_app.language.errors import STOPS
from viz_app.language.iteration import cost, iterate
from viz_app.language.operators import INPLACE, applier, truth
from viz_app.language.statements import call, catcher, enter
from viz_app.language.unit import BREAK, CONTINUE, YIELDING, Unit, yielding
from viz_app.language.values import Frame
from viz_app.language.waiting import (
    Steps,
    Waiting,
    has_yield,
    lifted,
    waiting_value,
)


def yielding_block(unit: Unit, body: list[ast.stmt]) -> Waiting:
    """Statements of which some wait; the generator's value is the signal that ended them."""
    parts: list[tuple[bool, Any]] = []
    for node in body:
        waits = has_yield(node)
        parts.append((waits, YIELDING[type(node)](unit, node) if waits else unit.statement(node)))

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


@yielding(ast.Expr, ast.Return, ast.Assign, ast.AnnAssign, ast.Raise, ast.Delete)
@yielding(ast.FunctionDef, ast.ClassDef)
def simple(unit: Unit, node: ast.stmt) -> Waiting:
    """A statement without a block: what waits in it comes first, then the statement as ever."""
    parts, rest = lifted(unit, node)
    action = unit.statement(rest)

    def run(frame: Frame) -> Steps:
        for place, part in parts:
            frame[place] = yield from part(frame)
        return action(frame)

    return run


@yielding(ast.AugAssign)
def augmented(unit: Unit, node: ast.AugAssign) -> Waiting:
    """`a += yield b`: what `a` was before the `yield` is added to."""
    machine, spot = unit.machine, unit.spot(node)
    apply = applier(machine, INPLACE[type(node.op)], type(node.op), spot)
    value = waiting_value(unit, node.value)
    if isinstance(node.target, ast.Name):
        name = ast.copy_location(ast.Name(id=node.target.id, ctx=ast.Load()), node.target)
        read, store = unit.expression(name), unit.target(node.target)

        def run_name(frame: Frame) -> Steps:
            old = read(frame)
            store(frame, apply(old, (yield from value(frame))))

        return run_name
    parts, target = lifted(unit, node.target)
    owner, get, put = updater(unit, target)

    def run(frame: Frame) -> Steps:
        for place, part in parts:
            frame[place] = yield from part(frame)
        where = owner(frame)
        try:
            old = get(where)
        except STOPS as error:
            raise machine.blame(error, spot) from None
        new = apply(old, (yield from value(frame)))
        try:
            put(where, new)
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return run


@yielding(ast.Assert)
def assert_(unit: Unit, node: ast.Assert) -> Waiting:
    """`assert (yield x), (yield message)`: the message is asked for only when it is needed."""
    if node.msg is None or not has_yield(node.msg):
        return simple(unit, node)
    wrong = ast.UnaryOp(op=ast.Not(), operand=node.test)
    name = ast.Name(id="AssertionError", ctx=ast.Load())
    error = ast.Call(func=name, args=[node.msg], keywords=[])
    fail = ast.Raise(exc=error, cause=None)
    rest = ast.If(test=wrong, body=[fail], orelse=[])
    for each in (wrong, name, error, fail, rest):
        ast.copy_location(each, node)
    return if_(unit, rest)


@yielding(ast.If)
def if_(unit: Unit, node: ast.If) -> Waiting:
    test, true = waiting_value(unit, node.test), truth(unit, node.test)
    body, otherwise = yielding_block(unit, node.body), yielding_block(unit, node.orelse)

    def run(frame: Frame) -> Steps:
        chosen = body if true((yield from test(frame))) else otherwise
        return (yield from chosen(frame))

    return run


@yielding(ast.For)
def for_(unit: Unit, node: ast.For) -> Waiting:
    machine, spot = unit.machine, unit.spot(node.iter)
    items, assign = waiting_value(unit, node.iter), unit.target(node.target)
    body, otherwise = yielding_block(unit, node.body), yielding_block(unit, node.orelse)
    price, loops = cost(node.body), machine.loops

    def run(frame: Frame) -> Steps:
        walk = iterate(machine, (yield from items(frame)), spot)
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
    test, true = waiting_value(unit, node.test), truth(unit, node.test)
    price = cost(node.body)
    body, otherwise = yielding_block(unit, node.body), yielding_block(unit, node.orelse)

    def run(frame: Frame) -> Steps:
        depth = len(loops)
        loops.append(0)
        while true((yield from test(frame))):
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
    manager = waiting_value(unit, item.context_expr)
    store = unit.target(item.optional_vars) if item.optional_vars else None

    def run(frame: Frame) -> Steps:
        entered, leave = enter(machine, (yield from manager(frame)), spot)
        rounds = len(machine.loops)
        try:
            if store is not None:
                store(frame, entered)
            signal = yield from body(frame)
        except Exception as error:
            problem = machine.caught(error, spot)
            del machine.loops[rounds:]
            machine.point(spot)
            if call(machine, leave, (problem.value.cls, problem.value, None), spot):
                return None
            raise problem from None
        machine.point(spot)
        call(machine, leave, (None, None, None), spot)
        return signal

    return run


@yielding(ast.Try)
def try_(unit: Unit, node: ast.Try) -> Waiting:
    """`try` with a `yield` in any of its blocks"""
    machine, spot = unit.machine, unit.spot(node)
    body, otherwise = yielding_block(unit, node.body), yielding_block(unit, node.orelse)
    last = yielding_block(unit, node.finalbody)
    handlers = [(catcher(unit, each), yielding_block(unit, each.body)) for each in node.handlers]

    def attempt(frame: Frame) -> Steps:
        rounds = len(machine.loops)
        try:
            signal = yield from body(frame)
        except Exception as error:
            problem = machine.caught(error, spot)
        else:
            return (yield from otherwise(frame)) if signal is None else signal
        del machine.loops[rounds:]
        machine.handling.append(problem)
        try:
            for (catches, bind, release), handle in handlers:
                if catches(frame, problem):
                    bind(frame, problem.value)
                    try:
                        return (yield from handle(frame))
                    finally:
                        release(frame)
        finally:
            machine.handled()
        raise problem

    def run(frame: Frame) -> Steps:
        rounds = len(machine.loops)
        try:
            signal = yield from attempt(frame)
        except Exception as error:
            problem = machine.caught(error, spot)
        else:
            ending = yield from last(frame)
            return signal if ending is None else ending
        del machine.loops[rounds:]
        machine.handling.append(problem)
        try:
            ending = yield from last(frame)
        finally:
            machine.handled()
        if ending is None:
            raise problem
        return ending

    return run
