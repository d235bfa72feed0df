"""What a node shows of what it saved: its attributes `_saved_<name>` and `_raw_saved_<name>`."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core import saved
from autograd_core.node import AccumulateGrad, Node
from autograd_core.strides import stride_of
from autograd_core.tensor import Tensor, wrap

if TYPE_CHECKING:
    from autograd_core.dispatch import Op

HIDDEN = ("_columns", "_dtype", "_geometry")
"""Endings of numbers that PyTorch keeps elsewhere and does not show."""
SIGNED = frozenset(("alpha", "beta", "exponent", "max", "min", "other", "scalar", "self"))
"""Whole numbers that are shown as they are; others as 64 bits without a sign, as PyTorch does."""
KEPT_ELSEWHERE = {
    "BlockDiagBackward0": ("kinds", "shapes"),
    "CatBackward0": ("kinds", "shapes"),
    "ConvolutionBackward0": ("bias_sizes",),
    "ChannelShuffleBackward0": ("self_sizes",),
    "EmbeddingBackward0": ("weight_sizes",),
    "EmbeddingBagBackward0": ("weight_sizes",),
    "Im2ColBackward0": ("self_sizes",),
    "IndexPutBackward0": ("values_sizes",),
    "DiagonalScatterBackward0": ("src_sizes",),
    "LinalgSolveExBackward0": ("vector",),
    "LinalgSvdBackward0": ("A_sizes",),
    "MaskedFillBackward1": ("self_sizes",),
    "MaskedScatterBackward0": ("self_sizes",),
    "ScatterAddBackward0": ("src_sizes",),
    "ScatterBackward0": ("src_sizes",),
    "SelectScatterBackward0": ("src_sizes",),
    "SliceScatterBackward0": ("src_sizes",),
    "StackBackward0": ("kinds",),
    "UnbindBackward0": ("self_sizes",),
}
"""Per node the numbers that a rule here needs and PyTorch's node does not show."""
OTHER_NAMES = {
    "AdaptiveMaxPool2DBackward0": {"indices": "result1"},
    "AdaptiveMaxPool3DBackward0": {"indices": "result1"},
    "AminmaxBackward0": {"result0": "min", "result1": "max"},
    "HuberLossBackward0": {"beta": "delta"},
    "HuberLossBackwardBackward0": {"beta": "delta"},
    "MaxPool2DWithIndicesBackward0": {"indices": "result1"},
    "MaxPool3DWithIndicesBackward0": {"indices": "result1"},
    "SplitWithSizesBackward0": {"split_sizes": "split_sizes"},
}
"""Per node what PyTorch calls a thing that has another name here."""


Layout = tuple[tuple[int, ...], tuple[int, ...]]


def laid_out(argument: str) -> dict[str, Callable[[Node], Any]]:
    """The sizes and strides of a factor whose gradient a node computes."""
    return {
        f"{argument}_sym_sizes": lambda node: layout(node, argument)[0],
        f"{argument}_sym_strides": lambda node: layout(node, argument)[1],
    }


def layout(node: Node, argument: str) -> Layout:
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


def layout_of(producer: Node, argument: str) -> Layout:
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


FACTORS: dict[str, dict[str, Callable[[Node], Any]]] = {
    "AddmmBackward0": laid_out("mat1") | laid_out("mat2"),
    "MmBackward0": laid_out("self") | laid_out("mat2"),
}
"""Per node the layouts of the matrices that were multiplied."""


def count(values: dict[str, Any]) -> int:
    """How many numbers a mean was taken of."""
    return math.prod(values["self_sizes"])


DERIVED: dict[str, dict[str, Callable[[dict[str, Any]], Any]]] = {
    "ConvolutionBackward0": {"bias_sym_sizes_opt": lambda values: values["bias_sizes"]},
    "EmbeddingBackward0": {"weight_sym_argsize_0": lambda values: values["weight_sizes"][0]},
    "EmbeddingBagBackward0": {
        "sparse": lambda _: False,
        "weight_sym_argsize_0": lambda values: values["weight_sizes"][0],
    },
    "Im2ColBackward0": {
        "self_sym_argsize_minus_1": lambda values: values["self_sizes"][-1],
        "self_sym_argsize_minus_2": lambda values: values["self_sizes"][-2],
    },
    "LinalgSvdBackward0": {"S_sym_argsize_minus_1": lambda values: min(values["A_sizes"][-2:])},
    "MeanBackward0": {"self_sym_numel": count},
    "MeanBackward1": {"self_sym_numel": count},
}
"""Per node the numbers that PyTorch shows and that follow from those kept here."""


def names(op: Op) -> list[str]:
    """The attributes of an operation's nodes for what they save."""
    other = OTHER_NAMES.get(op.node, {})
    tensors = [other.get(save.name, save.name) for save in op.saves]
    numbers = [public(op, name) for name in visible(op)]
    numbers += [*DERIVED.get(op.node, ()), *FACTORS.get(op.node, ())]
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
    if not raw and name in FACTORS.get(op.node, {}):
        return FACTORS[op.node][name](node)
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
