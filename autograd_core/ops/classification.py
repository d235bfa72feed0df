"""Losses of classes: scores and the right class in, how wrong the scores are out."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.by_number import times
from autograd_core.ops.calls import bare, divided, like
from autograd_core.ops.losses import MEAN, NONE, SUM, reduction_number
from autograd_core.ops.registry import METHODS, functional, op, required
from autograd_core.ops.shapes import contiguous, view
from autograd_core.ops.softmax import log_softmax
from autograd_core.summation import total
from autograd_core.tensor import Tensor, wrap

Dims = tuple[int, ...]


def picked(target: Any, ignore_index: int) -> tuple[Any, Any]:
    """The classes with 0 where one is to be ignored, and where none is."""
    target = np.asarray(target)
    counted = target != ignore_index
    return np.where(counted, target, 0).astype(np.int64), counted


def class_weights(target: Any, weight: Any, counted: Any, dtype: Any) -> Any:
    """The weight of each target's class, 0 where it is to be ignored."""
    own = np.ones(target.shape, dtype) if weight is None else np.asarray(weight)[target]
    return np.where(counted, own, dtype.type(0))


def likelihood(
    self: Any, target: Any, weight: Any, reduction: int, ignore_index: int
) -> tuple[Any, Any]:
    """The loss and the sum of the weights, classes along dimension 1 (0 for a vector)."""
    scores = np.asarray(self)
    classes, counted = picked(target, ignore_index)
    weights = class_weights(classes, weight, counted, scores.dtype)
    if scores.ndim == 1:
        found = scores[classes.reshape(())]
    else:
        found = np.take_along_axis(scores, np.expand_dims(classes, 1), 1).squeeze(1)
    losses = -found * weights.reshape(found.shape)
    if reduction == NONE:
        return np.where(counted, losses, scores.dtype.type(0))[()], scores.dtype.type(0)
    losses = np.where(counted.reshape(losses.shape), losses, scores.dtype.type(0))
    whole = total(weights)
    added = in_order(losses)
    return added / whole if reduction == MEAN else added, whole


def in_order(losses: Any) -> Any:
    """PyTorch adds the losses one after the other, in their own dtype."""
    flat = losses.reshape(-1)
    return np.add.accumulate(flat)[-1] if flat.size else flat.dtype.type(0)


def likelihood_backward(
    grad_output: Any,
    self: Any,
    target: Any,
    weight: Any,
    total_weight: Any,
    reduction: int,
    ignore_index: int,
) -> Any:
    """Minus the weight at each target's class, times what arrived."""
    scores = np.asarray(self)
    result = np.zeros_like(scores)
    if scores.ndim == np.ndim(target) == 1 and scores.shape != np.shape(target):
        raise RuntimeError(
            f"size mismatch (got input: {errors.size_text(scores.shape)}, target: "
            f"{errors.size_text(np.shape(target))})"
        )
    classes, counted = picked(target, ignore_index)
    weights = class_weights(classes, weight, counted, scores.dtype)
    if reduction == MEAN:
        grad_output = grad_output / total_weight
    values = np.where(counted, -weights * grad_output, scores.dtype.type(0))
    if scores.ndim == 1:
        result[classes.reshape(())] = values.reshape(())
    else:
        np.put_along_axis(result, np.expand_dims(classes, 1), np.expand_dims(values, 1), 1)
    return result


def negative_log_likelihood(name: str, node: str, samples: tuple[str, ...]) -> Any:
    """`nll_loss` for scores (N, C), or `nll_loss2d` for (N, C, H, W)."""

    @op(
        name,
        node=node,
        symbol="nll_loss",
        seen=1,
        results=("output", "total_weight"),
        samples=samples,
        formula="-mean(self[target])",
        en="The mean of minus the scores of the right classes.",
        zh="正确类别得分的相反数的平均值。",
    )
    def entry(
        self: Array, target: Array, weight: Array, *, reduction: int, ignore_index: int
    ) -> tuple[Array, Array]:
        return likelihood(self, target, weight, reduction, ignore_index)

    @op(
        f"{name}_backward",
        node=node.replace("Backward0", "BackwardBackward0"),
        symbol="nll_loss′",
        samples=(f"{samples[0]} * 2",),
        formula="-grad_output / numel at target",
        en="The gradient of nll_loss.",
        zh="nll_loss 的梯度。",
    )
    def backward(
        grad_output: Array,
        self: Array,
        target: Array,
        weight: Array,
        total_weight: Array,
        *,
        reduction: int,
        ignore_index: int,
    ) -> Array:
        return likelihood_backward(
            grad_output, self, target, weight, total_weight, reduction, ignore_index
        )

    @entry.gradient("self", formula="-grad / numel at target")
    def _(
        grads: Any,
        self: Array,
        target: Array,
        weight: Array,
        total_weight: Array,
        *,
        reduction: int,
        ignore_index: int,
    ) -> Array:
        return backward(
            grads, self, target, weight, total_weight,
            reduction=reduction, ignore_index=ignore_index,
        )  # fmt: skip

    @backward.gradient("grad_output", formula="nll_loss(grad, target)")
    def _(grad: Array, target: Array, weight: Array, *, reduction: int, ignore_index: int) -> Array:
        values = {"reduction": reduction, "ignore_index": ignore_index}
        return entry(grad, target, weight, **values)[0]

    @backward.gradient("self", formula="0")
    def _(grad: Array) -> Array:
        return like(grad, np.zeros_like(bare(grad)))

    return entry


nll_loss = negative_log_likelihood(
    "nll_loss",
    "NllLossBackward0",
    (
        "F.nll_loss(x(3, 4), torch.tensor([1, 0, 3]))",
        "F.nll_loss(x(3, 4), torch.tensor([1, 0, 3]), reduction='sum')",
        "F.nll_loss(x(3, 4), torch.tensor([1, 0, 3]), reduction='none')",
        "F.nll_loss(x(3, 4), torch.tensor([1, -100, 3]), weight=p(4).detach())",
        "F.nll_loss(x(4), torch.tensor(2))",
        "F.cross_entropy(x(3, 4), torch.tensor([1, 0, 3]))",
        "F.cross_entropy(x(4), torch.tensor(2), ignore_index=1)",
    ),
)
nll_loss2d = negative_log_likelihood(
    "nll_loss2d",
    "NllLoss2DBackward0",
    (
        "F.nll_loss(x(2, 3, 2, 2), i(3, 2, 2, 2))",
        "F.nll_loss(x(2, 3, 2, 2), i(3, 2, 2, 2), reduction='none')",
        "F.nll_loss(x(2, 3, 2, 2), i(3, 2, 2, 2), weight=p(3).detach(), reduction='sum')",
    ),
)


def check_class_type(target: Any) -> None:
    if target._a.dtype not in (np.int64, np.uint8):
        raise RuntimeError(
            "expected target dtype to be Long or Byte, but got " + target.dtype.scalar_name
        )


def check_classes(input: Any, target: Any, weight: Any, ignore_index: int) -> None:
    """PyTorch's errors for dtypes, and for classes and weights that do not fit the scores."""
    check_class_type(target)
    classes = input._a.shape[0 if input._a.ndim == 1 else 1]
    if weight is not None and (weight._a.ndim != 1 or weight._a.size != classes):
        raise RuntimeError(
            f"weight tensor should be defined either for all {classes} classes or no classes but "
            f"got weight tensor of shape: {errors.size_text(weight._a.shape)}"
        )
    if input._a.dtype.kind not in "fc":
        raise NotImplementedError(
            f"\"nll_loss_out_frame\" not implemented for '{input.dtype.scalar_name}'"
        )
    if weight is not None and weight._a.dtype != input._a.dtype:
        raise RuntimeError(
            f"expected scalar type {input.dtype.scalar_name} but found {weight.dtype.scalar_name}"
        )
    values = np.asarray(target._a)
    wrong = values[(values != ignore_index) & ((values < 0) | (values >= classes))]
    if wrong.size:
        raise IndexError(f"Target {int(wrong.flat[0])} is out of bounds.")


def one_dimensional(input: Any, target: Any, weight: Any, reduction: int, ignore_index: int) -> Any:
    """`nll_loss` of scores (N, C) or (C,)."""
    if target._a.ndim > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    check_class_type(target)
    if input._a.ndim == 1 and target._a.ndim == 1 and target._a.size != 1:
        raise ValueError(
            f"For 1D input, 1D target must have size 1, but got target size: {target._a.size}"
        )
    check_classes(input, target, weight, ignore_index)
    values = {"reduction": reduction, "ignore_index": ignore_index}
    return apply(nll_loss, (input, target, weight), values)[0]


def two_dimensional(input: Any, target: Any, weight: Any, reduction: int, ignore_index: int) -> Any:
    """`nll_loss2d` of scores (N, C, H, W)."""
    shape, own = input._a.shape, target._a.shape
    if target._a.ndim != 3:
        raise RuntimeError(
            "only batches of spatial targets supported (3D tensors) but got targets of dimension: "
            f"{target._a.ndim}"
        )
    if (shape[0], *shape[2:]) != own:
        raise RuntimeError(
            f"size mismatch (got input: {errors.size_text(shape)} , target: {errors.size_text(own)}"
        )
    check_classes(input, target, weight, ignore_index)
    values = {"reduction": reduction, "ignore_index": ignore_index}
    return apply(nll_loss2d, (input, target, weight), values)[0]


def likelihood_nd(input: Any, target: Any, weight: Any, reduction: int, ignore_index: int) -> Any:
    """`nll_loss` of scores with any number of dimensions, classes along the second."""
    ndim = input._a.ndim
    if ndim < 1:
        raise ValueError(f"Expected 1 or more dimensions (got {ndim})")
    if ndim != 1 and (not target._a.ndim or input._a.shape[0] != target._a.shape[0]):
        size = target._a.shape[0] if target._a.ndim else 0
        raise ValueError(
            f"Expected input batch_size ({input._a.shape[0]}) to match target batch_size ({size})."
        )
    numbers = (reduction, ignore_index)
    if ndim <= 2:
        return one_dimensional(input, target, weight, *numbers)
    if ndim == 4:
        return two_dimensional(input, target, weight, *numbers)
    n, c, *rest = input._a.shape
    if target._a.shape[1:] != tuple(rest):
        raise RuntimeError(
            f"Expected target size {errors.size_text((n, *rest))}, got "
            f"{errors.size_text(target._a.shape)}"
        )
    size = math.prod(rest)
    flat = apply(view, (contiguous(input),), {"size": (n, c, 1, size)})
    classes = apply(view, (contiguous(target),), {"size": (n, 1, size)})
    loss = two_dimensional(flat, classes, weight, *numbers)
    return loss if reduction != NONE else apply(view, (loss,), {"size": (n, *rest)})


@functional("nll_loss")
def torch_nll_loss(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Any:
    """Minus the log-probability of the right class (torch.nn.functional.nll_loss)."""
    kind = reduction_number(reduction, size_average, reduce)
    required("nll_loss_nd", "input", 1, input)
    required("nll_loss_nd", "target", 2, target)
    return likelihood_nd(input, target, weight, kind, ignore_index)


@functional("cross_entropy")
def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Any:
    """How wrong scores are about a class or class probabilities.

    Source: torch.nn.functional.cross_entropy.
    """
    kind = reduction_number(reduction, size_average, reduce)
    required("cross_entropy_loss", "input", 1, input)
    required("cross_entropy_loss", "target", 2, target)
    if input._a.shape == target._a.shape:
        if target._a.dtype.kind != "f":
            raise RuntimeError(
                "Expected floating point type for target with class probabilities, got "
                + target.dtype.scalar_name
            )
        if ignore_index >= 0:
            raise RuntimeError("ignore_index is not supported for floating point target")
        return of_probabilities(input, target, weight, kind, label_smoothing)
    if label_smoothing > 0:
        check_smoothing(label_smoothing)
        return smoothed(input, target, weight, kind, ignore_index, label_smoothing)
    return likelihood_nd(log_shares(input), target, weight, kind, ignore_index)


def check_smoothing(label_smoothing: float) -> None:
    if label_smoothing > 1:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing:g}")


def log_shares(input: Tensor) -> Any:
    """log_softmax along the classes."""
    dim = errors.dimension(0 if input._a.ndim == 1 else 1, input._a.ndim)
    if input._a.dtype.kind not in "fc":
        last = dim == input._a.ndim - 1
        kernel = "log_softmax_lastdim_kernel_impl" if last else "softmax_kernel_impl"
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{input.dtype.scalar_name}'")
    return apply(log_softmax, (input,), {"dim": dim})


def per_class(weight: Tensor, ndim: int) -> Any:
    """Weights of classes in a shape that broadcasts against the scores."""
    if ndim < 2:
        return weight
    size = tuple(weight._a.size if dim == 1 else 1 for dim in range(ndim))
    return apply(view, (weight,), {"size": size})


def of_probabilities(
    input: Tensor, target: Any, weight: Tensor | None, reduction: int, label_smoothing: float
) -> Any:
    """Cross entropy against probabilities of all classes."""
    if not input._a.ndim:
        raise IndexError("Dimension specified as 1 but tensor has no dimensions")
    dim = 0 if input._a.ndim == 1 else 1
    classes = input._a.shape[dim]
    if weight is not None and (weight._a.ndim != 1 or weight._a.size != classes):
        raise RuntimeError(
            f"cross_entropy: weight tensor should be defined either for all {classes} classes or "
            f"no classes but got weight tensor of shape: {errors.size_text(weight._a.shape)}"
        )
    scores = log_shares(input)
    if label_smoothing > 0:
        check_smoothing(label_smoothing)
        target = METHODS["add"](times(target, 1 - label_smoothing), label_smoothing / classes)
    product = scores * target
    if weight is not None:
        product = product * per_class(weight, input._a.ndim)
    if reduction == NONE:
        return -METHODS["sum"](product, dim)
    negative = -METHODS["sum"](product)
    return divided(negative, input._a.size // classes) if reduction == MEAN else negative


def smoothed(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None,
    reduction: int,
    ignore_index: int,
    label_smoothing: float,
) -> Any:
    """Cross entropy against a class, a part of the certainty shared among all classes."""
    dim = 0 if input._a.ndim == 1 else 1
    scores = log_shares(input)
    main = likelihood_nd(scores, target, weight, reduction, ignore_index)
    product = scores if weight is None else scores * per_class(weight, input._a.ndim)
    rest: Any = -METHODS["sum"](product, dim)
    ignored = np.asarray(target._a) == ignore_index
    rest = METHODS["masked_fill_"](rest, wrap(ignored), 0.0)
    if reduction == SUM:
        rest = METHODS["sum"](rest)
    elif reduction == MEAN:
        if weight is None:
            count: Any = wrap(np.int64((~ignored).sum()))
        else:
            chosen = wrap(np.asarray(target._a)[~ignored].reshape(-1))
            count = METHODS["sum"](METHODS["gather"](weight, 0, chosen))
        rest = METHODS["sum"](rest) / count
    classes = input._a.shape[dim]
    return times(main, 1 - label_smoothing) + times(rest, label_smoothing / classes)
