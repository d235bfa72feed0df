"""Operators: sizes are checked before the work, then Python's own operator does it."""

from __future__ import annotations

import ast
import operator
from collections import deque
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from autograd_core.tensor import Tensor
from viz_app.language.arithmetic import Names, compared
from viz_app.language.errors import STOPS, LimitReached, made
from viz_app.language.machine import Machine
from viz_app.language.spots import Spot
from viz_app.language.strings import percent_format
from viz_app.language.unit import Unit, expression
from viz_app.language.values import Code, Frame, HostNumber, Value, own

Operation = Callable[[Any, Any], Any]

BINARY: dict[type[ast.operator], Operation] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.BitAnd: operator.and_,
}
INPLACE: dict[type[ast.operator], Operation] = {
    ast.Add: operator.iadd,
    ast.Sub: operator.isub,
    ast.Mult: operator.imul,
    ast.Div: operator.itruediv,
    ast.FloorDiv: operator.ifloordiv,
    ast.Mod: operator.imod,
    ast.Pow: operator.ipow,
    ast.MatMult: operator.imatmul,
    ast.LShift: operator.ilshift,
    ast.RShift: operator.irshift,
    ast.BitOr: operator.ior,
    ast.BitXor: operator.ixor,
    ast.BitAnd: operator.iand,
}
COMPARE: dict[type[ast.cmpop], Operation] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda item, container: operator.contains(container, item),
    ast.NotIn: lambda item, container: not operator.contains(container, item),
}
UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
}

SMALL = 1 << 63
"""Results below this need no further look at their size."""
SEQUENCES = (str, bytes, list, tuple, deque)


@expression(ast.BinOp)
def binary(unit: Unit, node: ast.BinOp) -> Code:
    """`a + b`"""
    operate, kind = BINARY[type(node.op)], type(node.op)
    apply = applier(unit.machine, operate, kind, unit.spot(node))
    return combined(unit, node.left, node.right, operate if kind in QUICK else None, apply)


QUICK = frozenset({ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod})
"""Operators whose result on two numbers is about as small as they are."""


def combined(
    unit: Unit, a: ast.expr, b: ast.expr, operate: Operation | None, apply: Operation
) -> Code:
    """Two operands and an operation on them: `operate` on plain numbers, `apply` on all else.

    What a scalar loop does most, names and constants, is done without further calls.
    """
    left, right = unit.expression(a), unit.expression(b)
    if operate is None:
        return lambda frame: apply(left(frame), right(frame))
    x, y = own_name(unit, a), own_name(unit, b)
    if x is not None and y is not None:

        def names(frame: Frame) -> Value:
            try:
                first, second = frame[x], frame[y]
            except KeyError:
                first, second = left(frame), right(frame)
            kind, other = type(first), type(second)
            if (kind is int or kind is float) and (other is int or other is float):
                try:
                    result = operate(first, second)
                    if -SMALL < result < SMALL:
                        return result
                except ArithmeticError:
                    pass
            return apply(first, second)

        return names
    if x is not None and isinstance(b, ast.Constant) and type(b.value) in (int, float):
        constant = b.value

        def name_and_number(frame: Frame) -> Value:
            try:
                first = frame[x]
            except KeyError:
                first = left(frame)
            kind = type(first)
            if kind is int or kind is float:
                try:
                    result = operate(first, constant)
                    if -SMALL < result < SMALL:
                        return result
                except ArithmeticError:
                    pass
            return apply(first, constant)

        return name_and_number

    def any_operands(frame: Frame) -> Value:
        first, second = left(frame), right(frame)
        kind, other = type(first), type(second)
        if (kind is int or kind is float) and (other is int or other is float):
            try:
                result = operate(first, second)
                if -SMALL < result < SMALL:
                    return result
            except ArithmeticError:
                pass
        return apply(first, second)

    return any_operands


def operands(unit: Unit, left: ast.expr, right: ast.expr) -> Names | None:
    """Two operands that are as simple as `a` and `b`, or `a` and `1`."""
    first, second = own_name(unit, left), own_name(unit, right)
    number = right.value if isinstance(right, ast.Constant) else None
    if first is None or (second is None and type(number) not in (int, float)):
        return None
    return first, second, number


def own_name(unit: Unit, node: ast.expr) -> str | None:
    """The name that an expression is, if it lives in the very frame that runs."""
    if not isinstance(node, ast.Name) or unit.scope.kind == "class":
        return None
    steps = unit.scope.steps(node.id)
    return node.id if steps == 0 or unit.scope.kind == "module" else None


def applier(
    machine: Machine, operate: Operation, kind: type[ast.operator], spot: Spot
) -> Operation:
    """The operator at one place: tensors at once, everything else after a look at its size."""
    check, repeats = CHECKS.get(kind), operate is operator.imul

    def apply(left: Value, right: Value) -> Value:
        try:
            if isinstance(left, Tensor):
                machine.mark(spot)
                return operate(left, right.plain() if isinstance(right, HostNumber) else right)
            if isinstance(right, Tensor):
                machine.mark(spot)
                return operate(left.plain() if isinstance(left, HostNumber) else left, right)
            if check is not None:
                check(machine, left, right)
            if kind is ast.Mod and isinstance(left, str | bytes):
                machine.point(spot)
                return percent_format(machine, left, right)
            if repeats and own(left) and type(right) in SEQUENCES:
                kind_name = type(left).__name__
                raise made("TypeError", f"can't multiply sequence by non-int of type '{kind_name}'")
            result = operate(left, right)
            if type(result) is int and not -SMALL < result < SMALL:
                check_bits(machine, result.bit_length())
            elif type(result) is Fraction:
                check_bits(machine, bits_of(result))
            return result
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return apply


def check_sum(machine: Machine, left: Value, right: Value) -> None:
    """Two texts or lists that are to be joined."""
    if isinstance(left, SEQUENCES) and isinstance(right, SEQUENCES):
        check_length(machine, left, len(left) + len(right))


def check_product(machine: Machine, left: Value, right: Value) -> None:
    """A text or list that is to be repeated, or two whole numbers."""
    if isinstance(right, SEQUENCES):
        left, right = right, left
    if isinstance(left, SEQUENCES) and isinstance(right, int):
        check_length(machine, left, len(left) * max(right, 0))


def check_power(machine: Machine, left: Value, right: Value) -> None:
    """A power of whole numbers: its size is known before it is computed."""
    if isinstance(left, int) and isinstance(right, int) and right > 0 and abs(left) > 1:
        check_bits(machine, (left.bit_length() - 1) * right)
    elif isinstance(left, Fraction) and isinstance(right, int):
        check_bits(machine, (bits_of(left) - 1) * abs(right))


def bits_of(value: Fraction) -> int:
    """The size of the larger half of a fraction."""
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def check_shift(machine: Machine, left: Value, right: Value) -> None:
    if isinstance(left, int) and isinstance(right, int) and left and right > 0:
        check_bits(machine, left.bit_length() + right)


CHECKS: dict[type[ast.operator], Callable[[Machine, Value, Value], None]] = {
    ast.Add: check_sum,
    ast.Mult: check_product,
    ast.Pow: check_power,
    ast.LShift: check_shift,
}


def check_length(machine: Machine, sequence: Value, length: int) -> None:
    """Refuse a text or list that would become too long; pay for one that will not."""
    key = "text" if isinstance(sequence, str | bytes) else "items"
    limit: int = getattr(machine.limits, key)
    if length > limit:
        raise LimitReached(key, count=f"{length:,}", limit=f"{limit:,}")
    machine.charge(length >> 4)


def check_bits(machine: Machine, bits: int) -> None:
    if bits > machine.limits.bits:
        raise LimitReached("bits", limit=machine.limits.bits)


@expression(ast.UnaryOp)
def unary(unit: Unit, node: ast.UnaryOp) -> Code:
    """`-a`, `not a`"""
    machine, spot = unit.machine, unit.spot(node)
    operand, operate = unit.expression(node.operand), UNARY[type(node.op)]
    literal = node.operand.value if isinstance(node.operand, ast.Constant) else None
    if isinstance(node.op, ast.USub) and isinstance(literal, int | float):
        value = operate(literal)
        return lambda frame: value

    def apply(frame: Frame) -> Value:
        value = operand(frame)
        if isinstance(value, Tensor):
            machine.mark(spot)
        try:
            return operate(value)
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return apply


@expression(ast.BoolOp)
def boolean(unit: Unit, node: ast.BoolOp) -> Code:
    """`a and b`, `a or b`"""
    *firsts, last = unit.expressions(node.values)
    truths = [truth(unit, each) for each in node.values]
    wanted = isinstance(node.op, ast.And)

    def decide(frame: Frame) -> Value:
        for first, true in zip(firsts, truths, strict=False):
            value = first(frame)
            if true(value) is not wanted:
                return value
        return last(frame)

    return decide


def truth(unit: Unit, node: ast.expr) -> Callable[[Value], bool]:
    """The truth of a value computed at `node`; a tensor or an instance may refuse to say."""
    machine, spot = unit.machine, unit.spot(node)

    def true(value: Value) -> bool:
        if value is True or value is False:
            return bool(value)
        if isinstance(value, Tensor):
            machine.mark(spot)
        try:
            return bool(value)
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return true


def condition(unit: Unit, node: ast.expr) -> Callable[[Frame], bool]:
    """An expression as the condition of an `if` or a `while`."""
    value, true = unit.expression(node), truth(unit, node)

    def decide(frame: Frame) -> bool:
        answer = value(frame)
        return answer if answer is True or answer is False else true(answer)

    return decide


@expression(ast.IfExp)
def choice(unit: Unit, node: ast.IfExp) -> Code:
    """`a if c else b`"""
    test = condition(unit, node.test)
    body, orelse = unit.expression(node.body), unit.expression(node.orelse)
    return lambda frame: body(frame) if test(frame) else orelse(frame)


@expression(ast.Compare)
def comparison(unit: Unit, node: ast.Compare) -> Code:
    """`a < b`, `a < b < c`"""
    machine = unit.machine
    places = [node.left, *node.comparators]
    if len(node.ops) == 1:
        compare = comparer(machine, node.ops[0], unit.spot(node))
        plain = isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE | ast.Eq | ast.NotEq)
        operate = COMPARE[type(node.ops[0])] if plain else None
        general = combined(unit, node.left, node.comparators[0], None, compare)
        names = operands(unit, node.left, node.comparators[0])
        return general if operate is None or names is None else compared(operate, names, general)
    first = unit.expression(node.left)
    links = [
        (comparer(machine, kind, unit.places.between(a, b)), unit.expression(b))
        for kind, a, b in zip(node.ops, places, places[1:], strict=False)
    ]
    true = truth(unit, node)

    def chain(frame: Frame) -> Value:
        left = first(frame)
        answer: Value = True
        for compare, operand in links:
            right = operand(frame)
            answer = compare(left, right)
            if not true(answer):
                return answer
            left = right
        return answer

    return chain


def comparer(machine: Machine, kind: ast.cmpop, spot: Spot) -> Operation:
    """One comparison at one place."""
    operate = COMPARE[type(kind)]
    if isinstance(kind, ast.Is | ast.IsNot):
        return operate
    member = isinstance(kind, ast.In | ast.NotIn)

    def compare(left: Value, right: Value) -> Value:
        try:
            if isinstance(left, Tensor) or isinstance(right, Tensor):
                machine.mark(spot)
            elif member:
                search_cost(machine, left, right)
            return operate(left, right)
        except STOPS as error:
            raise machine.blame(error, spot) from None

    return compare


def search_cost(machine: Machine, item: Value, container: Value) -> None:
    """Pay for a search; one in a range is arithmetic for an int and a walk for anything else."""
    if isinstance(container, list | tuple | str):
        machine.charge(len(container) >> 4)
    elif isinstance(container, range) and type(item) not in (int, bool):
        machine.charge_items(container)
