"""Optimizers that treat each parameter by itself: a rule for one in, a step for all out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.creation import leaf
from autograd_core.grad_mode import enable_grad, no_grad
from autograd_core.inplace import write
from autograd_core.optim.optimizer import Group, Optimizer
from autograd_core.tensor import Tensor, wrap

State = dict[str, Any]


class EachParameter(Optimizer):
    """An optimizer that is told by `update` how one parameter moves (PyTorch's plain path)."""

    _tells_itself = True

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Update every parameter that has a gradient; `closure` computes the loss anew."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        self._tell_step()
        mode = enable_grad if self.defaults.get("differentiable") else no_grad
        with mode():
            for group in self.param_groups:
                for parameter in group["params"]:
                    grad: Any = parameter._grad
                    if grad is not None:
                        self.update(group, parameter, -grad if group["maximize"] else grad)
        return loss

    def update(self, group: Group, parameter: Any, grad: Any) -> None:
        """Move one parameter; a subclass says how."""
        raise NotImplementedError

    def remembered(self, group: Group, parameter: Any) -> State:
        """What is remembered of a parameter; made on its first update."""
        state = self.state[parameter]
        if not state:
            state["step"] = counter()
            self.begin(group, parameter, state)
        return state

    def begin(self, group: Group, parameter: Any, state: State) -> None:
        """Enter what is to be remembered besides the number of steps."""


def counter(value: float = 0.0) -> Tensor:
    """A 0-dim tensor that counts; its own changes are no events of the trace."""
    double = dtypes.get_default_dtype() is dtypes.float64
    return wrap(np.array(value, np.float64 if double else np.float32))


def advance(count: Tensor) -> Any:
    """Count one step; the number of steps as a Python number."""
    write(count, count._a + 1)
    return count.item()


def zeros_like(parameter: Tensor, value: float = 0.0) -> Any:
    """A tensor beside a parameter, of the same shape and dtype."""
    array = np.full(parameter._a.shape, value, parameter._a.dtype)
    return leaf("full_like" if value else "zeros_like", array, False)


def number(value: Any) -> Any:
    """An option that may be a tensor of one element, as a number."""
    return value.item() if isinstance(value, Tensor) else value


def with_decay(group: Group, parameter: Any, grad: Any) -> Any:
    """The gradient with the pull of weight decay, if there is any."""
    decay = group["weight_decay"]
    return grad.add(parameter, alpha=decay) if decay != 0 else grad


def check_single(lr: Any) -> None:
    """Refuse a tensor of several learning rates."""
    if isinstance(lr, Tensor) and lr.numel() != 1:
        raise ValueError("Tensor lr must be 1-element")


def check_rate(lr: Any) -> None:
    """Refuse a learning rate below 0 or nan, or a tensor of several."""
    check_single(lr)
    if not 0.0 <= number(lr):  # noqa: SIM300  (so that the error of a str is PyTorch's)
        raise ValueError(f"Invalid learning rate: {lr}")


def check_positive(**options: float) -> None:
    """Refuse options below 0, in torch's words."""
    words = {"eps": "epsilon value"}
    for name, value in options.items():
        if not value >= 0.0:
            raise ValueError(f"Invalid {words.get(name, f'{name} value')}: {value}")


def check_betas(betas: Any) -> None:
    """Refuse decay rates outside of [0, 1)."""
    for index in (0, 1):
        if not 0.0 <= number(betas[index]) < 1.0:
            raise ValueError(f"Invalid beta parameter at index {index}: {betas[index]}")
