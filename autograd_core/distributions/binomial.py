"""`torch.distributions.binomial`: where PyTorch keeps Binomial."""

from autograd_core.distributions.counts import Binomial

__all__ = ["Binomial"]
