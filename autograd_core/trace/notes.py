"""A recorder's notes in, rows of numbers out: a function spells out each kind of note as events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from autograd_core.broadcast import spread_axes
from autograd_core.node import AccumulateGrad, Edge, Node
from autograd_core.tensor import Tensor
from autograd_core.trace.encode import Encoder
from autograd_core.trace.forms import LISTED
from autograd_core.trace.node_records import node_record
from autograd_core.trace.packed import NULL
from autograd_core.trace.recorder import Made
from autograd_core.trace.schema import EVENTS
from autograd_core.trace.shorthand import Shorthand
from autograd_core.trace.values import finite

if TYPE_CHECKING:
    from autograd_core.dispatch import Op
    from autograd_core.engine import Sent
    from autograd_core.trace.recorder import Recorder


def encoded(recorder: Recorder) -> Shorthand:
    """Everything noted so far as rows; what was spelled out before is not spelled out again."""
    encoder = recorder.encoder
    if encoder is None:
        encoder = recorder.encoder = Encoder(recorder)
    encoder.rejoin()
    for kind, at, *parts in islice(recorder.events, encoder.position, None):
        encoder.at = NULL if at is None else at
        if encoder.full and not encoder.told and not encoder.under_way:
            encoder.emit(("memory",), (recorder.memory,))
            encoder.told = True
        encoder.under_way += STARTS.get(kind, 0)
        special = SPECIAL.get(kind)
        if special is not None:
            special(encoder, *parts)
        else:
            plain_event(encoder, kind, parts)
        encoder.position += 1
    if encoder.full and not encoder.told:
        return encoder.shorthand(((("memory",), (recorder.memory,)),))
    return encoder.shorthand()


def operation(
    encoder: Encoder,
    op: Any,
    args: Sequence[Any],
    values: dict[str, Any],
    outcome: Sequence[Made],
    node: Node | None,
    kept: Sequence[Any],
    reason: str,
    inplace: Tensor | None,
) -> None:
    form: list[Any] = ["op", 0]
    row = [encoder.text(op.name)]
    for each in args:
        for arg in members(each):
            tensor = isinstance(arg, Tensor)
            form.append(int(tensor))
            row.append(encoder.tensor(arg) if tensor else encoder.text(repr(arg)))
    form[1] = len(row) - 1
    row.append(parameters(encoder, values))
    accumulators: list[int] = []
    for edge in node.edges if node is not None else ():
        if edge is not None and isinstance(edge[0], AccumulateGrad):
            leaf = edge[0]
            if id(leaf) not in encoder.nodes:
                variable = encoder.tensor(leaf.variable)
                accumulators += (encoder.number(leaf), variable)
    form.append(len(accumulators) // 2)
    row += accumulators
    form.append(int(node is not None))
    if node is not None:
        own, numbers = node_record(encoder, node, kept)
        form += own
        row += numbers
    form.append(len(outcome))
    for each in outcome:
        row += encoder.made(each)
    changed = encoder.optional(inplace)
    why = encoder.text(reason) if reason else NULL
    row += (node is not None, why, changed, op.view)
    shared = [] if inplace is None else encoder.sharing(inplace, outcome[0][1])
    form.append(len(shared))
    for other in shared:
        row += other
    encoder.emit(tuple(form), row)
    if encoder.recorder.left and outcome:
        lost(encoder, (*args, *values.values()), outcome[0][0])


def lost(encoder: Encoder, constants: Sequence[Any], output: Tensor) -> None:
    """The tensors whose numbers an operation used as constants."""
    for each in constants:
        found = None if isinstance(each, Tensor) else encoder.recorder.origin(each)
        if found is not None:
            plain_event(encoder, "lost", (found[0], output, found[1]))


def parameters(encoder: Encoder, values: dict[str, Any]) -> int:
    """The number of what an operation was called with besides tensors."""
    key = repr(values) if values else ""
    return encoder.table(key, lambda: {name: jsonable(value) for name, value in values.items()})


def quick(
    encoder: Encoder,
    op: Op,
    output: Tensor,
    array: Any,
    node: Node | None,
    kept: Sequence[Any],
    *args: Any,
) -> None:
    """An operation of 0-dim floats in the usual modes (see quick.py)."""
    wanted = node is not None
    outcome = ((output, array, wanted, node, None),)
    reason = "" if wanted else "no_input_requires_grad"
    operation(encoder, op, args, op.usual or {}, outcome, node, kept, reason, None)


def backward(
    encoder: Encoder,
    number: int,
    call: str,
    roots: Sequence[tuple[Tensor, Node, int]],
    retain: bool,
    create: bool,
    inputs: Sequence[Tensor] | None,
    starts: Sequence[Edge],
) -> None:
    encoder.begin_pass(number, starts)
    row = [number, encoder.text(call)]
    for tensor, node, output in roots:
        row += (encoder.optional(tensor), encoder.node(node), output)
    row += (retain, create)
    form = ["backward", len(roots), int(inputs is not None)]
    if inputs is not None:
        form.append(len(inputs))
        row += map(encoder.tensor, inputs)
    waits = [[encoder.node(node), nr, count] for (node, nr), count in encoder.expected.items()]
    row.append(encoder.new_list(waits))
    encoder.emit(tuple(form), row)


def seeded(
    encoder: Encoder, number: int, node: Node, output: int, old: Any, add: Any, new: Any
) -> None:
    """The seed arrives in the inbox of a root."""
    encoder.arrival(number, (node, output), old, add, new)


def visit(encoder: Encoder, number: int, node: Node, grads: Sequence[Any]) -> None:
    """A node runs; nodes are counted from 0 in each pass."""
    values = [encoder.optional_value(grad) for grad in grads]
    encoder.resume(number)
    start = number, encoder.node(node)
    encoder.ran[start] = len(encoder.which)
    encoder.emit(("visit", len(values)), (*start, encoder.visited, *values))
    encoder.visited += 1


def sent(
    encoder: Encoder,
    number: int,
    node: Node,
    grads: Sequence[Any],
    deliveries: Sequence[Sent],
    freed: Sequence[Any],
) -> None:
    """What a node sent: each contribution and its arrival; then what is dropped and freed."""
    start = number, encoder.node(node)
    for edge, result, grad, old, new in deliveries:
        if grad is not None and bare(result).shape != bare(grad).shape:
            axes = tuple(spread_axes(bare(grad).shape, bare(result).shape))
            both = encoder.value(result), encoder.value(grad)
            listed = encoder.table(axes, partial(list, axes))
            encoder.emit(("unbroadcast",), (*start, edge, *both, listed))
        target = node.edges[edge]
        assert target is not None
        place = edge, encoder.node(target[0]), target[1]
        encoder.emit(("contribution",), (*start, *place, encoder.optional_value(grad)))
        encoder.arrival(number, target, old, grad, new)
    for output, grad in enumerate(grads):
        if grad is None:
            continue
        tensor = encoder.outputs.get((start[1], output), NULL)
        if not (node.retained and kept_now(encoder, start, tensor)):
            row = (*start, tensor, encoder.value(grad), encoder.text("not_a_leaf"))
            encoder.emit(("drop",), row)
    if any(freed):
        names = [name for name, each in zip(node.saved_names(), freed, strict=False) if each]
        encoder.emit(("free", len(names)), (*start, *map(encoder.text, names)))


def kept_now(encoder: Encoder, start: tuple[int, int], tensor: int) -> bool:
    """Whether this very pass kept a gradient: `retain_grad` may have been called only later."""
    return encoder.retained.get((start[0], tensor), NULL) > encoder.ran.get(start, NULL)


def retain(encoder: Encoder, number: int, tensor: Tensor, grad: Any) -> None:
    """A tensor that is no leaf keeps its gradient."""
    own = encoder.tensor(tensor)
    encoder.retained[number, own] = len(encoder.which)
    encoder.emit(("retain",), (number, own, encoder.value(grad)))


def ran(
    encoder: Encoder, number: int, node: Node, grad: Any, freed: Sequence[Any], *flat: Any
) -> None:
    """A plain node ran: what it was sent, what it freed, and what went along each edge.

    What `visit` and `sent` do for any node is done in one piece for one with bare arrays: half of
    all notes of a training loop are of this kind.
    """
    deliveries = list(zip(*[iter(flat)] * 5, strict=True))
    if type(grad) not in BARE or any(type(each[1]) not in BARE for each in deliveries):
        visit(encoder, number, node, (grad,))
        sent(encoder, number, node, (grad,), deliveries, freed)
        return
    value, emit, edges, at = encoder.value, encoder.emit, node.edges, encoder.at
    which, numbers = encoder.which, encoder.numbers
    came = value(grad)
    encoder.resume(number)
    own = encoder.node(node)
    encoder.ran[number, own] = len(which)
    which.append(encoder.form(VISIT))
    numbers += (at, number, own, encoder.visited, came)
    encoder.visited += 1
    for edge, result, fitted, old, new in deliveries:
        if result.shape != fitted.shape:
            axes = tuple(spread_axes(fitted.shape, result.shape))
            both = value(result), value(fitted)
            listed = encoder.table(axes, partial(list, axes))
            emit(UNBROADCAST, (number, own, edge, *both, listed))
        target = edges[edge]
        assert target is not None
        there, output = encoder.node(target[0]), target[1]
        added = value(fitted)
        which.append(encoder.form(CONTRIBUTION))
        numbers += (at, number, own, edge, there, output, added)
        count = encoder.arrivals[target] = encoder.arrivals.get(target, 0) + 1
        before = NULL if old is None else value(old)
        after = added if new is fitted else value(new)
        which.append(encoder.form(INBOX))
        numbers += (at, number, there, output, before, added, after)
        numbers += (count, encoder.expected[target])
    tensor = encoder.outputs.get((own, 0), NULL)
    if not (node.retained and kept_now(encoder, (number, own), tensor)):
        emit(DROP, (number, own, tensor, came, encoder.text("not_a_leaf")))
    if any(freed):
        names = [name for name, each in zip(node.saved_names(), freed, strict=False) if each]
        emit(("free", len(names)), (number, own, *map(encoder.text, names)))


def named(
    encoder: Encoder, name: str, tensor: Tensor | None, old: Tensor | None, scope: str
) -> None:
    """A name means another tensor from now on."""
    encoder.named[scope, name] = tensor
    both = encoder.optional(tensor), encoder.optional(old)
    encoder.emit(("name",), (encoder.text(name), *both, encoder.text(scope)))


def accumulated(encoder: Encoder, *parts: Any) -> None:
    """A leaf's gradient has grown, and is this array from now on."""
    plain_event(encoder, "accumulate", parts)
    leaf, before, new = parts[2], parts[3], parts[5]
    writes = 0 if before is None else encoder.trays.get(id(leaf), (None, 0))[1] + 1
    encoder.trays[id(leaf)] = new, writes


def replaced(encoder: Encoder, *parts: Any) -> None:
    """The program has changed a leaf's gradient itself."""
    plain_event(encoder, "grad", parts)
    encoder.trays.pop(id(parts[0]), None)


def bare(grad: Any) -> Any:
    """The array of a gradient."""
    return grad._a if isinstance(grad, Tensor) else grad


def plain_event(encoder: Encoder, kind: str, parts: Sequence[Any]) -> None:
    """An event whose parts lie in the order of its fields in the schema."""
    each = SIMPLE.get(kind)
    if each is not None:
        numbered = zip(each, parts, strict=True)
        encoder.emit(
            (kind,),
            [part if how is None else how(encoder, part) for how, part in numbered],
        )
        return
    form: list[Any] = [kind]
    row: list[int] = []
    for how, part in zip(EVENTS[kind].values(), parts, strict=True):
        flat(encoder, how, part, form, row)
    encoder.emit(tuple(form), row)


def flat(encoder: Encoder, how: str, part: Any, form: list[Any], row: list[int]) -> None:
    """One part of a note as the schema's type `how` wants it, appended to a form and a row."""
    if how == "made":
        row += encoder.made(part)
    elif how in LISTED:
        row.append(encoder.new_list(part))
    elif how.startswith("["):
        form.append(len(part))
        for each in part:
            flat(encoder, how[1:-1], each, form, row)
    elif part is None:
        row.append(NULL)
    else:
        numbered = PARTS.get(how)
        row.append(part if numbered is None else numbered(encoder, part))


def members(arg: Any) -> Sequence[Any]:
    """An argument, or the tensors of one that is several: the indices of `x[i, j]`."""
    return arg if isinstance(arg, tuple) else (arg,)


def jsonable(value: Any) -> Any:
    """A number, name or tuple that an operation was called with, as JSON."""
    if isinstance(value, (tuple, list)):
        return [jsonable(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return finite(value)
    return str(value)


BARE = frozenset({np.ndarray, np.float32, np.float64, np.complex64, np.complex128})
"""What a gradient is when no graph of it is made."""
VISIT, CONTRIBUTION, INBOX = ("visit", 1), ("contribution",), ("inbox",)
UNBROADCAST, DROP = ("unbroadcast",), ("drop",)
"""The forms of the events that a plain node makes."""


def or_null(numbered: Numbered) -> Numbered:
    return lambda encoder, part: NULL if part is None else numbered(encoder, part)


Numbered = Callable[[Encoder, Any], int]
NEVER_NULL: dict[str, Numbered] = {
    "tensor": Encoder.tensor,
    "node": Encoder.node,
    "value": Encoder.value,
    "earlier": Encoder.earlier,
    "text": Encoder.text,
}
PARTS = NEVER_NULL | {f"{how}?": or_null(numbered) for how, numbered in NEVER_NULL.items()}
"""How references and texts in a note become numbers; everything else is one already."""
SIMPLE = {
    kind: [PARTS.get(how) for how in fields.values()]
    for kind, fields in EVENTS.items()
    if all(how in ("int", "bool", "cell", *PARTS) for how in fields.values())
}
"""The kinds of events of which each part is one number."""
STARTS = {"backward": 1, "backward_end": -1}
"""How many backwards more are under way after a note; a hook may run one inside another."""
SPECIAL: dict[str, Callable[..., None]] = {
    "op": operation,
    "backward": backward,
    "seeded": seeded,
    "visit": visit,
    "sent": sent,
    "ran": ran,
    "accumulate": accumulated,
    "grad": replaced,
    "quick": quick,
    "name": named,
    "retain": retain,
}
"""The notes that are more than one event with their parts in order."""
