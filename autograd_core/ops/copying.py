"""Overwriting: a tensor filled with a number or with another tensor's elements."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import Array, apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops.registry import Number, op, public, required
from autograd_core.tensor import Tensor, wrap


def zeros_like(grad: Any) -> Any:
    """Zeros in the shape of a gradient, without a history."""
    if isinstance(grad, Tensor):
        return wrap(np.zeros_like(grad._a)[()])
    return np.zeros_like(grad)[()]


@op(
    "copy_",
    node="CopyBackwards",
    symbol="copy",
    broadcast=True,
    samples=(
        "torch.zeros_like(x(3)).copy_(x(3))",
        "(x(2, 3) * 2).copy_(x(3))",
        "(x(3) * 2)[1:].copy_(x(2))",
    ),
    formula="src",
    en="Overwrites a tensor with the elements of another.",
    zh="用另一个张量的元素覆盖本张量。",
)
def copy(self: Array, src: Array) -> Array:
    shape = self.shape
    if src.shape != shape:
        error = errors.broadcast_mismatch(shape, src.shape)
        if error is not None:
            raise error
        src = np.broadcast_to(src, np.broadcast_shapes(shape, src.shape))
    return src.astype(self.dtype) if src.dtype != self.dtype else src


assert copy.node_class is not None
copy.node_class.title = "torch::autograd::CopyBackwards"


@copy.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


@copy.gradient("src")
def _(grad: Array) -> Array:
    return grad


@public("copy_", function=False)
def tensor_copy_(self: Tensor, src: Any, non_blocking: bool = False) -> Tensor:
    """Overwrite with the elements of `src`, broadcast and converted (torch.Tensor.copy_)."""
    if isinstance(src, Number):
        src = wrap(self._a.dtype.type(src))
    return apply_inplace(copy, (self, required("copy_", "other", 1, src)), {})


@op(
    "fill.Scalar",
    node="FillBackward0",
    symbol="fill",
    samples=("torch.fill(x(3), 2)",),
    formula="value",
    en="The same number everywhere.",
    zh="处处都是同一个数。",
)
def fill(self: Array, *, value: Any) -> Array:
    return np.full(self.shape, cast(value, self.dtype), self.dtype)[()]


@fill.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


@op(
    "fill.Tensor",
    node="FillBackward1",
    symbol="fill",
    samples=("torch.fill(x(3), x())",),
    formula="value",
    en="The number of a 0-dim tensor everywhere.",
    zh="处处都是某个零维张量的数。",
)
def fill_tensor(self: Array, value: Array) -> Array:
    return np.full(self.shape, value, self.dtype)[()]


@fill_tensor.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


@fill_tensor.gradient("value")
def _(grad: Array) -> Array:
    return grad.sum()


@op(
    "fill_.Scalar",
    node="FillBackward2",
    symbol="fill",
    samples=("(x(3) * 2).fill_(5)", "(x(3) * 2)[:2].fill_(5)"),
    formula="value",
    en="Overwrites every element with a number.",
    zh="用一个数覆盖每个元素。",
)
def fill_in(self: Array, *, value: Any) -> Array:
    return fill.forward(self, value=value)


@fill_in.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


@op(
    "fill_.Tensor",
    node="FillBackward3",
    symbol="fill",
    samples=("(x(3) * 2).fill_(x())",),
    formula="value",
    en="Overwrites every element with the number of a 0-dim tensor.",
    zh="用某个零维张量的数覆盖每个元素。",
)
def fill_in_tensor(self: Array, value: Array) -> Array:
    return fill_tensor.forward(self, value)


@fill_in_tensor.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


@fill_in_tensor.gradient("value")
def _(grad: Array) -> Array:
    return grad.sum()


@op(
    "zero_",
    node="ZeroBackward0",
    symbol="zero",
    samples=("(x(3) * 2).zero_()",),
    formula="0",
    en="Overwrites every element with 0.",
    zh="用 0 覆盖每个元素。",
)
def zero(self: Array) -> Array:
    return np.zeros_like(self)


@zero.gradient("self", formula="0")
def _(grad: Array) -> Array:
    return zeros_like(grad)


def cast(value: Any, kind: Any) -> Any:
    """A Python number as PyTorch converts it: a float loses its fraction in an integer tensor."""
    if isinstance(value, complex) and kind.kind != "c":
        raise overflow(kind)
    if kind.kind in "iu":
        number = int(value)
        limits = np.iinfo(kind)
        lowest = -limits.max if kind.kind == "u" else limits.min  # -1 in uint8 is 255
        if not lowest <= number <= limits.max:
            raise overflow(kind)
        return number % (limits.max + 1) if kind.kind == "u" else number
    return value


def as_dtype(value: Any, kind: Any) -> Any:
    """An array converted to a dtype, or a Python number if that dtype can hold it."""
    if isinstance(value, Number):
        value = cast(value, kind)
    return np.asarray(value).astype(kind, copy=False)[()]


def overflow(kind: Any) -> RuntimeError:
    """PyTorch's error for a number that an element type cannot hold."""
    own = dtypes.from_numpy(kind)
    name = own.c_name if own.is_floating_point else f"{own.name}_t"
    return RuntimeError(f"value cannot be converted to type {name} without overflow")


def fill_value(name: str, value: Any) -> Any:
    """The 0-dim tensor or number that `fill` is given."""
    kind = type(value).__name__
    if isinstance(value, Tensor):
        if value._a.ndim:
            raise RuntimeError(
                f"{name} only supports 0-dimension value tensor but got tensor with "
                f"{value._a.ndim} dimensions."
            )
    elif not isinstance(value, Number):
        wrong = f"      didn't match because some of the arguments have invalid types: (!{kind}!)\n"
        raise TypeError(
            f"{name}() received an invalid combination of arguments - got ({kind}), but expected "
            f"one of:\n * (Tensor value)\n{wrong} * (Number value)\n{wrong}"
        )
    return value


@public("fill_")
def torch_fill_(input: Tensor, value: Any) -> Tensor:
    """Overwrite every element with one number (torch.Tensor.fill_)."""
    if isinstance(fill_value("fill_", value), Tensor):
        return apply_inplace(fill_in_tensor, (input, value), {})
    return apply_inplace(fill_in, (input,), {"value": value})


@public("fill", method=False)
def torch_fill(input: Tensor, value: Any) -> Any:
    """One number everywhere, in the shape of `input` (torch.fill)."""
    required("fill", "input", 1, input)
    if isinstance(fill_value("fill", value), Tensor):
        return apply(fill_tensor, (input, value), {})
    return apply(fill, (input,), {"value": value})


@public("zero_")
def torch_zero_(input: Tensor) -> Tensor:
    """Overwrite every element with 0 (torch.Tensor.zero_)."""
    return apply_inplace(zero, (input,), {})
