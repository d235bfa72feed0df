"""`torch` and its submodules: what the core lists as public, each name wrapped as a value."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

import autograd_core
import autograd_core.autograd.functional
import autograd_core.autograd.graph
import autograd_core.distributions
import autograd_core.func
import autograd_core.handles
import autograd_core.linalg
import autograd_core.nn.utils.rnn
import autograd_core.special
import autograd_core.utils.checkpoint
import autograd_core.utils.data
from autograd_core import autograd
from autograd_core.devices import layout, memory_format
from autograd_core.dtypes import dtype
from autograd_core.nn import init
from autograd_core.nn.parameter import Buffer, Parameter
from autograd_core.size import Size
from autograd_core.tensor import Tensor
from viz_app.language.attributes import FALLBACKS, SETTERS, missing
from viz_app.language.classes import MISSING
from viz_app.language.errors import of_library
from viz_app.language.facades.calling import Context
from viz_app.language.facades.containers import make_tables
from viz_app.language.facades.core_classes import core_class, of_core
from viz_app.language.facades.grad_modes import MODES, mode_type
from viz_app.language.facades.registry import module
from viz_app.language.facades.tensors import no_cuda, python_types
from viz_app.language.machine import Machine
from viz_app.language.modules import DISTRIBUTIONS
from viz_app.language.values import Builtin, TypeValue, Value

PLAIN = (bool, int, float, str, type(None))
VALUE_TYPES = (Tensor, Parameter, Buffer, Size, dtype)
"""The core's types that are plain values here; its other classes are classes of the program."""
LAYERS = tuple(name for name in autograd_core.nn.__all__ if name[:1].isupper())
LISTED: dict[str, tuple[ModuleType, tuple[str, ...]]] = {
    "torch.autograd": (autograd, ()),
    "torch.autograd.forward_ad": (autograd.forward_ad, ()),
    "torch.autograd.function": (autograd.function, ()),
    "torch.autograd.functional": (autograd.functional, ()),
    "torch.autograd.graph": (autograd.graph, ()),
    "torch.distributions": (autograd_core.distributions, ()),
    **{
        f"torch.distributions.{name}": (getattr(autograd_core.distributions, name), ())
        for name in DISTRIBUTIONS
    },
    "torch.func": (autograd_core.func, ()),
    "torch.linalg": (autograd_core.linalg, ()),
    "torch.nn": (autograd_core.nn, ()),
    "torch.nn.functional": (autograd_core.nn.functional, ()),
    "torch.nn.init": (init, (*init.__all__, *init.OLD_NAMES, *init.PRIVATE_NAMES)),
    "torch.nn.modules": (autograd_core.nn, LAYERS),
    "torch.nn.modules.module": (autograd_core.nn.modules.module, ()),
    "torch.nn.parameter": (autograd_core.nn, ("Buffer", "Parameter")),
    "torch.nn.utils": (autograd_core.nn.utils, ()),
    "torch.nn.utils.parametrizations": (autograd_core.nn.utils.parametrizations, ()),
    "torch.nn.utils.parametrize": (autograd_core.nn.utils.parametrize, ()),
    "torch.nn.utils.rnn": (autograd_core.nn.utils.rnn, ()),
    "torch.optim": (autograd_core.optim, ()),
    "torch.optim.lr_scheduler": (autograd_core.optim.lr_scheduler, ()),
    "torch.optim.swa_utils": (autograd_core.optim.swa_utils, ()),
    "torch.special": (autograd_core.special, ()),
    "torch.testing": (autograd_core.testing, ()),
    "torch.utils": (autograd_core.utils, ("data",)),
    "torch.utils.checkpoint": (autograd_core.utils.checkpoint, ()),
    "torch.utils.data": (autograd_core.utils.data, ()),
    "torch.utils.hooks": (autograd_core.handles, ("RemovableHandle",)),
}
"""The modules below torch: where the core has them, and their names if it does not list them."""
MAKES_FUNCTIONS = frozenset(
    {"once_differentiable", "vmap", *autograd_core.func.__all__}
    - {"functional_call", "stack_module_state"}
    | {name for name in autograd_core.optim.swa_utils.__all__ if name.startswith("get_")}
)
"""Functions of the core whose results are functions."""


@module("torch")
def torch(machine: Machine) -> dict[str, Value]:
    make_tables(machine)
    names = wrapped(machine, "torch", autograd_core.NAMES)
    names["__version__"] = "2.13.0"
    return names


def below_torch(path: str) -> None:
    host, names = LISTED[path]
    listed = names or tuple(host.__all__)

    @module(path)
    def make(machine: Machine) -> dict[str, Value]:
        return wrapped(machine, path, {name: getattr(host, name) for name in listed})


for _path in LISTED:
    below_torch(_path)


@module("torch.nn.modules.utils")
def torch_nn_modules_utils(machine: Machine) -> dict[str, Value]:
    """`_pair(3)`: a size for each dimension, as layers take them."""

    def repeated(count: int) -> Callable[..., Value]:
        return lambda x: tuple(x) if isinstance(x, list | tuple) else (x,) * count

    sizes = {"_single": 1, "_pair": 2, "_triple": 3, "_quadruple": 4}
    return {name: Builtin(name, repeated(count)) for name, count in sizes.items()}


@module("torch.random")
def torch_random(machine: Machine) -> dict[str, Value]:
    get, put = autograd_core.NAMES["get_rng_state"], autograd_core.NAMES["set_rng_state"]

    def fork_rng(devices: Value = None, enabled: Value = True, **words: Value) -> Value:
        kept: list[Any] = []
        return Context(lambda: kept.append(get()), lambda *args: enabled and put(kept.pop()))

    listed = {name: autograd_core.NAMES[name] for name in SEEDING}
    return {**wrapped(machine, "torch.random", listed), "fork_rng": Builtin("fork_rng", fork_rng)}


SEEDING = ("get_rng_state", "initial_seed", "manual_seed", "seed", "set_rng_state")


@module("torch.cuda")
def torch_cuda(machine: Machine) -> dict[str, Value]:
    """A machine without a GPU: asked, it says so; seeding and clearing do nothing."""
    nothing = (
        *("manual_seed", "manual_seed_all", "empty_cache", "synchronize", "seed", "seed_all"),
        "reset_peak_memory_stats",
    )
    none = ("memory_allocated", "max_memory_allocated", "memory_reserved", "max_memory_reserved")
    asked = ("current_device", "get_device_name", "get_device_properties", "set_device")
    return {
        "is_available": Builtin("is_available", lambda: False, quick=True),
        "device_count": Builtin("device_count", lambda: 0, quick=True),
        "is_initialized": Builtin("is_initialized", lambda: False, quick=True),
        **{name: Builtin(name, lambda *args: None, quick=True) for name in nothing},
        **{name: Builtin(name, lambda *args: 0, quick=True) for name in none},
        **{name: Builtin(name, no_cuda) for name in asked},
    }


def wrapped(machine: Machine, path: str, listed: dict[str, Any]) -> dict[str, Value]:
    """The listed names as values; a name of a kind that the language does not have is left out."""
    names: dict[str, Value] = {}
    for name, value in listed.items():
        found = value_of(machine, name, value)
        if found is not MISSING:
            names[name] = found
    return names


def value_of(machine: Machine, name: str, value: Any) -> Value:
    """One name of the core as a value of the program; MISSING if it is not for programs."""
    if name in MODES:
        return mode_type(name, value)
    if isinstance(value, type):
        if issubclass(value, Exception):
            kind: Any = value
            return of_library(kind)
        if value in VALUE_TYPES:
            return machine.types.setdefault(value, core_type(name, value))
        if not of_core(value):
            return MISSING
        return machine.types.setdefault(value, core_class(value))
    if isinstance(value, dtype | layout | memory_format | SimpleNamespace) or type(value) in PLAIN:
        return value
    if isinstance(value, ModuleType):
        return MISSING
    if name in MAKES_FUNCTIONS:
        return Builtin(name, making_functions(name, value))
    if not callable(value):
        return MISSING
    return Builtin(name, python_types(name, value), core=True)


def making_functions(name: str, make: Callable[..., Any]) -> Callable[..., Value]:
    """A function of the core that makes one: what it makes is given to the program as its own."""

    def call(*args: Value, **kwargs: Value) -> Value:
        result = make(*args, **kwargs)
        return Builtin(name, result) if isinstance(result, FunctionType | partial) else result

    return call


def core_type(name: str, kind: type) -> TypeValue:
    """One of the core's types under its torch name; it makes values only where torch's does."""
    makes = kind is not dtype
    home = kind.__module__ if issubclass(kind, Parameter | Buffer) else "torch"
    return TypeValue(name, kind, kind if makes else refuse_to_make(name), home, quick=False)


def refuse_to_make(name: str) -> Callable[..., Value]:
    def refuse(*args: Value, **kwargs: Value) -> Value:
        raise TypeError(f"cannot create 'torch.{name}' instances")

    return refuse


# Settings -----------------------------------------------------------------------------------------


def setting(value: SimpleNamespace, name: str) -> Value:
    """`torch.backends.cudnn.enabled`, `torch.cuda.is_available`."""
    if name.startswith("_") or name not in vars(value):
        raise missing(value, name)
    found = vars(value)[name]
    return Builtin(name, found, quick=True) if callable(found) else found


def set_setting(value: SimpleNamespace, name: str, new: Value) -> None:
    """`torch.backends.cudnn.benchmark = True`: taken, and without effect."""
    if callable(setting(value, name)):
        raise missing(value, name)
    vars(value)[name] = new


FALLBACKS[SimpleNamespace] = setting
SETTERS[SimpleNamespace] = set_setting
