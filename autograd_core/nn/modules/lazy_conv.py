"""Lazy convolutions: a kernel's size in, a convolution after its first input out."""

from __future__ import annotations

from typing import Any

from autograd_core.nn.modules.conv import (
    Conv1d,
    Conv2d,
    Conv3d,
    Convolution,
    ConvTranspose1d,
    ConvTranspose2d,
    ConvTranspose3d,
)
from autograd_core.nn.modules.lazy import LazyModuleMixin
from autograd_core.nn.parameter import UninitializedParameter


class LazyConvolution(LazyModuleMixin, Convolution):
    """A convolution whose `in_channels` the first input tells."""

    def __init__(self, out_channels: int, kernel_size: Any, *args: Any, **kwargs: Any) -> None:
        names = list(POSITIONAL[self.transposed])
        options = {**dict(zip(names, args, strict=False)), **kwargs}
        bias = options.pop("bias", True)
        super().__init__(0, 0, kernel_size, bias=False, **options)
        dtype = options.get("dtype")
        self.weight = UninitializedParameter(dtype=dtype)
        self.out_channels = out_channels
        if bias:
            self.bias = UninitializedParameter(dtype=dtype)

    def reset_parameters(self) -> None:
        if not self.has_uninitialized_params() and self.in_channels != 0:
            super().reset_parameters()

    def initialize_parameters(self, input: Any, *args: Any) -> None:
        if not self.has_uninitialized_params():
            return
        single = self.ndim + 1
        if input.ndim not in (single, single + 1):
            raise RuntimeError(
                f"Expected {single}D (unbatched) or {single + 1}D (batched) input to "
                f"{type(self).__name__}, but got input of size: {input.shape}"
            )
        self.in_channels = input.shape[input.ndim - single]
        if self.in_channels % self.groups:
            raise ValueError("in_channels must be divisible by groups")
        self.materialize("weight", self._weight_shape())
        self.materialize("bias", (self.out_channels,))
        self.reset_parameters()


POSITIONAL = {
    False: ("stride", "padding", "dilation", "groups", "bias", "padding_mode"),
    True: ("stride", "padding", "output_padding", "groups", "bias", "dilation", "padding_mode"),
}
"""What may follow the kernel's size by place, for transposed convolutions and others."""


class LazyConv1d(LazyConvolution, Conv1d):
    """See Conv1d (torch.nn.LazyConv1d)."""

    cls_to_become = Conv1d


class LazyConv2d(LazyConvolution, Conv2d):
    """See Conv2d (torch.nn.LazyConv2d)."""

    cls_to_become = Conv2d


class LazyConv3d(LazyConvolution, Conv3d):
    """See Conv3d (torch.nn.LazyConv3d)."""

    cls_to_become = Conv3d


class LazyConvTranspose1d(LazyConvolution, ConvTranspose1d):
    """See ConvTranspose1d (torch.nn.LazyConvTranspose1d)."""

    cls_to_become = ConvTranspose1d


class LazyConvTranspose2d(LazyConvolution, ConvTranspose2d):
    """See ConvTranspose2d (torch.nn.LazyConvTranspose2d)."""

    cls_to_become = ConvTranspose2d


class LazyConvTranspose3d(LazyConvolution, ConvTranspose3d):
    """See ConvTranspose3d (torch.nn.LazyConvTranspose3d)."""

    cls_to_become = ConvTranspose3d
