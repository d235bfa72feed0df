"""Losses put together from other operations: pairs, triplets and distributions in, losses out."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.grad_mode import no_grad
from autograd_core.ops.by_number import minus, number_minus, plus
from autograd_core.ops.losses import REDUCTIONS, reduced_tensor, reduction_number
from autograd_core.ops.matrix_norms import vector_norm
from autograd_core.ops.registry import FUNCTIONS, METHODS, functional, public, required
from autograd_core.ops.shapes import expanded
from autograd_core.promotion import operand as weight_of
from autograd_core.tensor import Tensor

LESS = 1e-12
"""What a cosine loss adds to squared lengths, so that none is 0."""


def call(name: str, *args: Any, **kwargs: Any) -> Any:
    """`torch.<name>(…)`."""
    return FUNCTIONS[name](*args, **kwargs)


@public("cosine_similarity", method=False, functional=True)
def cosine_similarity(x1: Tensor, x2: Tensor, dim: int = 1, eps: float = 1e-8) -> Any:
    """The cosine of the angle between vectors along `dim` (torch.nn.functional.cosine_similarity).

    x1, x2  tensors that broadcast; the result lacks the dimension `dim`
    eps     the least length a vector counts with
    Raises RuntimeError when both are whole numbers that have no common floating dtype.
    """
    required("cosine_similarity", "x1", 1, x1)
    required("cosine_similarity", "x2", 2, x2)
    kind = dtypes.result_type(weight_of(x1._a), weight_of(x2._a))
    if not kind.is_floating_point:
        raise RuntimeError(
            "expected common dtype to be floating point, yet common dtype is " + kind.scalar_name
        )
    x1, x2 = (x if x._a.dtype.kind in "fc" else METHODS["to"](x, kind) for x in (x1, x2))
    if x1._a.shape != x2._a.shape:
        shape = call("broadcast_tensors", x1, x2)[0].shape
        x1, x2 = expanded(x1, shape), expanded(x2, shape)
    lengths = [METHODS["clone"](vector_norm(x, 2, dim, True)) for x in (x1, x2)]
    with no_grad():
        for length in lengths:
            METHODS["clamp_min_"](length, eps)
    return METHODS["sum"]((x1 / lengths[0]) * (x2 / lengths[1]), dim)


@functional("margin_ranking_loss")
def margin_ranking_loss(
    input1: Any,
    input2: Any,
    target: Any,
    margin: float = 0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Any:
    """How far two scores miss their order by a margin (torch.nn.functional.margin_ranking_loss).

    input1, input2, target  tensors of one number of dimensions; target 1: the first is larger, -1
    Raises RuntimeError when they have different numbers of dimensions.
    """
    kind = reduction_number(reduction, size_average, reduce)
    if not input1._a.ndim == input2._a.ndim == target._a.ndim:
        sizes = ", ".join(
            f"{name}: {tensor.shape}"
            for name, tensor in (("input1", input1), ("input2", input2), ("target", target))
        )
        raise RuntimeError(
            f"margin_ranking_loss : All input tensors should have same dimension but got sizes: "
            f"{sizes} "
        )
    output = METHODS["clamp_min_"](plus(METHODS["neg"](target) * (input1 - input2), margin), 0)
    return reduced_tensor(output, kind)


@functional("hinge_embedding_loss")
def hinge_embedding_loss(
    input: Any,
    target: Any,
    margin: float = 1.0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Any:
    """Distances of like (1) and unlike (-1) pairs (torch.nn.functional.hinge_embedding_loss).

    input, target  tensors of one shape
    """
    kind = reduction_number(reduction, size_average, reduce)
    zeros = call("zeros_like", required("hinge_embedding_loss", "input", 1, input))
    below = METHODS["clamp_min_"](number_minus(margin, input), 0)
    unlike = call("where", target != 1, below, zeros)
    like = call("where", target != -1, input, zeros)
    return reduced_tensor(unlike + like, kind)


@functional("cosine_embedding_loss")
def cosine_embedding_loss(
    input1: Any,
    input2: Any,
    target: Any,
    margin: float = 0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Any:
    """Angles of like (1) and unlike (-1) pairs (torch.nn.functional.cosine_embedding_loss).

    input1, input2  (N, D) with a target (N,), or (D,) with a target ()
    Raises RuntimeError for other shapes.
    """
    kind = reduction_number(reduction, size_average, reduce)
    dim = target._a.ndim
    if dim not in (0, 1):
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if not input1._a.ndim == input2._a.ndim == dim + 1:
        sizes = " and ".join(errors.size_text(each._a.shape) for each in (input1, input2))
        raise RuntimeError(
            f"{dim}D target tensor expects {dim + 1}D input tensors, but found inputs with sizes "
            f"{sizes}."
        )
    product = METHODS["sum"](input1 * input2, dim)
    squares = [plus(METHODS["sum"](each * each, dim), LESS) for each in (input1, input2)]
    cosine = product / METHODS["sqrt"](squares[0] * squares[1])
    zeros = call("zeros_like", cosine)
    like = call("where", target == 1, number_minus(1, cosine), zeros)
    beyond = METHODS["clamp_min_"](minus(cosine, margin), 0)
    unlike = call("where", target == -1, beyond, zeros)
    return reduced_tensor(like + unlike, kind)


@functional("triplet_margin_loss")
def triplet_margin_loss(
    anchor: Any,
    positive: Any,
    negative: Any,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Any:
    """How much nearer than `margin` the unlike lies (torch.nn.functional.triplet_margin_loss).

    anchor, positive, negative  (N, D) or (D,)
    Raises ValueError for a margin that is not positive, RuntimeError for different dimensions.
    """
    kind = reduction_number(reduction, size_average, reduce)
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    dims = [each._a.ndim for each in (anchor, positive, negative)]
    if len(set(dims)) > 1:
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of "
            f"dimensions, but got: anchor {dims[0]}D, positive {dims[1]}D, and negative "
            f"{dims[2]}D inputs"
        )

    def distance(a: Any, b: Any) -> Any:
        return call("pairwise_distance", a, b, p, eps)

    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = call("minimum", far, distance(positive, negative))
    return reduced_tensor(METHODS["clamp_min"](plus(near, margin) - far, 0), kind)


@functional("triplet_margin_with_distance_loss")
def triplet_margin_with_distance_loss(
    anchor: Any,
    positive: Any,
    negative: Any,
    *,
    distance_function: Callable[[Any, Any], Any] | None = None,
    margin: float = 1.0,
    swap: bool = False,
    reduction: str = "mean",
) -> Any:
    """The same for any distance (torch.nn.functional.triplet_margin_with_distance_loss).

    Raises ValueError for an unknown reduction or a margin that is not positive.
    """
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    dims = [each._a.ndim for each in (anchor, positive, negative)]
    if len(set(dims)) > 1:
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of "
            f"dimensions, but got: anchor {dims[0]}D, positive {dims[1]}D, and negative "
            f"{dims[2]}D inputs"
        )
    distance = distance_function or FUNCTIONS["pairwise_distance"]
    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = call("minimum", far, distance(positive, negative))
    return reduced_tensor(METHODS["clamp_min"](margin + near - far, 0), REDUCTIONS[reduction])


@functional("poisson_nll_loss")
def poisson_nll_loss(
    input: Any,
    target: Any,
    log_input: bool = True,
    full: bool = False,
    size_average: bool | None = None,
    eps: float = 1e-8,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Any:
    """How unlikely counts are under a Poisson rate (torch.nn.functional.poisson_nll_loss).

    input  the rate, or its logarithm if `log_input`; target  counts of the same shape
    """
    kind = reduction_number(reduction, size_average, reduce)
    if log_input:
        loss = METHODS["exp"](input) - target * input
    else:
        loss = input - target * METHODS["log"](plus(input, eps))
    if full:
        stirling = target * METHODS["log"](target) - target
        stirling = stirling + 0.5 * METHODS["log"](2 * math.pi * target)
        loss = METHODS["add_"](loss, METHODS["masked_fill"](stirling, target <= 1, 0))
    return reduced_tensor(loss, kind)


@functional("gaussian_nll_loss")
def gaussian_nll_loss(
    input: Any,
    target: Any,
    var: Any,
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> Any:
    """How unlikely targets are under a Gaussian (torch.nn.functional.gaussian_nll_loss).

    input  its mean; var  its variance, of the same shape or one per row
    Raises ValueError for a negative or wrongly shaped variance, or an unknown reduction.
    """
    if not isinstance(var, Tensor):
        if var < 0:
            raise ValueError("var has negative entry/entries")
        var = var * call("ones_like", input)
    elif bool(np.any(np.asarray(var._a) < 0)):
        raise ValueError("var has negative entry/entries")
    if var.shape != input.shape:
        if tuple(input.shape[:-1]) == tuple(var.shape):
            var = METHODS["unsqueeze"](var, -1)
        elif not row_wise(input, var):
            raise ValueError("var is of incorrect size")
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not valid")
    var = METHODS["clone"](var)
    with no_grad():
        METHODS["clamp_"](var, eps)
    loss = 0.5 * (METHODS["log"](var) + METHODS["pow"](input - target, 2) / var)
    if full:
        loss = METHODS["add_"](loss, 0.5 * math.log(2 * math.pi))
    return reduced_tensor(loss, REDUCTIONS[reduction])


def row_wise(input: Any, var: Any) -> bool:
    """Whether `var` has one number for each row, in a last dimension of 1."""
    mine, other = tuple(input.shape), tuple(var.shape)
    if len(mine) != len(other):
        return False
    return mine[:-1] == other[:-1] and other[-1] == 1
