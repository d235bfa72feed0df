"""One function per kind of step outside a backward: the stage and its event in, words out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from viz_app.graph.views import number
from viz_app.story import causes, explain
from viz_app.story.error_causes import cause_of_error, node_of_error, place_of_cause
from viz_app.story.stage import Stage
from viz_app.story.steps import Group
from viz_app.story.tell_operation import copied_out, ghosts, lead, leaf_row, losses, operation
from viz_app.story.tell_step import step
from viz_app.story.telling import Telling, phrase, saved_texts, view_row
from viz_app.story.trays import history, none_reason, zero
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
    sentence = words.say(f"say.create{kind}", name=name) + copied_out(stage, group, event)
    why = [words.text(f"why.create{kind}")]
    if losses(stage, group):
        why.append(words.text("why.lost"))
    return Telling(
        sentence,
        words.text("title.create", name=name),
        " ".join(why),
        numbers=[view_row(stage, name, record["value"], "value"), leaf_row(stage, record)],
        focus=[stage.tensors[record["id"]].card, *ghosts(stage, group)],
    )


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
    kind = "same" if same else "on" if event["grad"] else "off"
    if not event["enter"]:
        kind = f"exit_{kind}"
    elif causes.for_good(stage, event["at"]) and not same:
        kind = f"switch_{kind}"
    focus = sorted(stage.index.regions.get(lead(group), ()))
    return Telling(
        words.say(f"say.mode.{kind}", mode=label, state=state),
        words.text("title.mode", mode=label),
        words.text("why.mode"),
        focus=focus,
    )


def flag(stage: Stage, group: Group, event: Event) -> Telling:
    words, label = stage.words, stage.label(event["tensor"])
    sentence = words.say("say.flag.on" if event["requires_grad"] else "say.flag.off", name=label)
    lost = causes.lost_history(stage, event["tensor"], lead(group))
    if event["requires_grad"] and lost:
        sentence += words.say("say.flag.island", cause=lost)
    return Telling(
        sentence,
        words.text("title.flag", name=label),
        words.text("why.flag"),
        numbers=[leaf_row(stage, stage.tensors[event["tensor"]].record)],
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
    cause = ""
    if event["value"] is None:
        kind = ".none_warned" if warned else ".none"
        reason = none_reason(stage, event)
        values["reason"] = words.text(f"none.{reason}")
        cause = causes.cause_of_none(stage, event["tensor"], reason, lead(group))
        why = words.text("why.look.none")
    else:
        values["value"] = phrase(stage, event["value"])
        cleared = [how for how, _, _ in own.history].count("none")
        kind = (
            ".stale" if own.stale and passes else ".sum" if len(passes) > 1 and not cleared else ""
        )
        values["passes"] = passes[-1] if kind == ".stale" else len(passes)
    said = words.say("part.cause", cause=cause) if cause else []
    return Telling(
        [*words.say(f"say.look{kind}", **values), *said],
        words.text("title.look", name=values["name"]),
        why,
        numbers=[view_row(stage, ".grad", event["value"], "grad")],
        history=history(stage, event["tensor"]),
        focus=[own.card],
    )


def grad(stage: Stage, group: Group, event: Event) -> Telling:
    words, label = stage.words, stage.label(event["tensor"])
    value = "" if event["new"] is None else phrase(stage, event["new"])
    how = event["how"]
    if how == "write" and zero(stage, event["new"]):
        how = "zero"
    several = emptied(stage, group)
    if len(several) > 1:
        how, label = "none.several", trays(stage, several)
    return Telling(
        words.say(f"say.grad.{how}", name=label, value=value),
        words.text("title.grad.several" if len(several) > 1 else "title.grad", name=label),
        words.text("why.grad"),
        history=history(stage, event["tensor"]),
        focus=list(dict.fromkeys(stage.tensors[tensor].card for tensor in several)),
    )


def emptied(stage: Stage, group: Group) -> list[int]:
    """The tensors whose trays a step changes."""
    events = (stage.trace.events[index] for index in group.events)
    return [event["tensor"] for event in events if event["kind"] == "grad"]


def trays(stage: Stage, tensors: list[int]) -> str:
    """The names of a few trays; of many, the first ones and how many there are."""
    names = [f"{stage.label(tensor)}.grad" for tensor in tensors]
    if len(names) <= 2 * FEW:
        return stage.words.listed(names)
    return stage.words.text("part.more", names=", ".join(names[:FEW]), count=len(names))


FEW = 3
"""Of how many trays at least the names are said."""


def training(stage: Stage, group: Group, event: Event) -> Telling:
    words, state = stage.words, "on" if event["training"] else "off"
    lamp = words.text("part.on" if stage.grad else "part.off")
    source = stage.sources.text(event["at"]) or event["module"]
    return Telling(
        words.say(f"say.training.{state}", source=source, module=event["module"], lamp=lamp),
        words.text("title.training", module=event["module"]),
        words.text("why.training"),
    )


def output(stage: Stage, group: Group, event: Event) -> Telling:
    kind = ".display" if event["stream"] == "display" else ""
    words = stage.words
    say = words.say(f"say.output{kind}", text=first_line(event["text"]))
    key = explain.quoted(event["text"])
    why = words.text("cause.caught") + explanation(stage, group, key) if key else ""
    told = Telling(say, words.text("title.output"), why or words.text("why.output"))
    return lit(stage, group, key or "", told)


def lit(stage: Stage, group: Group, key: str, telling: Telling) -> Telling:
    """An error's telling with the node at which it stops and the place of its cause lit."""
    node = node_of_error(stage, key, lead(group))
    card = None if node is None else stage.card_of_node(node)
    telling.saved = [] if node is None else saved_texts(stage, node)
    telling.focus = [] if card is None else [card]
    telling.origin = place_of_cause(stage, key, lead(group))
    return telling


def explanation(stage: Stage, group: Group, key: str | None) -> str:
    """What an error means, what helps and what does not, and the line where its cause lies."""
    if key is None:
        return ""
    cause = cause_of_error(stage, key, lead(group))
    return " ".join(filter(None, (cause, stage.words.text(key))))


def warning(stage: Stage, group: Group, event: Event) -> Telling:
    words, text = stage.words, event["text"]
    key = explain.explained(text)
    told = "" if key is None else words.text(key)
    say = words.say("say.warning", text=first_sentence(text))
    return Telling(say, words.text("title.warning"), told or text)


def warned(stage: Stage, group: Group) -> str:
    """The explanations of warnings that came in the course of another step."""
    events = (stage.trace.events[index] for index in group.events if index != group.lead)
    keys = (explain.explained(event["text"]) for event in events if event["kind"] == "warning")
    return " ".join(stage.words.text(key) for key in dict.fromkeys(filter(None, keys)))


def key_of_error(stage: Stage, event: Event) -> str | None:
    """The key of an error's explanation; limits and refusals are sentences of ours already."""
    if event["stage"] == "run":
        own_words = stage.sources.text(event["at"]).lstrip().startswith(("raise ", "assert "))
        return explain.explained_error(event["type"], event["text"], own_words)
    syntax = event["stage"] == "refused" and event["type"] == "refused.syntax"
    return explain.unreadable(event["text"]) if syntax else None


def error(stage: Stage, group: Group, event: Event) -> Telling:
    own = event["stage"] == "run"
    kind = "" if own else f".{event['stage']}"
    words = stage.words
    key = key_of_error(stage, event) or ""
    told = explanation(stage, group, key or None)
    telling = Telling(
        words.say(
            f"say.error{kind}", type=event["type"], text=first_sentence(words.stopped(event))
        ),
        words.text(f"title.error{kind}", type=event["type"]),
        " ".join(filter(None, (told, words.text("why.error")))),
    )
    return lit(stage, group, key, telling)


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
    "training": training,
    "output": output,
    "warning": warning,
    "error": error,
}
