"""Why is this None? A tensor in; the reason that it has no gradient, and the place of the cut, out.

The reasons are those of a trace's `look` events, and the keys of the interface's words for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograd_core.state import STATE
from autograd_core.tensor import Tensor
from autograd_core.trace.recorder import Recorder, Site, why_none

SENTENCES = {
    "not_a_leaf": (
        "{tensor} is not a leaf: its gradient is passed on and then dropped. Call "
        "retain_grad() before backward() to keep it."
    ),
    "requires_grad_false": "{tensor} does not require grad, so no gradient is computed for it.",
    "made_under_no_grad": "{tensor} was made under no_grad, so it has no history.",
    "made_under_inference_mode": "{tensor} was made in inference_mode, so it has no history.",
    "detached": "{tensor} was detached, so nothing flows back to it.",
    "not_differentiable": "The operation that made {tensor} has no gradient.",
    "never_reached": "No backward pass has reached {tensor}.",
    "no_backward_yet": "No backward has run since {tensor} was made.",
    "cleared": "The gradient of {tensor} was set to None, and no pass has filled it since.",
}
"""What each reason means."""
CUTTING = ("no_grad", "inference_mode", "detached", "not_differentiable")
"""Reasons for which an operation leaves no node although its input requires grad."""
CUT_AT = " On the way from it, {operation} cut the history."


@dataclass(frozen=True)
class Explanation:
    """Why a `.grad` is None.

    reason     one of the keys of `SENTENCES`
    sentence   what that means, in English
    operation  the operation that cut the history or made the tensor; None: not known, or none did
    place      where in the recorded program that was, or where `.grad` was set to None; None
               without a recording, or outside a program text
    """

    reason: str
    sentence: str
    operation: str | None = None
    place: Site | None = None


def explain_none(tensor: Tensor, name: str = "the tensor") -> Explanation | None:
    """Why `tensor.grad` is None; None if there is a gradient.

    tensor  the tensor that was looked at; looking does not warn, as reading `.grad` may
    name    what the sentence calls it
    Within `record()` places and operations are known; without it only what the tensor tells:
    whether a backward has passed it by is then judged by all that ran in this thread.
    Raises TypeError for anything but a tensor.
    """
    if not isinstance(tensor, Tensor):
        raise TypeError(f"explain_none(): expected a Tensor, not {type(tensor).__name__}")
    if tensor._grad is not None:
        return None
    recorder = STATE.recorder
    reason = why_none(tensor, recorder)
    sentence = SENTENCES[reason].format(tensor=name)
    if sentence.startswith("the "):
        sentence = f"T{sentence[1:]}"
    if recorder is None:
        return Explanation(reason, sentence, made_by(tensor))
    operation, at = cut(tensor, reason, recorder)
    if reason == "never_reached" and operation is not None:
        sentence += CUT_AT.format(operation=operation)
    return Explanation(reason, sentence, operation, site(recorder, at))


def made_by(tensor: Tensor) -> str | None:
    """The operation whose node made the tensor."""
    node = tensor._grad_fn
    return None if node is None or not hasattr(node, "op") else node.op.public


def site(recorder: Recorder, at: int | None) -> Site | None:
    """The place with a number."""
    return None if at is None else list(recorder.sites)[at]


def cut(tensor: Tensor, reason: str, recorder: Recorder) -> tuple[str | None, int | None]:
    """Which operation is to blame, and the number of its place."""
    if reason in ("never_reached", "no_backward_yet"):
        return first_cut(tensor, recorder) if reason == "never_reached" else (None, None)
    found: tuple[str | None, int | None] = (made_by(tensor), None)
    for kind, at, *parts in recorder.events:
        if reason == "cleared":
            if kind == "grad" and parts[0] is tensor and parts[-1] == "none":
                found = None, at
        elif kind == "create" and parts[1][0] is tensor:
            found = parts[0], at
        elif kind in ("op", "quick"):
            entry, _, outputs, _, _ = operation(kind, parts)
            if any(output is tensor for output in outputs):
                found = entry.public, at
    return found


def operation(kind: str, parts: Sequence[Any]) -> tuple[Any, Any, Sequence[Tensor], Any, str]:
    """An operation's entry, arguments, outputs, node, and why there is none, from its note."""
    if kind == "quick":
        entry, output, _, node, _, *args = parts
        return entry, args, (output,), node, ""
    entry, args, _, outcome, node, _, reason, _ = parts
    return entry, args, [each[0] for each in outcome], node, reason


def first_cut(tensor: Tensor, recorder: Recorder) -> tuple[str | None, int | None]:
    """The first operation on the way from a tensor that left no node."""
    reached = {id(tensor)}
    for kind, at, *parts in recorder.events:
        if kind not in ("op", "quick"):
            continue
        entry, args, outputs, node, reason = operation(kind, parts)
        if not any(id(arg) in reached for arg in tensors_of(args)):
            continue
        if node is None and reason in CUTTING:
            return entry.public, at
        reached |= set(map(id, outputs))
    return None, None


def tensors_of(args: Any) -> Iterator[Tensor]:
    """The tensors among arguments, also those that came together in a tuple."""
    for arg in args:
        if isinstance(arg, Tensor):
            yield arg
        elif isinstance(arg, tuple):
            yield from tensors_of(arg)
