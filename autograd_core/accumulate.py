"""What a leaf does with a finished gradient: the AccumulateGrad node in, a larger `.grad` out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors, hooks
from autograd_core.node import AccumulateGrad
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, made_in_inference, wrap


def accumulate(number: int, node: AccumulateGrad, grad: Any, *, create_graph: bool) -> None:
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
    if create_graph:
        leaf._grad = copied(grad) if old is None else old + grad
    elif old is None:
        leaf._grad = wrap(own(grad))
        if STATE.inference:
            made_in_inference(leaf._grad)
    else:
        add_in_place(old, grad)
    new = leaf._grad
    assert new is not None
    recorder = STATE.recorder
    if recorder is not None:
        recorder.accumulated(leaf, new)
        recorder.tell(("accumulate", recorder.at, number, node, leaf, before, grad, new._a))
    if leaf._post_accumulate_hooks is not None:
        hooks.call_post_accumulate_hooks(leaf)


def copied(grad: Tensor) -> Tensor:
    """A recorded gradient as a tensor of its own; copying it is a step of the graph, too."""
    copy: Any = wrap(np.empty_like(grad._a))
    result: Tensor = copy.copy_(grad)
    return result


def own(grad: Any) -> Any:
    """A gradient that nothing else can change: rules hand the same array to several leaves."""
    return grad.copy() if isinstance(grad, np.ndarray) else grad


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
