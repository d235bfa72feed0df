"""Losses of differences that are curved near 0 and straight beyond: smooth_l1_loss, huber_loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.dispatch import Array, Op, apply
from autograd_core.ops.calls import bare, like
from autograd_core.ops.losses import (
    MEAN,
    NONE,
    REDUCTIONS,
    check_float,
    difference,
    in_dtype,
    mean_part,
    mean_part_of,
    paired,
    reduced,
    reduced_tensor,
    reduction_number,
    sized,
)
from autograd_core.ops.registry import METHODS, functional, op
from autograd_core.tensor import Tensor


def curved(
    name: str,
    node: str,
    value: Callable[..., Any],
    slope: Callable[..., Any],
    curve: Callable[..., Any],
    formula: str,
    words: tuple[str, str],
    samples: tuple[str, ...],
    keeps: str | None = None,
) -> Op:
    """A loss of differences that is bent at `beta`, and the operation of its gradient.

    keeps  the result has the dtype of `self`, and this is what backward says to another target's

    `value`, `slope` and `curve` give the loss and its two derivatives from a bare difference.
    """

    @op(name, node=node, formula=formula, en=words[0], zh=words[1], samples=samples)
    def entry(self: Array, target: Array, *, reduction: int = MEAN, beta: float = 1.0) -> Array:
        found = value(difference(self, target), beta)
        return reduced(found if keeps is None else found.astype(self.dtype), reduction)

    @op(
        f"{name}_backward",
        node=node.replace("Backward0", "BackwardBackward0"),
        symbol=f"{name}′",
        samples=(f"{samples[0]} * 2",),
        formula="grad_output * derivative",
        en=f"The gradient of {name}.",
        zh=f"{name} 的梯度。",
    )
    def backward(
        grad_output: Array, self: Array, target: Array, *, reduction: int, beta: float
    ) -> Array:
        gradient = slope(difference(self, target), beta) * grad_output
        return gradient / gradient.dtype.type(gradient.size) if reduction == MEAN else gradient

    @entry.gradient("self", formula="grad * derivative")
    def _(
        grad: Array, self: Array, target: Array, *, reduction: int, beta: float, self_dtype: Any
    ) -> Array:
        check_kinds(keeps, self, target)
        found = backward(grad, self, target, reduction=reduction, beta=beta)
        return in_dtype(found, self_dtype)

    @entry.gradient("target", formula="-grad * derivative")
    def _(
        grad: Array, self: Array, target: Array, *, reduction: int, beta: float, target_dtype: Any
    ) -> Array:
        check_kinds(keeps, self, target)
        found = backward(grad, target, self, reduction=reduction, beta=beta)
        return in_dtype(found, target_dtype)

    @backward.gradient("grad_output", formula="sum(grad * derivative)")
    def _(grad: Array, self: Array, target: Array, *, reduction: int, beta: float) -> Array:
        whole = backward(grad, self, target, reduction=NONE, beta=beta)
        return whole if reduction == NONE else mean_part_of(whole.sum(), self, reduction)

    @backward.gradient("self", formula="grad * grad_output * second derivative")
    def second(
        grad: Array, grad_output: Array, self: Array, target: Array, *, reduction: int, beta: float
    ) -> Array:
        bend = like(grad, curve(difference(bare(self), bare(target)), beta))
        return mean_part(grad * grad_output * bend, reduction)

    @backward.gradient("target", formula="-grad * grad_output * second derivative")
    def _(
        grad: Array, grad_output: Array, self: Array, target: Array, *, reduction: int, beta: float
    ) -> Array:
        return -second(grad, grad_output, self, target, reduction=reduction, beta=beta)

    return entry


def check_kinds(text: str | None, self: Any, target: Any) -> None:
    """PyTorch's refusal to go back to a target of another dtype."""
    if text is not None and bare(self).dtype != bare(target).dtype:
        kinds = (dtypes.from_numpy(bare(each).dtype).scalar_name for each in (target, self))
        raise RuntimeError(text.format(*kinds))


def inside(apart: Any, beta: float) -> Any:
    return np.abs(apart) < beta


def number(array: Any, value: float) -> Any:
    """A Python number in the dtype of an array."""
    return array.dtype.type(value)


smooth_l1_loss = curved(
    "smooth_l1_loss",
    "SmoothL1LossBackward0",
    lambda d, b: np.where(
        inside(d, b), number(d, 0.5) * d * d / number(d, b), np.abs(d) - number(d, 0.5 * b)
    ),
    lambda d, b: np.where(inside(d, b), d / number(d, b), np.sign(d)),
    lambda d, b: np.where(inside(d, b), number(d, 1 / b), number(d, 0)),
    "mean(where(abs(self - target) < beta, (self - target) ** 2 / (2 * beta), "
    "abs(self - target) - beta / 2))",
    (
        "The mean of the differences, squared where they are small, absolute where large.",
        "差的平均值：小差取平方，大差取绝对值。",
    ),
    (
        "F.smooth_l1_loss(x(3), x(3))",
        "F.smooth_l1_loss(x(2, 3), c(2, 3), reduction='sum', beta=0.5)",
        "F.smooth_l1_loss(x(3), x(3), reduction='none')",
    ),
)
huber_loss = curved(
    "huber_loss",
    "HuberLossBackward0",
    lambda d, b: np.where(
        np.abs(d) <= b,
        number(d, 0.5) * d * d,
        number(d, b) * (np.abs(d) - number(d, 0.5 * b)),
    ),
    lambda d, b: np.clip(d, number(d, -b), number(d, b)),
    lambda d, b: (inside(d, b)).astype(d.dtype),
    "mean(where(abs(self - target) <= beta, (self - target) ** 2 / 2, "
    "beta * (abs(self - target) - beta / 2)))",
    (
        "The mean of the differences, squared where they are small, straight lines where large.",
        "差的平均值：小差取平方，大差取直线。",
    ),
    (
        "F.huber_loss(x(3), x(3))",
        "F.huber_loss(x(2, 3), c(2, 3), reduction='sum', delta=0.5)",
        "F.huber_loss(x(3), x(3), reduction='none')",
    ),
    "Found dtype {} but expected {}",
)


@functional("smooth_l1_loss")
def torch_smooth_l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    beta: float = 1.0,
) -> Any:
    """Squared below `beta`, absolute above it (torch.nn.functional.smooth_l1_loss)."""
    sized(input, target)
    input, target = paired(input, target)
    kind = reduction_number(reduction, size_average, reduce)
    if beta < 0:
        raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
    if beta == 0:
        return reduced_tensor(METHODS["abs"](METHODS["sub"](input, target)), kind)
    check_float("smooth_l1_cpu", input, target)
    return apply(smooth_l1_loss, (input, target), {"reduction": kind, "beta": beta})


@functional("huber_loss")
def torch_huber_loss(
    input: Tensor,
    target: Tensor,
    reduction: str = "mean",
    delta: float = 1.0,
    weight: Tensor | None = None,
) -> Any:
    """Squared up to `delta`, straight beyond it (torch.nn.functional.huber_loss)."""
    sized(input, target)
    input, target = paired(input, target)
    if delta <= 0:
        raise RuntimeError("huber_loss does not support non-positive values for delta.")
    check_float("huber_cpu", input, target)
    if input._a.dtype.kind not in "fc":
        raise RuntimeError(
            f"result type {target.dtype.scalar_name} can't be cast to the desired output type "
            f"{input.dtype.scalar_name}"
        )
    kind = reduction_number(reduction if weight is None else "none")
    values = {"reduction": kind, "beta": delta}
    if weight is None:
        return apply(huber_loss, (input, target), values)
    if weight._a.shape != input._a.shape:
        raise ValueError("Weights and input must have the same size.")
    return reduced_tensor(
        apply(huber_loss, (input, target), values) * weight, REDUCTIONS[reduction]
    )
