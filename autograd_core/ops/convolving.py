"""`conv1d` … `conv_transpose3d`: arguments checked and brought to `convolution`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import apply
from autograd_core.ops.convolution import convolution
from autograd_core.ops.registry import FUNCTIONAL, METHODS, public, required
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def several(name: str, value: Any, dims: int) -> Dims:
    """A number, or one per dimension, as one per dimension; PyTorch's error for other lengths."""
    if isinstance(value, int):
        return (value,) * dims
    values = tuple(value)
    if len(values) == 1:
        return values * dims
    if len(values) != dims:
        raise RuntimeError(
            f"expected {name} to be a single integer value or a list of {dims} values to match "
            f"the convolution dimensions, but got {name}={errors.size_text(values)}"
        )
    return values


def batch_of(name: str, input: Tensor, dims: int) -> tuple[Any, bool]:
    """The input with a batch dimension, and whether it had one."""
    ndim = input._a.ndim
    if ndim not in (dims + 1, dims + 2):
        raise RuntimeError(
            f"Expected {dims + 1}D (unbatched) or {dims + 2}D (batched) input to {name}, but got "
            f"input of size: {errors.size_text(input._a.shape)}"
        )
    return (input, True) if ndim == dims + 2 else (METHODS["unsqueeze"](input, 0), False)


def check(input: Any, weight: Any, bias: Any, values: dict[str, Any]) -> None:
    """PyTorch's errors for sizes that do not fit."""
    size_text, groups = errors.size_text, values["groups"]
    shape, kernel = input._a.shape, weight._a.shape
    steps = tuple(values["stride"])
    if 1 < len(steps) != len(kernel) - 2 > 0:
        raise RuntimeError(
            f"expected stride to be a single integer value or a list of {len(kernel) - 2} values "
            f"to match the convolution dimensions, but got stride={size_text(steps)}"
        )
    if any(each < 0 for each in values["padding"]):
        raise RuntimeError("negative padding is not supported")
    if any(each < 0 for each in values["output_padding"]):
        raise RuntimeError("negative output_padding is not supported")
    if any(each <= 0 for each in values["stride"]):
        raise RuntimeError("non-positive stride is not supported")
    if any(each <= 0 for each in values["dilation"]):
        raise RuntimeError("dilation should be greater than zero")
    if groups <= 0:
        raise RuntimeError("non-positive groups is not supported")
    if len(kernel) != len(shape):
        raise RuntimeError(
            f"Expected {len(kernel)}-dimensional input for {len(kernel)}-dimensional weight "
            f"{size_text(kernel)}, but got {len(shape)}-dimensional input of size "
            f"{size_text(shape)} instead"
        )
    if kernel[0] < groups or kernel[0] % groups:
        relation = "at least" if kernel[0] < groups else "divisible by"
        rest = " at dimension 0, but got weight of size "
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be {relation} {groups}{rest}"
            f"[{size_text(kernel)}] instead"
        )
    channels, out = kernel[1] * groups, kernel[0]
    if values["transposed"]:
        channels, out = kernel[0], kernel[1] * groups
    if shape[1] != channels:
        given = "transposed=1" if values["transposed"] else f"groups={groups}"
        raise RuntimeError(
            f"Given {given}, weight of size {size_text(kernel)}, expected input{size_text(shape)} "
            f"to have {channels} channels, but got {shape[1]} channels instead"
        )
    if bias is not None and bias._a.shape != (out,):
        prefix = "transposed=1, " if values["transposed"] else ""
        raise RuntimeError(
            f"Given {prefix}weight of size {size_text(kernel)}, expected bias to be 1-dimensional "
            f"with {out} elements, but got bias of size {size_text(bias._a.shape)} instead"
        )
    if not values["transposed"]:
        check_kernel(shape, kernel, values)
    if bias is not None and bias._a.dtype != input._a.dtype:
        raise RuntimeError(
            f"Input type ({input.dtype.c_name}) and bias type ({bias.dtype.c_name}) should be the "
            "same"
        )
    if input._a.dtype != weight._a.dtype and input._a.dtype != np.float32:
        raise RuntimeError(
            f"expected scalar type {input.dtype.scalar_name} but found {weight.dtype.scalar_name}"
        )
    if input._a.dtype != weight._a.dtype:
        raise RuntimeError(
            f"Input type ({input.dtype.tensor_type}) and weight type ({weight.dtype.tensor_type}) "
            "should be the same or input should be a MKLDNN tensor and weight is a dense tensor"
        )


def check_kernel(shape: Dims, kernel: Dims, values: dict[str, Any]) -> None:
    size = [s + 2 * p for s, p in zip(shape[2:], values["padding"], strict=True)]
    reach = [d * (k - 1) + 1 for k, d in zip(kernel[2:], values["dilation"], strict=True)]
    if any(k > s for k, s in zip(reach, size, strict=True)):
        raise RuntimeError(
            f"Calculated padded input size per channel: ({' x '.join(map(str, size))}). "
            f"Kernel size: ({' x '.join(map(str, reach))}). Kernel size can't be greater than "
            "actual input size"
        )


def convolved(
    name: str,
    input: Any,
    weight: Any,
    bias: Any,
    stride: Any,
    padding: Any,
    dilation: Any,
    groups: int,
    dims: int,
) -> Any:
    """A convolution over `dims` dimensions, with numeric or named padding."""
    required(name, "input", 1, input)
    required(name, "weight", 2, weight)
    source, batched = batch_of(name, input, dims)
    if weight._a.ndim < 3:
        raise RuntimeError("weight should have at least three dimensions")
    values: dict[str, Any] = {
        "stride": several("stride", stride, dims),
        "padding": (0,) * dims,
        "dilation": several("dilation", dilation, dims),
        "transposed": False,
        "output_padding": (0,) * dims,
        "groups": groups,
    }
    if isinstance(padding, str):
        source = padded_by_name(source, weight, padding, values)
    else:
        values["padding"] = several("padding", padding, dims)
    check(source, weight, bias, values)
    result = apply(convolution, (source, weight, bias), values)
    return result if batched else METHODS["squeeze"](result, 0)


def padded_by_name(source: Any, weight: Any, padding: str, values: dict[str, Any]) -> Any:
    """`padding='same'` or `'valid'`: the input, padded first where the sides differ."""
    if padding == "valid":
        return source
    if padding != "same":
        raise RuntimeError(f"Invalid padding string: '{padding}'")
    if any(each != 1 for each in values["stride"]):
        raise RuntimeError("padding='same' is not supported for strided convolutions")
    wanted = [d * (k - 1) for k, d in zip(weight._a.shape[2:], values["dilation"], strict=True)]
    if not any(each % 2 for each in wanted):
        values["padding"] = tuple(each // 2 for each in wanted)
        return source
    errors.warn_once(
        "Using padding='same' with even kernel lengths and odd dilation may require a zero-padded "
        "copy of the input be created"
    )
    values["padding"] = tuple(each // 2 for each in wanted)
    pad = [side for each in reversed(wanted) for side in (0, each % 2)]
    return FUNCTIONAL["pad"](source, pad)


def forward(name: str, dims: int) -> None:
    """Offer `torch.conv<dims>d`."""

    def function(
        input: Tensor,
        weight: Tensor,
        bias: Tensor | None = None,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
        groups: int = 1,
    ) -> Any:
        return convolved(name, input, weight, bias, stride, padding, dilation, groups, dims)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{convolution.en} (torch.nn.functional.{name})"
    public(name, method=False, functional=True)(function)


def backward(name: str, dims: int) -> None:
    """Offer `torch.conv_transpose<dims>d`."""

    def function(
        input: Tensor,
        weight: Tensor,
        bias: Tensor | None = None,
        stride: Any = 1,
        padding: Any = 0,
        output_padding: Any = 0,
        groups: int = 1,
        dilation: Any = 1,
    ) -> Any:
        required(name, "input", 1, input)
        required(name, "weight", 2, weight)
        source, batched = batch_of(name, input, dims)
        values = {
            "stride": several("stride", stride, dims),
            "padding": several("padding", padding, dims),
            "dilation": several("dilation", dilation, dims),
            "transposed": True,
            "output_padding": several("output_padding", output_padding, dims),
            "groups": groups,
        }
        check(source, weight, bias, values)
        check_extra(values, dims)
        result = apply(convolution, (source, weight, bias), values)
        return result if batched else METHODS["squeeze"](result, 0)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"The transpose of a convolution (torch.nn.functional.{name})."
    public(name, method=False, functional=True)(function)


AXES = {1: ("width",), 2: ("height", "width"), 3: ("depth", "height", "width")}


def check_extra(values: dict[str, Any], dims: int) -> None:
    """PyTorch's error for an output_padding that neither stride nor dilation leaves room for."""
    triples = zip(values["output_padding"], values["stride"], values["dilation"], strict=True)
    if any(extra >= s and extra >= d for extra, s, d in triples):
        axes = AXES[max(dims, 2)]
        filled = {
            key: ((0,) if key == "output_padding" else (1,)) * (len(axes) - dims) + values[key]
            for key in ("output_padding", "stride", "dilation")
        }
        shown = " ".join(
            f"{key}_{axis}: {size}"
            for key, sizes in filled.items()
            for axis, size in zip(axes, sizes, strict=True)
        )
        raise RuntimeError(
            f"output padding must be smaller than either stride or dilation, but got {shown}"
        )


for _dims in (1, 2, 3):
    forward(f"conv{_dims}d", _dims)
    backward(f"conv_transpose{_dims}d", _dims)
