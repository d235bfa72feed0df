"""Padding: a border around a tensor, constant, mirrored, repeated or wrapped round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.arguments import whole
from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import op, public, required
from autograd_core.tensor import Tensor, wrap

Dims = tuple[int, ...]
Pads = list[tuple[int, int]]


def by_dimension(pad: Sequence[int], ndim: int) -> Pads:
    """PyTorch's pairs from the last dimension backwards, as one pair per dimension."""
    pairs = [(pad[2 * index], pad[2 * index + 1]) for index in range(len(pad) // 2)]
    return [(0, 0)] * (ndim - len(pairs)) + pairs[::-1]


@op(
    "constant_pad_nd",
    node="ConstantPadNdBackward0",
    symbol="pad",
    samples=(
        "F.pad(x(2, 3), (1, 2))",
        "F.pad(x(2, 3), (1, 0, 2, 1), value=3.0)",
        "F.pad(x(4), (-1, 2))",
    ),
    formula="pad(self, pad, value)",
    en="Puts a border of one number around.",
    zh="在四周加上一圈常数。",
)
def constant_pad(self: Array, *, pad: Dims, value: Any = 0) -> Array:
    array = np.asarray(self)
    pairs = by_dimension(pad, array.ndim)
    cut = tuple(
        slice(max(-low, 0), size - max(-high, 0))
        for size, (low, high) in zip(array.shape, pairs, strict=True)
    )
    grown = [(max(low, 0), max(high, 0)) for low, high in pairs]
    return np.pad(array[cut], grown, constant_values=value)


@constant_pad.gradient("self", formula="pad(grad, -pad)")
def _(grad: Array, *, pad: Dims) -> Array:
    return constant_pad(grad, pad=tuple(-each for each in pad), value=0)


def sources(sizes: Dims, pad: Dims, mode: str) -> Any:
    """For every element of the padded tensor the flat number of the element it repeats."""
    numbers = np.arange(int(np.prod(sizes))).reshape(sizes)
    for axis, (low, high) in enumerate(by_dimension(pad, len(sizes))):
        if low or high:
            size = sizes[axis]
            places = np.arange(-low, size + high)
            if mode == "reflect":
                places = np.abs(places)
                places = np.where(places >= size, 2 * (size - 1) - places, places)
            else:
                places = places.clip(0, size - 1)
            numbers = numbers.take(places, axis=axis)
    return numbers


def border(ndim: int, kind: str, mode: str, words: tuple[str, str]) -> tuple[Any, Any]:
    """The operation that repeats elements in a border over `ndim` dimensions, and its backward."""
    sample = f"F.pad(x(2, {', '.join(['3', '4', '3'][:ndim])}), {(1,) * (2 * ndim)}, '{mode}')"

    def forward(self: Array, *, padding: Dims) -> Array:
        array = np.asarray(self)
        return array.reshape(-1)[sources(array.shape, padding, mode)]

    def back(grad_output: Array, self: Array, *, padding: Dims) -> Array:
        result = np.zeros(self.shape, grad_output.dtype)
        np.add.at(result.reshape(-1), sources(self.shape, padding, mode), grad_output)
        return result

    entry = op(
        f"{kind.lower()}_pad{ndim}d",
        node=f"{kind}Pad{ndim}DBackward0",
        symbol="pad",
        formula="pad(self, padding)",
        en=words[0],
        zh=words[1],
        samples=(sample,),
    )(forward)
    backward = op(
        f"{kind.lower()}_pad{ndim}d_backward",
        node=f"{kind}Pad{ndim}DBackwardBackward0",
        symbol="pad_backward",
        formula="grad_output summed where elements were repeated",
        en="Adds the gradients of the border to those of the elements it repeats.",
        zh="把边界的梯度加到它所重复的元素上。",
        samples=(f"{sample} * 2",),
    )(back)

    @entry.gradient("self", formula="grad summed where elements were repeated")
    def _(grad: Array, self: Array, *, padding: Dims) -> Array:
        return backward(grad, self, padding=padding)

    @backward.gradient("grad_output", formula="pad(grad, padding)")
    def _(grad: Array, *, padding: Dims) -> Array:
        return entry(grad, padding=padding)

    @backward.gradient("self", formula="0")
    def _(grad: Array, *, self_sizes: Dims) -> Array:
        zeros = np.zeros(self_sizes, (grad._a if isinstance(grad, Tensor) else grad).dtype)
        return wrap(zeros) if isinstance(grad, Tensor) else zeros

    return entry, backward


REFLECT = ("Puts a mirrored border around.", "在四周加上镜像边界。")
REPLICATE = ("Repeats the outermost elements as a border.", "重复最外层元素作为边界。")
BORDERS = {("reflect", n): border(n, "Reflection", "reflect", REFLECT)[0] for n in (1, 2, 3)} | {
    ("replicate", n): border(n, "Replication", "replicate", REPLICATE)[0] for n in (1, 2, 3)
}


@public("pad", function=False, method=False, functional=True)
def torch_pad(
    input: Tensor, pad: Sequence[int], mode: str = "constant", value: float | None = None
) -> Any:
    """A border around; `pad` counts from the last dimension (torch.nn.functional.pad)."""
    ndim = required("pad", "input", 1, input)._a.ndim
    sizes = whole("pad", "pad", (tuple(pad),), 2)
    if len(sizes) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    if len(sizes) > 2 * ndim:
        raise RuntimeError(
            "Padding length should be less than or equal to two times the input dimension but got "
            f"padding length {len(sizes)} and input of dimension {ndim}"
        )
    if mode == "constant":
        return padded(input, sizes, 0 if value is None else value)
    if value is not None and value != 0:
        raise RuntimeError(f'Padding mode "{mode}" doesn\'t take in value argument')
    if mode not in ("reflect", "replicate", "circular"):
        raise NotImplementedError(f"Unrecognised padding mode {mode}")
    around = len(sizes) // 2
    if around not in (1, 2, 3) or ndim not in (around + 1, around + 2):
        raise NotImplementedError(
            f"Padding size {len(sizes)} is not supported for {ndim}D input tensor.\n"
            "Supported combinations for non-constant padding:\n"
            "  - 2D or 3D input: padding size = 2 (pads last dimension)\n"
            "  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n"
            "  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)"
        )
    if mode == "circular":
        return wrapped_round(input, sizes)
    if mode == "reflect":
        check_reflection(input, sizes)
    return apply(BORDERS[mode, around], (input,), {"padding": sizes})


def padded(input: Tensor, pad: Dims, value: Any) -> Any:
    """A constant border, with PyTorch's error when nothing would be left."""
    shape = input._a.shape
    for axis, (low, high) in enumerate(by_dimension(pad, len(shape))):
        if shape[axis] + low + high < 0:
            raise RuntimeError(
                f"The input size {shape[axis]}, plus negative padding {low} and {high} resulted in "
                f"a negative output size, which is invalid. Check dimension {axis} of your input."
            )
    return apply(constant_pad, (input,), {"pad": pad, "value": value})


def check_reflection(input: Tensor, pad: Dims) -> None:
    shape = input._a.shape
    for index in range(len(pad) // 2):
        low, high = pad[2 * index], pad[2 * index + 1]
        axis = len(shape) - 1 - index
        if low >= shape[axis] or high >= shape[axis]:
            raise RuntimeError(
                f"Argument #{4 + 2 * index}: Padding size should be less than the corresponding "
                f"input dimension, but got: padding ({low}, {high}) at dimension {axis} of input "
                f"{errors.size_text(shape)}"
            )


def wrapped_round(input: Any, pad: Dims) -> Any:
    """Circular padding as PyTorch composes it: an empty tensor, written through its views."""
    ndim = input._a.ndim
    around = len(pad) // 2
    pairs = by_dimension(pad, ndim)
    for axis, (low, high) in enumerate(pairs):
        size = input._a.shape[axis]
        if low > size or high > size:
            raise RuntimeError("Padding value causes wrapping around more than once.")
        if low + high + size < 0:
            raise RuntimeError("Negative padding value is resulting in an empty dimension")
    shape = [size + low + high for size, (low, high) in zip(input._a.shape, pairs, strict=True)]
    out: Any = wrap(np.zeros(shape, input._a.dtype))
    axes = range(ndim - 1, ndim - around - 1, -1)
    target, source = out, input
    for axis in axes:
        low, high = pairs[axis]
        target = ranged(target, axis, max(low, 0), shape[axis] - max(high, 0))
        source = ranged(source, axis, max(-low, 0), input._a.shape[axis] - max(-high, 0))
    target.copy_(source)
    for axis in axes:
        low, high = pairs[axis]
        size = shape[axis]
        if low > 0:
            end = size - max(high, 0)
            ranged(out, axis, 0, low).copy_(ranged(out, axis, end - low, end))
        if high > 0:
            start = max(low, 0)
            ranged(out, axis, size - high, size).copy_(ranged(out, axis, start, start + high))
    return out


def ranged(tensor: Any, axis: int, start: int, end: int) -> Any:
    """The range of one dimension as a view."""
    from autograd_core.ops.slicing import slices

    return apply(slices, (tensor,), {"dim": axis, "start": start, "end": end, "step": 1})
