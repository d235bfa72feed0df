"""`torch.fft`: the one transform that is part of the engine."""

from autograd_core.absent import getattr_of
from autograd_core.ops.fourier import fft

__getattr__ = getattr_of("torch.fft")

__all__ = ["fft"]
