"""Full backward hooks: a Module's inputs and outputs in, the same behind nodes that hooks watch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from autograd_core import errors, views
from autograd_core.dispatch import Op
from autograd_core.node import Node, gradient_edge
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, memory, shared_counter, wrap

if TYPE_CHECKING:
    from autograd_core.nn.modules.module import Module

NO_INPUT_GRADIENT = (
    "Full backward hook is firing when gradients are computed with respect to module outputs since "
    "no inputs require gradients. See https://docs.pytorch.org/docs/main/generated/torch.nn.Module."
    "html#torch.nn.Module.register_full_backward_hook for more details."
)
NOTHING_TO_RETURN = (
    "Backward hook for Modules where no input requires gradient should always return None or None "
    "for all gradients."
)

PASSING = Op(
    name="BackwardHookFunction",
    forward=lambda *tensors: tensors,
    args=(),
    node="BackwardHookFunctionBackward",
    symbol="hook",
    en="Hands a module's tensors on and lets backward hooks see their gradients.",
    zh="原样传递模块的张量，让反向钩子看到它们的梯度。",
    view=True,
    own_formula="self",
)
"""What the trace says of the point where a Module's hooks watch."""


class BackwardHookFunctionBackward(Node):
    """Hands on what it gets: all that its hooks need is the moment when everything is there."""

    op = PASSING

    def backward(self, grads: Sequence[Any], *, as_tensors: bool) -> Sequence[Any]:
        return list(grads)

    def release(self) -> list[str]:
        return []

    def __repr__(self) -> str:
        return f"<torch.autograd.function.{type(self).__name__} object at {id(self):#x}>"


BackwardHookFunctionBackward.__module__ = "torch.autograd.function"


def passed(tensors: Sequence[Tensor]) -> tuple[Node, tuple[Tensor, ...]]:
    """The tensors again, as views that hang below one node."""
    node = BackwardHookFunctionBackward([gradient_edge(tensor) for tensor in tensors], [])
    node.outputs = len(tensors)
    outputs = []
    for index, tensor in enumerate(tensors):
        output = wrap(memory(tensor))
        if tensor._requires_grad:
            views.alias(output, tensor, several=False)
            output._created = views.FUNCTION
            output._grad_fn, output._requires_grad, output.output_nr = node, True, index
        else:
            output._counter = shared_counter(tensor)
        outputs.append(output)
    if STATE.recorder is not None:
        STATE.recorder.operation(PASSING, tensors, {}, outputs, node, "")
    return node, tuple(outputs)


class BackwardHook:
    """The hooks of one call: they run when the gradients of outputs and inputs are both there."""

    def __init__(
        self,
        module: Module,
        hooks: Sequence[Callable[..., Any]],
        pre_hooks: Sequence[Callable[..., Any]],
    ) -> None:
        self.module = module
        self.hooks = hooks
        self.pre_hooks = pre_hooks
        self.grad_outputs: Any = None
        self.inputs: list[int] | None = None
        self.outputs: list[int] | None = None
        self.n_inputs = self.n_outputs = 0

    def setup_input_hook(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """The arguments as `forward` shall see them."""
        self.n_inputs = len(args)
        args, self.inputs = self.watched(args, self.after)
        return args

    def setup_output_hook(self, result: Any) -> Any:
        """The output as the caller shall see it."""
        outputs = result if isinstance(result, tuple) else (result,)
        self.n_outputs = len(outputs)
        outputs, self.outputs = self.watched(outputs, self.before)
        return outputs if isinstance(result, tuple) else outputs[0]

    def watched(
        self, values: tuple[Any, ...], hook: Callable[..., Any]
    ) -> tuple[tuple[Any, ...], list[int] | None]:
        """Values with their tensors behind a watched node, and which of them are tensors."""
        places = [index for index, value in enumerate(values) if isinstance(value, Tensor)]
        if not (STATE.grad_enabled and any(values[place]._requires_grad for place in places)):
            return values, None
        node, tensors = passed([values[place] for place in places])
        node.register_hook(hook)
        replaced = list(values)
        for place, tensor in zip(places, tensors, strict=True):
            replaced[place] = tensor
        return tuple(replaced), places

    def before(self, _: Any, grad_output: tuple[Any, ...]) -> Any:
        """The gradients of the outputs are there: pre-hooks may replace them."""
        assert self.outputs is not None
        grads = spread(self.outputs, grad_output, self.n_outputs)
        for hook in self.pre_hooks:
            changed = hook(self.module, grads)
            if changed is not None:
                check_count("pre hook", "grad_output", changed, grads)
                grads = changed
        self.grad_outputs = grads
        if self.inputs is None:
            self.without_inputs(grads)
        return tuple(grads[place] for place in self.outputs)

    def without_inputs(self, grad_outputs: tuple[Any, ...]) -> None:
        """No input wants a gradient: the hooks run now."""
        errors.warn(NO_INPUT_GRADIENT)
        for hook in self.hooks:
            returned = hook(self.module, (None,) * self.n_inputs, grad_outputs)
            nothing = isinstance(returned, tuple) and all(each is None for each in returned)
            if returned is not None and not nothing:
                raise RuntimeError(NOTHING_TO_RETURN)
        self.grad_outputs = None

    def after(self, grad_input: tuple[Any, ...], _: Any) -> Any:
        """The gradients of the inputs are there: the hooks may replace them."""
        if self.grad_outputs is None:  # the gradient came to the inputs by another way
            return None
        assert self.inputs is not None
        grads = spread(self.inputs, grad_input, self.n_inputs)
        for hook in self.hooks:
            changed = hook(self.module, grads, self.grad_outputs)
            if changed is not None:
                check_count("hook", "grad_input", changed, grads)
                grads = changed
        self.grad_outputs = None
        return tuple(grads[place] for place in self.inputs)


def spread(places: list[int], values: Sequence[Any], size: int) -> tuple[Any, ...]:
    """Values put in their places among None."""
    result: list[Any] = [None] * size
    for place, value in zip(places, values, strict=True):
        result[place] = value
    return tuple(result)


def check_count(hook: str, what: str, given: Any, expected: Sequence[Any]) -> None:
    """Refuse a hook's answer with more or fewer gradients than it was shown."""
    if len(given) != len(expected):
        raise RuntimeError(
            f"Backward {hook} returned an invalid number of {what}, got {len(given)}, but expected "
            f"{len(expected)}"
        )
