"""The grad modes: context managers, decorators and functions that switch recording off and on."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal, TypeVar

from autograd_core import errors
from autograd_core.state import STATE

F = TypeVar("F", bound=Callable[..., Any])

CLASS_DECORATED = (
    "Decorating classes is deprecated and will be disabled in future versions. You should only "
    "decorate functions or methods. To preserve the current behavior of class decoration, you can "
    "directly decorate the `__init__` method and nothing else."
)


def is_grad_enabled() -> bool:
    """Whether operations are recorded now (torch.is_grad_enabled)."""
    return STATE.grad_enabled


def is_inference_mode_enabled() -> bool:
    """Whether inference mode is on now (torch.is_inference_mode_enabled)."""
    return STATE.inference


class GradMode:
    """A region in which the grad mode is another; usable with `with` and as a decorator.

    It remembers one mode to go back to, as PyTorch's: the same object entered twice loses it.
    """

    __module__ = "torch.autograd.grad_mode"
    name = ""

    def __init__(self, *, grad: bool, inference: bool | None = None) -> None:
        self.grad = grad
        self.inference = inference
        self.before = (STATE.grad_enabled, STATE.inference)

    def __enter__(self) -> None:
        self.before = (STATE.grad_enabled, STATE.inference)
        STATE.grad_enabled = self.grad
        if self.inference is not None:
            STATE.inference = self.inference
        if STATE.recorder is not None:
            STATE.recorder.mode(enter=True, name=self.name)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> Literal[False]:
        STATE.grad_enabled, STATE.inference = self.before
        if STATE.recorder is not None:
            STATE.recorder.mode(enter=False, name=self.name)
        return False

    def __call__(self, function: F) -> F:
        """The function with its body (of a generator: each part between yields) in this mode."""
        if inspect.isclass(function):
            errors.warn(CLASS_DECORATED, FutureWarning)
        if inspect.isgeneratorfunction(function):
            return self._around_generator(function)

        @functools.wraps(function)
        def inside(*args: Any, **kwargs: Any) -> Any:
            with self.clone():
                return function(*args, **kwargs)

        return inside  # type: ignore[return-value]

    def _around_generator(self, function: F) -> F:
        @functools.wraps(function)
        def inside(*args: Any, **kwargs: Any) -> Any:
            generator = function(*args, **kwargs)
            step: Callable[[], Any] = lambda: next(generator)  # noqa: E731
            while True:
                try:
                    with self.clone():
                        value = step()
                except StopIteration as stop:
                    return stop.value
                try:
                    sent = yield value
                    step = functools.partial(generator.send, sent)
                except GeneratorExit:
                    with self.clone():
                        generator.close()
                    raise
                except BaseException as error:
                    step = functools.partial(generator.throw, error)

        return inside  # type: ignore[return-value]

    def clone(self) -> GradMode:
        """Another region of the same kind."""
        return type(self)(grad=self.grad, inference=self.inference)


class no_grad(GradMode):
    """Operations inside are not recorded (torch.no_grad); `@no_grad` works, too."""

    __module__ = "torch.autograd.grad_mode"

    name = "no_grad"

    def __new__(cls, function: Callable[..., Any] | None = None) -> Any:
        return super().__new__(cls) if function is None else cls()(function)

    def __init__(self, function: None = None) -> None:
        super().__init__(grad=False)

    def clone(self) -> GradMode:
        return no_grad()


class enable_grad(GradMode):
    """Operations inside are recorded again (torch.enable_grad)."""

    __module__ = "torch.autograd.grad_mode"

    name = "enable_grad"

    def __new__(cls, function: Callable[..., Any] | None = None) -> Any:
        return super().__new__(cls) if function is None else cls()(function)

    def __init__(self, function: None = None) -> None:
        super().__init__(grad=True)

    def clone(self) -> GradMode:
        return enable_grad()


class set_grad_enabled(GradMode):
    """Switch recording on or off, at once and until the region ends (torch.set_grad_enabled)."""

    __module__ = "torch.autograd.grad_mode"

    name = "set_grad_enabled"

    def __init__(self, mode: bool) -> None:
        if not isinstance(mode, bool):
            raise TypeError(
                "set_grad_enabled(): argument 'enabled' (position 1) must be bool, not "
                f"{type(mode).__name__}"
            )
        super().__init__(grad=mode)
        STATE.grad_enabled = mode
        if STATE.recorder is not None:
            STATE.recorder.mode(enter=True, name=self.name)

    def __enter__(self) -> None:
        """The mode was switched when the object was made; leaving the region switches it back."""
        STATE.grad_enabled = self.grad

    def __call__(self, function: F) -> F:
        STATE.grad_enabled, STATE.inference = self.before
        return super().__call__(function)

    def clone(self) -> set_grad_enabled:
        return set_grad_enabled(self.grad)

    def __repr__(self) -> str:
        return f"torch.autograd.grad_mode.set_grad_enabled(mode={self.grad})"


class inference_mode(GradMode):
    """Like no_grad, and what is made inside can never be recorded (torch.inference_mode)."""

    __module__ = "torch.autograd.grad_mode"

    name = "inference_mode"

    def __new__(cls, mode: bool | Callable[..., Any] = True) -> Any:
        return super().__new__(cls) if isinstance(mode, bool) else cls()(mode)

    def __init__(self, mode: bool = True) -> None:
        super().__init__(grad=not mode, inference=mode)

    def clone(self) -> inference_mode:
        return inference_mode(bool(self.inference))


class set_multithreading_enabled:
    """Accepted, as a function and as a region: backward always runs in the calling thread here.

    Source: torch.autograd.set_multithreading_enabled.
    """

    __module__ = "torch.autograd.grad_mode"

    def __init__(self, mode: bool) -> None:
        self.mode = mode

    def __enter__(self) -> None:
        """Nothing changes."""

    def __exit__(self, *_: object) -> None:
        """Nothing has changed."""
