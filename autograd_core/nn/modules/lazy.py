"""Lazy layers: a layer that lacks a size in, an ordinary one after its first input out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograd_core.nn.modules.module import Module
from autograd_core.nn.parameter import is_lazy


class LazyModuleMixin(Module):
    """What lazy layers have in common (torch.nn.modules.lazy.LazyModuleMixin)."""

    cls_to_become: type[Module]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._load_hook = self.register_load_state_dict_pre_hook(take_shapes)
        self._initialize_hook = self.register_forward_pre_hook(infer, with_kwargs=True)

    def initialize_parameters(self, *args: Any, **kwargs: Any) -> None:
        """Give the parameters the shapes that the first input asks for."""
        raise NotImplementedError(
            f"initialize_parameters is not implemented for {type(self).__name__}"
        )

    def has_uninitialized_params(self) -> bool:
        """Whether a shape is still missing."""
        return any(map(is_lazy, [*self._parameters.values(), *self._buffers.values()]))

    def materialize(self, name: str, shape: Sequence[int]) -> None:
        """Give one parameter or buffer its shape, if the layer has it."""
        waiting = getattr(self, name)
        if waiting is not None:
            waiting.materialize(shape)

    def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:
        for name, tensor in self._own_state().items():
            as_it_is = is_lazy(tensor) or keep_vars
            destination[prefix + name] = tensor if as_it_is else tensor.detach()


def infer(module: LazyModuleMixin, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Before the first forward: the layer becomes an ordinary one."""
    module.initialize_parameters(*args, **kwargs)
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {module._get_name()} has not been fully initialized")
    module._initialize_hook.remove()
    module._load_hook.remove()
    del module._initialize_hook, module._load_hook
    module.__class__ = module.cls_to_become  # type: ignore[assignment]


def take_shapes(
    module: LazyModuleMixin, state_dict: dict[str, Any], prefix: str, *_: object
) -> None:
    """Before loading: what still lacks a shape takes that of the tensor it is to become."""
    for name, own in {**module._parameters, **module._buffers}.items():
        given = state_dict.get(prefix + name)
        if given is not None and is_lazy(own) and not is_lazy(given):
            own.materialize(given.shape)
