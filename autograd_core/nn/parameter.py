"""Parameters and buffers: a tensor in, the same memory out as something that a Module registers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.ops import METHODS
from autograd_core.room import reserve_shape
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, differentiable, memory, shared_counter, wrap

SHAPE_OF_UNINITIALIZED = (
    "Can't access the shape of an uninitialized parameter or buffer. "
    "This error usually happens in `load_state_dict` when trying to load "
    "an uninitialized parameter into an initialized one. "
    "Call `forward` to initialize the parameters before accessing their attributes."
)


class Parameter(Tensor):
    """A leaf that a Module lists among its parameters (torch.nn.Parameter).

    It shares the memory and the versions of `data`, and wants a gradient even under `no_grad`.
    """

    __module__ = "torch.nn.parameter"

    def __new__(cls, data: Any = None, requires_grad: bool = True) -> Parameter:
        if data is None:
            data = wrap(np.empty(0, dtypes.get_default_dtype().numpy))
        if not isinstance(data, Tensor):
            raise AttributeError(f"'{type(data).__name__}' object has no attribute 'detach'")
        if requires_grad and not differentiable(data._a):
            raise RuntimeError(
                "Only Tensors of floating point and complex dtype can require gradients"
            )
        made: Parameter = sharing(cls, data, requires_grad)
        return made

    def __deepcopy__(self, memo: dict[int, Any]) -> Parameter:
        """A copy without the gradient, as torch makes it."""
        if id(self) not in memo:
            memo[id(self)] = type(self)(wrap(np.array(self._a)), self._requires_grad)
        copied: Parameter = memo[id(self)]
        return copied

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()


def sharing(cls: type[Any], data: Tensor, requires_grad: bool) -> Any:
    """A leaf of the class `cls` that looks into the memory of `data`; told to the recorder."""
    made = object.__new__(cls)
    made._a = memory(data)
    made._counter = shared_counter(data)
    if requires_grad:
        made._requires_grad = True
    if STATE.recorder is not None:
        STATE.recorder.created(cls.__name__, made)
    return made


class BufferMeta(type):
    """Lets `isinstance(tensor, Buffer)` ask for the mark that `Buffer(…)` leaves on a tensor."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, Tensor) and getattr(instance, "_is_buffer", False)


class Buffer(metaclass=BufferMeta):
    """A tensor that a Module lists among its buffers (torch.nn.Buffer); its type is Tensor."""

    __module__ = "torch.nn.parameter"

    def __new__(cls, data: Any = None, *, persistent: bool = True) -> Any:
        if data is None:
            data = wrap(np.empty(0, dtypes.get_default_dtype().numpy))
        made = sharing(Tensor, data, data._requires_grad)
        made.persistent = persistent
        made._is_buffer = True
        return made


class Uninitialized:
    """What parameters and buffers have in common whose shape the first input will tell."""

    cls_to_become: type[Tensor] = Tensor
    kind: dtypes.dtype

    @property
    def dtype(self) -> dtypes.dtype:
        return self.kind

    @property
    def shape(self) -> Any:
        raise RuntimeError(SHAPE_OF_UNINITIALIZED)

    @property
    def _a(self) -> Any:
        raise uninitialized(type(self), "an operation")

    def materialize(self, shape: Sequence[int], device: Any = None, dtype: Any = None) -> None:
        """Become an ordinary parameter or buffer of this shape, its numbers still arbitrary."""
        kind = dtype if dtype is not None else self.kind
        reserve_shape(shape)
        self.__dict__["_a"] = np.zeros(tuple(shape), kind.numpy)
        self.__dict__.pop("kind", None)
        self.__class__ = self.cls_to_become  # type: ignore[assignment]
        if STATE.recorder is not None:
            made: Any = self
            STATE.recorder.created(type(made).__name__, made)

    def is_floating_point(self) -> bool:
        return self.kind.is_floating_point

    def is_complex(self) -> bool:
        return self.kind.is_complex

    def converted(self, kind: dtypes.dtype) -> Any:
        """The same promise in another dtype."""
        self.kind = kind
        return self

    def double(self) -> Any:
        return self.converted(dtypes.float64)

    def float(self) -> Any:
        return self.converted(dtypes.float32)

    def half(self) -> Any:
        return self.converted(dtypes.float16)

    def to(self, *args: Any, **kwargs: Any) -> Any:
        wanted = [value for value in (*args, *kwargs.values()) if isinstance(value, dtypes.dtype)]
        return self.converted(wanted[0]) if wanted else self

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


def uninitialized(kind: type[Any], function: str) -> ValueError:
    """The error of using something uninitialized."""
    return ValueError(
        f"Attempted to use an uninitialized parameter in {function}. This error happens when you "
        "are using a `LazyModule` or explicitly manipulating "
        f"`torch.nn.parameter.{kind.__name__}` objects. When using LazyModules Call `forward` with "
        "a dummy batch to initialize the parameters before calling torch functions"
    )


def refuse(name: str) -> Callable[..., Any]:
    """The method `name` of a tensor that is not there yet."""

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise uninitialized(type(self), f"<method '{name}' of 'torch._C.TensorBase' objects>")

    return method


for _name in ("numel", "item", "tolist", "numpy", *METHODS):
    if _name not in vars(Uninitialized):
        setattr(Uninitialized, _name, refuse(_name))


class UninitializedParameter(Uninitialized, Parameter):
    """A parameter whose shape is not known yet (torch.nn.UninitializedParameter)."""

    __module__ = "torch.nn.parameter"
    cls_to_become = Parameter

    def __new__(
        cls, requires_grad: bool = True, device: Any = None, dtype: Any = None
    ) -> UninitializedParameter:
        made = object.__new__(cls)
        made.kind = dtype if dtype is not None else dtypes.get_default_dtype()
        made._requires_grad = requires_grad
        return made

    def __deepcopy__(self, memo: dict[int, Any]) -> Parameter:
        copied: Parameter = memo.setdefault(
            id(self), type(self)(self._requires_grad, dtype=self.kind)
        )
        return copied


class UninitializedBuffer(Uninitialized, Tensor):
    """A buffer whose shape is not known yet (torch.nn.UninitializedBuffer)."""

    __module__ = "torch.nn.parameter"

    def __new__(
        cls,
        requires_grad: bool = False,
        device: Any = None,
        dtype: Any = None,
        persistent: bool = True,
    ) -> UninitializedBuffer:
        made = object.__new__(cls)
        made.kind = dtype if dtype is not None else dtypes.get_default_dtype()
        made._requires_grad = requires_grad
        made.persistent = persistent  # type: ignore[attr-defined]
        made._is_buffer = True  # type: ignore[attr-defined]
        return made


def is_lazy(param: object) -> bool:
    """Whether a parameter or buffer waits for its shape (torch.nn.parameter.is_lazy)."""
    return isinstance(param, Uninitialized)


def typename(value: Any) -> str:
    """How torch's error texts call a value's type (torch.typename)."""
    if isinstance(value, Tensor):
        return value.dtype.tensor_type
    holder = value if hasattr(value, "__qualname__") else type(value)
    module = getattr(value, "__module__", "") or holder.__module__
    name: str = holder.__qualname__
    return name if module in ("", "builtins") else f"{module}.{name}"
