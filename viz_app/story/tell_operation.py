"""An operation's step in; what it computed, recorded, saved, shared, changed and cut off out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from viz_app.story import causes, rules
from viz_app.story.saving import saved_names
from viz_app.story.stage import Stage, saved_tensor
from viz_app.story.steps import Group
from viz_app.story.telling import Telling, phrase, saved_texts, text_row, view_row
from viz_app.story.words import Span

Event = dict[str, Any]

COUNTED = 500
"""The most nodes behind a result that are counted; of more it is said that they are more."""


def lead(group: Group) -> int:
    assert group.lead is not None
    return group.lead


def operation(stage: Stage, group: Group, event: Event) -> Telling:
    card = stage.index.shown[lead(group)]
    words, first = stage.words, event["outputs"][0]
    name = stage.label(first["id"])
    source = stage.cards[card].source
    made = stage.made_text(first["id"]) if stage.tensors[first["id"]].card == card else source
    tray = of_tray(stage, group)
    values = {"made": made, "value": phrase(stage, first["value"]), "name": tray or name}
    if event["inplace"] is not None:
        values["made"] = stage.sources.line(event["at"]) if source.endswith("]") else source
    saved = saved_names(stage, event)
    if not event["recorded"]:
        values["reason"] = unrecorded(stage, event)
    else:
        values["node"] = event["node"]["name"]
        values["saved"] = words.listed(list(dict.fromkeys(saved.values())))
    values["version"] = str(first["version"])
    sentence = words.say(f"say.op{variant(event, saved)}", **values)
    return Telling(
        [*sentence, *consequences(stage, group, event, name)],
        words.text(
            "title.op" if event["inplace"] is None else "title.op.changes", name=values["name"]
        ),
        why(stage, group, event),
        rule=None if overwrites_a_part(event) else rules.forward_formula(stage, event),
        numbers=[*input_rows(stage, event, lead(group)), *state_rows(stage, event)],
        saved=chips_now(stage, event),
        focus=[*drawn(stage, lead(group)), *ghosts(stage, group)],
    )


def drawn(stage: Stage, index: int) -> list[str]:
    """An operation's card and edges, or the card of the tensor that it changed unseen."""
    card = stage.card_of_event(index)
    if card != stage.index.shown[index]:
        return [] if card is None else [card]
    return [card, *(edge for edge in stage.index.uses[index] if edge is not None)]


def variant(event: Event, saved: dict[str, str]) -> str:
    """Which sentence: written over or new, recorded or not, with something saved or not."""
    if event["inplace"] is not None:
        return ".changes" if event["recorded"] else ".inplace"
    if not event["recorded"]:
        return ".unrecorded"
    return "" if saved else ".saves_nothing"


def overwrites_a_part(event: Event) -> bool:
    """Whether numbers are written into a part of a tensor: no formula of the whole says that."""
    return event["node"] is not None and event["node"]["name"] == "CopySlices"


def of_tray(stage: Stage, group: Group) -> str:
    """The tray into which a change in place writes, as `w.grad.zero_()` does; "" for others."""
    for event in causes.earlier_events(stage, lead(group)):
        if event["kind"] == "grad" and event["how"] in ("zero", "write"):
            return f"{stage.label(event['tensor'])}.grad"
        if event["kind"] != "create" or event["op"] != "outside":
            break
    return ""


def unrecorded(stage: Stage, event: Event) -> str:
    """Why an operation is not recorded; where recording was switched off for good, that line."""
    reason, words = reason_of(stage, event), stage.words
    text = words.text(f"unrecorded.{reason}")
    if reason == "no_grad" and causes.for_good(stage, stage.switched):
        text += words.text("unrecorded.since", line=causes.line(stage, stage.switched, event["at"]))
    return text


def reason_of(stage: Stage, event: Event) -> str:
    reason = str(event["reason"])
    return "no_grad" if reason == "no_input_requires_grad" and not stage.grad else reason


def why(stage: Stage, group: Group, event: Event) -> str:
    """What the operation does, and what its place in the graph means."""
    words, does = stage.words, rules.does(stage, event)
    found = [words.text("why.op", does=does) if event["recorded"] else missing(stage, event, does)]
    if stage.within_pass:
        found.append(words.text("why.op.within" if event["recorded"] else "why.op.within_plain"))
    if losses(stage, group):
        found.append(words.text("why.lost"))
    elif event["recorded"] and any("const" in given for given in event["inputs"]):
        found.append(words.text("why.op.constant"))
    return " ".join(found)


def missing(stage: Stage, event: Event, does: str) -> str:
    """What it means that an operation made no node: a cut, nothing to record, or an update."""
    if event["inplace"] is None:
        return stage.words.text(f"why.unrecorded.{reason_of(stage, event)}", does=does)
    changed = event["outputs"][0]["id"]
    record = stage.tensors[changed].record
    kind = "" if record["is_leaf"] and record["requires_grad"] else ".plain"
    key = f"why.unrecorded.inplace{kind}"
    return stage.words.text(key, does=does, name=stage.label(changed))


def copied_out(stage: Stage, group: Group, event: Event) -> list[Span]:
    """Where the numbers came from of which something was made, if no edge leads there."""
    words, found = stage.words, losses(stage, group)
    if not found:
        copied = causes.copied_names(stage, event)[:1]
        return [span for name in copied for span in words.say("say.op.copied", other=name)]
    said: list[Span] = []
    for each in found:
        how = words.text(f"lost.{each['how']}")
        said += words.say("say.lost", how=how, other=stage.label(each["tensor"]))
    return said


def losses(stage: Stage, group: Group) -> list[Event]:
    """What this step was told of numbers that had left the graph."""
    return [stage.trace.events[i] for i in group.all if stage.trace.events[i]["kind"] == "lost"]


def ghosts(stage: Stage, group: Group) -> list[str]:
    """The lines that show where such numbers came from."""
    return [stage.index.ghosts[i] for i in group.all if i in stage.index.ghosts]


def consequences(stage: Stage, group: Group, event: Event, name: str) -> list[Span]:
    """What else became so: copied numbers, a name that moved, memory that changed elsewhere."""
    words = stage.words
    found: list[Span] = []
    if event["outputs"][0]["inference"] and event["inplace"] is None:
        found += words.say("say.op.inference", name=name)
    if event["inplace"] is None:
        found += copied_out(stage, group, event)
    for other in moved(stage, group):
        found += words.say("say.op.rebinds", name=other)
    if event["inplace"] is None:
        return found
    found += overwriting(stage, event, event["inplace"], event["outputs"][0]["version"])
    for other in event["shared"]:
        known = stage.tensors.get(other["tensor"])
        label = stage.label(other["tensor"])
        if known is None or label == name:
            continue
        version = known.record["version"]
        kind = "shares" if other["counted"] else "unnoticed"
        found += words.say(f"say.op.{kind}", other=label, version=version)
        if other["counted"]:
            found += overwriting(stage, event, other["tensor"], version)
    return found


def moved(stage: Stage, group: Group) -> Iterator[str]:
    """The names that left a leaf with a tray for what was made in this step."""
    for index in group.events:
        event = stage.trace.events[index]
        if event["kind"] != "name" or event["tensor"] is None or event["old"] is None:
            continue
        old, new = stage.tensors.get(event["old"]), stage.tensors.get(event["tensor"])
        if old is None or new is None or old is new or new.record["is_leaf"] or old.names:
            continue
        if old.record["is_leaf"] and old.record["requires_grad"]:
            yield event["name"]


def overwriting(stage: Stage, event: Event, tensor: int, version: int) -> list[Span]:
    """Which nodes had saved what was changed now; what it means is said once."""
    for node in stage.savers.get(tensor, ()):
        known = stage.nodes[node]
        if event["node"] is not None and node == event["node"]["id"]:
            continue
        for saved, (_, sign) in zip(known.record["saved"], known.saved, strict=False):
            same = saved_tensor(saved, known.outputs) == tensor
            if same and sign == "stale" and saved["version"] == version - 1:
                return stage.words.say(
                    "say.op.spoils",
                    node=known.record["name"],
                    name=stage.label(tensor),
                    old=saved["version"],
                )
    return []


def chips_now(stage: Stage, event: Event) -> list[str]:
    """What the new node has saved, and what a change in place has spoilt in others."""
    own = None if event["node"] is None else event["node"]["id"]
    found = [] if own is None else saved_texts(stage, own)
    if event["inplace"] is None:
        return found
    changed = [event["inplace"], *(other["tensor"] for other in event["shared"])]
    nodes = dict.fromkeys(node for tensor in changed for node in stage.savers.get(tensor, ()))
    for node in nodes:
        known = stage.nodes[node]
        if node != own and any(sign == "stale" for _, sign in known.saved):
            found += [f"{known.record['name']}: {text}" for text in saved_texts(stage, node)]
    return found


def input_rows(stage: Stage, event: Event, position: int) -> list[dict[str, Any]]:
    """The inputs' numbers, of what was overwritten those of before, and the result's."""
    rows = []
    for given in event["inputs"]:
        known = stage.tensors.get(given.get("tensor"))
        if known is None:
            continue
        label, value = stage.label(given["tensor"]), known.record["value"]
        if given["tensor"] == event["inplace"]:
            value = stage.value_before(given["tensor"], position)
        if value is not None:
            rows.append(view_row(stage, label, value, "value"))
    for output in event["outputs"]:
        rows.append(view_row(stage, stage.words.text("row.result"), output["value"], "value"))
    return rows


def state_rows(stage: Stage, event: Event) -> list[dict[str, Any]]:
    """Whether the result is a leaf, whose memory it lives in, how large the graph behind it is."""
    words, first = stage.words, event["outputs"][0]
    rows = [leaf_row(stage, first)]
    if event["view"] or event["op"].partition(".")[0] in ("clone", "_to_copy"):
        owner = sharing(stage, first)
        text = words.text("memory.own") if owner is None else words.text("memory.of", name=owner)
        rows.append(text_row(words.text("row.memory"), text, "value"))
    if event["recorded"]:
        nodes, kept = graph_behind(stage, event["node"]["id"])
        key = "graph.size" if nodes < COUNTED else "graph.size.more"
        text = words.text(key, nodes=nodes, saved=kept)
        rows.append(text_row(words.text("row.graph"), text, "value"))
    return rows


def leaf_row(stage: Stage, record: dict[str, Any]) -> dict[str, Any]:
    """Whether a tensor is a leaf, by the true rule: no recorded operation made it."""
    leaf = "yes" if record["is_leaf"] else "no"
    return text_row(stage.words.text("row.leaf"), stage.words.text(f"leaf.{leaf}"), "value")


def sharing(stage: Stage, record: dict[str, Any]) -> str | None:
    """The name of the first tensor in the same memory; None if there is no other."""
    for tensor, known in stage.tensors.items():
        if tensor != record["id"] and known.record["storage"] == record["storage"]:
            return stage.label(tensor)
    return None


def graph_behind(stage: Stage, node: int) -> tuple[int, int]:
    """How many nodes a result keeps alive, and how many of their saved values are still there."""
    seen, stack, kept = {node}, [node], 0
    while stack and len(seen) < COUNTED:
        known = stage.nodes.get(stack.pop())
        if known is None:
            continue
        kept += sum(sign != "freed" for _, sign in known.saved)
        for edge in known.record.get("edges", ()):
            if edge is not None and edge[0] not in seen:
                seen.add(edge[0])
                stack.append(edge[0])
    return len(seen), kept
