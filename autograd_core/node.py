"""Nodes of the backward graph: what a recorded operation keeps, and where its gradients go."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar

from autograd_core.handles import Hooks, RemovableHandle
from autograd_core.state import STATE

if TYPE_CHECKING:
    from autograd_core.dispatch import Op
    from autograd_core.tensor import Tensor

LEAF_SEQUENCE = 2**64 - 1
"""`_sequence_nr` of every AccumulateGrad: it runs the moment its input is complete."""

SEQUENCE = count()
"""Numbers the nodes in the order in which they are recorded."""
RELEASED: Any = ()
"""What stands in the place of a saved tensor that a backward has freed."""
RELEASED_ALL = tuple((RELEASED,) * size for size in range(16))
"""The same for all of so many."""
Edge = tuple["Node", int]
"""Where a gradient goes: a node and the number of its output there."""


OF_OBJECT = ("__call__", *dir(object))
"""What every object shows, and that a node can be called."""
COMMON = (
    "_input_metadata",
    "_register_hook_dict",
    "_sequence_nr",
    "_set_sequence_nr",
    "metadata",
    "name",
    "next_functions",
    "register_hook",
    "register_prehook",
    "requires_grad",
)
"""The attributes that every node shows."""


class NodeType(type):
    """The type of all classes of nodes.

    A node's class shows no class but itself and object, as PyTorch's nodes (made in C++) do.
    """

    @property
    def __mro__(cls) -> tuple[type, ...]:
        return (cls, object)


class InputMetadata:
    """What `node._input_metadata` holds one of for each output of a node; it says nothing here."""


InputMetadata.__module__ = "torch._C._autograd"
InputMetadata.__name__ = InputMetadata.__qualname__ = "_InputMetadata"


class Node(metaclass=NodeType):
    """One recorded operation (a `grad_fn`): edges to where gradients go, and what it saved.

    Source: torch.autograd.graph.Node.

    edges    one entry per differentiable argument, None where nothing flows
    saved    parallel to `op.saves`: the tensors kept for backward (see `saved.py`)
    values   the numbers kept for backward, by name (dims, exponents, sizes)
    targets  None, or per edge the (shape, dtype) that a gradient must be brought back to, because
             the forward broadcast or converted that argument
    mirrors  its result is complex: a rule takes what was saved as its conjugate
    seen     how many outputs hooks are shown the gradients of; 0: of all
    plain    one output, a rule per argument and no hooks: the engine has no more to look at
    """

    __module__ = "torch.autograd.graph"
    op: ClassVar[Op]
    edges: Sequence[Edge | None]
    saved: Any
    sequence: int
    values: dict[str, Any] | None = None
    targets: Sequence[tuple[tuple[int, ...], Any] | None] | None = None
    outputs: int = 1
    seen: int = 0
    plain: bool = False
    mirrors: bool = False
    title: ClassVar[str] = ""
    tensor_hooks: dict[int, Hooks] | None = None
    pre_hooks: Hooks | None = None
    post_hooks: Hooks | None = None
    retained: dict[int, Tensor] | None = None
    notes: dict[str, Any] | None = None

    def __init__(self, edges: Sequence[Edge | None], saved: Any) -> None:
        self.edges = edges
        self.saved = saved
        self.sequence = next(SEQUENCE)

    @property
    def linked(self) -> Sequence[int] | None:
        """The number of the argument that each edge belongs to; None: they are in order."""
        return self.op.linked

    def name(self) -> str:
        """The node's name, as torch's `Node.name()`."""
        return self.title or type(self).__name__

    @property
    def next_functions(self) -> tuple[tuple[Node | None, int], ...]:
        """Per differentiable argument the node its gradient goes to, or (None, 0)."""
        return tuple(edge if edge is not None else (None, 0) for edge in self.edges)

    @property
    def requires_grad(self) -> bool:
        """Always true: a node exists because something required a gradient."""
        return True

    @property
    def metadata(self) -> dict[str, Any]:
        """A dict for what somebody wants to note about the node; anomaly mode uses it."""
        if self.notes is None:
            self.notes = {}
        return self.notes

    @property
    def _input_metadata(self) -> tuple[InputMetadata, ...]:
        return tuple(InputMetadata() for _ in range(self.seen or self.outputs))

    def _sequence_nr(self) -> int:
        return self.sequence

    def _set_sequence_nr(self, number: int) -> None:
        self.sequence = number

    def _register_hook_dict(self, tensor: Tensor) -> None:
        """Nothing to do: hooks of tensors lie at their node already."""

    def backward(self, grads: Sequence[Any], *, as_tensors: bool) -> Sequence[Any]:
        """One gradient per edge (None where nothing flows) from one per output.

        Works on bare arrays, or on tensors when the backward is itself recorded.
        """
        gradients: Sequence[Any] = self.op.backward(self, grads, as_tensors=as_tensors)
        return gradients

    def release(self) -> Sequence[Any]:
        """Free the saved tensors; returns the entries that were there (see saved.py)."""
        entries: Sequence[Any] = self.saved
        if all(entries) and len(entries) < len(RELEASED_ALL):
            self.saved = RELEASED_ALL[len(entries)]
        else:
            self.saved = [RELEASED if entry else entry for entry in entries]
        return entries

    def saved_names(self) -> Sequence[str]:
        """The name of each entry of `saved`."""
        return [save.name for save in self.op.saves]

    def register_hook(self, fn: Callable[..., Any]) -> RemovableHandle:
        """Call `fn(grad_inputs, grad_outputs)` after the node ran; it may replace the former."""
        self.plain = False
        if self.post_hooks is None:
            self.post_hooks = {}
        return RemovableHandle(self.post_hooks, fn)

    def register_prehook(self, fn: Callable[..., Any]) -> RemovableHandle:
        """Call `fn(grad_outputs)` before the node runs; what it returns replaces them."""
        self.plain = False
        if self.pre_hooks is None:
            self.pre_hooks = {}
        return RemovableHandle(self.pre_hooks, fn)

    def __call__(self, *grads: Any) -> Any:
        """What the node makes of gradients of its outputs: one gradient, or a tuple of them."""
        expected = self.seen or self.outputs
        if len(grads) != expected:
            raise TypeError(f"expected {expected} arguments, got {len(grads)} instead")
        results = self.called(grads)
        return results[0] if len(results) == 1 else tuple(results)

    def called(self, grads: Sequence[Any]) -> list[Any]:
        """The gradients, recorded where operations are."""
        from autograd_core.tensor import Tensor, wrap

        for index, grad in enumerate(grads):
            if grad is not None and not isinstance(grad, Tensor):
                raise TypeError(f"argument {index} is not a Variable")
        if all(grad is None for grad in grads):
            return [None for _ in self.edges]
        recorded = STATE.grad_enabled
        given = [grad if grad is None or recorded else grad._a for grad in grads]
        given += [None] * (self.outputs - len(given))
        results = self.backward(given, as_tensors=recorded)
        return [
            each if each is None or isinstance(each, Tensor) else wrap(each) for each in results
        ]

    def __dir__(self) -> list[str]:
        """What PyTorch's nodes show: the common attributes, and one for each thing saved."""
        from autograd_core import shown

        return [*OF_OBJECT, *COMMON, *shown.names(self.op)]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object at {id(self):#x}>"


class AccumulateGrad(Node):
    """The node of a leaf: what arrives here is added to the leaf's `.grad`."""

    plain = True
    edges = ()
    saved = ()
    sequence = LEAF_SEQUENCE

    def __init__(self, variable: Tensor) -> None:
        self.variable = variable

    @property
    def linked(self) -> Sequence[int] | None:
        return None

    def name(self) -> str:
        return "torch::autograd::AccumulateGrad"

    def __dir__(self) -> list[str]:
        return [*OF_OBJECT, *COMMON, "variable"]

    def called(self, grads: Sequence[Any]) -> list[Any]:
        """Add the gradient to the leaf's `.grad`; nothing goes on from here."""
        (grad,) = grads
        if grad is not None:
            grown = grad.clone() if self.variable._grad is None else self.variable._grad + grad
            self.variable._grad = grown if STATE.grad_enabled else grown.detach()
        return []

    def release(self) -> Sequence[Any]:
        return ()

    def saved_names(self) -> Sequence[str]:
        return ()


AccumulateGrad.__module__ = "builtins"  # PyTorch prints <class 'AccumulateGrad'>


def node_class(name: str, op: Op) -> type[Node]:
    """A subclass of Node called as PyTorch calls it, for the nodes that `op` records."""
    return type(name, (Node,), {"__module__": "builtins", "op": op})


def gradient_edge(tensor: Tensor) -> Edge | None:
    """Where a gradient of `tensor` goes: its grad_fn, or the AccumulateGrad of a leaf.

    The leaf's node is made on first use and lives as long as something refers to it.
    """
    node = tensor._grad_fn if tensor._base is None else tensor.grad_fn
    if node is not None:
        return node, tensor.output_nr
    if not tensor._requires_grad or (tensor._base is not None and not tensor._asked):
        return None  # a view that only follows its base collects no gradient of its own
    reference = tensor._accumulator
    accumulator = reference() if reference is not None else None
    if accumulator is None:
        accumulator = AccumulateGrad(tensor)
        tensor._accumulator = weakref.ref(accumulator)
        if STATE.careful:
            from autograd_core import anomaly

            anomaly.note_forward(accumulator)
    return accumulator, 0
