"""Saved tensors: what a node keeps for backward in, the checked array or tensor out.

An entry of `Node.saved` is one of
    None                                 not kept (its gradient was not going to be needed)
    (tensor, version)                    an argument, kept itself: the same object comes back
    (array, counter, version, output)    the result, kept without its graph (no reference cycle)
    (number,)                            a Python number that PyTorch wraps into a 0-dim tensor,
                                         or a tuple of tensors (the indices of `x[i, j]`)
    RELEASED                             freed by a backward
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from autograd_core import dtypes, errors
from autograd_core.tensor import differentiable, wrap

if TYPE_CHECKING:
    from autograd_core.node import Node

ARGUMENT, RESULT, NUMBER = 2, 4, 1
"""The lengths of the three kinds of entries."""


class Save(NamedTuple):
    """One thing a node saves: argument number `source` (or output -1-source), under `name`.

    Kept only if argument `guard` requires a gradient; -1: always.
    """

    name: str
    source: int
    guard: int


def plan(args: Sequence[str], uses: Sequence[tuple[tuple[str, ...], int]]) -> tuple[Save, ...]:
    """What the rules need: `uses` gives per rule the names it takes and whose gradient it gives.

    As PyTorch's code generator decides it (`guard_for`): a tensor that only one of several
    rules needs is kept only when that rule will run.
    """
    saves: dict[str, Save] = {}
    for names, _ in uses:
        for name in names:
            users = [owner for taken, owner in uses if name in taken]
            guard = users[0] if len(uses) > 1 and len(users) == 1 else -1
            saves.setdefault(name, Save(name, source_of(name, args), guard))
    return tuple(saves.values())


def source_of(name: str, args: Sequence[str]) -> int:
    """The number of the argument called `name`; `result` is -1, `result1` is -2, …"""
    if name in args:
        return args.index(name)
    assert name.startswith("result"), f"a rule takes {name!r}: no argument or result is called so"
    return -1 - int(name.removeprefix("result") or 0)


def as_array(node: Node, entry: Any) -> Any:
    """The array of a saved entry, checked to be neither freed nor overwritten since."""
    if entry is None:
        return None
    length = len(entry)
    if length == 2:  # ARGUMENT, by far the most frequent
        tensor = entry[0]
        if tensor._detached_at > node.sequence:
            raise RuntimeError(errors.DETACHED_INPLACE)
        counter = tensor._counter
        if counter is not None and counter[0] != entry[1]:
            raise _overwritten(node, entry, counter[0])
        return tensor._a
    if length == RESULT:
        array, counter, version, _ = entry
        if counter[0] != version:
            raise _overwritten(node, entry, counter[0])
        return array
    if length == NUMBER:
        return entry[0]
    raise RuntimeError(errors.BACKWARD_TWICE)


def as_tensor(node: Node, entry: Any) -> Any:
    """The tensor of a saved entry: an argument itself, or the result with its grad_fn."""
    array = as_array(node, entry)
    if array is None or isinstance(array, tuple):
        return array
    if len(entry) == ARGUMENT:
        return entry[0]
    tensor = wrap(array)
    if len(entry) == RESULT:
        tensor._counter = entry[1]
        if not differentiable(array):  # the indices of max(dim)
            return tensor
        tensor._grad_fn = node
        tensor._requires_grad = True
        tensor.output_nr = entry[3]
    return tensor


def _overwritten(node: Node, entry: Any, version: int) -> RuntimeError:
    if len(entry) == ARGUMENT:
        tensor, expected = entry
        array, producer, output = tensor._a, tensor.grad_fn, tensor.output_nr
    else:
        array, _, expected, output = entry
        producer = node
    origin = f"output {output} of {errors.short(producer.name())}" if producer is not None else None
    return errors.modified_inplace(
        dtypes.from_numpy(array.dtype).tensor_type.removeprefix("torch."),
        array.shape,
        origin,
        version,
        expected,
    )
