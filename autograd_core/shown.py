"""What a node shows of what it saved: its attributes `_saved_<name>` and `_raw_saved_<name>`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core import saved
from autograd_core.node import AccumulateGrad, Node
from autograd_core.strides import stride_of
from autograd_core.tensor import Tensor, wrap

if TYPE_CHECKING:
    from autograd_core.dispatch import Op

HIDDEN = ("_dtype", "_geometry")
"""Endings of numbers that PyTorch keeps elsewhere and does not show."""
SIGNED = frozenset(("alpha", "beta", "exponent", "max", "min", "other", "scalar", "self"))
"""Whole numbers that are shown as they are; others as 64 bits without a sign, as PyTorch does."""


Beside = dict[str, Callable[[Node], Any]]
"""What a node shows beside what its rules take: a number's name, and how it is found."""


def size_at(value: str, place: int) -> Callable[[Node], Any]:
    """One of the sizes that a node keeps."""
    return lambda node: (node.values or {})[value][place]


def count_of(node: Node) -> int:
    """How many elements there were."""
    return math.prod((node.values or {})["self_sizes"])


def layouts(*arguments: str) -> Beside:
    """The sizes and strides of the matrices whose gradients a node computes; () for others."""
    found: Beside = {}
    for argument in arguments:
        found[f"{argument}_sym_sizes"] = part_of_layout(argument, 0)
        found[f"{argument}_sym_strides"] = part_of_layout(argument, 1)
    return found


def part_of_layout(argument: str, part: int) -> Callable[[Node], Any]:
    """The sizes (0) or the strides (1) of an argument."""
    return lambda node: layout(node, argument)[part]


def layout(node: Node, argument: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Sizes and strides of an argument: of the saved tensor, or of the leaf that it comes from."""
    linked = node.linked
    place = node.op.args.index(argument)
    edge = node.edges[place if linked is None else list(linked).index(place)]
    if edge is None:
        return (), ()
    for save, entry in zip(node.op.saves, node.saved, strict=True):
        if save.name == argument and entry:
            array = np.asarray(tensor(node, entry)._a)
            return tuple(array.shape), stride_of(array)
    return layout_of(edge[0], argument)


def layout_of(producer: Node, argument: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The same, asked from the node that made the argument: a leaf's, or that of a transposed one.

    Raises AttributeError when nothing that is left knows it.
    """
    if isinstance(producer, AccumulateGrad):
        array = np.asarray(producer.variable._a)
        return tuple(array.shape), stride_of(array)
    behind = producer.edges[0] if producer.edges else None
    if producer.op.name != "t" or behind is None:
        raise AttributeError(f"the layout of {argument} is not kept by a node that saves it not")
    sizes, strides = layout_of(behind[0], argument)
    return sizes[::-1], strides[::-1]


BESIDE: dict[str, Beside] = {
    "mm": layouts("self", "mat2"),
    "addmm": layouts("mat1", "mat2"),
    "mean": {"self_sym_numel": count_of},
    "mean.dim": {"self_sym_numel": count_of},
    "embedding": {"weight_sym_argsize_0": size_at("weight_sizes", 0)},
    "_embedding_bag": {"weight_sym_argsize_0": size_at("weight_sizes", 0)},
    "im2col": {
        "self_sym_argsize_minus_1": size_at("self_sizes", -1),
        "self_sym_argsize_minus_2": size_at("self_sizes", -2),
    },
}
"""Numbers that PyTorch's nodes keep beside what their gradients take here, by operation."""
UNSEEN: dict[str, tuple[str, ...]] = {
    "cat": ("kinds", "shapes"),
    "stack": ("kinds",),
    "unbind.int": ("self_sizes",),
    "embedding": ("weight_sizes",),
    "_embedding_bag": ("weight_sizes",),
    "im2col": ("self_sizes",),
    "channel_shuffle": ("self_sizes",),
}
"""Numbers that only nodes here keep, by operation."""


def seen(op: Op) -> list[str]:
    """The numbers of an operation's nodes that are shown as they are."""
    unseen = UNSEEN.get(op.name, ())
    return [name for name in op.values if not name.endswith(HIDDEN) and name not in unseen]


def names(op: Op) -> list[str]:
    """The attributes of an operation's nodes for what they save."""
    tensors = [save.name for save in op.saves]
    numbers = [*map(public, seen(op)), *BESIDE.get(op.name, ())]
    shown = [f"_saved_{name}" for name in (*tensors, *numbers)]
    return [*(f"_raw_saved_{name}" for name in tensors), *shown]


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
    for value in () if raw else seen(node.op):
        if name in (value, public(value)):
            return number(name, (node.values or {})[value])
    beside = BESIDE.get(node.op.name, {})
    if name in beside and not raw:
        return beside[name](node)
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
