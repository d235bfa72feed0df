"""`torch.optim`: parameters in, better ones out."""

from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.optim import lr_scheduler, swa_utils
from autograd_core.optim.adam import Adam, Adamax, AdamW, NAdam, RAdam
from autograd_core.optim.adaptive import ASGD, Adadelta, Adagrad, RMSprop, Rprop
from autograd_core.optim.lbfgs import LBFGS
from autograd_core.optim.optimizer import Optimizer
from autograd_core.optim.sgd import SGD

OPTIMIZERS: dict[str, type[Optimizer]] = {
    kind.__name__: kind
    for kind in (
        *(ASGD, Adadelta, Adagrad, Adam, AdamW, Adamax, LBFGS, NAdam, Optimizer, RAdam, RMSprop),
        *(Rprop, SGD),
    )
}
"""Every optimizer by its name."""

for _name, _kind in OPTIMIZERS.items():
    _kind.__module__ = f"torch.optim.{_name.lower()}"

NAMES: dict[str, Any] = {**OPTIMIZERS, "lr_scheduler": lr_scheduler, "swa_utils": swa_utils}
"""Everything that `torch.optim.<name>` means here, by name."""

__getattr__ = getattr_of("torch.optim")

__all__ = ["NAMES", *NAMES]
