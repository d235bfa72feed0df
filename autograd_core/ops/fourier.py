"""The discrete Fourier transform of real numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array, apply
from autograd_core.ops.calls import bare, like
from autograd_core.ops.complex_numbers import WIDE
from autograd_core.ops.registry import METHODS, op, required
from autograd_core.tensor import Tensor


@op(
    "_fft_r2c",
    node="FftR2CBackward0",
    symbol="fft",
    samples=("torch.fft.fft(c(4)).real", "torch.fft.fft(c(2, 3), dim=0).imag"),
    formula="sum(self * exp(-2j * pi * k * n / N))",
    en="Takes numbers apart into the frequencies they are a sum of.",
    zh="把数列分解为各频率的叠加。",
)
def fft_r2c(self: Array, *, dim: int) -> Array:
    return np.fft.fft(np.asarray(self), axis=dim).astype(WIDE[np.dtype(self.dtype)])


@fft_r2c.gradient("self", formula="real(N * ifft(grad))")
def _(grad: Array, *, self_sizes: tuple[int, ...], dim: int) -> Array:
    array = np.asarray(bare(grad))
    found = np.fft.ifft(array, axis=dim).real * self_sizes[dim]
    return like(grad, found.astype(array.real.dtype))


def fft(input: Tensor, n: int | None = None, dim: int = -1, norm: str | None = None) -> Any:
    """The frequencies of real numbers along a dimension, complex (torch.fft.fft).

    Raises NotImplementedError for complex input, another length `n` or another `norm`.
    """
    given = required("fft_fft", "input", 1, input)
    if given._a.dtype.kind == "c" or n is not None or norm not in (None, "backward"):
        raise NotImplementedError("fft: complex input, n and norm are not part of Gradstep")
    real = given if given._a.dtype.kind == "f" else METHODS["float"](given)
    return apply(fft_r2c, (real,), {"dim": dim})
