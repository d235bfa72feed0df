"""Views: tensors that look into one memory in, their common history when one is overwritten out.

As in PyTorch every view knows its base (never another view) and the version it last looked at. An
in-place operation on a view becomes a `CopySlices` node of the base; the views then make a new
node for themselves (`AsStridedBackward0`) when somebody asks for it.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograd_core import errors
from autograd_core.node import Edge, Node, gradient_edge
from autograd_core.state import STATE
from autograd_core.strides import Geometry, geometry, laid_out, strided
from autograd_core.tensor import Tensor, differentiable, memory, shared_counter, wrap

SEVERAL, NO_GRAD, INFERENCE, FUNCTION = "several", "no_grad", "inference_mode", "function"
"""How a view came about, if it may not be written into ("" if it may)."""
DETACHED = "detached"
"""How an inference tensor came about that may be written into anywhere."""


def share(view: Tensor, of: Tensor) -> None:
    """Let `view` count its versions together with the tensor whose memory it looks into."""
    view._counter = shared_counter(of)
    if of._inference:
        view._inference = True


def share_detached(view: Tensor, of: Tensor) -> None:
    """`share` for what `detach` gives: outside inference mode it may be written into."""
    share(view, of)
    if of._conjugate:
        view._conjugate = True
    if of._inference and not STATE.inference:
        view._created = DETACHED


def alias(view: Tensor, of: Tensor, *, several: bool) -> None:
    """Make `view` a view of `of` (of its base, if `of` is a view itself)."""
    share(view, of)
    if of._inference:
        return
    view._base = of._base if of._base is not None else of
    view._seen = shared_counter(of)[0]
    if STATE.inference:
        view._created = INFERENCE
    elif not STATE.grad_enabled:
        view._created = NO_GRAD
    elif several:
        view._created = SEVERAL
    elif of._created:
        view._created = of._created


def ask_for_nodes(args: Sequence[Any]) -> None:
    """Raise what a view that lost its history raises: PyTorch asks for nodes before it computes."""
    if STATE.grad_enabled and not STATE.inference:
        for arg in args:
            _ = isinstance(arg, Tensor) and arg.grad_fn


def follow_base(view: Tensor) -> None:
    """A view without a node of its own requires a gradient whenever its base does."""
    base = view._base
    if base is None or view._grad_fn is not None or not differentiable(view._a):
        return
    if base._requires_grad:
        view._requires_grad = True
    if base._views is None:
        base._views = weakref.WeakValueDictionary()
    base._views[id(view)] = view


def tell_views(base: Tensor) -> None:
    """The base's `requires_grad` has changed: so does that of the views without a node."""
    for view in (base._views or {}).values():
        if view._base is base and view._grad_fn is None:
            view._requires_grad = base._requires_grad or view._asked


def current_node(view: Tensor) -> Node | None:
    """The node of a view whose memory has been written since it last looked.

    Raises PyTorch's error for a view that may not follow its base: one of several that one
    function returned, or one made where nothing was recorded.
    """
    base = view._base
    assert base is not None
    assert view._counter is not None
    if view._grad_fn is None and not base._requires_grad:
        return None
    if view._created:
        raise RuntimeError(refusal(view, indirect=True))
    old = view._grad_fn
    node = looking_again(view, base)
    view._grad_fn = node
    view._requires_grad = True
    view._seen = view._counter[0]
    view.output_nr = 0
    move_retained(view, old, node)
    if STATE.recorder is not None:
        STATE.recorder.looked_again(view, node)
    return node


def looking_again(view: Tensor, base: Tensor) -> Node:
    """The node of `base.as_strided(...)` that gives this view once more."""
    from autograd_core.ops import OPS

    entry = OPS["as_strided"]
    assert entry.node_class is not None
    node = entry.node_class([gradient_edge(base)], [])
    own, whole = geometry(memory(view)), geometry(memory(base))
    node.values = {
        "self_geometry": whole,
        "size": own.size,
        "stride": own.stride,
        "storage_offset": own.offset,
    }
    return node


def move_retained(tensor: Tensor, old: Node | None, new: Node) -> None:
    """`retain_grad` follows the tensor to its new node; hooks stay with the old one."""
    if not tensor._retains_grad:
        return
    for output, kept in list(((old.retained if old is not None else None) or {}).items()):
        if old is not None and old.retained is not None and kept is tensor:
            del old.retained[output]
    new.plain = False
    if new.retained is None:
        new.retained = {}
    new.retained[0] = tensor


def refusal(view: Tensor, *, indirect: bool) -> str:
    """PyTorch's sentences about a view that may not be written into."""
    how = "its base or another view of its base has been" if indirect else "is being"
    node, created = view._grad_fn, view._created
    origin = f"Output {view.output_nr} of {errors.short(node.name())}" if node is not None else ""
    if created in (INFERENCE, NO_GRAD) or node is None:
        start = f"{origin} is a view of a view which was created in" if origin else CREATED
        if created == INFERENCE:
            text = f"{start} inference mode and {how} modified inplace in normal mode."
        else:
            text = f"{start} no_grad mode and {how} modified inplace with grad mode enabled."
    else:
        text = f"{origin} is a view and {how} modified inplace."
    return f"{text} {REASONS[created]}"


CREATED = "A view was created in"
AMBIGUOUS = (
    "Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your "
    "code by moving both the view and the inplace either both inside the {0} block (if you don't "
    "want the inplace to be tracked) or both outside (if you want the inplace to be tracked)."
)
REASONS = {
    SEVERAL: "This view is the output of a function that returns multiple views. Such functions "
    "do not allow the output views to be modified inplace. You should replace the inplace "
    "operation by an out-of-place one.",
    NO_GRAD: AMBIGUOUS.format("no_grad"),
    INFERENCE: AMBIGUOUS.format("inference_mode"),
    FUNCTION: "This view was created inside a custom Function (or because an input was returned "
    "as-is) and the autograd logic to handle view+inplace would override the custom backward "
    "associated with the custom Function, leading to incorrect gradients. This behavior is "
    "forbidden. You can fix this by cloning the output of the custom Function.",
}


class CopySlices(Node):
    """The node of a base of which a view has been overwritten by the operation of node `inner`.

    Its first edge goes to what the base was before; the others are the inner node's.
    """

    title = "torch::autograd::CopySlices"

    def __init__(self, base: Tensor, view: Tensor, inner: Node) -> None:
        edges: list[Edge | None] = [gradient_edge(base), *inner.edges[1:]]
        super().__init__(edges, inner.saved)
        self.inner = inner
        self.op = inner.op  # type: ignore[misc]  # what it saved is shown as this node's
        self.released = False
        self.base: Geometry = geometry(memory(base))
        self.view: Geometry = geometry(memory(view))
        if inner.targets is not None:
            self.targets = [None, *inner.targets[1:]]

    def backward(self, grads: Sequence[Any], *, as_tensors: bool) -> Sequence[Any]:
        if self.released:
            raise RuntimeError(errors.BACKWARD_TWICE)
        grad = grads[0]
        if grad is None:
            return [None] * len(self.edges)
        if as_tensors:
            return self._recorded(grad)
        whole = laid_out(self.base, grad.dtype)
        whole[...] = grad
        part = strided(whole, self.view, self.view.offset - self.base.offset)
        results = list(self.inner.backward([part.copy()], as_tensors=False))
        if self.edges[0] is not None:
            part[...] = 0 if results[0] is None else results[0]
            results[0] = whole
        return results

    def _recorded(self, grad: Any) -> Sequence[Any]:
        """The same with operations on tensors, which are recorded."""
        whole: Any = wrap(laid_out(self.base, grad._a.dtype))
        whole.copy_(grad)
        offset = self.view.offset - self.base.offset
        part = whole.as_strided(self.view.size, self.view.stride, offset)
        results = list(self.inner.backward([part.clone()], as_tensors=True))
        if self.edges[0] is not None:
            if results[0] is None:
                part.zero_()
            else:
                part.copy_(results[0])
            results[0] = whole
        return results

    def release(self) -> Sequence[Any]:
        self.released = True
        freed = self.inner.release()
        self.saved = self.inner.saved
        return freed


CopySlices.__module__ = "builtins"  # PyTorch prints <class 'CopySlices'>


def rebase(target: Tensor, node: Node) -> Node:
    """Give an overwritten tensor its new history; returns the node that the trace shows.

    A plain tensor gets `node` itself. Of a view the base gets a CopySlices around it.
    """
    base = target._base
    if base is None:
        old = target._grad_fn
        become_child(target, node)
        move_retained(target, old, node)
        tell_views(target)
        return node
    old = base._grad_fn
    copy = CopySlices(base, target, node)
    become_child(base, copy)
    move_retained(base, old, copy)
    tell_views(base)
    return copy


def become_child(tensor: Tensor, node: Node) -> None:
    """`node` is now the node that made `tensor`."""
    tensor._grad_fn = node
    tensor._requires_grad = True
    tensor.output_nr = 0


def same_memory(array: Any) -> np.ndarray[Any, Any]:
    """Another array object on the same memory."""
    own: np.ndarray[Any, Any] = np.asarray(array)
    return own[...]
