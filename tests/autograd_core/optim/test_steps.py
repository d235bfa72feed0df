"""Fifty steps of every optimizer beside PyTorch's, and what the trace tells of a step."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest

import autograd_core
from autograd_core.optim import OPTIMIZERS
from autograd_core.trace.trace import Trace
from tests.support import needs

OPTIONS: dict[str, list[dict[str, Any]]] = {
    "SGD": [
        {"lr": 0.05},
        {"lr": 0.02, "momentum": 0.9},
        {"lr": 0.02, "momentum": 0.9, "dampening": 0.3, "weight_decay": 0.1},
        {"lr": 0.02, "momentum": 0.9, "nesterov": True},
        {"lr": 0.001, "maximize": True},
    ],
    "Adam": [{"lr": 0.02}, {"lr": 0.02, "weight_decay": 0.1, "amsgrad": True}],
    "AdamW": [{"lr": 0.02}],
    "Adamax": [{"lr": 0.02}],
    "NAdam": [{"lr": 0.02}, {"lr": 0.02, "weight_decay": 0.01, "decoupled_weight_decay": True}],
    "RAdam": [{"lr": 0.02}],
    "RMSprop": [{"lr": 0.01}, {"lr": 0.01, "centered": True, "momentum": 0.5}],
    "Adagrad": [{"lr": 0.1, "lr_decay": 0.01, "initial_accumulator_value": 0.1}],
    "Adadelta": [{"weight_decay": 0.01}],
    "Rprop": [{"lr": 0.01}],
    "ASGD": [{"lr": 0.01, "t0": 5}],
    "LBFGS": [
        {"lr": 0.1, "max_iter": 4},
        {"lr": 1, "max_iter": 5, "line_search_fn": "strong_wolfe"},
    ],
}
CASES = [
    pytest.param(name, options, id=f"{name}-{'-'.join(options)}")
    for name, variants in OPTIONS.items()
    for options in variants
]


def path(torch: ModuleType, name: str, options: dict[str, Any], dtype: str) -> tuple[Any, Any]:
    """The parameters after each step on a fixed valley, and their versions at the end."""
    random = np.random.default_rng(0)
    shapes: list[Any] = [(3, 2), (4,), ()]
    starts = [np.asarray(random.normal(size=shape), dtype) for shape in shapes]
    weights = [torch.tensor(start, requires_grad=True) for start in starts]
    optimizer = getattr(torch.optim, name)(weights, **options)

    def closure() -> Any:
        optimizer.zero_grad()
        loss = 0
        for slope, w in enumerate(weights, 1):
            loss = loss + ((w * w - 1.0) * (w * w - 1.0) * slope * 0.3 + w * 0.2).sum()
        loss.backward()
        return loss

    rows = []
    for _ in range(10 if name == "LBFGS" else 50):
        optimizer.step(closure)
        rows.append(np.concatenate([np.ravel(w.detach().numpy()) for w in weights]))
    return np.array(rows), [w._version for w in weights]


@pytest.mark.parametrize(("dtype", "tolerance"), [("float32", 1e-5), ("float64", 1e-12)])
@pytest.mark.parametrize(("name", "options"), CASES)
def test_fifty_steps_are_those_of_torch(
    torch: ModuleType, name: str, options: dict[str, Any], dtype: str, tolerance: float
) -> None:
    """All parameters after every step, and how often they were written."""
    try:
        found, versions = path(autograd_core, name, options, dtype)
    except AttributeError as error:
        needs(str(error), "")
        raise
    expected, expected_versions = path(torch, name, options, dtype)
    if name == "LBFGS":
        tolerance *= 100  # it decides by comparing numbers that hardly differ
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance)
    assert versions == expected_versions


def test_every_optimizer_has_been_compared() -> None:
    """A new optimizer needs a row in OPTIONS."""
    assert OPTIONS.keys() == OPTIMIZERS.keys() - {"Optimizer"}


def test_the_trace_tells_of_a_step_before_the_updates() -> None:
    """A `step` event names the class and the parameters; the writes follow, then nothing else."""
    torch: Any = autograd_core
    w = torch.ones(2, requires_grad=True)
    unused = torch.ones(1, requires_grad=True)
    optimizer = torch.optim.SGD([w, unused], lr=0.5)
    (w * 3).sum().backward()
    with torch.record() as recorder:
        optimizer.step()
    trace = Trace.from_json(recorder.to_json())
    kinds = [event["kind"] for event in trace.events if event["kind"] != "create"]
    assert kinds == ["step", "mode", "op", "mode"]
    step = next(event for event in trace.events if event["kind"] == "step")
    write = next(event for event in trace.events if event["kind"] == "op")
    assert step["optimizer"] == "SGD"
    assert step["tensors"] == [write["inplace"]]
    assert write["op"] == "add.Tensor"
    assert write["reason"] == "no_grad"
    assert trace.values[write["outputs"][0]["value"]]["data"] == [-0.5, -0.5]


def test_an_optimizer_of_ones_own_tells_of_its_steps() -> None:
    """A subclass that only defines `step` is seen as well."""
    torch: Any = autograd_core

    class Mine(torch.optim.Optimizer):  # type: ignore[misc]
        def step(self) -> None:
            with torch.no_grad():
                for parameter in self.param_groups[0]["params"]:
                    parameter.sub_(parameter.grad)

    w = torch.ones(2, requires_grad=True)
    optimizer = Mine([w], {})
    w.sum().backward()
    with torch.record() as recorder:
        optimizer.step()
    steps = [event for event in recorder.trace().events if event["kind"] == "step"]
    assert [step["optimizer"] for step in steps] == ["Mine"]
