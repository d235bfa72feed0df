"""`copy`: a value in, a copy of it out; `COPIERS` lets other facades say how theirs is copied."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from typing import Any

from autograd_core.tensor import Tensor
from viz_app.language.classes import MISSING, Instance, call_special
from viz_app.language.facades.containers import Record
from viz_app.language.facades.core_classes import of_core
from viz_app.language.facades.registry import module
from viz_app.language.machine import Machine
from viz_app.language.plain_bases import remade
from viz_app.language.values import Builtin, Value

Memo = dict[int, tuple[Value, Value]]
"""What has been copied already: by its address, with itself, so that the address stays its own."""
Copier = Callable[[Value, Callable[[Value], Value]], Value]
OfTensor = Callable[[Value, Memo], Tensor]
COPIERS: dict[type, Copier] = {}
"""By exact type: a function of the value and of what copies the values inside it."""


@module("copy")
def copy_(machine: Machine) -> dict[str, Value]:
    def shallow(x: Value) -> Value:
        if isinstance(x, Instance) and x.cls.find("__copy__") is not MISSING:
            return call_special(x, "__copy__")
        return copied(machine, x, lambda inside: inside)

    def deep(x: Value, memo: Value = None) -> Value:
        return deep_copied(machine, x, {})

    return {
        "copy": Builtin("copy", shallow, core=True),
        "deepcopy": Builtin("deepcopy", deep, core=True),
    }


def deep_copied(
    machine: Machine, value: Value, memo: Memo, of_tensor: OfTensor | None = None
) -> Value:
    """A copy of a value and of everything inside it; what is there twice is copied once.

    of_tensor  how a tensor is copied, if not as `copy.deepcopy` does
    """
    if id(value) in memo:
        return memo[id(value)][0]
    machine.charge(1)

    def inner(inside: Value) -> Value:
        return deep_copied(machine, inside, memo, of_tensor)

    if isinstance(value, Instance):
        if value.cls.find("__deepcopy__") is not MISSING:
            result = call_special(value, "__deepcopy__", {})
        else:
            result = memo_first(value, memo, remade(value, inner))
            result.names.update({name: inner(each) for name, each in value.names.items()})
    elif type(value) is list:
        result = memo_first(value, memo, [])
        result.extend(map(inner, value))
    elif type(value) is dict:
        result = memo_first(value, memo, {})
        result.update({inner(key): inner(each) for key, each in value.items()})
    elif isinstance(value, Tensor) and type(value) not in COPIERS:
        result = (of_tensor or tensor_copied)(value, memo)
    elif isinstance(value, OrderedDict):
        result = memo_first(value, memo, type(value)())
        result.__dict__.update({name: inner(each) for name, each in vars(value).items()})
        result.update({inner(key): inner(each) for key, each in value.items()})
    elif of_core(type(value)) and hasattr(value, "__dict__"):
        result = memo_first(value, memo, object.__new__(type(value)))
        result.__dict__.update({name: inner(each) for name, each in vars(value).items()})
    else:
        result = copied(machine, value, inner)
    memo[id(value)] = (result, value)
    return result


def memo_first(value: Value, memo: Memo, empty: Any) -> Any:
    """A container that may contain itself is known before it is filled."""
    memo[id(value)] = (empty, value)
    return empty


TENSORS = 0
"""Where the memo keeps what the core's own copies share; no value has this address."""


def tensor_copied(value: Any, memo: Memo) -> Tensor:
    """A leaf's copy, as the core itself makes it."""
    shared, _ = memo.setdefault(TENSORS, ({}, None))
    result: Tensor = value.__deepcopy__(shared)
    return result


def shallow_tensor(value: Any) -> Tensor:
    """Another tensor on the same memory."""
    result: Tensor = value.__copy__()
    return result


def copied(machine: Machine, value: Value, inner: Callable[[Value], Value]) -> Value:
    """A new value of the same kind whose parts are what `inner` makes of the old ones."""
    kind = type(value)
    if kind in COPIERS:
        return COPIERS[kind](value, inner)
    if isinstance(value, Instance):
        result = remade(value, inner)
        result.names.update({name: inner(each) for name, each in value.names.items()})
        return result
    if isinstance(value, Tensor):
        return shallow_tensor(value)
    if of_core(kind) and hasattr(value, "__dict__"):
        result = object.__new__(kind)
        result.__dict__.update(vars(value))
        return result
    machine.charge_items(value)
    if kind in (list, set, frozenset):
        return kind(map(inner, value))
    if kind is tuple or isinstance(value, Record):
        parts = [inner(each) for each in value]
        same = all(a is b for a, b in zip(parts, value, strict=True))
        return value if same else tuple.__new__(kind, parts)
    if kind is deque:
        return deque(map(inner, value), value.maxlen)
    pairs = ((inner(key), inner(each)) for key, each in value.items()) if is_mapping(kind) else ()
    if kind is defaultdict:
        return defaultdict(value.default_factory, pairs)
    if kind is Counter:
        return Counter(dict(pairs))
    return kind(pairs) if is_mapping(kind) else value


def is_mapping(kind: type) -> bool:
    return kind in (dict, OrderedDict, defaultdict, Counter)
