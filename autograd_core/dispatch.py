"""The one interception point: an operation and its arguments in, a tensor with its node out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from autograd_core import anomaly, errors, saved, shown, views
from autograd_core.mirror import mirror, mirrored
from autograd_core.node import Edge, Node, gradient_edge, node_class
from autograd_core.promotion import floated, promoted
from autograd_core.rule import Rule, RuleFunction, defaults, returned, rule, with_numbers
from autograd_core.state import STATE
from autograd_core.strides import by_columns, geometry
from autograd_core.tensor import (
    FLOATS,
    Tensor,
    differentiable,
    made_in_inference,
    memory,
    shared_counter,
    wrap,
)

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
    broadcast its arguments broadcast, but keep their dtypes
    spread    the only arguments that broadcast, and keep their dtypes (the bias of `addmm`)
    view      its result shares memory with its first argument
    several   it gives a tuple of views
    results   the names of its outputs, where a rule saves one by name
    constant  arguments that a joint rule has no gradient for: they get no edge
    conjugates  its rules conjugate complex numbers themselves
    seen      how many outputs its node counts, if not all of floats
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
    broadcast: bool = False
    spread: tuple[str, ...] = ()
    view: bool = False
    several: bool = False
    conjugates: bool = False
    cut: str = "not_differentiable"
    samples: tuple[str, ...] = ()
    own_formula: str | None = None
    family: str = ""
    constant: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    seen: int = 0
    rules: list[Rule | None] = field(default_factory=list)
    joint: Rule | None = None
    saves: tuple[saved.Save, ...] = ()
    keeps: tuple[tuple[int, int], ...] = ()
    saves_result: bool = False
    values: tuple[str, ...] = ()
    linked: tuple[int, ...] | None = None
    usual: dict[str, Any] | None = None
    steps: Sequence[Any] = ()
    derived: Sequence[tuple[str, Callable[[Any], Any] | None, int]] = ()
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

    def __call__(self, /, *args: Any, **values: Any) -> Any:
        """Apply to tensors (recorded as the modes say) or to bare arrays (plain forward)."""
        for arg in args:
            if isinstance(arg, Tensor):
                return apply(self, args, values)
        return self.forward(*args, **values)

    def backward(self, node: Node, grads: Sequence[Any], *, as_tensors: bool) -> Sequence[Any]:
        """One gradient per edge of `node`, from the gradients of its outputs."""
        unpack: Callable[[Node, Any], Any] = saved.as_tensor if as_tensors else saved.as_array
        if self.joint is not None:
            tensors = [unpack(node, entry) for entry in node.saved]
            tensors = [mirror(each) for each in tensors] if node.mirrors else tensors
            return self._joint_backward(self.joint, node, grads, tensors)
        grad = grads[0]
        if grad is None:
            return [None] * len(node.edges)
        if node.mirrors:
            return [
                None if edge is None or own is None else mirrored(own, node, grad, unpack)
                for edge, own in zip(node.edges, self.steps, strict=False)
            ]
        if node.targets is not None and not as_tensors:
            unpack = saved.beside(grad)
        return [
            None if edge is None or own is None else own.result(node, grad, unpack)
            for edge, own in zip(node.edges, self.steps, strict=False)
        ]

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

    def plan(self) -> None:
        """Read off the rules what a node must save, and when."""
        self.linked = self._linked()
        self.usual = defaults(self.forward)
        self.steps = self.rules
        if self.linked is not None:
            self.steps = [self.rules[index] for index in self.linked]
        rules = {id(own): own for own in (*self.rules, self.joint) if own is not None}.values()
        uses = [(own.tensors, self._owner(own)) for own in rules]
        self.saves = saved.plan(self.args, self.results, uses)
        self.keeps = tuple((save.source, save.guard) for save in self.saves)
        order = {save.name: index for index, save in enumerate(self.saves)}
        for own in rules:
            own.slots = tuple(order[name] for name in own.tensors)
            own.single = own.slots[0] if len(own.slots) == 1 else None
            own.usual = with_numbers(own.function, own.values, self.usual)
        names = dict.fromkeys(name for own in rules for name in own.values if name != "needs")
        self.values = tuple(names)
        self.saves_result = any(save.source < 0 for save in self.saves)
        numbers = [number(name, self.args) for name in names]
        self.derived = numbers if any(kind for _, kind, _ in numbers) else ()
        if self.node_class is None:
            self.node_class = node_class(self.node, self)
        self.node_class.plain = self.joint is None and None not in self.steps
        shown.show(self)

    def _owner(self, own: Rule) -> int:
        """The edge of the one argument whose gradient the rule gives, -1 if it gives several."""
        linked = range(len(self.rules)) if self.linked is None else self.linked
        owners = [edge for edge, index in enumerate(linked) if self.rules[index] is own]
        return owners[0] if len(owners) == 1 else -1

    def _linked(self) -> tuple[int, ...] | None:
        """The arguments that have an edge: those that PyTorch differentiates; None: all."""
        if self.joint is not None:
            found = [index for index, arg in enumerate(self.args) if arg not in self.constant]
        else:
            found = [index for index, own in enumerate(self.rules) if own is not None]
        return tuple(found) if found and len(found) < len(self.args) else None


def apply(op: Op, args: Sequence[Any], values: dict[str, Any]) -> Any:
    """Run one operation: compute, record a node if the modes and the arguments ask for one.

    `args` are tensors, Python numbers or None, in the order of `op.args`; `values` the numbers the
    operation is called with. Every operation of the library passes through here and nowhere else.
    """
    if op.view:
        memory(args[0])
    arrays: list[Any] = []
    wanted = False
    for arg in args:
        if isinstance(arg, Tensor):
            arrays.append(arg._a)
            wanted = wanted or arg._requires_grad
        else:
            arrays.append(arg)
    try:
        result = computed(op, arrays, values)
    except RuntimeError:
        views.ask_for_nodes(args if wanted and op.node else ())
        raise
    outputs = tuple(map(wrap, result)) if type(result) is tuple else (wrap(result),)
    reason = why_not_recorded(op, outputs[0]._a) if wanted else "no_input_requires_grad"
    if not reason:
        node = record_node(op, args, values, outputs[0]._a)
        hang_below(node, outputs)
    else:
        node = None
        if reason in CUTS:
            for output in outputs:
                output._cut = CUTS[reason]
    if op.view:
        look_into(op, outputs, args[0])
    elif STATE.inference:
        for output in outputs:
            made_in_inference(output)
    if STATE.recorder is not None:
        STATE.recorder.operation(op, args, values, outputs, node, reason)
    if STATE.forward is not None:
        STATE.forward.follow(op, args, values, outputs)
    return outputs if type(result) is tuple else outputs[0]


def computed(op: Op, arrays: list[Any], values: dict[str, Any]) -> Any:
    """The result of an operation on bare arrays, converted as the operation wants them."""
    if STATE.guard is not None:
        STATE.guard.operation(op, arrays, values)
    if op.floating:
        arrays = floated(arrays)
    elif op.pointwise:
        arrays = promoted(arrays)
    try:
        return op.forward(*arrays, **values)
    except ValueError:
        if op.pointwise or op.floating or op.broadcast:
            errors.check_broadcast([array.shape for array in arrays if hasattr(array, "shape")])
        raise


def why_not_recorded(op: Op, result: Any) -> str:
    """Why an operation on tensors that require a gradient leaves no node; "" when it does."""
    if not op.node:
        return op.cut
    if STATE.inference:
        return "inference_mode"
    if not STATE.grad_enabled:
        return "no_grad"
    return "" if differentiable(result) else "not_differentiable"


def record_node(op: Op, args: Sequence[Any], values: dict[str, Any], result: Any) -> Node:
    """Make the node of an operation: its edges, and all that backward will need.

    A saved result is entered by `hang_below`, when there is a tensor around it.
    """
    linked = args if op.linked is None else [args[index] for index in op.linked]
    edges: list[Edge | None] = [
        gradient_edge(arg) if isinstance(arg, Tensor) and arg._requires_grad else None
        for arg in linked
    ]
    if op.node == "NotImplemented":  # PyTorch links only what requires a gradient
        asking = [isinstance(arg, Tensor) and arg._requires_grad for arg in linked]
        edges = [edge for edge, asks in zip(edges, asking, strict=True) if asks]
    node: Node = op.node_class(edges, saved.kept(op.keeps, args, edges))  # type: ignore[misc]
    if op.derived:
        node.values = {
            name: values[name] if kind is None else kind(args[source])
            for name, kind, source in op.derived
        }
    elif op.values:
        node.values = op.usual if values == op.usual else values
    if op.pointwise or op.floating or op.broadcast:
        node.targets = targets(linked, result)
    elif op.spread:
        named = zip(op.args, args, strict=True)
        node.targets = targets([arg if name in op.spread else None for name, arg in named], result)
    if type(result) not in FLOATS and result.dtype.kind == "c":
        node.plain = False
        node.mirrors = not op.conjugates
    if STATE.careful:
        anomaly.note_forward(node)
        saved.pack_arguments(node)
    return node


def hang_below(node: Node, outputs: tuple[Tensor, ...]) -> None:
    """Make the outputs of an operation children of its node, which may keep them for backward."""
    if len(outputs) == 1:
        output = outputs[0]
        output._grad_fn = node
        output._requires_grad = True
    else:
        node.outputs = len(outputs)
        node.seen = node.op.seen or sum(differentiable(output._a) for output in outputs)
        node.plain = False
        for index, output in enumerate(outputs):
            if differentiable(output._a):
                output._grad_fn = node
                output._requires_grad = True
                output.output_nr = index
    if node.op.saves_result:
        keep_results(node, outputs)


def keep_results(node: Node, outputs: tuple[Tensor, ...]) -> None:
    """Enter the outputs that a node saves, without their history: no reference cycle."""
    for slot, save in enumerate(node.op.saves):
        if save.source < 0:
            output = outputs[-1 - save.source]
            counter = shared_counter(output)
            node.saved[slot] = (output._a, counter, counter[0], -1 - save.source)
            if STATE.packing:
                node.saved[slot] = saved.pack(output, node, STATE.packing[-1])


def look_into(op: Op, outputs: tuple[Tensor, ...], of: Tensor) -> None:
    """Make the outputs views of `of`; a detached tensor shares memory only."""
    for output in outputs:
        if op.cut == "detached":
            views.share_detached(output, of)
        else:
            views.alias(output, of, several=op.several)
            if output._grad_fn is None:
                views.follow_base(output)


CUTS = {
    "no_grad": "made_under_no_grad",
    "inference_mode": "made_under_inference_mode",
    "not_differentiable": "not_differentiable",
    "detached": "detached",
}
"""Why an operation was not recorded, and what its result answers when asked for its `.grad`."""


def number(name: str, args: Sequence[str]) -> tuple[str, Callable[[Any], Any] | None, int]:
    """What else a rule takes: a number of the call (None), or what `KINDS` says of an argument."""
    owner, _, kind = name.rpartition("_")
    if owner in args and kind in KINDS:
        return name, partial(of_argument, KINDS[kind]), args.index(owner)
    return name, None, 0


def of_argument(kind: Callable[[Any], Any], arg: Tensor | None) -> Any:
    """What `kind` says of an argument's array; None of an argument that was not given."""
    return None if arg is None else kind(arg._a)


KINDS: dict[str, Callable[[Any], Any]] = {
    "sizes": lambda array: array.shape,
    "dtype": lambda array: array.dtype,
    "dim": lambda array: array.ndim,
    "geometry": geometry,
    "columns": by_columns,
}
"""What `<argument>_<kind>` among the numbers of a rule says of an argument's array."""


def targets(args: Sequence[Any], result: Any) -> list[Any] | None:
    """Per argument the (shape, dtype) its gradient must come back to; None if none differs."""
    kind = type(result)
    found: list[Any] | None = None
    for index, arg in enumerate(args):
        array = arg._a if isinstance(arg, Tensor) else result
        if type(array) is kind is not np.ndarray:  # two 0-dim numbers of one type
            continue
        if array.shape != result.shape or array.dtype != result.dtype:
            found = found or [None] * len(args)
            found[index] = (array.shape, array.dtype)
    return found
