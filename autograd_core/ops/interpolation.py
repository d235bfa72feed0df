"""`interpolate` and its older names: an image with a size or a factor in, the resized image out."""

from __future__ import annotations

from typing import Any

from autograd_core import errors
from autograd_core.dispatch import apply
from autograd_core.ops.registry import FUNCTIONAL, functional, required
from autograd_core.ops.resizing import RESIZING, SCALES, scaled_sizes
from autograd_core.tensor import Tensor

MODES = {
    "nearest": ("nearest", (1, 2, 3)),
    "nearest-exact": ("nearest_exact", (1, 2, 3)),
    "linear": ("linear", (1,)),
    "bilinear": ("linear", (2,)),
    "trilinear": ("linear", (3,)),
    "bicubic": ("cubic", (2,)),
}
"""Per mode the kind of weights, and for how many spatial dimensions it is."""


@functional("interpolate")
def interpolate(
    input: Tensor,
    size: Any = None,
    scale_factor: Any = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
    recompute_scale_factor: bool | None = None,
    antialias: bool = False,
) -> Any:
    """Images of another size (torch.nn.functional.interpolate).

    input         (N, C, W), (N, C, H, W) or (N, C, D, H, W)
    size          the new spatial size, in elements; or `scale_factor`, per dimension or for all
    Raises ValueError when both or none are given, NotImplementedError when the mode does not fit
    the number of dimensions.
    """
    required("interpolate", "input", 1, input)
    interpolating = mode not in ("nearest", "nearest-exact", "area")
    if align_corners is not None and not interpolating:
        raise ValueError(
            "align_corners option can only be set with the interpolating modes: linear | bilinear "
            "| bicubic | trilinear"
        )
    spatial = tuple(input._a.shape[2:])
    sizes, factors = wanted(spatial, size, scale_factor)
    if recompute_scale_factor and size is not None:
        raise ValueError("recompute_scale_factor is not meaningful with an explicit size.")
    if factors is not None and (recompute_scale_factor or mode == "area"):
        sizes = tuple(int(n * s) for n, s in zip(spatial, factors, strict=True))
        factors = None
    if antialias and not (mode in ("bilinear", "bicubic", "lanczos") and input._a.ndim == 4):
        raise ValueError(
            "Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires "
            "a 4-D tensor as input"
        )
    if mode == "area" and len(spatial) in (1, 2, 3):
        return FUNCTIONAL[f"adaptive_avg_pool{len(spatial)}d"](input, sizes)
    kind, dims = MODES.get(mode, ("", ()))
    if len(spatial) not in dims:
        raise NotImplementedError(misfit(input._a.ndim, mode))
    values: dict[str, Any] = {
        "output_size": sizes if factors is None else scaled_sizes(spatial, factors),
        **dict(zip(SCALES[len(spatial)], factors or (None,) * len(spatial), strict=True)),
    }
    if interpolating:
        values["align_corners"] = bool(align_corners)
    check_sizes(input, values["output_size"])
    entry = RESIZING[kind + ("_aa" if antialias else ""), len(spatial)]
    return apply(entry, (input,), values)


def wanted(
    spatial: tuple[int, ...], size: Any, factor: Any
) -> tuple[Any, tuple[float, ...] | None]:
    """The size and the factors per dimension; exactly one of them is not None."""
    if size is not None and factor is not None:
        raise ValueError("only one of size or scale_factor should be defined")
    if size is None and factor is None:
        raise ValueError("either size or scale_factor should be defined")
    if size is not None:
        if isinstance(size, (list, tuple)) and len(size) != len(spatial):
            raise ValueError(
                "Input and output must have the same number of spatial dimensions, but got input "
                f"with spatial dimensions of {list(spatial)} and output size of {size}. Please "
                "provide input tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, "
                "o2, ...,oK) format."
            )
        return tuple(size) if isinstance(size, (list, tuple)) else (size,) * len(spatial), None
    if isinstance(factor, (list, tuple)) and len(factor) != len(spatial):
        raise ValueError(
            "Input and scale_factor must have the same number of spatial dimensions, but got input "
            f"with spatial dimensions of {list(spatial)} and scale_factor of shape {factor}. "
            "Please provide input tensor in (N, C, d1, d2, ...,dK) format and scale_factor in (s1, "
            "s2, ...,sK) format."
        )
    given = tuple(factor) if isinstance(factor, (list, tuple)) else (factor,) * len(spatial)
    return None, tuple(float(each) for each in given)


def check_sizes(input: Tensor, sizes: tuple[int, ...]) -> None:
    """PyTorch's error for a size without elements."""
    spatial = tuple(input._a.shape[2:])
    if min(sizes, default=1) <= 0 or min(spatial, default=1) <= 0:
        names = ("D", "H", "W")[-len(sizes) :]
        own = ", ".join(f"{name}: {n}" for name, n in zip(names, spatial, strict=True))
        out = ", ".join(f"{name}: {n}" for name, n in zip(names, sizes, strict=True))
        raise RuntimeError(
            f"Input and output sizes should be greater than 0, but got input ({own}) output ({out})"
        )


def misfit(dims: int, mode: str) -> str:
    """PyTorch's sentence for a mode that is not for so many dimensions."""
    needs = {"linear": 3, "bilinear": 4, "trilinear": 5}
    if mode in needs and dims in (3, 4, 5):
        return f"Got {dims}D input, but {mode} mode needs {needs[mode]}D input"
    return (
        f"Input Error: Only 3D, 4D and 5D input Tensors supported (got {dims}D) for the modes: "
        "nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got "
        f"{mode})"
    )


@functional("upsample")
def upsample(
    input: Tensor,
    size: Any = None,
    scale_factor: Any = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
) -> Any:
    """The former name of `interpolate` (torch.nn.functional.upsample)."""
    renamed("upsample")
    return interpolate(input, size, scale_factor, mode, align_corners)


@functional("upsample_nearest")
def upsample_nearest(input: Tensor, size: Any = None, scale_factor: Any = None) -> Any:
    """The former name of one mode of it (torch.nn.functional.upsample_nearest)."""
    renamed("upsample_nearest")
    return interpolate(input, size, scale_factor, mode="nearest")


@functional("upsample_bilinear")
def upsample_bilinear(input: Tensor, size: Any = None, scale_factor: Any = None) -> Any:
    """The former name of one mode of it (torch.nn.functional.upsample_bilinear)."""
    renamed("upsample_bilinear")
    return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)


def renamed(name: str) -> None:
    """PyTorch's warning that a function has another name now."""
    errors.warn(f"`nn.functional.{name}` is deprecated. Use `nn.functional.interpolate` instead.")
