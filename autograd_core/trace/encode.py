"""From a recorder's notes to a Trace: references in, numbered tensors and plain values out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core import dtypes, saved
from autograd_core.node import AccumulateGrad, Node
from autograd_core.tensor import Tensor
from autograd_core.trace.recorder import Made, root_of
from autograd_core.trace.trace import Event, Trace

if TYPE_CHECKING:
    from autograd_core.engine import Walk
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
        self.position = 0
        self.at: int | None = None

    def run(self) -> Trace:
        for site in self.recorder.sites:
            fields = site._asdict()
            fields["path"] = [list(call) for call in site.path]
            fields["loop"] = list(site.loop)
            self.trace.sites.append(fields)
        for position, (kind, at, *parts) in enumerate(self.recorder.events):
            self.position, self.at = position, at
            self.emit(kind, ENCODERS[kind](self, *parts))
        return self.trace

    def emit(self, kind: str, fields: dict[str, Any]) -> None:
        event: Event = {"kind": kind, "at": self.at, **fields}
        self.trace.events.append(event)

    # References -----------------------------------------------------------------------------------

    def tensor(self, tensor: Tensor) -> int:
        """The number of a tensor; one that the trace has not met yet is introduced first."""
        known = self.tensors.get(id(tensor))
        if known is None:
            version = tensor._counter[0] if tensor._counter is not None else 0
            made = Made(tensor, tensor._a, tensor._requires_grad, tensor._grad_fn, version)
            self.emit("create", {"op": "outside", "tensor": self.made(made)})
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

    def made(self, made: Made) -> dict[str, Any]:
        """The TENSOR record of a tensor as it was when an event made it."""
        tensor, array, requires_grad, node, version = made
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
            "version": version,
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

    def optional_value(self, array: Any, *, before: bool = False) -> int | None:
        return None if array is None else self.value(array, before=before)

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


# One function per kind of event: the recorder's parts in, the event's fields out ----------------


def operation(
    encoder: Encoder,
    op: Any,
    args: Sequence[Any],
    values: dict[str, Any],
    made: Sequence[Made],
    node: Node | None,
    kept: Sequence[Any],
    reason: str,
    inplace: Tensor | None,
) -> dict[str, Any]:
    inputs = [
        {"tensor": encoder.tensor(arg)} if isinstance(arg, Tensor) else {"const": repr(arg)}
        for arg in args
    ]
    accumulators = []
    for edge in node.edges if node is not None else ():
        if edge is not None and isinstance(edge[0], AccumulateGrad):
            leaf = edge[0]
            if id(leaf) not in encoder.nodes:
                variable = encoder.tensor(leaf.variable)
                accumulators.append({"id": encoder.number(leaf), "tensor": variable})
    return {
        "op": op.name,
        "inputs": inputs,
        "params": {name: jsonable(value) for name, value in values.items()},
        "accumulators": accumulators,
        "node": None if node is None else node_record(encoder, node, kept),
        "outputs": [encoder.made(each) for each in made],
        "recorded": node is not None,
        "reason": reason or None,
        "inplace": encoder.optional(inplace),
        "view": op.view,
    }


def node_record(encoder: Encoder, node: Node, kept: Sequence[Any]) -> dict[str, Any]:
    """The NODE record of a node that saved `kept`; AccumulateGrad saves nothing."""
    edges = [None if edge is None else [encoder.node(edge[0]), edge[1]] for edge in node.edges]
    names = [save.name for save in node.op.saves] if kept else []
    entries = [
        saved_record(encoder, name, entry) for name, entry in zip(names, kept, strict=True) if entry
    ]
    return {
        "id": encoder.number(node),
        "name": type(node).__name__,
        "sequence": node.sequence,
        "edges": edges,
        "inputs": list(range(len(edges))),
        "saved": entries,
    }


def saved_record(encoder: Encoder, name: str, entry: Any) -> dict[str, Any]:
    record: dict[str, Any] = {"name": name, "tensor": None, "version": None}
    if len(entry) == saved.ARGUMENT:
        tensor, version = entry
        record |= {"tensor": encoder.tensor(tensor), "version": version}
        record["value"] = encoder.value(tensor._a)
    elif len(entry) == saved.RESULT:
        record |= {"version": entry[2], "value": encoder.value(entry[0])}
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
) -> dict[str, Any]:
    return {
        "pass": number,
        "call": call,
        "roots": [
            {"tensor": encoder.tensor(t), "node": encoder.node(n), "output_nr": nr}
            for t, n, nr in roots
        ],
        "retain_graph": retain,
        "create_graph": create,
        "inputs": None if inputs is None else [encoder.tensor(t) for t in inputs],
        "waits": [[encoder.node(n), nr, count] for (n, nr), count in walk.expected.items()],
    }


def jsonable(value: Any) -> Any:
    """A number, name or tuple that an operation was called with, as JSON."""
    if isinstance(value, (tuple, list)):
        return [jsonable(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return finite(value)
    return str(value)


Fields = dict[str, Any]
ENCODERS: dict[str, Callable[..., Fields]] = {
    "cell": lambda e, cell, run, number: {"cell": cell, "run": run, "number": number},
    "mode": lambda e, enter, name, grad, inference: {
        "enter": enter,
        "name": name,
        "grad": grad,
        "inference": inference,
    },
    "create": lambda e, function, made: {"op": function, "tensor": e.made(made)},
    "op": operation,
    "name": lambda e, name, tensor, old, scope: {
        "name": name,
        "tensor": e.optional(tensor),
        "old": e.optional(old),
        "scope": scope,
    },
    "output": lambda e, stream, text: {"stream": stream, "text": text},
    "warning": lambda e, category, text: {"category": category, "text": text},
    "error": lambda e, type_name, text, stage: {"type": type_name, "text": text, "stage": stage},
    "flag": lambda e, tensor, wanted: {"tensor": e.tensor(tensor), "requires_grad": wanted},
    "look": lambda e, tensor, array, reason: {
        "tensor": e.tensor(tensor),
        "value": e.optional_value(array),
        "reason": reason,
    },
    "grad": lambda e, tensor, old, new, how: {
        "tensor": e.tensor(tensor),
        "old": e.optional_value(old, before=True),
        "new": e.optional_value(new),
        "how": how,
    },
    "backward": backward,
    "seed": lambda e, number, node, nr, array, implicit: {
        "pass": number,
        "node": e.node(node),
        "output_nr": nr,
        "value": e.value(array),
        "implicit": implicit,
    },
    "visit": lambda e, number, node, order, grads: {
        "pass": number,
        "node": e.node(node),
        "order": order,
        "grads": [e.optional_value(grad) for grad in grads],
    },
    "unbroadcast": lambda e, number, node, edge, before, after, axes: {
        "pass": number,
        "node": e.node(node),
        "edge": edge,
        "before": e.value(before),
        "after": e.value(after),
        "axes": list(axes),
    },
    "contribution": lambda e, number, node, edge, to, nr, array: {
        "pass": number,
        "node": e.node(node),
        "edge": edge,
        "to": e.node(to),
        "output_nr": nr,
        "value": e.optional_value(array),
    },
    "inbox": lambda e, number, node, nr, old, add, new, count, of: {
        "pass": number,
        "node": e.node(node),
        "output_nr": nr,
        "old": e.optional_value(old),
        "add": e.optional_value(add),
        "new": e.optional_value(new),
        "count": count,
        "of": of,
    },
    "hook": lambda e, number, node, which, before, after: {
        "pass": number,
        "node": e.node(node),
        "which": which,
        "before": e.optional_value(before),
        "after": e.optional_value(after),
    },
    "retain": lambda e, number, tensor, array: {
        "pass": number,
        "tensor": e.tensor(tensor),
        "value": e.value(array),
    },
    "capture": lambda e, number, tensor, array: {
        "pass": number,
        "tensor": e.tensor(tensor),
        "value": e.optional_value(array),
    },
    "accumulate": lambda e, number, node, tensor, old, add, new: {
        "pass": number,
        "node": e.node(node),
        "tensor": e.tensor(tensor),
        "old": e.optional_value(old, before=True),
        "add": e.value(add, before=True),
        "new": e.value(new),
    },
    "drop": lambda e, number, node, output, array: {
        "pass": number,
        "node": e.node(node),
        "tensor": e.outputs.get((e.node(node), output)),
        "value": e.value(array),
        "reason": "not_a_leaf",
    },
    "free": lambda e, number, node, names: {
        "pass": number,
        "node": e.node(node),
        "saved": list(names),
    },
    "backward_end": lambda e, number, failed: {"pass": number, "error": failed},
}
