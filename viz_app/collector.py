"""Nothing goes in; a stretch of work during which Python does not look for cycles comes out.

A trace of many thousands of events, its graph and its story are trees that stay: looking through
them for cycles again and again takes several times as long as making them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Without collection of cycles; two at a time are harmless: the first to end turns it on."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
