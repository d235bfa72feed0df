"""`torch.distributions.uniform`: where PyTorch keeps Uniform."""

from autograd_core.distributions.continuous import Uniform

__all__ = ["Uniform"]
