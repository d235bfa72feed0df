"""`torch.nn.utils.parametrizations`: a module in, one of its tensors in another form out."""

from __future__ import annotations

from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.nn.modules.module import Module
from autograd_core.nn.utils.parametrize import register_parametrization


class WeightNorm(Module):
    """A length and a direction in, their product out (torch.nn.utils.parametrizations)."""

    __module__ = "torch.nn.utils.parametrizations"

    def __init__(self, dim: int | None = 0) -> None:
        super().__init__()
        self.dim = -1 if dim is None else dim

    def forward(self, weight_g: Any, weight_v: Any) -> Any:
        """The direction, as long as it should be."""
        return weight_v * (weight_g / self._length(weight_v))

    def right_inverse(self, weight: Any) -> tuple[Any, Any]:
        """The length and the direction of a weight."""
        return self._length(weight), weight

    def _length(self, weight: Any) -> Any:
        if self.dim == -1:
            return weight.norm()
        others = [each for each in range(weight.ndim) if each != self.dim]
        return weight.norm(2, others, keepdim=True)


WeightNorm.__name__ = WeightNorm.__qualname__ = "_WeightNorm"


def weight_norm(module: Any, name: str = "weight", dim: int | None = 0) -> Any:
    """A weight as length times direction (torch.nn.utils.parametrizations.weight_norm)."""
    return register_parametrization(module, name, WeightNorm(dim), unsafe=True)


NAMES: dict[str, Any] = {"weight_norm": weight_norm}
"""Everything that `torch.nn.utils.parametrizations.<name>` means here, by name."""

__getattr__ = getattr_of("torch.nn.utils.parametrizations")

__all__ = [*NAMES]
