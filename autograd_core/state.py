"""The hidden state of one thread: its grad mode, its inference mode and its recorder, if any."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograd_core.engine import Walk
    from autograd_core.node import Node
    from autograd_core.room import Guard
    from autograd_core.trace.recorder import Recorder


class State(threading.local):
    """What every operation asks before it runs; each thread has its own, as in PyTorch.

    usual     operations are recorded, and nothing of `inference`, `careful` and `forward`: what an
              operation asks first; it follows from the four
    careful   anomaly mode is on or saved tensors are packed: recording a node takes more steps
    anomaly   anomaly mode; `check_nan`: it also looks for nan
    packing   the pairs (pack, unpack) of `saved_tensors_hooks`, the innermost last
    unpacked  why no such pair may be set now (`disable_saved_tensors_hooks`)
    walk      the backward that runs now
    node      the node that runs now; kept up in anomaly mode only
    passes    how many backwards have begun
    guard     who is asked before memory is taken (room.py)
    forward   the tangents of forward mode, a `forward.Level`, inside its region
    """

    usual: bool = True
    grad_enabled: bool = True
    inference: bool = False
    recorder: Recorder | None = None
    careful: bool = False
    anomaly: bool = False
    check_nan: bool = True
    packing: tuple[tuple[Callable[..., Any], Callable[..., Any]], ...] = ()
    unpacked: str | None = None
    walk: Walk | None = None
    node: Node | None = None
    passes: int = 0
    guard: Guard | None = None
    forward: Any = None

    def __init__(self) -> None:
        """Runs in each thread on first use: PyTorch divides by zero without a word, numpy warns.

        Silencing numpy around every operation would cost as much as a small operation itself.
        """
        np.seterr(all="ignore")

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name in ("grad_enabled", "inference", "careful", "forward"):
            usual = self.grad_enabled and not self.inference and not self.careful
            usual = usual and self.forward is None
            super().__setattr__("usual", usual)


STATE = State()
