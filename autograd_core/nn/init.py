"""`torch.nn.init`: a tensor and a recipe in, the same tensor with torch's own numbers out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograd_core import dtypes, errors, sampling
from autograd_core.absent import getattr_of
from autograd_core.random import Generator
from autograd_core.state import STATE
from autograd_core.tensor import wrap

__getattr__ = getattr_of("torch.nn.init")

__all__ = [
    "calculate_gain",
    "constant_",
    "dirac_",
    "eye_",
    "kaiming_normal_",
    "kaiming_uniform_",
    "normal_",
    "ones_",
    "orthogonal_",
    "sparse_",
    "trunc_normal_",
    "uniform_",
    "xavier_normal_",
    "xavier_uniform_",
    "zeros_",
]

LINEAR = (
    "linear",
    "conv1d",
    "conv2d",
    "conv3d",
    "conv_transpose1d",
    "conv_transpose2d",
    "conv_transpose3d",
    "sigmoid",
)
EMPTY = "Initializing zero-element tensors is a no-op"
FAR_MEAN = (
    "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. "
    "The distribution of values may be incorrect."
)


@contextmanager
def unrecorded() -> Iterator[None]:
    """As `no_grad`, but no region that the trace would show: it is the recipe's own affair."""
    before = STATE.grad_enabled
    STATE.grad_enabled = False
    try:
        yield
    finally:
        STATE.grad_enabled = before


def uniform_(
    tensor: Any, a: float = 0.0, b: float = 1.0, generator: Generator | None = None
) -> Any:
    """Numbers from `a` to `b`, all as likely (torch.nn.init.uniform_)."""
    with unrecorded():
        return tensor.uniform_(a, b, generator=generator)


def normal_(
    tensor: Any, mean: float = 0.0, std: float = 1.0, generator: Generator | None = None
) -> Any:
    """Normal numbers around `mean` (torch.nn.init.normal_)."""
    with unrecorded():
        return tensor.normal_(mean, std, generator=generator)


def constant_(tensor: Any, val: float) -> Any:
    """The same number everywhere (torch.nn.init.constant_)."""
    with unrecorded():
        return tensor.fill_(val)


def ones_(tensor: Any) -> Any:
    """Ones (torch.nn.init.ones_)."""
    return constant_(tensor, 1.0)


def zeros_(tensor: Any) -> Any:
    """Zeros (torch.nn.init.zeros_)."""
    with unrecorded():
        return tensor.zero_()


def eye_(tensor: Any) -> Any:
    """Ones on the diagonal of a matrix (torch.nn.init.eye_)."""
    matrix_only(tensor)
    return put(tensor, np.eye(*tensor.shape))


def dirac_(tensor: Any, groups: int = 1) -> Any:
    """A convolution that hands its input on (torch.nn.init.dirac_)."""
    shape = tuple(tensor.shape)
    if len(shape) not in (3, 4, 5):
        raise ValueError("Only tensors with 3, 4, or 5 dimensions are supported")
    if shape[0] % groups:
        raise ValueError("dim 0 must be divisible by groups")
    values = np.zeros(shape)
    size = shape[0] // groups
    middle = tuple(length // 2 for length in shape[2:])
    for group in range(groups):
        for channel in range(min(size, shape[1])):
            values[(group * size + channel, channel, *middle)] = 1
    return put(tensor, values)


def xavier_uniform_(tensor: Any, gain: float = 1.0, generator: Generator | None = None) -> Any:
    """Glorot's bound: sqrt(6 / (fan in + fan out)) times `gain` (torch.nn.init.xavier_uniform_)."""
    bound = math.sqrt(3.0) * xavier_std(tensor, gain)
    return uniform_(tensor, -bound, bound, generator)


def xavier_normal_(tensor: Any, gain: float = 1.0, generator: Generator | None = None) -> Any:
    """Glorot's spread: sqrt(2 / (fan in + fan out)) times `gain` (torch.nn.init.xavier_normal_)."""
    return normal_(tensor, 0.0, xavier_std(tensor, gain), generator)


def xavier_std(tensor: Any, gain: float) -> float:
    """The spread of both of Glorot's recipes."""
    return gain * math.sqrt(2.0 / float(sum(_calculate_fan_in_and_fan_out(tensor))))


def kaiming_uniform_(
    tensor: Any,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Generator | None = None,
) -> Any:
    """He's bound: gain × sqrt(3 / fan) (torch.nn.init.kaiming_uniform_)."""
    if 0 in tensor.shape:
        errors.warn(EMPTY)
        return tensor
    bound = math.sqrt(3.0) * kaiming_std(tensor, a, mode, nonlinearity)
    return uniform_(tensor, -bound, bound, generator)


def kaiming_normal_(
    tensor: Any,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Generator | None = None,
) -> Any:
    """He's spread: gain / sqrt(fan) (torch.nn.init.kaiming_normal_)."""
    if 0 in tensor.shape:
        errors.warn(EMPTY)
        return tensor
    return normal_(tensor, 0, kaiming_std(tensor, a, mode, nonlinearity), generator)


def kaiming_std(tensor: Any, a: float, mode: str, nonlinearity: str) -> float:
    """The spread of both of He's recipes."""
    return calculate_gain(nonlinearity, a) / math.sqrt(_calculate_correct_fan(tensor, mode))


def orthogonal_(tensor: Any, gain: float = 1, generator: Generator | None = None) -> Any:
    """Rows (or columns) at right angles, each of length `gain` (torch.nn.init.orthogonal_)."""
    if tensor.ndim < 2:
        raise ValueError("Only tensors with 2 or more dimensions are supported")
    if tensor.numel() == 0:
        return tensor
    rows = tensor.shape[0]
    drawn = sampling.normal((rows, tensor.numel() // rows), tensor.dtype, generator=generator)
    tall = drawn.shape[0] >= drawn.shape[1]
    q, r = np.linalg.qr(drawn if tall else drawn.T)
    q = q * np.sign(np.diag(r))
    with unrecorded():
        tensor.copy_(wrap((q if tall else q.T).reshape(tuple(tensor.shape))))
        return tensor.mul_(gain)


def sparse_(
    tensor: Any, sparsity: float, std: float = 0.01, generator: Generator | None = None
) -> Any:
    """Normal numbers, a share of each column put to 0 (torch.nn.init.sparse_)."""
    matrix_only(tensor)
    rows, columns = tensor.shape
    zeros = math.ceil(sparsity * rows)
    values = sampling.normal((rows, columns), tensor.dtype, 0.0, std, generator=generator)
    for column in range(columns):
        values[sampling.randperm(rows)[:zeros], column] = 0
    return put(tensor, values)


def trunc_normal_(
    tensor: Any,
    mean: float = 0.0,
    std: float = 1.0,
    a: float = -2.0,
    b: float = 2.0,
    generator: Generator | None = None,
) -> Any:
    """Normal numbers, drawn again until they lie from `a` to `b` (torch.nn.init.trunc_normal_)."""
    if mean < a - 2 * std or mean > b + 2 * std:
        errors.warn(FAR_MEAN)
    inside = share_below((b - mean) / std) - share_below((a - mean) / std)
    fill = redrawn if inside > 0.3 else rejected
    return put(tensor, fill(tuple(tensor.shape), tensor.dtype, mean, std, a, b, generator))


def share_below(x: float) -> float:
    """The share of a standard normal distribution that lies below x."""
    return (1.0 + math.erf(x / math.sqrt(2.0))) / 2.0


def redrawn(
    shape: tuple[int, ...],
    kind: dtypes.dtype,
    mean: float,
    std: float,
    a: float,
    b: float,
    generator: Generator | None,
) -> Any:
    """Draw a whole tensor again and again; each time what lay outside takes the new number."""
    low, high = kind.numpy.type(a), kind.numpy.type(b)
    result = sampling.normal(shape, kind, mean, std, generator=generator)
    while True:
        outside = (result < low) | (result > high)
        if not outside.any():
            return result
        again = sampling.normal(shape, kind, mean, std, generator=generator)
        result = np.where(outside, again, result)


def rejected(
    shape: tuple[int, ...],
    kind: dtypes.dtype,
    mean: float,
    std: float,
    a: float,
    b: float,
    generator: Generator | None,
) -> Any:
    """Where little of the bell lies inside: uniform candidates, kept as often as it is high."""
    peak = -0.5 * ((max(a, min(mean, b)) - mean) / std) ** 2
    one = kind.numpy.type

    def heights(numbers: Any) -> Any:
        steps = (numbers - one(mean)) / one(std)
        return steps * steps * one(-0.5) - one(peak)

    def refused(numbers: Any) -> Any:
        chance = sampling.uniform(shape, kind, generator=generator)
        return np.log(chance) > heights(numbers)

    result = sampling.uniform(shape, kind, a, b, generator=generator)
    pending = refused(result)
    while pending.any():
        again = sampling.uniform(shape, kind, a, b, generator=generator)
        result = np.where(pending, again, result)
        pending = np.where(pending, refused(again), pending)
    return result


def calculate_gain(nonlinearity: str, param: Any = None) -> float:
    """How much a nonlinearity's weights are to be enlarged (torch.nn.init.calculate_gain)."""
    if nonlinearity in LINEAR:
        return 1
    if nonlinearity == "leaky_relu":
        slope = 0.01 if param is None else param
        if isinstance(slope, bool) or not isinstance(slope, (int, float)):
            raise ValueError(f"negative_slope {param} not a valid number")
        return math.sqrt(2.0 / (1 + slope**2))
    gains = {"tanh": 5.0 / 3, "relu": math.sqrt(2.0), "selu": 3.0 / 4}
    if nonlinearity not in gains:
        raise ValueError(f"Unsupported nonlinearity {nonlinearity}")
    return gains[nonlinearity]


def _calculate_correct_fan(tensor: Any, mode: str) -> int:
    """The fan that `mode` names (torch.nn.init._calculate_correct_fan)."""
    modes = ["fan_in", "fan_out"]
    if mode.lower() not in modes:
        raise ValueError(f"Mode {mode.lower()} not supported, please use one of {modes}")
    return _calculate_fan_in_and_fan_out(tensor)[modes.index(mode.lower())]


def _calculate_fan_in_and_fan_out(tensor: Any) -> tuple[int, int]:
    """How many inputs an output has, and how many outputs an input has.

    torch.nn.init._calculate_fan_in_and_fan_out; layers that programs write themselves ask it.
    """
    shape = tuple(tensor.shape)
    if len(shape) < 2:
        raise ValueError(
            "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions"
        )
    field = math.prod(shape[2:])
    return shape[1] * field, shape[0] * field


def put(tensor: Any, values: Any) -> Any:
    """The tensor with these numbers written into it."""
    with unrecorded():
        return tensor.copy_(wrap(np.asarray(values, tensor.dtype.numpy)))


def matrix_only(tensor: Any) -> None:
    """torch's error unless the tensor is a matrix."""
    if tensor.ndim != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")


def deprecated(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function under its old name, without the underscore, which warns."""
    new = function.__name__
    old = new[:-1]

    def run(*args: Any, **kwargs: Any) -> Any:
        errors.warn(
            f"`nn.init.{old}` is now deprecated in favor of `nn.init.{new}`.", FutureWarning
        )
        return function(*args, **kwargs)

    run.__name__ = old
    run.__doc__ = f"Deprecated: see {new} (torch.nn.init.{old})."
    return run


PRIVATE_NAMES = ("_calculate_fan_in_and_fan_out", "_calculate_correct_fan")
"""What programs use all the same, because PyTorch's own layers do."""
OLD_NAMES = {
    function.__name__[:-1]: deprecated(function)
    for function in (
        *(uniform_, normal_, constant_, eye_, dirac_, xavier_uniform_, xavier_normal_),
        *(kaiming_uniform_, kaiming_normal_, orthogonal_, sparse_),
    )
}
globals().update(OLD_NAMES)
