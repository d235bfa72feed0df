"""A stage before anything has happened in; every visible field with its first value out."""

from __future__ import annotations

from typing import Any

from viz_app.story.stage import Stage


def open_stage(stage: Stage, runs: int) -> None:
    """Write the initial fields: cards to come are known by their names and sources only."""
    first = first_records(stage)
    for name, card in stage.cards.items():
        record = first.get(name)
        fields: dict[str, Any] = {
            "phase": "future",
            "names": ", ".join(list(card.names)[:1]),
            "source": card.source,
            "shape": stage.views.view(record["value"])["shape"] if record else "",
            "leaf": card.kind != "op",
            "value": None,
            "node": "",
            "recorded": card.recorded or card.kind != "op",
            "inbox": "",
            "inbox_grad": None,
            "grad_sign": "absent",
            "grad": None,
            "grad_note": "",
            "saved": [],
            "version": 0,
        }
        stage.ledger.start(f"card/{name}", fields)
    for name in stage.edges:
        stage.ledger.start(f"edge/{name}", {"phase": "future", "flow": None, "flow_text": ""})
    for name in stage.regions:
        stage.ledger.start(f"region/{name}", {"phase": "future"})
    stage.ledger.start("frame", {"mode": "grad", "pass": 0})
    stage.ledger.start("output", {str(run): 0 for run in range(runs)})


def first_records(stage: Stage) -> dict[str, dict[str, Any]]:
    """Per card the record of the first tensor that will stand on it."""
    found: dict[str, dict[str, Any]] = {}
    for index, card in stage.index.shown.items():
        event = stage.trace.events[index]
        records = [event["tensor"]] if event["kind"] == "create" else event["outputs"]
        if records:
            found.setdefault(card, records[0])
    return found
