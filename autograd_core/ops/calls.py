"""Other families' operations for use in rules: bare arrays go to numpy, tensors are recorded.

They are looked up when they are called, so that no family has to be imported before another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.ops.by_number import over
from autograd_core.ops.registry import FUNCTIONS
from autograd_core.tensor import Tensor, wrap

Call = Callable[..., Any]

divided = over
"""An array over a number."""


def dual(name: str, plain: Call) -> Call:
    """`torch.<name>` when a tensor is among the arguments, `plain` for bare arrays."""

    def run(*args: Any) -> Any:
        for arg in args:
            if isinstance(arg, Tensor):
                return FUNCTIONS[name](*args)
        return plain(*args)

    run.__name__ = name
    run.__doc__ = f"torch.{name}, or numpy's on bare arrays."
    return run


def precise(function: Call, array: Any) -> Any:
    """A function of a bare array, computed in double and rounded once, as PyTorch's nearly are."""
    if array.dtype == np.float64:
        return function(array)
    return function(array.astype(np.float64)).astype(array.dtype)


def sign_of(array: Any) -> Any:
    """The sign of each element; that of nan is 0 for PyTorch."""
    return np.where(np.isnan(array), array.dtype.type(0), np.sign(array))[()]


exp = dual("exp", lambda array: precise(np.exp, array))
log = dual("log", lambda array: precise(np.log, array))
sqrt = dual("sqrt", np.sqrt)
absolute = dual("abs", np.abs)
sign = dual("sgn", sign_of)
equal = dual("eq", np.equal)
unequal = dual("ne", np.not_equal)
greater = dual("gt", np.greater)
less = dual("lt", np.less)
at_least = dual("ge", np.greater_equal)
at_most = dual("le", np.less_equal)
isnan = dual("isnan", np.isnan)
isfinite = dual("isfinite", np.isfinite)
either = dual("logical_or", np.logical_or)
both = dual("logical_and", np.logical_and)


def where(condition: Any, chosen: Any, other: Any) -> Any:
    """`chosen` where the condition holds, else `other`; one of them may be a number."""
    for each in (condition, chosen, other):
        if isinstance(each, Tensor):
            condition = condition if isinstance(condition, Tensor) else wrap(condition)
            return FUNCTIONS["where"](condition, chosen, other)
    dtype = chosen.dtype if hasattr(chosen, "dtype") else other.dtype
    return np.where(condition, chosen, other).astype(dtype, copy=False)[()]


def same_kind(input: Any, weight: Any, text: str) -> None:
    """PyTorch's refusal to go back through a layer whose dtype has been changed since."""
    kinds = [dtypes.from_numpy(bare(each).dtype) for each in (input, weight) if each is not None]
    if len(set(kinds)) > 1:
        raise RuntimeError(text.format(*(kind.scalar_name for kind in kinds)))


def bare(value: Any) -> Any:
    """The array of a tensor; an array itself."""
    return value._a if isinstance(value, Tensor) else value


def like(value: Any, array: Any) -> Any:
    """`array` as a tensor without history if `value` is a tensor."""
    return wrap(array) if isinstance(value, Tensor) else array


def zeros(value: Any, sizes: tuple[int, ...]) -> Any:
    """Zeros of a shape in the dtype of `value`, a tensor if that is one."""
    return like(value, np.zeros(sizes, bare(value).dtype))
