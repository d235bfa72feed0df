"""Sums rounded as PyTorch rounds them: an array and axes in, the sum in PyTorch's order out.

PyTorch adds a contiguous row in lanes (a register's worth of numbers side by side), four registers
at a time, and rows of a table one below the other; long runs go in steps of 16, cascaded over four
levels. Float addition is not associative, so the order decides the last digits. The lanes are those
of AVX2, which PyTorch uses for sums on AVX-512 machines as well.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Dims = tuple[int, ...]
REGISTER = 32
"""Bytes that are added at once."""
ILP = 4
"""Registers that are added up independently."""
LEVELS = 4
PARALLEL = 32768
"""From here on PyTorch splits a sum over threads; the order is numpy's then."""


def total(array: Any) -> Any:
    """The sum of all elements."""
    array = np.asarray(array)
    if array.size < ILP or array.dtype.kind != "f" or array.size >= PARALLEL:
        return np.add.reduce(array, axis=None)
    return row_totals(array.ravel(order="K")[None])[0]


def along(array: Any, dim: Dims, keepdim: bool) -> Any:
    """The sum along some axes."""
    array = np.asarray(array)
    if not array.ndim:
        return array[()]
    if array.dtype.kind == "f" and array.size >= ILP and dim:
        result = ordered(array, dim)
        if result is not None:
            shape = [1 if axis in dim else size for axis, size in enumerate(array.shape)]
            kept = [size for axis, size in enumerate(array.shape) if axis not in dim]
            # `ordered` picks its sums out of a larger array; PyTorch's lie side by side.
            return np.ascontiguousarray(result).reshape(shape if keepdim else kept)[()]
    reduce: Any = np.add.reduce
    return reduce(array, axis=dim, keepdims=keepdim)


def ordered(array: Any, dim: Dims) -> Any:
    """The sums in PyTorch's order, flat; None for layouts that are left to numpy."""
    gone = [axis in dim for axis in range(array.ndim)]
    if not array.flags.c_contiguous:
        if not array.flags.f_contiguous or array.ndim != 2:
            return None
        array, gone = array.T, gone[::-1]
    blocks: list[list[int]] = []
    for size, reduced in zip(array.shape, gone, strict=True):
        if size == 1:
            continue
        if blocks and blocks[-1][1] == reduced:
            blocks[-1][0] *= size
        else:
            blocks.append([size, reduced])
    sizes = [size for size, _ in blocks]
    pattern = "".join("R" if reduced else "K" for _, reduced in blocks)
    if pattern == "R":
        return total(array)
    if pattern in ("KR", "RKR"):
        sums = row_totals(array.reshape(sizes))
        return sums if pattern == "KR" else in_turn(sums)
    if pattern in ("RK", "KRK"):
        table = array.reshape(-1, *sizes[-2:])
        return column_totals(table.swapaxes(0, 1))
    return None


def row_totals(table: Any) -> Any:
    """The sums along the last axis of an array that lies in order."""
    lanes = REGISTER // table.itemsize
    whole = table.shape[-1] // lanes * lanes
    rest = table[..., whole:]
    if not whole:
        return strand_totals(np.moveaxis(rest, -1, 0))
    registers = table[..., :whole].reshape(*table.shape[:-1], whole // lanes, lanes)
    sums = strand_totals(np.moveaxis(registers, -2, 0))
    if rest.shape[-1]:
        tail = np.add.accumulate(rest, axis=-1)[..., -1:]
        sums = np.concatenate((tail, sums), axis=-1)
    return np.add.accumulate(sums, axis=-1)[..., -1]


def column_totals(rows: Any) -> Any:
    """The sums over the first axis: four registers of columns at once, then the strands of each."""
    columns = rows.shape[-1]
    lanes = REGISTER // rows.itemsize
    width = ILP * lanes if columns >= lanes else ILP
    whole = columns // width * width
    if whole == columns:
        return cascade(rows)
    if not whole:
        return strand_totals(rows)
    parts = cascade(rows[..., :whole]), strand_totals(rows[..., whole:])
    return np.concatenate(parts, axis=-1)


def strand_totals(rows: Any) -> Any:
    """The sum over the first axis, in four interleaved strands."""
    quads = rows.shape[0] // ILP
    if quads == 0:
        return in_turn(rows)
    whole = quads * ILP
    strands = rows[:whole].reshape(quads, ILP, *rows.shape[1:])
    sums = strands[0] if quads == 1 else cascade(strands)
    if whole != rows.shape[0]:
        sums = sums.copy()
        sums[0] = in_turn(np.concatenate((sums[:1], rows[whole:])))
    return in_turn(sums)


def in_turn(rows: Any, axis: int = 0) -> Any:
    """The sum over an axis (the first), one after the other.

    numpy's sum goes so by itself, except along the axis that lies closest in memory.
    """
    if rows.shape[-1] > 1 and 0 < rows.strides[-1] < rows.strides[axis]:
        return np.add.reduce(rows, axis)
    return np.take(np.add.accumulate(rows, axis), -1, axis)


def cascade(rows: Any) -> Any:
    """The sum over the first axis, in steps whose sums are added in steps again."""
    step = 1 << max(4, (rows.shape[0] - 1).bit_length() // LEVELS)
    if rows.shape[0] < step:
        return in_turn(rows)
    left: list[Any] = []
    for _ in range(LEVELS - 1):
        whole = rows.shape[0] // step * step
        if rows.shape[0] > whole:
            left.append(in_turn(rows[whole:]))
        if not whole:
            break
        steps = rows[:whole].reshape(whole // step, step, *rows.shape[1:])
        rows = in_turn(steps, 1)
    else:
        left.append(in_turn(rows))
    return in_turn(np.stack(left))
