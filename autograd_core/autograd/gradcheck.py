"""A function and inputs in, whether its backward agrees with finite differences out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from autograd_core import dtypes, errors, sampling
from autograd_core.autograd.jacobians import (
    Array,
    analytical,
    as_tuple,
    differentiable_inputs,
    numerical,
)
from autograd_core.autograd.walks import grad
from autograd_core.node import Node, gradient_edge
from autograd_core.tensor import Tensor, wrap

Function = Callable[..., Any]


class GradcheckError(RuntimeError):
    """What gradcheck raises when a backward is wrong (torch.autograd.gradcheck)."""

    __module__ = "torch.autograd.gradcheck"


def gradcheck(
    func: Function,
    inputs: Any,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_batched_forward_grad: bool = False,
    check_forward_ad: bool = False,
    check_backward_ad: bool = True,
    fast_mode: bool = False,
    masked: bool | None = None,
) -> bool:
    """Whether the gradients of `func` at `inputs` agree with finite differences.

    inputs        tensors; those that require a gradient are checked and should be float64
    eps           how far each element is moved; atol, rtol: how far the results may differ
    nondet_tol    how far two runs of backward may differ
    raise_exception  False: return False where otherwise GradcheckError is raised
    `fast_mode` and the batched checks are accepted: every element is checked in any case, and this
    engine batches by repeating. There is no forward mode to check.
    Source: torch.autograd.gradcheck.
    """
    if not (check_forward_ad or check_backward_ad):
        raise AssertionError(
            "Expected at least one of check_forward_ad or check_backward_ad to be True"
        )
    if check_forward_ad or check_batched_forward_grad:
        raise NotImplementedError(
            "gradcheck(check_forward_ad=True): this engine has no forward mode. Leave it out; "
            "backward is what it checks."
        )
    try:
        return check(
            func,
            as_tuple(inputs),
            eps=eps,
            atol=atol,
            rtol=rtol,
            nondet_tol=nondet_tol,
            check_undefined_grad=check_undefined_grad,
            check_grad_dtypes=check_grad_dtypes,
        )
    except GradcheckError:
        if raise_exception:
            raise
        return False


def check(
    func: Function,
    inputs: tuple[Any, ...],
    *,
    eps: float,
    atol: float,
    rtol: float,
    nondet_tol: float,
    check_undefined_grad: bool,
    check_grad_dtypes: bool,
) -> bool:
    """All checks, one after the other; GradcheckError from the first that fails."""
    check_inputs(inputs)
    every = as_tuple(func(*inputs))
    outputs = [each for each in every if each.requires_grad]
    for part, named in PARTS.items():
        if part != "real" and not any(each._a.dtype.kind == "c" for each in every):
            continue
        told = named if any(each._a.dtype.kind == "c" for each in every) else ""
        looked_at = partial(parted, func, part)
        ends = looked_at(*inputs)
        measured = numerical(looked_at, inputs, ends, eps)
        if not outputs:
            if any(matrix.any() for row in measured for matrix in row):
                raise GradcheckError("Numerical gradient for function expected to be zero")
            return True
        expected = [row for out, row in zip(ends, measured, strict=True) if out.requires_grad]
        outs = [each for each in ends if each.requires_grad]
        for index, (output, row) in enumerate(zip(outs, expected, strict=True)):
            found = repeated(inputs, output, nondet_tol, check_grad_dtypes)
            for place, (own, other) in enumerate(zip(found, row, strict=True)):
                if not close(own, other, atol, rtol):
                    raise GradcheckError(
                        f"{told}Jacobian mismatch for output {index} with respect to input {place},"
                        f"\nnumerical:{wrap(other)}\nanalytical:{wrap(own)}\n"
                    )
    check_multiplied(outputs, inputs)
    if check_undefined_grad:
        check_undefined(func, outputs, inputs)
    return True


PARTS = {
    "imag": "While considering the imaginary part of complex outputs only, ",
    "real": "While considering the real part of complex outputs only, ",
}
"""The parts of complex outputs in the order in which they are looked at, and how errors begin."""


def parted(func: Function, part: str, *inputs: Any) -> tuple[Any, ...]:
    """The real or imaginary parts of a function's complex outputs, and the real ones as they are.

    Both parts of the outputs are functions that have real values, which differences can measure.
    """
    every = as_tuple(func(*inputs))
    if part == "imag":
        every = tuple(each for each in every if each._a.dtype.kind == "c")
    return tuple(getattr(each, part) if each._a.dtype.kind == "c" else each for each in every)


def check_inputs(inputs: Sequence[Any]) -> None:
    """Warn of inputs in single precision; refuse repeated memory, and inputs without gradient."""
    for index, each in enumerate(inputs):
        if not isinstance(each, Tensor) or not each.requires_grad:
            continue
        if each._a.dtype not in (np.float64, np.complex128):
            errors.warn(
                f"Input #{index} requires gradient and is not a double precision floating point "
                "or complex. This check will likely fail if all the inputs are not of double "
                "precision floating point or complex. "
            )
        if any(step == 0 and size > 1 for step, size in zip(*layout(each), strict=True)):
            raise RuntimeError(
                f"The {index}th input has a dimension with stride 0. gradcheck only supports "
                "inputs that are non-overlapping to be able to compute the numerical gradients "
                "correctly. You should call .contiguous on the input before passing it to "
                "gradcheck."
            )
    if not differentiable_inputs(inputs):
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them "
            "have requires_grad=True."
        )


def layout(tensor: Tensor) -> tuple[Any, Any]:
    """The strides and sizes of a tensor."""
    array = np.asarray(tensor._a)
    return array.strides, array.shape


def repeated(
    inputs: Sequence[Any], output: Tensor, nondet_tol: float, check_grad_dtypes: bool
) -> list[Array]:
    """The Jacobian of one output by backward, run twice and compared."""
    found, types, sizes = analytical(inputs, output)
    again = analytical(inputs, output)[0]
    if not types and check_grad_dtypes:
        raise GradcheckError("Gradient has dtype mismatch")
    if not sizes:
        raise GradcheckError("Analytical gradient has incorrect size")
    pairs = zip(found, again, strict=True)
    if any(own.size and np.abs(own - other).max() > nondet_tol for own, other in pairs):
        raise GradcheckError(
            "Backward is not reentrant, i.e., running backward with same input and grad_output "
            "multiple times gives different values, although analytical gradient matches "
            f"numerical gradient.The tolerance for nondeterminism was {nondet_tol}.{NONDET}"
        )
    return found


NONDET = """

NOTE: If your op relies on non-deterministic operations i.e., it is listed here:
https://pytorch.org/docs/stable/generated/torch.use_deterministic_algorithms.html
this failure might be expected.

If you are adding a new operator, please file an issue and then use one of the
workarounds. The workaround depends on how your test invokes gradcheck/gradgradcheck.
If the test
- manually invokes gradcheck/gradgradcheck, then call gradcheck/gradgradcheck
  with `nondet_tol=<tol>` as a keyword argument.
- is OpInfo-based (e.g., in test_ops_gradients.py), then modify the OpInfo for the test
  to have `gradcheck_nondet_tol=<tol>`.
- is a Module test (e.g., in common_nn.py), then modify the corresponding
  module_test entry to have `gradcheck_nondet_tol=<tol>`
"""


def close(own: Array, other: Array, atol: float, rtol: float) -> bool:
    """Whether two matrices agree, the second being the measure."""
    return bool(np.allclose(own, other, rtol=rtol, atol=atol))


def check_multiplied(outputs: Sequence[Tensor], inputs: Sequence[Any]) -> None:
    """Refuse a backward that gives something for gradients of zero, or a wrong dtype or shape."""
    wanted = differentiable_inputs(inputs)
    zeros = [wrap(np.zeros(out._a.shape, out._a.dtype)[()]) for out in outputs]
    for own, each in zip(grad(outputs, wanted, zeros, allow_unused=True), wanted, strict=True):
        if own is None:
            continue
        if np.any(own._a != 0):
            raise GradcheckError("backward not multiplied by grad_output")
        if own._a.dtype != each._a.dtype:
            raise GradcheckError("grad is incorrect type")
        if own._a.shape != each._a.shape:
            raise GradcheckError("grad is incorrect size")


class UndefinedGrad(Node):
    """A node that hands on no gradient at all."""

    __module__ = "builtins"
    linked = None

    def backward(self, grads: Sequence[Any], *, as_tensors: bool) -> Sequence[Any]:
        return [None]

    def saved_names(self) -> Sequence[str]:
        return ()


def check_undefined(func: Function, outputs: Sequence[Tensor], inputs: Sequence[Any]) -> None:
    """Refuse a backward that cannot work without the gradient of every, or of any, output."""
    tries: list[set[int]] = [set(range(len(outputs)))]
    if len(outputs) > 1:
        tries += [{index} for index in range(len(outputs))]
    for without in tries:
        fresh = [each for each in as_tuple(func(*inputs)) if each.requires_grad]
        ends = [undefined(out) if index in without else out for index, out in enumerate(fresh)]
        zeros = [wrap(np.zeros(out._a.shape, out._a.dtype)[()]) for out in ends]
        try:
            found = grad(ends, differentiable_inputs(inputs), zeros, allow_unused=True)
        except RuntimeError as error:
            errors.warn(BROKEN)
            raise GradcheckError(
                f"Expected backward function to handle undefined output grads. {LOOK}"
            ) from error
        if any(own is not None and np.any(own._a != 0) for own in found):
            errors.warn(BROKEN)
            raise GradcheckError(
                "Expected all input grads to be undefined or zero when all output grads are "
                f"undefined or zero. {LOOK}"
            )


LOOK = (
    'Please look at "Notes about undefined output gradients" in "tools/autograd/derivatives.yaml"'
)
BROKEN = (
    "Backwards compatibility: New undefined gradient support checking feature is enabled by "
    "default, but it may break existing callers of this function. If this is true for you, you "
    'can call this function with "check_undefined_grad=False" to disable the feature'
)


def undefined(output: Tensor) -> Tensor:
    """The same values below a node that hands on nothing."""
    found = wrap(output._a)
    found._grad_fn = UndefinedGrad([gradient_edge(output)], [])
    found._requires_grad = True
    return found


def gradgradcheck(
    func: Function,
    inputs: Any,
    grad_outputs: Any = None,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    gen_non_contig_grad_outputs: bool = False,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_fwd_over_rev: bool = False,
    check_rev_over_rev: bool = True,
    fast_mode: bool = False,
    masked: bool = False,
) -> bool:
    """Whether the second derivatives of `func` agree with finite differences of the first.

    grad_outputs  what backward starts with, per output; None: drawn from the default generator
    Other arguments as for gradcheck. Source: torch.autograd.gradgradcheck.
    """
    if not (check_fwd_over_rev or check_rev_over_rev):
        raise AssertionError(
            "Expected at least one of check_fwd_over_rev or check_rev_over_rev to be True"
        )
    given = as_tuple(inputs)
    if grad_outputs is None:
        ends = [each for each in as_tuple(func(*given)) if each.requires_grad]
        seeds = tuple(drawn(each) for each in ends)
    else:
        seeds = as_tuple(grad_outputs)
    wanted = [index for index, each in enumerate(given) if differentiable_inputs([each])]

    def slopes(*args: Any) -> Any:
        own, starts = args[: len(given)], args[len(given) :]
        ends = [each for each in as_tuple(func(*own)) if each.requires_grad]
        found = grad(ends, [own[i] for i in wanted], starts, create_graph=True, allow_unused=True)
        return tuple(each for each in found if each is not None)

    return gradcheck(
        slopes,
        given + seeds,
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
        nondet_tol=nondet_tol,
        check_undefined_grad=check_undefined_grad,
        check_grad_dtypes=check_grad_dtypes,
        check_forward_ad=check_fwd_over_rev,
        check_backward_ad=check_rev_over_rev,
    )


def drawn(output: Tensor) -> Tensor:
    """Random numbers between -1 and 1 in the shape of an output."""
    kind = output.dtype.to_real() if output._a.dtype.kind in "fc" else dtypes.float64
    array = sampling.uniform(output._a.shape, kind, -1.0, 1.0)
    if output._a.dtype.kind == "c":
        array = array + 1j * sampling.uniform(output._a.shape, kind, -1.0, 1.0)
    found = wrap(array[()])
    found._requires_grad = True
    return found


__all__ = ["GradcheckError", "gradcheck", "gradgradcheck"]
