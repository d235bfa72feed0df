"""The `ctx` of a program's own operation, which is its node: what forward keeps, backward gets."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core import errors, saved
from autograd_core.hooks import called
from autograd_core.node import COMMON, RELEASED, Edge, Node
from autograd_core.shown import SavedTensor
from autograd_core.tensor import Tensor, wrap

if TYPE_CHECKING:
    from autograd_core.autograd.function import Function

Shape = tuple[tuple[int, ...], Any]
"""The sizes and the numpy dtype of a tensor."""

OWN = frozenset(
    (
        "edges",
        "linked",
        "name",
        "notes",
        "op",
        "outputs",
        "plain",
        "post_hooks",
        "pre_hooks",
        "release",
        "retained",
        "saved",
        "saved_names",
        "sequence",
        "targets",
        "tensor_hooks",
        "values",
    )
)
"""The engine's own attributes of a node. A program may use the same names on its ctx; it then
reads back what it wrote, and the engine goes on with its own."""


class FunctionCtx:
    """What forward can ask of its ctx (torch.autograd.function.FunctionCtx)."""

    __module__ = "torch.autograd.function"
    to_save: tuple[Any, ...] | None = None
    dirty_tensors: tuple[Any, ...] | None = None
    non_differentiable: tuple[Any, ...] | None = None
    materialize_grads: bool = True

    def save_for_backward(self, *tensors: Tensor | None) -> None:
        """Keep tensors for backward, where `ctx.saved_tensors` gives them, checked for changes."""
        self.to_save = tensors

    def save_for_forward(self, *tensors: Tensor | None) -> None:
        """Accepted; this engine has no forward mode."""

    def mark_dirty(self, *args: Tensor) -> None:
        """Say which arguments forward has overwritten; they must be returned, too."""
        self.dirty_tensors = args

    def mark_non_differentiable(self, *args: Tensor) -> None:
        """Say which outputs have no gradient."""
        self.non_differentiable = args

    def set_materialize_grads(self, value: bool) -> None:
        """Whether backward gets zeros (the default) or None for outputs without a gradient."""
        self.materialize_grads = value


@dataclass(slots=True)
class Call:
    """What the engine knows of one call.

    inputs     its arguments, until its outputs are known
    tensors    which arguments are tensors, by place; only these have an edge
    count      how many arguments
    results    per output its shape, None for what is no tensor
    names      per saved tensor how the trace calls it
    released   a backward has freed what was saved
    """

    inputs: tuple[Any, ...]
    tensors: tuple[int, ...]
    count: int
    results: list[Shape | None] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    released: bool = False


class BackwardCFunction(Node, FunctionCtx):
    """The node of one call of a Function, and the `ctx` of its forward and backward."""

    __module__ = "torch.autograd.function"
    _forward_cls: type[Function]

    def __call__(self, *grads: Any) -> Any:
        """Refused, as in PyTorch: only nodes of operations can be called."""
        raise TypeError(f"'{type(self).__name__}' object is not callable")

    def __init__(self, inputs: tuple[Any, ...], edges: list[Edge | None]) -> None:
        super().__init__(edges, [])
        places = tuple(i for i, each in enumerate(inputs) if isinstance(each, Tensor))
        self._call = Call(inputs, places, len(inputs))
        self.needs_input_grad = tuple(
            isinstance(each, Tensor) and each._requires_grad for each in inputs
        )

    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """What `save_for_backward` kept; RuntimeError when it was freed or overwritten since."""
        if self._call.released:
            raise RuntimeError(errors.BACKWARD_TWICE)
        return tuple(saved.as_tensor(self, entry) for entry in self.saved)

    @property
    def saved_variables(self) -> tuple[Any, ...]:
        """The old name of `saved_tensors`."""
        errors.warn("'saved_variables' is deprecated; use 'saved_tensors'", DeprecationWarning)
        return self.saved_tensors

    @property
    def _raw_saved_tensors(self) -> tuple[SavedTensor, ...]:
        if self._call.released:
            raise RuntimeError(errors.BACKWARD_TWICE)
        return tuple(SavedTensor(self, slot) for slot in range(len(self.saved)))

    @property
    def linked(self) -> Sequence[int]:
        """The number of the argument that each edge belongs to."""
        return self._call.tensors

    def apply(self, *args: Any) -> Any:
        """Call the program's backward."""
        from autograd_core.autograd.function import Function

        backward, vjp = self._forward_cls.backward, self._forward_cls.vjp
        if backward is not Function.backward and vjp is not Function.vjp:
            raise RuntimeError(
                "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You "
                "should only implement one of them."
            )
        return (vjp if vjp is not Function.vjp else backward)(self, *args)

    def backward(self, grads: Sequence[Any], *, as_tensors: bool) -> Sequence[Any]:
        given = [self._given(index, grad) for index, grad in enumerate(grads)]
        returned = called(self.apply, *given)
        results = checked(self, returned if isinstance(returned, tuple) else (returned,))
        if as_tensors:
            return results
        return [None if each is None else each._a for each in results]

    def _given(self, index: int, grad: Any) -> Any:
        """The gradient of an output as backward is shown it."""
        shape = self._call.results[index]
        if grad is not None:
            return grad if isinstance(grad, Tensor) else wrap(grad)
        if shape is None or not self.materialize_grads:
            return None
        return wrap(np.zeros(*shape)[()])

    def release(self) -> Sequence[Any]:
        entries: Sequence[Any] = self.saved
        self._call.released = True
        self.saved = [RELEASED if entry else entry for entry in entries]
        return entries

    def saved_names(self) -> Sequence[str]:
        return self._call.names

    def __dir__(self) -> list[str]:
        own = [name for name in self.__dict__ if name not in OWN and name != "_call"]
        return sorted({*COMMON, *OFFERED, *own})

    def __setattr__(self, name: str, value: Any) -> None:
        if name in OWN and foreign():
            self.__dict__.setdefault("_theirs", {})[name] = value
        else:
            object.__setattr__(self, name, value)

    def __getattribute__(self, name: str) -> Any:
        if name in OWN:
            theirs = object.__getattribute__(self, "__dict__").get("_theirs")
            if theirs is not None and name in theirs and foreign():
                return theirs[name]
        return object.__getattribute__(self, name)

    def __repr__(self) -> str:
        return f"<torch.autograd.function.{type(self).__name__} object at {id(self):#x}>"


OFFERED = (
    "_raw_saved_tensors",
    "apply",
    "dirty_tensors",
    "mark_dirty",
    "mark_non_differentiable",
    "materialize_grads",
    "needs_input_grad",
    "non_differentiable",
    "save_for_backward",
    "save_for_forward",
    "saved_tensors",
    "saved_variables",
    "set_materialize_grads",
    "to_save",
)


def foreign() -> bool:
    """Whether the code that accesses the attribute is not the engine's."""
    return not sys._getframe(2).f_globals.get("__name__", "").startswith("autograd_core.")


def checked(node: BackwardCFunction, results: tuple[Any, ...]) -> list[Any]:
    """What backward returned, one per edge; PyTorch's errors for a wrong number, type or shape."""
    call = node._call
    if len(results) > call.count and all(each is None for each in results[call.count :]):
        results = results[: call.count]
    if len(results) != call.count:
        raise RuntimeError(
            f"function {node.name()} returned an incorrect number of gradients "
            f"(expected {call.count}, got {len(results)})"
        )
    for place, result in enumerate(results):
        if place not in call.tensors and result is not None:
            raise RuntimeError(
                f"function {node.name()} returned a gradient different than None at position "
                f"{place + 1}, but the corresponding forward input was not a Variable"
            )
    found = [results[place] for place in call.tensors]
    for index, result in enumerate(found):
        check_result(node, index, result)
    return found


def check_result(node: BackwardCFunction, index: int, result: Any) -> None:
    """Refuse a gradient that is no tensor, or cannot be summed to its argument's shape."""
    if result is None:
        return
    if not isinstance(result, Tensor):
        raise RuntimeError(f"expected Variable or None (got {type(result).__name__})")
    target = node.targets[index] if node.targets is not None else None
    if target is not None and not expandable(target[0], result._a.shape):
        raise RuntimeError(
            f"Function {node.name()} returned an invalid gradient at index {index} - got "
            f"{errors.size_text(result._a.shape)} but expected shape compatible with "
            f"{errors.size_text(target[0])}"
        )


def expandable(shape: tuple[int, ...], to: tuple[int, ...]) -> bool:
    """Whether a tensor of `shape` can be broadcast to the shape `to`."""
    pairs = zip(reversed(shape), reversed(to), strict=False)
    return len(shape) <= len(to) and all(own in (1, other) for own, other in pairs)
