"""A function and its inputs in, its Jacobian, its Hessian or their products with vectors out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.autograd import arguments
from autograd_core.autograd.arguments import Tuple, filled, gradients, prepared
from autograd_core.grad_mode import enable_grad, is_grad_enabled, set_grad_enabled

Function = Callable[..., Any]
OUTPUTS = "outputs of the user-provided function"


def vjp(
    func: Function, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False
) -> tuple[Any, Any]:
    """The outputs of `func`, and `v` times its Jacobian, in the shapes of the inputs.

    v       in the shapes of the outputs; None: 1, for a single number
    strict  RuntimeError, in the place of zeros, when something does not depend on an input
    Source: torch.autograd.functional.vjp.
    """
    with enable_grad():
        several, tensors = arguments.as_tuple(inputs, "inputs", "vjp")
        tensors = prepared(tensors, create_graph=create_graph, need_graph=True)
        many, outputs = arguments.as_tuple(func(*tensors), OUTPUTS, "vjp")
        arguments.check_dependence(outputs, "outputs", strict)
        vectors = arguments.vector(
            v, "vjp", outputs, many, create_graph, arguments.NO_OUTPUT_VECTOR
        )
    with set_grad_enabled(create_graph or is_grad_enabled()):
        found = gradients(outputs, tensors, vectors, create_graph=create_graph)
        found = filled(found, tensors, "back", strict, create_graph)
    return result(outputs, many, found, several, create_graph)


def jvp(
    func: Function, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False
) -> tuple[Any, Any]:
    """The outputs of `func`, and its Jacobian times `v`, in the shapes of the outputs.

    v  in the shapes of the inputs; None: 1, for a single number
    It is computed by differentiating backward twice. Source: torch.autograd.functional.jvp.
    """
    with enable_grad():
        several, tensors = arguments.as_tuple(inputs, "inputs", "jvp")
        tensors = prepared(tensors, create_graph=create_graph, need_graph=True)
        vectors = arguments.vector(
            v, "jvp", tensors, several, create_graph, arguments.NO_INPUT_VECTOR
        )
        many, outputs = arguments.as_tuple(func(*tensors), OUTPUTS, "jvp")
        arguments.check_dependence(outputs, "outputs", strict)
        seeds = tuple(arguments.zeros(each, requires_grad=True) for each in outputs)
        first = gradients(outputs, tensors, seeds, create_graph=True)
        arguments.check_dependence(first, "grad_inputs", strict)
    with set_grad_enabled(create_graph or is_grad_enabled()):
        found = gradients(first, seeds, vectors, create_graph=create_graph)
        found = filled(found, outputs, "back_trick", strict, create_graph)
    return result(outputs, many, found, many, create_graph)


def result(
    outputs: Tuple, many: bool, found: Tuple, several: bool, create_graph: bool
) -> tuple[Any, Any]:
    """Outputs and products as the person expects them: one tensor or a tuple, with history or
    without."""
    shown = arguments.untupled(arguments.finished(outputs, create_graph), many)
    return shown, arguments.untupled(arguments.finished(found, create_graph), several)


def jacobian(
    func: Function,
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: str = "reverse-mode",
) -> Any:
    """All derivatives of the outputs: per output and input a tensor of both shapes in a row.

    strict     RuntimeError, in the place of zeros, when an output does not depend on an input
    vectorize  accepted; it changes no value here, the rows are computed one by one
    Source: torch.autograd.functional.jacobian.
    """
    check_strategy(strategy, create_graph, strict, vectorize)
    with enable_grad():
        several, tensors = arguments.as_tuple(inputs, "inputs", "jacobian")
        tensors = prepared(tensors, create_graph=create_graph, need_graph=True)
        many, outputs = arguments.as_tuple(func(*tensors), OUTPUTS, "jacobian")
        arguments.check_dependence(outputs, "outputs", strict)
        if vectorize and strict:
            raise RuntimeError(
                "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not "
                "supported together. Please either set `strict=False` or `vectorize=False`."
            )
        rows = [
            rows_of(index, out, tensors, create_graph, strict) for index, out in enumerate(outputs)
        ]
        found = arguments.finished(tuple(rows), create_graph)
    found = found if several else tuple(each[0] for each in found)
    return arguments.untupled(found, many)


def check_strategy(strategy: str, create_graph: bool, strict: bool, vectorize: bool) -> None:
    """Refuse what PyTorch refuses for the forward mode; otherwise both strategies agree."""
    if strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError(
            'Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your '
            'function has more outputs than inputs, "forward-mode" tends to be more performant. '
            'Otherwise, prefer to use "reverse-mode".'
        )
    if strategy == "reverse-mode":
        return
    if create_graph:
        raise NotImplementedError(
            "torch.autograd.functional.jacobian: `create_graph=True` and "
            '`strategy="forward-mode"` are not supported together (yet). Please either set '
            '`create_graph=False` or `strategy="reverse-mode"`.'
        )
    if strict:
        raise RuntimeError(
            'torch.autograd.functional.jacobian: `strict=True` and `strategy="forward-mode"` are '
            "not supported together (yet). Please either set `strict=False` or "
            '`strategy="reverse-mode"`.'
        )
    if not vectorize:
        raise NotImplementedError(
            "Computing Jacobian using forward-AD or forward-over-reverse Hessian is"
            "only implemented for `vectorize=True`."
        )


def rows_of(index: int, output: Any, inputs: Tuple, create_graph: bool, strict: bool) -> Tuple:
    """The Jacobian of one output with respect to each input."""
    from autograd_core.ops import FUNCTIONS

    rows: list[list[Any]] = [[] for _ in inputs]
    for element in range(output.numel()):
        found = gradients(
            (output.reshape(-1)[element],), inputs, create_graph=create_graph, retain_graph=True
        )
        for place, (row, grad, each) in enumerate(zip(rows, found, inputs, strict=True)):
            if strict:
                check_row(index, place, grad, create_graph)
            row.append(arguments.zeros(each) if grad is None else grad)
    stack: Any = FUNCTIONS["stack"]
    return tuple(
        stack(row, dim=0).view(output.size() + each.size())
        for row, each in zip(rows, inputs, strict=True)
    )


def check_row(index: int, place: int, grad: Any, create_graph: bool) -> None:
    """In strict mode, refuse a derivative that is constant."""
    if grad is None:
        raise RuntimeError(
            f"Output {index} of the user-provided function is independent of input {place}. This "
            "is not allowed in strict mode."
        )
    if create_graph and not grad.requires_grad:
        raise RuntimeError(
            f"The jacobian of the user-provided function is independent of input {index}. This is "
            "not allowed in strict mode when create_graph=True."
        )


def hessian(
    func: Function,
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: str = "reverse-mode",
) -> Any:
    """All second derivatives of a function that returns a single number.

    For several inputs a tuple of tuples: [i][j] has the shapes of inputs i and j in a row.
    Source: torch.autograd.functional.hessian.
    """
    several, tensors = arguments.as_tuple(inputs, "inputs", "hessian")
    if outer_jacobian_strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode".')

    def number(*given: Any) -> Any:
        many, outputs = arguments.as_tuple(func(*given), OUTPUTS, "hessian")
        arguments.check_dependence(outputs, "outputs", strict)
        arguments.single_number(outputs, many, "hessian")
        return outputs[0].squeeze()

    def slopes(*given: Any) -> Any:
        found = jacobian(number, given, create_graph=True)
        arguments.check_dependence(found, "jacobian", strict)
        return found

    found = jacobian(slopes, tensors, create_graph, strict, vectorize, outer_jacobian_strategy)
    return found if several else found[0][0]


def vhp(
    func: Function, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False
) -> tuple[Any, Any]:
    """The output of `func` (a single number), and `v` times its Hessian.

    Source: torch.autograd.functional.vhp.
    """
    with enable_grad():
        several, many, tensors, vectors, outputs = began(
            "vhp", func, inputs, v, create_graph, strict
        )
        slopes = gradients(outputs, tensors, create_graph=True)
        arguments.check_dependence(slopes, "jacobian", strict)
    with set_grad_enabled(create_graph or is_grad_enabled()):
        found = gradients(slopes, tensors, vectors, create_graph=create_graph)
        found = filled(found, tensors, "double_back", strict, create_graph)
    return result(outputs, many, found, several, create_graph)


def hvp(
    func: Function, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False
) -> tuple[Any, Any]:
    """The output of `func` (a single number), and its Hessian times `v`.

    Source: torch.autograd.functional.hvp.
    """
    with enable_grad():
        several, many, tensors, vectors, outputs = began(
            "hvp", func, inputs, v, create_graph, strict
        )
        slopes = gradients(outputs, tensors, create_graph=True)
        arguments.check_dependence(slopes, "jacobian", strict)
        seeds = tuple(arguments.zeros(each, requires_grad=True) for each in tensors)
        twice = gradients(slopes, tensors, seeds, create_graph=True)
        arguments.check_dependence(slopes, "hessian", strict)
    with set_grad_enabled(create_graph or is_grad_enabled()):
        found = gradients(twice, seeds, vectors, create_graph=create_graph)
        found = filled(found, tensors, "double_back_trick", strict, create_graph)
    return result(outputs, many, found, several, create_graph)


def began(
    name: str, func: Function, inputs: Any, v: Any, create_graph: bool, strict: bool
) -> tuple[bool, bool, Tuple, Tuple | None, Tuple]:
    """What `vhp` and `hvp` do first: the arguments checked and the function called."""
    several, tensors = arguments.as_tuple(inputs, "inputs", name)
    tensors = prepared(tensors, create_graph=create_graph, need_graph=True)
    vectors = arguments.vector(v, name, tensors, several, create_graph, arguments.NO_INPUT_VECTOR)
    many, outputs = arguments.as_tuple(func(*tensors), OUTPUTS, name)
    arguments.check_dependence(outputs, "outputs", strict)
    arguments.single_number(outputs, many, name)
    return several, many, tensors, vectors, outputs


__getattr__ = getattr_of("torch.autograd.functional")

__all__ = ["hessian", "hvp", "jacobian", "jvp", "vhp", "vjp"]
