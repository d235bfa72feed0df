"""Which tensor stands on a card: a tensor and a card in, the card's visible fields set."""

from __future__ import annotations

from typing import Any

from viz_app.story.stage import Node, Stage
from viz_app.story.trays import tray_of

Event = dict[str, Any]


def occupy(stage: Stage, card: str, tensor: int, event: Event | None = None) -> None:
    """A new tensor takes its place on a card; what was made from the former one is of the past."""
    if stage.occupants.get(card) not in (None, tensor):
        outdate(stage, card)
    show_tensor(stage, card, tensor, event)


def show_tensor(stage: Stage, card: str, tensor: int, event: Event | None) -> None:
    """Show a tensor on a card, with the node that recorded it, if any."""
    own = stage.tensors[tensor]
    stage.occupants[card] = tensor
    record, recorded = own.record, event is None or event["recorded"]
    stage.show(
        card,
        phase="live",
        names=stage.shown_names(own) if own.card == card else "",
        shape=stage.views.view(record["value"])["shape"],
        value=stage.views.of(record["value"]),
        version=record["version"],
        leaf=record["is_leaf"] and stage.cards[card].kind != "op",
        recorded=recorded,
        node=event["node"]["name"] if event is not None and event["node"] else "",
        inbox="",
        inbox_grad=None,
        saved=[],
    )
    tray_of(stage, tensor)


def restore(stage: Stage, node: int) -> None:
    """A backward reaches the content that a card had before, such as an earlier round of a loop."""
    known, card = stage.nodes[node], stage.card_of_node(node)
    if card is None or known.made is None or not known.outputs:
        return
    if stage.occupants.get(card) != known.outputs[0]:
        show_tensor(stage, card, known.outputs[0], stage.trace.events[known.made])
        stage.show(card, saved=chips(known))


def chips(node: Node) -> list[list[str]]:
    """What a node has saved, the same thing once."""
    return [list(chip) for chip in dict.fromkeys(map(tuple, node.saved))]


def outdate(stage: Stage, card: str) -> None:
    """Whatever was made from the former content of a card belongs to an earlier forward now."""
    stack = [card]
    while stack:
        for _, target, edge in stage.graph.out_edges(stack.pop(), keys=True):
            key = f"card/{target}/phase"
            if stage.ledger.now(key) == "live":
                stage.ledger.set(key, "past")
                stack.append(target)
            if stage.ledger.now(f"edge/{edge}/phase") == "live":
                stage.ledger.set(f"edge/{edge}/phase", "past")
