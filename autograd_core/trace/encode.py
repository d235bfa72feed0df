"""From a recorder's notes to a Trace: references in, numbered tensors and plain values out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core import dtypes, saved
from autograd_core.broadcast import spread_axes
from autograd_core.node import AccumulateGrad, Edge, Node
from autograd_core.tensor import Tensor
from autograd_core.trace.recorder import Made, Site, made, root_of
from autograd_core.trace.schema import EVENTS
from autograd_core.trace.trace import Event, Trace

if TYPE_CHECKING:
    from autograd_core.engine import Sent, Walk
    from autograd_core.trace.recorder import Recorder

VALUE_LIMIT = 4096
"""Elements of an array that are kept one by one; beyond it, its shape and statistics."""


def encoded(recorder: Recorder) -> Trace:
    """The notes of a recorder as a Trace."""
    return Encoder(recorder).run()


class Encoder:
    """Numbers tensors, nodes and storages in order of appearance and stores each value once."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.trace = Trace(cells=list(recorder.cells))
        self.tensors: dict[int, int] = {}
        self.nodes: dict[int, int] = {}
        self.storages: dict[int, int] = {}
        self.outputs: dict[tuple[int, int], int] = {}
        self.values: dict[Any, int] = {}
        self.alive: list[Any] = []
        self.arrivals: dict[Edge, int] = {}
        self.expected: dict[Edge, int] = {}
        self.visited = 0
        self.position = 0
        self.at: int | None = None

    def run(self) -> Trace:
        for site in self.recorder.sites:
            fields = Site(*site)._asdict()
            fields["path"] = [list(call) for call in fields["path"]]
            fields["loop"] = list(fields["loop"])
            self.trace.sites.append(fields)
        for position, (kind, at, *parts) in enumerate(self.recorder.events):
            self.position, self.at = position, at
            special = SPECIAL.get(kind)
            if special is not None:
                special(self, *parts)
            else:
                self.emit(kind, plain_event(self, kind, parts))
        return self.trace

    def emit(self, kind: str, fields: dict[str, Any]) -> None:
        event: Event = {"kind": kind, "at": self.at, **fields}
        self.trace.events.append(event)

    def begin_pass(self, walk: Walk) -> None:
        """Count visits and arrivals anew."""
        self.arrivals, self.expected, self.visited = {}, walk.total, 0

    def arrival(self, number: int, edge: Edge, old: Any, add: Any, new: Any) -> None:
        """Emit that a contribution arrived in an inbox: the first, second, … of so many."""
        count = self.arrivals[edge] = self.arrivals.get(edge, 0) + 1
        fields: dict[str, Any] = {
            "pass": number,
            "node": self.node(edge[0]),
            "output_nr": edge[1],
        }
        values = {"old": old, "add": add, "new": new}
        fields |= {name: self.optional_value(each) for name, each in values.items()}
        self.emit("inbox", {**fields, "count": count, "of": self.expected[edge]})

    # References -----------------------------------------------------------------------------------

    def tensor(self, tensor: Tensor) -> int:
        """The number of a tensor; one that the trace has not met yet is introduced first."""
        known = self.tensors.get(id(tensor))
        if known is None:
            self.emit("create", {"op": "outside", "tensor": self.made(made(tensor))})
            known = self.tensors[id(tensor)]
        return known

    def optional(self, tensor: Tensor | None) -> int | None:
        return None if tensor is None else self.tensor(tensor)

    def node(self, node: Node) -> int:
        """The number of a node; one made before the recording began is introduced first."""
        if id(node) not in self.nodes:
            self.introduce(node)
        return self.nodes[id(node)]

    def number(self, node: Node) -> int:
        """A new number for a node whose record is being made."""
        self.alive.append(node)
        return self.nodes.setdefault(id(node), len(self.nodes) + 1)

    def introduce(self, node: Node) -> None:
        """Emit `node` events for a node from outside and for all that it leads to, those first."""
        stack = [(node, False)]
        while stack:
            each, ready = stack.pop()
            if id(each) in self.nodes:
                continue
            ahead = [edge[0] for edge in each.edges if edge and id(edge[0]) not in self.nodes]
            if ahead and not ready:
                stack.append((each, True))
                stack.extend((other, False) for other in ahead)
                continue
            leaf = each.variable if isinstance(each, AccumulateGrad) else None
            record = node_record(self, each, ())
            self.emit("node", {"node": record, "tensor": self.optional(leaf)})

    def storage(self, array: Any, tensor: Tensor) -> int:
        root = root_of(array) if isinstance(array, np.ndarray) else tensor
        self.alive.append(root)
        return self.storages.setdefault(id(root), len(self.storages) + 1)

    def made(self, found: Made) -> dict[str, Any]:
        """The TENSOR record of a tensor as it was when an event made it."""
        tensor, array, requires_grad, node, version = found
        base = tensor._base
        view_of = self.tensors.get(id(base)) if base is not None else None
        number = self.tensors.setdefault(id(tensor), len(self.tensors) + 1)
        self.alive.append(tensor)
        if node is not None:
            self.outputs[self.node(node), tensor.output_nr] = number
        return {
            "id": number,
            "shape": list(array.shape),
            "dtype": dtypes.from_numpy(array.dtype).name,
            "requires_grad": requires_grad,
            "is_leaf": node is None,
            "node": None if node is None else self.node(node),
            "output_nr": tensor.output_nr,
            "version": version or 0,
            "storage": self.storage(array, tensor),
            "view_of": view_of,
            "value": self.value(array),
            "inference": tensor._inference,
        }

    # Values ---------------------------------------------------------------------------------------

    def value(self, array: Any, *, before: bool = False) -> int:
        """The index of an array's value as it was at this event (`before`: just before it)."""
        if isinstance(array, Tensor):
            array = array._a
        position = self.position - 1 if before else self.position
        memory, stamp = self.unchanged(array, position)
        key = (id(array), stamp)
        if key not in self.values:
            self.alive.append(array)
            self.values[key] = len(self.trace.values)
            self.trace.values.append(plain(memory))
        return self.values[key]

    def optional_value(self, array: Any) -> int | None:
        return None if array is None else self.value(array)

    def earlier(self, array: Any) -> int:
        """The index of an array's value as it was just before this event."""
        return self.value(array, before=True)

    def unchanged(self, array: Any, position: int) -> tuple[Any, int]:
        """The array as event number `position` saw it, and how often it was written before."""
        root = root_of(array)
        writes = self.recorder.writes.get(id(root), ()) if isinstance(root, np.ndarray) else ()
        for stamp, write in enumerate(writes):
            if write.position > position:
                return seen_in(write.before, array, root), stamp
        return array, len(writes)


def seen_in(
    before: np.ndarray[Any, Any], array: np.ndarray[Any, Any], root: np.ndarray[Any, Any]
) -> np.ndarray[Any, Any]:
    """The view `array` of `root`, looked at in an earlier copy of that memory."""
    start: int = array.__array_interface__["data"][0] - root.__array_interface__["data"][0]
    if array.shape == root.shape and array.strides == root.strides and not start:
        return before
    copy = np.ascontiguousarray(before) if not before.flags.c_contiguous else before
    return np.ndarray(array.shape, array.dtype, copy.data, start, array.strides)


def plain(array: Any) -> dict[str, Any]:
    """An array as dtype, shape and flat data; a large one as dtype, shape and statistics."""
    fields = {"dtype": dtypes.from_numpy(array.dtype).name, "shape": list(array.shape)}
    if array.size > VALUE_LIMIT:
        return {**fields, "stats": statistics(array)}
    return {**fields, "data": [finite(x) for x in np.asarray(array).ravel().tolist()]}


def statistics(array: Any) -> dict[str, Any]:
    """Least, greatest, mean and standard deviation of an array."""
    real = np.asarray(array, dtype=np.float64)
    named = {"min": real.min(), "max": real.max(), "mean": real.mean(), "std": real.std()}
    return {name: finite(float(number)) for name, number in named.items()}


def finite(number: Any) -> Any:
    """A number as JSON can hold it: nan and the infinities as texts, complex as a pair."""
    if isinstance(number, complex):
        return [finite(number.real), finite(number.imag)]
    if isinstance(number, float) and not math.isfinite(number):
        return str(number)
    return number


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
    }
    encoder.emit("op", fields)


def node_record(encoder: Encoder, node: Node, kept: Sequence[Any]) -> dict[str, Any]:
    """The NODE record of a node that saved `kept`; AccumulateGrad saves nothing."""
    edges = [None if edge is None else [encoder.node(edge[0]), edge[1]] for edge in node.edges]
    names = node.saved_names() if kept else ()
    entries = [
        saved_record(encoder, name, part)
        for name, entry in zip(names, kept, strict=True)
        for part in parts_of(entry)
    ]
    linked = node.linked
    return {
        "id": encoder.number(node),
        "name": type(node).__name__,
        "sequence": sequence(encoder, node),
        "edges": edges,
        "inputs": list(range(len(edges)) if linked is None else linked),
        "saved": entries,
    }


def members(arg: Any) -> Sequence[Any]:
    """An argument, or the tensors of one that is several: the indices of `x[i, j]`."""
    return arg if isinstance(arg, tuple) else (arg,)


def sequence(encoder: Encoder, node: Node) -> int | None:
    """The place in the order of recording, from 1; 0: made before it; None: a leaf's node."""
    if isinstance(node, AccumulateGrad):
        return None
    return max(node.sequence - encoder.recorder.first_sequence + 1, 0)


def parts_of(entry: Any) -> Sequence[Any]:
    """The entries of one saved thing: none if it is not kept, several for a tuple of tensors."""
    if not entry:
        return ()
    if len(entry) == saved.NUMBER and isinstance(entry[0], tuple):
        return [(each, each._version) for each in entry[0] if each is not None]
    return (entry,)


def saved_record(encoder: Encoder, name: str, entry: Any) -> dict[str, Any]:
    record: dict[str, Any] = {"name": name, "tensor": None, "version": None}
    if len(entry) == saved.ARGUMENT:
        tensor, version = entry
        record |= {"tensor": encoder.tensor(tensor), "version": version}
        record["value"] = encoder.value(tensor._a)
    elif len(entry) == saved.RESULT:
        record |= {"version": entry[2], "value": encoder.value(entry[0])}
    elif len(entry) == saved.PACKED:
        content = entry[0]
        record["value"] = encoder.value(content._a) if isinstance(content, Tensor) else None
    else:
        record["value"] = encoder.value(np.asarray(entry[0]))
    return record


def backward(
    encoder: Encoder,
    number: int,
    call: str,
    roots: Sequence[tuple[Tensor, Node, int]],
    retain: bool,
    create: bool,
    inputs: Sequence[Tensor] | None,
    walk: Walk,
) -> None:
    encoder.begin_pass(walk)
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
        "waits": [[encoder.node(n), nr, count] for (n, nr), count in walk.total.items()],
    }
    encoder.emit("backward", fields)


def jsonable(value: Any) -> Any:
    """A number, name or tuple that an operation was called with, as JSON."""
    if isinstance(value, (tuple, list)):
        return [jsonable(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return finite(value)
    return str(value)


def seeded(
    encoder: Encoder, number: int, node: Node, output: int, old: Any, add: Any, new: Any
) -> None:
    """The seed arrives in the inbox of a root."""
    encoder.arrival(number, (node, output), old, add, new)


def visit(encoder: Encoder, number: int, node: Node, grads: Sequence[Any]) -> None:
    """A node runs; nodes are counted from 0 in each pass."""
    values = [encoder.optional_value(grad) for grad in grads]
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
        if grad is not None and not (node.retained and output in node.retained):
            tensor = encoder.outputs.get((start["node"], output))
            gone = {"tensor": tensor, "value": encoder.value(grad), "reason": "not_a_leaf"}
            encoder.emit("drop", {**start, **gone})
    names = [name for name, each in zip(node.saved_names(), freed, strict=False) if each]
    if names:
        encoder.emit("free", {**start, "saved": names})


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
SPECIAL: dict[str, Callable[..., None]] = {
    "op": operation,
    "backward": backward,
    "seeded": seeded,
    "visit": visit,
    "sent": sent,
}
"""The notes that are more than one event with their parts in order."""
