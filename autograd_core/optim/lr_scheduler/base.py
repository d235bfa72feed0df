"""What schedulers share: an optimizer in, a learning rate per step out, with torch's warnings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from autograd_core import errors
from autograd_core.optim.each import number
from autograd_core.optim.optimizer import Optimizer
from autograd_core.tensor import Tensor

MORE = "See more details at https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate"
OVERRIDDEN = (
    "Seems like `optimizer.step()` has been overridden after learning rate scheduler "
    "initialization. Please, make sure to call `optimizer.step()` before `lr_scheduler.step()`. "
    f"{MORE}"
)
WRONG_ORDER = (
    "Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and later, "
    "you should call them in the opposite order: `optimizer.step()` before `lr_scheduler.step()`.  "
    "Failure to do this will result in PyTorch skipping the first value of the learning rate "
    f"schedule. {MORE}"
)
EPOCH_GIVEN = (
    "The epoch parameter in `scheduler.step()` was not necessary and is being deprecated where "
    "possible. Please use `scheduler.step()` to step the scheduler. During the deprecation, if "
    "epoch is different from None, the closed form is used instead of the new chainable form, "
    "where available. Please open an issue if you are unable to replicate your use case: "
    "https://github.com/pytorch/pytorch/issues/new/choose."
)
ASK_LAST = "To get the last learning rate computed by the scheduler, please use `get_last_lr()`."
NOT_RESUMED = (
    " when resuming scheduler with last_epoch >= 0.\nThis typically happens when:\n"
    "1. You're trying to resume training from a checkpoint but haven't properly loaded the "
    "optimizer state\n"
    "2. You're using last_epoch >= 0 for a fresh training run (not recommended)"
)

Rates = list[Any]


class LRScheduler:
    """The base class of schedulers (torch.optim.lr_scheduler.LRScheduler).

    A subclass defines `get_lr`, which gives the learning rates of the groups at `last_epoch`.
    """

    _get_lr_called_within_step = False
    _is_initial = False
    _last_lr: Rates

    def __init__(self, optimizer: Optimizer, last_epoch: int = -1) -> None:
        check_optimizer(optimizer)
        self.optimizer = optimizer
        for index, group in enumerate(optimizer.param_groups):
            if last_epoch == -1:
                group.setdefault("initial_lr", copied(group["lr"]))
            elif "initial_lr" not in group:
                raise KeyError(
                    f"param 'initial_lr' is not specified in param_groups[{index}]{NOT_RESUMED}"
                )
        self.base_lrs = of_groups(optimizer, "initial_lr")
        self.last_epoch = last_epoch
        watch(optimizer)
        self._initial_step()

    def _initial_step(self) -> None:
        self._step_count = 0
        self._is_initial = True
        try:
            self.step()
        finally:
            self._is_initial = False

    def get_last_lr(self) -> Rates:
        """The learning rates that the last step set."""
        return self._last_lr

    def get_lr(self) -> Rates:
        """The learning rates at `last_epoch`; a subclass says which."""
        raise NotImplementedError

    def step(self, epoch: int | None = None) -> None:
        """Set the next learning rates (torch.optim.lr_scheduler.…step)."""
        if self._step_count == 1:
            if not getattr(self.optimizer.step, "hooked", False):
                errors.warn(OVERRIDDEN)
            elif not self.optimizer._opt_called:
                errors.warn(WRONG_ORDER)
        self._step_count += 1
        if epoch is not None:
            errors.warn(EPOCH_GIVEN)
        self._update_lr(epoch)

    def _update_lr(self, epoch: int | None = None) -> None:
        with self._within_step():
            if epoch is None:
                self.last_epoch += 1
                rates = self.get_lr()
            else:
                self.last_epoch = epoch
                closed = getattr(self, "_get_closed_form_lr", None)
                rates = self.get_lr() if closed is None else closed()
        self._set(rates)

    def _set(self, rates: Rates) -> None:
        for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
            set_option(group, "lr", rate)
        self._last_lr = of_groups(self.optimizer, "lr")

    @contextmanager
    def _within_step(self) -> Iterator[None]:
        self._get_lr_called_within_step = True
        try:
            yield
        finally:
            self._get_lr_called_within_step = False

    def _asked(self) -> None:
        """Warn who calls `get_lr` himself."""
        if not self._get_lr_called_within_step:
            errors.warn(ASK_LAST)

    def _now(self) -> Rates:
        """The learning rates as they are."""
        return of_groups(self.optimizer, "lr")

    def _scaled(self, factor: float) -> Rates:
        """The learning rates as they are, times a factor."""
        return [group["lr"] * factor for group in self.optimizer.param_groups]

    def state_dict(self) -> dict[str, Any]:
        """Everything but the optimizer."""
        return {name: value for name, value in self.__dict__.items() if name != "optimizer"}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what `state_dict` gave."""
        self.__dict__.update(state_dict)


def check_optimizer(optimizer: Any) -> None:
    """torch's TypeError unless it is an optimizer."""
    if not isinstance(optimizer, Optimizer):
        raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")


def watch(optimizer: Optimizer) -> None:
    """From now on an optimizer tells whether it has stepped."""
    if not optimizer._watched:
        optimizer._watched, optimizer._opt_called = True, False


def copied(value: Any) -> Any:
    if not isinstance(value, Tensor):
        return value
    tensor: Any = value
    return tensor.clone()


def of_groups(optimizer: Optimizer, name: str) -> Rates:
    """An option of every group."""
    return [copied(group[name]) for group in optimizer.param_groups]


def set_option(group: dict[str, Any], name: str, value: Any) -> None:
    """Set an option of a group; one that is a tensor is overwritten."""
    if isinstance(group[name], Tensor):
        group[name].fill_(number(value))
    else:
        group[name] = value


def per_group(name: str, optimizer: Optimizer, value: Any) -> Rates:
    """One value for all groups as a list, or a list checked to be long enough."""
    count = len(optimizer.param_groups)
    if not isinstance(value, (list, tuple)):
        return [copied(value) for _ in range(count)]
    if len(value) != count:
        raise ValueError(
            f"{name} must have the same length as optimizer.param_groups. {name} has {len(value)} "
            f"values, param_groups has {count}."
        )
    return [copied(each) for each in value]
