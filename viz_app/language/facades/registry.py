"""The table of modules, and what the real ones offer: for a sentence instead of a shrug."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from viz_app.language.machine import Machine
from viz_app.language.values import Namespace, Value

Maker = Callable[[Machine], Namespace]
MAKERS: dict[str, Maker] = {}


def module(name: str) -> Callable[[Callable[[Machine], dict[str, Value]]], Maker]:
    """Decorator: the function makes the names of the module `name` for one run."""

    def enter(names: Callable[[Machine], dict[str, Value]]) -> Maker:
        def make(machine: Machine) -> Namespace:
            inside = names(machine)
            return Namespace(name, {"__name__": name, **inside}, known(name) - inside.keys())

        MAKERS[name] = make
        return make

    return enter


Addition = Callable[[Machine, dict[str, Value]], None]
ADDITIONS: list[tuple[str, Addition]] = []


def addition(name: str) -> Callable[[Addition], Addition]:
    """Decorator: the function changes the names of a module that another file makes."""

    def enter(add: Addition) -> Addition:
        ADDITIONS.append((name, add))
        return add

    return enter


@cache
def known_names() -> dict[str, frozenset[str]]:
    """What the real modules and torch.Tensor offer, by their names."""
    text = files(__package__).joinpath("known_names.txt").read_text(encoding="utf-8")
    pairs = (line.partition(": ") for line in text.splitlines())
    return {name: frozenset(names.split()) for name, _, names in pairs}


def known(name: str) -> frozenset[str]:
    return known_names().get(name, frozenset())
