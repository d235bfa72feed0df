"""Links: what goes in comes out; whatever else is in one ends in a sentence, quickly."""

from __future__ import annotations

import base64
import json
import random
import tracemalloc
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from viz_app.files import Unreadable
from viz_app.links import LARGEST, LONGEST, Link, read_link, write_link

PLAIN = Link(
    (("markdown", "# 题目"), ("code", "a = 1"), ("code", "a += 1")),
    ((0, "a = 1"), (1, "a += 1"), (1, "a += 2")),
    seed=7,
    step=12,
)


def packed(data: Any, version: str = "1") -> str:
    deflated = zlib.compress(data if isinstance(data, bytes) else json.dumps(data).encode(), 9)
    return f"{version}.{base64.urlsafe_b64encode(deflated).decode().rstrip('=')}"


texts = st.text(st.characters(exclude_categories=["Cs"]))
parts = st.lists(st.tuples(st.sampled_from(["code", "markdown"]), texts), max_size=5)


runs = st.lists(st.tuples(st.integers(0, 9), texts), max_size=5)


@given(parts, runs, st.integers(0, 2**63 - 1), st.integers(0, 10**6))
def test_a_link_brings_back_what_was_written(
    cells: list[tuple[str, str]], executions: list[tuple[int, str]], seed: int, step: int
) -> None:
    link = Link(tuple(cells), tuple(executions), seed, step)
    assert read_link(write_link(link)) == link


def test_a_cell_that_ran_often_is_in_the_link_once() -> None:
    many = Link(PLAIN.parts, PLAIN.executions[1:2] * 200)
    assert len(write_link(many)) < 300


@given(st.integers(0, 200), st.characters(), st.booleans())
@example(0, "2", False)
def test_a_mutated_link_is_the_right_thing_or_a_sentence(place: int, c: str, cut: bool) -> None:
    written = write_link(PLAIN)
    place %= len(written)
    changed = written[:place] + ("" if cut else c) + written[place + 1 :]
    with suppress(Unreadable):
        assert isinstance(read_link(changed), Link)


@given(st.text())
def test_any_text_is_a_sentence(text: str) -> None:
    with pytest.raises(Unreadable):
        read_link(text)


def shaped(**changes: Any) -> dict[str, Any]:
    return {"texts": ["a"], "cells": [[0, 0]], "runs": [], "seed": 0, "step": 0} | changes


BROKEN: dict[str, Any] = {
    "no object": [1, 2],
    "nothing in it": {},
    "a cell without text": shaped(cells=[[0]]),
    "a number for a text": shaped(texts=[7]),
    "an unknown kind": shaped(cells=[[5, 0]]),
    "a text that is not there": shaped(cells=[[0, 1]]),
    "a negative cell": shaped(runs=[[-1, 0]]),
    "true for a number": shaped(seed=True),
    "too many runs": shaped(runs=[[0, 0]] * 5000),
    "half a surrogate pair": shaped(texts=["\ud800"]),
    "nested too deeply": b"[" * 100_000,
    "no JSON": b"\xff\xfe",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_link_of_the_wrong_shape_is_called_broken(name: str) -> None:
    with pytest.raises(Unreadable, match="broken"):
        read_link(packed(BROKEN[name]))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed(b" " * (20_000_000))
    assert len(bomb) < LONGEST
    tracemalloc.start()
    with pytest.raises(Unreadable, match="broken"):
        read_link(bomb)
    assert tracemalloc.get_traced_memory()[1] < 4 * LARGEST
    tracemalloc.stop()


def test_a_link_of_a_newer_kind_says_so() -> None:
    with pytest.raises(Unreadable, match="newer"):
        read_link(packed({}, version="2"))


def test_a_program_too_large_for_a_link_is_told_to_become_a_file() -> None:
    draw = random.Random(0)
    text = "".join(f"x{draw.getrandbits(64)}\n" for _ in range(20_000))
    with pytest.raises(Unreadable, match="as a file"):
        write_link(Link((("code", text),), ()))
