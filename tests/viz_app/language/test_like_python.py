"""What a program prints and the error that ends it, text and line, are CPython's."""

import sys

import pytest

from tests.viz_app.language.failing import FAILING
from tests.viz_app.language.programs import PROGRAMS
from tests.viz_app.language.running import ours, python


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_prints_what_it_prints_in_python(name: str) -> None:
    assert ours(PROGRAMS[name]) == python(PROGRAMS[name])


NEWER = sys.version_info[:2] != (3, 11)
"""A few texts of errors change from one Python to the next; the recorded ones are those of 3.11."""


@pytest.mark.parametrize("name", FAILING)
def test_an_error_has_pythons_words_and_line(name: str) -> None:
    got, wanted = ours(FAILING[name]), python(FAILING[name])
    if NEWER:
        got_kind, wanted_kind = got.error.partition(":")[0], wanted.error.partition(":")[0]
        assert (got.output, got_kind, got.line) == (wanted.output, wanted_kind, wanted.line)
    else:
        assert got == wanted
