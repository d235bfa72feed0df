"""Texts and places of a trace in; the person's source text of a place, and its identity, out."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from autograd_core.ops import OPS
from autograd_core.trace import Trace

TextKey = tuple[int, str]
"""A text: which code cell of the notebook, and what it said when it ran."""
Span = tuple[int, int, int, int, int]
SiteKey = tuple[Any, ...]
"""A place without the run and the round of a loop: equal whenever the same text runs again."""

LONGEST_SOURCE = 30
SIGN = re.compile(r"self (\S+) (\w+)")
"""The formula of an operation that has a sign: `self * other`."""


class Sources:
    """Which cell of the notebook each text of the trace belongs to, while the events are walked."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.lines = [text.split("\n") for text in trace.cells]
        self.numbers: dict[int, int] = {}
        self.known: dict[Span, str] = {}

    def copy(self) -> Sources:
        """The same as known by now."""
        other = Sources(self.trace)
        other.numbers = dict(self.numbers)
        return other

    def started(self, event: dict[str, Any]) -> None:
        """A cell begins to run."""
        self.numbers[event["cell"]] = event["number"]

    def text_key(self, cell: int) -> TextKey:
        return self.numbers.get(cell, -1), self.trace.cells[cell]

    def key(self, at: int | None) -> SiteKey:
        """The identity of a place."""
        if at is None:
            return ()
        site = self.trace.sites[at]
        span = (site["line"], site["col"], site["end_line"], site["end_col"])
        calls = tuple((name, line) for name, line in site["path"])
        return (self.numbers.get(site["cell"], -1), site["cell"], span, calls)

    def text(self, at: int | None) -> str:
        """The source text of a place, on one line and not too long."""
        return brief(self.whole(at))

    def whole(self, at: int | None) -> str:
        """The source text of a place, on one line; in every round of a loop it is the same."""
        if at is None:
            return ""
        site = self.trace.sites[at]
        span = (site["cell"], site["line"], site["col"], site["end_line"], site["end_col"])
        found = self.known.get(span)
        if found is None:
            found = self.known[span] = self.cut(site)
        return found

    def cut(self, site: dict[str, Any]) -> str:
        lines = self.lines[site["cell"]][site["line"] - 1 : site["end_line"]]
        if not lines:
            return ""
        lines[-1] = lines[-1][: site["end_col"]]
        lines[0] = lines[0][site["col"] :]
        return " ".join(" ".join(lines).split())

    def line(self, at: int | None) -> str:
        """The whole line in which a place begins, not too long."""
        if at is None:
            return ""
        site = self.trace.sites[at]
        lines = self.lines[site["cell"]]
        inside = 0 < site["line"] <= len(lines)
        return shortened(lines[site["line"] - 1].strip()) if inside else ""


def shortened(text: str, longest: int = LONGEST_SOURCE) -> str:
    """A text, or its beginning with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


# What a card is called ---------------------------------------------------------------------------

OUTER = ("torch", "nn", "F", "np", "autograd")
"""Modules whose names say nothing that a picture must say: `torch.nn.functional.relu` is `relu`."""
GAP = ast.Name("…")


@lru_cache(1 << 12)
def brief(text: str, longest: int = LONGEST_SOURCE) -> str:
    """A text; where it is long, what is deep inside of it gives way first, never its outermost."""
    if len(text) <= longest:
        return text
    for depth in (4, 3, 2, 1):
        try:
            tree = ast.parse(text, mode="eval").body
            found = ast.unparse(Shorter(depth).visit(tree))
        except (SyntaxError, ValueError, RecursionError):
            return shortened(text, longest)
        if len(found) <= longest:
            return found
    return shortened(found, longest)


class Shorter(ast.NodeTransformer):
    """Leaves out modules' names, and what stands more than `depth` brackets deep."""

    def __init__(self, depth: int) -> None:
        self.depth = depth

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(root, ast.Name) and root.id in OUTER:
            return ast.Name(node.attr)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        node.func = self.visit(node.func)
        node.keywords = [] if node.args else node.keywords
        node.args = [self.inner(arg) for arg in node.args]
        for keyword in node.keywords:
            keyword.value = self.inner(keyword.value)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        node.left, node.right = self.inner(node.left), self.inner(node.right)
        return node

    def inner(self, node: ast.expr) -> ast.expr:
        """A part one level deeper; too deep, only a name or a number stays."""
        if isinstance(node, ast.Name | ast.Constant):
            return node
        if self.depth <= 1:
            return GAP
        self.depth -= 1
        found: ast.expr = self.visit(node)
        self.depth += 1
        return found


def computation(op: str, inputs: Sequence[str], params: Mapping[str, Any]) -> str:
    """An operation on its inputs, as a person would write it: `w ** 2`, `exp(w)`."""
    entry = OPS.get(op)
    sign = None if entry is None else SIGN.fullmatch(entry.formula)
    parts = list(inputs)
    if sign is not None and len(parts) == 1 and isinstance(params.get(sign[2]), int | float):
        parts.append(f"{params[sign[2]]:g}")
    if sign is not None and len(parts) == 2:
        return brief(f"{bracketed(parts[0])} {sign[1]} {bracketed(parts[1])}")
    name = op.partition(".")[0]
    return brief(f"{name}({', '.join(parts)})") if parts else name


def bracketed(text: str) -> str:
    """A part of a longer text, in brackets if it has parts itself."""
    return f"({text})" if " " in text and not text.endswith(")") else text
