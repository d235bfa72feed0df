"""An optimizer's step in; which parameters it moves, from where to where, and which not, out."""

from __future__ import annotations

from typing import Any

from viz_app.story.stage import Stage
from viz_app.story.steps import Group
from viz_app.story.telling import Telling, phrase, text_row
from viz_app.story.words import Span

Event = dict[str, Any]

SHOWN = 3
"""Of how many parameters the numbers are written out."""


def step(stage: Stage, group: Group, event: Event) -> Telling:
    words = stage.words
    moved, idle = event["tensors"], [t for t in event["holds"] if t not in event["tensors"]]
    values = {"optimizer": event["optimizer"], "names": names(stage, moved)}
    cards = (stage.visible(tensor) for tensor in moved)
    sentence = words.say("say.step" if moved else "say.step.nothing", **values)
    assert group.lead is not None
    for tensor in moved[:SHOWN]:
        sentence += from_to(stage, tensor, group.lead)
    for tensor in moved:
        sentence += frozen(stage, tensor)
    if idle and moved:
        sentence += words.say("say.step.idle", names=names(stage, idle))
    held = text_row(words.text("row.holds"), names(stage, event["holds"]), "value")
    return Telling(
        sentence,
        words.text("title.step", **values),
        words.text("why.step"),
        numbers=[held],
        focus=[card for card in cards if card is not None],
    )


def names(stage: Stage, tensors: list[int]) -> str:
    """The names of a few tensors; of many, the first ones and how many there are."""
    labels = [stage.label(tensor) for tensor in tensors[: 2 * SHOWN]]
    if len(tensors) > len(labels):
        return stage.words.text("part.more", names=", ".join(labels[:SHOWN]), count=len(tensors))
    return stage.words.listed(labels)


def from_to(stage: Stage, tensor: int, position: int) -> list[Span]:
    """`w: 5 → 4.6, with w.grad = 4`: the number before the step, and the one that it leaves."""
    known, after = stage.tensors[tensor], written(stage, tensor, position)
    if after is None or known.tray is None:
        return []
    old, new, tray = (
        stage.views.short(value) for value in (known.record["value"], after, known.tray)
    )
    if old is None or new is None or tray is None:
        return []
    label = stage.label(tensor)
    return stage.words.say("say.step.moves", name=label, old=old, new=new, grad=tray)


def written(stage: Stage, tensor: int, position: int) -> int | None:
    """The last value that the operations of a step, which follow it, write to a parameter."""
    found, at = None, stage.trace.events[position]["at"]
    for event in stage.trace.events[position + 1 :]:
        if event["at"] != at or event["kind"] not in ("mode", "op", "create"):
            break
        if event["kind"] == "op" and event["inplace"] == tensor:
            found = event["outputs"][0]["value"]
    return found


def frozen(stage: Stage, tensor: int) -> list[Span]:
    """A parameter that asks for no gradient any more moves as long as an old one lies there."""
    known = stage.tensors[tensor]
    if known.record["requires_grad"] or known.tray is None:
        return []
    label = stage.label(tensor)
    return stage.words.say("say.step.frozen", name=label, grad=phrase(stage, known.tray))
