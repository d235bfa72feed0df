"""The steps of a story in; the parts of its timeline (forward, backward 1, no_grad, …) out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from autograd_core.trace import Trace
from viz_app.story.steps import NEUTRAL, PASS, Group
from viz_app.story.words import Words


@dataclass(slots=True)
class Segments:
    """The parts, and the number of the part to which each step belongs."""

    segments: list[dict[str, Any]] = field(default_factory=list)
    of_step: list[int] = field(default_factory=list)


def segments(groups: Sequence[Group], trace: Trace, words: Words) -> Segments:
    """Cut the steps into parts; what is neither forward nor backward stays with what goes on.

    What a hook, an own function or `create_graph` computes within a pass is part of the pass.
    """
    ends = {i for i, event in enumerate(trace.events) if event["kind"] == "backward_end"}
    passes = 0
    result = Segments()
    kinds: list[tuple[str, str] | None] = []
    off = ""
    forward = "forward", words.text("segment.forward")
    backward = forward
    updating: dict[str, Any] = {"at": None}
    for group in groups:
        lead: dict[str, Any] = {} if group.lead is None else trace.events[group.lead]
        if group.kind == "step":
            updating = lead
        elif lead.get("at") != updating["at"]:
            updating = {"at": None}
        leaving = off
        if group.kind == "mode":
            off = "" if lead["grad"] else lead["name"] if lead["enter"] else off
        if group.kind == "backward":
            backward = "backward", words.text("segment.backward", number=lead["pass"])
            passes += 1
        within = passes > 0
        passes -= not ends.isdisjoint(group.all)
        if within or group.kind in PASS or lead.get("pass"):
            kinds.append(backward)
        elif group.kind == "mode" and (leaving or off):
            kinds.append(("no_grad", leaving or off))
        elif updating["at"] is not None:
            kinds.append(("no_grad", updating["optimizer"]))
        elif group.kind in NEUTRAL:
            kinds.append(None)
        else:
            kinds.append(("no_grad", off) if off else forward)
    first = next((kind for kind in kinds if kind), forward)
    current: tuple[str, str] | None = None
    for step, kind in enumerate(kinds):
        wanted = kind or current or first
        if wanted != current:
            name, label = current = wanted
            result.segments.append({"kind": name, "label": label, "first": step, "last": step})
        result.segments[-1]["last"] = step
        result.of_step.append(len(result.segments) - 1)
    return result
