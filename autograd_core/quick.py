"""The quick way of the most frequent operations: float tensors in, what `dispatch.apply` gives out.

A program of small tensors spends its time not on arithmetic but on finding out, for every call,
what the modes say, how dtypes combine and what is saved. For tensors of one float dtype in the
usual modes all of that is known before; whatever else comes is `apply`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core.dispatch import Op, apply, entry_of, keep_results, targets
from autograd_core.node import SEQUENCE, Edge, gradient_edge
from autograd_core.state import STATE
from autograd_core.tensor import FLOATS, Tensor

new = object.__new__
One = Callable[[Tensor], Any]
Two = Callable[[Tensor, Any], Any]
NARROW = "fd"
"""The letters of the dtypes in FLOATS."""


def of_one(op: Op) -> One:
    """`op(self)`; quick is one that gives as many numbers, of the same dtype if that is a float."""
    if not (op.floating and op.node):
        return lambda self: apply(op, (self,), {})

    def run(self: Tensor) -> Any:
        array = self._a
        if not STATE.usual or not (type(array) in FLOATS or array.dtype.char in NARROW):
            return apply(op, (self,), {})
        output = new(Tensor)
        output._a = result = op.forward(array)
        node = None
        if self._requires_grad:
            node = made(op, (self,), (gradient_edge(self),), output)
        recorder = STATE.recorder
        if recorder is not None:
            kept = () if node is None else node.saved
            recorder.tell(("quick", recorder.at, op, output, result, node, kept, self))
        return output

    return run


def of_two(op: Op, otherwise: Two) -> Two:
    """`op(self, other)` with its usual numbers; what is not two such tensors goes `otherwise`."""
    forward: Callable[..., Any] = op.forward

    def run(self: Tensor, other: Any) -> Any:
        first = self._a
        kind = type(first)
        if isinstance(other, Tensor):
            second, wanted = other._a, other._requires_grad
            known = type(second) is kind
        else:
            second, wanted = other, False
            known = type(other) is float or type(other) is int
        if not known or not STATE.usual:
            return otherwise(self, other)
        if kind not in FLOATS and not alike(first, second):
            return otherwise(self, other)
        output = new(Tensor)
        output._a = result = forward(first, second)
        node = None
        if wanted or self._requires_grad:
            edges = gradient_edge(self), gradient_edge(other) if wanted else None
            node = made(op, (self, other), edges, output)
            if kind is np.ndarray:
                node.targets = targets((self, other), result)
        recorder = STATE.recorder
        if recorder is not None:
            kept = () if node is None else node.saved
            recorder.tell(("quick", recorder.at, op, output, result, node, kept, self, other))
        return output

    return run


def alike(first: Any, second: Any) -> bool:
    """Whether two arrays, or an array and a number, are of one float dtype and broadcast."""
    if first.dtype.char not in NARROW:
        return False
    if type(second) is not np.ndarray:
        return True
    return second.dtype is first.dtype and (
        second.shape == first.shape or second.shape == first.shape[1:]
    )


def made(op: Op, args: Any, edges: tuple[Edge | None, ...], output: Tensor) -> Any:
    """The node of an operation, with `output` below it (as `record_node` and `hang_below` do)."""
    entries: list[Any] = []
    for _, source, guard in op.saves:
        if source < 0 or (guard >= 0 and edges[guard] is None):
            entries.append(None)
            continue
        value = args[source]
        if type(value) is Tensor and value._counter is None:  # nothing to look at more closely
            entries.append((value, 0))
        else:
            entries.append(entry_of(value))
    node: Any = new(op.node_class)  # type: ignore[arg-type]
    node.edges = edges
    node.saved = entries
    node.sequence = next(SEQUENCE)
    if op.values:
        node.values = op.usual
    output._grad_fn = node
    output._requires_grad = True
    if op.saves_result:
        keep_results(node, (output,))
    return node
