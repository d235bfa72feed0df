"""`explain_none`: for every way to end with `.grad` None its reason, its sentence and its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import autograd_core as torch
from autograd_core.explaining import SENTENCES, Explanation
from viz_app.i18n.en import story as english
from viz_app.i18n.zh_cn import story as chinese

Made = Callable[[Any], Any]


def leaf() -> Any:
    return torch.tensor([1.0, 2.0], requires_grad=True)


def after_backward(tensor: Any, of: Any) -> Any:
    of.sum().backward()
    return tensor


def never_reached(x: Any) -> Any:
    after_backward(x, leaf())
    return x


def under(mode: Any, x: Any) -> Any:
    with mode:
        return x * 2


def cleared(x: Any) -> Any:
    x.sum().backward()
    x.grad = None
    return x


def zeroed(x: Any) -> Any:
    x.sum().backward()
    torch.optim.SGD([x], lr=0.1).zero_grad()
    return x


def retained_without_pass(x: Any) -> Any:
    y = x * 2
    y.retain_grad()
    return y


CASES: dict[str, tuple[str, str | None, Made]] = {
    "a constant": ("requires_grad_false", "tensor", lambda x: torch.tensor(1.0)),
    "a result of constants": ("requires_grad_false", "mul", lambda x: torch.tensor(1.0) * 2),
    "an intermediate result": ("not_a_leaf", "mul", lambda x: after_backward(y := x * 2, y)),
    "an intermediate result before": ("not_a_leaf", "exp", lambda x: x.exp()),
    "under no_grad": ("made_under_no_grad", "mul", lambda x: under(torch.no_grad(), x)),
    "in inference_mode": (
        "made_under_inference_mode",
        "mul",
        lambda x: under(torch.inference_mode(), x),
    ),
    "detached": ("detached", "detach", lambda x: (x * 2).detach()),
    "its data": ("detached", "detach", lambda x: x.data),
    "an integer": ("not_differentiable", "argmax", lambda x: x.argmax()),
    "a comparison": ("not_differentiable", "gt", lambda x: x > 1),
    "before any backward": ("no_backward_yet", None, lambda x: x),
    "retained, before any backward": ("no_backward_yet", None, retained_without_pass),
    "passed by": ("never_reached", None, never_reached),
    "cut by detach": (
        "never_reached",
        "detach",
        lambda x: after_backward(x, (x.detach() * 2) * leaf()),
    ),
    "cut by argmax": (
        "never_reached",
        "argmax",
        lambda x: after_backward(x, leaf() * (x * 2).argmax()),
    ),
    "cut by no_grad": (
        "never_reached",
        "mul",
        lambda x: after_backward(x, under(torch.no_grad(), x) * leaf()),
    ),
    "set to None": ("cleared", None, cleared),
    "zero_grad": ("cleared", None, zeroed),
}
"""What the tensor is, the reason, the operation to blame, and how to come there from a leaf."""


@pytest.mark.parametrize("case", CASES)
def test_the_reason_and_the_operation_are_named(case: str) -> None:
    reason, operation, make = CASES[case]
    with torch.record():
        found = torch.explain_none(make(leaf()), "w")
    assert found is not None
    assert (found.reason, found.operation) == (reason, operation)
    assert "w" in found.sentence
    assert "{" not in found.sentence


@pytest.mark.parametrize("case", CASES)
def test_the_place_is_that_of_the_cut(case: str) -> None:
    """What happens in line 7 is found there; nothing that a reason does not concern is."""
    _, operation, make = CASES[case]
    with torch.record() as recorder:
        recorder.start_cell("a program", 0)
        x = leaf()
        recorder.at = recorder.site(7, 0, 7, 9)
        tensor = make(x)
        recorder.at = recorder.site(9, 0, 9, 9)
        found = torch.explain_none(tensor)
    assert found is not None
    known = operation is not None or found.reason == "cleared"
    assert (found.place and found.place.line) == (7 if known else None)


@pytest.mark.parametrize("case", CASES)
def test_it_says_what_the_trace_says_to_who_reads_grad(case: str) -> None:
    """The reason is that of the `look` event of the same tensor."""
    with torch.record() as recorder:
        tensor = CASES[case][2](leaf())
        recorder.look(tensor, None)
        found = torch.explain_none(tensor)
    looks = [event for event in recorder.trace().events if event["kind"] == "look"]
    assert found is not None
    assert looks[-1]["reason"] == found.reason


@pytest.mark.parametrize("case", CASES)
def test_without_a_recording_the_reason_is_the_same(case: str) -> None:
    reason, _, make = CASES[case]
    torch.state.STATE.passes = 0
    found = torch.explain_none(make(leaf()))
    assert found is not None
    assert (found.reason, found.place) == (reason, None)


def test_a_gradient_needs_no_explanation() -> None:
    x = leaf()
    x.sum().backward()
    assert torch.explain_none(x) is None


def test_a_gradient_that_came_again_is_no_longer_cleared() -> None:
    x = cleared(leaf())
    x.sum().backward()
    assert torch.explain_none(x) is None


def test_only_tensors_are_explained() -> None:
    with pytest.raises(TypeError, match="expected a Tensor, not int"):
        torch.explain_none(3)


def test_an_explanation_is_plain_data() -> None:
    found = torch.explain_none(torch.tensor(1.0))
    assert found == Explanation("requires_grad_false", found.sentence if found else "", None, None)


def test_every_reason_has_words_everywhere() -> None:
    """The keys are those of the interface's words, in both languages, and of these cases.

    The story tells one more apart: a `retain_grad` that came after the pass.
    """
    for texts in (english.TEXTS, chinese.TEXTS):
        told = {key.removeprefix("none.") for key in texts if key.startswith("none.")}
        assert told - {"retained_late"} == set(SENTENCES)
    assert {reason for reason, _, _ in CASES.values()} == set(SENTENCES)
