"""Random creation: sizes and a generator in, the tensors that torch draws for the same seed out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograd_core import devices, dtypes, random, sampling
from autograd_core.creation import dtype_of, leaf, like_layout, sizes, stored
from autograd_core.dispatch import apply
from autograd_core.ops.filling import NORMALS, in_memory_order
from autograd_core.ops.registry import public, required
from autograd_core.strides import contiguous_stride
from autograd_core.tensor import Tensor, wrap


def drawn(name: str, draw: Any) -> None:
    """Offer `torch.<name>(*size)` and `torch.<name>_like(input)` (rand, randn)."""

    def function(
        *args: Any,
        size: Any = None,
        generator: Any = None,
        out: Tensor | None = None,
        dtype: Any = None,
        layout: Any = None,
        device: Any = None,
        pin_memory: bool = False,
        requires_grad: bool = False,
    ) -> Tensor:
        devices.check(device)
        kind = dtype_of(name, dtype, None if out is None else out.dtype)
        shape = sizes(name, args if size is None else (size,))
        made = leaf(name, draw(shape, kind, generator=generator)[()], requires_grad)
        return made if out is None else stored(out, made)

    def like(
        input: Tensor,
        *,
        generator: Any = None,
        dtype: Any = None,
        layout: Any = None,
        device: Any = None,
        pin_memory: bool = False,
        requires_grad: bool = False,
        memory_format: Any = None,
    ) -> Tensor:
        devices.check(device)
        required(title, "input", 1, input)
        kind = dtype_of(title, dtype, input.dtype)
        values: dict[str, Any] = {"generator": generator}
        if like_layout(input).stride == contiguous_stride(input._a.shape):
            drawn_in_rows = draw(input._a.shape, kind, **values)
            return leaf(title, drawn_in_rows[()], requires_grad)
        if name == "randn":
            order = in_memory_order(input._a, lambda shape: np.empty(shape, bool))
            values["contiguous"] = bool(order.flags.c_contiguous)
        array = in_memory_order(input._a, lambda shape: draw(shape, kind, **values))
        return leaf(title, array[()], requires_grad)

    title = f"{name}_like"
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"Random numbers in a tensor of some size (torch.{name})."
    like.__name__ = like.__qualname__ = title
    like.__doc__ = f"Random numbers in the shape of another tensor (torch.{title})."
    public(name, method=False)(function)
    public(title, method=False)(like)


drawn("rand", sampling.uniform)
drawn("randn", sampling.normal)


@public("randint", method=False)
def randint(
    *args: Any,
    low: Any = None,
    high: Any = None,
    size: Any = None,
    generator: Any = None,
    out: Tensor | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """Whole numbers from `low` (0) up to, not including, `high` (torch.randint)."""
    devices.check(device)
    start, high, size = limits(args, {"low": low, "high": high, "size": size})
    kind = dtype_of("randint", dtype, dtypes.int64)
    shape = sizes("randint", (tuple(size),))
    array = sampling.randint(int(start), int(high), shape, kind, generator=generator)
    return leaf("randint", array[()], requires_grad)


def limits(args: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Low, high and size of a `randint`, by place or by name; TypeError as PyTorch has it."""
    named = {name: value for name, value in named.items() if value is not None}
    for names in (("high", "size"), ("low", "high", "size")):
        if set(names[len(args) :]) == named.keys() and len(args) <= len(names):
            break
    else:
        raise TypeError(randint_arguments(args, named))
    found = {"low": 0, **dict(zip(names, args, strict=False)), **named}
    for place, name in enumerate(names, 1):
        value = found[name]
        wanted, right = (
            ("tuple of ints", (tuple, list)) if name == "size" else ("int", (int, Tensor))
        )
        if isinstance(value, right) and not isinstance(value, bool):
            continue
        if len(names) == 3:
            raise TypeError(randint_arguments(args, named))
        kind = type(value).__name__
        where = f" (position {place})" if place <= len(args) else ""
        text = f"argument '{name}'{where} must be {wanted}, not {kind}"
        raise TypeError(f"randint(): {text}")
    return found["low"], found["high"], found["size"]


def randint_arguments(args: tuple[Any, ...], named: dict[str, Any]) -> str:
    """PyTorch's sentence for arguments that no `randint` takes."""
    kinds = [type(each).__name__ for each in args]
    words = [f"{name}={type(value).__name__}" for name, value in named.items()]
    given = ", ".join([*kinds, *words]) + ", " * (not kinds and bool(words))
    rest = (
        "Tensor out = None, torch.dtype dtype = None, torch.layout layout = None, "
        "torch.device device = None, bool pin_memory = False, bool requires_grad = False)\n"
    )
    ways = [
        f" * ({start}int high, tuple of ints size, *, {generator}{rest}"
        for start in ("", "int low, ")
        for generator in ("torch.Generator generator, ", "")
    ]
    text = f"randint() received an invalid combination of arguments - got ({given}), but "
    return f"{text}expected one of:\n{''.join(ways)}"


@public("randint_like", method=False)
def randint_like(
    input: Tensor,
    *bounds: int,
    low: int | None = None,
    high: int | None = None,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """Whole numbers in the shape and dtype of another tensor (torch.randint_like)."""
    devices.check(device)
    given = list(bounds)
    top = high if high is not None else given.pop()
    start = low if low is not None else given.pop() if given else 0
    kind = dtype_of("randint_like", dtype, input.dtype)
    return leaf("randint_like", sampling.randint(start, top, input._a.shape, kind), requires_grad)


@public("randperm", method=False)
def randperm(
    n: int,
    *,
    generator: Any = None,
    out: Tensor | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """The numbers below `n` in random order (torch.randperm)."""
    devices.check(device)
    sizes("randperm", (n,))
    kind = dtype_of("randperm", dtype, dtypes.int64)
    return leaf("randperm", sampling.randperm(n, kind, generator=generator), requires_grad)


@public("normal", method=False)
def normal(
    mean: Any = 0.0,
    std: Any = 1.0,
    size: Any = None,
    *,
    generator: Any = None,
    out: Tensor | None = None,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Any:
    """Normal numbers around a mean, or each around its own (torch.normal)."""
    devices.check(device)
    tensors = isinstance(mean, Tensor), isinstance(std, Tensor)
    if any(tensors):
        if not tensors[1]:
            std = float(std)
            if not std >= 0:
                raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
        if not tensors[0]:
            mean = float(mean)
        return apply(NORMALS[tensors], (mean, std), {"generator": generator})
    kind = dtype_of("normal", dtype, None)
    shape = sizes("normal", (tuple(size),))
    array = sampling.normal(shape, kind, mean, std, generator=generator)
    return leaf("normal", array[()], requires_grad)


@public("manual_seed", method=False)
def manual_seed(seed: Any) -> random.Generator:
    """Start the default generator from a seed (torch.manual_seed)."""
    return random.manual_seed(seed)


@public("seed", method=False)
def seed() -> int:
    """Start the default generator from a seed nobody chose (torch.seed)."""
    return random.seed()


@public("initial_seed", method=False)
def initial_seed() -> int:
    """The seed from which the default generator started (torch.initial_seed)."""
    return random.initial_seed()


@public("get_rng_state", method=False)
def get_rng_state() -> Tensor:
    """Where the default generator stands, as bytes (torch.get_rng_state)."""
    return wrap(random.get_rng_state())


@public("set_rng_state", method=False)
def set_rng_state(new_state: Tensor) -> None:
    """Let the default generator go on from a state (torch.set_rng_state)."""
    random.set_rng_state(np.asarray(new_state._a))


NAMES: dict[str, Any] = {
    "Generator": random.Generator,
    "default_generator": random.default_generator,
}
"""What else `torch` offers of random numbers, by name."""
