"""Expressions with a `yield` in them: generators of the host, so that they can wait anywhere.

What is evaluated before a `yield` in the same expression is kept in the frame meanwhile, and the
expression is compiled with the kept values in its place: `f(a, (yield b), c)` keeps `f` and `a`.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from collections.abc import Generator as HostGenerator
from functools import partial
from typing import Any

from viz_app.language.attributes import get_attribute
from viz_app.language.errors import STOPS, Raised
from viz_app.language.generators import Generator, is_a
from viz_app.language.iteration import iterate
from viz_app.language.machine import Machine
from viz_app.language.operators import comparer, truth
from viz_app.language.scopes import own_nodes
from viz_app.language.unit import Unit, expression
from viz_app.language.values import Code, Frame, Value

Steps = HostGenerator[Value, Value, Any]
Waiting = Callable[[Frame], Steps]
Place = tuple[Any, Any]
"""Where a part of a node is: the node and a field, or a list of parts and an index."""


class Kept(ast.expr):
    """A value that is in the frame since before a `yield`, under this node as its key."""

    _fields = ()


@expression(Kept)
def kept(unit: Unit, node: Kept) -> Code:
    return lambda frame: frame.pop(node)


def has_yield(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Yield | ast.YieldFrom) for each in own_nodes([node]))


def waiting_value(unit: Unit, node: ast.expr) -> Waiting:
    """An expression whose closure may wait; its value is what the host's generator returns."""
    if not has_yield(node):
        return at_once(unit, node)
    return WAITING.get(type(node), in_parts)(unit, node)


def at_once(unit: Unit, node: ast.expr) -> Waiting:
    value = unit.expression(node)

    def compute(frame: Frame) -> Steps:
        return value(frame)
        yield

    return compute


def in_parts(unit: Unit, node: ast.expr) -> Waiting:
    """Any expression: its parts up to the last that waits, then all of it with their values."""
    parts, rest = lifted(unit, node)
    value = unit.expression(rest)

    def compute(frame: Frame) -> Steps:
        for place, part in parts:
            frame[place] = yield from part(frame)
        return value(frame)

    return compute


Parts = list[tuple[Kept, Waiting]]


def lifted(unit: Unit, node: Any) -> tuple[Parts, Any]:
    """The parts of a node that are evaluated first, and a copy of the node that uses them."""
    rest = copy.deepcopy(node)
    places = list(operands(rest))
    last = max((i for i, place in enumerate(places) if has_yield(part_at(place))), default=-1)
    parts: Parts = []
    for place in places[: last + 1]:
        part = part_at(place)
        if not isinstance(part, ast.Constant):
            parts.append((Kept(), waiting_value(unit, part)))
            put_at(place, ast.copy_location(parts[-1][0], part))
    return parts, rest


def part_at(place: Place) -> ast.expr:
    owner, where = place
    part: ast.expr = owner[where] if isinstance(owner, list) else getattr(owner, where)
    return part


def put_at(place: Place, part: ast.expr) -> None:
    owner, where = place
    if isinstance(owner, list):
        owner[where] = part
    else:
        setattr(owner, where, part)


ORDER: dict[type[ast.AST], tuple[str, ...]] = {
    ast.Assign: ("value", "targets"),
    ast.AnnAssign: ("value", "target"),
    ast.NamedExpr: ("value",),
    ast.FunctionDef: ("decorator_list", "args"),
    ast.arguments: ("defaults", "kw_defaults"),
    ast.Lambda: ("args",),
    ast.ClassDef: ("decorator_list", "bases"),
    ast.comprehension: ("iter",),
}
"""The fields that are evaluated, in this order, where it is not simply all of them."""
FRAMES = (ast.Starred, ast.FormattedValue, ast.keyword, ast.Slice, ast.arguments)
"""Nodes around values that are no values themselves."""


def operands(node: ast.AST) -> Iterator[Place]:
    """The places of the parts of a node, in the order in which Python evaluates them."""
    if isinstance(node, ast.Dict):
        for index, key in enumerate(node.keys):
            if key is not None:
                yield node.keys, index
            yield node.values, index
        return
    for name in ORDER.get(type(node), node._fields):
        part = getattr(node, name, None)
        if isinstance(part, list):
            for index, each in enumerate(part):
                yield from operand((part, index), each)
        else:
            yield from operand((node, name), part)
        if isinstance(part, list) and part and isinstance(part[0], ast.comprehension):
            return


def operand(place: Place, part: Any) -> Iterator[Place]:
    if isinstance(part, ast.comprehension):
        yield part, "iter"
    elif isinstance(part, FRAMES) or (isinstance(part, ast.expr) and is_target(part)):
        yield from operands(part)
    elif isinstance(part, ast.Attribute) and place[1] == "func":
        yield part, "value"
    elif isinstance(part, ast.expr):
        yield place


def is_target(part: ast.expr) -> bool:
    return not isinstance(getattr(part, "ctx", ast.Load()), ast.Load)


# Expressions that wait in a way of their own ------------------------------------------------------


def give(unit: Unit, node: ast.Yield) -> Waiting:
    """`yield x`"""
    if node.value is None:

        def give_none(frame: Frame) -> Steps:
            return (yield None)

        return give_none
    value = waiting_value(unit, node.value)

    def give_value(frame: Frame) -> Steps:
        return (yield (yield from value(frame)))

    return give_value


def delegate(unit: Unit, node: ast.YieldFrom) -> Waiting:
    """`yield from x`: what is sent or thrown in goes on to the inner generator."""
    machine, spot = unit.machine, unit.spot(node)
    source = waiting_value(unit, node.value)

    def run(frame: Frame) -> Steps:
        walk: Any = iterate(machine, (yield from source(frame)), spot)
        step: Callable[[], Value] = partial(next, walk)
        while True:
            try:
                item = step()
            except StopIteration as stop:
                return stop.value
            except STOPS as error:
                raise machine.blame(error, spot) from None
            try:
                sent = yield item
            except Raised as error:
                step = thrown_on(walk, error)
            else:
                step = partial(next, walk) if sent is None else sent_on(machine, walk, sent)

    return run


def thrown_on(walk: Any, error: Raised) -> Callable[[], Value]:
    if not isinstance(walk, Generator):
        raise error
    if is_a(error, "GeneratorExit"):
        walk.close()
        raise error
    return partial(walk.throw, error)


def sent_on(machine: Machine, walk: Any, sent: Value) -> Callable[[], Value]:
    if isinstance(walk, Generator):
        return partial(walk.resume, sent)
    return lambda: get_attribute(machine, walk, "send")(sent)


def choice(unit: Unit, node: ast.IfExp) -> Waiting:
    """`a if c else b`"""
    test, true = waiting_value(unit, node.test), truth(unit, node.test)
    body, orelse = waiting_value(unit, node.body), waiting_value(unit, node.orelse)

    def run(frame: Frame) -> Steps:
        chosen = body if true((yield from test(frame))) else orelse
        return (yield from chosen(frame))

    return run


def boolean(unit: Unit, node: ast.BoolOp) -> Waiting:
    """`a and b`, `a or b`"""
    *firsts, last = [waiting_value(unit, each) for each in node.values]
    truths = [truth(unit, each) for each in node.values]
    wanted = isinstance(node.op, ast.And)

    def decide(frame: Frame) -> Steps:
        for first, true in zip(firsts, truths, strict=False):
            value = yield from first(frame)
            if true(value) is not wanted:
                return value
        return (yield from last(frame))

    return decide


def comparison(unit: Unit, node: ast.Compare) -> Waiting:
    """`a < b < c`"""
    places = [node.left, *node.comparators]
    first, *others = [waiting_value(unit, each) for each in places]
    compares = [
        comparer(unit.machine, kind, unit.places.between(a, b))
        for kind, a, b in zip(node.ops, places, places[1:], strict=False)
    ]
    true = truth(unit, node)

    def chain(frame: Frame) -> Steps:
        left = yield from first(frame)
        answer: Value = True
        for compare, operand in zip(compares, others, strict=True):
            right = yield from operand(frame)
            answer = compare(left, right)
            if len(compares) > 1 and not true(answer):
                return answer
            left = right
        return answer

    return chain


WAITING: dict[type[ast.AST], Callable[[Unit, Any], Waiting]] = {
    ast.Yield: give,
    ast.YieldFrom: delegate,
    ast.IfExp: choice,
    ast.BoolOp: boolean,
    ast.Compare: comparison,
}


@expression(ast.Yield, ast.YieldFrom)
def nowhere(unit: Unit, node: ast.Yield | ast.YieldFrom) -> Code:
    """A `yield` that no function is around: Python's compiler has refused it before the run."""
    raise AssertionError(ast.dump(node))
