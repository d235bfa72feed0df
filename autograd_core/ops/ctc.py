"""CTC: scores per time step and a shorter text in, how unlikely that text is out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.ops.losses import MEAN, NONE, reduction_number
from autograd_core.ops.registry import METHODS, functional, op, public, required
from autograd_core.tensor import Tensor, wrap

FEEDS = "F.log_softmax(x(5, 2, 4), 2), torch.tensor([[1, 2, 3], [1, 1, 2]]), "


def with_blanks(targets: Any, lengths: tuple[int, ...], batch: int, blank: int) -> Any:
    """The text of one sample with a blank before, between and behind its letters."""
    length = lengths[batch]
    start = sum(lengths[:batch]) if targets.ndim == 1 else 0
    letters = (targets if targets.ndim == 1 else targets[batch])[start : start + length]
    text = np.full(2 * length + 1, blank)
    text[1::2] = letters
    return text


def walked(scores: Any, text: Any, blank: int) -> Any:
    """The log of what all ways lead to each place of the text at each time."""
    found = np.full(scores.shape, -np.inf)
    found[0, :2] = scores[0, :2]
    leaps = np.zeros(len(text), bool)
    leaps[2:] = (text[2:] != blank) & (text[2:] != text[:-2])
    for time in range(1, len(scores)):
        before = found[time - 1]
        ways = before.copy()
        ways[1:] = np.logaddexp(ways[1:], before[:-1])
        ways[2:] = np.where(leaps[2:], np.logaddexp(ways[2:], before[:-2]), ways[2:])
        found[time] = ways + scores[time]
    return found


@op(
    "_ctc_loss",
    node="CtcLossBackward0",
    symbol="ctc_loss",
    constant=("targets",),
    results=("result0", "result1"),
    samples=(
        f"F.ctc_loss({FEEDS}(5, 5), (3, 2))",
        f"F.ctc_loss({FEEDS}torch.tensor([5, 4]), torch.tensor([3, 2]), reduction='none')",
        f"F.ctc_loss({FEEDS}(5, 2), (3, 2), reduction='sum', zero_infinity=True)",
        "F.ctc_loss(F.log_softmax(x(5, 2, 4), 2), torch.tensor([1, 2, 3, 2]), (5, 5), (3, 1), "
        "blank=0, reduction='sum')",
        "F.ctc_loss(F.log_softmax(x(5, 4), 1), torch.tensor([1, 2]), torch.tensor(5), "
        "torch.tensor(2))",
    ),
    formula="-log(sum of the probabilities of all alignments)",
    en="How unlikely a text is, whichever time steps its letters fall on.",
    zh="一段文本在所有可能的对齐方式下有多不可能。",
)
def ctc_loss(
    log_probs: Array,
    targets: Array,
    *,
    input_lengths: tuple[int, ...],
    target_lengths: tuple[int, ...],
    blank: int,
    zero_infinity: bool,
) -> tuple[Array, Array]:
    times, batches, _ = log_probs.shape
    losses = np.full(batches, np.inf)
    alphas = np.full((batches, times, 2 * max(target_lengths, default=0) + 1), -np.inf)
    for batch, count in enumerate(input_lengths):
        text = with_blanks(targets, target_lengths, batch, blank)
        if not count:
            losses[batch] = 0 if len(text) == 1 else np.inf
            continue
        found = walked(log_probs[:count, batch].astype(np.float64)[:, text], text, blank)
        alphas[batch, :count, : len(text)] = found
        losses[batch] = -np.logaddexp.reduce(found[-1, -2:])
    return losses.astype(log_probs.dtype), alphas.astype(log_probs.dtype)


@ctc_loss.gradients
def _(
    grads: Any,
    log_probs: Array,
    targets: Array,
    result0: Array,
    result1: Array,
    *,
    input_lengths: tuple[int, ...],
    target_lengths: tuple[int, ...],
    blank: int,
    zero_infinity: bool,
) -> list[Array]:
    values = {"input_lengths": input_lengths, "target_lengths": target_lengths}
    return [
        ctc_loss_backward(
            grads[0],
            *(log_probs, targets, result0, result1),
            **values,
            blank=blank,
            zero_infinity=zero_infinity,
        )
    ]


@op(
    "_ctc_loss_backward",
    node="NotImplemented",
    symbol="ctc_loss′",
    samples=(f"F.ctc_loss({FEEDS}(5, 5), (3, 2)).detach() * 2",),
    formula="grad * (exp(log_probs) - share of the alignments through each letter)",
    en="The gradient of ctc_loss; it has no derivative itself.",
    zh="ctc_loss 的梯度；它本身没有导数。",
)
def ctc_loss_backward(
    grad: Array,
    log_probs: Array,
    targets: Array,
    neg_log_likelihood: Array,
    log_alpha: Array,
    *,
    input_lengths: tuple[int, ...],
    target_lengths: tuple[int, ...],
    blank: int,
    zero_infinity: bool,
) -> Array:
    result = np.zeros(log_probs.shape)
    for batch, count in enumerate(input_lengths):
        loss = float(neg_log_likelihood[batch])
        if not count or (zero_infinity and loss == np.inf):
            continue
        text = with_blanks(targets, target_lengths, batch, blank)
        scores = log_probs[:count, batch].astype(np.float64)
        ahead = walked(scores[:, text], text, blank)
        behind = walked(scores[::-1, text[::-1]], text[::-1], blank)[::-1, ::-1]
        through = np.full(scores.shape, -np.inf)
        for place, letter in enumerate(text):
            both = ahead[:, place] + behind[:, place]
            through[:, letter] = np.logaddexp(through[:, letter], both)
        share = np.exp(through + loss - scores)
        result[:count, batch] = (np.exp(scores) - share) * float(grad[batch])
    return result.astype(log_probs.dtype)


@ctc_loss_backward.gradient(
    *("grad", "log_probs", "targets", "neg_log_likelihood", "log_alpha"), formula="undefined"
)
def _(grad: Array) -> Array:
    raise RuntimeError("derivative for aten::_ctc_loss_backward is not implemented")


def numbers(lengths: Any) -> tuple[int, ...]:
    """Lengths given as a tensor or as numbers."""
    if isinstance(lengths, Tensor):
        return tuple(int(each) for each in np.atleast_1d(lengths._a))
    return tuple(int(each) for each in lengths)


def check(scores: Any, targets: Any, inputs: tuple[int, ...], lengths: tuple[int, ...]) -> None:
    """PyTorch's errors for lengths that do not fit."""
    times, batches, _ = scores.shape
    for name, given in (("input_lengths", inputs), ("target_lengths", lengths)):
        if len(given) != batches:
            raise RuntimeError(f"{name} must be of size batch_size")
    where = "(while checking arguments for ctc_loss_allocate_outputs)"
    if targets.ndim == 2 and max(lengths, default=0) > targets.shape[1]:
        raise RuntimeError(
            f"Expected tensor to have size at least {max(lengths)} at dimension 1, but got size "
            f"{targets.shape[1]} for argument #2 'targets' {where}"
        )
    if max(inputs, default=0) > times:
        raise RuntimeError(
            f"Expected input_lengths to have value at most {times}, but got value {max(inputs)} "
            f"{where}"
        )


def loss(
    log_probs: Tensor,
    targets: Tensor,
    input_lengths: Any,
    target_lengths: Any,
    blank: int,
    kind: int,
    zero_infinity: bool,
) -> Any:
    """The loss, reduced as PyTorch's `at::ctc_loss` does it."""
    scores: Any = required("ctc_loss", "log_probs", 1, log_probs)
    required("ctc_loss", "targets", 2, targets)
    single = scores._a.ndim == 2
    if single:
        scores, targets = METHODS["unsqueeze"](scores, 1), METHODS["unsqueeze"](targets, 0)
    if not 0 <= blank < scores._a.shape[2]:
        raise RuntimeError("blank must be in label range")
    inputs, lengths = numbers(input_lengths), numbers(target_lengths)
    whole = (
        wrap(np.asarray(targets._a).astype(np.int64)) if targets._a.dtype.kind == "f" else targets
    )
    check(scores._a, whole._a, inputs, lengths)
    values = {
        "input_lengths": inputs,
        "target_lengths": lengths,
        "blank": blank,
        "zero_infinity": zero_infinity,
    }
    found: Any = apply(ctc_loss, (scores, whole), values)[0]
    if zero_infinity:
        found = METHODS["where"](wrap(np.zeros((), found._a.dtype)[()]), found == np.inf, found)
    if kind == MEAN:
        counts = np.maximum(np.array(lengths), 1).astype(found._a.dtype)
        return METHODS["mean"](found / wrap(counts))
    if kind == NONE:
        return METHODS["squeeze"](found, 0) if single else found
    return METHODS["sum"](found)


@public("ctc_loss", method=False)
def torch_ctc_loss(
    log_probs: Tensor,
    targets: Tensor,
    input_lengths: Any,
    target_lengths: Any,
    blank: int = 0,
    reduction: int = 1,
    zero_infinity: bool = False,
) -> Any:
    """How unlikely texts are, whichever time steps their letters fall on (torch.ctc_loss)."""
    return loss(log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity)


@functional("ctc_loss")
def functional_ctc_loss(
    log_probs: Tensor,
    targets: Tensor,
    input_lengths: Any,
    target_lengths: Any,
    blank: int = 0,
    reduction: str = "mean",
    zero_infinity: bool = False,
) -> Any:
    """Connectionist temporal classification (torch.nn.functional.ctc_loss).

    log_probs (T, N, C) or (T, C); targets (N, S) or all texts one after the other
    Raises RuntimeError for lengths that do not fit.
    """
    kind = reduction_number(reduction)
    return loss(log_probs, targets, input_lengths, target_lengths, blank, kind, zero_infinity)
