"""`torch.amp`, `torch.autocast`, `torch.jit`: what a machine without a GPU makes of them.

Autocast for CUDA and its GradScaler switch themselves off there, with PyTorch's warnings; what is
left of a training loop runs as it is. A scripted function gives what the function itself gives.
"""

from __future__ import annotations

from typing import Any

from viz_app.language.attributes import TABLES, Method
from viz_app.language.errors import LimitReached, made
from viz_app.language.facades.registry import addition, module
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, TypeValue, Value, address, shown_as

NO_CUDA = "CUDA is not available or torch_xla is imported. Disabling autocast."
NO_SCALING = "torch.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling."
OLD = (
    "`torch.cuda.amp.{name}(args...)` is deprecated. Please use `torch.amp.{name}('cuda', args...)`"
    " instead."
)
DEVICES = ("cpu", "cuda")


@shown_as("autocast")
class Autocast:
    """A region in which nothing is converted; also a decorator."""

    __slots__ = ("place",)

    def __call__(self, function: Value) -> Value:
        return function


@shown_as("GradScaler")
class Scaler:
    """A GradScaler that is switched off: losses and steps pass through it."""

    __slots__ = ("place",)

    def __repr__(self) -> str:
        return f"<torch.amp.grad_scaler.GradScaler object at {address(self)}>"


TABLES[Autocast] = {
    "__enter__": Method("__enter__", lambda self: self),
    "__exit__": Method("__exit__", lambda self, *args: False),
}
TABLES[Scaler] = {
    "scale": Method("scale", lambda self, outputs: outputs),
    "unscale_": Method("unscale_", lambda self, optimizer: None),
    "step": Method("step", lambda self, optimizer, *args, **words: optimizer.step(*args, **words)),
    "update": Method("update", lambda self, new_scale=None: None),
    "get_scale": Method("get_scale", lambda self: 1.0),
    "is_enabled": Method("is_enabled", lambda self: False),
    "state_dict": Method("state_dict", lambda self: {}),
    "load_state_dict": Method("load_state_dict", lambda self, state_dict: None),
}


def autocast_for(machine: Machine, device_type: Value, enabled: Value) -> Autocast:
    if device_type not in DEVICES:
        kinds = "Expected one of cpu, cuda, ... device type at start of device string: "
        raise made("RuntimeError", f"{kinds}{device_type}")
    if enabled and device_type == "cpu":
        raise LimitReached("absent", name="autocast on the CPU (bfloat16)")
    if enabled:
        machine.warn("UserWarning", NO_CUDA)
    return Autocast()


def scaler_for(machine: Machine, device: Value, enabled: Value) -> Scaler:
    if enabled and device == "cpu":
        raise LimitReached("absent", name="a GradScaler on the CPU")
    if enabled:
        machine.warn("UserWarning", NO_SCALING)
    return Scaler()


def type_of(kind: type, make: Any, path: str) -> TypeValue:
    return TypeValue(kind.__name__, kind, make, path, quick=False)


def new(machine: Machine) -> dict[str, Value]:
    def autocast(
        device_type: Value, dtype: Value = None, enabled: Value = True, cache_enabled: Value = None
    ) -> Value:
        return autocast_for(machine, device_type, enabled)

    def scaler(
        device: Value = "cuda", *args: Value, enabled: Value = True, **words: Value
    ) -> Value:
        return scaler_for(machine, device, enabled)

    return {
        "autocast": type_of(Autocast, autocast, "torch.amp.autocast_mode"),
        "GradScaler": type_of(Scaler, scaler, "torch.amp.grad_scaler"),
    }


@module("torch.amp")
def amp(machine: Machine) -> dict[str, Value]:
    return new(machine)


@module("torch.cuda.amp")
def cuda_amp(machine: Machine) -> dict[str, Value]:
    """The same as before `torch.amp`: each says that it is deprecated."""

    def autocast(enabled: Value = True, *args: Value, **words: Value) -> Value:
        machine.warn("FutureWarning", OLD.format(name="autocast"))
        return autocast_for(machine, "cuda", enabled)

    def scaler(*args: Value, enabled: Value = True, **words: Value) -> Value:
        machine.warn("FutureWarning", OLD.format(name="GradScaler"))
        return scaler_for(machine, "cuda", enabled)

    return {
        "autocast": type_of(Autocast, autocast, "torch.cuda.amp.autocast_mode"),
        "GradScaler": type_of(Scaler, scaler, "torch.cuda.amp.grad_scaler"),
    }


@module("torch.jit")
def jit(machine: Machine) -> dict[str, Value]:
    def as_it_is(function: Value, *args: Value, **words: Value) -> Value:
        return function

    names = ("export", "ignore", "script", "trace", "unused")
    return {name: Builtin(name, as_it_is) for name in names}


@addition("torch")
def autocasting(machine: Machine, names: dict[str, Value]) -> None:
    names["autocast"] = new(machine)["autocast"]
    names["is_autocast_enabled"] = Builtin("is_autocast_enabled", lambda *args: False, quick=True)


VALUE_TYPES = (Autocast, Scaler)
