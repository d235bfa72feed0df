"""What the trace tells besides operations: hooks, kept gradients, optimizers, training, memory."""

from typing import Any

import autograd_core as torch
from autograd_core.trace import Trace
from viz_app.language import parse, run


def told(source: str, *kinds: str) -> list[dict[str, Any]]:
    """The events of some kinds that a program leaves behind, with the line of each."""
    trace = traced(source)
    return [
        {**event, "line": trace.sites[event["at"]]["line"]}
        for event in trace.events
        if event["kind"] in kinds
    ]


def traced(source: str) -> Trace:
    with torch.record() as recorder:
        recorder.on_warning = lambda category, text: None
        run(parse([source]), recorder)
    return Trace.from_json(recorder.trace().to_json())


X = "import torch\nx = torch.tensor(2.0, requires_grad=True)\ny = x * 3\n"


def test_a_hook_that_only_looks_is_told_too() -> None:
    (event,) = told(X + "y.register_hook(lambda g: print(g))\n(y * y).backward()", "hook")
    assert event["before"] is not None
    assert event["after"] is None


def test_after_a_hook_the_walk_goes_on_at_the_line_of_backward() -> None:
    source = X + "x.register_hook(\n    lambda g: g * 2)\n\ny.backward()"
    assert [event["line"] for event in told(source, "hook", "accumulate")] == [7, 7]


def test_after_an_own_backward_the_walk_goes_on_at_the_line_of_backward() -> None:
    source = (
        "import torch\n"
        "class Twice(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, x):\n        return x * 2\n"
        "    @staticmethod\n    def backward(ctx, grad):\n        return grad * 2\n"
        "x = torch.tensor(2.0, requires_grad=True)\n"
        "Twice.apply(x).backward()"
    )
    events = told(source, "contribution", "accumulate")
    assert [event["line"] for event in events] == [10, 10]


def test_a_gradient_that_is_kept_only_from_now_on_was_dropped_before() -> None:
    late = told(X + "y.backward()\ny.retain_grad()", "drop", "retain")
    assert [event["kind"] for event in late] == ["drop"]
    early = told(X + "y.retain_grad()\ny.backward()", "drop", "retain")
    assert [event["kind"] for event in early] == ["retain"]


def test_a_step_says_what_it_moves_and_what_it_holds() -> None:
    source = X + "u = torch.tensor(1.0, requires_grad=True)\ny.backward()\n"
    source += "torch.optim.SGD([x, u], lr=0.1).step()"
    (event,) = told(source, "step")
    assert len(event["tensors"]) == 1
    assert [event["tensors"][0] in event["holds"], len(event["holds"])] == [True, 2]


def test_eval_and_train_are_told_for_a_module_and_those_within() -> None:
    source = "import torch\nm = torch.nn.Sequential(torch.nn.Dropout(0.5))\nm.eval()\nm.train()"
    events = told(source, "training")
    assert [(event["module"], event["training"]) for event in events] == [
        ("Sequential", False),
        ("Dropout", False),
        ("Sequential", True),
        ("Dropout", True),
    ]


def test_what_shares_memory_shares_its_storage() -> None:
    source = X + "d = x.detach()\nc = x.clone()\nd.add_(1)"
    made = [event["outputs"][0]["storage"] for event in traced(source).events if "outputs" in event]
    _, detached, cloned, written = made
    (leaf,) = [e["tensor"]["storage"] for e in traced(source).events if e["kind"] == "create"]
    assert (detached, written) == (leaf, leaf)
    assert cloned != leaf
