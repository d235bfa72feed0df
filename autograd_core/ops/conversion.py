"""Conversions: the same numbers as another dtype, as Python numbers, or as a numpy array."""

from __future__ import annotations

import copy as copying
from typing import Any, TypeVar

import numpy as np

from autograd_core import devices, dtypes, errors
from autograd_core.dispatch import Array, apply
from autograd_core.dtypes import DTYPES, dtype
from autograd_core.ops.offering import wrong_arguments
from autograd_core.ops.registry import FUNCTIONS, op, public, required
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, memory, shared_counter, wrap


@op(
    "_to_copy",
    node="ToCopyBackward0",
    symbol="to",
    samples=(
        "(x(3).double() if x(3).dtype == torch.float32 else x(3).float())",
        "x(3).to(torch.float32, copy=True).to(torch.float64, copy=True)",
        "x(3).half().float() * 0",
    ),
    formula="self",
    en="Converts to another dtype.",
    zh="转换为另一种数据类型。",
)
def to_copy(self: Array, *, dtype: Any) -> Array:
    array = np.asarray(self)
    if array.dtype.kind == "c" and dtype.kind not in "cb":
        errors.warn_once("Casting complex values to real discards the imaginary part")
        array = array.real
    return cast_array(array, dtype)


def cast_array(array: Any, kind: Any) -> Any:
    """An array in another dtype; a complex number loses its imaginary part."""
    if array.dtype.kind == "c" and np.dtype(kind).kind not in "cb":
        array = array.real
    if array.dtype.kind == "f" and np.dtype(kind).kind == "u":
        return array.astype(np.int64).astype(kind)[()]
    return array.astype(kind)[()]


@to_copy.gradient("self", formula="grad")
def _(grad: Array, *, self_dtype: Any) -> Array:
    if (grad._a if isinstance(grad, Tensor) else grad).dtype == self_dtype:
        return grad
    return to_copy(grad, dtype=self_dtype)


def converted(tensor: Tensor, wanted: dtype, *, copy: bool = False) -> Tensor:
    """The tensor itself if it has that dtype already, otherwise a recorded copy."""
    if tensor._a.dtype == wanted.numpy and not copy:
        return tensor
    result: Tensor = apply(to_copy, (tensor,), {"dtype": wanted.numpy})
    return result


def conversion(name: str, wanted: dtype) -> None:
    """Offer `Tensor.<name>()`."""

    def method(self: Tensor, memory_format: Any = None) -> Tensor:
        return converted(self, wanted)

    method.__name__ = name
    method.__doc__ = f"As {wanted} (torch.Tensor.{name})."
    public(name, function=False)(method)


CONVERSIONS = {
    **{name: DTYPES[name] for name in ("bool", "double", "float", "half", "int", "long", "short")},
    "byte": dtypes.uint8,
    "char": dtypes.int8,
    "bfloat16": dtypes.bfloat16,
    "cfloat": dtypes.complex64,
    "cdouble": dtypes.complex128,
}
for _name, _kind in CONVERSIONS.items():
    conversion(_name, _kind)


@public("to", function=False)
def tensor_to(
    self: Tensor,
    *args: Any,
    dtype: Any = None,
    device: Any = None,
    non_blocking: bool = False,
    copy: bool = False,
    other: Tensor | None = None,
    memory_format: Any = None,
) -> Tensor:
    """Another dtype or device, the tensor itself if nothing changes (torch.Tensor.to)."""
    if not fits(args):
        raise wrong_arguments("to", args, *TO_SIGNATURES)
    flags = [arg for arg in args if isinstance(arg, bool)]
    for arg in (*args, other):
        if isinstance(arg, Tensor):
            dtype = arg.dtype
        elif names_dtype(arg):
            dtype = arg
        elif isinstance(arg, (str, devices.device)) or type(arg) is int:
            device = arg
    devices.check(device)
    wanted = self.dtype if dtype is None else python_dtype(dtype)
    if len(flags) == 2:
        copy = flags[1]
    return converted(self, wanted, copy=copy)


FLAGS = "bool non_blocking = False, bool copy = False"
TO_SIGNATURES = [
    f"({first}, {FLAGS}, *, torch.memory_format memory_format = None)"
    for first in (
        "torch.device device = None, torch.dtype dtype = None",
        "torch.dtype dtype",
        "Tensor tensor",
    )
]


def fits(args: tuple[Any, ...]) -> bool:
    """Whether positional arguments are those of one of the signatures."""
    if not args:
        return True
    first, *flags = args
    if first is None or isinstance(first, (str, devices.device)) or type(first) is int:
        if flags and (flags[0] is None or names_dtype(flags[0])):
            del flags[0]
    elif not (isinstance(first, Tensor) or names_dtype(first)):
        return False
    return len(flags) <= 2 and all(isinstance(flag, bool) for flag in flags)


def names_dtype(given: Any) -> bool:
    """Whether this is a dtype, or a Python type that stands for one: `float`."""
    return isinstance(given, dtypes.dtype) or given in (bool, int, float, complex)


def python_dtype(given: Any) -> dtype:
    from autograd_core.creation import dtype_of

    return dtype_of("to", given, None)


@public("type", function=False)
def tensor_type(self: Tensor, dtype: Any = None, non_blocking: bool = False) -> Any:
    """The name of the tensor's type, or the tensor as another type (torch.Tensor.type)."""
    if dtype is None:
        return self.dtype.tensor_type
    if isinstance(dtype, str):
        name = dtype.rpartition(".")[2]
        if name not in dtypes.TENSOR_TYPES or not dtype.startswith("torch."):
            raise ValueError(f"invalid type: '{dtype}'")
        return converted(self, dtypes.TENSOR_TYPES[name])
    if isinstance(dtype, dtypes.dtype):
        return converted(self, dtype)
    if dtype is Tensor:
        return converted(self, dtypes.get_default_dtype())
    named = getattr(dtype, "kind", None)  # torch.DoubleTensor names torch.float64
    if isinstance(named, dtypes.dtype):
        return converted(self, named)
    if not isinstance(dtype, type):
        raise TypeError("dtype must be a type, str, or dtype object")
    inside = "" if dtype.__module__ == "builtins" else f"{dtype.__module__}."
    raise ValueError(f"invalid type: '{inside}{dtype.__name__}'")


@public("type_as", function=False)
def type_as(self: Tensor, other: Tensor) -> Tensor:
    """In the dtype of `other` (torch.Tensor.type_as)."""
    return converted(self, required("type_as", "other", 1, other).dtype)


@public("cpu", function=False)
def cpu(self: Tensor, memory_format: Any = None) -> Tensor:
    """The tensor itself: it is on the CPU (torch.Tensor.cpu)."""
    return self


@public("cuda", function=False)
def cuda(self: Tensor, device: Any = None, non_blocking: bool = False) -> Tensor:
    """Refused, as by a PyTorch without CUDA (torch.Tensor.cuda)."""
    raise AssertionError("Torch not compiled with CUDA enabled")


Given = TypeVar("Given")


def given(value: Given, tensor: Tensor, how: str) -> Given:
    """Numbers that leave the graph; told to the recorder."""
    if STATE.recorder is not None:
        STATE.recorder.gave(value, tensor, how)
    return value


@public("numpy", function=False)
def to_numpy(self: Tensor, *, force: bool = False) -> np.ndarray[Any, Any]:
    """The tensor's own memory as a numpy array (torch.Tensor.numpy)."""
    if self._requires_grad and STATE.grad_enabled and not force:
        raise RuntimeError(errors.NUMPY_REQUIRES_GRAD)
    if self._conjugate and not force:
        raise RuntimeError(errors.NUMPY_CONJUGATE)
    shared_counter(self)
    return given(memory(self), self, "numpy")


@public("__array__", function=False)
def array_protocol(self: Tensor, dtype: Any = None) -> Any:
    """What numpy asks for in `np.asarray(tensor)`: without `copy`, as PyTorch has it."""
    array = to_numpy(self)
    return array if dtype is None else array.astype(dtype, copy=False)


@public("__array_wrap__", function=False)
def array_wrapped(self: Tensor, array: np.ndarray[Any, Any]) -> Any:
    """What numpy makes of its result in `np.sin(tensor)`: a tensor; truth values as bytes."""
    return FUNCTIONS["from_numpy"](array.astype("uint8") if array.dtype == bool else array)


def single(self: Tensor) -> Any:
    """The only element as a Python number; PyTorch's error when there is not exactly one."""
    if self._a.size != 1:
        raise ValueError("only one element tensors can be converted to Python scalars")
    return self._a.item()


def warn_of_grad(self: Tensor) -> None:
    if self._requires_grad and STATE.grad_enabled:
        errors.warn_once(errors.SCALAR_OF_GRAD)


@public("__float__", function=False)
def to_float(self: Tensor) -> float:
    """`float(tensor)`."""
    warn_of_grad(self)
    value = single(self)
    if isinstance(value, complex):
        if value.imag:
            raise RuntimeError("value cannot be converted to type double without overflow")
        value = value.real
    return given(float(value), self, "float")


@public("__int__", function=False)
def to_int(self: Tensor) -> int:
    """`int(tensor)`: whole numbers lose their fraction."""
    value = single(self)
    if isinstance(value, complex):
        if value.imag:
            raise RuntimeError("value cannot be converted to type int64_t without overflow")
        value = value.real
    return given(int(value), self, "int")


@public("__complex__", function=False)
def to_complex(self: Tensor) -> complex:
    """`complex(tensor)`."""
    warn_of_grad(self)
    return given(complex(single(self)), self, "complex")


@public("__index__", function=False)
def to_index(self: Tensor) -> int:
    """The tensor as a position: integers and bools of one element only."""
    if self._a.size != 1 or self._a.dtype.kind not in "iub":
        raise TypeError("only integer tensors of a single element can be converted to an index")
    return int(self._a.item())


DEEPCOPY = (
    "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at "
    "the moment.  If you were attempting to deepcopy a module, this may be because of a "
    "torch.nn.utils.weight_norm usage, see https://github.com/pytorch/pytorch/pull/103001"
)


@public("__copy__", function=False)
def shallow_copied(self: Tensor) -> Tensor:
    """A leaf around the same memory, whatever made the tensor (copy.copy)."""
    result: Tensor = object.__new__(type(self))
    result._a, result._counter = memory(self), [0]
    result._requires_grad = self._requires_grad
    if STATE.recorder is not None:
        STATE.recorder.created("copy", result)
    return result


@public("__delitem__", function=False)
def delete_item(self: Tensor, index: Any) -> None:
    """Refused as PyTorch refuses it: TypeError (`del x[0]`)."""
    raise TypeError("Tensor does not support deleting items")


@public("__deepcopy__", function=False)
def deepcopied(self: Tensor, memo: dict[int, Any]) -> Tensor:
    """A leaf's copy with its own memory and gradient (copy.deepcopy)."""
    if self.grad_fn is not None:
        raise RuntimeError(DEEPCOPY)
    if id(self) in memo:
        found: Tensor = memo[id(self)]
        return found
    array = self._a.copy() if isinstance(self._a, np.ndarray) else self._a
    result = wrap(array)
    result._requires_grad = self._requires_grad
    result._counter = [1]  # PyTorch puts the copied memory into an empty tensor: one write
    result._inference = STATE.inference
    if self._grad is not None:
        result._grad = copying.deepcopy(self._grad, memo)
    memo[id(self)] = result
    if STATE.recorder is not None:
        STATE.recorder.created("deepcopy", result)
    return result
