"""In the confined process, which can import nothing any more, the modules do what they do here."""

import pytest

from tests.viz_app.language.numeric import NUMERIC
from tests.viz_app.language.running import ours
from tests.viz_app.language.using_library import LIBRARY
from tests.viz_app.language.using_modules import MODULES
from tests.viz_app.language.using_types import TYPES
from viz_app import pipeline

PROGRAMS = {**MODULES, **NUMERIC, **LIBRARY, **TYPES}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_with_modules_runs_confined(name: str) -> None:
    trace = pipeline.run([(0, PROGRAMS[name])], display=False).trace
    printed = "".join(event["text"] for event in trace.events if event["kind"] == "output")
    assert printed == ours(PROGRAMS[name]).output
    assert not [event for event in trace.events if event["kind"] == "error"]
