"""The key of an error's explanation in; a sentence on the line where its cause lies out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from viz_app.story.causes import (
    cut,
    cutting,
    earlier_events,
    freed,
    last_node,
    line,
    made_by_operation,
    maker,
    overwriting,
    overwritten,
    place,
)
from viz_app.story.rules import count
from viz_app.story.stage import Stage
from viz_app.story.words import Marked, unmarked

Event = dict[str, Any]

ASKED = re.compile(r"(\w+)\.backward\(|\bgrad\((\w+)")
"""The result whose gradient a line asks for."""
NAMES = re.compile(r"\b[A-Za-z_]\w*\b")
ABOVE = 6
"""In how many lines above a printed error the call is looked for that raised it."""


def cause_of_error(stage: Stage, key: str, position: int) -> str:
    """Where an error's cause lies, in a sentence; "" if that cannot be told."""
    finder = FINDERS.get(key)
    return "" if finder is None else unmarked(finder(stage, position))


def place_of_cause(stage: Stage, key: str, position: int) -> int | None:
    """The place where an error's cause lies, to be lit beside the line that raises."""
    event = None
    if key == "explain.inplace":
        found = overwriting(stage, position)
        event = None if found is None else found[1]
    elif key == "explain.second_backward":
        node = last_node(stage, position)
        event = None if node is None else stage.trace.events[node[2]]
    elif key == "explain.no_grad_fn":
        tensor = asked(stage, position)
        event = None if tensor is None else cutting(stage, tensor, position)
    at: int | None = None if event is None else event["at"]
    return at


def node_of_error(stage: Stage, key: str, position: int) -> int | None:
    """The node at which a pass broke off."""
    if key not in ("explain.inplace", "explain.second_backward"):
        return None
    found = last_node(stage, position)
    return None if found is None else found[0]


def lines_above(stage: Stage, position: int) -> list[str]:
    """The line of an event and those above it: the error may have been caught below its line."""
    at = stage.trace.events[position]["at"]
    if at is None:
        return []
    site = stage.trace.sites[at]
    lines = stage.sources.lines[site["cell"]][: site["end_line"]]
    return lines[::-1][: ABOVE + 1]


def named(stage: Stage, name: str) -> int | None:
    """The tensor that a name means now."""
    return next((tensor for key, tensor in stage.bound.items() if key[1] == name), None)


def asked(stage: Stage, position: int) -> int | None:
    """The tensor whose backward was asked for: by its name, else the one that was made last."""
    for text in lines_above(stage, position):
        for found in ASKED.findall(text):
            for name in filter(None, found):
                tensor = named(stage, name)
                if tensor is not None:
                    return tensor
        if ASKED.search(text) or ".backward(" in text:
            break
    for earlier in earlier_events(stage, position):
        if earlier["kind"] == "op" and earlier["outputs"]:
            made: int = earlier["outputs"][0]["id"]
            return made
    return None


def lost(stage: Stage, position: int) -> str:
    """A backward of what was not recorded: the line that cut its history."""
    tensor = asked(stage, position)
    if tensor is None:
        return ""
    event = maker(stage, tensor, position)
    if event is not None and event["kind"] == "create" and event["op"] == "outside":
        return stage.words.marked("cause.came_out", name=stage.label(tensor))
    return cut(stage, tensor, position)


def several(stage: Stage, position: int) -> str:
    """A backward of a result with several elements: how many seeds it needs."""
    tensor = asked(stage, position)
    known = stage.tensors.get(tensor or 0)
    if known is None or count(known.record["shape"]) < 2:
        return ""
    shape = known.record["shape"]
    return stage.words.text(
        "cause.several",
        name=stage.label(tensor),
        count=count(shape),
    )


def nothing_there(stage: Stage, position: int) -> str:
    """A None where a tensor was needed: the tray that was read last, and why it is None."""
    for event in earlier_events(stage, position):
        if event["kind"] == "look":
            if event["value"] is not None:
                return ""
            return none_text(stage, event, position)
        if event["kind"] in ("op", "backward_end"):
            return ""
    return ""


def none_text(stage: Stage, event: Event, position: int) -> str:
    label = stage.label(event["tensor"])
    reason = stage.words.text(f"none.{event['reason']}")
    text = stage.words.marked("cause.none", name=label, reason=reason)
    made = maker(stage, event["tensor"], position)
    if event["reason"] == "not_a_leaf" and made is not None:
        text = Marked(f"{text} " + stage.words.marked("cause.made", **place(stage, made, position)))
    return text


def made_by(stage: Stage, position: int) -> str:
    """A tensor that is no leaf: the operation that made it."""
    for text in lines_above(stage, position):
        for name in NAMES.findall(text):
            tensor = named(stage, name)
            known = stage.tensors.get(tensor or 0)
            if known is None or tensor is None or known.record["is_leaf"]:
                continue
            made = maker(stage, tensor, position)
            if made is not None and made_by_operation(stage, tensor):
                values = place(stage, made, position)
                return stage.words.marked("cause.nonleaf", name=name, **values)
    return ""


def stamped(stage: Stage, position: int) -> str:
    """An inference tensor: the line that made it one."""
    for event in earlier_events(stage, position):
        if event["kind"] == "op" and event["outputs"] and event["outputs"][0]["inference"]:
            tensor, here = event["outputs"][0]["id"], stage.trace.events[position]["at"]
            return stage.words.text(
                "cause.inference",
                name=stage.label(tensor),
                line=line(stage, event["at"], here),
                source=stage.sources.text(event["at"]),
            )
    return ""


FINDERS: dict[str, Callable[[Stage, int], str]] = {
    "explain.no_grad_fn": lost,
    "explain.inplace": overwritten,
    "explain.second_backward": freed,
    "explain.not_scalar": several,
    "explain.none_attribute": nothing_there,
    "explain.none_operand": nothing_there,
    "explain.none_subscript": nothing_there,
    "explain.optimize_nonleaf": made_by,
    "explain.inference_saved": stamped,
    "explain.inference_flag": stamped,
    "explain.inference_update": stamped,
}
"""Which errors have a cause elsewhere, and how it is found."""
