"""`torch.utils`: data sets and loaders."""

from autograd_core.utils import data

__all__ = ["data"]
