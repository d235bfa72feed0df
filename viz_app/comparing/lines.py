"""Two programs' texts in; a number for every line out, the same for lines that belong together."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

Place = tuple[int, int]
"""Which text, and which line of it (from 1)."""
ALIKE = 0.5
"""From here on, a line that was replaced by another one counts as the same line, edited."""


def numbered(
    left: Sequence[str], right: Sequence[str]
) -> tuple[dict[Place, int], dict[Place, int]]:
    """The numbers of the left and of the right lines; indentation makes no difference."""
    here, there = places(left), places(right)
    ours, theirs = [line for _, line in here], [line for _, line in there]
    numbers = {place: number for number, (place, _) in enumerate(here)}
    others = {place: len(here) + number for number, (place, _) in enumerate(there)}
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        for one, other in zip(range(start, end), range(begin, stop), strict=False):
            if kind == "equal" or alike(ours[one], theirs[other]):
                others[there[other][0]] = numbers[here[one][0]]
    return numbers, others


def places(texts: Sequence[str]) -> list[tuple[Place, str]]:
    """Every line with its place."""
    return [
        ((number, line), text.strip())
        for number, source in enumerate(texts)
        for line, text in enumerate(source.split("\n"), 1)
    ]


def alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
