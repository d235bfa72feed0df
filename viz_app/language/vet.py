"""A parsed cell in, everything in it that this language does not have out; nothing has run."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace

from viz_app.language.finding import Finding
from viz_app.language.grammar import (
    ALLOWED,
    CLOSED_DOORS,
    DUNDER_ATTRIBUTES,
    DUNDER_INSTEAD,
    DUNDER_METHODS,
    DUNDER_NAMES,
    INSTEAD,
    METACLASSES,
    OWN_METHODS,
    REFUSED,
    UNSUPPORTED_METHODS,
)
from viz_app.language.modules import MODULES
from viz_app.language.source import characters, lines_of
from viz_app.settings import Limits

DUNDER = re.compile(r"__\w*__$")
METHODS = DUNDER_METHODS | OWN_METHODS


def vet(
    cell: int, source: str, tree: ast.Module, bound: frozenset[str], limits: Limits
) -> list[Finding]:
    """The refusals of one cell: too large, not in the language, or not valid Python."""
    findings = list(size_findings(cell, tree, limits))
    if findings:
        return findings
    lines = lines_of(source)
    waiting: list[ast.AST] = [tree]
    classes: set[ast.AST] = set()
    while waiting:
        node = waiting.pop()
        if type(node) in ALLOWED:
            waiting.extend(ast.iter_child_nodes(node))
        classes.update(asked_classes(node))
        if node in classes:
            continue
        for finding in node_findings(cell, node, bound, limits):
            line = lines[finding.line - 1]
            col, end_col = characters(line, finding.col), characters(line, finding.end_col)
            findings.append(replace(finding, col=col, end_col=end_col))
        if len(findings) > limits.findings:
            return findings
    return findings or list(compile_findings(cell, tree))


def asked_classes(node: ast.AST) -> Iterator[ast.AST]:
    """`x.__class__` where only its name is asked, it is called or compared: that is `type(x)`."""
    parts: list[ast.expr] = []
    if isinstance(node, ast.Attribute) and node.attr in DUNDER_NAMES:
        parts = [node.value]
    elif isinstance(node, ast.Call):
        asks = isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "issubclass")
        parts = [node.func, *(node.args if asks else ())]
    elif isinstance(node, ast.Compare):
        parts = [node.left, *node.comparators]
    for part in parts:
        if isinstance(part, ast.Attribute) and part.attr == "__class__":
            yield part


def size_findings(cell: int, tree: ast.Module, limits: Limits) -> Iterator[Finding]:
    """Refuse a tree that is too large or too deep; the walk is a loop, so depth cannot hurt it."""
    level: list[ast.AST] = [tree]
    count, depth = 0, 0
    line = 1
    while level:
        count += len(level)
        depth += 1
        line = next((node.lineno for node in level if isinstance(node, ast.stmt | ast.expr)), line)
        if count > limits.nodes:
            yield Finding(cell, line, 0, 0, "refused.nodes", {"limit": f"{limits.nodes:,}"})
            return
        if depth > limits.nesting:
            yield Finding(cell, line, 0, 0, "refused.too_nested", {"limit": limits.nesting})
            return
        level = [child for node in level for child in ast.iter_child_nodes(node)]


def node_findings(
    cell: int, node: ast.AST, bound: frozenset[str], limits: Limits
) -> Iterator[Finding]:
    """What is wrong with one node, its children aside."""
    kind = type(node)
    if kind not in ALLOWED:
        key = REFUSED.get(kind, "refused.construct")
        yield finding_at(cell, node, key, code=kind.__name__)
        return
    for name in identifiers(node):
        if DUNDER.match(name) and not dunder_allowed(node, name):
            method = isinstance(node, ast.FunctionDef)
            key = "refused.dunder_method" if method else DUNDER_INSTEAD.get(name, "refused.dunder")
            yield finding_at(cell, node, key, code=name)
    check = CHECKS.get(kind)
    if check is not None:
        yield from check(cell, node, bound, limits)


def identifiers(node: ast.AST) -> Iterator[str]:
    """Every name that a node itself spells (after the parser's own normalisation)."""
    for field in ("id", "attr", "name", "arg", "asname", "names", "rest", "kwd_attrs"):
        value = getattr(node, field, None)
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (name for name in value if isinstance(name, str))


def dunder_allowed(node: ast.AST, name: str) -> bool:
    if name in UNSUPPORTED_METHODS:
        return False
    if isinstance(node, ast.FunctionDef | ast.Attribute | ast.Name) and name in METHODS:
        return True
    if isinstance(node, ast.alias):
        return name == "__future__"
    if isinstance(node, ast.Attribute) and name in DUNDER_ATTRIBUTES:
        return True
    return isinstance(node, ast.Name | ast.Attribute) and name in DUNDER_NAMES


def finding_at(cell: int, node: ast.AST, key: str, **values: object) -> Finding:
    line, col = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    one_line = getattr(node, "end_lineno", line) == line
    end = getattr(node, "end_col_offset", col) if one_line else col
    return Finding(cell, line, col, end, key, values)


# One function per kind of node that needs a closer look -------------------------------------------

Check = Callable[[int, ast.AST, frozenset[str], Limits], Iterator[Finding]]
CHECKS: dict[type[ast.AST], Check] = {}


def checks(kind: type[ast.AST]) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        CHECKS[kind] = check
        return check

    return register


@checks(ast.Constant)
def constant(cell: int, node: ast.AST, bound: frozenset[str], limits: Limits) -> Iterator[Finding]:
    assert isinstance(node, ast.Constant)
    value = node.value
    if isinstance(value, int) and value.bit_length() > limits.bits:
        yield finding_at(cell, node, "refused.bits", limit=limits.bits)
    elif isinstance(value, str | bytes) and len(value) > limits.text:
        yield finding_at(cell, node, "refused.text", limit=f"{limits.text:,}")


@checks(ast.Name)
def name(cell: int, node: ast.AST, bound: frozenset[str], limits: Limits) -> Iterator[Finding]:
    assert isinstance(node, ast.Name)
    if node.id in CLOSED_DOORS and node.id not in bound:
        yield finding_at(cell, node, "refused.builtin", code=node.id)


@checks(ast.Import)
def imports(cell: int, node: ast.AST, bound: frozenset[str], limits: Limits) -> Iterator[Finding]:
    assert isinstance(node, ast.Import)
    for alias in node.names:
        yield from module_findings(cell, node, alias.name)


@checks(ast.ImportFrom)
def from_import(
    cell: int, node: ast.AST, bound: frozenset[str], limits: Limits
) -> Iterator[Finding]:
    assert isinstance(node, ast.ImportFrom)
    if node.level:
        yield finding_at(cell, node, "refused.relative_import")
        return
    yield from module_findings(cell, node, node.module or "")
    if any(alias.name == "*" for alias in node.names):
        yield finding_at(cell, node, "refused.star_import", module=node.module)


def module_findings(cell: int, node: ast.AST, module: str) -> Iterator[Finding]:
    if module not in MODULES:
        instead = INSTEAD.get(module.partition(".")[0], "refused.import")
        yield finding_at(cell, node, instead, module=module)


@checks(ast.ClassDef)
def class_def(cell: int, node: ast.AST, bound: frozenset[str], limits: Limits) -> Iterator[Finding]:
    assert isinstance(node, ast.ClassDef)
    for keyword in node.keywords:
        named = getattr(keyword.value, "attr", getattr(keyword.value, "id", ""))
        if keyword.arg is None or (keyword.arg == "metaclass" and named not in METACLASSES):
            yield finding_at(cell, node, "refused.class_keyword", code=keyword.arg or "**")


@checks(ast.comprehension)
def comprehension(
    cell: int, node: ast.AST, bound: frozenset[str], limits: Limits
) -> Iterator[Finding]:
    assert isinstance(node, ast.comprehension)
    if node.is_async:
        yield finding_at(cell, node.iter, "refused.async", code="async for")


# Rules of Python that its parser leaves to its compiler -------------------------------------------


def compile_findings(cell: int, tree: ast.Module) -> Iterator[Finding]:
    """`return` outside a function and the like, in Python's words; the result is thrown away."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(tree, "<cell>", "exec", dont_inherit=True)
    except SyntaxError as error:
        line, col = error.lineno or 1, max((error.offset or 1) - 1, 0)
        values = {"kind": type(error).__name__, "message": error.msg}
        yield Finding(cell, line, col, col, "refused.syntax", values)
    except (ValueError, RecursionError, MemoryError):
        yield Finding(cell, 1, 0, 0, "refused.too_nested", {"limit": ""})


def bound_names(tree: ast.Module) -> frozenset[str]:
    """Every name that a text binds anywhere, in whatever scope."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            names.add(node.name or "")
        elif isinstance(node, ast.MatchMapping):
            names.add(node.rest or "")
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
    return frozenset(names)
