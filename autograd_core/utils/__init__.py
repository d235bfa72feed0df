"""`torch.utils`: data sets and loaders."""

from autograd_core.absent import getattr_of
from autograd_core.utils import data

__getattr__ = getattr_of("torch.utils")

__all__ = ["data"]
