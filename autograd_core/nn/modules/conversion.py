"""Conversion of Modules: a function on tensors in, every parameter and buffer converted out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from autograd_core import dtypes, errors
from autograd_core.grad_mode import no_grad
from autograd_core.nn.modules.state import Stateful
from autograd_core.nn.parameter import is_lazy
from autograd_core.state import STATE
from autograd_core.tensor import Tensor

M = TypeVar("M", bound="Convertible")

COMPLEX_MODULES = (
    "Complex modules are a new feature under active development whose design may change, and some "
    "modules might not work as expected when using complex tensors as parameters or buffers. "
    "Please file an issue at https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml "
    "if a complex module does not work as expected."
)


class Convertible(Stateful):
    """The part of nn.Module that changes dtype, mode and gradients of all that it holds."""

    training: bool

    def _apply(self: M, fn: Callable[[Any], Any], recurse: bool = True) -> M:
        if recurse:
            for module in self.children():
                module._apply(fn)
        for parameter in self._parameters.values():
            if parameter is not None:
                self._convert(parameter, fn)
        for name, buffer in self._buffers.items():
            if buffer is not None:
                self._buffers[name] = fn(buffer)
        return self

    def _convert(self, parameter: Any, fn: Callable[[Any], Any]) -> None:
        """Put other numbers under the same parameter, and under its gradient."""
        grad = parameter._grad
        with no_grad():
            converted = fn(parameter)
        if is_lazy(parameter):
            return
        look_into(parameter, converted)
        if grad is not None:
            with no_grad():
                converted = fn(grad)
            look_into(grad, converted)

    def apply(self: M, fn: Callable[[Any], Any]) -> M:
        """Call `fn` on every module below it, then on itself (torch.nn.Module.apply)."""
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def to(self: M, *args: Any, **kwargs: Any) -> M:
        """Another dtype or device, in place (torch.nn.Module.to)."""
        device, kind = destination(*args, **kwargs)
        if kind is not None:
            if not (kind.is_floating_point or kind.is_complex):
                raise TypeError(
                    "nn.Module.to only accepts floating point or complex dtypes, but got desired "
                    f"dtype={kind}"
                )
            if kind.is_complex:
                errors.warn(COMPLEX_MODULES)

        def convert(tensor: Any) -> Any:
            wanted = kind if tensor.is_floating_point() or tensor.is_complex() else None
            if wanted is None:
                return tensor if device is None else tensor.to(device)
            return tensor.to(wanted) if device is None else tensor.to(device, wanted)

        return self._apply(convert)

    def float(self: M) -> M:
        """Floating-point parameters and buffers as float32 (torch.nn.Module.float)."""
        return self._apply(lambda t: t.float() if t.is_floating_point() else t)

    def double(self: M) -> M:
        """Floating-point parameters and buffers as float64 (torch.nn.Module.double)."""
        return self._apply(lambda t: t.double() if t.is_floating_point() else t)

    def half(self: M) -> M:
        """Floating-point parameters and buffers as float16 (torch.nn.Module.half)."""
        return self._apply(lambda t: t.half() if t.is_floating_point() else t)

    def type(self: M, dst_type: Any) -> M:
        """All parameters and buffers as another dtype (torch.nn.Module.type)."""
        return self._apply(lambda t: t.type(dst_type))

    def cpu(self: M) -> M:
        """Nothing changes: everything is on the CPU (torch.nn.Module.cpu)."""
        return self

    def cuda(self: M, device: Any = None) -> M:
        """torch's error on a machine without such a device (torch.nn.Module.cuda)."""
        return self._apply(lambda t: t.cuda(device))

    def share_memory(self: M) -> M:
        """Nothing changes: there is one process (torch.nn.Module.share_memory)."""
        return self

    def train(self: M, mode: bool = True) -> M:
        """Training mode, here and below (torch.nn.Module.train)."""
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        if STATE.recorder is not None:
            STATE.recorder.note("training", type(self).__name__, mode)
        for module in self.children():
            module.train(mode)
        return self

    def eval(self: M) -> M:
        """Evaluation mode: `train(False)` (torch.nn.Module.eval)."""
        return self.train(False)

    def requires_grad_(self: M, requires_grad: bool = True) -> M:
        """Freeze the parameters or let them learn (torch.nn.Module.requires_grad_)."""
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of the parameters, or make them 0 (torch.nn.Module.zero_grad)."""
        for parameter in self.parameters():
            forget_grad(parameter, set_to_none)


def look_into(tensor: Tensor, source: Tensor) -> None:
    """`tensor.data = source`, if that is not so already."""
    if source is not tensor:
        target: Any = tensor
        target.data = source


def forget_grad(parameter: Any, set_to_none: bool) -> None:
    """Set `.grad` to None, or to 0 where it is."""
    grad = parameter._grad
    if grad is None:
        return
    if set_to_none:
        parameter.grad = None
        return
    if grad.grad_fn is not None:
        grad.detach_()
    else:
        grad.requires_grad_(False)
    grad.zero_()


def destination(*args: Any, **kwargs: Any) -> tuple[Any, dtypes.dtype | None]:
    """The device and the dtype that the arguments of `to` name."""
    device, kind = kwargs.get("device"), kwargs.get("dtype")
    for value in (*args, kwargs.get("tensor")):
        if isinstance(value, Tensor):
            kind = value.dtype
        elif isinstance(value, dtypes.dtype):
            kind = value
        elif value is not None and not isinstance(value, bool):
            device = value
    return device, kind
