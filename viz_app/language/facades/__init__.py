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


class Modules(dict[str, Value]):
    """Every module by its full name, made when it is first asked for.

    A package is made as a whole; a submodule is also an attribute of the module around it.
    """

    def __init__(self, machine: Machine) -> None:
        super().__init__()
        self.machine = machine

    def __missing__(self, name: str) -> Value:
        package = name.partition(".")[0]
        for path, make in MAKERS.items():
            if path.partition(".")[0] == package:
                self[path] = make(self.machine)
        for path, add in ADDITIONS:
            if path == package:
                add(self.machine, self[path].names)
        for path, namespace in self.items():
            around, _, own = path.rpartition(".")
            if around and path.startswith(f"{package}."):
                self[around].names[own] = namespace
        return self[name]
