"""backward() and grad(): outputs and their arguments in, checked; a walk of the engine out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import engine, errors, hooks
from autograd_core.grad_mode import GradMode
from autograd_core.node import Edge, Node, gradient_edge
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, wrap

Tensors = Tensor | Sequence[Tensor]
Seeds = Tensor | Sequence[Tensor | None] | None


def backward(
    tensors: Tensors,
    grad_tensors: Seeds = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Tensors | None = None,
) -> None:
    """Add the gradients of `tensors` to the `.grad` of the leaves (torch.autograd.backward).

    grad_tensors  what each output starts with, in its shape; None: 1, for one-element outputs
    inputs        only these tensors get their gradient; None: every leaf that was used
    Raises RuntimeError with PyTorch's text when an output was not recorded, when a seed is missing
    or misshapen, or when what a node needs has been freed or overwritten.
    """
    outputs = as_tuple(tensors)
    wanted = None if inputs is None else as_tuple(inputs)
    if wanted is not None and not wanted:
        raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    seeds = make_seeds(outputs, seeds_of(grad_tensors, len(outputs)), create_graph)
    roots = [root(output, index) for index, output in enumerate(outputs)]
    walk = new_walk(retain_graph, create_graph)
    if create_graph:
        errors.warn_once(errors.CREATE_GRAPH_LEAK)
    if wanted is not None:
        engine.mark_needed(walk, roots, {target(tensor) for tensor in wanted})
    run(walk, "backward", outputs, roots, seeds, wanted, implicit(grad_tensors))


def tensor_backward(
    self: Tensor,
    gradient: Tensor | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Tensors | None = None,
) -> None:
    """Add the gradients of this tensor to the `.grad` of its leaves (torch.Tensor.backward)."""
    backward(self, gradient, retain_graph, create_graph, inputs)


def grad(
    outputs: Tensors,
    inputs: Tensors,
    grad_outputs: Seeds = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    is_grads_batched: bool = False,
    allow_unused: bool | None = None,
    materialize_grads: bool = False,
) -> tuple[Tensor | None, ...]:
    """The gradients of `outputs` with respect to `inputs`, as a tuple (torch.autograd.grad).

    Nothing is added to any `.grad`. An input that was not used raises RuntimeError, or gives None
    with `allow_unused`, or zeros with `materialize_grads`.
    """
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, "
            "but got: allow_unused=False."
        )
    ends, wanted = as_tuple(outputs), as_tuple(inputs)
    given = seeds_of(grad_outputs, len(ends))
    if is_grads_batched:
        return batched(ends, wanted, given, bool(retain_graph), create_graph, allow_unused)
    seeds = make_seeds(ends, given, create_graph)
    if not wanted:
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    roots = [root(output, index) for index, output in enumerate(ends)]
    walk = new_walk(retain_graph, create_graph)
    for index, tensor in enumerate(wanted):
        edge = gradient_edge(tensor)
        if edge is None:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
        walk.captures.setdefault(edge[0], []).append((edge[1], index))
    engine.mark_needed(walk, roots, set())
    run(walk, "grad", ends, roots, seeds, wanted, implicit(grad_outputs))
    results = [walk.captured.get(index) for index in range(len(wanted))]
    return finished(results, wanted, bool(allow_unused), materialize_grads)


def batched(
    ends: Sequence[Tensor],
    wanted: Sequence[Tensor],
    given: Sequence[Tensor | None],
    retain_graph: bool,
    create_graph: bool,
    allow_unused: bool | None,
) -> tuple[Tensor | None, ...]:
    """`grad` once per slice along the first axis of the seeds, the results stacked."""
    stacks: Any = [seed for seed in given if seed is not None]
    count = len(stacks[0])
    rows = []
    for index in range(count):
        keep = retain_graph or index < count - 1
        seeds = [seed[index] for seed in stacks]
        rows.append(grad(ends, wanted, seeds, keep, create_graph, False, allow_unused))
    columns: Any = zip(*rows, strict=True)
    return tuple(wrap(np.stack([row._a for row in column])) for column in columns)


def run(
    walk: engine.Walk,
    call: str,
    outputs: Sequence[Tensor],
    roots: Sequence[Edge],
    seeds: Sequence[Any],
    wanted: Sequence[Tensor] | None,
    implicit_seed: bool,
) -> None:
    """Start the walk, told to the recorder from its first to its last event."""
    recorder = STATE.recorder
    if recorder is not None:
        recorder.passes += 1
        walk.number = recorder.passes
        starts = [(t, node, nr) for t, (node, nr) in zip(outputs, roots, strict=True)]
        recorder.note(
            "backward",
            walk.number,
            call,
            starts,
            walk.retain_graph,
            walk.create_graph,
            wanted,
            walk,
        )
        for (node, nr), seed in zip(roots, seeds, strict=True):
            recorder.note("seed", walk.number, node, nr, seed, implicit_seed)
    failed = True
    try:
        with quiet_mode(walk.create_graph):
            engine.run(walk, roots, seeds)
        failed = False
    finally:
        if recorder is not None:
            recorder.note("backward_end", walk.number, failed)


class quiet_mode(GradMode):
    """The grad mode inside a walk: recording only when the walk itself is to be recorded."""

    def __init__(self, recorded: bool) -> None:
        super().__init__(grad=recorded)

    def __enter__(self) -> None:
        self.before.append((STATE.grad_enabled, STATE.inference))
        STATE.grad_enabled = self.grad

    def __exit__(self, *_: Any) -> Any:
        STATE.grad_enabled, STATE.inference = self.before.pop()
        return False


def new_walk(retain_graph: bool | None, create_graph: bool) -> engine.Walk:
    """A walk with its options; the graph is kept by default when the walk is recorded."""
    keep = create_graph if retain_graph is None else bool(retain_graph)
    return engine.Walk(retain_graph=keep, create_graph=bool(create_graph))


def as_tuple(tensors: Tensors) -> tuple[Tensor, ...]:
    return (tensors,) if isinstance(tensors, Tensor) else tuple(tensors)


def seeds_of(given: Seeds, count: int) -> list[Tensor | None]:
    """One seed per output, None where PyTorch makes it."""
    if given is None:
        return [None] * count
    if isinstance(given, Tensor):
        return [given]
    return list(given)


def implicit(given: Seeds) -> bool:
    """Whether the walk starts with a 1 that nobody gave."""
    return given is None


def make_seeds(
    outputs: Sequence[Tensor], given: Sequence[Tensor | None], as_tensors: bool
) -> list[Any]:
    """What each output starts with: an array, or a tensor when the walk is recorded."""
    seeds: list[Any] = []
    for index, (output, seed) in enumerate(zip(outputs, given, strict=False)):
        if seed is None:
            one = one_for(output)
            seeds.append(wrap(one) if as_tensors else one)
            continue
        if not isinstance(seed, Tensor):
            raise TypeError(
                f"gradients can be either Tensors or None, but got {type(seed).__name__}"
            )
        if seed._a.shape != output._a.shape:
            raise errors.seed_mismatch(index, seed._a.shape, output._a.shape)
        if seed._a.dtype != output._a.dtype:
            seed = wrap(seed._a.astype(output._a.dtype))
        seeds.append(seed if as_tensors else seed._a)
    return seeds


def one_for(output: Tensor) -> Any:
    """The implicit seed of an output: 1, for a single number; None where nothing can flow."""
    if not output._requires_grad:
        return None
    array = output._a
    if array.size != 1:
        raise RuntimeError(errors.NON_SCALAR_ROOT)
    if array.dtype.kind == "c":
        raise RuntimeError(
            f"grad can be implicitly created only for real scalar outputs but got {output.dtype}"
        )
    return np.ones(array.shape, array.dtype)[()]


def root(output: Tensor, index: int) -> Edge:
    """The edge at which a walk from `output` starts."""
    edge = gradient_edge(output)
    if edge is None:
        raise errors.no_grad_fn(index)
    return edge


def target(tensor: Tensor) -> Node:
    """The node that must run so that `tensor.grad` is filled; a non-leaf is made to retain it."""
    if tensor.grad_fn is not None or not tensor._requires_grad:
        hooks.retain_grad(tensor)
    edge = gradient_edge(tensor)
    assert edge is not None
    return edge[0]


def finished(
    results: Sequence[Any], wanted: Sequence[Tensor], allow_unused: bool, materialize: bool
) -> tuple[Tensor | None, ...]:
    """Captured gradients as tensors; what was not reached as None, zeros or an error."""
    tensors: list[Tensor | None] = []
    for index, (result, tensor) in enumerate(zip(results, wanted, strict=True)):
        if result is None and materialize:
            tensors.append(wrap(np.zeros_like(tensor._a)[()]))
        elif result is None and not allow_unused:
            raise RuntimeError(
                f"The differentiated Tensor at index {index} appears to not have been used in the "
                "graph. Set allow_unused=True if this is the desired behavior."
            )
        elif result is None or isinstance(result, Tensor):
            tensors.append(result)
        else:
            tensors.append(wrap(result))
    return tuple(tensors)
