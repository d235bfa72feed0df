"""The modules that a program may import: each a table from name to value, made for one run.

One file per family; a file enters its modules with `@module("name")`, and the folder is the list.
"""

from __future__ import annotations

import importlib
import pkgutil

from viz_app.language.facades.registry import ADDITIONS, MAKERS
from viz_app.language.machine import Machine
from viz_app.language.values import Value

for _found in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_found.name}")


def modules(machine: Machine) -> dict[str, Value]:
    """Every module by its full name; a submodule is also an attribute of the one around it."""
    made = {name: make(machine) for name, make in MAKERS.items()}
    for name, add in ADDITIONS:
        add(machine, made[name].names)
    for name, namespace in made.items():
        around, _, own = name.rpartition(".")
        if around:
            made[around].names[own] = namespace
    return dict(made)
