"""Undoing a max pooling: pooled elements and where they were in, a tensor with only those out."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core.dispatch import Array, Op, apply
from autograd_core.ops.calls import like
from autograd_core.ops.pooling import picked_again
from autograd_core.ops.registry import METHODS, functional, op
from autograd_core.ops.windows import flattened
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def unpooling(dims: int) -> Op:
    """`max_unpool2d` or `max_unpool3d`."""
    places = "torch.tensor([[[0, 3], [9, 10]]])" if dims == 2 else "torch.tensor([[[[0, 3]]]])"
    shape = "1, 2, 2" if dims == 2 else "1, 1, 1, 2"
    pooled = f"F.max_unpool{dims}d(x({shape}), {places}, 2)"

    @op(
        f"max_unpool{dims}d",
        node=f"MaxUnpool{dims}DBackward0",
        constant=("indices",),
        samples=(pooled,),
        formula="zeros with self at indices",
        en="Puts elements back to where a pooling found them, and 0 everywhere else.",
        zh="把元素放回池化时所在的位置，其余为 0。",
    )
    def entry(self: Array, indices: Array, *, output_size: Dims) -> Array:
        flat, positions = flattened(self, dims), flattened(indices, dims)
        result = np.zeros((*flat.shape[:-1], math.prod(output_size)), flat.dtype)
        np.put_along_axis(result, positions, flat, -1)
        return result.reshape(*self.shape[:-dims], *output_size)

    @entry.gradient("self", formula="grad at indices")
    def _(grad: Array, indices: Array) -> Array:
        return picked_again(grad, like(indices, np.asarray(as_plain(indices))), dims)

    return entry


def as_plain(value: Any) -> Any:
    return value._a if isinstance(value, Tensor) else value


UNPOOLING = {dims: unpooling(dims) for dims in (2, 3)}


def several(value: Any, dims: int) -> Dims:
    return (value,) * dims if isinstance(value, int) else tuple(value)


def unpooled_size(spatial: Dims, kernel: Dims, stride: Dims, padding: Dims, wanted: Any) -> Dims:
    """The size before the pooling; PyTorch's errors for one that cannot have been."""
    sides = zip(spatial, kernel, stride, padding, strict=True)
    usual = tuple((size - 1) * s + k - 2 * p for size, k, s, p in sides)
    if wanted is None:
        return usual
    dims = len(kernel)
    own = tuple(wanted[2:]) if len(wanted) == dims + 2 else tuple(wanted)
    if len(own) != dims:
        raise ValueError(
            f"output_size should be a sequence containing {dims} or {dims + 2} elements, but it "
            f"has a length of '{len(own)}'"
        )
    for d in range(dims):
        low, high = usual[d] - stride[d], usual[d] + stride[d]
        if not low < own[d] < high:
            raise ValueError(
                f'invalid output_size "{wanted}" (dim {d} must be between {low} and {high})'
            )
    return own


def unpool(
    dims: int, input: Tensor, indices: Tensor, kernel: Any, stride: Any, padding: Any, size: Any
) -> Any:
    window = several(kernel, dims)
    steps = several(kernel if stride is None else stride, dims)
    spatial = tuple(input._a.shape[-dims:])
    out = unpooled_size(spatial, window, steps, several(padding, dims), size)
    if dims > 1:
        return apply(UNPOOLING[dims], (input, indices), {"output_size": out})
    parts = (METHODS["unsqueeze"](each, -1) for each in (input, indices))
    result = apply(UNPOOLING[2], tuple(parts), {"output_size": (*out, 1)})
    return METHODS["squeeze"](result, -1)


def offered(dims: int) -> None:
    def function(
        input: Tensor,
        indices: Tensor,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        output_size: Any = None,
    ) -> Any:
        return unpool(dims, input, indices, kernel_size, stride, padding, output_size)

    name = f"max_unpool{dims}d"
    function.__name__ = name
    function.__doc__ = (
        f"Pooled elements back in their places (torch.nn.functional.{name}).\n\n"
        "input, indices  what a pooling with `return_indices=True` gave\n"
        "Raises ValueError for an `output_size` that cannot have been."
    )
    functional(name)(function)


for _dims in (1, 2, 3):
    offered(_dims)
