"""Pooling operations: the largest or the mean element of each window."""

from __future__ import annotations

import numpy as np

from autograd_core.dispatch import Array, Op
from autograd_core.ops.along import gather
from autograd_core.ops.calls import bare, like
from autograd_core.ops.registry import op
from autograd_core.ops.windows import (
    adaptive,
    averaged,
    flattened,
    largest,
    put_at,
    sliding,
    spread_back,
)

Dims = tuple[int, ...]


def picked_again(grad: Array, positions: Array, dims: int) -> Array:
    """What lies at positions of the flattened spatial dimensions: pooling's double backward."""
    places = np.asarray(bare(positions))
    lead = places.shape[: places.ndim - dims]
    flat = grad.reshape((*lead, -1))
    chosen = gather(flat, like(grad, flattened(places, dims)), dim=len(lead), sparse_grad=False)
    return chosen.reshape(places.shape)


def zeros_like(grad: Array, sizes: Dims) -> Array:
    return like(grad, np.zeros(sizes, bare(grad).dtype))


def max_pool(dims: int, samples: tuple[str, ...]) -> Op:
    """`max_pool2d_with_indices` and the operation of its gradient."""
    name = f"max_pool{dims}d_with_indices"

    @op(
        name,
        node=f"MaxPool{dims}DWithIndicesBackward0",
        symbol="max_pool",
        results=("output", "indices"),
        samples=samples,
        formula="max(windows of self)",
        en="The largest element of each window, and where it is.",
        zh="每个窗口中的最大元素及其位置。",
    )
    def entry(
        self: Array,
        *,
        kernel_size: Dims,
        stride: Dims,
        padding: Dims,
        dilation: Dims,
        ceil_mode: bool,
    ) -> tuple[Array, Array]:
        spatial = self.shape[-dims:]
        return largest(self, sliding(spatial, kernel_size, stride, padding, dilation, ceil_mode))

    backward = gradient_of_largest(entry, name, dims)

    @entry.gradient("self", formula="zeros with grad at indices")
    def _(
        grad: Array,
        self: Array,
        indices: Array,
        *,
        kernel_size: Dims,  # shown by the node, as PyTorch's does
        stride: Dims,
        padding: Dims,
        dilation: Dims,
        ceil_mode: bool,
    ) -> Array:
        return backward(grad, self, indices)

    return entry


def gradient_of_largest(entry: Op, name: str, dims: int) -> Op:
    """The operation of a max pooling's gradient, which has one of its own."""

    @op(
        f"{name}_backward",
        node=entry.node.replace("Backward0", "BackwardBackward0"),
        symbol="max_pool′",
        samples=(f"{entry.samples[0]} * 2",),
        formula="zeros with grad_output at indices",
        en="Puts gradients where the largest elements were.",
        zh="把梯度放到最大元素所在的位置。",
    )
    def backward(grad_output: Array, self: Array, indices: Array) -> Array:
        return put_at(grad_output, indices, self.shape[-dims:])

    @backward.gradient("grad_output", formula="grad at indices")
    def _(grad: Array, indices: Array) -> Array:
        return picked_again(grad, indices, dims)

    @backward.gradient("self", formula="0")
    def _(grad: Array, *, self_sizes: Dims) -> Array:
        return zeros_like(grad, self_sizes)

    return backward


def avg_pool(dims: int, samples: tuple[str, ...]) -> Op:
    """`avg_pool2d` and the operation of its gradient."""

    @op(
        f"avg_pool{dims}d",
        node=f"AvgPool{dims}DBackward0",
        symbol="avg_pool",
        samples=samples,
        formula="mean(windows of self)",
        en="The mean of each window.",
        zh="每个窗口的平均值。",
    )
    def entry(
        self: Array,
        *,
        kernel_size: Dims,
        stride: Dims,
        padding: Dims,
        ceil_mode: bool,
        count_include_pad: bool,
        divisor_override: int | None,
    ) -> Array:
        ones = (1,) * dims
        windows = sliding(
            self.shape[-dims:], kernel_size, stride, padding, ones, ceil_mode, count_include_pad
        )
        return averaged(self, windows, divisor_override)

    @op(
        f"avg_pool{dims}d_backward",
        node=f"AvgPool{dims}DBackwardBackward0",
        symbol="avg_pool′",
        samples=(f"{samples[0]} * 2",),
        formula="grad_output spread over the windows",
        en="Spreads gradients evenly over the windows.",
        zh="把梯度平均分配到各窗口中。",
    )
    def backward(
        grad_output: Array,
        self: Array,
        *,
        kernel_size: Dims,
        stride: Dims,
        padding: Dims,
        ceil_mode: bool,
        count_include_pad: bool,
        divisor_override: int | None,
    ) -> Array:
        spatial = self.shape[-dims:]
        ones = (1,) * dims
        windows = sliding(spatial, kernel_size, stride, padding, ones, ceil_mode, count_include_pad)
        return spread_back(grad_output, windows, divisor_override, spatial)

    @entry.gradient("self", formula="grad spread over the windows")
    def _(
        grad: Array,
        self: Array,
        *,
        kernel_size: Dims,
        stride: Dims,
        padding: Dims,
        ceil_mode: bool,
        count_include_pad: bool,
        divisor_override: int | None,
    ) -> Array:
        return backward(
            grad,
            self,
            kernel_size=kernel_size,
            stride=stride,
            padding=padding,
            ceil_mode=ceil_mode,
            count_include_pad=count_include_pad,
            divisor_override=divisor_override,
        )

    @backward.gradient("grad_output", formula="mean(windows of grad)")
    def _(
        grad: Array,
        *,
        kernel_size: Dims,
        stride: Dims,
        padding: Dims,
        ceil_mode: bool,
        count_include_pad: bool,
        divisor_override: int | None,
    ) -> Array:
        return entry(
            grad,
            kernel_size=kernel_size,
            stride=stride,
            padding=padding,
            ceil_mode=ceil_mode,
            count_include_pad=count_include_pad,
            divisor_override=divisor_override,
        )

    @backward.gradient("self", formula="0")
    def _(grad: Array, *, self_sizes: Dims) -> Array:
        return zeros_like(grad, self_sizes)

    return entry


def adaptive_avg_pool(dims: int, samples: tuple[str, ...]) -> Op:
    """`_adaptive_avg_pool2d` and the operation of its gradient."""

    @op(
        f"_adaptive_avg_pool{dims}d",
        node=f"AdaptiveAvgPool{dims}DBackward0",
        symbol="adaptive_avg_pool",
        samples=samples,
        formula="mean(parts of self)",
        en="The mean of each of as many parts as the result has places.",
        zh="按结果大小划分，各部分的平均值。",
    )
    def entry(self: Array, *, output_size: Dims) -> Array:
        return averaged(self, adaptive(self.shape[-dims:], output_size), None)

    @op(
        f"_adaptive_avg_pool{dims}d_backward",
        node=f"AdaptiveAvgPool{dims}DBackwardBackward0",
        symbol="adaptive_avg_pool′",
        samples=(f"{samples[0]} * 2",),
        formula="grad_output spread over the parts",
        en="Spreads gradients evenly over the parts.",
        zh="把梯度平均分配到各部分中。",
    )
    def backward(grad_output: Array, self: Array) -> Array:
        spatial = self.shape[-dims:]
        windows = adaptive(spatial, tuple(grad_output.shape[-dims:]))
        return spread_back(grad_output, windows, None, spatial)

    @entry.gradient("self", formula="grad spread over the parts")
    def _(grad: Array, self: Array) -> Array:
        return backward(grad, self)

    @backward.gradient("grad_output", formula="mean(parts of grad)")
    def _(grad: Array, *, grad_output_sizes: Dims) -> Array:
        return entry(grad, output_size=grad_output_sizes[-dims:])

    @backward.gradient("self", formula="0")
    def _(grad: Array, *, self_sizes: Dims) -> Array:
        return zeros_like(grad, self_sizes)

    return entry


def adaptive_max_pool(dims: int, samples: tuple[str, ...]) -> Op:
    """`adaptive_max_pool2d` and the operation of its gradient."""
    name = f"adaptive_max_pool{dims}d"

    @op(
        name,
        node=f"AdaptiveMaxPool{dims}DBackward0",
        symbol="adaptive_max_pool",
        results=("output", "indices"),
        samples=samples,
        formula="max(parts of self)",
        en="The largest of each of as many parts as the result has places.",
        zh="按结果大小划分，各部分的最大值。",
    )
    def entry(self: Array, *, output_size: Dims) -> tuple[Array, Array]:
        return largest(self, adaptive(self.shape[-dims:], output_size))

    backward = gradient_of_largest(entry, name, dims)

    @entry.gradient("self", formula="zeros with grad at indices")
    def _(grad: Array, self: Array, indices: Array) -> Array:
        return backward(grad, self, indices)

    return entry


MAX_POOLS = {
    2: max_pool(
        2,
        (
            "F.max_pool2d(x(1, 2, 4, 4), 2)",
            "F.max_pool2d(x(2, 5, 5), 3, stride=2, padding=1)",
            "F.max_pool1d(x(2, 2, 6), 2)",
        ),
    ),
    3: max_pool(3, ("F.max_pool3d(x(1, 1, 4, 4, 4), 2)",)),
}
AVG_POOLS = {
    2: avg_pool(
        2,
        (
            "F.avg_pool2d(x(1, 2, 4, 4), 2)",
            "F.avg_pool2d(x(2, 5, 5), 3, stride=2, padding=1, count_include_pad=False)",
            "F.avg_pool1d(x(2, 2, 6), 2)",
        ),
    ),
    3: avg_pool(3, ("F.avg_pool3d(x(1, 1, 4, 4, 4), 2)",)),
}
ADAPTIVE_AVG_POOLS = {
    2: adaptive_avg_pool(2, ("F.adaptive_avg_pool2d(x(1, 2, 5, 4), (2, 3))",)),
    3: adaptive_avg_pool(3, ("F.adaptive_avg_pool3d(x(1, 1, 3, 5, 4), (2, 2, 3))",)),
}
ADAPTIVE_MAX_POOLS = {
    2: adaptive_max_pool(2, ("F.adaptive_max_pool2d(x(1, 2, 5, 4), (2, 3))",)),
    3: adaptive_max_pool(3, ("F.adaptive_max_pool3d(x(1, 1, 3, 5, 4), (2, 2, 3))",)),
}
