"""Places in the text: a syntax node in, its lines and columns in characters out."""

from __future__ import annotations

import ast

from viz_app.language.source import characters, lines_of


class Spot:
    """The extent of one sub-expression or statement; lines count from 1, columns from 0.

    place  cell, line, col, end line, end col: the beginning of a site of the trace
    """

    __slots__ = ("cell", "line", "place")

    def __init__(self, cell: int, line: int, col: int, end_line: int, end_col: int) -> None:
        self.cell = cell
        self.line = line
        self.place = (cell, line, col, end_line, end_col)


class Places:
    """The text of one cell, asked where its nodes are."""

    def __init__(self, cell: int, text: str) -> None:
        self.cell = cell
        self.lines = lines_of(text)

    def spot(self, node: ast.stmt | ast.expr | ast.ExceptHandler) -> Spot:
        end_line = node.end_lineno or node.lineno
        end_offset = node.end_col_offset or node.col_offset
        col = characters(self.lines[node.lineno - 1], node.col_offset)
        end_col = characters(self.lines[end_line - 1], end_offset)
        return Spot(self.cell, node.lineno, col, end_line, end_col)

    def between(self, first: ast.expr, last: ast.expr) -> Spot:
        """From the start of one node to the end of another, such as `a < b` in `a < b < c`."""
        start, end = self.spot(first).place, self.spot(last).place
        return Spot(*start[:3], *end[3:])
