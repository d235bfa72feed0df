"""`torch.autograd.graph`: nodes and edges as a program holds them, and hooks on saved tensors."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.autograd.context import BackwardCFunction
from autograd_core.autograd.edges import GradientEdge, edge_of
from autograd_core.autograd.edges import get_gradient_edge as plain_edge
from autograd_core.autograd.order import current_graph_task_id, will_engine_execute_node
from autograd_core.handles import RemovableHandle
from autograd_core.hooks import register_tensor_hook
from autograd_core.node import Node
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, shared_counter

MODES = ("all", "any")


def get_gradient_edge(tensor: Tensor) -> GradientEdge:
    """Where the gradient of a tensor arrives; RuntimeError when it requires none.

    The result can stand in the place of the tensor in `grad` and `backward`.
    Source: torch.autograd.graph.get_gradient_edge.
    """
    edge = plain_edge(tensor)
    if isinstance(edge.node, BackwardCFunction):
        view: Any = tensor
        array = edge.array
        edge = edge._replace(ownership_token=view.view_as(tensor).grad_fn)
        edge.array = array
    return edge


def increment_version(tensor: Tensor | Iterable[Tensor]) -> None:
    """Count a change of a tensor's memory that the engine could not see.

    Source: torch.autograd.graph.increment_version.
    """
    for each in (tensor,) if isinstance(tensor, Tensor) else tensor:
        if not each._inference:
            shared_counter(each)[0] += 1


class saved_tensors_hooks:
    """A region in which tensors saved for backward are packed by one function of the person.

    pack_hook(tensor) gives what is kept, unpack_hook(kept) the tensor when backward needs it. Of
    nested regions the innermost counts. Numbers are not packed.
    Source: torch.autograd.graph.saved_tensors_hooks.
    """

    __module__ = "torch.autograd.graph"

    def __init__(
        self, pack_hook: Callable[[Tensor], Any], unpack_hook: Callable[[Any], Tensor]
    ) -> None:
        self.pack_hook = pack_hook
        self.unpack_hook = unpack_hook

    def __enter__(self) -> None:
        if STATE.unpacked is not None:
            raise RuntimeError(STATE.unpacked)
        STATE.packing = (*STATE.packing, (self.pack_hook, self.unpack_hook))
        STATE.careful = True

    def __exit__(self, *_: object) -> None:
        STATE.packing = STATE.packing[:-1]
        STATE.careful = STATE.anomaly or bool(STATE.packing)


class save_on_cpu(saved_tensors_hooks):
    """A region in which tensors saved for backward are kept on the CPU, where they are anyway.

    Source: torch.autograd.graph.save_on_cpu.
    """

    __module__ = "torch.autograd.graph"

    def __init__(self, pin_memory: bool = False, device_type: str = "cuda") -> None:
        super().__init__(lambda tensor: tensor, lambda kept: kept)


@contextmanager
def disable_saved_tensors_hooks(error_message: str) -> Iterator[None]:
    """A region in which hooks on saved tensors raise RuntimeError(error_message).

    Source: torch.autograd.graph.disable_saved_tensors_hooks.
    """
    if STATE.packing:
        raise RuntimeError(error_message)
    before, STATE.unpacked = STATE.unpacked, error_message
    try:
        yield
    finally:
        STATE.unpacked = before


class MultiHandle(RemovableHandle):
    """Removes the hooks of several tensors at once."""

    __module__ = "torch.autograd.graph"

    def __init__(self, handles: Sequence[RemovableHandle]) -> None:
        self.handles = tuple(handles)

    def remove(self) -> None:
        for handle in self.handles:
            handle.remove()


def register_multi_grad_hook(
    tensors: Sequence[Tensor], fn: Callable[[Any], None], *, mode: str = "all"
) -> RemovableHandle:
    """Call `fn` in a backward once the gradients of `tensors` are there.

    mode  "all": with the list of all that this backward computes (None for others), when the last
          one has come; "any": with the first one
    Source: torch.autograd.graph.register_multi_grad_hook.
    """
    if mode not in MODES:
        raise ValueError(f"Expects mode to be one of {MODES} but got {mode}")
    if mode == "any":
        return MultiHandle(first_only(tensors, fn))
    return MultiHandle(together(tensors, fn))


def first_only(tensors: Sequence[Tensor], fn: Callable[[Any], None]) -> list[RemovableHandle]:
    """A hook on each tensor, of which the first in each backward calls `fn`."""
    ran: set[int] = set()

    @functools.wraps(fn)
    def hook(grad: Tensor) -> None:
        task = current_graph_task_id()
        if task not in ran:
            ran.add(task)
            fn(grad)

    return [register_tensor_hook(tensor, hook) for tensor in tensors if tensor.requires_grad]


def together(tensors: Sequence[Tensor], fn: Callable[[Any], None]) -> list[RemovableHandle]:
    """A hook on each tensor, of which the last in each backward calls `fn` with all gradients."""
    nodes = [node_of(tensor) for tensor in tensors]
    collected: dict[int, tuple[list[Tensor | None], list[int]]] = {}

    def hook(index: int, grad: Tensor) -> None:
        task = current_graph_task_id()
        if task not in collected:
            expected = sum(will_engine_execute_node(node) for node in nodes)
            collected[task] = ([None] * len(tensors), [expected])
        grads, missing = collected[task]
        grads[index] = grad
        missing[0] -= 1
        if not missing[0]:
            del collected[task]
            fn(grads)

    bound = [functools.partial(hook, index) for index in range(len(tensors))]
    return [register_tensor_hook(*pair) for pair in zip(tensors, bound, strict=True)]


def node_of(tensor: Tensor) -> Node:
    """The node at which a tensor's gradient arrives."""
    edge = edge_of(tensor)
    if edge is None:
        raise AssertionError("Expected gradient function to be set")
    return edge[0]


__getattr__ = getattr_of("torch.autograd.graph")

__all__ = [
    "GradientEdge",
    "Node",
    "disable_saved_tensors_hooks",
    "get_gradient_edge",
    "increment_version",
    "register_multi_grad_hook",
    "save_on_cpu",
    "saved_tensors_hooks",
]
