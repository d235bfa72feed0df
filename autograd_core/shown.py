"""What a node shows of what it saved: its attributes `_saved_<name>` and `_raw_saved_<name>`."""

from __future__ import annotations

import math
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
KEPT_ELSEWHERE = {
    "CatBackward0": ("kinds", "shapes"),
    "ConvolutionBackward0": ("bias_sizes",),
    "EmbeddingBackward0": ("weight_sizes",),
    "IndexPutBackward0": ("values_sizes",),
    "LinalgSolveExBackward0": ("vector",),
    "MaskedFillBackward1": ("self_sizes",),
    "MaskedScatterBackward0": ("self_sizes",),
    "ScatterAddBackward0": ("src_sizes",),
    "ScatterBackward0": ("src_sizes",),
    "StackBackward0": ("kinds",),
    "UnbindBackward0": ("self_sizes",),
}
"""Per node the numbers that a rule here needs and PyTorch's node does not show."""
OTHER_NAMES = {
    "AdaptiveMaxPool2DBackward0": {"indices": "result1"},
    "AdaptiveMaxPool3DBackward0": {"indices": "result1"},
    "AminmaxBackward0": {"result0": "min", "result1": "max"},
    "HuberLossBackward0": {"beta": "delta"},
    "MaxPool2DWithIndicesBackward0": {"indices": "result1"},
    "MaxPool3DWithIndicesBackward0": {"indices": "result1"},
    "SplitWithSizesBackward0": {"split_sizes": "split_sizes"},
}
"""Per node what PyTorch calls a thing that has another name here."""


def laid_out(argument: str) -> dict[str, Callable[[dict[str, Any]], Any]]:
    """The sizes and strides of a factor, which PyTorch keeps for the gradient of the other."""
    return {
        f"{argument}_sym_sizes": lambda values: values[f"{argument}_geometry"].size,
        f"{argument}_sym_strides": lambda values: values[f"{argument}_geometry"].stride,
    }


def count(values: dict[str, Any]) -> int:
    """How many numbers a mean was taken of."""
    return math.prod(values["self_sizes"])


DERIVED: dict[str, dict[str, Callable[[dict[str, Any]], Any]]] = {
    "AddmmBackward0": laid_out("mat1") | laid_out("mat2"),
    "ConvolutionBackward0": {"bias_sym_sizes_opt": lambda values: values["bias_sizes"]},
    "EmbeddingBackward0": {
        "sparse": lambda _: False,
        "weight_sym_argsize_0": lambda values: values["weight_sizes"][0],
    },
    "MeanBackward0": {"self_sym_numel": count},
    "MeanBackward1": {"self_sym_numel": count},
    "MmBackward0": laid_out("self") | laid_out("mat2"),
}
"""Per node the numbers that PyTorch shows and that follow from those kept here."""


def names(op: Op) -> list[str]:
    """The attributes of an operation's nodes for what they save."""
    other = OTHER_NAMES.get(op.node, {})
    tensors = [other.get(save.name, save.name) for save in op.saves]
    numbers = [*(public(op, name) for name in visible(op)), *DERIVED.get(op.node, ())]
    shown = [f"_saved_{name}" for name in (*tensors, *numbers)]
    return [*(f"_raw_saved_{name}" for name in tensors), *shown]


def show(op: Op) -> None:
    """Give the class of an operation's nodes a property for each thing that they save."""
    inner = [f"_saved_{name}" for name in visible(op)]
    for name in (*names(op), *inner):
        setattr(op.node_class, name, property(partial(attribute, attribute=name)))


def visible(op: Op) -> list[str]:
    """The numbers that a node of the operation shows."""
    kept = KEPT_ELSEWHERE.get(op.node, ())
    return [name for name in op.values if not name.endswith(HIDDEN) and name not in kept]


def public(op: Op, value: str) -> str:
    """How PyTorch calls a number: `self_sym_sizes` for `self_sizes`."""
    found = OTHER_NAMES.get(op.node, {}).get(value)
    return found or value.replace("_sizes", "_sym_sizes")


def attribute(node: Node, attribute: str) -> Any:
    """`node._saved_<name>` (a tensor or a number) or `node._raw_saved_<name>` (a SavedTensor).

    Raises RuntimeError when a backward has freed it, AttributeError when there is none.
    """
    op, raw = node.op, attribute.startswith("_raw")
    name = attribute.removeprefix("_raw").removeprefix("_saved_")
    other = OTHER_NAMES.get(op.node, {})
    for slot, save in enumerate(op.saves):
        if other.get(save.name, save.name) == name:
            return SavedTensor(node, slot) if raw else tensor(node, node.saved[slot])
    values = node.values or {}
    for value in () if raw else visible(op):
        if name in (value, public(op, value)):
            return number(name, values[value])
    if not raw and name in DERIVED.get(op.node, {}):
        return number(name, DERIVED[op.node][name](values))
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
