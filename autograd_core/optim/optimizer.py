"""What all optimizers share: parameters and options in, groups, state, hooks and a repr out."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import chain
from typing import Any

from autograd_core import errors
from autograd_core.handles import Hooks, RemovableHandle
from autograd_core.nn.modules.conversion import forget_grad
from autograd_core.nn.parameter import typename
from autograd_core.state import STATE
from autograd_core.tensor import Tensor

Group = dict[str, Any]


class Required:
    """The sign that a group must give an option itself."""

    def __repr__(self) -> str:
        return "<required parameter>"


required = Required()

DUPLICATES = (
    "optimizer contains a parameter group with duplicate parameters; in future, this will cause an "
    "error; see github.com/pytorch/pytorch/issues/40967 for more information"
)
UNORDERED = (
    "optimizer parameters need to be organized in ordered collections, but the ordering of tensors "
    "in sets will change between runs. Please use a list instead."
)


class Optimizer:
    """The base class of all optimizers (torch.optim.Optimizer); a subclass defines `step`."""

    _tells_itself = False
    _watched = False
    _opt_called = False

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        self.defaults = defaults
        self._step_pre_hooks: Hooks = {}
        self._step_post_hooks: Hooks = {}
        self._state_dict_pre_hooks: Hooks = {}
        self._state_dict_post_hooks: Hooks = {}
        self._load_pre_hooks: Hooks = {}
        self._load_post_hooks: Hooks = {}
        kind: Any = type(self)
        if not getattr(kind.step, "hooked", False):
            kind.step = with_hooks(kind.step)
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, "
                f"but got {typename(params)}"
            )
        self.state: defaultdict[Any, dict[str, Any]] = defaultdict(dict)
        self.param_groups: list[Group] = []
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        for group in groups if isinstance(groups[0], dict) else [{"params": groups}]:
            self.add_param_group(group)

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change the parameters by their gradients; a subclass says how."""
        raise NotImplementedError

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters, or make them 0 (torch.optim.…zero_grad)."""
        for group in self.param_groups:
            for parameter in group["params"]:
                forget_grad(parameter, set_to_none)

    def _tell_step(self) -> None:
        """Note in the trace that the parameters with gradients are about to be updated."""
        if STATE.recorder is not None:
            holds = [p for group in self.param_groups for p in group["params"]]
            moved = [p for p in holds if p._grad is not None]
            STATE.recorder.step(type(self).__name__, moved, holds)

    # Groups ---------------------------------------------------------------------------------------

    def add_param_group(self, param_group: Group) -> None:
        """One more group of parameters, with options of its own (torch.optim.…add_param_group)."""
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        split_names(param_group)
        for parameter in param_group["params"]:
            self._check_parameter(parameter)
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError(
                    "parameter group didn't specify a value of required optimization parameter "
                    f"{name}"
                )
            param_group.setdefault(name, default)
        if len(param_group["params"]) != len(set(param_group["params"])):
            errors.warn(DUPLICATES)
        self._check_apart(param_group)
        self.param_groups.append(param_group)

    def _check_parameter(self, parameter: Any) -> None:
        if not isinstance(parameter, Tensor):
            raise TypeError(
                "optimizer can only optimize Tensors, but one of the params is "
                f"{typename(parameter)}"
            )
        kept = parameter.is_leaf or parameter.retains_grad
        if not self.defaults.get("differentiable") and not kept:
            raise ValueError("can't optimize a non-leaf Tensor")

    def _check_apart(self, param_group: Group) -> None:
        """Refuse a parameter that another group has already."""
        named = "param_names" in param_group
        taken: set[Any] = set()
        for group in self.param_groups:
            taken.update(group["params"])
            if named != ("param_names" in group):
                raise ValueError(
                    "all optimizer param groups should be with/without names. cannot add param "
                    f"group {'with names' if named else 'without names'} to the optimizer"
                )
        if not taken.isdisjoint(param_group["params"]):
            raise ValueError("some parameters appear in more than one parameter group")

    # State ----------------------------------------------------------------------------------------

    def state_dict(self) -> dict[str, Any]:
        """The state by the number of the parameter, and the groups (torch.optim.…state_dict)."""
        for hook in self._state_dict_pre_hooks.values():
            hook(self)
        numbers: dict[int, int] = {}
        groups = []
        first = 0
        for group in self.param_groups:
            for number, parameter in enumerate(group["params"], first):
                numbers.setdefault(id(parameter), number)
            first += len(group["params"])
            packed = {name: value for name, value in group.items() if name != "params"}
            packed["params"] = [numbers[id(parameter)] for parameter in group["params"]]
            groups.append(packed)
        state = {
            numbers[id(key)] if isinstance(key, Tensor) else key: value
            for key, value in self.state.items()
        }
        result: dict[str, Any] = {"state": state, "param_groups": groups}
        for hook in self._state_dict_post_hooks.values():
            changed = hook(self, result)
            result = result if changed is None else changed
        return result

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over state and options from `state_dict()` (torch.optim.…load_state_dict)."""
        state_dict = state_dict.copy()
        for hook in self._load_pre_hooks.values():
            changed = hook(self, state_dict)
            state_dict = state_dict if changed is None else changed
        groups, given = self.param_groups, deepcopy(state_dict["param_groups"])
        if len(groups) != len(given):
            raise ValueError("loaded state dict has a different number of parameter groups")
        for own, other in zip(groups, given, strict=True):
            if len(own["params"]) != len(other["params"]):
                raise ValueError(
                    "loaded state dict contains a parameter group that doesn't match the size of "
                    "optimizer's group"
                )
        by_number = dict(
            zip(
                chain.from_iterable(group["params"] for group in given),
                chain.from_iterable(group["params"] for group in groups),
                strict=True,
            )
        )
        state: defaultdict[Any, dict[str, Any]] = defaultdict(dict)
        for number, value in state_dict["state"].items():
            known = number in by_number
            state[by_number[number] if known else number] = (
                cast(by_number[number], value) if known else value
            )
        for own, other in zip(groups, given, strict=True):
            other["params"] = own["params"]
            if "param_names" in own:
                other.setdefault("param_names", own["param_names"])
        self.state, self.param_groups = state, given
        for hook in self._load_post_hooks.values():
            hook(self)

    # Hooks ----------------------------------------------------------------------------------------

    def register_step_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(optimizer, args, kwargs)` before each step."""
        return RemovableHandle(self._step_pre_hooks, hook)

    def register_step_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(optimizer, args, kwargs)` after each step."""
        return RemovableHandle(self._step_post_hooks, hook)

    def register_state_dict_pre_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(optimizer)` before `state_dict`."""
        return RemovableHandle(self._state_dict_pre_hooks, hook, prepend=prepend)

    def register_state_dict_post_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(optimizer, state_dict)` on its result."""
        return RemovableHandle(self._state_dict_post_hooks, hook, prepend=prepend)

    def register_load_state_dict_pre_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(optimizer, state_dict)` before loading."""
        return RemovableHandle(self._load_pre_hooks, hook, prepend=prepend)

    def register_load_state_dict_post_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> RemovableHandle:
        """Call `hook(optimizer)` after loading."""
        return RemovableHandle(self._load_post_hooks, hook, prepend=prepend)

    def __repr__(self) -> str:
        groups = []
        for number, group in enumerate(self.param_groups):
            options = [f"    {name}: {group[name]}\n" for name in sorted(group) if name != "params"]
            groups.append(f"\nParameter Group {number}\n{''.join(options)}")
        return f"{type(self).__name__} ({''.join(groups)})"


def split_names(param_group: Group) -> None:
    """The parameters of a group as a list, their names (if given in pairs) beside it."""
    params = param_group["params"]
    if isinstance(params, set):
        raise TypeError(UNORDERED)
    listed = [params] if isinstance(params, Tensor) else list(params)
    names = [each[0] for each in listed if isinstance(each, tuple)]
    param_group["params"] = [each[1] if isinstance(each, tuple) else each for each in listed]
    if names:
        if len(names) != len(listed):
            raise ValueError(
                "all optimizer params should be with/without names. Some param names are missing"
            )
        param_group["param_names"] = names


def cast(parameter: Any, value: Any, key: str = "") -> Any:
    """A loaded state with its tensors in the dtype of the parameter; `step` keeps its own."""
    if isinstance(value, Tensor):
        loaded: Any = value
        as_it_is = key == "step" or not parameter.dtype.is_floating_point
        return loaded if as_it_is else loaded.to(parameter.dtype)
    if isinstance(value, dict):
        return {name: cast(parameter, each, name) for name, each in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        kind: Any = type(value)
        return kind(cast(parameter, each) for each in value)
    return value


def with_hooks(step: Callable[..., Any]) -> Callable[..., Any]:
    """`step` between the hooks that were registered for it."""

    @functools.wraps(step)
    def run(self: Optimizer, *args: Any, **kwargs: Any) -> Any:
        self._opt_called = True
        given: tuple[Any, ...] = (self, *args)
        for hook in list(self._step_pre_hooks.values()):
            changed = hook(self, given, kwargs)
            if changed is not None:
                if not (isinstance(changed, tuple) and len(changed) == 2):
                    raise RuntimeError(
                        f"{step} must return None or a tuple of (new_args, new_kwargs), but got "
                        f"{changed}."
                    )
                given, kwargs = changed
        if not self._tells_itself:
            self._tell_step()
        result = step(*given, **kwargs)
        for hook in list(self._step_post_hooks.values()):
            hook(self, given, kwargs)
        return result

    run.hooked = True  # type: ignore[attr-defined]
    return run
