"""`torch.distributions.independent`: where PyTorch keeps Independent."""

from autograd_core.distributions.joint import Independent

__all__ = ["Independent"]
