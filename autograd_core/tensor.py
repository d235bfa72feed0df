"""The Tensor: an array with its place in the graph; its operations are attached from `ops/`."""

from __future__ import annotations

import copyreg
import weakref
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core import dtypes, errors, printing
from autograd_core.size import Size
from autograd_core.state import STATE

if TYPE_CHECKING:
    from autograd_core.handles import Hooks
    from autograd_core.node import AccumulateGrad, Node


FLOATS = frozenset((np.float32, np.float64))
UNSAVED = frozenset(("_accumulator", "_backward_hooks"))
"""What a copy or a file of a tensor does not take along."""


class Tensor:
    """A mirror of `torch.Tensor` on the CPU.

    The array `_a` is a numpy array, or for a 0-dim tensor that shares its memory with nothing an
    immutable numpy scalar (ten times faster to compute with). Only what differs from the defaults
    below is stored on an instance.
    """

    __module__ = "torch"

    def __new__(cls, *args: Any) -> Any:
        """`torch.Tensor(2, 3)` or `torch.Tensor([1, 2])`: sizes or data, in the default dtype."""
        if cls is not Tensor:
            return object.__new__(cls)
        from autograd_core.data import legacy

        return legacy(dtypes.get_default_dtype(), args)

    __module__ = "torch"

    _a: Any
    _requires_grad: bool = False
    _grad_fn: Node | None = None
    _grad: Tensor | None = None
    _counter: list[int] | None = None
    _base: Tensor | None = None
    _seen: int = 0
    _created: str = ""
    _views: weakref.WeakValueDictionary[int, Tensor] | None = None
    _asked: bool = False
    _detached_at: int = 0
    _accumulator: weakref.ref[AccumulateGrad] | None = None
    _keep_accumulator: AccumulateGrad | None = None
    _post_accumulate_hooks: Hooks | None = None
    _backward_hooks: Hooks | None = None
    _retains_grad: bool = False
    _inference: bool = False
    _cut: str = ""
    _cleared: bool = False
    _conjugate: bool = False
    output_nr: int = 0

    @property
    def dtype(self) -> dtypes.dtype:
        """The element type, such as `torch.float32`."""
        return dtypes.from_numpy(self._a.dtype)

    @property
    def shape(self) -> Size:
        """The size of every dimension."""
        return Size(self._a.shape)

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return int(self._a.ndim)

    @property
    def is_leaf(self) -> bool:
        """Whether the tensor has no history: nothing recorded made it."""
        return self.grad_fn is None

    @property
    def grad_fn(self) -> Node | None:
        """The node that made this tensor, None for a leaf."""
        if self._base is not None and self._counter is not None and self._counter[0] != self._seen:
            from autograd_core.views import current_node

            return current_node(self)
        return self._grad_fn

    @property
    def requires_grad(self) -> bool:
        """Whether gradients flow to or through this tensor."""
        return self._requires_grad

    @requires_grad.setter
    def requires_grad(self, wanted: bool) -> None:
        if not isinstance(wanted, bool):
            raise RuntimeError("requires_grad must be a bool")
        self._check_requires_grad(wanted, "floating point and complex dtype")
        self._set_requires_grad(wanted)

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Switch `requires_grad`; returns the tensor itself (torch.Tensor.requires_grad_)."""
        if not isinstance(requires_grad, bool):
            raise TypeError(
                "requires_grad_(): argument 'requires_grad' (position 1) must be bool, not "
                f"{type(requires_grad).__name__}"
            )
        self._check_requires_grad(requires_grad, "floating point dtype")
        self._set_requires_grad(requires_grad)
        return self

    def _check_requires_grad(self, wanted: bool, allowed: str) -> None:
        if not wanted and (self._grad_fn is not None or self.grad_fn is not None):
            raise RuntimeError(errors.REQUIRES_GRAD_OF_RESULT)
        if wanted and not differentiable(self._a):
            raise RuntimeError(f"only Tensors of {allowed} can require gradients")
        if self._inference and wanted and not STATE.inference:
            raise RuntimeError(errors.INFERENCE_REQUIRES_GRAD)

    def _set_requires_grad(self, wanted: bool) -> None:
        self._asked = wanted
        base = self._base
        if base is not None and base._requires_grad and differentiable(self._a):
            wanted = True  # a view requires a gradient as long as its base does
        changed = wanted != self._requires_grad
        self._requires_grad = wanted
        if changed and self._views is not None:
            from autograd_core.views import tell_views

            tell_views(self)
        if changed and STATE.recorder is not None:
            STATE.recorder.flag(self)

    @property
    def grad(self) -> Tensor | None:
        """The gradient collected so far, or None; reading a non-leaf's warns as PyTorch does."""
        grad = self._grad
        if grad is None and not self._retains_grad and self._grad_fn is not None:
            errors.warn(errors.NON_LEAF_GRAD)
        if STATE.recorder is not None:
            STATE.recorder.look(self, grad)
        return grad

    @grad.setter
    def grad(self, value: Tensor | None) -> None:
        self._check_grad(value)
        old = self._grad
        self._grad = value
        if value is None and old is not None:
            self._cleared = True
        if STATE.recorder is not None:
            STATE.recorder.grad_set(self, old, value)

    @grad.deleter
    def grad(self) -> None:
        self.grad = None

    def _check_grad(self, value: Tensor | None) -> None:
        if value is None:
            return
        if not isinstance(value, Tensor):
            raise TypeError(
                "assigned grad expected to be a Tensor or None but got grad of type "
                f"{type(value).__name__}"
            )
        if value is self:
            raise RuntimeError("can't assign Variable as its own grad")
        if value._a.dtype != self._a.dtype:
            raise RuntimeError(errors.grad_dtype(value.dtype, self.dtype))
        if value._a.shape != self._a.shape:
            raise RuntimeError(
                f"attempting to assign a gradient of size '{errors.size_text(value._a.shape)}' to "
                f"a tensor of size '{errors.size_text(self._a.shape)}'. Please ensure that the "
                "gradient and the tensor are the same size"
            )

    @property
    def volatile(self) -> bool:
        """Always False: what `torch.no_grad()` has replaced."""
        errors.warn("volatile was removed (Variable.volatile is always False)")
        return False

    @property
    def retains_grad(self) -> bool:
        """Whether this non-leaf keeps its gradient (after `retain_grad()`)."""
        return self._retains_grad

    @property
    def _version(self) -> int:
        if self._inference:
            raise RuntimeError(errors.INFERENCE_VERSION)
        return self._counter[0] if self._counter is not None else 0

    def is_inference(self) -> bool:
        """Whether the tensor was made under `inference_mode` (torch.Tensor.is_inference)."""
        return self._inference

    def _is_view(self) -> bool:
        return self._base is not None

    def numel(self) -> int:
        """The number of elements (torch.Tensor.numel)."""
        return int(self._a.size)

    def item(self) -> Any:
        """The only element as a Python number; RuntimeError when there is not exactly one."""
        if self._a.size != 1:
            raise RuntimeError(
                f"a Tensor with {self._a.size} elements cannot be converted to Scalar"
            )
        value = self._a.item()
        if STATE.recorder is not None:
            STATE.recorder.gave(value, self, "item")
        return value

    def tolist(self) -> Any:
        """The elements as nested Python lists, a 0-dim tensor as its number."""
        values = self._a.tolist()
        if STATE.recorder is not None:
            STATE.recorder.gave(values, self, "tolist")
        return values

    def __len__(self) -> int:
        if self._a.ndim == 0:
            raise TypeError("len() of a 0-d tensor")
        return int(self._a.shape[0])

    def __bool__(self) -> bool:
        if self._a.size > 1:
            raise RuntimeError("Boolean value of Tensor with more than one value is ambiguous")
        if self._a.size == 0:
            raise RuntimeError("Boolean value of Tensor with no values is ambiguous")
        return bool(self._a.item())

    def __hash__(self) -> int:
        return id(self)

    def __reduce__(self) -> tuple[Any, ...]:
        state = {name: value for name, value in self.__dict__.items() if name not in UNSAVED}
        make = (blank, ()) if type(self) is Tensor else (copyreg.__newobj__, (type(self),))  # type: ignore[attr-defined]
        return *make, state

    def __repr__(self) -> str:
        tangent = None if STATE.forward is None else STATE.forward.tangent(self)
        return printing.tensor_repr(
            np.asarray(self._a),
            self.dtype,
            requires_grad=self._requires_grad,
            grad_fn=self._node_name(),
            tangent=None if tangent is None else f"{tangent}",
        )

    def _node_name(self) -> str | None:
        """What a printed tensor says of its node; `Invalid` for a view that lost its history."""
        try:
            node = self.grad_fn
        except RuntimeError:
            return "Invalid"
        return None if node is None else type(node).__name__

    def __format__(self, spec: str) -> str:
        if self._a.ndim == 0 and type(self) is Tensor:
            return format(self.item(), spec)
        return object.__format__(self, spec)


def blank() -> Tensor:
    """A tensor to be filled: a pickle finds this function, not a class of torch."""
    tensor: Tensor = Tensor.__new__(Tensor)
    return tensor


def wrap(array: Any) -> Tensor:
    """A fresh tensor around an array (no copy) or a numpy scalar, without history."""
    tensor = object.__new__(Tensor)
    tensor._a = array
    return tensor


def differentiable(array: Any) -> bool:
    """Whether gradients exist for this array's dtype: floating point and complex ones."""
    return type(array) in FLOATS or array.dtype.kind in "fc"


def shared_counter(tensor: Tensor) -> list[int]:
    """The tensor's version counter, made now if it was still implicit."""
    if tensor._counter is None:
        tensor._counter = [0]
    return tensor._counter


def made_in_inference(tensor: Tensor) -> None:
    """Mark a tensor as made under `inference_mode`; with a counter it is looked at more closely."""
    tensor._inference = True
    shared_counter(tensor)


def memory(tensor: Tensor) -> np.ndarray[Any, Any]:
    """The tensor's array as real memory, so that somebody can share it or write into it."""
    if not isinstance(tensor._a, np.ndarray):
        tensor._a = np.asarray(tensor._a)
    array: np.ndarray[Any, Any] = tensor._a
    return array
