"""`torch.distributions.normal`: where PyTorch keeps Normal."""

from autograd_core.distributions.continuous import Normal

__all__ = ["Normal"]
