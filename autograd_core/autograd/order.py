"""What a running backward is doing: asked from a hook, its number, its plan, its nodes."""

from __future__ import annotations

from collections.abc import Sequence

from autograd_core import engine
from autograd_core.node import Edge, Node
from autograd_core.plan import planned
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
    order, waits = planned(walk.roots)
    found: list[Node] = []

    def arrive(edges: Sequence[Edge | None]) -> None:
        for edge in edges:
            if edge is not None and edge[0] in waits:
                waits[edge[0]] -= 1
                if not waits[edge[0]]:
                    found.append(edge[0])

    arrive(walk.roots)
    for node in order:
        found.append(node)
        arrive(node.edges)
    return [node for node in found if engine.wanted(walk, node)]


def will_engine_execute_node(node: Node) -> bool:
    """Whether the running backward reaches a node and does something there."""
    walk = STATE.walk
    if walk is None:
        raise RuntimeError(
            "_get_should_execute_nodes should only be called during the backward pass"
        )
    return (node in walk.leaves or node in walk.order) and engine.wanted(walk, node)
