"""`torch.nn.utils.parametrizations`: a module in, one of its tensors in another form out."""

from __future__ import annotations

from typing import Any

from autograd_core import errors
from autograd_core.absent import getattr_of
from autograd_core.grad_mode import no_grad
from autograd_core.nn.modules.basics import F
from autograd_core.nn.modules.module import Module
from autograd_core.nn.utils.parametrize import register_parametrization
from autograd_core.tensor import Tensor


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


class SpectralNorm(Module):
    """A matrix divided by its largest singular value (torch.nn.utils.parametrizations).

    The value is estimated by the power method; in training every use improves the estimate.
    """

    __module__ = "torch.nn.utils.parametrizations"

    def __init__(
        self, weight: Any, n_power_iterations: int = 1, dim: int = 0, eps: float = 1e-12
    ) -> None:
        super().__init__()
        self.dim = errors.dimension(dim, weight.ndim)
        if n_power_iterations <= 0:
            raise ValueError(
                "Expected n_power_iterations to be positive, but got "
                f"n_power_iterations={n_power_iterations}"
            )
        self.eps = eps
        if weight.ndim > 1:
            self.n_power_iterations = n_power_iterations
            matrix = self._matrix(weight)
            with no_grad():
                left, right = (matrix.new_empty(size).normal_(0, 1) for size in matrix.shape)
                self.register_buffer("_u", F.normalize(left, dim=0, eps=eps))
                self.register_buffer("_v", F.normalize(right, dim=0, eps=eps))
            self._improve(matrix, 15)

    def forward(self, weight: Any) -> Any:
        """The weight with a largest singular value of about 1."""
        if weight.ndim == 1:
            return F.normalize(weight, dim=0, eps=self.eps)
        matrix = self._matrix(weight)
        if self.training:
            self._improve(matrix, self.n_power_iterations)
        left, right = self._u.clone(), self._v.clone()  # the next use writes into the buffers
        return weight / left.vdot(matrix.mv(right))

    def right_inverse(self, value: Any) -> Any:
        """The value itself."""
        return value

    def _matrix(self, weight: Any) -> Any:
        """The weight as a matrix whose rows are `dim`."""
        if self.dim != 0:
            others = [each for each in range(weight.ndim) if each != self.dim]
            weight = weight.permute(self.dim, *others)
        return weight.flatten(1)

    def _improve(self, matrix: Any, times: int) -> None:
        with no_grad():
            for _ in range(times):
                self._u.copy_(F.normalize(matrix.mv(self._v), dim=0, eps=self.eps))
                self._v.copy_(F.normalize(matrix.t().mv(self._u), dim=0, eps=self.eps))


SpectralNorm.__name__ = SpectralNorm.__qualname__ = "_SpectralNorm"


def spectral_norm(
    module: Any,
    name: str = "weight",
    n_power_iterations: int = 1,
    eps: float = 1e-12,
    dim: int | None = None,
) -> Any:
    """A weight divided by its spectral norm (torch.nn.utils.parametrizations.spectral_norm)."""
    weight = getattr(module, name, None)
    if not isinstance(weight, Tensor):
        raise ValueError(f"Module '{module}' has no parameter or buffer with name '{name}'")
    if dim is None:
        dim = 1 if type(module).__name__.startswith("ConvTranspose") else 0
    return register_parametrization(
        module, name, SpectralNorm(weight, n_power_iterations, dim, eps)
    )


NAMES: dict[str, Any] = {"spectral_norm": spectral_norm, "weight_norm": weight_norm}
"""Everything that `torch.nn.utils.parametrizations.<name>` means here, by name."""

__getattr__ = getattr_of("torch.nn.utils.parametrizations")

__all__ = [*NAMES]
