"""Attention: queries, keys and values in, what each query finds among the values out."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import apply
from autograd_core.ops.by_number import times
from autograd_core.ops.fused_attention import fused_attention
from autograd_core.ops.registry import FUNCTIONS, public
from autograd_core.ops.softmax import safe_softmax
from autograd_core.tensor import Tensor, wrap


def function(name: str) -> Any:
    """A function of nn.functional, which is filled after this module has been read."""
    from autograd_core.nn import functional

    return getattr(functional, name)


@public("scaled_dot_product_attention", function=False, method=False, functional=True)
def attend(
    query: Any,
    key: Any,
    value: Any,
    attn_mask: Any = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    *,
    scale: float | None = None,
    enable_gqa: bool = False,
) -> Any:
    """softmax(query @ key.T × scale + mask) @ value.

    Source: torch.nn.functional.scaled_dot_product_attention.
    """
    if is_causal and attn_mask is not None:
        raise RuntimeError(
            "_scaled_dot_product_attention: Explicit attn_mask should not be set when "
            "is_causal=True"
        )
    mask = attn_mask
    if mask is not None and is_bool(mask):
        mask = as_numbers(mask, query, keep=True)
    if is_fused(query, key, value, mask, dropout_p, enable_gqa):
        values = {"dropout_p": dropout_p, "is_causal": is_causal, "scale": scale}
        return apply(fused_attention, (query, key, value, mask), values)[0]
    if enable_gqa:
        groups = query.shape[-3] // key.shape[-3]
        key, value = key.repeat_interleave(groups, -3), value.repeat_interleave(groups, -3)
    sizes = [each._a.ndim for each in (query, key, value)]
    if min(sizes) < 2:
        raise RuntimeError(
            "Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: "
            f"{sizes[0]} key.dim: {sizes[1]} and value.dim: {sizes[2]} instead."
        )
    factor = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    if is_causal:
        mask = wrap(np.tril(np.ones((query.shape[-2], key.shape[-2]), bool)))
    each = math.sqrt(abs(factor))
    scores = times(query, math.copysign(each, factor)).matmul(times(key.transpose(-2, -1), each))
    if mask is not None:
        scores = scores + (as_numbers(mask, query, keep=True) if is_bool(mask) else mask)
    weights = apply(safe_softmax, (scores,), {"dim": -1})
    if dropout_p > 0:
        weights = function("dropout")(weights, dropout_p)
    return weights.matmul(value)


def is_fused(query: Any, key: Any, value: Any, mask: Any, dropout_p: float, grouped: bool) -> bool:
    """Whether PyTorch computes in one node: heads in batches, nothing dropped, a plain mask."""
    arrays = [each._a for each in (query, key, value)]
    if dropout_p > 0 or any(array.ndim != 4 or not array.size for array in arrays):
        return False
    if mask is not None and (mask.requires_grad or mask._a.ndim not in (2, 4)):
        return False
    q, k, v = (array.shape for array in arrays)
    heads_fit = q[1] == k[1] == v[1] or (grouped and k[1] == v[1] and q[1] % k[1] == 0)
    return heads_fit and q[0] == k[0] == v[0] and q[3] == k[3] == v[3]


def is_bool(mask: Tensor) -> bool:
    return mask.dtype is dtypes.bool_


def as_numbers(mask: Tensor, like: Tensor, *, keep: bool) -> Tensor:
    """A mask of bools as what is added to scores: 0 or -inf; `keep`: True stays in."""
    out = ~mask._a if keep else mask._a
    return wrap(np.where(out, -np.inf, 0).astype(like._a.dtype))


def canonical_mask(mask: Any, name: str, other: Any, other_name: str, like: Tensor) -> Any:
    """A mask of bools (True: leave out) or of numbers as numbers (F._canonical_mask)."""
    if mask is None:
        return None
    if not is_bool(mask) and not mask.dtype.is_floating_point:
        raise AssertionError(f"only bool and floating types of {name} are supported")
    if other is not None and mask.dtype is not other.dtype:
        errors.warn(
            f"Support for mismatched {name} and {other_name} is deprecated. Use same type for both "
            "instead."
        )
    return as_numbers(mask, like, keep=False) if is_bool(mask) else mask


def packed(query: Any, key: Any, value: Any, weight: Any, bias: Any) -> tuple[Any, Any, Any]:
    """The three projections by one weight, in as few products as torch needs."""
    linear = function("linear")
    size = query.shape[-1]

    def together(source: Any, w: Any, b: Any, count: int) -> Any:
        projected = linear(source, w, b).unflatten(-1, (count, size)).unsqueeze(0)
        return projected.transpose(0, -2).squeeze(-2).contiguous()

    if key is value and query is key:
        all_three = together(query, weight, bias, 3)
        return all_three[0], all_three[1], all_three[2]
    if key is value:
        w_q, w_kv = weight.split([size, size * 2])
        b_q, b_kv = (None, None) if bias is None else bias.split([size, size * 2])
        projected = linear(query, w_q, b_q)
        both = together(key, w_kv, b_kv, 2)
        return projected, both[0], both[1]
    weights = weight.chunk(3)
    biases = (None, None, None) if bias is None else bias.chunk(3)
    q, k, v = (
        linear(source, w, b)
        for source, w, b in zip((query, key, value), weights, biases, strict=True)
    )
    return q, k, v


def check_shapes(query: Any, key: Any, value: Any, padding: Any, mask: Any) -> bool:
    """torch's errors for inputs of the wrong dimensions; whether there is a batch."""
    if query.ndim not in (2, 3):
        raise AssertionError(
            "query should be unbatched 2D or batched 3D tensor but received "
            f"{query.ndim}-D query tensor"
        )
    kind = "batched (3-D)" if query.ndim == 3 else "unbatched (2-D)"
    if key.ndim != query.ndim or value.ndim != query.ndim:
        raise AssertionError(
            f"For {kind} `query`, expected `key` and `value` to be {query.ndim}-D but found "
            f"{key.ndim}-D and {value.ndim}-D tensors respectively"
        )
    if padding is not None and padding.ndim != query.ndim - 1:
        raise AssertionError(
            f"For {kind} `query`, expected `key_padding_mask` to be `None` or {query.ndim - 1}-D "
            f"but found {padding.ndim}-D tensor instead"
        )
    if mask is not None and mask.ndim not in (2, 3):
        raise AssertionError(
            f"For {kind} `query`, expected `attn_mask` to be `None`, 2-D or 3-D but found "
            f"{mask.ndim}-D tensor instead"
        )
    return bool(query.ndim == 3)


def shaped_mask(mask: Any, heads: int, sizes: tuple[int, int, int]) -> Any:
    """An attention mask in three dimensions, checked to fit."""
    targets, batch, sources = sizes
    expected = (targets, sources) if mask.ndim == 2 else (batch * heads, targets, sources)
    if tuple(mask.shape) != expected:
        raise RuntimeError(
            f"The shape of the {mask.ndim}D attn_mask is {mask.shape}, but should be {expected}."
        )
    return mask.unsqueeze(0) if mask.ndim == 2 else mask


def weighted(q: Any, k: Any, v: Any, mask: Any, dropout_p: float) -> tuple[Any, Any]:
    """Attention that also tells its weights."""
    bmm = FUNCTIONS["bmm"]
    scaled = q * math.sqrt(1.0 / float(q.shape[-1]))
    turned = k.transpose(-2, -1)
    scores = bmm(scaled, turned) if mask is None else FUNCTIONS["baddbmm"](mask, scaled, turned)
    weights = function("softmax")(scores, dim=-1)
    if dropout_p > 0:
        weights = function("dropout")(weights, p=dropout_p)
    return bmm(weights, v), weights


@public("multi_head_attention_forward", function=False, method=False, functional=True)
def multi_head_attention_forward(
    query: Any,
    key: Any,
    value: Any,
    embed_dim_to_check: int,
    num_heads: int,
    in_proj_weight: Any,
    in_proj_bias: Any,
    bias_k: Any,
    bias_v: Any,
    add_zero_attn: bool,
    dropout_p: float,
    out_proj_weight: Any,
    out_proj_bias: Any,
    training: bool = True,
    key_padding_mask: Any = None,
    need_weights: bool = True,
    attn_mask: Any = None,
    use_separate_proj_weight: bool = False,
    q_proj_weight: Any = None,
    k_proj_weight: Any = None,
    v_proj_weight: Any = None,
    average_attn_weights: bool = True,
    is_causal: bool = False,
) -> tuple[Any, Any]:
    """Attention in several heads, sequence first.

    Source: torch.nn.functional.multi_head_attention_forward.
    """
    batched = check_shapes(query, key, value, key_padding_mask, attn_mask)
    if not batched:
        query, key, value = batched_alike(query, key, value)
        key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
    targets, batch, size = query.shape
    padding = canonical_mask(key_padding_mask, "key_padding_mask", attn_mask, "attn_mask", query)
    if is_causal and attn_mask is None:
        raise RuntimeError(
            "Need attn_mask if specifying the is_causal hint. You may use the Transformer module "
            "method `generate_square_subsequent_mask` to create this mask."
        )
    causal = is_causal and padding is None and not need_weights
    mask = None if causal else canonical_mask(attn_mask, "attn_mask", None, "", query)
    if size != embed_dim_to_check:
        raise AssertionError(
            f"was expecting embedding dimension of {embed_dim_to_check}, but got {size}"
        )
    linear, cat = function("linear"), FUNCTIONS["cat"]
    if use_separate_proj_weight:
        biases = (None, None, None) if in_proj_bias is None else in_proj_bias.chunk(3)
        weights = (q_proj_weight, k_proj_weight, v_proj_weight)
        sources = (query, key, value)
        q, k, v = (linear(s, w, b) for s, w, b in zip(sources, weights, biases, strict=True))
    else:
        if key.shape != value.shape:
            raise AssertionError(f"key shape {key.shape} does not match value shape {value.shape}")
        q, k, v = packed(query, key, value, in_proj_weight, in_proj_bias)
    if mask is not None:
        mask = shaped_mask(mask, num_heads, (targets, batch, key.shape[0]))
    pad = function("pad")
    if bias_k is not None:
        k, v = cat([k, bias_k.repeat(1, batch, 1)]), cat([v, bias_v.repeat(1, batch, 1)])
        mask, padding = (None if m is None else pad(m, (0, 1)) for m in (mask, padding))
    width = size // num_heads
    q, k, v = (
        each.view(each.shape[0], batch * num_heads, width).transpose(0, 1) for each in (q, k, v)
    )
    if add_zero_attn:
        nothing = wrap(np.zeros((batch * num_heads, 1, width), k._a.dtype))
        k, v = cat([k, nothing], 1), cat([v, nothing], 1)
        mask, padding = (None if m is None else pad(m, (0, 1)) for m in (mask, padding))
    sources_count = k.shape[1]
    if padding is not None:
        wide = padding.view(batch, 1, 1, sources_count).expand(-1, num_heads, -1, -1)
        wide = wide.reshape(batch * num_heads, 1, sources_count)
        mask = wide if mask is None else mask + wide
    dropout_p = dropout_p if training else 0.0
    found = None
    if need_weights:
        output, found = weighted(q, k, v, mask, dropout_p)
        output = output.transpose(0, 1).contiguous().view(targets * batch, size)
        found = found.view(batch, num_heads, targets, sources_count)
        found = found.mean(dim=1) if average_attn_weights else found
        found = found if batched else found.squeeze(0)
    else:
        if mask is not None:
            whole = mask.shape[0] == 1 and mask.ndim == 3
            mask = mask.unsqueeze(0) if whole else mask.view(batch, num_heads, -1, sources_count)
        q, k, v = (each.view(batch, num_heads, each.shape[1], width) for each in (q, k, v))
        output = attend(q, k, v, mask, dropout_p, causal)
        output = output.permute(2, 0, 1, 3).contiguous().view(batch * targets, size)
    output = linear(output, out_proj_weight, out_proj_bias).view(targets, batch, size)
    return (output if batched else output.squeeze(1)), found


def batched_alike(query: Any, key: Any, value: Any) -> tuple[Any, Any, Any]:
    """The three with a batch of one; tensors that were the same stay the same."""
    made: dict[int, Any] = {}
    q, k, v = (made.setdefault(id(t), t.unsqueeze(1)) for t in (query, key, value))
    return q, k, v
