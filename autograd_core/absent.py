"""Names that this engine lacks: a module and a name in, the sentence that says so out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from autograd_core.torch_names import by_module


@cache
def listed() -> dict[str, frozenset[str]]:
    """PyTorch's names by module."""
    return by_module()


def is_absent(path: str, name: str) -> bool:
    """Whether PyTorch has `name` in the module (or class) `path`; who asks knows that we do not."""
    return name in listed().get(path, ())


def sentence(path: str, name: str) -> str:
    """What to say of a name that is not here: PyTorch's own sentence, if it has none either."""
    if is_absent(path, name):
        return f"{path}.{name} is not part of Gradstep (PyTorch 2.13 has it)"
    if path == "torch.Tensor":
        return f"'Tensor' object has no attribute '{name}'"
    return f"module '{path}' has no attribute '{name}'"


def getattr_of(path: str) -> Callable[[str], Any]:
    """A module's `__getattr__`, which names what is missing."""

    def missing(name: str) -> Any:
        raise AttributeError(sentence(path, name))

    return missing


def tensor_attribute(self: Any, name: str) -> Any:
    """`Tensor.__getattr__`: only asked for what there is not."""
    if is_absent("torch.Tensor", name):
        raise AttributeError(sentence("torch.Tensor", name))
    raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
