"""A recorded operation in; what its node keeps, by the names of this moment, out."""

from __future__ import annotations

from typing import Any

from viz_app.story.backward_happenings import show_saved
from viz_app.story.stage import Stage, saved_tensor

Event = dict[str, Any]


def saved_names(stage: Stage, event: Event) -> dict[str, str]:
    """What each saved value is called now; a number that is no tensor is its own name."""
    if event["node"] is None:
        return {}
    return {saved["name"]: named(stage, event, saved) for saved in event["node"]["saved"]}


def named(stage: Stage, event: Event, saved: dict[str, Any]) -> str:
    tensor = saved_tensor(saved, [output["id"] for output in event["outputs"]])
    if saved["version"] is None and saved["value"] is not None:
        return stage.views.brief(saved["value"])
    return stage.label(tensor) if tensor is not None else str(saved["name"])


def save(stage: Stage, event: Event) -> None:
    """Note what a node saves: once its step is over, so that the result has its name."""
    if event["node"] is None:
        return
    node = stage.nodes[event["node"]["id"]]
    node.saved = []
    for saved in event["node"]["saved"]:
        name = named(stage, event, saved)
        if saved["version"] is None:
            text = stage.words.text("card.saved_number", name=name)
        else:
            text = stage.words.text("card.saved", name=name, version=saved["version"])
        node.saved.append([text, "live"])
    show_saved(stage, event["node"]["id"])
