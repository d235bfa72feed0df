"""Forward mode: an operation on tensors that have a tangent in, the tangents of its results out.

A tangent says how a tensor moves. What an operation makes of it is found from its gradient rule
alone, which is linear in the gradient: the rule run backward once more gives the forward direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograd_core.dispatch import Op, hang_below, record_node
from autograd_core.state import STATE
from autograd_core.strides import geometry, stride_of, strided
from autograd_core.tensor import Tensor, differentiable, memory, wrap

ELEMENTWISE = frozenset({"hardsigmoid"})
"""Operations whose rule cannot be differentiated, but is the same forward as backward."""
REFUSAL = (
    "Trying to use forward AD with {} that does not support it because it has not been implemented "
    "yet.\nPlease file an issue to PyTorch at https://github.com/pytorch/pytorch/issues/new?"
    "template=feature-request.yml so that we can prioritize its implementation or submit a PR "
    "adding the implementation to derivatives.yaml"
)


@dataclass
class Level:
    """The tangents of all tensors that have one, until the region ends."""

    tangents: dict[int, tuple[Tensor, Tensor]] = field(default_factory=dict)

    def tangent(self, tensor: Any) -> Tensor | None:
        """The tangent of a tensor, if it has one."""
        found = self.tangents.get(id(tensor))
        return None if found is None else found[1]

    def give(self, tensor: Tensor, tangent: Tensor) -> None:
        """Give a tensor its tangent."""
        self.tangents[id(tensor)] = (tensor, tangent)

    def moves(self, args: Sequence[Any]) -> bool:
        """Whether one of the arguments has a tangent."""
        return any(id(arg) in self.tangents for arg in args)

    def follow(
        self, op: Op, args: Sequence[Any], values: dict[str, Any], outputs: Sequence[Tensor]
    ) -> None:
        """Give the results of an operation their tangents."""
        if not any(differentiable(each._a) for each in outputs):
            return
        if not op.node or op.node == "NotImplemented" or not self.moves(args):
            return
        first = self.tangent(args[0])
        if op.view and first is not None and not first._requires_grad:
            self.look(op, first, values, outputs)
            return
        recorder, STATE.recorder, STATE.forward = STATE.recorder, None, None
        before, STATE.grad_enabled = STATE.grad_enabled, True
        passes = STATE.passes
        try:
            found = self.pushed(op, args, values, outputs, before)
        except RuntimeError as error:
            if "derivative for" not in str(error):
                raise
            raise NotImplementedError(REFUSAL.format(op.name.partition(".")[0])) from None
        finally:
            STATE.recorder, STATE.forward, STATE.grad_enabled = recorder, self, before
            STATE.passes = passes
        for output, tangent in zip(outputs, found, strict=True):
            if tangent is not None:
                self.give(output, tangent)

    def look(
        self, op: Op, tangent: Tensor, values: dict[str, Any], outputs: Sequence[Tensor]
    ) -> None:
        """Give views the same look into the tangent's memory: who writes there writes there."""
        found = op.forward(memory(tangent), **values)
        for output, part in zip(outputs, found if op.several else (found,), strict=True):
            self.give(output, wrap(part))

    def pushed(
        self,
        op: Op,
        args: Sequence[Any],
        values: dict[str, Any],
        outputs: Sequence[Tensor],
        keep: bool,
    ) -> list[Tensor | None]:
        """The tangents of the results: how the rule's gradients depend on the gradient given."""
        from autograd_core.autograd.walks import grad

        own = [self.leaf(arg) for arg in args]
        moved = [
            (new, self.tangents[id(arg)][1])
            for arg, new in zip(args, own, strict=True)
            if id(arg) in self.tangents
        ]
        lasts = tuple(wrap(each._a) for each in outputs)
        hang_below(record_node(op, own, values, lasts[0]._a), lasts)
        ends = [each for each in lasts if each._requires_grad]
        seeds: list[Any] = [wrap(np.ones_like(each._a)[()]) for each in ends]
        for seed in seeds:
            seed._requires_grad = True
        leaves = [leaf for leaf, _ in moved]
        if op.name in ELEMENTWISE:
            return list(grad(ends, leaves, [tangent for _, tangent in moved]))
        firsts = grad(ends, leaves, seeds, True, True, allow_unused=True)
        pairs = [
            (first, tangent)
            for first, (_, tangent) in zip(firsts, moved, strict=True)
            if first is not None and first._requires_grad
        ]
        history = keep and any(
            isinstance(each, Tensor) and each._requires_grad
            for each in (*args, *(tangent for _, tangent in pairs))
        )
        found: Sequence[Any] = [None] * len(seeds)
        if pairs:
            starts, directions = zip(*pairs, strict=True)
            found = grad(starts, seeds, directions, history, history, allow_unused=True)
        by_end = {
            id(end): wrap(np.zeros_like(end._a)[()]) if each is None else each
            for end, each in zip(ends, found, strict=True)
        }
        return [by_end.get(id(each)) for each in lasts]

    def leaf(self, arg: Any) -> Any:
        """An argument as the operation's own: one with a tangent becomes one to differentiate."""
        if id(arg) not in self.tangents:
            return arg
        if arg._requires_grad:
            return arg.view_as(arg)
        new = wrap(arg._a)
        new._requires_grad = True
        return new

    def overwrite(self, op: Op, args: Sequence[Any], values: dict[str, Any], result: Any) -> None:
        """Give a tensor the tangent of the result that is about to be written into it."""
        shown = wrap(result)
        own = [wrap(np.array(args[0]._a)[()]), *args[1:]]
        old = self.tangent(args[0])
        if old is not None:
            self.give(own[0], old)
        self.follow(op, own, values, (shown,))
        new = self.tangent(shown)
        if new is None and old is not None:
            new = wrap(np.zeros_like(old._a)[()])
        if new is not None:
            self.put(args[0], old, new)
        for each in (own[0], shown):
            self.tangents.pop(id(each), None)

    def put(self, target: Tensor, old: Tensor | None, new: Tensor) -> None:
        """Write a tangent into the memory of the old one, which views share."""
        base = target._base
        if old is None and base is not None and not new._requires_grad:
            whole = np.zeros(base._a.shape, base._a.dtype)
            layout, start = geometry(target._a), geometry(base._a)
            if stride_of(whole) != start.stride:
                raise NotImplementedError(
                    "forward mode: a write into a part of a transposed tensor is not part of "
                    "Gradstep"
                )
            self.give(base, wrap(whole))
            old = wrap(strided(whole, layout, layout.offset - start.offset))
            self.give(target, old)
        if old is None or old._requires_grad or new._requires_grad or old._a.shape != new._a.shape:
            self.give(target, new)
        else:
            memory(old)[...] = new._a
