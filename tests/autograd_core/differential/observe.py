"""A program and an engine in, everything that can be observed after each statement out."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from tests.autograd_core.samples import chain


@dataclass
class Seen:
    """One tensor at one moment; `value` and `grad` are compared nearly, the rest exactly."""

    facts: dict[str, Any]
    value: np.ndarray
    grad: np.ndarray | None


@dataclass
class Moment:
    """What there is after one statement: the error it raised, its warnings, all tensors by name."""

    statement: str
    error: tuple[str, str] | None
    warnings: list[str]
    tensors: dict[str, Seen]
    seen: list[float]


def observe(torch: ModuleType, statements: list[str]) -> list[Moment]:
    """Run a program statement by statement; an error ends its statement, not the program."""
    space: dict[str, Any] = {"torch": torch, "seen": []}
    moments = []
    for statement in statements:
        with warnings.catch_warnings(record=True) as given:
            warnings.simplefilter("always")
            error = None
            try:
                exec(statement, space)
            except Exception as raised:
                error = (type(raised).__name__, tidy(str(raised)))
        texts = [tidy(str(warning.message)) for warning in given]
        moments.append(Moment(statement, error, texts, tensors(torch, space), [*space["seen"]]))
    torch.set_grad_enabled(True)
    return moments


def tensors(torch: ModuleType, space: dict[str, Any]) -> dict[str, Seen]:
    """Every tensor that has a name."""
    named = {name: each for name, each in space.items() if isinstance(each, torch.Tensor)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {name: see(torch, each) for name, each in named.items()}


def see(torch: ModuleType, tensor: Any) -> Seen:
    """One tensor, from the outside."""
    inference = tensor.is_inference()
    grad = tensor.grad
    facts = {
        "shape": tuple(tensor.shape),
        "dtype": str(tensor.dtype),
        "requires_grad": tensor.requires_grad,
        "is_leaf": tensor.is_leaf,
        "version": None if inference else tensor._version,
        "inference": inference,
        "output_nr": tensor.output_nr,
        "retains_grad": tensor.retains_grad,
        "view": tensor._is_view(),
        "graph": chain(tensor.grad_fn, 3),
        "saved": saved_names(tensor.grad_fn),
        "grad": None if grad is None else (tuple(grad.shape), str(grad.dtype), grad.requires_grad),
    }
    return Seen(facts, array(tensor), None if grad is None else array(grad))


def saved_names(node: Any) -> list[str]:
    """What a node lets one see of what it saved; None where it saved nothing under that name."""
    if node is None or type(node).__name__ in ("AccumulateGrad", "CopySlices"):
        return []
    names = [name for name in dir(node) if name.startswith("_saved_")]
    return sorted(names)


def array(tensor: Any) -> np.ndarray:
    return np.array(tensor.detach().numpy())


def tidy(text: str) -> str:
    """Without addresses and places in PyTorch's source."""
    text = re.sub(r" \(Triggered internally at [^)]*\)", "", text)
    return re.sub(r"0x[0-9a-f]+", "0x…", text)


def difference(ours: list[Moment], theirs: list[Moment]) -> str:
    """The first thing in which two runs of a program differ; "" if there is none."""
    for found, expected in zip(ours, theirs, strict=True):
        where = f"after `{expected.statement}`: "
        if found.error != expected.error:
            return f"{where}error {found.error}, torch {expected.error}"
        if found.warnings != expected.warnings:
            return f"{where}warnings {found.warnings}, torch {expected.warnings}"
        if found.tensors.keys() != expected.tensors.keys():
            return f"{where}names {list(found.tensors)}, torch {list(expected.tensors)}"
        if not near(np.array(found.seen), np.array(expected.seen)):
            return f"{where}hooks saw {found.seen}, torch {expected.seen}"
        for name, other in expected.tensors.items():
            told = tensor_difference(found.tensors[name], other)
            if told:
                return f"{where}{name}: {told}"
    return ""


def tensor_difference(found: Seen, expected: Seen) -> str:
    for fact, value in expected.facts.items():
        if found.facts[fact] != value:
            return f"{fact} {found.facts[fact]}, torch {value}"
    if not near(found.value, expected.value):
        return f"value {found.value}, torch {expected.value}"
    if expected.grad is not None and not near(found.grad, expected.grad):
        return f"grad {found.grad}, torch {expected.grad}"
    return ""


def near(found: np.ndarray | None, expected: np.ndarray) -> bool:
    """Equal up to the rounding of their dtype."""
    if found is None or found.shape != expected.shape:
        return False
    tolerance = 1e-9 if expected.dtype == np.float64 else 1e-5
    return bool(np.allclose(found, expected, rtol=tolerance, atol=tolerance, equal_nan=True))
