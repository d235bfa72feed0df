"""The table between two runs, and how much each of them did, in agreement with their traces."""

from __future__ import annotations

from typing import Any

import pytest

from autograd_core.trace.replay import state_after
from tests.viz_app.programs import trace_of
from viz_app.comparing.compare import compare
from viz_app.comparing.counts import by_operation, counts
from viz_app.comparing.pairs import PAIRS
from viz_app.comparing.table import EMPTY
from viz_app.i18n import table as sentences


def rows_at(found: dict[str, Any], pair: int) -> dict[str, Any]:
    """The table at one pair, as the browser makes it from the changes."""
    rows: dict[str, Any] = {}
    for changed in found["changes"][: pair + 1]:
        for number, before, row in changed:
            assert rows.get(found["names"][number], EMPTY) == before
            rows[found["names"][number]] = row
    return rows


def both(name: str) -> dict[str, Any]:
    return compare(trace_of(PAIRS[name].left), trace_of(PAIRS[name].right))


ENDS: dict[str, dict[str, tuple[Any, ...]]] = {
    # PyTorch 2.13 prints these numbers for the two programs
    "zero_grad": {"w": ("3.016", "1.976", "−8.96", "−2.56", True, True)},
    "no_grad": {
        "a": ("2", "2", "4", "1", False, True),
        "b": ("3", "3", "2", "None", False, True),
        "c": ("6", "6", "None", "", False, True),
        "d": ("8", "8", "None", "None", False, False),
    },
    "detach": {"x": ("3", "3", "27", "9", False, True)},
    "number": {"w": ("1.976", "6.456", "None", "None", True, False)},
    "recursion": {"dx": ("16", "16", "", "", False, False)},
}


@pytest.mark.parametrize("name", ENDS)
def test_the_table_of_a_classic_pair_at_its_end(name: str) -> None:
    found = both(name)
    rows = rows_at(found, len(found["pairs"]) - 1)
    assert {key: rows[key] for key in ENDS[name]} == ENDS[name]


def test_going_back_gives_the_rows_of_before() -> None:
    found = both("zero_grad")
    assert rows_at(found, 0) == {}
    assert rows_at(found, 1)["w"] == ("1", "1", "None", "None", False, False)


WORK = {
    # operations run at the left and at the right, gradients computed in backward at the right
    "recursion": (65, 20, 0),
    "modes_in": (48, 3, 6),
    "modes_out": (12, 3, 12),
}


@pytest.mark.parametrize("name", WORK)
def test_the_work_is_counted_from_the_trace(name: str) -> None:
    found = both(name)
    work = {kind: (left, right) for kind, left, right in found["counts"]}
    assert (*work["operations"], work["contributions"][1]) == WORK[name]
    assert sum(left for _, left, _ in found["operations"]) == work["operations"][0]


def test_naive_recursion_doubles_with_every_level_and_the_topological_order_does_not() -> None:
    def multiplications(source: str, depth: int) -> int:
        return by_operation(trace_of(source.replace("range(4)", f"range({depth})")))["mul"]

    programs = PAIRS["recursion"]
    for depth in (1, 2, 5, 7):
        assert multiplications(programs.left, depth) == 2 ** (depth + 1) - 2
        assert multiplications(programs.right, depth) == 2 * depth


def test_what_the_table_says_is_what_the_trace_says() -> None:
    trace = trace_of(PAIRS["zero_grad"].right)
    found = compare(trace, trace)
    assert (found["first"], [pair[2] for pair in found["pairs"]].count("")) == (
        None,
        len(found["pairs"]),
    )
    end = state_after(trace, len(trace.events) - 1)
    value = trace.values[end["tensors"][end["names"]["w"]]["value"]]["data"][0]
    row = rows_at(found, len(found["pairs"]) - 1)["w"]
    assert (float(row[0]), row[0], row[4]) == (pytest.approx(value, abs=1e-3), row[1], False)


def test_every_pair_runs_and_has_its_words() -> None:
    for name, programs in PAIRS.items():
        for source in (programs.left, programs.right):
            assert [e for e in trace_of(source).events if e["kind"] == "error"] == []
        for language in ("en", "zh_cn"):
            assert f"compare.pair.{name}" in sentences(language)
    for kind in counts(trace_of("")):
        assert f"player.pair_{kind}" in sentences("zh_cn")
