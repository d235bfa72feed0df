"""Saved tensors: what a node keeps for backward in, the checked array or tensor out.

An entry of `Node.saved` is one of
    None                                 not kept (its gradient was not going to be needed)
    (tensor, version)                    an argument, kept itself: the same object comes back
    (array, counter, version, output)    the result, kept without its graph (no reference cycle)
    (number,)                            a Python number that PyTorch wraps into a 0-dim tensor,
                                         or a tuple of tensors (the indices of `x[i, j]`)
    Packed                               what a hook of the person made of the tensor
    RELEASED                             freed by a backward
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from autograd_core import dtypes, errors
from autograd_core.node import AccumulateGrad, Node, gradient_edge
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, differentiable, shared_counter, wrap

ARGUMENT, RESULT, NUMBER, PACKED = 2, 4, 1, 3
"""The lengths of the kinds of entries."""

Pair = tuple[Callable[..., Any], Callable[..., Any]]
"""The functions (pack, unpack) of `saved_tensors_hooks`."""


class Origin(NamedTuple):
    """Where a packed tensor belongs in the graph; `node` is None for a node's own result."""

    requires_grad: bool
    node: Node | None
    output_nr: int


class Packed(NamedTuple):
    """A saved tensor in the form that a hook gave it, and the function that brings it back."""

    content: Any
    unpack: Callable[..., Any]
    origin: Origin


class Save(NamedTuple):
    """One thing a node saves: argument number `source` (or output -1-source), under `name`.

    Kept only if argument `guard` requires a gradient; -1: always.
    """

    name: str
    source: int
    guard: int


Uses = Sequence[tuple[tuple[str, ...], int]]


def plan(args: Sequence[str], results: Sequence[str], uses: Uses) -> tuple[Save, ...]:
    """What the rules need: `uses` gives per rule the names it takes and whose gradient it gives.

    As PyTorch's code generator decides it (`guard_for`): a tensor that only one of several
    rules needs is kept only when that rule will run.
    """
    saves: dict[str, Save] = {}
    for names, _ in uses:
        for name in names:
            users = [owner for taken, owner in uses if name in taken]
            guard = users[0] if len(uses) > 1 and len(users) == 1 else -1
            saves.setdefault(name, Save(name, source_of(name, args, results), guard))
    return tuple(saves.values())


def source_of(name: str, args: Sequence[str], results: Sequence[str]) -> int:
    """The number of the argument called `name`; `result` is -1, `result1` is -2, …"""
    if name in args:
        return args.index(name)
    if name in results:
        return -1 - results.index(name)
    assert name.startswith("result"), f"a rule takes {name!r}: no argument or result is called so"
    return -1 - int(name.removeprefix("result") or 0)


def kept(keeps: Sequence[tuple[int, int]], args: Sequence[Any], edges: Sequence[Any]) -> list[Any]:
    """What `Node.saved` holds for each (source, guard) to be saved (see saved.py)."""
    entries: list[Any] = []
    for source, guard in keeps:
        if source < 0 or (guard >= 0 and edges[guard] is None):
            entries.append(None)
            continue
        value = args[source]
        if type(value) is Tensor and value._counter is None:  # nothing to look at more closely
            entries.append((value, 0))
        else:
            entries.append(entry_of(value))
    return entries


def entry_of(value: Any) -> Any:
    """The entry of an argument that a node saves."""
    if isinstance(value, Tensor):
        if value._inference:
            raise RuntimeError(errors.INFERENCE_SAVED)
        counter = value._counter
        return value, 0 if counter is None else counter[0]
    if type(value) is tuple and any(isinstance(v, Tensor) and v._inference for v in value):
        raise RuntimeError(errors.INFERENCE_SAVED)
    return None if value is None else (value,)


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
    if length == PACKED:
        return unpacked(entry)._a
    raise RuntimeError(errors.BACKWARD_TWICE)


def beside(grad: Any) -> Callable[[Node, Any], Any]:
    """Unpack saved arrays for a rule: next to a gradient whole numbers, and with dimensions a
    0-dim float, count in that gradient's precision, as in PyTorch's promotion, not in numpy's.
    """

    def unpack(node: Node, entry: Any) -> Any:
        array = as_array(node, entry)
        kind = getattr(array, "dtype", grad.dtype)
        if kind != grad.dtype and grad.dtype.kind == "f":
            if kind.kind == "f" and not array.ndim and grad.ndim:
                return grad.dtype.type(array)
            if kind.kind in "iu":
                return array.astype(grad.dtype)
        return array

    return unpack


def as_tensor(node: Node, entry: Any) -> Any:
    """The tensor of a saved entry: an argument itself, the result with its grad_fn, or a number."""
    if entry is not None and len(entry) == PACKED:
        tensor = wrap(unpacked(entry)._a)
        link(tensor, node, entry.origin)
        return tensor
    array = as_array(node, entry)
    if array is None or len(entry) == NUMBER:
        return array
    if len(entry) == ARGUMENT:
        return entry[0]
    tensor = wrap(array)
    tensor._counter = entry[1]
    output = entry[3]
    seen = not node.seen or output < node.seen  # no gradient flows to the others
    link(tensor, node, Origin(seen and differentiable(array), None, output))
    return tensor


def link(tensor: Tensor, node: Node, origin: Origin) -> None:
    """Put a tensor that was brought back into its old place in the graph."""
    if not origin.requires_grad:
        return
    producer = origin.node or node
    tensor._requires_grad = True
    tensor.output_nr = origin.output_nr
    if isinstance(producer, AccumulateGrad):
        tensor._accumulator = weakref.ref(producer)
        tensor._keep_accumulator = producer
    else:
        tensor._grad_fn = producer


def pack(tensor: Tensor, node: Node, hooks: Pair) -> Packed:
    """Let the first hook turn a tensor that `node` saves into what is kept."""
    edge = gradient_edge(tensor)
    producer = edge[0] if edge is not None and edge[0] is not node else None
    origin = Origin(edge is not None, producer, tensor.output_nr)
    version = shared_counter(tensor)[0]
    grad_enabled, STATE.grad_enabled = STATE.grad_enabled, False
    try:
        content = hooks[0](tensor)
    finally:
        STATE.grad_enabled = grad_enabled
    if shared_counter(tensor)[0] != version:
        raise RuntimeError(errors.PACK_HOOK_WRITES)
    return Packed(content, hooks[1], origin)


def unpacked(packed: Packed) -> Tensor:
    """What the second hook makes of the packed content."""
    found = packed.unpack(packed.content)
    if not isinstance(found, Tensor):
        raise TypeError(
            "Output of saved tensor unpack_hook expected to be a Tensor but got result of type "
            f"{type(found).__name__}"
        )
    return found


def pack_arguments(node: Node) -> None:
    """Pack the arguments that a new node saves with the innermost pair of hooks, if there is one.

    Numbers are not packed, as in PyTorch; results are, when they are entered.
    """
    if STATE.packing:
        node.saved = [
            pack(each[0], node, STATE.packing[-1]) if each and len(each) == ARGUMENT else each
            for each in node.saved
        ]


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
