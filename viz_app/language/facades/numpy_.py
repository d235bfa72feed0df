"""`numpy`: the module as teaching code uses it, and the bridge between its arrays and tensors."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import data as core_data
from viz_app.language.attributes import ABSENT, TABLES, Field, Member, Method
from viz_app.language.classes import UserClass
from viz_app.language.errors import made
from viz_app.language.facades.array_functions import functions, linear_algebra, number_type
from viz_app.language.facades.array_random import Source, random_names
from viz_app.language.facades.arrays import (
    DTYPES,
    ERRORS,
    FLOAT_ERRORS,
    PRINTING,
    Array,
    DType,
    Float,
    Int,
    Telling,
    dtype_of,
    of_tensor,
    plain,
    wrapped,
)
from viz_app.language.facades.calling import Context
from viz_app.language.facades.containers import record_class
from viz_app.language.facades.copying import COPIERS
from viz_app.language.facades.registry import addition, known, module
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, TypeValue, Value

METHODS = """
    all any argmax argmin argsort clip cumprod cumsum diagonal dot max mean min nonzero prod ptp
    ravel repeat reshape round searchsorted squeeze std sum swapaxes take trace transpose var
"""
ONES_OWN = "conj conjugate copy flatten item tolist"
FIELDS = "T imag itemsize nbytes ndim real shape size strides"
PRINT_OPTIONS = (
    "precision",
    "threshold",
    "edgeitems",
    "linewidth",
    "suppress",
    "sign",
    "floatmode",
)
TAKES_ARRAYS = """
    tensor from_numpy as_tensor asarray Tensor FloatTensor DoubleTensor LongTensor IntTensor
    BoolTensor
"""
"""Functions of torch that read arrays of numpy."""


@module("numpy")
def numpy(machine: Machine) -> dict[str, Value]:
    made_functions = functions(machine)
    make_tables(machine, made_functions)
    array_type = TypeValue("ndarray", Array, made_functions["empty"], "numpy", quick=False)
    types = {name: number_type(machine, name) for name in DTYPES.split() if name != "bool"}
    types["bool_"] = number_type(machine, "bool")
    machine.types[Array] = array_type
    for name in ("float64", "int64"):
        machine.types[types[name].host] = types[name]
    return {
        **{name: Builtin(name, call) for name, call in made_functions.items()},
        **types,
        "ndarray": array_type,
        "dtype": TypeValue("dtype", DType, lambda kind: DType(dtype_of(kind)), "numpy"),
        "pi": math.pi,
        "e": math.e,
        "inf": math.inf,
        "nan": math.nan,
        "newaxis": None,
        "__version__": np.__version__,
        "set_printoptions": Builtin("set_printoptions", set_options(machine)),
        "errstate": Builtin("errstate", errstate(machine)),
        "finfo": Builtin("finfo", facts(machine, np.finfo, "finfo", "eps max min tiny bits")),
        "iinfo": Builtin("iinfo", facts(machine, np.iinfo, "iinfo", "max min bits")),
    }


@module("numpy.random")
def numpy_random(machine: Machine) -> dict[str, Value]:
    return random_names(machine)


@module("numpy.linalg")
def numpy_linalg(machine: Machine) -> dict[str, Value]:
    error = UserClass(
        "LinAlgError", "LinAlgError", (machine.builtins["ValueError"],), {}, module="numpy.linalg"
    )
    listed = linear_algebra(machine, error)
    return {**{name: Builtin(name, call) for name, call in listed.items()}, "LinAlgError": error}


def set_options(machine: Machine) -> Callable[..., None]:
    def set_printoptions(**options: Value) -> None:
        unknown = [name for name in options if name not in PRINT_OPTIONS]
        if unknown:
            text = f"set_printoptions() got an unexpected keyword argument '{unknown[0]}'"
            raise made("TypeError", text)
        given = {name: plain(machine, value) for name, value in options.items()}
        with np.printoptions(**given):
            machine.notes[PRINTING] = {**machine.notes.get(PRINTING, {}), **given}

    return set_printoptions


def errstate(machine: Machine) -> Callable[..., Value]:
    """`with np.errstate(divide="ignore"):`"""

    def make(**wanted: Value) -> Value:
        every = wanted.pop("all", None)
        given = {name: every for name in FLOAT_ERRORS if every is not None} | wanted
        for name, action in given.items():
            if name not in FLOAT_ERRORS or action not in ("ignore", "warn", "raise"):
                raise made("ValueError", f"errstate takes no {name}={action!r} here")
        before = machine.notes.get(ERRORS, {})

        def leave(*args: Value) -> bool:
            machine.notes[ERRORS] = before
            return False

        return Context(lambda: machine.notes.update({ERRORS: {**before, **given}}), leave)

    return make


def facts(
    machine: Machine, host: Callable[[Any], Any], name: str, listed: str
) -> Callable[..., Value]:
    """`np.finfo(np.float32).eps`"""
    record = record_class(machine, name, tuple(listed.split()), (), "numpy")

    def ask(kind: Value) -> Value:
        found = host(dtype_of(kind) if not isinstance(kind, Array) else kind.data.dtype)
        return record(*(wrapped(machine, getattr(found, each)) for each in listed.split()))

    return ask


# Methods and attributes ---------------------------------------------------------------------------


def make_tables(machine: Machine, listed: dict[str, Callable[..., Value]]) -> None:
    def own(name: str) -> Callable[..., Value]:
        def call(self: Any, *args: Value, **words: Value) -> Value:
            parts = [plain(machine, arg) for arg in args]
            return wrapped(machine, getattr(self.data, name)(*parts, **words))

        return call

    def read(name: str) -> Callable[[Value], Value]:
        return lambda self: wrapped(machine, getattr(self.data, name))

    def astype(self: Any, dtype: Value, copy: bool = True) -> Value:
        with Telling(machine):
            return wrapped(machine, self.data.astype(dtype_of(dtype)))

    def fill(self: Any, value: Value) -> None:
        self.data.fill(plain(machine, value))

    def sort(self: Any, axis: int = -1) -> None:
        self.data.sort(axis)

    def reshaped(self: Any, *shape: Value, **words: Value) -> Value:
        parts = [plain(machine, each) for each in shape]
        return wrapped(machine, self.data.reshape(*parts))

    def transposed(self: Any, *axes: Value) -> Value:
        return wrapped(machine, self.data.transpose(*(plain(machine, axis) for axis in axes)))

    def repeat(self: Any, repeats: Value, axis: Value = None) -> Value:
        return listed["repeat"](self, repeats, axis)

    methods: dict[str, Callable[..., Value]] = {
        **{name: listed[name] for name in METHODS.split()},
        **{name: own(name) for name in ONES_OWN.split()},
        "astype": astype,
        "reshape": reshaped,
        "transpose": transposed,
        "repeat": repeat,
    }
    fields: dict[str, Member] = {name: Field(read(name)) for name in FIELDS.split()}
    fields["shape"] = Field(
        read("shape"), lambda self, shape: reshape_in_place(machine, self, shape)
    )
    fields["dtype"] = Field(lambda self: DType(self.data.dtype))
    fields["flat"] = Field(lambda self: iter_flat(machine, self))
    table: dict[str, Member] = {name: Method(name, call) for name, call in methods.items()}
    machine.tables[Array] = {
        **table,
        **fields,
        "fill": Method("fill", fill),
        "sort": Method("sort", sort),
    }
    ABSENT[Array] = known("numpy.ndarray") - machine.tables[Array].keys()
    for kind, base in ((Float, float), (Int, int)):
        machine.tables[kind] = {**table, **fields, **machine.tables[base]}
    machine.tables[DType] = {
        "name": Field(lambda self: self.data.name),
        "kind": Field(lambda self: self.data.kind),
        "itemsize": Field(lambda self: self.data.itemsize),
    }
    for wrapper in (Array, Float, Int):
        COPIERS[wrapper] = lambda value, inner: wrapped(value.machine, value.data.copy())
    COPIERS[Source] = lambda value, inner: value


def reshape_in_place(machine: Machine, self: Any, shape: Value) -> None:
    self.data = self.data.reshape(plain(machine, shape))


def iter_flat(machine: Machine, self: Any) -> Value:
    return wrapped(machine, self.data.reshape(-1))


# Between numpy and torch --------------------------------------------------------------------------


@addition("torch")
def bridge(machine: Machine, names: dict[str, Value]) -> None:
    """Functions of torch take arrays, and a tensor gives its own."""

    def taking(value: Value) -> Value:
        call = value.make if isinstance(value, TypeValue) else value.call

        def take(*args: Value, **words: Value) -> Value:
            return call(*(bare(arg) for arg in args), **words)

        if isinstance(value, TypeValue):
            return TypeValue(value.name, value.host, take, value.module, quick=False)
        return Builtin(value.name, take, core=True)

    for name in TAKES_ARRAYS.split():
        if name in names and isinstance(names[name], Builtin):
            names[name] = taking(names[name])
    if "from_numpy" not in names:
        names["from_numpy"] = taking(Builtin("from_numpy", core_data.from_numpy, core=True))

    def to_numpy(self: Any, *, force: bool = False) -> Value:
        assert machine.modules["numpy"]  # its tables are there from now on
        return wrapped(machine, of_tensor(self.detach() if force else self))

    for kind, table in list(machine.tables.items()):
        if TABLES.get(kind) is table and "requires_grad_" in table:
            machine.tables[kind] = {**table, "numpy": Method("numpy", to_numpy, reach=True)}


DEEPEST = 64
"""Nested lists that numpy and torch would take; a list may contain itself."""


def bare(value: Value, depth: int = 0) -> Any:
    """An argument with the arrays in it unwrapped."""
    if type(value) in (Array, Float, Int):
        return value.data
    if type(value) in (list, tuple) and depth < DEEPEST:
        return type(value)([bare(each, depth + 1) for each in value])
    return value


VALUE_TYPES = (Array, Float, Int, DType, Source)
