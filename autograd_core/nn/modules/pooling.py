"""Pooling: a window's size in, layers that summarise each window out."""

from __future__ import annotations

from typing import Any

from autograd_core.nn.modules.basics import F, shown, times
from autograd_core.nn.modules.module import Module


class MaxPool(Module):
    """The largest of each window; a subclass says in how many dimensions."""

    ndim: int

    def __init__(
        self,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        dilation: Any = 1,
        return_indices: bool = False,
        ceil_mode: bool = False,
    ) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride if stride is not None else kernel_size
        self.padding = padding
        self.dilation = dilation
        self.return_indices = return_indices
        self.ceil_mode = ceil_mode

    def forward(self, input: Any) -> Any:
        pool = getattr(F, f"max_pool{self.ndim}d")
        return pool(
            *(input, self.kernel_size, self.stride, self.padding, self.dilation),
            ceil_mode=self.ceil_mode,
            return_indices=self.return_indices,
        )

    def extra_repr(self) -> str:
        return shown(self, "kernel_size", "stride", "padding", "dilation", "ceil_mode")


class MaxPool1d(MaxPool):
    """Over sequences (torch.nn.MaxPool1d)."""

    ndim = 1


class MaxPool2d(MaxPool):
    """Over images (torch.nn.MaxPool2d)."""

    ndim = 2


class MaxPool3d(MaxPool):
    """Over volumes (torch.nn.MaxPool3d)."""

    ndim = 3


class AvgPool1d(Module):
    """The mean of each window of sequences (torch.nn.AvgPool1d)."""

    def __init__(
        self,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
    ) -> None:
        super().__init__()
        self.kernel_size = times(1, kernel_size)
        self.stride = times(1, stride if stride is not None else kernel_size)
        self.padding = times(1, padding)
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad

    def forward(self, input: Any) -> Any:
        return F.avg_pool1d(
            *(input, self.kernel_size, self.stride, self.padding),
            *(self.ceil_mode, self.count_include_pad),
        )

    def extra_repr(self) -> str:
        return shown(self, "kernel_size", "stride", "padding")


class AvgPool(Module):
    """The mean of each window of images or volumes."""

    ndim: int

    def __init__(
        self,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
    ) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = stride if stride is not None else kernel_size
        self.padding = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override

    def forward(self, input: Any) -> Any:
        pool = getattr(F, f"avg_pool{self.ndim}d")
        return pool(
            *(input, self.kernel_size, self.stride, self.padding),
            *(self.ceil_mode, self.count_include_pad, self.divisor_override),
        )

    def extra_repr(self) -> str:
        return shown(self, "kernel_size", "stride", "padding")


class AvgPool2d(AvgPool):
    """Over images (torch.nn.AvgPool2d)."""

    ndim = 2


class AvgPool3d(AvgPool):
    """Over volumes (torch.nn.AvgPool3d)."""

    ndim = 3


class LPPool(Module):
    """The p-norm of each window."""

    ndim: int

    def __init__(
        self, norm_type: float, kernel_size: Any, stride: Any = None, ceil_mode: bool = False
    ) -> None:
        super().__init__()
        self.norm_type = norm_type
        self.kernel_size = kernel_size
        self.stride = stride
        self.ceil_mode = ceil_mode

    def forward(self, input: Any) -> Any:
        pool = getattr(F, f"lp_pool{self.ndim}d")
        return pool(input, float(self.norm_type), self.kernel_size, self.stride, self.ceil_mode)

    def extra_repr(self) -> str:
        return shown(self, "norm_type", "kernel_size", "stride", "ceil_mode")


class LPPool1d(LPPool):
    """Over sequences (torch.nn.LPPool1d)."""

    ndim = 1


class LPPool2d(LPPool):
    """Over images (torch.nn.LPPool2d)."""

    ndim = 2


class LPPool3d(LPPool):
    """Over volumes (torch.nn.LPPool3d)."""

    ndim = 3


class AdaptivePool(Module):
    """Windows chosen so that the output has the wanted size."""

    function: str

    def __init__(self, output_size: Any) -> None:
        super().__init__()
        self.output_size = output_size

    def forward(self, input: Any) -> Any:
        return getattr(F, self.function)(input, self.output_size)

    def extra_repr(self) -> str:
        return shown(self, "output_size")


class AdaptiveAvgPool1d(AdaptivePool):
    """The means (torch.nn.AdaptiveAvgPool1d)."""

    function = "adaptive_avg_pool1d"


class AdaptiveAvgPool2d(AdaptivePool):
    """The means (torch.nn.AdaptiveAvgPool2d)."""

    function = "adaptive_avg_pool2d"


class AdaptiveAvgPool3d(AdaptivePool):
    """The means (torch.nn.AdaptiveAvgPool3d)."""

    function = "adaptive_avg_pool3d"


class AdaptiveMaxPool(AdaptivePool):
    """The largest of each window, and where they were if wanted."""

    def __init__(self, output_size: Any, return_indices: bool = False) -> None:
        super().__init__(output_size)
        self.return_indices = return_indices

    def forward(self, input: Any) -> Any:
        return getattr(F, self.function)(input, self.output_size, self.return_indices)


class AdaptiveMaxPool1d(AdaptiveMaxPool):
    """Over sequences (torch.nn.AdaptiveMaxPool1d)."""

    function = "adaptive_max_pool1d"


class AdaptiveMaxPool2d(AdaptiveMaxPool):
    """Over images (torch.nn.AdaptiveMaxPool2d)."""

    function = "adaptive_max_pool2d"


class AdaptiveMaxPool3d(AdaptiveMaxPool):
    """Over volumes (torch.nn.AdaptiveMaxPool3d)."""

    function = "adaptive_max_pool3d"
