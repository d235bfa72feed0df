"""`torch.optim.swa_utils`: a model in training in, its average over the steps out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import chain
from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.grad_mode import no_grad
from autograd_core.nn.modules.module import Module
from autograd_core.ops import FUNCTIONS
from autograd_core.optim.lr_scheduler.base import LRScheduler
from autograd_core.optim.optimizer import Optimizer

Average = Callable[[Any, Any, Any], Any]
Averages = Callable[[Any, Any, Any], None]


def get_swa_avg_fn() -> Average:
    """The mean of all steps, one tensor at a time (torch.optim.swa_utils.get_swa_avg_fn)."""
    return lambda averaged, current, count: averaged + (current - averaged) / (count + 1)


def get_ema_avg_fn(decay: float = 0.999) -> Average:
    """The moving average, one tensor at a time (torch.optim.swa_utils.get_ema_avg_fn)."""
    check_decay(decay)
    return lambda averaged, current, count: decay * averaged + (1 - decay) * current


def get_swa_multi_avg_fn() -> Averages:
    """The mean of all steps, of a list (torch.optim.swa_utils.get_swa_multi_avg_fn)."""
    return each_by(lambda count: 1 / (float(count) + 1))


def get_ema_multi_avg_fn(decay: float = 0.999) -> Averages:
    """The moving average, of a list (torch.optim.swa_utils.get_ema_multi_avg_fn)."""
    check_decay(decay)
    return each_by(lambda count: 1 - decay)


def each_by(weight: Callable[[Any], float]) -> Averages:
    def update(averaged: Any, current: Any, count: Any) -> None:
        for mine, new in zip(averaged, current, strict=True):
            if mine.dtype.is_floating_point:
                mine.lerp_(new, weight(count))

    return update


def check_decay(decay: float) -> None:
    if decay < 0.0 or decay > 1.0:
        raise ValueError(f"Invalid decay value {decay} provided. Please provide a value in [0,1].")


class AveragedModel(Module):
    """A copy of a model whose parameters are averages (torch.optim.swa_utils.AveragedModel)."""

    __module__ = "torch.optim.swa_utils"

    def __init__(
        self,
        model: Any,
        device: Any = None,
        avg_fn: Average | None = None,
        multi_avg_fn: Averages | None = None,
        use_buffers: bool = False,
    ) -> None:
        super().__init__()
        if avg_fn is not None and multi_avg_fn is not None:
            raise AssertionError("Only one of avg_fn and multi_avg_fn should be provided")
        self.module = deepcopy(model)
        self.register_buffer("n_averaged", FUNCTIONS["tensor"](0))
        self.avg_fn = avg_fn
        self.multi_avg_fn = multi_avg_fn
        self.use_buffers = use_buffers

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """The output of the averaged model."""
        return self.module(*args, **kwargs)

    def update_parameters(self, model: Any) -> None:
        """Take the model's parameters of this step into the averages."""
        averaged, current = tensors(self.module, self.use_buffers), tensors(model, self.use_buffers)
        with no_grad():
            if not self.n_averaged:
                for mine, new in zip(averaged, current, strict=True):
                    mine.copy_(new)
            elif self.avg_fn is not None:
                for mine, new in zip(averaged, current, strict=True):
                    mine.copy_(self.avg_fn(mine.detach(), new.detach(), self.n_averaged))
            else:
                update = self.multi_avg_fn or get_swa_multi_avg_fn()
                update(averaged, current, self.n_averaged)
            if not self.use_buffers:
                pairs = zip(self.module.buffers(), model.buffers(), strict=True)
                for mine, new in pairs:
                    mine.copy_(new)
            self.n_averaged += 1


def tensors(model: Any, with_buffers: bool) -> list[Any]:
    """The parameters of a model, perhaps with its buffers, without history."""
    found = chain(model.parameters(), model.buffers()) if with_buffers else model.parameters()
    return [each.detach() for each in found]


def update_bn(loader: Iterable[Any], model: Any, device: Any = None) -> None:
    """Compute the statistics of normalisation layers anew (torch.optim.swa_utils.update_bn)."""
    layers = [each for each in model.modules() if hasattr(each, "reset_running_stats")]
    if not layers:
        return
    momenta = [layer.momentum for layer in layers]
    was_training = model.training
    model.train()
    for layer in layers:
        layer.reset_running_stats()
        layer.momentum = None
    with no_grad():
        for batch in loader:
            model(batch[0] if isinstance(batch, (list, tuple)) else batch)
    for layer, momentum in zip(layers, momenta, strict=True):
        layer.momentum = momentum
    model.train(was_training)


class SWALR(LRScheduler):
    """From the learning rate to another in some epochs, and there (torch.optim.swa_utils.SWALR)."""

    __module__ = "torch.optim.swa_utils"

    def __init__(
        self,
        optimizer: Optimizer,
        swa_lr: Any,
        anneal_epochs: int = 10,
        anneal_strategy: str = "cos",
        last_epoch: int = -1,
    ) -> None:
        rates = [swa_lr] * len(optimizer.param_groups)
        if isinstance(swa_lr, (list, tuple)):
            rates = list(swa_lr)
        for rate, group in zip(rates, optimizer.param_groups, strict=True):
            group["swa_lr"] = rate
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(
                f"anneal_strategy must be one of 'cos' or 'linear', instead got {anneal_strategy}"
            )
        if not isinstance(anneal_epochs, int) or anneal_epochs < 0:
            raise ValueError(f"anneal_epochs must be equal or greater than 0, got {anneal_epochs}")
        self.cosine = anneal_strategy == "cos"
        self.anneal_epochs = anneal_epochs
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Any]:
        """The learning rates at this step."""
        step = self._step_count - 1
        if self.anneal_epochs == 0:
            step = max(1, step)
        before, now = self._alpha(step - 1), self._alpha(step)
        rates = []
        for group in self.optimizer.param_groups:
            goal = group["swa_lr"]
            start = goal if before == 1 else (group["lr"] - before * goal) / (1 - before)
            rates.append(goal * now + start * (1 - now))
        return rates

    def _alpha(self, step: int) -> float:
        part = max(0, min(1, step / max(1, self.anneal_epochs)))
        return (1 - math.cos(math.pi * part)) / 2 if self.cosine else part


NAMES: dict[str, Any] = {
    "AveragedModel": AveragedModel,
    "SWALR": SWALR,
    "get_ema_avg_fn": get_ema_avg_fn,
    "get_ema_multi_avg_fn": get_ema_multi_avg_fn,
    "get_swa_avg_fn": get_swa_avg_fn,
    "get_swa_multi_avg_fn": get_swa_multi_avg_fn,
    "update_bn": update_bn,
}
"""Everything that `torch.optim.swa_utils.<name>` means here, by name."""

__getattr__ = getattr_of("torch.optim.swa_utils")

__all__ = [*NAMES]
