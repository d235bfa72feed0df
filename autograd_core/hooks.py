"""Hooks: functions of the person, called with a gradient on its way, that may replace it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from autograd_core.handles import RemovableHandle
from autograd_core.node import AccumulateGrad, Node, gradient_edge
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, shared_counter, wrap


def register_tensor_hook(tensor: Tensor, function: Callable[..., Any]) -> RemovableHandle:
    """Call `function(grad)` when the tensor's gradient is complete (torch.Tensor.register_hook)."""
    if not tensor._requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    edge = gradient_edge(tensor)
    if edge is None:
        return RemovableHandle({}, function)  # a view that only follows its base: never called
    node, output = edge
    if isinstance(node, AccumulateGrad):
        tensor._keep_accumulator = node  # a hook keeps its leaf's node alive
    node.plain = False
    if node.tensor_hooks is None:
        node.tensor_hooks = {}
    table = node.tensor_hooks.setdefault(output, OrderedDict())
    tensor._backward_hooks = table
    return RemovableHandle(table, function)


def register_post_accumulate_hook(tensor: Tensor, function: Callable[..., Any]) -> RemovableHandle:
    """Call `function(tensor)` after its `.grad` has grown; leaves only.

    Source: torch.Tensor.register_post_accumulate_grad_hook.
    """
    if not tensor._requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    if tensor._grad_fn is not None:
        raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
    if tensor._post_accumulate_hooks is None:
        tensor._post_accumulate_hooks = {}
    return RemovableHandle(tensor._post_accumulate_hooks, function)


def retain_grad(tensor: Tensor) -> None:
    """Keep the gradient of a non-leaf in its `.grad` (torch.Tensor.retain_grad)."""
    if not tensor._requires_grad:
        raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
    node = tensor.grad_fn
    if node is None or tensor._retains_grad:
        return
    tensor._retains_grad = True
    node.plain = False
    if node.retained is None:
        node.retained = {}
    node.retained[tensor.output_nr] = tensor


def call_tensor_hooks(number: int, node: Node, grads: list[Any]) -> None:
    """Run the tensor hooks of a node's outputs, then keep gradients for `retain_grad`.

    What a hook returns replaces the gradient; a gradient that never arrived is shown as None.
    """
    for output, table in (node.tensor_hooks or {}).items():
        for function in list(table.values()):
            before = grads[output]
            given = before if before is None or isinstance(before, Tensor) else handed(before)
            returned = called(function, given)
            if returned is not None:
                check_replacement(function, returned, given)
                grads[output] = returned if isinstance(before, Tensor) else returned._a
            if STATE.recorder is not None:
                after = None if returned is None else grads[output]
                STATE.recorder.note("hook", number, node, "tensor", before, after)
    if node.retained:
        retain(number, node, grads)


def handed(array: Any) -> Tensor:
    """A gradient as a hook gets it: with a seed's counter where it is the seed that was given."""
    tensor = wrap(array)
    for seed in STATE.walk.given if STATE.walk is not None else ():
        if seed is not None and seed._a is array:
            tensor._counter = shared_counter(seed)
    return tensor


def called(function: Callable[..., Any], *given: Any) -> Any:
    """What a hook returns; what the walk does afterwards belongs again to the place of backward."""
    recorder = STATE.recorder
    at = None if recorder is None else recorder.at
    returned = function(*given)
    if recorder is not None:
        recorder.at = at
    return returned


def check_replacement(function: Callable[..., Any], returned: Any, given: Tensor | None) -> None:
    """Refuse what a hook may not return, with PyTorch's sentences."""
    if given is None:
        raise RuntimeError("can't replace a None gradient with a non-None value")
    if not isinstance(returned, Tensor):
        raise TypeError(f"expected Variable, but hook returned '{type(returned).__name__}'")
    name = getattr(function, "__name__", "<unknown>")
    if returned._a.dtype != given._a.dtype:
        raise RuntimeError(
            f"hook '{name}' has changed the type of value "
            f"(was {given.dtype.tensor_type} got {returned.dtype.tensor_type})"
        )
    if returned._a.shape != given._a.shape:
        raise RuntimeError(f"hook '{name}' has changed the size of value")


def call_pre_hooks(node: Node, grads: list[Any]) -> None:
    """Run a node's pre-hooks on the tuple of its complete gradients."""
    for function in list((node.pre_hooks or {}).values()):
        count = node.seen or node.outputs
        shown = grads[:count]
        given = as_tensors(shown)
        replace_all(function, shown, given, called(function, given))
        grads[:count] = shown


def call_post_hooks(node: Node, results: list[Any], grads: list[Any]) -> None:
    """Run a node's post-hooks on what it gives and what it got."""
    for function in list((node.post_hooks or {}).values()):
        given = as_tensors(results)
        arrived = as_tensors(grads[: node.seen or node.outputs])
        replace_all(function, results, given, called(function, given, arrived))


def replace_all(
    function: Callable[..., Any], values: list[Any], given: tuple[Any, ...], returned: Any
) -> None:
    """Put the tuple that a node hook returned (or None) in the place of `values`."""
    if returned is None:
        return
    if not isinstance(returned, tuple):
        raise TypeError(f"expected tuple, but hook returned '{type(returned).__name__}'")
    if len(returned) != len(values):
        name = getattr(function, "__name__", "<unknown>")
        raise RuntimeError(
            f"hook '{name}' has returned an incorrect number of values "
            f"(got {len(returned)}, but expected {len(values)})"
        )
    for index, (replacement, shown) in enumerate(zip(returned, given, strict=True)):
        if replacement is not None and replacement is not shown:
            check_replacement(function, replacement, shown)
        keep = isinstance(values[index], Tensor) or replacement is None
        values[index] = replacement if keep else replacement._a


def as_tensors(values: list[Any]) -> tuple[Tensor | None, ...]:
    """Gradients as the tensors that a hook is shown."""
    return tuple(v if v is None or isinstance(v, Tensor) else wrap(v) for v in values)


def retain(number: int, node: Node, grads: list[Any]) -> None:
    """Store the gradients of those outputs that asked for it (`retain_grad`)."""
    for output, tensor in (node.retained or {}).items():
        grad: Any = grads[output]
        if grad is None:
            continue
        old: Any = tensor._grad
        copy = clone_of(grad)
        tensor._grad = copy if old is None else old + copy
        if STATE.recorder is not None:
            STATE.recorder.note("retain", number, tensor, grad)


def clone_of(grad: Any) -> Any:
    """A gradient as a tensor of its own, with its history if it has one."""
    recorded: Any = grad
    return recorded.clone() if isinstance(grad, Tensor) else wrap(recorded.copy())


def call_post_accumulate_hooks(leaf: Tensor) -> None:
    """Run a leaf's post-accumulate hooks."""
    if leaf._post_accumulate_hooks is None:
        return
    for function in list(leaf._post_accumulate_hooks.values()):
        if called(function, leaf) is not None:
            raise RuntimeError("Tensor post accumulate grad hooks should return None.")
