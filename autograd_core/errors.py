"""PyTorch's own sentences: the facts of a mistake in, the text that PyTorch would print out."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from types import FrameType
from typing import Any

import numpy as np

from autograd_core.state import STATE

PACKAGE = "autograd_core."

SCALAR_TYPES = "expected scalar type {} but found {}"
BACKWARD_TWICE = (
    "Trying to backward through the graph a second time (or directly access saved tensors after "
    "they have already been freed). Saved intermediate values of the graph are freed when you call "
    ".backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the "
    "graph a second time or if you need to access saved tensors after calling backward."
)
NON_SCALAR_ROOT = "grad can be implicitly created only for scalar outputs"
NON_LEAF_GRAD = (
    "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad "
    "attribute won't be populated during autograd.backward(). If you indeed want the .grad field "
    "to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. If you "
    "access the non-leaf Tensor by mistake, make sure you access the leaf Tensor instead. See "
    "github.com/pytorch/pytorch/pull/30531 for more information."
)
CREATE_GRAPH_LEAK = (
    "Using backward() with create_graph=True will create a reference cycle between the parameter "
    "and its gradient which can cause a memory leak. We recommend using autograd.grad when "
    "creating the graph to avoid this. If you have to use this function, make sure to reset the "
    ".grad fields of your parameters to None after use to break the cycle and avoid the leak."
)
NUMPY_REQUIRES_GRAD = (
    "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
)
NUMPY_CONJUGATE = (
    "Can't call numpy() on Tensor that has conjugate bit set. Use tensor.resolve_conj().numpy() "
    "instead."
)
REQUIRES_GRAD_OF_RESULT = (
    "you can only change requires_grad flags of leaf variables."
    " If you want to use a computed variable in a subgraph that doesn't require differentiation "
    "use var_no_grad = var.detach()."
)
LEAF_INPLACE = "a leaf Variable that requires grad is being used in an in-place operation."
LEAF_VIEW_INPLACE = (
    "a view of a leaf Variable that requires grad is being used in an in-place operation."
)
DETACHED_INPLACE = (
    "Trying to use a saved tensor that has been detached in-place, i.e. with .detach_()."
    "This is not supported, please use out-of-place `.detach()` instead"
)
PACK_HOOK_WRITES = (
    "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack "
    "hook cannot be modified by in-place operations as this can lead to unexpected side-effects. "
    "Please open an issue if you need to perform in-place operations on the input to a pack hook."
)
INFERENCE_SAVED = (
    "Inference tensors cannot be saved for backward. Please do not use Tensors created in "
    "inference mode in computation tracked by autograd. To work around this, you can make a clone "
    "to get a normal tensor and use it in autograd, or use `torch.no_grad()` instead of "
    "`torch.inference_mode()`."
)
INFERENCE_INPLACE = (
    "Inplace update to inference tensor outside InferenceMode is not allowed."
    "You can make a clone to get a normal tensor before doing inplace update."
    "See https://github.com/pytorch/rfcs/pull/17 for more details."
)
INFERENCE_REQUIRES_GRAD = (
    "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed."
)
INFERENCE_VERSION = "Inference tensors do not track version counter."

SCALAR_OF_GRAD = (
    "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior.\n"
    "Consider using tensor.detach() first."
)
HINTS = {
    False: "enable anomaly detection to find the operation that failed to compute its gradient, "
    "with torch.autograd.set_detect_anomaly(True, check_nan=False).",
    True: "the backtrace further above shows the operation that failed to compute its gradient. "
    "The variable in question was changed in there or anywhere later. Good luck!",
}
"""What to do about a saved tensor that was overwritten; True: anomaly mode is on."""

_said_once: set[str] = set()
_always = [False]


def warn(text: str, category: type[Warning] = UserWarning, stacklevel: int | None = None) -> None:
    """Say a warning: to the recorder's listener, or to the recorder and Python's `warnings`.

    It is said of the line outside this package that led here, or of the caller's at `stacklevel`.
    """
    recorder = STATE.recorder
    if recorder is not None:
        if recorder.on_warning is not None:
            recorder.on_warning(category.__name__, text)
            return
        recorder.warning(category.__name__, text)
    warnings.warn(text, category, stacklevel=1 + (stacklevel or outside()))


def outside() -> int:
    """How many calls lie between the caller of `warn` and the code that uses this package."""
    frame: FrameType | None = sys._getframe(2)
    level = 1
    while frame is not None and frame.f_globals.get("__name__", "").startswith(PACKAGE):
        frame = frame.f_back
        level += 1
    return level


def warn_once(
    text: str, category: type[Warning] = UserWarning, stacklevel: int | None = None
) -> None:
    """Say a warning the first time only in this process, as TORCH_WARN_ONCE does; see `warn`."""
    if _always[0] or text not in _said_once:
        _said_once.add(text)
        warn(text, category, None if stacklevel is None else stacklevel + 1)


def set_warn_always(b: bool) -> None:
    """Say once-only warnings each time from now on, or no longer (torch.set_warn_always)."""
    _always[0] = b


def is_warn_always_enabled() -> bool:
    """What `set_warn_always` has set (torch.is_warn_always_enabled)."""
    return _always[0]


def size_text(shape: Sequence[int]) -> str:
    """A shape as PyTorch's C++ prints it: `[2, 3]`."""
    return "[" + ", ".join(map(str, shape)) + "]"


def short(node: str) -> str:
    """`Exp` for ExpBackward0, `Sum1` for SumBackward1: as PyTorch's sentences name a node."""
    head, _, tail = node.rpartition("Backward")
    return (head + tail).removesuffix("0")


def no_grad_fn(index: int) -> RuntimeError:
    """The error of a backward whose output `index` was never recorded."""
    return RuntimeError(
        f"element {index} of tensors does not require grad and does not have a grad_fn"
    )


def seed_mismatch(index: int, seed: Sequence[int], output: Sequence[int]) -> RuntimeError:
    """The error of a `gradient` argument whose shape is not its output's."""
    return RuntimeError(
        f"Mismatch in shape: grad_output[{index}] has a shape of torch.Size({size_text(seed)}) "
        f"and output[{index}] has a shape of torch.Size({size_text(output)})."
    )


def modified_inplace(
    type_name: str, shape: Sequence[int], producer: str | None, version: int, expected: int
) -> RuntimeError:
    """The error of a saved tensor that has been overwritten since it was saved."""
    origin = f", which is {producer}," if producer else ""
    return RuntimeError(
        "one of the variables needed for gradient computation has been modified by an inplace "
        f"operation: [torch.{type_name} {size_text(shape)}]{origin} is at version {version}; "
        f"expected version {expected} instead. Hint: {HINTS[STATE.anomaly]}"
    )


def broadcast_mismatch(left: Sequence[int], right: Sequence[int]) -> RuntimeError | None:
    """The error of two shapes that do not broadcast together; None if they do."""
    for back in range(1, min(len(left), len(right)) + 1):
        a, b = left[-back], right[-back]
        if a != b and a != 1 and b != 1:
            axis = max(len(left), len(right)) - back
            return RuntimeError(
                f"The size of tensor a ({a}) must match the size of tensor b ({b}) "
                f"at non-singleton dimension {axis}"
            )
    return None


def check_broadcast(shapes: Sequence[tuple[int, ...]]) -> None:
    """Raise the error of the first shape that does not broadcast with those before it."""
    common: tuple[int, ...] = ()
    for shape in shapes:
        error = broadcast_mismatch(common, shape)
        if error is not None:
            raise error from None
        common = np.broadcast_shapes(common, shape)


def grad_dtype(assigned: Any, expected: object) -> str:
    """The sentence that refuses a `.grad` of another dtype."""
    return (
        f"attempting to assign a gradient with dtype '{assigned.c_name}' to a tensor with "
        f"grad_dtype '{getattr(expected, 'scalar_name', expected)}'. The gradient must match the "
        "tensor's grad_dtype (defaults to the tensor's dtype). You can set the tensor's grad_dtype "
        "attribute with a specific dtype, or None to allow any dtype. Set grad_dtype with caution. "
        "Diverging the dtypes of a tensor and its gradient may break downstream systems that "
        "assume they match."
    )


def dimension(dim: int, ndim: int) -> int:
    """`dim` counted from 0; PyTorch's IndexError when a tensor of `ndim` has no such dimension."""
    reach = max(ndim, 1)
    if not -reach <= dim < reach:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-reach}, {reach - 1}], "
            f"but got {dim})"
        )
    return dim % reach


VIEW_INCOMPATIBLE = (
    "view size is not compatible with input tensor's size and stride (at least one dimension "
    "spans across two contiguous subspaces). Use .reshape(...) instead."
)
