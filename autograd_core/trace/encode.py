"""References in a recorder's notes in, numbered tensors, nodes and values out, as rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core import dtypes
from autograd_core.node import AccumulateGrad, Edge, Node
from autograd_core.tensor import Tensor
from autograd_core.trace.forms import Form
from autograd_core.trace.node_records import node_record
from autograd_core.trace.packed import NULL, Row, numbers_of
from autograd_core.trace.recorder import Made, made, root_of
from autograd_core.trace.shorthand import Shorthand
from autograd_core.trace.values import Values, statistics, together

if TYPE_CHECKING:
    from autograd_core.trace.recorder import Recorder

VALUE_LIMIT = 4096
"""Elements of an array that are kept one by one; beyond it, its shape and statistics."""
FEW = 6
"""Arrays of no more elements than there are statistics are kept whatever the limit on memory."""
POSITION = attrgetter("position")


class Encoder:
    """Numbers tensors, nodes and storages in order of appearance and stores each value once.

    position  the note that is spelled out now; between times the first that is yet to be
    under_way, told  backwards that have begun and not ended; whether the limit on memory was told
    """

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.writes = recorder.writes
        self.tensors: dict[int, int] = {}
        self.nodes: dict[int, int] = {}
        self.storages: dict[int, int] = {}
        self.memories = 0
        self.lone: list[Tensor] = []
        self.outputs: dict[tuple[int, int], int] = {}
        self.known: dict[Any, int] = {}
        self.steady: dict[int, int] = {}
        self.kept = 0
        self.full = False
        self.alive: list[Any] = []
        self.trays: dict[int, tuple[Any, int]] = {}
        self.named: dict[tuple[str, str], Tensor | None] = {}
        self.arrivals: dict[Edge, int] = {}
        self.expected: dict[Edge, int] = {}
        self.visited = 0
        self.ran: dict[tuple[int, int], int] = {}
        self.retained: dict[tuple[int, int], int] = {}
        self.current = 0
        self.counts: dict[int, tuple[dict[Edge, int], dict[Edge, int], int]] = {}
        self.position = 0
        self.under_way = 0
        self.told = False
        self.at = NULL
        self.texts: dict[str, int] = {}
        self.lists: list[Any] = []
        self.same: dict[Any, int] = {}
        self.looks: dict[tuple[Any, tuple[int, ...]], Row] = {}
        self.forms: dict[Form, int] = {}
        self.which: list[int] = []
        self.numbers: list[int] = []
        self.kinds: dict[tuple[Any, tuple[int, ...], bool], int] = {}
        self.groups: list[list[Any]] = []
        self.settled: list[Any] = []
        self.values: list[int] = []

    def emit(self, form: Form, row: Row) -> None:
        """One event: its form, and its numbers without `at`."""
        self.which.append(self.form(form))
        self.numbers.append(self.at)
        self.numbers += row

    def form(self, form: Form) -> int:
        """The number of a form that an event has."""
        return self.forms.setdefault(form, len(self.forms))

    def shorthand(self, last: Sequence[tuple[Form, Row]] = ()) -> Shorthand:
        """All events so far and the `last` ones; what is noted later takes the place of those."""
        recorder = self.recorder
        self.settle()
        places = len(self.which), len(self.numbers)
        for form, row in last:
            self.emit(form, row)
        kinds = [(dtypes.from_numpy(kind).name, shape, whole) for kind, shape, whole in self.kinds]
        values = Values(kinds, numbers_of(self.values), list(self.settled))
        rows = numbers_of(self.which), numbers_of(self.numbers)
        tables = list(self.texts), list(self.lists), values, list(self.forms)
        del self.which[places[0] :], self.numbers[places[1] :]
        return Shorthand(list(recorder.cells), list(recorder.sites), *tables, *rows)

    def settle(self) -> None:
        """Copy the values met since the last time: their memory may be written to from now on."""
        self.steady.clear()
        self.settled += [None] * (len(self.groups) - len(self.settled))
        for place, ((_, _, whole), group) in enumerate(zip(self.kinds, self.groups, strict=True)):
            if group:
                known = self.settled[place]
                if whole:
                    parts = group if known is None else [known, *group]
                    self.settled[place] = together(parts)
                else:
                    self.settled[place] = [*(known or ()), *map(statistics, group)]
                group.clear()

    def text(self, text: str) -> int:
        """The number of a text."""
        return self.texts.setdefault(text, len(self.texts))

    def table(self, key: Any, make: Callable[[], Any]) -> int:
        """The number of a list or object that is told from others by its key."""
        found = self.same.get(key)
        if found is None:
            found = self.same[key] = self.new_list(make())
        return found

    def new_list(self, found: Any) -> int:
        """The number of a list or object that is like no other."""
        self.lists.append(found)
        return len(self.lists) - 1

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
        place = number, self.node(edge[0]), edge[1]
        values = self.optional_value(old), self.optional_value(add), self.optional_value(new)
        self.emit(("inbox",), (*place, *values, count, self.expected[edge]))

    # References -----------------------------------------------------------------------------------

    def tensor(self, tensor: Tensor) -> int:
        """The number of a tensor; one that the trace has not met yet is introduced first."""
        known = self.tensors.get(id(tensor))
        if known is None:
            row = self.made(self.met(tensor))
            self.emit(("create",), (self.text("outside"), *row))
            known = self.tensors[id(tensor)]
        return known

    def met(self, tensor: Tensor) -> Made:
        """A tensor as it was when it is met; a lone scalar in a tray is another array each time."""
        found = made(tensor)
        leaf, _ = self.recorder.trays.get(id(tensor), (None, None))
        array, writes = self.trays.get(id(leaf), (None, 0))
        if array is not None and not isinstance(tensor._a, np.ndarray):
            return tensor, array, found[2], found[3], writes
        all_writes = self.writes.get(id(root_of(tensor._a)), ())
        later = all_writes[bisect_right(all_writes, self.position, key=POSITION) :]
        counted = sum(not write.silent for write in later)
        return *found[:4], (found[4] or 0) - counted

    def optional(self, tensor: Tensor | None) -> int:
        return NULL if tensor is None else self.tensor(tensor)

    def node(self, node: Node) -> int:
        """The number of a node; one made before the recording began is introduced first."""
        known = self.nodes.get(id(node))
        if known is None:
            self.introduce(node)
            known = self.nodes[id(node)]
        return known

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
            form, row = node_record(self, each, ())
            self.emit(("node", *form), (*row, self.optional(leaf)))

    def storage(self, tensor: Tensor) -> int:
        """The memory of a tensor: its own array's, since a noted one may be a copy from before."""
        array = tensor._a
        if isinstance(array, np.ndarray):
            owner = root_of(array)
        else:
            owner = tensor
            self.lone.append(tensor)
        self.alive.append(owner)
        number = self.storages.setdefault(id(owner), self.memories + 1)
        self.memories = max(number, self.memories)
        return number

    def rejoin(self) -> None:
        """A lone number that has become memory since the last time keeps the number of its own."""
        lone, self.lone = self.lone, []
        for tensor in lone:
            if isinstance(tensor._a, np.ndarray):
                owner = root_of(tensor._a)
                self.alive.append(owner)
                self.storages.setdefault(id(owner), self.storages[id(tensor)])
            else:
                self.lone.append(tensor)

    def made(self, found: Made) -> Row:
        """The TENSOR record of a tensor as it was when an event made it."""
        tensor, array, requires_grad, node, version = found
        base = tensor._base
        view_of = NULL if base is None else self.tensors.get(id(base), NULL)
        number = self.tensors.setdefault(id(tensor), len(self.tensors) + 1)
        self.alive.append(tensor)
        maker = NULL
        if node is not None:
            maker = self.node(node)
            self.outputs[maker, tensor.output_nr] = number
        return (
            number,
            *self.look(array),
            requires_grad,
            node is None,
            maker,
            tensor.output_nr,
            version or 0,
            self.storage(tensor),
            view_of,
            self.value(array),
            tensor._inference,
        )

    def look(self, array: Any) -> Row:
        """The numbers of an array's shape and dtype."""
        look = array.dtype, array.shape
        found = self.looks.get(look)
        if found is None:
            shape = self.table(array.shape, lambda: list(array.shape))
            found = shape, self.text(dtypes.from_numpy(array.dtype).name)
            self.looks[look] = found
        return found

    def sharing(self, changed: Tensor, array: Any) -> list[Row]:
        """The other named tensors in the memory that an in-place operation has changed.

        `counted`: their version went up with it; a write through `.data` goes unnoticed.
        """
        if not isinstance(array, np.ndarray):
            return []
        root = root_of(array)
        others = {id(one): one for one in self.named.values() if one is not None}
        return [
            (
                self.tensors[key],
                self.value(one._a),
                one._counter is not None and one._counter is changed._counter,
            )
            for key, one in others.items()
            if one is not changed and key in self.tensors and root_of(one._a) is root
        ]

    # Values ---------------------------------------------------------------------------------------

    def value(self, array: Any, *, before: bool = False) -> int:
        """The index of an array's value as it was at this event (`before`: just before it)."""
        found = self.steady.get(id(array))
        if found is not None:
            return found
        if isinstance(array, Tensor):
            return self.value(array._a, before=before)
        if type(array) is not np.ndarray or not self.written(array):
            found = self.known.get(id(array))
            if found is None:
                found = self.new_value(id(array), array, array)
            self.steady[id(array)] = found
            return found
        memory, stamp = self.unchanged(array, self.position - before)
        key = (id(array), stamp) if stamp else id(array)
        found = self.known.get(key)
        return self.new_value(key, array, memory) if found is None else found

    def written(self, array: Any) -> bool:
        """Whether anybody has written into the memory of an array while it was recorded."""
        return bool(self.writes) and id(root_of(array)) in self.writes

    def new_value(self, key: Any, array: Any, memory: Any) -> int:
        """The index of a value that is seen for the first time."""
        self.alive.append(array)
        number = self.known[key] = len(self.values)
        kind = memory.dtype, memory.shape, self.keeps(memory)
        group = self.kinds.get(kind)
        if group is None:
            group = self.kinds[kind] = len(self.groups)
            self.groups.append([])
        self.groups[group].append(memory)
        self.values.append(group)
        return number

    def keeps(self, array: Any) -> bool:
        """Whether the elements of one more array are kept one by one."""
        size = array.size
        if size > VALUE_LIMIT:
            return False
        if size <= FEW or self.kept + array.nbytes <= self.recorder.memory:
            self.kept += array.nbytes
            return True
        self.full = True
        return False

    def optional_value(self, array: Any) -> int:
        return NULL if array is None else self.value(array)

    def earlier(self, array: Any) -> int:
        """The index of an array's value as it was just before this event."""
        return self.value(array, before=True)

    def unchanged(self, array: Any, position: int) -> tuple[Any, int]:
        """The array as event number `position` saw it, and how often it was written before."""
        root = array if array.base is None else root_of(array)
        writes = self.writes.get(id(root), ())
        stamp = bisect_right(writes, position, key=POSITION)
        if stamp < len(writes):
            return seen_in(writes[stamp].before, array, root), stamp
        return array, stamp


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
