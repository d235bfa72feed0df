"""Numbers that Python takes out of a tensor: what is made of them says where they came from."""

import numpy as np
import pytest

import autograd_core as torch

W = torch.tensor([1.5, 2.5], requires_grad=True)


def lost(make):
    """How each number was lost that what `make` makes was made of."""
    with torch.record() as recorder:
        y = W * 300
        make(y)
    events = recorder.trace().events
    made = {event["outputs"][0]["id"]: event["op"] for event in events if event["kind"] == "op"}
    made |= {e["tensor"]["id"]: e["op"] for e in events if e["kind"] == "create"}
    found = [event for event in events if event["kind"] == "lost"]
    return [(event["how"], made[event["tensor"]], made[event["into"]]) for event in found]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda y: W * y.sum().item(), [("item", "sum", "mul.Tensor")]),
        (lambda y: W * float(y.sum()), [("float", "sum", "mul.Tensor")]),
        (lambda y: W * int(y.sum()), [("int", "sum", "mul.Tensor")]),
        (lambda y: y ** y.sum().item(), [("item", "sum", "pow.Tensor_Scalar")]),
        (lambda y: torch.add(W, W, alpha=y.sum().item()), [("item", "sum", "add.Tensor")]),
        (lambda y: torch.tensor(y), [("tensor", "mul.Tensor", "tensor")]),
        (lambda y: torch.tensor(y.tolist()), [("tolist", "mul.Tensor", "tensor")]),
        (lambda y: torch.tensor(y.detach().numpy()), [("numpy", "detach", "tensor")]),
        (lambda y: torch.from_numpy(y.detach().numpy()), [("numpy", "detach", "from_numpy")]),
        (lambda y: torch.as_tensor(y.tolist()), [("tolist", "mul.Tensor", "as_tensor")]),
        (
            lambda y: torch.tensor([y.sum().item(), W.sum().item()]),
            [("item", "sum", "tensor"), ("item", "sum", "tensor")],
        ),
    ],
)
def test_what_is_made_of_such_a_number_says_where_it_came_from(make, expected):
    assert lost(make) == expected


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda y: W * 1200.0, id="the same number, but not out of the tensor"),
        pytest.param(lambda y: (y.sum().item(), W * 2.0), id="the number is not used"),
        pytest.param(lambda y: W * torch.tensor(0.5).item(), id="no history to be lost"),
        pytest.param(lambda y: torch.tensor(np.ones(2)), id="an array of numpy's own"),
        pytest.param(lambda y: y.detach() * W, id="a tensor that is cut is no number"),
    ],
)
def test_nothing_is_said_where_no_history_is_lost(make):
    assert lost(make) == []
