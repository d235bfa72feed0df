"""RMSprop, Adagrad, Adadelta, Rprop, ASGD: options in, a step size per element out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.inplace import write
from autograd_core.optim.each import (
    EachParameter,
    State,
    advance,
    check_positive,
    check_rate,
    counter,
    number,
    with_decay,
    zeros_like,
)
from autograd_core.optim.optimizer import Group
from autograd_core.tensor import wrap


class RMSprop(EachParameter):
    """Steps divided by the root mean square of late gradients (torch.optim.RMSprop)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_rate(lr)
        check_positive(eps=eps, momentum=momentum, weight_decay=weight_decay, alpha=alpha)
        options = {
            "lr": lr,
            "momentum": momentum,
            "alpha": alpha,
            "eps": eps,
            "centered": centered,
            "weight_decay": weight_decay,
            "capturable": capturable,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
        }
        super().__init__(params, options)

    def begin(self, group: Group, parameter: Any, state: State) -> None:
        state["square_avg"] = zeros_like(parameter)
        if group["momentum"] > 0:
            state["momentum_buffer"] = zeros_like(parameter)
        if group["centered"]:
            state["grad_avg"] = zeros_like(parameter)

    def update(self, group: Group, parameter: Any, grad: Any) -> None:
        state = self.remembered(group, parameter)
        advance(state["step"])
        grad = with_decay(group, parameter, grad)
        lr, alpha = number(group["lr"]), group["alpha"]
        square = state["square_avg"].mul_(alpha).addcmul_(grad, grad, value=1 - alpha)
        if group["centered"]:
            mean = state["grad_avg"].lerp_(grad, 1 - alpha)
            spread = square.addcmul(mean, mean, value=-1).sqrt_().add_(group["eps"])
        else:
            spread = square.sqrt().add_(group["eps"])
        if group["momentum"] > 0:
            buffer = state["momentum_buffer"].mul_(group["momentum"]).addcdiv_(grad, spread)
            parameter.add_(buffer, alpha=-lr)
        else:
            parameter.addcdiv_(grad, spread, value=-lr)


class Adagrad(EachParameter):
    """Steps divided by the root of the sum of all squares (torch.optim.Adagrad)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_rate(lr)
        check_positive(
            lr_decay=lr_decay,
            weight_decay=weight_decay,
            initial_accumulator_value=initial_accumulator_value,
            eps=eps,
        )
        options = {
            "lr": lr,
            "lr_decay": lr_decay,
            "eps": eps,
            "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, options)
        for group in self.param_groups:
            for parameter in group["params"]:
                self.remembered(group, parameter)

    def begin(self, group: Group, parameter: Any, state: State) -> None:
        state["sum"] = zeros_like(parameter, self.defaults["initial_accumulator_value"])

    def update(self, group: Group, parameter: Any, grad: Any) -> None:
        state = self.remembered(group, parameter)
        steps = advance(state["step"])
        grad = with_decay(group, parameter, grad)
        rate = number(group["lr"]) / (1 + (steps - 1) * group["lr_decay"])
        state["sum"].addcmul_(grad, grad, value=1)
        parameter.addcdiv_(grad, state["sum"].sqrt().add_(group["eps"]), value=-rate)


class Adadelta(EachParameter):
    """Steps as large as the last ones were, over the gradients' size (torch.optim.Adadelta)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1.0,
        rho: float = 0.9,
        eps: float = 1e-6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        capturable: bool = False,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_rate(lr)
        if not 0.0 <= rho <= 1.0:
            raise ValueError(f"Invalid rho value: {rho}")
        check_positive(eps=eps, weight_decay=weight_decay)
        options = {
            "lr": lr,
            "rho": rho,
            "eps": eps,
            "weight_decay": weight_decay,
            "maximize": maximize,
            "capturable": capturable,
            "foreach": foreach,
            "differentiable": differentiable,
        }
        super().__init__(params, options)

    def begin(self, group: Group, parameter: Any, state: State) -> None:
        state["square_avg"] = zeros_like(parameter)
        state["acc_delta"] = zeros_like(parameter)

    def update(self, group: Group, parameter: Any, grad: Any) -> None:
        state = self.remembered(group, parameter)
        advance(state["step"])
        grad = with_decay(group, parameter, grad)
        rho, eps = group["rho"], group["eps"]
        square = state["square_avg"].mul_(rho).addcmul_(grad, grad, value=1 - rho)
        spread = square.add(eps).sqrt_()
        delta = state["acc_delta"].add(eps).sqrt_().div_(spread).mul_(grad)
        state["acc_delta"].mul_(rho).addcmul_(delta, delta, value=1 - rho)
        parameter.add_(delta, alpha=-number(group["lr"]))


class Rprop(EachParameter):
    """Only the signs count: a step grows while its sign stays (torch.optim.Rprop)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-2,
        etas: tuple[float, float] = (0.5, 1.2),
        step_sizes: tuple[float, float] = (1e-6, 50),
        *,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_rate(lr)
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
        options = {
            "lr": lr,
            "etas": etas,
            "step_sizes": step_sizes,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, options)

    def begin(self, group: Group, parameter: Any, state: State) -> None:
        state["prev"] = zeros_like(parameter)
        state["step_size"] = zeros_like(parameter, number(group["lr"]))

    def update(self, group: Group, parameter: Any, grad: Any) -> None:
        state = self.remembered(group, parameter)
        advance(state["step"])
        smaller, larger = group["etas"]
        agreement = np.sign(grad._a * state["prev"]._a)
        kind = agreement.dtype.type
        factor = np.where(agreement > 0, kind(larger), kind(1))
        factor = np.where(agreement < 0, kind(smaller), factor)
        size = np.clip(state["step_size"]._a * factor, *map(kind, group["step_sizes"]))
        write(state["step_size"], size)
        followed = np.where(agreement < 0, kind(0), grad._a)
        parameter.addcmul_(wrap(np.sign(followed)), state["step_size"], value=-1)
        write(state["prev"], followed)


class ASGD(EachParameter):
    """SGD that also keeps the mean of its parameters (torch.optim.ASGD)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-2,
        lambd: float = 1e-4,
        alpha: float = 0.75,
        t0: float = 1e6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        check_rate(lr)
        check_positive(weight_decay=weight_decay)
        options = {
            "lr": lr,
            "lambd": lambd,
            "alpha": alpha,
            "t0": t0,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, options)

    def begin(self, group: Group, parameter: Any, state: State) -> None:
        state["eta"] = counter(number(group["lr"]))
        state["mu"] = counter(1.0)
        state["ax"] = zeros_like(parameter)

    def update(self, group: Group, parameter: Any, grad: Any) -> None:
        state = self.remembered(group, parameter)
        steps = advance(state["step"])
        grad = with_decay(group, parameter, grad)
        lr, lambd, eta = number(group["lr"]), group["lambd"], state["eta"].item()
        parameter.mul_(1 - lambd * eta)
        parameter.add_(grad, alpha=-eta)
        mean, share = state["ax"], state["mu"]
        if share.item() != 1:
            write(mean, mean._a + (parameter._a - mean._a) * share._a)
        else:
            write(mean, parameter._a)
        write(state["eta"], np.float32(lr / (1 + lambd * lr * steps) ** group["alpha"]))
        write(share, np.float32(1 / max(1, steps - group["t0"])))
