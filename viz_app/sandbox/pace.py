"""A run that somebody wants to begin goes in; how long it has to wait comes out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from viz_app.settings import Limits

Clock = Callable[[], float]


class Pace:
    """One person's runs: so many at once, and then one in so many seconds (a token bucket).

    Whoever presses Run a hundred times in a second would otherwise take the places of the others.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.clock = clock
        self.spent = 0.0
        self.seen = clock()
        self.lock = threading.Lock()

    def wait(self, limits: Limits) -> float:
        """Seconds until a run may begin; 0: it begins now, and counts."""
        with self.lock:
            now = self.clock()
            self.spent = max(self.spent - (now - self.seen) / limits.run_seconds, 0.0)
            self.seen = now
            left = self.spent + 1 - limits.burst
            if left > 1e-9:
                return left * limits.run_seconds
            self.spent += 1
            return 0.0
