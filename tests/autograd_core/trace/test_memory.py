"""The limit on a trace's memory: beyond it statistics stand for values, and an event says so."""

from __future__ import annotations

import json
import math
from typing import Any

import jsonschema
import numpy as np
import pytest

import autograd_core as torch
from autograd_core.trace import Trace
from autograd_core.trace.json_schema import json_schema
from autograd_core.trace.replay import state_after
from autograd_core.trace.values import statistics


def training(memory: int, steps: int = 4) -> Trace:
    """A few steps on 64 weights (256 bytes each), with a scalar loss per step."""
    with torch.record(memory=memory) as recorder:
        w = torch.ones(64, requires_grad=True)
        for _ in range(steps):
            loss = (w * w).sum()
            loss.backward()
            with torch.no_grad():
                w -= 0.1 * w.grad
            w.grad = None
    return recorder.trace()


def test_below_the_limit_every_value_is_there() -> None:
    trace = training(2**20)
    assert not any("stats" in value for value in trace.values)
    assert "memory" not in [event["kind"] for event in trace.events]


@pytest.mark.parametrize("memory", [0, 300, 1000, 3000])
def test_beyond_the_limit_one_event_says_so(memory: int) -> None:
    trace = training(memory)
    told = [event for event in trace.events if event["kind"] == "memory"]
    assert told == [{"kind": "memory", "at": None, "limit": memory}]
    data = [value["data"] for value in trace.values if len(value.get("data", ())) > 6]
    assert sum(4 * len(numbers) for numbers in data) <= memory
    assert any("stats" in value for value in trace.values)


def test_scalars_are_kept_whatever_the_limit() -> None:
    """A loss can be followed to the end; a number is no larger than its statistics."""
    trace = training(0)
    assert all("data" in value for value in trace.values if math.prod(value["shape"]) <= 6)


def test_it_is_never_told_inside_a_backward() -> None:
    for memory in range(0, 4000, 250):
        inside = False
        for event in training(memory).events:
            if event["kind"] in ("backward", "backward_end"):
                inside = event["kind"] == "backward"
            assert not (inside and event["kind"] == "memory")


def test_nor_inside_one_that_is_itself_recorded() -> None:
    """With create_graph the operations of a backward are events, too."""
    with torch.record(memory=100) as recorder:
        w = torch.ones(64, requires_grad=True)
        torch.autograd.grad((w * w).sum(), w, create_graph=True)
    kinds = [event["kind"] for event in recorder.trace().events]
    assert kinds.index("memory") not in range(kinds.index("backward"), kinds.index("backward_end"))


def test_everything_but_the_values_is_as_without_a_limit() -> None:
    whole, cut = training(2**20), training(300)
    events = [event for event in cut.events if event["kind"] != "memory"]
    assert events == whole.events
    assert [value["shape"] for value in cut.values] == [value["shape"] for value in whole.values]


def test_a_trace_over_the_limit_is_a_valid_trace() -> None:
    trace = training(300)
    text = trace.to_json()
    assert Trace.from_json(text).to_json() == text
    jsonschema.validate(json.loads(text), json_schema())
    assert state_after(trace, len(trace.events) - 1)["tensors"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1.0, 2.0, 3.0, 6.0], (1.0, 6.0, 3.0, math.sqrt(3.5), 0, 0)),
        ([1.0, math.nan, math.inf, -math.inf], (1.0, 1.0, 1.0, 0.0, 1, 2)),
        ([math.nan, math.inf], ("nan", "nan", "nan", "nan", 1, 1)),
        ([True, False], (0.0, 1.0, 0.5, 0.5, 0, 0)),
        ([3 + 4j, 0j], (0.0, 5.0, 2.5, 2.5, 0, 0)),
    ],
)
def test_statistics_are_of_the_finite_elements(numbers: Any, expected: Any) -> None:
    found = statistics(np.array(numbers))
    assert tuple(found.values()) == pytest.approx(expected) if expected[0] != "nan" else True
    assert tuple(found) == ("min", "max", "mean", "std", "nan", "inf")
    if expected[0] == "nan":
        assert tuple(found.values()) == expected


def test_a_large_array_has_statistics_in_any_case() -> None:
    with torch.record() as recorder:
        torch.zeros(100, 100)
    value = recorder.trace().values[0]
    stats = statistics(np.zeros((100, 100), np.float32))
    assert value == {"dtype": "float32", "shape": [100, 100], "stats": stats}
    assert "data" not in value
