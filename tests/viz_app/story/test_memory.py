"""A trace over its limit on memory still tells its story, and says where values ended."""

import pytest

import autograd_core
from tests.viz_app.stories import sentences, story_of_trace
from viz_app.language import parse, run

PROGRAM = """import torch
w = torch.ones(8, 4, requires_grad=True)
for i in range(3):
    loss = (w * w).sum()
    loss.backward()
    print(w.grad)
    with torch.no_grad():
        w -= 0.1 * w.grad
    w.grad.zero_()
"""


def story_with(memory, language="en"):
    with autograd_core.record(memory=memory) as recorder:
        run(parse([PROGRAM]), recorder)
    return story_of_trace(recorder.trace(), language)


@pytest.mark.parametrize("memory", [0, 200, 1000, 3000])
def test_the_story_tells_it_once_and_goes_on(memory):
    whole, cut = story_with(2**20), story_with(memory)
    assert [step["kind"] for step in cut["steps"] if step["kind"] != "memory"] == [
        step["kind"] for step in whole["steps"]
    ]
    assert len(sentences(cut, "memory")) == 1
    assert cut["outputs"] == whole["outputs"]


def test_the_sentence_names_the_limit_in_both_languages():
    assert sentences(story_with(2**11), "memory") == [
        "The values take more than 0.00195 MiB: from here on only shapes and statistics are kept."
    ]
    assert sentences(story_with(0, "zh_cn"), "memory") == [
        "数值超过 0 MiB：此后只保留形状和统计量。"
    ]


def test_a_zeroed_gradient_is_still_a_zero():
    """The three signs None, 0 and stale survive: statistics tell that all numbers are 0."""
    last = [s for s in story_with(0)["steps"] if s["kind"] == "grad"][-1]
    signs = [new for key, _, new in last["changes"] if key.endswith("/grad_sign")]
    assert signs == ["zero"]
