"""An operation without a node says what that means here: not each missing history is a fault."""

import pytest

from tests.viz_app.stories import story_of

W = "import torch\nw = torch.tensor(2.0, requires_grad=True)\n"
UPDATE = W + "(w * w).backward()\nopt = torch.optim.SGD([w], lr=0.1)\nopt.step()"

SAID = {
    W + "with torch.no_grad():\n    y = w * 2": "Recording is off while this runs",
    W + "with torch.inference_mode():\n    y = w * 2": "for good",
    "import torch\na = torch.ones(2)\nb = a * 2": "there is nothing to record",
    W + "y = w > 1": "no slope to send back",
    W + "y = w.detach()": "The value is right; only its history is missing",
    W + "with torch.no_grad():\n    w -= 0.1": "w stays a leaf",
    UPDATE: "w stays a leaf",
}


@pytest.mark.parametrize("program", SAID)
def test_the_reason_is_the_one_that_holds_here(program):
    told = [step["panel"]["why"] for step in story_of(program)["steps"]]
    assert any(SAID[program] in why for why in told), told


def test_after_the_charm_the_optimizers_step_is_named_as_what_it_is():
    program = (
        W + "opt = torch.optim.SGD([w], lr=0.1)\nh = torch.tensor(1.0)\n"
        "for t in range(3):\n    h = torch.tanh(w * h)\n"
        "    (h ** 2).backward(retain_graph=True)\n    opt.step(); opt.zero_grad()"
    )
    why = story_of(program)["steps"][-1]["panel"]["why"]
    assert "retain_graph=True kept the old graph, and opt.step() has changed its weights" in why
    assert "h.detach()" in why
