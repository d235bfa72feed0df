"""Which name means what: each function, class and comprehension with the names that it binds.

At run time a frame is a dict that leads to the frame around it under the key None, so a name is
found by walking a number of steps that is known when the code is compiled.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from viz_app.language.mangling import mangled

INNER = (ast.FunctionDef, ast.Lambda, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
COMPREHENSION_NAMES: dict[type[ast.AST], str] = {
    ast.ListComp: "<listcomp>",
    ast.SetComp: "<setcomp>",
    ast.DictComp: "<dictcomp>",
    ast.GeneratorExp: "<genexpr>",
}


@dataclass
class Scope:
    """One frame's worth of names.

    kind  "module", "function", "class" (its body), "self" (around a class, for `super()`)
    """

    kind: str
    name: str = ""
    parent: Scope | None = None
    names: set[str] = field(default_factory=set)
    global_names: set[str] = field(default_factory=set)
    outer_names: set[str] = field(default_factory=set)
    first: str = ""
    within: str = ""
    """The `qualname` of the scope that the text puts it in."""

    def steps(self, name: str) -> int | None:
        """How many frames out `name` lives; None for the notebook's globals and the built-ins."""
        scope: Scope | None = self
        steps = 0
        while scope is not None and scope.kind != "module":
            if name in scope.global_names:
                return None
            if name in scope.names and name not in scope.outer_names:
                return steps
            scope = scope.parent
            steps += 1
        return None

    @property
    def qualname(self) -> str:
        """What precedes the name of a function defined here: `outer.<locals>.` or `Class.`."""
        if self.kind == "module":
            return ""
        plain = self.kind == "class" or self.name in COMPREHENSION_NAMES.values()
        inside = "." if plain else ".<locals>."
        return f"{self.within}{self.name}{inside}"

    def qualified(self, name: str) -> str:
        """The full name of a function or class that is defined here."""
        return name if name in self.global_names else self.qualname + name

    @property
    def for_functions(self) -> Scope:
        """The scope that a function defined here looks out to: a class body is passed over."""
        return self.parent if self.kind == "class" and self.parent else self

    @property
    def mangler(self) -> str:
        """The class whose private names (`__x`) are spelled here, or nothing."""
        scope: Scope | None = self
        while scope is not None:
            if scope.kind in ("class", "self"):
                return scope.name
            scope = scope.parent
        return ""


def function_scope(node: ast.FunctionDef | ast.Lambda, parent: Scope) -> Scope:
    """The scope of a function's parameters and body."""
    args = node.args
    named = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    named += [arg for arg in (args.vararg, args.kwarg) if arg is not None]
    name = node.name if isinstance(node, ast.FunctionDef) else "<lambda>"
    scope = Scope("function", name, parent.for_functions, {arg.arg for arg in named})
    scope.within = parent.qualname
    positional = [*args.posonlyargs, *args.args]
    scope.first = positional[0].arg if positional else ""
    collect(node.body if isinstance(node.body, list) else [node.body], scope)
    return scope


def class_scope(node: ast.ClassDef, parent: Scope) -> Scope:
    """The scope of a class body, inside the one that tells its methods their class."""
    around = Scope("self", node.name, parent.for_functions, {"__class__"})
    scope = Scope("class", node.name, around, within=parent.qualname)
    collect(node.body, scope)
    return scope


def comprehension_scope(node: Comprehension, parent: Scope) -> Scope:
    """The scope of a comprehension's own loop names."""
    name = COMPREHENSION_NAMES[type(node)]
    scope = Scope("function", name, parent.for_functions, within=parent.qualname)
    for generator in node.generators:
        collect([generator.target], scope)
    return scope


def collect(body: Iterable[ast.AST], scope: Scope) -> None:
    """Add the names that statements bind in their own scope."""
    for node in own_nodes(body):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            scope.names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            scope.names.add(mangled(node.name, scope.mangler))
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            scope.names.add(node.name or "")
        elif isinstance(node, ast.MatchMapping):
            scope.names.add(node.rest or "")
        elif isinstance(node, ast.alias):
            scope.names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Global):
            scope.global_names.update(node.names)
        elif isinstance(node, ast.Nonlocal):
            scope.outer_names.update(node.names)
    scope.names -= scope.global_names


def own_nodes(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The nodes of a scope without those of the scopes inside it; `:=` leaves a comprehension."""
    for node in body:
        yield node
        if isinstance(node, COMPREHENSIONS):
            yield from walrus_targets(node)
            yield from own_nodes([node.generators[0].iter])
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            yield from own_nodes(outer_parts(node))
        else:
            yield from own_nodes(ast.iter_child_nodes(node))


def outer_parts(node: ast.FunctionDef | ast.ClassDef | ast.Lambda) -> list[ast.expr]:
    """What of an inner scope is evaluated outside it: decorators, defaults, bases."""
    if isinstance(node, ast.ClassDef):
        return [*node.decorator_list, *node.bases]
    defaults = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
    return defaults if isinstance(node, ast.Lambda) else [*node.decorator_list, *defaults]


def walrus_targets(node: ast.AST) -> Iterator[ast.Name]:
    """Targets of `:=` inside a comprehension: they are bound around it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Lambda):
            continue
        if isinstance(child, ast.NamedExpr):
            yield child.target
        yield from walrus_targets(child)
