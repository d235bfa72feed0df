"""Every kind of bad input ends clearly, soon and without a trace left behind, next to a neighbour.

The numbers are the rows of the catalogue: 1 to 24 leave the language, 25 to 47 use up the machine,
48 to 60 are odd texts. Each program runs in this process and in one of its own, while another
session keeps running programs in the same places.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.viz_app.language.running import events, ours
from tests.viz_app.sandbox import escape_programs, greedy_programs, odd_programs
from viz_app import i18n
from viz_app.sandbox import Answer, Request
from viz_app.sandbox.process import Zygote
from viz_app.sandbox.slots import Slots
from viz_app.sandbox.worker import alarm
from viz_app.settings import CLASS

ROWS = {**escape_programs.PROGRAMS, **greedy_programs.PROGRAMS, **odd_programs.PROGRAMS}
NEWER = sys.version_info[:2] != (3, 11)
SLOWEST = 10.0
LIMITS = replace(CLASS, steps=300_000, seconds=4.0, cpu_seconds=8, wall_seconds=8.0, patience=15.0)
"""Fewer steps and more time, so that it is the steps that end a loop on a busy machine."""
OURS = re.compile(r"Traceback \(most|viz_app|autograd_core|site-packages|<locals>|File \"")

each_row = pytest.mark.parametrize("row", [row for row in ROWS if row[:2] != "60" or not NEWER])
"""Row 60 is about what Python 3.11 does not know."""


def ended(status: str, kind: str, line: int) -> str:
    return "ok" if status == "ok" else f"{status} {kind.removeprefix('refused.')} {line}"


def as_expected(ending: str, expected: str) -> bool:
    """`stopped 3`: any ending but ok, at line 3."""
    if expected.startswith("stopped"):
        return ending != "ok" and ending.split()[-1] == expected.split()[-1]
    return ending == expected


@each_row
def test_in_this_process(row: str) -> None:
    for text, expected in ROWS[row]:
        begun = time.monotonic()
        with alarm(SLOWEST):
            outcome = ours(text, limits=LIMITS)
        errors = events(outcome, "error")
        ending = ended(outcome.ending.status, errors[0][2] if errors else "", outcome.line)
        assert as_expected(ending, expected), text[-200:]
        assert not OURS.search(" ".join(str(event[3]) for event in errors)), text[-200:]
        assert time.monotonic() - begun < SLOWEST


class Neighbour(threading.Thread):
    """Another session, which runs small programs all the time and minds being disturbed."""

    def __init__(self, slots: Slots) -> None:
        super().__init__(daemon=True)
        self.slots = slots
        self.stopping = threading.Event()
        self.wrong: list[str] = []
        self.runs = 0

    def run(self) -> None:
        while not (self.runs and self.stopping.wait(0.05)):
            self.runs += 1
            answer = self.slots.run(Request(((0, f"x = {self.runs}\nprint(x)"),)))
            said = [event for event in answer.trace.events if event["kind"] == "output"]
            if answer.status != "ok" or said[0]["text"] != f"{self.runs}\n":
                self.wrong.append(f"run {self.runs}: {answer.status} {said}")


@pytest.fixture(scope="module")
def slots() -> Iterator[Slots]:
    places = Slots(2)
    places.run(Request(((0, "x = 1"),)))
    yield places
    places.close()


@pytest.fixture
def neighbour(slots: Slots) -> Iterator[Neighbour]:
    beside = Neighbour(slots)
    beside.start()
    yield beside
    beside.stopping.set()
    beside.join(SLOWEST)
    assert not beside.is_alive()
    assert beside.wrong == []


def checked(text: str, answer: Answer) -> str:
    """How a run ended; its texts are clean, in both languages, and the typed text is kept."""
    stops = [event for event in answer.trace.events if event["kind"] == "error"]
    for event in stops:
        for language in ("en", "zh_cn"):
            assert not OURS.search(i18n.stopped(language, event)), text[-200:]
    assert len(answer.trace.cells) == 1
    return ended(answer.status, stops[0]["type"] if stops else "", answer.line)


@each_row
def test_in_a_process_of_its_own(row: str, slots: Slots, neighbour: Neighbour) -> None:
    for text, expected in ROWS[row]:
        begun = time.monotonic()
        answer = slots.run(Request(((0, text),), limits=LIMITS))
        assert time.monotonic() - begun < SLOWEST
        assert as_expected(checked(text, answer), expected), text[-200:]


linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")


def descriptors(pid: int | str) -> int:
    """How many a process has, when it has stopped opening and closing them for a moment."""
    seen: list[int] = []
    while len(seen) < 5 or len(set(seen[-5:])) > 1:
        seen.append(len(os.listdir(f"/proc/{pid}/fd")))
        time.sleep(0.01)
    return seen[-1]


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def next_of(pid: int) -> str:
    """The only child of a zygote: the one that was forked ahead for the next run."""
    until = time.monotonic() + 10
    while not (found := children(pid)) and time.monotonic() < until:
        time.sleep(0.01)
    [child] = found
    return child


def memory(pid: int) -> int:
    """Kilobytes that a process holds."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1])


@linux
def test_nothing_is_left_behind() -> None:
    """47 and all others: no process, no file, no descriptor, no memory that stays."""
    places = Slots(1)
    greedy = "import torch\nkept = [torch.ones(1000, 1000) + {k} for i in range(30)]"
    try:
        places.run(Request(((0, "x = 1"),)))
        [zygote] = places.idle
        assert isinstance(zygote, Zygote)
        pid, files = zygote.process.pid, set(os.listdir("/tmp"))
        next_of(pid)
        before = memory(pid), descriptors(pid), descriptors("self")
        for k in range(20):
            assert places.run(Request(((0, greedy.format(k=k)),))).status == "ok"
        for row in ("01 a dunder on a value", "25 an endless loop", "37 sizes that are values"):
            for text, _ in ROWS[row]:
                places.run(Request(((0, text),)))
        assert places.idle == [zygote]
        next_of(pid)
        assert memory(pid) < before[0] + 5_000
        assert (descriptors(pid), descriptors("self")) == before[1:]
        assert not [name for name in set(os.listdir("/tmp")) - files if "gradstep" in name]
    finally:
        places.close()
    assert zygote.process.returncode is not None
