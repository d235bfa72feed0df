"""Square matrices: determinants, inverses, systems of equations, Cholesky factors."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array
from autograd_core.ops.by_number import times
from autograd_core.ops.calls import bare
from autograd_core.ops.dimensions import squeeze_dim, transpose, unsqueeze
from autograd_core.ops.registry import METHODS, op
from autograd_core.tensor import Tensor


class LinAlgError(RuntimeError):
    """A matrix is singular or not positive-definite (torch.linalg.LinAlgError)."""


LinAlgError.__name__ = LinAlgError.__qualname__ = "_LinAlgError"
LinAlgError.__module__ = "torch._C"


def turned(array: Array) -> Array:
    """Matrices with rows and columns exchanged."""
    return transpose(array, dim0=-2, dim1=-1)


def product(left: Array, right: Array) -> Array:
    """The matrix product of arrays or tensors."""
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        return METHODS["matmul"](left, right)
    return np.matmul(left, right)


def on_diagonal(values: Array) -> Array:
    """Matrices with these diagonals."""
    if isinstance(values, Tensor):
        return METHODS["diag_embed"](values)
    return values[..., None] * np.eye(values.shape[-1], dtype=values.dtype)


def lower(array: Array, diagonal: int = 0) -> Array:
    return (
        METHODS["tril"](array, diagonal) if isinstance(array, Tensor) else np.tril(array, diagonal)
    )


def upper_part(array: Array, diagonal: int = 0) -> Array:
    return (
        METHODS["triu"](array, diagonal) if isinstance(array, Tensor) else np.triu(array, diagonal)
    )


@op(
    "_linalg_det",
    node="LinalgDetBackward0",
    symbol="det",
    samples=(
        "x(3, 3).det()",
        "torch.linalg.det(x(2, 2, 2))",
        "torch.det(v([1.0, 2.0], [2.0, 4.0]))",
    ),
    formula="det(A)",
    en="The determinant of a square matrix.",
    zh="方阵的行列式。",
)
def det(A: Array) -> Array:
    return np.linalg.det(A)[()]


@det.gradient("A", formula="grad * result * inverse(transpose(A))")
def _(grad: Array, A: Array, result: Array) -> Array:
    size = A.shape[-1]
    if isinstance(A, Tensor):
        if not np.all(bare(result)):
            return singular(grad, A)
        scale: Any = METHODS["unsqueeze"](grad * result, -1)
        spread = METHODS["expand"](scale, (*A.shape[:-1],))
        return solved(turned(A), on_diagonal(spread))
    try:
        inverse = np.linalg.inv(np.swapaxes(A, -1, -2))
    except np.linalg.LinAlgError:
        return np.asarray(grad)[..., None, None] * cofactors(np.asarray(A), size)
    return np.asarray(grad * result)[..., None, None] * inverse


def singular(grad: Array, matrix: Array) -> Array:
    """The derivative of a determinant of 0, by way of the singular values."""
    from autograd_core.ops.aggregates import others
    from autograd_core.ops.factors import svd

    left, values, right = svd(matrix, full_matrices=True, compute_uv=True)
    scale = METHODS["unsqueeze"](det(left) * det(right) * grad, -1)
    weights = scale * others(values, values.ndim - 1)
    return product(left * unsqueeze(weights, dim=weights.ndim - 1), right)


def cofactors(array: Any, size: int) -> Any:
    """The derivative of the determinant, which singular matrices have as well."""
    found = np.empty_like(array)
    for row in range(size):
        for column in range(size):
            rest = np.delete(np.delete(array, row, -2), column, -1)
            found[..., row, column] = (-1) ** (row + column) * np.linalg.det(rest)
    return found


@op(
    "_linalg_slogdet",
    node="LinalgSlogdetBackward0",
    symbol="slogdet",
    results=("sign", "logabsdet"),
    samples=("torch.linalg.slogdet(x(3, 3))[1]", "tuple(torch.slogdet(x(2, 2, 2)))"),
    formula="log(abs(det(A)))",
    en="Sign and logarithm of the determinant's size.",
    zh="行列式的符号与绝对值的对数。",
)
def slogdet(A: Array) -> tuple[Array, Array]:
    sign, logarithm = np.linalg.slogdet(A)
    return sign[()], logarithm[()]


@slogdet.gradients
def _(grads: Any, A: Array) -> list[Any]:
    grad = grads[1]
    if grad is None:
        return [None]
    if isinstance(A, Tensor):
        spread = METHODS["expand"](METHODS["unsqueeze"](grad, -1), (*A.shape[:-1],))
        return [solved(turned(A), on_diagonal(spread))]
    return [np.asarray(grad)[..., None, None] * np.linalg.inv(np.swapaxes(A, -1, -2))]


@op(
    "linalg_inv_ex",
    node="LinalgInvExBackward0",
    symbol="inverse",
    results=("inverse", "info"),
    samples=("x(3, 3).inverse()", "torch.linalg.inv(x(2, 2, 2))"),
    formula="inverse(A)",
    en="The inverse of a square matrix.",
    zh="方阵的逆。",
)
def inv(A: Array) -> tuple[Array, Array]:
    try:
        return np.linalg.inv(A), np.zeros(A.shape[:-2], np.int32)[()]
    except np.linalg.LinAlgError:
        return np.full_like(A, np.inf), np.ones(A.shape[:-2], np.int32)[()]


@inv.gradient("A", formula="-transpose(inverse) @ grad @ transpose(inverse)")
def _(grad: Array, inverse: Array) -> Array:
    back = turned(inverse)
    return -product(back, product(grad, back))


def solved(matrix: Array, right: Array, left: bool = True) -> Array:
    """The solution of `matrix @ X = right`, on arrays and tensors."""
    return solve(matrix, right, left=left, vector=False)[0]


@op(
    "_linalg_solve_ex",
    seen=1,
    node="LinalgSolveExBackward0",
    symbol="solve",
    results=("result", "info"),
    samples=(
        "torch.linalg.solve(x(3, 3), x(3, 2))",
        "torch.linalg.solve(x(3, 3), x(3))",
        "torch.linalg.solve(x(2, 2, 2), x(2, 2, 1))",
        "torch.linalg.solve(x(3, 3), x(2, 3), left=False)",
    ),
    formula="inverse(A) @ B",
    en="Solves a system of linear equations.",
    zh="求解线性方程组。",
)
def solve(A: Array, B: Array, *, left: bool, vector: bool) -> tuple[Array, Array]:
    right = np.asarray(B)[..., None] if vector else np.asarray(B)
    try:
        if left:
            found = np.linalg.solve(A, right)
        else:
            turned_right = np.swapaxes(right, -1, -2)
            found = np.swapaxes(np.linalg.solve(np.swapaxes(A, -1, -2), turned_right), -1, -2)
    except np.linalg.LinAlgError:
        return np.full_like(right, np.nan), np.ones(A.shape[:-2], np.int32)[()]
    return found[..., 0] if vector else found, np.zeros(A.shape[:-2], np.int32)[()]


@solve.gradients
def _(
    grads: Any,
    A: Array,
    result: Array,
    *,
    left: bool,
    vector: bool,
    needs: tuple[bool, ...],
) -> list[Any]:
    grad = grads[0]
    if grad is None:
        return [None, None]
    if vector:
        tall = solve(turned(A), unsqueeze(grad, dim=grad.ndim), left=True, vector=False)[0]
        back = squeeze_dim(tall, dim=tall.ndim - 1)
    else:
        back = solve(turned(A), grad, left=left, vector=False)[0]
    if not needs[0]:
        return [None, back]
    if vector:
        by_matrix = -product(tall, unsqueeze(result, dim=result.ndim - 1))
    elif left:
        by_matrix = -product(back, turned(result))
    else:
        by_matrix = -product(turned(result), back)
    return [by_matrix, back if needs[1] else None]


@op(
    "linalg_solve_triangular",
    node="LinalgSolveTriangularBackward0",
    symbol="solve_triangular",
    samples=(
        "torch.linalg.solve_triangular(p(3, 3), x(3, 2), upper=True)",
        "torch.linalg.solve_triangular(p(3, 3), x(2, 3), upper=False, left=False)",
    ),
    formula="inverse(triangle(self)) @ B",
    en="Solves a system of linear equations whose matrix is a triangle.",
    zh="求解三角矩阵的线性方程组。",
)
def solve_triangular(
    self: Array,
    B: Array,
    *,
    upper: bool,
    left: bool,
    unitriangular: bool,
) -> Array:
    matrix = np.triu(self) if upper else np.tril(self)
    if unitriangular:
        size = matrix.shape[-1]
        matrix = matrix * (1 - np.eye(size, dtype=matrix.dtype)) + np.eye(size, dtype=matrix.dtype)
    if left:
        return np.linalg.solve(matrix, B)
    turned_right = np.swapaxes(np.asarray(B), -1, -2)
    return np.swapaxes(np.linalg.solve(np.swapaxes(matrix, -1, -2), turned_right), -1, -2)


@solve_triangular.gradients
def _(
    grad: Array,
    self: Array,
    result: Array,
    *,
    upper: bool,
    left: bool,
    unitriangular: bool,
    needs: tuple[bool, ...],
) -> list[Any]:
    back = solve_triangular(
        turned(self), grad, upper=not upper, left=left, unitriangular=unitriangular
    )
    if not needs[0]:
        return [None, back]
    whole = -(product(back, turned(result)) if left else product(turned(result), back))
    cut = int(unitriangular)
    by_matrix = upper_part(whole, cut) if upper else lower(whole, -cut)
    return [by_matrix, back if needs[1] else None]


@op(
    "linalg_cholesky_ex",
    node="LinalgCholeskyExBackward0",
    symbol="cholesky",
    results=("L", "info"),
    samples=(
        "torch.linalg.cholesky((lambda a: a @ a.T + torch.eye(3, dtype=a.dtype))(x(3, 3)))",
        "torch.linalg.cholesky(torch.eye(2, dtype=c().dtype) * 3 + x(2, 2) * 0.1, upper=True)",
    ),
    formula="L with L @ transpose(L) = self",
    en="The triangle whose product with its transpose is the matrix.",
    zh="与自身转置相乘得到该矩阵的三角阵。",
)
def cholesky(self: Array, *, upper: bool) -> tuple[Array, Array]:
    matrix = np.asarray(self)
    below = np.triu(matrix) if upper else np.tril(matrix)
    whole = below + np.swapaxes(np.triu(below, 1) if upper else np.tril(below, -1), -1, -2)
    try:
        found = np.linalg.cholesky(whole)
    except np.linalg.LinAlgError:
        return np.full_like(whole, np.nan), failures(whole)
    found = np.swapaxes(found, -1, -2) if upper else found
    return found, np.zeros(matrix.shape[:-2], np.int32)[()]


def failures(matrices: Any) -> Any:
    """Per matrix the order of the first leading minor that is not positive, 0 if all are."""
    size = matrices.shape[-1]
    flat = matrices.reshape(-1, size, size)
    found = []
    for matrix in flat:
        minors = [np.linalg.det(matrix[:k, :k]) > 0 for k in range(1, size + 1)]
        found.append(0 if all(minors) else minors.index(False) + 1)
    return np.array(found, np.int32).reshape(matrices.shape[:-2])[()]


@cholesky.gradients
def _(grads: Any, L: Array, *, upper: bool) -> list[Any]:
    grad = grads[0]
    if grad is None:
        return [None]
    triangle = turned(L) if upper else L
    arrived = turned(grad) if upper else grad
    phi = product(turned(triangle), arrived)
    both = lower(phi) + turned(lower(phi, -1))
    half = solve_triangular(turned(triangle), both, upper=True, left=True, unitriangular=False)
    whole = solve_triangular(triangle, half, upper=False, left=False, unitriangular=False)
    return [times(whole, 0.5)]
