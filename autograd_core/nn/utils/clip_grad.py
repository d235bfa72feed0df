"""Clipping: parameters and a limit in, their gradients made smaller in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import GeneratorType
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.creation import leaf
from autograd_core.grad_mode import no_grad
from autograd_core.tensor import Tensor, wrap

EMPTY = "`parameters` is an empty generator, no gradient clipping will occur."
OLD_NAME = (
    "`torch.nn.utils.clip_grad_norm` is now deprecated in favor of "
    "`torch.nn.utils.clip_grad_norm_`."
)


def listed(tensors: Any) -> list[Any]:
    """One tensor or several as a list."""
    return [tensors] if isinstance(tensors, Tensor) else list(tensors)


def grads_of(parameters: Iterable[Any]) -> list[Any]:
    """The gradients that are there."""
    return [parameter._grad for parameter in parameters if parameter._grad is not None]


def get_total_norm(
    tensors: Any,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """The norm of all tensors as if they were one vector (torch.nn.utils.get_total_norm)."""
    arrays = [tensor._a for tensor in listed(tensors)]
    if not arrays:
        return wrap(np.float32(0))
    kind = float(norm_type)
    norms = [norm(array, kind) for array in arrays]
    total = norm(np.array(norms, np.result_type(*norms)), kind)
    if error_if_nonfinite and not np.isfinite(total):
        raise RuntimeError(
            f"The total norm of order {kind} for gradients from `parameters` is non-finite, so it "
            "cannot be clipped. To disable this error and scale the gradients by the non-finite "
            "norm anyway, set `error_if_nonfinite=False`"
        )
    return wrap(total)


def norm(array: Any, kind: float) -> Any:
    """A p-norm, summed in double and rounded once."""
    exact = np.linalg.norm(np.ravel(array).astype(np.float64), kind) if array.size else 0.0
    return array.dtype.type(exact)


def clip_grads_with_norm_(
    parameters: Any, max_norm: float, total_norm: Tensor, foreach: bool | None = None
) -> None:
    """Make the gradients smaller by a norm that is known (torch.nn.utils.clip_grads_with_norm_)."""
    total = total_norm._a
    one = total.dtype.type
    grads = grads_of(listed(parameters))
    if not grads:
        return
    share = leaf("clip_coef", np.minimum(one(max_norm) / (total + one(1e-6)), one(1)), False)
    with no_grad():
        for grad in grads:
            grad.mul_(share)


def clip_grad_norm_(
    parameters: Any,
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """Scale all gradients so that their common norm is at most `max_norm`; that norm before."""
    given: list[Any] = listed(parameters)
    if isinstance(parameters, (GeneratorType, Iterator)) and not given:
        errors.warn(EMPTY)
    total = get_total_norm(grads_of(given), norm_type, error_if_nonfinite)
    clip_grads_with_norm_(given, float(max_norm), total)
    return total


def clip_grad_norm(*args: Any, **kwargs: Any) -> Tensor:
    """The old name of `clip_grad_norm_` (deprecated in torch, too)."""
    errors.warn(OLD_NAME, FutureWarning)
    return clip_grad_norm_(*args, **kwargs)


NOTHING_TO_CLIP = (
    "Expected !nested_tensorlist[0].empty() to be true, but got false.  (Could this error message "
    "be improved?  If so, please report an enhancement request to PyTorch.)"
)


def clip_grad_value_(parameters: Any, clip_value: float, foreach: bool | None = None) -> None:
    """Cut every element of the gradients off at ±`clip_value` (…utils.clip_grad_value_)."""
    bound = float(clip_value)
    grads = grads_of(listed(parameters))
    if not grads:
        raise RuntimeError(NOTHING_TO_CLIP)
    with no_grad():
        for grad in grads:
            grad.clamp_(min=-bound, max=bound)
