"""`torch.autograd`: outputs (and the gradients they start with) in, gradients of leaves out."""

from autograd_core.autograd.anomaly_mode import detect_anomaly, set_detect_anomaly
from autograd_core.autograd.function import Function
from autograd_core.autograd.variable import Variable
from autograd_core.autograd.walks import backward, grad
from autograd_core.grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled

__all__ = [
    "Function",
    "Variable",
    "backward",
    "detect_anomaly",
    "enable_grad",
    "grad",
    "inference_mode",
    "no_grad",
    "set_detect_anomaly",
    "set_grad_enabled",
]
