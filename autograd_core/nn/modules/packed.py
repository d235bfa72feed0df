"""Recurrent layers over packed sequences: each step runs for the sequences that are long enough."""

from __future__ import annotations

from typing import Any

from autograd_core.nn.modules.basics import F
from autograd_core.nn.modules.cells import STEPS, zeros
from autograd_core.nn.utils.packing import PackedSequence
from autograd_core.ops import FUNCTIONS, METHODS


def packed_start(layer: Any, packed: PackedSequence, size: int) -> Any:
    """A state of zeros for each sequence."""
    count = layer.num_layers * layer._directions()
    return zeros(packed.data, count, int(packed.batch_sizes[0]), size)


def over_packed(
    layer: Any, packed: PackedSequence, start: tuple[Any, ...], given: bool
) -> tuple[PackedSequence, Any]:
    """A layer's outputs, packed as its input, and the last state of each sequence.

    start  the hidden state, and for an LSTM the cell; `given` ones are in the sequences' own order
    """
    sizes = [int(each) for each in packed.batch_sizes.tolist()]
    order, back = packed.sorted_indices, packed.unsorted_indices
    if given and order is not None:
        start = tuple(METHODS["index_select"](each, 1, order) for each in start)
    check_packed(layer, packed, start, sizes[0])
    each_start = [each.unbind(0) for each in start]
    data, last = packed.data, []
    for number in range(layer.num_layers):
        outputs = []
        for direction in range(layer._directions()):
            index = number * layer._directions() + direction
            state = tuple(each[index] for each in each_start)
            run = backwards if direction else forwards
            output, final = run(layer, data, sizes, state, layer._weights(index))
            outputs.append(output)
            last.append(final)
        data = outputs[0] if len(outputs) == 1 else FUNCTIONS["cat"](outputs, -1)
        if layer.dropout and layer.training and number < layer.num_layers - 1:
            data = F.dropout(data, layer.dropout, True)
    stacked = [FUNCTIONS["stack"](list(each), 0) for each in zip(*last, strict=True)]
    if back is not None:
        stacked = [METHODS["index_select"](each, 1, back) for each in stacked]
    result = PackedSequence(data, packed.batch_sizes, order, back)
    return result, tuple(stacked) if len(stacked) > 1 else stacked[0]


def check_packed(layer: Any, packed: PackedSequence, start: tuple[Any, ...], batch: int) -> None:
    """PyTorch's errors for data and states that do not fit."""
    if packed.data.ndim != 2:
        raise RuntimeError(f"input must have 2 dimensions, got {packed.data.ndim}")
    layer._check_input(packed.data)
    sizes = (layer.proj_size or layer.hidden_size, layer.hidden_size)
    names = ("hidden[0]", "hidden[1]") if len(start) > 1 else ("hidden",)
    for state, size, name in zip(start, sizes, names, strict=False):
        expected = (layer.num_layers * layer._directions(), batch, size)
        if tuple(state.shape) != expected:
            raise RuntimeError(f"Expected {name} size {expected}, got {list(state.shape)}")


def cut(state: tuple[Any, ...], start: int, end: int) -> tuple[Any, ...]:
    """The states of some of the sequences."""
    return tuple(METHODS["narrow"](each, 0, start, end - start) for each in state)


def joined(states: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """States of several sequences under each other."""
    return tuple(FUNCTIONS["cat"](list(each), 0) for each in zip(*states, strict=True))


def stepped(layer: Any, gates: Any, state: tuple[Any, ...], weights: Any) -> tuple[Any, ...]:
    """One step."""
    step = STEPS[layer.mode][1]
    if len(state) > 1:
        both: tuple[Any, ...] = step(lambda: gates, state, weights)
        return both
    return (step(lambda: gates, state[0], weights),)


def forwards(
    layer: Any, data: Any, sizes: list[int], state: tuple[Any, ...], weights: Any
) -> tuple[Any, tuple[Any, ...]]:
    """From the first step on; sequences that have ended keep their last state."""
    gates = F.linear(data, weights["w_ih"], weights["b_ih"]).split(sizes, 0)
    ended, outputs, alive = [], [], sizes[0]
    for size, each in zip(sizes, gates, strict=True):
        if size < alive:
            ended.append(cut(state, size, alive))
            state, alive = cut(state, 0, size), size
        state = stepped(layer, each, state, weights)
        outputs.append(state[0])
    return FUNCTIONS["cat"](outputs, 0), joined([state, *reversed(ended)])


def backwards(
    layer: Any, data: Any, sizes: list[int], start: tuple[Any, ...], weights: Any
) -> tuple[Any, tuple[Any, ...]]:
    """From the last step back; a sequence joins where it ends."""
    gates = F.linear(data, weights["w_ih"], weights["b_ih"]).split(sizes, 0)
    alive = sizes[-1]
    state, outputs = cut(start, 0, alive), []
    for size, each in zip(reversed(sizes), reversed(gates), strict=True):
        if size > alive:
            state, alive = joined([state, cut(start, alive, size)]), size
        state = stepped(layer, each, state, weights)
        outputs.append(state[0])
    return FUNCTIONS["cat"](outputs[::-1], 0), state
