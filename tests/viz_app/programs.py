"""Notebook cells as plain Python in; the trace that the real core records of them out.

A stand-in for the language room, so that graph and story are tested on their own: each expression
is told its place before it is evaluated, each assignment tells the names.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import autograd_core as torch
from autograd_core.trace import Trace


def trace_of(*cells: str, order: Sequence[int] | None = None) -> Trace:
    """The trace of cells executed in an order (default: each once); an error ends it."""
    space: dict[str, Any] = {}
    with torch.record() as recorder:
        recorder.on_warning = lambda category, text: None
        for number in order if order is not None else range(len(cells)):
            recorder.start_cell(cells[number], number)
            space |= helpers(recorder, space)
            try:
                run(cells[number], recorder, space)
            except Exception as error:
                recorder.error(type(error).__name__, str(error))
                break
    return recorder.trace()


def run(text: str, recorder: Any, space: dict[str, Any]) -> None:
    tree = ast.parse(text)
    last = tree.body[-1] if tree.body else None
    shown = ast.Expression(last.value) if isinstance(last, ast.Expr) else None
    body = ast.Module(tree.body[:-1] if shown else tree.body, [])
    exec(compile(ast.fix_missing_locations(Places().visit(body)), "<cell>", "exec"), space)
    if shown is not None:
        value = eval(
            compile(ast.fix_missing_locations(Places().visit(shown)), "<cell>", "eval"), space
        )
        if value is not None:
            assert isinstance(last, ast.Expr)
            recorder.at = recorder.site(*place(last))
            recorder.output("display", f"{value!r}\n")


def place(node: Any) -> tuple[int, int, int, int]:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


class Places(ast.NodeTransformer):
    """Wraps calls, operators, attributes and assignments so that they tell where they are."""

    def told(self, helper: str, node: Any, *args: ast.expr) -> ast.expr:
        where = ast.Constant(place(node))
        return ast.Call(ast.Name(helper, ast.Load()), [where, *args], [])

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        self.generic_visit(node)
        function = ast.Lambda(
            ast.arguments([], [ast.arg("l"), ast.arg("r")], None, [], [], None, []),
            ast.BinOp(ast.Name("l", ast.Load()), node.op, ast.Name("r", ast.Load())),
        )
        return self.told("_call", node, function, node.left, node.right)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        self.generic_visit(node)
        function = ast.Lambda(
            ast.arguments([], [ast.arg("v")], None, [], [], None, []),
            ast.UnaryOp(node.op, ast.Name("v", ast.Load())),
        )
        return self.told("_call", node, function, node.operand)

    def visit_Call(self, node: ast.Call) -> Any:
        self.generic_visit(node)
        where = ast.Constant(place(node))
        return ast.Call(
            ast.Name("_call", ast.Load()), [where, node.func, *node.args], node.keywords
        )

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            return self.told("_attribute", node, node.value, ast.Constant(node.attr))
        return node

    def visit_Assign(self, node: ast.Assign) -> Any:
        self.generic_visit(node)
        target = node.targets[0]
        if isinstance(target, ast.Attribute):
            call = self.told("_set", node, target.value, ast.Constant(target.attr), node.value)
            return ast.Expr(call)
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        told = [
            ast.Expr(self.told("_name", node, ast.Constant(n.id), ast.Name(n.id, ast.Load())))
            for n in names
            if isinstance(n, ast.Name)
        ]
        return [node, *told]

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        self.generic_visit(node)
        assert isinstance(node.target, ast.Name)
        where = ast.Expr(self.told("_at", node))
        told = self.told(
            "_name", node, ast.Constant(node.target.id), ast.Name(node.target.id, ast.Load())
        )
        return [where, node, ast.Expr(told)]


def helpers(recorder: Any, space: dict[str, Any]) -> dict[str, Any]:
    def at(where: tuple[int, int, int, int]) -> None:
        recorder.at = recorder.site(*where)

    def call(where: Any, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        at(where)
        if function is print:
            recorder.output("stdout", " ".join(map(str, args)) + "\n")
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(*args, **kwargs)

    def attribute(where: Any, value: Any, name: str) -> Any:
        at(where)
        return getattr(value, name)

    def set_attribute(where: Any, value: Any, name: str, new: Any) -> None:
        at(where)
        setattr(value, name, new)

    def name(where: Any, key: str, value: Any) -> None:
        at(where)
        recorder.name(key, value if isinstance(value, torch.Tensor) else None)

    return {
        "torch": torch,
        "_at": at,
        "_call": call,
        "_attribute": attribute,
        "_set": set_attribute,
        "_name": name,
    }


LEAVES = """\
a = torch.full((2,2),1,dtype=torch.float32,requires_grad=True)
b = torch.full((2,2),2,dtype=torch.float32,requires_grad=True)
w = torch.full((2,2),2,dtype=torch.float32,requires_grad=True)"""
SECOND = """\
y = w * a
t = y + b
z = t.sum()

z.backward()

print(a.is_leaf, b.is_leaf, w.is_leaf, y.is_leaf, t.is_leaf)
a.grad, b.grad, w.grad, y.grad, t.grad"""
REGION = """\
with torch.no_grad():
    m = a * 10
print(a.grad, y.grad)"""
