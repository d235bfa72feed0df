"""`torch.nn.functional`: what the operations offer there, under PyTorch's names."""

from autograd_core.absent import getattr_of
from autograd_core.ops import FUNCTIONAL

globals().update(FUNCTIONAL)

__getattr__ = getattr_of("torch.nn.functional")

__all__ = [*FUNCTIONAL]
