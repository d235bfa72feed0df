"""The plan of a backward walk: its root edges in, the nodes in the order in which they run out."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from operator import attrgetter

from autograd_core.node import LEAF_SEQUENCE, AccumulateGrad, Edge, Node

SEQUENCE_OF = attrgetter("sequence")


def planned(roots: Sequence[Edge]) -> tuple[Sequence[Node], dict[Node, int]]:
    """The nodes that can be reached as they run, latest recorded first, and the leaves' nodes.

    Of a leaf's node it is told how many contributions arrive there: it runs after the last.
    """
    leaves: dict[Node, int] = {}
    nodes: set[Node] = set()
    stack: list[Node] = []
    found, push = nodes.add, stack.append
    edges: Sequence[Edge | None] = roots
    above, sorted_is_enough = LEAF_SEQUENCE, True
    while True:
        for edge in edges:
            if edge is None:
                continue
            node = edge[0]
            if type(node) is AccumulateGrad:
                leaves[node] = leaves.get(node, 0) + 1
                continue
            if node.sequence >= above:
                sorted_is_enough = False
            if node not in nodes:
                found(node)
                push(node)
        if not stack:
            break
        node = stack.pop()
        edges, above = node.edges, node.sequence
    if sorted_is_enough:
        # Every node was recorded after those that it leads to: none has to wait for a later one.
        return sorted(nodes, key=SEQUENCE_OF, reverse=True), leaves
    return queued(roots, nodes), leaves


def queued(roots: Sequence[Edge], nodes: set[Node]) -> Sequence[Node]:
    """The order in which nodes run when a program has given them other sequence numbers.

    Of the nodes whose contributions have all arrived the one with the greatest number is next,
    the one that was complete first among equals.
    """
    waits = dict.fromkeys(nodes, 0)
    for edges in (roots, *(node.edges for node in nodes)):
        for edge in edges:
            if edge is not None and edge[0] in waits:
                waits[edge[0]] += 1
    ready: list[tuple[int, int, Node]] = []
    arrivals = 0

    def arrive(edges: Sequence[Edge | None]) -> None:
        nonlocal arrivals
        for edge in edges:
            if edge is None or edge[0] not in waits:
                continue
            node = edge[0]
            waits[node] -= 1
            if not waits[node]:
                arrivals += 1
                heappush(ready, (-node.sequence, arrivals, node))

    order: list[Node] = []
    arrive(roots)
    while ready:
        order.append(heappop(ready)[2])
        arrive(order[-1].edges)
    return order
