"""The semantics probes: 234 programs, one per rule of PyTorch's autograd, and what they answer.

A probe's `output` is all that PyTorch 2.13 said: printed text, `⚠ Category: text` per warning,
`✗ Type: text` for an uncaught error. The table at the end of a test run counts them by section.
"""

import re
from typing import Any

import pytest

from tests.autograd_core.answers import answers, same_text
from tests.support import needs, recorded

NUMBERED = list(enumerate(recorded("semantics")["probes"]))
PROBES = {f"{probe['section']}-{number:03}": probe for number, probe in NUMBERED}
PROGRAMS = {name: probe["code"] for name, probe in PROBES.items()}


OPEN = {
    "S10-157": "numpy's deprecated form of __array__, with its warning",
    "S10-158": "numpy's deprecated form of __array_wrap__, with its warning",
}
"""Probes that this engine does not answer as PyTorch yet, and what they ask for."""
CASES = [
    pytest.param(name, marks=[pytest.mark.xfail(reason=OPEN[name])] if name in OPEN else [])
    for name in PROBES
]


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What every probe answers under this engine."""
    return answers(PROGRAMS)


@pytest.mark.xdist_group("semantics")
@pytest.mark.parametrize("name", CASES)
def test_a_probe_answers_as_recorded(found: dict[str, Any], name: str) -> None:
    said, expected = told(found[name]), recorded_text(PROBES[name])
    needs(said, expected)
    assert same_text(said, expected), f"{said}\ninstead of\n{expected}"


@pytest.mark.oracle
@pytest.mark.slow
def test_the_recorded_answers_are_those_of_torch(torch: object) -> None:
    live = answers(PROGRAMS, "--torch")
    differ = [n for n in PROBES if not same_text(told(live[n]), recorded_text(PROBES[n]))]
    assert differ == []


def told(answer: Any) -> str:
    """What a program said; a line without text counts as nothing."""
    return "a crash" if answer is None else str(answer["said"]).strip()


def recorded_text(probe: Any) -> str:
    """What PyTorch said, without the place in its own source where a warning came from."""
    text = re.sub(r" \(Triggered internally at [^)]*\)", "", probe["output"])
    return text.strip().removeprefix("(no output)")
