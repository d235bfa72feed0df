"""Grids: tensors brought to one shape, and all combinations of their elements."""

from __future__ import annotations

from itertools import combinations as python_combinations
from itertools import combinations_with_replacement
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.ops.joining import tensors_of, torch_stack
from autograd_core.ops.registry import public, required
from autograd_core.ops.shapes import expanded, reshaped
from autograd_core.room import reserve
from autograd_core.size import Size
from autograd_core.tensor import Tensor, wrap

MESHGRID = (
    "torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument."
)


@public("broadcast_tensors", method=False)
def broadcast_tensors(*tensors: Any) -> Any:
    """All tensors in their common shape, as views (torch.broadcast_tensors)."""
    given = tensors[0] if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)) else tensors
    parts = tensors_of("broadcast_tensors", tuple(given))
    shape: tuple[int, ...] = ()
    for part in parts:
        error = errors.broadcast_mismatch(shape, part._a.shape)
        if error is not None:
            raise error
        shape = np.broadcast_shapes(shape, part._a.shape)
    return tuple(part if part._a.shape == shape else expanded(part, shape) for part in parts)


@public("broadcast_shapes", method=False)
def broadcast_shapes(*shapes: Any) -> Size:
    """The common shape of some shapes (torch.broadcast_shapes)."""
    result: list[int] = []
    for number, shape in enumerate(shapes):
        own = (shape,) if isinstance(shape, int) else tuple(shape)
        result = [1] * (len(own) - len(result)) + result
        for back in range(1, len(own) + 1):
            size = own[-back]
            if size in (1, result[-back]):
                continue
            if result[-back] != 1:
                raise RuntimeError(
                    f"Attempting to broadcast a dimension of length {size} at {-back}! Mismatching "
                    f"argument at index {number} had {own}; but expected shape should be "
                    f"broadcastable to {result}"
                )
            result[-back] = size
    return Size(result)


@public("meshgrid", method=False)
def meshgrid(*tensors: Any, indexing: str | None = None) -> Any:
    """Vectors as coordinates of a grid (torch.meshgrid)."""
    given = tensors[0] if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)) else tensors
    parts = tensors_of("meshgrid", tuple(given))
    if not parts:
        raise RuntimeError("meshgrid expects a non-empty TensorList")
    if indexing is None:
        errors.warn_once(MESHGRID)
        indexing = "ij"
    if indexing not in ("ij", "xy"):
        raise RuntimeError(
            f'torch.meshgrid: indexing must be one of "xy" or "ij", but received: {indexing}'
        )
    for part in parts:
        if part._a.ndim > 1:
            raise RuntimeError(
                f"torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: {part!r}"
            )
    axes = list(range(len(parts)))
    if indexing == "xy" and len(parts) >= 2:
        axes[:2] = 1, 0
    shape = tuple(parts[axes.index(axis)]._a.size for axis in range(len(parts)))
    grids = []
    for part, place in zip(parts, axes, strict=True):
        own = tuple(size if axis == place else 1 for axis, size in enumerate(shape))
        grids.append(expanded(reshaped(part, own), shape))
    return tuple(grids)


@public("cartesian_prod", method=False)
def cartesian_prod(*tensors: Any) -> Any:
    """All combinations of the elements of vectors, one per row (torch.cartesian_prod)."""
    given = tensors[0] if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)) else tensors
    parts = tensors_of("cartesian_prod", tuple(given))
    for part in parts:
        if part._a.ndim != 1:
            raise RuntimeError(
                f"Expect a 1D vector, but got shape {errors.size_text(part._a.shape)}"
            )
    if len(parts) == 1:
        return parts[0]
    grids = meshgrid(*parts, indexing="ij")
    return torch_stack([reshaped(grid, (-1,)) for grid in grids], 1)


@public("combinations")
def combinations(input: Tensor, r: int = 2, with_replacement: bool = False) -> Any:
    """All combinations of `r` elements of a vector (torch.combinations)."""
    array = required("combinations", "input", 1, input)._a
    if array.ndim != 1:
        raise RuntimeError(f"Expect a 1D vector, but got shape {errors.size_text(array.shape)}")
    if r < 0:
        raise RuntimeError(f"Expect a non-negative number, but got {r}")
    if r == 0:
        return wrap(np.empty((0,), array.dtype))
    reserve(array.size**r)
    choose = combinations_with_replacement if with_replacement else python_combinations
    chosen = set(choose(range(array.size), r))
    mask = np.zeros((array.size,) * r, bool)
    for places in chosen:
        mask[places] = True
    grids = meshgrid(*[input] * r, indexing="ij")
    return torch_stack([grid.masked_select(wrap(mask)) for grid in grids], 1)


@public("unravel_index", method=False)
def unravel_index(indices: Tensor, shape: Any) -> Any:
    """Flat numbers as positions in a shape (torch.unravel_index)."""
    sizes = (shape,) if isinstance(shape, int) else tuple(shape)
    found = np.unravel_index(np.asarray(required("unravel_index", "indices", 1, indices)._a), sizes)
    return tuple(wrap(np.asarray(each)) for each in found)
