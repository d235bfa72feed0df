"""One function per kind of step of a backward: the stage and the event in, what is said out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from viz_app.story import causes, rules
from viz_app.story.stage import Stage
from viz_app.story.steps import Group
from viz_app.story.tell_contribution import card_focus, contribution, events_of
from viz_app.story.telling import (
    Telling,
    phrase,
    saved_labels,
    saved_texts,
    sum_text,
    text_row,
    unmarked,
    view_row,
)
from viz_app.story.trays import history, zero

Event = dict[str, Any]


def backward(stage: Stage, group: Group, event: Event) -> Telling:
    words = stage.words
    seeds = events_of(stage, group, "seed")
    labels = [stage.label(root["tensor"]) for root in event["roots"]]
    implicit = all(seed["implicit"] for seed in seeds)
    values = {
        "source": stage.sources.text(event["at"]) or event["call"],
        "number": event["pass"],
        "name": words.listed(labels),
        "value": phrase(stage, seeds[0]["value"]) if seeds else "",
    }
    focus = [card for seed in seeds for card in card_focus(stage, seed["node"])]
    sentence = words.say(f"say.backward{start_kind(stage, seeds, labels)}", **values)
    if event["create_graph"]:
        sentence += words.say("say.backward.create_graph")
    elif event["retain_graph"]:
        sentence += words.say("say.backward.retain_graph")
    if not stage.grad:
        sentence += words.say("say.backward.off", **values)
    return Telling(
        sentence,
        words.text("title.backward", number=event["pass"]),
        words.text("why.backward" if implicit else "why.backward.given"),
        numbers=[view_row(stage, words.text("row.seed"), each["value"], "grad") for each in seeds],
        focus=focus,
    )


def start_kind(stage: Stage, seeds: list[Event], labels: list[str]) -> str:
    """How a pass begins: at one name or none, at several results, with seeds of one's own."""
    if not all(seed["implicit"] for seed in seeds):
        shape = stage.trace.values[seeds[0]["value"]]["shape"]
        return ".given.several" if rules.count(shape) > 1 else ".given"
    if len(labels) > 1:
        return ".roots"
    return "" if labels and labels[0].isidentifier() else ".unnamed"


def visit(stage: Stage, group: Group, event: Event) -> Telling:
    words, node = stage.words, event["node"]
    label = stage.label_of_node(node)
    value = next((phrase(stage, each) for each in event["grads"] if each is not None), "None")
    known = stage.nodes[node]
    kind = ".runs" if any(known.record.get("edges", ())) else ""
    return Telling(
        words.say(f"say.visit{kind}", name=label, value=value, node=known.record.get("name", "")),
        words.text("title.visit", name=label),
        words.text(f"why.visit{kind}"),
        focus=card_focus(stage, node),
    )


def accumulate(stage: Stage, group: Group, event: Event) -> Telling:
    words, tensor = stage.words, event["tensor"]
    label = stage.label(tensor)
    values: dict[str, Any] = {"name": label, "new": phrase(stage, event["new"])}
    tray = values["new"]
    kind = ""
    entries = stage.tensors[tensor].history
    if event["old"] is not None:
        values["sum"] = sum_text(stage, event["old"], event["add"], event["new"])
        tray = unmarked(values["sum"])
        kind = ".zero" if zero(stage, event["old"]) else ".add"
        values["before"] = held(stage, entries[:-1])
    number = sum(1 for how, _, _ in entries if how == "pass")
    return Telling(
        words.say(f"say.accumulate{kind}", **values),
        words.text("title.accumulate", name=label, nth=words.nth(number)),
        words.text("why.accumulate.add" if kind == ".add" else "why.accumulate"),
        rule=rules.tray_formula(label),
        numbers=[
            view_row(stage, words.text("row.arrives"), event["add"], "grad"),
            text_row(words.text("row.tray"), tray, "grad"),
        ],
        history=history(stage, tensor),
        focus=[stage.tensors[tensor].card],
    )


def held(stage: Stage, entries: list[tuple[str, int, int | None]]) -> str:
    """What a tray held before: `pass 1`, `passes 1 to 4`."""
    since: list[int] = []
    for how, number, _ in entries:
        since = [*since, number] if how == "pass" else []
    if entries and entries[-1][0] != "pass":
        return stage.words.text("part.held_hand")
    if not since:
        return stage.words.text("part.held_none")
    kind = "held_1" if len(since) == 1 else "held_more"
    values = {"first": since[0], "last": since[-1], "nth": stage.words.nth(since[0])}
    return stage.words.text(f"part.{kind}", **values)


def leave(stage: Stage, group: Group, event: Event) -> Telling:
    words, node = stage.words, event["node"]
    label = stage.label_of_node(node)
    saved = saved_texts(stage, node)
    names = saved_labels(stage, node)
    freed = bool(events_of(stage, group, "free"))
    plain = stage.label(stage.tensor_of_node(node))
    values = {"name": label, "plain": plain, "saved": names}
    drops = events_of(stage, group, "drop")
    if drops:
        kind = "" if stage.has_name(stage.tensor_of_node(node)) else ".unnamed"
        value = phrase(stage, drops[0]["value"])
        sentence = words.say(f"say.leave{kind}", **values, value=value)
        if names:
            sentence += words.say("say.leave.freed" if freed else "say.leave.stays", **values)
    else:
        sentence = words.say("say.leave.only_freed", **values)
    return Telling(
        sentence,
        words.text("title.leave", name=label),
        words.text("why.leave"),
        saved=saved,
        focus=card_focus(stage, node),
    )


def kept(stage: Stage, group: Group, event: Event) -> Telling:
    """A non-leaf keeps its gradient, or autograd.grad takes one away."""
    words, label = stage.words, stage.label(event["tensor"])
    value = "None" if event["value"] is None else phrase(stage, event["value"])
    card = stage.tensors[event["tensor"]].card if event["tensor"] in stage.tensors else None
    kind = event["kind"]
    if kind == "capture" and event["value"] is None:
        kind = "capture.none"
    elif kind == "capture":
        kind = "capture.history" if stage.create_graph else "capture"
    sentence = words.say(f"say.{kind}", name=label, value=value)
    if event["value"] is None and group.lead is not None:
        cause = causes.cut_off(stage, event["tensor"], group.lead)
        sentence += words.say("part.cause", cause=cause) if cause else []
    return Telling(
        sentence,
        words.text(f"title.{event['kind']}", name=label),
        words.text(f"why.{event['kind']}"),
        numbers=[view_row(stage, label, event["value"], "grad")],
        focus=[card] if card else [],
    )


def hook(stage: Stage, group: Group, event: Event) -> Telling:
    words, label = stage.words, stage.label(stage.tensor_of_node(event["node"]))
    before = event["before"]
    after = before if event["after"] is None else event["after"]
    given, made = ("None" if value is None else phrase(stage, value) for value in (before, after))
    kind = "" if before == after else ".changed"
    return Telling(
        words.say(f"say.hook{kind}", name=label, before=given, after=made),
        words.text("title.hook", name=label),
        words.text("why.hook"),
        numbers=[
            view_row(stage, words.text("row.arrives"), before, "grad"),
            view_row(stage, words.text("row.leaves"), after, "grad"),
        ],
        focus=card_focus(stage, event["node"]),
    )


TELLERS: dict[str, Callable[[Stage, Group, Event], Telling]] = {
    "backward": backward,
    "visit": visit,
    "contribution": contribution,
    "accumulate": accumulate,
    "leave": leave,
    "retain": kept,
    "capture": kept,
    "hook": hook,
}
