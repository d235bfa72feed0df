"""nn.Module: a subclass with a `forward` in, a callable with parameters, hooks and a repr out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from autograd_core import errors
from autograd_core.handles import Hooks, RemovableHandle
from autograd_core.nn.modules.conversion import Convertible
from autograd_core.nn.modules.every_module import (
    ANY,
    register_module_forward_hook,
    register_module_forward_pre_hook,
    register_module_full_backward_hook,
    register_module_full_backward_pre_hook,
)
from autograd_core.tensor import Tensor

MIXED_HOOKS = (
    "Cannot use both regular backward hooks and full backward hooks on a single Module. "
    "Please use only one of them."
)
HOOK_TABLES = (
    "_backward_pre_hooks",
    "_backward_hooks",
    "_forward_hooks",
    "_forward_pre_hooks",
    "_state_dict_hooks",
    "_state_dict_pre_hooks",
    "_load_state_dict_pre_hooks",
    "_load_state_dict_post_hooks",
)


class Module(Convertible):
    """The base class of all layers and networks (torch.nn.Module).

    Parameters, buffers and modules that are assigned as attributes are registered. A subclass
    calls `super().__init__()` first and defines `forward`.
    """

    call_super_init = False
    _backward_pre_hooks: Hooks
    _backward_hooks: Hooks
    _is_full_backward_hook: bool | None
    _forward_hooks: Hooks
    _forward_pre_hooks: Hooks
    _hooks_with_kwargs: set[int]
    _hooks_always_called: set[int]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        name = f"{type(self).__name__}.__init__()"
        if kwargs:
            raise TypeError(f"{name} got an unexpected keyword argument '{next(iter(kwargs))}'")
        if args:
            raise TypeError(f"{name} takes 1 positional argument but {len(args) + 1} were given")
        own = self.__dict__
        own["training"] = True
        own["_parameters"], own["_buffers"], own["_modules"] = {}, {}, {}
        own["_non_persistent_buffers_set"] = set()
        own["_is_full_backward_hook"] = None
        own["_hooks_with_kwargs"], own["_hooks_always_called"] = set(), set()
        for table in HOOK_TABLES:
            own[table] = OrderedDict()

    def forward(self, *input: Any) -> Any:
        """What happens at every call; a subclass must define it."""
        raise NotImplementedError(
            f'Module [{type(self).__name__}] is missing the required "forward" function'
        )

    # Calling --------------------------------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if not (
            self._backward_hooks
            or self._backward_pre_hooks
            or self._forward_hooks
            or self._forward_pre_hooks
            or ANY
        ):
            return self.forward(*args, **kwargs)
        from autograd_core.nn.modules.calls import Call

        return Call(self, args, kwargs).run()

    # Hooks ----------------------------------------------------------------------------------------

    def register_forward_pre_hook(
        self, hook: Callable[..., Any], *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, args)` before `forward`; what it returns replaces the arguments."""
        flags = [self._hooks_with_kwargs] if with_kwargs else []
        return flagged(self._forward_pre_hooks, hook, flags, prepend)

    def register_forward_hook(
        self,
        hook: Callable[..., Any],
        *,
        prepend: bool = False,
        with_kwargs: bool = False,
        always_call: bool = False,
    ) -> RemovableHandle:
        """Call `hook(module, args, output)` after `forward`; what it returns replaces the output.

        With `with_kwargs` it is `hook(module, args, kwargs, output)`; with `always_call` it runs
        even when `forward` raises.
        """
        flags = [self._hooks_with_kwargs] if with_kwargs else []
        flags += [self._hooks_always_called] if always_call else []
        return flagged(self._forward_hooks, hook, flags, prepend)

    def register_full_backward_pre_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, grad_output)` when the gradients of the outputs are there."""
        return RemovableHandle(self._backward_pre_hooks, hook, prepend=prepend)

    def register_full_backward_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, grad_input, grad_output)` when the gradients of the inputs are there.

        What it returns replaces the gradients of the inputs.
        """
        if self._is_full_backward_hook is False:
            raise RuntimeError(MIXED_HOOKS)
        self._is_full_backward_hook = True
        return RemovableHandle(self._backward_hooks, hook, prepend=prepend)

    def register_backward_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """The older kind, a hook on the last node of `forward` (deprecated in torch, too)."""
        if self._is_full_backward_hook is True:
            raise RuntimeError(MIXED_HOOKS)
        self._is_full_backward_hook = False
        return RemovableHandle(self._backward_hooks, hook)

    # Text -----------------------------------------------------------------------------------------

    def _get_name(self) -> str:
        return type(self).__name__

    def extra_repr(self) -> str:
        """What stands between the brackets; a subclass says it."""
        return ""

    def __repr__(self) -> str:
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        children = [f"({name}): {indented(repr(module))}" for name, module in self._modules.items()]
        if len(lines) == 1 and not children:
            return f"{self._get_name()}({lines[0]})"
        body = "".join(f"\n  {line}" for line in lines + children)
        return f"{self._get_name()}({body}\n)" if body else f"{self._get_name()}()"


def flagged(
    table: Hooks, hook: Callable[..., Any], flags: list[set[int]], prepend: bool
) -> RemovableHandle:
    """Register a hook and remember what is special about it."""
    handle = RemovableHandle(table, hook, flags=flags, prepend=prepend)
    for flag in flags:
        flag.add(handle.id)
    return handle


def indented(text: str) -> str:
    """The lines after the first moved in by two."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(f"  {line}" if line.strip() else "" for line in rest)])


def check_output(result: Any) -> None:
    """Warn, as torch does, of an output that backward hooks cannot follow."""
    if not isinstance(result, (Tensor, tuple)):
        errors.warn(
            "For backward hooks to be called, module output should be a Tensor or a tuple of "
            f"Tensors but received {type(result)}"
        )


__all__ = [
    "Module",
    "register_module_forward_hook",
    "register_module_forward_pre_hook",
    "register_module_full_backward_hook",
    "register_module_full_backward_pre_hook",
]
