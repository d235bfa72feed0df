"""Bounds: each element kept between numbers or between the elements of tensors."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.dispatch import Array, Op, apply
from autograd_core.inplace import apply_inplace
from autograd_core.ops.calls import both, where
from autograd_core.ops.copying import as_dtype
from autograd_core.ops.extremes_of_two import either
from autograd_core.ops.offering import Number, wrong_arguments
from autograd_core.ops.registry import op, public, required
from autograd_core.out import into
from autograd_core.promotion import operand as weight
from autograd_core.tensor import Tensor


@op(
    "clamp",
    node="ClampBackward1",
    symbol="clamp",
    samples=(
        "x(3).clamp(0, 1)",
        "v(0.0, 0.5, 1.0, 2.0).clamp(0, 1)",
        "x(3).clamp(min=0)",
        "x(3).clamp(max=0.5)",
        "(x(3) * 2).clamp_(-1, 1)",
        "torch.clip(x(2, 3), -1, 1)",
    ),
    formula="minimum(maximum(self, min), max)",
    en="Keeps each element between two numbers.",
    zh="把每个元素限制在两个数之间。",
)
def clamp(self: Array, *, min: Any, max: Any) -> Array:
    return bounded(together(self, min, max, kernel="clamp_scalar_cpu"))


@clamp.gradient("self", formula="grad where min <= self <= max, else 0")
def _(grad: Array, self: Array, *, min: Any, max: Any) -> Array:
    return where(inside(self, min, max), grad, 0.0)


def inside(self: Any, low: Any, high: Any) -> Any:
    """Where an element lies within its bounds, or on them."""
    if low is None:
        return self <= high
    return self >= low if high is None else both(self >= low, self <= high)


def together(self: Any, *bounds: Any, kernel: str = "") -> list[Any]:
    """An array and its bounds in the dtype that they have together; None stays None."""
    kinds = [weight(each) for each in (self, *bounds) if each is not None]
    dtype = dtypes.result_type(*kinds).numpy
    if dtype.kind == "b" and kernel:
        raise NotImplementedError(f"\"{kernel}\" not implemented for 'Bool'")
    return [each if each is None else as_dtype(each, dtype) for each in (self, *bounds)]


def bounded(arrays: list[Any]) -> Any:
    """An array within its bounds; the upper one wins."""
    array, low, high = arrays
    array = array if low is None else np.maximum(array, low)
    return array if high is None else np.minimum(array, high)


@op(
    "clamp.Tensor",
    node="ClampBackward0",
    symbol="clamp",
    broadcast=True,
    samples=(
        "x(2, 3).clamp(x(3), x(3) + 1)",
        "x(3).clamp(min=x(3))",
        "x(3).clamp(max=x(2, 3))",
        "x(3).clamp(x(3), x(3))",
    ),
    formula="minimum(maximum(self, min), max)",
    en="Keeps each element between the elements of two tensors.",
    zh="把每个元素限制在两个张量的对应元素之间。",
)
def clamp_tensor(self: Array, min: Array, max: Array) -> Array:
    return bounded(together(self, min, max, kernel="clamp_cpu"))


@clamp_tensor.gradient("self", formula="grad where min <= self <= max, else 0")
def _(grad: Array, self: Array, min: Array, max: Array) -> Array:
    return where(inside(self, min, max), grad, 0.0)


@clamp_tensor.gradient("min", formula="grad where self < min, else 0")
def _(grad: Array, self: Array, min: Array, max: Array) -> Array:
    below = self < min
    return where(below if max is None else both(min < max, below), grad, 0.0)


@clamp_tensor.gradient("max", formula="grad where self > max, else 0")
def _(grad: Array, self: Array, min: Array, max: Array) -> Array:
    above = self > max
    return where(above if min is None else either(above, max < min), grad, 0.0)


@op(
    "clamp_min",
    node="ClampMinBackward0",
    samples=("x(3).clamp_min(0)", "v(0.0, 1.0).clamp_min(0)", "torch.clamp_min(x(2, 3), 0.5)"),
    formula="maximum(self, min)",
    en="Lifts each element to a lower bound.",
    zh="把每个元素抬到下界之上。",
)
def clamp_min(self: Array, *, min: Any) -> Array:
    return bounded(together(self, min, None, kernel="clamp_min_scalar_cpu"))


@clamp_min.gradient("self", formula="grad where self >= min, else 0")
def _(grad: Array, self: Array, *, min: Any) -> Array:
    return where(self >= min, grad, 0.0)


@op(
    "clamp_min.Tensor",
    node="ClampMinBackward1",
    broadcast=True,
    samples=("x(3).clamp_min(x(2, 3))", "v(1.0, 2.0).clamp_min(v(1.0, 3.0))"),
    formula="maximum(self, min)",
    en="Lifts each element to a lower bound.",
    zh="把每个元素抬到下界之上。",
)
def clamp_min_tensor(self: Array, min: Array) -> Array:
    return bounded(together(self, min, None))


@clamp_min_tensor.gradient("self", formula="grad where self >= min, else 0")
def _(grad: Array, self: Array, min: Array) -> Array:
    return where(self >= min, grad, 0.0)


@clamp_min_tensor.gradient("min", formula="grad where self < min, else 0")
def _(grad: Array, self: Array, min: Array) -> Array:
    return where(self < min, grad, 0.0)


@op(
    "clamp_max",
    node="ClampMaxBackward0",
    samples=("x(3).clamp_max(0)", "v(0.0, 1.0).clamp_max(0)", "torch.clamp_max(x(2, 3), 0.5)"),
    formula="minimum(self, max)",
    en="Lowers each element to an upper bound.",
    zh="把每个元素压到上界之下。",
)
def clamp_max(self: Array, *, max: Any) -> Array:
    return bounded(together(self, None, max, kernel="clamp_max_scalar_cpu"))


@clamp_max.gradient("self", formula="grad where self <= max, else 0")
def _(grad: Array, self: Array, *, max: Any) -> Array:
    return where(self <= max, grad, 0.0)


@op(
    "clamp_max.Tensor",
    node="ClampMaxBackward1",
    broadcast=True,
    samples=("x(3).clamp_max(x(2, 3))", "v(1.0, 2.0).clamp_max(v(1.0, 3.0))"),
    formula="minimum(self, max)",
    en="Lowers each element to an upper bound.",
    zh="把每个元素压到上界之下。",
)
def clamp_max_tensor(self: Array, max: Array) -> Array:
    return bounded(together(self, None, max))


@clamp_max_tensor.gradient("self", formula="grad where self <= max, else 0")
def _(grad: Array, self: Array, max: Array) -> Array:
    return where(self <= max, grad, 0.0)


@clamp_max_tensor.gradient("max", formula="grad where self > max, else 0")
def _(grad: Array, self: Array, max: Array) -> Array:
    return where(self > max, grad, 0.0)


def offer_one_sided(name: str, side: str, scalar: Op, of_tensor: Op) -> None:
    def call(title: str, input: Tensor, bound: Any) -> tuple[Op, tuple[Any, ...], dict[str, Any]]:
        required(title, "input", 1, input)
        if isinstance(bound, Tensor):
            return of_tensor, (input, bound), {}
        if not isinstance(bound, Number):
            raise wrong_arguments(title, (bound,), f"(Tensor {side})", f"(Number {side})")
        return scalar, (input,), {side: bound}

    def function(input: Tensor, *args: Any, out: Tensor | None = None, **kwargs: Any) -> Any:
        prepared = call(name, input, kwargs.get(side, args[0] if args else None))
        if out is not None:
            return into(name, out, prepared[1], lambda: apply(*prepared))
        return apply(*prepared)

    def method_(input: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        bound = kwargs.get(side, args[0] if args else None)
        return apply_inplace(*call(f"{name}_", input, bound))

    function.__name__, method_.__name__ = name, f"{name}_"
    function.__doc__ = f"{scalar.en} (torch.{name})"
    method_.__doc__ = f"In place: {scalar.en} (torch.Tensor.{name}_)"
    public(name)(function)
    public(f"{name}_")(method_)


offer_one_sided("clamp_min", "min", clamp_min, clamp_min_tensor)
offer_one_sided("clamp_max", "max", clamp_max, clamp_max_tensor)


SIGNATURES = (
    "(Tensor input, Tensor min = None, Tensor max = None, *, Tensor out = None)",
    "(Tensor input, Number min = None, Number max = None, *, Tensor out = None)",
)


def clamping(input: Tensor, low: Any, high: Any) -> tuple[Op, tuple[Any, ...], dict[str, Any]]:
    """The operation that a call of `clamp` means: bounds are numbers or tensors, not both."""
    required("clamp", "input", 1, input)
    if low is None and high is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    given = [each for each in (low, high) if each is not None]
    if all(isinstance(each, Tensor) for each in given):
        return clamp_tensor, (input, low, high), {}
    plain = [number_of(each) for each in (low, high)]
    if any(each is NotImplemented for each in plain):
        if high is None:
            raise wrong_arguments("clamp", (input, low), *SIGNATURES)
        raise wrong_arguments("clamp", (input,), *SIGNATURES, min=low, max=high)
    return clamp, (input,), {"min": plain[0], "max": plain[1]}


def number_of(bound: Any) -> Any:
    """A bound as a Python number; also that of a 0-dim tensor without gradient."""
    if bound is None or isinstance(bound, Number):
        return bound
    if isinstance(bound, np.generic):
        return bound.item()
    if isinstance(bound, Tensor) and bound._a.ndim == 0 and not bound._requires_grad:
        return bound._a.item()
    return NotImplemented


@public("clamp", "clip")
def torch_clamp(
    input: Tensor, min: Any = None, max: Any = None, *, out: Tensor | None = None
) -> Any:
    """Each element within its bounds, numbers or tensors (torch.clamp)."""
    call = clamping(input, min, max)
    if out is not None:
        return into("clamp", out, (input, min, max), lambda: apply(*call))
    return apply(*call)


def check_clamped(input: Tensor, bounds: dict[str, Any]) -> None:
    """PyTorch's error for bounds of a higher kind than the tensor that they are to clamp."""
    kinds = [weight(each) for each in (input._a, *bounds.values()) if each is not None]
    found = dtypes.result_type(*kinds)
    if not dtypes.can_cast(found, input.dtype):
        raise RuntimeError(
            f"result type {found.scalar_name} can't be cast to the desired output type "
            f"{input.dtype.c_name}"
        )


@public("clamp_", "clip_")
def clamp_(input: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """In place: each element within its bounds (torch.Tensor.clamp_)."""
    entry, args, values = clamping(input, min, max)
    if entry is clamp:
        check_clamped(input, values)
    return apply_inplace(entry, args, values)
