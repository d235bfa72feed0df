"""Two programs, and which of their steps are walked together; where they first differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.viz_app.programs import trace_of
from viz_app.comparing.align import Pair, align, matched, walked
from viz_app.comparing.align import Step as Compared
from viz_app.comparing.lines import numbered
from viz_app.comparing.pairs import PAIRS
from viz_app.story.directing import walked_steps

TWO = "import torch\na = torch.tensor(2., requires_grad=True)\nb = torch.tensor(3.)\n"

CASES: dict[str, tuple[str, str, list[str], str]] = {
    # left, right, the kinds that only one side has, the kind of the first difference ("": none)
    "the same program": ("c = a * b", "c = a * b", [], ""),
    "another number": ("c = a * 2", "c = a * 5", [], "op"),
    "a line more": ("c = a * b", "c = a * b\nd = c + 1", ["right op"], "op"),
    "a line less": ("d = a + 1\nc = a * b", "c = a * b", ["left op"], "op"),
    "an indented line": (
        "c = a * b",
        "with torch.no_grad():\n    c = a * b",
        ["right mode", "right mode"],
        "mode",
    ),
    "detach": ("c = a * b", "c = a.detach() * b", ["right op"], "op"),
    "another operation": ("c = a * b", "c = a + b", ["left op", "right op"], "op"),
    "a comment, a space, a blank line": ("c = a * b", "\n# why\nc = a * b", [], ""),
    "one round more": (
        "for i in range(2):\n    a = a * b",
        "for i in range(3):\n    a = a * b",
        ["right op"],
        "op",
    ),
    "the same value by another name": ("c = a * b", "e = a * b", [], ""),
    "another text printed": ("print('x')", "print('y')", [], "output"),
}


@pytest.mark.parametrize("name", CASES)
def test_steps_of_the_same_line_and_kind_go_together(name: str) -> None:
    left, right, lone, first = CASES[name]
    one, other = trace_of(TWO + left), trace_of(TWO + right)
    found = align(one, other)
    kinds = {"left": walked_steps(one), "right": walked_steps(other)}

    def kind(pair: Pair) -> str:
        side = pair.lone or "left"
        return kinds[side][getattr(pair, side)].kind

    assert sorted(f"{pair.lone} {kind(pair)}" for pair in found.pairs if pair.lone) == lone
    assert (kind(found.pairs[found.first]) if found.first is not None else "") == first


def test_without_zero_grad_the_first_difference_is_the_tray_that_is_not_cleared() -> None:
    programs = PAIRS["zero_grad"]
    left, right = trace_of(programs.left), trace_of(programs.right)
    found = align(left, right)
    assert found.first is not None
    pair = found.pairs[found.first]
    group = walked_steps(right)[pair.right]
    assert (pair.lone, group.kind) == ("right", "grad")


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=12), st.data())
def test_every_step_is_shown_once_and_no_side_goes_back(
    shape: list[tuple[int, int]], data: st.DataObject
) -> None:
    one = [Compared("start", "start", 0), *(Compared(each, each[0], each) for each in shape)]
    other = [one[0], *data.draw(st.permutations(one[1:]))]
    pairs = list(walked(matched(one, other), len(one), len(other)))
    for side in ("left", "right"):
        reached = [getattr(pair, side) for pair in pairs if pair.lone in ("", side)]
        assert reached == list(range(len(one)))
        shown = [getattr(pair, side) for pair in pairs]
        assert shown == sorted(shown)
    assert pairs[0] == Pair(0, 0)


def test_an_edited_line_is_the_same_line() -> None:
    ours, theirs = numbered(["lr = 0.1\nx = 1\nprint(x)"], ["lr = 0.5\nprint(x)"])
    assert theirs[0, 1] == ours[0, 1]
    assert theirs[0, 2] == ours[0, 3]
