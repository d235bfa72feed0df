"""A module in, the same with a weight that is computed anew before each call out.

torch.nn.utils.spectral_norm and the older weight_norm; both keep what they compute from as
parameters of the module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograd_core import errors
from autograd_core.grad_mode import no_grad
from autograd_core.nn.functional import normalize
from autograd_core.nn.parameter import Parameter
from autograd_core.nn.utils.parametrizations import WeightNorm
from autograd_core.ops import FUNCTIONS

OLD_WEIGHT_NORM = (
    "`torch.nn.utils.weight_norm` is deprecated in favor of "
    "`torch.nn.utils.parametrizations.weight_norm`."
)


def spectral_norm(
    module: Any,
    name: str = "weight",
    n_power_iterations: int = 1,
    eps: float = 1e-12,
    dim: int | None = None,
) -> Any:
    """A weight over its largest singular value (torch.nn.utils.spectral_norm)."""
    if dim is None:
        dim = 1 if "ConvTranspose" in type(module).__name__ else 0
    weight = module._parameters[name]

    def matrix() -> Any:
        full = getattr(module, f"{name}_orig")
        return (full if dim == 0 else full.transpose(0, dim)).flatten(1)

    def compute(*called: Any) -> None:
        u, v = getattr(module, f"{name}_u"), getattr(module, f"{name}_v")
        rows = matrix()
        if module.training:
            with no_grad():
                for _ in range(n_power_iterations):
                    v.copy_(normalize(FUNCTIONS["mv"](rows.t(), u), dim=0, eps=eps))
                    u.copy_(normalize(FUNCTIONS["mv"](rows, v), dim=0, eps=eps))
                u, v = u.clone(), v.clone()
        sigma = FUNCTIONS["dot"](u, FUNCTIONS["mv"](rows, v))
        put(module, name, getattr(module, f"{name}_orig") / sigma)

    delattr(module, name)
    module.register_parameter(f"{name}_orig", weight)
    with no_grad():
        for letter, size in zip("uv", matrix().shape, strict=True):
            start = weight.new_empty(size).normal_(0, 1)
            module.register_buffer(f"{name}_{letter}", normalize(start, dim=0, eps=eps))
    return computed_before_calls(module, name, weight.data, compute)


def weight_norm(module: Any, name: str = "weight", dim: int | None = 0) -> Any:
    """A weight as length times direction, deprecated (torch.nn.utils.weight_norm)."""
    errors.warn(OLD_WEIGHT_NORM, FutureWarning)
    norm = WeightNorm(dim)
    weight = module._parameters[name]
    delattr(module, name)
    with no_grad():
        length, direction = norm.right_inverse(weight)
    module.register_parameter(f"{name}_g", Parameter(length))
    module.register_parameter(f"{name}_v", Parameter(direction.data))

    def compute(*called: Any) -> None:
        put(module, name, norm(getattr(module, f"{name}_g"), getattr(module, f"{name}_v")))

    compute()
    return computed_before_calls(module, name, getattr(module, name), compute)


def computed_before_calls(module: Any, name: str, now: Any, compute: Callable[..., None]) -> Any:
    put(module, name, now)
    module.register_forward_pre_hook(compute)
    return module


def put(module: Any, name: str, tensor: Any) -> None:
    """Set a plain attribute: the weight is no parameter any more."""
    object.__setattr__(module, name, tensor)
