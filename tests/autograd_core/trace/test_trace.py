"""The trace: what a run leaves behind, its way through JSON, its replay, its refusals."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import autograd_core
import autograd_core as torch
from autograd_core.trace import Trace, TraceError
from autograd_core.trace.json_schema import json_schema
from autograd_core.trace.replay import advance, empty, state_after
from autograd_core.trace.schema import EVENTS


def two_passes() -> Trace:
    """a is used by two operations; the pass is made twice; one operation is not recorded."""
    with torch.record() as recorder:
        recorder.start_cell("program")
        a = torch.full((2, 2), 1.0, requires_grad=True)
        row = torch.full((2,), 3.0, requires_grad=True)
        recorder.name("a", a)
        for _ in range(2):
            y = a * row + a
            y.sum().backward()
        with torch.no_grad():
            recorder.name("m", a * 10)
        a.grad = None
        recorder.output("stdout", "done\n")
    return recorder.trace()


TRACE = two_passes()


def kinds(trace: Trace) -> list[str]:
    return [event["kind"] for event in trace.events]


def of_kind(trace: Trace, kind: str) -> list[dict[str, Any]]:
    return [event for event in trace.events if event["kind"] == kind]


def test_the_same_json_comes_back_from_json() -> None:
    """Reading a trace and writing it again gives the same bytes."""
    text = TRACE.to_json()
    assert Trace.from_json(text).to_json() == text


def test_two_processes_write_the_same_bytes() -> None:
    """A trace holds no address, no time and no hash order."""
    program = (
        "from tests.autograd_core.trace.test_trace import two_passes;print(two_passes().to_json())"
    )
    texts = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
        ).stdout
        for seed in ("1", "2")
    ]
    assert texts[0] == texts[1] == TRACE.to_json() + "\n"


def test_forward_and_backward_are_one_list_in_order() -> None:
    """One pass: seed, then each node visited, its contributions, inboxes, drops and freeing."""
    start = kinds(TRACE).index("backward")
    end = kinds(TRACE).index("backward_end")
    found = [kind for kind in kinds(TRACE)[start:end] if kind != "inbox"]
    assert found == [
        "backward",
        "seed",
        *("visit", "contribution", "drop"),  # sum
        *("visit", "contribution", "contribution", "drop"),  # +
        *("visit", "contribution", "unbroadcast", "contribution", "drop", "free"),  # ×
        *("visit", "accumulate", "visit", "accumulate"),
    ]


def test_two_uses_of_a_leaf_are_summed_in_its_inbox_before_it_accumulates() -> None:
    """`a * row + a`: 1 of 2, then 2 of 2, with the sum as arithmetic; one accumulate."""
    arrivals = [e for e in of_kind(TRACE, "inbox") if e["of"] == 2 and e["pass"] == 1]
    values = [
        [
            TRACE.values[e[part]]["data"] if e[part] is not None else None
            for part in ("old", "add", "new")
        ]
        for e in arrivals
    ]
    assert [e["count"] for e in arrivals] == [1, 2]
    assert values == [
        [None, [1.0] * 4, [1.0] * 4],
        [[1.0] * 4, [3.0] * 4, [4.0] * 4],
    ]


def test_a_second_pass_adds_to_what_the_first_left() -> None:
    """Accumulate events hold old, add and new, though the engine added in place."""
    tensor = of_kind(TRACE, "create")[0]["tensor"]["id"]
    sums = [
        [
            None if e[part] is None else TRACE.values[e[part]]["data"][0]
            for part in ("old", "add", "new")
        ]
        for e in of_kind(TRACE, "accumulate")
        if e["tensor"] == tensor
    ]
    assert sums == [[None, 4.0, 4.0], [4.0, 4.0, 8.0]]


def test_broadcasting_is_undone_as_an_event() -> None:
    """The row was spread over two rows: its gradient is summed over axis 0."""
    event = of_kind(TRACE, "unbroadcast")[0]
    assert event["axes"] == [0]
    assert TRACE.values[event["before"]]["shape"] == [2, 2]
    assert TRACE.values[event["after"]] == {"dtype": "float32", "shape": [2], "data": [2.0, 2.0]}


def test_an_operation_under_no_grad_is_there_and_says_why_it_left_no_node() -> None:
    event = of_kind(TRACE, "op")[-1]
    assert (event["recorded"], event["reason"], event["node"]) == (False, "no_grad", None)


def test_a_node_says_what_it_saved_and_when_it_was_freed() -> None:
    multiplication = of_kind(TRACE, "op")[0]["node"]
    assert [saved["name"] for saved in multiplication["saved"]] == ["other", "self"]
    assert of_kind(TRACE, "free")[0]["node"] == multiplication["id"]


def test_a_value_overwritten_later_is_kept_as_it_was() -> None:
    """The trace shares memory with the tensors, but not their later fate."""
    with torch.record() as recorder:
        x = torch.full((2,), 1.0)
        y = x * 1
        y.add_(5)
    trace = recorder.trace()
    made = [e["outputs"][0] for e in of_kind(trace, "op")]
    assert [trace.values[m["value"]]["data"] for m in made] == [[1.0, 1.0], [6.0, 6.0]]
    assert [m["version"] for m in made] == [0, 1]


@pytest.mark.parametrize(("alias", "counted"), [("detach", True), ("data", False), ("view", True)])
def test_a_write_names_who_shares_the_memory_and_whose_version_counts(
    alias: str, counted: bool
) -> None:
    """`.data` is another tensor in the same memory whose writes nobody counts."""
    with torch.record() as recorder:
        recorder.start_cell("program")
        a = torch.tensor([1.0, 2.0])
        recorder.name("a", a)
        other = {"detach": a.detach, "data": lambda: a.data, "view": lambda: a[:1]}[alias]()
        other.mul_(10)
    trace = recorder.trace()
    write = of_kind(trace, "op")[-1]
    assert [(one["counted"], trace.values[one["value"]]["data"]) for one in write["shared"]] == [
        (counted, [10.0, 2.0 if alias == "view" else 20.0])
    ]
    assert a._version == int(counted)


def test_a_tensor_from_before_the_recording_is_introduced_when_it_is_used() -> None:
    x = torch.full((2,), 1.0, requires_grad=True)
    old = x * 2
    with torch.record() as recorder:
        old.sum().backward()
    trace = Trace.from_json(recorder.trace().to_json())
    assert "outside" in [e["op"] for e in of_kind(trace, "create")]
    assert {e["node"]["name"] for e in of_kind(trace, "node")} >= {"MulBackward0", "AccumulateGrad"}


@pytest.mark.parametrize("k", [-1, 0, len(TRACE.events) // 2, len(TRACE.events) - 1])
def test_the_state_after_an_event_is_a_function_of_trace_and_number(k: int) -> None:
    """Jumping to k gives what walking to k gives."""
    walked = empty()
    for event in TRACE.events[: k + 1]:
        advance(walked, event)
    assert json.dumps(state_after(TRACE, k)) == json.dumps(walked)


def test_the_replay_ends_where_the_program_ended() -> None:
    """a.grad was cleared, the modes are closed, the text is printed, the saved tensors are free."""
    state = state_after(TRACE, len(TRACE.events) - 1)
    a = state["tensors"][state["names"]["a"]]
    assert a["grad"] is None
    assert (state["modes"], state["grad"], state["output"]) == ([], True, "done\n")
    saved = [mark for node in state["nodes"].values() for mark in node["saved"].values()]
    assert set(saved) == {"freed"}


Break = Callable[[dict[str, Any]], Any]


def at(kind: str, *path: Any, value: Any) -> Break:
    """Put `value` at a path inside the first event of a kind."""

    def change(document: dict[str, Any]) -> None:
        target = next(e for e in document["events"] if e["kind"] == kind)
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

    return change


BROKEN: list[tuple[str, Break]] = [
    ('the field "format" must be', lambda d: d.update(format="other")),
    ("version 99 of the trace format", lambda d: d.update(version=99)),
    ("the field 'events' must be a list", lambda d: d.update(events={})),
    ("the field 'values' must be a list", lambda d: d.pop("values")),
    ("is not an event", lambda d: d["events"].append({"kind": "explosion"})),
    ("is not an event", lambda d: d["events"].append(7)),
    (
        "lacks the field 'pass'",
        lambda d: next(e for e in d["events"] if e["kind"] == "seed").pop("pass"),
    ),
    ("a field 'extra' that the format does not know", at("seed", "extra", value=1)),
    ("names node 99", at("visit", "node", value=99)),
    ("names tensor 99", at("look", "tensor", value=99)),
    ("names tensor 99", at("accumulate", "tensor", value=99)),
    ("beyond the last of", at("seed", "value", value=10_000)),
    ("beyond the last of", at("seed", "at", value=10_000)),
    ("is not a number from 0", at("visit", "order", value=-1)),
    ("is not a number from 0", at("visit", "order", value="first")),
    ("is not true or false", at("mode", "enter", value=1)),
    ("is not a text", at("output", "text", value=None)),
    ("is not a list", at("free", "saved", value="other")),
    ("is not an object", at("create", "tensor", value=3)),
    ("must be a flat list of 4 elements", lambda d: d["values"][0]["data"].pop()),
    ("must hold either data or stats", lambda d: d["values"][0].pop("data")),
    ("is not a value", lambda d: d["values"].append([1, 2])),
    ("is not a list of sizes", lambda d: d["values"][0].update(shape="2x2")),
    ("cells[0] is not a text", lambda d: d.update(cells=[None])),
    ("pair [node, output]", at("op", "node", "edges", 0, value=[1])),
]


@pytest.mark.parametrize(("message", "damage"), BROKEN, ids=[m for m, _ in BROKEN])
def test_a_broken_trace_is_refused_with_the_place_and_the_rule(message: str, damage: Break) -> None:
    document = copy.deepcopy(json.loads(TRACE.to_json()))
    if not of_kind(TRACE, "look"):
        document["events"].append(
            {"kind": "look", "at": None, "tensor": 1, "value": None, "reason": "cleared"}
        )
    damage(document)
    with pytest.raises(TraceError, match=message.replace("[", r"\[")):
        Trace.from_json(json.dumps(document))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000])
def test_a_text_that_is_no_trace_is_refused(text: str) -> None:
    with pytest.raises(TraceError):
        Trace.from_json(text)


def test_the_json_schema_accepts_a_trace_and_refuses_a_broken_one() -> None:
    """The schema for other programs is a valid one and agrees with the reader."""
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(TRACE.to_json())
    jsonschema.validate(document, schema)
    del document["events"][0]["kind"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema)


@pytest.mark.parametrize("kind", EVENTS)
def test_the_format_page_tells_every_kind_of_event(kind: str) -> None:
    folder = Path(autograd_core.__file__).with_name("trace")
    page = (folder / "FORMAT.md").read_text(encoding="utf-8")
    assert f"`{kind}`" in page


def test_a_scalar_gradient_that_is_computed_with_has_the_value_of_that_moment() -> None:
    with torch.record() as recorder:
        w = torch.tensor(1.0, requires_grad=True)
        (w * 3).backward()
        (w.grad * 2).sum()
        (w * 4).backward()
        (w * 5).backward()
    trace = recorder.trace()
    met = [e["tensor"] for e in trace.events if e.get("op") == "outside"]
    assert [(trace.values[t["value"]]["data"], t["version"]) for t in met] == [([3.0], 0)]
