"""Hooks of all Modules at once: a function in, called at every call of any Module.

Source: torch.nn.modules.module.register_module_forward_hook and its kin.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from autograd_core.handles import Hooks, RemovableHandle

ANY: set[int] = set()
"""The numbers of all hooks that are registered; empty, as nearly always, no call looks further."""
FORWARD_PRE: Hooks = OrderedDict()
FORWARD: Hooks = OrderedDict()
BACKWARD_PRE: Hooks = OrderedDict()
BACKWARD: Hooks = OrderedDict()
WITH_KWARGS: set[int] = set()
ALWAYS_CALLED: set[int] = set()


def forget() -> None:
    """Drop all of them: a program begins without those of the program before."""
    for register in (ANY, WITH_KWARGS, ALWAYS_CALLED):
        register.clear()
    for table in (FORWARD_PRE, FORWARD, BACKWARD_PRE, BACKWARD):
        table.clear()


def registered(table: Hooks, hook: Callable[..., Any], *flags: set[int]) -> RemovableHandle:
    handle = RemovableHandle(table, hook, flags=(ANY, *flags))
    for flag in (ANY, *flags):
        flag.add(handle.id)
    return handle


def register_module_forward_pre_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Call `hook(module, args)` before every `forward`, ahead of the module's own hooks."""
    return registered(FORWARD_PRE, hook)


def register_module_forward_hook(
    hook: Callable[..., Any], *, with_kwargs: bool = False, always_call: bool = False
) -> RemovableHandle:
    """Call `hook(module, args, output)` after every `forward`, ahead of the module's own hooks."""
    flags = [WITH_KWARGS] * with_kwargs + [ALWAYS_CALLED] * always_call
    return registered(FORWARD, hook, *flags)


def register_module_full_backward_pre_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Call `hook(module, grad_output)` when the gradients of any module's outputs are there."""
    return registered(BACKWARD_PRE, hook)


def register_module_full_backward_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Call `hook(module, grad_input, grad_output)` when any module's input gradients are there."""
    return registered(BACKWARD, hook)
