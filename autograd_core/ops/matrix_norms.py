"""Norms of matrices, and `linalg.norm`, which takes vectors and matrices alike."""

from __future__ import annotations

import math
from typing import Any

from autograd_core import errors
from autograd_core.ops.norms import of_vectors
from autograd_core.ops.registry import METHODS, required
from autograd_core.tensor import Tensor


def matrix_norm(
    A: Tensor,
    ord: Any = "fro",
    dim: Any = (-2, -1),
    keepdim: bool = False,
    *,
    dtype: Any = None,
) -> Any:
    """The norm of matrices: "fro", "nuc", ±1, ±2 or ±inf (torch.linalg.matrix_norm)."""
    required("linalg_matrix_norm", "input", 1, A)
    check_matrix(A)
    if len(dim) != 2:
        raise RuntimeError(
            "linalg.matrix_norm: dim must be a 2-tuple. Got " + " ".join(map(str, dim))
        )
    rows, columns = (errors.dimension(each, A._a.ndim) for each in dim)
    if ord == "fro":
        return of_vectors("linalg.matrix_norm", A, 2, (rows, columns), keepdim, dtype)
    if ord == "nuc" or (not isinstance(ord, str) and abs(ord) == 2):
        return of_singular_values(A, ord, rows, columns, keepdim)
    if isinstance(ord, str) or abs(ord) not in (1, math.inf):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    if abs(ord) == math.inf:
        rows, columns = columns, rows
    sums = of_vectors("linalg.matrix_norm", A, 1, (rows,), keepdim, dtype)
    if not keepdim and rows < columns:
        columns -= 1
    return METHODS["amax" if ord > 0 else "amin"](sums, columns, keepdim)


def check_matrix(A: Tensor) -> None:
    """PyTorch's error for a vector where a matrix is wanted."""
    if A._a.ndim < 2:
        raise RuntimeError(
            "linalg.matrix_norm: The input tensor A must have at least 2 dimensions."
        )


def of_singular_values(matrix: Any, ord: Any, rows: int, columns: int, keepdim: bool) -> Any:
    """The sum, the largest or the smallest of the singular values."""
    from autograd_core.linalg import svdvals

    ndim = matrix._a.ndim
    order = [axis for axis in range(ndim) if axis not in (rows, columns)] + [rows, columns]
    values = svdvals(METHODS["permute"](matrix, tuple(order)))
    if ord == "nuc":
        found = METHODS["sum"](values, -1, keepdim)
    else:
        found = METHODS["amax" if ord > 0 else "amin"](values, -1, keepdim)
    if not keepdim:
        return found
    found = METHODS["unsqueeze"](found, -1)
    return METHODS["permute"](found, tuple(order.index(axis) for axis in range(ndim)))


def norm(
    A: Tensor,
    ord: Any = None,
    dim: Any = None,
    keepdim: bool = False,
    *,
    dtype: Any = None,
) -> Any:
    """The norm of a vector or a matrix (torch.linalg.norm)."""
    required("linalg_norm", "input", 1, A)
    places = (dim,) if isinstance(dim, int) else dim
    if ord is None:
        return of_vectors("linalg.vector_norm", A, 2, places, keepdim, dtype)
    if places is None:
        if A._a.ndim not in (1, 2):
            raise RuntimeError(
                "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got "
                f"{A._a.ndim}D."
            )
        places = tuple(range(A._a.ndim))
    if not isinstance(ord, str) and len(places) == 1:
        return of_vectors("linalg.vector_norm", A, ord, places, keepdim, dtype)
    if len(places) == 1:
        check_matrix(A)
        raise RuntimeError("linalg.matrix_norm: dim must be a 2-tuple. Got " + str(places[0]))
    return matrix_norm(A, ord, places, keepdim, dtype=dtype)


def vector_norm(
    x: Tensor, ord: Any = 2, dim: Any = None, keepdim: bool = False, *, dtype: Any = None
) -> Any:
    """The norm of a vector, of all elements or along `dim` (torch.linalg.vector_norm)."""
    return of_vectors("linalg.vector_norm", x, ord, dim, keepdim, dtype)
