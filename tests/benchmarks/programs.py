"""The programs that the engines are compared with, as steps: one call is forward and backward."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

import autograd_core

Step = Callable[[], Any]


def scalar_mlp(leaf: Callable[[float], Any], constant: Callable[[float], Any]) -> Step:
    """Two layers of eight squared units on four inputs."""
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


def hips_scalar_mlp() -> Step | None:
    """The same for HIPS autograd, whose gradients come from a function."""
    autograd = optional("autograd")
    if autograd is None:
        return None
    inputs = [0.3 * (j + 1) for j in range(4)]
    first = [[0.1 * (i - j) for j in range(4)] for i in range(8)]
    second = [[0.05 * (i + j) for j in range(8)] for i in range(8)]

    def loss(parameters: Any) -> Any:
        values = inputs
        for weights in parameters:
            sums = [sum(w * v for w, v in zip(row, values, strict=True)) for row in weights]
            values = [total * total for total in sums]
        return sum(values)

    gradient: Any = autograd.grad(loss)
    return lambda: gradient((first, second))


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
    hips = hips_scalar_mlp()
    if hips is not None:
        programs["HIPS autograd"] = hips
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
    """The same for tinygrad, realised at the end of each step; None if it cannot compile here."""
    if optional("tinygrad") is None:
        return None
    tensor: Any = importlib.import_module("tinygrad").Tensor
    random = np.random.default_rng(0)

    def leaf(*shape: int) -> Any:
        return tensor((random.normal(size=shape) / size**0.5).astype("float32")).realize()

    try:
        x = leaf(size, size)
        weights = [leaf(size, size) for _ in range(layers)]
        biases = [leaf(size) for _ in range(layers)]
        (x + 1).realize()
    except (RuntimeError, OSError):  # no device, or no clang for the device
        return None

    def step() -> Any:
        h = x
        for weight, bias in zip(weights, biases, strict=True):
            h = (h @ weight + bias).tanh()
        loss = (h * h).mean()
        loss.backward()
        tensor.realize(loss, *(each.grad for each in (*weights, *biases)))
        for each in (*weights, *biases):
            each.grad = None
        return loss

    return step


def optional(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
