"""`torch` and its submodules: what the core lists as public, each name wrapped as a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import autograd_core
from autograd_core import autograd
from autograd_core.dtypes import dtype
from autograd_core.grad_mode import GradMode
from autograd_core.nn import functional
from autograd_core.size import Size
from autograd_core.tensor import Tensor
from viz_app.language.attributes import TABLES, Method
from viz_app.language.errors import made
from viz_app.language.facades.registry import module
from viz_app.language.functions import Function
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, TypeValue, Value, shown_as

MODES = ("no_grad", "enable_grad", "set_grad_enabled", "inference_mode")
"""Grad modes: types in torch, used as context managers and as decorators."""
VALUE_TYPES = (Tensor, Size, dtype)
"""The core's types of which a program can hold values; another class is not handed out unasked."""


@module("torch")
def torch(machine: Machine) -> dict[str, Value]:
    names = wrapped(machine, "torch", autograd_core.NAMES)
    names["__version__"] = "2.13.0"
    return names


@module("torch.autograd")
def torch_autograd(machine: Machine) -> dict[str, Value]:
    listed = {name: getattr(autograd, name) for name in autograd.__all__}
    return wrapped(machine, "torch.autograd", listed)


@module("torch.nn")
def torch_nn(machine: Machine) -> dict[str, Value]:
    return {}


@module("torch.nn.functional")
def torch_nn_functional(machine: Machine) -> dict[str, Value]:
    listed = {name: getattr(functional, name) for name in functional.__all__}
    return wrapped(machine, "torch.nn.functional", listed)


@module("torch.nn.init")
def torch_nn_init(machine: Machine) -> dict[str, Value]:
    return {}


@module("torch.optim")
def torch_optim(machine: Machine) -> dict[str, Value]:
    return {}


def wrapped(machine: Machine, path: str, listed: dict[str, Any]) -> dict[str, Value]:
    """The listed names as values; a name of a kind that the language does not have is left out."""
    names: dict[str, Value] = {}
    for name, value in listed.items():
        if name in MODES:
            names[name] = mode_type(name, value)
        elif value in VALUE_TYPES:
            names[name] = machine.types.setdefault(value, core_type(name, value))
        elif isinstance(value, dtype):
            names[name] = value
        elif callable(value) and not isinstance(value, type):
            names[name] = Builtin(name, value, core=True)
    return names


def core_type(name: str, kind: type) -> TypeValue:
    """One of the core's types under its torch name; it makes values only where torch's does."""
    makes = kind in (Size, Tensor)
    return TypeValue(name, kind, kind if makes else refuse_to_make(name), "torch", quick=False)


def refuse_to_make(name: str) -> Callable[..., Value]:
    def refuse(*args: Value, **kwargs: Value) -> Value:
        raise TypeError(f"cannot create 'torch.{name}' instances")

    return refuse


# Grad modes ---------------------------------------------------------------------------------------


@shown_as("no_grad")
class Mode:
    """A grad mode as a value: `with torch.no_grad():` and `@torch.no_grad()`."""

    __slots__ = ("place", "region")

    def __init__(self, region: GradMode) -> None:
        self.region = region

    def __call__(self, function: Value) -> Value:
        return Decorated(self.region, function)


@shown_as("function")
class Decorated:
    """A function of the program that runs in a grad mode."""

    __slots__ = ("function", "place", "region")

    def __init__(self, region: GradMode, function: Value) -> None:
        if not isinstance(function, Function | Decorated):
            kind = type(function).__name__
            raise made("TypeError", f"a grad mode cannot decorate a {kind} here")
        self.function: Any = function
        self.region = region

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        with self.region.clone():
            return self.function(*args, **kwargs)

    @property
    def name(self) -> str:
        return str(self.function.name)

    @property
    def qualname(self) -> str:
        return str(self.function.qualname)

    def __repr__(self) -> str:
        return repr(self.function)


def mode_type(name: str, kind: Callable[..., GradMode]) -> TypeValue:
    """`torch.no_grad` and its like: called with a function, it decorates it at once."""

    def make(*args: Value, **kwargs: Value) -> Value:
        if args and isinstance(args[0], Function | Decorated):
            return Mode(kind())(args[0])
        return Mode(kind(*args, **kwargs))

    return TypeValue(name, Mode, make, "torch.autograd.grad_mode", quick=False)


def leave(self: Mode, *args: Value) -> bool:
    return self.region.__exit__(None, None, None)


TABLES[Mode] = {
    "__enter__": Method("__enter__", lambda self: self.region.__enter__(), reach=True),
    "__exit__": Method("__exit__", leave, reach=True),
}
