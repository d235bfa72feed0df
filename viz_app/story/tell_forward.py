"""One function per kind of step outside a backward: the stage and its event in, words out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from viz_app.graph.views import number
from viz_app.story import rules
from viz_app.story.saving import saved_names
from viz_app.story.stage import Stage
from viz_app.story.steps import Group
from viz_app.story.telling import Telling, phrase, saved_texts, view_row
from viz_app.story.trays import history
from viz_app.story.words import first_line, first_sentence

Event = dict[str, Any]


def start(stage: Stage, group: Group, event: Event) -> Telling:
    say = stage.words.say("say.start" if stage.cards else "say.start.empty")
    return Telling(say, stage.words.text("title.start"), stage.words.text("why.start"))


def ask(stage: Stage, group: Group, event: Event) -> Telling:
    words = stage.words
    return Telling(
        words.say("say.ask", text=group.text), words.text("title.ask"), words.text("why.ask")
    )


def cell(stage: Stage, group: Group, event: Event) -> Telling:
    number = event["number"] + 1
    words = stage.words
    return Telling(words.say("say.cell", number=number), words.text("title.cell", number=number))


def create(stage: Stage, group: Group, event: Event) -> Telling:
    record = event["tensor"]
    kind = ".leaf" if record["requires_grad"] else ""
    words, name = stage.words, stage.label(record["id"])
    return Telling(
        words.say(f"say.create{kind}", name=name),
        words.text("title.create", name=name),
        words.text(f"why.create{kind}"),
        numbers=[view_row(stage, name, record["value"], "value")],
        focus=[stage.tensors[record["id"]].card],
    )


def operation(stage: Stage, group: Group, event: Event) -> Telling:
    card = stage.index.shown[lead(group)]
    words, first = stage.words, event["outputs"][0]
    name = stage.label(first["id"])
    source = stage.cards[card].source
    made = stage.made_text(first["id"]) if stage.tensors[first["id"]].card == card else source
    values = {"made": made, "value": phrase(stage, first["value"]), "name": name}
    saved = saved_names(stage, event)
    kind = ""
    if not event["recorded"]:
        kind = ".unrecorded"
        reason = event["reason"]
        if reason == "no_input_requires_grad" and not stage.grad:
            reason = "no_grad"
        values["reason"] = words.text(f"unrecorded.{reason}")
    else:
        values["node"] = event["node"]["name"]
        values["saved"] = words.listed(list(dict.fromkeys(saved.values())))
        kind = "" if saved else ".saves_nothing"
    says = "inplace" if event["inplace"] is not None and not event["recorded"] else None
    values["version"] = str(first["version"])
    uses = [edge for edge in stage.index.uses[lead(group)] if edge is not None]
    why = "why.op" if event["recorded"] else "why.op.unrecorded"
    return Telling(
        words.say(f"say.op.{says}" if says else f"say.op{kind}", **values),
        words.text("title.op", name=name),
        words.text(why, does=rules.does(stage, event)),
        rule=rules.forward_formula(stage, event),
        numbers=input_rows(stage, event),
        saved=saved_texts(stage, event["node"]["id"]) if saved else [],
        focus=[card, *uses],
    )


def input_rows(stage: Stage, event: Event) -> list[dict[str, Any]]:
    """The inputs' numbers and the result's."""
    rows = []
    for given in event["inputs"]:
        known = stage.tensors.get(given.get("tensor"))
        if known is not None:
            label = stage.label(given["tensor"])
            rows.append(view_row(stage, label, known.record["value"], "value"))
    for output in event["outputs"]:
        rows.append(view_row(stage, stage.words.text("row.result"), output["value"], "value"))
    return rows


def name(stage: Stage, group: Group, event: Event) -> Telling:
    words, own = stage.words, stage.tensors[event["tensor"]]
    others = [text for _, text in own.names if text != event["name"]]
    values = {"name": event["name"], "other": others[-1] if others else own.last_name}
    return Telling(
        words.say("say.name", **values),
        words.text("title.name", name=event["name"]),
        words.text("why.name"),
        focus=[own.card],
    )


def mode(stage: Stage, group: Group, event: Event) -> Telling:
    words, label = stage.words, stage.mode
    same = stage.grad_before == event["grad"] and not event["inference"]
    state = words.text("part.on" if event["grad"] else "part.off")
    kind = (
        ("same" if same else "on" if event["grad"] else "off")
        if event["enter"]
        else ("exit_same" if same else "exit_on" if event["grad"] else "exit_off")
    )
    focus = sorted(stage.index.regions.get(lead(group), ()))
    return Telling(
        words.say(f"say.mode.{kind}", mode=label, state=state),
        words.text("title.mode", mode=label),
        words.text("why.mode"),
        focus=focus,
    )


def flag(stage: Stage, group: Group, event: Event) -> Telling:
    words, label = stage.words, stage.label(event["tensor"])
    return Telling(
        words.say("say.flag.on" if event["requires_grad"] else "say.flag.off", name=label),
        words.text("title.flag", name=label),
        words.text("why.flag"),
        focus=[stage.tensors[event["tensor"]].card],
    )


def memory(stage: Stage, group: Group, event: Event) -> Telling:
    words, size = stage.words, number(event["limit"] / 2**20, 3)
    return Telling(words.say("say.memory", size=size), words.text("title.memory"))


def look(stage: Stage, group: Group, event: Event) -> Telling:
    words, own = stage.words, stage.tensors[event["tensor"]]
    values: dict[str, Any] = {"name": stage.label(event["tensor"])}
    warned = any(stage.trace.events[i]["kind"] == "warning" for i in group.events)
    passes = [number for how, number, _ in own.history if how == "pass"]
    why = words.text("why.look")
    if event["value"] is None:
        kind = ".none_warned" if warned else ".none"
        values["reason"] = words.text(f"none.{event['reason']}")
        why = words.text("why.look.none")
    else:
        values["value"] = phrase(stage, event["value"])
        cleared = [how for how, _, _ in own.history].count("none")
        kind = (
            ".stale" if own.stale and passes else ".sum" if len(passes) > 1 and not cleared else ""
        )
        values["passes"] = passes[-1] if kind == ".stale" else len(passes)
    return Telling(
        words.say(f"say.look{kind}", **values),
        words.text("title.look", name=values["name"]),
        why,
        numbers=[view_row(stage, ".grad", event["value"], "grad")],
        history=history(stage, event["tensor"]),
        focus=[own.card],
    )


def grad(stage: Stage, group: Group, event: Event) -> Telling:
    words, label = stage.words, stage.label(event["tensor"])
    value = "" if event["new"] is None else phrase(stage, event["new"])
    return Telling(
        words.say(f"say.grad.{event['how']}", name=label, value=value),
        words.text("title.grad", name=label),
        words.text("why.grad"),
        history=history(stage, event["tensor"]),
        focus=[stage.tensors[event["tensor"]].card],
    )


def step(stage: Stage, group: Group, event: Event) -> Telling:
    words = stage.words
    values = {
        "optimizer": event["optimizer"],
        "names": words.listed([stage.label(tensor) for tensor in event["tensors"]]),
    }
    cards = (stage.visible(tensor) for tensor in event["tensors"])
    return Telling(
        words.say("say.step", **values),
        words.text("title.step", **values),
        words.text("why.step"),
        focus=[card for card in cards if card is not None],
    )


def output(stage: Stage, group: Group, event: Event) -> Telling:
    kind = ".display" if event["stream"] == "display" else ""
    say = stage.words.say(f"say.output{kind}", text=first_line(event["text"]))
    return Telling(say, stage.words.text("title.output"))


def warning(stage: Stage, group: Group, event: Event) -> Telling:
    say = stage.words.say("say.warning", text=first_sentence(event["text"]))
    return Telling(say, stage.words.text("title.warning"), event["text"])


def error(stage: Stage, group: Group, event: Event) -> Telling:
    kind = "" if event["stage"] == "run" else f".{event['stage']}"
    words = stage.words
    return Telling(
        words.say(
            f"say.error{kind}", type=event["type"], text=first_sentence(words.stopped(event))
        ),
        words.text(f"title.error{kind}", type=event["type"]),
        words.text("why.error"),
    )


def lead(group: Group) -> int:
    assert group.lead is not None
    return group.lead


TELLERS: dict[str, Callable[[Stage, Group, Event], Telling]] = {
    "start": start,
    "ask": ask,
    "cell": cell,
    "create": create,
    "op": operation,
    "name": name,
    "mode": mode,
    "flag": flag,
    "memory": memory,
    "look": look,
    "grad": grad,
    "step": step,
    "output": output,
    "warning": warning,
    "error": error,
}
