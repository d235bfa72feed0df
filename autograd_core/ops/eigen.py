"""Eigenvalues of any square matrix: complex, with the eigenvectors that go with them."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array
from autograd_core.mirror import mirror
from autograd_core.ops.calls import bare, like
from autograd_core.ops.complex_numbers import WIDE, part
from autograd_core.ops.registry import op
from autograd_core.tensor import Tensor

UNDEFINED = (
    "linalg_eig_backward: The eigenvectors in the complex case are specified up to multiplication "
    "by e^{i phi}. The specified loss function depends on this quantity, so it is ill-defined."
)


@op(
    "linalg_eig",
    node="LinalgEigBackward0",
    symbol="eig",
    results=("eigenvalues", "eigenvectors"),
    conjugates=True,
    samples=(
        "torch.linalg.eig(c(3, 3))[0].abs()",
        "torch.linalg.eigvals(c(2, 2, 2)).abs()",
    ),
    formula="L, V with A @ V = V @ diag(L)",
    en="Eigenvalues and eigenvectors of a square matrix, which are complex.",
    zh="方阵的(复)特征值与特征向量。",
)
def eig(self: Array) -> tuple[Array, Array]:
    array = np.asarray(self)
    kind = WIDE.get(array.dtype, array.dtype)
    values, vectors = np.linalg.eig(array)
    return values.astype(kind), vectors.astype(kind)


@eig.gradients
def _(grads: Any, eigenvalues: Array, eigenvectors: Array, *, self_dtype: Any) -> list[Any]:
    by_values, by_vectors = grads
    if by_values is None and by_vectors is None:
        return [None]
    vectors = eigenvectors
    back = turned(vectors)
    if by_vectors is None:
        found = solved(back, by_values[..., :, None] * back)
    else:
        found = solved(back, inner(by_values, by_vectors, eigenvalues, vectors, back) @ back)
    return [found if np.dtype(self_dtype).kind == "c" else part(found, 0)]


def inner(by_values: Any, by_vectors: Any, values: Any, vectors: Any, back: Any) -> Any:
    """What arrived, in the basis of the eigenvectors."""
    size = values.shape[-1]
    eye = np.eye(size, dtype=bare(values).dtype)
    along = back @ by_vectors
    own = (along * like(along, eye)).sum(-1)
    turning = np.abs(np.imag(bare(own)))
    if np.any(turning > 1e-2 + 1e-2 * np.abs(np.real(bare(own)))):
        raise RuntimeError(UNDEFINED)
    rest = along - back @ (vectors * part(own, 0)[..., None, :])
    apart = mirror(values[..., None, :] - values[..., :, None]) + like(along, eye)
    rest = rest / apart * like(along, 1 - eye)
    return rest if by_values is None else rest + by_values[..., :, None] * like(along, eye)


def turned(matrix: Any) -> Any:
    """The conjugate transpose."""
    if isinstance(matrix, Tensor):
        tensor: Any = matrix
        return tensor.mH
    return np.conj(np.swapaxes(matrix, -1, -2))


def solved(matrix: Any, right: Any) -> Any:
    """The solution of `matrix @ x = right`."""
    if isinstance(matrix, Tensor) or isinstance(right, Tensor):
        from autograd_core import linalg

        return linalg.solve(matrix, right)
    return np.linalg.solve(matrix, right)
