"""Programs whose recorded answers are PyTorch's: printed text, warnings and errors, to the letter.

Those below `autograd` go through one part of autograd case by case: a case prints its result, or
its error; so one file says many rules. Those below `teaching` are what a course shows: training
loops, layers, losses, optimizers, hooks, functional transforms, printing, errors.
"""

import json
from typing import Any

import pytest

from tests.autograd_core.answers import answers, same_text
from tests.support import RECORDED

FOLDERS = [RECORDED / "autograd", RECORDED / "teaching"]
EXPECTED = {
    name: said
    for folder in FOLDERS
    for name, said in json.loads((folder / "answers.json").read_text(encoding="utf-8")).items()
}
PROGRAMS = {
    path.name: path.read_text(encoding="utf-8")
    for folder in FOLDERS
    for path in sorted(folder.glob("*.py"))
}


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
