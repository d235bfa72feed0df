"""What a Module remembers: its parameters and buffers in, an ordered dictionary out, and back."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from autograd_core import errors
from autograd_core.grad_mode import no_grad
from autograd_core.handles import RemovableHandle
from autograd_core.nn.modules.members import Members
from autograd_core.nn.parameter import Parameter, is_lazy
from autograd_core.tensor import Tensor

EXTRA = "_extra_state"


class StateDict(OrderedDict[str, Any]):
    """An OrderedDict in all it shows; it can carry `_metadata`, the versions of the modules."""

    _metadata: dict[str, Any]


StateDict.__name__ = StateDict.__qualname__ = "OrderedDict"
StateDict.__module__ = "collections"


class IncompatibleKeys(NamedTuple):
    """What `load_state_dict` did not find, and what it found too much."""

    missing_keys: list[str]
    unexpected_keys: list[str]

    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return (
            f"_IncompatibleKeys(missing_keys={self.missing_keys!r}, "
            f"unexpected_keys={self.unexpected_keys!r})"
        )


IncompatibleKeys.__name__ = IncompatibleKeys.__qualname__ = "_IncompatibleKeys"


class Stateful(Members):
    """The part of nn.Module that hands out its state and takes it back."""

    _version: int = 1
    _state_dict_hooks: dict[int, Callable[..., Any]]
    _state_dict_pre_hooks: dict[int, Callable[..., Any]]
    _load_state_dict_pre_hooks: dict[int, Callable[..., Any]]
    _load_state_dict_post_hooks: dict[int, Callable[..., Any]]

    def state_dict(
        self, *args: Any, destination: Any = None, prefix: str = "", keep_vars: bool = False
    ) -> Any:
        """Parameters and persistent buffers by path, detached (torch.nn.Module.state_dict)."""
        if args:
            errors.warn(
                "Positional args are being deprecated, use kwargs instead. Refer to "
                "https://pytorch.org/docs/main/generated/torch.nn.Module.html#torch.nn.Module."
                "state_dict for details.",
                FutureWarning,
            )
            given = dict(zip(("destination", "prefix", "keep_vars"), args, strict=False))
            destination = given.get("destination", destination)
            prefix, keep_vars = given.get("prefix", prefix), given.get("keep_vars", keep_vars)
        if destination is None:
            destination = StateDict()
            destination._metadata = OrderedDict()
        metadata = {"version": self._version}
        if hasattr(destination, "_metadata"):
            destination._metadata[prefix[:-1]] = metadata
        for hook in self._state_dict_pre_hooks.values():
            hook(self, prefix, keep_vars)
        self._save_to_state_dict(destination, prefix, keep_vars)
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(
                    destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars
                )
        for hook in self._state_dict_hooks.values():
            if hook(self, destination, prefix, metadata) is not None:
                raise RuntimeError("state_dict post-hook must return None")
        return destination

    def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:
        for name, tensor in self._own_state().items():
            destination[prefix + name] = tensor if keep_vars else tensor.detach()
        extra = getattr(self, "get_extra_state", None)
        if extra is not None:
            destination[prefix + EXTRA] = extra()

    def _own_state(self) -> dict[str, Any]:
        """This module's parameters and persistent buffers by name."""
        buffers = {
            name: buffer
            for name, buffer in self._buffers.items()
            if name not in self._non_persistent_buffers_set
        }
        both = {**self._parameters, **buffers}
        return {name: tensor for name, tensor in both.items() if tensor is not None}

    def register_state_dict_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, prefix, keep_vars)` before the state is handed out."""
        return RemovableHandle(self._state_dict_pre_hooks, hook)

    def register_state_dict_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, state_dict, prefix, local_metadata)` on the state handed out."""
        return RemovableHandle(self._state_dict_hooks, hook)

    def register_load_state_dict_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, state_dict, prefix, …)` before this module takes its state."""

        def with_module(*args: Any) -> Any:
            return hook(self, *args)

        return RemovableHandle(self._load_state_dict_pre_hooks, with_module)

    def register_load_state_dict_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, incompatible_keys)` after this module took its state."""
        return RemovableHandle(self._load_state_dict_post_hooks, hook)

    # Taking state back ----------------------------------------------------------------------------

    def load_state_dict(self, state_dict: Any, strict: bool = True, assign: bool = False) -> Any:
        """Copy tensors by path into this module (torch.nn.Module.load_state_dict).

        With `strict` all paths must agree; with `assign` the tensors themselves are taken.
        """
        if not isinstance(state_dict, Mapping):
            raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
        metadata = getattr(state_dict, "_metadata", None)
        missing: list[str] = []
        unexpected: list[str] = []
        problems: list[str] = []

        def load(module: Any, state: dict[str, Any], prefix: str) -> None:
            own = {} if metadata is None else metadata.get(prefix[:-1], {})
            if assign:
                own["assign_to_params_buffers"] = assign
            module._load_from_state_dict(state, prefix, own, True, missing, unexpected, problems)
            for name, child in module._modules.items():
                if child is not None:
                    path = f"{prefix}{name}."
                    load(child, {k: v for k, v in state.items() if k.startswith(path)}, path)
            for hook in module._load_state_dict_post_hooks.values():
                if hook(module, IncompatibleKeys(missing, unexpected)) is not None:
                    raise AssertionError(
                        "Hooks registered with ``register_load_state_dict_post_hook`` are not "
                        "expected to return new values, if incompatible_keys need to be modified, "
                        "it should be done inplace."
                    )

        load(self, dict(state_dict), "")
        if strict:
            told = [("Missing", missing), ("Unexpected", unexpected)]
            keys = [(what, ", ".join(f'"{k}"' for k in each)) for what, each in told if each]
            problems[:0] = [f"{what} key(s) in state_dict: {names}. " for what, names in keys]
        if problems:
            listed = "\n\t".join(problems)
            raise RuntimeError(
                f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{listed}"
            )
        return IncompatibleKeys(missing, unexpected)

    def _load_from_state_dict(
        self,
        state_dict: dict[str, Any],
        prefix: str,
        local_metadata: dict[str, Any],
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        problems = (strict, missing_keys, unexpected_keys, error_msgs)
        for hook in self._load_state_dict_pre_hooks.values():
            hook(state_dict, prefix, local_metadata, *problems)
        own = self._own_state()
        assign = bool(local_metadata.get("assign_to_params_buffers"))
        for name, tensor in own.items():
            if prefix + name in state_dict:
                given = state_dict[prefix + name]
                error_msgs.extend(self._load_one(name, tensor, prefix + name, given, assign))
            elif strict:
                missing_keys.append(prefix + name)
        self._load_extra(state_dict, prefix + EXTRA, missing_keys, unexpected_keys)
        for key in state_dict if strict else ():
            if key.startswith(prefix) and key != prefix + EXTRA:
                name, below, _ = key[len(prefix) :].partition(".")
                if name not in (self._modules if below else own):
                    unexpected_keys.append(key)

    def _load_extra(
        self, state_dict: dict[str, Any], key: str, missing: list[str], unexpected: list[str]
    ) -> None:
        """`set_extra_state` of a subclass that has one."""
        take = getattr(self, "set_extra_state", None)
        if take is not None and key in state_dict:
            take(state_dict[key])
        elif take is not None:
            missing.append(key)
        elif key in state_dict:
            unexpected.append(key)

    def _load_one(self, name: str, own: Any, key: str, given: Any, assign: bool) -> list[str]:
        """Take one tensor; what stands in the way as a list of sentences."""
        if not isinstance(given, Tensor):
            return [
                f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like '
                f"object from checkpoint but received {type(given)}"
            ]
        source: Any = given
        if not is_lazy(own):
            if own.ndim == 0 and tuple(source.shape) == (1,):
                source = source[0]
            if source.shape != own.shape:
                return [
                    f"size mismatch for {key}: copying a param with shape {source.shape} from "
                    f"checkpoint, the shape in current model is {own.shape}."
                ]
        try:
            with no_grad():
                if assign:
                    setattr(self, name, assigned(own, source))
                else:
                    own.copy_(source)
        except Exception as error:
            return [
                f'While copying the parameter named "{key}", whose dimensions in the model are '
                f"{own.size()} and whose dimensions in the checkpoint are {source.size()}, an "
                f"exception occurred : {error.args}."
            ]
        return []


def assigned(own: Any, source: Any) -> Any:
    """The tensor to put in the place of `own`: a parameter stays one, and frozen if it was."""
    if isinstance(own, Parameter):
        if not isinstance(source, Parameter):
            return Parameter(source, requires_grad=own.requires_grad)
        source.requires_grad_(own.requires_grad)
    return source
