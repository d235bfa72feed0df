"""Packed sequences: padded ones and their lengths in, what is not padding, step by step, out.

Source: torch.nn.utils.rnn (PackedSequence, pack_padded_sequence, pad_packed_sequence, …).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from autograd_core import dtypes
from autograd_core.dispatch import Array, apply
from autograd_core.ops import FUNCTIONS, METHODS
from autograd_core.ops.calls import bare, like
from autograd_core.ops.registry import op
from autograd_core.tensor import Tensor, wrap


class Parts(NamedTuple):
    """What a packed sequence holds."""

    data: Any
    batch_sizes: Any
    sorted_indices: Any
    unsorted_indices: Any


class PackedSequence(Parts):
    """Sequences of unequal length, step by step (torch.nn.utils.rnn.PackedSequence).

    data              the elements of all first steps, then of all second steps, …
    batch_sizes       how many sequences reach each step
    sorted_indices    in which order the sequences are taken, longest first; None: as they came
    unsorted_indices  the inverse of that order
    """

    __module__ = "torch.nn.utils.rnn"

    def __new__(
        cls,
        data: Any,
        batch_sizes: Any = None,
        sorted_indices: Any = None,
        unsorted_indices: Any = None,
    ) -> PackedSequence:
        if batch_sizes is None:
            data, batch_sizes = data
        if unsorted_indices is None:
            unsorted_indices = inverted(sorted_indices)
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def to(self, *args: Any, **kwargs: Any) -> PackedSequence:
        """With its data in another dtype."""
        data = self.data.to(*args, **kwargs)
        return self if data is self.data else PackedSequence(data, *self[1:])

    def double(self) -> PackedSequence:
        """As float64."""
        return self.to(dtypes.float64)

    def float(self) -> PackedSequence:
        """As float32."""
        return self.to(dtypes.float32)

    @property
    def is_cuda(self) -> bool:
        """False: everything is on the CPU."""
        return False


def inverted(order: Any) -> Any:
    """The permutation that undoes another one (torch.nn.utils.rnn.invert_permutation)."""
    return None if order is None else wrap(np.argsort(order._a).astype(np.int64))


@op(
    "_pack_padded_sequence",
    node="PackPaddedSequenceBackward0",
    symbol="pack",
    samples=(
        "torch.nn.utils.rnn.pack_padded_sequence(x(3, 2), [3, 1]).data",
        "torch.nn.utils.rnn.pack_padded_sequence(x(2, 3, 2), [3, 2], True).data * 2",
    ),
    formula="elements of self that are not padding",
    en="Takes what is not padding, step by step.",
    zh="逐步取出非填充的元素。",
)
def pack(self: Array, *, steps: Any, rows: Any, batch_first: bool) -> Array:
    array = np.asarray(self)
    return array[(rows, steps) if batch_first else (steps, rows)]


@pack.gradient("self", formula="grad, with 0 where there was padding")
def _(
    grad: Array, *, self_sizes: tuple[int, ...], steps: Any, rows: Any, batch_first: bool
) -> Array:
    places = (rows, steps) if batch_first else (steps, rows)
    if isinstance(grad, Tensor):
        empty = like(grad, np.zeros(self_sizes, bare(grad).dtype))
        return FUNCTIONS["index_put"](empty, tuple(map(wrap, places)), grad)
    found = np.zeros(self_sizes, np.asarray(grad).dtype)
    found[places] = grad
    return found


UNSORTED = (
    "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can "
    "pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this "
    "requirement if you do not need ONNX exportability."
)


def pack_padded_sequence(
    input: Any, lengths: Any, batch_first: bool = False, enforce_sorted: bool = True
) -> PackedSequence:
    """Padded sequences (T, B, *), or (B, T, *), without their padding.

    Raises RuntimeError for lengths that are not sorted, not positive or not one per sequence.
    Source: torch.nn.utils.rnn.pack_padded_sequence.
    """
    sizes = lengths if isinstance(lengths, Tensor) else FUNCTIONS["as_tensor"](lengths)
    sizes = METHODS["to"](sizes, dtypes.int64)
    order = None
    if not enforce_sorted:
        sizes, order = FUNCTIONS["sort"](sizes, descending=True)
        input = METHODS["index_select"](input, 0 if batch_first else 1, order)
    found = np.asarray(sizes._a)
    batch = input.shape[0 if batch_first else 1]
    if found.size != batch:
        raise RuntimeError(
            f"Expected `len(lengths)` to be equal to batch_size, but got {found.size} "
            f"(batch_size={batch})"
        )
    if found[-1] <= 0:
        raise RuntimeError(
            "Length of all samples has to be greater than 0, but found an element in 'lengths' "
            "that is <= 0"
        )
    if np.any(np.diff(found) > 0):
        raise RuntimeError(UNSORTED)
    counts = np.array([int((found > step).sum()) for step in range(int(found[0]))])
    steps = np.repeat(np.arange(counts.size), counts)
    rows = np.concatenate([np.arange(count) for count in counts])
    values = {"steps": steps, "rows": rows, "batch_first": batch_first}
    return PackedSequence(apply(pack, (input,), values), wrap(counts.astype(np.int64)), order, None)


def pad_packed_sequence(
    sequence: Any,
    batch_first: bool = False,
    padding_value: float = 0.0,
    total_length: int | None = None,
) -> tuple[Any, Any]:
    """The padded sequences of a packed one, and their lengths, in the order in which they came.

    Raises ValueError for a `total_length` below the longest. Source:
    torch.nn.utils.rnn.pad_packed_sequence.
    """
    counts = [int(each) for each in sequence.batch_sizes.tolist()]
    longest = len(counts)
    if total_length is not None and total_length < longest:
        raise ValueError(
            "Expected total_length to be at least the length of the longest sequence in input, but "
            f"got total_length={total_length} and max sequence length being {longest}"
        )
    data = sequence.data
    shape = (total_length or longest, counts[0], *data.shape[1:])
    padded = FUNCTIONS["full"](shape, padding_value, dtype=data.dtype)
    start, first = 0, 0
    for step in range(1, longest + 1):
        if step == longest or counts[step] != counts[first]:
            count, length = counts[first], step - first
            part = data[start : start + count * length].view((length, count, *data.shape[1:]))
            place = METHODS["narrow"](METHODS["narrow"](padded, 0, first, length), 1, 0, count)
            METHODS["copy_"](place, part)
            start, first = start + count * length, step
    lengths: Any = wrap(
        np.array([sum(count > row for count in counts) for row in range(counts[0])], np.int64)
    )
    padded = METHODS["transpose"](padded, 0, 1) if batch_first else padded
    back = sequence.unsorted_indices
    if back is None:
        return padded, lengths
    return METHODS["index_select"](padded, 0 if batch_first else 1, back), lengths[back]
