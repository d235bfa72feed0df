"""Detaching: the same memory without a history, or read as another dtype."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import views
from autograd_core.dispatch import Array, apply
from autograd_core.node import SEQUENCE
from autograd_core.ops.registry import op, public, required
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, shared_counter


@op(
    "view.dtype",
    symbol="view",
    view=True,
    samples=("x(3).view(torch.int32) if x(3).dtype == torch.float32 else x(3).view(torch.int64)",),
    formula="self",
    en="The same bytes read as another dtype.",
    zh="把同样的字节按另一种数据类型读取。",
)
def viewed_as(self: Array, *, dtype: Any) -> Array:
    return np.asarray(self).view(dtype)


@op(
    "detach",
    view=True,
    cut="detached",
    samples=("x(3).detach() * x(3)",),
    formula="self",
    en="The same memory without a history.",
    zh="同一块内存，但没有计算历史。",
)
def detach(self: Array) -> Array:
    return np.asarray(self)[...]


@public("detach")
def torch_detach(input: Tensor) -> Tensor:
    """The same memory without history; no view for autograd (torch.Tensor.detach)."""
    result: Tensor = apply(detach, (required("detach", "input", 1, input),), {})
    return result


CANNOT_DETACH = (
    "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel "
    "(DDP) for training, and gradient_as_bucket_view is set as True, gradients are views of DDP "
    "buckets, and hence detach_() cannot be called on these gradients. To fix this error, please "
    "refer to the Optimizer.zero_grad() function in torch/optim/optimizer.py as the solution."
)


@public("detach_")
def torch_detach_(input: Tensor) -> Tensor:
    """Cut the tensor itself off its history (torch.Tensor.detach_)."""
    required("detach_", "input", 1, input)
    if STATE.inference:
        return input  # nothing of autograd runs in this mode, neither the check nor the cut
    if input._base is not None:
        raise RuntimeError(CANNOT_DETACH)
    if input._grad_fn is not None:
        input._detached_at = next(SEQUENCE)
    input._grad_fn = None
    input._requires_grad = False
    input.output_nr = 0
    input._cut = "detached"
    shared_counter(input)  # so that whoever saved it looks closer
    views.tell_views(input)
    if STATE.recorder is not None:
        STATE.recorder.operation(detach, (input,), {}, (input,), None, "detached", inplace=input)
    return input
