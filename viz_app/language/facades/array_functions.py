"""numpy's functions: which there are, and how large the result of each can become."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.ma

from autograd_core import data as core_data
from autograd_core.tensor import Tensor
from viz_app.language.classes import UserClass
from viz_app.language.errors import Raised, made
from viz_app.language.facades.arrays import (
    Array,
    Data,
    Telling,
    array_of,
    dtype_of,
    plain,
    room,
    sized_pair,
    wrapped,
)
from viz_app.language.machine import Machine
from viz_app.language.values import TypeValue, Value

UNARY = """
    abs absolute arccos arccosh arcsin arcsinh arctan arctanh cbrt ceil cos cosh deg2rad degrees
    exp exp2 expm1 fabs floor invert isfinite isinf isnan log log10 log1p log2 logical_not
    negative positive rad2deg radians reciprocal rint sign signbit sin sinh sqrt square tan tanh
    trunc
"""
PAIRS = """
    add arctan2 bitwise_and bitwise_or bitwise_xor copysign divide equal float_power floor_divide
    fmax fmin fmod greater greater_equal heaviside hypot isclose allclose left_shift less
    less_equal logaddexp logical_and logical_or logical_xor maximum minimum mod multiply
    not_equal power remainder right_shift subtract true_divide
"""
SAME = """
    all amax amin any argmax argmin argsort argwhere around array_equal array_split atleast_1d
    atleast_2d average column_stack concatenate corrcoef cov count_nonzero cumprod cumsum delete
    diff diagonal digitize dstack expand_dims flatnonzero flip fliplr flipud gradient hstack
    hsplit insert append interp isin isscalar max mean median min moveaxis nan_to_num nanargmax
    nanargmin nanmax nanmean nanmin nanstd nansum nanvar ndim nonzero percentile prod ptp
    quantile ravel reshape roll rot90 round searchsorted shape size sort split squeeze stack std
    sum swapaxes trace transpose tril triu unique var vsplit vstack zeros_like ones_like
    empty_like
"""
"""Functions whose result is about as large as what they are given."""
LINALG = """
    cholesky cond det eig eigh eigvals eigvalsh inv lstsq matrix_rank norm pinv qr slogdet solve
    svd
"""


def total(parts: Any) -> int:
    """The elements of everything that a function is given."""
    if isinstance(parts, list | tuple):
        return sum(map(total, parts))
    return int(getattr(parts, "size", 1))


def product(*parts: Data) -> int:
    return math.prod(int(np.size(part)) for part in parts[:2])


def repeated(a: Data, repeats: Data, *rest: Data) -> int:
    return int(np.size(a)) * (int(np.max(repeats)) if np.size(repeats) else 0)


def tiled(a: Data, reps: Data) -> int:
    return int(np.size(a)) * int(math.prod(np.atleast_1d(reps).tolist()))


def padded(a: Data, width: Data, *rest: Data) -> int:
    widest = 2 * int(np.max(np.abs(width))) if np.size(width) else 0
    return math.prod(size + widest for size in np.shape(a))


def counted(x: Data, *rest: Data) -> int:
    return int(np.max(x)) + 1 if np.size(x) else 1


def meshed(*parts: Data) -> int:
    return math.prod(int(np.size(part)) for part in parts) * max(len(parts), 1)


def broadcast(*parts: Data) -> int:
    try:
        return math.prod(
            np.broadcast_shapes(*(np.shape(part) for part in parts if part is not None))
        )
    except ValueError:
        return 0


def shaped(a: Data, shape: Data) -> int:
    return int(math.prod(np.atleast_1d(shape).tolist()))


def diagonal(v: Data, *rest: Data) -> int:
    offset = abs(int(rest[0])) if rest else 0
    return (int(np.size(v)) + offset) ** 2 if np.ndim(v) == 1 else int(np.size(v))


def binned(a: Data, bins: Data = 10, *rest: Data) -> int:
    return int(bins) if np.ndim(bins) == 0 and not isinstance(bins, str) else int(np.size(bins))


SIZES: dict[str, Callable[..., int]] = {
    **dict.fromkeys(("outer", "kron", "convolve", "correlate", "tensordot"), product),
    **dict.fromkeys(("where", "clip"), broadcast),
    "repeat": repeated,
    "tile": tiled,
    "pad": padded,
    "bincount": counted,
    "meshgrid": meshed,
    "broadcast_to": shaped,
    "diag": diagonal,
    "histogram": binned,
    "take": lambda a, indices, *rest: int(np.size(a)) * int(np.size(indices)),
    "cross": lambda a, b, *rest: total([a, b]),
    "inner": product,
    "vdot": lambda a, b: 1,
}
"""How large the results of functions are whose results can be much larger than their arguments."""
MATMUL = ("matmul", "dot")


def functions(machine: Machine) -> dict[str, Callable[..., Value]]:
    """Every function, ready to be called with values of the program."""
    listed: dict[str, Callable[..., Value]] = {}
    for name in (*SAME.split(), *SIZES):
        listed[name] = function(machine, getattr(np, name), SIZES.get(name))
    for name in UNARY.split():
        listed[name] = on_tensors_too(machine, getattr(np, name))
    for name in PAIRS.split():
        listed[name] = pair(machine, getattr(np, name), "add")
    for name in MATMUL:
        listed[name] = pair(machine, getattr(np, name), "matmul")
    listed["einsum"] = einsum(machine)
    return {**listed, **creators(machine)}


def linear_algebra(machine: Machine, error: UserClass) -> dict[str, Callable[..., Value]]:
    def cubic(*parts: Data) -> int:
        longest = max((max(np.shape(part), default=1) for part in parts), default=1)
        machine.charge(longest**3 >> 8)
        return total(parts) * 2

    def telling_errors(call: Callable[..., Value]) -> Callable[..., Value]:
        def solve(*args: Value, **words: Value) -> Value:
            try:
                return call(*args, **words)
            except np.linalg.LinAlgError as problem:
                raise Raised(error(str(problem))) from None

        return solve

    return {
        name: telling_errors(function(machine, getattr(np.linalg, name), cubic))
        for name in LINALG.split()
    }


def arguments(machine: Machine, words: dict[str, Value]) -> dict[str, Data]:
    """Named arguments as numpy takes them."""
    for name in ("out", "order", "subok", "like"):
        if name in words:
            raise made("TypeError", f"the argument '{name}' is not available here")
    return {
        name: dtype_of(value) if name == "dtype" and value is not None else plain(machine, value)
        for name, value in words.items()
    }


def with_target(machine: Machine, words: dict[str, Value]) -> tuple[dict[str, Data], Value]:
    """Named arguments as numpy takes them, and the array that `out=` names."""
    target = words.pop("out", None)
    named = arguments(machine, words)
    if isinstance(target, Array):
        named["out"] = target.data
    elif target is not None:
        raise made("TypeError", "return arrays must be of ArrayType")
    return named, target


def function(
    machine: Machine, host: Callable[..., Any], size: Callable[..., int] | None
) -> Callable[..., Value]:
    def call(*args: Value, **words: Value) -> Value:
        parts = [plain(machine, arg) for arg in args]
        named, target = with_target(machine, words)
        if size is None:
            room(machine, total(parts) + total(list(named.values())))
        else:
            room(machine, size(*parts, *named.values()))
        with Telling(machine):
            result = host(*parts, **named)
        return wrapped(machine, result) if target is None else target

    return call


def on_tensors_too(machine: Machine, host: Callable[..., Any]) -> Callable[..., Value]:
    """`np.exp(x)`; of a tensor it makes a tensor, as there."""
    own = function(machine, host, None)

    def call(*args: Value, **words: Value) -> Value:
        result = own(*args, **words)
        if args and isinstance(args[0], Tensor) and isinstance(result, Array):
            return core_data.from_numpy(result.data)
        return result

    return call


def pair(machine: Machine, host: Callable[..., Any], kind: str) -> Callable[..., Value]:
    def call(*args: Value, **words: Value) -> Value:
        parts = [plain(machine, arg) for arg in args]
        if len(parts) >= 2:
            sized_pair(machine, kind, parts[0], parts[1])
        named, target = with_target(machine, words)
        with Telling(machine):
            result = host(*parts, **named)
        return wrapped(machine, result) if target is None else target

    return call


def einsum(machine: Machine) -> Callable[..., Value]:
    def call(subscripts: Value, *operands: Value) -> Value:
        if type(subscripts) is not str or "." in subscripts:
            raise made("TypeError", "einsum takes its subscripts as a text without dots here")
        parts = [np.asarray(plain(machine, each)) for each in operands]
        left, arrow, out = subscripts.replace(" ", "").partition("->")
        sizes: dict[str, int] = {}
        for letters, part in zip(left.split(","), parts, strict=False):
            sizes.update(zip(letters, part.shape, strict=False))
        machine.charge(min(math.prod(sizes.values()) >> 6, 1 << 40))
        room(machine, math.prod(sizes.get(letter, 1) for letter in out) if arrow else total(parts))
        with Telling(machine):
            return wrapped(machine, np.einsum(subscripts, *parts))

    return call


# Making arrays ------------------------------------------------------------------------------------


def creators(machine: Machine) -> dict[str, Callable[..., Value]]:
    def kind(dtype: Value) -> Any:
        return None if dtype is None else dtype_of(dtype)

    def shape_of(shape: Value) -> Any:
        sizes = plain(machine, shape)
        flat = sizes if isinstance(sizes, list | tuple) else np.atleast_1d(sizes).tolist()
        if all(isinstance(size, int | np.integer) for size in flat):
            room(machine, math.prod(max(int(size), 0) for size in flat))
        return sizes

    def filled(host: Callable[..., Any]) -> Callable[..., Value]:
        def call(shape: Value, dtype: Value = None, order: str = "C") -> Value:
            return wrapped(machine, host(shape_of(shape), dtype=kind(dtype)))

        return call

    def full(shape: Value, fill_value: Value, dtype: Value = None) -> Value:
        value = plain(machine, fill_value)
        return wrapped(machine, np.full(shape_of(shape), value, dtype=kind(dtype)))

    def full_like(a: Value, fill_value: Value, dtype: Value = None) -> Value:
        value = plain(machine, fill_value)
        return wrapped(machine, np.full_like(plain(machine, a), value, dtype=kind(dtype)))

    def array(object: Value, dtype: Value = None, *, copy: bool = True, ndmin: int = 0) -> Value:
        data = array_of(machine, object, kind(dtype))
        return wrapped(machine, np.array(data, ndmin=min(ndmin, 32)) if ndmin else data)

    def asarray(a: Value, dtype: Value = None) -> Value:
        if type(a) is Array and dtype is None:
            return a
        if isinstance(a, Tensor) and dtype is None:
            return wrapped(machine, plain(machine, a))
        return array(a, dtype)

    def arange(*bounds: Value, dtype: Value = None, **words: Value) -> Value:
        numbers = [plain(machine, each) for each in (*bounds, *words.values())]
        start, stop, step = 0, numbers[0], 1
        if len(numbers) > 1:
            start, stop = numbers[0], numbers[1]
        if len(numbers) > 2:
            step = numbers[2]
        if step:
            count = (stop - start) / step
            room(machine, int(count) + 1 if count == count and abs(count) < 1e18 else 1 << 60)
        named = {name: plain(machine, each) for name, each in words.items()}
        positional = [plain(machine, each) for each in bounds]
        return wrapped(machine, np.arange(*positional, dtype=kind(dtype), **named))

    def spaced(host: Callable[..., Any]) -> Callable[..., Value]:
        def call(start: Value, stop: Value, num: int = 50, **words: Value) -> Value:
            room(machine, max(int(num), 0))
            named = arguments(machine, words)
            ends = plain(machine, start), plain(machine, stop)
            with Telling(machine):
                return wrapped(machine, host(*ends, num, **named))

        return call

    def eye(N: int, M: int | None = None, k: int = 0, dtype: Value = float) -> Value:
        room(machine, max(int(N), 0) * max(int(N if M is None else M), 0))
        wanted = np.float64 if dtype is float else kind(dtype)
        return wrapped(machine, np.eye(N, M, k, dtype=wanted))

    return {
        **{name: filled(getattr(np, name)) for name in ("zeros", "ones", "empty")},
        "array": array,
        "asarray": asarray,
        "ascontiguousarray": asarray,
        "copy": array,
        "full": full,
        "full_like": full_like,
        "arange": arange,
        "linspace": spaced(np.linspace),
        "logspace": spaced(np.logspace),
        "geomspace": spaced(np.geomspace),
        "eye": eye,
        "identity": eye,
    }


def number_type(machine: Machine, name: str) -> TypeValue:
    """`np.float32`: names a dtype, and makes a number of it."""

    def make(value: Value = 0) -> Value:
        data = array_of(machine, value, np.dtype(name))
        return wrapped(machine, data[()])

    if name not in ("float64", "int64"):
        return TypeValue(name, type(name, (), {}), make, "numpy", quick=False)
    from viz_app.language.facades.arrays import Float, Int

    return TypeValue(name, Float if name == "float64" else Int, make, "numpy", quick=False)
