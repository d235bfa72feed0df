"""The texts of the cells in, a checked Program out; nothing of it has run."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viz_app.directives import KINDS, directives
from viz_app.language.finding import Finding
from viz_app.language.mangling import mangle
from viz_app.language.source import (
    input_findings,
    magic_findings,
    normalised,
    paste_findings,
    without_magics,
)
from viz_app.language.vet import bound_names, vet
from viz_app.settings import CLASS, Limits


@dataclass(frozen=True)
class Program:
    """Cells in the order in which they run; a text that runs twice is there twice.

    A program with findings must not run. `bound` holds every name that any cell binds, `notes`
    what is left out of the run.
    """

    texts: tuple[str, ...]
    trees: tuple[ast.Module, ...]
    findings: tuple[Finding, ...]
    bound: frozenset[str]
    notes: tuple[Finding, ...] = ()


def parse(texts: Sequence[str], limits: Limits = CLASS) -> Program:
    """Parse and check every cell; all refusals are found at once, up to `limits.findings`."""
    sources = tuple(map(normalised, texts))
    trees: dict[str, ast.Module] = {}
    findings: list[Finding] = []
    for cell, source in enumerate(sources):
        if source not in trees:
            trees[source], found = parse_cell(cell, source, limits)
            findings += [*found, *directive_findings(cell, source)]
    bound = frozenset().union(*map(bound_names, trees.values()))
    for source, tree in trees.items():
        findings += vet(sources.index(source), source, tree, bound, limits)
    for tree in trees.values():
        mangle(tree)
    findings.sort(key=lambda finding: (finding.cell, finding.line, finding.col))
    notes = tuple(finding for finding in findings if finding.key.startswith("note."))
    findings = [finding for finding in findings if finding not in notes]
    ordered = tuple(trees[source] for source in sources)
    return Program(sources, ordered, tuple(findings[: limits.findings]), bound, notes)


def directive_findings(cell: int, source: str) -> Iterator[Finding]:
    """Comments that look like directives and are none: said kindly, and left out."""
    for each in directives(source):
        if each.problem:
            values = {"kind": each.kind, "known": ", ".join(KINDS)}
            place = (each.line, each.col, each.col + len("# viz:"))
            yield Finding(cell, *place, f"note.directive_{each.problem}", values)


def parse_cell(cell: int, source: str, limits: Limits) -> tuple[ast.Module, list[Finding]]:
    """The tree of one cell, empty when its text is refused, and the refusals."""
    findings = list(input_findings(cell, source, limits))
    if findings:
        return empty(), findings
    try:
        return quietly_parsed(source), []
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        problem = error
    findings = list(magic_findings(cell, source))
    if findings:
        try:
            return quietly_parsed(without_magics(source)), findings
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            problem = error
    return empty(), [*findings, *paste_findings(cell, source), syntax_finding(cell, problem)]


def quietly_parsed(source: str) -> ast.Module:
    """The tree of a text; remarks on odd but legal code are not for the learner."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


def empty() -> ast.Module:
    return ast.Module(body=[], type_ignores=[])


def syntax_finding(cell: int, error: Exception) -> Finding:
    """Python's own words on a text that it cannot read."""
    if isinstance(error, SyntaxError):
        line, col = error.lineno or 1, max((error.offset or 1) - 1, 0)
        end = max((error.end_offset or 1) - 1, col) if error.end_lineno == error.lineno else col
        values = {"kind": type(error).__name__, "message": error.msg}
        return Finding(cell, line, col, end, "refused.syntax", values)
    return Finding(cell, 1, 0, 0, "refused.too_nested", {"limit": ""})
