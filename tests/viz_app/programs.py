"""Notebook cells in; the trace that the language and the core really record of them out.

Run in this process: the sandbox has tests of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import autograd_core
from autograd_core.trace import Trace
from viz_app.language import parse, run

LEAVES = """\
import torch
a = torch.full((2,2),1,dtype=torch.float32,requires_grad=True)
b = torch.full((2,2),2,dtype=torch.float32,requires_grad=True)
w = torch.full((2,2),2,dtype=torch.float32,requires_grad=True)"""
SECOND = """\
y = w * a
t = y + b
z = t.sum()

z.backward()

print(a.is_leaf, b.is_leaf, w.is_leaf, y.is_leaf, t.is_leaf)
a.grad, b.grad, w.grad, y.grad, t.grad"""
REGION = """\
with torch.no_grad():
    m = a * 10
print(a.grad, y.grad)"""


def trace_of(*cells: str, order: Sequence[int] | None = None) -> Trace:
    """The trace of cells executed in an order (default: each once)."""
    numbers = list(order) if order is not None else list(range(len(cells)))
    autograd_core.errors._said_once.clear()  # as in the fresh process of a real run
    program = parse([cells[number] for number in numbers])
    with autograd_core.record() as recorder:
        recorder.on_warning = lambda category, text: None
        run(program, recorder, numbers=numbers)
    return recorder.trace()
