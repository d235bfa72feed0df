"""`io`, `pickle`, `torch.save`, `torch.load`: values in, the same out again, no file between.

What is stored is a deep copy that the run keeps: in a BytesIO, in the bytes of `pickle.dumps`, or
under the name of a file that exists as long as the run.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Iterator as HostIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from autograd_core.dtypes import dtype
from autograd_core.size import Size
from autograd_core.tensor import Tensor
from viz_app.language.attributes import TABLES, Method
from viz_app.language.classes import Instance, UserClass
from viz_app.language.errors import Raised, made
from viz_app.language.exceptions import EXCEPTIONS, exception_of
from viz_app.language.facades.copying import deep_copied, tensor_copied
from viz_app.language.facades.core_classes import of_core
from viz_app.language.facades.registry import addition, module
from viz_app.language.functions import Function
from viz_app.language.generators import Generator
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, TypeValue, Value, address, shown_as

PICKLE_ERROR = exception_of("PickleError", "_pickle", EXCEPTIONS["Exception"])
ERRORS = {
    "PickleError": PICKLE_ERROR,
    "PicklingError": exception_of("PicklingError", "_pickle", PICKLE_ERROR),
    "UnpicklingError": exception_of("UnpicklingError", "_pickle", PICKLE_ERROR),
}
NOT_ON_DISK = "no file is written here: what is saved under a name lasts until the run ends"
FILES = "stored"
"""What has been saved under a name, among the notes of the run."""
ADMITTED = (Tensor, Size, dtype, bool, int, float, complex, str, type(None))
"""What `torch.load` reads without being told to trust the file; containers of it besides."""
CONTAINERS = (dict, OrderedDict, list, tuple, set)

WEIGHTS_ONLY = (
    "Weights only load failed. This file can still be loaded, to do so you have two options, "
    "\033[1mdo those steps only if you trust the source of the checkpoint\033[0m. \n"
    "\t(1) In PyTorch 2.6, we changed the default value of the `weights_only` argument in "
    "`torch.load` from `False` to `True`. Re-running `torch.load` with `weights_only` set to "
    "`False` will likely succeed, but it can result in arbitrary code execution. Do it only if you "
    "got the file from a trusted source.\n"
    "\t(2) Alternatively, to load with `weights_only=True` please check the recommended steps in "
    "the following error message.\n"
    "\tWeightsUnpickler error: Unsupported global: GLOBAL {name} was not an allowed global by "
    "default. Please use `torch.serialization.add_safe_globals([{name}])` or the "
    "`torch.serialization.safe_globals([{name}])` context manager to allowlist this global if you "
    "trust this class/function.\n\n"
    "Check the documentation of torch.load to learn more about types accepted by default with "
    "weights_only https://pytorch.org/docs/stable/generated/torch.load.html."
)


@dataclass(frozen=True)
class Stored:
    """One value as it was when it was stored."""

    value: Value


@shown_as("bytes")
class Bytes:
    """What `pickle.dumps` gives: only good for `pickle.loads`."""

    __slots__ = ("place", "stored")

    def __init__(self, stored: Stored) -> None:
        self.stored = stored

    def __repr__(self) -> str:
        return f"<pickled {type(self.stored.value).__name__} at {address(self)}>"


@shown_as("BytesIO")
class Buffer:
    """`io.BytesIO()`: values one after the other, read from where one stands."""

    __slots__ = ("at", "place", "stored")

    def __init__(self, initial: Value = None) -> None:
        self.stored: list[Stored] = [initial.stored] if isinstance(initial, Bytes) else []
        self.at = 0

    def put(self, stored: Stored) -> None:
        self.stored[self.at :] = [stored]
        self.at += 1

    def take(self) -> Stored:
        if self.at >= len(self.stored):
            raise made("EOFError", "Ran out of input")
        self.at += 1
        return self.stored[self.at - 1]

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self.at = len(self.stored) if whence == 2 else min(offset, len(self.stored))
        return self.at

    def read(self, size: int = -1, /) -> Value:
        return Bytes(self.take())

    def value(self) -> Value:
        if not self.stored:
            raise made("EOFError", "Ran out of input")
        return Bytes(self.stored[0])

    def write(self, data: Value, /) -> int:
        if not isinstance(data, Bytes):
            kind = type(data).__name__
            raise made("TypeError", f"a bytes-like object is required, not '{kind}'")
        self.put(data.stored)
        return 1

    def __repr__(self) -> str:
        return f"<_io.BytesIO object at {address(self)}>"


TABLES[Bytes] = {}
TABLES[Buffer] = {
    "seek": Method("seek", Buffer.seek),
    "tell": Method("tell", lambda self: self.at),
    "read": Method("read", Buffer.read),
    "write": Method("write", Buffer.write),
    "getvalue": Method("getvalue", Buffer.value),
    "flush": Method("flush", lambda self: None),
    "close": Method("close", lambda self: None),
    "__enter__": Method("__enter__", lambda self: self),
    "__exit__": Method("__exit__", lambda self, *args: False),
}


@module("io")
def io_(machine: Machine) -> dict[str, Value]:
    return {"BytesIO": TypeValue("BytesIO", Buffer, Buffer, "_io", quick=False)}


@module("pickle")
def pickle_(machine: Machine) -> dict[str, Value]:
    def dump(obj: Value, file: Value, protocol: Value = None, **options: Value) -> None:
        if not isinstance(file, Buffer):
            raise made("TypeError", "file must have a 'write' attribute")
        file.put(stored(machine, obj))

    def load(file: Value, /, **options: Value) -> Value:
        if not isinstance(file, Buffer):
            raise made("TypeError", "file must have 'read' and 'readline' attributes")
        return restored(machine, file.take())

    def loads(data: Value, /, **options: Value) -> Value:
        if not isinstance(data, Bytes):
            kind = type(data).__name__
            raise made("TypeError", f"a bytes-like object is required, not '{kind}'")
        return restored(machine, data.stored)

    calls: dict[str, Callable[..., Value]] = {
        "dump": dump,
        "dumps": lambda obj, protocol=None: Bytes(stored(machine, obj)),
        "load": load,
        "loads": loads,
    }
    functions = {name: Builtin(name, call, core=True) for name, call in calls.items()}
    return {**functions, **ERRORS, "HIGHEST_PROTOCOL": 5, "DEFAULT_PROTOCOL": 4}


@addition("torch")
def saving(machine: Machine, names: dict[str, Value]) -> None:
    """`torch.save` and `torch.load`."""
    files: dict[str, Stored] = machine.notes.setdefault(FILES, {})

    def save(obj: Value, f: Value, *args: Value, **options: Value) -> None:
        kept = stored(machine, obj)
        if isinstance(f, Buffer):
            f.put(kept)
        elif type(f) is str:
            if not files:
                machine.warn("Note", NOT_ON_DISK)
            files[f] = kept
        else:
            raise made("AttributeError", f"'{type(f).__name__}' object has no attribute 'write'")

    def load(
        f: Value, map_location: Value = None, pickle_module: Value = None, **options: Value
    ) -> Value:
        if isinstance(f, Buffer):
            found = f.take()
        elif type(f) is str and f in files:
            found = files[f]
        elif type(f) is str:
            raise made("FileNotFoundError", f"[Errno 2] No such file or directory: '{f}'")
        else:
            raise made("AttributeError", f"'{type(f).__name__}' object has no attribute 'seek'")
        if options.get("weights_only") is not False:
            for name in foreign(found.value, set()):
                raise Raised(ERRORS["UnpicklingError"](WEIGHTS_ONLY.format(name=name)))
        return restored(machine, found)

    names["save"] = Builtin("save", save, core=True)
    names["load"] = Builtin("load", load, core=True)


def stored(machine: Machine, value: Value) -> Stored:
    """A value as it is now; Python's errors for what cannot be stored."""
    for each in inside(value, set()):
        refuse(each)
    return Stored(deep_copied(machine, value, {}, without_history))


def restored(machine: Machine, kept: Stored) -> Value:
    return deep_copied(machine, kept.value, {}, without_history)


def without_history(value: Any, memo: dict[int, Any]) -> Tensor:
    """A tensor as a file keeps it: numbers and `requires_grad`, neither history nor gradient."""
    if not value.is_leaf:
        return value.detach().clone().requires_grad_()  # type: ignore[no-any-return]
    result = tensor_copied(value, memo)
    result.grad = None
    return result


def inside(value: Value, seen: set[int]) -> HostIterator[Value]:
    """A value and everything in it, what is around before what is inside."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting.extend(reversed(parts(each)))


def parts(value: Value) -> list[Value]:
    if isinstance(value, dict):
        return [part for pair in value.items() for part in pair]
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    if isinstance(value, Instance):
        return list(value.names.values())
    if of_core(type(value)) and not isinstance(value, Tensor):
        with suppress(TypeError):
            return list(vars(value).values())
    return []


def refuse(value: Value) -> None:
    """Python's error for a value that pickle does not take."""
    if isinstance(value, Generator):
        raise made("TypeError", "cannot pickle 'generator' object")
    if isinstance(value, Function) and "<locals>" in value.qualname:
        raise made("AttributeError", f"Can't pickle local object '{value.qualname}'")
    if isinstance(value, Function) and value.name == "<lambda>":
        text = f"Can't pickle {value!r}: attribute lookup <lambda> on __main__ failed"
        raise Raised(ERRORS["PicklingError"](text))


def foreign(value: Value, seen: set[int]) -> HostIterator[str]:
    """The names of what `torch.load` does not read unless it is told to trust the file."""
    for each in inside(value, seen):
        kind = type(each)
        if isinstance(each, ADMITTED) or kind in CONTAINERS or isinstance(each, OrderedDict):
            continue
        if isinstance(each, Instance):
            yield f"{each.cls.module}.{each.cls.qualname}"
        elif isinstance(each, UserClass | Function):
            yield f"__main__.{each.qualname}"
        else:
            yield f"{kind.__module__}.{kind.__qualname__}".replace("autograd_core", "torch")


VALUE_TYPES = (Bytes, Buffer)
