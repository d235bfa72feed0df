"""Softmax and its logarithm: numbers in, shares that add up to 1 out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import Array, Op, apply
from autograd_core.ops.calls import exp, precise
from autograd_core.ops.registry import METHODS, op, public, required
from autograd_core.summation import along
from autograd_core.tensor import Tensor


def shares(self: Any, dim: int) -> Any:
    """Softmax on bare arrays."""
    if self.ndim == 0:
        return self - self + 1  # 1, but nan for what is not finite
    self = np.ascontiguousarray(self)
    powers = precise(np.exp, self - np.max(self, axis=dim, keepdims=True))
    return powers / along(powers, (dim % self.ndim,), True)


@op(
    "_softmax",
    node="SoftmaxBackward0",
    symbol="softmax",
    samples=(
        "x(3).softmax(0)",
        "x(2, 3).softmax(-1)",
        "F.softmax(x(2, 3, 2), dim=1)",
        "x().softmax(0)",
    ),
    formula="exp(self) / sum(exp(self), dim)",
    en="Turns numbers into shares that add up to 1.",
    zh="把数变成总和为 1 的比例。",
)
def softmax(self: Array, *, dim: int) -> Array:
    return shares(self, dim) if self.size else np.array(self)


@softmax.gradient("self", formula="result * (grad - sum(grad * result, dim))")
def _(grad: Array, result: Array, *, dim: int) -> Array:
    return softmax_backward(grad, result, dim=dim)


@op(
    "_softmax_backward_data",
    node="SoftmaxBackwardDataBackward0",
    symbol="softmax′",
    formula="output * (grad_output - sum(grad_output * output, dim))",
    en="The gradient of softmax.",
    zh="softmax 的梯度。",
)
def softmax_backward(grad_output: Array, output: Array, *, dim: int) -> Array:
    weighted = grad_output * output
    if output.ndim == 0:
        return weighted - weighted * output
    return weighted - output * along(weighted, (dim % output.ndim,), True)


@softmax_backward.gradient("grad_output")
def _(grad: Array, output: Array, *, dim: int) -> Array:
    return softmax_backward(grad, output, dim=dim)


@softmax_backward.gradient("output", formula="derivative by output")
def _(grad: Array, grad_output: Array, output: Array, *, dim: int) -> Array:
    first = grad_output * grad - summed(output * grad_output, dim) * grad
    return first - grad_output * summed(output * grad, dim)


def summed(array: Array, dim: int) -> Array:
    """The sum along one dimension, kept, on arrays and tensors."""
    if isinstance(array, Tensor):
        return METHODS["sum"](array, dim, True)
    return along(array, (dim % array.ndim,), True) if array.ndim else array


@op(
    "_log_softmax",
    node="LogSoftmaxBackward0",
    symbol="log_softmax",
    samples=(
        "x(3).log_softmax(0)",
        "x(2, 3).log_softmax(-1)",
        "F.log_softmax(x(2, 3, 2), dim=1)",
        "x().log_softmax(0)",
    ),
    formula="self - log(sum(exp(self), dim))",
    en="The logarithm of softmax.",
    zh="softmax 的对数。",
)
def log_softmax(self: Array, *, dim: int) -> Array:
    if not self.size or not self.ndim:
        return self - self
    self = np.ascontiguousarray(self)
    lower = self - np.max(self, axis=dim, keepdims=True)
    return lower - precise(np.log, along(precise(np.exp, lower), (dim % self.ndim,), True))


@log_softmax.gradient("self", formula="grad - exp(result) * sum(grad, dim)")
def _(grad: Array, result: Array, *, dim: int) -> Array:
    return log_softmax_backward(grad, result, dim=dim)


@op(
    "_log_softmax_backward_data",
    node="LogSoftmaxBackwardDataBackward0",
    symbol="log_softmax′",
    formula="grad_output - exp(output) * sum(grad_output, dim)",
    en="The gradient of log_softmax.",
    zh="log_softmax 的梯度。",
)
def log_softmax_backward(grad_output: Array, output: Array, *, dim: int) -> Array:
    return grad_output - precise(np.exp, output) * summed(grad_output, dim)


@log_softmax_backward.gradient("grad_output", formula="grad - sum(grad * exp(output), dim)")
def _(grad: Array, output: Array, *, dim: int) -> Array:
    return grad - summed(grad * exp(output), dim)


@log_softmax_backward.gradient("output", formula="derivative by output")
def _(grad: Array, grad_output: Array, output: Array, *, dim: int) -> Array:
    return -(summed(grad_output, dim) * exp(output) * grad)


@op(
    "_safe_softmax",
    node="SafeSoftmaxBackward0",
    symbol="softmax",
    samples=("torch._safe_softmax(x(2, 3), -1)",),
    formula="exp(self) / sum(exp(self), dim), 0 where all of self are -inf",
    en="Softmax that gives 0 where everything is masked out.",
    zh="softmax；全部被屏蔽之处给出 0。",
)
def safe_softmax(self: Array, *, dim: int) -> Array:
    result = shares(self, dim)
    return np.where(np.all(np.isneginf(self), axis=dim, keepdims=True), self.dtype.type(0), result)


@safe_softmax.gradient("self", formula="result * (grad - sum(grad * result, dim))")
def _(grad: Array, result: Array, *, dim: int) -> Array:
    return softmax_backward(grad, result, dim=dim)


def prepared(name: str, input: Any, dim: int, dtype: dtypes.dtype | None) -> Any:
    """The input in the dtype that is wanted; PyTorch's errors for dimensions and integers."""
    source = required(name, "input", 1, input)
    if dtype is not None:
        source = METHODS["to"](source, dtype)
    place = errors.dimension(dim, source._a.ndim)
    if source._a.dtype.kind not in "fc" and source._a.size:
        last = place == max(source._a.ndim, 1) - 1
        kernel = f"{name}_lastdim_kernel_impl" if last else f"{name}_kernel_impl"
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{source.dtype.scalar_name}'")
    return source


@public("_safe_softmax", method=False)
def torch_safe_softmax(input: Tensor, dim: int, dtype: dtypes.dtype | None = None) -> Any:
    """Softmax along `dim`, 0 where all is -inf (torch._safe_softmax)."""
    return apply(safe_softmax, (prepared("softmax", input, dim, dtype),), {"dim": dim})


def offered(name: str, entry: Op, sign: int = 1) -> None:
    """Offer `torch.<name>`, `Tensor.<name>` and `nn.functional.<name>` with its implicit dim."""
    kernel = "softmax" if sign < 0 else name

    def function(input: Tensor, dim: Any = None, dtype: dtypes.dtype | None = None) -> Any:
        if dim is None:
            raise TypeError(f'{name}() missing 1 required positional arguments: "dim"')
        return apply(entry, (prepared(kernel, input, dim, dtype),), {"dim": dim})

    def functional(
        input: Tensor,
        dim: int | None = None,
        _stacklevel: int = 3,
        dtype: dtypes.dtype | None = None,
    ) -> Any:
        place = implicit(name, input) if dim is None else dim
        source = input if sign > 0 else METHODS["neg"](input)
        return apply(entry, (prepared(kernel, source, place, dtype),), {"dim": place})

    for own in (function, functional):
        described: Callable[..., Any] = own
        described.__name__ = described.__qualname__ = name
        described.__doc__ = f"{entry.en} Along `dim` (torch.nn.functional.{name})."
    if sign > 0:
        public(name)(function)
    public(name, function=False, method=False, functional=True)(functional)


def implicit(name: str, input: Tensor) -> int:
    """The dimension that PyTorch takes when none is named, with its warning."""
    errors.warn(
        f"Implicit dimension choice for {name} has been deprecated. Change the call to include "
        "dim=X as an argument."
    )
    return 0 if input._a.ndim in (0, 1, 3) else 1


offered("softmax", softmax)
offered("log_softmax", log_softmax)
offered("softmin", softmax, -1)
