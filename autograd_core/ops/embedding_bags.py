"""Bags of words: numbers of rows in groups in, each group's sum, mean or maximum out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import METHODS, functional, op, required
from autograd_core.tensor import Tensor, wrap

MODES = {"sum": 0, "mean": 1, "max": 2}
SUM, MEAN, MAX = 0, 1, 2


def counted(indices: Any, padding_idx: int) -> Any:
    """Which of the numbers count: not that of the padding."""
    return np.ones(indices.shape, bool) if padding_idx < 0 else indices != padding_idx


@op(
    "_embedding_bag",
    seen=1,
    node="EmbeddingBagBackward0",
    symbol="embedding_bag",
    results=("output", "result1", "result2", "result3"),
    constant=("indices", "offsets"),
    samples=(
        "F.embedding_bag(torch.tensor([[0, 2], [1, 1]]), x(3, 2)).detach()",
        "F.embedding_bag(torch.tensor([0, 2, 1]), x(3, 2), torch.tensor([0, 0, 2])).detach()",
        "F.embedding_bag(torch.tensor([[0, 2]]), x(3, 2), mode='max').detach()",
    ),
    formula="sum(weight[indices] of each bag)",
    en="Adds up, averages or takes the largest of the rows of each bag.",
    zh="对每个袋子中的行求和、求平均或取最大值。",
)
def embedding_bag(
    weight: Array,
    indices: Array,
    offsets: Array,
    per_sample_weights: Array,
    *,
    scale_grad_by_freq: bool,
    mode: int,
    sparse: bool,
    padding_idx: int,
) -> tuple[Array, Array, Array, Array]:
    starts = np.asarray(offsets)
    bag = np.searchsorted(starts, np.arange(indices.size), side="right") - 1
    keep = counted(np.asarray(indices), padding_idx)
    sizes = np.bincount(bag[keep], minlength=starts.size).astype(np.int64)
    rows = np.asarray(weight)[indices]
    if per_sample_weights is not None:
        rows = rows * np.asarray(per_sample_weights)[:, None]
    output = np.zeros((starts.size, weight.shape[1]), weight.dtype)
    largest = np.full(output.shape if mode == MAX else (0,), -1, np.int64)
    if mode == MAX:
        for place in np.flatnonzero(keep):
            first = largest[bag[place]] < 0
            better = first | (rows[place] > output[bag[place]])
            output[bag[place]] = np.where(better, rows[place], output[bag[place]])
            largest[bag[place]] = np.where(better, indices[place], largest[bag[place]])
    else:
        np.add.at(output, bag[keep], rows[keep])
        if mode == MEAN:
            output = output / np.maximum(sizes, 1)[:, None].astype(output.dtype)
    return output, bag, sizes, largest


@embedding_bag.gradients
def _(
    grads: Any,
    weight: Array,
    indices: Array,
    offsets: Array,
    per_sample_weights: Array,
    result1: Array,
    result2: Array,
    result3: Array,
    *,
    weight_sizes: tuple[int, ...],
    scale_grad_by_freq: bool,
    mode: int,
    padding_idx: int,
    needs: tuple[bool, ...],
) -> list[Any]:
    grad, values = grads[0], {"mode": mode, "padding_idx": padding_idx}
    found: list[Any] = [None, None]
    if needs[0]:
        found[0] = embedding_bag_backward(
            *(grad, indices, per_sample_weights, result1, result2, result3),
            num_weights=weight_sizes[0],
            scale_grad_by_freq=scale_grad_by_freq,
            **values,
        )
    if needs[1]:
        found[1] = per_sample_backward(grad, weight, indices, result1, padding_idx=padding_idx)
    return found


@op(
    "_embedding_bag_backward",
    node="EmbeddingBagBackwardBackward0",
    symbol="embedding_bag′",
    samples=("F.embedding_bag(torch.tensor([[0, 2]]), x(3, 2)).detach() * 2",),
    formula="zeros.index_add(0, indices, grad of each bag)",
    en="The gradient of embedding_bag; it has no derivative itself.",
    zh="embedding_bag 的梯度；它本身没有导数。",
)
def embedding_bag_backward(
    grad_output: Array,
    indices: Array,
    per_sample_weights: Array,
    bags: Array,
    sizes: Array,
    largest: Array,
    *,
    num_weights: int,
    scale_grad_by_freq: bool,
    mode: int,
    padding_idx: int,
) -> Array:
    result = np.zeros((num_weights, grad_output.shape[1]), grad_output.dtype)
    if mode == MAX:
        bag, column = np.nonzero(largest >= 0)
        np.add.at(result, (largest[bag, column], column), grad_output[bag, column])
        return result
    rows = np.asarray(grad_output)[bags]
    if mode == MEAN:
        rows = rows / np.maximum(sizes, 1)[bags][:, None].astype(rows.dtype)
    if per_sample_weights is not None:
        rows = rows * np.asarray(per_sample_weights)[:, None]
    if scale_grad_by_freq:
        often = np.bincount(indices, minlength=num_weights)[indices]
        rows = rows / often[:, None].astype(rows.dtype)
    keep = counted(np.asarray(indices), padding_idx)
    np.add.at(result, np.asarray(indices)[keep], rows[keep])
    return result


@embedding_bag_backward.gradient("grad_output", "per_sample_weights", formula="undefined")
def _(grad: Array) -> Array:
    raise RuntimeError("the derivative for '_embedding_bag_backward' is not implemented.")


@op(
    "_embedding_bag_per_sample_weights_backward",
    node="EmbeddingBagPerSampleWeightsBackwardBackward0",
    symbol="embedding_bag′",
    samples=("F.embedding_bag(torch.tensor([[0, 2]]), x(3, 2), mode='sum').detach()",),
    formula="sum(grad of each bag * weight[indices], 1)",
    en="The gradients of the weights of the words in bags.",
    zh="袋中各词权重的梯度。",
)
def per_sample_backward(
    grad_output: Array, weight: Array, indices: Array, bags: Array, *, padding_idx: int
) -> Array:
    found = (np.asarray(grad_output)[bags] * np.asarray(weight)[indices]).sum(1)
    keep = counted(np.asarray(indices), padding_idx)
    return np.where(keep, found, found.dtype.type(0))


def check_known(indices: Tensor, weight: Tensor) -> None:
    """PyTorch's error for a word without a row; it has another for each dtype."""
    numbers, count = np.asarray(indices._a).reshape(-1), weight._a.shape[0]
    wrong = np.flatnonzero((numbers < 0) | (numbers >= count))
    if not wrong.size:
        return
    place = int(wrong[0])
    if weight._a.dtype == np.float32:
        raise RuntimeError(
            f"Index {place} of input takes value {numbers[place]} which is not in the valid range "
            f"[0, {count})"
        )
    raise RuntimeError(
        "embedding_bag: Expected idx >= 0 && idx < num_embeddings but found idx to be "
        f"{numbers[place]}"
    )


@functional("embedding_bag")
def torch_embedding_bag(
    input: Tensor,
    weight: Tensor,
    offsets: Tensor | None = None,
    max_norm: float | None = None,
    norm_type: float = 2,
    scale_grad_by_freq: bool = False,
    mode: str = "mean",
    sparse: bool = False,
    per_sample_weights: Tensor | None = None,
    include_last_offset: bool = False,
    padding_idx: int | None = None,
) -> Any:
    """Sums, means or maxima of looked-up rows (torch.nn.functional.embedding_bag).

    input  (B, N): B bags of N numbers; or (N,) with `offsets` (B,), where each bag begins
    weight (V, D); the result is (B, D)
    Raises ValueError for other shapes or an unknown mode.
    """
    if max_norm is not None or sparse:
        raise NotImplementedError(
            "embedding_bag: max_norm and sparse gradients are not part of Gradstep"
        )
    required("embedding_bag", "indices", 2, input)
    if per_sample_weights is not None and input.shape != per_sample_weights.shape:
        raise ValueError(
            f"embedding_bag: If per_sample_weights ({per_sample_weights.shape}) is not None, then "
            f"it must have the same shape as the input ({input.shape})"
        )
    if weight._a.ndim != 2:
        raise ValueError(f"weight has to be a 2D Tensor, but got Tensor of dimension {weight.ndim}")
    indices, starts = flat_bags(input, offsets)
    check_known(indices, weight)
    if per_sample_weights is not None and input._a.ndim == 2:
        per_sample_weights = METHODS["reshape"](per_sample_weights, -1)
    if include_last_offset and input._a.ndim == 1:
        starts = wrap(starts._a[:-1])
    if mode not in MODES:
        raise ValueError("mode has to be one of sum, mean or max")
    if mode == "max" and scale_grad_by_freq:
        raise ValueError("max mode does not support scaling the gradient by the frequency")
    if per_sample_weights is not None and mode != "sum":
        raise NotImplementedError(
            "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported "
            f"for mode='sum' (got mode='{mode}'). Please open a feature request on GitHub."
        )
    values = {
        "scale_grad_by_freq": scale_grad_by_freq,
        "mode": MODES[mode],
        "sparse": sparse,
        "padding_idx": -1 if padding_idx is None else padding_idx % weight._a.shape[0],
    }
    return apply(embedding_bag, (weight, indices, starts, per_sample_weights), values)[0]


def flat_bags(input: Tensor, offsets: Tensor | None) -> tuple[Any, Any]:
    """All numbers in one row, and where each bag begins."""
    dims = input._a.ndim
    if dims == 2:
        if offsets is not None:
            raise ValueError(
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch "
                f"of fixed length sequences. However, found offsets of type {type(offsets)}"
            )
        size, count = input._a.shape[1], input._a.size
        return METHODS["reshape"](input, -1), wrap(np.arange(0, count, size, dtype=np.int64))
    if dims != 1:
        raise ValueError(f"input has to be 1D or 2D Tensor, but got Tensor of dimension {dims}")
    if offsets is None:
        raise ValueError("offsets has to be a 1D Tensor but got None")
    if offsets._a.ndim != 1:
        raise ValueError("offsets has to be a 1D Tensor")
    return input, offsets
