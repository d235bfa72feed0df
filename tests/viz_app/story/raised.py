"""The engine's source in; the sentences that its `raise` statements write out, gaps filled, out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import autograd_core

ENGINE = Path(autograd_core.__file__).parent
GAP = "3"
LETTERS = 12
"""So many letters must be written out: of a sentence that is all gaps nothing can be said."""


def raised() -> list[tuple[str, str, str]]:
    """Where (file and line), the error's type, and the sentence."""
    files = (path for path in sorted(ENGINE.rglob("*.py")) if "trace" not in path.parts)
    return [found for path in files for found in in_file(path)]


def in_file(path: Path) -> Iterator[tuple[str, str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
            continue
        kind = ast.unparse(node.exc.func)
        said = max((text(argument) for argument in node.exc.args), key=len, default="")
        if kind.endswith("Error") and len(re.findall("[A-Za-z]", said)) >= LETTERS:
            yield f"{path.relative_to(ENGINE)}:{node.lineno}", kind, said


def text(node: ast.expr) -> str:
    """What can be read of a text without running anything."""
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.JoinedStr(values=values):
            return "".join(text(value) or GAP for value in values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return (text(left) or GAP) + (text(right) or GAP) if text(left) or text(right) else ""
        case ast.BinOp(left=left, op=ast.Mod()):
            return text(left)
        case ast.Call(func=ast.Attribute(value=value, attr="format")):
            return text(value)
    return ""
