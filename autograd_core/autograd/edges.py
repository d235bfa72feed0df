"""Places in the graph as a program can hold them: a tensor in, the edge of its gradient out."""

from __future__ import annotations

from typing import Any, NamedTuple

from autograd_core.node import AccumulateGrad, Edge, Node, gradient_edge
from autograd_core.tensor import Tensor


class _Fields(NamedTuple):
    node: Node
    output_nr: int
    ownership_token: Node | None = None


class GradientEdge(_Fields):
    """Where a tensor's gradient arrives: a node and the number of its output.

    Accepted by `grad` and `backward` in the place of a tensor (torch.autograd.graph.GradientEdge).
    """

    __module__ = "torch.autograd.graph"
    array: Any = None
    """An array with the shape and dtype of the gradient, if the edge was made from a tensor."""


def get_gradient_edge(tensor: Tensor) -> GradientEdge:
    """The edge of a tensor's gradient; RuntimeError when it requires none.

    Source: torch.autograd.graph.get_gradient_edge.
    """
    found = gradient_edge(tensor)
    if found is None:
        raise RuntimeError(
            "It is not possible to get the gradient edge for a Tensor that does not require "
            "gradients"
        )
    edge = GradientEdge(*found)
    edge.array = tensor._a
    return edge


def edge_of(place: Tensor | GradientEdge) -> Edge | None:
    """The engine's edge of a tensor or a GradientEdge, None if nothing flows there."""
    if isinstance(place, GradientEdge):
        return place.node, place.output_nr
    return gradient_edge(place)


def leaf_of(place: Tensor | GradientEdge) -> Tensor | None:
    """The tensor that a place belongs to, as far as that is known."""
    if isinstance(place, Tensor):
        return place
    return place.node.variable if isinstance(place.node, AccumulateGrad) else None
