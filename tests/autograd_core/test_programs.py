"""Hundreds of small programs on nn, optim and utils: every answer is PyTorch's, to the letter."""

from __future__ import annotations

from types import ModuleType

import pytest

import autograd_core
from tests.autograd_core import programs
from tests.support import needs

CASES = [
    pytest.param(table, source, id=f"{table}-{number}")
    for table in programs.TABLES
    for number, source in enumerate(programs.programs(table))
]


@pytest.mark.parametrize(("table", "source"), CASES)
def test_a_program_answers_as_recorded(table: str, source: str) -> None:
    """What is printed, warned of and raised is what PyTorch printed, warned of and raised."""
    expected = programs.recorded(table)[source]
    found = programs.answer(autograd_core, source)
    needs(found, expected)
    if not programs.same(found, expected):
        assert found == expected


@pytest.mark.parametrize("table", programs.TABLES)
def test_the_recorded_answers_are_fresh(torch: ModuleType, table: str) -> None:
    """PyTorch still answers what was recorded, to every program and to no other."""
    recorded = programs.recorded(table)
    assert list(recorded) == programs.programs(table)
    for source, expected in recorded.items():
        found = programs.answer(torch, source)
        assert programs.same(found, expected), source


def test_the_comparison_notices_a_wrong_letter_and_a_wrong_digit() -> None:
    """Texts that differ in a letter, or in a number's fourth digit, do not pass for the same."""
    assert programs.same("tensor(1.0000001)", "tensor(1.0000000)")
    assert not programs.same("tensor(1.001)", "tensor(1.000)")
    assert not programs.same("tensor(1.0)!", "tensor(1.0)")
