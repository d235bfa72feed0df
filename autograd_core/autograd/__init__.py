"""`torch.autograd`: outputs (and the gradients they start with) in, gradients of leaves out."""

from autograd_core.absent import getattr_of
from autograd_core.autograd import forward_ad, functional, graph
from autograd_core.autograd.anomaly_mode import detect_anomaly, set_detect_anomaly
from autograd_core.autograd.function import Function
from autograd_core.autograd.gradcheck import GradcheckError, gradcheck, gradgradcheck
from autograd_core.autograd.variable import Variable
from autograd_core.autograd.walks import backward, grad
from autograd_core.grad_mode import (
    enable_grad,
    inference_mode,
    no_grad,
    set_grad_enabled,
    set_multithreading_enabled,
)

__getattr__ = getattr_of("torch.autograd")

__all__ = [
    "Function",
    "GradcheckError",
    "Variable",
    "backward",
    "detect_anomaly",
    "enable_grad",
    "forward_ad",
    "functional",
    "grad",
    "gradcheck",
    "gradgradcheck",
    "graph",
    "inference_mode",
    "no_grad",
    "set_detect_anomaly",
    "set_grad_enabled",
    "set_multithreading_enabled",
]
