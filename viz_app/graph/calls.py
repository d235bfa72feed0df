"""A trace and its graph in; the calls that made several cards out: what can be folded to one card.

A call is one of a function or module of the program, or one of the library in which several
operations ran. Cards that a module makes in `__init__`, and those of a pass, belong to no call.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple

from autograd_core.ops import OPS
from autograd_core.trace import Trace
from viz_app.graph.build import Graph, cards_of
from viz_app.graph.source import Sources, brief


class Step(NamedTuple):
    """One call on the way to a place: its text, its line, the rounds of the loops around it.

    `written` is what it may be in that line, where the text is not sure.
    """

    label: str
    line: int
    loop: tuple[int, ...]
    written: tuple[str, ...] = ()


FEWEST: Final = 2
"""Operations in a call that is worth folding."""
UNNAMED: Final = frozenset({"forward", "__call__", "<lambda>"})
"""Functions that are called by another name than their own."""
COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
METHODS: Final = frozenset(name.partition(".")[0] for name in OPS)


@dataclass(slots=True)
class Call:
    """One call: its text, the call in which it happened, its own cards, and the last one made.

    `written` is what it may be in its line, in the order in which that runs, where it is not sure.
    """

    id: str
    label: str
    parent: str
    cards: list[str] = field(default_factory=list)
    result: str = ""
    operations: int = 0
    written: tuple[str, ...] = ()


def calls(graph: Graph, trace: Trace) -> list[dict[str, Any]]:
    """Outer calls before inner ones: {"id", "label", "parent" ("": none), "cards", "result"}."""
    found = {call.id: call for call in Finder(graph, trace).run()}
    name_in_order(found.values())
    kept: dict[str, Call] = {}
    for call in found.values():
        while call.parent and call.parent not in kept:
            call.parent = found[call.parent].parent
        above = kept.get(call.parent)
        alone = above is not None and above.operations == call.operations  # it says it all
        if call.operations >= FEWEST and not alone:
            kept[call.id] = call
        elif above is not None:
            above.cards += call.cards
    names = ("id", "label", "parent", "cards", "result")
    return [{name: getattr(call, name) for name in names} for call in kept.values()]


def name_in_order(found: Iterable[Call]) -> None:
    """Where a line holds several calls of a function, each has its text if all of them ran."""
    lines: dict[tuple[str, tuple[str, ...]], list[Call]] = {}
    for call in found:
        lines.setdefault((call.parent, call.written), []).append(call)
    for (_, written), alike in lines.items():
        if written and len(alike) == len(written):
            for call, text in zip(alike, written, strict=True):
                call.label = brief(text)


class Finder:
    """Walks the events once; a card belongs to the call that filled it first."""

    def __init__(self, graph: Graph, trace: Trace) -> None:
        self.trace = trace
        self.shown = graph.graph["index"].shown
        self.cards = cards_of(graph)
        self.sources = Sources(trace)
        self.found: list[Call] = []
        self.open: list[tuple[Step, Call]] = []
        self.taken: set[str] = set()
        self.running = 0

    def run(self) -> list[Call]:
        within_pass = False
        for position, event in enumerate(self.trace.events):
            kind = event["kind"]
            if kind == "cell":
                self.running = event["cell"]
            within_pass = kind == "backward" or (within_pass and kind != "backward_end")
            card = self.shown.get(position)
            if card in self.cards and not within_pass:
                self.card(card, event["at"])
        return self.found

    def card(self, card: str, at: int | None) -> None:
        """Something fills a card."""
        made = self.cards[card].kind == "op"
        way = [] if at is None else [*self.way(at)]
        if at is not None and made:
            site = self.trace.sites[at]
            way.append(Step(self.sources.text(at), site["line"], tuple(site["loop"])))
        same = 0
        while same < min(len(way), len(self.open)) and self.open[same][0] == way[same]:
            same += 1
        del self.open[same:]
        for step in way[same:]:
            call = Call(f"f{len(self.found) + 1}", step.label, self.open[-1][1].id if same else "")
            call.written = step.written
            same += 1
            self.found.append(call)
            self.open.append((step, call))
        if card in self.taken or not made:
            return
        self.taken.add(card)
        for _, call in self.open:
            call.operations += 1
            call.result = card
        if self.open:
            self.open[-1][1].cards.append(card)

    def way(self, at: int) -> Iterator[Step]:
        """The calls that led to a place, outermost first."""
        site, around = self.trace.sites[at], 0
        # The program itself is in the cell that runs; a function calls from its own cell, mostly.
        text = self.trace.cells[self.running]
        for name, line in site["path"]:
            if name == "__init__":
                return
            around += nesting(text, line)
            written = called_on(text, line, name)
            sure = len(written) == 1
            label, unsure = (brief(written[0]), ()) if sure else (name, written)
            yield Step(label, line, tuple(site["loop"][:around]), unsure)
            text = self.trace.cells[site["cell"]]


@cache
def tree(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError:
        return ast.Module([], [])


@cache
def nesting(text: str, line: int) -> int:
    """How many loops of the same function are around a line."""

    def within(node: ast.AST) -> Iterator[int]:
        for child in ast.iter_child_nodes(node):
            first, last = getattr(child, "lineno", None), getattr(child, "end_lineno", None)
            if first is None or last is None or not first <= line <= last:
                continue
            if isinstance(child, ast.FunctionDef | ast.Lambda):
                yield -1
            elif isinstance(child, ast.For | ast.While) and line > child.lineno:
                yield 1
            elif isinstance(child, COMPREHENSIONS):
                yield len(child.generators)
            yield from within(child)

    count = 0
    for each in within(tree(text)):
        count = 0 if each < 0 else count + each
    return count


@cache
def called_on(text: str, line: int, name: str) -> tuple[str, ...]:
    """The calls of a function in a line, as they are written, in the order in which they run."""
    defined = {node.name for node in ast.walk(tree(text)) if isinstance(node, ast.FunctionDef)}

    def found(node: ast.AST) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            yield from found(child)
        if (
            isinstance(node, ast.Call)
            and node.lineno == line
            and calls_it(node.func, name, defined)
        ):
            yield " ".join((ast.get_source_segment(text, node) or "").split())

    return tuple(found(tree(text)))


def calls_it(function: ast.expr, name: str, defined: set[str]) -> bool:
    """Whether a call may be one of this function; what is unnamed is called by any name."""
    own = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    if name not in UNNAMED:
        return bool(own == name)
    inside = function.value if isinstance(function, ast.Attribute) else None
    module = isinstance(inside, ast.Name) and inside.id in ("torch", "F", "nn")
    return not module and own not in METHODS | defined
