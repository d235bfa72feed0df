"""A node and what it saved in, the numbers of its record in an event out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core import saved
from autograd_core.node import AccumulateGrad, Node
from autograd_core.tensor import Tensor
from autograd_core.trace.forms import Form
from autograd_core.trace.packed import NULL, Row

if TYPE_CHECKING:
    from autograd_core.trace.encode import Encoder


def node_record(encoder: Encoder, node: Node, kept: Sequence[Any]) -> tuple[Form, Row]:
    """The NODE record of a node that saved `kept`; AccumulateGrad saves nothing."""
    edges = [NULL if edge is None else encoder.node(edge[0]) for edge in node.edges]
    names = node.saved_names() if kept else ()
    entries = [
        saved_record(encoder, name, part)
        for name, entry in zip(names, kept, strict=True)
        for part in parts_of(entry)
    ]
    linked = tuple(range(len(edges))) if node.linked is None else tuple(node.linked)
    form: list[int] = [len(edges)]
    row = [
        encoder.number(node),
        encoder.text(type(node).__name__),
        sequence(encoder, node),
    ]
    for number, edge in zip(edges, node.edges, strict=True):
        form.append(int(edge is not None))
        if edge is not None:
            row += (number, edge[1])
    row.append(encoder.table(linked, lambda: list(linked)))
    for entry in entries:
        row += entry
    form.append(len(entries))
    return tuple(form), row


def sequence(encoder: Encoder, node: Node) -> int:
    """The place in the order of recording, from 1; 0: made before it; null: a leaf's node."""
    if isinstance(node, AccumulateGrad):
        return NULL
    return max(node.sequence - encoder.recorder.first_sequence + 1, 0)


def parts_of(entry: Any) -> Sequence[Any]:
    """The entries of one saved thing: none if it is not kept, several for a tuple of tensors."""
    if not entry:
        return ()
    if len(entry) == saved.NUMBER and isinstance(entry[0], tuple):
        return [(each, each._version) for each in entry[0] if each is not None]
    return (entry,)


def as_array(number: Any) -> Any:
    """A number that a node keeps as an array; an int that no dtype holds becomes infinite."""
    array = np.asarray(number)
    return array if array.dtype != object else np.asarray(math.copysign(math.inf, number > 0 or -1))


def saved_record(encoder: Encoder, name: str, entry: Any) -> Row:
    """The SAVED record of one entry."""
    tensor, version = NULL, NULL
    if len(entry) == saved.ARGUMENT:
        tensor, version = encoder.tensor(entry[0]), entry[1]
        value = encoder.value(entry[0]._a)
    elif len(entry) == saved.RESULT:
        version, value = entry[2], encoder.value(entry[0])
    elif len(entry) == saved.PACKED:
        content = entry[0]
        value = encoder.value(content._a) if isinstance(content, Tensor) else NULL
    else:
        value = encoder.value(as_array(entry[0]))
    return encoder.text(name), tensor, version, value
