"""In-place operations: a tensor to overwrite in, the same tensor with a higher version out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes, errors, views
from autograd_core.dispatch import Op, apply, computed, keep_results, record_node, why_not_recorded
from autograd_core.node import Node
from autograd_core.promotion import operand
from autograd_core.state import STATE
from autograd_core.strides import address, overlaps_itself, owner
from autograd_core.tensor import Tensor, memory, shared_counter


def apply_inplace(op: Op, args: Sequence[Any], values: dict[str, Any]) -> Tensor:
    """Run `op` and write its result into its first argument, as `x.add_(y)` does.

    Raises PyTorch's errors before anything is changed: on leaves that require a gradient, on
    views that may not be written, on results that do not fit in shape or dtype, on inference
    tensors outside their mode, and where several elements lie in one place.
    """
    target: Tensor = args[0]
    wanted = any(isinstance(arg, Tensor) and arg._requires_grad for arg in args)
    check_writable(target, wanted)
    if op.name != "copy_" or args[1] is not target:
        check_overlap(op, target, args[1:])
    result = computed(op, [arg._a if isinstance(arg, Tensor) else arg for arg in args], values)
    check_fits(target, np.asarray(result))
    reason = why_not_recorded(op, target._a) if wanted else "no_input_requires_grad"
    node = None
    if not reason:
        node = record_node(op, args, values, target._a)
        keep_original(node, target)
        keep_dtypes(op, node, args)
    if STATE.forward is not None:
        STATE.forward.overwrite(op, args, values, result)
    write(target, result)
    finish(op, args, values, target, node, reason)
    return target


ANYWHERE = ("zero_", "fill_.Scalar")
"""Operations that PyTorch lets write where several elements lie in one place."""
DEPRECATED = {
    "index_put": "tensor[indices] = tensor",
    "masked_fill": "tensor[mask] = scalar",
    "index_fill": "tensor[mask] = scalar",
}
"""Operations that it lets do so with a warning: what the warning calls the other spelling."""
APART = frozenset(
    {
        *("scatter", "scatter_add", "scatter_reduce", "index_add", "index_copy", "index_fill"),
        *("index_put", "index_reduce", "put"),
    }
)
"""Operations whose other arguments may not lie in the written-to memory at all."""
FILLING = ("index_fill", "masked_fill")
"""Operations that read a single number from their last argument before they write."""


def finish(
    op: Op,
    args: Sequence[Any],
    values: dict[str, Any],
    target: Tensor,
    node: Node | None,
    reason: str,
) -> None:
    """Give the overwritten tensor (and its base) the new history, and tell the recorder."""
    shown = None
    outputs = (target,)
    if node is not None:
        keep_results(node, (target,))
        shown = views.rebase(target, node)
        if target._base is not None:
            outputs = (target._base,)
    if STATE.recorder is not None:
        STATE.recorder.operation(op, args, values, outputs, shown, reason, inplace=target)
    if node is not None and target._base is not None:
        views.current_node(target)


def apply_reshaping(op: Op, target: Tensor, values: dict[str, Any]) -> Tensor:
    """Run a view operation on the tensor itself, as `x.unsqueeze_(0)` does; no data change."""
    check_writable(target, target._requires_grad)
    memory(target)
    result = computed(op, [target._a], values)
    wanted = target._requires_grad
    reason = why_not_recorded(op, result) if wanted else "no_input_requires_grad"
    node = None if reason else record_node(op, (target,), values, result)
    if STATE.forward is not None:
        STATE.forward.overwrite(op, (target,), values, result)
    target._a = result
    count_version(target)
    if node is not None:
        old = target._grad_fn
        views.become_child(target, node)
        views.move_retained(target, old, node)
        target._seen = shared_counter(target)[0]
    if STATE.recorder is not None:
        STATE.recorder.operation(op, (target,), values, (target,), node, reason, inplace=target)
    return target


def check_writable(target: Tensor, recorded: bool) -> None:
    """Refuse what PyTorch refuses to overwrite."""
    if recorded and STATE.grad_enabled:
        base = target._base
        if base is not None:
            if target._created:
                raise RuntimeError(views.refusal(target, indirect=False))
            if target._requires_grad and base._grad_fn is None:
                raise RuntimeError(errors.LEAF_VIEW_INPLACE)
        # PyTorch looks at the node as it was noted last, without renewing that of a view.
        if target._requires_grad and target._grad_fn is None:
            raise RuntimeError(errors.LEAF_INPLACE)


def check_leaf(target: Tensor, other: Any = None) -> None:
    """`check_writable` for `target <op> other`, which PyTorch does before it looks at the rest."""
    wanted = target._requires_grad or (isinstance(other, Tensor) and other._requires_grad)
    check_writable(target, wanted)


def check_fits(target: Tensor, result: np.ndarray[Any, Any]) -> None:
    """Refuse a result whose shape or kind of number the target cannot hold."""
    shape = target._a.shape
    source, own = dtypes.from_numpy(result.dtype), target.dtype
    if result.shape != shape:
        raise RuntimeError(
            f"output with shape {errors.size_text(shape)} doesn't match the broadcast shape "
            f"{errors.size_text(result.shape)}"
        )
    if not dtypes.can_cast(source, own):
        raise RuntimeError(
            f"result type {source.scalar_name} can't be cast to the desired output type "
            f"{own.scalar_name}"
        )


def check_result(target: Tensor, other: Any) -> None:
    """`check_fits` for `target <op> other` of common dtype, before anything is computed."""
    check_leaf(target, other)
    weights = [operand(each._a if isinstance(each, Tensor) else each) for each in (target, other)]
    shape = other._a.shape if isinstance(other, Tensor) else ()
    error = errors.broadcast_mismatch(target._a.shape, shape)
    if error is not None:
        raise error
    shape = np.broadcast_shapes(target._a.shape, shape)
    check_fits(target, np.broadcast_to(np.empty((), dtypes.result_type(*weights).numpy), shape))


def check_overlap(op: Op, target: Tensor, others: Sequence[Any]) -> None:
    """Refuse to write where elements of the target, or of an argument, lie in one place."""
    array = target._a
    if op.name in ANYWHERE or not isinstance(array, np.ndarray):
        return
    if overlaps_itself(array):
        if op.public in DEPRECATED:
            errors.warn_once(
                f"Use of {op.public}_ on expanded tensors is deprecated. Please clone() the tensor "
                "before performing this operation. This also applies to advanced indexing e.g. "
                f"{DEPRECATED[op.public]}"
            )
            return
        raise RuntimeError(
            "unsupported operation: more than one element of the written-to tensor refers to a "
            "single memory location. Please clone() the tensor before performing the operation."
        )
    touch = anywhere_same if op.public in APART else partly_same
    for other in others[:1] if fills(op, others) else others:
        shared = isinstance(other, Tensor) and other._counter is target._counter
        if shared and touch(array, other._a):
            raise RuntimeError(
                "unsupported operation: some elements of the input tensor and the written-to "
                "tensor refer to a single memory location. Please clone() the tensor before "
                "performing the operation."
            )


def fills(op: Op, others: Sequence[Any]) -> bool:
    """Whether a single number is read from the last argument before anything is written."""
    if op.public in FILLING:
        return True
    if op.public != "index_put" or others[1]._a.size != 1:
        return False
    masks = [each for each in others[0] if each is not None]
    return len(masks) == 1 and masks[0]._a.dtype == np.bool_


def anywhere_same(array: np.ndarray[Any, Any], other: Any) -> bool:
    """Whether two closely packed arrays share memory, be they the same or not."""
    if not isinstance(other, np.ndarray) or not array.size:
        return False
    same = owner(array) is owner(other) and address(array) == address(other)
    return (same and array.flags.forc and other.flags.forc) or partly_same(array, other)


def partly_same(array: np.ndarray[Any, Any], other: Any) -> bool:
    """Whether two closely packed arrays share a part of their memory, but are not the same."""
    if not isinstance(other, np.ndarray) or owner(array) is not owner(other):
        return False
    if not (array.flags.forc and other.flags.forc):
        return False
    start, begin = address(array), address(other)
    if start == begin and array.nbytes == other.nbytes:
        return steps(array) != steps(other)
    return start < begin + other.nbytes and begin < start + array.nbytes


def steps(array: np.ndarray[Any, Any]) -> list[int]:
    """The strides as PyTorch has them where numpy gives an expanded dimension of size 1 none."""
    found: list[int] = []
    following = array.itemsize
    for size, step in zip(reversed(array.shape), reversed(array.strides), strict=True):
        own = following if size == 1 and not step else step
        found.insert(0, own)
        following = size * own
    return found


def write(target: Tensor, values: Any) -> None:
    """Overwrite the tensor's memory and raise the version that all its views share."""
    array = memory(target)
    if STATE.recorder is not None:
        STATE.recorder.before_write(array)
    if overlaps_itself(array):  # only what changed, so that it is not written over again
        changed = np.asarray(values != array)
        array[changed] = np.broadcast_to(values, array.shape)[changed]
    else:
        array[...] = values
    count_version(target)


def count_version(target: Tensor) -> None:
    """Raise the version of an overwritten tensor.

    Only here does PyTorch notice an inference tensor outside its mode: it is overwritten by then.
    """
    if target._inference and not STATE.inference and target._created != views.DETACHED:
        raise RuntimeError(errors.INFERENCE_INPLACE)
    shared_counter(target)[0] += 1


def keep_original(node: Node, target: Tensor) -> None:
    """Where a rule needs what the target was before, the node keeps a copy of that."""
    for slot, save in enumerate(node.op.saves):
        if save.source == 0 and node.saved[slot]:
            node.saved[slot] = (copied(target), 0)


def keep_dtypes(op: Op, node: Node, args: Sequence[Any]) -> None:
    """Where arguments differ in dtype, every gradient must come back to its argument's."""
    kinds = {arg._a.dtype for arg in args if isinstance(arg, Tensor)}
    if op.pointwise and len(kinds) > 1:
        node.targets = [
            (arg._a.shape, arg._a.dtype) if isinstance(arg, Tensor) else None for arg in args
        ]


def copied(target: Tensor) -> Tensor:
    """A clone of the target with its history, not told to the recorder."""
    from autograd_core.ops import OPS

    recorder, STATE.recorder = STATE.recorder, None
    try:
        clone: Tensor = apply(OPS["clone"], (target,), {})
    finally:
        STATE.recorder = recorder
    return clone
