"""A stage and an event's number in; the earlier line that caused what is told there out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from viz_app.story.stage import Stage, saved_tensor

Event = dict[str, Any]

CUTS = ("detached", "no_grad", "inference_mode", "not_differentiable")
COPIED = re.compile(r"(\w+)\.(?:item|tolist|numpy)\(|\b(?:tensor|as_tensor|float|int)\((\w+)\)")
ASKED = re.compile(r"(\w+)\.backward\(|\bgrad\((\w+)")
FARTHEST = 20_000
"""How many events are looked through for a cause."""


def cause_of_error(stage: Stage, key: str | None, position: int) -> str:
    """Where an error's cause lies, in a sentence; "" if that cannot be told."""
    finder = FINDERS.get(key or "")
    return "" if finder is None else finder(stage, position)


def lost(stage: Stage, position: int) -> str:
    """A backward of what was not recorded: the line that cut its history."""
    tensor = asked(stage, position)
    return "" if tensor is None else cut(stage, tensor, position)


def asked(stage: Stage, position: int) -> int | None:
    """The tensor whose backward was asked for: by its name, else the one that was made last."""
    event = stage.trace.events[position]
    for found in ASKED.findall(stage.sources.whole(event["at"])):
        for name in filter(None, found):
            for key, tensor in stage.bound.items():
                if key[1] == name:
                    return tensor
    for earlier in earlier_events(stage, position):
        if earlier["kind"] == "op" and earlier["outputs"]:
            made: int = earlier["outputs"][0]["id"]
            return made
    return None


def earlier_events(stage: Stage, position: int) -> Iterator[Event]:
    """The events before a place, the last one first."""
    for index in range(position - 1, max(-1, position - FARTHEST), -1):
        yield stage.trace.events[index]


def cut(stage: Stage, tensor: int, position: int) -> str:
    """Going back from a tensor without history: the operation that cut it, or that none had any."""
    seen, stack, leaves = {tensor}, [tensor], []
    while stack and len(seen) < FARTHEST:
        own = stack.pop()
        event = maker(stage, own, position)
        if event is None:
            continue
        copied = copied_names(stage, event)
        if copied:
            return copied_text(stage, event, copied[0])
        if event["kind"] == "create":
            leaves.append(stage.label(own))
            continue
        inputs = [given["tensor"] for given in event["inputs"] if "tensor" in given]
        if event["reason"] in CUTS and any(wants(stage, each) for each in inputs):
            return cut_text(stage, event)
        fresh = [each for each in reversed(inputs) if each not in seen]
        seen.update(fresh)
        stack += fresh
    if not leaves:
        return ""
    names = stage.words.listed(list(dict.fromkeys(leaves)))
    return stage.words.text("cause.no_leaf", names=names)


def cut_off(stage: Stage, leaf: int, position: int) -> str:
    """Why no pass has reached a leaf: the last place where what was made from it was cut."""
    if position > FARTHEST:
        return ""
    followers, found = {leaf}, ""
    for event in stage.trace.events[:position]:
        if event["kind"] != "op":
            continue
        inputs = {given["tensor"] for given in event["inputs"] if "tensor" in given}
        if not inputs & followers:
            continue
        if event["recorded"]:
            followers |= {each["id"] for each in event["outputs"]}
        elif event["reason"] in CUTS and event["inplace"] is None:
            found = cut_text(stage, event)
    return found


def maker(stage: Stage, tensor: int, position: int) -> Event | None:
    """The event that gave a tensor the content that it has at a place."""
    places = stage.makers.get(tensor, [])
    number = bisect_right(places, position)
    return stage.trace.events[places[number - 1]] if number else None


def wants(stage: Stage, tensor: int) -> bool:
    known = stage.tensors.get(tensor)
    return known is not None and bool(known.record["requires_grad"])


def cut_text(stage: Stage, event: Event) -> str:
    reason = stage.words.text(f"unrecorded.{event['reason']}")
    return stage.words.text("cause.cut", reason=reason, **place(stage, event))


def place(stage: Stage, event: Event) -> dict[str, Any]:
    """The line of an event and its source text."""
    at = event["at"]
    line = 0 if at is None else stage.trace.sites[at]["line"]
    return {"line": line, "source": stage.sources.text(at)}


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


def copied_text(stage: Stage, event: Event, name: str) -> str:
    return stage.words.text("cause.copied", name=name, **place(stage, event))


def last_visited(stage: Stage, position: int) -> int | None:
    """The node that was running when a pass broke off."""
    for event in earlier_events(stage, position):
        if event["kind"] == "visit":
            node: int = event["node"]
            return node
    return None


def changed(stage: Stage, position: int) -> str:
    """The line that overwrote what a node had saved."""
    node = last_visited(stage, position)
    known = None if node is None else stage.nodes.get(node)
    if known is None or known.made is None:
        return ""
    made = stage.trace.events[known.made]
    for saved in known.record["saved"]:
        tensor = saved_tensor(saved, known.outputs)
        own = stage.tensors.get(tensor or 0)
        if own is None:
            continue
        for event in stage.trace.events[known.made + 1 : position]:
            if event["kind"] == "op" and overwrites(event, own.record["storage"]):
                version = event["outputs"][0]["version"]
                saver = place(stage, made)
                return stage.words.text(
                    "cause.changed",
                    node=known.record["name"],
                    name=stage.label(tensor),
                    old=saved["version"],
                    new=version,
                    saved_line=saver["line"],
                    saved_source=saver["source"],
                    **place(stage, event),
                )
    return ""


def overwrites(event: Event, storage: int) -> bool:
    outputs = event["outputs"]
    return event["inplace"] is not None and bool(outputs) and outputs[0]["storage"] == storage


def freed(stage: Stage, position: int) -> str:
    """The pass that freed what a second one needs."""
    node = last_visited(stage, position)
    known = None if node is None else stage.nodes.get(node)
    if known is None or known.made is None:
        return ""
    for event in earlier_events(stage, position):
        if event["kind"] == "free" and event["node"] == node:
            chips = [
                text.rpartition(stage.words.text("part.comma"))[0] or text
                for text, _ in known.saved
            ]
            return stage.words.text(
                "cause.freed",
                node=known.record["name"],
                names=stage.words.listed(list(dict.fromkeys(chips))),
                number=event["pass"],
                **place(stage, stage.trace.events[known.made]),
            )
    return ""


FINDERS = {
    "explain.no_grad_fn": lost,
    "explain.inplace": changed,
    "explain.second_backward": freed,
}
"""Which errors have a cause elsewhere, and how it is found."""
