"""`torch.distributions.multinomial`: where PyTorch keeps Multinomial."""

from autograd_core.distributions.counts import Multinomial

__all__ = ["Multinomial"]
