"""Where operations are entered: decorated functions in, the tables OPS, FUNCTIONS, METHODS out."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from autograd_core.dispatch import Op, apply
from autograd_core.tensor import Tensor

F = TypeVar("F", bound=Callable[..., Any])

OPS: dict[str, Op] = {}
"""Every operation by its name with overload."""
FUNCTIONS: dict[str, Callable[..., Any]] = {}
"""What the module `torch` offers, by name."""
METHODS: dict[str, Callable[..., Any]] = {}
"""What a Tensor offers as methods, by name."""
FUNCTIONAL: dict[str, Callable[..., Any]] = {}
"""What the module `torch.nn.functional` offers, by name."""
SPECIAL: dict[str, Callable[..., Any]] = {}
"""What the module `torch.special` offers, by name."""

Number = (int, float, complex)


def op(
    name: str,
    *,
    en: str,
    zh: str,
    node: str = "",
    symbol: str = "",
    pointwise: bool = False,
    floating: bool = False,
    broadcast: bool = False,
    spread: tuple[str, ...] = (),
    view: bool = False,
    several: bool = False,
    constant: tuple[str, ...] = (),
    conjugates: bool = False,
    results: tuple[str, ...] = (),
    seen: int = 0,
    cut: str = "not_differentiable",
    samples: tuple[str, ...] = (),
    formula: str | None = None,
) -> Callable[[Callable[..., Any]], Op]:
    """Decorator: the forward of an operation becomes its entry (see `dispatch.Op`)."""

    def enter(forward: Callable[..., Any]) -> Op:
        parameters = inspect.signature(forward).parameters.values()
        args = tuple(p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD)
        entry = Op(
            name=name,
            forward=forward,
            args=args,
            node=node,
            symbol=symbol or name.partition(".")[0],
            en=en,
            zh=zh,
            pointwise=pointwise,
            floating=floating,
            broadcast=broadcast,
            spread=spread,
            view=view,
            several=several,
            constant=constant,
            conjugates=conjugates,
            results=results,
            seen=seen,
            cut=cut,
            samples=samples,
            own_formula=formula,
            family=forward.__module__.rpartition(".")[2],
            rules=[None] * len(args),
        )
        assert name not in OPS, f"two operations are called {name}"
        OPS[name] = entry
        if node:
            entry.plan()
        return entry

    return enter


def public(
    *names: str, function: bool = True, method: bool = True, functional: bool = False
) -> Callable[[F], F]:
    """Decorator: offer a function as `torch.<name>`, `Tensor.<name>`, `nn.functional.<name>`."""

    def offer(own: F) -> F:
        own.__name__ = own.__qualname__ = names[0]  # as Python's own errors call it
        for name in names:
            if function:
                FUNCTIONS[name] = own
            if method:
                METHODS[name] = own
            if functional:
                FUNCTIONAL[name] = own
        return own

    return offer


def functional(*names: str) -> Callable[[F], F]:
    """Decorator: offer a function as `nn.functional.<name>` only."""
    return public(*names, function=False, method=False, functional=True)


def offer_all(in_functional: bool, functions: dict[str, Callable[..., Any]]) -> None:
    """Offer functions as `nn.functional.<name>`, or as `torch.<name>`."""
    for name, own in functions.items():
        public(name, function=not in_functional, method=False, functional=in_functional)(own)


def with_inplace(*names: str, function: bool = True) -> Callable[[F], F]:
    """Decorator: offer `f(run, input, …)` as `<name>` and `<name>_`.

    The function hands its operation to `run`, which is `apply` or `apply_inplace`.
    """

    def enter(own: F) -> F:
        from autograd_core.inplace import apply_inplace

        own.__name__ = own.__qualname__ = names[0]  # as Python's own errors call it
        for name in names:
            public(name, function=function)(bound(own, apply, name))
            public(f"{name}_", function=False)(bound(own, apply_inplace, f"{name}_"))
        return own

    return enter


def bound(own: Callable[..., Any], run: Callable[..., Any], title: str) -> Callable[..., Any]:
    """`own` with its first argument given: a plain function, so that it can be a method."""
    from autograd_core.inplace import check_leaf

    if title.endswith("_"):

        def offered(*args: Any, **kwargs: Any) -> Any:
            try:
                return own(run, *args, **kwargs)
            except (RuntimeError, IndexError):
                check_leaf(args[0])  # PyTorch looks at what may be overwritten before the rest
                raise
    else:

        def offered(*args: Any, **kwargs: Any) -> Any:
            return own(run, *args, **kwargs)

    offered.__name__ = offered.__qualname__ = title
    offered.__doc__ = own.__doc__
    signature = inspect.signature(own)
    own_parameters = list(signature.parameters.values())[1:]
    offered.__signature__ = signature.replace(parameters=own_parameters)  # type: ignore[attr-defined]
    return offered


def offer(entry: Op, *names: str) -> None:
    """Offer an operation of one or two tensors under its own name (and `names`) as it is."""
    own = unary(entry) if len(entry.args) == 1 else binary(entry)
    public(entry.public, *names)(own)


def unary(entry: Op) -> Callable[..., Any]:
    """`torch.<op>(input)` for an operation of one tensor."""
    title = entry.public

    def function(input: Tensor) -> Any:
        return apply(entry, (required(title, "input", 1, input),), {})

    return described(function, entry)


def binary(entry: Op) -> Callable[..., Any]:
    """`torch.<op>(input, other)`; `other` may be a Python number."""
    title = entry.public

    def function(input: Tensor, other: Any) -> Any:
        required(title, "input", 1, input)
        if not isinstance(other, (Tensor, *Number)):
            required(title, "other", 2, other)
        return apply(entry, (input, other), {})

    return described(function, entry)


def described(function: Callable[..., Any], entry: Op) -> Callable[..., Any]:
    """The function with the name and the sentence of its operation."""
    function.__name__ = function.__qualname__ = entry.public
    function.__doc__ = documentation(entry, entry.public)
    return function


def documentation(entry: Op, title: str) -> str:
    """A docstring from an entry: what it does, its shapes and dtypes, its errors, its gradient."""
    told = [f"{entry.en[:-1]} (torch.{title})."]
    if len(entry.args) > 1 and (entry.pointwise or entry.floating or entry.broadcast):
        told.append("Shapes broadcast; the result has the common dtype of tensors and numbers.")
        told.append("Raises RuntimeError when the shapes do not broadcast.")
    else:
        told.append("Any shape; the result has the same.")
    if entry.floating:
        told.append("Whole numbers become the default floating point dtype.")
    if not entry.node:
        told.append("It has no gradient: its result starts without history.")
    head, *rest = told
    return "\n".join([head, "", *rest])


def required(function: str, argument: str, position: int, value: Any) -> Tensor:
    """`value` if it is a tensor, PyTorch's TypeError otherwise."""
    if not isinstance(value, Tensor):
        raise TypeError(
            f"{function}(): argument '{argument}' (position {position}) must be Tensor, "
            f"not {type_name(value)}"
        )
    return value


def type_name(value: Any) -> str:
    """The name of a value's type as PyTorch's sentences have it: those made in C with module."""
    kind = type(value)
    if kind.__module__ == "numpy":
        return f"numpy.{kind.__name__}"
    ours = kind.__module__ in ("torch", "autograd_core.dtypes")
    return f"torch.{kind.__name__}" if ours and kind.__name__ in MADE_IN_C else kind.__name__


MADE_IN_C = ("dtype", "device", "Size", "tensortype")
