"""Data: Python numbers, nested lists and numpy arrays in, tensors that hold them out."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import Any

import numpy as np

from autograd_core import devices, dtypes, errors
from autograd_core.creation import dtype_of, leaf, sizes
from autograd_core.ops.registry import public
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, shared_counter

COPY_CONSTRUCT = (
    "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
    "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor)."
)
LIST_OF_ARRAYS = (
    "Creating a tensor from a list of numpy.ndarrays is extremely slow. Please consider converting "
    "the list to a single numpy.ndarray with numpy.array() before converting to a tensor."
)
ASARRAY_GRAD = (
    "torch.asarray: unspecified requires_grad now defaults to obj.requires_grad instead of False. "
    "Pass requires_grad=False explicitly to get the old behavior and silence this warning."
)
SEQUENCES = (list, tuple, range, deque)


@public("tensor", method=False)
def tensor(
    data: Any,
    *,
    dtype: Any = None,
    device: Any = None,
    requires_grad: bool = False,
    pin_memory: bool = False,
) -> Tensor:
    """A tensor that copies numbers, nested lists or an array (torch.tensor)."""
    devices.check(device)
    if isinstance(data, Tensor):
        errors.warn(COPY_CONSTRUCT)
    return made_of(data, leaf("tensor", copied("tensor", data, dtype)[()], requires_grad))


def made_of(data: Any, made: Tensor) -> Tensor:
    """What was made of some numbers; the recorder knows whether they came out of a tensor."""
    if STATE.recorder is not None:
        if isinstance(data, Tensor):
            STATE.recorder.gave(data, data, "tensor")
        STATE.recorder.lost(data, made)
    return made


def copied(function: str, data: Any, dtype: Any, natural: Any = None) -> np.ndarray[Any, Any]:
    """The data as a fresh array of the dtype asked for, or of its natural one."""
    if isinstance(data, Tensor):
        data = np.asarray(data._a)
    if isinstance(data, (np.ndarray, np.generic)):
        own = dtypes.from_numpy(data.dtype)
        return np.array(data, dtype=dtype_of(function, dtype, natural or own).numpy)
    array = array_of(data)
    kind = dtype_of(function, dtype, natural or natural_dtype(data, array))
    if dtype is not None or natural is not None:
        check_overflow(array, kind)
    return array.astype(kind.numpy)


def check_overflow(array: np.ndarray[Any, Any], kind: dtypes.dtype) -> None:
    """PyTorch's refusal of a number that does not fit the dtype asked for."""
    if array.size and not (kind.is_floating_point or kind.is_complex) and kind is not dtypes.bool_:
        for bound in (array.min(), array.max()) if array.dtype.kind in "iu" else ():
            limits = dtypes.iinfo(kind)
            if not limits.min <= int(bound) <= limits.max:
                raise RuntimeError(
                    f"value cannot be converted to type {kind.name} without overflow"
                )


def natural_dtype(data: Any, array: np.ndarray[Any, Any]) -> dtypes.dtype:
    """Python numbers become int64, bool or the default float; arrays keep their dtype."""
    if array.size == 0:
        return dtypes.get_default_dtype()
    first = data
    while isinstance(first, SEQUENCES):
        first = first[0]
    if isinstance(first, (Tensor, np.ndarray, np.generic)):
        return dtypes.from_numpy(array.dtype)
    if array.dtype.kind == "f":
        return dtypes.get_default_dtype()
    if array.dtype.kind == "c":
        return dtypes.default_complex_dtype()
    return dtypes.from_numpy(array.dtype)


def array_of(data: Any) -> np.ndarray[Any, Any]:
    """Numbers in nested lists as an array; PyTorch's errors for all that is none."""
    if isinstance(data, str):
        raise TypeError("new(): invalid data type 'str'")
    check_lengths(data, 0, expected_lengths(data))
    try:
        array = np.array(plain(data))
    except OverflowError:
        raise ValueError("Overflow when unpacking long long") from None
    if array.dtype == object or (array.dtype.kind == "u" and array.dtype.itemsize == 8):
        raise ValueError("Overflow when unpacking long long")
    return array


def plain(data: Any) -> Any:
    """Nested lists with tensors replaced by their numbers; the error for what is no number."""
    if isinstance(data, SEQUENCES):
        if len(data) and isinstance(data[0], np.ndarray):
            errors.warn_once(LIST_OF_ARRAYS)
        if any(isinstance(item, str) for item in islice(data, 1, None)) and not isinstance(
            data[0], str
        ):
            raise TypeError("new(): invalid data type 'str'")
        return [plain(item) for item in data]
    if isinstance(data, Tensor):
        if data._requires_grad:
            errors.warn_once(errors.SCALAR_OF_GRAD)
        if data._a.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return data._a.reshape(())[()]
    if isinstance(data, str):
        raise ValueError("too many dimensions 'str'")
    if not isinstance(data, (bool, int, float, complex, np.ndarray, np.generic)):
        raise RuntimeError(f"Could not infer dtype of {type(data).__name__}")
    return data


MOST_DIMENSIONS = 64  # numpy's; PyTorch has 128


def expected_lengths(data: Any) -> list[int]:
    """The lengths along each dimension, read off the first items."""
    lengths = []
    while isinstance(data, SEQUENCES):
        lengths.append(len(data))
        if not len(data):
            break
        if len(lengths) > MOST_DIMENSIONS:  # a list that holds itself has no end
            raise ValueError(f"too many dimensions '{type(data).__name__}'")
        data = data[0]
    return lengths


def check_lengths(data: Any, dim: int, lengths: list[int]) -> None:
    """Raise PyTorch's error for the first list whose length is not that of its siblings."""
    if dim >= len(lengths):
        if isinstance(data, SEQUENCES):
            raise TypeError(f"'{type(data).__name__}' object cannot be interpreted as an integer")
        return
    if not isinstance(data, SEQUENCES):
        raise TypeError("not a sequence")
    if len(data) != lengths[dim]:
        raise ValueError(
            f"expected sequence of length {lengths[dim]} at dim {dim} (got {len(data)})"
        )
    for item in data:
        check_lengths(item, dim + 1, lengths)


@public("from_numpy", method=False)
def from_numpy(ndarray: np.ndarray[Any, Any]) -> Tensor:
    """A tensor that shares the memory of a numpy array (torch.from_numpy)."""
    if not isinstance(ndarray, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {type(ndarray).__name__})")
    dtypes.from_numpy(ndarray.dtype)
    if any(step < 0 for step in ndarray.strides):
        raise ValueError(
            "At least one stride in the given numpy array is negative, and tensors with negative "
            "strides are not currently supported. (You can probably work around this by making a "
            "copy of your array  with array.copy().) "
        )
    result = leaf("from_numpy", ndarray, False)
    shared_counter(result)
    return made_of(ndarray, result)


@public("as_tensor", method=False)
def as_tensor(data: Any, dtype: Any = None, device: Any = None) -> Any:
    """The tensor itself, or one that shares an array's memory if it can (torch.as_tensor)."""
    devices.check(device)
    if isinstance(data, Tensor):
        from autograd_core.ops.conversion import converted

        return converted(data, dtype_of("as_tensor", dtype, data.dtype))
    if isinstance(data, np.ndarray):
        own = dtypes.from_numpy(data.dtype)
        if dtype is None or dtype is own:
            return from_numpy(data)
    return made_of(data, leaf("as_tensor", copied("as_tensor", data, dtype)[()], False))


@public("asarray", method=False)
def asarray(
    obj: Any,
    *,
    dtype: Any = None,
    device: Any = None,
    copy: bool | None = None,
    requires_grad: bool | None = None,
) -> Any:
    """As `as_tensor`, with a say in whether to copy (torch.asarray)."""
    devices.check(device)
    if isinstance(obj, Tensor) and requires_grad is None and obj._requires_grad:
        errors.warn_once(ASARRAY_GRAD)
    if copy and isinstance(obj, Tensor):
        source: Any = obj
        made = source.clone() if dtype is None else source.to(dtype, copy=True)
    else:
        made = as_tensor(np.array(obj) if copy and isinstance(obj, np.ndarray) else obj, dtype)
    if requires_grad is not None and requires_grad != made._requires_grad:
        made = made.detach().requires_grad_(requires_grad)
    return made


@public("new_tensor", function=False)
def new_tensor(
    self: Tensor, data: Any, *, dtype: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """As torch.tensor, in this tensor's dtype (torch.Tensor.new_tensor)."""
    devices.check(device)
    if isinstance(data, Tensor):
        errors.warn(COPY_CONSTRUCT.replace("torch.tensor(", "tensor.new_tensor("))
    array = copied("new_tensor", data, dtype, self.dtype)
    return leaf("new_tensor", array[()], requires_grad)


def legacy(kind: dtypes.dtype, args: tuple[Any, ...]) -> Any:
    """`torch.FloatTensor(2, 3)` or `torch.FloatTensor([1, 2])`: sizes, or data."""
    if len(args) == 1 and isinstance(args[0], Tensor):
        return alias_of(args[0], kind)
    if len(args) == 1 and isinstance(args[0], (list, tuple, range, np.ndarray)):
        from autograd_core.size import Size

        if not isinstance(args[0], Size):
            array = np.array(copied("new", args[0], None), dtype=kind.numpy)
            return leaf("Tensor", array, False)
    if len(args) == 1 and not isinstance(args[0], (int, np.integer, tuple)):
        if isinstance(args[0], str):
            raise TypeError("new(): invalid data type 'str'")
        raise TypeError(f"new(): data must be a sequence (got {type(args[0]).__name__})")
    shape = sizes("new", args) if args else (0,)
    return leaf("Tensor", np.zeros(shape, kind.numpy), False)


def alias_of(tensor: Tensor, kind: dtypes.dtype) -> Any:
    """`torch.Tensor(t)`: the same memory."""
    from autograd_core.dispatch import apply
    from autograd_core.ops.slicing import alias

    if tensor.dtype is not kind:
        raise TypeError(f"expected {kind.tensor_type} (got {tensor.dtype.tensor_type})")
    return apply(alias, (tensor,), {})


@public("new", function=False)
def tensor_new(self: Tensor, *args: Any) -> Any:
    """A tensor of this one's dtype from sizes or data (torch.Tensor.new)."""
    return legacy(self.dtype, args)


class TensorType(type):
    """What makes `isinstance(x, torch.FloatTensor)` look at the dtype."""

    kind: dtypes.dtype

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, Tensor) and instance.dtype is cls.kind

    def __call__(cls, *args: Any) -> Any:
        return legacy(cls.kind, args)

    def __repr__(cls) -> str:
        return f"<class '{cls.kind.tensor_type}'>"


TensorType.__name__, TensorType.__module__ = "tensortype", "torch"


def typed(name: str, kind: dtypes.dtype) -> TensorType:
    """The type of that name."""
    told = OF_KIND.format(name)
    return TensorType(name, (), {"kind": kind, "__module__": "torch", "__doc__": told})


OF_KIND = """Tensors of one dtype: makes them of sizes or data, and recognises them (torch.{}).

Raises TypeError for data that is no sequence.
"""
TYPES: dict[str, Any] = {
    name: typed(name, kind) for name, kind in dtypes.TENSOR_TYPES.items() if kind._numpy is not None
}
"""torch.FloatTensor, torch.LongTensor and their like, by name."""


@public("set_default_tensor_type", method=False)
def set_default_tensor_type(t: Any) -> None:
    """Choose the dtype of new floating point tensors by type (torch.set_default_tensor_type).

    t  `torch.DoubleTensor` or its name as text

    Raises TypeError for a type of whole numbers, and for what is no type of tensors.
    """
    if isinstance(t, str):
        module, _, name = t.rpartition(".")
        if module != "torch":
            raise ModuleNotFoundError(f"No module named '{module or name}'")
        if name not in TYPES:
            raise AttributeError(f"module 'torch' has no attribute '{name}'")
        t = TYPES[name]
    if not isinstance(t, TensorType):
        raise TypeError(
            "invalid type object: only floating-point types are supported as the default type"
        )
    dtypes.set_default_dtype(t.kind)
    errors.warn_once(
        "torch.set_default_tensor_type() is deprecated as of PyTorch 2.1, please use "
        "torch.set_default_dtype() and torch.set_default_device() as alternatives."
    )


@public("frombuffer", method=False)
def frombuffer(
    buffer: Any, *, dtype: Any, count: int = -1, offset: int = 0, requires_grad: bool = False
) -> Tensor:
    """A tensor over the bytes of an object, in a copy (torch.frombuffer)."""
    kind = dtype_of("frombuffer", dtype, None)
    array = np.frombuffer(buffer, kind.numpy, count, offset).copy()
    return leaf("frombuffer", array, requires_grad)
