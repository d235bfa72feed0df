"""The stage after a numeric check in; what is said of its gradients and differences out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from viz_app.graph.views import number
from viz_app.story.stage import Stage
from viz_app.story.steps import Group
from viz_app.story.telling import Telling, text_row

Event = dict[str, Any]

CLOSE = {"float32": 1e-2, "float64": 1e-5}
"""Up to which relative error a gradient agrees: the differences themselves are not exact."""
SURE = 0.1
"""Beyond this part of the gradient, the doubt about a difference is too large to judge."""


@dataclass(frozen=True)
class Finding:
    """One number of one leaf: what autograd and what differences say, and which of the verdicts."""

    name: str
    gradient: float
    difference: float
    error: float
    verdict: str


def check(stage: Stage, group: Group, event: Event) -> Telling:
    words = stage.words
    leaves = [stage.trace.events[index] for index in group.events]
    leaves = [each for each in leaves if each["kind"] == "check"]
    found = {each["tensor"]: list(findings(stage, each)) for each in leaves}
    every = [one for several in found.values() for one in several]
    title = words.text("title.check", **{"pass": event["pass"]})
    if not every:
        return Telling(words.say("say.check.none", **{"pass": str(event["pass"])}), title)
    verdict, worst = outcome(every)
    return Telling(
        words.say(
            f"say.check.{verdict}",
            count=str(len(every)),
            name=worst.name,
            gradient=number(worst.gradient),
            difference=number(worst.difference),
            error=number(worst.error, 2),
            **{"pass": str(event["pass"])},
        ),
        title,
        words.text(f"why.check.{verdict}"),
        numbers=[
            row(stage, each, found[each["tensor"]]) for each in leaves if found[each["tensor"]]
        ],
        focus=[card for each in leaves if (card := stage.visible(each["tensor"]))],
    )


def row(stage: Stage, event: Event, several: Sequence[Finding]) -> dict[str, Any]:
    """A leaf's worst number."""
    verdict, worst = outcome(several)
    said = stage.words.text(
        f"check.{verdict}",
        gradient=number(worst.gradient),
        difference=number(worst.difference),
        error=number(worst.error, 2),
        count=len(event["checked"]),
        of=event["of"],
    )
    return text_row(worst.name, said, "value")


def outcome(several: Sequence[Finding]) -> tuple[str, Finding]:
    """The gravest verdict, and the number for which it is clearest."""
    grave = ("differs", "kink", "rough", "agrees")
    verdict = min((one.verdict for one in several), key=grave.index)
    same = [one for one in several if one.verdict == verdict]
    return verdict, max(same, key=lambda one: one.error)


def findings(stage: Stage, event: Event) -> Iterator[Finding]:
    """Each number of a leaf that was checked."""
    record = stage.tensors[event["tensor"]].record
    keys = ("gradient", "difference", "doubt")
    columns = [stage.trace.values[event[key]].get("data", []) for key in keys]
    rows = [[float(x) for x in row] for row in zip(*columns, strict=False)]
    largest = max((abs(x) for row in rows for x in row[:2]), default=0.0)
    for place, (gradient, difference, doubt) in zip(event["checked"], rows, strict=False):
        size = max(abs(gradient), abs(difference), 1e-3 * largest)
        error = abs(gradient - difference) / size if size else 0.0
        verdict = "agrees"
        if place in event["kinks"]:
            verdict = "kink"
        elif not error <= CLOSE.get(record["dtype"], 1e-2):
            verdict = "rough" if doubt > SURE * size else "differs"
        name = stage.label(event["tensor"]) + index_text(place, record["shape"])
        yield Finding(name, gradient, difference, error, verdict)


def index_text(place: int, shape: Sequence[int]) -> str:
    """`[1, 2]`: where a place of the flattened tensor lies; nothing in a scalar."""
    index: list[str] = []
    for size in reversed(shape):
        place, here = divmod(place, size)
        index.insert(0, str(here))
    return f"[{', '.join(index)}]" if index else ""


TELLERS: dict[str, Callable[[Stage, Group, Event], Telling]] = {"check": check}
"""What is said of each kind of step."""
