"""A recorder's notes in, the Trace out: one function spells out each kind of note as events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from autograd_core.broadcast import spread_axes
from autograd_core.node import AccumulateGrad, Edge, Node
from autograd_core.tensor import Tensor
from autograd_core.trace.encode import Encoder, finite, node_record
from autograd_core.trace.recorder import Made, Site
from autograd_core.trace.schema import EVENTS
from autograd_core.trace.trace import Trace

if TYPE_CHECKING:
    from autograd_core.dispatch import Op
    from autograd_core.engine import Sent
    from autograd_core.trace.recorder import Recorder


def encoded(recorder: Recorder) -> Trace:
    """Everything noted so far as plain data."""
    encoder = Encoder(recorder)
    for site in recorder.sites:
        fields = Site(*site)._asdict()
        fields["path"] = [list(call) for call in fields["path"]]
        fields["loop"] = list(fields["loop"])
        encoder.trace.sites.append(fields)
    told, passes = False, 0
    for encoder.position, (kind, encoder.at, *parts) in enumerate(recorder.events):
        if encoder.full and not told and not passes:  # inside a backward it waits for the end
            encoder.emit("memory", {"limit": recorder.memory})
            told = True
        passes += STARTS.get(kind, 0)
        if kind == "name":
            name, tensor, _, scope = parts
            encoder.named[scope, name] = tensor
        special = SPECIAL.get(kind)
        if special is not None:
            special(encoder, *parts)
        else:
            encoder.emit(kind, plain_event(encoder, kind, parts))
    if encoder.full and not told:
        encoder.emit("memory", {"limit": recorder.memory})
    return encoder.trace


def operation(
    encoder: Encoder,
    op: Any,
    args: Sequence[Any],
    values: dict[str, Any],
    outcome: Sequence[Made],
    node: Node | None,
    kept: Sequence[Any],
    reason: str,
    inplace: Tensor | None,
) -> None:
    inputs = [
        {"tensor": encoder.tensor(arg)} if isinstance(arg, Tensor) else {"const": repr(arg)}
        for each in args
        for arg in members(each)
    ]
    accumulators = []
    for edge in node.edges if node is not None else ():
        if edge is not None and isinstance(edge[0], AccumulateGrad):
            leaf = edge[0]
            if id(leaf) not in encoder.nodes:
                variable = encoder.tensor(leaf.variable)
                accumulators.append({"id": encoder.number(leaf), "tensor": variable})
    fields = {
        "op": op.name,
        "inputs": inputs,
        "params": {name: jsonable(value) for name, value in values.items()},
        "accumulators": accumulators,
        "node": None if node is None else node_record(encoder, node, kept),
        "outputs": [encoder.made(each) for each in outcome],
        "recorded": node is not None,
        "reason": reason or None,
        "inplace": encoder.optional(inplace),
        "view": op.view,
        "shared": [] if inplace is None else encoder.sharing(inplace, outcome[0][1]),
    }
    encoder.emit("op", fields)


def quick(
    encoder: Encoder,
    op: Op,
    output: Tensor,
    array: Any,
    node: Node | None,
    kept: Sequence[Any],
    *args: Any,
) -> None:
    """An operation of 0-dim floats in the usual modes (see quick.py)."""
    wanted = node is not None
    outcome = ((output, array, wanted, node, None),)
    reason = "" if wanted else "no_input_requires_grad"
    operation(encoder, op, args, op.usual or {}, outcome, node, kept, reason, None)


def backward(
    encoder: Encoder,
    number: int,
    call: str,
    roots: Sequence[tuple[Tensor, Node, int]],
    retain: bool,
    create: bool,
    inputs: Sequence[Tensor] | None,
    starts: Sequence[Edge],
) -> None:
    encoder.begin_pass(number, starts)
    fields = {
        "pass": number,
        "call": call,
        "roots": [
            {"tensor": encoder.optional(t), "node": encoder.node(n), "output_nr": nr}
            for t, n, nr in roots
        ],
        "retain_graph": retain,
        "create_graph": create,
        "inputs": None if inputs is None else [encoder.tensor(t) for t in inputs],
        "waits": [[encoder.node(n), nr, count] for (n, nr), count in encoder.expected.items()],
    }
    encoder.emit("backward", fields)


def seeded(
    encoder: Encoder, number: int, node: Node, output: int, old: Any, add: Any, new: Any
) -> None:
    """The seed arrives in the inbox of a root."""
    encoder.arrival(number, (node, output), old, add, new)


def visit(encoder: Encoder, number: int, node: Node, grads: Sequence[Any]) -> None:
    """A node runs; nodes are counted from 0 in each pass."""
    values = [encoder.optional_value(grad) for grad in grads]
    encoder.resume(number)
    fields = {"pass": number, "node": encoder.node(node), "order": encoder.visited}
    encoder.emit("visit", {**fields, "grads": values})
    encoder.visited += 1


def sent(
    encoder: Encoder,
    number: int,
    node: Node,
    grads: Sequence[Any],
    deliveries: Sequence[Sent],
    freed: Sequence[Any],
) -> None:
    """What a node sent: each contribution and its arrival; then what is dropped and freed."""
    start = {"pass": number, "node": encoder.node(node)}
    for edge, result, grad, old, new in deliveries:
        if grad is not None and bare(result).shape != bare(grad).shape:
            axes = list(spread_axes(bare(grad).shape, bare(result).shape))
            both = {"before": encoder.value(result), "after": encoder.value(grad)}
            encoder.emit("unbroadcast", {**start, "edge": edge, **both, "axes": axes})
        target = node.edges[edge]
        assert target is not None
        place = {"edge": edge, "to": encoder.node(target[0]), "output_nr": target[1]}
        value = {"value": encoder.optional_value(grad)}
        encoder.emit("contribution", {**start, **place, **value})
        encoder.arrival(number, target, old, grad, new)
    for output, grad in enumerate(grads):
        tensor = encoder.outputs.get((start["node"], output))
        if grad is not None and not (node.retained and kept_now(encoder, start, tensor)):
            gone = {"tensor": tensor, "value": encoder.value(grad), "reason": "not_a_leaf"}
            encoder.emit("drop", {**start, **gone})
    names = [name for name, each in zip(node.saved_names(), freed, strict=False) if each]
    if names:
        encoder.emit("free", {**start, "saved": names})


def kept_now(encoder: Encoder, start: dict[str, int], tensor: int | None) -> bool:
    """Whether this very pass kept a gradient: `retain_grad` may have been called only later."""
    for event in reversed(encoder.trace.events):
        if event["kind"] == "visit" and start.items() <= event.items():
            return False
        if event["kind"] == "retain":
            kept = (event["pass"], event["tensor"]) == (start["pass"], tensor)
            if kept:
                return True
    return False


def ran(
    encoder: Encoder, number: int, node: Node, grad: Any, freed: Sequence[Any], *flat: Any
) -> None:
    """A plain node ran: what it was sent, what it freed, and what went along each edge."""
    visit(encoder, number, node, (grad,))
    sent(encoder, number, node, (grad,), list(zip(*[iter(flat)] * 5, strict=True)), freed)


def accumulated(encoder: Encoder, *parts: Any) -> None:
    """A leaf's gradient has grown, and is this array from now on."""
    encoder.emit("accumulate", plain_event(encoder, "accumulate", parts))
    leaf, before, new = parts[2], parts[3], parts[5]
    writes = 0 if before is None else encoder.trays.get(id(leaf), (None, 0))[1] + 1
    encoder.trays[id(leaf)] = new, writes


def replaced(encoder: Encoder, *parts: Any) -> None:
    """The program has changed a leaf's gradient itself."""
    encoder.emit("grad", plain_event(encoder, "grad", parts))
    encoder.trays.pop(id(parts[0]), None)


def bare(grad: Any) -> Any:
    """The array of a gradient."""
    return grad._a if isinstance(grad, Tensor) else grad


def plain_event(encoder: Encoder, kind: str, parts: Sequence[Any]) -> dict[str, Any]:
    """The fields of an event whose parts lie in the order of its fields in the schema."""
    fields = EVENTS[kind].items()
    return {
        name: encoded_part(encoder, how, part)
        for (name, how), part in zip(fields, parts, strict=True)
    }


def encoded_part(encoder: Encoder, how: str, part: Any) -> Any:
    """One part of a note as the schema's type `how` wants it."""
    if how.startswith("[") and part is not None:
        return [encoded_part(encoder, how.strip("[]?"), each) for each in part]
    if part is None or how not in PARTS:
        return part
    return PARTS[how](encoder, part)


def members(arg: Any) -> Sequence[Any]:
    """An argument, or the tensors of one that is several: the indices of `x[i, j]`."""
    return arg if isinstance(arg, tuple) else (arg,)


def jsonable(value: Any) -> Any:
    """A number, name or tuple that an operation was called with, as JSON."""
    if isinstance(value, (tuple, list)):
        return [jsonable(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return finite(value)
    return str(value)


PARTS: dict[str, Callable[[Encoder, Any], Any]] = {
    "tensor": Encoder.tensor,
    "tensor?": Encoder.tensor,
    "node": Encoder.node,
    "made": Encoder.made,
    "value": Encoder.value,
    "value?": Encoder.value,
    "earlier": Encoder.earlier,
    "earlier?": Encoder.earlier,
}
"""How references in a note become numbers; everything else is plain already."""
STARTS = {"backward": 1, "backward_end": -1}
"""How many backwards more are under way after a note; a hook may run one inside another."""
SPECIAL: dict[str, Callable[..., None]] = {
    "op": operation,
    "backward": backward,
    "seeded": seeded,
    "visit": visit,
    "sent": sent,
    "ran": ran,
    "accumulate": accumulated,
    "grad": replaced,
    "quick": quick,
}
"""The notes that are more than one event with their parts in order."""
