"""What a program's own forward returned in, the outputs with their place in the graph out."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from autograd_core import anomaly, errors, saved, views
from autograd_core.autograd.context import BackwardCFunction, Shape
from autograd_core.state import STATE
from autograd_core.tensor import Tensor, differentiable, memory, shared_counter, wrap

NOT_RETURNED = (
    "Some elements marked as dirty during the forward method were not returned as output. "
    "The inputs that are modified inplace must all be outputs of the Function."
)
NOT_INPUT = (
    "ctx.mark_dirty() received a tensor that was not an input. Only input Tensors that have been "
    "mutated should be passed to ctx.mark_dirty()."
)
VIEW_OF_SEVERAL = (
    "If your Function modifies inplace an input that is a view of another Tensor, your Function "
    "cannot return more than one Tensor. This is not supported by the current autograd engine. You "
    "should either make sure the input is not a view (using .clone() for example) or make your "
    "Function only return one Tensor (potentially splitting it into two Functions: one doing the "
    "inplace that returns a single Tensor and a second one that does the other operations). You "
    "can ask on the forum https://discuss.pytorch.org/ if you need help to do this change."
)
RETURNED_AND_SAVED = (
    "An input that has been returned as-is as output is being saved for backward. This is not "
    "supported if you override setup_context. You should return and save a view of the input "
    "instead, e.g. with x.view_as(x) or setup ctx inside the forward function itself."
)


def adopt(node: BackwardCFunction, result: Any, *, apart: bool) -> Any:
    """Hang what forward returned below `node`, if that is recorded, and keep what it saved.

    apart  the program keeps tensors in setup_context and not in forward
    """
    call = node._call
    returned = result if isinstance(result, tuple) else (result,)
    dirty = marked(node.dirty_tensors, "mark_dirty can only accept variables, but argument ")
    for each in dirty:
        shared_counter(each)[0] += 1
    constant = marked(
        node.non_differentiable, "mark_non_differentiable only accepts variable arguments, but got "
    )
    if apart and node.edges:
        kept = [each for each in node.to_save or () if each is not None]
        if any(among(each, call.inputs) and among(each, kept) for each in returned):
            raise RuntimeError(RETURNED_AND_SAVED)
    node.outputs = len(returned)
    adopted: list[Any] = []
    for index, output in enumerate(returned):
        call.results.append(shape_of(output))
        if isinstance(output, Tensor):
            own = bool(node.edges) and not among(output, constant) and differentiable(output._a)
            output = place(node, index, output, modified=among(output, dirty), own=own)
        adopted.append(output)
    if not all(among(each, returned) for each in dirty):
        raise RuntimeError(NOT_RETURNED)
    several(node, adopted)
    if node.edges:
        node.targets = [shape_of(call.inputs[i]) for i in call.tensors]
        keep(node)
    node.to_save = None
    told(node, adopted, dirty)
    call.inputs = ()
    return tuple(adopted) if isinstance(result, tuple) else adopted[0]


def marked(tensors: Sequence[Any] | None, refusal: str) -> Sequence[Tensor]:
    """The tensors that forward marked; RuntimeError if something else is among them."""
    if not all(isinstance(each, Tensor) for each in tensors or ()):
        raise RuntimeError(refusal)
    return tensors or ()


def among(one: Any, many: Sequence[Any]) -> bool:
    """Whether `one` itself, not merely an equal, is in `many`."""
    return any(one is each for each in many)


def shape_of(value: Any) -> Shape | None:
    return (value._a.shape, value._a.dtype) if isinstance(value, Tensor) else None


def place(node: BackwardCFunction, index: int, output: Tensor, *, modified: bool, own: bool) -> Any:
    """Give one output its history.

    modified  forward has overwritten it; own  it is differentiable and `node` recorded
    """
    given = among(output, node._call.inputs)
    if not own:
        return unrelated(output, given=given, modified=modified)
    if modified:
        rewrite(node, index, output, given=given)
        if given:
            return output
    elif given:
        output = looked_at(output)
    child(node, index, output)
    if output._base is not None:
        output._created = views.FUNCTION
        output._seen = shared_counter(output)[0]
    return output


def unrelated(output: Tensor, *, given: bool, modified: bool) -> Tensor:
    """An output without a gradient: detached, and never the very argument that came in."""
    if given and not modified:
        output = looked_at(output)
        output._created = views.FUNCTION
    elif given and output._requires_grad:
        output = wrap(memory(output))
    if not modified:
        output._requires_grad, output._grad_fn = False, None
    return output


def looked_at(argument: Tensor) -> Tensor:
    """A view of an argument that forward returned as it is."""
    view = wrap(memory(argument))
    views.alias(view, argument, several=False)
    return view


def rewrite(node: BackwardCFunction, index: int, output: Tensor, *, given: bool) -> None:
    """Give an overwritten argument its new history, and its base if it is a view."""
    if output._requires_grad and output.grad_fn is None:
        raise RuntimeError(
            "a leaf Variable that requires grad has been used in an in-place operation."
        )
    if not given:
        errors.warn(NOT_INPUT)
        return
    if output._base is not None and node.outputs > 1:
        raise RuntimeError(VIEW_OF_SEVERAL)
    views.rebase(output, node)
    if output._base is None:
        output.output_nr = index
        output._seen = shared_counter(output)[0]
    else:
        views.current_node(output)


def child(node: BackwardCFunction, index: int, output: Tensor) -> None:
    """Make `output` the node's output number `index`."""
    output._grad_fn = node
    output._requires_grad = True
    output.output_nr = index


def several(node: BackwardCFunction, outputs: Sequence[Any]) -> None:
    """Views among several outputs must not be written into."""
    own = [each for each in outputs if isinstance(each, Tensor) and each._grad_fn is node]
    if len(own) > 1:
        for each in own:
            if each._base is not None:
                each._created = views.SEVERAL


def keep(node: BackwardCFunction) -> None:
    """Enter what forward asked to be saved, with the name that the trace gives it."""
    if STATE.careful:
        anomaly.note_forward(node)
    for index, tensor in enumerate(node.to_save or ()):
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"save_for_backward can only save variables, but argument {index} is of type "
                f"{type(tensor).__name__}"
            )
        node.saved.append(entry(node, tensor))
        node._call.names.append(name_of(node, index, tensor))


def entry(node: BackwardCFunction, tensor: Tensor | None) -> Any:
    """The entry of one saved tensor (see saved.py)."""
    if tensor is None:
        return None
    if tensor._inference:
        raise RuntimeError(errors.INFERENCE_SAVED)
    if STATE.packing:
        return saved.pack(tensor, node, STATE.packing[-1])
    counter = shared_counter(tensor)
    if tensor._grad_fn is node:
        return (tensor._a, counter, counter[0], tensor.output_nr)
    return (tensor, counter[0])


def name_of(node: BackwardCFunction, index: int, tensor: Tensor | None) -> str:
    """The parameter that a saved tensor came in by, `result` for an output, or its number."""
    if tensor is not None and tensor._grad_fn is node:
        return "result" if node.outputs == 1 else f"result{tensor.output_nr}"
    function = node._forward_cls
    names = list(inspect.signature(function.forward).parameters)
    names = names[len(names) - node._call.count :] if len(names) >= node._call.count else []
    for name, given in zip(names, node._call.inputs, strict=False):
        if given is tensor and tensor is not None:
            return name
    return f"saved{index}"


def told(node: BackwardCFunction, adopted: Sequence[Any], dirty: Sequence[Tensor]) -> None:
    """Tell the recorder of the call, and each output why it has no history."""
    outputs = tuple(each for each in adopted if isinstance(each, Tensor))
    reason = why_not(node) if not node.edges else ""
    cut = {"no_grad": "made_under_no_grad", "inference_mode": "made_under_inference_mode"}
    for output in outputs:
        if output._grad_fn is None:
            output._cut = cut.get(reason, "" if reason else "not_differentiable")
    if STATE.recorder is not None:
        inputs = [each if shown(each) else type(each) for each in node._call.inputs]
        kept = node if node.edges else None
        inplace = dirty[0] if dirty else None
        STATE.recorder.operation(node.op, inputs, {}, outputs, kept, reason, inplace)


def shown(value: Any) -> bool:
    """Whether the trace shows an argument itself, and not only its type."""
    return value is None or isinstance(value, (Tensor, int, float, complex, str))


def why_not(node: BackwardCFunction) -> str:
    """Why a call left no node."""
    if not any(node.needs_input_grad):
        return "no_input_requires_grad"
    return "inference_mode" if STATE.inference else "no_grad"
