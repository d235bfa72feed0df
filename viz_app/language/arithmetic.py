"""What scalar loops do most, in as few closures as possible: `a = b + c` and `a < b` on names.

Each closure handles plain numbers itself and leaves everything else to the general one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from autograd_core.tensor import Tensor
from viz_app.language.unit import Action, Store
from viz_app.language.values import Code, Frame, Value

HIGH = 1 << 62
LOW = -HIGH
"""Whole numbers between these need no further look at their size."""

Names = tuple[str, str | None, Any]
"""The name on the left of an operator, and the name or else the number on its right."""


def add_to_name(name: str, operands: Names, value: Code, store: Store) -> Action:
    """`name = x + y`"""
    x, y, constant = operands

    def run(frame: Frame) -> None:
        try:
            first = frame[x]
            second = constant if y is None else frame[y]
        except KeyError:
            store(frame, value(frame))
            return
        kind, other = type(first), type(second)
        if kind is int and other is int:
            result = first + second
            plain = LOW < result < HIGH
        elif (kind is float and (other is float or other is int)) or (
            kind is int and other is float
        ):
            result, plain = first + second, True
        else:
            result, plain = None, False
        if plain and (name == x or not isinstance(frame.get(name), Tensor)):
            frame[name] = result
        else:
            store(frame, value(frame))

    return run


def subtract_to_name(name: str, operands: Names, value: Code, store: Store) -> Action:
    """`name = x - y`"""
    x, y, constant = operands

    def run(frame: Frame) -> None:
        try:
            first = frame[x]
            second = constant if y is None else frame[y]
        except KeyError:
            store(frame, value(frame))
            return
        kind, other = type(first), type(second)
        if kind is int and other is int:
            result = first - second
            plain = LOW < result < HIGH
        elif (kind is float and (other is float or other is int)) or (
            kind is int and other is float
        ):
            result, plain = first - second, True
        else:
            result, plain = None, False
        if plain and (name == x or not isinstance(frame.get(name), Tensor)):
            frame[name] = result
        else:
            store(frame, value(frame))

    return run


def multiply_to_name(name: str, operands: Names, value: Code, store: Store) -> Action:
    """`name = x * y`"""
    x, y, constant = operands

    def run(frame: Frame) -> None:
        try:
            first = frame[x]
            second = constant if y is None else frame[y]
        except KeyError:
            store(frame, value(frame))
            return
        kind, other = type(first), type(second)
        if kind is int and other is int:
            result = first * second
            plain = LOW < result < HIGH
        elif (kind is float and (other is float or other is int)) or (
            kind is int and other is float
        ):
            result, plain = first * second, True
        else:
            result, plain = None, False
        if plain and (name == x or not isinstance(frame.get(name), Tensor)):
            frame[name] = result
        else:
            store(frame, value(frame))

    return run


INTO_NAME: dict[type[ast.operator], Callable[[str, Names, Code, Store], Action]] = {
    ast.Add: add_to_name,
    ast.Sub: subtract_to_name,
    ast.Mult: multiply_to_name,
}


def compared(operate: Callable[[Any, Any], Any], operands: Names, value: Code) -> Code:
    """`x < y` and its like"""
    x, y, constant = operands

    def compare(frame: Frame) -> Value:
        try:
            first = frame[x]
            second = constant if y is None else frame[y]
        except KeyError:
            return value(frame)
        kind, other = type(first), type(second)
        if (kind is int or kind is float) and (other is int or other is float):
            return operate(first, second)
        return value(frame)

    return compare
