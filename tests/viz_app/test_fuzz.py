"""A little of what `python -m tests.viz_app.fuzzing` does for hours; always the same programs."""

import types

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings

from tests.viz_app.fuzzing import forbidden, problems, programs


@settings(
    max_examples=400,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(programs())
def test_whatever_the_program_it_ends_clearly_and_soon(text: str) -> None:
    assert problems(text) == []


def test_what_is_looked_for_would_be_found() -> None:
    for value in (
        np.zeros(2),
        len,
        types,
        ValueError(),
        int,
        test_what_is_looked_for_would_be_found,
    ):
        assert forbidden(value)
    assert not any(map(forbidden, (1, "a", None, [1], {}, ...)))
