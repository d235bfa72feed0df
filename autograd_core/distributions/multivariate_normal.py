"""`torch.distributions.multivariate_normal`: where PyTorch keeps MultivariateNormal."""

from autograd_core.distributions.joint import MultivariateNormal

__all__ = ["MultivariateNormal"]
