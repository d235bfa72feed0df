"""The trace's format for other programs: the tables of schema.py in, a JSON Schema (2020-12) out.

`python -m autograd_core.trace.json_schema` prints it. What a schema cannot say (that a number names
something an earlier event has made) `Trace.from_json` checks.
"""

from __future__ import annotations

import json
from typing import Any

from autograd_core.trace.schema import EVENTS, RECORDS, SITE
from autograd_core.trace.trace import FORMAT, VERSION

Schema = dict[str, Any]

NUMBER: Schema = {"type": "integer", "minimum": 0}
TYPES: dict[str, Schema] = {
    "int": NUMBER,
    "bool": {"type": "boolean"},
    "text": {"type": "string"},
    "any": {"type": ["array", "object"]},
    "edge": {"type": "array", "prefixItems": [NUMBER, NUMBER], "minItems": 2, "maxItems": 2},
}
FINITE: Schema = {"enum": ["nan", "inf", "-inf"]}
ELEMENT: Schema = {"anyOf": [{"type": ["number", "boolean"]}, FINITE, {"type": "array"}]}
MOMENTS = ("min", "max", "mean", "std")
VALUE: Schema = {
    "type": "object",
    "required": ["dtype", "shape"],
    "properties": {
        "dtype": {"type": "string"},
        "shape": {"type": "array", "items": NUMBER},
        "data": {"type": "array", "items": ELEMENT},
        "stats": {
            "type": "object",
            "properties": {
                **{name: {"anyOf": [{"type": "number"}, FINITE]} for name in MOMENTS},
                **dict.fromkeys(("nan", "inf"), NUMBER),
            },
            "required": [*MOMENTS, "nan", "inf"],
            "additionalProperties": False,
        },
    },
    "oneOf": [{"required": ["data"]}, {"required": ["stats"]}],
}


def json_schema() -> Schema:
    """The JSON Schema of a whole trace."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A Gradstep trace",
        "type": "object",
        "required": ["format", "version", "cells", "sites", "values", "events"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "cells": {"type": "array", "items": {"type": "string"}},
            "sites": {"type": "array", "items": record(SITE)},
            "values": {"type": "array", "items": VALUE},
            "events": {"type": "array", "items": {"anyOf": list(map(event, EVENTS))}},
        },
        "additionalProperties": False,
    }


def event(kind: str) -> Schema:
    """The schema of one kind of event."""
    schema = record(EVENTS[kind])
    schema["properties"] |= {"kind": {"const": kind}, "at": {"anyOf": [NUMBER, {"type": "null"}]}}
    schema["required"] = ["kind", "at", *schema["required"]]
    return schema


def record(fields: dict[str, str]) -> Schema:
    """The schema of an object with exactly these fields."""
    return {
        "type": "object",
        "properties": {name: of_type(kind) for name, kind in fields.items()},
        "required": list(fields),
        "additionalProperties": False,
    }


def of_type(kind: str) -> Schema:
    """The schema of one of the format's types; a reference is a number."""
    if kind.endswith("?"):
        return {"anyOf": [of_type(kind[:-1]), {"type": "null"}]}
    if kind.startswith("["):
        return {"type": "array", "items": of_type(kind[1:-1])}
    if kind in RECORDS:
        return record(RECORDS[kind])
    return TYPES.get(kind, NUMBER)


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=1))
