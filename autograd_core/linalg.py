"""`torch.linalg`: linear algebra under PyTorch's names, shapes checked with its errors."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.absent import getattr_of
from autograd_core.dispatch import apply
from autograd_core.ops import eigen, factors, matrices
from autograd_core.ops.least_squares import lstsq
from autograd_core.ops.matmul import matmul
from autograd_core.ops.matrices import LinAlgError
from autograd_core.ops.matrix_norms import matrix_norm, norm, vector_norm
from autograd_core.ops.registry import FUNCTIONS, METHODS, public, required
from autograd_core.ops.sums_of_products import multi_dot
from autograd_core.return_types import TYPES
from autograd_core.tensor import Tensor, wrap

EPS = {"float32": float(np.finfo(np.float32).eps), "float64": float(np.finfo(np.float64).eps)}


def check_matrices(name: str, A: Any) -> None:
    required(name.replace(".", "_"), "A", 1, A)
    if A._a.ndim < 2:
        raise RuntimeError(f"{name}: The input tensor A must have at least 2 dimensions.")
    if A._a.dtype.kind not in "fc":
        raise RuntimeError(
            f"{name}: Expected a floating point or complex tensor as input. Got "
            + A.dtype.scalar_name
        )


def check_square(name: str, A: Any) -> None:
    check_matrices(name, A)
    rows, columns = A._a.shape[-2:]
    if rows != columns:
        raise RuntimeError(
            f"{name}: A must be batches of square matrices, but they are {rows} by {columns} "
            "matrices"
        )


def failed(info: Any) -> tuple[str, int] | None:
    """Which matrix failed first, as a text, and with which number; None if none did."""
    numbers = np.asarray(info._a)
    wrong = np.flatnonzero(numbers)
    if not wrong.size:
        return None
    place = int(wrong[0])
    batch = f"(Batch element {place}): " if numbers.ndim else ""
    return batch, int(numbers.reshape(-1)[place])


def det(A: Tensor) -> Any:
    """The determinant of square matrices (torch.linalg.det)."""
    check_square("linalg.det", A)
    return apply(matrices.det, (A,), {})


def slogdet(A: Tensor) -> Any:
    """Sign and log of the size of the determinant (torch.linalg.slogdet)."""
    check_square("linalg.slogdet", A)
    return TYPES["linalg_slogdet"](apply(matrices.slogdet, (A,), {}))


def inv_ex(A: Tensor, *, check_errors: bool = False) -> Any:
    """The inverse, and per matrix 0 or where it failed (torch.linalg.inv_ex)."""
    check_square("linalg.inv", A)
    found = TYPES["linalg_inv_ex"](apply(matrices.inv, (A,), {}))
    if check_errors:
        check_inverse(A, found[1])
    return found


def inv(A: Tensor) -> Any:
    """The inverse of square matrices (torch.linalg.inv)."""
    return inv_ex(A, check_errors=True)[0]


def check_inverse(A: Tensor, info: Any) -> None:
    problem = failed(info)
    if problem is None:
        return
    size = A._a.shape[-1]
    first = np.asarray(A._a).reshape(-1, size, size)[int(np.flatnonzero(info._a)[0])]
    raise LinAlgError(
        f"linalg.inv: {problem[0]}The diagonal element {zero_pivot(first)} is zero, the inversion "
        "could not be completed because the input matrix is singular."
    )


def zero_pivot(matrix: Any) -> int:
    """Which diagonal element of the LU factor is 0, counted from 1."""
    work = np.array(matrix, np.float64)
    size = work.shape[0]
    for k in range(size):
        best = k + int(np.argmax(np.abs(work[k:, k])))
        if work[best, k] == 0:
            return k + 1
        work[[k, best]] = work[[best, k]]
        work[k + 1 :] -= np.outer(work[k + 1 :, k] / work[k, k], work[k])
    return int(size)


def solve(A: Tensor, B: Tensor, *, left: bool = True) -> Any:
    """X with `A @ X = B` (torch.linalg.solve)."""
    check_square("linalg.solve", A)
    required("linalg_solve", "B", 2, B)
    if A._a.dtype != B._a.dtype:
        raise RuntimeError(
            "linalg.solve: Expected A and B to have the same dtype, but found A of type "
            f"{A.dtype.scalar_name} and B of type {B.dtype.scalar_name} instead"
        )
    vector = B._a.ndim == 1 or (A._a.ndim - 1 == B._a.ndim and B._a.shape == A._a.shape[:-1])
    own, other = A._a.shape[-1], B._a.shape[-1 if vector or not left else -2]
    if own != other:
        rows, columns = (B._a.shape[-1], 1) if vector else B._a.shape[-2:]
        raise RuntimeError(
            f"linalg.solve: Incompatible shapes of A and B for the equation "
            f"{'AX = B' if left else 'XA = B'} ({own}x{own} and {rows}x{columns})"
        )
    result, info = apply(matrices.solve, (A, B), {"left": left, "vector": vector})
    problem = failed(info)
    if problem is not None:
        raise LinAlgError(
            f"torch.linalg.solve: {problem[0]}The solver failed because the input matrix is "
            "singular."
        )
    return result


def solve_triangular(
    A: Tensor,
    B: Tensor,
    *,
    upper: bool,
    left: bool = True,
    unitriangular: bool = False,
) -> Any:
    """X with `A @ X = B` for a triangle A (torch.linalg.solve_triangular)."""
    check_square("linalg.solve_triangular", A)
    values = {"upper": upper, "left": left, "unitriangular": unitriangular}
    return apply(matrices.solve_triangular, (A, B), values)


def cholesky_ex(A: Tensor, *, upper: bool = False, check_errors: bool = False) -> Any:
    """The Cholesky factor, and per matrix 0 or where it failed (torch.linalg.cholesky_ex)."""
    check_square("linalg.cholesky", A)
    found = TYPES["linalg_cholesky_ex"](apply(matrices.cholesky, (A,), {"upper": upper}))
    problem = failed(found[1]) if check_errors else None
    if problem is not None:
        raise LinAlgError(
            f"linalg.cholesky: {problem[0]}The factorization could not be completed because the "
            f"input is not positive-definite (the leading minor of order {problem[1]} is not "
            "positive-definite)."
        )
    return found


def cholesky(A: Tensor, *, upper: bool = False) -> Any:
    """L with `L @ L.T = A` (torch.linalg.cholesky)."""
    return cholesky_ex(A, upper=upper, check_errors=True)[0]


def qr(A: Tensor, mode: str = "reduced") -> Any:
    """Q and R with `Q @ R = A` (torch.linalg.qr)."""
    check_matrices("linalg.qr", A)
    if mode not in ("reduced", "complete", "r"):
        raise RuntimeError(
            f"qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), 'r', "
            "or 'complete'"
        )
    return TYPES["linalg_qr"](apply(factors.qr, (A,), {"mode": mode}))


def eig(A: Tensor) -> Any:
    """Eigenvalues and eigenvectors of square matrices, complex (torch.linalg.eig)."""
    return TYPES["linalg_eig"](eigen_pair("linalg.eig", A))


def eigvals(A: Tensor) -> Any:
    """The eigenvalues of square matrices, complex (torch.linalg.eigvals)."""
    return eigen_pair("linalg.eigvals", A)[0]


def eigen_pair(name: str, A: Tensor) -> Any:
    """`linalg_eig` with PyTorch's errors."""
    if required(name.replace(".", "_"), "A", 1, A)._a.dtype.kind not in "fc":
        raise RuntimeError(f"Unknown Complex ScalarType for {A.dtype.scalar_name}")
    check_square(name, A)
    return apply(eigen.eig, (A,), {})


def eigh(A: Tensor, UPLO: str = "L") -> Any:
    """Eigenvalues and eigenvectors of symmetric matrices (torch.linalg.eigh)."""
    check_square("linalg.eigh", A)
    values = {"UPLO": UPLO, "compute_v": True}
    return TYPES["linalg_eigh"](apply(factors.eigh, (A,), values))


def eigvalsh(A: Tensor, UPLO: str = "L") -> Any:
    """The eigenvalues of symmetric matrices (torch.linalg.eigvalsh)."""
    check_square("linalg.eigvalsh", A)
    return apply(factors.eigh, (A,), {"UPLO": UPLO, "compute_v": True})[0]


def svd(A: Tensor, full_matrices: bool = True) -> Any:
    """U, S and Vh with `U @ diag(S) @ Vh = A` (torch.linalg.svd)."""
    check_matrices("linalg.svd", A)
    values = {"full_matrices": full_matrices, "compute_uv": True}
    return TYPES["linalg_svd"](apply(factors.svd, (A,), values))


def svdvals(A: Tensor) -> Any:
    """The singular values (torch.linalg.svdvals)."""
    check_matrices("linalg.svd", A)
    return apply(factors.svd, (A,), {"full_matrices": False, "compute_uv": True})[1]


def pinv(A: Tensor, *, rtol: float | None = None, hermitian: bool = False) -> Any:
    """The pseudo-inverse (torch.linalg.pinv)."""
    required("linalg_pinv", "A", 1, A)
    if A._a.ndim < 2 or A._a.dtype.kind not in "fc":
        raise RuntimeError(
            f"linalg.pinv({A.dtype.scalar_name}{{{errors.size_text(A._a.shape)}}}): expected a "
            "tensor with 2 or more dimensions of float, double, cfloat or cdouble types"
        )
    return apply(factors.pinv, (A,), {"rcond": rtol})


def matrix_rank(A: Tensor, tol: float | None = None) -> Any:
    """How many singular values count (torch.linalg.matrix_rank)."""
    required("linalg_matrix_rank", "input", 1, A)
    if A._a.ndim < 2:
        raise RuntimeError(
            "torch.linalg.matrix_rank: The input tensor input must have at least 2 dimensions."
        )
    values = np.linalg.svd(A._a, compute_uv=False)
    limit = max(A._a.shape[-2:]) * EPS[str(A._a.dtype)] * values.max(-1, initial=0)
    limit = np.asarray(limit if tol is None else tol)
    return wrap((values > limit[..., None]).sum(-1).astype(np.int64)[()])


def matrix_power(A: Tensor, n: int) -> Any:
    """A matrix multiplied with itself `n` times (torch.linalg.matrix_power)."""
    check_square("linalg.matrix_power", A)
    if n == 0:
        eye = np.broadcast_to(np.eye(A._a.shape[-1], dtype=A._a.dtype), A._a.shape)
        return METHODS["copy_"](METHODS["clone"](A), wrap(np.array(eye)))
    base: Any = A
    if n < 0:
        base, n = inv(A), -n
    if n == 1:
        return METHODS["clone"](base)
    if n == 2:
        return matmul(base, base)
    if n == 3:
        return matmul(matmul(base, base), base)
    result: Any = None
    power: Any = None
    while n > 0:
        power = base if power is None else matmul(power, power)
        n, bit = divmod(n, 2)
        if bit:
            result = power if result is None else matmul(result, power)
    return result


def matrix_exp(A: Tensor) -> Any:
    """The exponential of square matrices (torch.linalg.matrix_exp)."""
    check_square("linalg.matrix_exp", A)
    return apply(factors.matrix_exp, (A,), {})


def cross(input: Tensor, other: Tensor, *, dim: int = -1) -> Any:
    """The cross product along a dimension of size 3 (torch.linalg.cross)."""
    required("linalg_cross", "input", 1, input)
    required("linalg_cross", "other", 2, other)
    if input._a.ndim != other._a.ndim:
        raise RuntimeError("linalg.cross: inputs must have the same number of dimensions.")
    place = errors.dimension(dim, input._a.ndim)
    if not input._a.ndim:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    if input._a.shape[place] != 3 or other._a.shape[place] != 3:
        raise RuntimeError(
            f"linalg.cross: inputs dimension {dim} must have length 3. Got "
            f"{input._a.shape[place]} and {other._a.shape[place]}"
        )
    if input._a.dtype != other._a.dtype:
        raise RuntimeError(
            f"expected scalar type {input.dtype.scalar_name} but found {other.dtype.scalar_name}"
        )
    return apply(factors.cross, (input, other), {"dim": dim})


def vecdot(x: Tensor, y: Tensor, *, dim: int = -1) -> Any:
    """The dot products along a dimension (torch.linalg.vecdot)."""
    if x._a.ndim == 1 and y._a.ndim == 1:
        return FUNCTIONS["vdot"](x, y)
    return METHODS["sum"](METHODS["mul"](x, y), dim)


def diagonal(A: Tensor, *, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Any:
    """The diagonals of matrices (torch.linalg.diagonal)."""
    return METHODS["diagonal"](A, offset, dim1, dim2)


def cond(A: Tensor, p: Any = None) -> Any:
    """How much a matrix magnifies errors (torch.linalg.cond)."""
    required("linalg_cond", "input", 1, A)
    if A._a.ndim < 2:
        raise RuntimeError("linalg.cond: The input tensor must have at least 2 dimensions.")
    if p in (None, 2, -2):
        values = svdvals(A)
        last = values._a.shape[-1]
        ends = [METHODS["narrow"](values, -1, 0, 1), METHODS["narrow"](values, -1, last - 1, 1)]
        top, bottom = ends if p != -2 else ends[::-1]
        return METHODS["squeeze"](top / bottom, -1)
    return matrix_norm(A, p) * matrix_norm(inv(A), p)


def logdet(A: Tensor) -> Any:
    """The logarithm of the determinant (torch.logdet)."""
    check_square("logdet", A)
    sign, logarithm = apply(matrices.slogdet, (A,), {})
    return FUNCTIONS["where"](wrap(np.asarray(sign._a) == -1), float("nan"), logarithm)


@public("svd")
def torch_svd(input: Tensor, some: bool = True, compute_uv: bool = True) -> Any:
    """U, S and V with `U @ diag(S) @ V.T = input` (torch.svd)."""
    U, S, Vh = svd(input, not some)
    return TYPES["svd"]((U, S, METHODS["transpose"](Vh, -2, -1)))


@public("cross")
def torch_cross(input: Tensor, other: Tensor, dim: int | None = None) -> Any:
    """The cross product (torch.cross); without `dim` along the first dimension of size 3."""
    if dim is None and 3 not in input._a.shape:
        raise RuntimeError("no dimension of size 3 in input")
    return cross(input, other, dim=input._a.shape.index(3) if dim is None else dim)


NAMES: dict[str, Any] = {
    "LinAlgError": LinAlgError,
    "cholesky": cholesky,
    "cholesky_ex": cholesky_ex,
    "cond": cond,
    "cross": cross,
    "det": det,
    "diagonal": diagonal,
    "eig": eig,
    "eigh": eigh,
    "eigvals": eigvals,
    "eigvalsh": eigvalsh,
    "inv": inv,
    "inv_ex": inv_ex,
    "lstsq": lstsq,
    "matmul": matmul,
    "matrix_exp": matrix_exp,
    "matrix_norm": matrix_norm,
    "matrix_power": matrix_power,
    "matrix_rank": matrix_rank,
    "multi_dot": multi_dot,
    "norm": norm,
    "pinv": pinv,
    "qr": qr,
    "slogdet": slogdet,
    "solve": solve,
    "solve_triangular": solve_triangular,
    "svd": svd,
    "svdvals": svdvals,
    "vecdot": vecdot,
    "vector_norm": vector_norm,
}
"""What `torch.linalg.<name>` means here, by name."""

for _names, _function in (
    (("det",), det),
    (("logdet",), logdet),
    (("slogdet",), slogdet),
    (("inverse",), inv),
    (("cholesky",), cholesky),
    (("qr",), qr),
    (("pinverse",), pinv),
    (("matrix_power",), matrix_power),
    (("matrix_exp",), matrix_exp),
):
    public(*_names)(_function)

__getattr__ = getattr_of("torch.linalg")

__all__ = [*NAMES]
