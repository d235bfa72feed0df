"""Programs that go through one part of autograd case by case; PyTorch's answers are recorded.

A case prints its result, or its error; so one file says many rules, and a difference shows where.
"""

import json
from typing import Any

import pytest

from tests.autograd_core.answers import answers, same_text
from tests.support import RECORDED

FOLDER = RECORDED / "autograd"
EXPECTED = json.loads((FOLDER / "answers.json").read_text(encoding="utf-8"))
PROGRAMS = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py"))}


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What every program answers under this engine."""
    return answers(PROGRAMS)


@pytest.mark.xdist_group("programs")
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_answers_as_recorded(found: dict[str, Any], name: str) -> None:
    said = found[name]["said"]
    if not same_text(said, EXPECTED[name]):
        assert said.splitlines() == EXPECTED[name].splitlines()


@pytest.mark.oracle
@pytest.mark.slow
def test_the_recorded_answers_are_those_of_torch(torch: object) -> None:
    live = answers(PROGRAMS, "--torch")
    assert [n for n in PROGRAMS if not same_text(live[n]["said"], EXPECTED[n])] == []
