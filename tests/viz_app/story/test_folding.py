"""What the library does inside of a call is one step of the walk, or none, and no card."""

from typing import Any

import pytest

from tests.viz_app.stories import sentences, story_of

NET = """import torch
net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
optimizer = torch.optim.{optimizer}(net.parameters(), lr=0.1)
for _ in range(2):
    optimizer.zero_grad()
    net(torch.ones(4, 2)).pow(2).mean().backward()
    optimizer.step()
"""
OPTIMIZERS = ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad")


def net(optimizer: str) -> dict[str, Any]:
    return story_of(NET.format(optimizer=optimizer))


def sources(story: dict[str, Any]) -> list[str]:
    return [story["initial"][f"card/{card['id']}/source"] for card in story["cards"]]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_an_optimizer_has_no_cards(optimizer: str) -> None:
    assert not [source for source in sources(net(optimizer)) if "optimizer" in source]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_parameter_moves_in_each_step(optimizer: str) -> None:
    story = net(optimizer)
    moved = [text for text in sentences(story, "op") if text.startswith("optimizer.step()")]
    writes = 2 if optimizer == "AdamW" else 1  # weight decay is a writing of its own
    assert len(moved) == 2 * 4 * writes
    assert len(sentences(story, "step")) == 2


def test_the_part_of_the_timeline_is_the_optimizers() -> None:
    labels = [part["label"] for part in net("Adam")["segments"]]
    assert labels == ["forward", "backward 1", "Adam", "forward", "backward 2", "Adam"]


def test_a_layer_is_filled_silently() -> None:
    story = net("SGD")
    made = [step for step in story["steps"] if step["kind"] == "create"]
    assert len(made) == 6  # four parameters and the input of each round
    assert not [source for source in sources(story) if "uniform_" in source]


def test_filling_by_hand_is_a_step() -> None:
    story = story_of("import torch\nw = torch.nn.Parameter(torch.zeros(2))\ntorch.nn.init.ones_(w)")
    assert sentences(story, "op")


def test_one_call_empties_all_trays_in_one_step() -> None:
    assert [text.partition(":")[0] for text in sentences(net("SGD"), "grad")] == [
        "net.0.weight.grad, net.0.bias.grad, net.2.weight.grad and net.2.bias.grad are set to None"
    ]


def test_the_operations_of_one_layer_are_told_apart() -> None:
    story = story_of("import torch\nlayer = torch.nn.Linear(2, 2)\ny = layer(torch.ones(1, 2))\n")
    assert [source for source in sources(story) if "layer(" in source] == [
        "t · layer(torch.ones(1, 2))",
        "layer(torch.ones(1, 2))",
    ]
