"""`match`: patterns become functions that say whether a value fits, and what names it gives."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Callable
from typing import Any

from viz_app.language.attributes import get_attribute
from viz_app.language.classes import Instance, UserClass
from viz_app.language.errors import Raised, made
from viz_app.language.kinds import is_instance
from viz_app.language.operators import condition
from viz_app.language.unit import Action, Unit, block, statement
from viz_app.language.values import Frame, TypeValue, Value

Found = dict[str, Value]
"""The names that a pattern binds; bound only when all of it fits."""
Fits = Callable[[Frame, Value, Found], bool]

ITSELF = (bool, float, frozenset, int, list, set, str, tuple, dict)
"""Types whose one positional pattern is the value itself: `int(x)`."""


@statement(ast.Match)
def match(unit: Unit, node: ast.Match) -> Action:
    """`match x: case pattern if guard: …`"""
    subject, choose = unit.expression(node.subject), chooser(unit, node)
    bodies = [block(unit, case.body) for case in node.cases]

    def run(frame: Frame) -> Any:
        chosen = choose(frame, subject(frame))
        return None if chosen is None else bodies[chosen](frame)

    return run


def chooser(unit: Unit, node: ast.Match) -> Callable[[Frame, Value], int | None]:
    """Which case a value runs; the names of its pattern are bound."""
    machine, spot = unit.machine, unit.spot(node.subject)
    cases = []
    for case in node.cases:
        names = sorted(bound_names(case.pattern))
        stores = {name: unit.target(store_node(name, case.pattern)) for name in names}
        guard = condition(unit, case.guard) if case.guard is not None else None
        cases.append((pattern(unit, case.pattern), stores, guard))

    def choose(frame: Frame, value: Value) -> int | None:
        for place, (fits, stores, guard) in enumerate(cases):
            found: Found = {}
            try:
                matched = fits(frame, value, found)
            except Exception as error:
                raise machine.blame(error, spot) from None
            if not matched:
                continue
            for name, each in found.items():
                stores[name](frame, each)
            if guard is None or guard(frame):
                return place
        return None

    return choose


def store_node(name: str, near: ast.pattern) -> ast.Name:
    node = ast.Name(id=name, ctx=ast.Store())
    node.lineno, node.col_offset = near.lineno, near.col_offset
    node.end_lineno, node.end_col_offset = near.end_lineno, near.end_col_offset
    return node


def bound_names(node: ast.AST) -> set[str]:
    """The names that a pattern binds."""
    names = set()
    for each in ast.walk(node):
        name = getattr(each, "rest", None) if isinstance(each, ast.MatchMapping) else None
        if isinstance(each, ast.MatchAs | ast.MatchStar):
            name = each.name
        if name is not None:
            names.add(name)
    return names


def pattern(unit: Unit, node: ast.pattern) -> Fits:
    return PATTERNS[type(node)](unit, node)


def by_value(unit: Unit, node: ast.MatchValue) -> Fits:
    """`case 1`, `case Color.RED`"""
    wanted = unit.expression(node.value)
    return lambda frame, value, found: bool(value == wanted(frame))


def by_identity(unit: Unit, node: ast.MatchSingleton) -> Fits:
    """`case None`"""
    return lambda frame, value, found: value is node.value


def capture(unit: Unit, node: ast.MatchAs) -> Fits:
    """`case x`, `case _`, `case pattern as x`"""
    inner = pattern(unit, node.pattern) if node.pattern is not None else None
    name = node.name

    def fits(frame: Frame, value: Value, found: Found) -> bool:
        if inner is not None and not inner(frame, value, found):
            return False
        if name is not None:
            found[name] = value
        return True

    return fits


def either(unit: Unit, node: ast.MatchOr) -> Fits:
    """`case a | b`"""
    options = [pattern(unit, each) for each in node.patterns]

    def fits(frame: Frame, value: Value, found: Found) -> bool:
        for option in options:
            own: Found = {}
            if option(frame, value, own):
                found.update(own)
                return True
        return False

    return fits


def sequence(unit: Unit, node: ast.MatchSequence) -> Fits:
    """`case [a, *rest]`"""
    star = next((i for i, each in enumerate(node.patterns) if isinstance(each, ast.MatchStar)), -1)
    rest = node.patterns[star].name if star >= 0 else None  # type: ignore[attr-defined]
    others = [pattern(unit, each) for each in node.patterns if not isinstance(each, ast.MatchStar)]
    before = star if star >= 0 else len(others)

    def fits(frame: Frame, value: Value, found: Found) -> bool:
        if not isinstance(value, list | tuple | range | deque):
            return False
        short = len(value) < len(others)
        if short or (star < 0 and len(value) != len(others)):
            return False
        items = list(unit.machine.charge_items(value))
        after = len(items) - (len(others) - before)
        parts = [*items[:before], *items[after:]]
        if rest is not None:
            found[rest] = items[before:after]
        return all(fit(frame, part, found) for fit, part in zip(others, parts, strict=True))

    return fits


def mapping(unit: Unit, node: ast.MatchMapping) -> Fits:
    """`case {"key": pattern, **rest}`"""
    keys = unit.expressions(node.keys)
    inner = [pattern(unit, each) for each in node.patterns]

    def fits(frame: Frame, value: Value, found: Found) -> bool:
        if not isinstance(value, dict):
            return False
        wanted = [key(frame) for key in keys]
        if not all(key in value for key in wanted):
            return False
        pairs = zip(inner, wanted, strict=True)
        if not all(fit(frame, dict.__getitem__(value, key), found) for fit, key in pairs):
            return False
        if node.rest is not None:
            found[node.rest] = {key: each for key, each in value.items() if key not in wanted}
        return True

    return fits


def class_pattern(unit: Unit, node: ast.MatchClass) -> Fits:
    """`case Point(x, y=0)`"""
    machine, kind = unit.machine, unit.expression(node.cls)
    by_place = [pattern(unit, each) for each in node.patterns]
    by_name = [
        (name, pattern(unit, each))
        for name, each in zip(node.kwd_attrs, node.kwd_patterns, strict=True)
    ]

    def fits(frame: Frame, value: Value, found: Found) -> bool:
        cls = kind(frame)
        if not isinstance(cls, UserClass | TypeValue):
            raise made("TypeError", "called match pattern must be a class")
        if not is_instance(value, cls):
            return False
        parts: list[tuple[str, Fits]] = by_name
        if by_place:
            if isinstance(cls, TypeValue) and cls.host in ITSELF:
                if len(by_place) > 1:
                    raise too_many(cls.name, 1, len(by_place))
                if not by_place[0](frame, value, found):
                    return False
            else:
                names = match_args(cls, value)
                if len(by_place) > len(names):
                    raise too_many(cls.name, len(names), len(by_place))
                parts = [*zip(names, by_place, strict=False), *by_name]
        for name, fit in parts:
            rounds = len(machine.loops)
            try:
                part = get_attribute(machine, value, name)
            except Raised as error:
                if not any(each.name == "AttributeError" for each in error.value.cls.mro):
                    raise
                del machine.loops[rounds:]
                return False
            if not fit(frame, part, found):
                return False
        return True

    return fits


def match_args(cls: Value, value: Value) -> tuple[str, ...]:
    """The names that positional patterns of a class stand for."""
    if isinstance(value, Instance):
        listed = value.cls.find("__match_args__")
        return listed if isinstance(listed, tuple) else ()
    fields = getattr(value, "fields", ())
    return fields if isinstance(fields, tuple) else ()


def too_many(name: str, accepted: int, given: int) -> Exception:
    plural = "" if accepted == 1 else "s"
    text = f"{name}() accepts {accepted} positional sub-pattern{plural} ({given} given)"
    return made("TypeError", text)


PATTERNS: dict[type[ast.AST], Callable[[Unit, Any], Fits]] = {
    ast.MatchValue: by_value,
    ast.MatchSingleton: by_identity,
    ast.MatchAs: capture,
    ast.MatchOr: either,
    ast.MatchSequence: sequence,
    ast.MatchMapping: mapping,
    ast.MatchClass: class_pattern,
}
