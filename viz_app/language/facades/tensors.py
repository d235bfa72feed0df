"""What a program may ask of a tensor, a shape, a dtype, a node, a hook's handle: listed by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from inspect import signature
from typing import Any

import numpy as np

from autograd_core import METHODS, dtypes
from autograd_core.autograd.forward_ad import UnpackedDualTensor
from autograd_core.dtypes import dtype, finfo, iinfo, int32
from autograd_core.handles import RemovableHandle
from autograd_core.nn.modules.state import IncompatibleKeys
from autograd_core.nn.parameter import Buffer, Parameter
from autograd_core.node import AccumulateGrad, Node
from autograd_core.return_types import TYPES
from autograd_core.size import Size
from autograd_core.tensor import Tensor, memory
from autograd_core.trace.recorder import root_of
from viz_app.language.attributes import (
    ABSENT,
    FALLBACKS,
    OPEN,
    TABLES,
    Field,
    Member,
    Method,
)
from viz_app.language.classes import UserClass
from viz_app.language.facades.registry import known
from viz_app.language.values import BoundBuiltin, TypeValue, Value

FIELDS = """
    T H mT mH data device dtype grad grad_fn imag is_cpu is_cuda is_leaf is_sparse itemsize layout
    nbytes ndim output_nr real requires_grad retains_grad shape _backward_hooks
    _base _version
"""
OWN_METHODS = """
    dim element_size get_device is_complex is_contiguous is_floating_point is_inference is_shared
    item nelement ndimension numel requires_grad_ size stride tolist type _is_view
    register_hook register_post_accumulate_grad_hook retain_grad backward
"""
CLOSED = """
    numpy data_ptr storage untyped_storage as_strided as_strided_ set_ resize_ resize_as_ map_ map2_
    apply_ share_memory_ pin_memory
"""
"""Methods that hand out memory or take code of the host: not through here."""


def tensor_table(kind: type) -> dict[str, Member]:
    """The attributes of a tensor type: the listed ones that the core has, and its operations."""
    table: dict[str, Member] = {}
    for name in FIELDS.split():
        found = getattr(kind, name, None)
        if isinstance(found, property) and found.fget is not None:
            table[name] = Field(found.fget, found.fset, reach=True)
        elif hasattr(kind, name):
            table[name] = Field(reader(name), reach=True)
    names = {*OWN_METHODS.split(), *METHODS} - set(CLOSED.split())
    for name in names:
        if callable(getattr(kind, name, None)):
            table[name] = Method(name, python_types(name, getattr(kind, name)), reach=True)
    own = {"data_ptr": place_of, "cpu": lambda self: self, "cuda": no_cuda}
    return table | {name: Method(name, call, reach=True) for name, call in own.items()}


PYTHON_TYPES = {bool: dtypes.bool_, int: dtypes.int64, float: dtypes.float64}
PYTHON_TYPES[complex] = dtypes.complex128


def python_types(name: str, call: Callable[..., Value]) -> Callable[..., Value]:
    """A function of the core that takes a dtype: it takes Python's `float` for one, too.

    `tensor.type` takes types as they are: `torch.LongTensor`.
    """
    if name in ("type", "set_default_tensor_type"):
        return types_as_they_are(call)
    if name != "to" and not takes_dtype(call):
        return call

    @wraps(call)
    def run(*args: Value, **kwargs: Value) -> Value:
        if "dtype" in kwargs:
            kwargs["dtype"] = dtype_for(kwargs["dtype"])
        elif any(isinstance(arg, TypeValue | UserClass) for arg in args):
            args = tuple(map(dtype_for, args))
        return call(*args, **kwargs)

    return run


def types_as_they_are(call: Callable[..., Value]) -> Callable[..., Value]:
    @wraps(call)
    def run(*args: Value, **kwargs: Value) -> Value:
        named = {name: host_of(value) for name, value in kwargs.items()}
        return call(*map(host_of, args), **named)

    return run


@cache
def takes_dtype(call: Callable[..., Value]) -> bool:
    """Looked at once for all runs: a signature takes long, and `torch` has a thousand functions."""
    return "dtype" in signature(call).parameters


def host_of(value: Value) -> Value:
    return value.host if isinstance(value, TypeValue | UserClass) else value


def dtype_for(value: Value) -> Value:
    host = host_of(value)
    return PYTHON_TYPES.get(host, host) if isinstance(host, type) else value


FIRST, APART = 0x5581_0000_0000, 1 << 32
PLACES: dict[int, tuple[Any, int]] = {}
"""The memory that was asked about, and where it seems to lie: the same in every run."""


def place_of(tensor: Any) -> int:
    """`tensor.data_ptr()`: equal where tensors share memory, apart by the bytes between them."""
    root = root_of(memory(tensor))
    _, first = PLACES.setdefault(id(root), (root, FIRST + APART * len(PLACES)))
    return first + int(tensor.data_ptr()) - int(np.asarray(root).ctypes.data)


def no_cuda(*args: Value, **kwargs: Value) -> Value:
    """PyTorch's own sentence where it was built without CUDA."""
    raise AssertionError("Torch not compiled with CUDA enabled")


def reader(name: str) -> Callable[[Value], Value]:
    return lambda value: getattr(value, name)


def methods(kind: type, names: str) -> dict[str, Member]:
    return {name: Method(name, getattr(kind, name)) for name in names.split()}


def fields(names: str) -> dict[str, Member]:
    return {name: Field(reader(name)) for name in names.split()}


def own_attributes(tensor: Any) -> dict[str, Value]:
    """`weight.decay = False`: what a program keeps on a tensor, apart from what the core does."""
    own: dict[str, Value] = tensor.__dict__.setdefault("_theirs", {})
    return own


OPEN[Tensor] = OPEN[Parameter] = own_attributes
TABLES[Tensor] = tensor_table(Tensor)
TABLES[Parameter] = tensor_table(Parameter)
TABLES[Buffer] = tensor_table(Buffer)
ABSENT[Tensor] = known("torch.Tensor") - TABLES[Tensor].keys()
for _kind in TYPES.values():
    TABLES[_kind] = {name: Field(reader(name)) for name in _kind.fields}
    TABLES[_kind] |= methods(_kind, "count index")
for _limits in (finfo(), iinfo(int32)):
    TABLES[type(_limits)] = fields(" ".join(vars(_limits)))
TABLES[IncompatibleKeys] = fields("missing_keys unexpected_keys")
TABLES[UnpackedDualTensor] = fields("primal tangent")
TABLES[Size] = methods(Size, "count index numel")
TABLES[dtype] = {
    **fields("is_complex is_floating_point is_signed itemsize"),
    **methods(dtype, "to_complex to_real"),
}
TABLES[RemovableHandle] = methods(RemovableHandle, "remove __enter__ __exit__")

NODE: dict[str, Member] = {
    **methods(Node, "name register_hook register_prehook _sequence_nr"),
    **fields("metadata next_functions requires_grad"),
}


def node_attribute(value: Any, name: str) -> Value:
    """An attribute of a `grad_fn`, whose exact type is one per operation."""
    found = NODE.get(name)
    if isinstance(found, Method):
        return BoundBuiltin(name, getattr(type(value), name), value)
    if found is not None:
        return found.get(value)
    if name == "variable" and isinstance(value, AccumulateGrad):
        return value.variable
    if name.startswith("_saved_"):
        return getattr(value, name)
    raise AttributeError(f"'{type(value).__name__}' object has no attribute '{name}'")


FALLBACKS[Node] = node_attribute
