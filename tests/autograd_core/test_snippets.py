"""The teaching snippets: small programs on torch whose recorded answers this engine must give."""

import json
from typing import Any

import pytest

from tests.autograd_core.answers import answers, same_text
from tests.support import RECORDED, needs

SNIPPETS = RECORDED / "snippets"
ANSWERS = json.loads((SNIPPETS / "answers.json").read_text(encoding="utf-8"))
EXPECTED = {f"{name}.py": answer for name, answer in ANSWERS.items()}
PROGRAMS = {path.name: path.read_text(encoding="utf-8") for path in sorted(SNIPPETS.glob("*.py"))}


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What every snippet answers under this engine."""
    return answers(PROGRAMS)


def test_every_program_has_an_answer() -> None:
    assert EXPECTED.keys() == PROGRAMS.keys()


@pytest.mark.xdist_group("snippets")
@pytest.mark.parametrize("name", EXPECTED)
def test_a_snippet_answers_as_recorded(found: dict[str, Any], name: str) -> None:
    """Printed text, warnings (with their lines) and the error are those of PyTorch 2.13."""
    needs(str(found[name]["error"] or ""), str(EXPECTED[name]))
    assert agree(found[name], EXPECTED[name]), (found[name], EXPECTED[name])


@pytest.mark.oracle
@pytest.mark.slow
def test_the_recorded_answers_are_those_of_torch(torch: object) -> None:
    live = answers(PROGRAMS, "--torch")
    assert [name for name in PROGRAMS if not agree(live[name], EXPECTED[name])] == []


def agree(found: Any, expected: Any) -> bool:
    """Whether a program said the same, its decimal numbers to five digits."""
    error = found["error"] and {key: found["error"][key] for key in ("type", "message", "line")}
    told = found["warnings"] == expected["warnings"] and error == expected["error"]
    return told and same_text(found["out"], expected["out"])
