"""`dir`, `globals`, `id`, `vars`: a program looks at its own names, at nothing of the host."""

from __future__ import annotations

from collections.abc import Callable

from autograd_core.node import Node
from viz_app.language.attributes import TABLES
from viz_app.language.classes import Instance, UserClass
from viz_app.language.errors import made
from viz_app.language.machine import Machine
from viz_app.language.values import Namespace, Value

FIRST, STEP = 0x7F3A_8000_0000, 0x40
"""Where objects seem to lie; the same in every run of the same program."""


def looking_functions(machine: Machine) -> dict[str, Callable[..., Value]]:
    """The functions for one run."""

    def names(*value: Value) -> list[str]:
        return names_of(machine, *value)

    def own_globals() -> dict[str, Value]:
        return dict(named(machine))

    def attributes(*value: Value) -> dict[str, Value]:
        if not value:
            return own_globals()
        if isinstance(value[0], Instance):
            return value[0].names
        raise made("TypeError", "vars() argument must have __dict__ attribute")

    return {"dir": names, "globals": own_globals, "vars": attributes, "id": identities()}


def named(machine: Machine) -> dict[str, Value]:
    """The program's global names and what they mean."""
    return {name: value for name, value in machine.globals.items() if isinstance(name, str)}


def names_of(machine: Machine, *value: Value) -> list[str]:
    """`dir(value)`: the names that may be asked of a value; without one, the global names."""
    if not value:
        return sorted(named(machine))
    (asked,) = value
    if isinstance(asked, Node):
        return dir(asked)
    if isinstance(asked, Namespace):
        return sorted(asked.names)
    if isinstance(asked, UserClass | Instance):
        cls = asked if isinstance(asked, UserClass) else asked.cls
        found = {name for kind in cls.mro for name in kind.names}
        return sorted(found | (set(asked.names) if isinstance(asked, Instance) else set()))
    return sorted(machine.tables.get(type(asked), TABLES.get(type(asked), {})))


def identities() -> Callable[[Value], int]:
    """`id(value)`: a number of its own for each object, as long as the run lasts."""
    known: dict[int, tuple[Value, int]] = {}

    def identity(value: Value, /) -> int:
        if id(value) not in known:
            known[id(value)] = value, FIRST + STEP * len(known)
        return known[id(value)][1]

    return identity
