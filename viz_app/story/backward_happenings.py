"""One function per kind of event of a backward: an event in, the stage and its fields changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from viz_app.story.occupancy import chips, restore
from viz_app.story.stage import Node, Stage, saved_tensor
from viz_app.story.trays import clear_flows, set_tray

Event = dict[str, Any]


def outside_node(stage: Stage, event: Event, index: int) -> None:
    stage.nodes[event["node"]["id"]] = Node(event["node"], None, leaf=event["tensor"])


def backward(stage: Stage, event: Event, index: int) -> None:
    clear_flows(stage)
    stage.number, stage.within_pass = event["pass"], True
    stage.create_graph = event["create_graph"]
    stage.ledger.set("frame/pass", event["pass"])
    for node, _, count in event["waits"]:
        inbox(stage, node, 0, count)


def inbox(stage: Stage, node: int, count: int, of: int) -> None:
    """Write how many contributions a node's inbox holds."""
    card = stage.card_of_node(node)
    if card is not None:
        stage.inboxes[card] = None
        stage.show(card, inbox=stage.words.text("inbox.count", count=count, of=of))


def seed(stage: Stage, event: Event, index: int) -> None:
    known = stage.nodes.get(event["node"])
    if known is not None:
        known.seed = event["value"]


def arrival(stage: Stage, event: Event, index: int) -> None:
    card = stage.card_of_node(event["node"])
    if card is None:
        return
    node = stage.nodes[event["node"]]
    restore(stage, event["node"])
    inbox(stage, event["node"], event["count"], event["of"])
    if node.seed is not None and event["of"] == 1:
        value = stage.views.brief(node.seed, 8)
        stage.show(card, inbox=stage.words.text("card.seed", value=value))
        node.seed = None
    stage.show(card, inbox_grad=stage.views.of(event["new"]))


def visit(stage: Stage, event: Event, index: int) -> None:
    known = stage.nodes.get(event["node"])
    if known is not None:
        known.arrived = next((grad for grad in event["grads"] if grad is not None), None)


def hook(stage: Stage, event: Event, index: int) -> None:
    known = stage.nodes.get(event["node"])
    if known is not None and event["which"] != "post" and event["after"] is not None:
        known.arrived = event["after"]


def contribution(stage: Stage, event: Event, index: int) -> None:
    edge = stage.edge(event["node"], event["edge"])
    if edge is not None and event["value"] is not None:
        stage.flowing[edge] = None
        stage.ledger.set(f"edge/{edge}/flow", stage.views.of(event["value"]))
        stage.ledger.set(f"edge/{edge}/flow_text", stage.views.flow(event["value"]))


def accumulate(stage: Stage, event: Event, index: int) -> None:
    tensor = event["tensor"]
    note = stage.words.text("card.pass", number=event["pass"])
    if event["old"] is not None:
        old, add = (stage.views.short(event[part], 8) for part in ("old", "add"))
        note = stage.words.text("card.added", number=event["pass"])
        if old is not None and add is not None:
            note = f"{old} + {signed(add)} ="
    set_tray(stage, tensor, event["new"], ("pass", event["pass"], event["add"]), note)
    card = stage.visible(tensor)
    if card is not None:
        stage.show(card, inbox_grad=None)


def signed(text: str) -> str:
    """A summand: a negative one in brackets."""
    return f"({text})" if text.startswith("−") else text


def retain(stage: Stage, event: Event, index: int) -> None:
    own = stage.tensors.get(event["tensor"])
    if own is not None:
        entry = ("pass", event["pass"], event["value"])
        set_tray(stage, event["tensor"], event["value"], entry, stage.words.text("card.retained"))


def drop(stage: Stage, event: Event, index: int) -> None:
    done(stage, event["node"])
    if event["tensor"] is not None:
        stage.dropped[event["tensor"]] = None
    card = stage.card_of_node(event["node"])
    if card is None:
        return
    stage.show(card, inbox_grad=None)
    own = stage.tensors.get(event["tensor"] or 0)
    if own is not None and own.tray is None and stage.visible(event["tensor"]) == card:
        note = stage.words.text(f"reason.{event['reason']}")
        stage.show(card, grad_sign="none", grad=None, grad_note=note)


def free(stage: Stage, event: Event, index: int) -> None:
    done(stage, event["node"])
    node = stage.nodes.get(event["node"])
    if node is None:
        return
    node.saved = [[text, "freed"] for text, _ in node.saved]
    show_saved(stage, event["node"])


def done(stage: Stage, node: int) -> None:
    """A node has passed everything on."""
    card = stage.card_of_node(node)
    if card is not None:
        stage.inboxes[card] = None
        stage.show(card, inbox=stage.words.text("card.done"))


def show_saved(stage: Stage, node: int) -> None:
    """Show what a node has saved, if its tensor still stands on its card."""
    known, card = stage.nodes[node], stage.card_of_node(node)
    if card is not None and known.outputs and stage.occupants.get(card) == known.outputs[0]:
        stage.show(card, saved=chips(known))


def overwritten(stage: Stage, tensor: int) -> None:
    """A tensor was changed in place: what nodes saved of it is stale."""
    for node in stage.savers.get(tensor, ()):
        known = stage.nodes[node]
        for chip, saved in zip(known.saved, known.record["saved"], strict=False):
            if saved_tensor(saved, known.outputs) == tensor and chip[1] == "live":
                chip[1] = "stale"
        show_saved(stage, node)


def end(stage: Stage, event: Event, index: int) -> None:
    stage.within_pass = False


HAPPENINGS: dict[str, Callable[[Stage, Event, int], None]] = {
    "node": outside_node,
    "backward": backward,
    "seed": seed,
    "inbox": arrival,
    "visit": visit,
    "hook": hook,
    "contribution": contribution,
    "accumulate": accumulate,
    "retain": retain,
    "drop": drop,
    "free": free,
    "backward_end": end,
}
