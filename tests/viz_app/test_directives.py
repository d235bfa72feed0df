"""Directives in comments: what is found in a text, what is said of a wrong one, what is walked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import ROOT
from tests.viz_app.programs import trace_of
from tests.viz_app.stories import sentences, story_of
from viz_app.directives import KINDS, directives
from viz_app.i18n import text

FOUND: dict[str, tuple[str, list[tuple[str, str, int, int]]]] = {
    # a text, and of each directive in it: kind, text, first and last line that it is about
    "behind a line": ("a = 1\nb = 2  # viz: hide\n", [("hide", "", 2, 2)]),
    "before a line": ("# viz: start\n\n# why\na = 1", [("start", "", 4, 4)]),
    "without a space": ("a = 1  #viz:note it is one", [("note", "it is one", 1, 1)]),
    "in a statement of several lines": (
        "a = f(\n    1,  # viz: note first\n)",
        [("note", "first", 1, 3)],
    ),
    "behind the head of a block": (
        "for i in x:  # viz: hide\n    a = 1\n    b = 2",
        [("hide", "", 1, 3)],
    ),
    "before a block": ("# viz: hide\nwith x:\n    a = 1\nb = 2", [("hide", "", 2, 3)]),
    "inside of a block": ("for i in x:\n    # viz: hide\n    a = 1\n    b", [("hide", "", 3, 3)]),
    "two of them": (
        "# viz: start\n# viz: ask Why?\na = 1",
        [("start", "", 3, 3), ("ask", "Why?", 3, 3)],
    ),
    "in a text that is no Python": ("%time\na = 1  # viz: hide", [("hide", "", 2, 2)]),
    "in a string": ("a = '# viz: hide'", []),
    "in other words": ("a = 1  # vizier: hide", []),
    "the question keeps its signs": (
        "# viz: ask What is a # b: 3?\na",
        [("ask", "What is a # b: 3?", 2, 2)],
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_a_directive_is_about(name: str) -> None:
    source, expected = FOUND[name]
    found = [(each.kind, each.text, each.first, each.last) for each in directives(source)]
    assert found == expected


WRONG = {
    "a = 1  # viz: hid": ("unknown", "hid"),
    "a = 1  # viz:": ("unknown", ""),
    "a = 1  # viz: note": ("empty", "note"),
    "# viz: ask  \na = 1": ("empty", "ask"),
    "a = 1\n# viz: start": ("nowhere", "start"),
}


@pytest.mark.parametrize("source", WRONG)
def test_a_wrong_one_is_reported_and_the_program_runs_all_the_same(source: str) -> None:
    problem, kind = WRONG[source]
    trace = trace_of(f"{source}\nprint(7)" if problem != "nowhere" else f"print(7)\n{source}")
    said = [e["text"] for e in trace.events if e["kind"] == "warning"]
    expected = {"kind": kind, "known": ", ".join(KINDS)}
    assert said == [text("en", f"note.directive_{problem}", **expected)]
    assert [e["text"] for e in trace.events if e["kind"] == "output"] == ["7\n"]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([*KINDS, "x"]))
def test_any_text_has_directives_or_none(text: str, kind: str) -> None:
    for source in (text, f"{text} # viz: {kind} {text}", f"# viz: {kind} {text}\n{text}"):
        for each in directives(source):
            assert each.problem or 1 <= each.first <= each.last <= source.count("\n") + 1


HIDING = """\
import torch
a = torch.ones(2, requires_grad=True)
b = a * 2{0}
c = b + a
d = (b * c).sum(){0}
d.backward()
print(a.grad)"""


def end(story: dict[str, Any]) -> dict[str, Any]:
    state = dict(story["initial"])
    for step in story["steps"]:
        state |= {key: new for key, _, new in step["changes"]}
    return state


def test_hidden_lines_are_not_drawn_and_not_walked_and_change_no_number() -> None:
    whole, story = story_of(HIDING.format("")), story_of(HIDING.format("  # viz: hide"))
    assert [card["kind"] for card in story["cards"]] == ["leaf", "op"]
    assert [(edge["from"], edge["to"]) for edge in story["edges"]] == [("c1", "c3"), ("c1", "c3")]
    assert all(step["at"] is None or step["at"]["line"] not in (3, 5) for step in story["steps"])
    assert len(story["steps"]) < len(whole["steps"])
    for field in ("value", "grad"):
        views = [one["views"][end(one)[f"card/c1/{field}"]]["rows"] for one in (whole, story)]
        assert views[0] == views[1]
    assert sentences(whole)[-1] == sentences(story)[-1]


X = "import torch\nx = torch.ones(2, requires_grad=True)"
HIDE = "  # viz: hide"
WHATEVER = {
    "a leaf": f"{X}{HIDE}\n(x * 2).sum().backward()",
    "a backward": f"{X}\n(x * 2).sum().backward(){HIDE}",
    "a region": f"{X}\nwith torch.no_grad():{HIDE}\n    y = x * 2\ny.sum()",
    "a layer": f"{X}\nnet = torch.nn.Linear(2, 1){HIDE}\nnet(x).sum().backward()",
    "a call in a loop": f"{X}\ndef f(x):\n    return x * x + x\n"
    f"for i in range(3):\n    y = f(x).sum(){HIDE}\n    y.backward()",
    "in place": f"{X}\ny = x * 1\ny += 1{HIDE}\ny[0] = 5\nprint(y)",
    "everything": "\n".join(f"{line}{HIDE}" for line in X.split("\n")),
    "an error": f"1 / 0{HIDE}",
}


@pytest.mark.parametrize("name", WHATEVER)
def test_whatever_is_hidden_the_rest_is_told(name: str) -> None:
    source = WHATEVER[name]
    story = story_of(source)
    assert story["steps"][0]["kind"] == "start"
    cards = {card["id"] for card in story["cards"]}
    assert {end for edge in story["edges"] for end in (edge["from"], edge["to"])} <= cards
    if "/ 0" in source:
        assert story["steps"][-1]["kind"] == "error"


ASKING = """\
import torch
w = torch.tensor(3., requires_grad=True)
for i in range(2):
    # viz: ask How much?
    y = w * w
# viz: start
y.backward()  # viz: note Two edges.
"""


def test_a_question_comes_before_its_answer_once_a_run() -> None:
    story = story_of(ASKING)
    kinds = [step["kind"] for step in story["steps"]]
    asked = kinds.index("ask")
    assert (kinds.count("ask"), sentences(story)[asked]) == (1, "Question: How much?")
    assert story["steps"][asked]["at"]["line"] == 5
    assert story["steps"][asked]["changes"] == []
    assert "gives 9" in sentences(story)[asked + 1]
    again = story_of(ASKING, order=[0, 0])
    assert [step["kind"] for step in again["steps"]].count("ask") == 2


def test_a_note_stands_beside_the_steps_of_its_line() -> None:
    story = story_of(ASKING)
    noted = [step["kind"] for step in story["steps"] if step["panel"].get("notes")]
    assert noted == ["backward"]


def test_the_walk_opens_where_the_text_says() -> None:
    story = story_of(ASKING)
    assert story["steps"][story["start"]]["kind"] == "backward"
    assert story_of(HIDING)["start"] == 0


def test_a_question_before_the_first_line_of_a_cell() -> None:
    story = story_of("# viz: start\n# viz: ask What is 1 + 1?\nprint(1 + 1)")
    assert [step["kind"] for step in story["steps"]] == ["start", "ask", "output"]
    assert story["start"] == 1


def test_the_lesson_among_the_examples_is_walked_as_it_wants() -> None:
    lesson = (ROOT / "assets" / "notebooks" / "lesson_accumulate.py").read_text("utf-8")
    story = story_of(lesson)
    kinds = [step["kind"] for step in story["steps"]]
    assert (kinds.count("ask"), kinds[story["start"]]) == (3, "op")
    for index, kind in enumerate(kinds):
        assert kind != "warning", sentences(story)[index]
