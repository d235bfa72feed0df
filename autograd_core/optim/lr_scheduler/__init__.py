"""`torch.optim.lr_scheduler`: learning rates that change while one trains."""

from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.optim.lr_scheduler.base import LRScheduler
from autograd_core.optim.lr_scheduler.chainable import (
    ConstantLR,
    CosineAnnealingLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    MultiplicativeLR,
    MultiStepLR,
    PolynomialLR,
    StepLR,
)
from autograd_core.optim.lr_scheduler.combined import (
    ChainedScheduler,
    ReduceLROnPlateau,
    SequentialLR,
)
from autograd_core.optim.lr_scheduler.cycles import (
    CosineAnnealingWarmRestarts,
    CyclicLR,
    OneCycleLR,
)

NAMES: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        *(ChainedScheduler, ConstantLR, CosineAnnealingLR, CosineAnnealingWarmRestarts, CyclicLR),
        *(ExponentialLR, LambdaLR, LinearLR, LRScheduler, MultiplicativeLR, MultiStepLR),
        *(OneCycleLR, PolynomialLR, ReduceLROnPlateau, SequentialLR, StepLR),
    )
}
"""Every scheduler by its name."""

for _kind in NAMES.values():
    _kind.__module__ = "torch.optim.lr_scheduler"

__getattr__ = getattr_of("torch.optim.lr_scheduler")

__all__ = [*NAMES]
