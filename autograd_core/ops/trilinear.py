"""Three tensors multiplied and summed at once: what `nn.Bilinear` is made of."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array
from autograd_core.ops.dimensions import unsqueeze
from autograd_core.ops.registry import op

Dims = tuple[int, ...]


def widened(array: Array, places: Dims) -> Array:
    """An array with dimensions of size 1 at `places`."""
    for place in places:
        array = unsqueeze(array, dim=place)
    return array


@op(
    "_trilinear",
    node="TrilinearBackward0",
    samples=(
        "F.bilinear(x(2, 3), x(2, 2), x(4, 3, 2))",
        "F.bilinear(x(2, 3), x(2, 2), x(4, 3, 2), x(4))",
    ),
    formula="sum(i1 * i2 * i3)",
    en="Multiplies three tensors and sums over some dimensions.",
    zh="三个张量相乘并沿某些维度求和。",
)
def trilinear(
    i1: Array, i2: Array, i3: Array, *, expand1: Dims, expand2: Dims, expand3: Dims, sumdim: Dims
) -> Array:
    first, second, third = (
        widened(np.asarray(each), places)
        for each, places in ((i1, expand1), (i2, expand2), (i3, expand3))
    )
    return np.add.reduce(first * second * third, axis=sumdim)


@trilinear.gradients
def _(
    grad: Array,
    i1: Array,
    i2: Array,
    i3: Array,
    *,
    expand1: Dims,
    expand2: Dims,
    expand3: Dims,
    sumdim: Dims,
    needs: tuple[bool, ...],
) -> list[Any]:
    places = (expand1, expand2, expand3)
    results: list[Any] = [None, None, None]
    for index, others in enumerate(((i2, i3), (i1, i3), (i1, i2))):
        if needs[index]:
            a, b = (n for n in range(3) if n != index)
            results[index] = trilinear(
                grad,
                *others,
                expand1=sumdim,
                expand2=places[a],
                expand3=places[b],
                sumdim=places[index],
            )
    return results
