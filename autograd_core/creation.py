"""Creation functions: sizes and numbers in, fresh leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.ops.registry import public
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, differentiable, shared_counter, wrap

COPY_CONSTRUCT = (
    "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
    "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor)."
)


def leaf(function: str, array: Any, requires_grad: bool) -> Tensor:
    """A fresh tensor around an array; told to the recorder."""
    if requires_grad and not differentiable(array):
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    tensor = wrap(array)
    if requires_grad:
        tensor._requires_grad = True
    if STATE.inference:
        tensor._inference = True
    if STATE.recorder is not None:
        STATE.recorder.created(function, tensor)
    return tensor


def sizes(function: str, given: Sequence[Any]) -> tuple[int, ...]:
    """The sizes of `zeros(2, 3)` or `zeros((2, 3))`, checked with PyTorch's errors."""
    size = given[0] if len(given) == 1 and isinstance(given[0], (tuple, list)) else given
    for position, each in enumerate(size):
        if not isinstance(each, int) or isinstance(each, bool):
            raise TypeError(
                f"{function}(): argument 'size' (position {position + 1}) must be tuple of ints, "
                f"not {type(each).__name__}"
            )
        if each < 0:
            raise RuntimeError(f"{function}: Dimension size must be non-negative.")
    return tuple(size)


def filled(
    function: str,
    size: tuple[int, ...],
    value: Any,
    dtype: dtypes.dtype | None,
    requires_grad: bool,
) -> Tensor:
    """A tensor of one repeated value; its dtype, if not given, is the value's."""
    kind = dtype if dtype is not None else dtypes.scalar_dtype(value)
    return leaf(function, np.full(size, value, kind.numpy)[()], requires_grad)


@public("full", method=False)
def full(
    size: Sequence[int],
    fill_value: Any,
    *,
    dtype: dtypes.dtype | None = None,
    requires_grad: bool = False,
    device: Any = None,
) -> Tensor:
    """A tensor of `size` filled with one number (torch.full)."""
    if isinstance(size, int):
        raise TypeError("full(): argument 'size' (position 1) must be tuple of ints, not int")
    return filled("full", sizes("full", (tuple(size),)), fill_value, dtype, requires_grad)


@public("zeros", method=False)
def zeros(
    *size: Any,
    dtype: dtypes.dtype | None = None,
    requires_grad: bool = False,
    device: Any = None,
) -> Tensor:
    """A tensor of zeros (torch.zeros)."""
    kind = dtype or dtypes.get_default_dtype()
    return filled("zeros", sizes("zeros", size), 0, kind, requires_grad)


@public("ones", method=False)
def ones(
    *size: Any,
    dtype: dtypes.dtype | None = None,
    requires_grad: bool = False,
    device: Any = None,
) -> Tensor:
    """A tensor of ones (torch.ones)."""
    kind = dtype or dtypes.get_default_dtype()
    return filled("ones", sizes("ones", size), 1, kind, requires_grad)


@public("tensor", method=False)
def tensor(
    data: Any,
    *,
    dtype: dtypes.dtype | None = None,
    requires_grad: bool = False,
    device: Any = None,
) -> Tensor:
    """A tensor that copies numbers, nested lists or an array (torch.tensor)."""
    if isinstance(data, Tensor):
        errors.warn(COPY_CONSTRUCT)
        array = np.array(data._a)
    else:
        array = array_of(data)
    kind = dtype.numpy if dtype is not None else natural_dtype(data, array)
    return leaf("tensor", array.astype(kind)[()], requires_grad)


def natural_dtype(data: Any, array: np.ndarray[Any, Any]) -> Any:
    """An array keeps its dtype; Python numbers become int64, bool or the default float."""
    if isinstance(data, (np.ndarray, np.generic, Tensor)):
        return array.dtype
    if array.size == 0 or array.dtype.kind == "f":
        return dtypes.get_default_dtype().numpy
    if array.dtype.kind == "c":
        return dtypes.default_complex_dtype().numpy
    return array.dtype


def array_of(data: Any) -> np.ndarray[Any, Any]:
    """Numbers in nested lists as an array; PyTorch's ValueError when the lists are ragged."""
    check_lengths(data, 0, expected_lengths(data))
    return np.array(plain(data))


def plain(data: Any) -> Any:
    """Nested lists with tensors replaced by their numbers."""
    if isinstance(data, (list, tuple)):
        return [plain(item) for item in data]
    return data.tolist() if isinstance(data, Tensor) else data


def expected_lengths(data: Any) -> list[int]:
    """The lengths along each dimension, read off the first items."""
    lengths = []
    while isinstance(data, (list, tuple)):
        lengths.append(len(data))
        if not data:
            break
        data = data[0]
    return lengths


def check_lengths(data: Any, dim: int, lengths: list[int]) -> None:
    """Raise PyTorch's error for the first list whose length is not that of its siblings."""
    if dim >= len(lengths):
        return
    if not isinstance(data, (list, tuple)):
        raise TypeError(f"expected sequence of length {lengths[dim]} at dim {dim}")
    if len(data) != lengths[dim]:
        raise ValueError(
            f"expected sequence of length {lengths[dim]} at dim {dim} (got {len(data)})"
        )
    for item in data:
        check_lengths(item, dim + 1, lengths)


@public("from_numpy", method=False)
def from_numpy(ndarray: np.ndarray[Any, Any]) -> Tensor:
    """A tensor that shares the memory of a numpy array (torch.from_numpy)."""
    if not isinstance(ndarray, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {type(ndarray).__name__})")
    dtypes.from_numpy(ndarray.dtype)
    result = leaf("from_numpy", ndarray, False)
    shared_counter(result)
    return result
