"""A trace in; the events that are the library's own work inside one call of the program, out.

A layer fills its new parameters with numbers, an optimizer computes with buffers: the program says
neither. What it does say is the call, and that is what is drawn and told.
"""

from __future__ import annotations

from autograd_core.trace import Trace

WORK = frozenset({"mode", "create", "op", "name", "flag"})
"""The kinds of events of which an optimizer's step consists."""


def inner_events(trace: Trace) -> dict[int, int]:
    """Per inner event the one that it belongs to: an optimizer's `step`, a parameter's `create`."""
    found: dict[int, int] = {}
    step: int | None = None
    parameters: dict[int, int] = {}
    for number, event in enumerate(trace.events):
        kind, at = event["kind"], event["at"]
        if kind == "step":
            step = None if at is None else number
            continue
        if step is not None:
            if kind in WORK and at == trace.events[step]["at"]:
                found[number] = step
                continue
            step = None
        if kind == "create" and event["op"] == "Parameter" and at is not None:
            parameters[event["tensor"]["id"]] = number
        elif kind == "op" and event["inplace"] in parameters and not event["recorded"]:
            made = parameters[event["inplace"]]
            if trace.events[made]["at"] == at:
                found[number] = made
    return found
