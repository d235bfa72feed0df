"""What the trace tells of modules: where parameters come from, and nothing of their making."""

from __future__ import annotations

from typing import Any

import autograd_core
from autograd_core.trace.trace import Trace

torch: Any = autograd_core
nn: Any = autograd_core.nn  # type: ignore[attr-defined]


def events(recorder: Any) -> list[dict[str, Any]]:
    """The events of a recording, read back from its JSON."""
    found: list[dict[str, Any]] = Trace.from_json(recorder.to_json()).events
    return found


def test_a_layer_creates_its_parameters_and_fills_them() -> None:
    """Weight and bias are created and drawn; no grad-mode region is shown."""
    with torch.record() as recorder:
        nn.Linear(2, 1)
    told = events(recorder)
    assert [e["kind"] for e in told] == ["create", "create", "op", "op"]
    assert {e["op"] for e in told[:2]} == {"Parameter"}
    assert [e["inplace"] for e in told[2:]] == [e["tensor"]["id"] for e in told[:2]]


def test_a_parameter_shares_the_memory_of_its_tensor() -> None:
    """The parameter is a new tensor with the old one's storage."""
    with torch.record() as recorder:
        nn.Parameter(torch.ones(2))
    first, second = (event["tensor"] for event in events(recorder))
    assert first["storage"] == second["storage"]
    assert (first["requires_grad"], second["requires_grad"]) == (False, True)


def test_the_same_program_leaves_the_same_bytes() -> None:
    """Fresh parameters have no arbitrary numbers in the trace."""

    def run() -> str:
        torch.manual_seed(3)
        with torch.record() as recorder:
            model = nn.Linear(3, 2)
            model(torch.ones(1, 3)).sum().backward()
        text: str = recorder.to_json()
        return text

    assert run() == run()


def test_a_full_backward_hook_is_a_node_of_the_graph() -> None:
    """The point where a module's hooks watch is an operation, recorded as PyTorch names it."""
    model = nn.Linear(2, 1)
    model.register_full_backward_hook(lambda module, grad_input, grad_output: None)
    with torch.record() as recorder:
        model(torch.ones(1, 2, requires_grad=True)).sum().backward()
    nodes = [e["node"]["name"] for e in events(recorder) if e["kind"] == "op" and e["node"]]
    assert nodes.count("BackwardHookFunctionBackward") == 2
