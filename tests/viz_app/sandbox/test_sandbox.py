"""A run has a process of its own: whatever happens in there ends in a clear answer."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.viz_app.sandbox.hostile import Hostile
from viz_app.sandbox import Request
from viz_app.sandbox.answer import Answer, believed
from viz_app.sandbox.frames import DONE, ENDING, READY, TRACE, frame, frames
from viz_app.sandbox.process import OneShot, Raw, Zygote, environment
from viz_app.sandbox.slots import Slots
from viz_app.sandbox.worker import execute
from viz_app.settings import CLASS, PUBLIC, Limits

QUICK = replace(CLASS, seconds=0.5, wall_seconds=10.0, patience=15.0)
"""Stopped soon by its own clock; the clocks outside leave room for a machine that is busy."""
KILLED = replace(QUICK, seconds=30.0, wall_seconds=1.0)
"""Stopped soon from outside."""
linux = pytest.mark.skipif(sys.platform != "linux", reason="zygotes are born on Linux only")


@pytest.fixture(params=[pytest.param(Zygote, marks=linux), OneShot], ids=["zygote", "one shot"])
def slots(request: pytest.FixtureRequest) -> Iterator[Slots]:
    """Places for runs, with each kind of process."""
    places = Slots(2, request.param)
    yield places
    places.close()


def request(text: str, limits: Limits = QUICK) -> Request:
    return Request(((0, text),), limits=limits)


def output(answer: Answer) -> str:
    return "".join(event["text"] for event in answer.trace.events if event["kind"] == "output")


def test_a_program_runs_and_its_trace_comes_back(slots: Slots) -> None:
    text = "import torch\nx = torch.ones(2, requires_grad=True)\n(x * 2).sum().backward()\nx.grad"
    answer = slots.run(request(text))
    assert (answer.status, output(answer)) == ("ok", "tensor([2., 2.])\n")
    kinds = [event["kind"] for event in answer.trace.events]
    assert "accumulate" in kinds


def test_names_may_be_written_in_any_alphabet(slots: Slots) -> None:
    answer = slots.run(request("名 = 'é'\nprint(名)"))
    assert (answer.status, output(answer)) == ("ok", "é\n")


def test_half_of_a_surrogate_pair_ends_the_program_as_in_python(slots: Slots) -> None:
    answer = slots.run(request("raise ValueError('\\ud800')"))
    assert answer.trace.events[-1]["text"] == "?"
    answer = slots.run(request("print('\\ud800')"))
    said = "'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed"
    assert (answer.trace.events[-1]["type"], answer.trace.events[-1]["text"]) == (
        "UnicodeEncodeError",
        said,
    )


def test_runs_leave_nothing_for_each_other(slots: Slots) -> None:
    slots.run(request("x = 1\nclass A: pass\nimport torch\ntorch.set_grad_enabled(False)"))
    answer = slots.run(request("import torch\nprint(torch.is_grad_enabled())\nprint(x)"))
    assert output(answer) == "True\n"
    assert answer.trace.events[-1]["text"] == "name 'x' is not defined"


def test_the_same_request_gives_the_same_bytes(slots: Slots) -> None:
    text = (
        "import random, time\nprint(random.random(), time.time(), {'a', 'b', 'c'}, print, object())"
    )
    assert slots.run(request(text)) == slots.run(request(text))


def test_a_refused_program_comes_back_with_its_findings(slots: Slots) -> None:
    answer = slots.run(request("x = 1\nimport os\nopen('x')"))
    assert answer.status == "refused"
    assert [(finding.line, finding.key) for finding in answer.findings] == [
        (2, "refused.import"),
        (3, "refused.builtin"),
    ]


def test_an_endless_loop_is_stopped_by_its_own_clock(slots: Slots) -> None:
    begun = time.monotonic()
    text = "print(1)\nx = 0\nwhile True:\n    x += 1"
    answer = slots.run(request(text, replace(QUICK, steps=10**12)))
    assert time.monotonic() - begun < QUICK.wall_seconds
    assert (answer.status, answer.line, output(answer)) == ("limit", 3, "1\n")
    assert answer.trace.events[-1]["type"] == "seconds"


def test_memory_runs_out_with_a_sentence(slots: Slots) -> None:
    text = (
        "import torch\nprint(1)\nkept = []\nwhile True:\n"
        "    kept.append(torch.zeros(1000, 1000).clone())"
    )
    answer = slots.run(request(text, replace(QUICK, seconds=8.0)))
    assert (answer.status, answer.line, output(answer)) == ("limit", 5, "1\n")
    assert answer.trace.events[-1]["text"] == "out of memory. Use smaller tensors or fewer of them."


def test_an_answer_that_is_too_large_is_cut_and_says_so(slots: Slots) -> None:
    text = "import torch\nx = torch.ones(60, 60)\nfor i in range(200):\n    x = x + 1"
    answer = slots.run(request(text, replace(QUICK, answer=400_000)))
    assert (answer.status, answer.trace.events[-1]["type"]) == ("limit", "answer")
    assert len(answer.trace.events) > 20


# What a program cannot do in the language is done here by force: the test replaces what runs in the
# child. The walls around it must hold all the same.


OK = """f.frame(b'E', b'["ok", 0, 0, []]')"""
KNOCK = """for d in range(3, 50):
    try: os.write(d, b'D')
    except OSError: pass"""
ENDINGS = {
    "nothing": ("pass", "unexpected"),
    "exit": ("os._exit(0)", "unexpected"),
    "abort": ("os.abort()", "unexpected"),
    "killed": ("os.kill(os.getpid(), 9)", "unexpected"),
    "busy": ("while True: pass", "wall"),
    "asleep": ("import _thread\nl = _thread.allocate_lock()\nl.acquire(); l.acquire()", "wall"),
    "long call": ("sum(range(10**12))", "wall"),
    "flood": ("while True: send(b'x' * 100000)", "answer"),
    "garbage": ("send(b'garbage' * 100)", "unexpected"),
    "huge length": ("send(b'T\\xff\\xff\\xff\\xff' + b'x' * 100)", "unexpected"),
    "not a trace": (f"send(f.frame(b'T', b'{{}}') + {OK})", "unexpected"),
    "deep": (f"send(f.frame(b'T', b'[' * 10**5) + {OK})", "unexpected"),
    "half an answer": ("send(b'T\\x00\\x00\\x01')", "unexpected"),
    "false word of the zygote": ("send(f.frame(b'D', b'[\"exit 0\", 0, 1, 1]'))", "unexpected"),
    "open a file": ("open('/etc/passwd')\nsend(b'x')", "unexpected"),
    "write a file": ("open('/tmp/gradstep-test', 'w')\nsend(b'x')", "unexpected"),
    "a socket": ("import socket\nsocket.socket()\nsend(b'x')", "unexpected"),
    "memory": ("x = [0]\nwhile True: x = x + x", "unexpected"),
    "the zygote's channel": (KNOCK, "unexpected"),
}


@linux
@pytest.mark.parametrize("name", ENDINGS)
def test_whatever_the_child_does_the_answer_is_clear_and_the_slot_lives(name: str) -> None:
    code, key = ENDINGS[name]
    started = iter([Hostile(code)])
    slots = Slots(1, lambda: next(started, None) or Zygote())
    try:
        limits = KILLED if key == "wall" else QUICK
        answer = slots.run(request("x = 1\nprint(x)", limits))
        assert answer.status == "limit"
        assert answer.trace.events[-1]["type"] == key
        assert answer.trace.cells == ["x = 1\nprint(x)"]
        slots.close()  # the next one is an ordinary process again
        assert output(slots.run(request("print(2)"))) == "2\n"
    finally:
        slots.close()
    assert not Path("/tmp/gradstep-test").exists()


@linux
def test_a_killed_run_keeps_the_trace_that_it_sent_and_names_the_last_line() -> None:
    slots = Slots(1)
    text = "print('kept')\ny = 0\nwhile y < 10**12:\n    y += 1"
    try:
        late = replace(QUICK, steps=10**12, seconds=60.0, wall_seconds=1.0)
        answer = slots.run(request(text, late))
    finally:
        slots.close()
    assert (answer.status, answer.line, output(answer)) == ("limit", 3, "kept\n")
    assert answer.trace.events[-1]["type"] == "wall"


@linux
def test_a_zygote_that_was_killed_is_replaced_by_the_next_run() -> None:
    slots = Slots(1)
    try:
        slots.run(request("x = 1"))
        [zygote] = slots.idle
        os.kill(zygote.process.pid, signal.SIGKILL)
        zygote.process.wait()
        assert output(slots.run(request("print(3)"))) == "3\n"
    finally:
        slots.close()


@linux
def test_a_zygote_that_does_not_answer_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    slots = Slots(1)
    try:
        slots.run(request("x = 1"))
        [zygote] = slots.idle
        os.kill(zygote.process.pid, signal.SIGSTOP)
        impatient = replace(QUICK, patience=0.5)
        slots.run(request("print(3)", impatient))
        assert output(slots.run(request("print(4)"))) == "4\n"
    finally:
        slots.close()


@linux
def test_a_process_is_replaced_after_many_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viz_app.sandbox.slots.RECYCLED_AFTER", 2)
    slots = Slots(1)
    try:
        first = [slots.run(request(f"x = {k}")) and slots.idle[0].process.pid for k in range(3)]
        assert len(set(first)) == 2
    finally:
        slots.close()


@linux
def test_many_runs_at_once_do_not_mix_and_leave_no_process_behind() -> None:
    slots = Slots(2)
    answers: dict[int, str] = {}

    def go(number: int) -> None:
        answers[number] = output(slots.run(request(f"x = {number}\nprint(x)")))

    threads = [threading.Thread(target=go, args=(number,)) for number in range(12)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        zygotes = [each.process for each in slots.idle]
        assert answers == {number: f"{number}\n" for number in range(12)}
        assert len(zygotes) <= 2
        for zygote in zygotes:
            assert len(children(zygote.pid)) <= 1  # which waits for the next run
    finally:
        slots.close()
    assert all(zygote.returncode is not None for zygote in zygotes)


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


@linux
def test_the_child_sees_no_environment_and_holds_no_descriptor_but_its_output() -> None:
    spy = (
        "text = json.dumps([sorted(os.environ), sorted(d for d in range(3, 100) if is_open(d))])\n"
        "send(f.frame(b'T', text.encode()))"
    )
    code = (
        "def is_open(d):\n    try:\n        os.fstat(d)\n        return True\n"
        "    except OSError:\n        return False\n" + spy
    )
    zygote = Hostile(code)
    try:
        raw = zygote.run(request("").to_bytes(), QUICK)
    finally:
        zygote.close()
    [(kind, payload)] = frames(raw.data)
    names, descriptors = json.loads(payload)
    assert kind == TRACE
    assert set(names) <= environment().keys() | {"LC_CTYPE"}
    assert descriptors == []


@linux
def test_what_a_process_still_writes_after_its_ending_is_in_no_later_answer() -> None:
    code = (
        "send(f.frame(b'T', b'mine') + f.frame(b'E', b'ended'))\n"
        "if b'stay' in request.to_bytes():\n"
        "    while True:\n        send(f.frame(b'T', b'forged') + f.frame(b'E', b'forged'))"
    )
    zygote = Hostile(code)
    try:
        begun = time.monotonic()
        first = zygote.run(request("stay", KILLED).to_bytes(), KILLED)
        assert list(frames(first.data))[:2] == [(TRACE, b"mine"), (ENDING, b"ended")]
        for _ in range(3):
            later = zygote.run(request("go").to_bytes(), QUICK)
            assert list(frames(later.data)) == [(TRACE, b"mine"), (ENDING, b"ended")]
        assert time.monotonic() - begun < QUICK.patience
        assert len(children(zygote.process.pid)) <= 1
    finally:
        zygote.close()


# Believing an answer ------------------------------------------------------------------------------


def good(text: str = "x = 1") -> bytes:
    data = bytearray()
    execute(request(text), data.extend)
    return bytes(data)


def test_an_honest_answer_is_believed() -> None:
    assert believed(request("x = 1"), Raw(good(), "exit 0")).status == "ok"


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[:-3],
    "no ending": lambda data: data[: data.index(ENDING + b"\x00\x00")],
    "status": lambda data: data.replace(b'"ok"', b'"OK"'),
    "line": lambda data: data.replace(b'["ok", 0, 0', b'["ok", 0,-1'),
    "not utf-8": lambda data: data.replace(b"gradstep-short", b"gradstep-shor\xff"),
    "format": lambda data: data.replace(b"gradstep-short", b"gradstep-trick"),
    "nan": lambda data: data.replace(b'"version":1', b'"version":NaN'),
    "finding": lambda data: frame(TRACE, b"{}") + frame(ENDING, b'["refused",0,0,[[1,2,3]]]'),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_is_not_believed(name: str) -> None:
    answer = believed(request("x = 1"), Raw(BROKEN[name](good()), "exit 0", 5, 10**6))
    assert answer.status == "limit"
    assert answer.trace.events[-1]["type"] == "unexpected"
    assert (answer.cell, answer.line) == (0, 0)


def test_a_sentence_cannot_be_made_up_by_a_child() -> None:
    findings = [[0, 1, 0, 1, "limit.steps", {}]]
    ending = frame(ENDING, json.dumps(["refused", 0, 1, findings]).encode())
    answer = believed(request("x = 1"), Raw(good() + ending, "exit 0"))
    assert answer.findings == ()


def test_words_of_the_protocol_are_told_apart() -> None:
    assert len({TRACE, ENDING, READY, DONE}) == 4
    assert list(frames(frame(TRACE, b"abc") + frame(ENDING) + b"T\x00")) == [
        (TRACE, b"abc"),
        (ENDING, b""),
    ]


def test_limits_travel_as_plain_data() -> None:
    for limits in (CLASS, PUBLIC):
        assert Limits.from_json(json.loads(json.dumps(limits.to_json()))) == limits
    sent = Request(((0, "é"), (2, "\ud800")), 3, PUBLIC, display=False)
    assert Request.from_bytes(sent.to_bytes()) == sent


def test_the_clocks_are_in_order() -> None:
    for limits in (CLASS, PUBLIC):
        clocks = [limits.seconds, limits.cpu_seconds, limits.wall_seconds, limits.patience]
        assert clocks == sorted(clocks)


def test_it_works_from_anywhere_and_without_the_app(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    code = "from viz_app import pipeline; print(pipeline.run([(0, '1')]).status, end='')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("ok", "")
