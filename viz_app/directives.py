"""A program's text in; the directives in its comments, each with the lines it is about, out.

    y = x * w        # viz: hide            the line's operations are not drawn, nor walked
    # viz: ask What is w.grad now?          a question before the next line; the next step answers
    loss.backward()  # viz: note Look left  a remark beside the line's steps
    # viz: start                            the walk opens at the next line

A directive behind code is about that statement (about all of it: a loop, a function); one on a line
of its own is about the statement that follows.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

KINDS: Final = ("hide", "ask", "note", "start")
SPEAKING: Final = ("ask", "note")
"""Those that say something: the text behind them."""
COMMENT = re.compile(r"#\s*viz\s*:\s*(\S*)\s*(.*)", re.DOTALL)
LONGEST = 500
"""Letters of a question or a remark."""


@dataclass(frozen=True)
class Directive:
    """What is wanted, for the lines `first` to `last` (from 1); it stands at `line`, `col`.

    `problem` is "" or why nothing comes of it: "unknown", "empty" or "nowhere".
    """

    kind: str
    text: str
    line: int
    col: int
    first: int = 0
    last: int = 0
    problem: str = ""


@lru_cache(maxsize=64)
def directives(source: str) -> tuple[Directive, ...]:
    """Every directive of a text, in order."""
    if "viz" not in source:
        return ()
    spans = statements(source)
    return tuple(directive(*found, spans) for found in comments(source))


def directive(
    line: int, col: int, behind: bool, comment: str, spans: list[tuple[int, int]]
) -> Directive:
    """One comment as a directive."""
    match = COMMENT.fullmatch(comment)
    assert match is not None
    kind, text = match[1].rstrip(":"), match[2].strip()[:LONGEST]
    first, last = about(line, behind, spans)
    problem = ""
    if kind not in KINDS:
        problem = "unknown"
    elif kind in SPEAKING and not text:
        problem = "empty"
    elif not first:
        problem = "nowhere"
    return Directive(kind, text, line, col, first, last, problem)


def about(line: int, behind: bool, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The innermost statement that holds the line, or the first that comes after it."""
    if behind:
        return max((span for span in spans if span[0] <= line <= span[1]), default=(line, line))
    after = [span for span in spans if span[0] > line]
    return min(after, key=lambda span: (span[0], -span[1]), default=(0, 0))


def comments(source: str) -> Iterator[tuple[int, int, bool, str]]:
    """Line, column, whether code stands before it, and the text of each comment of ours."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT and COMMENT.fullmatch(token.string):
                line, col = token.start
                yield line, col, bool(token.line[:col].strip()), token.string
    except (tokenize.TokenError, SyntaxError):
        return


def statements(source: str) -> list[tuple[int, int]]:
    """The first and the last line of every statement; line by line where it cannot be parsed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        lines = enumerate(source.split("\n"), 1)
        return [(number, number) for number, text in lines if text.split("#")[0].strip()]
    return [
        (node.lineno, node.end_lineno or node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt)
    ]
