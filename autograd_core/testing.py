"""Two values in; nothing out if they are close, else an error that says how far they are apart."""

from __future__ import annotations

import cmath
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.ops import FUNCTIONS
from autograd_core.strides import stride_of
from autograd_core.tensor import Tensor

__all__ = ["assert_close"]

Message = str | Callable[[str], str] | None

TOLERANCES = {
    dtypes.float16: (1e-3, 1e-5),
    dtypes.float32: (1.3e-6, 1e-5),
    dtypes.float64: (1e-7, 1e-7),
    dtypes.complex64: (1.3e-6, 1e-5),
    dtypes.complex128: (1e-7, 1e-7),
}
"""Relative and absolute, where the caller gives none; all other dtypes have to be equal."""
NUMBERS = {int: dtypes.int64, float: dtypes.float64, complex: dtypes.complex128}
"""Python's numbers, and the dtype whose tolerance they have."""


class Mismatch(Exception):
    """Two values differ: the error that the caller gets, without the caller's own message."""

    def __init__(self, kind: type[Exception], text: str, place: tuple[Any, ...]) -> None:
        super().__init__(text)
        self.kind, self.text, self.place = kind, text, place

    def error(self, msg: Message) -> Exception:
        """The error with the caller's message, or with ours and where in a list or dict it is."""
        if isinstance(msg, str):
            return self.kind(msg)
        text = self.text
        if self.place:
            where = "".join(f"[{key!r}]" for key in self.place)
            text += f"\n\nThe failure occurred for item {where}"
        return self.kind(msg(text) if msg is not None else text)


@dataclass(frozen=True)
class Options:
    """What counts as close, and which attributes have to be the same."""

    rtol: float | None
    atol: float | None
    equal_nan: bool
    check_dtype: bool
    check_stride: bool
    allow_subclasses: bool

    def tolerances(self, kinds: Sequence[dtypes.dtype], place: tuple[Any, ...]) -> tuple[Any, Any]:
        """Relative and absolute tolerance: those given, or the wider ones of the dtypes."""
        if (self.rtol is None) != (self.atol is None):
            absent = "rtol" if self.rtol is None else "atol"
            text = (
                f"Both 'rtol' and 'atol' must be either specified or omitted, but got no {absent}."
            )
            raise Mismatch(ValueError, text, place)
        if self.rtol is not None:
            return self.rtol, self.atol
        known = [TOLERANCES.get(kind, (0.0, 0.0)) for kind in kinds]
        return max(rtol for rtol, _ in known), max(atol for _, atol in known)


def assert_close(
    actual: Any,
    expected: Any,
    *,
    allow_subclasses: bool = True,
    rtol: float | None = None,
    atol: float | None = None,
    equal_nan: bool = False,
    check_device: bool = True,
    check_dtype: bool = True,
    check_layout: bool = True,
    check_stride: bool = False,
    msg: Message = None,
) -> None:
    """Raise AssertionError unless two values are close (torch.testing.assert_close).

    actual, expected  tensors, arrays, numbers, or lists and dicts of them, compared item by item
    rtol, atol        |actual - expected| <= atol + rtol * |expected|; both or neither are given
    msg               said instead of the usual text, or a function that is given that text
    There is one device and one layout here, so that their checks always pass.
    """
    options = Options(rtol, atol, equal_nan, check_dtype, check_stride, allow_subclasses)
    try:
        pairs = list(paired(actual, expected, (), options))
        for compare in pairs:
            compare()
    except Mismatch as mismatch:
        raise mismatch.error(msg) from None


def paired(
    actual: Any, expected: Any, place: tuple[Any, ...], options: Options
) -> Iterator[Callable[[], None]]:
    """The comparisons of all items; what cannot be compared is refused before any is made."""
    both = actual, expected
    if all(isinstance(one, Sequence) and not isinstance(one, str) for one in both):
        if len(actual) != len(expected):
            text = f"The length of the sequences mismatch: {len(actual)} != {len(expected)}"
            raise Mismatch(AssertionError, text, place)
        for index, items in enumerate(zip(actual, expected, strict=True)):
            yield from paired(*items, (*place, index), options)
    elif all(isinstance(one, Mapping) for one in both):
        check_keys(set(actual), set(expected), place)
        for key in in_order(actual):
            yield from paired(actual[key], expected[key], (*place, key), options)
    else:
        yield pair(actual, expected, place, options)


def check_keys(actual: set[Any], expected: set[Any], place: tuple[Any, ...]) -> None:
    if actual != expected:
        text = (
            "The keys of the mappings do not match:\n"
            f"Missing keys in the actual mapping: {sorted(expected - actual)}\n"
            f"Additional keys in the actual mapping: {sorted(actual - expected)}"
        )
        raise Mismatch(AssertionError, text, place)


def in_order(keys: Any) -> list[Any]:
    """Sorted, where that can be."""
    try:
        return sorted(keys)
    except TypeError:
        return list(keys)


def pair(
    actual: Any, expected: Any, place: tuple[Any, ...], options: Options
) -> Callable[[], None]:
    """The comparison of two single values."""

    def fail(text: str) -> None:
        raise Mismatch(AssertionError, text, place)

    if actual is None or expected is None:
        same = actual is expected
        return lambda: None if same else fail(f"None mismatch: {actual} is not {expected}")
    if all(isinstance(one, bool | np.bool_) for one in (actual, expected)):
        text = f"Booleans mismatch: {actual} is not {expected}"
        return lambda: None if bool(actual) is bool(expected) else fail(text)
    if all(isinstance(one, int | float | complex | np.number) for one in (actual, expected)):
        one, other = (
            each.item() if isinstance(each, np.number) else each for each in (actual, expected)
        )
        rtol, atol = options.tolerances([number_dtype(one), number_dtype(other)], place)
        return lambda: compare_numbers(one, other, rtol, atol, options, fail)
    left, right = as_tensors(actual, expected, place, options)
    rtol, atol = options.tolerances([left.dtype, right.dtype], place)
    return lambda: compare_tensors(left, right, rtol, atol, options, fail)


def number_dtype(number: Any) -> dtypes.dtype:
    """The dtype of a Python number; a bool is an int."""
    return next(dtype for kind, dtype in NUMBERS.items() if isinstance(number, kind))


def as_tensors(
    actual: Any, expected: Any, place: tuple[Any, ...], options: Options
) -> list[Tensor]:
    """Two tensors, or two arrays as tensors; TypeError for anything else, and for one of each."""
    related = isinstance(actual, type(expected)) or isinstance(expected, type(actual))
    alike = options.allow_subclasses or type(actual) is type(expected)
    if related and alike:
        if isinstance(actual, Tensor) and isinstance(expected, Tensor):
            return [actual, expected]
        if not isinstance(actual, str | Tensor) and not isinstance(expected, Tensor):
            with suppress(TypeError, ValueError, RuntimeError):
                return [FUNCTIONS["as_tensor"](one) for one in (actual, expected)]
    kinds = f"{type(actual)} and {type(expected)}".replace("autograd_core.", "torch.")
    kinds = kinds.replace("torch.tensor.Tensor", "torch.Tensor")
    text = f"No comparison pair was able to handle inputs of type {kinds}."
    raise Mismatch(TypeError, text, place)


def compare_numbers(
    actual: Any,
    expected: Any,
    rtol: float,
    atol: float,
    options: Options,
    fail: Callable[[str], None],
) -> None:
    if options.check_dtype and type(actual) is not type(expected):
        fail(f"The (d)types do not match: {type(actual)} != {type(expected)}.")
    if actual == expected:
        return
    if options.equal_nan and cmath.isnan(actual) and cmath.isnan(expected):
        return
    apart = abs(actual - expected)
    if not (cmath.isfinite(apart) and apart <= atol + rtol * abs(expected)):
        fail(scalar_text(actual, expected, rtol, atol))


def compare_tensors(
    actual: Tensor,
    expected: Tensor,
    rtol: float,
    atol: float,
    options: Options,
    fail: Callable[[str], None],
) -> None:
    def differ(name: str, one: Any, other: Any) -> None:
        fail(f"The values for attribute '{name}' do not match: {one} != {other}.")

    if actual.shape != expected.shape:
        differ("shape", actual.shape, expected.shape)
    strides = stride_of(actual._a), stride_of(expected._a)
    if options.check_stride and strides[0] != strides[1]:
        differ("stride()", *strides)
    if actual.dtype != expected.dtype:
        if options.check_dtype:
            differ("dtype", actual.dtype, expected.dtype)
        common = dtypes.promote_types(actual.dtype, expected.dtype).numpy
        one, other = (np.asarray(each._a).astype(common) for each in (actual, expected))
    else:
        one, other = np.asarray(actual._a), np.asarray(expected._a)
    close = np.isclose(one, other, rtol=rtol, atol=atol, equal_nan=options.equal_nan)
    if close.all():
        return
    if not close.shape:
        fail(scalar_text(one.item(), other.item(), rtol, atol))
    fail(tensor_text(one, other, close, rtol, atol))


def scalar_text(actual: Any, expected: Any, rtol: float, atol: float) -> str:
    apart = abs(actual - expected)
    part = float("inf") if expected == 0 else apart / abs(expected)
    return text_of("Scalars", f"Expected {expected} but got {actual}.", apart, part, rtol, atol)


def tensor_text(actual: Any, expected: Any, close: Any, rtol: float, atol: float) -> str:
    """How many numbers differ, and where the greatest differences are."""
    wrong = close.size - int(close.sum())
    extra = f"Mismatched elements: {wrong} / {close.size} ({wrong / close.size:.1%})"
    if actual.dtype.kind in "iub":
        actual, expected = actual.astype(np.int64), expected.astype(np.int64)
    apart = np.where(close, 0, np.abs(actual - expected)).reshape(-1)
    floating = apart.dtype if apart.dtype.kind == "f" else dtypes.get_default_dtype().numpy
    part = np.where(close.reshape(-1), 0, apart.astype(floating) / np.abs(expected).reshape(-1))
    part = part.astype(floating)
    found = greatest(apart, close.shape), greatest(part, close.shape)
    return text_of("Tensor-likes", extra, *found, rtol, atol)


def greatest(values: Any, shape: tuple[int, ...]) -> tuple[Any, tuple[int, ...]]:
    """The greatest of flattened values (nan, if there is one), and its index."""
    place = int(np.argmax(values))
    return values[place].item(), tuple(int(each) for each in np.unravel_index(place, shape))


def text_of(what: str, extra: str, apart: Any, part: Any, rtol: float, atol: float) -> str:
    """The whole message; a difference with a place is the greatest of many."""
    exact = rtol == 0 and atol == 0
    lines = [f"{what} are not {'equal' if exact else 'close'}!", "", extra]
    for name, found, allowed in (("absolute", apart, atol), ("relative", part, rtol)):
        if isinstance(found, tuple):
            line = f"Greatest {name} difference: {found[0]} at index {found[1]}"
        else:
            line = f"{name.title()} difference: {found}"
        lines.append(line if exact else f"{line} (up to {allowed} allowed)")
    return "\n".join(lines)
