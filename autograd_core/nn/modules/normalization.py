"""Layer, group and root-mean-square normalisation: shapes in, layers out."""

from __future__ import annotations

from typing import Any

from autograd_core.nn import init
from autograd_core.nn.modules.basics import F, fresh, shown
from autograd_core.nn.modules.module import Module


class Scaled(Module):
    """A normalisation followed, if wanted, by a scale and a shift of its own."""

    def _add(self, shape: tuple[int, ...], weight: bool, bias: bool | None, dtype: Any) -> None:
        """Register `weight` and, unless it is None, `bias`."""
        self.register_parameter("weight", fresh(shape, dtype) if weight else None)
        if bias is not None:
            self.register_parameter("bias", fresh(shape, dtype) if weight and bias else None)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Scale 1, shift 0."""
        if self.weight is not None:
            init.ones_(self.weight)
        if self._parameters.get("bias") is not None:
            init.zeros_(self.bias)


class LayerNorm(Scaled):
    """Mean 0 and variance 1 over the last dimensions (torch.nn.LayerNorm)."""

    def __init__(
        self,
        normalized_shape: Any,
        eps: float = 1e-5,
        elementwise_affine: bool = True,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.normalized_shape = as_shape(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        self._add(self.normalized_shape, elementwise_affine, bias, dtype)

    def forward(self, input: Any) -> Any:
        return F.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        first = f"{self.normalized_shape}, {shown(self, 'eps', 'elementwise_affine')}"
        return f"{first}, bias={self.bias is not None}"


class GroupNorm(Scaled):
    """Mean 0 and variance 1 over groups of channels (torch.nn.GroupNorm)."""

    def __init__(
        self,
        num_groups: int,
        num_channels: int,
        eps: float = 1e-5,
        affine: bool = True,
        device: Any = None,
        dtype: Any = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__()
        if num_channels % num_groups:
            raise ValueError(
                f"num_channels ({num_channels}) must be divisible by num_groups ({num_groups})"
            )
        self.num_groups = num_groups
        self.num_channels = num_channels
        self.eps = eps
        self.affine = affine
        self._add((num_channels,), affine, bias, dtype)

    def forward(self, input: Any) -> Any:
        return F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        first = f"{self.num_groups}, {self.num_channels}, {shown(self, 'eps', 'affine')}"
        return f"{first}, bias={self.bias is not None}"


class RMSNorm(Scaled):
    """Divided by the root of the mean square over the last dimensions (torch.nn.RMSNorm)."""

    def __init__(
        self,
        normalized_shape: Any,
        eps: float | None = None,
        elementwise_affine: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.normalized_shape = as_shape(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        self._add(self.normalized_shape, elementwise_affine, None, dtype)

    def forward(self, x: Any) -> Any:
        return F.rms_norm(x, self.normalized_shape, self.weight, self.eps)

    def extra_repr(self) -> str:
        return f"{self.normalized_shape}, {shown(self, 'eps', 'elementwise_affine')}"


class LocalResponseNorm(Module):
    """Divided by the strength of neighbouring channels (torch.nn.LocalResponseNorm)."""

    def __init__(self, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0) -> None:
        super().__init__()
        self.size = size
        self.alpha = alpha
        self.beta = beta
        self.k = k

    def forward(self, input: Any) -> Any:
        return F.local_response_norm(input, self.size, self.alpha, self.beta, self.k)

    def extra_repr(self) -> str:
        return f"{self.size}, {shown(self, 'alpha', 'beta', 'k')}"


def as_shape(given: Any) -> tuple[int, ...]:
    """A size or several as a shape."""
    return (given,) if isinstance(given, int) else tuple(given)
