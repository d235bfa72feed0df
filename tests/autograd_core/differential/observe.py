"""A program and an engine in, everything that can be observed after each statement out."""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Callable
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
    version: tuple[int, int | None]


@dataclass
class Moment:
    """What there is after one statement: the error it raised, its warnings, all tensors by name."""

    statement: str
    error: tuple[str, str] | None
    warnings: list[str]
    tensors: dict[str, Seen]
    seen: list[float]
    said: list[str]


def observe(torch: ModuleType, statements: list[str]) -> list[Moment]:
    """Run a program statement by statement; an error ends its statement, not the program."""
    space = names(torch)
    torch.manual_seed(0)
    torch.set_warn_always(True)  # what is said once would depend on the programs before
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
        seen, said = [*space["seen"]], [tidy(text) for text in space["said"]]
        moments.append(Moment(statement, error, texts, tensors(torch, space), seen, said))
    torch.set_grad_enabled(True)
    torch.set_warn_always(False)
    torch.set_default_dtype(torch.float32)
    return moments


def names(torch: ModuleType) -> dict[str, Any]:
    """The names that a program starts with; it puts numbers into `seen`, texts into `said`."""
    functional = importlib.import_module(f"{torch.__name__}.nn.functional")
    modules = {"torch": torch, "nn": torch.nn, "F": functional, "optim": torch.optim}
    return {**modules, "seen": [], "said": []}


def tensors(torch: ModuleType, space: dict[str, Any]) -> dict[str, Seen]:
    """Every tensor that has a name, and those of the modules that have one."""
    named = {name: each for name, each in space.items() if isinstance(each, torch.Tensor)}
    for name, module in space.items():
        if isinstance(module, torch.nn.Module):
            own = [*module.named_parameters(), *module.named_buffers()]
            named |= {f"{name}.{key}": each for key, each in own if not lazy(each)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {name: see(torch, each) for name, each in named.items()}


def lazy(parameter: Any) -> bool:
    """Whether a parameter has no values yet."""
    return type(parameter).__name__.startswith("Uninitialized")


def see(torch: ModuleType, tensor: Any) -> Seen:
    """One tensor, from the outside; where looking raises, the error is what there is to see.

    A fresh tensor's version is compared once somebody could have written into it: what the steps
    inside one operation leave in the counter (PyTorch's `maximum` counts its own) is nobody's
    business. Whether a tensor is a view is compared where it decides about in-place operations.
    """
    grad = told(lambda: tensor.grad)
    facts = {
        "shape": tuple(tensor.shape),
        "dtype": str(tensor.dtype),
        "requires_grad": tensor.requires_grad,
        "is_leaf": told(lambda: tensor.is_leaf),
        "inference": tensor.is_inference(),
        "output_nr": tensor.output_nr,
        "retains_grad": tensor.retains_grad,
        "view": tensor.requires_grad and tensor._is_view(),
        "graph": told(lambda: chain(tensor.grad_fn, 3)),
        "saved": told(lambda: saved_names(tensor.grad_fn)),
        "grad": grad,
    }
    if isinstance(grad, torch.Tensor):
        facts["grad"] = (tuple(grad.shape), str(grad.dtype), grad.requires_grad)
        return Seen(facts, array(tensor), array(grad), version(tensor))
    return Seen(facts, array(tensor), None, version(tensor))


def told(look: Callable[[], Any]) -> Any:
    """What a look finds, or the error that it raises."""
    try:
        return look()
    except RuntimeError as error:
        return tidy(str(error))


def version(tensor: Any) -> tuple[int, int | None]:
    """Whose counter, and where it stands; inference tensors have none."""
    number = told(lambda: tensor._version)
    return id(tensor), number if isinstance(number, int) else None


UNSEEN = ("_saved_buffer",)
"""Room for intermediate results that PyTorch's kernel of logsigmoid keeps; there is none here."""


def saved_names(node: Any) -> list[str]:
    """What a node lets one see of what it saved; None where it saved nothing under that name."""
    if node is None or type(node).__name__ in ("AccumulateGrad", "CopySlices"):
        return []
    names = [name for name in dir(node) if name.startswith("_saved_") and name not in UNSEEN]
    return sorted(names)


def array(tensor: Any) -> np.ndarray:
    return np.array(tensor.detach().numpy())


def tidy(text: str) -> str:
    """Without addresses and places in PyTorch's source."""
    text = re.sub(r" \(Triggered internally at [^)]*\)", "", text)
    if re.fullmatch(OUTSIDE.replace(r"\d+$", "0$"), text):
        return ZERO_DIM
    return re.sub(r"0x[0-9a-f]+", "0x…", text)


ZERO_DIM = "select() cannot be applied to a 0-dim tensor."
OUTSIDE = r"index -?\d+ is out of bounds for dimension 0 with size \d+$"
"""PyTorch reads the size of a 0-dim tensor from memory that may hold that of an earlier one."""


def difference(ours: list[Moment], theirs: list[Moment]) -> str:
    """The first thing in which two runs of a program differ; "" if there is none."""
    before: tuple[Moment, Moment] | None = None
    tolerance = precision(theirs)
    for found, expected in zip(ours, theirs, strict=True):
        told = moment_difference(found, expected, tolerance) or growth_difference(
            before, (found, expected)
        )
        if told:
            return f"after `{expected.statement}`: {told}"
        before = found, expected
    return ""


def precision(moments: list[Moment]) -> float:
    """What values may differ by: what was once rounded to float32 stays as coarse as that."""
    seen = [each.facts["dtype"] for moment in moments for each in moment.tensors.values()]
    return 1e-5 if "torch.float32" in seen else 1e-9


Error = tuple[str, str] | None


def both_refuse(found: Error, expected: Error) -> bool:
    """Whether two errors count as one: of two mistakes in one statement another is named first.

    PyTorch saves before it computes, so it complains of an inference tensor before it looks at
    shapes; and it looks into memory that is not there where an index is asked of an empty tensor.
    """
    if not found or not expected:
        return False
    return expected[1].startswith(FIRST) or (
        found[1] == ZERO_DIM and bool(re.fullmatch(OUTSIDE, expected[1]))
    )


FIRST = ("Inference tensors cannot be saved", "setStorage: sizes")


def moment_difference(found: Moment, expected: Moment, tolerance: float) -> str:
    """What differs after one statement."""
    if found.error != expected.error and not both_refuse(found.error, expected.error):
        return f"error {found.error}, torch {expected.error}"
    if found.warnings != expected.warnings:
        return f"warnings {found.warnings}, torch {expected.warnings}"
    if found.tensors.keys() != expected.tensors.keys():
        return f"names {list(found.tensors)}, torch {list(expected.tensors)}"
    if not near(np.array(found.seen), np.array(expected.seen), tolerance):
        return f"hooks saw {found.seen}, torch {expected.seen}"
    for ours, theirs in zip(found.said, expected.said, strict=True):
        if not same_text(ours, theirs):
            return f"said {ours!r}, torch {theirs!r}"
    for name, other in expected.tensors.items():
        told = tensor_difference(found.tensors[name], other, tolerance)
        if told:
            return f"{name}: {told}"
    return ""


def growth_difference(before: tuple[Moment, Moment] | None, after: tuple[Moment, Moment]) -> str:
    """By how much the versions of the tensors grew in one statement, where that differs."""
    if before is None:
        return ""
    for name, expected in after[1].tensors.items():
        olds = [moment.tensors.get(name) for moment in before]
        news = [after[0].tensors[name], expected]
        grown = [growth(old, new) for old, new in zip(olds, news, strict=True)]
        if None not in grown and grown[0] != grown[1]:
            return f"{name}: version grew by {grown[0]}, torch {grown[1]}"
    return ""


def growth(old: Seen | None, new: Seen) -> int | None:
    """How often a tensor was written into; None for another tensor, or one without a version."""
    if old is None or old.version[0] != new.version[0]:
        return None
    if old.version[1] is None or new.version[1] is None:
        return None
    return new.version[1] - old.version[1]


def tensor_difference(found: Seen, expected: Seen, tolerance: float) -> str:
    for fact, value in expected.facts.items():
        if found.facts[fact] != value:
            return f"{fact} {found.facts[fact]}, torch {value}"
    if not near(found.value, expected.value, tolerance):
        return f"value {found.value}, torch {expected.value}"
    if expected.grad is not None and not near(found.grad, expected.grad, tolerance):
        return f"grad {found.grad}, torch {expected.grad}"
    return ""


def near(found: np.ndarray | None, expected: np.ndarray, tolerance: float) -> bool:
    """Equal up to rounding; what are no floats exactly."""
    if found is None or found.shape != expected.shape or found.dtype != expected.dtype:
        return False
    if expected.dtype.kind != "f":
        return bool(np.array_equal(found, expected))
    finite = np.abs(expected[np.isfinite(expected)])
    largest = max(1.0, float(finite.max())) if finite.size else 1.0
    return bool(np.allclose(found, expected, tolerance, tolerance * largest, equal_nan=True))


NUMBER = re.compile(r"-?\d+\.\d*(?:e[+-]\d+)?")


LAYOUT = re.compile(f" *(?:{NUMBER.pattern})")
"""A float with the space before it, which a minus sign (of -0, too) takes away."""


def same_text(found: str, expected: str) -> bool:
    """The same text; a float in it may be rounded the other way in its last place."""
    if found == expected:
        return True
    if LAYOUT.sub("#", found) != LAYOUT.sub("#", expected):
        return False
    pairs = zip(NUMBER.findall(found), NUMBER.findall(expected), strict=True)
    return all(abs(float(a) - float(b)) <= 2e-4 * max(1, abs(float(b))) for a, b in pairs)
