"""Saving and loading: tensors, state dicts and plain data in, a file out, and back.

The file is a pickle of numpy arrays, not PyTorch's format. Loading admits the classes named here
and nothing else, so that a file cannot run code.
"""

from __future__ import annotations

import io
import pickle
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

ADMITTED = {
    "builtins": {"set", "frozenset", "complex", "slice", "bytearray"},
    "collections": {"OrderedDict", "defaultdict", "Counter"},
    "numpy": {"dtype", "ndarray"},
    "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "numpy.core.multiarray": {"_reconstruct", "scalar"},
    "numpy._core.numeric": {"_frombuffer"},
    "copyreg": {"_reconstructor"},
    "torch": {"Size", "dtype", "device"},
}
"""The names that a file may refer to, by module; besides them this engine's own."""
OWN = ("autograd_core.tensor", "autograd_core.nn.parameter", "autograd_core.dtypes")
"""Modules of this engine whose names a file may refer to."""
OUTSIDE = (
    "Weights only load failed. This file refers to {name}, which is none of the types that a file "
    "may hold here: tensors, state dicts and plain Python data."
)


class Writer(pickle.Pickler):
    """A pickler that writes state dicts as what they are: ordered dictionaries."""

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, OrderedDict):
            return OrderedDict, (), None, None, iter(obj.items())
        return NotImplemented


class Reader(pickle.Unpickler):
    """An unpickler that knows only the admitted names."""

    def find_class(self, module: str, name: str) -> Any:
        if name in ADMITTED.get(module, ()) or module in OWN:
            home = "autograd_core" if module == "torch" else module
            return getattr(import_module(home), name)
        raise pickle.UnpicklingError(OUTSIDE.format(name=f"{module}.{name}"))


def save(obj: Any, f: Any, pickle_module: Any = None, pickle_protocol: int = 2) -> None:
    """Write tensors, state dicts and plain data into a file (torch.save).

    f  a path or an open binary file
    """
    with opened(f, "wb") as file:
        Writer(file).dump(obj)


def load(f: Any, map_location: Any = None, *, weights_only: bool = True, **options: Any) -> Any:
    """What `save` wrote (torch.load).

    f  a path or an open binary file
    Raises pickle.UnpicklingError for a file that holds anything but tensors and plain data, also
    with `weights_only=False`: PyTorch would then run the code in it.
    """
    with opened(f, "rb") as file:
        return Reader(io.BytesIO(file.read())).load()


@contextmanager
def opened(f: Any, mode: str) -> Iterator[Any]:
    """A path as an open file, closed at the end; an open file as it is."""
    if hasattr(f, "read" if mode == "rb" else "write"):
        yield f
        return
    with open(f, mode) as file:
        yield file
