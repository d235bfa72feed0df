"""A call of a Module that has hooks: its arguments in, the output out, every hook run in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograd_core import errors
from autograd_core.nn.modules import every_module
from autograd_core.nn.modules.backward_hooks import BackwardHook
from autograd_core.nn.modules.module import check_output
from autograd_core.tensor import Tensor

if TYPE_CHECKING:
    from autograd_core.nn.modules.module import Module

PRE_HOOK_RESULT = "forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got "
SILENCED = (
    "module forward hook with ``always_call=True`` raised an exception that was silenced as "
    "another error was raised in forward: "
)


class Call:
    """One call: the arguments and the output as the hooks left them so far."""

    def __init__(self, module: Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.module = module
        self.args = args
        self.kwargs = kwargs
        self.result: Any = None
        self.called: set[int] = set()

    def run(self) -> Any:
        """Pre-hooks, `forward`, hooks; after an error those hooks that are always called."""
        try:
            return self.straight()
        except Exception:
            self.call_the_rest()
            raise

    def straight(self) -> Any:
        """The call as long as nothing goes wrong."""
        module = self.module
        self.call_pre_hooks()
        own = module._backward_hooks.values() if module._is_full_backward_hook else ()
        full = [*every_module.BACKWARD.values(), *own]
        pre = [*every_module.BACKWARD_PRE.values(), *module._backward_pre_hooks.values()]
        backward = BackwardHook(module, full, pre) if full or pre else None
        if backward is not None:
            self.args = backward.setup_input_hook(self.args)
        self.result = module.forward(*self.args, **self.kwargs)
        for number, hook in self.forward_hooks():
            self.called.add(number)
            self.call_hook(number, hook)
        if backward is not None:
            check_output(self.result)
            self.result = backward.setup_output_hook(self.result)
        if module._is_full_backward_hook is False:
            self.hook_last_node()
        return self.result

    def forward_hooks(self) -> list[tuple[int, Any]]:
        """Those of all modules, then its own."""
        return [*every_module.FORWARD.items(), *self.module._forward_hooks.items()]

    def call_pre_hooks(self) -> None:
        module = self.module
        own = module._forward_pre_hooks.items()
        for number, hook in [*every_module.FORWARD_PRE.items(), *own]:
            if number in module._hooks_with_kwargs:
                changed = hook(module, self.args, self.kwargs)
                if changed is None:
                    continue
                if not (isinstance(changed, tuple) and len(changed) == 2):
                    raise RuntimeError(f"{PRE_HOOK_RESULT}{changed}.")
                self.args, self.kwargs = changed
            else:
                changed = hook(module, self.args)
                if changed is not None:
                    self.args = changed if isinstance(changed, tuple) else (changed,)

    def call_hook(self, number: int, hook: Any) -> None:
        with_kwargs = self.module._hooks_with_kwargs | every_module.WITH_KWARGS
        if number in with_kwargs:
            changed = hook(self.module, self.args, self.kwargs, self.result)
        else:
            changed = hook(self.module, self.args, self.result)
        if changed is not None:
            self.result = changed

    def call_the_rest(self) -> None:
        """After an error: the hooks with `always_call` that have not run."""
        always_called = self.module._hooks_always_called | every_module.ALWAYS_CALLED
        for number, hook in self.forward_hooks():
            if number in always_called and number not in self.called:
                try:
                    self.call_hook(number, hook)
                except Exception as error:
                    errors.warn(f"{SILENCED}{error}")

    def hook_last_node(self) -> None:
        """The older backward hooks go on the node of the (first) output."""
        first = self.result
        while not isinstance(first, Tensor):
            first = next(iter(first.values())) if isinstance(first, dict) else first[0]
        node = first.grad_fn
        if node is None:
            return
        module = self.module
        for hook in module._backward_hooks.values():
            node.register_hook(lambda *grads, hook=hook: hook(module, *grads))
        warn_of_missing(self.args, self.result, node)


def warn_of_missing(inputs: tuple[Any, ...], result: Any, node: Any) -> None:
    """torch's warning when an older hook does not see all gradients of the module."""
    outputs = result if isinstance(result, tuple) else (result,)
    what, instead = "", "Please use register_full_backward_hook to get the documented behavior."
    if not all(isinstance(each, Tensor) for each in outputs):
        what = (
            "on a Module that does not return a single Tensor or a tuple of Tensors is deprecated "
            "and will be removed in future versions. This hook will be missing some of the "
            "grad_output."
        )
    elif not all(isinstance(each, Tensor) for each in inputs):
        what = (
            "on a Module that does not take as input a single Tensor or a tuple of Tensors is "
            "deprecated and will be removed in future versions. This hook will be missing some of "
            "the grad_input."
        )
    if what:
        errors.warn(f"Using non-full backward hooks {what} {instead}", FutureWarning)
        return
    nodes = {each.grad_fn for each in outputs if each.grad_fn is not None}
    before = {each.grad_fn for each in inputs if each.grad_fn is not None}
    if len(nodes) > 1:
        when, missing = "outputs are generated by different autograd Nodes", "grad_output"
    elif before != {behind for behind, _ in node.next_functions}:
        when, missing = "the forward contains multiple autograd Nodes", "grad_input"
    else:
        return
    errors.warn(
        f"Using a non-full backward hook when {when} is deprecated and will be removed in "
        f"future versions. This hook will be missing some {missing}. {instead}",
        FutureWarning,
    )
