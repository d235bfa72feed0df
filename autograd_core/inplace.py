"""In-place operations: a tensor to overwrite in, the same tensor with a higher version out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.dispatch import Op, computed, keep_results, record_node, why_not_recorded
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, memory, shared_counter


def apply_inplace(op: Op, args: Sequence[Any], values: dict[str, Any]) -> Tensor:
    """Run `op` and write its result into its first argument, as `x.add_(y)` does.

    Raises PyTorch's errors before anything is changed: on leaves that require a gradient, on
    results that do not fit in shape or dtype, on inference tensors outside their mode.
    """
    target: Tensor = args[0]
    wanted = any(isinstance(arg, Tensor) and arg._requires_grad for arg in args)
    check_writable(target, wanted)
    result = computed(op, [arg._a if isinstance(arg, Tensor) else arg for arg in args], values)
    check_fits(target, np.asarray(result))
    reason = why_not_recorded(op, target._a) if wanted else "no_input_requires_grad"
    node = None if reason else record_node(op, args, values, np.asarray(result))
    write(target, result)
    if node is not None:
        target._grad_fn = node
        target._requires_grad = True
        target.output_nr = 0
        keep_results(node, (target,))
    if STATE.recorder is not None:
        STATE.recorder.operation(op, args, values, (target,), node, reason, inplace=target)
    return target


def check_writable(target: Tensor, recorded: bool) -> None:
    """Refuse what PyTorch refuses to overwrite."""
    if target._inference and not STATE.inference:
        raise RuntimeError(errors.INFERENCE_INPLACE)
    if not STATE.grad_enabled or not (recorded or target._requires_grad):
        return
    if target._requires_grad and target.grad_fn is None:
        raise RuntimeError(errors.LEAF_INPLACE)
    base = target._base
    if base is not None and base._requires_grad and base.grad_fn is None:
        raise RuntimeError(errors.LEAF_VIEW_INPLACE)


def check_fits(target: Tensor, result: np.ndarray[Any, Any]) -> None:
    """Refuse a result whose shape or kind of number the target cannot hold."""
    shape = target._a.shape
    if result.shape != shape:
        raise RuntimeError(
            f"output with shape {errors.size_text(shape)} doesn't match the broadcast shape "
            f"{errors.size_text(result.shape)}"
        )
    source, own = dtypes.from_numpy(result.dtype), target.dtype
    if not dtypes.can_cast(source, own):
        raise RuntimeError(
            f"result type {source.scalar_name} can't be cast to the desired output type "
            f"{own.scalar_name}"
        )


def write(target: Tensor, values: Any) -> None:
    """Overwrite the tensor's memory and raise the version that all its views share."""
    array = memory(target)
    if STATE.recorder is not None:
        STATE.recorder.before_write(array)
    array[...] = values
    shared_counter(target)[0] += 1
