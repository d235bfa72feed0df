"""Lectures, homework, tutorials and learners' mistakes: output, warnings and error are PyTorch's.

`recording.py` writes the answers down. The numbers may differ in the sixth digit.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from autograd_core import errors, manual_seed
from tests.autograd_core.answers import same_text
from tests.support import RECORDED
from tests.viz_app.language.running import Outcome, ours

COURSES = RECORDED / "courses"
ANSWERS: dict[str, Any] = json.loads((COURSES / "answers.json").read_text(encoding="utf-8"))
ADDRESS = re.compile(r"0x[0-9a-f]+")


@pytest.mark.parametrize("name", ANSWERS)
def test_a_program_of_a_course_answers_as_pytorch_does(name: str) -> None:
    wanted = ANSWERS[name]
    manual_seed(0)  # as a run does before anything else
    errors._said_once.clear()
    outcome = ours((COURSES / f"{name}.py").read_text(encoding="utf-8"))
    assert error_of(outcome) == wanted["error"]
    assert_same_warnings(outcome, wanted["warnings"])
    output = ADDRESS.sub("0x…", outcome.output)
    if not same_text(output, wanted["out"]):
        assert output.splitlines() == wanted["out"].splitlines()


def error_of(outcome: Outcome) -> dict[str, Any] | None:
    """The error that ended the run, in the form of the recorded ones."""
    if not outcome.error:
        return None
    refused = outcome.ending.status == "refused"
    kind, _, text = outcome.error.removeprefix("refused.syntax: " * refused).partition(": ")
    message = ADDRESS.sub("0x…", text)
    name = kind.rpartition(".")[2]
    return {"type": name, "qualified": kind, "message": message, "line": outcome.line}


def assert_same_warnings(outcome: Outcome, wanted: list[dict[str, Any]]) -> None:
    """PyTorch's warnings in its order; its own files are no line of the program."""
    lines = {number: site[1] for site, number in outcome.recorder.sites.items()}
    given = [event[1:4] for event in outcome.recorder.events if event[0] == "warning"]
    found = [
        {"category": kind, "message": ADDRESS.sub("0x…", text), "line": lines.get(site)}
        for site, kind, text in given
        if kind != "Note"
    ]
    for one, other in zip(found, wanted, strict=False):
        if other["line"] is None:
            one["line"] = None
    assert found == wanted
