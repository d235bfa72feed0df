"""Every public name has a docstring: what it does, and what PyTorch calls it."""

import importlib
import inspect
from typing import Any

import pytest

import autograd_core

MODULES = (
    *("nn", "nn.functional", "nn.init", "nn.utils", "nn.utils.rnn", "optim"),
    *("optim.lr_scheduler", "autograd", "autograd.functional", "autograd.graph", "linalg"),
    *("special", "func", "utils.data"),
)


def offered() -> dict[str, Any]:
    """Every public function and class by the name a program calls it."""
    found = {f"torch.{name}": value for name, value in autograd_core.NAMES.items()}
    found |= {f"torch.Tensor.{name}": value for name, value in autograd_core.METHODS.items()}
    for module in MODULES:
        own = importlib.import_module(f"autograd_core.{module}")
        listed = getattr(own, "__all__", ())
        found |= {f"torch.{module}.{name}": getattr(own, name) for name in listed}
    for name in autograd_core.__all__:
        found.setdefault(f"autograd_core.{name}", getattr(autograd_core, name))
    return {
        name: value
        for name, value in found.items()
        if inspect.isfunction(value) or inspect.isclass(value)
    }


OFFERED = offered()


def documentation(value: Any) -> str:
    """A function's docstring, or a class's own."""
    return (vars(value).get("__doc__") if inspect.isclass(value) else value.__doc__) or ""


def test_there_is_something_to_document() -> None:
    assert len(OFFERED) > 1500


@pytest.mark.parametrize("path", sorted({name.rpartition(".")[0] for name in OFFERED}))
def test_every_public_name_has_a_docstring(path: str) -> None:
    own = {name for name in OFFERED if name.rpartition(".")[0] == path}
    assert [name for name in sorted(own) if not documentation(OFFERED[name]).strip()] == []


@pytest.mark.parametrize("path", sorted({name.rpartition(".")[0] for name in OFFERED}))
def test_every_docstring_names_the_function_of_torch(path: str) -> None:
    """Python's own protocol (`__len__`, `__float__`) needs no other name; nor does what is ours."""
    own = {name for name in OFFERED if name.rpartition(".")[0] == path}
    silent = {
        name
        for name in own
        if "torch." not in documentation(OFFERED[name]) and not name.endswith("__")
    }
    assert [name for name in sorted(silent) if not name.startswith("autograd_core.")] == []


def test_the_docstring_of_an_operation_tells_shapes_and_errors() -> None:
    """It is derived from the operation's entry."""
    told = documentation(autograd_core.NAMES["maximum"])
    assert "(torch.maximum)" in told
    assert "Raises RuntimeError when the shapes do not broadcast." in told
    assert "Any shape" in documentation(autograd_core.NAMES["exp"])
    assert "no gradient" in documentation(autograd_core.NAMES["isnan"])
