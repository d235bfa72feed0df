"""Calls that can be folded: of functions and modules, one for each time; what is made in them."""

from __future__ import annotations

import pytest

from tests.viz_app.programs import trace_of
from viz_app.graph.build import build, cards_of
from viz_app.graph.calls import calls
from viz_app.graph.hiding import hide

START = """\
import torch
from torch import nn
torch.manual_seed(0)
x = torch.ones(1, 2)
def act(a):
    return torch.relu(a) + 0.1 * a
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)
    def forward(self, a):
        return a + torch.tanh(self.fc(a))
block = Block()
"""

TREES = {
    "y = act(x)": ["act(x)"],
    "y = act(x) * act(x + 1)": ["act(x)", "act(x + 1)"],
    "y = block(x)": ["block(x)", "  self.fc(a)"],
    "y = act(block(x))": ["block(x)", "  self.fc(a)", "act(block(x))"],
    "y = nn.Sequential(block, nn.Tanh(), nn.ReLU())(x)": [
        "Sequential(block, …, …)(x)",
        "  self.fc(a)",
    ],
    "for i in range(3):\n    x = act(x)": ["act(x)"] * 3,
    "y = [act(x + i) for i in range(2)]": ["act(x + i)"],  # each round fills the same cards
    "y = [x := act(x) for i in range(2)]": ["act(x)"] * 2,
    "def twice(a):\n    for _ in range(2):\n        a = a * 3\n    return a\ny = twice(x)": [
        "twice(x)"
    ],
    "def outer(a):\n    return act(a)\ny = outer(x)": ["outer(x)"],
    "y = torch.relu(x) + 1": [],
    "y = (lambda a: a * 2 + 1)(x)": ["(lambda a: a * 2 + 1)(x)"],
    "y = act(x).sum()\nw = block(x + y)\nw.sum().backward()": [
        "act(x)",
        "block(x + y)",
        "  self.fc(a)",
    ],
}


def tree(program: str) -> list[str]:
    """The labels of the calls, inner ones set in."""
    trace = trace_of(START + program)
    found = {call["id"]: call for call in calls(hide(build(trace), trace), trace)}

    def depth(call: str) -> int:
        parent = found[call]["parent"]
        return 0 if parent == "" else 1 + depth(parent)

    return ["  " * depth(name) + call["label"] for name, call in found.items()]


@pytest.mark.parametrize("program", TREES)
def test_each_call_that_computes_something_is_found(program: str) -> None:
    assert tree(program) == TREES[program]


def test_every_card_is_in_one_call_at_most_and_the_result_is_in_it() -> None:
    trace = trace_of(START + "y = act(block(act(x)))\ny.sum().backward()")
    graph = hide(build(trace), trace)
    found = calls(graph, trace)
    inside = [card for call in found for card in call["cards"]]
    assert len(inside) == len(set(inside))
    cards = cards_of(graph)
    assert all(cards[card].kind == "op" for card in inside)
    assert {call["result"] for call in found} <= set(inside)


def test_a_call_in_another_cell_than_the_function_is_called_as_it_is_written_there() -> None:
    trace = trace_of(START, "y = act(x + 2)\nz = y * 2")
    assert [call["label"] for call in calls(hide(build(trace), trace), trace)] == ["act(x + 2)"]
