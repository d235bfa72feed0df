"""A contribution's step in; what flows along one edge, by which arithmetic, and its sum out."""

from __future__ import annotations

from typing import Any

import numpy as np

from viz_app.graph.views import number, shape_text
from viz_app.story import rules, slopes
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
from viz_app.story.words import Marked, Span

Event = dict[str, Any]


def events_of(stage: Stage, group: Group, kind: str) -> list[Event]:
    """The events of one kind in a step."""
    found = (stage.trace.events[i] for i in group.events)
    return [event for event in found if event["kind"] == kind]


def card_focus(stage: Stage, node: int) -> list[str]:
    card = stage.card_of_node(node)
    return [] if card is None else [card]


def contribution(stage: Stage, group: Group, event: Event) -> Telling:
    words, node = stage.words, stage.nodes[event["node"]]
    to = stage.label_of_node(event["to"], event["output_nr"])
    made = None if node.made is None else stage.trace.events[node.made]
    slot = slot_of(node.record, event["edge"])
    folded = events_of(stage, group, "unbroadcast")
    result = folded[0]["before"] if folded else event["value"]
    sentence, numbers = arithmetic(stage, event, made_text(stage, event["node"]), to, slot, result)
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
    return Telling(
        sentence,
        words.text("title.contribution", name=stage.label_of_node(event["node"]), to=to),
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
    """`y = w * a`: what a node stands for in the person's text; of a change in place, its line."""
    known, tensor = stage.nodes[node], stage.tensor_of_node(node)
    if known.made is None or tensor is None or known.made not in stage.index.shown:
        return stage.label(tensor)
    source = stage.cards[stage.index.shown[known.made]].source
    if known.record["name"] == "CopySlices":
        return stage.sources.line(stage.trace.events[known.made]["at"])
    name = stage.label(tensor) if stage.has_name(tensor) else ""
    written_over = stage.trace.events[known.made]["inplace"] is not None
    return source if written_over or name in ("", source) else f"{name} = {source}"


def slot_of(record: dict[str, Any], edge: int) -> int:
    """The argument to which an edge of a node belongs."""
    inputs = record.get("inputs", [])
    return inputs[edge] if edge < len(inputs) else edge


def arithmetic(
    stage: Stage, event: Event, made_by: str, to: str, slot: int, result: int | None
) -> tuple[list[Span], list[dict[str, Any]]]:
    """What one edge does to the gradient: the sentence, and the inspector's rows."""
    node = stage.nodes[event["node"]]
    made = None if node.made is None else stage.trace.events[node.made]
    values = {"made": made_by, "to": to}
    arrived = node.arrived
    numbers = rows(stage, event["node"], made, slot, arrived, result)
    if arrived is None or result is None:
        return stage.words.say("say.contribution.nothing", **values), numbers
    values |= {"grad": phrase(stage, arrived), "value": phrase(stage, result)}
    recorded = made if made is not None and made["node"] is not None else None
    local = None if recorded is None else slopes.slope(stage, recorded, slot, arrived, result)
    sentence = passed_on(stage, values, recorded, slot, arrived, result, local)
    if local is not None and (recorded is None or rules.factor_slot(recorded, slot) is None):
        text = slopes.written(local, stage.trace.values[arrived]["shape"])
        row = text_row(stage.words.text("row.slope"), text or "…", "value")
        numbers.insert(1, row)
    return [*sentence, *slopes.remarks(stage, node, slot, arrived, result, local)], numbers


def passed_on(
    stage: Stage,
    values: dict[str, Any],
    made: Event | None,
    slot: int,
    arrived: int,
    result: int,
    local: slopes.Numbers | None,
) -> list[Span]:
    """The sentence: unchanged, spread, as a product, or simply from one number to another."""
    say = stage.words.say
    before, after = stage.trace.values[arrived], stage.trace.values[result]
    factor = None if made is None else rules.factor_slot(made, slot)
    own = None if made is None or factor is None else factor_value(stage, made, factor)
    if made is not None and factor is not None and own is not None:
        product = product_text(stage, arrived, own, result)
        given = made["inputs"][factor]
        if "const" in given:
            return say("say.contribution.number", **values, product=product)
        label = factor_label(stage, made, factor)
        return say("say.contribution.product", **values, factor=label, product=product)
    if before.get("data") is not None and before["data"] == after.get("data"):
        return say("say.contribution.same", **values)
    if local is not None:
        product = slopes.product(stage, arrived, local, result)
        return say("say.contribution.slope", **values, product=product)
    if made is not None and rules.public(made) in slopes.PLACING:
        return say("say.contribution.placed", **values)
    uniform = values["grad"] == values["value"] and stage.views.short(result) is not None
    if uniform and rules.count(after["shape"]) > rules.count(before["shape"]):
        count = rules.count(after["shape"])
        return say("say.contribution.spread", **values, count=count)
    return say("say.contribution", **values)


def factor_label(stage: Stage, made: Event, slot: int) -> str:
    """What a factor is called: a tensor's name, a number itself."""
    given = made["inputs"][slot]
    return constant_text(given["const"]) if "const" in given else stage.label(given["tensor"])


def constant_text(text: str) -> str:
    try:
        return number(float(text))
    except ValueError:
        return text


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
    """The sum over the axes along which a tensor had been spread, written out if it is short."""
    shapes = [stage.trace.values[event[part]]["shape"] for part in ("before", "after")]
    before, after = (shape_text(shape, stage.words.language) for shape in shapes)
    kind = "part.axis" if len(event["axes"]) == 1 else "part.axes"
    axes = stage.words.text(kind, axes=stage.words.listed(list(map(str, event["axes"]))))
    return stage.words.say(
        "say.contribution.unbroadcast",
        axes=axes,
        to=to,
        before=before,
        after=after,
        value=summed(stage, event),
    )


WRITTEN_OUT = 6
"""The most summands that are written out."""


def summed(stage: Stage, event: Event) -> Marked:
    """`1 + 1 + 1 + 1 = 4`: the first element's sum where the others differ."""
    before, after = (stage.trace.values[event[part]] for part in ("before", "after"))
    whole = Marked(f"<g>{phrase(stage, event['after'])}</g>")
    if "data" not in before or not after.get("data") or "complex" in before["dtype"]:
        return whole
    axes = tuple(event["axes"])
    cube = np.array(before["data"], dtype=object).reshape(before["shape"])
    first = np.moveaxis(cube, axes, range(-len(axes), 0)).reshape(len(after["data"]), -1)[0]
    parts = [number(x) for x in first]
    if not 1 < len(parts) <= WRITTEN_OUT:
        return whole
    text = " + ".join(
        f"({part})" if part.startswith("−") and i else part for i, part in enumerate(parts)
    )
    total = f"{text} = <g>{number(after['data'][0])}</g>"
    if stage.views.short(event["after"]) == number(after["data"][0]):
        return Marked(total)
    return Marked(stage.words.text("part.first", sum=total))


def arrival(stage: Stage, inbox: Event, to: str) -> list[Span]:
    """How many contributions an inbox holds now; the sum when they are all there."""
    values = {"count": inbox["count"], "of": inbox["of"], "to": to}
    kind = "both" if inbox["of"] == 2 else "full"
    if inbox["count"] < inbox["of"] or inbox["old"] is None or inbox["add"] is None:
        return stage.words.say("say.contribution.wait", **values)
    total = sum_text(stage, inbox["old"], inbox["add"], inbox["new"])
    return stage.words.say(f"say.contribution.{kind}", **values, sum=total)
