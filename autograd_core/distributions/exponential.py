"""`torch.distributions.exponential`: where PyTorch keeps Exponential."""

from autograd_core.distributions.continuous import Exponential

__all__ = ["Exponential"]
