"""The divergence of two distributions: log-probabilities and probabilities in, a loss out."""

from __future__ import annotations

from typing import Any

from autograd_core import errors
from autograd_core.ops.losses import MEAN, reduced_tensor, reduction_number
from autograd_core.ops.registry import FUNCTIONS, METHODS, functional, public, required
from autograd_core.tensor import Tensor


@public("kl_div", method=False)
def torch_kl_div(
    input: Tensor, target: Tensor, reduction: int = MEAN, *, log_target: bool = False
) -> Any:
    """The divergence of probabilities `target` from log-probabilities (torch.kl_div)."""
    if any(each._a.dtype.kind in "biu" for each in (input, target)):
        raise RuntimeError("kl_div: Integral inputs not supported.")
    if log_target:
        apart = METHODS["sub"](target, input)
        loss = METHODS["exp"](target) * apart
    else:
        product = METHODS["mul"](target, input)  # PyTorch computes it first, which autograd shows
        loss = FUNCTIONS["xlogy"](target, target) - product
    return reduced_tensor(loss, reduction)


@functional("kl_div")
def kl_div(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    log_target: bool = False,
) -> Any:
    """The divergence of `target` from log-probabilities `input` (torch.nn.functional.kl_div)."""
    required("kl_div", "input", 1, input)
    required("kl_div", "target", 2, target)
    if size_average is not None or reduce is not None:
        kind = reduction_number(reduction, size_average, reduce)
    else:
        if reduction == "mean":
            errors.warn(
                "reduction: 'mean' divides the total loss by both the batch size and the support "
                "size.'batchmean' divides only by the batch size, and aligns with the KL div math "
                "definition.'mean' will be changed to behave the same as 'batchmean' in the next "
                "major release."
            )
        kind = reduction_number("sum" if reduction == "batchmean" else reduction)
    loss = torch_kl_div(input, target, kind, log_target=log_target)
    if reduction == "batchmean" and input._a.ndim:
        loss = loss / input._a.shape[0]
    return loss
