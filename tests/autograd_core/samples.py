"""An op's sample in, what an engine makes of it out: values, nodes, first and second gradients."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np


@dataclass
class Outcome:
    """What one engine answers to one sample, as plain data that can be compared."""

    values: list[np.ndarray] = field(default_factory=list)
    dtypes: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    gradients: list[np.ndarray | None] = field(default_factory=list)
    gradient_nodes: list[str] = field(default_factory=list)
    second: list[np.ndarray | None] = field(default_factory=list)
    refusal: str = ""


class Leaves:
    """The makers of a sample's inputs; the same seed gives the same numbers to both engines."""

    def __init__(self, torch: ModuleType, dtype: str, seed: int = 0) -> None:
        self.torch = torch
        self.dtype = dtype
        self.random = np.random.default_rng(seed)
        self.made: list[Any] = []

    def leaf(self, array: Any) -> Any:
        made = self.torch.tensor(np.asarray(array, dtype=self.dtype), requires_grad=True)
        self.made.append(made)
        return made

    def x(self, *shape: int) -> Any:
        """A leaf of normal numbers."""
        return self.leaf(self.random.normal(size=shape))

    def p(self, *shape: int) -> Any:
        """A leaf of numbers between 0.5 and 2."""
        return self.leaf(self.random.uniform(0.5, 2.0, size=shape))

    def u(self, *shape: int) -> Any:
        """A leaf of numbers between -0.9 and 0.9."""
        return self.leaf(self.random.uniform(-0.9, 0.9, size=shape))

    def i(self, high: int, *shape: int) -> Any:
        """An integer tensor (no leaf) of numbers from 0 to high - 1."""
        return self.torch.tensor(self.random.integers(0, high, size=shape))

    def v(self, *numbers: Any) -> Any:
        """A leaf of exactly these numbers (ties, kinks, zeros)."""
        return self.leaf(numbers)

    def c(self, *shape: int) -> Any:
        """A constant: normal numbers, no gradient wanted."""
        array = self.random.normal(size=shape).astype(self.dtype)
        return self.torch.tensor(array)

    def namespace(self) -> dict[str, Any]:
        names: dict[str, Any] = {"torch": self.torch, "np": np}
        for name in ("x", "p", "u", "i", "v", "c"):
            names[name] = getattr(self, name)
        for alias, module in (("nn", ".nn"), ("F", ".nn.functional")):
            try:
                names[alias] = importlib.import_module(self.torch.__name__ + module)
            except ImportError:
                continue
        return names


def outcome(torch: ModuleType, source: str, dtype: str) -> Outcome:
    """Evaluate a sample and differentiate it twice, with fixed weights on every result."""
    leaves = Leaves(torch, dtype)
    torch.manual_seed(0)
    outputs = flat(eval(source, leaves.namespace()))
    found = Outcome()
    for output in outputs:
        found.values.append(np.asarray(output.detach().numpy()))
        found.dtypes.append(str(output.dtype).removeprefix("torch."))
        found.chains.append(chain(output.grad_fn))
    weights = np.random.default_rng(1)
    recorded = [output for output in outputs if output.requires_grad]
    if not recorded:
        return found
    first = torch.autograd.grad(
        recorded,
        leaves.made,
        seeds(torch, recorded, weights),
        create_graph=True,
        allow_unused=True,
    )
    found.gradients = [numbers(grad) for grad in first]
    found.gradient_nodes = ["" if g is None else name_of(g.grad_fn) for g in first]
    again = [grad for grad in first if grad is not None and grad.requires_grad]
    if again:
        starts = seeds(torch, again, weights)
        try:
            second = torch.autograd.grad(again, leaves.made, starts, allow_unused=True)
            found.second = [numbers(grad) for grad in second]
        except RuntimeError as error:
            found.refusal = str(error)
    return found


def seeds(torch: ModuleType, outputs: list[Any], random: np.random.Generator) -> list[Any]:
    """A fixed seed for every output, in its shape and dtype."""
    arrays = [random.normal(size=tuple(o.shape)).astype(o.detach().numpy().dtype) for o in outputs]
    return [torch.tensor(array) for array in arrays]


def flat(result: Any) -> list[Any]:
    """The tensors of a result that is a tensor or a tuple of tensors."""
    if isinstance(result, (tuple, list)):
        return [tensor for item in result for tensor in flat(item)]
    return [result] if hasattr(result, "grad_fn") else []


def numbers(grad: Any) -> np.ndarray | None:
    # + 0: PyTorch has zero tensors without memory, which numpy cannot see
    return None if grad is None else np.asarray((grad.detach() + 0).numpy())


def name_of(node: Any) -> str:
    return "" if node is None else type(node).__name__


def chain(node: Any, depth: int = 0) -> str:
    """The names of a node and of what lies behind it, to a depth of six."""
    if node is None:
        return "None"
    name = type(node).__name__
    if name == "AccumulateGrad":
        return "AG"
    if depth == 6:
        return f"{name}(..)"
    behind = [chain(each, depth + 1) + (f"#{nr}" if nr else "") for each, nr in node.next_functions]
    return f"{name}({', '.join(behind)})"
