"""Order: sorting, the k largest, the middle and the most frequent elements along a dimension."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.dispatch import Array, Op, apply
from autograd_core.ops import selection
from autograd_core.ops.extremes import put_back, reducible, shared_evenly
from autograd_core.ops.offering import refuse
from autograd_core.ops.registry import METHODS, op, public, required
from autograd_core.ops.shapes import view
from autograd_core.return_types import TYPES
from autograd_core.tensor import Tensor, wrap

Dims = tuple[int, ...]
Pair = tuple[Any, Any]


def sorted_pair(array: Any, dim: int, descending: bool) -> Pair:
    array = np.asarray(array)
    if not array.ndim:
        return array[()], np.int64(0)
    places = np.ascontiguousarray(selection.order(array, dim, descending))
    return np.take_along_axis(array, places, dim), places


def selecting(
    name: str, node: str, samples: tuple[str, ...], words: tuple[str, str]
) -> Callable[[Callable[..., Pair]], Op]:
    """Decorator: enter an operation that gives elements along a dimension and their positions."""

    def enter(forward: Callable[..., Pair]) -> Op:
        entry: Op = op(
            name,
            node=node,
            results=("values", "indices"),
            samples=samples,
            formula=f"{name.partition('.')[0]}(self, dim)",
            en=words[0],
            zh=words[1],
        )(forward)
        return entry

    return enter


@selecting(
    "sort",
    "SortBackward0",
    ("tuple(x(4).sort())", "x(2, 3).sort(0, descending=True).values", "tuple(x().sort())"),
    ("Sorts along a dimension.", "沿某一维度排序。"),
)
def sort(self: Array, *, dim: int, descending: bool = False) -> Pair:
    return sorted_pair(self, dim, descending)


@selecting(
    "sort.stable",
    "SortBackward1",
    ("tuple(x(4).sort(stable=True))", "x(2, 3).sort(stable=True, dim=0).values"),
    ("Sorts along a dimension; equal elements keep their order.", "沿某一维度稳定排序。"),
)
def sort_stable(self: Array, *, dim: int, descending: bool = False) -> Pair:
    return sorted_pair(self, dim, descending)


@selecting(
    "topk",
    "TopkBackward0",
    ("tuple(x(4).topk(2))", "x(2, 3).topk(1, 0, largest=False).values", "tuple(x().topk(1))"),
    ("The k largest elements along a dimension.", "沿某一维度最大的 k 个元素。"),
)
def topk(self: Array, *, k: int, dim: int, largest: bool = True) -> Pair:
    values, places = sorted_pair(self, dim, largest)
    if not np.ndim(values):
        return values, places
    array, dim = np.asarray(self), dim % values.ndim
    key = (slice(None),) * dim + (slice(k),)
    if selection.has_equals(values, dim):
        chosen = selection.among_equals(
            array, dim, lambda row: selection.largest(row, k, selection.ORDERS[largest])
        )
        return np.take_along_axis(array, chosen, dim), chosen
    return values[key].copy(), places[key].copy()


def picked(self: Any, dim: int, keepdim: bool, place: Any) -> Pair:
    """The elements at one position each along a dimension."""
    array = np.asarray(self)
    if not array.ndim:
        return array[()], np.int64(0)
    places = np.expand_dims(place(array), dim)
    values = np.take_along_axis(array, places, dim)
    if keepdim:
        return values, places
    return values.squeeze(dim)[()], places.squeeze(dim)[()]


@selecting(
    "kthvalue",
    "KthvalueBackward0",
    ("tuple(x(4).kthvalue(2))", "x(2, 3).kthvalue(1, 0, keepdim=True).values"),
    ("The k-th smallest element along a dimension.", "沿某一维度第 k 小的元素。"),
)
def kthvalue(self: Array, *, k: int, dim: int, keepdim: bool = False) -> Pair:
    return picked(
        self,
        dim,
        keepdim,
        lambda array: selection.among_equals(
            array, dim, lambda row: [selection.quick_select(row, k - 1)]
        ).squeeze(dim),
    )


def middle(array: Any, dim: int, skip_nan: bool) -> Any:
    """Where the lower of the middle elements is; a nan, if there is one and it counts."""
    places = selection.order(array, dim, False)
    size = array.shape[dim]
    nans = np.isnan(array).sum(axis=dim) if array.dtype.kind == "f" else 0
    if skip_nan:
        at = np.maximum(size - nans - 1, 0) // 2
    else:
        at = np.where(nans > 0, size - nans, (size - 1) // 2)
    at = np.broadcast_to(at, np.delete(array.shape, dim)).astype(np.int64)
    return np.take_along_axis(places, np.expand_dims(at, dim), dim).squeeze(dim)


def median_ops(name: str, title: str, skip_nan: bool, sentence: tuple[str, str]) -> tuple[Op, Op]:
    """`median` or `nanmedian`, of everything and along a dimension."""

    @op(
        name,
        node=f"{title}Backward0",
        samples=(f"x(3).{name}()", f"x(2, 4).{name}()", f"v(1.0, 2.0, 2.0, 2.0).{name}()"),
        formula=f"{name}(self)",
        en=f"{sentence[0]} of all elements.",
        zh=f"所有元素的{sentence[1]}。",
    )
    def whole(self: Array) -> Array:
        flat = np.asarray(self).reshape(-1)
        if not flat.size:
            return flat.dtype.type(np.nan)
        return flat[middle(flat, 0, skip_nan)]

    @whole.gradient("self", formula="where(self == result, grad / count, 0)")
    def _(grad: Array, self: Array, result: Array) -> Array:
        return shared_evenly(grad, self, result)

    @selecting(
        f"{name}.dim",
        f"{title}Backward1",
        (f"tuple(x(2, 5).{name}(1))", f"x(2, 4).{name}(0, keepdim=True).values"),
        (f"{sentence[0]} along a dimension.", f"沿某一维度的{sentence[1]}。"),
    )
    def along(self: Array, *, dim: int, keepdim: bool = False) -> Pair:
        return picked(self, dim, keepdim, lambda array: middle(array, dim, skip_nan))

    return whole, along


median, median_dim = median_ops(
    "median", "Median", False, ("The middle element, the lower of two", "中位数（两个取较小者）")
)
nanmedian, nanmedian_dim = median_ops(
    "nanmedian",
    "Nanmedian",
    True,
    ("The middle element of those that are not nan", "忽略 nan 的中位数"),
)


@selecting(
    "mode",
    "ModeBackward0",
    ("tuple(v(2.0, 1.0, 2.0, 3.0).mode())", "x(2, 3).mode(0).values"),
    ("The most frequent element along a dimension.", "沿某一维度出现最多的元素。"),
)
def mode(self: Array, *, dim: int, keepdim: bool = False) -> Pair:
    return picked(
        self,
        dim,
        keepdim,
        lambda array: np.apply_along_axis(selection.most_frequent, dim, array).astype(np.int64),
    )


def returned(entry: Op, keeps: bool) -> None:
    """Give an operation the gradient of elements chosen along a dimension."""
    formula = "zeros.scatter(dim, indices, grad)"
    if keeps:

        @entry.gradient("self", formula=formula)
        def _(grad: Array, indices: Array, *, dim: int, self_sizes: Dims) -> Array:
            return put_back(grad, indices, dim, True, self_sizes)
    else:

        @entry.gradient("self", formula=formula)
        def _(grad: Array, indices: Array, *, dim: int, keepdim: bool, self_sizes: Dims) -> Array:
            return put_back(grad, indices, dim, keepdim, self_sizes)


for _entry in (sort, sort_stable, topk):
    returned(_entry, True)
for _entry in (kthvalue, median_dim, nanmedian_dim, mode):
    returned(_entry, False)


def checked(name: str, input: Any, dim: int) -> Tensor:
    errors.dimension(dim, required(name, "input", 1, input)._a.ndim)
    tensor: Tensor = input
    return tensor


def named(entry: Op, args: tuple[Any, ...], values: dict[str, Any]) -> Any:
    return TYPES[entry.public](apply(entry, args, values))


@public("sort")
def torch_sort(
    input: Tensor, dim: int = -1, descending: bool = False, stable: bool | None = None
) -> Any:
    """Sorted along `dim`, with the positions where the elements came from (torch.sort)."""
    entry = sort if stable is None else sort_stable
    return named(entry, (checked("sort", input, dim),), {"dim": dim, "descending": descending})


@public("argsort")
def argsort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Any:
    """The positions that sort along `dim` (torch.argsort)."""
    return torch_sort(input, dim, descending)[1]


@public("msort")
def msort(input: Tensor) -> Any:
    """Sorted along the first dimension (torch.msort)."""
    return torch_sort(input, 0)[0]


@public("topk")
def torch_topk(
    input: Tensor, k: int, dim: int = -1, largest: bool = True, sorted: bool = True
) -> Any:
    """The `k` largest (or smallest) elements along `dim`, and where they are (torch.topk)."""
    array = checked("topk", input, dim)._a
    size = array.shape[dim] if array.ndim else 1
    if not 0 <= k <= size:
        raise RuntimeError("selected index k out of range")
    if array.dtype == bool:
        raise RuntimeError("topk does not support bool dtypes on CPU")
    return named(topk, (input,), {"k": k, "dim": dim, "largest": largest})


@public("kthvalue")
def torch_kthvalue(input: Tensor, k: int, dim: int = -1, keepdim: bool = False) -> Any:
    """The `k`-th smallest element along `dim`, and where it is (torch.kthvalue)."""
    array = checked("kthvalue", input, dim)._a
    size = array.shape[dim] if array.ndim else 1
    reducible("kthvalue", input, dim)
    if not 1 <= k <= size:
        place = errors.dimension(dim, array.ndim)
        raise RuntimeError(f"kthvalue(): selected number k out of range for dimension {place}")
    refuse("kthvalue_cpu", "b")(input)
    return named(kthvalue, (input,), {"k": k, "dim": dim, "keepdim": keepdim})


def offered(name: str, whole: Op, along: Op) -> None:
    def function(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Any:
        required(name, "input", 1, input)
        if dim is None:
            refuse("median_cpu", "b")(input)
            return apply(whole, (input,), {})
        reducible(name, checked(name, input, dim), dim)
        refuse("median_out", "b")(input)
        return named(along, (input,), {"dim": dim, "keepdim": keepdim})

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{whole.en} Along `dim` with indices (torch.{name})."
    public(name)(function)


offered("median", median, median_dim)
offered("nanmedian", nanmedian, nanmedian_dim)


@public("mode")
def torch_mode(input: Tensor, dim: int = -1, keepdim: bool = False) -> Any:
    """The most frequent element along `dim`, and its last place (torch.mode)."""
    reducible("mode", checked("mode", input, dim), dim)
    return named(mode, (input,), {"dim": dim, "keepdim": keepdim})


INTERPOLATIONS = ("linear", "lower", "higher", "midpoint", "nearest")


def quantiles(
    name: str, input: Any, q: Any, dim: int | None, keepdim: bool, interpolation: str
) -> Any:
    """The composition that PyTorch computes quantiles with: sort, gather, lerp."""
    source: Any = required(name, "input", 1, input)
    given = q if isinstance(q, Tensor) else wrap(np.asarray(q, source._a.dtype)[()])
    points = np.asarray(given._a)
    if not source._a.size:
        raise RuntimeError(f"{name}() input tensor must be non-empty")
    if source._a.dtype.kind != "f":
        raise RuntimeError(f"{name}() input tensor must be either float or double dtype")
    if points.dtype != source._a.dtype:
        raise RuntimeError(f"{name}() q tensor must be same dtype as the input tensor")
    if points.ndim > 1:
        raise RuntimeError(f"{name}() q must be a scalar or 1D tensor")
    if np.any((points < 0) | (points > 1)):
        wrong = "values must" if isinstance(q, Tensor) else "must"
        but = "" if isinstance(q, Tensor) else f" but got {q:g}"
        raise RuntimeError(f"{name}() q {wrong} be in the range [0, 1]{but}")
    if interpolation not in INTERPOLATIONS:
        raise RuntimeError(
            f"{name}() interpolation must be one of linear, lower, higher, midpoint or nearest, "
            f"but got {interpolation}"
        )
    ordered = in_order(source, dim)
    last = ordered._a.shape[-1]
    rest = reduced_shape(source._a.shape, dim, keepdim)
    ordered = apply(view, (ordered,), {"size": (*rest, last)})
    nan = np.isnan(ordered._a)
    count = last - nan.sum(-1, keepdims=True) if name == "nanquantile" else np.full((1,), last)
    flat = points.reshape(-1)
    ranks = flat * (np.maximum(count, 1) - 1).astype(flat.dtype)
    if name == "quantile":
        ranks = np.where(nan.any(-1, keepdims=True), flat.dtype.type(last - 1), ranks)
    ranks = np.broadcast_to(ranks, (*rest, flat.size)).astype(flat.dtype)
    values = interpolated(ordered, ranks, interpolation)
    if points.ndim == 0:
        return METHODS["squeeze_"](values, -1)
    values = METHODS["transpose_"](METHODS["unsqueeze_"](values, 0), 0, -1)
    return METHODS["squeeze_"](values, -1)


def reduced_shape(shape: Dims, dim: int | None, keepdim: bool) -> Dims:
    """The shape without the dimension that is reduced, or with 1 in its place."""
    if dim is None or not shape:
        return (1,) * len(shape) if keepdim else ()
    place = errors.dimension(dim, len(shape))
    kept = (1,) if keepdim else ()
    return (*shape[:place], *kept, *shape[place + 1 :])


def in_order(source: Any, dim: int | None) -> Any:
    """Sorted along `dim`, which comes last; everything flat for None."""
    if dim is None or source._a.ndim == 0:
        return torch_sort(METHODS["flatten"](source), -1)[0]
    if errors.dimension(dim, source._a.ndim) == source._a.ndim - 1:
        return torch_sort(source, -1)[0]
    return torch_sort(METHODS["transpose"](METHODS["unsqueeze"](source, -1), dim, -1), -1)[0]


def interpolated(ordered: Any, ranks: Any, interpolation: str) -> Any:
    """The elements at ranks that may lie between two positions."""
    below: Any = np.floor(ranks)
    if interpolation == "nearest":
        below = np.round(ranks)
    elif interpolation == "higher":
        below = np.ceil(ranks)
    first = METHODS["gather"](ordered, -1, wrap(below.astype(np.int64)))
    if interpolation not in ("linear", "midpoint"):
        return first
    above = np.ceil(ranks)
    weight = ranks - below if interpolation == "linear" else np.full_like(ranks, 0.5)
    second = METHODS["gather"](ordered, -1, wrap(above.astype(np.int64)))
    return METHODS["lerp_"](first, second, wrap(weight))


def offer_quantile(name: str, sentence: str) -> None:
    def function(
        input: Tensor,
        q: Any,
        dim: int | None = None,
        keepdim: bool = False,
        *,
        interpolation: str = "linear",
    ) -> Any:
        return quantiles(name, input, q, dim, keepdim, interpolation)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{sentence} (torch.{name})."
    public(name)(function)


offer_quantile("quantile", "The value below which a part q of the elements lies")
offer_quantile("nanquantile", "As quantile, of the elements that are not nan")
