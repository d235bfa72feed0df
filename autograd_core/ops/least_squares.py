"""Least squares: a matrix and right sides in, the solution with the smallest error out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.ops.registry import required
from autograd_core.return_types import TYPES
from autograd_core.tensor import Tensor, wrap


def check_least_squares(A: Tensor, B: Tensor) -> None:
    """PyTorch's errors for matrices that do not fit."""
    required("linalg_lstsq", "input", 1, A)
    required("linalg_lstsq", "b", 2, B)
    own, other = A._a.shape, B._a.shape
    if len(own) < 2:
        raise RuntimeError("torch.linalg.lstsq: input must have at least 2 dimensions.")
    if not other:
        raise RuntimeError("torch.linalg.lstsq: other must have at least 1 dimension.")
    vector = len(own) - 1 == len(other)
    if own[-2] != other[-1 if vector else -2]:
        raise RuntimeError(
            f"torch.linalg.lstsq: input.size(-2) should match other.size({-1 if vector else -2})"
        )
    if A._a.dtype != B._a.dtype:
        raise RuntimeError(
            "torch.linalg.lstsq: Expected input and other to have the same dtype, but got input's "
            f"dtype {A.dtype.scalar_name} and other's dtype {B.dtype.scalar_name}"
        )


def lstsq(A: Tensor, B: Tensor, rcond: float | None = None, *, driver: str | None = None) -> Any:
    """The solution with the least squared error, without gradient (torch.linalg.lstsq)."""
    check_least_squares(A, B)
    solution, residuals, rank, values = np.linalg.lstsq(
        np.asarray(A._a), np.asarray(B._a), rcond=rcond
    )
    rows, columns = A._a.shape
    left = residuals if rows > columns and rank == columns else np.zeros(0, A._a.dtype)
    parts = (solution, left, np.int64(rank), np.zeros(0, values.dtype))
    return TYPES["linalg_lstsq"](wrap(each) for each in parts)
