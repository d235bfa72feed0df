"""Ghost lines: where a constant came from that was once a tensor, and why nothing flows back."""

import pytest

from tests.viz_app.programs import trace_of
from viz_app.pipeline import story

PROGRAM = """\
import torch
w = torch.tensor(2., requires_grad=True)
y = w * 3
s = {number}
z = {made}
{rest}"""
USED = "loss = w * z\nloss.backward()\n"


def told(number, made, rest=USED, language="en"):
    return story(trace_of(PROGRAM.format(number=number, made=made, rest=rest)), language=language)


@pytest.mark.parametrize(
    ("number", "made", "how", "called"),
    [
        ("y.item()", "w * s", "item", ".item()"),
        ("float(y)", "w + s", "float", "float()"),
        ("y.tolist()", "torch.tensor(s)", "tolist", ".tolist()"),
        ("y.item()", "torch.tensor(s)", "item", ".item()"),
        ("y", "torch.tensor(s)", "tensor", "torch.tensor()"),
        ("int(y * 100)", "w * s", "int", "int()"),
    ],
)
def test_a_ghost_line_leads_from_the_tensor_to_what_uses_its_number(number, made, how, called):
    found = told(number, made)
    (ghost,) = [edge for edge in found["edges"] if edge.get("lost")]
    assert (ghost["lost"], ghost["recorded"]) == (how, False)
    key = f"edge/{ghost['id']}/phase"
    (shown,) = [
        step
        for step in found["steps"]
        if any(changed == key and new == "live" for changed, _, new in step["changes"])
    ]
    assert ghost["id"] in shown["focus"]
    assert shown["focus"][0] == ghost["to"]
    assert shown["panel"]["title"].startswith("z")
    said = "".join(span["t"] for span in shown["sentence"])
    assert f"by {called}: no gradient flows back there." in said
    assert "backward ends here" in shown["panel"]["why"]


def test_no_gradient_ever_runs_along_a_ghost_line():
    found = told("y.item()", "w * s")
    (ghost,) = [edge["id"] for edge in found["edges"] if edge.get("lost")]
    changed = {key for step in found["steps"] for key, *_ in step["changes"]}
    assert f"edge/{ghost}/flow" not in changed


def test_it_is_said_in_chinese_too():
    found = told("y.item()", "w * s", language="zh_cn")
    said = ["".join(span["t"] for span in step["sentence"]) for step in found["steps"]]
    assert any("它的数值来自 y，由 .item() 取出：梯度不会流回那里。" in each for each in said)


def test_a_number_that_is_only_printed_draws_no_line():
    found = told("y.item()", "w * 3.", rest="print(s)\n")
    assert not [edge for edge in found["edges"] if edge.get("lost")]


def test_rounds_of_a_loop_make_no_circle():
    found = told("1.", "w", "for i in range(3):\n    a = torch.tensor(s)\n    s = (w * a).item()\n")
    ghosts = [edge for edge in found["edges"] if edge.get("lost")]
    assert all(int(edge["from"][1:]) < int(edge["to"][1:]) for edge in ghosts)
