"""`torch.distributions.bernoulli`: where PyTorch keeps Bernoulli."""

from autograd_core.distributions.discrete import Bernoulli

__all__ = ["Bernoulli"]
