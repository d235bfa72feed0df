"""A trace in; how much was done in it, counted event by event, out."""

from __future__ import annotations

from collections import Counter

from autograd_core.trace import Trace

Counts = dict[str, int]
KINDS = ("operations", "recorded", "visits", "contributions", "sums", "accumulations")
"""In the order in which they are shown:

operations     tensor operations that the program ran
recorded       those of them for which a node was recorded
visits         nodes that backward visited
contributions  gradients that a node computed and sent along an edge
sums           additions of such gradients in an inbox
accumulations  gradients added to the tray of a leaf
"""


def counts(trace: Trace) -> Counts:
    """How often each of KINDS happened."""
    found = dict.fromkeys(KINDS, 0)
    for event in trace.events:
        match event["kind"]:
            case "op":
                found["operations"] += 1
                found["recorded"] += event["recorded"]
            case "visit":
                found["visits"] += 1
            case "contribution":
                found["contributions"] += event["value"] is not None
            case "inbox":
                found["sums"] += event["old"] is not None
            case "accumulate":
                found["accumulations"] += 1
    return found


def by_operation(trace: Trace) -> dict[str, int]:
    """How often each operation ran, by its public name."""
    ran = Counter(event["op"].partition(".")[0] for event in trace.events if event["kind"] == "op")
    return dict(ran.most_common())
