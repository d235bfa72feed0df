"""Operations that a program defines: a class with forward and backward in, nodes of its own out.

As in PyTorch the `ctx` of forward and backward *is* the node, an object of the class
`<Name>Backward`. Source: torch.autograd.Function.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from autograd_core import errors
from autograd_core.autograd.context import BackwardCFunction, FunctionCtx
from autograd_core.autograd.outputs import adopt
from autograd_core.dispatch import Op
from autograd_core.node import Edge, Node, gradient_edge
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, wrap

F = TypeVar("F", bound=Callable[..., Any])

LEGACY = (
    "Legacy autograd function with non-static forward method is deprecated. Please use new-style "
    "autograd function with static forward method. "
    "(Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)"
)
TWICE = "trying to differentiate twice a function that was marked with @once_differentiable"


class FunctionMeta(type):
    """Gives every Function its class of nodes and its entry for the trace."""

    __module__ = "torch.autograd.function"
    _backward_cls: type[BackwardCFunction]
    _op: Op

    def __init__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> None:
        super().__init__(name, bases, attrs)
        cls._op = Op(
            name=name,
            forward=adopt,
            args=(),
            node=f"{name}Backward",
            symbol=name,
            en=f"Runs `{name}`, an operation that the program itself defines.",
            zh=f"运行程序自己定义的运算 `{name}`。",
            own_formula="",
        )
        members = {"_forward_cls": cls, "op": cls._op, "__module__": "torch.autograd.function"}
        cls._backward_cls = type(f"{name}Backward", (BackwardCFunction,), members)


class Function(metaclass=FunctionMeta):
    """A program's own operations descend from it; call them with `apply` (torch.autograd.Function).

    forward(ctx, *args) computes (unrecorded) and may keep tensors with `ctx.save_for_backward`;
    backward(ctx, *grads) takes one gradient per output and returns one per argument. Or forward
    has no ctx, and setup_context(ctx, inputs, output) does the keeping.
    """

    __module__ = "torch.autograd.function"
    generate_vmap_rule: ClassVar[bool] = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        errors.warn(
            f"{type(self)} should not be instantiated. Methods on autograd functions are all "
            "static, so you should invoke them on the class itself. Instantiating an autograd "
            "function will raise an error in a future version of PyTorch.",
            DeprecationWarning,
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(LEGACY)

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        """The operation itself; its own operations are not recorded."""
        raise NotImplementedError(
            "You must implement the forward function for custom autograd.Function."
        )

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> Any:
        """Keep in `ctx` what backward will need, when forward itself takes no ctx."""
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        """One gradient per argument of forward, from one per output."""
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom "
            "autograd.Function to use it with backward mode AD."
        )

    vjp = backward

    @staticmethod
    def jvp(ctx: Any, *grad_inputs: Any) -> Any:
        """The forward-mode derivative; the tangents of the arguments in."""
        raise NotImplementedError(
            "You must implement the jvp function for custom autograd.Function to use it with "
            "forward mode AD."
        )

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Run the operation on `args`; recorded by one node if an argument requires a gradient."""
        apart = cls.setup_context is not Function.setup_context
        if apart:
            bound = inspect.signature(cls.forward).bind(*args, **kwargs)
            bound.apply_defaults()
            args, kwargs = bound.args, bound.kwargs
        node = begin(cls, (*args, *kwargs.values()))
        outer, STATE.grad_enabled = STATE.grad_enabled, False
        level, STATE.forward = STATE.forward, None
        try:
            if apart:
                result = cls.forward(*args, **kwargs)
                cls.setup_context(node, args, result)
            else:
                result = cls.forward(node, *args, **kwargs)
        finally:
            STATE.grad_enabled, STATE.forward = outer, level
        output = adopt(node, result, apart=apart)
        return output if level is None else moved(cls, node, args, output)


def moved(function: type[Function], node: Any, args: tuple[Any, ...], output: Any) -> Any:
    """The output with the tangents that the function's own `jvp` gives it."""
    level = STATE.forward
    if not level.moves(args):
        return output
    STATE.forward = None
    try:
        found = function.jvp(node, *(level.tangent(each) for each in args))
    finally:
        STATE.forward = level
    several = isinstance(output, tuple)
    for each, tangent in zip(
        output if several else (output,), found if several else (found,), strict=True
    ):
        if isinstance(each, Tensor) and tangent is not None:
            level.give(each, tangent)
    return output


def begin(function: type[Function], inputs: tuple[Any, ...]) -> BackwardCFunction:
    """The node of a call, made before its forward runs; without edges if it is not recorded."""
    tensors = [each for each in inputs if isinstance(each, Tensor)]
    edges: list[Edge | None] = []
    if STATE.grad_enabled and any(each._requires_grad for each in tensors):
        edges = [gradient_edge(each) for each in tensors]
    return function._backward_cls(inputs, edges)


def once_differentiable(fn: F) -> F:
    """Decorator for a backward whose own operations shall not be recorded.

    With `create_graph` its results get an `Error` node, whose backward raises RuntimeError.
    Source: torch.autograd.function.once_differentiable.
    """

    @functools.wraps(fn)
    def wrapper(ctx: Any, *args: Any) -> Any:
        outer, STATE.grad_enabled = STATE.grad_enabled, False
        try:
            outputs = fn(ctx, *args)
        finally:
            STATE.grad_enabled = outer
        if not outer or not any(isinstance(a, Tensor) and a._requires_grad for a in args):
            return outputs
        return failing(outputs if isinstance(outputs, tuple) else (outputs,))

    return wrapper  # type: ignore[return-value]


def failing(outputs: tuple[Any, ...]) -> Any:
    """The same results with a history that cannot be walked back."""
    copies = [None if each is None else wrap(each._a) for each in outputs]
    for copy in copies:
        if copy is not None:
            copy._requires_grad = True
    node = Error([None if copy is None else gradient_edge(copy) for copy in copies], [])
    node.outputs = len(copies)
    found = [None if copy is None else wrap(copy._a) for copy in copies]
    for index, each in enumerate(found):
        if each is not None:
            each._requires_grad, each._grad_fn, each.output_nr = True, node, index
    return tuple(found) if len(found) > 1 else found[0]


def never(*_: Any) -> Any:
    """What an `Error` node does in place of an operation."""
    raise RuntimeError(TWICE)


ERROR = Op(
    name="error",
    forward=never,
    args=(),
    node="Error",
    symbol="error",
    en="Stands where a second derivative is not possible.",
    zh="标记无法再次求导的位置。",
)


class Error(Node):
    """The node of what a `once_differentiable` backward returned."""

    __module__ = "builtins"
    op = ERROR

    def name(self) -> str:
        return "torch::autograd::Error"

    def backward(self, grads: Any, *, as_tensors: bool) -> Any:
        raise RuntimeError(TWICE)


__all__ = ["BackwardCFunction", "Function", "FunctionCtx", "FunctionMeta", "once_differentiable"]
