"""Sequences of unequal length: a list of them in, one padded or packed tensor out, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.nn import functional
from autograd_core.nn.utils.packing import (
    PackedSequence,
    pack_padded_sequence,
    pad_packed_sequence,
)
from autograd_core.nn.utils.packing import inverted as invert_permutation
from autograd_core.ops import FUNCTIONS

F: Any = functional


def pad_sequence(
    sequences: Any,
    batch_first: bool = False,
    padding_value: float = 0.0,
    padding_side: str = "right",
) -> Any:
    """Sequences side by side, the shorter ones filled up (torch.nn.utils.rnn.pad_sequence)."""
    if not isinstance(sequences, Iterable):
        raise RuntimeError(
            "pad_sequence: Expected iterable for input sequences, but got arg of type: "
            f"{type(sequences)}"
        )
    given = list(sequences)
    if not given:
        raise RuntimeError("received an empty list of sequences")
    if padding_side not in ("left", "right"):
        raise RuntimeError(
            f"Expected padding_side to be one of left or right, but got {padding_side}."
        )
    first = given[0]
    longest = max(each.shape[0] for each in given)
    sizes = (len(given), longest) if batch_first else (longest, len(given))
    padded = FUNCTIONS["full"]((*sizes, *first.shape[1:]), padding_value, dtype=first.dtype)
    for index, each in enumerate(given):
        length = each.shape[0]
        steps = slice(0, length) if padding_side == "right" else slice(longest - length, longest)
        place = (index, steps) if batch_first else (steps, index)
        padded[place].copy_(each)
    return padded


def unpad_sequence(padded_sequences: Any, lengths: Any, batch_first: bool = False) -> list[Any]:
    """The sequences without what filled them up (torch.nn.utils.rnn.unpad_sequence)."""
    rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    ends = lengths.tolist() if hasattr(lengths, "tolist") else list(lengths)
    return [row[:end] for row, end in zip(rows, ends, strict=True)]


def pack_sequence(sequences: Any, enforce_sorted: bool = True) -> PackedSequence:
    """Sequences of unequal length, packed (torch.nn.utils.rnn.pack_sequence)."""
    lengths = FUNCTIONS["as_tensor"]([each.shape[0] for each in sequences])
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences: Any) -> list[Any]:
    """The sequences of a packed one (torch.nn.utils.rnn.unpack_sequence)."""
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)


__getattr__ = getattr_of("torch.nn.utils.rnn")

__all__ = [
    "PackedSequence",
    "invert_permutation",
    "pack_padded_sequence",
    "pack_sequence",
    "pad_packed_sequence",
    "pad_sequence",
    "unpack_sequence",
    "unpad_sequence",
]
