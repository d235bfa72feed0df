"""`heapq` and `bisect`: Python's own, on the lists of the program."""

from __future__ import annotations

import bisect
import heapq
from collections.abc import Callable

from viz_app.language.builtins import PlainIterator
from viz_app.language.facades.registry import module
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, Value

QUICK = "heappush heappop heapreplace heappushpop"
SEARCHES = "bisect bisect_left bisect_right insort insort_left insort_right"


@module("heapq")
def heapq_(machine: Machine) -> dict[str, Value]:
    def walking(name: str, place: int) -> Callable[..., Value]:
        host: Callable[..., Value] = getattr(heapq, name)

        def call(*args: Value, **options: Value) -> Value:
            for each in args[place : place + 1]:
                machine.charge_items(each)
            return host(*args, **options)

        return call

    def merge(*iterables: Value, key: Value = None, reverse: bool = False) -> Value:
        return PlainIterator(machine, heapq.merge(*iterables, key=key, reverse=reverse))

    calls: dict[str, Callable[..., Value]] = {
        **{name: getattr(heapq, name) for name in QUICK.split()},
        "heapify": walking("heapify", 0),
        "nlargest": walking("nlargest", 1),
        "nsmallest": walking("nsmallest", 1),
        "merge": merge,
    }
    return {name: Builtin(name, call) for name, call in calls.items()}


@module("bisect")
def bisect_(machine: Machine) -> dict[str, Value]:
    return {name: Builtin(name, getattr(bisect, name)) for name in SEARCHES.split()}
