"""Convolutions: channels and a kernel's size in, layers with torch's own first weights out."""

from __future__ import annotations

import math
from typing import Any

from autograd_core.nn import init
from autograd_core.nn.modules.basics import F, fresh, times
from autograd_core.nn.modules.linear import draw_bias
from autograd_core.nn.modules.module import Module
from autograd_core.nn.parameter import Parameter

PADDINGS = ("zeros", "reflect", "replicate", "circular")


class Convolution(Module):
    """What all convolutions have in common (torch.nn.modules.conv._ConvNd)."""

    ndim: int
    transposed = False
    weight: Parameter
    bias: Parameter | None

    def _set_up(
        self,
        channels: tuple[int, int],
        sizes: tuple[Any, Any, Any, Any, Any],
        groups: int,
        bias: bool,
        padding_mode: str,
        device: Any,
        dtype: Any,
    ) -> None:
        """`sizes` are kernel size, stride, padding, dilation and output padding."""
        Module.__init__(self)
        self.in_channels, self.out_channels = channels
        self.groups = groups
        self.padding_mode = padding_mode
        kernel, stride, padding, dilation, output_padding = sizes
        self.kernel_size = times(self.ndim, kernel)
        self.stride = times(self.ndim, stride)
        self.padding = padding if isinstance(padding, str) else times(self.ndim, padding)
        self.dilation = times(self.ndim, dilation)
        self.output_padding = times(self.ndim, output_padding)
        self._check()
        self.weight = fresh(self._weight_shape(), dtype, device)
        self.register_parameter("bias", fresh((self.out_channels,), dtype) if bias else None)
        self.reset_parameters()

    def _check(self) -> None:
        if self.groups <= 0:
            raise ValueError("groups must be a positive integer")
        if self.in_channels % self.groups:
            raise ValueError("in_channels must be divisible by groups")
        if self.out_channels % self.groups:
            raise ValueError("out_channels must be divisible by groups")
        if isinstance(self.padding, str):
            if self.padding not in ("same", "valid"):
                raise ValueError(
                    f"Invalid padding string {self.padding!r}, should be one of "
                    f"{ {'same', 'valid'} }"
                )
            if self.padding == "same" and any(step != 1 for step in self.stride):
                raise ValueError("padding='same' is not supported for strided convolutions")
        if self.padding_mode not in PADDINGS:
            raise ValueError(
                f"padding_mode must be one of {set(PADDINGS)}, but got "
                f"padding_mode='{self.padding_mode}'"
            )

    def _weight_shape(self) -> tuple[int, ...]:
        ends = (self.out_channels, self.in_channels)
        first, second = reversed(ends) if self.transposed else ends
        return (first, second // self.groups, *self.kernel_size)

    def reset_parameters(self) -> None:
        """Draw weight and bias anew."""
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        draw_bias(self.weight, self.bias)

    def extra_repr(self) -> str:
        none, one = (0,) * self.ndim, (1,) * self.ndim
        text = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}"
        text += f", stride={self.stride}"
        usual = {"padding": none, "dilation": one, "output_padding": none, "groups": 1}
        for name, value in usual.items():
            if getattr(self, name) != value:
                text += f", {name}={getattr(self, name)}"
        text += ", bias=False" if self.bias is None else ""
        return text if self.padding_mode == "zeros" else f"{text}, padding_mode={self.padding_mode}"


class ForwardConvolution(Convolution):
    """A convolution from inputs to outputs; a subclass says in how many dimensions."""

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
        groups: int = 1,
        bias: bool = True,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        sizes = (kernel_size, stride, padding, dilation, 0)
        channels = (in_channels, out_channels)
        self._set_up(channels, sizes, groups, bias, padding_mode, device, dtype)

    def forward(self, input: Any) -> Any:
        return self._conv_forward(input, self.weight, self.bias)

    def _conv_forward(self, input: Any, weight: Any, bias: Any) -> Any:
        convolve = getattr(F, f"conv{self.ndim}d")
        if self.padding_mode == "zeros":
            return convolve(
                input, weight, bias, self.stride, self.padding, self.dilation, self.groups
            )
        padded = F.pad(input, self._around(), mode=self.padding_mode)
        none = times(self.ndim, 0)
        return convolve(padded, weight, bias, self.stride, none, self.dilation, self.groups)

    def _around(self) -> tuple[int, ...]:
        """The padding on both sides of each dimension, the last dimension first."""
        around: list[int] = []
        for dim in reversed(range(self.ndim)):
            if isinstance(self.padding, str):
                total = self.dilation[dim] * (self.kernel_size[dim] - 1)
                total = total if self.padding == "same" else 0
                around += [total // 2, total - total // 2]
            else:
                around += [self.padding[dim]] * 2
        return tuple(around)


class Conv1d(ForwardConvolution):
    """A convolution along one dimension (torch.nn.Conv1d)."""

    ndim = 1


class Conv2d(ForwardConvolution):
    """A convolution over images (torch.nn.Conv2d)."""

    ndim = 2


class Conv3d(ForwardConvolution):
    """A convolution over volumes (torch.nn.Conv3d)."""

    ndim = 3


class TransposedConvolution(Convolution):
    """The gradient of a convolution as a layer; a subclass says in how many dimensions."""

    transposed = True

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Any,
        stride: Any = 1,
        padding: Any = 0,
        output_padding: Any = 0,
        groups: int = 1,
        bias: bool = True,
        dilation: Any = 1,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        if padding_mode != "zeros":
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}')
        sizes = (kernel_size, stride, padding, dilation, output_padding)
        channels = (in_channels, out_channels)
        self._set_up(channels, sizes, groups, bias, padding_mode, device, dtype)

    def forward(self, input: Any, output_size: Any = None) -> Any:
        convolve = getattr(F, f"conv_transpose{self.ndim}d")
        extra = self.output_padding
        if output_size is not None:
            extra = self._padding_for(input, list(output_size))
        return convolve(
            *(input, self.weight, self.bias, self.stride, self.padding),
            *(extra, self.groups, self.dilation),
        )

    def _padding_for(self, input: Any, output_size: list[int]) -> tuple[int, ...]:
        """The output padding that gives the wanted size; torch's errors if none does."""
        others = input.ndim - self.ndim
        if len(output_size) == others + self.ndim:
            output_size = output_size[others:]
        if len(output_size) != self.ndim:
            raise ValueError(
                f"{type(self).__name__}: for {input.ndim}D input, output_size must have "
                f"{self.ndim} or {others + self.ndim} elements (got {len(output_size)})"
            )
        least = []
        for dim in range(self.ndim):
            size = (input.shape[dim + others] - 1) * self.stride[dim]
            reach = self.dilation[dim] * (self.kernel_size[dim] - 1) + 1
            least.append(size - 2 * self.padding[dim] + reach)
        most = [size + step - 1 for size, step in zip(least, self.stride, strict=True)]
        for wanted, low, high in zip(output_size, least, most, strict=True):
            if not low <= wanted <= high:
                raise ValueError(
                    f"requested an output size of {output_size}, but valid sizes range from "
                    f"{least} to {most} (for an input of {input.size()[2:]})"
                )
        return tuple(wanted - low for wanted, low in zip(output_size, least, strict=True))


class ConvTranspose1d(TransposedConvolution):
    """A transposed convolution along one dimension (torch.nn.ConvTranspose1d)."""

    ndim = 1


class ConvTranspose2d(TransposedConvolution):
    """A transposed convolution over images (torch.nn.ConvTranspose2d)."""

    ndim = 2


class ConvTranspose3d(TransposedConvolution):
    """A transposed convolution over volumes (torch.nn.ConvTranspose3d)."""

    ndim = 3
