"""Attributes: what a tensor tells of its dtype, device and place in memory."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograd_core import devices, errors, inplace, views
from autograd_core.arguments import whole
from autograd_core.ops.detaching import detach
from autograd_core.ops.registry import public, required
from autograd_core.size import Size
from autograd_core.state import STATE
from autograd_core.strides import address, offset_of, stride_of
from autograd_core.tensor import Tensor, differentiable, memory, shared_counter, wrap


def attribute(name: str, value: Any) -> None:
    """Offer `Tensor.<name>`, which cannot be set."""

    def refuse(self: Tensor, given: Any) -> None:
        raise AttributeError(f"attribute '{name}' of 'torch._C.TensorBase' objects is not writable")

    getter = value if callable(value) else lambda self: value
    setattr(Tensor, name, property(getter, refuse, doc=getattr(getter, "__doc__", None)))


ATTRIBUTES = {
    "device": devices.CPU,
    "layout": devices.strided,
    "is_cuda": False,
    "is_cpu": True,
    "is_sparse": False,
    "is_quantized": False,
    "is_mps": False,
    "is_meta": False,
    "is_mkldnn": False,
    "is_nested": False,
    "name": None,
    "itemsize": lambda self: self._a.itemsize,
    "nbytes": lambda self: self._a.nbytes,
    "grad_dtype": lambda self: self.dtype,
}
for _name, _value in ATTRIBUTES.items():
    attribute(_name, _value)


for _name in ("is_leaf", "grad_fn", "shape", "dtype", "ndim", "retains_grad", "_version"):
    attribute(_name, Tensor.__dict__[_name].fget)


@public("is_contiguous", function=False)
def is_contiguous(self: Tensor, memory_format: Any = None) -> bool:
    """Whether the elements lie in order (torch.Tensor.is_contiguous)."""
    return isinstance(self._a, np.generic) or bool(self._a.flags.c_contiguous)


@public("stride", function=False)
def stride(self: Tensor, dim: int | None = None) -> Any:
    """Per dimension how many elements apart neighbours lie (torch.Tensor.stride)."""
    steps = stride_of(self._a)
    return steps if dim is None else steps[errors.dimension(dim, len(steps))]


@public("storage_offset", function=False)
def storage_offset(self: Tensor) -> int:
    """How many elements of the memory lie before the first (torch.Tensor.storage_offset)."""
    return offset_of(memory(self))


@public("data_ptr", function=False)
def data_ptr(self: Tensor) -> int:
    """The address of the first element (torch.Tensor.data_ptr)."""
    shared_counter(self)
    return address(memory(self)) if self._a.size else 0


@public("dim", "ndimension", function=False)
def dim(self: Tensor) -> int:
    """The number of dimensions (torch.Tensor.dim)."""
    return int(self._a.ndim)


@public("nelement", function=False)
def nelement(self: Tensor) -> int:
    """The number of elements (torch.Tensor.nelement)."""
    return int(self._a.size)


@public("numel", method=False)
def torch_numel(input: Tensor) -> int:
    """The number of elements (torch.numel)."""
    return int(required("numel", "input", 1, input)._a.size)


@public("element_size", function=False)
def element_size(self: Tensor) -> int:
    """The bytes of one element (torch.Tensor.element_size)."""
    return int(self._a.itemsize)


@public("size", function=False)
def size(self: Tensor, dim: int | None = None) -> Any:
    """The shape, or the size of one dimension (torch.Tensor.size)."""
    shape = self._a.shape
    if dim is None:
        return Size(shape)
    if not shape:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    return int(shape[errors.dimension(dim, len(shape))])


@public("get_device", function=False)
def get_device(self: Tensor) -> int:
    """-1: the tensor is on the CPU (torch.Tensor.get_device)."""
    return -1


@public("is_floating_point")
def is_floating_point(input: Tensor) -> bool:
    """Whether the dtype is a floating-point one (torch.is_floating_point)."""
    return bool(required("is_floating_point", "input", 1, input)._a.dtype.kind == "f")


@public("is_complex")
def is_complex(input: Tensor) -> bool:
    """Whether the dtype is a complex one (torch.is_complex)."""
    return bool(required("is_complex", "input", 1, input)._a.dtype.kind == "c")


@public("is_signed", function=False)
def is_signed(self: Tensor) -> bool:
    """Whether the dtype has negative numbers (torch.Tensor.is_signed)."""
    return self.dtype.is_signed


@public("is_tensor", method=False)
def is_tensor(obj: Any) -> bool:
    """Whether an object is a tensor (torch.is_tensor)."""
    return isinstance(obj, Tensor)


@public("is_nonzero")
def is_nonzero(input: Tensor) -> bool:
    """Whether the only element is not 0 (torch.is_nonzero)."""
    return bool(required("is_nonzero", "input", 1, input))


@public("is_same_size")
def is_same_size(input: Tensor, other: Tensor) -> bool:
    """Whether two tensors have one shape (torch.Tensor.is_same_size)."""
    return bool(input._a.shape == other._a.shape)


@public("is_set_to", function=False)
def is_set_to(self: Tensor, tensor: Tensor) -> bool:
    """Whether two tensors are the same look into the same memory (torch.Tensor.is_set_to)."""
    same = data_ptr(self) == data_ptr(tensor) and self._a.shape == tensor._a.shape
    return same and stride_of(self._a) == stride_of(tensor._a)


@public("is_shared", "is_pinned", function=False)
def never(self: Tensor) -> bool:
    """False: the memory is ordinary memory (torch.Tensor.is_pinned, is_shared)."""
    return False


@public("dim_order", function=False)
def dim_order(self: Tensor) -> tuple[int, ...]:
    """The dimensions from the outermost in memory to the innermost (torch.Tensor.dim_order)."""
    steps = stride_of(self._a)
    return tuple(sorted(range(len(steps)), key=lambda axis: -steps[axis]))


def get_data(self: Tensor) -> Tensor:
    """`tensor.data`: the same memory without history, with a version count of its own."""
    result = wrap(views.same_memory(memory(self)))
    shared_counter(self)
    shared_counter(result)
    result._inference = self._inference
    result._created = views.DETACHED if self._inference and not STATE.inference else ""
    if self._requires_grad:
        result._cut = "detached"
    if STATE.recorder is not None:
        STATE.recorder.operation(detach, (self,), {}, (result,), None, "detached")
    return result


def set_data(self: Tensor, value: Any) -> None:
    """`tensor.data = value`: another memory (and shape, and dtype) for the same tensor."""
    if not isinstance(value, Tensor):
        raise TypeError(f"Variable data has to be a tensor, but got {type(value).__name__}")
    if self._requires_grad and not differentiable(value._a):
        raise RuntimeError(
            "data set to a tensor that requires gradients must be floating point or complex dtype"
        )
    shared_counter(self)
    shared_counter(value)
    self._a = memory(value)
    self._inference = value._inference
    if STATE.recorder is not None:
        STATE.recorder.operation(detach, (value,), {}, (self,), None, "detached", inplace=self)


for _name, _property in {"data": property(get_data, set_data)}.items():
    setattr(Tensor, _name, _property)


@public("set_", function=False)
def set_(self: Tensor, source: Tensor) -> Tensor:
    """Look into the memory of `source` from now on (torch.Tensor.set_)."""
    if source.dtype is not self.dtype:
        raise RuntimeError(
            f"Could not set tensor of type {source.dtype.c_name} to a tensor of type "
            f"{self.dtype.c_name}"
        )
    inplace.check_leaf(self)
    set_data(self, source)
    shared_counter(self)[0] += 1
    return self


@public("resize_", function=False)
def resize_(self: Tensor, *sizes: Any, memory_format: Any = None) -> Tensor:
    """Another size, as much of the memory as there is kept (torch.Tensor.resize_)."""
    if self._requires_grad:
        raise RuntimeError("cannot resize variables that require grad")
    shape = whole("resize_", "size", sizes)
    count = math.prod(shape)
    flat = np.zeros(count, self._a.dtype)
    old = np.asarray(self._a).reshape(-1)[:count]
    flat[: old.size] = old
    self._a = flat.reshape(shape)
    shared_counter(self)[0] += 1
    return self


@public("resize_as_", function=False)
def resize_as_(self: Tensor, the_template: Tensor) -> Tensor:
    """The size of another tensor (torch.Tensor.resize_as_)."""
    return resize_(self, the_template._a.shape)


@public("sum_to_size", function=False)
def sum_to_size(self: Tensor, *size: Any) -> Any:
    """Summed over the dimensions along which `size` was repeated (torch.Tensor.sum_to_size)."""
    from autograd_core.broadcast import spread_axes, sum_to

    wanted, own = whole("sum_to_size", "size", size), self._a.shape
    fits = len(wanted) <= len(own) and all(
        want in (1, have) for want, have in zip(wanted, own[len(own) - len(wanted) :], strict=True)
    )
    if not fits:
        raise RuntimeError(
            f"size {{{errors.size_text(wanted)}}} is not expandable to size "
            f"{{{errors.size_text(own)}}}."
        )
    return self if wanted == own else sum_to(self, wanted, spread_axes(wanted, own))


def by_element(name: str, others: int) -> None:
    """Offer `apply_`, `map_`: a Python function over every element, in place."""

    def method(self: Tensor, *args: Any) -> Tensor:
        if self._requires_grad:
            raise RuntimeError(
                f"Can't call {name}() on Variable that requires grad. "
                f"Use var.detach().{name}() instead."
            )
        function = args[-1]
        arrays = [np.asarray(each._a) for each in (self, *args[:others])]
        grid = np.vectorize(function, otypes=[self._a.dtype])(*arrays)
        inplace.write(self, grid)
        return self

    method.__name__ = name
    method.__doc__ = f"A Python function over every element, in place (torch.Tensor.{name})."
    public(name, function=False)(method)


by_element("apply_", 0)
by_element("map_", 1)
