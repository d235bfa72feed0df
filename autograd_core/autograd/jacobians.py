"""Jacobians for gradcheck, in two ways: by finite differences, and by running backward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograd_core.autograd.walks import grad
from autograd_core.size import Size
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, memory, wrap

Function = Callable[..., Any]
Array = np.ndarray[Any, Any]


def as_tuple(given: Any) -> tuple[Any, ...]:
    """One thing, a list or a tuple as a tuple."""
    return tuple(given) if isinstance(given, (tuple, list)) else (given,)


def differentiable_inputs(inputs: Sequence[Any]) -> list[Tensor]:
    """The inputs that require a gradient."""
    return [each for each in inputs if isinstance(each, Tensor) and each.requires_grad]


def numerical(
    func: Function, inputs: Sequence[Any], outputs: Sequence[Tensor], eps: float
) -> list[list[Array]]:
    """Per output and input that requires a gradient the matrix [input element, output element].

    Each element of an input is moved by `eps` both ways, in its own memory; a complex one also
    along the imaginary axis: the gradient of a real output is `ds/dx + 1j * ds/dy`.
    """
    columns = [
        columns_of(func, inputs, each, outputs, eps) for each in differentiable_inputs(inputs)
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def columns_of(
    func: Function, inputs: Sequence[Any], moved: Tensor, outputs: Sequence[Tensor], eps: float
) -> list[Array]:
    """The matrices of one input, one per output."""
    array = memory(moved)
    turned = array.dtype.kind == "c"
    kinds = [np.result_type(out._a, np.complex64) if turned else out._a.dtype for out in outputs]
    found = [
        np.zeros((array.size, out._a.size), kind) for out, kind in zip(outputs, kinds, strict=True)
    ]
    for row, index in enumerate(np.ndindex(array.shape)):
        middle = array[index].copy()
        for direction in (1, 1j) if turned else (1,):
            below = at(moved, index, middle - eps * direction, func, inputs)
            above = at(moved, index, middle + eps * direction, func, inputs)
            for matrix, low, high in zip(found, below, above, strict=True):
                check_same_kind(low, high, index, eps)
                matrix[row] += np.ravel((high - low) / (2 * eps)) * direction
        write(moved, index, middle)
    return found


def at(
    moved: Tensor, index: tuple[int, ...], value: Any, func: Function, inputs: Sequence[Any]
) -> list[Any]:
    """What the function gives with one element of an input changed."""
    write(moved, index, value)
    return [np.array(each._a) for each in as_tuple(func(*inputs))]


def write(tensor: Tensor, index: tuple[int, ...], value: Any) -> None:
    """Change one element of a tensor's memory, which autograd does not get to know."""
    array = memory(tensor)
    if STATE.recorder is not None:
        STATE.recorder.before_silent_write(array)
    array[index] = value


def check_same_kind(low: Any, high: Any, index: tuple[int, ...], eps: float) -> None:
    """Refuse a function whose outputs change their shape or dtype with the input."""
    same = f"when inputs are perturbed on index {index} by {eps}, but got:"
    if low.shape != high.shape:
        raise AssertionError(
            f"Expected `func` to return outputs with the same shape {same} shapes "
            f"{Size(low.shape)} and {Size(high.shape)}."
        )
    if low.dtype != high.dtype:
        raise AssertionError(
            f"Expected `func` to return outputs with the same dtype {same} dtypes "
            f"{wrap(low).dtype} and {wrap(high).dtype}."
        )


def analytical(inputs: Sequence[Any], output: Tensor) -> tuple[list[Array], bool, bool]:
    """Per input the matrix of one output, by backward; and whether dtypes and sizes are right."""
    wanted = differentiable_inputs(inputs)
    array = output._a
    copy: Any = output
    copy = copy.clone()
    found = [np.zeros((each._a.size, array.size), each._a.dtype) for each in wanted]
    types, sizes = True, True
    for column, index in enumerate(np.ndindex(array.shape)):
        seed = np.zeros(array.shape, array.dtype)
        seed[index] = 1
        grads = grad(copy, wanted, wrap(seed), retain_graph=True, allow_unused=True)
        for matrix, own, each in zip(found, grads, wanted, strict=True):
            if own is None:
                continue
            sizes = sizes and own._a.shape == each._a.shape
            types = types and own._a.dtype == each._a.dtype
            matrix[:, column] = np.ravel(own._a)
    return found, types, sizes
