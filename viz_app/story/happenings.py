"""One function per kind of event: an event in, the stage and its visible fields changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from viz_app.story import backward_happenings as back
from viz_app.story.occupancy import occupy
from viz_app.story.stage import Node, Stage, Tensor, saved_tensor
from viz_app.story.trays import clear_flows, empty_tray, none_reason, set_tray, tray_of, zero

Event = dict[str, Any]


def happen(stage: Stage, index: int) -> None:
    """Let event number `index` happen."""
    event = stage.trace.events[index]
    handler = HAPPENINGS.get(event["kind"])
    if handler is not None:
        handler(stage, event, index)


def cell(stage: Stage, event: Event, index: int) -> None:
    stage.sources.started(event)
    stage.run, stage.reached = event["run"], 0


def mode(stage: Stage, event: Event, index: int) -> None:
    stage.grad_before, stage.grad = stage.grad, event["grad"]
    stage.switched = event["at"]
    label = event["name"]
    if label == "set_grad_enabled":
        label = f"set_grad_enabled({event['grad']})"
    if event["enter"]:
        stage.modes.append(label)
    elif stage.modes:
        label = stage.modes.pop()
    stage.mode = label
    shown = "grad" if event["grad"] else "inference_mode" if event["inference"] else "no_grad"
    stage.ledger.set("frame/mode", shown)
    for region in sorted(stage.index.regions.get(index, ())):
        stage.ledger.set(f"region/{region}/phase", "live")


def create(stage: Stage, event: Event, index: int) -> None:
    record = event["tensor"]
    card = stage.index.shown[index]
    known = stage.tensors.get(record["id"])
    if known is None:
        stage.tensors[record["id"]] = Tensor(record, card)
    occupy(stage, card, record["id"])


def operation(stage: Stage, event: Event, index: int) -> None:
    card = stage.index.shown[index]
    if event["recorded"] and not stage.within_pass:
        new_forward(stage, stage.cards[card].scene)
    for accumulator in event["accumulators"]:
        stage.nodes[accumulator["id"]] = Node({}, None, leaf=accumulator["tensor"])
    if event["node"] is not None:
        record = event["node"]
        outputs = [each["id"] for each in event["outputs"]]
        stage.nodes[record["id"]] = Node(record, index, outputs)
        for saved in record["saved"]:
            tensor = saved_tensor(saved, outputs)
            if tensor is not None:
                stage.savers.setdefault(tensor, {})[record["id"]] = None
    for edge in stage.index.uses[index]:
        if edge is not None:
            stage.ledger.set(f"edge/{edge}/phase", "live")
    for output in reversed(event["outputs"]):
        made(stage, event, output, card)
    for other in event["shared"]:
        rewritten(stage, other, event["outputs"][0]["version"])
    first = event["outputs"][0]["id"] if event["outputs"] else None
    if first is not None:
        occupy(stage, card, first, event)


def rewritten(stage: Stage, other: Event, version: int) -> None:
    """An in-place operation has changed the memory in which this tensor lives, too."""
    tensor, value = other["tensor"], other["value"]
    known = stage.tensors.get(tensor)
    if known is None:
        return
    if not other["counted"]:
        version = known.record["version"]
    known.record = {**known.record, "value": value, "version": version}
    back.overwritten(stage, tensor)
    shown = stage.visible(tensor)
    if shown is not None:
        stage.show(shown, value=stage.views.of(value), version=version)


def made(stage: Stage, event: Event, record: dict[str, Any], card: str) -> None:
    """A tensor came out of an operation; an in-place one has changed it."""
    known = stage.tensors.get(record["id"])
    if known is None:
        stage.tensors[record["id"]] = Tensor(record, card)
        return
    known.record = record
    back.overwritten(stage, record["id"])
    shown = stage.visible(record["id"])
    if event["recorded"]:
        if shown is not None and shown != card:
            stage.show(shown, names="")
        known.card = card
    elif shown is not None:
        stage.show(shown, value=stage.views.of(record["value"]), version=record["version"])


def new_forward(stage: Stage, scene: str) -> None:
    """A recorded operation after a backward: the last pass's flows go, its trays become stale."""
    clear_flows(stage)
    for leaf in list(stage.full_trays):
        own = stage.tensors[leaf]
        if stage.cards[own.card].scene == scene:
            del stage.full_trays[leaf]
            own.stale = True
            tray_of(stage, leaf)


def name(stage: Stage, event: Event, index: int) -> None:
    key = (event["scope"], event["name"])
    stage.bound.pop(key, None)
    if event["tensor"] is not None:
        stage.bound[key] = event["tensor"]
    for tensor, bound in ((event["old"], False), (event["tensor"], True)):
        known = stage.tensors.get(tensor or 0)
        if known is None:
            continue
        known.names.pop(key, None)
        if bound:
            known.names[key] = None
            known.last_name = event["name"]
        card = stage.visible(tensor)
        if card is not None:
            stage.show(card, names=stage.shown_names(known))


def flag(stage: Stage, event: Event, index: int) -> None:
    known = stage.tensors[event["tensor"]]
    known.record = {**known.record, "requires_grad": event["requires_grad"]}
    tray_of(stage, event["tensor"])


def lost(stage: Stage, event: Event, index: int) -> None:
    edge = stage.index.ghosts.get(index)
    if edge is not None:
        stage.ledger.set(f"edge/{edge}/phase", "live")


def look(stage: Stage, event: Event, index: int) -> None:
    card = stage.visible(event["tensor"])
    if card is not None and event["value"] is None:
        reason = stage.words.text(f"reason.{none_reason(stage, event)}")
        stage.show(card, grad_sign="none", grad=None, grad_note=reason)


def grad(stage: Stage, event: Event, index: int) -> None:
    if event["new"] is None:
        empty_tray(stage, event["tensor"])
    else:
        how = "zero" if zero(stage, event["new"]) else "assign"
        set_tray(stage, event["tensor"], event["new"], (how, 0, event["new"]))


def told(stage: Stage, event: Event, index: int) -> None:
    """Something was printed, warned of, or went wrong."""
    stage.reached += 1
    if stage.run >= 0:
        stage.ledger.set(f"output/{stage.run}", stage.reached)


HAPPENINGS: dict[str, Callable[[Stage, Event, int], None]] = {
    "cell": cell,
    "mode": mode,
    "create": create,
    "op": operation,
    "name": name,
    "flag": flag,
    "look": look,
    "lost": lost,
    "grad": grad,
    "output": told,
    "warning": told,
    "error": told,
    **back.HAPPENINGS,
}
"""What each kind of event changes; kinds that are not here change nothing that is drawn."""
