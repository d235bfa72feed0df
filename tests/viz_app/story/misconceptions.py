"""A number, a belief and snippets in; which of the thirty misconceptions a check is about, out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.viz_app.stories import snippet_story, state_after, step_of

Story = dict[str, Any]
Check = Callable[..., None]

CHECKS: dict[int, tuple[str, tuple[str, ...], Check]] = {}
"""The thirty: what is misunderstood, the snippets that show it, and what must be visible."""


def misconception(number: int, what: str, *snippets: str) -> Callable[[Check], Check]:
    """The check gets one story for each of the snippets."""

    def register(check: Check) -> Check:
        assert number not in CHECKS
        CHECKS[number] = (what, snippets, check)
        return check

    return register


def run(number: int) -> None:
    _, snippets, check = CHECKS[number]
    check(*(snippet_story(name) for name in snippets))


def why(story: Story, step: int) -> str:
    """The paragraph of a step."""
    text: str = story["steps"][step]["panel"]["why"]
    return text


def row(story: Story, step: int, label: str) -> Any:
    """A row of the inspector: its text, or its numbers."""
    for each in story["steps"][step]["panel"]["numbers"]:
        if each["label"] == label:
            return each["text"] if "text" in each else story["views"][each["view"]]["rows"]
    raise AssertionError(f"no row {label!r}: {story['steps'][step]['panel']['numbers']}")


def line(story: Story, step: int) -> int:
    """The line that is lit."""
    number: int = story["steps"][step]["at"]["line"]
    return number


def steps_of(story: Story, text: str) -> list[int]:
    """The operations whose sentence begins so."""
    found, step = [], -1
    while True:
        try:
            step = step_of(story, "op", text, after=step)
        except AssertionError:
            return found
        found.append(step)


def card_of(story: Story, name: str, step: int) -> str:
    state = state_after(story, step)
    cards = [card["id"] for card in story["cards"]]
    named = [card for card in cards if state[f"card/{card}/names"] == name]
    return str([card for card in named if state[f"card/{card}/phase"] == "live"][-1])


def card_of_source(story: Story, source: str) -> str:
    state = state_after(story, -1)
    cards = [card["id"] for card in story["cards"]]
    (card,) = [card for card in cards if state[f"card/{card}/source"] == source]
    return str(card)
