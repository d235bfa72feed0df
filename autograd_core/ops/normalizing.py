"""`batch_norm`, `layer_norm` and their kin: arguments checked, running statistics kept."""

from __future__ import annotations

import math
from typing import Any

from autograd_core import errors
from autograd_core.dispatch import apply
from autograd_core.ops.batch_normalization import batch_norm, updated
from autograd_core.ops.normalization import group_norm, layer_norm
from autograd_core.ops.registry import FUNCTIONAL, METHODS, functional, required
from autograd_core.ops.shapes import contiguous, view
from autograd_core.size import Size
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, memory

Dims = tuple[int, ...]


def check_batch(size: Any) -> None:
    if size[0] * math.prod(size[2:]) == 1:
        raise ValueError(
            f"Expected more than 1 value per channel when training, got input size {size}"
        )


def check_length(name: str, tensor: Tensor | None, count: int) -> None:
    if tensor is not None and tensor._a.size != count:
        raise RuntimeError(f"{name} should contain {count} elements not {tensor._a.size}")


@functional("batch_norm")
def torch_batch_norm(
    input: Tensor,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Any:
    """Each channel (dimension 1) to mean 0 and variance 1 (torch.nn.functional.batch_norm).

    In training over the batch, and the running statistics are updated; else with these.
    """
    required("batch_norm", "input", 1, input)
    if training:
        check_batch(input.shape)
        if eps <= 0:
            raise ValueError(f"batch_norm eps must be positive during training, but got {eps}")
    elif eps < 0:
        raise ValueError(f"batch_norm eps must be non-negative, but got {eps}")
    errors.dimension(1, input._a.ndim)
    channels = input._a.shape[1]
    for name, running in (("running_mean", running_mean), ("running_var", running_var)):
        if running is None and not training:
            raise RuntimeError(f"{name} must be defined in evaluation mode")
        check_length(name, running, channels)
    check_length("weight", weight, channels)
    check_length("bias", bias, channels)
    return batch_normalised(input, running_mean, running_var, weight, bias, training, momentum, eps)


def batch_normalised(
    input: Any,
    running_mean: Any,
    running_var: Any,
    weight: Any,
    bias: Any,
    training: bool,
    momentum: float,
    eps: float,
) -> Any:
    """The operation, and in training what it does to the running statistics."""
    values = {"training": training, "momentum": momentum, "eps": eps}
    args = (input, weight, bias, running_mean, running_var)
    if not training:
        return apply(batch_norm, args, values)[0]
    old_mean, old_var = (None if each is None else each._a for each in (running_mean, running_var))
    fresh = updated(input._a, old_mean, old_var, momentum)
    for tensor, array in zip((running_mean, running_var), fresh, strict=True):
        if tensor is not None:
            overwrite(tensor, array)
    return apply(batch_norm, args, values)[0]


def overwrite(tensor: Tensor, array: Any) -> None:
    """Write running statistics; PyTorch leaves the version as it was."""
    target = memory(tensor)
    if STATE.recorder is not None:
        STATE.recorder.before_silent_write(target)
    target[...] = array


def check_spatial(size: Any) -> None:
    if math.prod(size[2:]) == 1:
        raise ValueError(
            f"Expected more than 1 spatial element when training, got input size {size}"
        )


@functional("instance_norm")
def instance_norm(
    input: Tensor,
    running_mean: Tensor | None = None,
    running_var: Tensor | None = None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    use_input_stats: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Any:
    """Each channel of each example to mean 0 and variance 1 (torch.nn.functional.instance_norm)."""
    required("instance_norm", "input", 1, input)
    if use_input_stats:
        check_spatial(input.shape)
    n, c, *rest = input._a.shape

    def repeated(tensor: Any) -> Any:
        return None if tensor is None else METHODS["repeat"](tensor, n)

    weight, bias = repeated(weight), repeated(bias)
    mean, var = repeated(running_mean), repeated(running_var)
    source = apply(view, (contiguous(input),), {"size": (1, n * c, *rest)})
    out = batch_normalised(source, mean, var, weight, bias, use_input_stats, momentum, eps)
    for own, all_of_them in ((running_mean, mean), (running_var, var)):
        if own is not None and use_input_stats:
            overwrite(own, all_of_them._a.reshape(n, c).mean(axis=0).astype(own._a.dtype))
    return apply(view, (out,), {"size": (n, c, *rest)})


def check_shape(input: Tensor, normalized_shape: Any, weight: Any, bias: Any, name: str) -> Dims:
    """The normalised shape; PyTorch's errors when input, weight or bias do not end in it."""
    if isinstance(normalized_shape, int):
        raise TypeError(
            f"{name}(): argument 'normalized_shape' (position 2) must be tuple of ints, not int"
        )
    shape = tuple(normalized_shape)
    text = errors.size_text
    for part, tensor in (("weight", weight), ("bias", bias)):
        if tensor is not None and tensor._a.shape != shape:
            raise RuntimeError(
                f"Expected {part} to be of same shape as normalized_shape, but got {part} of shape "
                f"{text(tensor._a.shape)} and normalized_shape = {text(shape)}"
            )
    if not shape:
        raise RuntimeError(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one "
            "element, but got normalized_shape = []"
        )
    if input._a.shape[-len(shape) :] != shape:
        star = "*, " if name == "layer_norm" else "*"
        raise RuntimeError(
            f"Given normalized_shape={text(shape)}, expected input with shape "
            f"[{star}{', '.join(map(str, shape))}], but got input of size{text(input._a.shape)}"
        )
    return shape


@functional("layer_norm")
def torch_layer_norm(
    input: Tensor,
    normalized_shape: Any,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-5,
) -> Any:
    """The last dimensions to mean 0 and variance 1 (torch.nn.functional.layer_norm)."""
    required("layer_norm", "input", 1, input)
    shape = check_shape(input, normalized_shape, weight, bias, "layer_norm")
    values = {"normalized_shape": shape, "eps": eps}
    return apply(layer_norm, (input, weight, bias), values)[0]


@functional("group_norm")
def torch_group_norm(
    input: Tensor,
    num_groups: int,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-5,
) -> Any:
    """Groups of channels to mean 0 and variance 1 (torch.nn.functional.group_norm)."""
    shape = required("group_norm", "input", 1, input)._a.shape
    if len(shape) < 2:
        raise RuntimeError(
            f"Expected at least 2 dimensions for input tensor but received {len(shape)}"
        )
    check_batch(Size((shape[0] * shape[1] // num_groups, num_groups, *shape[2:])))
    if shape[1] % num_groups:
        raise RuntimeError(
            "Expected number of channels in input to be divisible by num_groups, but got input of "
            f"shape {errors.size_text(shape)} and num_groups={num_groups}"
        )
    source = contiguous(input)
    return apply(group_norm, (source, weight, bias), {"group": num_groups, "eps": eps})[0]


@functional("local_response_norm")
def local_response_norm(
    input: Tensor, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> Any:
    """Each channel divided by the power of its neighbours.

    Source: torch.nn.functional.local_response_norm.
    """
    dim = required("local_response_norm", "input", 1, input)._a.ndim
    if dim < 3:
        raise ValueError(
            "Expected 3D or higher dimensionality                          input (got "
            f"{dim} dimensions)"
        )
    if not input._a.size:
        return input
    shape = input._a.shape
    div: Any = METHODS["mul"](input, input)
    around = (size // 2, (size - 1) // 2)
    if dim == 3:
        div = FUNCTIONAL["pad"](METHODS["unsqueeze"](div, 1), (0, 0, *around))
        div = METHODS["squeeze"](FUNCTIONAL["avg_pool2d"](div, (size, 1), stride=1), 1)
    else:
        div = METHODS["view"](div, shape[0], 1, shape[1], shape[2], -1)
        div = FUNCTIONAL["pad"](div, (0, 0, 0, 0, *around))
        div = METHODS["squeeze"](FUNCTIONAL["avg_pool3d"](div, (size, 1, 1), stride=1), 1)
        div = METHODS["view"](div, shape)
    div = METHODS["pow"](METHODS["add"](METHODS["mul"](div, alpha), k), beta)
    return METHODS["div"](input, div)


@functional("normalize")
def normalize(
    input: Tensor, p: float = 2.0, dim: int = 1, eps: float = 1e-12, out: Any = None
) -> Any:
    """Divided by its norm along `dim` (torch.nn.functional.normalize)."""
    required("normalize", "input", 1, input)
    norm = METHODS["clamp_min"](METHODS["norm"](input, p, dim, keepdim=True), eps)
    return METHODS["div"](input, METHODS["expand_as"](norm, input))
