"""What the layers share: sizes in tuples, fresh parameters, the functions they call, their text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.nn import functional
from autograd_core.nn.parameter import Parameter
from autograd_core.room import reserve_shape
from autograd_core.tensor import Tensor, wrap

F: Any = functional
"""torch.nn.functional, as the operations fill it."""


def fresh(shape: Sequence[int], dtype: dtypes.dtype | None, device: Any = None) -> Parameter:
    """A new parameter, zeros until it is initialised."""
    check_device(device)
    for place, size in enumerate(shape):
        if not isinstance(size, int):
            raise TypeError(
                f"empty(): argument 'size' failed to unpack the object at pos {place + 1} with "
                f'error "type must be tuple of ints,but got {type(size).__name__}"'
            )
        if size < 0:
            raise RuntimeError(
                f"Trying to create tensor with negative dimension {size}: {list(shape)}"
            )
    return Parameter(plain(shape, 0, dtype))


def plain(shape: Sequence[int], value: Any, dtype: dtypes.dtype | None) -> Tensor:
    """A tensor of one number, with no history of its own in the trace."""
    kind = dtype if dtype is not None else dtypes.get_default_dtype()
    reserve_shape(shape)
    return wrap(np.full(tuple(shape), value, kind.numpy))


def check_device(device: Any) -> None:
    """Refuse any device but the CPU."""
    if device is not None and str(device).partition(":")[0] != "cpu":
        raise RuntimeError(f"there is only the device cpu here, not {str(device)!r}")


def times(count: int, value: Any) -> tuple[Any, ...]:
    """One number for all dimensions as a tuple; a tuple as it is."""
    return tuple(value) if isinstance(value, Iterable) else (value,) * count


def shown(module: Any, *names: str) -> str:
    """`name=value` for some attributes of a module, as its repr shows them."""
    return ", ".join(f"{name}={getattr(module, name)}" for name in names)
