"""The order in which nodes run, and what a failing or a long run leaves behind."""

import gc
from collections.abc import Callable
from typing import Any

import pytest

import autograd_core

Program = Callable[[Any, Callable[[Any, str], None]], Any]


def diamond(torch: Any, watch: Callable[[Any, str], None]) -> Any:
    """Two ways from a leaf to the root, one longer than the other."""
    a = torch.tensor(2.0, requires_grad=True)
    b = a * 2
    c = a.exp()
    d = b.sin()
    e = c + d
    for tensor, name in ((b, "mul"), (c, "exp"), (d, "sin"), (e, "add")):
        watch(tensor.grad_fn, name)
    return {"b": b, "c": c, "d": d, "e": e}


def renumbered(name: str, number: int) -> Program:
    """The diamond with another sequence number for one of its nodes."""

    def program(torch: Any, watch: Callable[[Any, str], None]) -> Any:
        made = diamond(torch, watch)
        made[name].grad_fn._set_sequence_nr(number)
        return made

    return program


ORDERS: list[tuple[Program, list[str]]] = [
    (diamond, ["add", "sin", "exp", "mul"]),
    (renumbered("c", 0), ["add", "sin", "mul", "exp"]),
    (renumbered("b", 2**40), ["add", "sin", "mul", "exp"]),
    (renumbered("c", 2**40), ["add", "exp", "sin", "mul"]),
    (renumbered("e", 0), ["add", "sin", "exp", "mul"]),
]


def order_of(torch: Any, program: Program) -> list[str]:
    found: list[str] = []

    def watch(node: Any, name: str) -> None:
        node.register_hook(lambda *_: found.append(name))

    program(torch, watch)["e"].backward()
    return found


@pytest.mark.parametrize(("program", "order"), ORDERS, ids=range(len(ORDERS)))
def test_nodes_run_in_the_order_of_their_numbers(program: Program, order: list[str]) -> None:
    """Latest recorded first, once everything has arrived; a program may set the numbers itself."""
    assert order_of(autograd_core, program) == order


@pytest.mark.parametrize(("program", "order"), ORDERS, ids=range(len(ORDERS)))
def test_pytorch_runs_them_in_this_order(torch: Any, program: Program, order: list[str]) -> None:
    """The answers above are PyTorch's."""
    assert order_of(torch, program) == order


def test_a_node_that_fails_is_visited_and_sends_nothing() -> None:
    """The trace of a backward that raises ends with the visit of the node that raised."""
    with autograd_core.record() as recorder:
        x = autograd_core.tensor(2.0, requires_grad=True)
        y: Any = x * 3.0
        z = y * y
        y.data = autograd_core.tensor(1.0)
        with autograd_core.no_grad():
            y.add_(1.0)
        with pytest.raises(RuntimeError, match="modified by an inplace operation"):
            z.backward()
    events = recorder.trace().events
    assert [event["kind"] for event in events[-4:]] == ["seed", "inbox", "visit", "backward_end"]
    assert events[-1]["error"]


def test_a_layer_is_recorded_as_two_operations() -> None:
    """The transposed weight and one product with the bias: nothing is expanded on the way."""
    torch: Any = autograd_core
    weight, bias = torch.ones(2, 3, requires_grad=True), torch.ones(2, requires_grad=True)
    with autograd_core.record() as recorder:
        torch.nn.functional.linear(torch.ones(4, 3), weight, bias)
    events = recorder.trace().events
    assert [event["op"] for event in events if event["kind"] == "op"] == ["t", "addmm"]


def test_a_recording_leaves_the_collector_as_it_was() -> None:
    """What it set aside is given back, and what the program itself froze stays frozen."""
    callbacks = list(gc.callbacks)
    with autograd_core.record():
        gc.collect()
        assert gc.get_freeze_count() > 0
    assert (gc.get_freeze_count(), gc.callbacks) == (0, callbacks)
    gc.freeze()
    try:
        with autograd_core.record():
            gc.collect()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
