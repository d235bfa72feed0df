"""Statements around blocks: expression statements, `if`, `with`, `try`, `raise`, `assert`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from viz_app.language.attributes import get_attribute
from viz_app.language.classes import ExceptionInstance, Instance, UserClass
from viz_app.language.errors import Raised, made
from viz_app.language.machine import Machine
from viz_app.language.operators import condition
from viz_app.language.spots import Spot
from viz_app.language.unit import DELETIONS, Action, Store, Unit, block, statement
from viz_app.language.values import Frame, Traceback, Value


@statement(ast.Expr)
def expression_statement(unit: Unit, node: ast.Expr) -> Action:
    value = unit.expression(node.value)

    def run(frame: Frame) -> None:
        value(frame)

    return run


@statement(ast.If)
def if_(unit: Unit, node: ast.If) -> Action:
    """`if c: … else: …`"""
    test = condition(unit, node.test)
    body, otherwise = block(unit, node.body), block(unit, node.orelse)
    return lambda frame: body(frame) if test(frame) else otherwise(frame)


@statement(ast.Assert)
def assert_(unit: Unit, node: ast.Assert) -> Action:
    """`assert c, message`"""
    machine, spot = unit.machine, unit.spot(node)
    test, message = condition(unit, node.test), unit.optional(node.msg)

    def run(frame: Frame) -> None:
        if not test(frame):
            args = () if message is None else (message(frame),)
            raise machine.blame(made("AssertionError", *args), spot)

    return run


# raise and try ------------------------------------------------------------------------------------


@statement(ast.Raise)
def raise_(unit: Unit, node: ast.Raise) -> Action:
    """`raise E("text")`, `raise`"""
    machine, spot = unit.machine, unit.spot(node)
    value, cause = unit.optional(node.exc), unit.optional(node.cause)

    def run(frame: Frame) -> None:
        if value is None:
            if not machine.handling:
                text = "No active exception to reraise"
                raise machine.blame(made("RuntimeError", text), spot)
            raise machine.handling[-1]
        problem = as_exception(machine, value(frame), spot)
        if cause is not None:
            problem.value.names["__cause__"] = cause_of(machine, cause(frame), spot)
        raise machine.blame(problem, spot)

    return run


def as_exception(machine: Machine, value: Value, spot: Spot) -> Raised:
    """The exception that `raise value` raises."""
    try:
        if isinstance(value, UserClass) and issubclass(value.host, ExceptionInstance):
            value = value()
    except Exception as error:
        raise machine.blame(error, spot) from None
    if isinstance(value, ExceptionInstance):
        return Raised(value)
    return made("TypeError", "exceptions must derive from BaseException")


def cause_of(machine: Machine, value: Value, spot: Spot) -> Value:
    """What `from` names: an exception or None."""
    if isinstance(value, UserClass) and issubclass(value.host, ExceptionInstance):
        value = as_exception(machine, value, spot).value
    if value is not None and not isinstance(value, ExceptionInstance):
        text = "exception causes must derive from BaseException"
        raise machine.blame(made("TypeError", text), spot)
    return value


@statement(ast.Try)
def try_(unit: Unit, node: ast.Try) -> Action:
    """`try: … except E as e: … else: … finally: …`; a limit passes through all of it"""
    run = with_handlers(unit, node) if node.handlers else block(unit, node.body)
    if not node.finalbody:
        return run
    machine, last, spot = unit.machine, block(unit, node.finalbody), unit.spot(node)

    def guarded(frame: Frame) -> Any:
        rounds = len(machine.loops)
        try:
            signal = run(frame)
        except Exception as error:
            problem = machine.caught(error, spot)
        else:
            ending = last(frame)
            return signal if ending is None else ending
        del machine.loops[rounds:]
        machine.handling.append(problem)
        try:
            signal = last(frame)
        finally:
            machine.handled()
        if signal is None:
            raise problem
        return signal

    return guarded


def with_handlers(unit: Unit, node: ast.Try) -> Action:
    machine, spot = unit.machine, unit.spot(node)
    body, otherwise = block(unit, node.body), block(unit, node.orelse)
    handlers = [handler(unit, each) for each in node.handlers]

    def run(frame: Frame) -> Any:
        rounds = len(machine.loops)
        try:
            signal = body(frame)
        except Exception as error:
            problem = machine.caught(error, spot)
        else:
            return otherwise(frame) if signal is None else signal
        del machine.loops[rounds:]
        machine.handling.append(problem)
        try:
            for handle in handlers:
                caught, signal = handle(frame, problem)
                if caught:
                    return signal
        finally:
            machine.handled()
        raise problem

    return run


def handler(unit: Unit, node: ast.ExceptHandler) -> Any:
    """One `except`: whether it catches an exception, and the signal of its body if so."""
    catches, bind, release = catcher(unit, node)
    body = block(unit, node.body)

    def handle(frame: Frame, problem: Raised) -> tuple[bool, Any]:
        if not catches(frame, problem):
            return False, None
        bind(frame, problem.value)
        try:
            return True, body(frame)
        finally:
            release(frame)

    return handle


Catcher = tuple[Callable[[Frame, Raised], bool], Store, Action]


def catcher(unit: Unit, node: ast.ExceptHandler) -> Catcher:
    """`except E as e`: whether it catches an exception, how `e` is bound, how it is forgotten."""
    machine = unit.machine
    spot = unit.spot(node.type or node)
    wanted = unit.optional(node.type)

    def catches(frame: Frame, problem: Raised) -> bool:
        return wanted is None or matches(machine, problem, wanted(frame), spot)

    if node.name is None:
        return catches, lambda frame, value: None, lambda frame: None
    name = ast.copy_location(ast.Name(id=node.name, ctx=ast.Store()), node)
    forget = DELETIONS[ast.Name](unit, name)

    def release(frame: Frame) -> None:
        with suppress(Raised):
            forget(frame)

    return catches, unit.target(name), release


def matches(machine: Machine, problem: Raised, wanted: Value, spot: Spot) -> bool:
    """Whether `except wanted` catches an exception."""
    kinds = wanted if type(wanted) is tuple else (wanted,)
    for kind in kinds:
        if not (isinstance(kind, UserClass) and issubclass(kind.host, ExceptionInstance)):
            text = "catching classes that do not inherit from BaseException is not allowed"
            raise machine.blame(made("TypeError", text), spot)
    return any(kind in problem.value.cls.mro for kind in kinds)


# with ---------------------------------------------------------------------------------------------


@statement(ast.With)
def with_(unit: Unit, node: ast.With) -> Action:
    """`with a as b, c: …`"""
    run = block(unit, node.body)
    for item in reversed(node.items):
        run = one_with(unit, item, run)
    return run


def one_with(unit: Unit, item: ast.withitem, body: Action) -> Action:
    machine, spot = unit.machine, unit.spot(item.context_expr)
    manager = unit.expression(item.context_expr)
    store = unit.target(item.optional_vars) if item.optional_vars else None

    def run(frame: Frame) -> Any:
        value = manager(frame)
        entered, leave = enter(machine, value, spot)
        rounds = len(machine.loops)
        try:
            if store is not None:
                store(frame, entered)
            signal = body(frame)
        except Exception as error:
            problem = machine.caught(error, spot)
            del machine.loops[rounds:]
            machine.point(spot)
            if call(machine, leave, (problem.value.cls, problem.value, Traceback()), spot):
                return None
            raise problem from None
        machine.point(spot)
        call(machine, leave, (None, None, None), spot)
        return signal

    return run


def enter(machine: Machine, value: Value, spot: Spot) -> tuple[Value, Value]:
    """Call `__enter__`; its value, and the `__exit__` to call later."""
    try:
        methods = [method_of(machine, value, name) for name in ("__enter__", "__exit__")]
    except Exception:
        kind = type(value).__name__
        text = f"'{kind}' object does not support the context manager protocol"
        raise machine.blame(made("TypeError", text), spot) from None
    machine.mark(spot)
    return call(machine, methods[0], (), spot), methods[1]


def method_of(machine: Machine, value: Value, name: str) -> Value:
    if isinstance(value, Instance) and name in value.names:
        raise made("AttributeError", name)
    return get_attribute(machine, value, name)


def call(machine: Machine, function: Value, args: tuple[Value, ...], spot: Spot) -> Value:
    machine.calling = spot
    try:
        return function(*args)
    except Exception as error:
        raise machine.blame(error, spot) from None
