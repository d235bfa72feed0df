"""Along a dimension: elements gathered from, and scattered to, positions given per element."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array, apply
from autograd_core.ops.registry import Number, op, public, required, with_inplace
from autograd_core.ops.shapes import expanded, reshaped
from autograd_core.tensor import Tensor, wrap

Dims = tuple[int, ...]


def key_along(index: Any, dim: int) -> tuple[Any, ...]:
    """The positions that `index` names along `dim`, as numpy takes them."""
    index = np.asarray(index)
    if not index.ndim:
        return (index.reshape(1),)
    place = dim % index.ndim
    axes = [
        np.arange(size).reshape([-1 if axis == other else 1 for other in range(index.ndim)])
        for axis, size in enumerate(index.shape)
    ]
    return (*axes[:place], index, *axes[place + 1 :])


def at_least_1d(array: Any) -> Any:
    array = np.asarray(array)
    return array if array.ndim else array.reshape(1)


def taken(array: Any, dim: int, index: Any) -> Any:
    """`gather` on bare arrays."""
    if not np.size(index):
        return np.zeros(np.shape(index), array.dtype)
    return at_least_1d(array)[key_along(index, dim)].reshape(np.shape(index))


def written(array: Any, dim: int, index: Any, values: Any, add: bool = False) -> Any:
    """A copy of an array with values written (or added) along a dimension."""
    result = np.array(array)
    view = result if result.ndim else result.reshape(1)
    index = np.asarray(index)
    if not index.size:
        return result
    if np.ndim(values):
        values = np.asarray(values)[tuple(slice(size) for size in index.shape)]
    key = key_along(index, dim)
    if add:
        np.add.at(view, key, values)
    else:
        view[key] = values
    return result


def zeros_for(grad: Any, sizes: Dims) -> Any:
    """Zeros of a shape in a gradient's dtype, a tensor if the gradient is one."""
    if isinstance(grad, Tensor):
        return wrap(np.zeros(sizes, grad._a.dtype))
    return np.zeros(sizes, grad.dtype)


def compatible(node: str, grad: Any, sizes: Dims) -> Any:
    """A gradient of `src`; PyTorch refuses one that is smaller than `src`."""
    if grad.shape != sizes:
        raise RuntimeError(
            f"Function {node} returned an invalid gradient at index 1 - got "
            f"{errors.size_text(grad.shape)} but expected shape compatible with "
            f"{errors.size_text(sizes)}"
        )
    return grad


@op(
    "gather",
    node="GatherBackward0",
    samples=(
        "x(2, 3).gather(1, i(3, 2, 2))",
        "x(2, 3).gather(0, i(2, 1, 3))",
        "x().gather(0, torch.tensor(0))",
    ),
    formula="self[index along dim]",
    en="Picks, for each place, the element at the named position along a dimension.",
    zh="对每个位置，沿某一维度取出指定下标处的元素。",
)
def gather(self: Array, index: Array, *, dim: int, sparse_grad: bool = False) -> Array:
    return taken(self, dim, index)


@gather.gradient("self", formula="zeros.scatter_add(dim, index, grad)")
def _(grad: Array, self: Array, index: Array, *, dim: int, sparse_grad: bool) -> Array:
    return scatter_add(zeros_for(grad, self.shape), index, grad, dim=dim)


@op(
    "scatter.src",
    node="ScatterBackward0",
    samples=("x(2, 3).scatter(1, torch.tensor([[2, 0], [1, 2]]), x(2, 2))",),
    formula="self with src at index",
    en="Writes each value to the named position along a dimension.",
    zh="沿某一维度把每个值写到指定下标处。",
)
def scatter(self: Array, index: Array, src: Array, *, dim: int) -> Array:
    return written(self, dim, index, src)


@scatter.gradient("self", formula="grad with 0 at index")
def _(grad: Array, index: Array, *, dim: int) -> Array:
    return scatter_value(grad, index, dim=dim, value=0)


@scatter.gradient("src", formula="gather(grad, dim, index)")
def _(grad: Array, index: Array, *, dim: int, src_sizes: Dims) -> Array:
    return compatible(
        "ScatterBackward0", gather(grad, index, dim=dim, sparse_grad=False), src_sizes
    )


@op(
    "scatter.value",
    node="ScatterBackward1",
    symbol="scatter",
    samples=("x(2, 3).scatter(1, i(3, 2, 2), 5.0)", "(x(2, 3) * 2).scatter_(0, i(2, 1, 3), 1)"),
    formula="self with value at index",
    en="Writes one number to the named positions along a dimension.",
    zh="沿某一维度把一个数写到指定下标处。",
)
def scatter_value(self: Array, index: Array, *, dim: int, value: Any) -> Array:
    return written(self, dim, index, value)


@scatter_value.gradient("self", formula="grad with 0 at index")
def _(grad: Array, index: Array, *, dim: int) -> Array:
    return scatter_value(grad, index, dim=dim, value=0)


@op(
    "scatter_add",
    node="ScatterAddBackward0",
    samples=("x(2, 3).scatter_add(1, i(3, 2, 3), x(2, 3))",),
    formula="self with src added at index",
    en="Adds each value at the named position along a dimension.",
    zh="沿某一维度把每个值加到指定下标处。",
)
def scatter_add(self: Array, index: Array, src: Array, *, dim: int) -> Array:
    return written(self, dim, index, src, add=True)


@scatter_add.gradient("self")
def _(grad: Array) -> Array:
    return grad


@scatter_add.gradient("src", formula="gather(grad, dim, index)")
def _(grad: Array, index: Array, *, dim: int, src_sizes: Dims) -> Array:
    return compatible(
        "ScatterAddBackward0", gather(grad, index, dim=dim, sparse_grad=False), src_sizes
    )


NOT_DERIVED = "derivative for aten::scatter is not implemented"


def reducing(name: str, source: bool) -> Any:
    """`scatter(…, reduce=…)`, for which PyTorch has no derivative."""

    def from_source(self: Array, index: Array, src: Array, *, dim: int, reduce: str) -> Array:
        return reduced(self, dim, index, src, reduce)

    def from_value(self: Array, index: Array, *, dim: int, value: Any, reduce: str) -> Array:
        return reduced(self, dim, index, value, reduce)

    entry = op(
        name,
        node="NotImplemented",
        symbol="scatter",
        formula="self combined with values at index",
        en="Adds or multiplies values at the named positions; PyTorch has no derivative for it.",
        zh="在指定下标处相加或相乘；PyTorch 没有为它定义导数。",
        samples=("c(2, 3).scatter(1, i(3, 2, 2), 2.0, reduce='add')",),
    )(from_source if source else from_value)

    @entry.gradient(*(("self", "src") if source else ("self",)), formula="undefined")
    def _(grad: Array) -> Array:
        raise RuntimeError(NOT_DERIVED)

    return entry


def reduced(array: Any, dim: int, index: Any, values: Any, how: str) -> Any:
    result = np.array(array)
    if np.ndim(values):
        values = np.asarray(values)[tuple(slice(size) for size in np.shape(index))]
    combine: Any = np.add if how == "add" else np.multiply
    combine.at(result, key_along(index, dim), values)
    return result


scatter_reduce_src = reducing("scatter.reduce", source=True)
scatter_reduce_value = reducing("scatter.value_reduce", source=False)


def check_index(name: str, index: Any, position: int = 3) -> None:
    required(name, "index", position, index)
    if index._a.size and index._a.dtype not in (np.int64, np.int32):
        raise RuntimeError(f"{name}(): Expected dtype int32/int64 for index")


def check_range(array: Any, dim: int, index: Any) -> None:
    """PyTorch's error for a position outside the dimension."""
    size = array.shape[dim] if array.ndim else 1
    values = np.asarray(index)
    wrong = values[(values < 0) | (values >= size)]
    if wrong.size:
        raise RuntimeError(
            f"index {int(wrong.flat[0])} is out of bounds for dimension {dim} with size {size}"
        )


@public("gather")
def torch_gather(input: Tensor, dim: int, index: Tensor, *, sparse_grad: bool = False) -> Any:
    """The elements at the positions `index` along `dim` (torch.gather)."""
    array = required("gather", "input", 1, input)._a
    place = errors.dimension(dim, array.ndim)
    check_index("gather", index)
    shape, own = index._a.shape, array.shape
    if index._a.size:
        if max(len(shape), 1) != max(len(own), 1):
            raise RuntimeError(
                "Index tensor must have the same number of dimensions as input tensor"
            )
        for axis, (size, limit) in enumerate(zip(shape, own, strict=False)):
            if axis != place and size > limit:
                raise RuntimeError(
                    f"Size does not match at dimension {axis} expected index "
                    f"{errors.size_text(shape)} to be no larger than self "
                    f"{errors.size_text(own)} apart from dimension {place}"
                )
        check_range(array, place, index._a)
    return apply(gather, (input, index), {"dim": dim, "sparse_grad": sparse_grad})


def check_scatter(name: str, input: Tensor, dim: int, index: Any, src: Any) -> None:
    array = required(name, "input", 1, input)._a
    place = errors.dimension(dim, array.ndim)
    check_index(name, index)
    given = src._a if isinstance(src, Tensor) else None
    if given is not None and given.dtype != array.dtype:
        raise RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype")
    shape, own = index._a.shape, array.shape
    if not index._a.size:
        return
    if max(len(shape), 1) != max(len(own), 1):
        raise RuntimeError("Index tensor must have the same number of dimensions as self tensor")
    large = any(s > o for i, (s, o) in enumerate(zip(shape, own, strict=False)) if i != place)
    if given is not None:
        for axis, size in enumerate(shape if not large else ()):
            if given.ndim and axis >= given.ndim:
                errors.dimension(axis, given.ndim)
            if size > (given.shape[axis] if given.ndim else 1):
                large = True
                break
        if max(given.ndim, 1) != max(len(shape), 1):
            raise RuntimeError("Index tensor must have the same number of dimensions as src tensor")
    if large:
        text = (
            f"Expected index {errors.size_text(shape)} to be no larger than self "
            f"{errors.size_text(own)} apart from dimension {place}"
        )
        if given is not None:
            text += f" and to be no larger size than src {errors.size_text(given.shape)}"
        raise RuntimeError(text)
    check_range(array, place, index._a)


REDUCE_DEPRECATED = (
    "The reduce argument of torch.scatter with Tensor src is deprecated and will be removed in a "
    "future PyTorch release. Use torch.scatter_reduce instead for more reduction options."
)


@with_inplace("scatter")
def torch_scatter(
    run: Any,
    input: Tensor,
    dim: int,
    index: Tensor,
    src: Any = None,
    *,
    value: Any = None,
    reduce: str | None = None,
) -> Any:
    """A copy with values written at the positions `index` along `dim` (torch.scatter)."""
    given = value if src is None else src
    if not isinstance(given, (Tensor, *Number)):
        required("scatter", "src", 4, given)
    check_scatter("scatter", input, dim, index, given)
    numbers: dict[str, Any] = {"dim": dim}
    if reduce is not None and reduce not in ("add", "multiply"):
        raise RuntimeError("reduce argument must be either add or multiply.")
    if isinstance(given, Tensor):
        if reduce is None:
            return run(scatter, (input, index, given), numbers)
        errors.warn_once(REDUCE_DEPRECATED)
        return run(scatter_reduce_src, (input, index, given), {**numbers, "reduce": reduce})
    numbers["value"] = given
    if reduce is None:
        return run(scatter_value, (input, index), numbers)
    return run(scatter_reduce_value, (input, index), {**numbers, "reduce": reduce})


@with_inplace("scatter_add")
def torch_scatter_add(run: Any, input: Tensor, dim: int, index: Tensor, src: Tensor) -> Any:
    """A copy with values added at the positions `index` along `dim` (torch.scatter_add)."""
    required("scatter_add", "src", 4, src)
    check_scatter("scatter_add", input, dim, index, src)
    return run(scatter_add, (input, index, src), {"dim": dim})


@public("take_along_dim")
def take_along_dim(input: Tensor, indices: Tensor, dim: int | None = None) -> Any:
    """The elements at `indices` along `dim`, broadcast (torch.take_along_dim)."""
    required("take_along_dim", "input", 1, input)
    if indices._a.dtype != np.int64:
        raise RuntimeError(
            "torch.take_along_dim(): dtype of indices should be Long but got "
            f"{indices.dtype.scalar_name}"
        )
    if dim is None:
        return torch_gather(reshaped(input, (-1,)), 0, reshaped(indices, (-1,)))
    if input._a.ndim != indices._a.ndim:
        raise RuntimeError(
            "torch.take_along_dim(): input and indices should have the same number of dimensions, "
            f"but got {input._a.ndim} dimensions for input, and {indices._a.ndim} dimensions for "
            "indices"
        )
    place = errors.dimension(dim, input._a.ndim)
    if not input._a.ndim:
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    own, theirs = list(input._a.shape), list(indices._a.shape)
    own[place] = theirs[place] = 1
    common = list(np.broadcast_shapes(tuple(own), tuple(theirs)))
    common[place] = input._a.shape[place]
    source = expanded(input, tuple(common))
    common[place] = indices._a.shape[place]
    return torch_gather(source, place, expanded(indices, tuple(common)))
