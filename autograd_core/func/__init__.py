"""`torch.func`: a function in, the function that computes its gradient, Jacobian or batch out."""

from autograd_core.absent import getattr_of
from autograd_core.func.batching import vmap
from autograd_core.func.calls import functional_call, stack_module_state
from autograd_core.func.transforms import (
    grad,
    grad_and_value,
    hessian,
    jacfwd,
    jacrev,
    jvp,
    vjp,
)

__getattr__ = getattr_of("torch.func")

__all__ = [
    "functional_call",
    "grad",
    "grad_and_value",
    "hessian",
    "jacfwd",
    "jacrev",
    "jvp",
    "stack_module_state",
    "vjp",
    "vmap",
]
