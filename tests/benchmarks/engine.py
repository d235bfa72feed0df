"""Forward and backward of four engines side by side, in one run, as ratios to PyTorch eager.

    python -m tests.benchmarks.engine        (needs the extra `oracle`; autograd, micrograd and
                                              tinygrad are measured where they are installed)

Three programs: (a) a scalar MLP, one Python object per number; (b) an MLP of small tensors;
(c) one of 256×256 matrices. This engine runs with its full trace on, and without. The engines take
turns, so that a machine that slows down slows all of them; medians are printed.
"""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

import autograd_core

Step = Callable[[], Any]
ROUNDS = 30


def scalar_mlp(leaf: Callable[[float], Any], constant: Callable[[float], Any]) -> Step:
    """Two layers of eight squared units on four inputs: 240 scalar operations."""
    inputs = [constant(0.3 * (j + 1)) for j in range(4)]
    first = [[leaf(0.1 * (i - j)) for j in range(4)] for i in range(8)]
    second = [[leaf(0.05 * (i + j)) for j in range(8)] for i in range(8)]

    def layer(weights: list[list[Any]], values: list[Any]) -> list[Any]:
        results = []
        for row in weights:
            total = row[0] * values[0]
            for weight, value in zip(row[1:], values[1:], strict=True):
                total = total + weight * value
            results.append(total * total)
        return results

    def step() -> Any:
        outputs = layer(second, layer(first, inputs))
        loss = outputs[0]
        for output in outputs[1:]:
            loss = loss + output
        loss.backward()
        return loss

    return step


SCALAR_OPERATIONS = 8 * (4 + 3 + 1) + 8 * (8 + 7 + 1) + 7


def tensor_mlp(torch: Any, size: int, layers: int = 4) -> Step:
    """`layers` times tanh(x @ w + b), then the mean of the squares."""
    random = np.random.default_rng(0)

    def leaf(*shape: int) -> Any:
        array = (random.normal(size=shape) / size**0.5).astype("float32")
        return torch.tensor(array, requires_grad=True)

    x = torch.tensor(random.normal(size=(size, size)).astype("float32"))
    weights = [leaf(size, size) for _ in range(layers)]
    biases = [leaf(size) for _ in range(layers)]

    def step() -> Any:
        h = x
        for weight, bias in zip(weights, biases, strict=True):
            h = torch.tanh(h @ weight + bias)
        loss = (h * h).mean()
        loss.backward()
        return loss

    return step


def hips_mlp(size: int, layers: int = 4) -> Step | None:
    """The same for HIPS autograd, whose gradients come from a function."""
    autograd = optional("autograd")
    if autograd is None:
        return None
    anp: Any = importlib.import_module("autograd.numpy")
    random = np.random.default_rng(0)
    x = random.normal(size=(size, size)).astype("float32")
    weights = [
        (random.normal(size=(size, size)) / size**0.5).astype("float32") for _ in range(layers)
    ]
    biases = [(random.normal(size=size) / size**0.5).astype("float32") for _ in range(layers)]

    def loss(parameters: Any) -> Any:
        h = x
        for weight, bias in zip(*parameters, strict=True):
            h = anp.tanh(anp.dot(h, weight) + bias)
        return anp.mean(h * h)

    gradient: Any = autograd.grad(loss)
    return lambda: gradient((weights, biases))


def engines(build: Callable[[Any], Step]) -> dict[str, Step]:
    """The step of a program written for torch's interface, in each engine that has it."""
    plain = build(autograd_core)
    traced = build(autograd_core)

    def recorded() -> Any:
        with autograd_core.record():
            return traced()

    found = {"gradstep, full trace": recorded, "gradstep, no trace": plain}
    torch = optional("torch")
    if torch is not None:
        torch.set_num_threads(1)
        found["torch eager"] = build(torch)
    return found


def scalar_programs() -> dict[str, Step]:
    programs = engines(
        lambda torch: scalar_mlp(
            lambda v: torch.tensor(v, requires_grad=True), lambda v: torch.tensor(v)
        )
    )
    if optional("micrograd") is not None:
        value: Any = importlib.import_module("micrograd.engine").Value
        programs["micrograd"] = scalar_mlp(value, value)
    return programs


def tensor_programs(size: int) -> dict[str, Step]:
    programs = engines(lambda torch: tensor_mlp(torch, size))
    hips = hips_mlp(size)
    if hips is not None:
        programs["HIPS autograd"] = hips
    tinygrad = tinygrad_mlp(size)
    if tinygrad is not None:
        programs["tinygrad"] = tinygrad
    return programs


def tinygrad_mlp(size: int, layers: int = 4) -> Step | None:
    """The same for tinygrad, realised at the end of each step."""
    if optional("tinygrad") is None:
        return None
    tensor: Any = importlib.import_module("tinygrad").Tensor
    random = np.random.default_rng(0)

    def leaf(*shape: int) -> Any:
        array = (random.normal(size=shape) / size**0.5).astype("float32")
        return tensor(array, requires_grad=True)

    x = tensor(random.normal(size=(size, size)).astype("float32"))
    weights = [leaf(size, size) for _ in range(layers)]
    biases = [leaf(size) for _ in range(layers)]

    def step() -> Any:
        h = x
        for weight, bias in zip(weights, biases, strict=True):
            h = (h @ weight + bias).tanh()
        loss = (h * h).mean()
        loss.backward()
        tensor.realize(loss, *(leaf.grad for leaf in (*weights, *biases)))
        for each in (*weights, *biases):
            each.grad = None
        return loss

    return step


def optional(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def measure(programs: dict[str, Step], rounds: int = ROUNDS) -> dict[str, float]:
    """The median seconds of a step of each program, the programs taking turns."""
    times: dict[str, list[float]] = {name: [] for name in programs}
    for step in programs.values():
        step()
    for _ in range(rounds):
        for name, step in programs.items():
            start = time.perf_counter()
            step()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in times.items()}


def report(title: str, found: dict[str, float], operations: int | None = None) -> None:
    base = found.get("torch eager")
    print(title)
    for name, seconds in sorted(found.items(), key=lambda item: item[1]):
        ratio = f"{seconds / base:6.2f} × torch" if base else ""
        each = f"{seconds / operations * 1e6:6.2f} µs an operation" if operations else ""
        print(f"  {name:22s}{seconds * 1e6:12.1f} µs  {ratio}  {each}")


def growth() -> None:
    """Time and memory of a chain of n operations, recorded: the same per operation at any n."""
    import tracemalloc

    print("(d) a chain of n operations with full trace, forward and backward")
    for count in (100, 1_000, 10_000, 100_000):
        x = autograd_core.tensor(1.0, requires_grad=True)
        tracemalloc.start()
        start = time.perf_counter()
        with autograd_core.record():
            y = x
            for _ in range(count):
                y = y * 1.0
            y.backward()
        seconds = time.perf_counter() - start
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        each = f"{seconds / count * 1e6:7.2f} µs  {peak / count:8.0f} bytes"
        print(f"  n = {count:7,d}  {each} an operation")


if __name__ == "__main__":
    report("(a) scalar MLP", measure(scalar_programs()), SCALAR_OPERATIONS)
    report("(b) small tensors, 8×8", measure(tensor_programs(8)))
    report("(c) matrices, 256×256", measure(tensor_programs(256), rounds=10))
    growth()
