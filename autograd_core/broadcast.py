"""Broadcasting undone: a gradient of the broadcast shape in, the sum over the spread axes out.

This happens in one place, on the edge, as in PyTorch; a rule such as `add`'s hands on what came.
"""

from __future__ import annotations

from typing import Any

from autograd_core import dtypes
from autograd_core.summation import along
from autograd_core.tensor import Tensor

Target = tuple[tuple[int, ...], Any]


def brought_back(grad: Any, target: Target) -> Any:
    """`grad` in the shape and dtype of an argument that was broadcast or converted."""
    shape, dtype = target
    array = grad._a if isinstance(grad, Tensor) else grad
    if array.shape != shape:
        grad = sum_to(grad, shape, spread_axes(shape, array.shape))
    if array.dtype == dtype:
        return grad
    if array.dtype.kind == "c" and dtype.kind != "c":
        return brought_back(real_part(grad), target)
    if isinstance(grad, Tensor):
        converted: Any = grad
        return converted.to(dtypes.from_numpy(dtype))
    return grad.astype(dtype)


def real_part(grad: Any) -> Any:
    """What of a complex gradient an argument that was real gets."""
    if isinstance(grad, Tensor):
        from autograd_core.ops.complex_numbers import real

        return real(grad)
    return grad.real


def spread_axes(shape: tuple[int, ...], broadcast: tuple[int, ...]) -> tuple[int, ...]:
    """The axes of `broadcast` along which an array of `shape` was repeated."""
    new = len(broadcast) - len(shape)
    grown = [new + i for i, size in enumerate(shape) if size == 1 and broadcast[new + i] != 1]
    return (*range(new), *grown)


def sum_to(grad: Any, shape: tuple[int, ...], axes: tuple[int, ...]) -> Any:
    """The sum over `axes`, in `shape` (torch.Tensor.sum_to_size)."""
    if isinstance(grad, Tensor):
        summed: Any = grad
        if not shape:
            return summed.sum()
        summed = summed.sum(axes, keepdim=True)
        return summed if summed.shape == shape else summed.view(shape)
    return along(grad, axes, keepdim=True).reshape(shape)[()]
