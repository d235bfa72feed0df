"""Losses of yes-or-no answers: probabilities or scores in, how wrong they are out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.ops.by_number import number_minus, plus, times
from autograd_core.ops.calls import dual, exp, log, precise
from autograd_core.ops.losses import (
    MEAN,
    NONE,
    in_dtype,
    mean_part,
    mean_part_of,
    reduced,
    reduced_tensor,
    reduction_number,
    sized,
)
from autograd_core.ops.offering import refuse
from autograd_core.ops.registry import (
    FUNCTIONAL,
    FUNCTIONS,
    METHODS,
    functional,
    op,
    public,
    required,
)
from autograd_core.ops.shapes import expanded
from autograd_core.promotion import promoted
from autograd_core.tensor import Tensor


def plain_sigmoid(array: Any) -> Any:
    return precise(lambda wide: 1 / (1 + np.exp(-wide)), array)


sigmoid = dual("sigmoid", plain_sigmoid)


@op(
    "binary_cross_entropy",
    node="BinaryCrossEntropyBackward0",
    samples=(
        "F.binary_cross_entropy(u(3).abs(), u(3).abs().detach())",
        "F.binary_cross_entropy(u(2, 3).abs(), u(2, 3).abs(), reduction='none')",
        "F.binary_cross_entropy(u(3).abs(), u(3).abs(), p(3).detach(), reduction='sum')",
    ),
    constant=("weight",),
    formula="-mean(target * log(self) + (1 - target) * log(1 - self))",
    en="How surprised probabilities are by yes-or-no answers.",
    zh="概率对是非答案的惊讶程度。",
)
def binary_cross_entropy(self: Array, target: Array, weight: Array, *, reduction: int) -> Array:
    def lost(wide: Any) -> Any:
        yes = np.maximum(np.log(wide), -100.0)
        no = np.maximum(np.log1p(-wide), -100.0)
        return (np.asarray(target, np.float64) - 1.0) * no - target * yes

    losses = precise(lost, self)
    return reduced(losses if weight is None else losses * weight, reduction)


@binary_cross_entropy.gradients
def _(
    grad: Array,
    self: Array,
    target: Array,
    weight: Array,
    *,
    reduction: int,
    needs: tuple[bool, ...],
) -> list[Any]:
    found: list[Any] = [None, None]
    if needs[0]:
        found[0] = binary_cross_entropy_backward(grad, self, target, weight, reduction=reduction)
    if needs[1]:
        sides = log(number_minus(1.0, self)) - log(self)
        part = sides * grad if weight is None else sides * grad * weight
        found[1] = mean_part(part, reduction)
    return found


@op(
    "binary_cross_entropy_backward",
    node="BinaryCrossEntropyBackwardBackward0",
    symbol="binary_cross_entropy′",
    samples=("F.binary_cross_entropy(u(3).abs(), u(3).abs()) * 2",),
    constant=("weight",),
    formula="grad_output * (self - target) / (self * (1 - self))",
    en="The gradient of binary_cross_entropy.",
    zh="binary_cross_entropy 的梯度。",
)
def binary_cross_entropy_backward(
    grad_output: Array, self: Array, target: Array, weight: Array, *, reduction: int
) -> Array:
    one = self.dtype.type(1)
    below = np.maximum((one - self) * self, self.dtype.type(1e-12))
    found = grad_output * (self - target) / below
    if weight is not None:
        found = found * weight
    return found / found.dtype.type(found.size) if reduction == MEAN else found


@binary_cross_entropy_backward.gradients
def _(
    grad: Array,
    grad_output: Array,
    self: Array,
    target: Array,
    weight: Array,
    *,
    reduction: int,
    needs: tuple[bool, ...],
) -> list[Any]:
    found: list[Any] = [None, None, None]
    if needs[0]:
        whole = binary_cross_entropy_backward(grad, self, target, weight, reduction=NONE)
        found[0] = whole if reduction == NONE else mean_part_of(whole.sum(), self, reduction)
    low, high = plus(self, 1e-12), plus(number_minus(1, self), 1e-12)
    arrived = grad * grad_output if weight is None else grad * grad_output * weight
    if needs[1]:
        top = self * self - times(self * target, 2) + target
        found[1] = mean_part(arrived * top / (low * low * high * high), reduction)
    if needs[2]:
        found[2] = mean_part(-arrived / (low * high), reduction)
    return found


def plain_log_sigmoid(wide: Any) -> Any:
    return np.minimum(wide, 0.0) - np.log1p(np.exp(-np.abs(wide)))


@op(
    "binary_cross_entropy_with_logits",
    node="BinaryCrossEntropyWithLogitsBackward0",
    samples=(
        "F.binary_cross_entropy_with_logits(x(3), u(3).abs().detach())",
        "F.binary_cross_entropy_with_logits(x(2, 3), u(2, 3), reduction='none')",
        "F.binary_cross_entropy_with_logits(x(3), u(3), p(3).detach(), reduction='sum')",
        "F.binary_cross_entropy_with_logits(x(2, 3), u(2, 3), pos_weight=p(3).detach())",
    ),
    constant=("weight", "pos_weight"),
    formula="mean((1 - target) * self - log(sigmoid(self)))",
    en="How surprised scores are by yes-or-no answers; the sigmoid is taken inside.",
    zh="得分对是非答案的惊讶程度；内部先取 sigmoid。",
)
def cross_entropy_of_scores(
    self: Array, target: Array, weight: Array, pos_weight: Array, *, reduction: int
) -> Array:
    kind = target.dtype
    if self.dtype != kind:
        self, target = promoted([self, target])
    one = self.dtype.type(1)
    logs = precise(plain_log_sigmoid, self)
    if pos_weight is not None:
        losses = (one - target) * self - ((pos_weight - one) * target + one) * logs
    else:
        losses = (one - target) * self - logs
    losses = losses.astype(kind, copy=False)  # PyTorch computes in the target's memory
    return reduced(losses if weight is None else losses * weight, reduction)


@cross_entropy_of_scores.gradients
def _(
    grad: Array,
    self: Array,
    target: Array,
    weight: Array,
    pos_weight: Array,
    *,
    reduction: int,
    self_dtype: Any,
    target_dtype: Any,
    needs: tuple[bool, ...],
) -> list[Any]:
    found: list[Any] = [None, None]
    if needs[0]:
        part = slope_of_scores(grad, self, target, pos_weight)
        part = part if weight is None else part * weight
        found[0] = in_dtype(mean_part(part, reduction), self_dtype)
    if needs[1]:
        if pos_weight is None:
            part = -self * grad
        else:
            part = (log_share(-self) - pos_weight * log_share(self)) * grad
        part = part if weight is None else part * weight
        found[1] = in_dtype(mean_part(part, reduction), target_dtype)
    return found


def slope_of_scores(grad: Array, self: Array, target: Array, pos_weight: Array) -> Array:
    """The derivative by the scores, times what arrived."""
    if pos_weight is None:
        return (sigmoid(self) - target) * grad
    weighted = pos_weight * target
    return ((plus(weighted, 1) - target) * sigmoid(self) - weighted) * grad


def log_share(array: Array) -> Array:
    """log(sigmoid(x)), on arrays and tensors."""
    if isinstance(array, Tensor):
        return FUNCTIONAL["logsigmoid"](array)
    return precise(plain_log_sigmoid, array)


@op(
    "soft_margin_loss",
    node="SoftMarginLossBackward0",
    samples=(
        "F.soft_margin_loss(x(3), x(3).detach())",
        "F.soft_margin_loss(x(2, 3), c(2, 3), reduction='none')",
        "F.soft_margin_loss(x(3), c(3), reduction='sum')",
    ),
    formula="mean(log(1 + exp(-target * self)))",
    en="A smooth loss of scores whose sign should be the target's.",
    zh="得分的符号应与目标一致的平滑损失。",
)
def soft_margin_loss(self: Array, target: Array, *, reduction: int) -> Array:
    return reduced(precise(lambda wide: np.log1p(np.exp(-wide * target)), self), reduction)


@soft_margin_loss.gradient("self", formula="-grad * target / (1 + exp(target * self))")
def _(grad: Array, self: Array, target: Array, *, reduction: int) -> Array:
    return soft_margin_loss_backward(grad, self, target, reduction=reduction)


@op(
    "soft_margin_loss_backward",
    node="SoftMarginLossBackwardBackward0",
    symbol="soft_margin_loss′",
    samples=("F.soft_margin_loss(x(3), c(3)) * 2",),
    formula="-grad_output * target / (1 + exp(target * self))",
    en="The gradient of soft_margin_loss.",
    zh="soft_margin_loss 的梯度。",
)
def soft_margin_loss_backward(
    grad_output: Array, self: Array, target: Array, *, reduction: int
) -> Array:
    powers = precise(np.exp, -target * self)
    found = -target * powers / (powers + self.dtype.type(1)) * grad_output
    return found / found.dtype.type(found.size) if reduction == MEAN else found


@soft_margin_loss_backward.gradient("grad_output", formula="sum(grad * derivative)")
def _(grad: Array, self: Array, target: Array, *, reduction: int) -> Array:
    whole = soft_margin_loss_backward(grad, self, target, reduction=NONE)
    return whole if reduction == NONE else mean_part_of(whole.sum(), self, reduction)


@soft_margin_loss_backward.gradient("self", formula="grad * grad_output * second derivative")
def _(grad: Array, grad_output: Array, self: Array, target: Array, *, reduction: int) -> Array:
    powers = exp(target * self)
    lower = plus(powers, 1)
    part = grad * grad_output * (target * target * powers) / (lower * lower)
    return mean_part(part, reduction)


def same_size(input: Tensor, target: Tensor, text: str) -> None:
    if target._a.shape != input._a.shape:
        raise ValueError(text.format(target=target.shape, input=input.shape))


@functional("binary_cross_entropy")
def torch_binary_cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Any:
    """Probabilities against yes-or-no answers (torch.nn.functional.binary_cross_entropy)."""
    kind = reduction_number(reduction, size_average, reduce)
    sized(input, target)
    same_size(
        input,
        target,
        "Using a target size ({target}) that is different to the input size ({input}) is "
        "deprecated. Please ensure they have the same size.",
    )
    if weight is not None:
        shape = np.broadcast_shapes(target._a.shape, weight._a.shape)
        weight = expanded(weight, shape)
    if input._a.dtype != target._a.dtype:
        raise RuntimeError(
            f"Found dtype {target.dtype.scalar_name} but expected {input.dtype.scalar_name}"
        )
    for name, tensor in (("input", input), ("target", target)):
        values = np.asarray(tensor._a)
        if not np.all((values >= 0) & (values <= 1)):
            raise RuntimeError(f"all elements of {name} should be between 0 and 1")
    return apply(binary_cross_entropy, (input, target, weight), {"reduction": kind})


@public("binary_cross_entropy_with_logits", method=False, functional=True)
def torch_cross_entropy_of_scores(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    pos_weight: Tensor | None = None,
) -> Any:
    """Scores against yes-or-no answers (torch.nn.functional.binary_cross_entropy_with_logits)."""
    kind = reduction_number(reduction, size_average, reduce)
    sized(input, target)
    same_size(input, target, "Target size ({target}) must be the same as input size ({input})")
    refuse("log_sigmoid_cpu", "biu")(input)
    if target._a.dtype.kind not in "fc":
        raise RuntimeError(
            f"result type {input.dtype.scalar_name} can't be cast to the desired output type "
            f"{target.dtype.scalar_name}"
        )
    values = {"reduction": kind}
    return apply(cross_entropy_of_scores, (input, target, weight, pos_weight), values)


@functional("soft_margin_loss")
def torch_soft_margin_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Any:
    """log(1 + exp(-target * input)) (torch.nn.functional.soft_margin_loss)."""
    kind = reduction_number(reduction, size_average, reduce)
    required("soft_margin_loss", "input", 1, input)
    if target._requires_grad:
        raise RuntimeError(
            "The function 'soft_margin_loss' is not differentiable with respect to argument "
            "'target'. This input cannot have requires_grad True."
        )
    if input._a.shape != target._a.shape:
        FUNCTIONS["broadcast_tensors"](input, target)
    return apply(soft_margin_loss, (input, target), {"reduction": kind})


@functional("multilabel_soft_margin_loss")
def multilabel_soft_margin_loss(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Any:
    """Yes-or-no losses of several labels at once.

    Source: torch.nn.functional.multilabel_soft_margin_loss.
    """
    kind = reduction_number(reduction, size_average, reduce)
    share: Any = FUNCTIONAL["logsigmoid"]
    given: Any = target
    loss = -(given * share(input) + (1 - given) * share(-input))  # type: ignore[operator]
    loss = loss if weight is None else loss * weight
    loss = METHODS["sum"](loss, input._a.ndim - 1) / input._a.shape[-1]
    return reduced_tensor(loss, kind)
