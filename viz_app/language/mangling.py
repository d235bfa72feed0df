"""Private names: a tree in, every `__x` inside a class spelled with the class's name out.

Python's compiler does the same. The names of functions and classes stay as they are written, for
`__name__`; what they bind is spelled by whoever binds it, with `mangled`.
"""

from __future__ import annotations

import ast

FIELDS: tuple[tuple[type[ast.AST], str], ...] = (
    (ast.Name, "id"),
    (ast.Attribute, "attr"),
    (ast.arg, "arg"),
    (ast.keyword, "arg"),
    (ast.ExceptHandler, "name"),
    (ast.alias, "asname"),
    (ast.MatchAs, "name"),
    (ast.MatchStar, "name"),
    (ast.MatchMapping, "rest"),
)


def mangled(name: str, around: str) -> str:
    """A name as it is spelled inside the class `around` (or "" outside of any)."""
    private = name.startswith("__") and not name.endswith("__")
    around = around.lstrip("_")
    return f"_{around}{name}" if private and around else name


def mangle(tree: ast.Module) -> ast.Module:
    """Spell the private names of a tree, in place; a second time changes nothing."""
    waiting: list[tuple[ast.AST, str]] = [(tree, "")]
    while waiting:
        node, around = waiting.pop()
        if around:
            spell(node, around)
        for child in ast.iter_child_nodes(node):
            name = node.name if isinstance(node, ast.ClassDef) and child in node.body else around
            waiting.append((child, name))
    return tree


def spell(node: ast.AST, around: str) -> None:
    for kind, field in FIELDS:
        if isinstance(node, kind):
            name = getattr(node, field)
            if isinstance(name, str):
                setattr(node, field, mangled(name, around))
    if isinstance(node, ast.Global | ast.Nonlocal):
        node.names = [mangled(name, around) for name in node.names]
