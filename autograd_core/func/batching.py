"""vmap: a function of one example in, the function of a batch of examples out."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from autograd_core import trees
from autograd_core.tensor import Tensor

Function = Callable[..., Any]


def vmap(
    func: Function,
    in_dims: Any = 0,
    out_dims: Any = 0,
    randomness: str = "error",
    *,
    chunk_size: int | None = None,
) -> Function:
    """The function that applies `func` to every slice of its arguments and stacks the results.

    in_dims   the dimension along which each argument is sliced; None: it is given whole
    out_dims  the dimension along which results are stacked
    Here the function is called once per slice; PyTorch calls it once for all and gets the same
    values. Source: torch.vmap.
    """

    @functools.wraps(func)
    def batched(*args: Any, **kwargs: Any) -> Any:
        name = getattr(func, "__name__", repr(func))
        dims = spread(in_dims, args, name)
        flat = trees.leaves(args)
        count = size_of(flat, dims, name, in_dims)
        results = []
        for index in range(count):
            slices = [cut(whole, dim, index) for whole, dim in zip(flat, dims, strict=True)]
            results.append(func(*trees.rebuilt(args, iter(slices)), **kwargs))
        return joined(results, out_dims, name)

    return batched


def spread(in_dims: Any, args: tuple[Any, ...], name: str) -> list[int | None]:
    """One dimension (or None) per leaf of the arguments."""
    start = f"vmap({name}, in_dims={in_dims}, ...)(<inputs>): "
    if not isinstance(in_dims, (int, tuple)):
        raise ValueError(
            f"{start}expected `in_dims` to be int or a (potentially nested) tuple matching the "
            f"structure of inputs, got: {type(in_dims)}."
        )
    if not trees.leaves(args):
        raise ValueError(
            f"vmap({name})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are "
            "trying to vmap over a function with no inputs. The latter is unsupported."
        )
    found = broadcast(in_dims, args)
    if found is None:
        raise ValueError(f"{start}in_dims is not compatible with the structure of `inputs`.")
    return found


def broadcast(dims: Any, tree: Any) -> list[int | None] | None:
    """`dims` for every leaf of a tree; None if the two do not have the same form."""
    if dims is None or isinstance(dims, int):
        return [dims] * len(trees.leaves(tree))
    parts = list(tree.values()) if isinstance(tree, dict) else tree
    given = list(dims.values()) if isinstance(dims, dict) else dims
    if not isinstance(parts, (list, tuple)) or len(parts) != len(given):
        return None
    found = [broadcast(own, part) for own, part in zip(given, parts, strict=True)]
    if any(each is None for each in found):
        return None
    return [dim for each in found for dim in each or ()]


def size_of(flat: list[Any], dims: list[int | None], name: str, in_dims: Any) -> int:
    """How many slices there are; ValueError if the arguments do not agree."""
    sizes = []
    for value, dim in zip(flat, dims, strict=True):
        if dim is None:
            continue
        start = f"vmap({name}, in_dims={in_dims}, ...)(<inputs>): Got in_dim={dim} for "
        if not isinstance(value, Tensor):
            raise ValueError(
                f"{start}an input but the input is of type {type(value)}. We cannot vmap over "
                "non-Tensor arguments, please use None as the respective in_dim"
            )
        if not -value.ndim <= dim < value.ndim:
            raise ValueError(
                f"{start}some input, but that input is a Tensor of dimensionality {value.ndim} so "
                f"expected in_dim to satisfy -{value.ndim} <= in_dim < {value.ndim}."
            )
        sizes.append(int(value.shape[dim]))
    if not sizes:
        raise ValueError(
            f"vmap({name}, in_dims={in_dims}, ...)(<inputs>): at least one input must be mapped"
        )
    if len(set(sizes)) > 1:
        raise ValueError(
            "vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
            f"{sizes} for the mapped dimension"
        )
    return sizes[0]


def cut(whole: Any, dim: int | None, index: int) -> Any:
    """One slice of an argument, or all of it."""
    return whole if dim is None else whole.select(dim, index)


def joined(results: list[Any], out_dims: Any, name: str) -> Any:
    """The results of all slices, stacked leaf by leaf."""
    from autograd_core.ops import FUNCTIONS

    stack: Any = FUNCTIONS["stack"]
    form = results[0]
    columns = list(zip(*(trees.leaves(each) for each in results), strict=True))
    dims = broadcast(out_dims, form) or [0] * len(columns)
    stacked = []
    for column, dim in zip(columns, dims, strict=True):
        if not isinstance(column[0], Tensor) and dim is not None:
            raise ValueError(
                f"vmap({name}, ...): `{name}` must only return Tensors, got type "
                f"{type(column[0])}. Did you mean to set out_dims= to None for output?"
            )
        stacked.append(column[0] if dim is None else stack(list(column), dim))
    return trees.rebuilt(form, iter(stacked))
