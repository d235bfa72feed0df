"""What a leaf does with a finished gradient: the AccumulateGrad node in, a larger `.grad` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core import errors, hooks
from autograd_core.node import AccumulateGrad
from autograd_core.state import STATE
from autograd_core.strides import owner
from autograd_core.tensor import Tensor, made_in_inference, shared_counter, wrap

if TYPE_CHECKING:
    from autograd_core.engine import Walk


def accumulate(walk: Walk, node: AccumulateGrad, grad: Any) -> None:
    """Add `grad` to the leaf's `.grad` as PyTorch does (torch/csrc/autograd/accumulate_grad.h).

    The first gradient is stored, later ones are added in place to the same tensor object; with
    `create_graph` the sum is a new tensor that has a history.
    """
    leaf = node.variable
    if grad is None or not leaf._requires_grad:
        hooks.call_post_accumulate_hooks(leaf)
        return
    old = leaf._grad
    before = old._a if old is not None else None
    if walk.create_graph:
        leaf._grad = copied(grad) if old is None else old + grad
    elif old is None:
        leaf._grad = first(walk, node, grad)
        if STATE.inference:
            made_in_inference(leaf._grad)
    else:
        add_in_place(old, grad)
    new = leaf._grad
    assert new is not None
    recorder = STATE.recorder
    if recorder is not None:
        recorder.accumulated(leaf, new)
        recorder.tell(("accumulate", recorder.at, walk.number, node, leaf, before, grad, new._a))
    if leaf._post_accumulate_hooks is not None:
        hooks.call_post_accumulate_hooks(leaf)


def copied(grad: Tensor) -> Tensor:
    """A recorded gradient as a tensor of its own; copying it is a step of the graph, too."""
    copy: Any = wrap(np.empty_like(grad._a))
    result: Tensor = copy.copy_(grad)
    return result


def first(walk: Walk, node: AccumulateGrad, grad: Any) -> Tensor:
    """A leaf's first gradient: a copy, which nothing else can change, but for one case.

    What only the leaf refers to, PyTorch takes over as it is. If that is a view of a gradient that
    others hold (the seed that the program gave, or another leaf's share of it), the `.grad` is from
    then on a look into their memory.
    """
    if not isinstance(grad, np.ndarray):
        return counted(walk, node, grad, wrap(grad))
    look = walk.looks and walk.looks.get(node) is grad and not node.tensor_hooks
    alike = grad.flags.c_contiguous or laid_out_as(grad, node.variable._a)
    if not alike:  # PyTorch writes it into new memory, which counts
        copy = wrap(grad.copy())
        copy._counter = [1]
        return copy
    if not look or not laid_out_as(grad, node.variable._a):
        return counted(walk, node, grad, wrap(grad.copy()))
    tensor = wrap(grad)
    tensor._counter = counter_of(walk, owner(grad))
    return tensor


def held(walk: Walk, grad: Any) -> bool:
    """Whether somebody else refers to a gradient: the caller to a seed, or another inbox."""
    if any(seed is not None and seed._a is grad for seed in walk.given):
        return True
    sender, inboxes = walk.sender, walk.inboxes
    if sender is None:
        return False
    return any(edge is not None and inboxes.get(edge[0]) is grad for edge in sender.edges)


def counted(walk: Walk, node: AccumulateGrad, given: Any, grad: Tensor) -> Tensor:
    """The gradient that a leaf takes over, with the writes that summing it up in place was."""
    writes = walk.arriving.get(node, 1) - 1 - (node in walk.apart)
    if writes == 0 and held(walk, given):
        writes = 1  # PyTorch copies it, which is a write
    if writes > 0 and walk.needed is None:
        grad._counter = [writes]
    return grad


def laid_out_as(grad: np.ndarray[Any, Any], leaf: Any) -> bool:
    """Whether two arrays of one shape lie alike in memory."""
    pairs = zip(grad.shape, grad.strides, leaf.strides, strict=True)
    return all(one == other for size, one, other in pairs if size != 1)


def counter_of(walk: Walk, root: Any) -> list[int]:
    """The version counter of all tensors that look into this memory."""
    for seed in walk.given:
        if seed is not None and owner(seed._a) is root:
            return shared_counter(seed)
    return walk.counters.setdefault(id(root), [0])


def add_in_place(old: Tensor, grad: Any) -> None:
    """`old += grad`; a lone scalar is replaced, memory is written into."""
    array = old._a
    if isinstance(array, np.ndarray):
        if STATE.recorder is not None:
            STATE.recorder.before_write(array)
        np.add(array, grad, out=array, casting="unsafe")
    else:
        old._a = array + grad
    if old._inference and not STATE.inference:
        raise RuntimeError(errors.INFERENCE_INPLACE)
    counter = old._counter
    if counter is None:
        old._counter = [1]
    else:
        counter[0] += 1
