"""The trace's format as one table: a JSON document in, the rules that it breaks out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

TENSOR = {
    "id": "new tensor",
    "shape": "[int]",
    "dtype": "text",
    "requires_grad": "bool",
    "is_leaf": "bool",
    "node": "node?",
    "output_nr": "int",
    "version": "int",
    "storage": "int",
    "view_of": "tensor?",
    "value": "value",
    "inference": "bool",
}
NODE = {
    "id": "new node",
    "name": "text",
    "sequence": "int?",
    "edges": "[edge?]",
    "inputs": "[int]",
    "saved": "[saved]",
}
SAVED = {"name": "text", "tensor": "tensor?", "version": "int?", "value": "value?"}
ACCUMULATOR = {"id": "new node", "tensor": "tensor"}
SHARED = {"tensor": "tensor", "value": "value", "counted": "bool"}
ROOT = {"tensor": "tensor?", "node": "node", "output_nr": "int"}
SITE = {
    "cell": "cell",
    "line": "int",
    "col": "int",
    "end_line": "int",
    "end_col": "int",
    "path": "any",
    "loop": "[int]",
}

EVENTS: dict[str, dict[str, str]] = {
    "cell": {"cell": "cell", "run": "int", "number": "int"},
    "mode": {"enter": "bool", "name": "text", "grad": "bool", "inference": "bool"},
    "create": {"op": "text", "tensor": "made"},
    "op": {
        "op": "text",
        "inputs": "any",
        "params": "any",
        "accumulators": "[accumulator]",
        "node": "recorded?",
        "outputs": "[made]",
        "recorded": "bool",
        "reason": "text?",
        "inplace": "tensor?",
        "view": "bool",
        "shared": "[shared]",
    },
    "node": {"node": "recorded", "tensor": "tensor?"},
    "name": {"name": "text", "tensor": "tensor?", "old": "tensor?", "scope": "text"},
    "output": {"stream": "text", "text": "text"},
    "warning": {"category": "text", "text": "text"},
    "error": {"type": "text", "text": "text", "stage": "text", "values": "any"},
    "memory": {"limit": "int"},
    "flag": {"tensor": "tensor", "requires_grad": "bool"},
    "look": {"tensor": "tensor", "value": "value?", "reason": "text?"},
    "lost": {"tensor": "tensor", "into": "tensor", "how": "text"},
    "grad": {"tensor": "tensor", "old": "earlier?", "new": "value?", "how": "text"},
    "training": {"module": "text", "training": "bool"},
    "step": {"optimizer": "text", "tensors": "[tensor]", "holds": "[tensor]"},
    "backward": {
        "pass": "int",
        "call": "text",
        "roots": "[root]",
        "retain_graph": "bool",
        "create_graph": "bool",
        "inputs": "[tensor]?",
        "waits": "any",
    },
    "seed": {
        "pass": "int",
        "node": "node",
        "output_nr": "int",
        "value": "value",
        "implicit": "bool",
    },
    "visit": {"pass": "int", "node": "node", "order": "int", "grads": "[value?]"},
    "unbroadcast": {
        "pass": "int",
        "node": "node",
        "edge": "int",
        "before": "value",
        "after": "value",
        "axes": "[int]",
    },
    "contribution": {
        "pass": "int",
        "node": "node",
        "edge": "int",
        "to": "node",
        "output_nr": "int",
        "value": "value?",
    },
    "inbox": {
        "pass": "int",
        "node": "node",
        "output_nr": "int",
        "old": "value?",
        "add": "value?",
        "new": "value?",
        "count": "int",
        "of": "int",
    },
    "hook": {"pass": "int", "node": "node", "which": "text", "before": "value?", "after": "value?"},
    "retain": {"pass": "int", "tensor": "tensor", "value": "value"},
    "capture": {"pass": "int", "tensor": "tensor", "value": "value?"},
    "accumulate": {
        "pass": "int",
        "node": "node",
        "tensor": "tensor",
        "old": "earlier?",
        "add": "earlier",
        "new": "value",
    },
    "drop": {
        "pass": "int",
        "node": "node",
        "tensor": "tensor?",
        "value": "value",
        "reason": "text",
    },
    "free": {"pass": "int", "node": "node", "saved": "[text]"},
    "backward_end": {"pass": "int", "error": "bool"},
    "check": {
        "pass": "int",
        "tensor": "tensor",
        "of": "int",
        "checked": "[int]",
        "gradient": "value",
        "difference": "value",
        "doubt": "value",
        "kinks": "[int]",
    },
}
"""The fields of every kind of event, besides `kind` and `at`; a `?` admits null.

The order is that of a recorder's notes; `earlier` is a value as it was just before the event."""

RECORDS = {
    "made": TENSOR,
    "recorded": NODE,
    "saved": SAVED,
    "accumulator": ACCUMULATOR,
    "shared": SHARED,
    "root": ROOT,
}
PLAIN: dict[str, Callable[[Any], bool]] = {
    "int": lambda x: isinstance(x, int) and not isinstance(x, bool) and x >= 0,
    "bool": lambda x: isinstance(x, bool),
    "text": lambda x: isinstance(x, str),
    "any": lambda x: isinstance(x, (list, dict)),
    "edge": lambda x: isinstance(x, list) and len(x) == 2,
}


class Checker:
    """Walks a document and yields one sentence per broken rule: the place, the thing, the rule."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.seen: dict[str, set[int]] = {"tensor": set(), "node": set()}
        self.sizes = {
            "value": len(document["values"]),
            "cell": len(document["cells"]),
            "at": len(document["sites"]),
        }

    def findings(self) -> Iterator[str]:
        for index, cell in enumerate(self.document["cells"]):
            if not isinstance(cell, str):
                yield f"cells[{index}] is not a text"
        for index, value in enumerate(self.document["values"]):
            yield from value_findings(f"values[{index}]", value)
        for index, site in enumerate(self.document["sites"]):
            yield from self.record(f"sites[{index}]", site, SITE)
        for index, event in enumerate(self.document["events"]):
            yield from self.event(f"events[{index}]", event)

    def event(self, place: str, event: Any) -> Iterator[str]:
        kind = event.get("kind") if isinstance(event, dict) else None
        if not isinstance(kind, str) or kind not in EVENTS:
            yield f"{place} is not an event: its kind must be one of {', '.join(EVENTS)}"
            return
        yield from self.record(place, event, EVENTS[event["kind"]], extra={"kind", "at"})
        if event.get("at") is not None:
            yield from self.reference(f"{place}.at", event["at"], "at")

    def record(
        self,
        place: str,
        record: Any,
        fields: dict[str, str],
        extra: frozenset[str] | set[str] = frozenset(),
    ) -> Iterator[str]:
        if not isinstance(record, dict):
            yield f"{place} is not an object"
            return
        for name, kind in fields.items():
            if name not in record:
                yield f"{place} lacks the field {name!r}"
            else:
                yield from self.field(f"{place}.{name}", record[name], kind)
        for name in record.keys() - fields.keys() - extra:
            yield f"{place} has a field {name!r} that the format does not know"

    def field(self, place: str, value: Any, kind: str) -> Iterator[str]:
        if kind.endswith("?"):
            if value is not None:
                yield from self.field(place, value, kind[:-1])
        elif kind.startswith("["):
            if not isinstance(value, list):
                yield f"{place} is not a list"
                return
            for index, item in enumerate(value):
                yield from self.field(f"{place}[{index}]", item, kind[1:-1])
        elif kind in RECORDS:
            yield from self.record(place, value, RECORDS[kind])
        elif kind == "earlier":
            yield from self.reference(place, value, "value")
        elif kind in PLAIN:
            if not PLAIN[kind](value):
                yield f"{place} is not {article(kind)}"
        else:
            yield from self.reference(place, value, kind)

    def reference(self, place: str, value: Any, kind: str) -> Iterator[str]:
        if not PLAIN["int"](value):
            yield f"{place} is not a number from 0"
        elif kind.startswith("new "):
            self.seen[kind.removeprefix("new ")].add(value)
        elif kind in self.seen:
            if value not in self.seen[kind]:
                yield f"{place} names {kind} {value}, which no earlier event has made"
        elif value >= self.sizes[kind]:
            yield f"{place} is {value}, beyond the last of {self.sizes[kind]}"


def value_findings(place: str, value: Any) -> Iterator[str]:
    """The rules that one entry of `values` breaks."""
    if not isinstance(value, dict) or not isinstance(value.get("dtype"), str):
        yield f"{place} is not a value: it needs a dtype and a shape"
        return
    shape = value.get("shape")
    if not isinstance(shape, list) or not all(PLAIN["int"](size) for size in shape):
        yield f"{place}.shape is not a list of sizes"
        return
    if ("data" in value) == ("stats" in value):
        yield f"{place} must hold either data or stats"
    elif "data" in value:
        count = 1
        for size in shape:
            count *= size
        if not isinstance(value["data"], list) or len(value["data"]) != count:
            yield f"{place}.data must be a flat list of {count} elements for the shape {shape}"


def article(kind: str) -> str:
    """How a message calls a plain kind."""
    names = {
        "int": "a number from 0",
        "bool": "true or false",
        "text": "a text",
        "any": "a list or an object",
        "edge": "a pair [node, output]",
    }
    return names[kind]


def check(document: Any, name: str, version: int) -> list[str]:
    """The rules that a JSON document breaks as a trace, first ones first; empty: it is one."""
    if not isinstance(document, dict) or document.get("format") != name:
        return [f'not a trace: the field "format" must be "{name}"']
    if document.get("version") != version:
        return [f"version {document.get('version')!r} of the trace format; this reads {version}"]
    for part in ("cells", "sites", "values", "events"):
        if not isinstance(document.get(part), list):
            return [f"the field {part!r} must be a list"]
    return list(Checker(document).findings())
