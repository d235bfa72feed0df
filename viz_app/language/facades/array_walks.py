"""Walks over all places of an array: `np.nditer`, `np.ndindex`, `np.ndenumerate`."""

from __future__ import annotations

import math
from collections.abc import Iterator as HostIterator
from typing import Any

import numpy as np

from viz_app.language.attributes import TABLES, Field, Method
from viz_app.language.builtins import PlainIterator
from viz_app.language.errors import made
from viz_app.language.facades.arrays import plain, wrapped
from viz_app.language.facades.registry import addition
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, TypeValue, Value, address, shown_as


@shown_as("nditer")
class Walk:
    """`np.nditer`: where it stands in an array, and whether it is past the end."""

    __slots__ = ("array", "at", "machine", "place", "size")

    def __init__(self, machine: Machine, array: Any) -> None:
        self.machine = machine
        self.array = array
        self.size = int(array.size)
        self.at = 0

    def index(self) -> tuple[int, ...]:
        if self.at >= self.size:
            raise made("ValueError", "Iterator is past the end")
        return tuple(int(each) for each in np.unravel_index(self.at, self.array.shape))

    def advance(self) -> bool:
        self.machine.charge(1)
        self.at += 1
        return self.at < self.size

    def __iter__(self) -> HostIterator[Value]:
        while self.at < self.size:
            yield wrapped(self.machine, self.array[self.index()])
            self.advance()

    def __repr__(self) -> str:
        return f"<numpy.nditer object at {address(self)}>"


TABLES[Walk] = {
    "multi_index": Field(Walk.index),
    "index": Field(lambda self: self.at),
    "finished": Field(lambda self: self.at >= self.size),
    "iternext": Method("iternext", Walk.advance),
}


@addition("numpy")
def walks(machine: Machine, names: dict[str, Value]) -> None:
    def over(op: Value, flags: Value = (), op_flags: Value = (), **words: Value) -> Value:
        return Walk(machine, np.asarray(plain(machine, op)))

    def indices(*shape: Value) -> Value:
        sizes = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
        machine.charge(math.prod(int(size) for size in sizes))
        return PlainIterator(machine, np.ndindex(*[int(size) for size in sizes]))

    def enumerated(arr: Value) -> Value:
        array = np.asarray(plain(machine, arr))
        places = np.ndindex(*array.shape)
        return PlainIterator(machine, ((at, wrapped(machine, array[at])) for at in places))

    names["nditer"] = TypeValue("nditer", Walk, over, "numpy", quick=False)
    names["ndindex"] = Builtin("ndindex", indices)
    names["ndenumerate"] = Builtin("ndenumerate", enumerated)


VALUE_TYPES = (Walk,)
