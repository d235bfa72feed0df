"""`torch.nn.utils.parametrize`: a tensor of a module in, the same computed from another one out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from autograd_core.absent import getattr_of
from autograd_core.grad_mode import no_grad
from autograd_core.nn.modules.container import ModuleDict, ModuleList
from autograd_core.nn.parameter import Parameter
from autograd_core.tensor import Tensor

MODULE = "torch.nn.utils.parametrize"


class ParametrizationList(ModuleList):
    """What a tensor is computed from, and how (torch.nn.utils.parametrize.ParametrizationList)."""

    __module__ = MODULE

    def __init__(self, modules: Any, original: Any, unsafe: bool = False) -> None:
        super().__init__(modules)
        self.unsafe = unsafe
        dtype, shape = original.dtype, original.shape
        with no_grad():
            new = inverted(self, original)
        self.is_tensor = isinstance(new, Tensor)
        self.ntensors = 1 if self.is_tensor else len(new)
        if self.is_tensor:
            with no_grad():
                original.set_(new) if original.shape != new.shape else original.copy_(new)
            keep(self, "original", original)
        else:
            for index, each in enumerate(new):
                if isinstance(original, Parameter):
                    each = Parameter(each, original.requires_grad)
                keep(self, f"original{index}", each.requires_grad_(original.requires_grad))
        if not unsafe:
            check_same(self(), dtype, shape)

    def right_inverse(self, value: Any) -> None:
        """Set the original so that the parametrized tensor is `value`."""
        with no_grad():
            for module in reversed(list(self)):
                if not hasattr(module, "right_inverse"):
                    raise RuntimeError(
                        f"parametrization {type(module).__name__} does not implement right_inverse."
                    )
                value = module.right_inverse(value)
            new = [value] if self.is_tensor else list(value)
            for mine, each in zip(self._originals(), new, strict=True):
                mine.copy_(each)

    def forward(self) -> Any:
        """The parametrized tensor."""
        first, *rest = self
        value = first(*self._originals())
        for each in rest:
            value = each(value)
        return value

    def _originals(self) -> list[Any]:
        if self.is_tensor:
            return [self.original]
        return [getattr(self, f"original{index}") for index in range(self.ntensors)]


def inverted(modules: ModuleList, value: Any) -> Any:
    """The value from which the modules make the given one, as far as they know."""
    for module in reversed(list(modules)):
        if hasattr(module, "right_inverse"):
            try:
                value = module.right_inverse(value)
            except NotImplementedError:
                break
    return value


def keep(module: Any, name: str, tensor: Any) -> None:
    """Register a tensor as what it is: a parameter or a buffer."""
    if isinstance(tensor, Parameter):
        module.register_parameter(name, tensor)
    else:
        module.register_buffer(name, tensor)


def check_same(made: Any, dtype: Any, shape: Any) -> None:
    """torch's ValueError for a parametrization that makes another kind of tensor."""
    if not isinstance(made, Tensor):
        raise ValueError(f"A parametrization must return a tensor. Got {type(made).__name__}.")
    for what, old, new in (("dtype", dtype, made.dtype), ("shape", shape, made.shape)):
        if old != new:
            raise ValueError(
                f"Registering a parametrization may not change the {what} of the tensor, unless "
                f"`unsafe` flag is enabled.\nunparametrized {what}: {old}\n"
                f"parametrized {what}: {new}"
            )


def register_parametrization(
    module: Any, tensor_name: str, parametrization: Any, *, unsafe: bool = False
) -> Any:
    """From now on compute a tensor of `module` (…parametrize.register_parametrization)."""
    parametrization.train(module.training)
    if is_parametrized(module, tensor_name):
        if not unsafe:
            now = getattr(module, tensor_name)
            check_same(parametrization(now), now.dtype, now.shape)
        module.parametrizations[tensor_name].append(parametrization)
        module.parametrizations[tensor_name].unsafe |= unsafe
    elif tensor_name in module._buffers or tensor_name in module._parameters:
        original = getattr(module, tensor_name)
        computed = ParametrizationList([parametrization], original, unsafe=unsafe)
        delattr(module, tensor_name)
        if not is_parametrized(module):
            kind = type(module)
            space = {"__module__": MODULE, "__slots__": ()}
            module.__class__ = type(f"Parametrized{kind.__name__}", (kind,), space)
            module.parametrizations = ModuleDict()
        module.parametrizations[tensor_name] = computed
    else:
        raise ValueError(
            f"Module '{module}' does not have a parameter, a buffer, or a parametrized element "
            f"with name '{tensor_name}'"
        )
    return module


def is_parametrized(module: Any, tensor_name: str | None = None) -> bool:
    """Whether a tensor of `module`, or any, is computed (…parametrize.is_parametrized)."""
    computed = module._modules.get("parametrizations")
    if not isinstance(computed, ModuleDict):
        return False
    return len(computed) > 0 if tensor_name is None else tensor_name in computed


def remove_parametrizations(module: Any, tensor_name: str, leave_parametrized: bool = True) -> Any:
    """Let a tensor of `module` be plain again (…parametrize.remove_parametrizations)."""
    if not is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    computed = module.parametrizations[tensor_name]
    if computed.is_tensor:
        original = computed.original
        if leave_parametrized:
            with no_grad():
                original.copy_(getattr(module, tensor_name))
    elif leave_parametrized:
        now = getattr(module, tensor_name)
        original = Parameter(now) if now.requires_grad else now
    else:
        raise ValueError(
            "Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is "
            "parametrized in terms of a sequence of tensors."
        )
    del module.parametrizations[tensor_name]
    keep(module, tensor_name, original)
    if not is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]
    return module


@contextmanager
def cached() -> Iterator[None]:
    """Accepted: a parametrized tensor is computed each time here (…parametrize.cached)."""
    yield


NAMES: dict[str, Any] = {
    "ParametrizationList": ParametrizationList,
    "is_parametrized": is_parametrized,
    "register_parametrization": register_parametrization,
    "remove_parametrizations": remove_parametrizations,
}
"""Everything that `torch.nn.utils.parametrize.<name>` means here, by name."""

__getattr__ = getattr_of(MODULE)

__all__ = [*NAMES]
