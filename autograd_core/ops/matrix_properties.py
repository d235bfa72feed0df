"""`tensor.T`, `.mT`, `.H` and `.mH`: a tensor in, the view with its dimensions exchanged out."""

from __future__ import annotations

from typing import Any

from autograd_core import errors
from autograd_core.dispatch import apply
from autograd_core.ops.dimensions import permute, transpose
from autograd_core.tensor import Tensor


def reversed_dims(self: Tensor) -> Any:
    """`tensor.T`: the dimensions in reverse order (torch.Tensor.T)."""
    ndim = self._a.ndim
    if ndim == 0:
        errors.warn_once(
            "Tensor.T is deprecated on 0-D tensors. This function is the identity in these cases."
        )
    elif ndim != 2:
        errors.warn_once(
            "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is "
            "deprecated and it will throw an error in a future release. Consider `x.mT` to "
            "transpose batches of matrices or `x.permute(*torch.arange(x.ndim - 1, -1, -1))` to "
            "reverse the dimensions of a tensor."
        )
    return apply(permute, (self,), {"dims": tuple(range(ndim - 1, -1, -1))})


def matrix_transposed(name: str) -> Any:
    """The property `tensor.mT`, or `tensor.mH`."""

    def transposed(self: Tensor) -> Any:
        if self._a.ndim == 0:
            errors.warn_once(
                f"Tensor.{name} is deprecated on 0-D tensors. This function is the identity in "
                "these cases."
            )
            return self
        if self._a.ndim < 2:
            raise RuntimeError(
                f"tensor.{name} is only supported on matrices or batches of matrices. "
                f"Got {self._a.ndim}-D tensor."
            )
        result = apply(transpose, (self,), {"dim0": -2, "dim1": -1})
        return conjugate(result) if name == "mH" else result

    return property(transposed, doc="The last two dimensions exchanged.")


def adjoint(self: Tensor) -> Any:
    """`tensor.H`: the conjugate transpose of a matrix (torch.Tensor.H)."""
    ndim = self._a.ndim
    if ndim not in (0, 2):
        raise RuntimeError(
            f"tensor.H is only supported on matrices (2-D tensors). Got {ndim}-D tensor."
            + (" For batches of matrices, consider using tensor.mH" if ndim > 2 else "")
        )
    if ndim == 0:
        return conjugate(self)
    return conjugate(apply(transpose, (self,), {"dim0": 0, "dim1": 1}))


def conjugate(tensor: Any) -> Any:
    return tensor.conj() if tensor._a.dtype.kind == "c" else tensor


PROPERTIES = {
    "T": property(reversed_dims),
    "H": property(adjoint),
    "mT": matrix_transposed("mT"),
    "mH": matrix_transposed("mH"),
}
for _name, _property in PROPERTIES.items():
    setattr(Tensor, _name, _property)
