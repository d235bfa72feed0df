"""Layers that lay images out anew: options in, columns of blocks, or what was pooled, out."""

from __future__ import annotations

from typing import Any

from autograd_core.nn.modules.basics import F, shown, times
from autograd_core.nn.modules.module import Module


class Unfold(Module):
    """The sliding blocks of images as columns (torch.nn.Unfold).

    (N, C, H, W) becomes (N, C * kernel elements, blocks).
    """

    def __init__(
        self, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1
    ) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.dilation = dilation
        self.padding = padding
        self.stride = stride

    def forward(self, input: Any) -> Any:
        return F.unfold(input, self.kernel_size, self.dilation, self.padding, self.stride)

    def extra_repr(self) -> str:
        return shown(self, "kernel_size", "dilation", "padding", "stride")


class Fold(Module):
    """Columns added up to images (torch.nn.Fold).

    (N, C * kernel elements, blocks) becomes (N, C, *output_size).
    """

    def __init__(
        self,
        output_size: Any,
        kernel_size: Any,
        dilation: Any = 1,
        padding: Any = 0,
        stride: Any = 1,
    ) -> None:
        super().__init__()
        self.output_size = output_size
        self.kernel_size = kernel_size
        self.dilation = dilation
        self.padding = padding
        self.stride = stride

    def forward(self, input: Any) -> Any:
        options = (self.kernel_size, self.dilation, self.padding, self.stride)
        return F.fold(input, self.output_size, *options)

    def extra_repr(self) -> str:
        return shown(self, "output_size", "kernel_size", "dilation", "padding", "stride")


class ChannelShuffle(Module):
    """The channels of (N, C, *) in turn from each group (torch.nn.ChannelShuffle)."""

    def __init__(self, groups: int) -> None:
        super().__init__()
        self.groups = groups

    def forward(self, input: Any) -> Any:
        return F.channel_shuffle(input, self.groups)

    def extra_repr(self) -> str:
        return f"groups={self.groups}"


class MaxUnpool(Module):
    """Pooled elements back where they were; a subclass says in how many dimensions."""

    ndim: int

    def __init__(self, kernel_size: Any, stride: Any = None, padding: Any = 0) -> None:
        super().__init__()
        self.kernel_size = times(self.ndim, kernel_size)
        self.stride = times(self.ndim, kernel_size if stride is None else stride)
        self.padding = times(self.ndim, padding)

    def forward(self, input: Any, indices: Any, output_size: Any = None) -> Any:
        unpool = getattr(F, f"max_unpool{self.ndim}d")
        return unpool(input, indices, self.kernel_size, self.stride, self.padding, output_size)

    def extra_repr(self) -> str:
        return shown(self, "kernel_size", "stride", "padding")


class MaxUnpool1d(MaxUnpool):
    """Of sequences (torch.nn.MaxUnpool1d)."""

    ndim = 1


class MaxUnpool2d(MaxUnpool):
    """Of images (torch.nn.MaxUnpool2d)."""

    ndim = 2


class MaxUnpool3d(MaxUnpool):
    """Of volumes (torch.nn.MaxUnpool3d)."""

    ndim = 3
