"""Replay: a trace and a number k in, the state after event k out; no engine is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograd_core.trace.trace import Event, Trace

State = dict[str, Any]
"""What is so at one moment, all plain data:

names    what each name means now: {"a": tensor}; names of a function as "f.x"
tensors  per tensor: shape, dtype, requires_grad, node, version, value (index), grad (index or None)
nodes    per node: name, edges, saved ({name: "live" or "freed"}), inbox (indices or None), runs
modes    the open grad-mode regions, outermost first; grad and inference are the modes now
pass     the number of the backward that is going on, or None
output   what has been printed so far
"""


def state_after(trace: Trace, k: int) -> State:
    """The state after event number `k`; -1 is the state before anything happened."""
    state = empty()
    for event in trace.events[: k + 1]:
        advance(state, event)
    return state


def empty() -> State:
    """The state before anything happened."""
    return {
        "names": {},
        "tensors": {},
        "nodes": {},
        "modes": [],
        "grad": True,
        "inference": False,
        "pass": None,
        "output": "",
    }


def advance(state: State, event: Event) -> None:
    """Let one event happen to a state."""
    change = CHANGES.get(event["kind"])
    if change is not None:
        change(state, event)


def mode(state: State, event: Event) -> None:
    if event["enter"]:
        state["modes"].append(event["name"])
    else:
        state["modes"].pop()
    state["grad"], state["inference"] = event["grad"], event["inference"]


def create(state: State, event: Event) -> None:
    add_tensor(state, event["tensor"])


def operation(state: State, event: Event) -> None:
    for accumulator in event["accumulators"]:
        add_node(
            state, {"id": accumulator["id"], "name": "AccumulateGrad", "edges": [], "saved": []}
        )
    if event["node"] is not None:
        add_node(state, event["node"])
    for tensor in event["outputs"]:
        add_tensor(state, tensor)
    for other in event["shared"]:
        state["tensors"][other["tensor"]]["value"] = other["value"]


def outside_node(state: State, event: Event) -> None:
    add_node(state, event["node"])


def add_tensor(state: State, made: dict[str, Any]) -> None:
    """A tensor as an event made it; one that is overwritten keeps its `.grad`."""
    known = state["tensors"].get(made["id"], {})
    kept = {name: made[name] for name in ("shape", "dtype", "requires_grad", "node", "version")}
    state["tensors"][made["id"]] = {**kept, "value": made["value"], "grad": known.get("grad")}


def add_node(state: State, record: dict[str, Any]) -> None:
    state["nodes"][record["id"]] = {
        "name": record["name"],
        "edges": record["edges"],
        "saved": {saved["name"]: "live" for saved in record["saved"]},
        "inbox": {},
        "runs": 0,
    }


def name(state: State, event: Event) -> None:
    full = f"{event['scope']}.{event['name']}" if event["scope"] else event["name"]
    if event["tensor"] is None:
        state["names"].pop(full, None)
    else:
        state["names"][full] = event["tensor"]


def flag(state: State, event: Event) -> None:
    state["tensors"][event["tensor"]]["requires_grad"] = event["requires_grad"]


def set_grad(state: State, event: Event) -> None:
    state["tensors"][event["tensor"]]["grad"] = event["new"]


def keep_grad(state: State, event: Event) -> None:
    state["tensors"][event["tensor"]]["grad"] = event["value"]


def backward(state: State, event: Event) -> None:
    state["pass"] = event["pass"]


def backward_end(state: State, event: Event) -> None:
    state["pass"] = None
    for node in state["nodes"].values():
        node["inbox"] = {}


def inbox(state: State, event: Event) -> None:
    state["nodes"][event["node"]]["inbox"][event["output_nr"]] = event["new"]


def visit(state: State, event: Event) -> None:
    node = state["nodes"][event["node"]]
    node["inbox"] = {}
    node["runs"] += 1


def free(state: State, event: Event) -> None:
    saved = state["nodes"][event["node"]]["saved"]
    for freed in event["saved"]:
        saved[freed] = "freed"


def output(state: State, event: Event) -> None:
    state["output"] += event["text"]


CHANGES: dict[str, Callable[[State, Event], None]] = {
    "mode": mode,
    "create": create,
    "op": operation,
    "node": outside_node,
    "name": name,
    "flag": flag,
    "grad": set_grad,
    "retain": keep_grad,
    "backward": backward,
    "inbox": inbox,
    "visit": visit,
    "accumulate": set_grad,
    "free": free,
    "backward_end": backward_end,
    "output": output,
}
"""What each kind of event changes; kinds that are not here only tell."""
