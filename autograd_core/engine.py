"""The backward walk: root edges and seeds in, gradients accumulated on leaves or captured out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, cast

from autograd_core import anomaly, hooks
from autograd_core.accumulate import accumulate
from autograd_core.broadcast import brought_back
from autograd_core.node import AccumulateGrad, Edge, Node
from autograd_core.plan import planned
from autograd_core.saved import ARGUMENT, as_array, beside
from autograd_core.state import STATE
from autograd_core.tensor import Tensor

TASKS = count()
Gradient = Any
"""A bare array, or a Tensor when the walk itself is recorded (`create_graph`)."""


Sent = tuple[int, Gradient, Gradient, Gradient, Gradient]
"""What went along one edge: its number, the rule's result, that brought back to the argument's
shape, what lay in the inbox there before, and what lies there now."""


@dataclass(slots=True)
class Walk:
    """One pass of backward: its options, what waits where, and what is to be captured.

    plain      everything runs, on bare arrays, and no anomaly is looked for
    check_nan  anomaly mode looks for nan
    roots      the edges at which it starts
    callbacks  what is to be called when it is over
    tell       takes each event, as the recorder notes it; `at` is the place in the program
    task       a number that no other walk of this process has
    order      the nodes that it reaches, without those of leaves, as they run
    leaves     per leaf's node how many contributions have still to arrive before it runs
    arriving   per leaf's node how many arrive in all
    apart      the leaves' nodes whose second contribution made a new sum: what had come first was
               a view, or is held by somebody else, too; all others are added in place, and count
    complete   the leaves' nodes that can run, as they were completed
    sender     the node that ran last, which made the leaves' nodes complete
    looks      per leaf's node a gradient that is a view of one that was sent before it
    given      the seeds that the caller has given, and holds
    counters   per memory of which a `.grad` is a view: the version counter of all its views
    inboxes    per node the gradient collected so far for its (first) output
    further    the same for the other outputs of nodes that have several
    needed     None: run everything; otherwise the nodes that lie on the way to a wanted one
    captures   per node the outputs whose gradient is asked for, and under which number
    """

    retain_graph: bool
    create_graph: bool
    plain: bool = False
    check_nan: bool = False
    roots: Sequence[Edge] = ()
    callbacks: list[Callable[[], None]] = field(default_factory=list)
    tell: Callable[[Sequence[Any]], None] | None = None
    at: int | None = None
    task: int = field(default_factory=TASKS.__next__)
    number: int = 0
    order: Sequence[Node] = ()
    leaves: dict[Node, int] = field(default_factory=dict)
    arriving: dict[Node, int] = field(default_factory=dict)
    apart: set[Node] = field(default_factory=set)
    sender: Node | None = None
    complete: list[AccumulateGrad] = field(default_factory=list)
    looks: dict[Node, Gradient] = field(default_factory=dict)
    given: Sequence[Tensor | None] = ()
    counters: dict[int, list[int]] = field(default_factory=dict)
    inboxes: dict[Node, Gradient] = field(default_factory=dict)
    further: dict[Edge, Gradient] = field(default_factory=dict)
    needed: set[Node] | None = None
    captures: dict[Node, list[tuple[int, int]]] = field(default_factory=dict)
    captured: dict[int, Gradient] = field(default_factory=dict)


def run(walk: Walk, roots: Sequence[Edge], seeds: Sequence[Gradient]) -> None:
    """Walk back from `roots` in PyTorch's order: latest recorded first, leaves as soon as complete.

    A node runs when every contribution of the walked part of the graph has arrived. Raises what a
    rule or hook raises; what had been accumulated by then stays.
    """
    walk.order, walk.leaves = planned(roots)
    walk.arriving = dict(walk.leaves)
    walk.roots = roots
    walk.plain = walk.needed is None and not walk.create_graph and not STATE.anomaly
    walk.check_nan = STATE.anomaly and STATE.check_nan
    recorder = STATE.recorder
    if recorder is not None:
        walk.tell, walk.at = recorder.events.append, recorder.at
    for edge, seed in zip(roots, seeds, strict=True):
        old, new = deliver(walk, edge, seed)
        if recorder is not None:
            recorder.note("seeded", walk.number, edge[0], edge[1], old, seed, new)
    outer, STATE.walk = STATE.walk, walk
    try:
        proceed(walk)
        for callback in walk.callbacks:
            callback()
    finally:
        STATE.walk = outer


def proceed(walk: Walk) -> None:
    """Visit the nodes in their order, each leaf as soon as it is complete.

    A node to which nothing is sent does not run: nothing that was asked for lies beyond it.
    """
    visit_leaves(walk)
    if walk.plain:
        proceed_plainly(walk)
        return
    for node in walk.order:
        if node in walk.inboxes:
            visit(walk, node)
            walk.sender = node
            visit_leaves(walk)


def proceed_plainly(walk: Walk) -> None:
    """As `proceed` when everything runs, and on bare arrays.

    Here programs spend their backward. What `visit`, `Op.backward`, `send` and `deliver` do for
    any node is done for the plain ones in one loop, because a call costs as much as the arithmetic.
    """
    inboxes, leaves, complete = walk.inboxes, walk.leaves, walk.complete
    tell, at, number = walk.tell, walk.at, walk.number
    free = not walk.retain_graph
    first = inboxes.get(walk.order[0]) if walk.order else None
    sent: list[Any] = []
    entry: Any
    for node in walk.order:
        if not node.plain or inboxes[node] is None:
            visit(walk, node)
            walk.sender = node
            visit_leaves(walk)
            continue
        grad, targets, op = inboxes.pop(node), node.targets, node.op
        usual = node.values is op.usual or not op.values
        unpack = as_array if targets is None else beside(grad)
        entries = node.saved
        if tell is not None:
            sent = ["ran", at, number, node, grad, entries if free else ()]
        index = -1
        try:
            for edge, own in zip(node.edges, op.steps, strict=True):
                index += 1
                if edge is None:
                    continue
                if not own.slots and usual:
                    result = fitted = own.usual(grad)
                elif (
                    usual
                    and targets is None
                    and own.single is not None
                    and len(entry := entries[own.single] or ()) == ARGUMENT
                    and entry[0]._counter is None  # nobody has ever written to it
                ):
                    result = fitted = own.usual(grad, entry[0]._a)
                else:
                    result = fitted = own.result(node, grad, unpack)
                if targets is not None:
                    fitted = fit(node, index, result)
                target, output = edge
                if output or fitted is None:
                    old, new = deliver(walk, edge, fitted)
                else:
                    old = inboxes.get(target)
                    new = inboxes[target] = fitted if old is None else old + fitted
                    left = leaves.get(target)
                    if left is not None:
                        leaves[target] = left - 1
                        if old is not None and (
                            old.base is not None or old is fitted or old is first
                        ):
                            walk.apart.add(target)
                        if op.view and fitted is not grad:
                            walk.looks[target] = fitted
                        if left == 1:
                            complete.append(cast(AccumulateGrad, target))
                if tell is not None:
                    sent += index, result, fitted, old, new
        except BaseException:
            if tell is not None:
                tell(("visit", at, number, node, (grad,)))
            raise
        if tell is not None:
            tell(sent)
        if free and entries:
            node.release()
        if complete:
            walk.sender = node
            visit_leaves(walk)


def visit_leaves(walk: Walk) -> None:
    """Let the leaves' nodes that are complete run, in the order in which they became so."""
    complete = walk.complete
    for node in complete:
        if not walk.plain or not node.plain:
            visit(walk, node)
            continue
        grad = walk.inboxes.pop(node)
        if walk.tell is not None:
            walk.tell(("visit", walk.at, walk.number, node, (grad,)))
        accumulate(walk, node, grad)
    complete.clear()


def deliver(walk: Walk, edge: Edge, grad: Gradient) -> tuple[Gradient, Gradient]:
    """Put one contribution into an inbox; a leaf's node is complete with the last.

    Returns what lay in the inbox before and what lies there now.
    """
    node, output = edge
    inboxes = walk.inboxes
    if output:
        inboxes.setdefault(node, None)
        old = walk.further.get(edge)
        new = walk.further[edge] = old if grad is None else grad if old is None else old + grad
        return old, new
    old = inboxes.get(node)
    new = inboxes[node] = old if grad is None else grad if old is None else old + grad
    left = walk.leaves.get(node)
    if left is not None:
        walk.leaves[node] = left - 1
        if grad is None:
            walk.arriving[node] -= 1
        elif old is not None and (old is grad or made_elsewhere(walk, old)):
            walk.apart.add(node)
        if left == 1:
            walk.complete.append(cast(AccumulateGrad, node))
    return old, new


def made_elsewhere(walk: Walk, grad: Gradient) -> bool:
    """Whether a contribution is a view, or a seed that the caller holds."""
    if isinstance(grad, Tensor):
        return False
    return grad.base is not None or any(seed is not None and seed._a is grad for seed in walk.given)


def visit(walk: Walk, node: Node) -> None:
    """Let one node run on its complete inbox; anomaly mode says where one that fails was made."""
    grads = collected(walk, node)
    if walk.tell is not None:
        walk.tell(("visit", walk.at, walk.number, node, tuple(grads)))
    if not STATE.anomaly:
        work(walk, node, grads)
        return
    outer, STATE.node = STATE.node, node
    try:
        work(walk, node, grads)
    except Exception:
        anomaly.explain(node)
        raise
    finally:
        STATE.node = outer


def collected(walk: Walk, node: Node) -> list[Gradient]:
    """What has arrived for each output of a node, taken out of its inbox."""
    grads = [walk.inboxes.pop(node)]
    grads += [walk.further.pop((node, output), None) for output in range(1, node.outputs)]
    return grads


def work(walk: Walk, node: Node, grads: list[Gradient]) -> None:
    """What a node does: hooks, capture, rule, delivery, freeing; a leaf's accumulates."""
    if walk.needed is not None and not captured(walk, node, grads):
        return
    if node.tensor_hooks or node.retained:
        hooks.call_tensor_hooks(walk.number, node, grads)
    if node.pre_hooks:
        hooks.call_pre_hooks(node, grads)
    if isinstance(node, AccumulateGrad):
        accumulate(walk, node, grads[0])
        if node.post_hooks:
            hooks.call_post_hooks(node, [], grads)
        return
    results = node.backward(grads, as_tensors=walk.create_graph)
    fitted = None
    if node.post_hooks:
        fitted = [fit(node, index, result) for index, result in enumerate(results)]
        hooks.call_post_hooks(node, fitted, grads)
    freed = () if walk.retain_graph else node.release()
    if walk.check_nan:
        anomaly.check_nan(node, results)
    sent = send(walk, node, results, fitted)
    if walk.tell is not None:
        walk.tell(("sent", walk.at, walk.number, node, grads, sent, freed))


def captured(walk: Walk, node: Node, grads: list[Gradient]) -> bool:
    """Take what `grad()` asked for out of a complete inbox; whether the node has to run, too.

    Of a node that runs what arrived is taken, of one that does not what its tensors' hooks made
    of it, as in PyTorch.
    """
    assert walk.needed is not None
    runs = node in walk.needed
    if not runs:
        hooks.call_tensor_hooks(walk.number, node, grads)
    for output, number in walk.captures.get(node, ()):
        walk.captured[number] = grads[output]
    return runs


def fit(node: Node, index: int, result: Gradient) -> Gradient:
    """A node's result in the shape and dtype of the argument that its edge leads to."""
    target = node.targets[index] if node.targets is not None else None
    return result if result is None or target is None else brought_back(result, target)


def send(
    walk: Walk,
    node: Node,
    results: Sequence[Gradient],
    fitted: Sequence[Gradient] | None = None,
) -> list[Sent]:
    """Bring each result back to its argument's shape (unless it is) and deliver it on its edge."""
    sent: list[Sent] = []
    targets = node.targets
    for index, edge in enumerate(node.edges):
        if edge is None or (walk.needed is not None and not wanted(walk, edge[0])):
            continue
        result = grad = results[index]
        if fitted is not None:
            grad = fitted[index]
        elif targets is not None:
            target = targets[index]
            if grad is not None and target is not None:
                grad = brought_back(grad, target)
        old, new = deliver(walk, edge, grad)
        if isinstance(edge[0], AccumulateGrad) and (node.op.view or node.op.name in SPLIT):
            walk.looks[edge[0]] = grad
        sent.append((index, result, grad, old, new))
    return sent


SPLIT = frozenset({"cat", "stack"})
"""Operations that are no views, whose gradients are views of the one that they are sent."""


def wanted(walk: Walk, node: Node) -> bool:
    """Whether anything that was asked for lies at or beyond a node."""
    return walk.needed is None or node in walk.needed or node in walk.captures


def mark_needed(walk: Walk, roots: Sequence[Edge], targets: set[Node]) -> None:
    """Restrict the walk to the nodes from which a target or a captured output can be reached.

    A node is settled after all that it leads to: the stack holds it twice.
    """
    walk.needed = set(targets)
    seen: set[Node] = set()
    stack = [(node, False) for node, _ in roots]
    while stack:
        node, settled = stack.pop()
        if settled:
            if any(edge is not None and wanted(walk, edge[0]) for edge in node.edges):
                walk.needed.add(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((edge[0], False) for edge in node.edges if edge is not None)
