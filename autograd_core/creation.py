"""Creation functions: sizes and numbers in, fresh leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograd_core import devices, dtypes, errors
from autograd_core.arguments import whole
from autograd_core.ops.copying import cast
from autograd_core.ops.registry import public, required, type_name
from autograd_core.room import reserve, reserve_shape
from autograd_core.state import STATE
from autograd_core.strides import Geometry, contiguous_stride, laid_out, stride_of
from autograd_core.tensor import Tensor, differentiable, made_in_inference, wrap

PYTHON_DTYPES = {float: dtypes.float64, int: dtypes.int64, bool: dtypes.bool_}


def leaf(function: str, array: Any, requires_grad: bool) -> Tensor:
    """A fresh tensor around an array; told to the recorder."""
    if requires_grad and not differentiable(array):
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    tensor = wrap(array)
    if requires_grad:
        tensor._requires_grad = True
    if STATE.inference:
        made_in_inference(tensor)
    if STATE.recorder is not None:
        STATE.recorder.created(function, tensor)
    return tensor


def dtype_of(function: str, given: Any, default: dtypes.dtype | None) -> dtypes.dtype:
    """The dtype that an argument names; Python's `float`, `int` and `bool` name one, too."""
    if given is None:
        return default if default is not None else dtypes.get_default_dtype()
    if isinstance(given, dtypes.dtype):
        return given
    if isinstance(given, type) and given in PYTHON_DTYPES:
        return PYTHON_DTYPES[given]
    raise TypeError(f"{function}(): argument 'dtype' must be torch.dtype, not {type_name(given)}")


def sizes(function: str, given: Sequence[Any]) -> tuple[int, ...]:
    """The sizes of `zeros(2, 3)` or `zeros((2, 3))`, checked with PyTorch's errors."""
    size = whole(function, "size", tuple(given))
    for each in size:
        if each < 0:
            if function == "zeros":
                raise RuntimeError("zeros: Dimension size must be non-negative.")
            raise RuntimeError(
                f"Trying to create tensor with negative dimension {each}: {errors.size_text(size)}"
            )
    reserve_shape(size)
    return size


def filled(
    function: str, size: tuple[int, ...], value: Any, kind: dtypes.dtype, requires_grad: bool
) -> Tensor:
    """A tensor of one repeated value."""
    array = np.full(size, cast(value, kind.numpy), kind.numpy)
    return leaf(function, array[()], requires_grad)


def stored(out: Tensor, made: Tensor) -> Tensor:
    """The result of `f(…, out=out)`: written into `out`, which takes its shape."""
    if out._a.shape == made._a.shape:
        tensor_copy: Any = out
        with_no_history: Tensor = tensor_copy.copy_(made)
        return with_no_history
    out._a = np.array(made._a, dtype=out._a.dtype)
    return out


def constant(name: str, value: Any) -> Callable[..., Tensor]:
    """Offer `torch.<name>(*size)`, a tensor of one number."""

    def function(
        *args: Any,
        size: Any = None,
        out: Tensor | None = None,
        dtype: Any = None,
        layout: Any = None,
        device: Any = None,
        pin_memory: bool = False,
        requires_grad: bool = False,
    ) -> Tensor:
        devices.check(device)
        kind = dtype_of(name, dtype, None if out is None else out.dtype)
        shape = sizes(name, args if size is None else (size,))
        made = filled(name, shape, value, kind, requires_grad)
        return made if out is None else stored(out, made)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"A tensor of {name} (torch.{name})."
    return public(name, method=False)(function)


zeros = constant("zeros", 0)
ones = constant("ones", 1)
empty = constant("empty", 0)
empty.__doc__ = "A tensor whose elements mean nothing yet; here they are 0 (torch.empty)."


@public("full", method=False)
def full(
    size: Any,
    fill_value: Any,
    *,
    out: Tensor | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """A tensor of `size` filled with one number (torch.full)."""
    devices.check(device)
    if isinstance(size, int):
        raise TypeError("full(): argument 'size' (position 1) must be tuple of ints, not int")
    value = fill_value.item() if isinstance(fill_value, Tensor) else fill_value
    if isinstance(value, str):
        raise TypeError("full(): argument 'fill_value' (position 2) must be Number, not str")
    natural = fill_value.dtype if isinstance(fill_value, Tensor) else dtypes.scalar_dtype(value)
    kind = dtype_of("full", dtype, natural)
    return filled("full", sizes("full", (tuple(size),)), value, kind, requires_grad)


def like_layout(input: Tensor) -> Geometry:
    """The layout of `zeros_like(input)`: its strides if no element lies over another or apart."""
    shape, steps = input._a.shape, stride_of(input._a)
    order = sorted(range(len(shape)), key=lambda axis: (-steps[axis], -shape[axis]))
    expected = 1
    for axis in reversed(order):
        if shape[axis] != 1 and steps[axis] != expected:
            return Geometry(shape, contiguous_stride(shape), 0)
        expected *= shape[axis]
    return Geometry(shape, steps, 0)


def like(name: str, value: Any) -> None:
    """Offer `torch.<name>_like(input)`."""
    title = f"{name}_like"

    def function(
        input: Tensor,
        *,
        dtype: Any = None,
        layout: Any = None,
        device: Any = None,
        pin_memory: bool = False,
        requires_grad: bool = False,
        memory_format: Any = None,
    ) -> Tensor:
        devices.check(device)
        return filled_like(title, input, value, dtype, requires_grad)

    function.__name__ = function.__qualname__ = title
    function.__doc__ = f"As torch.{name}, in the shape of another tensor (torch.{title})."
    public(title, method=False)(function)


def filled_like(title: str, input: Any, value: Any, dtype: Any, requires_grad: bool) -> Tensor:
    """One number in the shape, dtype and layout of another tensor."""
    required(title, "input", 1, input)
    kind = dtype_of(title, dtype, input.dtype)
    if isinstance(input._a, np.generic) or input._a.flags.c_contiguous:
        return filled(title, input._a.shape, value, kind, requires_grad)
    array = laid_out(like_layout(input), kind.numpy)
    array[...] = cast(value, kind.numpy)
    return leaf(title, array, requires_grad)


for _name, _value in (("zeros", 0), ("ones", 1), ("empty", 0)):
    like(_name, _value)


@public("full_like", method=False)
def full_like(
    input: Tensor,
    fill_value: Any,
    *,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
    memory_format: Any = None,
) -> Tensor:
    """One number in the shape and dtype of another tensor (torch.full_like)."""
    devices.check(device)
    value = fill_value.item() if isinstance(fill_value, Tensor) else fill_value
    return filled_like("full_like", input, value, dtype, requires_grad)


def new(name: str, value: Any) -> None:
    """Offer `Tensor.new_<name>(*size)`: another size in the tensor's dtype."""
    title = f"new_{name}"

    def method(
        self: Tensor,
        *args: Any,
        size: Any = None,
        dtype: Any = None,
        device: Any = None,
        requires_grad: bool = False,
        layout: Any = None,
        pin_memory: bool = False,
    ) -> Tensor:
        devices.check(device)
        shape = sizes(title, args if size is None else (size,))
        return filled(title, shape, value, dtype_of(title, dtype, self.dtype), requires_grad)

    method.__name__ = method.__qualname__ = title
    method.__doc__ = f"As torch.{name}, in this tensor's dtype (torch.Tensor.{title})."
    public(title, function=False)(method)


for _name, _value in (("zeros", 0), ("ones", 1), ("empty", 0)):
    new(_name, _value)


@public("new_full", function=False)
def new_full(
    self: Tensor,
    size: Any,
    fill_value: Any,
    *,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """As torch.full, in this tensor's dtype (torch.Tensor.new_full)."""
    devices.check(device)
    kind = dtype_of("new_full", dtype, self.dtype)
    return filled("new_full", sizes("new_full", (tuple(size),)), fill_value, kind, requires_grad)


@public("scalar_tensor", method=False)
def scalar_tensor(
    s: Any, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """A 0-dim tensor of the default dtype (torch.scalar_tensor)."""
    devices.check(device)
    return filled("scalar_tensor", (), s, dtype_of("scalar_tensor", dtype, None), requires_grad)


@public("eye", method=False)
def eye(
    n: int,
    m: int | None = None,
    *,
    out: Tensor | None = None,
    dtype: Any = None,
    layout: Any = None,
    device: Any = None,
    pin_memory: bool = False,
    requires_grad: bool = False,
) -> Tensor:
    """Ones on the diagonal, zeros elsewhere (torch.eye)."""
    devices.check(device)
    for name, size in (("n", n), ("m", n if m is None else m)):
        if size < 0:
            raise RuntimeError(f"{name} must be greater or equal to 0, got {size}")
    reserve(n * (n if m is None else m))
    return leaf("eye", np.eye(n, m, dtype=dtype_of("eye", dtype, None).numpy), requires_grad)


@public("empty_strided", method=False)
def empty_strided(
    size: Any, stride: Any, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """A tensor in a given layout whose elements mean nothing yet (torch.empty_strided)."""
    devices.check(device)
    kind = dtype_of("empty_strided", dtype, None)
    reserve_shape(size)
    array = laid_out(Geometry(tuple(size), tuple(stride), 0), kind.numpy)
    array[...] = 0
    return leaf("empty_strided", array, requires_grad)
