"""A stage and an event's number in; the earlier line that caused what is told there out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from viz_app.story.stage import Node, Stage, saved_tensor

Event = dict[str, Any]

CUTS = ("detached", "no_grad", "inference_mode", "not_differentiable")
COPIED = re.compile(r"(\w+)\.(?:item|tolist|numpy)\(|\b(?:tensor|as_tensor|float|int)\((\w+)\)")
FARTHEST = 20_000
"""How many events are looked through for a cause."""


def earlier_events(stage: Stage, position: int) -> Iterator[Event]:
    """The events before a place, the last one first."""
    for index in range(position - 1, max(-1, position - FARTHEST), -1):
        yield stage.trace.events[index]


# Places -------------------------------------------------------------------------------------------


def place(stage: Stage, event: Event, position: int) -> dict[str, Any]:
    """The line of an event, as one calls it at another one, and its source text."""
    here = stage.trace.events[position]["at"]
    return {"line": line(stage, event["at"], here), "source": stage.sources.text(event["at"])}


def line(stage: Stage, at: int | None, here: int | None) -> str:
    """A line's number; with its cell, seen from another cell."""
    if at is None:
        return "?"
    site = stage.trace.sites[at]
    numbers = stage.sources.numbers
    cell = numbers.get(site["cell"])
    own = None if here is None else numbers.get(stage.trace.sites[here]["cell"])
    if cell is None or own is None or cell == own:
        return str(site["line"])
    return stage.words.text("part.line_in_cell", line=site["line"], cell=cell + 1)


def for_good(stage: Stage, at: int | None) -> bool:
    """Whether a grad mode was set by a bare call, not around a block or a function."""
    if at is None or not stage.mode.startswith("set_grad_enabled"):
        return False
    site = stage.trace.sites[at]
    text = stage.sources.lines[site["cell"]][site["line"] - 1].lstrip()
    return not text.startswith(("with", "async", "@"))


# Where a history was cut --------------------------------------------------------------------------


def cut(stage: Stage, tensor: int, position: int) -> str:
    """Going back from a tensor without history: what cut it, or that nothing wanted a gradient."""
    if wants(stage, tensor):
        return ""
    lost = lost_history(stage, tensor, position)
    names = "" if lost else stage.words.listed(inputs_of(stage, tensor, position))
    return lost or (stage.words.marked("cause.no_leaf", names=names) if names else "")


def lost_history(stage: Stage, tensor: int, position: int) -> str:
    """The operation that cut a tensor's history, in a sentence; "" if it never had one."""
    event = cutting(stage, tensor, position)
    if event is None:
        return ""
    copied = copied_names(stage, event)
    if copied:
        return stage.words.marked("cause.copied", name=copied[0], **place(stage, event, position))
    return cut_text(stage, event, position)


def cutting(stage: Stage, tensor: int, position: int) -> Event | None:
    """The operation that cut a tensor's history."""
    for _, event in behind(stage, tensor, position):
        if copied_names(stage, event):
            return event
        if event["kind"] == "op" and event["reason"] in CUTS and takes_history(stage, event):
            return event
    return None


def inputs_of(stage: Stage, tensor: int, position: int) -> list[str]:
    """The names of the tensors from nothing that a tensor was computed from."""
    found = behind(stage, tensor, position)
    labels = (stage.label(own) for own, event in found if event["kind"] == "create")
    return list(dict.fromkeys(labels))


def behind(stage: Stage, tensor: int, position: int) -> Iterator[tuple[int, Event]]:
    """A tensor and all that it was computed from, each with the event that made it."""
    seen, stack = {tensor}, [tensor]
    while stack and len(seen) < FARTHEST:
        own = stack.pop()
        event = maker(stage, own, position)
        if event is None:
            continue
        yield own, event
        inputs = [given["tensor"] for given in event.get("inputs", ()) if "tensor" in given]
        fresh = [each for each in reversed(inputs) if each not in seen]
        seen.update(fresh)
        stack += fresh


def cut_off(stage: Stage, leaf: int, position: int) -> str:
    """Why no pass has reached a leaf: where what was made from it was cut, or that nothing was."""
    if position > FARTHEST:
        return ""
    followers, found, used = {leaf}, "", False
    for event in stage.trace.events[:position]:
        if event["kind"] != "op":
            continue
        inputs = {given["tensor"] for given in event["inputs"] if "tensor" in given}
        if not inputs & followers:
            continue
        used = True
        if event["recorded"]:
            followers |= {each["id"] for each in event["outputs"]}
        elif event["reason"] in CUTS and event["inplace"] is None:
            found = cut_text(stage, event, position)
    return found if used else stage.words.marked("cause.unused")


def maker(stage: Stage, tensor: int, position: int) -> Event | None:
    """The event that gave a tensor the content that it has at a place."""
    places = stage.makers.get(tensor, [])
    number = bisect_right(places, position)
    return stage.trace.events[places[number - 1]] if number else None


def takes_history(stage: Stage, event: Event) -> bool:
    return any(wants(stage, given["tensor"]) for given in event["inputs"] if "tensor" in given)


def wants(stage: Stage, tensor: int) -> bool:
    known = stage.tensors.get(tensor)
    return known is not None and bool(known.record["requires_grad"])


def cut_text(stage: Stage, event: Event, position: int) -> str:
    reason = stage.words.text(f"unrecorded.{event['reason']}")
    return stage.words.marked("cause.cut", reason=reason, **place(stage, event, position))


def copied_names(stage: Stage, event: Event) -> list[str]:
    """The names of recorded tensors whose numbers an operation takes without their history."""
    if event["kind"] == "op" and not any("const" in given for given in event["inputs"]):
        return []
    if event["kind"] == "create" and event["op"] != "tensor":
        return []
    text = stage.sources.whole(event["at"])
    named = [name for found in COPIED.findall(text) for name in found if name]
    bound = {key[1]: tensor for key, tensor in stage.bound.items()}
    return [name for name in named if wants(stage, bound.get(name, 0))]


# Why a tray is None -------------------------------------------------------------------------------


def cause_of_none(stage: Stage, tensor: int, reason: str, position: int) -> str:
    """Where it lies that a `.grad` is None; "" where the reason says all."""
    if reason == "never_reached":
        return cut_off(stage, tensor, position)
    if reason == "cleared":
        return cleared(stage, tensor, position)
    if reason == "requires_grad_false":
        return cut(stage, tensor, position) if made_by_operation(stage, tensor) else ""
    event = maker(stage, tensor, position)
    if event is None or event["kind"] != "op" or reason == "retained_late":
        return ""
    return stage.words.marked("cause.made", **place(stage, event, position))


def made_by_operation(stage: Stage, tensor: int) -> bool:
    places = stage.makers.get(tensor, [])
    return bool(places) and stage.trace.events[places[0]]["kind"] == "op"


def cleared(stage: Stage, tensor: int, position: int) -> str:
    """The line that set a tray to None."""
    for event in earlier_events(stage, position):
        if event["kind"] == "grad" and event["tensor"] == tensor and event["new"] is None:
            values = place(stage, event, position)
            if not values["source"].endswith(")"):
                values["source"] = stage.sources.line(event["at"])
            return stage.words.marked("cause.cleared", **values)
    return ""


# What a node had saved ----------------------------------------------------------------------------


def last_node(stage: Stage, position: int) -> tuple[int, Node, int] | None:
    """The node that was running when a pass broke off, and the event that made it."""
    for event in earlier_events(stage, position):
        if event["kind"] == "visit":
            known = stage.nodes.get(event["node"])
            if known is None or known.made is None:
                return None
            return event["node"], known, known.made
    return None


def overwritten(stage: Stage, position: int) -> str:
    """The line that overwrote what a node had saved, in a sentence."""
    found, node = overwriting(stage, position), last_node(stage, position)
    if found is None or node is None:
        return ""
    saved, event = found
    number, known, made = node
    saver = place(stage, stage.trace.events[made], position)
    told = stage.words.marked(
        "cause.changed",
        node=known.record["name"],
        name=stage.label(saved_tensor(saved, known.outputs)),
        old=saved["version"],
        new=event["outputs"][0]["version"],
        saved_line=saver["line"],
        saved_source=saver["source"],
        **place(stage, event, position),
    )
    return f"{told} {kept(stage, number, event)}".strip()


def kept(stage: Stage, node: int, change: Event) -> str:
    """That a node's graph was kept from an earlier pass, if an optimizer changed what it saved."""
    source = stage.sources.text(change["at"])
    before = stage.trace.events[: stage.trace.events.index(change)]
    ran = any(event["kind"] == "visit" and event["node"] == node for event in before)
    return stage.words.marked("cause.kept", source=source) if ran and ".step(" in source else ""


def overwriting(stage: Stage, position: int) -> tuple[dict[str, Any], Event] | None:
    """What the node that was running had saved, and the operation that overwrote it."""
    found = last_node(stage, position)
    if found is None:
        return None
    _, known, made = found
    for saved in known.record["saved"]:
        own = stage.tensors.get(saved_tensor(saved, known.outputs) or 0)
        if own is None:
            continue
        for event in stage.trace.events[made + 1 : position]:
            if event["kind"] == "op" and overwrites(event, own.record["storage"]):
                return saved, event
    return None


def overwrites(event: Event, storage: int) -> bool:
    outputs = event["outputs"]
    return event["inplace"] is not None and bool(outputs) and outputs[0]["storage"] == storage


def freed(stage: Stage, position: int) -> str:
    """The pass that freed what a second one needs."""
    found = last_node(stage, position)
    if found is None:
        return ""
    node, known, made = found
    for event in earlier_events(stage, position):
        if event["kind"] == "free" and event["node"] == node:
            comma = stage.words.text("part.comma")
            chips = [text.rpartition(comma)[0] or text for text, _ in known.saved]
            return stage.words.text(
                "cause.freed",
                node=known.record["name"],
                names=stage.words.listed(list(dict.fromkeys(chips))),
                number=event["pass"],
                **place(stage, stage.trace.events[made], position),
            )
    return ""
