"""Every event of the trace knows the characters that caused it, the call path and the loop's round."""

from typing import Any

import pytest

from tests.viz_app.language.running import Outcome, events, ours

TENSORS = "import torch\nw = torch.full((2,), 2.0, requires_grad=True)\na = torch.full((2,), 1.0)\n"

SPANS = {
    "y = w * a": ["w * a"],
    "y = w * a + w": ["w * a", "w * a + w"],
    "y = (w * a).sum()": ["w * a", "(w * a).sum()"],
    "y = torch.add(w, a)": ["torch.add(w, a)"],
    "y = -w": ["-w"],
    "é = 'é'; y = w * a  # é": ["w * a"],
    "y = w.add(a.mul(w))": ["a.mul(w)", "w.add(a.mul(w))"],
    "y = [w + a, w - a][0]": ["w + a", "w - a"],
    "y = (w\n    *\n    a)": ["w\n    *\n    a"],
    "print(w * a)": ["w * a"],
    "y = {'k': w * a}['k']": ["w * a"],
    "y = w\ny = y * 1 * 2": ["y * 1", "y * 1 * 2"],
    "y = w.clone() if (a + a).sum() is not None else a": ["a + a", "(a + a).sum()", "w.clone()"],
}


@pytest.mark.parametrize("text", SPANS, ids=repr)
def test_an_operation_points_at_its_expression(text: str) -> None:
    outcome = ours(TENSORS + text)
    assert not outcome.error
    assert [shown(outcome, event) for event in events(outcome, "op")] == SPANS[text]


def test_what_a_layer_does_after_the_program_s_own_code_belongs_to_the_call_of_the_layer() -> None:
    text = """
from torch import nn
class Twice(nn.Module):
    def forward(self, x):
        return x * 2
net = nn.Sequential(Twice(), nn.Tanh(), Twice())
y = net(w)
"""
    outcome = ours(TENSORS + text)
    sites = list(outcome.recorder.sites)
    made = [(shown(outcome, event), sites[event[1]][5]) for event in events(outcome, "op")]
    inner = (("forward", 10),)
    assert made == [("x * 2", inner), ("net(w)", ()), ("x * 2", inner)]


def test_backward_looks_flags_and_output_have_their_place() -> None:
    text = "a.requires_grad = True\ny = (a * w).sum()\ny.backward()\nprint(a.grad)\ndel y\na.grad"
    outcome = ours(TENSORS + text, display=True)
    places = [(event[0], shown(outcome, event)) for event in outcome.recorder.events]
    assert ("flag", "a.requires_grad") in places
    assert ("backward", "y.backward()") in places
    assert ("look", "a.grad") in places
    assert ("output", "print(a.grad)") in places
    assert ("name", "y") in places
    assert places[-1] == ("output", "a.grad")


def test_names_are_told_wherever_a_tensor_is_bound() -> None:
    text = """
b, (c, *d) = w, (a, 1)
for e in (w, a): pass
e = 5
(f := w)
def g(h):
    i = h
    return i
g(w)
del b
c += 1
"""
    outcome = ours(TENSORS + text)
    told = [(name, tensor is not None, scope) for _, _, name, tensor, _, scope in named(outcome)]
    assert told[2:] == [
        *[("b", True, ""), ("c", True, ""), ("e", True, ""), ("e", True, ""), ("e", False, "")],
        *[("f", True, ""), ("h", True, "g"), ("i", True, "g"), ("b", False, ""), ("c", True, "")],
    ]


def named(outcome: Outcome) -> list[tuple[Any, ...]]:
    return events(outcome, "name")


def test_a_site_knows_the_round_of_every_loop_and_the_calls_around_it() -> None:
    text = (
        TENSORS
        + """
def f(x):
    for _ in range(2):
        x = x + 1
    return x
for i in range(2):
    n = 0
    while n < 1:
        n += 1
        f(w)
y = [w * k for k in (1, 2)]
"""
    )
    outcome = ours(text)
    sites = list(outcome.recorder.sites)
    found = [
        (sites[at].path, sites[at].loop) if hasattr(sites[at], "path") else sites[at][5:]
        for _, at, *_ in events(outcome, "op")
    ]
    call = (("f", 13),)
    assert found == [
        *[(call, (0, 0, 0)), (call, (0, 0, 1)), (call, (1, 0, 0)), (call, (1, 0, 1))],
        *[((), (0,)), ((), (1,))],
    ]


def test_a_function_of_an_earlier_cell_points_into_that_cell() -> None:
    outcome = ours(TENSORS + "def f(x):\n    return x * 2", "y = f(w)", "1 / 0")
    sites = list(outcome.recorder.sites)
    [at] = [event[1] for event in events(outcome, "op")]
    assert sites[at][0] == 0
    assert (outcome.ending.cell, outcome.line) == (2, 1)


def test_loops_are_counted_anew_after_an_error_in_one() -> None:
    text = (
        TENSORS
        + """
for i in range(3):
    try:
        for j in range(3):
            [1 / 0 for k in range(3)]
    except ZeroDivisionError:
        y = w + i
"""
    )
    outcome = ours(text)
    sites = list(outcome.recorder.sites)
    assert [sites[event[1]][6] for event in events(outcome, "op")] == [(0,), (1,), (2,)]


def test_an_error_of_the_core_is_at_its_operation() -> None:
    outcome = ours(TENSORS + "c = w * a\n\nif True:\n    x = 1; c.backward()\n")
    assert outcome.error == "RuntimeError: grad can be implicitly created only for scalar outputs"
    assert outcome.line == 7
    [error] = events(outcome, "error")
    assert shown(outcome, error) == "c.backward()"
    assert len(events(outcome, "op")) == 1


def test_a_warning_is_given_once_for_each_line_and_cell() -> None:
    cell = "for i in range(3):\n    c.grad\n    c.grad; d.grad"
    outcome = ours(TENSORS + "c = w * 2\nd = c * 2", cell, cell)
    lines = [list(outcome.recorder.sites)[event[1]][1] for event in events(outcome, "warning")]
    assert lines == [2, 3, 2, 3]


def shown(outcome: Outcome, event: tuple[Any, ...]) -> str:
    """The characters of the program that an event points at."""
    if event[1] is None:
        return ""
    cell, line, col, end_line, end_col = list(outcome.recorder.sites)[event[1]][:5]
    lines = outcome.recorder.cells[cell].split("\n")[line - 1 : end_line]
    lines[-1] = lines[-1][:end_col]
    lines[0] = lines[0][col:]
    return "\n".join(lines)
