"""What a running backward is doing: asked from a hook, its number, its plan, its nodes."""

from __future__ import annotations

from heapq import heappop, heappush

from autograd_core import engine
from autograd_core.node import Node
from autograd_core.state import STATE


def current_graph_task_id() -> int:
    """A number of the backward that runs now, -1 if none does."""
    return -1 if STATE.walk is None else STATE.walk.task


def current_graph_task_execution_order() -> list[Node]:
    """The nodes of the running backward, in the order in which they run."""
    walk = STATE.walk
    if walk is None:
        raise RuntimeError(
            "_current_graph_task_execution_order should only be called during the backward pass"
        )
    plan = engine.Walk(retain_graph=True, create_graph=False)
    engine.count_dependencies(plan, walk.roots)
    ready: list[tuple[int, int, Node]] = []
    order: list[Node] = []

    def arrive(node: Node) -> None:
        plan.waits[node] -= 1
        if not plan.waits[node]:
            plan.arrivals += 1
            heappush(ready, (-node.sequence, plan.arrivals, node))

    for node, _ in walk.roots:
        arrive(node)
    while ready:
        node = heappop(ready)[2]
        if engine.wanted(walk, node):
            order.append(node)
        for edge in node.edges:
            if edge is not None:
                arrive(edge[0])
    return order


def will_engine_execute_node(node: Node) -> bool:
    """Whether the running backward reaches a node and does something there."""
    walk = STATE.walk
    if walk is None:
        raise RuntimeError(
            "_get_should_execute_nodes should only be called during the backward pass"
        )
    return node in walk.waits and engine.wanted(walk, node)
