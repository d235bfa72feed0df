"""`torch.utils`: data sets and loaders, checkpoints."""

from autograd_core.absent import getattr_of
from autograd_core.utils import checkpoint, data

__getattr__ = getattr_of("torch.utils")

__all__ = ["checkpoint", "data"]
