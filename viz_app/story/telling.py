"""The stage after a step in; the parts that sentences and panels are made of out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from viz_app.graph.views import number
from viz_app.story.occupancy import chips
from viz_app.story.stage import Stage
from viz_app.story.words import Marked, Span

Event = dict[str, Any]


@dataclass(slots=True)
class Telling:
    """What is said of a step. `origin` is the place whose gradient is being computed, if any."""

    sentence: list[Span]
    title: str
    why: str = ""
    rule: str | None = None
    numbers: list[dict[str, Any]] = field(default_factory=list)
    history: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)
    origin: int | None = None

    def panel(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "rule": self.rule,
            "numbers": self.numbers,
            "history": self.history,
            "saved": self.saved,
            "why": self.why,
        }


def phrase(stage: Stage, value: int) -> str:
    """A value within a sentence: its number, a few numbers, or how many there are."""
    short = stage.views.short(value)
    if short is not None:
        return short
    shape = stage.views.view(value)["shape"]
    return stage.words.text("part.shaped", shape=shape)


def saved_texts(stage: Stage, node: int) -> list[str]:
    """What a node has saved, as chips; what is out of date or freed says so."""
    known = stage.nodes.get(node)
    if known is None:
        return []
    texts = stage.words.text
    return [
        text if sign == "live" else texts(f"chip.{sign}", text=text) for text, sign in chips(known)
    ]


def saved_labels(stage: Stage, node: int) -> str:
    """What a node has saved, by name."""
    known, comma = stage.nodes.get(node), stage.words.text("part.comma")
    texts = [] if known is None else [text for text, _ in chips(known)]
    names = [text.rpartition(comma)[0] or text for text in texts]
    return stage.words.listed(list(dict.fromkeys(names)))


def view_row(stage: Stage, label: str, value: int | None, role: str) -> dict[str, Any]:
    """A row of numbers in the inspector."""
    return {"label": label, "view": stage.views.of(value), "role": role}


def text_row(label: str, text: str, role: str) -> dict[str, Any]:
    return {"label": label, "text": text, "role": role}


def sum_text(stage: Stage, old: int, add: int, new: int) -> str:
    """`2 + 2 = 4` with real numbers; of many different numbers, the first one's sum."""
    return arithmetic(stage, "+", old, add, new)


def product_text(stage: Stage, grad: int, factor: int, result: int) -> str:
    """`1 × 2 = 2` with real numbers; of many different numbers, the first one's product."""
    return arithmetic(stage, "×", grad, factor, result)


def arithmetic(stage: Stage, sign: str, one: int, other: int, result: int) -> str:
    texts = [stage.views.short(value) for value in (one, other, result)]
    if None not in texts:
        first, second, third = (text or "" for text in texts)
        return marked(first, sign, second, third)
    data = [stage.trace.values[value].get("data") for value in (one, other, result)]
    if not all(data):
        return Marked(f"<g>{stage.views.brief(result)}</g>")
    first, second, third = (number(numbers[0]) for numbers in data if numbers)
    return Marked(stage.words.text("part.first", sum=marked(first, sign, second, third)))


def marked(first: str, sign: str, second: str, third: str) -> Marked:
    second = f"({second})" if second.startswith("−") else second
    return Marked(f"{first} {sign} {second} = <g>{third}</g>")


def unmarked(text: str) -> str:
    """A sum without its role."""
    return text.replace("<g>", "").replace("</g>", "")
