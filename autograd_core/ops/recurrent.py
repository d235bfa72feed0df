"""What recurrent cells are computed with: gates cut apart without being views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import op, public, required
from autograd_core.ops.splitting import equal_cuts, joined_again, pieces
from autograd_core.tensor import Tensor


@op(
    "unsafe_split.Tensor",
    node="UnsafeSplitBackward0",
    several=True,
    samples=("torch.unsafe_chunk(x(2, 4), 2, 1)", "torch.unsafe_split(x(5), 2)[1]"),
    formula="parts of split_size",
    en="Cuts into parts of one size that are no views for autograd.",
    zh="切成大小相同的若干部分，对自动求导而言不是视图。",
)
def unsafe_split(self: Array, *, split_size: int, dim: int) -> tuple[Array, ...]:
    return tuple(part.copy() for part in pieces(self, equal_cuts(self.shape[dim], split_size), dim))


@unsafe_split.gradients
def _(grads: Sequence[Any], *, self_sizes: tuple[int, ...], split_size: int, dim: int) -> Any:
    given = grads if isinstance(grads, (list, tuple)) else [grads]
    return (joined_again(given, self_sizes, equal_cuts(self_sizes[dim], split_size), dim),)


@public("unsafe_split", method=False)
def torch_unsafe_split(input: Tensor, split_size: int, dim: int = 0) -> Any:
    """Parts of one size (torch.unsafe_split)."""
    source = required("unsafe_split", "tensor", 1, input)
    return apply(unsafe_split, (source,), {"split_size": split_size, "dim": dim % source.ndim})


@public("unsafe_chunk", method=False)
def torch_unsafe_chunk(input: Tensor, chunks: int, dim: int = 0) -> Any:
    """A number of equal parts (torch.unsafe_chunk)."""
    source = required("unsafe_chunk", "input", 1, input)
    length = source.shape[dim]
    return torch_unsafe_split(source, (length + chunks - 1) // chunks, dim)
