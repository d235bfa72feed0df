"""Windows: a length in, weights that rise and fall over it out."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core.creation import dtype_of, leaf
from autograd_core.ops.registry import public


def window(name: str, weight: Callable[[Any, int], Any], told: str) -> None:
    """Offer a window: weights that rise and fall over a length."""

    def offered(
        window_length: int, periodic: bool = True, *, dtype: Any = None, **options: Any
    ) -> Any:
        kind = dtype_of(name, dtype, None)
        if window_length <= 1:
            return leaf(
                name, np.ones(window_length, kind.numpy), options.get("requires_grad", False)
            )
        span = window_length if periodic else window_length - 1
        found = weight(np.arange(window_length, dtype=kind.numpy), span)
        return leaf(name, found.astype(kind.numpy), options.get("requires_grad", False))

    offered.__doc__ = (
        f"{told}, (window_length,) (torch.{name}); `periodic`: as if repeated, without its last."
    )
    public(name, method=False)(offered)


def cosine(place: Any, turns: float, span: int) -> Any:
    """The cosine over the window, rounded at each step as PyTorch does."""
    return np.cos(place * place.dtype.type(turns * math.pi / span))


def raised(alpha: float) -> Callable[[Any, int], Any]:
    """A cosine, raised so that it ends at `2 * alpha - 1`."""

    def weight(place: Any, span: int) -> Any:
        kind = place.dtype.type
        return cosine(place, 2, span) * kind(alpha - 1) + kind(alpha)

    return weight


def bartlett(place: Any, span: int) -> Any:
    """A triangle."""
    kind = place.dtype.type
    rising = place * kind(2.0 / span)
    half = 1 + ((len(place) - 1) >> 1) if span == len(place) - 1 else 1 + (len(place) >> 1)
    return np.where(np.arange(len(place)) < half, rising, rising * kind(-1) + kind(2))


def blackman(place: Any, span: int) -> Any:
    """Two cosines."""
    kind = place.dtype.type
    return cosine(place, 4, span) * kind(0.08) - cosine(place, 2, span) * kind(0.5) + kind(0.42)


window("hann_window", raised(0.5), "One arch of a cosine")
window("hamming_window", raised(0.54), "A raised cosine")
window("bartlett_window", bartlett, "A triangle")
window("blackman_window", blackman, "A sum of two cosines")
