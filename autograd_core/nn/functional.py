"""`torch.nn.functional`: what the operations offer there, under PyTorch's names."""

from autograd_core.ops import FUNCTIONAL

globals().update(FUNCTIONAL)

__all__ = [*FUNCTIONAL]
