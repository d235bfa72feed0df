"""`torch.autograd`: outputs (and the gradients they start with) in, gradients of leaves out."""

from autograd_core.autograd.walks import backward, grad
from autograd_core.grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled

__all__ = ["backward", "enable_grad", "grad", "inference_mode", "no_grad", "set_grad_enabled"]
