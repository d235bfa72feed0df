"""A saved trace opens as the run that it records; a broken or foreign one ends in a sentence."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import gradstep
from viz_app import pipeline
from viz_app.files import Unreadable

CELLS = (
    (0, "import torch\nx = torch.tensor(2., requires_grad=True)"),
    (1, "(x ** 3).backward()\nx.grad"),
)
FAILING = ((0, "import torch\nx = torch.ones(2, requires_grad=True)\nx.backward()"),)


@cache
def text() -> str:
    return pipeline.run(CELLS).trace.to_json()


def test_a_trace_brings_back_the_run_and_what_ran() -> None:
    run, executions = pipeline.saved("a.json", text())
    assert (run.status, executions) == ("ok", CELLS)
    assert pipeline.story(run.trace) == pipeline.story(pipeline.run(CELLS).trace)


def test_a_trace_of_a_failed_run_knows_how_and_where_it_failed() -> None:
    failed = pipeline.run(FAILING)
    again, _ = pipeline.saved("a.json", failed.trace.to_json())
    assert (again.status, again.line) == (failed.status, failed.line) == ("error", 3)


def test_the_command_prints_and_exports_a_saved_trace(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text(), encoding="utf-8")
    assert gradstep("run", str(tmp_path / "a.json")).stdout == "tensor(12.)\n"
    done = gradstep("export", str(tmp_path / "a.json"), "-o", str(tmp_path / "a.svg"))
    assert (done.returncode, (tmp_path / "a.svg").exists()) == (0, True)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "other"}', "[" * 100_000])
def test_what_is_no_trace_is_named(content: str) -> None:
    with pytest.raises(Unreadable, match=r"^a\.json: not a trace"):
        pipeline.saved("a.json", content)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths to everything inside of JSON data."""
    keys = data.items() if isinstance(data, dict) else enumerate(data)
    found = []
    for key, value in keys:
        found.append((*path, key))
        if isinstance(value, (dict, list)):
            found += places(value, (*path, key))
    return found


anything = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**12), st.text(max_size=5), st.just([]), st.just({})
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), anything, st.booleans())
def test_a_mutated_trace_is_told_or_refused(data: st.DataObject, other: Any, cut: bool) -> None:
    trace = json.loads(text())
    *way, last = data.draw(st.sampled_from(places(trace)))
    inside = trace
    for key in way:
        inside = inside[key]
    if cut:
        del inside[last]
    else:
        inside[last] = other
    with suppress(Unreadable):
        run, _ = pipeline.saved("a.json", json.dumps(trace))
        pipeline.story(run.trace, language="zh_cn")
