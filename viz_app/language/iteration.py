"""Iteration: `for`, `while` and comprehensions, each round paid for and counted.

A loop leaves its round count on the machine's stack when an error ends it: whoever catches the
error puts the stack back.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from collections.abc import Iterator as HostIterator
from typing import Any

from autograd_core.tensor import Tensor
from viz_app.language.errors import STOPS
from viz_app.language.generators import Generator
from viz_app.language.machine import Machine
from viz_app.language.operators import condition, truth
from viz_app.language.scopes import comprehension_scope
from viz_app.language.spots import Spot
from viz_app.language.unit import BREAK, CONTINUE, Action, Unit, block, expression, statement
from viz_app.language.values import Code, Frame, Iterator, Value


def iterate(machine: Machine, value: Value, spot: Spot) -> HostIterator[Value]:
    """The host's iterator over a value; TypeError when there is none."""
    try:
        if isinstance(value, Tensor):
            machine.mark(spot)
        return iter(value)
    except STOPS as error:
        raise machine.blame(error, spot) from None


def cost(body: list[ast.stmt]) -> int:
    """What one round of a loop is charged: its statements, without those of loops inside it."""
    total = 1
    for node in body:
        total += 1
        if isinstance(node, ast.If | ast.With | ast.Try | ast.Match):
            inner = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
            total += cost(inner) - 1
    return total


@statement(ast.For)
def for_loop(unit: Unit, node: ast.For) -> Action:
    """`for x in items: …`"""
    machine, spot = unit.machine, unit.spot(node.iter)
    items, assign = unit.expression(node.iter), unit.target(node.target)
    actions, otherwise = unit.statements(node.body), block(unit, node.orelse)
    price, loops = cost(node.body), machine.loops

    def loop(frame: Frame) -> Any:
        walk = iterate(machine, items(frame), spot)
        depth = len(loops)
        loops.append(0)
        try:
            for item in walk:
                machine.fuel -= price
                if machine.fuel < 0:
                    machine.refuel(spot)
                assign(frame, item)
                signal = None
                for action in actions:
                    signal = action(frame)
                    if signal is not None:
                        break
                if signal is not None and signal is not CONTINUE:
                    del loops[depth:]
                    return None if signal is BREAK else signal
                loops[depth] += 1  # the next item is fetched for the next round
        except STOPS as error:
            raise machine.blame(error, spot) from None
        del loops[depth:]
        return otherwise(frame)

    return loop


@statement(ast.While)
def while_loop(unit: Unit, node: ast.While) -> Action:
    """`while c: …`"""
    machine, loops = unit.machine, unit.machine.loops
    test, true = unit.expression(node.test), truth(unit, node.test)
    actions, otherwise = unit.statements(node.body), block(unit, node.orelse)
    price, spot = cost(node.body), unit.spot(node.test)

    def loop(frame: Frame) -> Any:
        depth = len(loops)
        loops.append(0)
        while (answer := test(frame)) is True or (answer is not False and true(answer)):
            machine.fuel -= price
            if machine.fuel < 0:
                machine.refuel(spot)
            signal = None
            for action in actions:
                signal = action(frame)
                if signal is not None:
                    break
            if signal is not None and signal is not CONTINUE:
                del loops[depth:]
                return None if signal is BREAK else signal
            loops[depth] += 1
        del loops[depth:]
        return otherwise(frame)

    return loop


@statement(ast.Break)
def break_(unit: Unit, node: ast.Break) -> Action:
    return lambda frame: BREAK


@statement(ast.Continue)
def continue_(unit: Unit, node: ast.Continue) -> Action:
    return lambda frame: CONTINUE


# Comprehensions -----------------------------------------------------------------------------------


@expression(ast.ListComp)
def list_comprehension(unit: Unit, node: ast.ListComp) -> Code:
    """`[f(x) for x in items if c]`"""
    inner = unit.within(comprehension_scope(node, unit.scope))
    element = inner.expression(node.elt)
    walk = rounds(unit, inner, node.generators)

    def build(frame: Frame) -> list[Value]:
        return [element(each) for each in walk(frame)]

    return build


@expression(ast.SetComp)
def set_comprehension(unit: Unit, node: ast.SetComp) -> Code:
    inner = unit.within(comprehension_scope(node, unit.scope))
    element, spot, machine = inner.expression(node.elt), unit.spot(node), unit.machine
    walk = rounds(unit, inner, node.generators)

    def build(frame: Frame) -> set[Value]:
        try:
            return {element(each) for each in walk(frame)}
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return build


@expression(ast.DictComp)
def dict_comprehension(unit: Unit, node: ast.DictComp) -> Code:
    inner = unit.within(comprehension_scope(node, unit.scope))
    key, value = inner.expression(node.key), inner.expression(node.value)
    walk, spot, machine = rounds(unit, inner, node.generators), unit.spot(node), unit.machine

    def build(frame: Frame) -> dict[Value, Value]:
        try:
            return {key(each): value(each) for each in walk(frame)}
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return build


@expression(ast.GeneratorExp)
def generator_expression(unit: Unit, node: ast.GeneratorExp) -> Code:
    """`(f(x) for x in items)`: nothing but the first `items` is computed yet."""
    machine, spot = unit.machine, unit.spot(node.generators[0].iter)
    inner = unit.within(comprehension_scope(node, unit.scope))
    element, first = inner.expression(node.elt), unit.expression(node.generators[0].iter)
    walk = rounds(unit, inner, node.generators, given=True)

    def build(frame: Frame) -> Iterator:
        items = iterate(machine, first(frame), spot)
        return Generator(
            machine,
            f"{inner.scope.within}<genexpr>",
            (element(each) for each in walk(frame, items)),
        )

    return build


def rounds(
    unit: Unit, inner: Unit, generators: list[ast.comprehension], *, given: bool = False
) -> Callable[..., HostIterator[Frame]]:
    """The frames in which a comprehension's element is computed, one round after the other."""
    machine, loops = unit.machine, unit.machine.loops
    in_class = unit.scope.kind == "class"
    units = [unit if place == 0 else inner for place in range(len(generators))]
    sources = [
        (each.expression(generator.iter), each.spot(generator.iter))
        for each, generator in zip(units, generators, strict=True)
    ]
    targets = [inner.target(generator.target) for generator in generators]
    tests = [[condition(inner, test) for test in generator.ifs] for generator in generators]

    def walk(frame: Frame, items: HostIterator[Value] | None = None) -> HostIterator[Frame]:
        local: Frame = {None: frame[None] if in_class else frame}
        if items is None:
            items = iterate(machine, sources[0][0](frame), sources[0][1])
        return nested(local, 0, items)

    def nested(local: Frame, level: int, items: HostIterator[Value]) -> HostIterator[Frame]:
        assign, conditions, spot = targets[level], tests[level], sources[level][1]
        last = level + 1 == len(sources)
        depth = len(loops)
        loops.append(0)
        try:
            for item in items:
                machine.fuel -= 2
                if machine.fuel < 0:
                    machine.refuel(spot)
                assign(local, item)
                if conditions and not passes(local, conditions):
                    pass
                elif last:
                    yield local
                else:
                    source, place = sources[level + 1]
                    yield from nested(local, level + 1, iterate(machine, source(local), place))
                loops[depth] += 1
        except STOPS as error:
            raise machine.blame(error, spot) from None
        del loops[depth:]

    return walk


def passes(frame: Frame, conditions: list[Callable[[Frame], bool]]) -> bool:
    """Whether every `if` of a comprehension lets a round through."""
    return all(test(frame) for test in conditions)
