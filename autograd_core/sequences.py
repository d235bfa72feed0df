"""Sequences: a start, an end and a step or a number of steps in, evenly spaced tensors out."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core import devices, dtypes
from autograd_core.creation import dtype_of, leaf
from autograd_core.ops.registry import Number, public
from autograd_core.room import reserve
from autograd_core.tensor import Tensor


def number(function: str, argument: str, position: int, value: Any) -> Any:
    """A bound as a Python number; a 0-dim tensor counts as one."""
    if isinstance(value, Tensor) and value._a.size == 1:
        return value._a.item()
    if isinstance(value, (*Number, np.number)):
        return value
    raise TypeError(
        f"{function}(): argument '{argument}' (position {position}) must be Number, "
        f"not {type(value).__name__}"
    )


@public("arange", method=False)
def arange(
    *args: Any,
    start: Any = None,
    end: Any = None,
    step: Any = None,
    out: Tensor | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """From `start` up to, not including, `end` (torch.arange). Whole bounds give int64."""
    devices.check(device)
    names = ("end",) if len(args) == 1 else ("start", "end", "step")
    given: dict[str, Any] = dict(zip(names, args, strict=False))
    for name, value in (("start", start), ("end", end), ("step", step)):
        if value is not None:
            given[name] = value
    bounds = {
        name: number("arange", name, place, value)
        for place, (name, value) in enumerate(given.items(), 1)
    }
    first, last, by = bounds.get("start", 0), bounds["end"], bounds.get("step", 1)
    check_range(first, last, by)
    natural = dtypes.get_default_dtype()
    if all(isinstance(bound, (int, np.integer)) for bound in bounds.values()):
        natural = dtypes.int64
    kind = dtype_of("arange", dtype, natural)
    return leaf("arange", spaced(first, last, by, kind), requires_grad)


def check_range(first: Any, last: Any, by: Any) -> None:
    if by == 0:
        raise RuntimeError("step must be nonzero")
    if not (math.isfinite(first) and math.isfinite(last)):
        raise RuntimeError(f"unsupported range: {first:g} -> {last:g}")
    if (last - first) * by < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")


def spaced(first: Any, last: Any, by: Any, kind: dtypes.dtype) -> Any:
    """`first + i * by`, computed in double (in whole numbers for an integer dtype)."""
    count = math.ceil((last - first) / by)
    reserve(count)
    if not (kind.is_floating_point or kind.is_complex):
        return (int(first) + np.arange(count) * int(by)).astype(kind.numpy)
    return (first + np.arange(count, dtype=np.float64) * by).astype(kind.numpy)


@public("range", method=False)
def closed_range(
    start: Any, end: Any, step: Any = 1, *, dtype: Any = None, requires_grad: bool = False
) -> Tensor:
    """From `start` up to and including `end`; deprecated in PyTorch (torch.range)."""
    from autograd_core import errors

    errors.warn(
        "torch.range is deprecated and will be removed in a future release because its behavior is "
        "inconsistent with Python's range builtin. Instead, use torch.arange, which produces "
        "values in [start, end)."
    )
    count = math.floor((end - start) / step) + 1
    reserve(count)
    values = start + np.arange(count, dtype=np.float64) * step
    return leaf("range", values.astype(dtype_of("range", dtype, None).numpy), requires_grad)


@public("linspace", method=False)
def linspace(
    start: Any,
    end: Any,
    steps: Any = None,
    *,
    out: Tensor | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """`steps` numbers from `start` to `end`, both included (torch.linspace)."""
    devices.check(device)
    if steps is None:
        raise TypeError(without_steps("linspace", (start, end)))
    first, last = number("linspace", "start", 1, start), number("linspace", "end", 2, end)
    kind = dtype_of("linspace", dtype, None)
    return leaf("linspace", evenly(first, last, steps, kind), requires_grad)


def without_steps(function: str, given: tuple[Any, ...]) -> str:
    """PyTorch's sentence for a range whose number of steps is not said."""
    kinds = ", ".join(type(each).__name__ for each in given)
    rest = (
        "int steps, *, Tensor out = None, torch.dtype dtype = None, torch.layout layout = None, "
        "torch.device device = None, bool pin_memory = False, bool requires_grad = False)\n"
    )
    if function == "logspace":
        rest = rest.replace("steps, *", "steps, float base = 10.0, *")
    ways = (("Tensor", "Tensor"), ("Number", "Tensor"), ("Tensor", "Number"), ("Number", "Number"))
    return (
        f"{function}() received an invalid combination of arguments - got ({kinds}), but expected "
        "one of:\n" + "".join(f" * ({one} start, {other} end, {rest}" for one, other in ways)
    )


def evenly(first: Any, last: Any, steps: int, kind: dtypes.dtype) -> Any:
    """PyTorch counts the first half from the start and the second half back from the end."""
    if steps < 0:
        raise RuntimeError("number of steps must be non-negative")
    reserve(steps)
    if steps == 1:
        return np.full(1, first).astype(kind.numpy)
    real = kind.is_floating_point
    places = np.arange(steps)
    with np.errstate(all="ignore"):
        if real and kind is not dtypes.float64:
            low, high = np.float32(first), np.float32(last)
            step = (high - low) / np.float32(steps - 1)
            forward = np.float64(low) + np.float64(step) * places
            backward = np.float64(high) - np.float64(step) * (steps - 1 - places)
        else:
            step64 = (float(last) - float(first)) / max(steps - 1, 1)
            if not real:
                step64 = float(np.float32(step64))
            forward = first + step64 * places
            backward = last - step64 * (steps - 1 - places)
    values = np.where(places < steps // 2, forward, backward)
    return values.astype(kind.numpy)


@public("logspace", method=False)
def logspace(
    start: Any,
    end: Any,
    steps: Any = None,
    base: float = 10.0,
    *,
    out: Tensor | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """`base` to the power of evenly spaced numbers (torch.logspace)."""
    devices.check(device)
    if steps is None:
        raise TypeError(without_steps("logspace", (start, end)))
    first, last = number("logspace", "start", 1, start), number("logspace", "end", 2, end)
    kind = dtype_of("logspace", dtype, None)
    powers = np.float64(base) ** evenly(first, last, steps, dtypes.float64)
    return leaf("logspace", powers.astype(kind.numpy), requires_grad)


def triangle_indices(name: str, find: Any) -> None:
    """Offer torch.tril_indices or torch.triu_indices."""

    def function(
        row: int,
        col: int,
        offset: int = 0,
        *,
        dtype: Any = None,
        device: Any = None,
        layout: Any = None,
    ) -> Tensor:
        devices.check(device)
        kind = dtype_of(name, dtype, dtypes.int64)
        reserve(row * col)
        return leaf(name, np.array(find(row, offset, col), dtype=kind.numpy), False)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"Row and column numbers of a triangle (torch.{name})."
    public(name, method=False)(function)


triangle_indices("tril_indices", np.tril_indices)
triangle_indices("triu_indices", np.triu_indices)
