"""An operation and its arguments in; nothing out, or a limit: its result or its work is too large.

Looked up before numpy takes any memory. Small arguments cannot make anything large, so for most
operations of a lesson this is one multiplication. What a rule here does not know is bounded by the
memory of the process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from viz_app.language.errors import LimitReached
from viz_app.settings import Limits

if TYPE_CHECKING:
    from autograd_core.dispatch import Op

Array = Any
Rule = Callable[..., tuple[int, int]]
"""Arrays and numbers in; the elements of the result and the multiplications to get there, out."""
BY_VALUES: dict[str, Rule] = {}
"""Operations that can make something large of anything small: always asked."""
BY_SIZES: dict[str, Rule] = {}
"""Operations whose result and work are bounded by the product of the sizes of their arguments."""


FIRST_INT, LAST_INT = -(2**63), 2**63 - 1
"""Beyond them PyTorch takes no int as a number to compute with."""


class Sizes:
    """The guard of one run (autograd_core.room)."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.elements = limits.elements
        self.flops = limits.flops

    def reserve(self, elements: int) -> None:
        if elements > self.elements:
            raise LimitReached("elements", count=f"{elements:,}", limit=f"{self.elements:,}")

    def operation(self, op: Op, arrays: Sequence[Array], values: dict[str, Any]) -> None:
        most = 1  # no broadcast and no product of matrices can have more elements, or take more
        for array in arrays:
            if type(array) is int:
                if not FIRST_INT <= array <= LAST_INT:
                    raise OverflowError("int too big to convert")
            else:
                most *= getattr(array, "size", 1)
        rule = BY_VALUES.get(op.name)
        if rule is None:
            if most <= self.elements:
                return
            rule = BY_SIZES.get(op.name)
        if rule is not None:
            try:
                elements, flops = rule(*arrays, **values)
            except (ValueError, IndexError, TypeError, AttributeError):
                return  # they do not fit; the operation will say so in PyTorch's words
        else:
            elements = flops = joint_size(op, arrays)
        self.reserve(elements)
        if flops > self.elements:
            self.spend(flops)

    def spend(self, flops: int) -> None:
        self.flops -= flops
        if self.flops < 0:
            raise LimitReached("flops", limit=f"{self.limits.flops:,}")


def joint_size(op: Op, arrays: Sequence[Array]) -> int:
    """The size of the result of an operation without a rule: the broadcast's, or the largest."""
    shapes = [np.shape(array) for array in arrays if isinstance(array, np.ndarray)]
    if op.pointwise or op.floating or op.broadcast:
        try:
            return broadcast(*shapes)
        except ValueError:
            return 0
    return max(map(prod, shapes), default=0)


def broadcast(*shapes: tuple[int, ...]) -> int:
    """The size of a broadcast, which numpy itself refuses to name when it is very large."""
    size = 1
    for place in range(1, max(map(len, shapes), default=0) + 1):
        lengths = {shape[-place] for shape in shapes if len(shape) >= place} - {1}
        if len(lengths) > 1:
            raise ValueError
        size *= lengths.pop() if lengths else 1
    return size


def entered(rules: dict[str, Rule]) -> Callable[..., Callable[[Rule], Rule]]:
    """A decorator that enters a rule into a table under some names."""

    def named(*names: str) -> Callable[[Rule], Rule]:
        def enter(rule: Rule) -> Rule:
            rules.update(dict.fromkeys(names, rule))
            return rule

        return enter

    return named


by_values, by_sizes = entered(BY_VALUES), entered(BY_SIZES)


def alike(elements: int) -> tuple[int, int]:
    """As much work as there are elements."""
    return elements, elements


# What the values of the arguments, and not only their sizes, decide -----------------------------


@by_values("expand")
def expand(self: Array, *, size: Sequence[int], **_: Any) -> tuple[int, int]:
    own = np.shape(self)
    padded = (1,) * (len(size) - len(own)) + own
    return prod(max(pair) for pair in zip(size, padded, strict=True)), 0


@by_values("repeat")
def repeat(self: Array, *, repeats: Sequence[int]) -> tuple[int, int]:
    return alike(self.size * prod(repeats))


@by_values("unfold")
def unfold(self: Array, *, dimension: int, size: int, step: int) -> tuple[int, int]:
    length = self.shape[dimension]
    return self.size // max(length, 1) * ((length - size) // step + 1) * size, 0


@by_values("one_hot")
def one_hot(self: Array, *, num_classes: int) -> tuple[int, int]:
    classes = num_classes if num_classes > 0 else int(np.max(self)) + 1
    return alike(self.size * classes)


@by_values("bincount")
def bincount(self: Array, weights: Any = None, *, minlength: int = 0) -> tuple[int, int]:
    return alike(max(minlength, int(np.max(self)) + 1 if self.size else 0))


@by_values("constant_pad_nd")
def pad(self: Array, *, pad: Sequence[int], **_: Any) -> tuple[int, int]:
    lengths = list(self.shape)
    for place, (before, after) in enumerate(zip(pad[::2], pad[1::2], strict=True), 1):
        lengths[-place] += before + after
    return alike(prod(lengths))


@by_values(*(f"{kind}_pad{n}d" for kind in ("reflection", "replication") for n in (1, 2, 3)))
def mirrored_pad(self: Array, *, padding: Sequence[int]) -> tuple[int, int]:
    return pad(self, pad=padding)


@by_values("diag_embed")
def diag_embed(self: Array, *, offset: int = 0, **_: Any) -> tuple[int, int]:
    last = self.shape[-1] + abs(offset)
    return alike(self.size // max(self.shape[-1], 1) * last * last)


@by_values("index.Tensor")
def index(self: Array, indices: Sequence[Any]) -> tuple[int, int]:
    shapes, taken = [], 1
    for place, key in enumerate(indices):
        if key is None:
            continue
        array = getattr(key, "_a", key)
        if array.dtype.kind not in "iu":
            return alike(self.size)
        shapes.append(np.shape(array))
        taken *= max(self.shape[place], 1)
    return alike(broadcast(*shapes) * (self.size // taken))


@by_sizes("index_select")
def index_select(self: Array, index: Array, *, dim: int) -> tuple[int, int]:
    return alike(self.size // max(self.shape[dim], 1) * index.size)


@by_sizes("embedding")
def embedding(weight: Array, indices: Array, **_: Any) -> tuple[int, int]:
    return alike(indices.size * weight.shape[-1])


@by_sizes("cat", "stack")
def joined(*tensors: Array, **_: Any) -> tuple[int, int]:
    return alike(sum(tensor.size for tensor in tensors))


@by_values("multinomial")
def multinomial(self: Array, *, num_samples: int, **_: Any) -> tuple[int, int]:
    return alike(self.size // max(self.shape[-1], 1) * num_samples)


@by_values(
    *(f"_adaptive_avg_pool{n}d" for n in (2, 3)), *(f"adaptive_max_pool{n}d" for n in (2, 3))
)
def adaptive_pool(self: Array, *, output_size: Sequence[int]) -> tuple[int, int]:
    leading = self.shape[: self.ndim - len(output_size)]
    return alike(prod(leading) * prod(output_size))


# Products of matrices and their like -----------------------------------------------------------


@by_sizes("mm", "bmm")
def matrices(self: Array, mat2: Array) -> tuple[int, int]:
    elements = prod(self.shape[:-1]) * mat2.shape[-1]
    return elements, elements * self.shape[-1]


@by_sizes("addmm", "baddbmm", "addbmm")
def added_matrices(self: Array, left: Array, right: Array, **_: Any) -> tuple[int, int]:
    return matrices(left, right)


@by_sizes("mv", "dot", "vdot")
def vectors(self: Array, other: Array) -> tuple[int, int]:
    return self.size // max(other.size, 1), self.size


@by_sizes("addr")
def outer(self: Array, vec1: Array, vec2: Array, **_: Any) -> tuple[int, int]:
    return alike(vec1.size * vec2.size)


@by_sizes("_trilinear")
def trilinear(i1: Array, i2: Array, i3: Array, **_: Any) -> tuple[int, int]:
    return 1, i1.size * i2.size * i3.size // max(i1.shape[0] if i1.ndim else 1, 1) ** 2


@by_values("convolution")
def convolution(
    input: Array,
    weight: Array,
    bias: Any,
    *,
    stride: Sequence[int],
    padding: Sequence[int],
    dilation: Sequence[int],
    transposed: bool,
    output_padding: Sequence[int],
    groups: int,
) -> tuple[int, int]:
    kernel = weight.shape[2:]
    lengths = []
    for length, k, s, p, d, more in zip(
        input.shape[2:], kernel, stride, padding, dilation, output_padding, strict=True
    ):
        reach = d * (k - 1) + 1
        if transposed:
            lengths.append((length - 1) * s - 2 * p + reach + more)
        else:
            lengths.append((length + 2 * p - reach) // s + 1)
    channels = weight.shape[1] * groups if transposed else weight.shape[0]
    elements = input.shape[0] * channels * prod(max(length, 0) for length in lengths)
    inner = weight.shape[0] // groups if transposed else weight.shape[1]
    return elements, elements * inner * prod(kernel)


CUBIC = """
    _linalg_det _linalg_slogdet linalg_inv_ex _linalg_solve_ex linalg_solve_triangular
    linalg_cholesky_ex linalg_qr _linalg_eigh _linalg_svd linalg_pinv linalg_matrix_exp
"""


@by_sizes(*CUBIC.split())
def cubic(A: Array, *others: Any, **_: Any) -> tuple[int, int]:
    side = max(A.shape[-2:])
    return A.size, A.size * side * 10
