"""The `ctx` of an operation of the program: its methods, and what the program puts on it."""

from __future__ import annotations

from typing import Any

from autograd_core.autograd.context import OWN, BackwardCFunction
from viz_app.language.attributes import FALLBACKS, SETTERS, missing
from viz_app.language.facades.tensors import node_attribute
from viz_app.language.values import BoundBuiltin, Value

METHODS = frozenset(
    {
        "mark_dirty",
        "mark_non_differentiable",
        "save_for_backward",
        "save_for_forward",
        "set_materialize_grads",
    }
)
FIELDS = frozenset({"needs_input_grad", "saved_tensors", "saved_variables"})


def attribute(value: Any, name: str) -> Value:
    """`ctx.saved_tensors`, `ctx.save_for_backward`, or what the program has put there."""
    if name in METHODS:
        return BoundBuiltin(name, getattr(type(value), name), value)
    if name in FIELDS or name in put(value):
        return getattr(value, name)
    return node_attribute(value, name)


def put(value: Any) -> frozenset[str]:
    """The names that the program has put on a ctx; names of the engine's own among them."""
    own = object.__getattribute__(value, "__dict__")
    named = (name for name in own if not name.startswith("_") and name not in OWN)
    return frozenset((*named, *own.get("_theirs", ())))


def set_attribute(value: Any, name: str, new: Value) -> None:
    """`ctx.constant = 2`"""
    if name.startswith("_"):
        raise missing(value, name)
    setattr(value, name, new)


FALLBACKS[BackwardCFunction] = attribute
SETTERS[BackwardCFunction] = set_attribute
