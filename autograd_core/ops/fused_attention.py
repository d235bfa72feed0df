"""Attention in one node, as PyTorch computes it on the CPU for batches of heads."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core.dispatch import Array
from autograd_core.ops.calls import bare
from autograd_core.ops.registry import op

NAME = "_scaled_dot_product_flash_attention_for_cpu"
FEEDS = "F.scaled_dot_product_attention(x(1, 2, 3, 4), x(1, 2, 3, 4), x(1, 2, 3, 4)"


def as_many(heads: int, array: Any) -> Any:
    """Keys or values with one copy for each query head that shares them."""
    return array if array.shape[1] == heads else np.repeat(array, heads // array.shape[1], axis=1)


def shared(heads: int, grad: Any) -> Any:
    """The gradient of keys or values that several query heads share."""
    batch, every, *rest = grad.shape
    return grad if every == heads else grad.reshape(batch, heads, every // heads, *rest).sum(2)


def scores(query: Any, key: Any, mask: Any, is_causal: bool, scale: float) -> Any:
    """How well each query fits each key; -inf where it may not look."""
    found = np.matmul(query, key.swapaxes(-2, -1)) * query.dtype.type(scale)
    if mask is not None:
        found = found + mask
    if is_causal:
        ahead = ~np.tril(np.ones(found.shape[-2:], bool))
        found = np.where(ahead, query.dtype.type(-np.inf), found)
    return found


@op(
    NAME,
    node="ScaledDotProductFlashAttentionForCpuBackward0",
    symbol="attention",
    constant=("attn_mask",),
    results=("output", "logsumexp"),
    seen=1,
    samples=(
        f"{FEEDS})",
        f"{FEEDS}, is_causal=True)",
        f"{FEEDS}, scale=0.25)",
        f"{FEEDS}, attn_mask=c(3, 3))",
        "F.scaled_dot_product_attention(x(2, 1, 2, 4), x(2, 1, 3, 4), x(2, 1, 3, 4), "
        "attn_mask=i(2, 2, 3).bool() | torch.eye(2, 3, dtype=torch.bool))",
        "F.scaled_dot_product_attention(x(1, 4, 2, 4), x(1, 2, 3, 4), x(1, 2, 3, 4), "
        "enable_gqa=True)",
    ),
    formula="softmax(query @ transpose(key) * scale + attn_mask) @ value",
    en="Each query takes the values in the measure in which their keys fit it.",
    zh="每个查询按键与它的匹配程度取各个值的加权平均。",
)
def fused_attention(
    query: Array,
    key: Array,
    value: Array,
    attn_mask: Array,
    *,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    scale: float | None = None,
) -> tuple[Array, Array]:
    factor = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    heads = query.shape[1]
    found = scores(query, as_many(heads, key), attn_mask, is_causal, factor)
    largest = found.max(-1, keepdims=True)
    largest = np.where(np.isneginf(largest), found.dtype.type(0), largest)
    parts = np.exp(found - largest)
    total = parts.sum(-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = np.where(total == 0, found.dtype.type(0), parts / total)
        logsumexp = (np.log(total) + largest)[..., 0]
    return np.matmul(weights, as_many(heads, value)), logsumexp


@fused_attention.gradients
def _(
    grads: Any,
    query: Array,
    key: Array,
    value: Array,
    attn_mask: Array,
    output: Array,
    logsumexp: Array,
    *,
    dropout_p: float,
    is_causal: bool,
    scale: float | None,
) -> tuple[Array, Array, Array]:
    found: tuple[Array, Array, Array] = fused_attention_backward(
        grads[0],
        *(query, key, value, attn_mask, output, logsumexp),
        dropout_p=dropout_p,
        is_causal=is_causal,
        scale=scale,
    )
    return found


@op(
    f"{NAME}_backward",
    node="NotImplemented",
    symbol="attention′",
    samples=(f"{FEEDS}).detach() * 2",),
    formula="gradients of query, key and value",
    en="The gradients of attention; they have no derivative themselves.",
    zh="注意力的梯度；它本身没有导数。",
)
def fused_attention_backward(
    grad_out: Array,
    query: Array,
    key: Array,
    value: Array,
    attn_mask: Array,
    output: Array,
    logsumexp: Array,
    *,
    dropout_p: float,
    is_causal: bool,
    scale: float | None,
) -> tuple[Array, Array, Array]:
    factor = query.dtype.type(1 / math.sqrt(query.shape[-1]) if scale is None else scale)
    heads, few = query.shape[1], key.shape[1]
    keys, values = as_many(heads, key), as_many(heads, value)
    found = scores(query, keys, bare(attn_mask), is_causal, factor)
    base = np.where(np.isneginf(logsumexp), found.dtype.type(0), logsumexp)[..., None]
    weights = np.exp(found - base)
    by_weights = np.matmul(grad_out, values.swapaxes(-2, -1))
    by_scores = weights * (by_weights - (grad_out * output).sum(-1, keepdims=True)) * factor
    return (
        np.matmul(by_scores, keys),
        shared(few, np.matmul(by_scores.swapaxes(-2, -1), query)),
        shared(few, np.matmul(weights.swapaxes(-2, -1), grad_out)),
    )


@fused_attention_backward.gradient(
    *("grad_out", "query", "key", "value", "attn_mask", "output", "logsumexp"),
    formula="undefined",
)
def _(grad: Array) -> Array:
    raise RuntimeError(f"derivative for aten::{NAME}_backward is not implemented")
