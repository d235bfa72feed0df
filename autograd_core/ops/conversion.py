"""Conversions: the same numbers as another dtype."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.dtypes import DTYPES, dtype
from autograd_core.ops.registry import op, public
from autograd_core.tensor import Tensor


@op(
    "_to_copy",
    node="ToCopyBackward0",
    symbol="to",
    formula="self",
    en="Converts to another dtype.",
    zh="转换为另一种数据类型。",
)
def to_copy(self: Array, *, dtype: Any) -> Array:
    return np.asarray(self).astype(dtype)[()]


@to_copy.gradient("self", formula="grad")
def _(grad: Array, *, self_dtype: Any) -> Array:
    return to_copy(grad, dtype=self_dtype)


def converted(tensor: Tensor, wanted: dtype) -> Tensor:
    """The tensor itself if it has that dtype already, otherwise a recorded copy."""
    if tensor._a.dtype == wanted.numpy:
        return tensor
    result: Tensor = apply(to_copy, (tensor,), {"dtype": wanted.numpy})
    return result


def conversion(name: str, wanted: dtype) -> None:
    """Offer `Tensor.<name>()`."""

    def method(self: Tensor) -> Tensor:
        return converted(self, wanted)

    method.__name__ = name
    method.__doc__ = f"As {wanted} (torch.Tensor.{name})."
    public(name, function=False)(method)


for _name in ("bool", "double", "float", "half", "int", "long", "short"):
    conversion(_name, DTYPES[_name])


@public("to", function=False)
def tensor_to(self: Tensor, *args: Any, dtype: dtype | None = None, device: Any = None) -> Tensor:
    """Another dtype or device, the tensor itself if nothing changes (torch.Tensor.to)."""
    for arg in args:
        if isinstance(arg, Tensor):
            dtype = arg.dtype
        elif arg in DTYPES.values():
            dtype = arg
    return self if dtype is None else converted(self, dtype)
