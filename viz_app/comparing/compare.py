"""Two traces in; all that a page needs to walk them side by side, as plain data, out."""

from __future__ import annotations

from typing import Any

from autograd_core.trace import Trace
from viz_app.comparing.align import align
from viz_app.comparing.counts import KINDS, by_operation, counts
from viz_app.comparing.table import table

Comparison = dict[str, Any]


def compare(left: Trace, right: Trace, language: str = "en") -> Comparison:
    """Pairs, first difference, table and counts.

    pairs    [step at the left, step at the right, "" or the side that walks alone]
    first    the number of the first pair that differs, or null
    names    the rows of the table
    changes  per pair the rows that change: [row, old, new]; a row is [value left, value right,
             gradient left, gradient right, values differ, gradients differ]
    counts   [kind, left, right]; operations [name, left, right], the frequent ones first
    """
    found = align(left, right)
    rows = table(left, right, found.pairs, language)
    one, other = counts(left), counts(right)
    ours, theirs = by_operation(left), by_operation(right)
    return {
        "pairs": [[pair.left, pair.right, pair.lone] for pair in found.pairs],
        "first": found.first,
        "names": rows.names,
        "changes": rows.changes,
        "counts": [[kind, one[kind], other[kind]] for kind in KINDS],
        "operations": [
            [name, ours.get(name, 0), theirs.get(name, 0)] for name in {**ours, **theirs}
        ],
    }
