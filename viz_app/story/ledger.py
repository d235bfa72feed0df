"""Fields set to new values in; reversible changes step by step, and any step's state, out."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

Change = list[Any]
State = dict[str, Any]


class Ledger:
    """What is visible now, and what the open step has changed of it."""

    def __init__(self) -> None:
        self.initial: State = {}
        self.now: State = {}
        self.open: dict[str, Change] = {}

    def copy(self) -> Ledger:
        """The same moment between two steps; the beginning is shared."""
        other = Ledger()
        other.initial, other.now = self.initial, dict(self.now)
        return other

    def start(self, key: str, value: Any) -> None:
        """A field as it is before anything happens."""
        self.initial[key] = self.now[key] = value

    def set(self, key: str, value: Any) -> None:
        """A field looks like this from the open step on."""
        old = self.now[key]
        if key in self.open:
            self.open[key][2] = value
        elif old != value:
            self.open[key] = [key, old, value]
        self.now[key] = value

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
