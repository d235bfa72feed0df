"""A key and what it stands for in; the same again for the same key, as long as there is room."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Cache(Generic[V]):
    """Bounded by number and by weight; what was not asked for longest goes first."""

    def __init__(self, entries: int, weight: int) -> None:
        self.entries = entries
        self.most = weight
        self.weight = 0
        self.kept: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable) -> V | None:
        with self.lock:
            found = self.kept.get(key)
            if found is None:
                return None
            self.kept.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: V, weight: int) -> None:
        """Keep a value; one that is heavier than everything together may be is not kept."""
        if weight > self.most:
            return
        with self.lock:
            if key in self.kept:
                self.weight -= self.kept.pop(key)[1]
            self.kept[key] = value, weight
            self.weight += weight
            while self.weight > self.most or len(self.kept) > self.entries:
                self.weight -= self.kept.popitem(last=False)[1][1]
