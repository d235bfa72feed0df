"""Batches: a list of examples in, the same structure with a tensor for each part out."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, MutableSequence, Sequence
from typing import Any

import numpy as np

from autograd_core.creation import leaf
from autograd_core.ops import FUNCTIONS
from autograd_core.tensor import Tensor

NOT_COLLATABLE = (
    "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found "
)


def default_collate(batch: Sequence[Any]) -> Any:
    """Examples stacked along a new first dimension (torch.utils.data.default_collate)."""
    first = batch[0]
    if isinstance(first, Tensor):
        return FUNCTIONS["stack"](list(batch), 0)
    if isinstance(first, np.ndarray):
        if first.dtype.kind in "SUO":
            raise TypeError(f"{NOT_COLLATABLE}{first.dtype}")
        return FUNCTIONS["stack"]([leaf("as_tensor", np.array(each), False) for each in batch], 0)
    if isinstance(first, (np.bool_, np.number)):
        return leaf("as_tensor", np.array(batch), False)
    if isinstance(first, float):
        return leaf("tensor", np.array(batch, np.float64), False)
    if isinstance(first, int):
        return FUNCTIONS["tensor"](list(batch))
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, Mapping):
        found = {key: default_collate([each[key] for each in batch]) for key in first}
        return like(first, lambda clone: clone.update(found), found)
    if isinstance(first, Sequence):
        return in_parts(first, batch)
    raise TypeError(f"{NOT_COLLATABLE}{type(first)}")


def in_parts(first: Any, batch: Sequence[Any]) -> Any:
    """A batch of tuples or lists as one of batches."""
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        named: Any = type(first)
        return named(*(default_collate(part) for part in zip(*batch, strict=True)))
    if any(len(each) != len(first) for each in batch):
        raise RuntimeError("each element in list of batch should be of equal size")
    parts = [default_collate(part) for part in zip(*batch, strict=True)]
    if isinstance(first, tuple) or not isinstance(first, MutableSequence):
        return parts
    return like(first, lambda clone: clone.__setitem__(slice(None), parts), parts)


def default_convert(data: Any) -> Any:
    """One example with its arrays and numpy numbers as tensors.

    Source: torch.utils.data.default_convert.
    """
    if isinstance(data, Tensor):
        return data
    if isinstance(data, (np.ndarray, np.bool_, np.number)) and data.dtype.kind not in "SUO":
        return leaf("as_tensor", np.asarray(data), False)
    if isinstance(data, Mapping):
        found = {key: default_convert(value) for key, value in data.items()}
        return like(data, lambda clone: clone.update(found), found)
    if isinstance(data, tuple) and hasattr(data, "_fields"):
        named: Any = type(data)
        return named(*(default_convert(each) for each in data))
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        return [default_convert(each) for each in data]
    return data


def like(model: Any, fill: Callable[[Any], Any], plain: Any) -> Any:
    """A copy of `model` filled anew, so that its class stays; `plain` if that does not work."""
    if type(model) in (dict, list):
        return plain
    try:
        clone = copy.copy(model)
        fill(clone)
    except (AttributeError, TypeError):
        return plain
    return clone
