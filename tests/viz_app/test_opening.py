"""1,000 files and links with something wrong in them: a sentence or the right thing, soon."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.support import NOTEBOOK
from viz_app import pipeline
from viz_app.files import Unreadable, decoded
from viz_app.links import read_link, write_link
from viz_app.pages._notebooks import opened
from viz_app.pages._share import link_of

SECONDS = 2.0
PROGRAM = """\
import torch
x = torch.tensor([2., 3.], requires_grad=True)
(x ** 2).sum().backward()  # viz: note 梯度
x.grad"""


@cache
def originals() -> dict[str, bytes]:
    """A good file of each kind, and a good link."""
    book = opened(NOTEBOOK.name, NOTEBOOK.read_bytes())
    trace = pipeline.run(((0, PROGRAM),)).trace.to_json()
    link = write_link(link_of(book, book.executions(), 0, 3))
    return {
        "a.py": PROGRAM.encode(),
        "a.ipynb": NOTEBOOK.read_bytes(),
        "a.json": trace.encode(),
        "link": link.encode(),
    }


def opens(name: str, content: bytes) -> Any:
    """What the app does with it, up to the moment at which something would run."""
    if name == "link":
        return read_link(content.decode("latin-1"))
    if name.endswith(".json"):
        run, _ = pipeline.saved(name, decoded(name, content), most=20_000)
        return run.status
    return opened(name, content)


def flipped(draw: random.Random, data: bytes) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + bytes([draw.randrange(256)]) + data[place + 1 :]


def cut(draw: random.Random, data: bytes) -> bytes:
    start, end = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[end:]


def doubled(draw: random.Random, data: bytes) -> bytes:
    start, end = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:end] * draw.randrange(1, 20) + data[end:]


def renumbered(draw: random.Random, data: bytes) -> bytes:
    """A number becomes another one, so that the JSON stays JSON."""
    digits = [place for place, c in enumerate(data) if chr(c).isdigit()]
    if not digits:
        return data
    place = draw.choice(digits)
    number = draw.choice([b"0", b"-1", b"7", b"1e999", b"99999999999999999999", b"0.5"])
    return data[:place] + number + data[place + 1 :]


CHANGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (flipped, cut, doubled, renumbered)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("name", ["a.py", "a.ipynb", "a.json", "link"])
def test_whatever_was_changed_it_is_opened_or_refused_within_two_seconds(
    name: str, part: int
) -> None:
    draw = random.Random(part)
    for _ in range(63):  # of 4 kinds in 4 parts: 1,008
        content = CHANGES[part](draw, originals()[name])
        begun, said = time.monotonic(), "fine"
        try:
            opens(name, content)
        except Unreadable as refusal:
            said = str(refusal)
        assert 0 < len(said) < 400
        assert time.monotonic() - begun < SECONDS


def test_a_trace_that_is_longer_than_the_app_shows_is_refused() -> None:
    content = originals()["a.json"].decode()
    count = len(json.loads(content)["events"])
    with pytest.raises(Unreadable, match=f"{count} events is too long"):
        pipeline.saved("a.json", content, most=count - 1)
    assert pipeline.saved("a.json", content, most=count)[0].status == "ok"
