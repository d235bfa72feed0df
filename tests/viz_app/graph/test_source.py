"""What a card is called: a person's text, short enough for a card and still a text of theirs."""

import pytest

from tests.viz_app.programs import trace_of
from viz_app.graph.build import build, cards_of
from viz_app.graph.source import LONGEST_SOURCE, brief

SECOND = """import torch
w = torch.tensor(2., requires_grad=True)
y = w ** 3
g, = torch.autograd.grad(y, w, create_graph=True)
"""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("w * x + b", "w * x + b"),
        ("torch.nn.functional.cross_entropy(logits, targets)", "cross_entropy(logits, targets)"),
        ("((w * x - torch.tensor([1.0, 2.0, 3.0])) ** 2).mean()", "((… - …) ** 2).mean()"),
        ("-(targets * torch.log(predictions + 1e-7)).sum()", "-(targets * log(…)).sum()"),
        ("torch.randn(64, 1000, requires_grad=True)", "randn(64, 1000)"),
        ("loss += weight_decay * (parameter ** 2)", "loss += weight_decay * (param…"),
    ],
)
def test_a_long_text_loses_what_is_deep_inside_of_it(text, shown):
    assert brief(text) == shown
    assert len(shown) <= LONGEST_SOURCE


def test_what_a_pass_computes_is_called_by_what_it_computes():
    sources = [card.source for card in cards_of(build(trace_of(SECOND))).values()]
    assert sources == [
        "tensor(2.0)",
        "w ** 3",
        "w ** 2",
        "(w ** 2) * 3",
        "grad",
        "grad * ((w ** 2) * 3)",
    ]
