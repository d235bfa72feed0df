"""A long run sends its trace now and then; what it sends in the end is the same for all that."""

from __future__ import annotations

import pytest

import autograd_core
from viz_app import pipeline
from viz_app.language import machine, parse, run
from viz_app.sandbox.worker import prepare
from viz_app.settings import CLASS
from viz_app.story import Story

PROGRAMS = {
    "in-place writes": """
import torch
w = torch.tensor([1.0, 2.0], requires_grad=True)
for step in range(3):
    (w * w).sum().backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        w.grad.zero_()
""",
    "a lone number becomes memory": """
import torch
h = torch.tensor(0.5, requires_grad=True)
for step in range(3):
    h = (h * 2).tanh().detach()
    h.requires_grad_()
    (h ** 2).backward()
""",
    "parameters and buffers from outside": """
import torch
from torch import nn
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for step in range(3):
    optimizer.zero_grad()
    net(torch.ones(2, 2)).sum().backward()
    optimizer.step()
""",
    "a backward inside a hook": """
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
def hook(grad):
    total = 0
    for number in range(5):
        total = total + number
    torch.autograd.grad((x * x).sum(), x)
    return grad + total
y = x * 3
y.register_hook(hook)
y.sum().backward()
""",
    "statistics": """
import torch
big = torch.zeros(80, 80)
for step in range(3):
    big += step
    part = big[0]
""",
}


def told(text: str, *, often: bool, memory: int) -> Story:
    """The story of a program; `often`: its trace so far is asked for all the time."""
    prepare(0)
    with autograd_core.record(memory) as recorder:
        asked = recorder.shorthand if often else bool
        run(parse([text], CLASS), recorder, limits=CLASS, beat=lambda line, steps: asked())
    return pipeline.story(recorder.trace())


@pytest.mark.parametrize("memory", [2**20, 16])
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_trace_asked_for_in_between_is_the_same_in_the_end(
    program: str, memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "CHUNK", 2)
    whole = told(PROGRAMS[program], often=False, memory=memory)
    assert told(PROGRAMS[program], often=True, memory=memory) == whole


def test_a_buffer_is_met_with_the_version_that_it_had() -> None:
    """PyTorch: a new layer's count of batches has version 1, and one more after each batch."""
    text = PROGRAMS["parameters and buffers from outside"]
    with autograd_core.record() as recorder:
        run(parse([text], CLASS), recorder, limits=CLASS)
    made = [event["tensor"] for event in recorder.trace().events if event["kind"] == "create"]
    assert [each["version"] for each in made if each["dtype"] == "int64"] == [1]
