"""`max_pool1d` … `adaptive_max_pool3d`: arguments checked and brought to pooling.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograd_core import errors
from autograd_core.dispatch import apply
from autograd_core.ops.convolving import several
from autograd_core.ops.offering import refuse
from autograd_core.ops.pooling import (
    ADAPTIVE_AVG_POOLS,
    ADAPTIVE_MAX_POOLS,
    AVG_POOLS,
    MAX_POOLS,
)
from autograd_core.ops.registry import METHODS, functional, public, required
from autograd_core.ops.windows import pooled_size
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def fitting(values: dict[str, Any], input: Tensor, dims: int) -> Dims:
    """The spatial size of the result; PyTorch's errors for windows that do not fit."""
    kernel, stride, padding = values["kernel_size"], values["stride"], values["padding"]
    dilation = values.get("dilation", (1,) * dims)
    if 0 in stride:
        raise RuntimeError("stride should not be zero")
    for k, p, d in zip(kernel, padding, dilation, strict=True):
        if p < 0:
            raise RuntimeError(f"pad must be non-negative, but got pad: {p}")
        if p > ((k - 1) * d + 1) // 2:
            raise RuntimeError(
                "pad should be at most half of effective kernel size, but got "
                f"pad={p}, kernel_size={k} and dilation={d}"
            )
    shape = input._a.shape
    out = tuple(
        pooled_size(*each, values["ceil_mode"])
        for each in zip(shape[-dims:], kernel, stride, padding, dilation, strict=True)
    )
    if min(out) < 1:
        if dims == 1 and "dilation" in values and "indices" not in values:
            raise RuntimeError(f"max_pool1d() Invalid computed output size: {out[0]}")
        channels = (shape[-dims - 1], 1) if dims == 1 else (shape[-dims - 1],)
        given = "x".join(map(str, (*channels, *shape[-dims:])))
        found = "x".join(map(str, (*channels, *out)))
        raise RuntimeError(
            f"Given input size: ({given}). Calculated output size: ({found}). Output size is too "
            "small"
        )
    return out


def check_rank(input: Tensor, dims: int) -> None:
    if input._a.ndim not in (dims + 1, dims + 2):
        raise RuntimeError(
            f"non-empty {dims + 1}D or {dims + 2}D (batch mode) tensor expected for input"
        )
    check_filled(input, dims, "")


def check_filled(input: Tensor, dims: int, title: str) -> None:
    """PyTorch's refusal of sizes of 0, but for that of the batch."""
    batched = input._a.ndim == dims + 2
    if 0 in input._a.shape[batched:] or input._a.ndim > dims + 2:
        raise RuntimeError(
            f"{title}Expected {dims + 1}D or {dims + 2}D (batch mode) tensor with optional 0 dim "
            f"batch size for input, but got:{errors.size_text(input._a.shape)}"
        )


def as_rows(input: Any, run: Callable[[Any], Any]) -> Any:
    """A function of pictures for sequences: a height of 1 put in and taken out again."""
    result = run(METHODS["unsqueeze"](input, -2))
    if isinstance(result, tuple):
        return tuple(METHODS["squeeze"](each, -2) for each in result)
    return METHODS["squeeze"](result, -2)


def max_pooling(dims: int) -> None:
    """Offer `max_pool1d`, `max_pool2d` or `max_pool3d`."""
    name = f"max_pool{dims}d"

    def function(
        input: Tensor,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        dilation: Any = 1,
        ceil_mode: bool = False,
        return_indices: bool = False,
    ) -> Any:
        required(name, "input", 1, input)
        step = kernel_size if stride is None or stride == () else stride
        values: dict[str, Any] = {
            "kernel_size": several("kernel_size", kernel_size, dims),
            "stride": several("stride", step, dims),
            "padding": several("padding", padding, dims),
            "dilation": several("dilation", dilation, dims),
            "ceil_mode": ceil_mode,
        }
        if dims == 1:
            if input._a.ndim not in (2, 3) and return_indices:
                raise RuntimeError(
                    f"Expected 2 to 3 dimensions, but got {input._a.ndim}-dimensional tensor for "
                    "argument #1 'self' (while checking arguments for max_pool1d)"
                )
            if input._a.ndim not in (2, 3):
                raise RuntimeError(
                    "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch "
                    f"size for input, but got:{errors.size_text(input._a.shape)}"
                )
            check_filled(input, 1, "max_pool1d: ")
            own = {**values, "indices": True} if return_indices else values
            fitting(own, input, 1)
            refuse("max_pool1d_impl", "biu")(input)
            for key, fill in (("kernel_size", 1), ("stride", 1), ("padding", 0), ("dilation", 1)):
                values[key] = (fill, *values[key])
            both = as_rows(input, lambda rows: apply(MAX_POOLS[2], (rows,), values))
        else:
            check_rank(input, dims)
            fitting(values, input, dims)
            both = apply(MAX_POOLS[dims], (input,), values)
        return both if return_indices else both[0]

    described(function, name, MAX_POOLS[max(dims, 2)].en)


def described(function: Any, name: str, sentence: str) -> None:
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{sentence} (torch.nn.functional.{name})"
    on_torch = name.endswith("1d") or name.startswith("max_pool")
    if on_torch:
        public(name, method=False, functional=True)(function)
    else:
        functional(name)(function)


def mean_pooling(dims: int) -> None:
    """Offer `avg_pool1d`, `avg_pool2d` or `avg_pool3d`."""
    name = f"avg_pool{dims}d"

    def function(
        input: Tensor,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
    ) -> Any:
        required(name, "input", 1, input)
        step = kernel_size if stride is None or stride == () else stride
        values: dict[str, Any] = {
            "kernel_size": several("kernel_size", kernel_size, dims),
            "stride": several("stride", step, dims),
            "padding": several("padding", padding, dims),
            "ceil_mode": ceil_mode,
            "count_include_pad": count_include_pad,
            "divisor_override": divisor_override,
        }
        if dims > 1:
            if dims == 2:
                errors.dimension(-dims - 1, input._a.ndim)
                check_filled(input, dims, "")
            check_rank(input, dims)
            fitting(values, input, dims)
            return apply(AVG_POOLS[dims], (input,), values)
        if input._a.ndim not in (2, 3):
            raise RuntimeError(
                f"Expected 2 to 3 dimensions, but got {input._a.ndim}-dimensional tensor for "
                "argument #1 'self' (while checking arguments for avg_pool1d)"
            )
        check_filled(METHODS["unsqueeze"](input, -2), 2, "")
        fitting(values, input, 1)
        for key, fill in (("kernel_size", 1), ("stride", 1), ("padding", 0)):
            values[key] = (fill, *values[key])
        return as_rows(input, lambda rows: apply(AVG_POOLS[2], (rows,), values))

    described(function, name, AVG_POOLS[max(dims, 2)].en)


def adaptive_pooling(dims: int) -> None:
    """Offer `adaptive_avg_pool<dims>d` and `adaptive_max_pool<dims>d`."""

    def size_of(name: str, input: Tensor, output_size: Any) -> Dims:
        required(name, "input", 1, input)
        ndim = input._a.ndim
        if ndim not in (dims + 1, dims + 2):
            raise RuntimeError(
                f"Expected 2 to 3 dimensions, but got {ndim}-dimensional tensor for argument #1 "
                f"'self' (while checking arguments for {name})"
                if dims == 1
                else f"{name}(): Expected {dims + 1}D or {dims + 2}D tensor, but got "
                f"{errors.size_text(input._a.shape)}"
            )
        given = output_size if isinstance(output_size, (tuple, list)) else (output_size,) * dims
        pairs = zip(given, input._a.shape[-dims:], strict=True)
        return tuple(own if size is None else size for size, own in pairs)

    def mean(input: Tensor, output_size: Any) -> Any:
        size = size_of(f"adaptive_avg_pool{dims}d", input, output_size)
        if dims == 1:
            return as_rows(input, lambda rows: averages(rows, (1, *size), 2))
        return averages(input, size, dims)

    def most(input: Tensor, output_size: Any, return_indices: bool = False) -> Any:
        size = size_of(f"adaptive_max_pool{dims}d", input, output_size)
        if dims == 1:
            values = {"output_size": (1, *size)}
            both = as_rows(input, lambda rows: apply(ADAPTIVE_MAX_POOLS[2], (rows,), values))
        else:
            both = apply(ADAPTIVE_MAX_POOLS[dims], (input,), {"output_size": size})
        return both if return_indices else both[0]

    described(mean, f"adaptive_avg_pool{dims}d", ADAPTIVE_AVG_POOLS[max(dims, 2)].en)
    described(most, f"adaptive_max_pool{dims}d", ADAPTIVE_MAX_POOLS[max(dims, 2)].en)


def averages(input: Tensor, size: Dims, dims: int) -> Any:
    """The means of parts; one part is a plain mean for PyTorch."""
    if set(size) == {1}:
        return METHODS["mean"](input, tuple(range(-1, -dims - 1, -1)), True)
    return apply(ADAPTIVE_AVG_POOLS[dims], (input,), {"output_size": size})


for _dims in (1, 2, 3):
    max_pooling(_dims)
    mean_pooling(_dims)
    adaptive_pooling(_dims)


def powered(dims: int) -> None:
    """Offer `lp_pool1d`, `lp_pool2d` or `lp_pool3d`."""
    name = f"lp_pool{dims}d"

    def function(
        input: Tensor,
        norm_type: float,
        kernel_size: Any,
        stride: Any = None,
        ceil_mode: bool = False,
    ) -> Any:
        from autograd_core.ops.registry import FUNCTIONAL

        pool, largest = FUNCTIONAL[f"avg_pool{dims}d"], FUNCTIONAL[f"max_pool{dims}d"]
        if norm_type in (float("inf"), -float("inf")):
            sizes = METHODS["abs"](input)
            if norm_type > 0:
                return largest(sizes, kernel_size, stride, 0, 1, ceil_mode)
            return -largest(-sizes, kernel_size, stride, 0, 1, ceil_mode)
        count = 1
        for each in several("kernel_size", kernel_size, dims):
            count *= each
        out = pool(METHODS["pow"](input, norm_type), kernel_size, stride, 0, ceil_mode)
        shown = METHODS["sign"](out) * METHODS["relu"](METHODS["abs"](out))
        return METHODS["pow"](METHODS["mul"](shown, count), 1.0 / norm_type)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"The power mean of each window (torch.nn.functional.{name})."
    functional(name)(function)


powered(1)
powered(2)
powered(3)
