"""What torch prints: an array, its dtype and what autograd knows of it in, torch's text out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

import numpy as np

from autograd_core import dtypes


@dataclass
class PrintOptions:
    """The five options of `set_printoptions`, with torch's defaults."""

    precision: int = 4
    threshold: float = 1000
    edgeitems: int = 3
    linewidth: int = 80
    sci_mode: bool | None = None


_PROFILES: dict[str, dict[str, Any]] = {
    "default": {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80},
    "short": {"precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 80},
    "full": {"precision": 4, "threshold": math.inf, "edgeitems": 3, "linewidth": 80},
}

_options = PrintOptions()


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Change how tensors print; `sci_mode` is None unless given (torch.set_printoptions)."""
    chosen: dict[str, Any] = dict(_PROFILES.get(profile, {})) if profile is not None else {}
    explicit = {
        "precision": precision,
        "threshold": threshold,
        "edgeitems": edgeitems,
        "linewidth": linewidth,
    }
    chosen.update((name, value) for name, value in explicit.items() if value is not None)
    for name, value in chosen.items():
        setattr(_options, name, value)
    _options.sci_mode = sci_mode


def get_printoptions() -> dict[str, Any]:
    return asdict(_options)


@contextmanager
def printoptions(**options: Any) -> Iterator[None]:
    """Print differently inside a `with` block."""
    before = get_printoptions()
    set_printoptions(**options)
    try:
        yield
    finally:
        set_printoptions(**before)


# The whole text -----------------------------------------------------------------------------------


def tensor_repr(
    array: np.ndarray[Any, Any],
    dtype: dtypes.dtype | None = None,
    *,
    requires_grad: bool = False,
    grad_fn: str | None = None,
    tangent: str | None = None,
    prefix: str = "tensor(",
) -> str:
    """`repr` of the tensor that holds `array`.

    grad_fn  the name of its node, if it has one; tangent  its tangent's text, in forward mode
    """
    if dtype is None:
        dtype = dtypes.from_numpy(array.dtype)
    suffixes = _suffixes(array, dtype)
    if grad_fn is not None:
        suffixes.append(f"grad_fn=<{grad_fn}>")
    elif requires_grad:
        suffixes.append("requires_grad=True")
    if tangent is not None:
        suffixes.append(f"tangent={tangent}")
    indent = len(prefix)
    body = _body(array, indent) if array.size else "[]"
    return _append_suffixes(prefix + body, suffixes, indent)


def parameter_repr(
    array: np.ndarray[Any, Any], dtype: dtypes.dtype | None = None, *, requires_grad: bool = True
) -> str:
    """`repr` of an `nn.Parameter`."""
    return "Parameter containing:\n" + tensor_repr(array, dtype, requires_grad=requires_grad)


def format_item(
    array: np.ndarray[Any, Any], spec: str, text: Callable[[], str], class_name: str = "Tensor"
) -> str:
    """`format(tensor, spec)`: a 0-dim Tensor formats its number, everything else its `repr`."""
    if array.ndim == 0 and class_name == "Tensor":
        return format(array.item(), spec)
    if spec:
        raise TypeError(f"unsupported format string passed to {class_name}.__format__")
    return text()


def _suffixes(array: np.ndarray[Any, Any], dtype: dtypes.dtype) -> list[str]:
    default = dtypes.get_default_dtype()
    if array.size == 0:  # no element tells the shape or, for integers, the dtype
        size_shown = array.ndim != 1
        dtype_shown = dtype is not default
    else:
        size_shown = not _options.edgeitems
        complex_default = dtypes.complex128 if default is dtypes.float64 else dtypes.complex64
        dtype_shown = dtype not in (default, complex_default, dtypes.int64, dtypes.bool_)
    suffixes = []
    if size_shown:
        suffixes.append(f"size={array.shape}")
    if dtype_shown:
        suffixes.append(f"dtype={dtype}")
    return suffixes


def _append_suffixes(text: str, suffixes: list[str], indent: int) -> str:
    """Each suffix stays on the line if it fits. The count starts 2 too high, as torch's does."""
    parts = [text]
    line_length = len(text) - text.rfind("\n") + 1
    for suffix in suffixes:
        if line_length + len(suffix) + 2 > _options.linewidth:
            parts.append(",\n" + " " * indent + suffix)
            line_length = indent + len(suffix)
        else:
            parts.append(", " + suffix)
            line_length += len(suffix) + 2
    return "".join(parts) + ")"


# The numbers --------------------------------------------------------------------------------------


def _body(array: np.ndarray[Any, Any], indent: int) -> str:
    cut = (False,) * array.ndim
    if array.size > _options.threshold:
        array, cut = _edges(array)
    cells, width = _cells(array)
    vector_indent = indent + array.ndim - 1
    per_line = max(1, (_options.linewidth - vector_indent) // (width + 2))
    return _nest(iter(cells), array.shape, cut, indent, per_line)


def _edges(array: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], tuple[bool, ...]]:
    """The first and last items along every long dimension, and which dimensions were long."""
    kept = _options.edgeitems
    cut = tuple(length > 2 * kept for length in array.shape)
    for axis, (long, length) in enumerate(zip(cut, array.shape, strict=True)):
        if long:
            array = array.take([*range(kept), *range(length - kept, length)], axis)
    return array, cut


def _nest(
    cells: Iterator[str], shape: tuple[int, ...], cut: tuple[bool, ...], indent: int, per_line: int
) -> str:
    """Brackets, commas and line breaks around the cells, which come in order."""
    if not shape:
        return next(cells)
    if len(shape) == 1:
        items = list(islice(cells, shape[0]))
        if cut[0]:
            items.insert(_options.edgeitems, " ..." if _options.edgeitems else "...")
        rows = [", ".join(items[i : i + per_line]) for i in range(0, len(items), per_line)]
    else:
        rows = [_nest(cells, shape[1:], cut[1:], indent + 1, per_line) for _ in range(shape[0])]
        if cut[0]:
            rows.insert(_options.edgeitems, "...")
    line_breaks = "\n" * max(1, len(shape) - 1)
    return "[" + ("," + line_breaks + " " * (indent + 1)).join(rows) + "]"


def _cells(array: np.ndarray[Any, Any]) -> tuple[list[str], int]:
    """Every number as text, and the width that torch reckons with when it fills a line."""
    flat = array.reshape(-1)
    kind = array.dtype.kind
    if kind == "f":
        return _float_cells(flat.tolist())
    if kind == "c":
        reals, real_width = _float_cells(flat.real.tolist())
        imaginaries, imaginary_width = _float_cells(flat.imag.tolist())
        cells = [_join_complex(*parts) for parts in zip(reals, imaginaries, strict=True)]
        return cells, real_width + imaginary_width + 1
    texts = [str(value) for value in flat.tolist()]
    width = max(map(len, texts), default=1)
    return [text.rjust(width) for text in texts], width


def _join_complex(real: str, imaginary: str) -> str:
    imaginary = imaginary.lstrip()
    sign = "" if imaginary[0] in "+-" else "+"
    return f"{real}{sign}{imaginary}j"


def _float_cells(values: list[float]) -> tuple[list[str], int]:
    """One notation for all values, chosen by those that are neither zero, infinite nor nan."""
    telling = [value for value in values if value and math.isfinite(value)]
    whole = all(value.is_integer() for value in telling)
    if telling and _is_scientific(telling):
        spec, point = f".{_options.precision}e", ""
    elif whole:
        spec, point = ".0f", "."
    else:
        spec, point = f".{_options.precision}f", ""
    width = max((len(format(value, spec)) for value in telling), default=0) + len(point)
    texts = [format(value, spec) + (point if math.isfinite(value) else "") for value in values]
    return [text.rjust(width) for text in texts], max(width, 1)


def _is_scientific(telling: list[float]) -> bool:
    if _options.sci_mode is not None:
        return _options.sci_mode
    sizes = [abs(value) for value in telling]
    least, greatest = min(sizes), max(sizes)
    return greatest / least > 1000.0 or greatest > 1.0e8 or least < 1.0e-4
