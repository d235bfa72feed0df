"""Losses of two tensors of one shape: what differs in, how far apart they are out."""

from __future__ import annotations

import math
from typing import Any

from autograd_core import dtypes, errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.by_number import times
from autograd_core.ops.calls import bare, divided
from autograd_core.ops.registry import FUNCTIONS, METHODS, functional, op
from autograd_core.promotion import promoted
from autograd_core.summation import total
from autograd_core.tensor import Tensor

NONE, MEAN, SUM = 0, 1, 2
"""PyTorch's numbers for the reductions `none`, `mean` and `sum`."""
REDUCTIONS = {"none": NONE, "mean": MEAN, "elementwise_mean": MEAN, "sum": SUM}


def reduction_number(
    reduction: str, size_average: bool | None = None, reduce: bool | None = None
) -> int:
    """The number of a reduction, or of what the two old arguments mean (with a warning)."""
    if size_average is not None or reduce is not None:
        average = size_average is None or size_average
        reduction = "none" if reduce is False else "mean" if average else "sum"
        errors.warn(
            "size_average and reduce args will be deprecated, please use "
            f"reduction='{reduction}' instead."
        )
    if reduction not in REDUCTIONS:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return REDUCTIONS[reduction]


def reduced(values: Any, reduction: int) -> Any:
    """Losses reduced to one number, on bare arrays."""
    if reduction == NONE:
        return values
    added = total(values)
    return added if reduction == SUM else added / values.dtype.type(values.size)


def reduced_tensor(values: Any, reduction: int) -> Any:
    """Losses reduced to one number, on tensors."""
    if reduction == NONE:
        return values
    return METHODS["mean" if reduction == MEAN else "sum"](values)


def paired(input: Tensor, target: Tensor) -> tuple[Any, Any]:
    """Input and target in one shape, with PyTorch's warning if they were not."""
    if target._a.shape == input._a.shape:
        return input, target
    errors.warn(
        f"Using a target size ({target.shape}) that is different to the input size "
        f"({input.shape}). This will likely lead to incorrect results due to broadcasting. "
        "Please ensure they have the same size."
    )
    both: tuple[Any, Any] = FUNCTIONS["broadcast_tensors"](input, target)
    return both


def difference(self: Any, target: Any) -> Any:
    """`self - target` on bare arrays in their common dtype."""
    if self.dtype != target.dtype:
        self, target = promoted([self, target])
    return self - target


def in_dtype(grad: Any, dtype: Any) -> Any:
    """A gradient in the dtype of the tensor it belongs to."""
    if bare(grad).dtype == dtype:
        return grad
    if isinstance(grad, Tensor):
        return METHODS["to"](grad, dtypes.from_numpy(dtype))
    return grad.astype(dtype)


def mean_part(array: Any, reduction: int) -> Any:
    """A gradient divided by how many losses went into the mean."""
    return divided(array, math.prod(array.shape)) if reduction == MEAN else array


@op(
    "mse_loss",
    node="MseLossBackward0",
    samples=(
        "F.mse_loss(x(2, 3), x(2, 3))",
        "F.mse_loss(x(3), c(3), reduction='sum')",
        "F.mse_loss(c(2, 3), x(2, 3), reduction='none')",
        "F.mse_loss(x(), x())",
    ),
    formula="mean((self - target) ** 2)",
    en="The mean of the squared differences.",
    zh="差的平方的平均值。",
)
def mse_loss(self: Array, target: Array, *, reduction: int = MEAN) -> Array:
    apart = difference(self, target)
    return reduced(apart * apart, reduction)


@mse_loss.gradient("self", formula="grad * 2 * (self - target) / numel")
def _(grad: Array, self: Array, target: Array, *, reduction: int, self_dtype: Any) -> Array:
    return in_dtype(mse_loss_backward(grad, self, target, reduction=reduction), self_dtype)


@mse_loss.gradient("target", formula="grad * 2 * (target - self) / numel")
def _(grad: Array, self: Array, target: Array, *, reduction: int, target_dtype: Any) -> Array:
    return in_dtype(mse_loss_backward(grad, target, self, reduction=reduction), target_dtype)


@op(
    "mse_loss_backward",
    node="MseLossBackwardBackward0",
    symbol="mse_loss′",
    samples=("F.mse_loss(x(3), x(3)) * 2",),
    formula="grad_output * 2 * (self - target) / numel",
    en="The gradient of mse_loss.",
    zh="mse_loss 的梯度。",
)
def mse_loss_backward(
    grad_output: Array, self: Array, target: Array, *, reduction: int = MEAN
) -> Array:
    apart = difference(self, target)
    factor = 2.0 / apart.size if reduction == MEAN and apart.size else 2.0
    return apart.dtype.type(factor) * apart * grad_output


@mse_loss_backward.gradient("grad_output", formula="sum(grad * 2 * (self - target)) / numel")
def _(grad: Array, self: Array, target: Array, *, reduction: int) -> Array:
    whole = mse_loss_backward(grad, self, target, reduction=NONE)
    return whole if reduction == NONE else mean_part_of(whole.sum(), self, reduction)


@mse_loss_backward.gradient("self", formula="2 * grad * grad_output / numel")
def _(grad: Array, grad_output: Array, *, reduction: int) -> Array:
    return mean_part(times(grad * grad_output, 2.0), reduction)


@mse_loss_backward.gradient("target", formula="-2 * grad * grad_output / numel")
def _(grad: Array, grad_output: Array, *, reduction: int) -> Array:
    return -mean_part(times(grad * grad_output, 2.0), reduction)


def mean_part_of(number: Any, losses: Any, reduction: int) -> Any:
    """A sum divided by how many losses there are, if their mean is taken."""
    return divided(number, math.prod(losses.shape)) if reduction == MEAN else number


def check_float(name: str, input: Any, target: Any) -> None:
    """PyTorch's error for two tensors of whole numbers."""
    if input._a.dtype.kind not in "fc" and target._a.dtype.kind not in "fc":
        raise NotImplementedError(f"\"{name}\" not implemented for '{input.dtype.scalar_name}'")


@functional("mse_loss")
def torch_mse_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    weight: Tensor | None = None,
) -> Any:
    """The mean of the squared differences (torch.nn.functional.mse_loss)."""
    sized(input, target)
    given = input
    input, target = paired(input, target)
    if weight is not None:
        if weight._a.shape != given._a.shape:
            raise ValueError("Weights and input must have the same size.")
        return weighted_mse(input, target, weight, reduction)
    check_float("mse_cpu", input, target)
    values = {"reduction": reduction_number(reduction, size_average, reduce)}
    return apply(mse_loss, (input, target), values)


def sized(input: Any, target: Any) -> None:
    """PyTorch asks target and input for their sizes first, and so a list fails."""
    for each in (target, input):
        if not isinstance(each, Tensor):
            raise AttributeError(f"'{type(each).__name__}' object has no attribute 'size'")


def weighted_mse(input: Any, target: Any, weight: Any, reduction: str) -> Any:
    weighted = METHODS["pow"](input - target, 2) * weight
    if reduction == "none":
        return weighted
    if reduction == "sum":
        return METHODS["sum"](weighted)
    if reduction != "mean":
        raise ValueError(
            f"Invalid reduction mode: {reduction}. Expected one of 'none', 'mean', 'sum'."
        )
    return METHODS["sum"](weighted) / METHODS["sum"](weight)


@functional("l1_loss")
def l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    weight: Tensor | None = None,
) -> Any:
    """The mean of the absolute differences (torch.nn.functional.l1_loss)."""
    sized(input, target)
    input, target = paired(input, target)
    kind = reduction_number(reduction, size_average, reduce)
    apart: Any = METHODS["abs"](METHODS["sub"](input, target))
    if weight is None:
        return reduced_tensor(apart, kind)
    if weight._a.shape != input._a.shape:
        raise ValueError("Weights and input must have the same size.")
    weighted = apart * weight
    if kind == MEAN:
        return METHODS["sum"](weighted) / METHODS["sum"](weight)
    return reduced_tensor(weighted, kind)
