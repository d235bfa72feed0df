"""`numpy.random`: numpy's own generators, begun with the run's seed, sized before they draw."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from viz_app.language.attributes import TABLES, Method
from viz_app.language.errors import made
from viz_app.language.facades.arrays import Array, Telling, array_of, dtype_of, plain, room, wrapped
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, TypeValue, Value, address, shown_as

BY_SHAPE = ("rand", "randn")
LEGACY = """
    beta binomial choice exponential gamma geometric laplace logistic lognormal multinomial
    multivariate_normal normal permutation poisson randint random random_integers random_sample
    ranf sample standard_normal uniform
"""
MODERN = """
    beta binomial choice exponential gamma geometric integers laplace logistic lognormal multinomial
    multivariate_normal normal permutation permuted poisson random standard_normal uniform
"""
SIZE_AT = {"random": 0, "random_sample": 0, "ranf": 0, "sample": 0, "standard_normal": 0}
SIZE_AT |= {"choice": 1, "exponential": 1, "poisson": 1, "geometric": 1}
"""The place of `size` among the arguments; for all others it is the third."""


@shown_as("numpy.random.Generator")
class Source:
    """A generator of random numbers."""

    __slots__ = ("drawing", "machine", "place", "title")

    def __init__(self, machine: Machine, drawing: Any, title: str) -> None:
        self.machine = machine
        self.drawing = drawing
        self.title = title

    def __repr__(self) -> str:
        return f"{self.title} at {address(self).upper().replace('X', 'x')}"


def drawn(name: str) -> Callable[..., Value]:
    """A method that draws: how much is known before it does."""

    def draw(self: Source, *args: Value, **words: Value) -> Value:
        machine = self.machine
        parts = [plain(machine, arg) for arg in args]
        named = {
            word: dtype_of(value)
            if word == "dtype" and value is not None
            else plain(machine, value)
            for word, value in words.items()
        }
        place = SIZE_AT.get(name, 2)
        size = named.get("size", parts[place] if len(parts) > place else None)
        if name in BY_SHAPE:
            size = parts
        wanted = math.prod(np.atleast_1d(size).tolist()) if size is not None else 1
        given = max((int(np.size(part)) for part in parts), default=1)
        if name in ("choice", "permutation") and parts and np.ndim(parts[0]) == 0:
            given = max(given, int(parts[0]))
        room(machine, max(int(wanted), given) * (given if name.startswith("multi") else 1))
        with Telling(machine):
            return wrapped(machine, getattr(self.drawing, name)(*parts, **named))

    return draw


def shuffle(self: Source, x: Value) -> None:
    """The items in another order, in place; lists as well as arrays."""
    if type(x) is list:
        self.machine.charge(len(x))
        self.drawing.shuffle(x)
        return
    if type(x) is not Array:
        raise made("TypeError", "shuffle takes an array or a list")
    self.drawing.shuffle(x.data)


def seeded(self: Source, seed: Value = None) -> None:
    self.drawing.seed(self.machine.seed if seed is None else seed_of(self.machine, seed))


def seed_of(machine: Machine, seed: Value) -> Any:
    if isinstance(seed, int):
        return int(seed)
    return array_of(machine, seed, np.int64)


METHODS: dict[str, Callable[..., Value]] = {
    **{name: drawn(name) for name in {*LEGACY.split(), *MODERN.split(), *BY_SHAPE}},
    "shuffle": shuffle,
    "seed": seeded,
}
TABLES[Source] = {name: Method(name, call) for name, call in METHODS.items()}


def random_names(machine: Machine) -> dict[str, Value]:
    """The names of `numpy.random`."""
    seed = machine.seed & 0xFFFF_FFFF
    shared = Source(machine, np.random.RandomState(seed), "RandomState(MT19937)")

    def bound(name: str) -> Callable[..., Value]:
        call = METHODS[name]
        return lambda *args, **words: call(shared, *args, **words)

    def default_rng(seed: Value = None) -> Value:
        if type(seed) is Source:
            return seed
        begun = machine.seed if seed is None else seed_of(machine, seed)
        return Source(machine, np.random.default_rng(begun), "Generator(PCG64)")

    def random_state(seed: Value = None) -> Value:
        begun = machine.seed if seed is None else seed_of(machine, seed)
        return Source(machine, np.random.RandomState(begun), "RandomState(MT19937)")

    listed = (*LEGACY.split(), *BY_SHAPE, "shuffle", "seed")
    return {
        **{name: Builtin(name, bound(name)) for name in listed},
        "default_rng": Builtin("default_rng", default_rng),
        "RandomState": Builtin("RandomState", random_state),
        "Generator": TypeValue("Generator", Source, default_rng, "numpy.random"),
    }
