"""Matrices taken apart: QR, eigenvalues, singular values, pseudo-inverse, exponential."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core.dispatch import Array
from autograd_core.ops.calls import bare, like
from autograd_core.ops.cumulative import joined, part
from autograd_core.ops.dimensions import unsqueeze
from autograd_core.ops.matrices import (
    LinAlgError,
    lower,
    on_diagonal,
    product,
    solve_triangular,
    turned,
    upper_part,
)
from autograd_core.ops.registry import op

SYMMETRIC = "(lambda a: a + a.T)(x(3, 3))"


def column(values: Array) -> Array:
    return unsqueeze(values, dim=values.ndim)


def row(values: Array) -> Array:
    return unsqueeze(values, dim=values.ndim - 1)


@op(
    "linalg_qr",
    node="LinalgQrBackward0",
    symbol="qr",
    results=("Q", "R"),
    samples=(
        "tuple(torch.linalg.qr(x(3, 2)))",
        "torch.linalg.qr(x(3, 3))[0]",
        "torch.linalg.qr(x(2, 3))[1]",
    ),
    formula="Q, R with Q @ R = A",
    en="Orthogonal columns and the triangle that gives the matrix back.",
    zh="正交列与还原矩阵的上三角阵。",
)
def qr(A: Array, *, mode: str) -> tuple[Array, Array]:
    if mode == "r":
        triangle: Any = np.linalg.qr(A, mode="r")
        return np.zeros(0, A.dtype), triangle
    kind: Any = mode
    factors: Any = np.linalg.qr(A, mode=kind)
    return factors[0], factors[1]


@qr.gradients
def _(grads: Any, Q: Array, R: Array, *, mode: str) -> list[Any]:
    by_q, by_r = grads
    rows, columns = Q.shape[-2], R.shape[-1]
    if mode == "r" or (mode == "complete" and rows > columns):
        raise RuntimeError(
            "linalg_qr_backward: "
            + (
                "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. "
                "Please use linalg.qr(A, mode='reduced') if you are going to require gradients "
                "through linalg.qr."
                if mode == "r"
                else "The QR decomposition is not differentiable when mode='complete' and "
                "nrows > ncols."
            )
        )
    inner: Any = None
    if by_r is not None:
        inner = product(by_r, turned(R))
    if by_q is not None:
        away = product(turned(Q), by_q)
        inner = -away if inner is None else inner - away
    if rows >= columns:
        sides = product(Q, upper_part(inner) + turned(upper_part(inner, 1)))
        sides = sides if by_q is None else sides + by_q
        return [solve_triangular(turned(R), sides, upper=False, left=False, unitriangular=False)]
    last = R.ndim - 1
    sides = product(Q, lower(turned(inner) - inner, -1))
    square = turned(part(R, last, 0, rows))
    found = solve_triangular(square, sides, upper=False, left=False, unitriangular=False)
    shape = (*tuple(R.shape)[:-1], columns - rows)
    found = joined(found, like(found, np.zeros(shape, bare(R).dtype)), last)
    return [found if by_r is None else found + product(Q, by_r)]


@op(
    "_linalg_eigh",
    node="LinalgEighBackward0",
    symbol="eigh",
    results=("eigenvalues", "eigenvectors"),
    samples=(
        f"torch.linalg.eigh({SYMMETRIC})[0]",
        f"torch.linalg.eigvalsh({SYMMETRIC})",
        f"torch.linalg.eigh({SYMMETRIC})[1].abs()",
    ),
    formula="L, V with V @ diag(L) @ transpose(V) = A",
    en="Eigenvalues and eigenvectors of a symmetric matrix.",
    zh="对称矩阵的特征值与特征向量。",
)
def eigh(A: Array, *, UPLO: str, compute_v: bool) -> tuple[Array, Array]:
    kind: Any = UPLO
    found = np.linalg.eigh(A, UPLO=kind)
    return found[0], found[1]


@eigh.gradients
def _(grads: Any, eigenvalues: Array, eigenvectors: Array) -> list[Any]:
    by_values, by_vectors = grads
    if by_values is None and by_vectors is None:
        return [None]
    back = turned(eigenvectors)
    if by_vectors is None:
        return [product(eigenvectors * row(by_values), back)]
    apart = row(eigenvalues) - column(eigenvalues)
    size = eigenvalues.shape[-1]
    ones = like(apart, np.eye(size, dtype=bare(eigenvalues).dtype))
    others = like(apart, 1 - np.eye(size, dtype=bare(eigenvalues).dtype))
    inner = product(back, by_vectors) * others / (apart + ones)
    if by_values is not None:
        inner = inner + on_diagonal(by_values)
    return [product(eigenvectors, product(inner, back))]


@op(
    "_linalg_svd",
    node="LinalgSvdBackward0",
    symbol="svd",
    results=("U", "S", "Vh"),
    samples=(
        "torch.linalg.svd(x(3, 2), full_matrices=False)[1]",
        "torch.linalg.svdvals(x(2, 3))",
        "torch.linalg.svd(x(3, 2), full_matrices=False)[0].abs()",
        "torch.linalg.svd(x(2, 3), full_matrices=False)[2].abs()",
        "(lambda f: f[0] @ torch.diag(f[1]) @ f[2])(torch.linalg.svd(x(3, 3)))",
    ),
    formula="U, S, Vh with U @ diag(S) @ Vh = A",
    en="Singular values, and the two rotations that go with them.",
    zh="奇异值及其两侧的旋转。",
)
def svd(A: Array, *, full_matrices: bool, compute_uv: bool) -> tuple[Array, ...]:
    if not np.size(A):
        raise RuntimeError("linalg.svd: empty matrices are not offered here")
    try:
        found = np.linalg.svd(A, full_matrices=full_matrices)
    except np.linalg.LinAlgError:
        batch = "(Batch element 0): " if np.ndim(A) > 2 else ""
        raise LinAlgError(
            f"linalg.svd: {batch}The algorithm failed to converge because the input matrix "
            "contained non-finite values."
        ) from None
    return found[0], found[1], found[2]


@svd.gradients
def _(
    grads: Any,
    U: Array,
    S: Array,
    Vh: Array,
    *,
    A_sizes: tuple[int, ...],
    full_matrices: bool,
) -> list[Any]:
    by_u, by_s, by_v = grads
    rows, columns = A_sizes[-2:]
    count = min(rows, columns)
    if full_matrices:
        U, by_u = narrowed(U, U.ndim - 1, count), narrowed(by_u, U.ndim - 1, count)
        Vh, by_v = narrowed(Vh, Vh.ndim - 2, count), narrowed(by_v, Vh.ndim - 2, count)
    if by_u is None and by_v is None:
        if by_s is None:
            return [None]
        if rows >= columns:
            return [product(U, column(by_s) * Vh)]
        return [product(U * row(by_s), Vh)]
    squares = S * S
    apart = row(squares) - column(squares)
    eye = np.eye(count, dtype=bare(S).dtype)
    apart = apart + like(apart, eye)
    inner: Any = None
    if by_u is not None:
        turn = product(turned(U), by_u)
        inner = (turn - turned(turn)) / apart * row(S)
    if by_v is not None:
        turn = product(Vh, turned(by_v))
        second = column(S) * ((turn - turned(turn)) / apart)
        inner = second if inner is None else inner + second
    if by_s is not None:
        inner = inner + on_diagonal(by_s)
    if rows > columns and by_u is not None:
        away = by_u / row(S)
        sides = product(U, inner) + away - product(U, product(turned(U), away))
        return [product(sides, Vh)]
    if rows < columns and by_v is not None:
        away = by_v / column(S)
        sides = product(inner, Vh) + away - product(product(away, turned(Vh)), Vh)
        return [product(U, sides)]
    return [product(U, product(inner, Vh))]


def narrowed(array: Any, dim: int, count: int) -> Any:
    """The first `count` along a dimension; None stays None."""
    return None if array is None else part(array, dim, 0, count)


@op(
    "linalg_pinv",
    node="LinalgPinvBackward0",
    symbol="pinv",
    samples=("torch.linalg.pinv(x(3, 2))", "torch.pinverse(x(2, 3))"),
    formula="pseudo-inverse of self",
    en="The pseudo-inverse: the inverse as far as there is one.",
    zh="伪逆：在可逆的范围内求逆。",
)
def pinv(self: Array, *, rcond: float | None) -> Array:
    limit = rcond
    if limit is None:
        limit = max(self.shape[-2:]) * float(np.finfo(self.dtype).eps)
    return np.linalg.pinv(self, rcond=limit)


@pinv.gradient("self", formula="derivative of the pseudo-inverse")
def _(grad: Array, self: Array, result: Array) -> Array:
    rows, columns = self.shape[-2:]
    back, arrived = turned(result), turned(grad)
    if rows <= columns:
        inner = product(arrived, result)
        outer = product(inner, back)
        found = -turned(product(result, inner)) + outer
        found = found - product(product(self, result), outer)
        return found + product(product(back, result), arrived - product(inner, self))
    inner = product(result, arrived)
    outer = product(back, inner)
    found = -turned(product(inner, result))
    found = found + product(product(arrived - product(self, inner), result), back)
    return found + outer - product(product(outer, result), self)


def exponential(array: Any) -> Any:
    """The exponential of matrices by scaling, a series, and squaring, in double."""
    wide = np.asarray(array, np.float64)
    size = float(np.max(np.abs(wide).sum(axis=-2), initial=0.0))
    steps = max(0, math.frexp(size)[1] + 3) if math.isfinite(size) else 0
    scaled = wide / 2.0**steps
    term = np.broadcast_to(np.eye(wide.shape[-1]), wide.shape)
    total = term
    for k in range(1, 16):
        term = np.matmul(term, scaled) / k
        total = total + term
    for _ in range(steps):
        total = np.matmul(total, total)
    return total.astype(array.dtype)


@op(
    "linalg_matrix_exp",
    node="LinalgMatrixExpBackward0",
    symbol="matrix_exp",
    samples=("torch.matrix_exp(x(2, 2))", "torch.linalg.matrix_exp(x(2, 2, 2))"),
    formula="exp of the matrix self",
    en="The exponential of a square matrix.",
    zh="方阵的指数。",
)
def matrix_exp(self: Array) -> Array:
    return exponential(self)


@matrix_exp.gradient("self", formula="derivative of the matrix exponential")
def _(grad: Array, self: Array) -> Array:
    size, last = self.shape[-1], self.ndim - 1
    back = turned(self)
    nothing = like(grad, np.zeros(tuple(self.shape), bare(self).dtype))
    upper = joined(back, grad, last)
    block = joined(upper, joined(nothing, back, last), last - 1)
    whole = matrix_exp(block)
    corner = part(part(whole, last - 1, 0, size), last, size, 2 * size)
    return corner


@op(
    "linalg_cross",
    node="LinalgCrossBackward0",
    symbol="×",
    broadcast=True,
    samples=("torch.linalg.cross(x(3), x(3))", "torch.cross(x(2, 3), x(2, 3), dim=-1)"),
    formula="self × other",
    en="The cross product of vectors in space.",
    zh="空间向量的叉积。",
)
def cross(self: Array, other: Array, *, dim: int) -> Array:
    left, right = np.broadcast_arrays(self, other)
    one, two, three = np.moveaxis(left, dim, 0)
    a, b, c = np.moveaxis(right, dim, 0)
    return np.stack((two * c - three * b, three * a - one * c, one * b - two * a), axis=dim)


@cross.gradient("self", formula="other × grad")
def _(grad: Array, other: Array, *, dim: int) -> Array:
    return cross(other, grad, dim=dim)


@cross.gradient("other", formula="grad × self")
def _(grad: Array, self: Array, *, dim: int) -> Array:
    return cross(grad, self, dim=dim)
