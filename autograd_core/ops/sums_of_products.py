"""Products added to something, and products of other shapes: outer, inner, kron, tensordot, …"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from autograd_core import errors
from autograd_core.dispatch import apply
from autograd_core.ops import products
from autograd_core.ops.matmul import (
    check_batches,
    check_kind,
    check_vector,
    dot,
    matmul,
    mismatch,
    mm,
)
from autograd_core.ops.registry import METHODS, public, required, with_inplace
from autograd_core.ops.shapes import expanded, reshaped, unsafe_view, view
from autograd_core.tensor import Tensor, wrap


def check_spreads(input: Tensor, shape: tuple[int, ...]) -> None:
    """PyTorch's error of `expand` unless `input` broadcasts to `shape`."""
    own = input._a.shape
    pairs = zip(reversed(own), reversed(shape), strict=False)
    if len(own) > len(shape) or not all(size in (1, wanted) for size, wanted in pairs):
        expanded(wrap(input._a), shape)


@with_inplace("addmm")
def addmm(
    run: Any, input: Tensor, mat1: Tensor, mat2: Tensor, *, beta: Any = 1, alpha: Any = 1
) -> Any:
    """`beta * input + alpha * (mat1 @ mat2)` (torch.addmm)."""
    for place, (name, value) in enumerate((("input", input), ("mat1", mat1), ("mat2", mat2))):
        required("addmm", name, place + 1, value)
    check_matrices(input, mat1, mat2)
    return run(products.addmm, (input, mat1, mat2), {"beta": beta, "alpha": alpha})


def check_matrices(input: Tensor, mat1: Tensor, mat2: Tensor) -> None:
    """PyTorch's errors of addmm for matrices that do not fit."""
    for name, matrix in (("self", input), ("mat1", mat1)):
        if matrix._a.dtype != mat2._a.dtype:
            raise RuntimeError(
                f"{name} and mat2 must have the same dtype, but got {matrix.dtype.scalar_name} "
                f"and {mat2.dtype.scalar_name}"
            )
    for name, matrix in (("mat1", mat1), ("mat2", mat2)):
        if matrix._a.ndim != 2:
            raise RuntimeError(f"{name} must be a matrix, got {matrix._a.ndim}-D tensor")
    if mat1._a.shape[1] != mat2._a.shape[0]:
        raise mismatch(mat1, mat2)
    check_spreads(input, (mat1._a.shape[0], mat2._a.shape[1]))
    check_kind(mat1)


@with_inplace("addmv")
def addmv(
    run: Any, input: Tensor, mat: Tensor, vec: Tensor, *, beta: Any = 1, alpha: Any = 1
) -> Any:
    """`beta * input + alpha * (mat @ vec)` (torch.addmv)."""
    for place, (name, value) in enumerate((("input", input), ("mat", mat), ("vec", vec))):
        required("addmv", name, place + 1, value)
    check_vector(mat, vec, input)
    return run(products.addmv, (input, mat, vec), {"beta": beta, "alpha": alpha})


@with_inplace("addr")
def addr(
    run: Any, input: Tensor, vec1: Tensor, vec2: Tensor, *, beta: Any = 1, alpha: Any = 1
) -> Any:
    """`beta * input + alpha * outer(vec1, vec2)` (torch.addr)."""
    for place, (name, value) in enumerate((("input", input), ("vec1", vec1), ("vec2", vec2))):
        required("addr", name, place + 1, value)
    for title, vector in (("vec1", vec1), ("vec2", vec2)):
        if vector._a.ndim != 1:
            raise RuntimeError(f"addr: Expected 1-D argument {title}, but got {vector._a.ndim}-D")
    check_spreads(input, (vec1._a.shape[0], vec2._a.shape[0]))
    return run(products.addr, (input, vec1, vec2), {"beta": beta, "alpha": alpha})


def size_at(tensor: Tensor, dim: int) -> int:
    """The size of a dimension; PyTorch's IndexError if there is none."""
    if not tensor._a.ndim:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    place = errors.dimension(dim, tensor._a.ndim)
    return int(tensor._a.shape[place])


@with_inplace("baddbmm")
def baddbmm(
    run: Any, input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: Any = 1, alpha: Any = 1
) -> Any:
    """`beta * input + alpha * (batch1 @ batch2)`, matrix by matrix (torch.baddbmm)."""
    for place, (name, value) in enumerate(
        (("input", input), ("batch1", batch1), ("batch2", batch2))
    ):
        required("baddbmm", name, place + 1, value)
    sizes = [size_at(batch1, 0), size_at(batch1, 1), size_at(batch2, 2)]
    check_spreads(input, tuple(sizes))
    check_batches(batch1, batch2)
    return run(products.baddbmm, (input, batch1, batch2), {"beta": beta, "alpha": alpha})


@with_inplace("addbmm")
def addbmm(
    run: Any, input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: Any = 1, alpha: Any = 1
) -> Any:
    """`beta * input + alpha *` the sum of all products of a batch (torch.addbmm)."""
    for place, (name, value) in enumerate(
        (("input", input), ("batch1", batch1), ("batch2", batch2))
    ):
        required("addbmm", name, place + 1, value)
    (_, n, m), (_, k, p) = batch1._a.shape, batch2._a.shape
    if m != k:
        raise RuntimeError(f"Incompatible matrix sizes for bmm ({n}x{m} and {k}x{p})")
    check_spreads(input, (n, p))
    return run(products.addbmm, (input, batch1, batch2), {"beta": beta, "alpha": alpha})


@public("outer", "ger")
def outer(input: Tensor, vec2: Tensor) -> Any:
    """Every element of one vector times every element of another (torch.outer)."""
    required("outer", "input", 1, input)
    required("outer", "vec2", 2, vec2)
    for name, vector in (("self", input), ("vec2", vec2)):
        if vector._a.ndim != 1:
            raise RuntimeError(f"outer: Expected 1-D argument {name}, but got {vector._a.ndim}-D")
    return METHODS["mul"](reshaped(input, (input._a.size, 1)), vec2)


@public("inner")
def inner(input: Tensor, other: Tensor) -> Any:
    """The sums of products along the last dimensions of both (torch.inner)."""
    required("inner", "input", 1, input)
    required("inner", "other", 2, other)
    if input._a.ndim == 0 or other._a.ndim == 0:
        return METHODS["mul"](input, other)
    if input._a.shape[-1] != other._a.shape[-1]:
        raise RuntimeError(
            "inner() the last dimension must match on both input tensors but got shapes "
            f"{errors.size_text(input._a.shape)} and {errors.size_text(other._a.shape)}"
        )
    if input._a.dtype != other._a.dtype:
        raise RuntimeError("both inputs should have same dtype")
    return tensordot(input, other, ([-1], [-1]))


@public("tensordot", method=False)
def tensordot(a: Tensor, b: Tensor, dims: Any = 2) -> Any:
    """The sums of products over some dimensions of both (torch.tensordot)."""
    first, second = contracted_dims(a, b, dims)
    if len(first) != len(second):
        raise RuntimeError("both dimension lists should have same length")
    if a._a.dtype != b._a.dtype:
        raise RuntimeError("both inputs should have same dtype")
    first = [errors.dimension(dim, a._a.ndim) for dim in first]
    second = [errors.dimension(dim, b._a.ndim) for dim in second]
    for mine, other in zip(first, second, strict=True):
        sizes = a._a.shape[mine], b._a.shape[other]
        if sizes[1] == 1:
            a = METHODS["sum"](a, mine, True)
        elif sizes[0] == 1:
            b = METHODS["sum"](b, other, True)
        elif sizes[0] != sizes[1]:
            raise RuntimeError(
                "contracted dimensions need to match, but first has size "
                f"{sizes[0]} in dim {mine_text(dims, mine, a)} and second has size {sizes[1]} in "
                f"dim {other}"
            )
    keep_a = [d for d in range(a._a.ndim) if d not in first]
    keep_b = [d for d in range(b._a.ndim) if d not in second]
    shape_a, shape_b = a._a.shape, b._a.shape
    inner_size = math.prod(shape_a[d] for d in first)
    rows = math.prod(shape_a[d] for d in keep_a)
    columns = math.prod(shape_b[d] for d in keep_b)
    left = METHODS["permute"](a, (*keep_a, *first))
    right = METHODS["permute"](b, (*second, *keep_b))
    flat = METHODS["flatten"]
    shape = (*(shape_a[d] for d in keep_a), *(shape_b[d] for d in keep_b))
    if rows == columns == 1:
        return reshaped(dot(flat(left), flat(right)), shape)
    left, right = reshaped(left, (rows, inner_size)), reshaped(right, (inner_size, columns))
    return reshaped(mm(left, right), shape)


def mine_text(dims: Any, dim: int, tensor: Tensor) -> int:
    """The dimension as PyTorch's Python code hands it on: counted from the end for a number."""
    return dim - tensor._a.ndim if isinstance(dims, int) else dim


def contracted_dims(a: Tensor, b: Tensor, dims: Any) -> tuple[list[int], list[int]]:
    """The two lists of dimensions that `dims` means."""
    if isinstance(dims, Tensor):
        dims = dims.tolist() if dims._a.ndim else dims.item()
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a._a.ndim, b._a.ndim):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        return list(range(-dims, 0)), list(range(dims))
    first, second = dims
    listed = [[each] if isinstance(each, int) else list(each) for each in (first, second)]
    return listed[0], listed[1]


@public("kron")
def kron(input: Tensor, other: Tensor) -> Any:
    """The Kronecker product (torch.kron)."""
    required("kron", "input", 1, input)
    required("kron", "other", 2, other)
    length = max(input._a.ndim, other._a.ndim)
    one = (1,) * (length - input._a.ndim) + input._a.shape
    two = (1,) * (length - other._a.ndim) + other._a.shape
    split_one = tuple(size for pair in zip(one, (1,) * length, strict=True) for size in pair)
    split_two = tuple(size for pair in zip((1,) * length, two, strict=True) for size in pair)
    left = apply(unsafe_view, (input,), {"size": split_one})
    right = apply(unsafe_view, (other,), {"size": split_two})
    shape = tuple(a * b for a, b in zip(one, two, strict=True))
    return apply(unsafe_view, (METHODS["mul"](left, right),), {"size": shape})


@public("bilinear", function=False, method=False, functional=True)
def bilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias: Tensor | None = None) -> Any:
    """`x1 @ weight[k] @ x2` for every k (torch.nn.functional.bilinear)."""
    from autograd_core.ops.trilinear import trilinear

    check_bilinear(input1, input2, weight, bias)
    *outer, left = input1._a.shape
    rows = math.prod(outer)
    first = reshaped(input1, (rows, left))
    second = reshaped(input2, (rows, input2._a.shape[-1]))
    values = {"expand1": (1, 3), "expand2": (0,), "expand3": (1, 2), "sumdim": (2, 3)}
    product = apply(trilinear, (first, weight, second), values)
    result = reshaped(product, (*outer, weight._a.shape[0]))
    return result if bias is None else METHODS["add"](result, bias)


def check_bilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias: Tensor | None) -> None:
    one, two, three = input1._a.shape, input2._a.shape, weight._a.shape
    if len(one) != len(two):
        raise RuntimeError(
            f"bilinear(): input dimensions do not match: got {len(one)} and {len(two)}"
        )
    for dim in range(len(one) - 1):
        if one[dim] != two[dim]:
            raise RuntimeError(
                f"bilinear(): input batch dimensions do not match at dim {dim}: got "
                f"{one[dim]} and {two[dim]}"
            )
    for place, (size, name) in enumerate(((one[-1], "input1"), (two[-1], "input2")), 1):
        if size != three[place]:
            raise RuntimeError(
                f"bilinear(): {name} size does not match weight size: got {size} but expected "
                f"{three[place]}"
            )
    if bias is not None and bias._a.shape[0] != three[0]:
        raise RuntimeError(
            f"bilinear(): bias size does not match weight size: got {bias._a.shape[0]} but "
            f"expected {three[0]}"
        )


def chained(matrices: Sequence[Any]) -> Any:
    """The product of several matrices in the order that costs least, as PyTorch multiplies."""
    count = len(matrices)
    if count == 1:
        return matrices[0]
    if count == 2:
        return mm(matrices[0], matrices[1])
    if count == 3:
        a, b, c = matrices
        (n, m), (k, p) = a._a.shape, c._a.shape
        return mm(mm(a, b), c) if n * k * (m + p) < m * p * (n + k) else mm(a, mm(b, c))
    order = cheapest([matrix._a.shape for matrix in matrices])
    return multiplied(matrices, order, 0, count - 1)


def cheapest(shapes: Sequence[tuple[int, ...]]) -> dict[tuple[int, int], int]:
    """For every stretch of a chain, after which matrix to split it."""
    sizes = [shape[0] for shape in shapes] + [shapes[-1][1]]
    count = len(shapes)
    cost = {(i, i): 0 for i in range(count)}
    split: dict[tuple[int, int], int] = {}
    for length in range(1, count):
        for i in range(count - length):
            j = i + length
            best = None
            for k in range(i, j):
                price = cost[i, k] + cost[k + 1, j] + sizes[i] * sizes[k + 1] * sizes[j + 1]
                if best is None or price < best:
                    best, split[i, j] = price, k
            assert best is not None
            cost[i, j] = best
    return split


def multiplied(matrices: Sequence[Any], order: Any, first: int, last: int) -> Any:
    if first == last:
        return matrices[first]
    split = order[first, last]
    left = multiplied(matrices, order, first, split)
    return mm(left, multiplied(matrices, order, split + 1, last))


@public("chain_matmul", method=False)
def chain_matmul(*matrices: Tensor) -> Any:
    """The product of several matrices in the cheapest order (torch.chain_matmul)."""
    errors.warn_once(
        "torch.chain_matmul is deprecated and will be removed in a future PyTorch release. Use "
        "torch.linalg.multi_dot instead, which accepts a list of two or more tensors rather than "
        "multiple parameters."
    )
    for matrix in matrices:
        if matrix._a.ndim != 2:
            raise RuntimeError(f"Tensor dimension is {matrix._a.ndim}, expected 2 instead.")
    return multi_dot(matrices)


def multi_dot(tensors: Sequence[Tensor]) -> Any:
    """The product of a chain of matrices; its ends may be vectors (torch.linalg.multi_dot)."""
    if len(tensors) < 2:
        raise RuntimeError(f"multi_dot(): expected at least 2 tensors but got {len(tensors)}")
    check_chain(tensors)
    matrices: list[Any] = list(tensors)
    shape: tuple[int, ...] = ()
    if matrices[0]._a.ndim == 1:
        matrices[0] = METHODS["unsqueeze"](matrices[0], 0)
    else:
        shape += matrices[0]._a.shape[:1]
    if matrices[-1]._a.ndim == 1:
        matrices[-1] = METHODS["unsqueeze"](matrices[-1], -1)
    else:
        shape += matrices[-1]._a.shape[1:]
    product = chained(matrices)
    return apply(view, (product,), {"size": shape})


def check_chain(tensors: Sequence[Tensor]) -> None:
    """PyTorch's errors for a chain whose members do not fit."""
    last = len(tensors) - 1
    for place, title in ((0, "first"), (last, "last")):
        ndim = tensors[place]._a.ndim
        if ndim not in (1, 2):
            raise RuntimeError(f"multi_dot(): the {title} tensor must be 1D or 2D but got {ndim}D")
    for place, tensor in enumerate(tensors):
        if 0 < place < last and tensor._a.ndim != 2:
            raise RuntimeError(f"multi_dot(): tensor {place} must be 2D but got {tensor._a.ndim}D")
        if tensor._a.dtype != tensors[0]._a.dtype:
            raise RuntimeError(
                "multi_dot(): all tensors must have be the same dtype but tensor 0 is "
                f"{tensors[0].dtype.c_name} and tensor {place} {tensor.dtype.c_name}"
            )
    for place, (left, right) in enumerate(pairwise(tensors)):
        if left._a.shape[-1] != right._a.shape[0]:
            raise RuntimeError(
                f"multi_dot(): tensors {place} and {place + 1} with shapes "
                f"{errors.size_text(left._a.shape)} and {errors.size_text(right._a.shape)} cannot "
                "be multiplied"
            )


__all__ = ["addmm", "chained", "inner", "matmul", "multi_dot", "outer", "tensordot"]
