"""Random programs answer here as under PyTorch: after every statement all that is seen agrees."""

import os
import random
from types import ModuleType

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import autograd_core
from tests.autograd_core.differential.observe import difference, observe
from tests.autograd_core.differential.programs import program, rarer_program

PROGRAMS = int(os.environ.get("DIFFERENTIAL_PROGRAMS", "5000"))
PARTS = 8
CHOICES = 160
"""About as many as the longest program makes; what is missing counts as 0."""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_a_random_program_answers_as_in_torch(torch: ModuleType, part: int) -> None:
    """Values, dtypes, graphs, grads, versions, hooks, texts, warnings, errors: all are compared.

    The programs are the same in every run; DIFFERENTIAL_PROGRAMS=100000 tries more of them.
    """

    @seed(part)
    @settings(
        max_examples=PROGRAMS // PARTS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**64))
    def check(start: int) -> None:
        stream = random.Random(start)
        statements = program([stream.randrange(2**16) for _ in range(CHOICES)])
        told = difference(observe(autograd_core, statements), observe(torch, statements))
        assert not told, "\n".join([told, *statements])

    check()


RARER = int(os.environ.get("RARER_PROGRAMS", "300"))


@pytest.mark.slow
def test_a_program_of_what_is_rarer_answers_as_in_torch(torch: ModuleType) -> None:
    """One rarer statement each, between leaves and a backward; RARER_PROGRAMS tries more of them.

    Printing is set back between programs: `set_printoptions` is among the statements.
    """
    told = []
    for number in range(RARER):
        stream = random.Random(number)
        statements = rarer_program([stream.randrange(2**16) for _ in range(CHOICES)])
        found = difference(observe(autograd_core, statements), observe(torch, statements))
        for engine in (autograd_core, torch):
            engine.set_printoptions(profile="default", sci_mode=None)
        if found:
            told.append("\n".join([f"{number}: {found}", *statements]))
    assert not told, "\n\n".join(told)
