"""`out=`: a tensor to be overwritten in, the same tensor with an operation's result out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.grad_mode import no_grad
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, shared_counter

NO_HISTORY = (
    "(): functions with out=... arguments don't support automatic differentiation, but one of the "
    "arguments requires grad."
)


def into(name: str, out: Any, args: Sequence[Any], run: Callable[[], Any]) -> Tensor:
    """What `run()` gives, written into `out`, which is resized if it has another shape.

    Raises RuntimeError when something requires a gradient, or the dtype cannot hold the result.
    """
    if not isinstance(out, Tensor):
        raise TypeError(f"{name}(): argument 'out' must be Tensor, not {type(out).__name__}")
    wanted = any(isinstance(each, Tensor) and each._requires_grad for each in (*args, out))
    if wanted and STATE.grad_enabled:
        raise RuntimeError(name + NO_HISTORY)
    with no_grad():
        result = run()
        check_dtype(result, out)
        resized(out, result._a.shape)
        from autograd_core.ops import METHODS

        METHODS["copy_"](out, result)
    return out


def check_dtype(result: Tensor, out: Tensor) -> None:
    """PyTorch's error for an `out` whose kind of number cannot hold the result."""
    if not dtypes.can_cast(result.dtype, out.dtype):
        raise RuntimeError(
            f"result type {result.dtype.scalar_name} can't be cast to the desired output type "
            f"{out.dtype.scalar_name}"
        )


def resized(out: Tensor, shape: tuple[int, ...]) -> None:
    """Give `out` the shape of the result; PyTorch warns unless it was empty."""
    if out._a.shape == shape:
        return
    if out._a.size:
        errors.warn(
            f"An output with one or more elements was resized since it had shape "
            f"{errors.size_text(out._a.shape)}, which does not match the required output shape "
            f"{errors.size_text(shape)}. This behavior is deprecated, and in a future PyTorch "
            "release outputs will not be resized unless they have zero elements. You can "
            "explicitly reuse an out tensor t by resizing it, inplace, to zero elements with "
            "t.resize_(0)."
        )
    shared_counter(out)
    out._a = np.empty(shape, out._a.dtype)
