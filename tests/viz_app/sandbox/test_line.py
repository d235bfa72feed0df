"""Who comes first runs first, whoever gives up makes room, and the same is not run twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from viz_app.cache import Cache
from viz_app.sandbox import Request
from viz_app.sandbox.line import Full, Line
from viz_app.sandbox.process import Zygote, new_process
from viz_app.sandbox.slots import Slots
from viz_app.settings import CLASS

LONG = replace(CLASS, steps=10**12, seconds=20.0, cpu_seconds=25, wall_seconds=30.0, patience=40.0)


class Enough(BaseException):
    """What the app raises when nobody waits for a run any more."""


@pytest.fixture
def slots() -> Iterator[Slots]:
    places = Slots(1)
    places.run(Request(((0, "x = 0"),)))
    yield places
    places.close()


def endless(limits: object = LONG) -> Request:
    return Request(((0, "while True: pass"),), limits=limits)  # type: ignore[arg-type]


def test_a_run_that_nobody_waits_for_is_ended_and_its_process_serves_the_next(
    slots: Slots,
) -> None:
    [process] = slots.idle

    def give_up(before: int) -> None:
        assert before == 0
        raise Enough

    begun = time.monotonic()
    with pytest.raises(Enough):
        slots.run(endless(), give_up)
    assert time.monotonic() - begun < 5
    assert slots.idle == [process]
    assert slots.run(Request(((0, "print(1)"),))).status == "ok"
    assert slots.idle == [process]
    if isinstance(process, Zygote):
        assert process.process.poll() is None


def test_who_waits_is_told_how_many_are_before(slots: Slots) -> None:
    told: list[list[int]] = [[], []]
    stop = threading.Event()

    def busy(before: int) -> None:
        if stop.is_set():
            raise Enough

    def first() -> None:
        with pytest.raises(Enough):
            slots.run(endless(), busy)

    def later(number: int) -> None:
        slots.run(Request(((0, f"y = {number}"),)), told[number].append)

    threads = [threading.Thread(target=first)]
    threads += [threading.Thread(target=later, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
        time.sleep(0.3)
    stop.set()
    for thread in threads:
        thread.join()
    assert told[0][0] == 1
    assert told[1][0] == 2
    assert set(told[1]) <= {0, 1, 2}


def test_whoever_gives_up_in_the_line_leaves_it(slots: Slots) -> None:
    stop = threading.Event()

    def busy(before: int) -> None:
        if stop.is_set():
            raise Enough

    def give_up(before: int) -> None:
        raise Enough

    def first() -> None:
        with pytest.raises(Enough):
            slots.run(endless(), busy)

    thread = threading.Thread(target=first)
    thread.start()
    time.sleep(0.3)
    with pytest.raises(Enough):
        slots.run(Request(((0, "x = 1"),)), give_up)
    assert len(slots.line.waiting) == 0
    stop.set()
    thread.join()
    assert slots.line.free == 1


def test_a_line_that_is_too_long_turns_away() -> None:
    line = Line(1, 0)
    with line.place(lambda before: None):
        assert line.free == 0
        with pytest.raises(Full), line.place(lambda before: None):
            pass
    assert line.free == 1


def test_a_full_line_is_an_answer_in_words() -> None:
    places = Slots(1, new_process)
    places.line = Line(0, 0)
    answer = places.run(Request(((0, "x = 1"),)))
    assert (answer.status, answer.trace.events[-1]["type"]) == ("limit", "busy")
    assert answer.trace.cells == ["x = 1"]
    assert not answer.repeatable


def test_the_same_is_answered_from_what_is_known(slots: Slots) -> None:
    first = slots.run(Request(((0, "print(1)"),)))
    served = slots.idle[0].served
    assert slots.run(Request(((0, "print(1)"),))) is first
    assert slots.idle[0].served == served


DIFFERENT = {
    "text": Request(((0, "print(2) "),)),
    "cell": Request(((1, "print(2)"),)),
    "seed": Request(((0, "print(2)"),), seed=1),
    "limits": Request(((0, "print(2)"),), limits=replace(CLASS, steps=7)),
    "display": Request(((0, "print(2)"),), display=False),
    "order": Request(((0, "print(2)"), (0, "print(2)"))),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_differs_in_anything_is_another_run(slots: Slots, name: str) -> None:
    known = slots.run(Request(((0, "print(2)"),)))
    assert slots.run(DIFFERENT[name]) is not known


def test_what_the_clock_stopped_is_tried_again(slots: Slots) -> None:
    short = replace(LONG, seconds=0.2)
    first = slots.run(endless(short))
    assert (first.status, first.trace.events[-1]["type"]) == ("limit", "seconds")
    assert slots.run(endless(short)) is not first


def test_what_is_kept_is_bounded_in_number_and_weight() -> None:
    cache: Cache[str] = Cache(3, 100)
    for number in range(5):
        cache.put(number, str(number), 10)
    assert [cache.get(number) for number in range(5)] == [None, None, "2", "3", "4"]
    cache.put(5, "5", 90)
    assert [cache.get(number) for number in (2, 3, 4, 5)] == [None, None, "4", "5"]
    cache.put(6, "6", 101)
    assert cache.get(6) is None
    assert cache.weight <= 100
