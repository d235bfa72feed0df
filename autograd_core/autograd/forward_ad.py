"""`torch.autograd.forward_ad`: a tensor and a direction in, the derivative along it out.

Inside `dual_level()` what is computed from a dual tensor is dual, too; a gradient is if it is taken
with `create_graph=True` (PyTorch's always is).
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, NamedTuple

from autograd_core import errors
from autograd_core.forward import Level
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, differentiable


class UnpackedDualTensor(NamedTuple):
    """What `unpack_dual` returns: the tensor itself and its tangent, None if it has none."""

    primal: Any
    tangent: Any


def enter_dual_level() -> int:
    """Begin a region of forward mode (torch.autograd.forward_ad.enter_dual_level)."""
    if STATE.forward is not None:
        raise RuntimeError("Nested forward mode AD is not supported at the moment")
    STATE.forward = Level()
    return 0


def exit_dual_level(*, level: int | None = None) -> None:
    """End it; all tangents are gone (torch.autograd.forward_ad.exit_dual_level)."""
    if STATE.forward is None:
        raise RuntimeError("Dual level must be a positive number.")
    STATE.forward = None


class dual_level:
    """A region of forward mode: `with dual_level():` (torch.autograd.forward_ad.dual_level)."""

    __module__ = "torch.autograd.forward_ad"

    def __enter__(self) -> int:
        return enter_dual_level()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        exit_dual_level()


def make_dual(tensor: Any, tangent: Any, *, level: int | None = None) -> Any:
    """A view of `tensor` that moves along `tangent` (torch.autograd.forward_ad.make_dual).

    Raises RuntimeError outside of a level, for a tangent of another size, and for a tensor that
    has a tangent already; ValueError where one of them is not of floats.
    """
    current: Level | None = STATE.forward
    if current is None:
        raise RuntimeError(
            "Trying to create a dual Tensor for forward AD but no level exists, make sure to "
            "enter_dual_level() first."
        )
    for name, each in (("primal", tensor), ("tangent", tangent)):
        if not differentiable(each._a):
            raise ValueError(
                f"Expected {name} to be floating point or complex, but got: {each.dtype}"
            )
    if current.tangent(tensor) is not None:
        raise RuntimeError(
            "Making a dual Tensor based on a Tensor that already has a forward gradient at the "
            "same level 0 is not supported."
        )
    if tensor.shape != tangent.shape:
        raise RuntimeError(
            "Trying to set a forward gradient that has a different size than that of the original "
            f"Tensor, this is not supported. Tensor is of size {errors.size_text(tensor.shape)} "
            f"while the given forward gradient is of size {errors.size_text(tangent.shape)}."
        )
    dual = tensor.view_as(tensor)
    current.give(dual, tangent)
    return dual


def unpack_dual(tensor: Any, *, level: int | None = None) -> UnpackedDualTensor:
    """A tensor and its tangent (torch.autograd.forward_ad.unpack_dual)."""
    if not isinstance(tensor, Tensor):
        raise TypeError(
            "_unpack_dual(): argument 'dual' (position 1) must be Tensor, not "
            f"{type(tensor).__name__}"
        )
    current: Level | None = STATE.forward
    if current is None:
        return UnpackedDualTensor(tensor, None)
    STATE.forward = None
    try:
        whole: Any = tensor
        primal = whole.view_as(whole)
    finally:
        STATE.forward = current
    return UnpackedDualTensor(primal, current.tangent(tensor))


__all__ = [
    "UnpackedDualTensor",
    "dual_level",
    "enter_dual_level",
    "exit_dual_level",
    "make_dual",
    "unpack_dual",
]
