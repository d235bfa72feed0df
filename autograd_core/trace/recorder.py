"""The recorder: told of each thing the engine does while it runs, it hands over a Trace at the end.

While a program runs only references are noted, so that recording costs little; the plain data are
made once, in `encode.py`. A value is not copied unless somebody is about to overwrite it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from autograd_core.node import SEQUENCE
from autograd_core.state import STATE

if TYPE_CHECKING:
    from autograd_core.dispatch import Op
    from autograd_core.node import Node
    from autograd_core.tensor import Tensor
    from autograd_core.trace.encode import Encoder
    from autograd_core.trace.shorthand import Shorthand
    from autograd_core.trace.trace import Trace


MEMORY = 64 * 2**20
"""How many bytes of values a trace keeps unless it is told otherwise."""


class Site(NamedTuple):
    """Where in the program something happens; columns count characters."""

    cell: int
    line: int
    col: int
    end_line: int
    end_col: int
    path: tuple[tuple[str, int], ...] = ()
    loop: tuple[int, ...] = ()


MOST_LEFT = 256
"""So many entries of a list that came out of a tensor are known again."""
Made = tuple["Tensor", Any, bool, "Node | None", "int | None"]
"""A tensor as it was when an event made it: its array, requires_grad, node, version (None: 0)."""


class Write(NamedTuple):
    """The memory behind `root` as it was before the event number `position`.

    silent  no version counts this write
    """

    position: int
    before: np.ndarray[Any, Any]
    silent: bool


class Recorder:
    """Notes what happens as tuples `(kind, site, …)`.

    `at` is the number of the site that runs now, None outside a program text. `on_warning`, if
    set, is told of each warning instead of Python's `warnings`. `memory` limits the bytes of values
    in the trace: beyond it only shapes and statistics are kept, and an event says so.
    """

    def __init__(self, memory: int = MEMORY) -> None:
        self.memory = memory
        self.events: list[Sequence[Any]] = []
        self.encoder: Encoder | None = None
        self.tell = self.events.append
        self.cells: list[str] = []
        self.sites: dict[Site, int] = {}
        self.at: int | None = None
        self.on_warning: Callable[[str, str], None] | None = None
        self.names: dict[tuple[str, str], Tensor] = {}
        self.writes: dict[int, list[Write]] = {}
        self.roots: dict[int, Any] = {}
        self.cleared: set[int] = set()
        self.born: dict[int, int] = {}
        self.trays: dict[int, tuple[Tensor, Tensor]] = {}
        self.left: dict[int, tuple[Any, Tensor, str]] = {}
        self.passes = 0
        self.first_sequence = next(SEQUENCE) + 1
        self._cell = -1
        self._runs = 0

    def shorthand(self) -> Shorthand:
        """Everything noted so far as rows of numbers; asked again, it goes on from there."""
        from autograd_core.trace.notes import encoded

        return encoded(self)

    def trace(self) -> Trace:
        """Everything noted so far as plain data."""
        return self.shorthand().trace()

    def to_json(self) -> str:
        """The trace so far as JSON text (see `Trace.to_json`)."""
        return self.trace().to_json()

    def note(self, kind: str, *parts: Any) -> None:
        """Append one event."""
        self.events.append((kind, self.at, *parts))

    def cut(self, kept: int) -> list[Sequence[Any]]:
        """Forget all notes but so many; those that were forgotten."""
        forgotten = self.events[kept:]
        del self.events[kept:]
        self.encoder = None
        return forgotten

    # What the interpreter of a program tells ------------------------------------------------------

    def start_cell(self, text: str, number: int = 0) -> int:
        """A cell begins to run: its text, and which cell of the notebook it is; its index."""
        if text not in self.cells:
            self.cells.append(text)
        self._cell = self.cells.index(text)
        self.at = None
        self.note("cell", self._cell, self._runs, number)
        self._runs += 1
        return self._cell

    def site(
        self,
        line: int,
        col: int,
        end_line: int,
        end_col: int,
        path: tuple[tuple[str, int], ...] = (),
        loop: tuple[int, ...] = (),
        cell: int | None = None,
    ) -> int:
        """The number of a place in the running cell (or in `cell`, where a function was written).

        The same place has the same number.
        """
        site = Site(self._cell if cell is None else cell, line, col, end_line, end_col, path, loop)
        return self.sites.setdefault(site, len(self.sites))

    def name(self, name: str, tensor: Tensor | None, scope: str = "") -> None:
        """A name means `tensor` from now on; None: it no longer means a tensor."""
        old = self.names.pop((scope, name), None)
        if tensor is not None:
            self.names[scope, name] = tensor
        elif old is None:
            return
        self.note("name", name, tensor, old, scope)

    def output(self, stream: str, text: str) -> None:
        """The program printed (`stdout`) or a cell showed its last expression (`display`)."""
        self.note("output", stream, text)

    def warning(self, category: str, text: str) -> None:
        """A warning was given."""
        self.note("warning", category, text)

    def error(
        self, type_name: str, text: str, stage: str = "run", values: dict[str, Any] | None = None
    ) -> None:
        """The program stopped: an uncaught error, a refusal or a limit.

        A refusal and a limit also say it in a form that can be put into other words: `type_name`
        is the key of their sentence, `values` what is filled in.
        """
        self.note("error", type_name, text, stage, values or {})

    def traceback(self) -> list[str]:
        """The calls that lead to the place of now, outermost first, as Python's tracebacks."""
        if self.at is None:
            return []
        cell, line, _, _, _, path, _ = list(self.sites)[self.at]
        functions = ["<module>", *(name for name, _ in path)]
        places = [(self._cell, call) for _, call in path] + [(cell, line)]
        return [self._frame(*where, name) for where, name in zip(places, functions, strict=True)]

    def _frame(self, cell: int, line: int, function: str) -> str:
        text = self.cells[cell].splitlines()[line - 1 : line]
        code = "".join(f"    {each.strip()}\n" for each in text)
        return f'  File "cell {cell + 1}", line {line}, in {function}\n{code}'

    # What the engine tells ------------------------------------------------------------------------

    def mode(self, *, enter: bool, name: str) -> None:
        """A grad-mode region begins or ends; the modes are those after it."""
        self.note("mode", enter, name, STATE.grad_enabled, STATE.inference)

    def created(self, function: str, tensor: Tensor) -> None:
        """A tensor came into being from nothing that was recorded."""
        self.born[id(tensor)] = self.passes
        self.note("create", function, made(tensor))

    def operation(
        self,
        op: Op,
        args: Sequence[Any],
        values: dict[str, Any],
        outputs: Sequence[Tensor],
        node: Node | None,
        reason: str,
        inplace: Tensor | None = None,
    ) -> None:
        """An operation ran, recorded by `node` or not recorded for `reason`."""
        if inplace is not None and id(inplace) in self.trays:
            leaf, tray = self.trays[id(inplace)]
            if leaf._grad is tray:
                how = "zero" if op.public == "zero" else "write"
                self.note("grad", leaf, tray._a, tray._a, how)
        outcome = [made(output) for output in outputs]
        kept = node.saved if node is not None else ()
        self.events.append(("op", self.at, op, args, values, outcome, node, kept, reason, inplace))

    def looked_again(self, view: Tensor, node: Node) -> None:
        """A view whose base was overwritten made a node for itself, as `base.as_strided` does."""
        numbers = {name: (node.values or {})[name] for name in ("size", "stride", "storage_offset")}
        self.note("op", node.op, (view._base,), numbers, (made(view),), node, (), "", view)

    def flag(self, tensor: Tensor) -> None:
        """`requires_grad` was switched."""
        self.note("flag", tensor, tensor._requires_grad)

    def look(self, tensor: Tensor, grad: Tensor | None) -> None:
        """Somebody read `.grad`."""
        reason = None if grad is not None else why_none(tensor, self)
        self.note("look", tensor, None if grad is None else grad._a, reason)

    def grad_set(self, tensor: Tensor, old: Tensor | None, new: Tensor | None) -> None:
        """The program replaced `.grad`."""
        if new is None:
            self.cleared.add(id(tensor))
        else:
            self.tray(tensor, new)
        how = "none" if new is None else "assign"
        arrays = [None if grad is None else grad._a for grad in (old, new)]
        self.note("grad", tensor, *arrays, how)

    def step(self, optimizer: str, tensors: Sequence[Tensor], holds: Sequence[Tensor]) -> None:
        """An optimizer of this class is about to update `tensors` of the parameters it holds."""
        self.note("step", optimizer, tuple(tensors), tuple(holds))

    def tray(self, tensor: Tensor, grad: Tensor) -> None:
        """`grad` is from now on `tensor.grad`: writing into it is a change of `.grad`."""
        self.trays[id(grad)] = (tensor, grad)

    def accumulated(self, leaf: Tensor, grad: Tensor) -> None:
        """A leaf's gradient has grown: it is not cleared any more."""
        if self.cleared:
            self.cleared.discard(id(leaf))
        if id(grad) not in self.trays:
            self.tray(leaf, grad)

    def gave(self, value: Any, tensor: Tensor, how: str) -> None:
        """Python got numbers out of a tensor with a history: they have none.

        They are known again by being the same objects; Python has each small integer only once.
        """
        if not (tensor._requires_grad or tensor._cut == "detached"):
            return
        if isinstance(value, list):
            for each in value[:MOST_LEFT]:
                self.gave(each, tensor, how)
        elif not isinstance(value, int) or not -6 < value < 257:
            own = root_of(value)
            self.left[id(own)] = own, tensor, how

    def lost(self, data: Any, into: Tensor) -> None:
        """A tensor was made of numbers that may have come out of another one."""
        numbers = data if isinstance(data, list | tuple) else [data]
        found = [self.origin(each) for each in numbers[:MOST_LEFT]]
        for tensor, how in dict.fromkeys(each for each in found if each is not None):
            self.note("lost", tensor, into, how)

    def origin(self, value: Any) -> tuple[Tensor, str] | None:
        """The tensor out of which a value came, and how."""
        own = root_of(value)
        found = self.left.get(id(own))
        return found[1:] if found is not None and found[0] is own else None

    def before_write(self, array: Any) -> None:
        """`array`'s memory is about to change: keep what earlier events refer to."""
        self._keep(array, silent=False)

    def before_silent_write(self, array: Any) -> None:
        """The same for a change that no version counts."""
        self._keep(array, silent=True)

    def _keep(self, array: Any, *, silent: bool) -> None:
        root = root_of(array)
        if isinstance(root, np.ndarray):
            self.roots[id(root)] = root
            writes = self.writes.setdefault(id(root), [])
            writes.append(Write(len(self.events), root.copy(), silent))


def made(tensor: Tensor) -> Made:
    """The tensor as it is now."""
    counter = tensor._counter
    version = None if counter is None else counter[0]
    return tensor, tensor._a, tensor._requires_grad, tensor._grad_fn, version


def root_of(array: Any) -> Any:
    """The array that owns the memory behind a view."""
    while isinstance(array, np.ndarray) and isinstance(array.base, np.ndarray):
        array = array.base
    return array


def why_none(tensor: Tensor, recorder: Recorder | None) -> str:
    """The reason for which `tensor.grad` is None; without a recorder as far as one can tell."""
    if not tensor._requires_grad:
        return tensor._cut or "requires_grad_false"
    if tensor._grad_fn is not None and not tensor._retains_grad:
        return "not_a_leaf"
    if tensor._cleared if recorder is None else id(tensor) in recorder.cleared:
        return "cleared"
    passes = STATE.passes
    if recorder is not None:
        passes = recorder.passes - recorder.born.get(id(tensor), 0)
    return "never_reached" if passes else "no_backward_yet"


@contextmanager
def record(memory: int = MEMORY) -> Iterator[Recorder]:
    """Record everything that this thread does: `with record() as trace: …; trace.to_json()`.

    memory  bytes of values that the trace keeps; beyond it, shapes and statistics
    """
    outer = STATE.recorder
    recorder = STATE.recorder = Recorder(memory)
    try:
        with long_lived():
            yield recorder
    finally:
        STATE.recorder = outer


@contextmanager
def long_lived() -> Iterator[None]:
    """Within it, Python's cyclic collector looks at no object twice.

    The notes keep all that is recorded alive. Looked through again with every quarter by which it
    grows, a long recording would cost more per operation than a short one. At the end everything
    is given back to the collector; where the collector is off or the program itself has frozen
    objects, nothing is done. (To ask how many are frozen takes a walk through all of them.)
    """

    def keep(phase: str, _: dict[str, int]) -> None:
        if phase == "stop":
            gc.freeze()

    if not gc.isenabled() or gc.get_freeze_count():
        yield
        return
    gc.callbacks.append(keep)
    try:
        yield
    finally:
        gc.callbacks.remove(keep)
        gc.unfreeze()
