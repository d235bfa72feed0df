"""`torch.distributions.categorical`: where PyTorch keeps Categorical."""

from autograd_core.distributions.discrete import Categorical

__all__ = ["Categorical"]
