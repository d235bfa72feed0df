"""Convolutions of any dimension on bare arrays and as operations, forward, back and twice back."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array
from autograd_core.ops.calls import bare, same_kind
from autograd_core.ops.registry import op
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def padded(array: Any, padding: Dims) -> Any:
    """An array with zeros around its spatial dimensions."""
    if not any(padding):
        return array
    return np.pad(array, ((0, 0), (0, 0), *((each, each) for each in padding)))


def windows(array: Any, kernel: Dims, stride: Dims, dilation: Dims) -> Any:
    """A view (N, C, *out, *kernel) of all places of a kernel in a padded array (N, C, *in)."""
    spatial = array.shape[2:]
    out = tuple(
        (size - d * (k - 1) - 1) // s + 1
        for size, k, s, d in zip(spatial, kernel, stride, dilation, strict=True)
    )
    steps = array.strides[2:]
    moves = tuple(step * s for step, s in zip(steps, stride, strict=True))
    inner = tuple(step * d for step, d in zip(steps, dilation, strict=True))
    return np.lib.stride_tricks.as_strided(
        array, (*array.shape[:2], *out, *kernel), (*array.strides[:2], *moves, *inner)
    )


def columns(array: Any, kernel: Dims, how: dict[str, Any]) -> tuple[Any, Dims]:
    """All windows as rows of a matrix per group (g, N·out, C/g·kernel), and the size of out."""
    dims, groups = len(kernel), how["groups"]
    view = windows(padded(array, how["padding"]), kernel, how["stride"], how["dilation"])
    n, c, *rest = view.shape
    out = tuple(rest[:dims])
    grouped = view.reshape(n, groups, c // groups, *rest)
    places, inside = range(3, 3 + dims), range(3 + dims, 3 + 2 * dims)
    ordered = grouped.transpose(1, 0, *places, 2, *inside)
    return ordered.reshape(groups, n * math.prod(out), c // groups * math.prod(kernel)), out


def by_group(array: Any, groups: int) -> Any:
    """An array (N, C, *out) as matrices (g, N·out, C/g)."""
    n, c, *out = array.shape
    split = array.reshape(n, groups, c // groups, math.prod(out))
    return split.transpose(1, 0, 3, 2).reshape(groups, n * math.prod(out), c // groups)


def correlated(array: Any, weight: Any, how: dict[str, Any]) -> Any:
    """The convolution of (N, C, *in) with (O, C/g, *kernel)."""
    groups = how["groups"]
    rows, out = columns(array, weight.shape[2:], how)
    filters = weight.shape[0] // groups
    matrix = weight.reshape(groups, filters, -1).transpose(0, 2, 1)
    result = np.matmul(rows, matrix).reshape(groups, array.shape[0], math.prod(out), filters)
    return np.ascontiguousarray(result.transpose(1, 0, 3, 2)).reshape(
        array.shape[0], weight.shape[0], *out
    )


def spread_out(grad: Any, weight: Any, spatial: Dims, how: dict[str, Any]) -> Any:
    """The gradient of `correlated` by its array; `spatial` is that array's size."""
    groups, padding, kernel = how["groups"], how["padding"], weight.shape[2:]
    n, _, *out = grad.shape
    channels = weight.shape[1]
    matrix = weight.reshape(groups, weight.shape[0] // groups, -1)
    parts = np.matmul(by_group(grad, groups), matrix)
    parts = parts.reshape(groups, n, *out, channels, *kernel)
    size = tuple(s + 2 * p for s, p in zip(spatial, padding, strict=True))
    result = np.zeros((n, groups, channels, *size), grad.dtype)
    dims = len(kernel)
    for place in product(*map(range, kernel)):
        key = tuple(
            slice(k * d, k * d + (o - 1) * s + 1, s)
            for k, d, o, s in zip(place, how["dilation"], out, how["stride"], strict=True)
        )
        part = parts[(..., *place)]
        result[(slice(None), slice(None), slice(None), *key)] += np.moveaxis(
            part.transpose(1, 0, *range(2, 2 + dims), 2 + dims), -1, 2
        )
    inner = tuple(slice(p, p + s) for p, s in zip(padding, spatial, strict=True))
    return result.reshape(n, groups * channels, *size)[(slice(None), slice(None), *inner)]


def of_kernel(grad: Any, array: Any, shape: Dims, how: dict[str, Any]) -> Any:
    """The gradient of `correlated` by its kernel of a given shape."""
    out = grad.shape[2:]
    kernel = shape[2:]
    # A stride that leaves a rest sees only the windows that the forward saw.
    rows, seen = columns(array, kernel, how)
    if seen != out:
        n = array.shape[0]
        view = rows.reshape(rows.shape[0], n, *seen, rows.shape[-1])
        cut = tuple(slice(size) for size in out)
        rows = view[(slice(None), slice(None), *cut)].reshape(rows.shape[0], -1, rows.shape[-1])
    matrix = by_group(grad, how["groups"]).transpose(0, 2, 1)
    return np.matmul(matrix, rows).reshape(shape)


def settings(stride: Dims, padding: Dims, dilation: Dims, groups: int) -> dict[str, Any]:
    return {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}


def transposed_size(array: Any, weight: Any, how: dict[str, Any], extra: Dims) -> Dims:
    """The spatial size that a transposed convolution gives."""
    return tuple(
        (size - 1) * s - 2 * p + d * (k - 1) + e + 1
        for size, k, s, p, d, e in zip(
            array.shape[2:],
            weight.shape[2:],
            how["stride"],
            how["padding"],
            how["dilation"],
            extra,
            strict=True,
        )
    )


@op(
    "convolution",
    node="ConvolutionBackward0",
    symbol="conv",
    samples=(
        "F.conv2d(x(2, 3, 5, 5), x(4, 3, 3, 3), x(4))",
        "F.conv2d(x(1, 2, 6, 5), x(4, 1, 3, 2), stride=(2, 1), padding=1, groups=2)",
        "F.conv2d(c(1, 1, 5, 5), x(2, 1, 2, 2), x(2), dilation=2)",
        "F.conv1d(x(2, 3, 7), x(4, 3, 3), x(4), stride=2)",
        "F.conv3d(x(1, 2, 3, 4, 3), x(2, 2, 2, 2, 2), x(2))",
        "F.conv_transpose2d(x(1, 2, 3, 3), x(2, 3, 2, 2), x(3), stride=2, output_padding=1)",
        "F.conv_transpose1d(x(1, 4, 3), x(4, 2, 3), groups=2, padding=1)",
        "F.conv2d(x(3, 5, 5), x(4, 3, 3, 3), padding='same')",
    ),
    formula="sum(weight * windows of input) + bias",
    en="Slides kernels over the input and sums the products at each place.",
    zh="让卷积核滑过输入，在每个位置求乘积之和。",
)
def convolution(
    input: Array,
    weight: Array,
    bias: Array,
    *,
    stride: Dims,
    padding: Dims,
    dilation: Dims,
    transposed: bool,
    output_padding: Dims,
    groups: int,
) -> Array:
    how = settings(stride, padding, dilation, groups)
    array, kernel = np.asarray(input), np.asarray(weight)
    if transposed:
        size = transposed_size(array, kernel, how, output_padding)
        result = np.ascontiguousarray(spread_out(array, kernel, size, how))
    else:
        result = correlated(array, kernel, how)
    if bias is not None:
        result = result + bias.reshape((1, -1) + (1,) * len(stride))
    return result


@convolution.gradients
def _(
    grad: Array,
    input: Array,
    weight: Array,
    *,
    stride: Dims,
    padding: Dims,
    dilation: Dims,
    transposed: bool,
    output_padding: Dims,
    groups: int,
    bias_sizes: Dims | None,
    needs: tuple[bool, ...],
) -> Any:
    same_kind(input, weight, errors.SCALAR_TYPES)
    values = {
        "stride": stride,
        "padding": padding,
        "dilation": dilation,
        "transposed": transposed,
        "output_padding": output_padding,
        "groups": groups,
    }
    if isinstance(grad, Tensor):
        found = convolution_backward(grad, input, weight, **values)
        return [each if need else None for each, need in zip(found, needs, strict=True)]
    how = settings(stride, padding, dilation, groups)
    return parts(grad, np.asarray(input), np.asarray(weight), transposed, how, needs)


def parts(
    grad: Any, array: Any, weight: Any, transposed: bool, how: dict[str, Any], needs: Any
) -> list[Any]:
    """The three gradients of a convolution, those that are needed, on bare arrays."""
    grad = np.asarray(grad)
    found: list[Any] = [None, None, None]
    if needs[0]:
        found[0] = (
            correlated(grad, weight, how)
            if transposed
            else np.ascontiguousarray(spread_out(grad, weight, array.shape[2:], how))
        )
    if needs[1]:
        ends = (array, grad) if transposed else (grad, array)
        found[1] = of_kernel(*ends, weight.shape, how)
    if needs[2]:
        found[2] = np.add.reduce(grad, axis=(0, *range(2, grad.ndim)))
    return found


@op(
    "convolution_backward",
    node="ConvolutionBackwardBackward0",
    symbol="conv′",
    samples=("F.conv1d(x(1, 2, 5), x(2, 2, 2), x(2)) * 2",),
    formula="(grad_input, grad_weight, grad_bias)",
    en="The gradients of a convolution.",
    zh="卷积的梯度。",
)
def convolution_backward(
    grad_output: Array,
    input: Array,
    weight: Array,
    *,
    stride: Dims,
    padding: Dims,
    dilation: Dims,
    transposed: bool,
    output_padding: Dims,
    groups: int,
) -> tuple[Array, ...]:
    how = settings(stride, padding, dilation, groups)
    arrays = np.asarray(input), np.asarray(weight)
    return tuple(parts(grad_output, *arrays, transposed, how, (True, True, True)))


@convolution_backward.gradients
def _(
    grads: Any,
    grad_output: Array,
    input: Array,
    weight: Array,
    *,
    stride: Dims,
    padding: Dims,
    dilation: Dims,
    transposed: bool,
    output_padding: Dims,
    groups: int,
    needs: tuple[bool, ...],
) -> list[Any]:
    values = {
        "stride": stride,
        "padding": padding,
        "dilation": dilation,
        "transposed": transposed,
        "output_padding": output_padding,
        "groups": groups,
    }
    by_input, by_weight, by_bias = grads
    found: list[Any] = [None, None, None]
    if needs[0]:
        terms = [
            convolution(by_input, weight, None, **values) if by_input is not None else None,
            convolution(input, by_weight, None, **values) if by_weight is not None else None,
        ]
        if by_bias is not None:
            shape = (1, -1) + (1,) * (len(bare(grad_output).shape) - 2)
            terms.append(by_bias.reshape(shape) + grad_output * 0)
        for term in terms:
            if term is not None:
                found[0] = term if found[0] is None else found[0] + term
    if needs[1] and by_weight is not None:
        found[1] = convolution_backward(grad_output, input, by_weight, **values)[0]
    if needs[2] and by_input is not None:
        found[2] = convolution_backward(grad_output, by_input, weight, **values)[1]
    return found
