"""The quick way of the most frequent operations: 0-dim floats in, what `dispatch.apply` gives out.

A program of scalars spends its time not on arithmetic but on finding out, for every call, what the
modes say, how dtypes and shapes combine and what is saved. For tensors that hold a number each, of
one float dtype, in the usual modes, all of that is known before; whatever else comes is `apply`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograd_core.dispatch import Op, entry_of
from autograd_core.node import SEQUENCE, gradient_edge
from autograd_core.state import STATE
from autograd_core.tensor import FLOATS, Tensor

new = object.__new__


Two = Callable[[Tensor, Any], Any]


def of_two(op: Op, otherwise: Two) -> Two:
    """`op(self, other)` with its usual numbers; what is not two such tensors goes `otherwise`."""
    forward, numbers = op.forward, op.usual
    saves: Any = op.saves
    node_class: Any = op.node_class
    assert numbers is not None
    assert op.linked is None
    assert not op.saves_result

    def run(self: Tensor, other: Any) -> Any:
        first = self._a
        if isinstance(other, Tensor):
            second, wanted = other._a, other._requires_grad
            alike = type(second) is type(first)
        else:
            second, wanted = other, False
            alike = type(other) is float
        if not alike or type(first) not in FLOATS or not STATE.usual:
            return otherwise(self, other)
        output = new(Tensor)
        output._a = result = forward(first, second)
        node = None
        entries: Any = ()
        if wanted or self._requires_grad:
            above = self._grad_fn
            left = gradient_edge(self) if above is None else (above, self.output_nr)
            if wanted:
                above = other._grad_fn
                right = gradient_edge(other) if above is None else (above, other.output_nr)
            else:
                right = None
            edges = left, right
            args = self, other
            entries = []
            for _, source, guard in saves:
                if guard >= 0 and edges[guard] is None:
                    entries.append(None)
                    continue
                value = args[source]
                untouched = type(value) is Tensor and value._counter is None
                entries.append((value, 0) if untouched else entry_of(value))
            node = new(node_class)
            node.edges = edges
            node.saved = entries
            node.sequence = next(SEQUENCE)
            node.values = numbers
            output._grad_fn = node
            output._requires_grad = True
        recorder = STATE.recorder
        if recorder is not None:
            recorder.tell(("quick", recorder.at, op, output, result, node, entries, self, other))
        return output

    return run
