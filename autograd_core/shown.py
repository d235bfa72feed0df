"""What a node shows of what it saved: its attributes `_saved_<name>` and `_raw_saved_<name>`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core import saved
from autograd_core.node import Node
from autograd_core.tensor import Tensor, wrap

if TYPE_CHECKING:
    from autograd_core.dispatch import Op

HIDDEN = ("_columns", "_dtype", "_geometry")
"""Endings of numbers that PyTorch keeps elsewhere and does not show."""
SIGNED = frozenset(("alpha", "beta", "exponent", "max", "min", "other", "scalar", "self"))
"""Whole numbers that are shown as they are; others as 64 bits without a sign, as PyTorch does."""


def names(op: Op) -> list[str]:
    """The attributes of an operation's nodes for what they save."""
    tensors = [save.name for save in op.saves]
    numbers = [public(name) for name in op.values if not name.endswith(HIDDEN)]
    shown = [f"_saved_{name}" for name in (*tensors, *numbers)]
    return [*(f"_raw_saved_{name}" for name in tensors), *shown]


def show(op: Op) -> None:
    """Give the class of an operation's nodes a property for each thing that they save."""
    inner = [f"_saved_{name}" for name in op.values if not name.endswith(HIDDEN)]
    for name in (*names(op), *inner):
        setattr(op.node_class, name, property(partial(attribute, attribute=name)))


def public(value: str) -> str:
    """How PyTorch calls a number: `self_sym_sizes` for `self_sizes`."""
    return value.replace("_sizes", "_sym_sizes")


def attribute(node: Node, attribute: str) -> Any:
    """`node._saved_<name>` (a tensor or a number) or `node._raw_saved_<name>` (a SavedTensor).

    Raises RuntimeError when a backward has freed it, AttributeError when there is none.
    """
    raw = attribute.startswith("_raw")
    name = attribute.removeprefix("_raw").removeprefix("_saved_")
    for slot, save in enumerate(node.op.saves):
        if save.name == name:
            return SavedTensor(node, slot) if raw else tensor(node, node.saved[slot])
    for value in () if raw else node.op.values:
        if name in (value, public(value)) and not value.endswith(HIDDEN):
            return number(name, (node.values or {})[value])
    raise AttributeError(f"'{type(node).__name__}' object has no attribute '{attribute}'")


def tensor(node: Node, entry: Any) -> Any:
    """What was saved; a number that PyTorch had wrapped is shown as a 0-dim tensor."""
    found = saved.as_tensor(node, entry)
    if isinstance(found, (Tensor, tuple)) or found is None:
        return found
    return wrap(np.asarray(found)[()])


def number(name: str, value: Any) -> Any:
    """A number as PyTorch's getters show it: a negative dimension turns up as 2**64 - 1."""
    if isinstance(value, tuple):
        return tuple(number(name, item) for item in value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value % 2**64 if whole and value < 0 and name not in SIGNED else value


class SavedTensor:
    """A saved tensor itself, to which a pair of hooks can be given after the forward."""

    __module__ = "torch._C._autograd"

    def __init__(self, node: Node, slot: int) -> None:
        self._node = node
        self._slot = slot

    def register_hooks(
        self, pack_hook: Callable[[Tensor], Any], unpack_hook: Callable[[Any], Tensor]
    ) -> None:
        """Pack this tensor now, unpack it when it is needed.

        Raises RuntimeError when it is None, freed, or packed already.
        """
        entry = self._node.saved[self._slot]
        if entry is None:
            raise RuntimeError(
                "Calling register_hooks on a saved tensor with value None is forbidden"
            )
        if entry == ():
            raise RuntimeError(
                f"Calling register_hooks on a saved tensor after it has been {FREED}"
            )
        if len(entry) == saved.PACKED:
            raise RuntimeError(
                "Calling register_hooks on a saved tensor whose hooks have already been set. "
                "Hint: only one pair of hooks is allowed at a time."
            )
        found = tensor(self._node, entry)
        packed = saved.pack(found.detach(), self._node, (pack_hook, unpack_hook))
        edge = saved.pack(found, self._node, (lambda _: None, unpack_hook)).origin
        self._node.saved[self._slot] = packed._replace(origin=edge)


FREED = (
    "freed. Saved intermediate values of the graph are freed when you call .backward() or "
    "autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second "
    "time or if you need to access saved variables after calling backward."
)
