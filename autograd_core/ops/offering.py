"""How pointwise operations are offered: an entry in, functions, methods and `…_` forms out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core.dispatch import Op, apply
from autograd_core.inplace import apply_inplace, check_result
from autograd_core.numeric import precise
from autograd_core.ops.registry import (
    FUNCTIONAL,
    FUNCTIONS,
    METHODS,
    SPECIAL,
    op,
    required,
    type_name,
)
from autograd_core.out import into
from autograd_core.quick import of_one
from autograd_core.rule import RuleFunction
from autograd_core.tensor import Tensor, wrap

Number = (int, float, complex)
Check = Callable[..., None]


def elementwise(
    name: str,
    scalar: Callable[[float], float],
    vector: Callable[..., Any],
    *,
    en: str,
    zh: str,
    samples: tuple[str, ...],
    node: str = "",
    aliases: tuple[str, ...] = (),
    check: Check | None = None,
) -> Callable[[RuleFunction], Op]:
    """Decorator: a gradient rule becomes the entry of a function of one tensor.

    `scalar` computes it for one number, `vector` for a numpy array of doubles.
    """

    def enter(rule: RuleFunction) -> Op:
        forward = precise(scalar, vector)
        forward.__module__ = rule.__module__
        entry = op(
            name,
            node=node or f"{name.capitalize()}Backward0",
            floating=True,
            samples=samples,
            formula=f"{name}(self)",
            en=en,
            zh=zh,
        )(forward)
        entry.gradient("self")(rule)
        offer_unary(entry, *aliases, check=check)
        return entry

    return enter


def offer_unary(entry: Op, *aliases: str, inplace: bool = True, check: Check | None = None) -> None:
    """Offer `torch.<op>(input, out=)`, `Tensor.<op>()` and both with a `_` at the end."""
    for title in (entry.public, *aliases):
        function, method, method_ = forms(entry, title, check)
        if title.startswith("special_"):
            SPECIAL[title.removeprefix("special_")] = function
            continue
        FUNCTIONS[title] = function
        METHODS[title] = method
        if inplace:
            METHODS[f"{title}_"] = method_
            if title not in METHODS_ONLY:
                FUNCTIONS[f"{title}_"] = method_


METHODS_ONLY = ("absolute", "digamma", "erfinv", "lgamma", "sgn", "sign")
"""Functions whose in-place form PyTorch has as a method only."""


def forms(entry: Op, title: str, check: Check | None) -> tuple[Callable[..., Any], ...]:
    """The function, the method and the in-place method of an operation of one tensor."""

    run = of_one(entry)

    def function(input: Tensor, *, out: Tensor | None = None) -> Any:
        required(title, "input", 1, input)
        if check is not None:
            check(input)
        if out is not None:
            return into(title, out, (input,), lambda: run(input))
        return run(input)

    def method(self: Tensor) -> Any:
        if check is not None:
            check(self)
        return run(self)

    def method_(input: Tensor) -> Tensor:
        required(f"{title}_", "input", 1, input)
        if check is not None:
            check(input)
        return apply_inplace(entry, (input,), {})

    named(function, title, entry)
    named(method, title, entry)
    named(method_, f"{title}_", entry)
    return function, method, method_


def offer_binary(
    entry: Op, *aliases: str, inplace: bool = True, numbers: bool = True, check: Check | None = None
) -> None:
    """Offer `torch.<op>(input, other, out=)`, `Tensor.<op>(other)` and its in-place form."""
    for title in (entry.public, *aliases):
        function, method, method_ = of_two(entry, title, numbers, check)
        FUNCTIONS[title] = function
        METHODS[title] = method
        if inplace:
            METHODS[f"{title}_"] = method_


def of_two(
    entry: Op, title: str, numbers: bool, check: Check | None
) -> tuple[Callable[..., Any], ...]:
    """The function, the method and the in-place method of an operation of two tensors."""

    def function(input: Tensor, other: Any, *, out: Tensor | None = None) -> Any:
        if numbers:
            input, other = sides(title, input, other)
        else:
            required(title, "input", 1, input)
            required(title, "other", 2, other)
        if check is not None:
            check(input, other)
        if out is not None:
            return into(title, out, (input, other), lambda: apply(entry, (input, other), {}))
        return apply(entry, (input, other), {})

    def method(self: Tensor, other: Any) -> Any:
        if not isinstance(other, Tensor):
            other = operand(title, other, numbers, position=1)
        if check is not None:
            check(self, other)
        return apply(entry, (self, other), {})

    def method_(self: Tensor, other: Any) -> Tensor:
        if not isinstance(other, Tensor):
            other = operand(f"{title}_", other, numbers, position=1)
        if check is not None:
            check(self, other)
        return apply_inplace(entry, (self, other), {})

    named(function, title, entry)
    named(method, title, entry)
    named(method_, f"{title}_", entry)
    return function, method, method_


def sides(function: str, input: Any, other: Any) -> tuple[Any, Any]:
    """Both arguments of a function that takes a number in the place of either tensor."""
    if not isinstance(input, Number):
        required(function, "input", 1, input)
    if not isinstance(other, Tensor):
        other = operand(function, other)
    if isinstance(input, Number):
        return (input if isinstance(other, Tensor) else wrap(np.asarray(input)[()])), other
    return input, other


def operand(
    function: str, value: Any, numbers: bool = True, name: str = "other", position: int = 2
) -> Any:
    """A second argument that is no tensor: a Python number, PyTorch's TypeError otherwise."""
    if numbers:
        if isinstance(value, Number):
            return value
        if isinstance(value, np.generic):
            return value.item()
    raise TypeError(
        f"{function}(): argument '{name}' (position {position}) must be Tensor, "
        f"not {type_name(value)}"
    )


def named(function: Callable[..., Any], title: str, entry: Op) -> Callable[..., Any]:
    """The function with its name and the sentence of its operation."""
    function.__name__ = function.__qualname__ = title
    function.__doc__ = f"{entry.en} (torch.{title})"
    return function


def functional(*names: str) -> None:
    """Offer functions of `torch` in `nn.functional`, too."""
    for name in names:
        FUNCTIONAL[name] = FUNCTIONS[name]


def refuse(kernel: str, kinds: str) -> Check:
    """A check that some kinds of dtype (numpy's letters) have no code in PyTorch."""

    def check(*args: Any) -> None:
        from autograd_core import dtypes
        from autograd_core.promotion import operand as weight

        parts = [weight(each._a if isinstance(each, Tensor) else each) for each in args]
        kind = dtypes.result_type(*parts)
        if kind.numpy.kind in kinds:
            raise NotImplementedError(f"\"{kernel}\" not implemented for '{kind.scalar_name}'")

    return check


def wrong_arguments(
    function: str, args: tuple[Any, ...], *signatures: str, **kwargs: Any
) -> TypeError:
    """PyTorch's error for arguments that fit none of a function's signatures."""
    given = [type_name(arg) for arg in args]
    given += [f"{name}={type_name(kwargs[name])}" for name in sorted(kwargs)]
    expected = "".join(f" * {signature}\n{mismatch(signature, args)}" for signature in signatures)
    return TypeError(
        f"{function}() received an invalid combination of arguments - got ({', '.join(given)}), "
        f"but expected one of:\n{expected}"
    )


def mismatch(signature: str, args: tuple[Any, ...]) -> str:
    """PyTorch's remark on a signature that has as many arguments as were given: which are wrong."""
    kinds = [part.partition(" ")[0] for part in signature.strip("()").split(", ")]
    if not args or len(kinds) != len(args):
        return ""
    wanted: dict[str, Any] = {"Tensor": Tensor, "Number": Number}
    marked = [
        name if isinstance(arg, wanted[kind]) else f"!{name}!"
        for kind, arg, name in zip(kinds, args, map(type_name, args), strict=True)
    ]
    return (
        "      didn't match because some of the arguments have invalid types: "
        f"({', '.join(marked)})\n"
    )


SIGNATURES = (
    "(Tensor input, Tensor other, *, Tensor out = None)",
    "(Tensor input, Number other, *, Tensor out = None)",
)


def by_kind(name: str, of_tensor: Any, with_a_number: Any, of_a_number: Any = None) -> None:
    """Offer an operation that is another one for a number than for a tensor."""

    signatures = [*SIGNATURES]
    if name == "floor_divide":
        signatures[1] = "(Tensor input, Number other)"
    elif of_a_number is not None:
        signatures.insert(1, "(Number self, Tensor other)")

    def prepared(input: Any, other: Any) -> tuple[Any, Any, Any]:
        if isinstance(other, Tensor):
            return of_tensor, (input, other), {}
        if isinstance(other, np.generic):
            other = other.item()
        if not isinstance(other, Number):
            return None, (), {}
        return with_a_number, (input,), {"other": other}

    def function(input: Tensor, other: Any, *, out: Tensor | None = None) -> Any:
        entry, args, values = prepared(input, other)
        if not isinstance(input, Tensor):
            entry, args, values = of_a_number, (other,), {"self": input}
            if not (isinstance(input, Number) and isinstance(other, Tensor)):
                entry = None
        if entry is None:
            raise wrong_arguments(name, (input, other), *signatures)
        if out is not None:
            return into(name, out, (input, other), lambda: apply(entry, args, values))
        return apply(entry, args, values)

    def method(self: Tensor, other: Any) -> Any:
        call = prepared(self, other)
        if call[0] is None:
            raise wrong_arguments(name, (other,), "(Tensor other)", "(Number other)")
        return apply(*call)

    def method_(self: Tensor, other: Any) -> Tensor:
        call = prepared(self, other)
        if call[0] is None:
            raise wrong_arguments(f"{name}_", (other,), "(Tensor other)", "(Number other)")
        check_result(self, other)
        return apply_inplace(*call)

    FUNCTIONS[name] = named(function, name, of_tensor)
    METHODS[name] = named(method, name, of_tensor)
    METHODS[f"{name}_"] = named(method_, f"{name}_", of_tensor)
