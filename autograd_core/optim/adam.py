"""Adam and its kin: a learning rate and two memories in, steps of about that size out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.inplace import write
from autograd_core.optim.each import (
    EachParameter,
    State,
    advance,
    check_betas,
    check_positive,
    check_rate,
    counter,
    number,
    with_decay,
    zeros_like,
)
from autograd_core.optim.optimizer import Group


class Moments(EachParameter):
    """What remembers the mean of the gradients and that of their squares."""

    def begin(self, group: Group, parameter: Any, state: State) -> None:
        state["exp_avg"] = zeros_like(parameter)
        state["exp_avg_sq"] = zeros_like(parameter)

    def decayed(self, group: Group, parameter: Any, grad: Any) -> Any:
        """Weight decay: on the parameter itself if decoupled, otherwise in the gradient."""
        if not group["decoupled_weight_decay"]:
            return with_decay(group, parameter, grad)
        if group["weight_decay"] != 0:
            parameter.mul_(1 - number(group["lr"]) * group["weight_decay"])
        return grad

    def remember(self, group: Group, state: State, grad: Any) -> None:
        """Let both means follow the new gradient."""
        first, second = group["betas"]
        state["exp_avg"].lerp_(grad, 1 - first)
        state["exp_avg_sq"].mul_(second).addcmul_(grad, grad, value=1 - second)


class Adam(Moments):
    """Steps by mean over root mean square of the gradients (torch.optim.Adam)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-3,
        betas: tuple[Any, Any] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ) -> None:
        check_rate(lr)
        check_positive(eps=eps)
        check_betas(betas)
        check_positive(weight_decay=weight_decay)
        if type(betas[0]) is not type(betas[1]) or isinstance(betas[0], int):
            raise ValueError("betas must be either both floats or both Tensors")
        options = {
            "lr": lr,
            "betas": tuple(map(number, betas)),
            "eps": eps,
            "weight_decay": weight_decay,
            "amsgrad": amsgrad,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
            "fused": fused,
            "decoupled_weight_decay": decoupled_weight_decay,
        }
        super().__init__(params, options)

    def begin(self, group: Group, parameter: Any, state: State) -> None:
        super().begin(group, parameter, state)
        if group["amsgrad"]:
            state["max_exp_avg_sq"] = zeros_like(parameter)

    def update(self, group: Group, parameter: Any, grad: Any) -> None:
        state = self.remembered(group, parameter)
        steps = advance(state["step"])
        grad = self.decayed(group, parameter, grad)
        self.remember(group, state, grad)
        first, second = group["betas"]
        size = number(group["lr"]) / (1 - first**steps)
        square = state["exp_avg_sq"]
        if group["amsgrad"]:
            largest = state["max_exp_avg_sq"]
            write(largest, np.maximum(largest._a, square._a))
            square = largest
        spread = (square.sqrt() / (1 - second**steps) ** 0.5).add_(group["eps"])
        parameter.addcdiv_(state["exp_avg"], spread, value=-size)


class AdamW(Adam):
    """Adam whose weight decay does not go through the means (torch.optim.AdamW)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-3,
        betas: tuple[Any, Any] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        super().__init__(
            params,
            lr,
            betas,
            eps,
            weight_decay,
            amsgrad,
            foreach=foreach,
            maximize=maximize,
            capturable=capturable,
            differentiable=differentiable,
            fused=fused,
            decoupled_weight_decay=True,
        )


class Adamax(EachParameter):
    """Adam with the largest gradient instead of the mean of squares (torch.optim.Adamax)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        check_rate(lr)
        check_positive(eps=eps)
        check_betas(betas)
        check_positive(weight_decay=weight_decay)
        options = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, options)

    def begin(self, group: Group, parameter: Any, state: State) -> None:
        state["exp_avg"] = zeros_like(parameter)
        state["exp_inf"] = zeros_like(parameter)

    def update(self, group: Group, parameter: Any, grad: Any) -> None:
        state = self.remembered(group, parameter)
        steps = advance(state["step"])
        grad = with_decay(group, parameter, grad)
        first, second = group["betas"]
        state["exp_avg"].lerp_(grad, 1 - first)
        largest = state["exp_inf"].mul_(second)
        write(largest, np.maximum(largest._a, grad.abs().add_(group["eps"])._a))
        size = number(group["lr"]) / (1 - first**steps)
        parameter.addcdiv_(state["exp_avg"], largest, value=-size)


class NAdam(Moments):
    """Adam with Nesterov's look ahead (torch.optim.NAdam)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum_decay: float = 4e-3,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_rate(lr)
        check_positive(eps=eps)
        check_betas(betas)
        check_positive(weight_decay=weight_decay, momentum_decay=momentum_decay)
        options = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "momentum_decay": momentum_decay,
            "decoupled_weight_decay": decoupled_weight_decay,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
        }
        super().__init__(params, options)

    def begin(self, group: Group, parameter: Any, state: State) -> None:
        state["mu_product"] = counter(1.0)
        super().begin(group, parameter, state)

    def update(self, group: Group, parameter: Any, grad: Any) -> None:
        state = self.remembered(group, parameter)
        steps = advance(state["step"])
        lr, (first, second) = number(group["lr"]), group["betas"]
        grad = self.decayed(group, parameter, grad)
        decay = group["momentum_decay"]
        now, ahead = (first * (1.0 - 0.5 * 0.96 ** (n * decay)) for n in (steps, steps + 1))
        write(state["mu_product"], state["mu_product"]._a * now)
        product = state["mu_product"].item()
        self.remember(group, state, grad)
        spread = state["exp_avg_sq"].div(1 - second**steps).sqrt().add_(group["eps"])
        parameter.addcdiv_(grad, spread, value=-lr * (1.0 - now) / (1.0 - product))
        rest = -lr * ahead / (1.0 - product * ahead)
        parameter.addcdiv_(state["exp_avg"], spread, value=rest)


class RAdam(Moments):
    """Adam that trusts its spread only once it knows enough (torch.optim.RAdam)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_rate(lr)
        check_positive(eps=eps)
        check_betas(betas)
        check_positive(weight_decay=weight_decay)
        options = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "decoupled_weight_decay": decoupled_weight_decay,
            "differentiable": differentiable,
        }
        super().__init__(params, options)

    def update(self, group: Group, parameter: Any, grad: Any) -> None:
        state = self.remembered(group, parameter)
        steps = advance(state["step"])
        lr, (first, second) = number(group["lr"]), group["betas"]
        grad = self.decayed(group, parameter, grad)
        self.remember(group, state, grad)
        unbiased = 1 - second**steps
        mean = state["exp_avg"] / (1 - first**steps)
        most = 2 / (1 - second) - 1
        known = most - 2 * steps * second**steps / unbiased
        if known <= 5.0:
            parameter.add_(mean * lr, alpha=-1.0)
            return
        share = (known - 4) * (known - 2) * most / ((most - 4) * (most - 2) * known)
        spread = unbiased**0.5 / state["exp_avg_sq"].sqrt().add_(group["eps"])
        parameter.add_(mean * lr * spread * share**0.5, alpha=-1.0)
