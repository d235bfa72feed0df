"""Layers without parameters that change shapes: flattening, padding, shuffling, enlarging."""

from __future__ import annotations

from typing import Any

from autograd_core.nn.modules.basics import F, shown, times
from autograd_core.nn.modules.module import Module


class Flatten(Module):
    """Several dimensions as one (torch.nn.Flatten)."""

    def __init__(self, start_dim: int = 1, end_dim: int = -1) -> None:
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim

    def forward(self, input: Any) -> Any:
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self) -> str:
        return shown(self, "start_dim", "end_dim")


class Unflatten(Module):
    """One dimension as several (torch.nn.Unflatten)."""

    def __init__(self, dim: int, unflattened_size: Any) -> None:
        super().__init__()
        if not isinstance(unflattened_size, (tuple, list)):
            raise TypeError(
                "unflattened_size must be a tuple of ints, but found type "
                f"{type(unflattened_size).__name__}"
            )
        for place, size in enumerate(unflattened_size):
            if not isinstance(size, int):
                raise TypeError(
                    "unflattened_size must be tuple of ints, but found element of type "
                    f"{type(size).__name__} at pos {place}"
                )
        self.dim = dim
        self.unflattened_size = unflattened_size

    def forward(self, input: Any) -> Any:
        return input.unflatten(self.dim, self.unflattened_size)

    def extra_repr(self) -> str:
        return shown(self, "dim", "unflattened_size")


class PixelShuffle(Module):
    """Channels become pixels (torch.nn.PixelShuffle)."""

    def __init__(self, upscale_factor: int) -> None:
        super().__init__()
        self.upscale_factor = upscale_factor

    def forward(self, input: Any) -> Any:
        return F.pixel_shuffle(input, self.upscale_factor)

    def extra_repr(self) -> str:
        return shown(self, "upscale_factor")


class PixelUnshuffle(Module):
    """Pixels become channels (torch.nn.PixelUnshuffle)."""

    def __init__(self, downscale_factor: int) -> None:
        super().__init__()
        self.downscale_factor = downscale_factor

    def forward(self, input: Any) -> Any:
        return F.pixel_unshuffle(input, self.downscale_factor)

    def extra_repr(self) -> str:
        return shown(self, "downscale_factor")


class Upsample(Module):
    """Larger, by repeating or interpolating (torch.nn.Upsample)."""

    def __init__(
        self,
        size: Any = None,
        scale_factor: Any = None,
        mode: str = "nearest",
        align_corners: bool | None = None,
        recompute_scale_factor: bool | None = None,
    ) -> None:
        super().__init__()
        self.name = type(self).__name__
        self.size = size
        if isinstance(scale_factor, tuple):
            self.scale_factor: Any = tuple(float(factor) for factor in scale_factor)
        else:
            self.scale_factor = float(scale_factor) if scale_factor else None
        self.mode = mode
        self.align_corners = align_corners
        self.recompute_scale_factor = recompute_scale_factor

    def forward(self, input: Any) -> Any:
        return F.interpolate(
            *(input, self.size, self.scale_factor, self.mode, self.align_corners),
            recompute_scale_factor=self.recompute_scale_factor,
        )

    def extra_repr(self) -> str:
        by = "size" if self.scale_factor is None else "scale_factor"
        return f"{by}={getattr(self, by)!r}, mode={self.mode!r}"


class UpsamplingNearest2d(Upsample):
    """Upsample by repeating pixels (torch.nn.UpsamplingNearest2d)."""

    def __init__(self, size: Any = None, scale_factor: Any = None) -> None:
        super().__init__(size, scale_factor, mode="nearest")


class UpsamplingBilinear2d(Upsample):
    """Upsample by interpolating (torch.nn.UpsamplingBilinear2d)."""

    def __init__(self, size: Any = None, scale_factor: Any = None) -> None:
        super().__init__(size, scale_factor, mode="bilinear", align_corners=True)


class Pad(Module):
    """More elements around; a subclass says in how many dimensions and which."""

    ndim: int
    mode: str

    def __init__(self, padding: Any) -> None:
        super().__init__()
        self.padding = times(2 * self.ndim, padding)

    def forward(self, input: Any) -> Any:
        return F.pad(input, self.padding, self.mode)

    def extra_repr(self) -> str:
        return str(self.padding)


class ConstantPad(Pad):
    """The same number around."""

    mode = "constant"

    def __init__(self, padding: Any, value: float) -> None:
        super().__init__(padding)
        self.value = value

    def forward(self, input: Any) -> Any:
        return F.pad(input, self.padding, self.mode, self.value)

    def extra_repr(self) -> str:
        return shown(self, "padding", "value")


class ZeroPad(ConstantPad):
    """Zeros around."""

    def __init__(self, padding: Any) -> None:
        super().__init__(padding, 0.0)

    def extra_repr(self) -> str:
        return str(self.padding)


class ReflectionPad(Pad):
    """The input mirrored at its edges."""

    mode = "reflect"


class ReplicationPad(Pad):
    """The input's edges repeated."""

    mode = "replicate"


class CircularPad(Pad):
    """The input repeated all around."""

    mode = "circular"

    def forward(self, input: Any) -> Any:
        low, high = self.ndim + 1, self.ndim + 2
        if input.ndim not in (low, high):
            raise ValueError(f"expected {low}D or {high}D input (got {input.ndim}D input)")
        return super().forward(input)


KINDS = (ConstantPad, ZeroPad, ReflectionPad, ReplicationPad, CircularPad)
PADS: dict[str, type[Pad]] = {}
"""ConstantPad1d … CircularPad3d: every kind of padding in one, two and three dimensions."""

for _kind in KINDS:
    for _ndim in (1, 2, 3):
        _name = f"{_kind.__name__}{_ndim}d"
        _doc = f"{_kind.__doc__} In {_ndim} dimension{'s' * (_ndim > 1)} (torch.nn.{_name})."
        PADS[_name] = type(_name, (_kind,), {"ndim": _ndim, "__doc__": _doc})
globals().update(PADS)
