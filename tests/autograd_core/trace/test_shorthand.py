"""A record travels in short: the same trace comes out, and nothing that is none is let through."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

import autograd_core as torch
from autograd_core.trace import Recorder, TraceError
from autograd_core.trace.arrival import arrived
from autograd_core.trace.packed import numbers_of, packed, unpacked
from autograd_core.trace.schema import check
from autograd_core.trace.trace import FORMAT, VERSION

Document = dict[str, Any]


def recorded() -> Recorder:
    """Every kind of part: lists of several lengths, null, texts, nan, statistics, shared memory."""
    with torch.record() as recorder:
        recorder.start_cell("for x in y:\n    f(x)", 3)
        recorder.at = recorder.site(1, 0, 2, 4, (("f", 2),), (0, 7))
        w = torch.tensor([1.0, 2.0], requires_grad=True)
        recorder.name("w", w)
        x = torch.full((3, 2), float("nan"))
        big = torch.zeros(100, 100)
        for _ in range(3):
            loss = ((w + x[0]) * 2.5).sum() + torch.arange(2).sum() + big.sum()
            loss.retain_grad()
            loss.backward(retain_graph=True)
            with torch.no_grad():
                w.mul_(0.5)
        torch.autograd.grad((w**2).sum(), [w], create_graph=True)
        _ = (w.grad, x.grad, torch.tensor(1 + 2j), torch.tensor([True]), torch.zeros(0, 3))
        recorder.output("stdout", "é\n")
        recorder.error("limit.steps", "…", "limit", {"limit": 5})
    return recorder


RECORDER = recorded()
SENT = RECORDER.shorthand().to_bytes()


def test_the_same_trace_comes_out() -> None:
    assert arrived(SENT).trace().to_json() == RECORDER.to_json()


def test_a_record_of_nothing_is_a_record() -> None:
    empty = Recorder().shorthand()
    assert arrived(empty.to_bytes()).trace().to_json() == Recorder().to_json()
    assert arrived(empty.to_bytes()).weight() == 0


def test_it_keeps_to_the_format() -> None:
    assert check(json.loads(RECORDER.to_json()), FORMAT, VERSION) == []


def test_it_weighs_about_what_the_trace_weighs_as_json() -> None:
    """The limit on an answer means the same as if the trace itself had been sent."""
    with torch.record() as recorder:
        w = torch.ones(64, requires_grad=True)
        for _ in range(50):
            (w * w).sum().backward()
    whole = len(recorder.to_json())
    assert 0.7 * whole < recorder.shorthand().weight() < 1.5 * whole


@pytest.mark.parametrize("numbers", [[], [0], [-1, 2**31 - 1], [2**31], [-(2**63), 2**63 - 1]])
def test_numbers_of_any_size_travel(numbers: list[int]) -> None:
    assert unpacked(packed(numbers_of(numbers))).tolist() == numbers


def change(part: str, place: int, to: int) -> Callable[[Document], None]:
    def changed(document: Document) -> None:
        numbers = unpacked(document[part]).tolist()
        numbers[place] = to
        document[part] = packed(numbers_of(numbers))

    return changed


def put(part: str, to: Any) -> Callable[[Document], None]:
    return lambda document: document.update({part: to})


HUGE = 10**15
BROKEN: dict[str, Callable[[Document], None]] = {
    "another format": put("format", "gradstep-trace"),
    "another version": put("version", 2),
    "a version that is no number": put("version", True),
    "a part too many": put("more", []),
    "a part too few": lambda document: document.pop("cells"),
    "a cell that is no text": put("cells", [1]),
    "a text that is no text": lambda document: document["texts"].append(None),
    "a place in no cell": lambda document: document["sites"][0].__setitem__(0, 9),
    "a place without a loop": lambda document: document["sites"][0].pop(),
    "no list": lambda document: document["lists"].__setitem__(0, 5),
    "a form of nothing": lambda document: document["forms"][0].__setitem__(0, "nothing"),
    "a form of no kind": lambda document: document["forms"][0].__setitem__(0, []),
    "an endless form": lambda document: document["forms"].append(["visit", HUGE]),
    "many long forms": lambda document: document["forms"].extend([["visit", 700]] * 1000),
    "a form that is not used": lambda document: document["forms"].append(["visit", 9]),
    "a form with half a choice": lambda document: document["forms"].append(["visit", 0.5]),
    "a form with a choice too many": lambda document: document["forms"][0].append(1),
    "an event of no form": change("which", 0, 999),
    "an event of a form before all": change("which", 0, -1),
    "an event of another form": change("which", 0, 3),
    "an event at no place": change("numbers", 0, 50),
    "a number below all": change("numbers", 2, -5),
    "a number beyond all": change("numbers", 1, HUGE),
    "numbers of another size": lambda document: document["numbers"].__setitem__(0, "f8"),
    "numbers cut short": lambda document: document["numbers"].__setitem__(1, "AAAA"),
    "numbers that are none": put("numbers", [1, 2]),
    "a dtype of nobody": lambda document: document["values"][0][0].__setitem__(0, "float33"),
    "a shape below zero": lambda document: document["values"][0][0].__setitem__(1, [-2]),
    "a shape beyond all": lambda document: document["values"][0][0].__setitem__(1, [HUGE, HUGE]),
    "bytes that are none": lambda document: document["values"][2].__setitem__(0, "?"),
    "too few bytes": lambda document: document["values"][2].__setitem__(0, ""),
    "too few kinds of bytes": lambda document: document["values"][2].pop(),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_one_is_not_let_through(name: str) -> None:
    document = json.loads(SENT)
    BROKEN[name](document)
    with pytest.raises(TraceError):
        arrived(json.dumps(document).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b"NaN"])
def test_bytes_that_are_no_document_are_not_let_through(data: bytes) -> None:
    with pytest.raises(TraceError):
        arrived(data)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_let_through_is_a_trace(seed: int) -> None:
    """Numbers changed at random: refused, or they still spell out as a trace that is sound."""
    dice = random.Random(seed)
    passed = 0
    for _ in range(20):
        document = json.loads(SENT)
        part = dice.choice(["numbers", "numbers", "which"])
        place = dice.randrange(len(unpacked(document[part])))
        change(part, place, dice.choice([-2, -1, 0, 1, 2, 5, 30, 10**6]))(document)
        try:
            trace = arrived(json.dumps(document).encode()).trace()
        except TraceError:
            continue
        passed += 1
        spelled = json.loads(trace.to_json().replace("NaN", '"nan"'))
        assert check(spelled, FORMAT, VERSION) == []
    assert passed < 20
