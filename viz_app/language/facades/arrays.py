"""numpy's arrays and numbers as values: each operation is sized first, then numpy does it.

No `ndarray` of the host is ever a value; what numpy gives is wrapped, what it is given unwrapped.
"""

from __future__ import annotations

import math
import operator
import warnings
from collections.abc import Callable
from collections.abc import Iterator as HostIterator
from typing import Any, cast

import numpy as np

from autograd_core.ops.conversion import given
from autograd_core.tensor import Tensor
from viz_app.language.errors import LimitReached, made
from viz_app.language.machine import Machine
from viz_app.language.values import HostNumber, TypeValue, Value, shown_as

Data = Any
"""An array or a number of numpy."""

KINDS = "biufc"
DTYPES = """
    bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64
    complex128
"""
OF_PYTHON: dict[type, type] = {bool: np.bool_, int: np.int64, float: np.float64}
NEEDS_DETACH = (
    "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
)


@shown_as("numpy.ndarray")
class Array:
    """An array."""

    __slots__ = ("data", "machine", "place")

    def __init__(self, machine: Machine, data: Data) -> None:
        self.machine = machine
        self.data = data

    def __len__(self) -> int:
        return len(self.data)

    def __bool__(self) -> bool:
        return bool(self.data)

    def __int__(self) -> int:
        return int(self.data)

    def __float__(self) -> float:
        return float(self.data)

    def __index__(self) -> int:
        return operator.index(self.data)

    def __iter__(self) -> HostIterator[Value]:
        for item in self.data:
            self.machine.charge(1)
            yield wrapped(self.machine, item)

    def __contains__(self, item: Value) -> bool:
        self.machine.charge(self.data.size >> 4)
        return bool(plain(self.machine, item) in self.data)

    def __getitem__(self, key: Value) -> Value:
        index = index_of(self.machine, self.data, key)
        return wrapped(self.machine, self.data[index])

    def __setitem__(self, key: Value, value: Value) -> None:
        new = plain(self.machine, value)
        with Telling(self.machine):
            self.data[index_of(self.machine, self.data, key)] = new

    def __repr__(self) -> str:
        return written(self, repr)

    def __str__(self) -> str:
        return written(self, str)

    def __format__(self, spec: str) -> str:
        return format(self.data, spec) if self.data.ndim == 0 or spec else str(self)

    __hash__ = None  # type: ignore[assignment]


class Number(HostNumber):
    """What numpy's single numbers share: they print under their type, and stay numpy's."""

    __slots__ = ()
    data: Data

    def plain(self) -> int | float:
        number: int | float = self.data.item()
        return number

    def __str__(self) -> str:
        return str(self.data)

    def __repr__(self) -> str:
        return repr(self.data)


@shown_as("numpy.float64")
class Float(Number, float):
    """`np.float64` and the narrower ones; a float for everybody who wants one."""

    __slots__ = ("data", "machine", "place")
    machine: Machine
    __hash__ = float.__hash__


@shown_as("numpy.int64")
class Int(Number, int):
    """`np.int64` and the like; an int for everybody who wants one."""

    machine: Machine
    __hash__ = int.__hash__


@shown_as("numpy.dtypes.DType")
class DType:
    """`x.dtype`"""

    __slots__ = ("data", "place")

    def __init__(self, data: np.dtype[Any]) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        try:
            return bool(self.data == dtype_of(other))
        except Exception:
            return False

    def __hash__(self) -> int:
        return hash(self.data)

    def __str__(self) -> str:
        return str(self.data)

    def __repr__(self) -> str:
        return repr(self.data)


def dtype_of(value: Value) -> Any:
    """The dtype that a value names: `np.float32`, `"float32"`, `float`, `x.dtype`."""
    if isinstance(value, DType):
        return value.data
    if isinstance(value, TypeValue):
        if value.host in OF_PYTHON:
            return np.dtype(OF_PYTHON[value.host])
        if value.module == "numpy" and value.name in DTYPES.split():
            return np.dtype(value.name)
    if isinstance(value, str) and (value in DTYPES.split() or value in ("int", "float")):
        return np.dtype(value)
    name = getattr(value, "name", value)
    raise made("TypeError", f"data type {name!r} not understood")


# In and out ---------------------------------------------------------------------------------------


def wrapped(machine: Machine, result: Data) -> Value:
    """What numpy gave, as values of the program."""
    if isinstance(result, np.ndarray):
        if result.dtype.kind not in KINDS:
            raise made("TypeError", "arrays hold numbers here, nothing else")
        return Array(machine, result)
    if isinstance(result, np.bool_):
        return bool(result)
    if isinstance(result, np.floating):
        number: Any = Float(cast(float, result))
    elif isinstance(result, np.integer):
        number = Int(int(result))
    elif isinstance(result, np.complexfloating):
        return Array(machine, np.asarray(result))
    elif isinstance(result, tuple | list):
        kind = list if type(result) is list else tuple
        return kind([wrapped(machine, each) for each in result])
    elif isinstance(result, np.dtype):
        return DType(result)
    else:
        return result
    number.data, number.machine = result, machine
    return number


def plain(machine: Machine, value: Value) -> Data:
    """A value as numpy takes it; only numbers and containers of numbers have one."""
    kind = type(value)
    if kind in (Array, Float, Int, DType):
        return value.data
    if value is None or kind in (bool, int, float, str):
        return value
    if kind in (list, tuple):
        machine.charge(len(value))
        return kind([plain(machine, each) for each in value])
    if kind is range:
        machine.charge_items(value)
        return list(value)
    if isinstance(value, Tensor):
        return of_tensor(value)
    if isinstance(value, TypeValue):
        return dtype_of(value)
    shown = kind.__name__
    raise made("TypeError", f"numpy takes numbers and lists of numbers here, not {shown}")


def of_tensor(value: Any) -> Data:
    """The array of a tensor, on the same memory."""
    if value.requires_grad:
        raise made("RuntimeError", NEEDS_DETACH)
    return given(np.asarray(value._a), value, "numpy")


def array_of(machine: Machine, value: Value, dtype: Any = None) -> Data:
    """A new array of what a value holds."""
    data = np.array(plain(machine, value), dtype=dtype)
    if data.dtype.kind not in KINDS:
        raise LimitReached("absent", name="an array of text or objects")
    return data


def room(machine: Machine, count: int) -> None:
    """Refuse an array that would take too much of the memory; pay for one that does not."""
    if count * 64 > machine.limits.memory:
        raise LimitReached("memory")
    machine.charge(count >> 6)


def index_of(machine: Machine, data: Data, key: Value) -> Any:
    """An index as numpy takes it, its result sized."""
    parts = key if type(key) is tuple else (key,)
    made_parts = [part_of(machine, part) for part in parts]
    picked, taken = 1, 1
    place = 0
    for part in made_parts:
        width = part.ndim if isinstance(part, np.ndarray) and part.dtype == bool else 1
        if isinstance(part, np.ndarray):
            picked = max(picked, part.size)
            taken *= math.prod(data.shape[place : place + width]) or 1
        place += width if part is not None and part is not ... else 0
    room(machine, picked * (data.size // taken + 1))
    return tuple(made_parts) if type(key) is tuple else made_parts[0]


def part_of(machine: Machine, part: Value) -> Any:
    if part is None or part is ... or type(part) in (int, bool, Int):
        return part
    if type(part) is slice:
        return slice(*(plain(machine, each) for each in (part.start, part.stop, part.step)))
    made_part = np.asarray(plain(machine, part))
    if made_part.dtype.kind not in "biu" and made_part.size:
        text = (
            "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or "
            "boolean arrays are valid indices"
        )
        raise made("IndexError", text)
    return made_part if made_part.size else made_part.astype(np.int64)


ERRORS = "numpy errors"
FLOAT_ERRORS: dict[str, Any] = {
    "divide": "warn",
    "over": "warn",
    "invalid": "warn",
    "under": "ignore",
}
"""What is done about overflow and the like, until `np.errstate` says otherwise."""


class Telling:
    """Around numpy's work: its warnings become warnings of the program."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.catcher = warnings.catch_warnings(record=True)
        self.floats = np.errstate(**{**FLOAT_ERRORS, **machine.notes.get(ERRORS, {})})

    def __enter__(self) -> None:
        self.floats.__enter__()
        self.caught = self.catcher.__enter__()
        warnings.simplefilter("always")

    def __exit__(self, *args: object) -> None:
        self.catcher.__exit__(*args)  # type: ignore[arg-type]
        self.floats.__exit__(*args)  # type: ignore[arg-type]
        for each in self.caught or ():
            tell = self.machine.recorder.on_warning
            if tell is not None:
                tell(each.category.__name__, str(each.message))


# Operators ----------------------------------------------------------------------------------------


def sized_pair(machine: Machine, name: str, left: Data, right: Data) -> None:
    """The size of `left op right`, before it is computed."""
    a, b = np.shape(left), np.shape(right)
    if name == "matmul":
        inner = a[-1] if a else 1
        rows, cols = math.prod(a) // max(inner, 1), math.prod(b) // max(inner, 1)
        room(machine, rows * cols)
        machine.charge(rows * cols * inner >> 8)
        return
    try:
        room(machine, math.prod(np.broadcast_shapes(a, b)))
    except ValueError:
        return


NUMBERS = (bool, int, float, list, tuple, Array, Float, Int)
BINARY = """
    add sub mul truediv floordiv mod pow matmul and_ or_ xor lshift rshift eq ne lt le gt ge
"""
INPLACE = "iadd isub imul itruediv ifloordiv imod ipow iand ior ixor"


def binary(name: str, *, reflected: bool = False) -> Callable[[Any, Value], Value]:
    operate: Callable[[Any, Any], Any] = getattr(operator, name)

    def method(self: Any, other: Value) -> Value:
        if not isinstance(other, NUMBERS):
            return NotImplemented
        machine = self.machine
        mine, theirs = self.data, plain(machine, other)
        left, right = (theirs, mine) if reflected else (mine, theirs)
        sized_pair(machine, name, left, right)
        with Telling(machine):
            return wrapped(machine, operate(left, right))

    return method


def inplace(name: str) -> Callable[[Any, Value], Value]:
    operate: Callable[[Any, Any], Any] = getattr(operator, name)

    def method(self: Any, other: Value) -> Value:
        if not isinstance(other, NUMBERS):
            return NotImplemented
        theirs = plain(self.machine, other)
        with Telling(self.machine):
            self.data = operate(self.data, theirs)
        return self

    return method


def unary(name: str) -> Callable[[Any], Value]:
    operate: Callable[[Any], Any] = getattr(operator, name)

    def method(self: Any) -> Value:
        with Telling(self.machine):
            return wrapped(self.machine, operate(self.data))

    return method


for _name in BINARY.split():
    _own = _name.strip("_")
    for _kind in (Array, Float, Int):
        setattr(_kind, f"__{_own}__", binary(_name))
        if _own not in ("eq", "ne", "lt", "le", "gt", "ge"):
            setattr(_kind, f"__r{_own}__", binary(_name, reflected=True))
for _name in INPLACE.split():
    setattr(Array, f"__{_name}__", inplace(_name))
for _name in ("neg", "pos", "abs", "invert"):
    for _kind in (Array, Float, Int):
        setattr(_kind, f"__{_name}__", unary(_name))


# Printing -----------------------------------------------------------------------------------------

PRINTING = "numpy printing"


def written(value: Array, write: Callable[[Any], str]) -> str:
    """The text that numpy prints, with the options that the program has set."""
    machine = value.machine
    options = machine.notes.get(PRINTING, {})
    if machine.limits.printed < value.data.size <= options.get("threshold", 1000):
        raise LimitReached("printed_once", limit=f"{machine.limits.printed:,}")
    with np.printoptions(**options):
        return write(value.data)
