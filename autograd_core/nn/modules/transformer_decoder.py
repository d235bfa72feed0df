"""Transformer decoders, and the whole: two sequences in, what the decoder makes of them out."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from autograd_core import creation
from autograd_core.nn import init
from autograd_core.nn.modules.attention import MultiheadAttention
from autograd_core.nn.modules.container import ModuleList
from autograd_core.nn.modules.dropout import Dropout
from autograd_core.nn.modules.linear import Linear
from autograd_core.nn.modules.module import Module
from autograd_core.nn.modules.normalization import LayerNorm
from autograd_core.nn.modules.transformer import (
    TransformerEncoder,
    TransformerEncoderLayer,
    function_of,
)
from autograd_core.ops import FUNCTIONS

Activation = str | Callable[[Any], Any]


class TransformerDecoderLayer(Module):
    """Self-attention, attention to a memory, a small network (torch.nn.TransformerDecoderLayer).

    tgt (T, N, E) and memory (S, N, E), with N first if `batch_first`; the result is as tgt.
    Raises RuntimeError for an activation other than relu and gelu.
    """

    def __init__(
        self,
        d_model: int,
        nhead: int,
        dim_feedforward: int = 2048,
        dropout: float = 0.1,
        activation: Activation = "relu",
        layer_norm_eps: float = 1e-5,
        batch_first: bool = False,
        norm_first: bool = False,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        options = {"batch_first": batch_first, "device": device, "dtype": dtype}
        self.self_attn = MultiheadAttention(d_model, nhead, dropout, bias, **options)
        self.multihead_attn = MultiheadAttention(d_model, nhead, dropout, bias, **options)
        self.linear1 = Linear(d_model, dim_feedforward, bias, device, dtype)
        self.dropout = Dropout(dropout)
        self.linear2 = Linear(dim_feedforward, d_model, bias, device, dtype)
        self.norm_first = norm_first
        self.norm1 = LayerNorm(d_model, layer_norm_eps, bias=bias, dtype=dtype)
        self.norm2 = LayerNorm(d_model, layer_norm_eps, bias=bias, dtype=dtype)
        self.norm3 = LayerNorm(d_model, layer_norm_eps, bias=bias, dtype=dtype)
        self.dropout1 = Dropout(dropout)
        self.dropout2 = Dropout(dropout)
        self.dropout3 = Dropout(dropout)
        self.activation = function_of(activation) if isinstance(activation, str) else activation

    def forward(
        self,
        tgt: Any,
        memory: Any,
        tgt_mask: Any = None,
        memory_mask: Any = None,
        tgt_key_padding_mask: Any = None,
        memory_key_padding_mask: Any = None,
        tgt_is_causal: bool = False,
        memory_is_causal: bool = False,
    ) -> Any:
        def own(x: Any) -> Any:
            options = attention_options(tgt_mask, tgt_key_padding_mask, tgt_is_causal)
            return self.dropout1(self.self_attn(x, x, x, **options)[0])

        def other(x: Any) -> Any:
            options = attention_options(memory_mask, memory_key_padding_mask, memory_is_causal)
            return self.dropout2(self.multihead_attn(x, memory, memory, **options)[0])

        if self.norm_first:
            x = tgt + own(self.norm1(tgt))
            x = x + other(self.norm2(x))
            return x + self._network(self.norm3(x))
        x = self.norm1(tgt + own(tgt))
        x = self.norm2(x + other(x))
        return self.norm3(x + self._network(x))

    def _network(self, x: Any) -> Any:
        return self.dropout3(self.linear2(self.dropout(self.activation(self.linear1(x)))))


def attention_options(mask: Any, padding: Any, causal: bool) -> dict[str, Any]:
    """How a layer calls its attention."""
    return {
        "attn_mask": mask,
        "key_padding_mask": padding,
        "is_causal": causal,
        "need_weights": False,
    }


class TransformerDecoder(Module):
    """Several equal decoder layers one after the other (torch.nn.TransformerDecoder)."""

    def __init__(self, decoder_layer: Any, num_layers: int, norm: Module | None = None) -> None:
        super().__init__()
        self.layers = ModuleList([copy.deepcopy(decoder_layer) for _ in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm

    def forward(
        self,
        tgt: Any,
        memory: Any,
        tgt_mask: Any = None,
        memory_mask: Any = None,
        tgt_key_padding_mask: Any = None,
        memory_key_padding_mask: Any = None,
        tgt_is_causal: bool | None = None,
        memory_is_causal: bool = False,
    ) -> Any:
        first: Any = self.layers[0]
        place = 1 if first.self_attn.batch_first and len(tgt.shape) == 3 else 0
        causal = is_causal_mask(tgt_mask, tgt_is_causal, tgt.shape[place])
        output = tgt
        for layer in self.layers:
            output = layer(
                output,
                memory,
                tgt_mask=tgt_mask,
                memory_mask=memory_mask,
                tgt_key_padding_mask=tgt_key_padding_mask,
                memory_key_padding_mask=memory_key_padding_mask,
                tgt_is_causal=causal,
                memory_is_causal=memory_is_causal,
            )
        return output if self.norm is None else self.norm(output)


def is_causal_mask(mask: Any, told: bool | None, size: int) -> bool:
    """Whether a mask hides exactly what is to come; `told` is believed."""
    if told is not None or mask is None:
        return told is True
    causal = subsequent_mask(size, mask.dtype)
    return mask.shape == causal.shape and bool((mask == causal).all())


def subsequent_mask(size: int, dtype: Any = None) -> Any:
    """A square of 0, with minus infinity above the diagonal."""
    full = creation.full((size, size), float("-inf"), dtype=dtype)
    return FUNCTIONS["triu"](full, 1)


class Transformer(Module):
    """An encoder and a decoder (torch.nn.Transformer).

    src (S, N, E) and tgt (T, N, E), with N first if `batch_first`; the result is as tgt.
    Raises RuntimeError when batches or features of the two do not fit.
    """

    def __init__(
        self,
        d_model: int = 512,
        nhead: int = 8,
        num_encoder_layers: int = 6,
        num_decoder_layers: int = 6,
        dim_feedforward: int = 2048,
        dropout: float = 0.1,
        activation: Activation = "relu",
        custom_encoder: Any = None,
        custom_decoder: Any = None,
        layer_norm_eps: float = 1e-5,
        batch_first: bool = False,
        norm_first: bool = False,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        sizes = (d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps)
        options = (batch_first, norm_first, bias, device, dtype)
        if custom_encoder is None:
            layer = TransformerEncoderLayer(*sizes, *options)
            norm = LayerNorm(d_model, layer_norm_eps, bias=bias, dtype=dtype)
            custom_encoder = TransformerEncoder(layer, num_encoder_layers, norm)
        self.encoder = custom_encoder
        if custom_decoder is None:
            decoder_layer = TransformerDecoderLayer(*sizes, *options)
            norm = LayerNorm(d_model, layer_norm_eps, bias=bias, dtype=dtype)
            custom_decoder = TransformerDecoder(decoder_layer, num_decoder_layers, norm)
        self.decoder = custom_decoder
        self._reset_parameters()
        self.d_model = d_model
        self.nhead = nhead
        self.batch_first = batch_first

    def forward(
        self,
        src: Any,
        tgt: Any,
        src_mask: Any = None,
        tgt_mask: Any = None,
        memory_mask: Any = None,
        src_key_padding_mask: Any = None,
        tgt_key_padding_mask: Any = None,
        memory_key_padding_mask: Any = None,
        src_is_causal: bool | None = None,
        tgt_is_causal: bool | None = None,
        memory_is_causal: bool = False,
    ) -> Any:
        batch = 0 if self.batch_first else 1
        if len(src.shape) == 3 and src.size(batch) != tgt.size(batch):
            raise RuntimeError("the batch number of src and tgt must be equal")
        if src.size(-1) != self.d_model or tgt.size(-1) != self.d_model:
            raise RuntimeError("the feature number of src and tgt must be equal to d_model")
        memory = self.encoder(src, src_mask, src_key_padding_mask, src_is_causal)
        return self.decoder(
            tgt,
            memory,
            tgt_mask=tgt_mask,
            memory_mask=memory_mask,
            tgt_key_padding_mask=tgt_key_padding_mask,
            memory_key_padding_mask=memory_key_padding_mask,
            tgt_is_causal=tgt_is_causal,
            memory_is_causal=memory_is_causal,
        )

    @staticmethod
    def generate_square_subsequent_mask(sz: int, device: Any = None, dtype: Any = None) -> Any:
        """0 on and below the diagonal, minus infinity above it, (sz, sz)."""
        return subsequent_mask(sz, dtype)

    def _reset_parameters(self) -> None:
        for parameter in self.parameters():
            if len(parameter.shape) > 1:
                init.xavier_uniform_(parameter)
