"""backward() and grad(): outputs and their arguments in, checked; a walk of the engine out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import engine, errors, hooks, views
from autograd_core.autograd import seeds as start
from autograd_core.autograd.edges import GradientEdge, edge_of, leaf_of
from autograd_core.autograd.seeds import Place, Places, Seeds
from autograd_core.grad_mode import GradMode
from autograd_core.node import AccumulateGrad, Edge, Node
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, shared_counter, wrap

Gradients = tuple[Tensor | None, ...]


def backward(
    tensors: Places,
    grad_tensors: Seeds = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    grad_variables: Seeds = None,
    inputs: Places | None = None,
) -> None:
    """Add the gradients of `tensors` to the `.grad` of the leaves (torch.autograd.backward).

    grad_tensors  what each output starts with, in its shape; None: 1, for one-element outputs
    inputs        only these tensors get their gradient; None: every leaf that was used
    Raises RuntimeError with PyTorch's text when an output was not recorded, when a seed is missing
    or misshapen, or when what a node needs has been freed or overwritten.
    """
    if grad_variables is not None:
        grad_tensors = old_name(grad_tensors, grad_variables)
    wanted = None if inputs is None else start.wanted_places(inputs, "backward")
    outputs = start.places(tensors)
    given = start.seeds_of(grad_tensors, len(outputs))
    seeds = start.make_seeds(outputs, given, create_graph)
    roots = start.roots_of(outputs, seeds)
    walk = new_walk(retain_graph, create_graph)
    walk.given = given
    if create_graph:
        # Said of this line and of none of the program's, as in PyTorch.
        errors.warn_once(errors.CREATE_GRAPH_LEAK, stacklevel=1)
    if wanted is not None:
        engine.mark_needed(walk, roots, {target(place) for place in wanted})
    run(walk, "backward", outputs, roots, seeds, wanted, grad_tensors is None)


def old_name(grad_tensors: Seeds, grad_variables: Seeds) -> Seeds:
    """The seeds under the name that they had before."""
    errors.warn("`grad_variables` is deprecated. Use `grad_tensors` instead.", FutureWarning)
    if grad_tensors is not None:
        raise RuntimeError(
            "`grad_tensors` and `grad_variables` (deprecated) arguments both passed to "
            "`backward()`. Please only use `grad_tensors`."
        )
    return grad_variables


def tensor_backward(
    self: Tensor,
    gradient: Tensor | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Places | None = None,
) -> None:
    """Add the gradients of this tensor to the `.grad` of its leaves (torch.Tensor.backward)."""
    backward(self, gradient, retain_graph, create_graph, inputs=inputs)


def grad(
    outputs: Places,
    inputs: Places,
    grad_outputs: Seeds = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> Any:
    """The gradients of `outputs` with respect to `inputs`, as a tuple (torch.autograd.grad).

    Nothing is added to any `.grad`. An input that was not used raises RuntimeError, or gives None
    with `allow_unused`, or zeros with `materialize_grads`. A dict of inputs gives a dict.
    """
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, "
            "but got: allow_unused=False."
        )
    ends, wanted = start.places(outputs), start.wanted_places(inputs, "grad")
    if not only_inputs:
        errors.warn(ONLY_INPUTS, FutureWarning)
    unused = materialize_grads if allow_unused is None else bool(allow_unused)
    given = start.seeds_of(grad_outputs, len(ends))
    if is_grads_batched:
        start.check_batch(ends, given)
        results = batched(ends, wanted, given, retain_graph, create_graph, unused)
    else:
        results = single(ends, wanted, given, retain_graph, create_graph, unused)
    if materialize_grads:
        results = materialized(results, wanted, create_graph)
    return dict(zip(inputs, results, strict=True)) if isinstance(inputs, dict) else results


ONLY_INPUTS = (
    "only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate "
    "gradient for other parts of the graph, please use torch.autograd.backward."
)


def single(
    ends: Sequence[Place],
    wanted: Sequence[Place],
    given: Sequence[Tensor | None],
    retain_graph: bool | None,
    create_graph: bool,
    allow_unused: bool,
) -> Gradients:
    """The gradients from one seed per output."""
    seeds = start.make_seeds(ends, given, create_graph)
    roots = start.roots_of(ends, seeds)
    walk = new_walk(retain_graph, create_graph)
    for index, place in enumerate(wanted):
        check_place(place)
        edge = edge_of(place)
        if edge is None and isinstance(place, Tensor) and place._requires_grad:
            continue  # a view that only follows its base: never reached
        if edge is None:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
        walk.captures.setdefault(edge[0], []).append((edge[1], index))
    engine.mark_needed(walk, roots, set())
    run(walk, "grad", ends, roots, seeds, wanted, all(seed is None for seed in given))
    held = {id(seed._a): seed for seed in given if seed is not None}
    found = [walk.captured.get(index) for index in range(len(wanted))]
    return finished([held.get(id(each), each) for each in found], allow_unused)


def batched(
    ends: Sequence[Place],
    wanted: Sequence[Place],
    given: Sequence[Tensor | None],
    retain_graph: bool | None,
    create_graph: bool,
    allow_unused: bool,
) -> Gradients:
    """`single` once per slice along the first axis of the seeds, the results stacked."""
    from autograd_core.ops import FUNCTIONS

    stacks: list[Any] = [seed for seed in given if seed is not None]
    count = len(stacks[0])
    keep = create_graph if retain_graph is None else retain_graph
    rows = []
    for index in range(count):
        seeds = [seed if seed is None else seed[index] for seed in list[Any](given)]
        last = index == count - 1
        rows.append(single(ends, wanted, seeds, keep or not last, create_graph, allow_unused))
    stack: Any = FUNCTIONS["stack"]
    return tuple(
        None if column[0] is None else stack(list(column)) for column in zip(*rows, strict=True)
    )


def run(
    walk: engine.Walk,
    call: str,
    outputs: Sequence[Place],
    roots: Sequence[Edge],
    seeds: Sequence[Any],
    wanted: Sequence[Place] | None,
    implicit_seed: bool,
) -> None:
    """Start the walk, told to the recorder from its first to its last event."""
    STATE.passes += 1
    recorder = STATE.recorder
    if recorder is not None:
        recorder.passes += 1
        walk.number = recorder.passes
        starts = [(leaf_of(t), node, nr) for t, (node, nr) in zip(outputs, roots, strict=True)]
        recorder.note(
            "backward",
            walk.number,
            call,
            starts,
            walk.retain_graph,
            walk.create_graph,
            None if wanted is None else [leaf for p in wanted if (leaf := leaf_of(p)) is not None],
            tuple(roots),
        )
        for (node, nr), seed in zip(roots, seeds, strict=True):
            recorder.note("seed", walk.number, node, nr, seed, implicit_seed)
    failed = True
    try:
        with quiet_mode(walk.create_graph):
            engine.run(walk, roots, seeds)
        failed = False
        if recorder is not None and walk.captures and wanted is not None:
            for index, place in enumerate(wanted):
                if isinstance(place, Tensor):
                    recorder.note("capture", walk.number, place, walk.captured.get(index))
    finally:
        if recorder is not None:
            recorder.note("backward_end", walk.number, failed)


class quiet_mode(GradMode):
    """The grad mode inside a walk: recording only when the walk itself is to be recorded."""

    def __init__(self, recorded: bool) -> None:
        super().__init__(grad=recorded)

    def __enter__(self) -> None:
        self.before = (STATE.grad_enabled, STATE.inference)
        STATE.grad_enabled = self.grad

    def __exit__(self, *_: Any) -> Any:
        STATE.grad_enabled, STATE.inference = self.before
        return False


def new_walk(retain_graph: bool | None, create_graph: bool) -> engine.Walk:
    """A walk with its options; the graph is kept by default when the walk is recorded."""
    keep = create_graph if retain_graph is None else bool(retain_graph)
    return engine.Walk(retain_graph=keep, create_graph=bool(create_graph))


def check_place(place: Any) -> None:
    """Refuse what is neither a tensor nor an edge of the graph."""
    if not isinstance(place, (Tensor, GradientEdge)):
        kind = type(place).__name__
        raise RuntimeError(f"all inputs have to be Tensors or GradientEdges, but got {kind}")


def target(place: Place) -> Node:
    """The node that must run so that the place's `.grad` is filled.

    A non-leaf is made to retain its gradient; RuntimeError when it requires none.
    """
    check_place(place)
    if isinstance(place, Tensor) and (place.grad_fn is not None or not place._requires_grad):
        hooks.retain_grad(place)
    edge = edge_of(place)
    if edge is None:  # a view that only follows its base collects no gradient of its own
        assert isinstance(place, Tensor)
        return AccumulateGrad(place)
    return edge[0]


def finished(results: Sequence[Any], allow_unused: bool) -> Gradients:
    """Captured gradients as tensors; what was not reached as None, or RuntimeError."""
    tensors: list[Tensor | None] = []
    for index, result in enumerate(results):
        if result is None and not allow_unused:
            raise RuntimeError(
                f"The differentiated Tensor at index {index} appears to not have been used in the "
                "graph. Set allow_unused=True if this is the desired behavior."
            )
        tensors.append(result if result is None or isinstance(result, Tensor) else shown(result))
    return tuple(tensors)


def shown(array: Any) -> Tensor:
    """A captured gradient as a tensor: a view where PyTorch has only expanded a smaller one."""
    tensor = wrap(array)
    tensor._inference = STATE.inference
    if isinstance(array, np.ndarray) and 0 in array.strides and array.base is not None:
        tensor._base = wrap(array.base)
        tensor._counter = shared_counter(tensor._base)
        tensor._created = views.NO_GRAD
    return tensor


def materialized(
    results: Gradients, wanted: Sequence[Place], create_graph: bool
) -> tuple[Tensor, ...]:
    """Zeros in the place of None."""
    tensors: list[Tensor] = []
    for result, place in zip(results, wanted, strict=True):
        if result is None:
            if not isinstance(place, Tensor):
                raise RuntimeError(
                    "materialize_grads cannot be used when the given input is a GradientEdge"
                )
            result = wrap(np.zeros(place._a.shape, place._a.dtype)[()])
            result._requires_grad = create_graph
        tensors.append(result)
    return tuple(tensors)
