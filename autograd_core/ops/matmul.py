"""Matrix products as one calls them: any two shapes in, checked and brought to products.py."""

from __future__ import annotations

import math
from typing import Any

from autograd_core import errors
from autograd_core.dispatch import apply
from autograd_core.inplace import apply_reshaping
from autograd_core.ops import products
from autograd_core.ops.dimensions import squeeze_dim_inplace, t, torch_t, torch_transpose, unsqueeze
from autograd_core.ops.offering import refuse
from autograd_core.ops.registry import FUNCTIONS, METHODS, public, required
from autograd_core.ops.shapes import contiguous, expanded, reshaped, unsafe_view, view
from autograd_core.strides import stride_of
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def check_two(title: str, second: str, input: Any, other: Any) -> None:
    required(title, "input", 1, input)
    required(title, second, 2, other)


def check_kind(input: Tensor) -> None:
    """PyTorch multiplies no matrices of bools."""
    if input._a.dtype == bool:
        raise NotImplementedError("\"addmm_impl_cpu_\" not implemented for 'Bool'")


def mismatch(left: Tensor, right: Tensor) -> RuntimeError:
    (n, m), (k, p) = left._a.shape, right._a.shape
    return RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({n}x{m} and {k}x{p})")


@public("mm")
def mm(input: Tensor, mat2: Tensor) -> Any:
    """The product of two matrices, (n, m) and (m, p) (torch.mm)."""
    check_two("mm", "mat2", input, mat2)
    for name, matrix in (("self", input), ("mat2", mat2)):
        if matrix._a.ndim != 2:
            raise RuntimeError(f"{name} must be a matrix")
    if input._a.shape[1] != mat2._a.shape[0]:
        raise mismatch(input, mat2)
    if input._a.dtype != mat2._a.dtype:
        raise RuntimeError(
            "expected m1 and m2 to have the same dtype, but got: "
            f"{input.dtype.c_name} != {mat2.dtype.c_name}"
        )
    check_kind(input)
    return apply(products.mm, (input, mat2), {})


@public("bmm")
def bmm(input: Tensor, mat2: Tensor) -> Any:
    """The products of two batches of matrices, (b, n, m) and (b, m, p) (torch.bmm)."""
    check_two("bmm", "mat2", input, mat2)
    check_batches(input, mat2)
    return apply(products.bmm, (input, mat2), {})


def check_batches(input: Tensor, mat2: Tensor) -> None:
    for name, batch in (("batch1", input), ("batch2", mat2)):
        if batch._a.ndim != 3:
            raise RuntimeError(f"{name} must be a 3D tensor")
    b, _, m = input._a.shape
    if mat2._a.shape[:2] != (b, m):
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{b}, {m}] but got: "
            f"{errors.size_text(mat2._a.shape[:2])}."
        )
    refuse("bmm", "b")(input)
    if input._a.dtype != mat2._a.dtype:
        raise RuntimeError(
            f"expected scalar type {input.dtype.scalar_name} but found {mat2.dtype.scalar_name}"
        )


@public("mv")
def mv(input: Tensor, vec: Tensor) -> Any:
    """The product of a matrix (n, m) and a vector (m) (torch.mv)."""
    check_two("mv", "vec", input, vec)
    check_vector(input, vec, None)
    if input._a.dtype != vec._a.dtype:
        other, own = vec.dtype.scalar_name, input.dtype.scalar_name
        raise RuntimeError(
            f"addmv input tensors must have the same dtype, but got {other}, {own}, and {other}"
        )
    return apply(products.mv, (input, vec), {})


def check_vector(mat: Tensor, vec: Tensor, start: Tensor | None) -> None:
    if not mat._a.ndim and start is None:
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    first = 1 if start is None else start._a.ndim
    if mat._a.ndim != 2 or vec._a.ndim != 1 or first > 1:
        raise RuntimeError(
            f"vector + matrix @ vector expected, got {first}, {mat._a.ndim}, {vec._a.ndim}"
        )
    n, m = mat._a.shape
    size = vec._a.shape[0]
    first = n if start is None else start._a.size
    if m != size or first not in (1, n):
        raise RuntimeError(f"size mismatch, got input ({first}), mat ({n}x{m}), vec ({size})")


@public("dot")
def dot(input: Tensor, tensor: Tensor) -> Any:
    """The sum of the products of two vectors' elements (torch.dot)."""
    check_two("dot", "tensor", input, tensor)
    check_vectors("dot", input, tensor)
    refuse("dot", "b")(input)
    return apply(products.dot, (input, tensor), {})


@public("vdot")
def vdot(input: Tensor, other: Tensor) -> Any:
    """As dot, with the first vector conjugated (torch.vdot)."""
    check_two("vdot", "other", input, other)
    check_vectors("dot", input, other)
    return apply(products.vdot, (input, other), {})


def check_vectors(name: str, left: Tensor, right: Tensor) -> None:
    if left._a.ndim != 1 or right._a.ndim != 1:
        raise RuntimeError(
            f"1D tensors expected, but got {left._a.ndim}D and {right._a.ndim}D tensors"
        )
    if left._a.dtype != right._a.dtype:
        raise RuntimeError(
            f"{name} : expected both vectors to have same dtype, but found "
            f"{left.dtype.scalar_name} and {right.dtype.scalar_name}"
        )
    n, m = left._a.size, right._a.size
    if n != m:
        raise RuntimeError(
            f"inconsistent tensor size, expected tensor [{n}] and src [{m}] to have the same "
            f"number of elements, but got {n} and {m} elements respectively"
        )


@public("matmul")
def matmul(input: Tensor, other: Tensor) -> Any:
    """The matrix product `input @ other`, vectors and batches as well (torch.matmul)."""
    check_two("matmul", "other", input, other)
    left, right = input._a.ndim, other._a.ndim
    if left == 2 and right == 2:
        return mm(input, other)
    if left == 0 or right == 0:
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {left}D and {right}D"
        )
    if left == 1 and right == 1:
        return dot(input, other)
    if left == 2 and right == 1:
        return mv(input, other)
    if left == 1 and right == 2:
        product = mm(apply(unsqueeze, (input,), {"dim": 0}), other)
        return apply_reshaping(squeeze_dim_inplace, product, {"dim": 0})
    if folds(input, other):
        return folded(input, other)
    return batched(input, other)


def folds(input: Tensor, other: Tensor) -> bool:
    """Whether PyTorch folds the batch of the larger tensor into the rows of one matrix."""
    larger, smaller = (input, other) if input._a.ndim >= other._a.ndim else (other, input)
    if not (larger._a.ndim >= 3 and smaller._a.ndim <= 2):
        return False
    if smaller._requires_grad:
        return True
    if input._a.ndim == 2:
        return False
    if not larger._a.size:
        return True
    shape, stride = list(larger._a.shape), list(stride_of(larger._a))
    if larger is other:
        stride[-1], stride[-2] = stride[-2], stride[-1]
        shape[-1], shape[-2] = shape[-2], shape[-1]
    return all(stride[i] == stride[i + 1] * shape[i + 1] for i in range(len(shape) - 2))


def folded(input: Tensor, other: Tensor) -> Any:
    """A product with one matrix or vector, all rows of the batch at once."""
    swapped = other._a.ndim > input._a.ndim
    large: Any = torch_transpose(other, -2, -1) if swapped else input
    small: Any = torch_t(input) if swapped and input._a.ndim == 2 else input if swapped else other
    *outer, inner = large._a.shape
    rows = reshaped(large, (math.prod(outer), inner))
    if small._a.ndim == 1:
        return apply(unsafe_view, (mv(rows, small),), {"size": tuple(outer)})
    shape = (*outer, small._a.shape[1])
    product = apply(unsafe_view, (mm(rows, small),), {"size": shape})
    return contiguous(torch_transpose(product, -2, -1)) if swapped else product


def batched(input: Tensor, other: Tensor) -> Any:
    """A product of two batches of matrices, whose leading dimensions broadcast."""
    left, right = input._a.shape, other._a.shape
    if len(left) == 3 and len(right) == 3 and left[0] != right[0]:
        if left[0] == 1 and input._requires_grad:
            return matmul(METHODS["squeeze"](input, 0), other)
        if right[0] == 1 and other._requires_grad:
            return matmul(input, METHODS["squeeze"](other, 0))
    error = errors.broadcast_mismatch(left[:-2], right[:-2])
    if error is not None:
        raise error
    batch = broadcast(left[:-2], right[:-2])
    rows = left[-2] if len(left) > 1 else 1
    columns = right[-1] if len(right) > 1 else 1
    inner = right[-2] if len(right) > 1 else right[-1]
    count = math.prod(batch)
    first = reshaped(expanded(input, (*batch, rows, left[-1])), (count, rows, left[-1]))
    if len(right) == 1:
        second = reshaped(expanded(other, (*batch, inner)), (count, inner))
        second = apply(unsqueeze, (second,), {"dim": 2})
        product = METHODS["squeeze"](bmm(first, second), -1)
    else:
        second = reshaped(expanded(other, (*batch, inner, columns)), (count, inner, columns))
        product = bmm(first, second)
    shape = (*batch, *((rows,) if len(left) > 1 else ()), *((columns,) if len(right) > 1 else ()))
    return apply(unsafe_view, (product,), {"size": shape})


def broadcast(left: Dims, right: Dims) -> Dims:
    """The common shape of two leading shapes that fit."""
    length = max(len(left), len(right))
    left, right = (1,) * (length - len(left)) + left, (1,) * (length - len(right)) + right
    return tuple(b if a == 1 else a for a, b in zip(left, right, strict=True))


def linear_shape(input: Tensor, weight: Tensor) -> None:
    if input._a.ndim == 0 or weight._a.ndim == 0:
        raise RuntimeError(
            "both arguments to linear need to be at least 1D, but they are "
            f"{input._a.ndim}D and {weight._a.ndim}D"
        )


@public("linear", function=False, method=False, functional=True)
def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Any:
    """`input @ weight.T + bias`; weight is (out, in) (torch.nn.functional.linear)."""
    addmm = FUNCTIONS["addmm"]
    required("linear", "input", 1, input)
    required("linear", "weight", 2, weight)
    linear_shape(input, weight)
    if bias is None:
        return matmul(input, transposed(weight))
    required("linear", "bias", 3, bias)
    if input._a.ndim == 2:
        return addmm(bias, input, transposed(weight))
    if input._a.flags.c_contiguous:
        *outer, inner = input._a.shape
        rows = reshaped(input, (math.prod(outer), inner))
        product = addmm(bias, rows, transposed(weight))
        return apply(view, (product,), {"size": (*outer, product._a.shape[1])})
    return METHODS["add_"](matmul(input, transposed(weight)), bias)


def transposed(weight: Tensor) -> Any:
    return apply(t, (weight,), {}) if weight._a.ndim == 2 else torch_t(weight)
