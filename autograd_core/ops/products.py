"""Products of matrices and vectors: the operations that every layer and every `@` come down to."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core.dispatch import Array
from autograd_core.mirror import mirror
from autograd_core.ops.by_number import times
from autograd_core.ops.dimensions import t, transpose, unsqueeze
from autograd_core.ops.registry import op
from autograd_core.ops.shapes import expand
from autograd_core.tensor import Tensor


def scaled(array: Array, factor: Any) -> Array:
    """`array * factor`, the array itself for 1: PyTorch records no product then."""
    return array if factor == 1 else times(array, factor)


def outer_product(left: Array, right: Array) -> Array:
    """Every element of `left` times every element of `right` (torch.outer)."""
    return left.reshape((left.shape[0], 1)) * right


@op(
    "mm",
    node="MmBackward0",
    symbol="@",
    samples=(
        "x(2, 3) @ x(3, 4)",
        "x(2, 3).mm(x(4, 3).t())",
        "x(3, 2).t() @ x(3, 2)",
        "(lambda a: a @ a.T)(x(2, 3))",
        "x(0, 3) @ x(3, 2)",
    ),
    formula="self @ mat2",
    en="Multiplies two matrices.",
    zh="两个矩阵相乘。",
)
def mm(self: Array, mat2: Array) -> Array:
    return np.matmul(self, mat2)


@mm.gradient("self", formula="grad @ transpose(mat2)")
def _(grad: Array, mat2: Array, *, self_columns: bool) -> Array:
    return left_gradient(grad, mat2, self_columns, 1)


@mm.gradient("mat2", formula="transpose(self) @ grad")
def _(grad: Array, self: Array, *, mat2_columns: bool) -> Array:
    return right_gradient(grad, self, mat2_columns, 1)


def left_gradient(grad: Array, right: Array, columns: bool, alpha: Any) -> Array:
    """The gradient of the left factor, laid out as the factor was (PyTorch's mm_mat1_grad)."""
    if columns:
        return scaled(t(mm(right, t(grad))), alpha)
    return scaled(mm(grad, t(right)), alpha)


def right_gradient(grad: Array, left: Array, columns: bool, alpha: Any) -> Array:
    """The gradient of the right factor, laid out as the factor was (PyTorch's mm_mat2_grad)."""
    if columns:
        return scaled(t(mm(t(grad), left)), alpha)
    return scaled(mm(t(left), grad), alpha)


@op(
    "bmm",
    node="BmmBackward0",
    symbol="@",
    samples=("torch.bmm(x(2, 3, 2), x(2, 2, 4))",),
    formula="self @ mat2",
    en="Multiplies the matrices of two batches pair by pair.",
    zh="把两批矩阵逐对相乘。",
)
def bmm(self: Array, mat2: Array) -> Array:
    return np.matmul(self, mat2)


@bmm.gradient("self", formula="grad @ transpose(mat2)")
def _(grad: Array, mat2: Array) -> Array:
    return bmm(grad, transpose(mat2, dim0=1, dim1=2))


@bmm.gradient("mat2", formula="transpose(self) @ grad")
def _(grad: Array, self: Array) -> Array:
    return bmm(transpose(self, dim0=1, dim1=2), grad)


@op(
    "mv",
    node="MvBackward0",
    symbol="@",
    samples=("x(2, 3) @ x(3)", "x(2, 3).mv(x(3))", "x(3, 2).t().mv(x(3))"),
    formula="self @ vec",
    en="Multiplies a matrix with a vector.",
    zh="矩阵与向量相乘。",
)
def mv(self: Array, vec: Array) -> Array:
    return np.matmul(self, vec)


@mv.gradient("self", formula="outer(grad, vec)")
def _(grad: Array, vec: Array) -> Array:
    return outer_product(grad, vec)


@mv.gradient("vec", formula="transpose(self) @ grad")
def _(grad: Array, self: Array) -> Array:
    return mv(t(self), grad)


@op(
    "dot",
    node="DotBackward0",
    symbol="·",
    samples=("x(3) @ x(3)", "x(3).dot(x(3))"),
    formula="self · tensor",
    en="The sum of the products of two vectors' elements.",
    zh="两个向量对应元素乘积之和。",
)
def dot(self: Array, tensor: Array) -> Array:
    return np.dot(self, tensor)


@dot.gradient("self")
def _(grad: Array, tensor: Array) -> Array:
    return grad * tensor


@dot.gradient("tensor")
def _(grad: Array, self: Array) -> Array:
    return grad * self


@op(
    "vdot",
    node="VdotBackward0",
    conjugates=True,
    symbol="·",
    samples=("torch.vdot(x(3), x(3))",),
    formula="self · other",
    en="The sum of the products of two vectors' elements.",
    zh="两个向量对应元素乘积之和。",
)
def vdot(self: Array, other: Array) -> Array:
    return np.vdot(self, other)


@vdot.gradient("self", formula="conj(grad) * other")
def _(grad: Array, other: Array) -> Array:
    return mirror(grad) * other


@vdot.gradient("other")
def _(grad: Array, self: Array) -> Array:
    return grad * self


def combined(self: Array, product: Array, beta: Any, alpha: Any) -> Array:
    """`beta * self + alpha * product`; with beta 0 not even a NaN of `self` counts."""
    product = product if alpha == 1 else product * alpha
    if beta == 0:
        return product
    return self + product if beta == 1 else self * beta + product


@op(
    "addmm",
    node="AddmmBackward0",
    spread=("self",),
    samples=(
        "torch.addmm(x(4), x(2, 3), x(3, 4))",
        "torch.addmm(x(2, 4), x(2, 3), x(3, 4), beta=2, alpha=3)",
        "F.linear(x(2, 3), x(4, 3), x(4))",
        "x(2, 1).addmm(x(2, 3), x(4, 3).t())",
    ),
    formula="self + mat1 @ mat2",
    en="Multiplies two matrices and adds a third.",
    zh="两个矩阵相乘后再加上第三个。",
)
def addmm(self: Array, mat1: Array, mat2: Array, *, beta: Any = 1, alpha: Any = 1) -> Array:
    return combined(self, np.matmul(mat1, mat2), beta, alpha)


@addmm.gradient("self", formula="grad")
def _(grad: Array, *, beta: Any) -> Array:
    return scaled(grad, beta)


@addmm.gradient("mat1", formula="grad @ transpose(mat2)")
def _(grad: Array, mat2: Array, *, mat1_columns: bool, alpha: Any) -> Array:
    return left_gradient(grad, mat2, mat1_columns, alpha)


@addmm.gradient("mat2", formula="transpose(mat1) @ grad")
def _(grad: Array, mat1: Array, *, mat2_columns: bool, alpha: Any) -> Array:
    return right_gradient(grad, mat1, mat2_columns, alpha)


@op(
    "addmv",
    node="AddmvBackward0",
    spread=("self",),
    samples=(
        "torch.addmv(x(2), x(2, 3), x(3))",
        "torch.addmv(x(), x(2, 3), x(3), beta=2, alpha=3)",
    ),
    formula="self + mat @ vec",
    en="Multiplies a matrix with a vector and adds another vector.",
    zh="矩阵与向量相乘后再加上另一个向量。",
)
def addmv(self: Array, mat: Array, vec: Array, *, beta: Any = 1, alpha: Any = 1) -> Array:
    return combined(self, np.matmul(mat, vec), beta, alpha)


@addmv.gradient("self", formula="grad")
def _(grad: Array, *, beta: Any) -> Array:
    return scaled(grad, beta)


@addmv.gradient("mat", formula="outer(grad, vec)")
def _(grad: Array, vec: Array, *, alpha: Any) -> Array:
    return scaled(outer_product(grad, vec), alpha)


@addmv.gradient("vec", formula="transpose(mat) @ grad")
def _(grad: Array, mat: Array, *, alpha: Any) -> Array:
    return scaled(mv(t(mat), grad), alpha)


@op(
    "addr",
    node="AddrBackward0",
    spread=("self",),
    samples=("torch.addr(x(2, 3), x(2), x(3))", "torch.addr(x(3), x(2), x(3), beta=2, alpha=3)"),
    formula="self + outer(vec1, vec2)",
    en="Adds the outer product of two vectors.",
    zh="加上两个向量的外积。",
)
def addr(self: Array, vec1: Array, vec2: Array, *, beta: Any = 1, alpha: Any = 1) -> Array:
    return combined(self, np.multiply.outer(vec1, vec2), beta, alpha)


@addr.gradient("self", formula="grad")
def _(grad: Array, *, beta: Any) -> Array:
    return scaled(grad, beta)


@addr.gradient("vec1", formula="grad @ vec2")
def _(grad: Array, vec2: Array, *, alpha: Any) -> Array:
    return scaled(mv(grad, vec2), alpha)


@addr.gradient("vec2", formula="transpose(grad) @ vec1")
def _(grad: Array, vec1: Array, *, alpha: Any) -> Array:
    return scaled(mv(t(grad), vec1), alpha)


@op(
    "baddbmm",
    node="BaddbmmBackward0",
    spread=("self",),
    samples=(
        "torch.baddbmm(x(2, 3, 4), x(2, 3, 2), x(2, 2, 4))",
        "torch.baddbmm(x(4), x(2, 3, 2), x(2, 2, 4), beta=2, alpha=3)",
    ),
    formula="self + batch1 @ batch2",
    en="Multiplies the matrices of two batches pair by pair and adds a third batch.",
    zh="把两批矩阵逐对相乘后再加上第三批。",
)
def baddbmm(self: Array, batch1: Array, batch2: Array, *, beta: Any = 1, alpha: Any = 1) -> Array:
    return combined(self, np.matmul(batch1, batch2), beta, alpha)


@baddbmm.gradient("self", formula="grad")
def _(grad: Array, *, beta: Any) -> Array:
    return scaled(grad, beta)


@baddbmm.gradient("batch1", formula="grad @ transpose(batch2)")
def _(grad: Array, batch2: Array, *, alpha: Any) -> Array:
    return scaled(bmm(grad, transpose(batch2, dim0=1, dim1=2)), alpha)


@baddbmm.gradient("batch2", formula="transpose(batch1) @ grad")
def _(grad: Array, batch1: Array, *, alpha: Any) -> Array:
    return scaled(bmm(transpose(batch1, dim0=1, dim1=2), grad), alpha)


@op(
    "addbmm",
    node="AddbmmBackward0",
    spread=("self",),
    samples=(
        "torch.addbmm(x(3, 4), x(2, 3, 2), x(2, 2, 4))",
        "torch.addbmm(x(4), x(2, 3, 2), x(2, 2, 4), beta=2, alpha=3)",
    ),
    formula="self + sum(batch1 @ batch2, 0)",
    en="Multiplies the matrices of two batches pair by pair and adds all the products.",
    zh="把两批矩阵逐对相乘，并把所有乘积相加。",
)
def addbmm(self: Array, batch1: Array, batch2: Array, *, beta: Any = 1, alpha: Any = 1) -> Array:
    product: Any = np.add.reduce(np.matmul(batch1, batch2), axis=0)
    return combined(self, product, beta, alpha)


@addbmm.gradient("self", formula="grad")
def _(grad: Array, *, beta: Any) -> Array:
    return scaled(grad, beta)


@addbmm.gradient("batch1", formula="grad @ transpose(batch2)")
def _(grad: Array, batch2: Array, *, alpha: Any) -> Array:
    return scaled(bmm(spread_over(grad, batch2), transpose(batch2, dim0=1, dim1=2)), alpha)


@addbmm.gradient("batch2", formula="transpose(batch1) @ grad")
def _(grad: Array, batch1: Array, *, alpha: Any) -> Array:
    return scaled(bmm(transpose(batch1, dim0=1, dim1=2), spread_over(grad, batch1)), alpha)


def spread_over(grad: Array, batch: Array | Tensor) -> Array:
    """One matrix repeated for every matrix of a batch."""
    return expand(unsqueeze(grad, dim=0), size=(batch.shape[0], *grad.shape))
