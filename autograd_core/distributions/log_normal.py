"""`torch.distributions.log_normal`: where PyTorch keeps LogNormal."""

from autograd_core.distributions.continuous import LogNormal

__all__ = ["LogNormal"]
