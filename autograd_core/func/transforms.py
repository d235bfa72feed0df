"""Derivatives of functions: grad, vjp, jvp, jacrev, hessian. They nest: grad(grad(f)) is f''.

All are made of `torch.autograd.grad` with a recorded backward; a result keeps its history only if
it depends on something besides the arguments of the transform.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from autograd_core import errors, trees
from autograd_core.autograd.arguments import zeros
from autograd_core.autograd.walks import grad as walk_back
from autograd_core.grad_mode import enable_grad
from autograd_core.node import AccumulateGrad, Node
from autograd_core.tensor import Tensor

Function = Callable[..., Any]
Places = int | tuple[int, ...]


def grad(func: Function, argnums: Places = 0, has_aux: bool = False) -> Function:
    """The function that gives the gradient of `func`, which returns a single number.

    argnums  which positional argument (or tuple of arguments) it is taken of; trees are allowed
    has_aux  `func` returns (number, anything); so does the result
    Source: torch.func.grad.
    """

    @functools.wraps(func)
    def slope(*args: Any, **kwargs: Any) -> Any:
        found, result = grad_and_value(func, argnums, has_aux)(*args, **kwargs)
        return (found, result[1]) if has_aux else found

    return slope


def grad_and_value(func: Function, argnums: Places = 0, has_aux: bool = False) -> Function:
    """The function that gives (gradient, value); see `grad`. Source: torch.func.grad_and_value."""

    @functools.wraps(func)
    def both(*args: Any, **kwargs: Any) -> Any:
        with enable_grad():
            own, chosen = opened(args, argnums)
            result = func(*own, **kwargs)
            value, aux = divided(result, has_aux, "grad_and_value(f)(*args)")
            check_number(value)
            found = derived((value,), chosen, None)
            own_leaves = trees.leaves(chosen)
            gradient = trees.mapped(lambda each: settled(each, own_leaves), found)
            value = settled(value, own_leaves)
            return gradient, (value, beside(aux, own_leaves)) if has_aux else value

    return both


def opened(args: tuple[Any, ...], argnums: Places) -> tuple[list[Any], Any]:
    """The arguments with those to differentiate made fresh, and these alone."""
    places = argnums if isinstance(argnums, tuple) else (argnums,)
    for place in places:
        if not -len(args) <= place < len(args):
            raise RuntimeError(f"Got argnum={place}, but only {len(args)} positional inputs")
    own = list(args)
    for place in places:
        own[place] = trees.mapped(fresh, own[place])
    return own, tuple(own[p] for p in places) if isinstance(argnums, tuple) else own[places[0]]


def fresh(value: Any) -> Any:
    """A new tensor with the same values that requires a gradient, and keeps its history."""
    if not isinstance(value, Tensor):
        raise ValueError(f"Thing passed to transform API must be Tensor, got {type(value)}")
    tensor: Any = value
    return tensor.view_as(value) if value.requires_grad else tensor.detach().requires_grad_()


def divided(result: Any, has_aux: bool, where: str) -> tuple[Any, Any]:
    """The output of a function, and what it returned besides."""
    if not has_aux:
        return result, None
    if not (isinstance(result, tuple) and len(result) == 2):
        raise RuntimeError(f"{where}: output of function f should be a tuple: (output, aux)")
    return result[0], result[1]


def check_number(value: Any) -> None:
    """Refuse what has no gradient: anything but a tensor with a single number."""
    start = "grad_and_value(f)(*args): Expected f(*args) to return a"
    if not isinstance(value, Tensor):
        raise RuntimeError(f"{start} Tensor, got {type(value)}")
    if value.ndim:
        raise RuntimeError(
            f"{start} scalar Tensor, got tensor with {value.ndim} dims. Maybe you wanted to use "
            "the vjp or jacrev APIs instead?"
        )


def derived(outputs: Sequence[Any], inputs: Any, seeds: Sequence[Any] | None) -> Any:
    """Gradients in the form of `inputs`; zeros where an input was not used."""
    tensors = trees.leaves(inputs)
    starts = seeds or [None] * len(outputs)
    pairs = [(o, s) for o, s in zip(outputs, starts, strict=True) if o.requires_grad]
    found: Sequence[Any] = [None] * len(tensors)
    if pairs:
        ends, given = zip(*pairs, strict=True)
        found = walk_back(ends, tensors, given, True, True, allow_unused=True)
    filled = [zeros(t) if g is None else g for g, t in zip(found, tensors, strict=True)]
    return trees.rebuilt(inputs, iter(filled))


def settled(value: Any, own: Sequence[Tensor]) -> Any:
    """A result without its history, unless that leads to something besides the tensors `own`."""
    if not isinstance(value, Tensor) or not value.requires_grad:
        return value
    tensor: Any = value
    return value if leads_elsewhere(value, own) else tensor.detach()


def beside(aux: Any, own: Sequence[Tensor]) -> Any:
    """What a function returned besides its output: tensors, settled as the others."""
    for each in trees.leaves(aux):
        if not isinstance(each, Tensor):
            raise RuntimeError(f"Expected tensors, got unsupported type {type(each)}")
    return trees.mapped(lambda each: settled(each, own), aux)


def leads_elsewhere(tensor: Tensor, own: Sequence[Tensor]) -> bool:
    """Whether a tensor's history ends at a leaf that is not among `own`."""
    if tensor.grad_fn is None:
        return not any(tensor is each for each in own)
    stack, seen = [tensor.grad_fn], {tensor.grad_fn}
    while stack:
        node = stack.pop()
        if isinstance(node, AccumulateGrad) and not any(node.variable is each for each in own):
            return True
        ahead: set[Node] = {edge[0] for edge in node.edges if edge is not None} - seen
        seen |= ahead
        stack.extend(ahead)
    return False


def vjp(func: Function, *primals: Any, has_aux: bool = False) -> Any:
    """The output of `func`, and the function that multiplies a vector with its Jacobian.

    That function takes cotangents in the form of the output and returns a tuple, one entry per
    argument. Source: torch.func.vjp.
    """
    with enable_grad():
        own = trees.mapped(fresh, primals)
        output, aux = divided(func(*own), has_aux, "vjp(f, *primals)")
    own_leaves = trees.leaves(own)
    ends = trees.leaves(output)

    def multiply(cotangents: Any) -> Any:
        with enable_grad():
            found = derived(ends, own, trees.leaves(cotangents))
        return trees.mapped(lambda each: settled(each, own_leaves), found)

    shown = trees.mapped(lambda each: settled(each, own_leaves), output)
    if not has_aux:
        return shown, multiply
    return shown, multiply, beside(aux, own_leaves)


def jvp(
    func: Function, primals: Any, tangents: Any, *, strict: bool = False, has_aux: bool = False
) -> Any:
    """The output of `func`, and its Jacobian times `tangents`.

    primals, tangents  tuples, one entry per argument. Computed by differentiating backward twice.
    Source: torch.func.jvp.
    """
    if not isinstance(primals, tuple):
        raise RuntimeError(
            "jvp(f, primals, tangents): Expected primals to be a tuple. "
            "E.g. it should be valid to call f(*primals)."
        )
    with enable_grad():
        own = trees.mapped(fresh, primals)
        output, aux = divided(func(*own), has_aux, "jvp(f, primals, tangents)")
        ends = trees.leaves(output)
        check_tangents(trees.leaves(primals), trees.leaves(tangents))
        seeds = [zeros(end, requires_grad=True) for end in ends]
        first = trees.leaves(derived(ends, own, seeds))
        moved = derived(first, seeds, trees.leaves(tangents))
    known = [*trees.leaves(own), *seeds]
    shown = trees.mapped(lambda each: settled(each, known), output)
    product = trees.rebuilt(output, iter([settled(each, known) for each in moved]))
    return (shown, product, beside(aux, known)) if has_aux else (shown, product)


def check_tangents(primals: Sequence[Any], tangents: Sequence[Any]) -> None:
    """Refuse a direction of another size than the tensor that it moves."""
    for primal, tangent in zip(primals, tangents, strict=False):
        if primal.shape != tangent.shape:
            raise RuntimeError(
                "Trying to set a forward gradient that has a different size than that of the "
                "original Tensor, this is not supported. Tensor is of size "
                f"{errors.size_text(primal.shape)} while the given forward gradient is of size "
                f"{errors.size_text(tangent.shape)}."
            )


def jacrev(func: Function, argnums: Places = 0, *, has_aux: bool = False, **_: Any) -> Function:
    """The function that gives the Jacobian: per output and argument a tensor of both shapes.

    Source: torch.func.jacrev; its `chunk_size` is accepted and changes no value.
    """

    @functools.wraps(func)
    def jacobian(*args: Any, **kwargs: Any) -> Any:
        with enable_grad():
            own, chosen = opened(args, argnums)
            output, aux = divided(func(*own, **kwargs), has_aux, "jacrev(f)(*args)")
            known = trees.leaves(chosen)
            found = trees.mapped(lambda end: rows_of(end, chosen, known), output)
            return (found, beside(aux, known)) if has_aux else found

    return jacobian


def rows_of(end: Any, inputs: Any, known: Sequence[Tensor]) -> Any:
    """The Jacobian of one output, in the form of the inputs."""
    from autograd_core.ops import FUNCTIONS

    stack: Any = FUNCTIONS["stack"]
    rows = [trees.leaves(derived((one,), inputs, None)) for one in end.reshape(-1)]
    joined = [
        settled(stack(list(column)).view(end.shape + each.shape), known)
        for column, each in zip(zip(*rows, strict=True), known, strict=True)
    ]
    return trees.rebuilt(inputs, iter(joined))


def jacfwd(
    func: Function, argnums: Places = 0, has_aux: bool = False, *, randomness: str = "error"
) -> Function:
    """The Jacobian, as `jacrev` computes it: backward, the values agree.

    Source: torch.func.jacfwd.
    """
    return jacrev(func, argnums, has_aux=has_aux)


def hessian(func: Function, argnums: Places = 0) -> Function:
    """The function that gives all second derivatives of `func`. Source: torch.func.hessian."""
    return jacfwd(jacrev(func, argnums), argnums)
