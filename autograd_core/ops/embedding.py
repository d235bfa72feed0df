"""Embeddings: numbers of rows in, these rows of a table out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.inplace import write
from autograd_core.ops.calls import bare, like
from autograd_core.ops.masks import masked_fill
from autograd_core.ops.positions import index_select
from autograd_core.ops.registry import functional, op, required
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


@op(
    "embedding",
    node="EmbeddingBackward0",
    samples=(
        "F.embedding(torch.tensor([0, 2, 0]), x(3, 2))",
        "F.embedding(torch.tensor([[0, 2], [1, 1]]), x(3, 2), padding_idx=1)",
        "F.embedding(torch.tensor(1), x(3, 2))",
        "F.embedding(torch.tensor([0, 2, 0]), x(3, 2), scale_grad_by_freq=True)",
    ),
    formula="weight[indices]",
    en="Looks up rows of a table.",
    zh="查出表中的若干行。",
)
def embedding(
    weight: Array, indices: Array, *, padding_idx: int, scale_grad_by_freq: bool, sparse: bool
) -> Array:
    return np.take(weight, indices, axis=0)


@embedding.gradient("weight", formula="zeros.index_add(0, indices, grad)")
def _(
    grad: Array,
    indices: Array,
    *,
    weight_sizes: Dims,
    padding_idx: int,
    scale_grad_by_freq: bool,
    sparse: bool,
) -> Array:
    return embedding_backward(
        grad,
        indices,
        num_weights=weight_sizes[0],
        padding_idx=padding_idx,
        scale_grad_by_freq=scale_grad_by_freq,
    )


@op(
    "embedding_dense_backward",
    node="EmbeddingDenseBackwardBackward0",
    symbol="embedding′",
    samples=("F.embedding(torch.tensor([0, 2, 0]), x(3, 2)) * 2",),
    formula="zeros.index_add(0, indices, grad_output)",
    en="Adds the gradients of looked-up rows to the rows of the table.",
    zh="把查出各行的梯度加到表的相应行上。",
)
def embedding_backward(
    grad_output: Array,
    indices: Array,
    *,
    num_weights: int,
    padding_idx: int,
    scale_grad_by_freq: bool,
) -> Array:
    places = np.asarray(indices).reshape(-1)
    rows = np.asarray(grad_output).reshape(places.size, -1)
    counted = places != padding_idx if padding_idx >= 0 else np.ones(places.shape, bool)
    if scale_grad_by_freq:
        often = np.bincount(places, minlength=num_weights)[places]
        rows = rows / often[:, None].astype(rows.dtype)
    result = np.zeros((num_weights, rows.shape[1]), rows.dtype)
    np.add.at(result, places[counted], rows[counted])
    return result


@embedding_backward.gradient("grad_output", formula="grad[indices]")
def _(grad: Array, indices: Array, *, padding_idx: int) -> Array:
    places = np.asarray(bare(indices))
    rows = index_select(grad, like(indices, places.reshape(-1)), dim=0)
    if padding_idx >= 0:
        mask = (places == padding_idx).reshape(-1, 1)
        rows = masked_fill(rows, like(grad, mask), value=0)
    return rows.reshape((*places.shape, rows.shape[-1]))


@functional("embedding")
def torch_embedding(
    input: Tensor,
    weight: Tensor,
    padding_idx: int | None = None,
    max_norm: float | None = None,
    norm_type: float = 2.0,
    scale_grad_by_freq: bool = False,
    sparse: bool = False,
) -> Any:
    """Rows of a table `weight` (N, D) by their numbers (torch.nn.functional.embedding)."""
    if sparse:
        raise NotImplementedError("embedding: sparse gradients are not offered here")
    required("embedding", "indices", 2, input)
    if required("embedding", "weight", 1, weight)._a.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    rows = weight._a.shape[0]
    place = -1 if padding_idx is None else padding_idx
    if padding_idx is not None:
        assert -rows <= padding_idx < rows, "Padding_idx must be within num_embeddings"
        place = padding_idx % rows
    if weight._a.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    numbers = np.asarray(input._a)
    if numbers.dtype not in (np.int64, np.int32):
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: "
            f"Long, Int; but got {input.dtype.tensor_type} instead (while checking arguments for "
            "embedding)"
        )
    if numbers.size and not rows:
        raise RuntimeError("index_select(): self indexing axis dim should be positive")
    if numbers.size and not (numbers.min() >= 0 and numbers.max() < rows):
        raise IndexError("index out of range in self")
    if max_norm is not None:
        shorten(weight, numbers, max_norm, norm_type)
    values = {
        "padding_idx": place,
        "scale_grad_by_freq": scale_grad_by_freq,
        "sparse": sparse,
    }
    return apply(embedding, (weight, input), values)


def shorten(weight: Tensor, numbers: Any, max_norm: float, norm_type: float) -> None:
    """Scale down, in place, those looked-up rows whose norm is greater than `max_norm`.

    Source: torch.embedding_renorm_.
    """
    table = np.array(weight._a)
    for row in np.unique(numbers):
        norm = np.linalg.norm(table[row], norm_type)
        if norm > max_norm:
            table[row] *= table.dtype.type(max_norm / (norm + 1e-7))
    write(weight, table)
