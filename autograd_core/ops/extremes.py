"""The largest and the smallest: of everything, along a dimension, and where they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array, Op, apply
from autograd_core.ops.along import at_least_1d, scatter
from autograd_core.ops.calls import bare, like, zeros
from autograd_core.ops.masks import masked_fill_tensor
from autograd_core.ops.reductions import dimensions
from autograd_core.ops.registry import FUNCTIONS, METHODS, op, public, required
from autograd_core.ops.shapes import unsqueezed
from autograd_core.return_types import TYPES
from autograd_core.tensor import Tensor

Dims = tuple[int, ...]


def shared_evenly(grad: Array, self: Array, result: Array) -> Array:
    """The gradient of an extreme of everything: ties get equal parts."""
    found, own = bare(result), np.asarray(bare(self))
    mask = np.isnan(own) if np.isnan(found) else own == found
    count = like(grad, np.int64(mask.sum()))
    return masked_fill_tensor(zeros(grad, own.shape), like(grad, mask), grad / count)


def put_back(grad: Array, indices: Array, dim: int, keepdim: bool, sizes: Dims) -> Array:
    """The gradient of elements chosen along a dimension, at the places they came from."""
    if not keepdim and sizes:
        place = dim % len(sizes)
        grad = unsqueezed(grad, (place,), False, len(sizes))
        indices = unsqueezed(indices, (place,), False, len(sizes))
    return scatter(zeros(grad, sizes), indices, grad, dim=dim)


def shared_along(grad: Array, self: Array, result: Array, dim: Dims, keepdim: bool) -> Array:
    """The gradient of an extreme along dimensions: ties get equal parts."""
    ndim = self.ndim
    dims = dim or tuple(range(ndim))
    spread, found = (restored(each, dims, keepdim, ndim) for each in (grad, result))
    mask = np.asarray(bare(found) == bare(self))
    count = mask.sum(axis=dims, keepdims=True) if ndim else np.int64(mask)
    count = count.astype(bare(grad).dtype)  # numpy would divide float32 by int64 in float64
    return (spread / like(grad, count)) * like(grad, mask)


def restored(grad: Array, dims: Dims, keepdim: bool, ndim: int) -> Array:
    """`unsqueezed`, in the one step in which PyTorch does it here."""
    if not isinstance(grad, Tensor) or keepdim or ndim == 0:
        return unsqueezed(grad, dims, keepdim, ndim)
    shape = list(grad._a.shape)
    for dim in sorted(dims):
        shape.insert(dim, 1)
    return METHODS["view"](grad, tuple(shape))


def whole_extreme(name: str, node: str, plain: Any, en: str, zh: str) -> Op:
    """`max()` or `min()`."""

    @op(
        name,
        node=node,
        samples=(f"x(2, 3).{name}()", f"v(2.0, 2.0, 1.0, 1.0).{name}()", f"x().{name}()"),
        formula=f"{name}(self)",
        en=f"The {en} of all elements.",
        zh=f"所有元素中的{zh}。",
    )
    def extreme(self: Array) -> Array:
        return plain(self)

    @extreme.gradient("self", formula="where(self == result, grad / count, 0)")
    def _(grad: Array, self: Array, result: Array) -> Array:
        return shared_evenly(grad, self, result)

    return extreme


def chosen(array: Any, dim: int, keepdim: bool, position: Any) -> tuple[Any, Any]:
    """The elements along a dimension at what `position` finds, and these positions."""
    array = np.asarray(array)
    if not array.ndim:
        return array[()], np.int64(0)
    indices = np.expand_dims(position(array, axis=dim), dim)
    values = np.take_along_axis(array, indices, dim)
    if keepdim:
        return values, indices
    return values.squeeze(dim)[()], indices.squeeze(dim)[()]


def extreme_along(name: str, node: str, position: Any, en: str, zh: str) -> Op:
    """`max(dim)` or `min(dim)`."""

    @op(
        f"{name}.dim",
        node=node,
        samples=(
            f"tuple(x(2, 3).{name}(1))",
            f"tuple(x(2, 3).{name}(0, keepdim=True))",
            f"x(3).{name}(0).values",
            f"v(2.0, 2.0, 1.0, 1.0).{name}(-1)[0]",
            f"tuple(x().{name}(0))",
        ),
        results=("values", "indices"),
        symbol=name,
        formula=f"{name}(self, dim)",
        en=f"The {en} elements along a dimension, and where they are.",
        zh=f"沿某一维度的{zh}及其位置。",
    )
    def extreme(self: Array, *, dim: int, keepdim: bool = False) -> tuple[Array, Array]:
        return chosen(self, dim, keepdim, position)

    @extreme.gradient("self", formula="zeros.scatter(dim, indices, grad)")
    def _(grad: Array, indices: Array, *, dim: int, keepdim: bool, self_sizes: Dims) -> Array:
        return put_back(grad, indices, dim, keepdim, self_sizes)

    return extreme


def extreme_over(name: str, node: str, plain: Any, en: str, zh: str) -> Op:
    """`amax(dims)` or `amin(dims)`."""

    @op(
        name,
        node=node,
        samples=(
            f"x(2, 3).{name}(0)",
            f"x(2, 3).{name}()",
            f"x(2, 3).{name}((0, 1), keepdim=True)",
            f"v([2.0, 2.0, 1.0], [1.0, 1.0, 1.0]).{name}(1)",
            f"x().{name}()",
        ),
        formula=f"{name}(self, dim)",
        en=f"The {en} elements along dimensions.",
        zh=f"沿若干维度的{zh}。",
    )
    def extreme(self: Array, *, dim: Dims = (), keepdim: bool = False) -> Array:
        return (
            plain(self, axis=dim or None, keepdims=keepdim) if np.ndim(self) else np.array(self)[()]
        )

    @extreme.gradient("self", formula="grad * (self == result) / count")
    def _(grad: Array, self: Array, result: Array, *, dim: Dims, keepdim: bool) -> Array:
        return shared_along(grad, self, result, dim, keepdim)

    return extreme


max_all = whole_extreme("max", "MaxBackward1", np.max, "largest", "最大值")
min_all = whole_extreme("min", "MinBackward1", np.min, "smallest", "最小值")
max_dim = extreme_along("max", "MaxBackward0", np.argmax, "largest", "最大值")
min_dim = extreme_along("min", "MinBackward0", np.argmin, "smallest", "最小值")
amax = extreme_over("amax", "AmaxBackward0", np.max, "largest", "最大值")
amin = extreme_over("amin", "AminBackward0", np.min, "smallest", "最小值")


@op(
    "aminmax",
    node="AminmaxBackward0",
    samples=("tuple(x(2, 3).aminmax(dim=1))", "tuple(torch.aminmax(v(1.0, 1.0, 2.0)))"),
    formula="(min(self), max(self))",
    en="The smallest and the largest elements.",
    zh="最小值与最大值。",
)
def aminmax(self: Array, *, dim: int | None, keepdim: bool = False) -> tuple[Array, Array]:
    return (
        np.min(self, axis=dim if np.ndim(self) else None, keepdims=keepdim),
        np.max(self, axis=dim if np.ndim(self) else None, keepdims=keepdim),
    )


@aminmax.gradients
def _(
    grad: Any, self: Array, result0: Array, result1: Array, *, dim: int | None, keepdim: bool
) -> list[Any]:
    found: Any = None
    for each, result in zip(grad, (result0, result1), strict=True):
        if each is None:
            continue
        if dim is None:
            part = shared_evenly(each, self, result)
        else:
            part = shared_along(each, self, result, (dim % max(self.ndim, 1),), keepdim)
        found = part if found is None else found + part
    return [found]


def position_op(name: str, position: Any, en: str, zh: str) -> Op:
    """`argmax` or `argmin`."""

    @op(
        name,
        samples=(f"c(2, 3).{name}()", f"x(2, 3).{name}(1)", f"x(2, 3).{name}(0, keepdim=True)"),
        formula=f"position of the {en} element",
        en=f"Where the {en} element is.",
        zh=f"{zh}所在的位置。",
    )
    def found(self: Array, *, dim: int | None = None, keepdim: bool = False) -> Array:
        array = np.asarray(self)
        if dim is None or not array.ndim:
            place = np.int64(position(array))
            return np.full((1,) * array.ndim, place) if keepdim and array.ndim else place
        return position(array, axis=dim, keepdims=keepdim)

    return found


argmax = position_op("argmax", np.argmax, "largest", "最大元素")
argmin = position_op("argmin", np.argmin, "smallest", "最小元素")

EMPTY = (
    "{name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
    "reduction dim with the 'dim' argument."
)


def reducible(name: str, input: Tensor, dim: int) -> None:
    """PyTorch's IndexError for a dimension of size 0, which has no extreme."""
    place = errors.dimension(dim, input._a.ndim)
    if input._a.ndim and input._a.shape[place] == 0:
        told = dim if name in ("amax", "amin") else place
        raise IndexError(f"{name}(): Expected reduction dim {told} to have non-zero size.")


def selecting(name: str, whole: Op, along: Op, pairwise: str) -> None:
    """Offer `torch.max` or `torch.min` in its three forms."""

    def function(
        input: Tensor, dim: Any = None, keepdim: bool = False, *, other: Any = None
    ) -> Any:
        required(name, "input", 1, input)
        other = dim if isinstance(dim, Tensor) else other
        if other is not None:
            return FUNCTIONS[pairwise](input, other)
        if dim is None:
            if not input._a.size:
                raise RuntimeError(EMPTY.format(name=name))
            return apply(whole, (input,), {})
        reducible(name, input, dim)
        return TYPES[name](apply(along, (input,), {"dim": dim, "keepdim": keepdim}))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{whole.en} Along `dim` with indices; elementwise of two (torch.{name})."
    public(name)(function)


selecting("max", max_all, max_dim, "maximum")
selecting("min", min_all, min_dim, "minimum")


def over_dims(name: str, entry: Op) -> None:
    """Offer `torch.amax` or `torch.amin`."""

    def function(input: Tensor, dim: Any = (), keepdim: bool = False) -> Any:
        required(name, "input", 1, input)
        given = dim if isinstance(dim, (tuple, list)) else (dim,)
        if not input._a.size:
            if not given:
                raise RuntimeError(EMPTY.format(name=name))
            for each in given:
                reducible(name, input, each)
        dims = dimensions(dim, input._a.ndim) if given else ()
        return apply(entry, (input,), {"dim": dims, "keepdim": keepdim})

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{entry.en} Ties share the gradient (torch.{name})."
    public(name)(function)


over_dims("amax", amax)
over_dims("amin", amin)


def finding(name: str, entry: Op) -> None:
    """Offer `torch.argmax` or `torch.argmin`."""

    def function(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Any:
        array = required(name, "input", 1, input)._a
        if array.dtype == bool:
            raise RuntimeError(f"{name}(): does not support bool input")
        if dim is not None:
            reducible(name, input, dim)
        elif not array.size:
            raise IndexError(
                f"{name}(): Expected reduction dim to be specified for input.numel() == 0."
            )
        return apply(entry, (input,), {"dim": dim, "keepdim": keepdim})

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{entry.en} The first one on ties (torch.{name})."
    public(name)(function)


finding("argmax", argmax)
finding("argmin", argmin)


@public("aminmax")
def torch_aminmax(input: Tensor, *, dim: int | None = None, keepdim: bool = False) -> Any:
    """The smallest and the largest elements (torch.aminmax)."""
    required("aminmax", "input", 1, input)
    if dim is not None:
        reducible("aminmax", input, dim)
    elif not input._a.size:
        raise RuntimeError(
            "aminmax(): cannot compute aminmax over an empty dimension as the operation has no "
            "identity."
        )
    return TYPES["aminmax"](apply(aminmax, (input,), {"dim": dim, "keepdim": keepdim}))


__all__ = ["at_least_1d", "chosen", "put_back", "reducible", "shared_evenly"]
