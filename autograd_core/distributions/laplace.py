"""`torch.distributions.laplace`: where PyTorch keeps Laplace."""

from autograd_core.distributions.continuous import Laplace

__all__ = ["Laplace"]
