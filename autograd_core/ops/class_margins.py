"""Margin losses over classes: scores and right classes in, by how much others come too near out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.division import no_derivative
from autograd_core.ops.losses import MEAN, NONE, reduction_number
from autograd_core.ops.registry import functional, op, required
from autograd_core.tensor import Tensor


def rows(array: Any) -> Any:
    """Scores as (N, C), also those of a single sample."""
    array = np.asarray(array)
    return array.reshape(1, -1) if array.ndim < 2 else array


def closed(losses: Any, self: Any, reduction: int) -> Any:
    """Losses per sample, reduced; without reduction in the shape of the batch."""
    if reduction == NONE:
        return losses if np.ndim(self) > 1 else losses.reshape(())[()]
    added = losses.sum(dtype=losses.dtype)
    return (added / losses.dtype.type(losses.size) if reduction == MEAN else added)[()]


def spread(grad: Any, self: Any, reduction: int) -> Any:
    """What each sample's loss weighs, as a column."""
    count = rows(self).shape[0]
    weights = np.broadcast_to(np.asarray(grad).reshape(-1, 1), (count, 1))
    return weights / weights.dtype.type(count) if reduction == MEAN else weights


def margins(self: Any, target: Any, margin: float) -> tuple[Any, Any]:
    """How far each class comes within the margin of the right one, and which one that is."""
    scores = rows(self)
    right = np.asarray(target).reshape(-1, 1)
    apart = margin - np.take_along_axis(scores, right, 1) + scores
    apart = np.maximum(apart, 0).astype(scores.dtype)
    np.put_along_axis(apart, right, 0, 1)
    return apart, right


@op(
    "multi_margin_loss",
    node="MultiMarginLossBackward0",
    samples=(
        "F.multi_margin_loss(x(2, 3), torch.tensor([0, 2])).detach()",
        "F.multi_margin_loss(x(2, 3), torch.tensor([0, 2]), p=2, margin=0.5).detach()",
        "F.multi_margin_loss(x(2, 3), torch.tensor([1, 1]), reduction='none').detach()",
    ),
    formula="mean(sum(max(0, margin - self[target] + self) ** p) / classes)",
    en="How far wrong classes come within a margin of the right one.",
    zh="错误类别的得分离正确类别有多近(以间隔衡量)。",
)
def multi_margin_loss(
    self: Array, target: Array, weight: Array, *, p: int, margin: float, reduction: int
) -> Array:
    apart, right = margins(self, target, margin)
    losses = (apart if p == 1 else apart * apart).sum(1, keepdims=True)
    if weight is not None:
        losses = losses * np.asarray(weight)[right]
    each = (losses / losses.dtype.type(apart.shape[1]))[:, 0]
    return (
        each.reshape(np.shape(target))[()] if reduction == NONE else closed(each, self, reduction)
    )


@multi_margin_loss.gradient("self", formula="grad * (self > self[target] - margin) / classes")
def _(
    grad: Array,
    self: Array,
    target: Array,
    weight: Array,
    *,
    p: int,
    margin: float,
    reduction: int,
) -> Array:
    values = {"p": p, "margin": margin, "reduction": reduction}
    return multi_margin_loss_backward(grad, self, target, weight, **values)


@op(
    "multi_margin_loss_backward",
    node="NotImplemented",
    symbol="multi_margin_loss′",
    formula="grad_output * (self > self[target] - margin) / classes",
    samples=("F.multi_margin_loss(x(2, 3), torch.tensor([0, 2])).detach()",),
    en="The gradient of multi_margin_loss; it has no derivative itself.",
    zh="multi_margin_loss 的梯度；它本身没有导数。",
)
def multi_margin_loss_backward(
    grad_output: Array,
    self: Array,
    target: Array,
    weight: Array,
    *,
    p: int,
    margin: float,
    reduction: int,
) -> Array:
    apart, right = margins(self, target, margin)
    steps = np.where(apart > 0, 1 if p == 1 else 2 * apart, 0).astype(apart.dtype)
    if weight is not None:
        steps = steps * np.asarray(weight)[right]
    np.put_along_axis(steps, right, -steps.sum(1, keepdims=True), 1)
    steps = steps / steps.dtype.type(steps.shape[1]) * spread(grad_output, self, reduction)
    return steps.reshape(np.shape(self))


@multi_margin_loss_backward.gradient("grad_output", "self", formula="undefined")
def _(grad: Array) -> Array:
    raise no_derivative("multi_margin_loss_backward")


@functional("multi_margin_loss")
def torch_multi_margin_loss(
    input: Tensor,
    target: Tensor,
    p: int = 1,
    margin: float = 1.0,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Any:
    """A margin between the right class and each other (torch.nn.functional.multi_margin_loss).

    input   scores (N, C) or (C,); target  right classes (N,) or ()
    Raises ValueError for p other than 1 and 2, RuntimeError for targets that fit no class.
    """
    kind = reduction_number(reduction, size_average, reduce)
    if p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    if weight is not None and weight._a.ndim != 1:
        raise ValueError("weight must be one-dimensional")
    check_vectors(required("multi_margin_loss", "input", 1, input))
    count = rows(input._a).shape[0]
    if target._a.size != count or target._a.ndim > 1:
        raise RuntimeError(
            "multi_margin_loss: target tensor should be 1-D with size equal to the number of input "
            f"samples (batch size). Expected target size [{count}], but got "
            f"{errors.size_text(target._a.shape)}. Input has shape "
            f"{errors.size_text(input._a.shape)}."
        )
    places = np.asarray(target._a)
    if places.size and (places.min() < 0 or places.max() >= rows(input._a).shape[1]):
        raise RuntimeError("target out of range")
    values = {"p": p, "margin": margin, "reduction": kind}
    return apply(multi_margin_loss, (input, target, weight), values)


def wanted(target: Any) -> Any:
    """Per sample which classes are right: those before the first -1."""
    classes = rows(target)
    found = np.zeros(classes.shape, bool)
    for row, own in enumerate(classes):
        stop = np.flatnonzero(own < 0)
        found[row, own[: stop[0] if stop.size else None]] = True
    return found


def pairs(self: Any, target: Any) -> tuple[Any, Any]:
    """(N, wrong, right): how near each wrong class comes to each right one; 0 for other pairs."""
    scores, right = rows(self), wanted(target)
    apart = 1 - scores[:, None, :] + scores[:, :, None]
    counted = ~right[:, :, None] & right[:, None, :]
    return np.where(counted, np.maximum(apart, 0), 0).astype(scores.dtype), right


@op(
    "multilabel_margin_loss",
    node="MultilabelMarginLossBackward0",
    samples=(
        "F.multilabel_margin_loss(x(2, 3), torch.tensor([[0, -1, 1], [1, 0, -1]])).detach()",
        "F.multilabel_margin_loss(x(3), torch.tensor([2, -1, 0]), reduction='sum').detach()",
        "F.multilabel_margin_loss(x(2, 3), torch.tensor([[0, 2, -1], [1, -1, -1]]), "
        "reduction='none').detach()",
    ),
    formula="mean(sum(max(0, 1 - (self[right] - self[wrong]))) / classes)",
    en="How far wrong classes come within a margin of the right ones.",
    zh="错误类别的得分离各正确类别有多近(以间隔衡量)。",
)
def multilabel_margin_loss(self: Array, target: Array, *, reduction: int) -> Array:
    apart, right = pairs(self, target)
    losses = apart.sum((1, 2)) / apart.dtype.type(right.shape[1])
    return closed(losses, self, reduction)


@multilabel_margin_loss.gradient("self", formula="grad * (wrong nearer - right nearer) / classes")
def _(grad: Array, self: Array, target: Array, *, reduction: int) -> Array:
    return multilabel_margin_loss_backward(grad, self, target, reduction=reduction)


@op(
    "multilabel_margin_loss_backward",
    node="NotImplemented",
    symbol="multilabel_margin_loss′",
    formula="grad_output * (wrong nearer - right nearer) / classes",
    samples=("F.multilabel_margin_loss(x(3), torch.tensor([2, -1, 0])).detach()",),
    en="The gradient of multilabel_margin_loss; it has no derivative itself.",
    zh="multilabel_margin_loss 的梯度；它本身没有导数。",
)
def multilabel_margin_loss_backward(
    grad_output: Array, self: Array, target: Array, *, reduction: int
) -> Array:
    apart, right = pairs(self, target)
    steps = (apart > 0).astype(apart.dtype)
    found = (steps.sum(2) - steps.sum(1)) / apart.dtype.type(right.shape[1])
    return (found * spread(grad_output, self, reduction)).reshape(np.shape(self))


@multilabel_margin_loss_backward.gradient("grad_output", "self", formula="undefined")
def _(grad: Array) -> Array:
    raise no_derivative("multilabel_margin_loss_backward")


def check_vectors(input: Tensor) -> None:
    """PyTorch's error for scores of more than two dimensions."""
    if input._a.ndim > 2:
        raise RuntimeError(
            "Expected non-empty vector or matrix with optional 0-dim batch size, but got: "
            + errors.size_text(input._a.shape)
        )


@functional("multilabel_margin_loss")
def torch_multilabel_margin_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Any:
    """A margin between right classes and wrong ones (torch.nn.functional.multilabel_margin_loss).

    input   scores (N, C) or (C,); target  right classes of the same shape, ended by -1
    Raises RuntimeError for a target of another shape.
    """
    kind = reduction_number(reduction, size_average, reduce)
    check_vectors(required("multilabel_margin_loss", "input", 1, input))
    if target._a.shape != input._a.shape:
        raise RuntimeError(
            f"inconsistent target size: {errors.size_text(target._a.shape)} for input of size: "
            f"{errors.size_text(input._a.shape)}"
        )
    return apply(multilabel_margin_loss, (input, target), {"reduction": kind})
