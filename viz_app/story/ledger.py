"""Fields set to new values in; reversible changes step by step, and any step's state, out."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

Change = list[Any]
State = dict[str, Any]


class Ledger:
    """What is visible now, and what the open step has changed of it.

    first    per thing ("card/c1", "frame"): its fields before anything happened
    changed  what other fields hold than in the beginning, and those that did so once
    """

    def __init__(self) -> None:
        self.first: dict[str, dict[str, Any]] = {}
        self.changed: State = {}
        self.open: dict[str, Change] = {}

    def copy(self) -> Ledger:
        """The same moment between two steps; the beginning is shared."""
        other = Ledger()
        other.first, other.changed = self.first, dict(self.changed)
        return other

    def start(self, thing: str, fields: dict[str, Any]) -> None:
        """A thing as it is before anything happens."""
        self.first[thing] = fields

    def now(self, key: str) -> Any:
        """What a field holds."""
        return self.changed[key] if key in self.changed else self.initially(key)

    def initially(self, key: str) -> Any:
        """What a field held before anything happened."""
        thing, _, field = key.rpartition("/")
        return self.first[thing][field]

    def initial(self) -> State:
        """Every field as it was before anything happened."""
        return {
            f"{thing}/{field}": value
            for thing, fields in self.first.items()
            for field, value in fields.items()
        }

    def different(self) -> State:
        """The fields that are not as in the beginning."""
        return {key: now for key, now in self.changed.items() if now != self.initially(key)}

    def set(self, key: str, value: Any) -> None:
        """A field looks like this from the open step on."""
        old = self.now(key)
        if key in self.open:
            self.open[key][2] = value
        elif old != value:
            self.open[key] = [key, old, value]
        self.changed[key] = value

    def close(self) -> list[Change]:
        """The changes of the open step; the next one begins."""
        changes = [change for change in self.open.values() if change[1] != change[2]]
        self.open = {}
        return changes


def state_at(story: Mapping[str, Any], step: int) -> State:
    """Everything that is visible at a step: a pure function of the story and the step."""
    state: State = copy.deepcopy(dict(story["initial"]))
    for each in story["steps"][: step + 1]:
        forward(state, each)
    return state


def forward(state: State, step: Mapping[str, Any]) -> None:
    """Apply a step's changes."""
    for key, _, new in step["changes"]:
        state[key] = new


def back(state: State, step: Mapping[str, Any]) -> None:
    """Take a step's changes back."""
    for key, old, _ in reversed(step["changes"]):
        state[key] = old
