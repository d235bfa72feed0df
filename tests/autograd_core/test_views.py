"""Views, in-place writes, detaching and subscripts: programs answered as torch answers them."""

from pathlib import Path
from types import ModuleType

import pytest

import autograd_core
from autograd_core import errors
from tests.autograd_core.parity import program

PROGRAMS = Path(__file__).with_name("programs_views.txt").read_text().strip().split("\n---\n")
ONCE = ("Converting a tensor with requires_grad=True", "Consider using tensor.detach() first.")


@pytest.mark.parametrize("source", PROGRAMS, ids=lambda source: source[:60])
def test_a_program_answers_as_in_torch(torch: ModuleType, source: str) -> None:
    """What it prints, its warnings and the error that ends it are those of torch."""
    errors._said_once.clear()
    assert lines(autograd_core, source) == lines(torch, source)


def lines(torch: ModuleType, source: str) -> list[str]:
    """The lines of an answer, without what PyTorch says only once in a process."""
    said = program(torch, source).splitlines()
    return sorted(line for line in said if not any(text in line for text in ONCE + DEPRECATED))


DEPRECATED = ("Using a non-tuple sequence", "indexing with dtype torch.uint8", "on expanded")


def test_a_refused_write_changes_nothing() -> None:
    """After an error the tensor, its version and its history are what they were."""
    torch = autograd_core
    leaf = torch.ones(3, requires_grad=True)
    result = leaf * 2
    before = result.grad_fn
    for write in (
        lambda: leaf.add_(1),
        lambda: leaf[0].zero_(),
        lambda: result.add_(torch.ones(2)),
        lambda: result.split([1, 2])[0].zero_(),
        lambda: result.__setitem__([5], 1.0),
    ):
        with pytest.raises((RuntimeError, IndexError)):
            write()
    assert (leaf._version, result._version) == (0, 0)
    assert (leaf.tolist(), result.tolist()) == ([1.0] * 3, [2.0] * 3)
    assert result.grad_fn is before


def test_the_trace_holds_a_write_through_a_view() -> None:
    """Target, versions, the base's new node, and the view's own: valid as a trace."""
    torch = autograd_core
    with torch.record() as recorder:
        leaf = torch.ones(3, requires_grad=True)
        result = leaf * 2
        part = result[1:]
        part.mul_(3)
        result.sum().backward()
    trace = recorder.trace()
    again = torch.Trace.from_json(trace.to_json())
    operations = [event for event in again.events if event["kind"] == "op"]
    view, write, look = operations[1:4]
    assert view["outputs"][0]["view_of"] == view["inputs"][0]["tensor"]
    assert write["inplace"] == view["outputs"][0]["id"]
    assert write["node"]["name"] == "CopySlices"
    assert [made["version"] for made in write["outputs"]] == [1]
    assert write["outputs"][0]["id"] == view["inputs"][0]["tensor"]
    assert (look["op"], look["node"]["name"]) == ("as_strided", "AsStridedBackward0")
    assert look["outputs"][0]["id"] == view["outputs"][0]["id"]
    assert leaf.grad is not None
    assert leaf.grad.tolist() == [2.0, 6.0, 6.0]
