"""A step that has just happened in; the scene that it is about out."""

from __future__ import annotations

from typing import Any

from viz_app.story.stage import Stage
from viz_app.story.steps import Group

Event = dict[str, Any]


def first_scene(stage: Stage) -> str:
    """The scene of the first thing that will be drawn; "" when nothing ever is."""
    scenes = (stage.cards[card].scene for card in stage.index.shown.values())
    return next(filter(None, scenes), "")


def scene_of(stage: Stage, group: Group, before: str) -> str:
    """The scene of what a step is about; a step about nothing drawn keeps the one before it."""
    lead: Event = {} if group.lead is None else stage.trace.events[group.lead]
    card = card_of(stage, group, lead)
    if card is not None:
        return stage.cards[card].scene
    for region in sorted(stage.index.regions.get(group.lead, ())):
        return str(stage.regions[region].scene)
    return before


def card_of(stage: Stage, group: Group, lead: Event) -> str | None:
    """The card that a step is about."""
    if group.lead is not None and group.lead in stage.index.shown:
        return stage.card_of_event(group.lead)
    if group.kind == "step":
        cards = (stage.visible(tensor) for tensor in lead["tensors"])
        return next((card for card in cards if card is not None), None)
    if group.kind == "backward":
        events = (stage.trace.events[index] for index in group.events)
        nodes = [event["node"] for event in events if event["kind"] == "seed"]
        return next((card for card in map(stage.card_of_node, nodes) if card is not None), None)
    if "node" in lead:
        card = stage.card_of_node(lead["node"])
        return stage.card_of_node(lead["to"]) if card is None and "to" in lead else card
    known = stage.tensors.get(lead.get("tensor") or 0)
    return None if known is None else known.card
