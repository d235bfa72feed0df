"""References in a recorder's notes in, numbered tensors, nodes and plain values of a Trace out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core import dtypes, saved
from autograd_core.node import AccumulateGrad, Edge, Node
from autograd_core.tensor import Tensor
from autograd_core.trace.recorder import Made, made, root_of
from autograd_core.trace.trace import Event, Trace

if TYPE_CHECKING:
    from autograd_core.trace.recorder import Recorder

VALUE_LIMIT = 4096
"""Elements of an array that are kept one by one; beyond it, its shape and statistics."""
FEW = 6
"""Arrays of no more elements than there are statistics are kept whatever the limit on memory."""


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
        self.kept = 0
        self.full = False
        self.alive: list[Any] = []
        self.trays: dict[int, tuple[Any, int]] = {}
        self.named: dict[tuple[str, str], Tensor | None] = {}
        self.arrivals: dict[Edge, int] = {}
        self.expected: dict[Edge, int] = {}
        self.visited = 0
        self.current = 0
        self.counts: dict[int, tuple[dict[Edge, int], dict[Edge, int], int]] = {}
        self.position = 0
        self.at: int | None = None

    def emit(self, kind: str, fields: dict[str, Any]) -> None:
        event: Event = {"kind": kind, "at": self.at, **fields}
        self.trace.events.append(event)

    def begin_pass(self, number: int, roots: Sequence[Edge]) -> None:
        """Count visits and arrivals anew; the pass around this one, if any, goes on afterwards."""
        self.resume(number)
        self.arrivals, self.expected, self.visited = {}, expected(roots), 0

    def resume(self, number: int) -> None:
        """Count on where pass `number` stands: a backward may run inside another one."""
        if number != self.current:
            self.counts[self.current] = self.arrivals, self.expected, self.visited
            self.current = number
            self.arrivals, self.expected, self.visited = self.counts.get(number, ({}, {}, 0))

    def arrival(self, number: int, edge: Edge, old: Any, add: Any, new: Any) -> None:
        """Emit that a contribution arrived in an inbox: the first, second, … of so many."""
        self.resume(number)
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
            self.emit("create", {"op": "outside", "tensor": self.made(self.met(tensor))})
            known = self.tensors[id(tensor)]
        return known

    def met(self, tensor: Tensor) -> Made:
        """A tensor as it is when it is met; a lone scalar in a tray is another array each time."""
        found = made(tensor)
        leaf, _ = self.recorder.trays.get(id(tensor), (None, None))
        array, writes = self.trays.get(id(leaf), (None, 0))
        if array is None or isinstance(tensor._a, np.ndarray):
            return found
        return tensor, array, found[2], found[3], writes

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

    def storage(self, tensor: Tensor) -> int:
        """The memory of a tensor: its own array's, since a noted one may be a copy from before."""
        root = root_of(tensor._a) if isinstance(tensor._a, np.ndarray) else tensor
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
            "storage": self.storage(tensor),
            "view_of": view_of,
            "value": self.value(array),
            "inference": tensor._inference,
        }

    def sharing(self, changed: Tensor, array: Any) -> list[dict[str, Any]]:
        """The other named tensors in the memory that an in-place operation has changed.

        `counted`: their version went up with it; a write through `.data` goes unnoticed.
        """
        if not isinstance(array, np.ndarray):
            return []
        root = root_of(array)
        others = {id(one): one for one in self.named.values() if one is not None}
        return [
            {
                "tensor": self.tensors[key],
                "value": self.value(one._a),
                "counted": one._counter is not None and one._counter is changed._counter,
            }
            for key, one in others.items()
            if one is not changed and key in self.tensors and root_of(one._a) is root
        ]

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
            self.trace.values.append(plain(memory, whole=self.keeps(memory)))
        return self.values[key]

    def keeps(self, array: Any) -> bool:
        """Whether the elements of one more array are kept one by one."""
        if array.size > VALUE_LIMIT:
            return False
        if array.size <= FEW or self.kept + array.nbytes <= self.recorder.memory:
            self.kept += array.nbytes
            return True
        self.full = True
        return False

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


def expected(roots: Sequence[Edge]) -> dict[Edge, int]:
    """Per output of each node that can be reached, how many contributions arrive there."""
    total: dict[Edge, int] = {}
    nodes: dict[Node, None] = {}
    stack: list[Node] = []
    edges: Sequence[Edge | None] = roots
    while True:
        for edge in edges:
            if edge is not None and edge[0] not in nodes:
                nodes[edge[0]] = None
                stack.append(edge[0])
        if not stack:
            break
        edges = stack.pop().edges
    for edges in (roots, *(node.edges for node in nodes)):
        for edge in edges:
            if edge is not None:
                total[edge] = total.get(edge, 0) + 1
    return total


def seen_in(
    before: np.ndarray[Any, Any], array: np.ndarray[Any, Any], root: np.ndarray[Any, Any]
) -> np.ndarray[Any, Any]:
    """The view `array` of `root`, looked at in an earlier copy of that memory."""
    start: int = array.__array_interface__["data"][0] - root.__array_interface__["data"][0]
    if array.shape == root.shape and array.strides == root.strides and not start:
        return before
    copy = np.ascontiguousarray(before) if not before.flags.c_contiguous else before
    return np.ndarray(array.shape, array.dtype, copy.data, start, array.strides)


def plain(array: Any, *, whole: bool) -> dict[str, Any]:
    """An array as dtype, shape and flat data, or with statistics in the place of the data."""
    fields = {"dtype": dtypes.from_numpy(array.dtype).name, "shape": list(array.shape)}
    if not whole:
        return {**fields, "stats": statistics(array)}
    return {**fields, "data": [finite(x) for x in np.asarray(array).ravel().tolist()]}


def statistics(array: Any) -> dict[str, Any]:
    """Least, greatest, mean and deviation of the finite elements, and how many are nan or infinite.

    Of complex numbers it is the sizes that count. Without a finite element the four are nan.
    """
    real = np.asarray(np.abs(array) if array.dtype.kind == "c" else array, dtype=np.float64)
    nans, infinities = int(np.isnan(real).sum()), int(np.isinf(real).sum())
    counted = real[np.isfinite(real)] if nans + infinities else real
    counted = counted if counted.size else np.full(1, np.nan)
    named = {name: getattr(counted, name)() for name in ("min", "max", "mean", "std")}
    found = {name: finite(float(number)) for name, number in named.items()}
    return {**found, "nan": nans, "inf": infinities}


def finite(number: Any) -> Any:
    """A number as JSON can hold it: nan and the infinities as texts, complex as a pair."""
    if isinstance(number, complex):
        return [finite(number.real), finite(number.imag)]
    if isinstance(number, float) and not math.isfinite(number):
        return str(number)
    return number


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


def as_array(number: Any) -> Any:
    """A number that a node keeps as an array; an int that no dtype holds becomes infinite."""
    array = np.asarray(number)
    return array if array.dtype != object else np.asarray(math.copysign(math.inf, number > 0 or -1))


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
        record["value"] = encoder.value(as_array(entry[0]))
    return record
