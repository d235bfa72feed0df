"""A program's text in; the numbers in it that one may turn out, and the text with one turned."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

MAKERS = frozenset({"tensor", "full", "SGD", "Adam", "AdamW", "RMSprop", "Adagrad"})
"""Calls whose numbers are values of leaves or hyper-parameters."""


@dataclass(frozen=True)
class Number:
    """A literal: what it is called, its value, and its place (line from 1, columns from 0)."""

    label: str
    value: int | float
    line: int
    col: int
    end_col: int


def numbers(code: str) -> list[Number]:
    """Every literal that is a leaf's value, a hyper-parameter, or assigned to a name by itself."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return []
    found: list[Number] = []
    for statement in ast.walk(tree):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            found += in_value(statement.targets[0].id, statement.value)
        elif isinstance(statement, ast.Call) and name_of(statement.func) in MAKERS:
            for keyword in statement.keywords:
                if keyword.arg:
                    found += literal(keyword.arg, keyword.value)
    unique = {(one.line, one.col): one for one in reversed(found)}
    return [unique[place] for place in sorted(unique)]


def with_number(code: str, number: Number, value: int | float) -> str:
    """The text with another value in the place of a number."""
    lines = code.split("\n")
    raw = lines[number.line - 1].encode()
    # The parser counts bytes of UTF-8.
    line = raw[: number.col] + repr(value).encode() + raw[number.end_col :]
    lines[number.line - 1] = line.decode()
    return "\n".join(lines)


def in_value(name: str, value: ast.expr) -> Iterator[Number]:
    """`lr = 0.1`, and the elements of `a = torch.tensor([[1., 2.]])`: `a[0, 0]`, `a[0, 1]`."""
    yield from literal(name, value)
    if isinstance(value, ast.Call) and name_of(value.func) in ("tensor", "full") and value.args:
        if name_of(value.func) == "full":
            yield from literal(name, value.args[-1])
        else:
            yield from elements(name, value.args[0], ())


def elements(name: str, node: ast.expr, place: tuple[int, ...]) -> Iterator[Number]:
    if isinstance(node, (ast.List, ast.Tuple)):
        for index, element in enumerate(node.elts):
            yield from elements(name, element, (*place, index))
    else:
        yield from literal(f"{name}[{', '.join(map(str, place))}]" if place else name, node)


def literal(label: str, node: ast.expr) -> Iterator[Number]:
    """A number, or minus a number."""
    sign, inner = 1, node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        sign, inner = -1, node.operand
    if not isinstance(inner, ast.Constant) or isinstance(inner.value, bool):
        return
    if isinstance(inner.value, int | float) and node.end_col_offset is not None:
        value = sign * inner.value
        yield Number(label, value, node.lineno, node.col_offset, node.end_col_offset)


def name_of(function: ast.expr) -> str:
    """`full` of `torch.full`."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
