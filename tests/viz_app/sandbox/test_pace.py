"""Somebody who runs a few programs does not wait; somebody who runs a hundred at once does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from viz_app import pipeline
from viz_app.pages import _runs
from viz_app.sandbox.pace import Pace
from viz_app.settings import CLASS, PUBLIC, Limits

FIVE = replace(CLASS, burst=5, run_seconds=2.0)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_begins_at_once_and_the_next_run_waits_its_time() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert [pace.wait(FIVE) for _ in range(5)] == [0.0] * 5
    assert pace.wait(FIVE) == pytest.approx(2.0)
    clock.now += 1.5
    assert pace.wait(FIVE) == pytest.approx(0.5)  # asking costs nothing
    clock.now += 0.5
    assert pace.wait(FIVE) == 0.0
    assert pace.wait(FIVE) == pytest.approx(2.0)


def test_after_a_rest_there_is_a_burst_again_and_no_more() -> None:
    clock = Clock()
    pace = Pace(clock)
    for _ in range(5):
        pace.wait(FIVE)
    clock.now += 1_000_000
    assert [pace.wait(FIVE) for _ in range(5)] == [0.0] * 5
    assert pace.wait(FIVE) > 0


@pytest.mark.parametrize("limits", [CLASS, PUBLIC], ids=["class", "public"])
def test_a_hundred_presses_in_a_second_are_a_burst_of_runs(limits: Limits) -> None:
    clock = Clock()
    pace = Pace(clock)
    begun = 0
    for _ in range(100):
        begun += pace.wait(limits) == 0.0
        clock.now += 0.01
    assert begun <= limits.burst + 1 / limits.run_seconds


def session() -> None:
    """A session that wants to run four programs, two of them the same; two may begin at once."""
    from dataclasses import replace

    import streamlit as st

    from viz_app.pages import _runs
    from viz_app.settings import CLASS

    limits = replace(CLASS, burst=2, run_seconds=1000.0)

    def silent(before: int) -> None:
        pass

    def give_up(seconds: float) -> None:
        raise _runs.Superseded

    for number in (0, 0, 1, 2):
        order = _runs.Order(((0, f"pace = {number}"),), 0, limits, "en")
        try:
            _runs.made(order, silent, give_up)
            st.text("ran")
        except _runs.Superseded:
            st.text("paused")
    for language in ("en", "zh_cn"):
        _runs.Notice(st.empty(), language).pause(0.4)


def test_a_session_that_runs_too_much_pauses_and_is_told() -> None:
    app = AppTest.from_function(session, default_timeout=60).run()
    assert not app.exception
    said = [each.value for each in app.text]
    assert said[:4] == ["ran", "ran", "ran", "paused"]
    assert "begins in 1 s" in said[4]
    assert "1 秒" in said[5]


def test_a_class_that_runs_the_same_is_told_it_once() -> None:
    executions = ((0, "told_to = 'the class'\nprint(told_to)"),)
    order = _runs.Order(executions, 0, CLASS, "en")
    ran = pipeline.run(executions)
    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(lambda _: _runs.told_once(order, ran), range(12)))
    assert len({id(each) for each in told}) == 1
    assert _runs.told_once(replace(order, language="zh_cn"), ran) is not told[0]
