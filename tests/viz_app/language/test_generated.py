"""Random programs do here what they do in CPython: the same output, the same error on the same line.

GRADSTEP_EXAMPLES sets how many are tried (default 5000).
"""

import os

import pytest

from tests.viz_app.language.apart import differences
from tests.viz_app.language.random_programs import program

EXAMPLES = int(os.environ.get("GRADSTEP_EXAMPLES", "5000"))
PARTS = 10


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_random_programs_do_what_they_do_in_python(part: int) -> None:
    each = EXAMPLES // PARTS
    found = list(differences(range(part * each, (part + 1) * each)))
    assert [f"{number}: {how}\n{program(number)}" for number, how in found[:3]] == []


def test_a_number_has_one_program() -> None:
    assert program(7) == program(7)
    assert program(7) != program(8)
