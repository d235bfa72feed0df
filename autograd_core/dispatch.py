"""The one interception point: an operation and its arguments in, a tensor with its node out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from autograd_core import errors, saved, views
from autograd_core.node import Node, gradient_edge, node_class
from autograd_core.promotion import floated, promoted
from autograd_core.rule import Rule, RuleFunction, returned, rule
from autograd_core.state import STATE
from autograd_core.strides import geometry
from autograd_core.tensor import Tensor, differentiable, memory, shared_counter, wrap

Array = Any
"""A bare numpy array or scalar, or a Tensor: gradient rules are written once for both."""


@dataclass(slots=True, eq=False)
class Op:
    """One entry: everything the project knows of one operation (one overload of PyTorch's).

    name      PyTorch's name with its overload, such as `mul.Tensor` or `sum.dim_IntList`
    forward   arrays positional, numbers keyword-only, in; an array (or a tuple of them) out
    args      the names of its tensor arguments, as PyTorch's schema has them
    node      the name of the node it records, such as `MulBackward0`; "" if it has no gradient
    symbol    what a formula shows: `×`, or a function's name
    en, zh    one sentence: what it does
    pointwise its arguments broadcast and are converted to a common dtype
    floating  as pointwise, and integers become floating point
    view      its result shares memory with its first argument
    several   it gives a tuple of views
    cut       without a node: the reason that its result has no history
    samples   calls for the tests, as source text: "torch.mul(x(2, 3), x(3))", where x makes a leaf
              of normal numbers, p of positive ones, u of ones between -0.9 and 0.9, i integers
    """

    name: str
    forward: Callable[..., Any]
    args: tuple[str, ...]
    node: str
    symbol: str
    en: str
    zh: str
    pointwise: bool = False
    floating: bool = False
    view: bool = False
    several: bool = False
    cut: str = "not_differentiable"
    samples: tuple[str, ...] = ()
    own_formula: str | None = None
    family: str = ""
    rules: list[Rule | None] = field(default_factory=list)
    joint: Rule | None = None
    saves: tuple[saved.Save, ...] = ()
    values: tuple[str, ...] = ()
    node_class: type[Node] | None = None

    @property
    def formula(self) -> str:
        """The forward as a Python expression over the names of the arguments."""
        return self.own_formula if self.own_formula is not None else returned(self.forward)

    @property
    def public(self) -> str:
        """The name without its overload: `sum` for `sum.dim_IntList`."""
        return self.name.partition(".")[0]

    @property
    def grads(self) -> dict[str, Rule]:
        """The gradient rules by the name of the argument."""
        return {arg: own for arg, own in zip(self.args, self.rules, strict=False) if own}

    def gradient(self, *args: str, formula: str | None = None) -> Callable[[RuleFunction], Any]:
        """Decorator: the rule that gives the gradient of `args` (usually one)."""

        def register(function: RuleFunction) -> RuleFunction:
            own = rule(function, formula)
            for arg in args:
                self.rules[self.args.index(arg)] = own
            self.plan()
            return function

        return register

    def gradients(self, function: RuleFunction) -> RuleFunction:
        """Decorator: one rule that gives the gradients of all arguments as a tuple.

        It may take `needs` (keyword-only): per argument whether its gradient is wanted.
        """
        self.joint = rule(function)
        self.plan()
        return function

    def __call__(self, *args: Any, **values: Any) -> Any:
        """Apply to tensors (recorded as the modes say) or to bare arrays (plain forward)."""
        for arg in args:
            if isinstance(arg, Tensor):
                return apply(self, args, values)
        return self.forward(*args, **values)

    def backward(self, node: Node, grads: Sequence[Any], *, as_tensors: bool) -> Sequence[Any]:
        """One gradient per edge of `node`, from the gradients of its outputs."""
        unpack = saved.as_tensor if as_tensors else saved.as_array
        kept = node.saved
        if self.joint is not None:
            tensors = [unpack(node, entry) for entry in kept]
            return self._joint_backward(self.joint, node, grads, tensors)
        grad = grads[0]
        if grad is None:
            return [None] * len(node.edges)
        results: list[Any] = []
        for edge, own in zip(node.edges, self.rules, strict=False):
            if edge is None or own is None:
                results.append(None)
                continue
            tensors = [unpack(node, kept[slot]) for slot in own.slots]
            if own.values and node.values is not None:
                numbers = {name: node.values[name] for name in own.values}
                results.append(own.function(grad, *tensors, **numbers))
            else:
                results.append(own.function(grad, *tensors))
        return results

    def _joint_backward(
        self, joint: Rule, node: Node, grads: Sequence[Any], tensors: list[Any]
    ) -> Sequence[Any]:
        numbers = dict(node.values or {})
        numbers["needs"] = tuple(edge is not None for edge in node.edges)
        first = grads if node.outputs != 1 else grads[0]
        if first is None:
            return [None] * len(node.edges)
        named = {name: numbers[name] for name in joint.values}
        results: Sequence[Any] = joint.function(first, *tensors, **named)
        return results

    def release(self, node: Node) -> list[str]:
        """Free what the node saved; returns the names of what was still there."""
        freed = []
        kept = node.saved
        for index, entry in enumerate(kept):
            if entry:
                freed.append(self.saves[index].name)
                kept[index] = saved.RELEASED
        return freed

    def saved_attribute(self, node: Node, name: str) -> Any:
        """`node._saved_<name>`: a saved tensor, or a number."""
        for index, save in enumerate(self.saves):
            if save.name == name:
                return saved.as_tensor(node, node.saved[index])
        for value in self.values:
            if value == name or value.replace("_sizes", "_sym_sizes") == name:
                return (node.values or {})[value]
        raise AttributeError(f"'{node.name()}' object has no attribute '_saved_{name}'")

    def plan(self) -> None:
        """Read off the rules what a node must save, and when."""
        rules = {id(own): own for own in (*self.rules, self.joint) if own is not None}.values()
        self.saves = saved.plan(self.args, [(own.tensors, self._owner(own)) for own in rules])
        order = {save.name: index for index, save in enumerate(self.saves)}
        for own in rules:
            own.slots = tuple(order[name] for name in own.tensors)
        names = dict.fromkeys(name for own in rules for name in own.values if name != "needs")
        self.values = tuple(names)
        if self.node_class is None:
            self.node_class = node_class(self.node, self)

    def _owner(self, own: Rule) -> int:
        """The one argument whose gradient the rule gives, or -1 when it gives several."""
        owners = [index for index, other in enumerate(self.rules) if other is own]
        return owners[0] if len(owners) == 1 else -1


def apply(op: Op, args: Sequence[Any], values: dict[str, Any]) -> Any:
    """Run one operation: compute, record a node if the modes and the arguments ask for one.

    `args` are tensors, Python numbers or None, in the order of `op.args`; `values` the numbers the
    operation is called with. Every operation of the library passes through here and nowhere else.
    """
    if op.view:
        memory(args[0])
    arrays, result = forwarded(op, args, values)
    outputs = tuple(map(wrap, result)) if isinstance(result, tuple) else (wrap(result),)
    reason = why_not_recorded(op, args)
    if not reason and not differentiable(outputs[0]._a):
        reason = "not_differentiable"
    node = None
    if not reason:
        node = record_node(op, args, arrays, values, outputs[0]._a)
        hang_below(node, outputs)
    if op.view:
        look_into(op, outputs, args[0])
    mark(op, outputs, reason)
    if STATE.recorder is not None:
        STATE.recorder.operation(op, args, values, outputs, node, reason)
    return outputs if isinstance(result, tuple) else outputs[0]


def forwarded(op: Op, args: Sequence[Any], values: dict[str, Any]) -> tuple[list[Any], Any]:
    """The arrays of the arguments, converted as the operation wants them, and its result."""
    arrays = [arg._a if isinstance(arg, Tensor) else arg for arg in args]
    if op.floating:
        arrays = floated(arrays)
    elif op.pointwise:
        arrays = promoted(arrays)
    try:
        return arrays, op.forward(*arrays, **values)
    except ValueError:
        check_broadcast(op, arrays)
        raise


def check_broadcast(op: Op, arrays: Sequence[Any]) -> None:
    """PyTorch's error, if it was two shapes that do not broadcast which made a forward fail."""
    if op.pointwise or op.floating:
        shapes = [array.shape for array in arrays if hasattr(array, "shape")]
        for left, right in pairwise(shapes):
            error = errors.broadcast_mismatch(left, right)
            if error is not None:
                raise error from None


def why_not_recorded(op: Op, args: Sequence[Any]) -> str:
    """The reason for which an operation leaves no node; "" when it does leave one."""
    if not any(arg._requires_grad for arg in args if isinstance(arg, Tensor)):
        return "no_input_requires_grad"
    if not op.node:
        return op.cut
    if not STATE.grad_enabled:
        return "inference_mode" if STATE.inference else "no_grad"
    return ""


def record_node(
    op: Op, args: Sequence[Any], arrays: Sequence[Any], values: dict[str, Any], result: Any
) -> Node:
    """Make the node of an operation: its edges, and all that backward will need.

    A saved result is entered by `hang_below`, when there is a tensor around it.
    """
    assert op.node_class is not None
    edges = [gradient_edge(arg) if isinstance(arg, Tensor) else None for arg in args]
    kept: list[Any] = [entry(save, args, edges) for save in op.saves]
    node = op.node_class(edges, kept)
    if op.values:
        node.values = {name: number(name, op, args, values) for name in op.values}
    if op.pointwise or op.floating:
        node.targets = targets(args, result)
    return node


def hang_below(node: Node, outputs: tuple[Tensor, ...]) -> None:
    """Make the outputs of an operation children of its node, which may keep them for backward."""
    node.outputs = len(outputs)
    for index, output in enumerate(outputs):
        if differentiable(output._a):
            output._grad_fn = node
            output._requires_grad = True
            output.output_nr = index
    for slot, save in enumerate(node.op.saves):
        if save.source < 0:
            output = outputs[-1 - save.source]
            counter = shared_counter(output)
            node.saved[slot] = (output._a, counter, counter[0], -1 - save.source)


def look_into(op: Op, outputs: tuple[Tensor, ...], of: Tensor) -> None:
    """Make the outputs views of `of`; a detached tensor shares memory only."""
    for output in outputs:
        if op.cut == "detached":
            views.share(output, of)
        else:
            views.alias(output, of, several=op.several)
            if output._grad_fn is None:
                views.follow_base(output)


def mark(op: Op, outputs: tuple[Tensor, ...], reason: str) -> None:
    """Note on the outputs why they have no history, for whoever asks later."""
    for output in outputs:
        if reason in CUTS:
            output._cut = CUTS[reason]
        if STATE.inference and not op.view:
            output._inference = True


CUTS = {
    "no_grad": "made_under_no_grad",
    "inference_mode": "made_under_inference_mode",
    "not_differentiable": "not_differentiable",
    "detached": "detached",
}
"""Why an operation was not recorded, and what its result answers when asked for its `.grad`."""


def entry(save: saved.Save, args: Sequence[Any], edges: Sequence[Any]) -> Any:
    """What `Node.saved` holds for one thing to be saved (see saved.py)."""
    if save.source < 0 or (save.guard >= 0 and edges[save.guard] is None):
        return None
    value = args[save.source]
    if not isinstance(value, Tensor):
        return None if value is None else (value,)
    if value._inference:
        raise RuntimeError(errors.INFERENCE_SAVED)
    return (value, value._counter[0] if value._counter is not None else 0)


def number(name: str, op: Op, args: Sequence[Any], values: dict[str, Any]) -> Any:
    """What else a rule takes: a number of the call, an argument's shape or dtype."""
    owner, _, kind = name.rpartition("_")
    if owner in op.args and kind in KINDS:
        return KINDS[kind](args[op.args.index(owner)]._a)
    return values[name]


KINDS: dict[str, Callable[[Any], Any]] = {
    "sizes": lambda array: array.shape,
    "dtype": lambda array: array.dtype,
    "geometry": geometry,
}
"""What `<argument>_<kind>` among the numbers of a rule says of an argument's array."""


def targets(args: Sequence[Any], result: Any) -> list[Any] | None:
    """Per argument the (shape, dtype) its gradient must come back to; None if none differs."""
    shape, kind = result.shape, result.dtype
    found: list[Any] | None = None
    for index, arg in enumerate(args):
        if isinstance(arg, Tensor) and (arg._a.shape != shape or arg._a.dtype != kind):
            found = found or [None] * len(args)
            found[index] = (arg._a.shape, arg._a.dtype)
    return found

