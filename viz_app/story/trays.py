"""A leaf's tray and the marks of a pass: their state in, the visible fields set."""

from __future__ import annotations

from typing import Any

from viz_app.story.stage import Stage

SHOWN_HISTORY = 8
"""How many entries of a tray's history are written out."""


def zero(stage: Stage, value: int) -> bool:
    """Whether all numbers of a value are 0."""
    own = stage.trace.values[value]
    if "stats" in own:
        return not any(own["stats"][name] for name in ("min", "max", "nan", "inf"))
    return all(x == 0 for x in own["data"])


def tray_of(stage: Stage, tensor: int, note: str = "") -> None:
    """Show a tensor's tray as it is: absent, None with its reason, a value, zero, or stale."""
    card = stage.visible(tensor)
    if card is None:
        return
    own = stage.tensors[tensor]
    if own.tray is None:
        wanted = own.record["requires_grad"] and own.record["is_leaf"]
        reason = "cleared" if own.history else "no_backward_yet"
        sign = "none" if wanted else "absent"
        text = stage.words.text(f"reason.{reason}") if wanted else ""
        stage.show(card, grad_sign=sign, grad=None, grad_note=text)
        return
    sign = "zero" if zero(stage, own.tray) else "value"
    if own.stale:
        sign = "stale"
        last = max((number for how, number, _ in own.history if how == "pass"), default=0)
        if last:
            note = stage.words.text("card.stale", number=last)
    stage.show(card, grad_sign=sign, grad=stage.views.of(own.tray), grad_note=note)


def none_reason(stage: Stage, event: dict[str, Any]) -> str:
    """Why a `.grad` is None; retain_grad() that came after the pass is a reason of its own."""
    record, reason = stage.tensors[event["tensor"]].record, str(event["reason"])
    late = reason == "never_reached" and not record["is_leaf"] and event["tensor"] in stage.dropped
    return "retained_late" if late else reason


def set_tray(
    stage: Stage, tensor: int, value: int, entry: tuple[str, int, int | None], note: str = ""
) -> None:
    """The tray holds a value from now on; `entry` is what its history says of it."""
    own = stage.tensors[tensor]
    own.tray, own.stale = value, False
    own.history.append(entry)
    stage.full_trays[tensor] = None
    if not note:
        note = stage.words.text("card.zeroed" if entry[0] == "zero" else "card.by_hand")
    tray_of(stage, tensor, note)


def empty_tray(stage: Stage, tensor: int) -> None:
    """The tray is None from now on."""
    own = stage.tensors[tensor]
    own.tray, own.stale = None, False
    own.history.append(("none", 0, None))
    stage.full_trays.pop(tensor, None)
    tray_of(stage, tensor)


def history(stage: Stage, tensor: int) -> list[str]:
    """A tray's history in words, pass by pass; of a long one, the oldest are only counted."""
    words, entries = stage.words, stage.tensors[tensor].history
    shown = []
    for how, number, value in entries[-SHOWN_HISTORY:]:
        short = None if value is None else stage.views.short(value)
        text = short or ("" if value is None else stage.views.view(value)["shape"])
        if how == "pass" and value is not None and short is None:
            how = "shaped"
        elif how == "pass" and text.startswith("−"):
            how = "minus"
        shown.append(words.text(f"history.{how}", number=number, value=text))
    if len(entries) > SHOWN_HISTORY:
        shown.insert(0, words.text("history.more", count=len(entries) - SHOWN_HISTORY))
    return shown


def clear_flows(stage: Stage) -> None:
    """Take the marks of the last pass off edges and inboxes."""
    for edge in stage.flowing:
        stage.ledger.set(f"edge/{edge}/flow", None)
        stage.ledger.set(f"edge/{edge}/flow_text", "")
    for card in stage.inboxes:
        stage.show(card, inbox="", inbox_grad=None)
    stage.flowing.clear()
    stage.inboxes.clear()
