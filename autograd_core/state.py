"""The hidden state of one thread: its grad mode, its inference mode and its recorder, if any."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from autograd_core.trace.recorder import Recorder


class State(threading.local):
    """What every operation asks before it runs; each thread has its own, as in PyTorch."""

    grad_enabled: bool = True
    inference: bool = False
    recorder: Recorder | None = None

    def __init__(self) -> None:
        """Runs in each thread on first use: PyTorch divides by zero without a word, numpy warns.

        Silencing numpy around every operation would cost as much as a small operation itself.
        """
        np.seterr(all="ignore")


STATE = State()
