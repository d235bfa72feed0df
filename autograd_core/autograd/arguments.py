"""Arguments of `torch.autograd.functional`: checked with PyTorch's sentences, made ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core.autograd.walks import grad
from autograd_core.size import Size
from autograd_core.tensor import Tensor, wrap

Tuple = tuple[Any, ...]


def as_tuple(given: Any, what: str, function: str) -> tuple[bool, Tuple]:
    """Whether `given` is a tuple, and it as one; TypeError if it holds something but tensors."""
    several = isinstance(given, tuple)
    tensors: Tuple = given if several else (given,)
    for index, each in enumerate(tensors):
        if not isinstance(each, Tensor):
            place = f"value at index {index}" if several else f"given {what}"
            raise TypeError(
                f"The {what} given to {function} must be either a Tensor or a tuple of Tensors "
                f"but the {place} has type {type(each)}."
            )
    return several, tensors


def untupled(result: Any, several: bool) -> Any:
    """`result` as the person gave the corresponding argument: a tuple or one tensor."""
    return result if several else result[0]


def prepared(inputs: Tuple, *, create_graph: bool, need_graph: bool) -> Tuple:
    """New tensors of the inputs, so that the same ones inside the function are another thing.

    create_graph  those that require a gradient keep their history; need_graph  all others require
    one from here on
    """
    return tuple(
        each.view_as(each)
        if create_graph and each.requires_grad
        else each.detach().requires_grad_(need_graph)
        for each in inputs
    )


def finished(results: Any, create_graph: bool) -> Any:
    """Results without a history that nobody asked for."""
    if create_graph:
        return results
    if isinstance(results, Tensor):
        own: Any = results
        return own.detach()
    return tuple(finished(each, create_graph) for each in results)


def zeros(like: Tensor, *, requires_grad: bool = False) -> Tensor:
    """Zeros in the shape and dtype of a tensor."""
    found = wrap(np.zeros(like._a.shape, like._a.dtype)[()])
    found._requires_grad = requires_grad
    return found


def vector(
    v: Any, function: str, others: Tuple, several: bool, create_graph: bool, missing: str
) -> Tuple | None:
    """The vector that is multiplied, which must fit `others`; None for a single number's 1."""
    if v is None:
        if len(others) != 1 or others[0].numel() != 1:
            raise RuntimeError(missing)
        return None
    tensors = prepared(as_tuple(v, "v", function)[1], create_graph=create_graph, need_graph=False)
    if len(tensors) != len(others):
        if several:
            raise RuntimeError(
                f"v is a tuple of invalid length: should be {len(others)} but got {len(tensors)}."
            )
        raise RuntimeError("The given v should contain a single Tensor.")
    for index, (own, other) in enumerate(zip(tensors, others, strict=True)):
        if own._a.shape != other._a.shape:
            start = f"Entry {index} in v" if several else "v"
            raise RuntimeError(
                f"{start} has invalid size: should be {Size(other._a.shape)} but got "
                f"{Size(own._a.shape)}."
            )
    return tensors


NO_OUTPUT_VECTOR = (
    "The vector v can only be None if the user-provided function returns a single Tensor with a "
    "single element."
)
NO_INPUT_VECTOR = (
    "The vector v can only be None if the input to the user-provided function is a single Tensor "
    "with a single element."
)

DEPENDENCE = {
    "outputs": "Output {i} of the user-provided function does not require gradients. The outputs "
    "must be computed in a differentiable manner from the input when running in strict mode.",
    "grad_inputs": "The gradient with respect to input {i} is independent of the inputs of the "
    "user-provided function. This is not allowed in strict mode.",
    "jacobian": "While computing the hessian, found that the jacobian of the user-provided "
    "function with respect to input {i} is independent of the input. This is not allowed in "
    "strict mode. You should ensure that your function is twice differentiable and that the "
    "jacobian depends on the inputs (this would be violated by a linear function for example).",
    "hessian": "The hessian of the user-provided function with respect to input {i} is "
    "independent of the input. This is not allowed in strict mode. You should ensure that your "
    "function is thrice differentiable and that the hessian depends on the inputs.",
}


def check_dependence(tensors: Sequence[Any], what: str, strict: bool) -> None:
    """In strict mode, refuse results that do not depend on the inputs."""
    for i, each in enumerate(tensors if strict else ()):
        if each is None:
            raise RuntimeError(
                f"The output of the user-provided function is independent of input {i}. This is "
                "not allowed in strict mode."
            )
        if not each.requires_grad:
            raise RuntimeError(DEPENDENCE[what].format(i=i))


def gradients(
    outputs: Sequence[Any],
    inputs: Tuple,
    seeds: Sequence[Any] | None = None,
    *,
    create_graph: bool = False,
    retain_graph: bool | None = None,
) -> Tuple:
    """`grad` that ignores outputs which are None or have no history; None for unused inputs."""
    pairs = zip(outputs, seeds or [None] * len(outputs), strict=True)
    used = [(out, seed) for out, seed in pairs if out is not None and out.requires_grad]
    if not used:
        return (None,) * len(inputs)
    ends, starts = zip(*used, strict=True)
    found: Tuple = grad(ends, inputs, starts, retain_graph, create_graph, allow_unused=True)
    return found


INDEPENDENT = {
    "back": "The output of the user-provided function is independent of input {i}. This is not "
    "allowed in strict mode.",
    "back_trick": "The gradient with respect to the input is independent of entry {i} in the "
    "grad_outputs when using the double backward trick to compute forward mode gradients. This is "
    "not allowed in strict mode.",
    "double_back": "The jacobian of the user-provided function is independent of input {i}. This "
    "is not allowed in strict mode.",
    "double_back_trick": "The hessian of the user-provided function is independent of entry {i} in "
    "the grad_jacobian. This is not allowed in strict mode as it prevents from using the double "
    "backward trick to replace forward mode AD.",
}


def filled(grads: Tuple, like: Tuple, stage: str, strict: bool, create_graph: bool) -> Tuple:
    """Zeros in the place of None, or in strict mode an error that says what does not depend."""
    for i, each in enumerate(grads if strict else ()):
        if each is None:
            raise RuntimeError(INDEPENDENT[stage].format(i=i))
        if create_graph and not each.requires_grad:
            what = "hessian" if "double" in stage else "jacobian"
            raise RuntimeError(
                f"The {what} of the user-provided function is independent of input {i}. This is "
                "not allowed in strict mode when create_graph=True."
            )
    pairs = zip(grads, like, strict=True)
    return tuple(zeros(other) if each is None else each for each, other in pairs)


def single_number(outputs: Tuple, several: bool, function: str) -> None:
    """Refuse what a function returned unless it is one tensor with one element."""
    if several:
        raise RuntimeError(f"The function given to {function} should return a single Tensor")
    if outputs[0].numel() != 1:
        raise RuntimeError(
            f"The Tensor returned by the function given to {function} should contain a single "
            "element"
        )
