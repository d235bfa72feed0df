"""Stochastic gradient descent: a learning rate and momentum in, parameters that roll downhill."""

from __future__ import annotations

from typing import Any

from autograd_core.optim.each import EachParameter, check_positive, check_single, number, with_decay
from autograd_core.optim.optimizer import Group


class SGD(EachParameter):
    """`parameter -= lr * grad`, with momentum if wanted (torch.optim.SGD)."""

    def __init__(
        self,
        params: Any,
        lr: Any = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_single(lr)
        if number(lr) < 0.0:
            raise ValueError(f"Invalid learning rate: {lr}")
        check_positive(momentum=momentum, weight_decay=weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        options = {
            "lr": lr,
            "momentum": momentum,
            "dampening": dampening,
            "weight_decay": weight_decay,
            "nesterov": nesterov,
            "maximize": maximize,
            "foreach": foreach,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, options)

    def update(self, group: Group, parameter: Any, grad: Any) -> None:
        grad = with_decay(group, parameter, grad)
        momentum = group["momentum"]
        if momentum != 0:
            state = self.state[parameter]
            buffer = state.get("momentum_buffer")
            if buffer is None:
                buffer = state["momentum_buffer"] = grad.detach().clone()
            else:
                buffer.mul_(momentum).add_(grad, alpha=1 - group["dampening"])
            grad = grad.add(buffer, alpha=momentum) if group["nesterov"] else buffer
        parameter.add_(grad, alpha=-number(group["lr"]))
