"""Every loop knows where its rounds begin."""

import pytest

from tests.viz_app.programs import trace_of
from tests.viz_app.stories import story_of_trace

LEAF = "import torch\nw = torch.tensor(1.0, requires_grad=True)\n"
LOOP = "for i in range({n}):\n    y = w * 2\n    y.backward()\n"


@pytest.mark.parametrize(
    ("program", "rounds"),
    [
        (LOOP.format(n=3), [3]),
        (LOOP.format(n=3) + "print(w.grad)\n" + LOOP.format(n=2), [3, 2]),
        (LOOP.format(n=3) + LOOP.format(n=2), [3, 2]),
        (LOOP.format(n=1), []),
        ("for i in range(2):\n    for j in range(4):\n        y = w * j\n", [2]),
        ("y = w * 2\n", []),
    ],
)
def test_rounds_begin_at_their_first_steps(program, rounds):
    story = story_of_trace(trace_of(LEAF + program))
    assert [len(loop["starts"]) for loop in story["loops"]] == rounds
    for loop in story["loops"]:
        kinds = [story["steps"][start]["kind"] for start in loop["starts"]]
        assert set(kinds) == {"op"}
        assert loop["last"] < len(story["steps"])
