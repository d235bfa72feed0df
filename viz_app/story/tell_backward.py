"""One function per kind of step of a backward: the stage and the event in, what is said out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from viz_app.graph.views import shape_text
from viz_app.story import rules
from viz_app.story.stage import Stage
from viz_app.story.steps import Group
from viz_app.story.telling import (
    Telling,
    phrase,
    product_text,
    saved_texts,
    sum_text,
    text_row,
    unmarked,
    view_row,
)
from viz_app.story.trays import history, zero
from viz_app.story.words import Span

Event = dict[str, Any]


def events_of(stage: Stage, group: Group, kind: str) -> list[Event]:
    """The events of one kind in a step."""
    found = (stage.trace.events[i] for i in group.events)
    return [event for event in found if event["kind"] == kind]


def card_focus(stage: Stage, node: int) -> list[str]:
    card = stage.card_of_node(node)
    return [] if card is None else [card]


def backward(stage: Stage, group: Group, event: Event) -> Telling:
    words = stage.words
    seeds = events_of(stage, group, "seed")
    root = event["roots"][0] if event["roots"] else {"tensor": None, "node": None}
    named = stage.label(root["tensor"]).isidentifier()
    implicit = all(seed["implicit"] for seed in seeds)
    given = ".given" if not implicit else "" if named else ".unnamed"
    value = phrase(stage, seeds[0]["value"]) if seeds else ""
    values = {
        "source": stage.sources.text(event["at"]) or event["call"],
        "number": event["pass"],
        "name": stage.label(root["tensor"]),
        "value": value,
    }
    focus = [card for seed in seeds for card in card_focus(stage, seed["node"])]
    sentence = words.say(f"say.backward{given}", **values)
    if not stage.grad:
        sentence += words.say("say.backward.off", **values)
    return Telling(
        sentence,
        words.text("title.backward", number=event["pass"]),
        words.text("why.backward" if implicit else "why.backward.given"),
        numbers=[view_row(stage, words.text("row.seed"), each["value"], "grad") for each in seeds],
        focus=focus,
    )


def visit(stage: Stage, group: Group, event: Event) -> Telling:
    words, node = stage.words, event["node"]
    label = stage.label(stage.tensor_of_node(node))
    value = next((phrase(stage, each) for each in event["grads"] if each is not None), "None")
    known = stage.nodes[node]
    kind = ".runs" if any(known.record.get("edges", ())) else ""
    return Telling(
        words.say(f"say.visit{kind}", name=label, value=value),
        words.text("title.visit", name=label),
        words.text(f"why.visit{kind}"),
        focus=card_focus(stage, node),
    )


def contribution(stage: Stage, group: Group, event: Event) -> Telling:
    words, node = stage.words, stage.nodes[event["node"]]
    to = stage.label(stage.tensor_of_node(event["to"], event["output_nr"]))
    values = {"made": made_text(stage, event["node"]), "to": to}
    made = None if node.made is None else stage.trace.events[node.made]
    slot = slot_of(node.record, event["edge"])
    arrived = node.arrived
    folded = events_of(stage, group, "unbroadcast")
    result = folded[0]["before"] if folded else event["value"]
    sentence = passed_on(stage, values, made, slot, arrived, result)
    numbers = rows(stage, event["node"], made, slot, arrived, result)
    for each in folded:
        sentence += unbroadcast(stage, each, to)
        numbers.append(view_row(stage, f"∑ {words.text('row.result')}", each["after"], "grad"))
    why = "why.contribution"
    for inbox in events_of(stage, group, "inbox"):
        if inbox["of"] > 1:
            sentence += arrival(stage, inbox, to)
            why = "why.contribution.full"
            if inbox["old"] is not None and inbox["add"] is not None:
                text = unmarked(sum_text(stage, inbox["old"], inbox["add"], inbox["new"]))
                numbers.append(text_row(words.text("row.inbox"), text, "grad"))
    edge = stage.edge(event["node"], event["edge"])
    title = stage.label(stage.tensor_of_node(event["node"]))
    return Telling(
        sentence,
        words.text("title.contribution", name=title, to=to),
        words.text(why),
        rule=None if made is None else rules.backward_formula(stage, made, slot),
        numbers=numbers,
        saved=saved_texts(stage, event["node"]),
        focus=[
            *card_focus(stage, event["node"]),
            *([edge] if edge else []),
            *card_focus(stage, event["to"]),
        ],
        origin=None if made is None else made["at"],
    )


def made_text(stage: Stage, node: int) -> str:
    tensor = stage.tensor_of_node(node)
    return stage.label(tensor) if tensor not in stage.tensors else stage.made_text(tensor)


def slot_of(record: dict[str, Any], edge: int) -> int:
    """The argument to which an edge of a node belongs."""
    inputs = record.get("inputs", [])
    return inputs[edge] if edge < len(inputs) else edge


def passed_on(
    stage: Stage,
    values: dict[str, Any],
    made: Event | None,
    slot: int,
    arrived: int | None,
    result: int | None,
) -> list[Span]:
    """The sentence: unchanged, spread, as a product, or simply from one number to another."""
    say = stage.words.say
    if result is None or arrived is None:
        return say("say.contribution.nothing", **values)
    values |= {"grad": phrase(stage, arrived), "value": phrase(stage, result)}
    factor = None if made is None else rules.factor_slot(made, slot)
    if made is not None and factor is not None:
        own = factor_value(stage, made, factor)
        if own is not None:
            label = factor_label(stage, made, factor)
            product = product_text(stage, arrived, own, result)
            return say("say.contribution.product", **values, factor=label, product=product)
    before, after = stage.trace.values[arrived], stage.trace.values[result]
    if before == after:
        return say("say.contribution.same", **values)
    uniform = values["grad"] == values["value"] and stage.views.short(result) is not None
    if uniform and rules.count(after["shape"]) > rules.count(before["shape"]):
        count = rules.count(after["shape"])
        return say("say.contribution.spread", **values, count=count)
    return say("say.contribution", **values)


def factor_label(stage: Stage, made: Event, slot: int) -> str:
    given = made["inputs"][slot]
    return given["const"] if "const" in given else stage.label(given["tensor"])


def factor_value(stage: Stage, made: Event, slot: int) -> int | None:
    """The value with which a rule multiplies: what the node saved, as it was then."""
    name = rules.argument(made, slot)
    for saved in made["node"]["saved"] if made["node"] else ():
        if saved["name"] == name:
            value: int | None = saved["value"]
            return value
    return None


def rows(
    stage: Stage, node: int, made: Event | None, slot: int, arrived: int | None, result: int | None
) -> list[dict[str, Any]]:
    """The inspector's arithmetic: what arrives, times what, makes what."""
    text = stage.words.text
    found = [view_row(stage, text("row.arrives"), arrived, "grad")]
    factor = None if made is None else rules.factor_slot(made, slot)
    for saved in stage.nodes[node].record.get("saved", []):
        if saved["value"] is None or made is None:
            continue
        own = rules.entry(made)
        position = own.args.index(saved["name"]) if own and saved["name"] in own.args else None
        if factor is not None and position == factor:
            label = text("row.times", name=factor_label(stage, made, factor))
            found.append(view_row(stage, label, saved["value"], "value"))
        elif factor is None and saved["name"] in rules.rule_of(made, slot):
            found.append(view_row(stage, saved_label(stage, made, saved), saved["value"], "value"))
    return [*found, view_row(stage, text("row.result"), result, "grad")]


def saved_label(stage: Stage, made: Event, saved: dict[str, Any]) -> str:
    """How a saved value is called."""
    if saved["tensor"] is not None:
        return stage.label(saved["tensor"])
    if saved["name"].startswith("result") and made["outputs"]:
        return stage.label(made["outputs"][0]["id"])
    return str(saved["name"])


def unbroadcast(stage: Stage, event: Event, to: str) -> list[Span]:
    shapes = [stage.trace.values[event[part]]["shape"] for part in ("before", "after")]
    before, after = (shape_text(shape, stage.words.language) for shape in shapes)
    axes = ", ".join(map(str, event["axes"]))
    return stage.words.say(
        "say.contribution.unbroadcast",
        axes=axes,
        to=to,
        before=before,
        after=after,
        value=phrase(stage, event["after"]),
    )


def arrival(stage: Stage, inbox: Event, to: str) -> list[Span]:
    """How many contributions an inbox holds now; the sum when they are all there."""
    values = {"count": inbox["count"], "of": inbox["of"], "to": to}
    kind = "both" if inbox["of"] == 2 else "full"
    if inbox["count"] < inbox["of"] or inbox["old"] is None or inbox["add"] is None:
        return stage.words.say("say.contribution.wait", **values)
    total = sum_text(stage, inbox["old"], inbox["add"], inbox["new"])
    return stage.words.say(f"say.contribution.{kind}", **values, sum=total)


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
    label = stage.label(stage.tensor_of_node(node))
    saved = saved_texts(stage, node)
    names = [text.rpartition(words.text("part.comma"))[0] or text for text in saved]
    freed = bool(events_of(stage, group, "free"))
    values = {"name": label, "saved": words.listed(list(dict.fromkeys(names)))}
    drops = events_of(stage, group, "drop")
    if drops:
        kind = "" if stage.has_name(stage.tensor_of_node(node)) else ".unnamed"
        value = phrase(stage, drops[0]["value"])
        sentence = words.say(f"say.leave{kind}", **values, value=value)
        sentence += words.say("say.leave.freed", **values) if freed and names else []
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
    return Telling(
        words.say(f"say.{event['kind']}", name=label, value=value),
        words.text(f"title.{event['kind']}", name=label),
        words.text(f"why.{event['kind']}"),
        focus=[card] if card else [],
    )


def hook(stage: Stage, group: Group, event: Event) -> Telling:
    words, label = stage.words, stage.label(stage.tensor_of_node(event["node"]))
    before, after = (
        "None" if event[part] is None else phrase(stage, event[part])
        for part in ("before", "after")
    )
    kind = "" if event["before"] == event["after"] or event["after"] is None else ".changed"
    return Telling(
        words.say(f"say.hook{kind}", name=label, before=before, after=after),
        words.text("title.hook", name=label),
        words.text("why.hook"),
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
