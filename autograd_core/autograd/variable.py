"""`torch.autograd.Variable`, the name that tensors with history had before PyTorch 0.4."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dtypes import get_default_dtype
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, differentiable, memory, wrap


class Engine:
    """What of PyTorch's engine a program can reach: callbacks for the end of a backward."""

    __module__ = "torch._C._EngineBase"

    def queue_callback(self, callback: Callable[[], None]) -> None:
        """Call `callback()` when the running backward is over; RuntimeError outside of one."""
        if STATE.walk is None:
            raise RuntimeError("Final callbacks can only be installed during backward pass.")
        STATE.walk.callbacks.append(callback)


class VariableMeta(type):
    """Every tensor is an instance of Variable."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, Tensor)


class Variable(metaclass=VariableMeta):
    """The tensor's data as a new leaf: `Variable(tensor, …)` (torch.autograd.Variable)."""

    __module__ = "torch.autograd.variable"
    _execution_engine = Engine()

    def __new__(cls, data: Any = None, requires_grad: bool = False, volatile: bool = False) -> Any:
        if volatile:
            errors.warn(
                "volatile was removed and now has no effect. Use `with torch.no_grad():` instead."
            )
        if data is None:
            data = wrap(np.zeros(0, get_default_dtype()._numpy))
        if not isinstance(data, Tensor):
            raise TypeError(f"Variable data has to be a tensor, but got {type(data).__name__}")
        if requires_grad and not differentiable(data._a):
            raise RuntimeError(
                "Only Tensors of floating point and complex dtype can require gradients"
            )
        leaf = wrap(memory(data))
        leaf._set_requires_grad(requires_grad)
        return leaf
