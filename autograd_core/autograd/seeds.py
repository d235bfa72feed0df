"""What a walk starts with: outputs and the gradients given for them in, checked seeds out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes, errors
from autograd_core.autograd.edges import GradientEdge, edge_of
from autograd_core.node import Edge
from autograd_core.tensor import Tensor, wrap

Place = Tensor | GradientEdge
Places = Place | Sequence[Place] | dict[str, Tensor]
Seeds = Tensor | Sequence[Tensor | None] | None


def places(given: Any) -> tuple[Place, ...]:
    """One or several tensors or edges as a tuple."""
    return (given,) if isinstance(given, (Tensor, GradientEdge)) else tuple(given)


def wanted_places(given: Any, caller: str) -> tuple[Place, ...]:
    """The `inputs` of `caller`; TypeError for a mapping that is no dict, RuntimeError if empty."""
    if isinstance(given, Mapping):
        if type(given) is not dict:
            raise TypeError(
                f"`inputs` argument to `{caller}()` must be a dict, not {type(given).__name__}. "
                "Other Mapping types are not supported."
            )
        given = given.values()
    found = places(given)
    if not found:
        raise RuntimeError(f"`inputs` argument to `{caller}()` cannot be empty.")
    return found


def seeds_of(given: Seeds, count: int) -> tuple[Tensor | None, ...]:
    """One seed per output, None where PyTorch makes it."""
    if given is None:
        return (None,) * count
    return (given,) if isinstance(given, Tensor) else tuple(given)


def make_seeds(
    outputs: Sequence[Place], given: Sequence[Tensor | None], as_tensors: bool
) -> list[Any]:
    """What each output starts with: an array, or a tensor when the walk is recorded."""
    seeds: list[Any] = []
    for index, (output, seed) in enumerate(zip(outputs, given, strict=False)):
        array = array_of(output)
        if seed is None:
            one = one_for(output, array)
            seeds.append(wrap(one) if as_tensors and one is not None else one)
            continue
        check_kind(seed)
        if seed._a.shape != array.shape:
            raise errors.seed_mismatch(index, seed._a.shape, array.shape)
        if (seed._a.dtype.kind == "c") != (array.dtype.kind == "c"):
            own, other = dtypes.from_numpy(array.dtype), seed.dtype
            raise RuntimeError(COMPLEX.format(index, other, index, own))
        if seed._a.dtype != array.dtype:
            seed = converted(seed, array.dtype)
        seeds.append(seed if as_tensors else seed._a)
    return seeds


COMPLEX = (
    "For complex Tensors, both grad_output and output are required to have the same dtype. "
    "Mismatch in dtype: grad_output[{}] has a dtype of {} and output[{}] has a dtype of {}."
)


def check_kind(seed: Any) -> None:
    """Refuse a seed that is no tensor."""
    if not isinstance(seed, Tensor):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(seed).__name__}")


def converted(seed: Tensor, dtype: Any) -> Tensor:
    """A seed in its output's dtype, with its history if it has one."""
    recorded: Any = seed
    kind = dtypes.from_numpy(dtype)
    return recorded.to(kind) if seed._requires_grad else wrap(seed._a.astype(dtype))


def check_batch(outputs: Sequence[Place], given: Sequence[Tensor | None]) -> None:
    """Refuse seeds whose slices along the first axis do not fit their outputs."""
    for index, (output, seed) in enumerate(zip(outputs, given, strict=False)):
        if seed is None:
            continue
        check_kind(seed)
        shape, own = seed._a.shape[1:], array_of(output).shape
        if shape != own:
            raise RuntimeError(
                "If `is_grads_batched=True`, we interpret the first dimension of each grad_output "
                "as the batch dimension. The sizes of the remaining dimensions are expected to "
                "match the shape of corresponding output, but a mismatch was detected: "
                f"grad_output[{index}] has a shape of torch.Size({errors.size_text(shape[1:])}) "
                f"and output[{index}] has a shape of torch.Size({errors.size_text(own)}). If you "
                "only want some tensors in `grad_output` to be considered batched, consider using "
                "vmap."
            )


def array_of(output: Place) -> Any:
    """An array with the shape and dtype of an output's gradient."""
    if isinstance(output, Tensor):
        return output._a
    if output.array is None:
        return np.ones((), dtypes.get_default_dtype()._numpy)
    return output.array


def one_for(output: Place, array: Any) -> Any:
    """The implicit seed of an output: 1, for a single number; None where nothing can flow."""
    if isinstance(output, Tensor) and not output._requires_grad:
        return None
    if array.size != 1:
        raise RuntimeError(errors.NON_SCALAR_ROOT)
    if array.dtype.kind != "f":
        kind = dtypes.from_numpy(array.dtype)
        raise RuntimeError(
            f"grad can be implicitly created only for real scalar outputs but got {kind}"
        )
    return np.ones(array.shape, array.dtype)[()]


def roots_of(outputs: Sequence[Place], seeds: Sequence[Any]) -> list[Edge]:
    """The edges at which a walk from `outputs` starts."""
    if len(outputs) != len(seeds):
        raise RuntimeError(f"got {len(outputs)} tensors and {len(seeds)} gradients")
    roots: list[Edge] = []
    for index, output in enumerate(outputs):
        edge = edge_of(output)
        if edge is None:
            raise errors.no_grad_fn(index)
        roots.append(edge)
    return roots
