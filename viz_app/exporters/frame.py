"""A story and a step in; what the player would show at that step, as plain data, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Fields = dict[str, Any]


@dataclass(frozen=True)
class Frame:
    """The visible state of one step: the static part of each thing, and what it holds now.

    Cards, edges and regions are those of the step's scene that are visible. `line` is the text that
    runs, with the columns of the sub-expression in it; None where nothing runs.
    """

    step: int
    scene: str
    cards: tuple[tuple[Fields, Fields], ...]
    edges: tuple[tuple[Fields, Fields], ...]
    regions: tuple[tuple[Fields, Fields], ...]
    focus: frozenset[str]
    sentence: str
    line: tuple[str, int, int] | None


def frames(story: Mapping[str, Any], first: int, last: int) -> Iterator[Frame]:
    """The frames of the steps `first` to `last`, one after the other."""
    state: dict[str, Any] = dict(story["initial"])
    for number, step in enumerate(story["steps"][: last + 1]):
        for key, _, new in step["changes"]:
            state[key] = new
        if number >= first:
            yield _frame(story, number, state)


def frame(story: Mapping[str, Any], step: int) -> Frame:
    """The frame of one step."""
    return next(frames(story, step, step))


def _frame(story: Mapping[str, Any], number: int, state: Mapping[str, Any]) -> Frame:
    step = story["steps"][number]
    now: dict[str, dict[str, Fields]] = {"card": {}, "edge": {}, "region": {}}
    for key, value in state.items():
        kind, _, rest = key.partition("/")
        name, _, part = rest.rpartition("/")
        if kind in now:
            now[kind].setdefault(name, {})[part] = value
    shown = {
        kind: tuple(
            (thing, now[kind][thing["id"]])
            for thing in story[f"{kind}s"]
            if thing["scene"] == step["scene"]
            and now[kind].get(thing["id"], {"phase": "hidden"})["phase"] != "hidden"
        )
        for kind in now
    }
    return Frame(
        step=number,
        scene=step["scene"],
        cards=shown["card"],
        edges=shown["edge"],
        regions=shown["region"],
        focus=frozenset(step["focus"]),
        sentence="".join(span["t"] for span in step["sentence"]),
        line=_line(story, step["at"]),
    )


def _line(story: Mapping[str, Any], at: Mapping[str, int] | None) -> tuple[str, int, int] | None:
    if at is None:
        return None
    line = story["texts"][at["cell"]].split("\n")[at["line"] - 1]
    end = at["end_col"] if at["end_line"] == at["line"] else len(line)
    return line, at["col"], end
