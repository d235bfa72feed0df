"""Anomaly mode: a node that fails in backward in, the place of its forward call told out."""

from __future__ import annotations

import os
import traceback
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.node import Node
from autograd_core.state import STATE

HERE = os.path.dirname(__file__)
TRACEBACK, PARENT = "traceback_", "parent_"
"""The keys under which a node's metadata hold the place of its forward call, and the node whose
backward recorded it (of a double backward)."""


def note_forward(node: Node) -> None:
    """In anomaly mode, note at a new node where in the program it is recorded."""
    if STATE.anomaly:
        node.metadata[TRACEBACK] = forward_traceback()
        if STATE.node is not None:
            node.metadata[PARENT] = STATE.node


def forward_traceback() -> list[str]:
    """The calls that lead here, without this package's own; of a recorded program, its lines."""
    recorder = STATE.recorder
    if recorder is not None and recorder.at is not None:
        return recorder.traceback()
    frames = traceback.extract_stack()
    return traceback.format_list([f for f in frames if not f.filename.startswith(HERE)])


def explain(node: Node) -> None:
    """Warn where the forward call of a node lies that has failed, and what it was induced by."""
    lines = node.metadata.get(TRACEBACK)
    told = f"{CAUSED}{''.join(lines)}" if lines is not None else MISSING
    errors.warn(f"Error detected in {node.name()}. {told}", stacklevel=1)
    while (parent := node.metadata.get(PARENT)) is not None:
        node = parent
        lines = node.metadata.get(TRACEBACK)
        told = f"{INDUCED}{''.join(lines)}" if lines is not None else MISSING
        errors.warn(f"\n\nPrevious calculation was induced by {node.name()}. {told}", stacklevel=1)


CAUSED = "Traceback of forward call that caused the error:\n"
INDUCED = "Traceback of forward call that induced the previous calculation:\n"
MISSING = (
    "No forward pass information available. "
    "Enable detect anomaly during forward pass for more information."
)


def check_nan(node: Node, results: Sequence[Any]) -> None:
    """Refuse a node's results if one contains nan."""
    for index, result in enumerate(results):
        array = getattr(result, "_a", result)
        if array is not None and array.dtype.kind in "fc" and np.isnan(array).any():
            raise RuntimeError(
                f"Function '{node.name()}' returned nan values in its {index}th output."
            )
