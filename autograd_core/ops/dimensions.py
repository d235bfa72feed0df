"""Dimensions: added, removed and put in another order, always as views of the same memory."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.arguments import Dims, size_of
from autograd_core.dispatch import Array, apply
from autograd_core.inplace import apply_reshaping, check_writable
from autograd_core.ops.registry import op, public, required
from autograd_core.strides import restrided, stride_of
from autograd_core.tensor import Tensor

IN_PLACE = "In place: "


def inserted(array: Any, place: int) -> Any:
    """An array with a dimension of size 1 at `place`, its stride as PyTorch gives it."""
    array = np.asarray(array)
    shape = (*array.shape[:place], 1, *array.shape[place:])
    if array.flags.c_contiguous or not array.size:
        return array.reshape(shape)
    steps = stride_of(array)
    step = array.shape[place] * steps[place] if place < array.ndim else 1
    return restrided(array, shape, (*steps[:place], step, *steps[place:]))


def removed(array: Any, dims: Any) -> Any:
    """An array without those of `dims` that have size 1."""
    array = np.asarray(array)
    gone = tuple(d for d in dims if array.shape[d] == 1)
    return array.squeeze(gone) if gone else array[...]


def unsqueeze_to(grad: Any, sizes: Dims, dims: Any) -> Any:
    """The dimensions of size 1 among `dims` put back into a gradient."""
    for dim in sorted(dims):
        if sizes and sizes[dim] == 1:
            grad = unsqueeze(grad, dim=dim)
    return grad


@op(
    "unsqueeze",
    node="UnsqueezeBackward0",
    view=True,
    samples=("x(3).unsqueeze(0)", "x(2, 3).unsqueeze(-1)", "x()[None]", "x(2, 3).t().unsqueeze(1)"),
    formula="unsqueeze(self, dim)",
    en="Adds a dimension of size 1.",
    zh="增加一个大小为 1 的维度。",
)
def unsqueeze(self: Array, *, dim: int) -> Array:
    return inserted(self, dim % (self.ndim + 1))


@unsqueeze.gradient("self")
def _(grad: Array, *, dim: int) -> Array:
    return squeeze_dim(grad, dim=dim)


@op(
    "squeeze",
    node="SqueezeBackward0",
    view=True,
    samples=("x(1, 3, 1).squeeze()", "x(2).squeeze()"),
    formula="squeeze(self)",
    en="Removes all dimensions of size 1.",
    zh="去掉所有大小为 1 的维度。",
)
def squeeze(self: Array) -> Array:
    return removed(self, range(self.ndim))


@squeeze.gradient("self", formula="unsqueeze_to(grad, self_sizes)")
def _(grad: Array, *, self_sizes: Dims) -> Array:
    return unsqueeze_to(grad, self_sizes, range(len(self_sizes)))


@op(
    "squeeze.dim",
    node="SqueezeBackward1",
    symbol="squeeze",
    view=True,
    samples=("x(1, 3).squeeze(0)", "x(3, 1).squeeze(-1)", "x(3, 1).squeeze(0)"),
    formula="squeeze(self, dim)",
    en="Removes one dimension if its size is 1.",
    zh="若某一维度大小为 1，则将其去掉。",
)
def squeeze_dim(self: Array, *, dim: int) -> Array:
    return removed(self, (dim % self.ndim,) if self.ndim else ())


@squeeze_dim.gradient("self", formula="unsqueeze_to(grad, self_sizes, dim)")
def _(grad: Array, *, self_sizes: Dims, dim: int) -> Array:
    return unsqueeze_to(grad, self_sizes, (dim % max(len(self_sizes), 1),))


@op(
    "squeeze.dims",
    node="SqueezeBackward2",
    symbol="squeeze",
    view=True,
    samples=("x(1, 3, 1).squeeze((0, 2))", "x(1, 3, 1).squeeze((0, 1))"),
    formula="squeeze(self, dim)",
    en="Removes those of some dimensions whose size is 1.",
    zh="在给定的维度中去掉大小为 1 的那些。",
)
def squeeze_dims(self: Array, *, dim: Dims) -> Array:
    return removed(self, [d % self.ndim for d in dim] if self.ndim else ())


@squeeze_dims.gradient("self", formula="unsqueeze_to(grad, self_sizes, dim)")
def _(grad: Array, *, self_sizes: Dims, dim: Dims) -> Array:
    return unsqueeze_to(grad, self_sizes, [d % max(len(self_sizes), 1) for d in dim])


@op(
    "transpose.int",
    node="TransposeBackward0",
    view=True,
    samples=("x(2, 3).transpose(0, 1)", "x(2, 3, 4).mT", "x(2, 3, 4).swapaxes(0, -1)"),
    formula="transpose(self, dim0, dim1)",
    en="Exchanges two dimensions.",
    zh="交换两个维度。",
)
def transpose(self: Array, *, dim0: int, dim1: int) -> Array:
    return self.swapaxes(dim0, dim1) if self.ndim else np.asarray(self)[...]


@transpose.gradient("self")
def _(grad: Array, *, dim0: int, dim1: int) -> Array:
    return transpose(grad, dim0=dim0, dim1=dim1)


@op(
    "t",
    node="TBackward0",
    symbol="ᵀ",
    view=True,
    samples=("x(2, 3).t()", "x(3).t()"),
    formula="transpose(self)",
    en="Exchanges the two dimensions of a matrix.",
    zh="交换矩阵的两个维度。",
)
def t(self: Array) -> Array:
    return self.T if self.ndim else np.asarray(self)[...]


@t.gradient("self")
def _(grad: Array) -> Array:
    return t(grad)


@op(
    "permute",
    node="PermuteBackward0",
    view=True,
    samples=("x(2, 3, 4).permute(2, 0, 1)", "x(2, 3).T", "x(2, 3, 4).movedim(0, -1)"),
    formula="permute(self, dims)",
    en="Puts the dimensions in another order.",
    zh="重新排列各个维度。",
)
def permute(self: Array, *, dims: Dims) -> Array:
    return np.asarray(self).transpose(dims)


@permute.gradient("self", formula="permute(grad, inverse(dims))")
def _(grad: Array, *, dims: Dims) -> Array:
    order = [dim % len(dims) for dim in dims]
    return permute(grad, dims=tuple(order.index(place) for place in range(len(order))))


@public("unsqueeze")
def torch_unsqueeze(input: Tensor, dim: int) -> Any:
    """With a dimension of size 1 at `dim` (torch.unsqueeze)."""
    ndim = required("unsqueeze", "input", 1, input)._a.ndim
    errors.dimension(dim, ndim + 1)
    return apply(unsqueeze, (input,), {"dim": dim})


@public("squeeze")
def torch_squeeze(input: Tensor, dim: Any = None) -> Any:
    """Without its dimensions of size 1, or without those of `dim` (torch.squeeze)."""
    ndim = required("squeeze", "input", 1, input)._a.ndim
    if dim is None:
        return apply(squeeze, (input,), {})
    if isinstance(dim, (tuple, list)):
        distinct(dim, ndim)
        return apply(squeeze_dims, (input,), {"dim": tuple(dim)})
    errors.dimension(dim, ndim)
    return apply(squeeze_dim, (input,), {"dim": dim})


def distinct(dims: Any, ndim: int) -> list[int]:
    """Dimensions counted from 0, PyTorch's error when one is named twice."""
    found: list[int] = []
    for dim in dims:
        place = errors.dimension(dim, ndim)
        if place in found:
            raise RuntimeError(f"dim {place} appears multiple times in the list of dims")
        found.append(place)
    return found


@public("transpose", "swapaxes", "swapdims")
def torch_transpose(input: Tensor, dim0: int, dim1: int) -> Any:
    """With two dimensions exchanged (torch.transpose)."""
    ndim = required("transpose", "input", 1, input)._a.ndim
    errors.dimension(dim0, ndim)
    errors.dimension(dim1, ndim)
    return apply(transpose, (input,), {"dim0": dim0, "dim1": dim1})


@public("t")
def torch_t(input: Tensor) -> Any:
    """The transpose of a matrix; a vector as it is (torch.t)."""
    check_matrix("t", required("t", "input", 1, input))
    return apply(t, (input,), {})


def check_matrix(name: str, input: Tensor) -> None:
    if input._a.ndim > 2:
        raise RuntimeError(
            f"{name}() expects a tensor with <= 2 dimensions, but self is {input._a.ndim}D"
        )


@public("permute")
def torch_permute(input: Tensor, *dims: Any) -> Any:
    """With its dimensions in the order `dims` (torch.permute)."""
    ndim = required("permute", "input", 1, input)._a.ndim
    if not dims:
        raise TypeError('permute() missing 1 required positional arguments: "dims"')
    order = tuple(size_of(dims))
    if len(order) != ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the "
            f"length of the desired ordering of dimensions i.e. input.dim() = {ndim} is not equal "
            f"to len(dims) = {len(order)}"
        )
    seen: set[int] = set()
    for dim in order:
        seen.add(errors.dimension(dim, ndim))
    if len(seen) != len(order):
        raise RuntimeError("permute(): duplicate dims are not allowed.")
    return apply(permute, (input,), {"dims": order})


@public("movedim", "moveaxis")
def movedim(input: Tensor, source: Any, destination: Any) -> Any:
    """With some dimensions moved to other places (torch.movedim)."""
    ndim = required("movedim", "input", 1, input)._a.ndim
    start = source if isinstance(source, (tuple, list)) else (source,)
    end = destination if isinstance(destination, (tuple, list)) else (destination,)
    if len(start) != len(end):
        raise RuntimeError(
            "movedim: Invalid source or destination dims: source "
            f"({errors.size_text(start)} dims) should contain the same number of dims as "
            f"destination ({errors.size_text(end)} dims)"
        )
    ours = [errors.dimension(dim, ndim) for dim in start]
    theirs = [errors.dimension(dim, ndim) for dim in end]
    for name, dims, given in (("source", ours, start), ("destination", theirs, end)):
        if len(set(dims)) != len(dims):
            raise RuntimeError(f"movedim: repeated dim in `{name}` ({errors.size_text(given)})")
    if ndim == 0:
        return apply(alias_of(), (input,), {})
    rest = iter(dim for dim in range(ndim) if dim not in ours)
    order = [ours[theirs.index(p)] if p in theirs else next(rest) for p in range(ndim)]
    return apply(permute, (input,), {"dims": tuple(order)})


def alias_of() -> Any:
    from autograd_core.ops.slicing import alias

    return alias


# In place: the tensor itself gets another shape; PyTorch numbers these nodes separately. ----------


def in_place(name: str, node: str, of: Any) -> Any:
    """The entry of an operation that gives its tensor another shape."""
    entry = op(
        name,
        node=node,
        symbol=of.symbol,
        view=True,
        samples=IN_PLACE_SAMPLES[name],
        formula=of.formula,
        en=f"In place: {of.en}",
        zh=f"原地操作：{of.zh}",
    )(of.forward)
    for rule in of.rules:
        entry.gradient("self", formula=rule.own_formula)(rule.function)
    return entry


IN_PLACE_SAMPLES = {
    "unsqueeze_": ("(x(3) * 2).unsqueeze_(0)",),
    "squeeze_": ("(x(1, 3) * 2).squeeze_()",),
    "squeeze_.dim": ("(x(1, 3) * 2).squeeze_(0)",),
    "squeeze_.dims": ("(x(1, 3, 1) * 2).squeeze_((0, 2))",),
    "transpose_": ("(x(2, 3) * 2).transpose_(0, 1)",),
    "t_": ("(x(2, 3) * 2).t_()",),
}
unsqueeze_inplace = in_place("unsqueeze_", "UnsqueezeBackward1", unsqueeze)
squeeze_inplace = in_place("squeeze_", "SqueezeBackward3", squeeze)
squeeze_dim_inplace = in_place("squeeze_.dim", "SqueezeBackward4", squeeze_dim)
squeeze_dims_inplace = in_place("squeeze_.dims", "SqueezeBackward5", squeeze_dims)
transpose_inplace = in_place("transpose_", "TransposeBackward1", transpose)
t_inplace = in_place("t_", "TBackward1", t)


@public("unsqueeze_", function=False)
def tensor_unsqueeze_(self: Tensor, dim: int) -> Tensor:
    """In place: a dimension of size 1 more (torch.Tensor.unsqueeze_)."""
    errors.dimension(dim, self._a.ndim + 1)
    return apply_reshaping(unsqueeze_inplace, self, {"dim": dim % (self._a.ndim + 1)})


@public("squeeze_", function=False)
def tensor_squeeze_(self: Tensor, dim: Any = None) -> Tensor:
    """In place: without dimensions of size 1 (torch.Tensor.squeeze_)."""
    if dim is None:
        return apply_reshaping(squeeze_inplace, self, {})
    if isinstance(dim, (tuple, list)):
        distinct(dim, self._a.ndim)
        return apply_reshaping(squeeze_dims_inplace, self, {"dim": tuple(dim)})
    errors.dimension(dim, self._a.ndim)
    return apply_reshaping(squeeze_dim_inplace, self, {"dim": dim})


@public("transpose_", "swapaxes_", "swapdims_", function=False)
def tensor_transpose_(self: Tensor, dim0: int, dim1: int) -> Tensor:
    """In place: two dimensions exchanged (torch.Tensor.transpose_)."""
    errors.dimension(dim0, self._a.ndim)
    errors.dimension(dim1, self._a.ndim)
    return apply_reshaping(transpose_inplace, self, {"dim0": dim0, "dim1": dim1})


@public("t_", function=False)
def tensor_t_(self: Tensor) -> Tensor:
    """In place: the transpose (torch.Tensor.t_)."""
    check_writable(self, self._requires_grad)
    check_matrix("t_", self)
    return apply_reshaping(t_inplace, self, {})
